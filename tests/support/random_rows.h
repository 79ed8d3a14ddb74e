/*
 * Random visits and events, in order, for tests of what is made of rows.
 * SPDX-License-Identifier: MIT
 */
#ifndef TEST_RANDOM_ROWS_H
#define TEST_RANDOM_ROWS_H

#include "rows.h"

/* How the rows are to be. */
struct random_rows {
	int anonymous; /* events without a visitor */
	int visits;
	int first_visit_id; /* the following ones are a few numbers apart */
	int events_max;     /* of a visit */
	int ids_max;        /* of other tables */
	long long gap_max;  /* between the ids of a visit's events */
	bool changes;       /* some grow, some replace, some remove */
};

/* 0 to `below` - 1, by rand(). */
long long random_below(long long below);

/* Those of equal visits begin with the same event_id, so that a small gap makes some events the same. Ends the test without memory. */
struct rows random_rows(struct arena *arena, const struct random_rows *wanted);

/* One visit, with more than a hundred thousand events. */
struct rows random_long_visit(struct arena *arena);

/* Asserts that they are the same, field by field. */
void assert_rows_equal(const struct rows *a, const struct rows *b);

#endif
