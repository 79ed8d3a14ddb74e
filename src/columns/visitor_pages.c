/*
 * Visitors are counted by when their newest row is, which for those with one visit is known at once and for the others after
 * the last block. The counts say between which times a page lies; only what is there is looked at more closely.
 * SPDX-License-Identifier: MIT
 */
#include "visitor_pages.h"

#include "array.h"

#include <stdlib.h>
#include <string.h>

enum {
	TIMES_BITS = 16,
	AHEAD = 16,
	ALL_TYPES = 1 << 1 | 1 << 2 | 1 << 3 | 1 << 4,
	CUSTOM_EVENT = 2
};

/* What the next scan is for. */
enum pass { COUNT_VISITORS, GATHER_VISITORS, FIND_BLOCKS, ADD_UP };

struct visitor_pages {
	const struct view *view;
	struct selection *selection;
	bool each_row;
	/* Times are stretches of 1 << time_bits minutes from first_minute on. */
	uint32_t first_minute;
	unsigned time_bits;
	uint32_t time_count;
	/* By visitor, of those who return: 1 + the time of their newest row; 0: none yet. */
	uint16_t *newest;
	uint32_t visitor_limit; /* above those who have any */
	uint32_t *visitors;     /* by time: those whose newest row is then */
	uint64_t total;

	enum pass pass;
	bool counted; /* all visitors are */
	bool seeking; /* a page is being looked for, with a scan for it behind us */
	uint32_t first_time, last_time; /* of the page */
	uint64_t newer;                 /* visitors after last_time */
	struct paged_visitor *page;
	uint32_t page_count, page_size;
	struct bits on_page;
	long long *blocks; /* the lowest ids of the blocks that have visits of theirs */
	uint32_t block_count, blocks_size;
	/* Scratch: a block's visitors, and when the newest rows of some visits are. */
	uint32_t *visitors_read, *times;
	uint32_t visitors_read_size, times_size;
};

struct visitor_pages *
visitor_pages_new(const struct view *view, const struct selection_asked *asked, long long lowest_id,
		  long long highest_id)
{
	struct visitor_pages *pages = calloc(1, sizeof(*pages));
	if (pages == NULL)
		return NULL;
	pages->view = view;
	pages->each_row = asked->event_types != ALL_TYPES;
	pages->first_minute = (uint32_t)((lowest_id >> EVENT_NUMBER_BITS) / 60000);
	uint32_t minutes =
		(uint32_t)((highest_id >> EVENT_NUMBER_BITS) / 60000) - pages->first_minute;
	while ((minutes >> pages->time_bits) + 1 >= 1u << TIMES_BITS)
		pages->time_bits++;
	pages->time_count = (minutes >> pages->time_bits) + 1;
	pages->newest = calloc(view->visitor_limit, sizeof(*pages->newest));
	pages->visitors = calloc(pages->time_count, sizeof(*pages->visitors));
	pages->on_page = (struct bits){ calloc(view->visitor_limit / 64 + 1, sizeof(uint64_t)),
					view->visitor_limit };
	pages->selection = selection_new(view, asked);
	if (pages->newest != NULL && pages->visitors != NULL && pages->on_page.words != NULL &&
	    pages->selection != NULL)
		return pages;
	visitor_pages_free(pages);
	return NULL;
}

void
visitor_pages_free(struct visitor_pages *pages)
{
	if (pages == NULL)
		return;
	selection_free(pages->selection);
	free(pages->newest);
	free(pages->visitors);
	free(pages->page);
	free(pages->on_page.words);
	free(pages->blocks);
	free(pages->visitors_read);
	free(pages->times);
	free(pages);
}

/* ---- scanning ---- */

static int
compare_ids(const void *one, const void *other)
{
	long long a = *(const long long *)one, b = *(const long long *)other;
	return (a > b) - (a < b);
}

static uint32_t
time_of_id(const struct visitor_pages *pages, long long event_id)
{
	uint32_t minute = (uint32_t)((event_id >> EVENT_NUMBER_BITS) / 60000);
	return (minute - pages->first_minute) >> pages->time_bits;
}

