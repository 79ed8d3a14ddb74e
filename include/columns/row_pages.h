/*
 * Which rows stand on a page of a list, newest first, wherever in the list that page is. Pure; one thread.
 *
 *     pages = row_pages_new(view, &asked)
 *     scan the blocks                                 counts the rows
 *     while (row_pages_seek(pages, skipped, wanted))  then, for each page,
 *             scan the blocks                         looks for its rows, in fewer and fewer of them
 *     row_pages_rows(pages, &count)
 *
 * Visits are numbered as they arrive, so that a block has rows of a few hours: where a page begins and ends, the numbers of
 * rows of the blocks nearly tell. Whatever order rows are in, the page is right; it only takes longer to find.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_ROW_PAGES_H
#define COLUMNS_ROW_PAGES_H

#include "selection.h"
#include "view.h"

#include <stdbool.h>
#include <stdint.h>

/* A row of `events`, with its visit. */
struct paged_row {
	long long event_id;
	int visitor_id; /* 0: counted without a visitor */
	int visit_id;
	int page_id;
	int action_id;
	int source_id; /* the row's own */
	int property_count;
};

struct row_pages;

/* `view`, and everything that `asked` points to, must stay. NULL without memory. */
struct row_pages *row_pages_new(const struct view *view, const struct selection_asked *asked);
void row_pages_free(struct row_pages *pages);

/* A struct scan's functions (reader.h), with the pages as their context. */
bool row_pages_wants(const void *pages, const struct view_block *block);
unsigned row_pages_columns(const void *pages, const struct view_block *block);
bool row_pages_block(void *pages, const struct view_block *block);
/* The first scan may be shared. */
void *row_pages_fork(const void *pages);
bool row_pages_join(void *pages, void *fork);

/* How many rows the list has. After the first scan. */
uint64_t row_pages_total(const struct row_pages *pages);

/*
 * Looks for up to `wanted` rows (at least one) behind the newest `skipped`. True: the blocks are to be scanned, and then this
 * is to be called again with the same numbers. False: the rows are found.
 */
bool row_pages_seek(struct row_pages *pages, uint64_t skipped, uint32_t wanted);

/* Newest first. Until the next row_pages_seek(). */
const struct paged_row *row_pages_rows(const struct row_pages *pages, uint32_t *count);

#endif
