/*
 * What a saved segment or cohort asks for, as the API writes it: {"filters": [{"name", "operator", "value"},
 * ...], "match", "dateRange", "action": {"type", "value"}}. Pure.
 * SPDX-License-Identifier: MIT
 */
#ifndef SEGMENT_H
#define SEGMENT_H

#include "filter.h"
#include "json.h"
#include "period.h"
#include "request.h"

#include <stdbool.h>

/* Bytes of the parameters as PostgreSQL writes them: as the CHECK of segments.parameters. */
enum { SEGMENT_PARAMETERS_MAX = 16000 };

/* "segment", "cohort"; NULL at the end. */
extern const char *const segment_types[];

/* The time in which a cohort's action was done. */
struct segment_range {
	struct range fixed; /* where `unit` is NULL */
	const char *unit;   /* "hour", "day", "week", "month" or "year" */
	int units;          /* so many, the current one being the last */
};

struct segment {
	struct filters filters;
	/* of a cohort alone */
	const char *action_type; /* "path" or "event"; NULL: any pageview or event */
	const char *action_value;
	struct segment_range range;
};

/*
 * Reads `parameters`, which may be NULL, of a segment or cohort. False, with every problem noted under names that
 * begin with `prefix` ("parameters."), when something is wrong.
 */
bool segment_read(struct request *req, const struct json *parameters, const char *prefix,
		  const char *type, struct segment *segment);

#endif