static bool
has_times_of_page(const struct visitor_pages *pages, const struct view_block *block)
{
	long long minute = pages->first_minute;
	long long first = minute + ((long long)pages->first_time << pages->time_bits);
	long long limit = minute + ((long long)(pages->last_time + 1) << pages->time_bits);
	return (block->highest_id >> EVENT_NUMBER_BITS) >= first * 60000 &&
	       (block->lowest_id >> EVENT_NUMBER_BITS) < limit * 60000;
}

bool
visitor_pages_wants(const void *context, const struct view_block *block)
{
	const struct visitor_pages *pages = context;
	if (block->anonymous || !selection_wants(pages->selection, block))
		return false;
	switch (pages->pass) {
	case GATHER_VISITORS:
		return has_times_of_page(pages, block);
	case ADD_UP:
		return bsearch(&block->lowest_id, pages->blocks, pages->block_count,
			       sizeof(*pages->blocks), compare_ids) != NULL;
	default:
		return true;
	}
}

unsigned
visitor_pages_columns(const void *context, const struct view_block *block)
{
	const struct visitor_pages *pages = context;
	unsigned visitors = 1 << COLUMN_VISITOR;
	unsigned rows = 1 << COLUMN_EVENTS | 1 << COLUMN_MINUTE;
	unsigned ids = 1 << COLUMN_MOMENT | 1 << COLUMN_NUMBER;
	switch (pages->pass) {
	case COUNT_VISITORS:
		return visitors | rows |
		       selection_columns(pages->selection, block, pages->each_row);
	case GATHER_VISITORS:
		return visitors | rows | ids | 1 << COLUMN_PAGE |
		       selection_columns(pages->selection, block, true);
	case FIND_BLOCKS:
		return visitors;
	case ADD_UP:
		return visitors | rows | ids | 1 << COLUMN_ACTION |
		       selection_columns(pages->selection, block, true);
	}
	return 0;
}

/* The newest row of a visit that counts; its events are those up to `end`. */
static inline uint32_t
newest_row(const uint8_t *rows, uint32_t end)
{
	uint32_t row = end - 1;
	while (rows != NULL && !rows[row])
		row--;
	return row;
}

/* Counts visitors with a single visit. Of the others' visits, visitors and times are left in the scratch: the answer is how many. */
static uint32_t
count_single(struct visitor_pages *pages, const struct view_block *block,
	     const struct selected *selected)
{
	const struct column *minutes = &block->columns[COLUMN_MINUTE]->column;
	const struct bits *returning = pages->view->returning;
	uint32_t *visitors = pages->visitors_read, *times = pages->times;
	uint32_t count = (uint32_t)block->visit_count, end = 0, found = 0;
	for (uint32_t v = 0; v < count; v++) {
		uint32_t visitor = visitors[v];
		end += selected->events[v];
		if (selected->counts[v] == 0)
			continue;
		uint32_t minute = column_value(minutes, newest_row(selected->rows, end));
		uint32_t time = (minute - pages->first_minute) >> pages->time_bits;
		uint32_t returns = bits_have(returning, visitor);
		pages->visitors[time] += returns ^ 1;
		visitors[found] = visitor;
		times[found] = time;
		found += returns;
	}
	return found;
}

static bool
count_visitors(struct visitor_pages *pages, const struct view_block *block)
{
	struct selected selected;
	uint32_t count = (uint32_t)block->visit_count;
	if (!selection_read(pages->selection, block, pages->each_row, &selected) ||
	    !scratch_reserve(&pages->visitors_read, &pages->visitors_read_size, count + AHEAD) ||
	    !scratch_reserve(&pages->times, &pages->times_size, count))
		return false;
	uint32_t *visitors = pages->visitors_read;
	column_unpack_values(&block->columns[COLUMN_VISITOR]->column, visitors);
	uint32_t found = count_single(pages, block, &selected);
	memset(visitors + found, 0, AHEAD * sizeof(*visitors));
	for (uint32_t i = 0; i < found; i++) {
		uint32_t visitor = visitors[i], time = pages->times[i];
		__builtin_prefetch(&pages->newest[visitors[i + AHEAD]], 1);
		if (pages->newest[visitor] <= time)
			pages->newest[visitor] = (uint16_t)(time + 1);
		if (visitor >= pages->visitor_limit)
			pages->visitor_limit = visitor + 1;
	}
	return true;
}

