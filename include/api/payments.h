/*
 * The amounts of rows that a report counts. On a worker, in a transaction.
 * SPDX-License-Identifier: MIT
 */
#ifndef PAYMENTS_H
#define PAYMENTS_H

#include "filter.h"
#include "outcome.h"
#include "period.h"
#include "reader.h"
#include "request.h"

#include <stdbool.h>
#include <stdint.h>

struct payment {
	long long at; /* milliseconds since 1970 */
	uint64_t ten_thousandths;
	int name_id;       /* the text of the event's name; 0: a pageview */
	uint32_t visitor;  /* 0: counted without a visitor */
	uint32_t source;   /* slots: the visit's, or the event's own without one */
	uint32_t location; /* 0 without a visit */
	uint32_t page;     /* the event's, as the action */
	uint32_t action;
};

struct payments {
	struct payment *all;
	uint32_t count;
};

/*
 * Those in one currency, in upper or lower case, of the rows in that range that pass the filters; in `arena`, in no order.
 * CONFLICT as reading_scan().
 */
enum outcome payments_read(struct request *req, struct reading *reading,
			   const struct filters *filters, struct range range, const char *currency,
			   struct arena *arena, struct payments *payments);

/* Who made them, as bits in `arena`, and how many those are. False without memory. */
bool payments_payers(const struct payments *payments, const struct view *view, struct arena *arena,
		     struct bits *payers, long long *count);

#endif
