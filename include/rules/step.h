/*
 * Steps: the pages and events that funnels, goals and attribution are about. Pure.
 * SPDX-License-Identifier: MIT
 */
#ifndef STEP_H
#define STEP_H

#include "json.h"
#include "request.h"

#include <stdbool.h>

enum { STEPS_MIN = 2, STEPS_MAX = 8, STEP_FILTERS_MAX = 10 };

struct step {
	const char *type;  /* "path" or "event" */
	const char *value; /* of the path, or the event's name; * stands for any characters */
	const struct json *filters; /* on the event's own properties, as sent; NULL: none */
};

/* One of them: "eq", "neq", "c" or "dnc". */
struct step_filter {
	const char *property;
	const char *operator;
	const char *value;
};

struct steps {
	struct step steps[STEPS_MAX];
	int count;
};

/* Reads a funnel's list, STEPS_MIN to STEPS_MAX of them. False, with every problem noted, when something is wrong. */
bool steps_read(struct request *req, const struct json *list, struct steps *steps);

/* The same from the text of the list; NULL is none. */
bool steps_read_text(struct request *req, const char *text, struct steps *steps);

/* The filters of a step that was read; returns how many there are. */
int step_filters(struct request *req, const struct step *step,
		 struct step_filter filters[STEP_FILTERS_MAX]);

/* Whether a filter holds of the empty text, which is what an event says that says nothing. */
bool step_filter_takes_nothing(const struct step_filter *filter);

/* A step's value as a pattern for LIKE, in the arena; NULL when it does not fit. */
const char *step_pattern(struct arena *arena, const char *value);

/* "path" and "event". */
extern const char *const step_types[];

#endif