static bool
gather_visitors(struct visitor_pages *pages, const struct view_block *block)
{
	struct selected selected;
	if (!selection_read(pages->selection, block, true, &selected))
		return false;
	uint32_t end = 0;
	for (uint32_t v = 0; v < (uint32_t)block->visit_count; v++) {
		end += selected.events[v];
		if (selected.counts[v] == 0)
			continue;
		uint32_t row = newest_row(selected.rows, end);
		long long event_id = view_event_id(block, row);
		uint32_t time = time_of_id(pages, event_id);
		uint32_t visitor = column_value(&block->columns[COLUMN_VISITOR]->column, v);
		bool is_newest = !bits_have(pages->view->returning, visitor) ||
				 pages->newest[visitor] == time + 1;
		if (time < pages->first_time || time > pages->last_time || !is_newest)
			continue;
		if (!array_reserve(&pages->page, sizeof(*pages->page), pages->page_count,
				   &pages->page_size))
			return false;
		pages->page[pages->page_count++] =
			(struct paged_visitor){ .visitor_id = (int)visitor,
						.last_event_id = event_id,
						.last_page_id = view_id(pages->view, block,
									COLUMN_PAGE, row) };
	}
	return true;
}

/* Notes a block that has visits of the page's visitors. */
static bool
find_block(struct visitor_pages *pages, const struct view_block *block)
{
	uint32_t count = (uint32_t)block->visit_count, any = 0;
	if (!scratch_reserve(&pages->visitors_read, &pages->visitors_read_size, count))
		return false;
	uint32_t *visitors = pages->visitors_read;
	column_unpack_values(&block->columns[COLUMN_VISITOR]->column, visitors);
	for (uint32_t v = 0; v < count; v++)
		any |= bits_have(&pages->on_page, visitors[v]);
	if (!any)
		return true;
	if (!array_reserve(&pages->blocks, sizeof(*pages->blocks), pages->block_count,
			   &pages->blocks_size))
		return false;
	pages->blocks[pages->block_count++] = block->lowest_id;
	return true;
}

static int
by_visitor(const void *one, const void *other)
{
	const struct paged_visitor *a = one, *b = other;
	if (a->visitor_id != b->visitor_id)
		return a->visitor_id < b->visitor_id ? -1 : 1;
	return (a->last_event_id < b->last_event_id) - (a->last_event_id > b->last_event_id);
}

static int
by_last_event(const void *one, const void *other)
{
	const struct paged_visitor *a = one, *b = other;
	return (a->last_event_id < b->last_event_id) - (a->last_event_id > b->last_event_id);
}

static int
compare_visitor(const void *visitor_id, const void *visitor)
{
	int a = *(const int *)visitor_id;
	int b = ((const struct paged_visitor *)visitor)->visitor_id;
	return (a > b) - (a < b);
}

/* The page is in the order of the visitors' numbers meanwhile. */
static bool
add_up(struct visitor_pages *pages, const struct view_block *block)
{
	struct selected selected;
	if (!selection_read(pages->selection, block, true, &selected))
		return false;
	const unsigned char *types = pages->view->tables[TABLE_ACTIONS].event_types;
	const struct view_column *actions = block->columns[COLUMN_ACTION];
	uint32_t row = 0;
	for (uint32_t v = 0; v < (uint32_t)block->visit_count; v++) {
		uint32_t end = row + selected.events[v];
		int visitor_id = (int)column_value(&block->columns[COLUMN_VISITOR]->column, v);
		if (selected.counts[v] == 0 || !bits_have(&pages->on_page, (uint32_t)visitor_id)) {
			row = end;
			continue;
		}
		struct paged_visitor *visitor = bsearch(&visitor_id, pages->page, pages->page_count,
							sizeof(*visitor), compare_visitor);
		visitor->visits++;
		for (bool first = true; row < end; row++) {
			if (!selected.rows[row])
				continue;
			long long event_id = first ? view_event_id(block, row) : 0;
			if (first &&
			    (visitor->first_event_id == 0 || event_id < visitor->first_event_id))
				visitor->first_event_id = event_id;
			first = false;
			if (types[actions->slots[column_packed(&actions->column, row)]] ==
			    CUSTOM_EVENT)
				visitor->events++;
			else
				visitor->pageviews++;
		}
	}
	return true;
}

