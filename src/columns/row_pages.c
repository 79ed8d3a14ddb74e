/*
 * Numbers of rows say between which ids a page lies; the rows between these are counted in finer and finer parts until they
 * are few enough to sort.
 * SPDX-License-Identifier: MIT
 */
#include "row_pages.h"

#include "array.h"

#include <stdlib.h>
#include <string.h>

enum {
	PARTS_BITS = 12,
	PARTS = 1 << PARTS_BITS,
	ALL_TYPES = 1 << 1 | 1 << 2 | 1 << 3 | 1 << 4,
	SORTED_MAX = 8192 /* rows besides those of the page that may be sorted with it */
};

/* Rows of a block that count, and what ids they have at least and at most. */
struct counted_block {
	long long lowest_id;
	long long highest_id;
	uint64_t count;
};

/* What the next scan is for. */
enum pass { COUNT_BLOCKS, COUNT_PARTS, GATHER_ROWS };

struct row_pages {
	const struct view *view;
	struct selection *selection;
	const struct selection_asked *asked;
	struct counted_block *blocks;
	uint32_t block_count, blocks_size;
	uint64_t total;

	enum pass pass;
	bool seeking; /* a page is being looked for, with a scan for it behind us */
	/* The page's rows have ids from lowest_id up to limit_id, which so many rows lie above. */
	long long lowest_id, limit_id;
	uint64_t newer;
	bool newer_known;    /* else those of the blocks that the scan sees are still to be added */
	uint64_t seen_newer; /* by the scan */
	uint32_t counts[PARTS]; /* of the rows between, in parts of 1 << part_bits ids */
	unsigned part_bits;
	struct paged_row *rows; /* those between; then those of the page */
	uint32_t row_count, rows_size;
};

struct row_pages *
row_pages_new(const struct view *view, const struct selection_asked *asked)
{
	struct row_pages *pages = calloc(1, sizeof(*pages));
	if (pages == NULL)
		return NULL;
	pages->view = view;
	pages->asked = asked;
	pages->selection = selection_new(view, asked);
	if (pages->selection == NULL) {
		free(pages);
		return NULL;
	}
	return pages;
}

void
row_pages_free(struct row_pages *pages)
{
	if (pages == NULL)
		return;
	selection_free(pages->selection);
	free(pages->blocks);
	free(pages->rows);
	free(pages);
}

/* ---- scanning ---- */

bool
row_pages_wants(const void *context, const struct view_block *block)
{
	const struct row_pages *pages = context;
	return selection_wants(pages->selection, block) &&
	       (pages->pass == COUNT_BLOCKS ||
		(block->highest_id >= pages->lowest_id && block->lowest_id < pages->limit_id));
}

/* Where all rows count, what is in memory of the block tells how many they are. */
static bool
counts_itself(const struct row_pages *pages, const struct view_block *block)
{
	return pages->asked->event_types == ALL_TYPES &&
	       selection_takes_all(pages->selection, block);
}

unsigned
row_pages_columns(const void *context, const struct view_block *block)
{
	const struct row_pages *pages = context;
	unsigned columns = selection_columns(pages->selection, block, pages->pass != COUNT_BLOCKS);
	if (pages->pass == COUNT_BLOCKS)
		return columns;
	columns |= 1 << COLUMN_MINUTE | 1 << COLUMN_MOMENT | 1 << COLUMN_NUMBER;
	if (pages->pass == COUNT_PARTS)
		return columns;
	if (!block->anonymous)
		columns |= 1 << COLUMN_VISIT | 1 << COLUMN_VISITOR;
	return columns | 1 << COLUMN_PAGE | 1 << COLUMN_ACTION | 1 << COLUMN_OWN_SOURCE |
	       1 << COLUMN_PROPERTIES;
}

static bool
block_add(struct row_pages *pages, struct counted_block block)
{
	if (!array_reserve(&pages->blocks, sizeof(*pages->blocks), pages->block_count,
			   &pages->blocks_size))
		return false;
	pages->blocks[pages->block_count++] = block;
	pages->total += block.count;
	return true;
}

