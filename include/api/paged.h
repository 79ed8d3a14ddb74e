/*
 * Lists of rows and of visitors, page by page, from a website's blocks. On a worker, in a transaction.
 * SPDX-License-Identifier: MIT
 */
#ifndef PAGED_H
#define PAGED_H

#include "filter.h"
#include "outcome.h"
#include "paging.h"
#include "period.h"
#include "reader.h"
#include "request.h"
#include "row_pages.h"
#include "visitor_pages.h"

#include <stdint.h>

/* What is listed. */
struct list_asked {
	const struct filters *filters;
	struct range range;
	const struct paging *paging;
	/* Of rows: NULL: any; "": those that came with properties; else of these the events of just this name. */
	const char *data_of;
	const struct bits *visitors; /* only these, who pass the filters' cohort; NULL: everybody */
};

/* Takes a part of a page: at least one, and at most PART_MAX. */
enum { PART_MAX = 1000 };
typedef enum outcome (*paged_rows_fn)(struct request *req, const struct paged_row *rows,
				      uint32_t count, void *context);
typedef enum outcome (*paged_visitors_fn)(struct request *req, const struct paged_visitor *visitors,
					  uint32_t count, void *context);

/* Calls `take` for the rows of the page, in parts; *total becomes the number of those on all pages. CONFLICT as reading_scan(). */
enum outcome paged_rows(struct request *req, struct reading *reading,
			const struct list_asked *asked, paged_rows_fn take, void *context,
			uint64_t *total);

/* The same for the visitors who have such rows, pageviews and events alike. */
enum outcome paged_visitors(struct request *req, struct reading *reading,
			    const struct list_asked *asked, paged_visitors_fn take, void *context,
			    uint64_t *total);

#endif
