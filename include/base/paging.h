/*
 * The contract's paged lists: which page is asked for, and what stands beside its rows.
 * SPDX-License-Identifier: MIT
 */
#ifndef PAGING_H
#define PAGING_H

#include "json.h"
#include "request.h"

#include <stdbool.h>

struct paging {
	int page;      /* from 1 */
	int page_size; /* from 1 */
	const char *search;
	const char *order_by; /* NULL: not told */
};

/*
 * Reads page, pageSize and search from the query string: 1, 20 and "" unless given. False, with every problem noted, when one
 * is wrong.
 */
bool paging_read(struct request *req, struct paging *paging);

/* How many rows stand before the page. */
long long paging_first(const struct paging *paging);

/* Writes count, page, pageSize and, where there is any, orderBy and search into the object that is open. */
void paging_write(struct json_writer *writer, long long total, const struct paging *paging);

#endif
