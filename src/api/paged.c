/*
 * Chooses, counts, and then looks for the page part by part.
 * SPDX-License-Identifier: MIT
 */
#include "paged.h"

#include "chosen.h"

#include <stdbool.h>

static const char *const searched_of_rows[] = { "path", "event", NULL };
static const char *const searched_of_visitors[] = { "browser", "os",         "device",
						    "city",    "distinctId", NULL };

/* Which part of the page is next: false when there is none. */
struct list_part {
	uint64_t skipped;
	uint64_t left;
	uint32_t wanted;
};

static struct list_part
part_first(const struct paging *paging)
{
	uint32_t size = (uint32_t)paging->page_size;
	return (struct list_part){ (uint64_t)paging_first(paging), size,
				   size < PART_MAX ? size : PART_MAX };
}

/* False when there is no further part behind one of `count`. */
static bool
part_next(struct list_part *part, uint32_t count)
{
	bool full = count == part->wanted;
	part->skipped += count;
	part->left -= count;
	if (part->left < part->wanted)
		part->wanted = (uint32_t)part->left;
	return full && part->left > 0;
}

static enum outcome
choose(struct request *req, struct reading *reading, const struct list_asked *asked,
       enum filter_rows rows, const char *const *searched, struct selection_asked *chosen)
{
	struct event_range events = range_events(asked->range, req->website.reset_at);
	enum outcome outcome = chosen_rows(req, reading, asked->filters, events, rows, chosen);
	if (outcome == DONE && asked->visitors != NULL)
		chosen->visitors = asked->visitors;
	return outcome == DONE
		       ? chosen_search(req, reading, asked->paging->search, searched, chosen)
		       : outcome;
}

/* A list as its pages are looked for. */
struct pager {
	struct scan scan; /* its context: the pages */
	bool (*seek)(void *pages, uint64_t skipped, uint32_t wanted);
	/* Hands over what was found; *count tells how much that is. */
	enum outcome (*take)(const struct pager *pager, struct request *req, uint32_t *count);
	paged_rows_fn take_rows;
	paged_visitors_fn take_visitors;
	void *context; /* of these */
};

static enum outcome
take_parts(struct request *req, struct reading *reading, const struct paging *paging,
	   const struct pager *pager)
{
	struct list_part part = part_first(paging);
	struct scan again = pager->scan;
	enum outcome outcome = reading_scan(reading, &pager->scan);
	uint32_t count = 0;
	again.fork = NULL; /* few blocks are left, or little of each is read */
	do {
		while (outcome == DONE &&
		       pager->seek(pager->scan.context, part.skipped, part.wanted))
			outcome = reading_scan(reading, &again);
		if (outcome == DONE)
			outcome = pager->take(pager, req, &count);
	} while (outcome == DONE && part_next(&part, count));
	return outcome;
}

/* ---- rows ---- */

static bool
seek_rows(void *pages, uint64_t skipped, uint32_t wanted)
{
	return row_pages_seek(pages, skipped, wanted);
}

static enum outcome
take_rows(const struct pager *pager, struct request *req, uint32_t *count)
{
	const struct paged_row *rows = row_pages_rows(pager->scan.context, count);
	return *count == 0 ? DONE : pager->take_rows(req, rows, *count, pager->context);
}

static enum outcome
choose_rows(struct request *req, struct reading *reading, const struct list_asked *asked,
	    struct selection_asked *chosen)
{
	enum outcome outcome = choose(req, reading, asked, ROWS_LISTED, searched_of_rows, chosen);
	if (outcome != DONE || asked->data_of == NULL)
		return outcome;
	chosen->only_with_data = true;
	return *asked->data_of == '\0' ? DONE : chosen_event(req, reading, asked->data_of, chosen);
}

enum outcome
paged_rows(struct request *req, struct reading *reading, const struct list_asked *asked,
	   paged_rows_fn take, void *context, uint64_t *total)
{
	struct selection_asked chosen;
	enum outcome outcome = choose_rows(req, reading, asked, &chosen);
	if (outcome != DONE)
		return outcome;
	struct row_pages *pages = row_pages_new(reading_view(reading), &chosen);
	if (pages == NULL)
		return TOO_LARGE;
	struct pager pager = { .scan = { .context = pages,
					 .wants = row_pages_wants,
					 .columns = row_pages_columns,
					 .block = row_pages_block,
					 .fork = row_pages_fork,
					 .join = row_pages_join },
			       .seek = seek_rows,
			       .take = take_rows,
			       .take_rows = take,
			       .context = context };
	outcome = take_parts(req, reading, asked->paging, &pager);
	*total = row_pages_total(pages);
	row_pages_free(pages);
	return outcome;
}

/* ---- visitors ---- */

static bool
seek_visitors(void *pages, uint64_t skipped, uint32_t wanted)
{
	return visitor_pages_seek(pages, skipped, wanted);
}

static enum outcome
take_visitors(const struct pager *pager, struct request *req, uint32_t *count)
{
	const struct paged_visitor *visitors = visitor_pages_visitors(pager->scan.context, count);
	return *count == 0 ? DONE : pager->take_visitors(req, visitors, *count, pager->context);
}

/* The ends of the events that there can be in the range; false when it is empty. */
static bool
find_ends(struct reading *reading, const struct selection_asked *chosen, long long *lowest_id,
	  long long *highest_id)
{
	if (!reading_bounds(reading, lowest_id, highest_id))
		return false;
	if (*lowest_id < chosen->lowest_id)
		*lowest_id = chosen->lowest_id;
	if (*highest_id >= chosen->limit_id)
		*highest_id = chosen->limit_id - 1;
	return *lowest_id <= *highest_id;
}

enum outcome
paged_visitors(struct request *req, struct reading *reading, const struct list_asked *asked,
	       paged_visitors_fn take, void *context, uint64_t *total)
{
	struct selection_asked chosen;
	long long lowest_id, highest_id;
	*total = 0;
	enum outcome outcome = choose(req, reading, asked, ROWS_ALL, searched_of_visitors, &chosen);
	if (outcome != DONE || !find_ends(reading, &chosen, &lowest_id, &highest_id))
		return outcome;
	struct visitor_pages *pages =
		visitor_pages_new(reading_view(reading), &chosen, lowest_id, highest_id);
	if (pages == NULL)
		return TOO_LARGE;
	struct pager pager = { .scan = { .context = pages,
					 .wants = visitor_pages_wants,
					 .columns = visitor_pages_columns,
					 .block = visitor_pages_block },
			       .seek = seek_visitors,
			       .take = take_visitors,
			       .take_visitors = take,
			       .context = context };
	outcome = take_parts(req, reading, asked->paging, &pager);
	*total = visitor_pages_total(pages);
	visitor_pages_free(pages);
	return outcome;
}
