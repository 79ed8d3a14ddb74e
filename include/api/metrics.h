/*
 * Counters for /metrics. Each event loop counts in its own set, which nobody else writes; a reader
 * adds the sets up. Prometheus' text format.
 * SPDX-License-Identifier: MIT
 */
#ifndef METRICS_H
#define METRICS_H

#include <stddef.h>

struct metrics;

/* Requests that no route of the table answered are counted under these. */
enum { METRICS_STATIC = -1, METRICS_UNKNOWN = -2 };

enum metrics_gauge { METRICS_CONNECTIONS, METRICS_OUTSTANDING, METRICS_GAUGES };
enum metrics_counter {
	METRICS_ACCEPTED, /* connections */
	METRICS_CROWDED,  /* connections refused because their address had too many */
	METRICS_DOOMED,   /* connections that were cut: slow, idle, greedy or resetting too often */
	METRICS_ABANDONED, /* requests whose client left before the answer */
	METRICS_REFUSED,   /* requests answered 503 because too many were out */
	METRICS_COUNTERS
};

/* A set of counters that the reader includes from now on. While one thread runs; NULL: no memory.
 */
struct metrics *metrics_new(void);

/* Leaves the set out again and frees it. While one thread runs. */
void metrics_free(struct metrics *metrics);

/* By the owner of the set only. `route` is an index of the route table or one of the above. */
void metrics_request(struct metrics *metrics, int route, int status, long long microseconds);
void metrics_set(struct metrics *metrics, enum metrics_gauge gauge, long long value);
void metrics_count(struct metrics *metrics, enum metrics_counter counter);

/* Text that grows up to the size of its buffer; what does not fit is left out by whole lines. */
struct metrics_text {
	char *bytes;
	size_t size;
	size_t len;
};

/* "# HELP" and "# TYPE" of a family; then its samples. */
void metrics_family(struct metrics_text *text, const char *name, const char *type,
		    const char *help);
void metrics_sample(struct metrics_text *text, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Everything that the sets hold. Any thread. */
void metrics_write(struct metrics_text *text);

#endif
