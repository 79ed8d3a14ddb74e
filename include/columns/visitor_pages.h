/*
 * Which visitors stand on a page of a list of those who have rows, whoever has the newest row first, wherever in the list that
 * page is. Pure; one thread.
 *
 *     pages = visitor_pages_new(view, &asked, lowest_id, highest_id)
 *     scan the blocks                                     counts the visitors
 *     while (visitor_pages_seek(pages, skipped, wanted))  then, for each page,
 *             scan the blocks                             looks for its visitors, and adds up what they did
 *     visitor_pages_visitors(pages, &count)
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_VISITOR_PAGES_H
#define COLUMNS_VISITOR_PAGES_H

#include "selection.h"
#include "view.h"

#include <stdbool.h>
#include <stdint.h>

/* A visitor, and the rows of theirs that count. */
struct paged_visitor {
	int visitor_id;
	long long first_event_id;
	long long last_event_id;
	int last_page_id;
	int pageviews; /* clicks on links and loads of pixels too */
	int events;
	int visits;
};

struct visitor_pages;

/*
 * No event that `asked` chooses lies below lowest_id or above highest_id. `view`, and everything that `asked` points to, must
 * stay. NULL without memory.
 */
struct visitor_pages *visitor_pages_new(const struct view *view,
					const struct selection_asked *asked, long long lowest_id,
					long long highest_id);
void visitor_pages_free(struct visitor_pages *pages);

/* A struct scan's functions (reader.h), with the pages as their context. */
bool visitor_pages_wants(const void *pages, const struct view_block *block);
unsigned visitor_pages_columns(const void *pages, const struct view_block *block);
bool visitor_pages_block(void *pages, const struct view_block *block);

/*
 * Looks for up to `wanted` visitors (at least one) behind the first `skipped`. True: the blocks are to be scanned, and then
 * this is to be called again with the same numbers. False: the visitors are found.
 */
bool visitor_pages_seek(struct visitor_pages *pages, uint64_t skipped, uint32_t wanted);

/* How many visitors the list has. After the first visitor_pages_seek(). */
uint64_t visitor_pages_total(const struct visitor_pages *pages);

/* In the order of the list. Until the next visitor_pages_seek(). */
const struct paged_visitor *visitor_pages_visitors(const struct visitor_pages *pages,
						   uint32_t *count);

#endif
