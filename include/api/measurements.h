/*
 * How fast pages were, measurement by measurement, as the transaction's snapshot sees them. What was read once stays in memory, a
 * day at a time, shared by all threads and bounded.
 * SPDX-License-Identifier: MIT
 */
#ifndef MEASUREMENTS_H
#define MEASUREMENTS_H

#include "arena.h"
#include "column.h"
#include "outcome.h"
#include "period.h"

enum vital_metric { METRIC_LCP, METRIC_INP, METRIC_CLS, METRIC_FCP, METRIC_TTFB, METRIC_COUNT };

/* Decimal digits of a metric's numbers that stand behind the point. */
int metric_digits(enum vital_metric metric);

/* The measurements of a day (UTC), in the order of their visits. */
struct measured_day {
	int day; /* since 1970 */
	uint32_t count;
	struct column visits; /* visit_ids; 0: none was under way */
	struct column times;  /* milliseconds of the day */
	struct column pages;  /* places among page_ids */
	const uint32_t *page_ids;
	uint32_t page_count;
	struct column metrics
		[METRIC_COUNT]; /* 0: not measured; else the number without its point, and one more */
};

struct measurements {
	const struct measured_day **days;
	int day_count;
};

/*
 * All of the days in which the range is, in a transaction: some may be outside of the range. When DONE, measurements_release() is
 * due; the list is in `arena`.
 */
enum outcome measurements_hold(int website_id, struct event_range range, struct arena *arena,
			       struct measurements *measurements);
void measurements_release(const struct measurements *measurements);

#endif
