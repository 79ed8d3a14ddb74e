/*
 * Reading saved segments and cohorts. Their filters are those of filter.c; the ranges are Umami's words for them.
 * SPDX-License-Identifier: MIT
 */
#include "segment.h"

#include <stdlib.h>
#include <string.h>

#include "field.h"

/* Longer than any event's time, and short enough to be reckoned with. */
#define EVER (1LL << 60)

enum { UNITS_MAX = 1000 };

const char *const segment_types[] = { "segment", "cohort", NULL };

static const char *const matches[] = { "all", "any", NULL };
static const char *const action_types[] = { "path", "event", NULL };
static const char *const units[] = { "hour", "day", "week", "month", "year", NULL };

/* What stands in the object itself. */
struct written {
	const char *match, *date_range;
};

static const struct field written_fields[] =
	FIELDS(FIELD(struct written, match, .flags = FIELD_NULLABLE, .words = matches),
	       FIELD_AS(struct written, date_range, "dateRange", .flags = FIELD_NULLABLE));

static const struct field action_fields[] =
	FIELDS(FIELD_AS(struct segment, action_type, "type", .flags = FIELD_REQUIRED,
			.words = action_types),
	       FIELD_AS(struct segment, action_value, "value", .flags = FIELD_REQUIRED,
			.minimum = 1, .maximum = 2000));

/* One of the filters; its value is read apart. */
struct written_filter {
	const char *name, *operator;
};

static const struct field filter_fields[] =
	FIELDS(FIELD(struct written_filter, name, .flags = FIELD_REQUIRED),
	       FIELD(struct written_filter, operator));

static const char *
joined(struct request *req, const char *prefix, const char *name)
{
	const char *field = arena_format(req->arena, "%s%s", prefix, name);
	return field == NULL ? "" : field;
}

static bool
read_filter(struct request *req, const struct json *item, const char *prefix,
	    struct filters *filters)
{
	struct written_filter written = { .operator= "" };
	if (item->kind != JSON_OBJECT)
		return request_problem(req, prefix, "Must be an object.");
	const char *members = joined(req, prefix, ".");
	if (!fields_from_json(req, item, members, filter_fields, &written, NULL))
		return false;
	const char *field = joined(req, members, "value");
	const char *value = json_texts(req->arena, json_member(item, "value"));
	if (value == NULL)
		return request_problem(req, field, "Must be text, or a list of texts.");
	return filters_add(req, filters, field, written.name, written.operator, value);
}

static bool
read_filters(struct request *req, const struct json *list, const char *prefix,
	     struct filters *filters)
{
	bool valid = true;
	int number = 0;
	if (list == NULL || list->kind == JSON_NULL)
		return true;
	if (list->kind != JSON_ARRAY || list->count > FILTERS_MAX)
		return request_problem(req, joined(req, prefix, "filters"),
				       "Must be a list of at most 50 filters.");
	for (const struct json *item = list->first; item != NULL; item = item->next) {
		const char *name = arena_format(req->arena, "%sfilters.%d", prefix, number++);
		valid &= read_filter(req, item, name == NULL ? "" : name, filters);
	}
	return valid;
}

static bool
read_action(struct request *req, const struct json *action, const char *prefix,
	    struct segment *segment)
{
	if (action == NULL || action->kind == JSON_NULL)
		return true;
	if (action->kind != JSON_OBJECT)
		return request_problem(req, joined(req, prefix, "action"), "Must be an object.");
	return fields_from_json(req, action, joined(req, prefix, "action."), action_fields, segment,
				NULL);
}

/* "range:1767225600000:1769903999999", both ends included. */
static bool
read_fixed(const char *text, struct range *range)
{
	char *end;
	range->start = strtoll(text, &end, 10);
	if (end == text || *end != ':')
		return false;
	text = end + 1;
	range->end = strtoll(text, &end, 10);
	if (end == text || *end != '\0' || range->end < range->start || range->start < -EVER ||
	    range->end >= EVER)
		return false;
	range->end++;
	return true;
}

/* "7day"; "0day" is today as "1day" is. */
static bool
read_recent(const char *text, struct segment_range *range)
{
	char *unit;
	long count = strtol(text, &unit, 10);
	if (unit == text || *text == '-' || *text == '+' || *text == ' ' || count > UNITS_MAX)
		return false;
	for (int i = 0; units[i] != NULL; i++) {
		if (strcmp(unit, units[i]) == 0) {
			range->unit = units[i];
			range->units = count == 0 ? 1 : (int)count;
			return true;
		}
	}
	return false;
}

static bool
read_range(struct request *req, const char *text, const char *prefix, struct segment_range *range)
{
	*range = (struct segment_range){ .fixed = { -EVER, EVER } };
	if (text == NULL || *text == '\0' || strcmp(text, "all") == 0)
		return true;
	bool valid = strncmp(text, "range:", 6) == 0 ? read_fixed(text + 6, &range->fixed)
						     : read_recent(text, range);
	return valid || request_problem(req, joined(req, prefix, "dateRange"),
					"Must be all, a number of units like 30day, or "
					"range:<start>:<end> in milliseconds.");
}

bool
segment_read(struct request *req, const struct json *parameters, const char *prefix,
	     const char *type, struct segment *segment)
{
	struct written written = { .match = "all" };
	*segment = (struct segment){ .action_type = NULL };
	if (parameters == NULL || parameters->kind != JSON_OBJECT)
		return request_problem(req,
				       arena_copy_bytes(req->arena, prefix, strcspn(prefix, ".")),
				       "Must be an object.");
	bool valid = fields_from_json(req, parameters, prefix, written_fields, &written, NULL);
	valid &= read_filters(req, json_member(parameters, "filters"), prefix, &segment->filters);
	segment->filters.any = segment->filters.count > 1 && strcmp(written.match, "any") == 0;
	if (strcmp(type, "cohort") != 0)
		return valid;
	valid &= read_action(req, json_member(parameters, "action"), prefix, segment);
	return read_range(req, written.date_range, prefix, &segment->range) && valid;
}
