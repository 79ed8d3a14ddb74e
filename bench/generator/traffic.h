/*
 * Who comes when and what they send: visits in the order in which they begin, each with its sendings. Visitors keep to the
 * rules of docs/numbers.md: two visits of theirs are more than 30 minutes apart.
 * SPDX-License-Identifier: MIT
 */
#ifndef TRAFFIC_H
#define TRAFFIC_H

#include "model.h"
#include "sending.h"

#include <stdbool.h>

enum { SENDINGS_MAX = 400 };

/* Somebody who has been here. */
struct guest {
	struct person person;
	int visitor_id;    /* the caller's; 0: none yet, or a new one in a new month */
	bool stored;       /* the caller's: has a row of visitors */
	int month;         /* of the hash that the visitor was last seen with */
	long long free_at; /* ms since 1970: when another visit may begin */
};

struct visit_sendings {
	struct guest *guest; /* NULL: nobody's, for somebody who asks not to be tracked */
	const struct person *person;
	struct sending sendings
		[SENDINGS_MAX]; /* those of a visit are together, in the order of their beginnings */
	int count;
};

struct traffic;

/* About so many events from `since` up to `until`, ms since 1970. */
struct traffic *traffic_new(const struct model *model, uint64_t seed, long long events,
			    long long since, long long until);

/* The next visit, which may have nothing in it; false: there is none. */
bool traffic_next(struct traffic *traffic, struct visit_sendings *visit);

/* When the latest visit that is no return to an open page began; none that comes begins before it. */
long long traffic_now(const struct traffic *traffic);

/* How much of all visits has come, from 0 to 1. */
double traffic_share(const struct traffic *traffic);

/* Months since the year 0 of a moment (UTC). */
int traffic_month(long long at);

#endif