bool
visitor_pages_block(void *context, const struct view_block *block)
{
	struct visitor_pages *pages = context;
	switch (pages->pass) {
	case COUNT_VISITORS:
		return count_visitors(pages, block);
	case GATHER_VISITORS:
		return gather_visitors(pages, block);
	case FIND_BLOCKS:
		return find_block(pages, block);
	case ADD_UP:
		return add_up(pages, block);
	}
	return false;
}

/* ---- looking for a page ---- */

/* Now that all of their visits are known. */
static void
count_returning(struct visitor_pages *pages)
{
	for (uint32_t visitor = 0; visitor < pages->visitor_limit; visitor++)
		if (pages->newest[visitor] != 0)
			pages->visitors[pages->newest[visitor] - 1]++;
	for (uint32_t time = 0; time < pages->time_count; time++)
		pages->total += pages->visitors[time];
	pages->counted = true;
}

/* Between which times the page lies. */
static void
bound(struct visitor_pages *pages, uint64_t skipped, uint32_t wanted)
{
	uint64_t newer = 0;
	uint32_t time = pages->time_count - 1;
	while (newer + pages->visitors[time] <= skipped)
		newer += pages->visitors[time--];
	pages->last_time = time;
	pages->newer = newer;
	while (time > 0 && newer + pages->visitors[time] < skipped + wanted)
		newer += pages->visitors[time--];
	pages->first_time = time;
}

/* Leaves the page's visitors of those that were gathered, of whom some who return were more than once. */
static void
cut_page(struct visitor_pages *pages, uint64_t skipped, uint32_t wanted)
{
	struct paged_visitor *page = pages->page;
	uint32_t count = 0, before = (uint32_t)(skipped - pages->newer);
	qsort(page, pages->page_count, sizeof(*page), by_visitor);
	for (uint32_t i = 0; i < pages->page_count; i++)
		if (count == 0 || page[count - 1].visitor_id != page[i].visitor_id)
			page[count++] = page[i];
	qsort(page, count, sizeof(*page), by_last_event);
	uint32_t left = count > before ? count - before : 0;
	pages->page_count = left < wanted ? left : wanted;
	memmove(page, page + before, pages->page_count * sizeof(*page));
	qsort(page, pages->page_count, sizeof(*page), by_visitor);
	for (uint32_t i = 0; i < pages->page_count; i++)
		bits_add(&pages->on_page, (uint32_t)page[i].visitor_id);
}

static void
start_page(struct visitor_pages *pages, uint64_t skipped, uint32_t wanted)
{
	for (uint32_t i = 0; i < pages->page_count; i++)
		pages->on_page.words[pages->page[i].visitor_id >> 6] = 0;
	pages->page_count = 0;
	pages->block_count = 0;
	pages->seeking = skipped < pages->total;
	if (pages->seeking)
		bound(pages, skipped, wanted);
	pages->pass = GATHER_VISITORS;
}

bool
visitor_pages_seek(struct visitor_pages *pages, uint64_t skipped, uint32_t wanted)
{
	if (!pages->counted)
		count_returning(pages);
	if (!pages->seeking) {
		start_page(pages, skipped, wanted);
		return pages->seeking;
	}
	switch (pages->pass) {
	case GATHER_VISITORS:
		cut_page(pages, skipped, wanted);
		pages->pass = FIND_BLOCKS;
		break;
	case FIND_BLOCKS:
		qsort(pages->blocks, pages->block_count, sizeof(*pages->blocks), compare_ids);
		pages->pass = ADD_UP;
		break;
	default:
		qsort(pages->page, pages->page_count, sizeof(*pages->page), by_last_event);
		pages->seeking = false;
	}
	return pages->seeking;
}

uint64_t
visitor_pages_total(const struct visitor_pages *pages)
{
	return pages->total;
}

const struct paged_visitor *
visitor_pages_visitors(const struct visitor_pages *pages, uint32_t *count)
{
	*count = pages->page_count;
	return pages->page;
}
