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

struct steps {
	struct step steps[STEPS_MAX];
	int count;
};

/* Reads a funnel's list, STEPS_MIN to STEPS_MAX of them. False, with every problem noted, when something is wrong. */
bool steps_read(struct request *req, const struct json *list, struct steps *steps);

/* The same from the text of the list; NULL is none. */
bool steps_read_text(struct request *req, const char *text, struct steps *steps);

/* The steps as step_rows() takes them (see migrations/0010_studies.sql), in the request's arena; NULL when they do not fit. */
const char *steps_written(struct request *req, const struct steps *steps);

/* "path" and "event". */
extern const char *const step_types[];

#endif