static bool
count_block(struct row_pages *pages, const struct view_block *block)
{
	struct selected selected;
	uint64_t count = 0;
	if (counts_itself(pages, block))
		count = (uint64_t)block->event_count;
	else if (!selection_read(pages->selection, block, false, &selected))
		return false;
	else
		for (uint32_t v = 0; v < (uint32_t)block->visit_count; v++)
			count += selected.counts[v];
	return count == 0 || block_add(pages, (struct counted_block){ block->lowest_id,
								      block->highest_id, count });
}

static bool
gather_row(struct row_pages *pages, const struct view_block *block, uint32_t visit, uint32_t row,
	   long long event_id)
{
	if (!array_reserve(&pages->rows, sizeof(*pages->rows), pages->row_count, &pages->rows_size))
		return false;
	struct paged_row *gathered = &pages->rows[pages->row_count++];
	*gathered = (struct paged_row){
		.event_id = event_id,
		.page_id = view_id(pages->view, block, COLUMN_PAGE, row),
		.action_id = view_id(pages->view, block, COLUMN_ACTION, row),
		.source_id = view_id(pages->view, block, COLUMN_OWN_SOURCE, row),
		.property_count = (int)column_value(&block->columns[COLUMN_PROPERTIES]->column, row)
	};
	if (block->anonymous)
		return true;
	gathered->visit_id = (int)column_value(&block->columns[COLUMN_VISIT]->column, visit);
	gathered->visitor_id = (int)column_value(&block->columns[COLUMN_VISITOR]->column, visit);
	return true;
}

static bool
take_row(struct row_pages *pages, const struct view_block *block, uint32_t visit, uint32_t row)
{
	long long event_id = view_event_id(block, row);
	if (event_id < pages->lowest_id)
		return true;
	if (event_id >= pages->limit_id) {
		pages->seen_newer++;
		return true;
	}
	if (pages->pass == GATHER_ROWS)
		return gather_row(pages, block, visit, row, event_id);
	pages->counts[(event_id - pages->lowest_id) >> pages->part_bits]++;
	return true;
}

bool
row_pages_block(void *context, const struct view_block *block)
{
	struct row_pages *pages = context;
	struct selected selected;
	if (pages->pass == COUNT_BLOCKS)
		return count_block(pages, block);
	if (!selection_read(pages->selection, block, true, &selected))
		return false;
	uint32_t row = 0;
	for (uint32_t v = 0; v < (uint32_t)block->visit_count; v++) {
		uint32_t end = row + selected.events[v];
		if (selected.counts[v] == 0)
			row = end;
		for (; row < end; row++)
			if (selected.rows[row] && !take_row(pages, block, v, row))
				return false;
	}
	return true;
}

void *
row_pages_fork(const void *context)
{
	const struct row_pages *pages = context;
	struct row_pages *fork = calloc(1, sizeof(*fork));
	if (fork == NULL)
		return NULL;
	fork->view = pages->view;
	fork->asked = pages->asked;
	fork->selection = selection_fork(pages->selection);
	if (fork->selection == NULL) {
		free(fork);
		return NULL;
	}
	return fork;
}

bool
row_pages_join(void *context, void *other)
{
	struct row_pages *pages = context, *fork = other;
	bool fits = true;
	for (uint32_t i = 0; fits && i < fork->block_count; i++)
		fits = block_add(pages, fork->blocks[i]);
	row_pages_free(fork);
	return fits;
}

/* ---- looking for a page ---- */

uint64_t
row_pages_total(const struct row_pages *pages)
{
	return pages->total;
}

static int
by_lowest_id(const void *one, const void *other)
{
	const struct counted_block *a = one, *b = other;
	return (a->lowest_id < b->lowest_id) - (a->lowest_id > b->lowest_id);
}

static int
by_highest_id(const void *one, const void *other)
{
	const struct counted_block *a = one, *b = other;
	return (a->highest_id < b->highest_id) - (a->highest_id > b->highest_id);
}

/*
 * Of so many rows, those in blocks that lie wholly above an id are certainly above it, and no other rows can be than those of
 * blocks that reach above it.
 */
