/*
 * Which rows a report counts, as the query string asks for it, and as the SQL function
 * selected_rows() takes it. Pure.
 * SPDX-License-Identifier: MIT
 */
#ifndef FILTER_H
#define FILTER_H

#include "period.h"
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
	bool any;               /* match=any: one that holds is enough */
	bool exclude_bounce;    /* visits that are bounces do not count */
	int event_type;         /* 0: not asked for */
	const char *segment_id; /* as asked for; NULL: none */
	const char *cohort_id;
	const struct filters
		*segment;            /* what must hold besides, with its own match; NULL: nothing */
	const struct cohort *cohort; /* whose rows alone count; NULL: everybody's */
};

/* The visitors who have a row that is the action and passes the filters. */
struct cohort {
	struct filters filters;
	struct event_range range;
	const char *action_type; /* "path" or "event"; NULL: any pageview or event */
	const char *action_value;
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
 * What stays to be asked of the database: whether a regular expression is one, see filters_patterns(), and
 * what the segment and the cohort of these ids are.
 */
bool filters_read(struct request *req, struct filters *filters);

/*
 * Adds the filter on the property of that name, a number behind it being passed over; "" is the operator when
 * none is given. `field` is where it came from. False, with a problem noted, when there is no such property or
 * operator, or no room.
 */
bool filters_add(struct request *req, struct filters *filters, const char *field, const char *name,
		 const char *operator, const char * value);

/* What a saved segment asks for must hold besides. `segment` is kept. */
void filters_add_segment(struct filters *filters, struct filters *segment);

/*
 * The selection (see migrations/0002_reports.sql and 0011_segments.sql), as JSON in the request's arena; NULL when it
 * does not fit.
 */
const char *filters_selection(struct request *req, const struct filters *filters,
			      enum filter_rows rows);

/* The types of rows that count, as bits 1 << type. */
unsigned filters_types(const struct filters *filters, enum filter_rows rows);

/* True for neq, dnc and nre. */
bool filter_is_negative(enum filter_test test);
/* neq for eq, eq for neq, and so on. */
enum filter_test filter_opposite(enum filter_test test);

/* {"path": [{"operator": "eq", "values": ["/a", "/b"]}]}, as matching_texts() takes it; NULL when it does not fit. */
const char *filter_condition(struct request *req, const char *property, enum filter_test test,
			     const char *value);

/* [{"field": "path1", "pattern": "^/blog"}, ...] for those that have one; NULL when none has. */
const char *filters_patterns(struct request *req, const struct filters *filters);

/* The property of that name or older name in the API ("url" is "path"); NULL when there is none. */
const char *filter_property(const char *name);

#endif
