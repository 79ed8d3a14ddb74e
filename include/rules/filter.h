/*
 * Which rows a report counts, as the query string asks for it, and as the SQL function
 * selected_rows() takes it. Pure.
 * SPDX-License-Identifier: MIT
 */
#ifndef FILTER_H
#define FILTER_H

#include "request.h"

#include <stdbool.h>

enum { FILTERS_MAX = 50 };

/* The operators of the API, each followed by its negation: eq, neq, c, dnc, re, nre. */
enum filter_test {
	TEST_EQUAL,
	TEST_NOT_EQUAL,
	TEST_CONTAINS,
	TEST_NOT_CONTAINS,
	TEST_MATCH,
	TEST_NOT_MATCH
};

/* One filter: "path1=dnc.draft" */
struct filter {
	const char *field;    /* as sent, for problems: "path1" */
	const char *property; /* "path" */
	enum filter_test test;
	const char *value; /* "draft" */
};

struct filters {
	struct filter filters[FILTERS_MAX];
	int count;
	bool any;            /* match=any: one that holds is enough */
	bool exclude_bounce; /* visits that are bounces do not count */
	int event_type;      /* 0: not asked for */
};

/* Whose rows they are. */
enum filter_rows {
	ROWS_PAGEVIEWS,      /* pageviews, or the type that was asked for instead */
	ROWS_EVENTS,         /* custom events, and filters on "event" look at their own names */
	ROWS_ALL,            /* pageviews and events alike, or only the type that was asked for */
	ROWS_LISTED,         /* as ROWS_ALL, and filters on "event" look at their own names */
	ROWS_ONLY_PAGEVIEWS, /* those of ROWS_ALL that are pageviews */
};

/*
 * Reads every filter of the query string. False, with every problem noted, when one is wrong.
 * Whether a regular expression is one stays to be asked of the database: see filters_patterns().
 */
bool filters_read(struct request *req, struct filters *filters);

/*
 * The selection (see migrations/0002_reports.sql), as JSON in the request's arena; NULL when it
 * does not fit.
 */
const char *filters_selection(struct request *req, const struct filters *filters,
			      enum filter_rows rows);

/* [{"field": "path1", "pattern": "^/blog"}, ...] for those that have one; NULL when none has. */
const char *filters_patterns(struct request *req, const struct filters *filters);

/* The property of that name or older name in the API ("url" is "path"); NULL when there is none. */
const char *filter_property(const char *name);

#endif