static void
bound_by_blocks(struct row_pages *pages, uint64_t skipped, uint32_t wanted)
{
	uint64_t above = 0;
	qsort(pages->blocks, pages->block_count, sizeof(*pages->blocks), by_highest_id);
	for (uint32_t i = 0; i < pages->block_count && above <= skipped; i++) {
		pages->limit_id = pages->blocks[i].highest_id + 1;
		above += pages->blocks[i].count;
	}
	above = 0;
	qsort(pages->blocks, pages->block_count, sizeof(*pages->blocks), by_lowest_id);
	for (uint32_t i = 0; i < pages->block_count && above < skipped + wanted; i++) {
		pages->lowest_id = pages->blocks[i].lowest_id;
		above += pages->blocks[i].count;
	}
	pages->newer = 0;
	pages->newer_known = false;
	for (uint32_t i = 0;
	     i < pages->block_count && pages->blocks[i].lowest_id >= pages->limit_id; i++)
		pages->newer += pages->blocks[i].count;
}

/* The next scan counts by parts of what lies between the bounds. */
static void
count_parts(struct row_pages *pages)
{
	unsigned bits = 0;
	while ((pages->limit_id - 1 - pages->lowest_id) >> bits >= PARTS)
		bits++;
	pages->part_bits = bits;
	pages->pass = COUNT_PARTS;
	memset(pages->counts, 0, sizeof(pages->counts));
}

/* Closer bounds, from the numbers of rows of the parts. Returns how many rows lie between them. */
static uint64_t
bound_by_parts(struct row_pages *pages, uint64_t skipped, uint32_t wanted)
{
	uint64_t above = pages->newer, newer = pages->newer;
	int first = PARTS - 1, last;
	while (first > 0 && above + pages->counts[first] <= skipped)
		above += pages->counts[first--];
	newer = above;
	for (last = first; last >= 0; last--) {
		above += pages->counts[last];
		if (above >= skipped + wanted)
			break;
	}
	long long lowest_id = pages->lowest_id;
	long long limit_id = lowest_id + ((long long)(first + 1) << pages->part_bits);
	if (limit_id < pages->limit_id)
		pages->limit_id = limit_id;
	if (last > 0)
		pages->lowest_id = lowest_id + ((long long)last << pages->part_bits);
	pages->newer = newer;
	return above - newer;
}

static int
newest_first(const void *one, const void *other)
{
	const struct paged_row *a = one, *b = other;
	return (a->event_id < b->event_id) - (a->event_id > b->event_id);
}

/* Leaves those of the page. */
static void
cut_page(struct row_pages *pages, uint64_t skipped, uint32_t wanted)
{
	qsort(pages->rows, pages->row_count, sizeof(*pages->rows), newest_first);
	uint64_t before = skipped - pages->newer;
	uint32_t left = pages->row_count > before ? pages->row_count - (uint32_t)before : 0;
	pages->row_count = left < wanted ? left : wanted;
	memmove(pages->rows, pages->rows + before, pages->row_count * sizeof(*pages->rows));
}

bool
row_pages_seek(struct row_pages *pages, uint64_t skipped, uint32_t wanted)
{
	if (!pages->seeking) {
		pages->row_count = 0;
		pages->seeking = skipped < pages->total;
		if (!pages->seeking)
			return false;
		bound_by_blocks(pages, skipped, wanted);
		count_parts(pages);
	} else if (pages->pass == COUNT_PARTS) {
		if (!pages->newer_known)
			pages->newer += pages->seen_newer;
		pages->newer_known = true;
		uint64_t between = bound_by_parts(pages, skipped, wanted);
		bool few = between <= (uint64_t)wanted + SORTED_MAX || pages->part_bits == 0;
		if (few)
			pages->pass = GATHER_ROWS;
		else
			count_parts(pages);
	} else {
		cut_page(pages, skipped, wanted);
		pages->seeking = false;
	}
	pages->seen_newer = 0;
	return pages->seeking;
}

const struct paged_row *
row_pages_rows(const struct row_pages *pages, uint32_t *count)
{
	*count = pages->row_count;
	return pages->rows;
}
