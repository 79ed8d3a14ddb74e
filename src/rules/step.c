/*
 * Reading steps, and writing them for SQL.
 * SPDX-License-Identifier: MIT
 */
#include "step.h"

#include <string.h>

#include "field.h"

enum { VALUE_MAX = 500 };

const char *const step_types[] = { "path", "event", NULL };

static const char *const operators[] = { "eq", "neq", "c", "dnc", NULL };

static const struct field step_fields[] = FIELDS(
	FIELD(struct step, type, .flags = FIELD_REQUIRED, .words = step_types),
	FIELD(struct step, value, .flags = FIELD_REQUIRED, .minimum = 1, .maximum = VALUE_MAX));

/* One filter of a step. */
struct step_filter {
	const char *property;
	const char *operator;
	const char *value;
};

static const struct field filter_fields[] =
	FIELDS(FIELD(struct step_filter, property, .flags = FIELD_REQUIRED, .minimum = 1,
		     .maximum = VALUE_MAX),
	       FIELD(struct step_filter, operator, .flags = FIELD_REQUIRED, .words = operators),
	       FIELD(struct step_filter, value, .flags = FIELD_REQUIRED, .maximum = VALUE_MAX));

static const char *
prefix_of(struct request *req, const char *prefix, int number)
{
	const char *text = arena_format(req->arena, "%s%d.", prefix, number);
	return text == NULL ? "" : text;
}

static bool
filters_check(struct request *req, const struct json *filters, const char *prefix)
{
	struct step_filter filter;
	bool valid = true;
	int number = 0;
	if (filters->kind != JSON_ARRAY || filters->count > STEP_FILTERS_MAX)
		return request_problem(req, "steps", "Filters must be a list of at most 10.");
	for (const struct json *it = filters->first; it != NULL; it = it->next)
		valid &= fields_from_json(req, it, prefix_of(req, prefix, number++), filter_fields,
					  &filter, NULL);
	return valid;
}

static bool
step_read(struct request *req, const struct json *item, int number, struct step *step)
{
	const char *prefix = prefix_of(req, "steps.", number);
	const struct json *filters = json_member(item, "filters");
	const char *below = arena_format(req->arena, "%sfilters.", prefix);
	bool valid = fields_from_json(req, item, prefix, step_fields, step, NULL);
	step->filters = filters == NULL || filters->kind == JSON_NULL ? NULL : filters;
	if (step->filters != NULL)
		valid &= filters_check(req, filters, below == NULL ? "" : below);
	return valid;
}

bool
steps_read(struct request *req, const struct json *list, struct steps *steps)
{
	bool valid = true;
	steps->count = 0;
	if (list == NULL || list->kind != JSON_ARRAY || list->count < STEPS_MIN ||
	    list->count > STEPS_MAX)
		return request_problem(req, "steps", "Must be a list of 2 to 8 steps.");
	for (const struct json *it = list->first; it != NULL; it = it->next) {
		valid &= step_read(req, it, steps->count, &steps->steps[steps->count]);
		steps->count++;
	}
	return valid;
}

bool
steps_read_text(struct request *req, const char *text, struct steps *steps)
{
	const char *error = "Required.";
	const struct json *list =
		text == NULL ? NULL : json_read(req->arena, text, strlen(text), &error);
	return list == NULL ? request_problem(req, "steps", error) : steps_read(req, list, steps);
}

const char *
steps_written(struct request *req, const struct steps *steps)
{
	struct json_writer *writer = json_writer_new(req->arena);
	json_array_begin(writer);
	for (int i = 0; i < steps->count; i++) {
		const struct step *step = &steps->steps[i];
		json_object_begin(writer);
		fields_write(writer, step_fields, step);
		if (step->filters != NULL) {
			json_name(writer, "filters");
			json_value(writer, step->filters);
		}
		json_object_end(writer);
	}
	json_array_end(writer);
	size_t len;
	return json_written(writer, &len);
}
