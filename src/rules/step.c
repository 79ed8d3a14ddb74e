/*
 * Reading steps, and what SQL is asked for them.
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

int
step_filters(struct request *req, const struct step *step,
	     struct step_filter filters[STEP_FILTERS_MAX])
{
	int count = 0;
	if (step->filters == NULL)
		return 0;
	for (const struct json *it = step->filters->first; it != NULL; it = it->next)
		fields_from_json(req, it, "", filter_fields, &filters[count++], NULL);
	return count;
}

bool
step_filter_takes_nothing(const struct step_filter *filter)
{
	bool negative =
		strcmp(filter->operator, "neq") == 0 || strcmp(filter->operator, "dnc") == 0;
	return (*filter->value == '\0') != negative;
}

const char *
step_pattern(struct arena *arena, const char *value)
{
	char *pattern = arena_alloc(arena, 2 * strlen(value) + 1), *to = pattern;
	if (pattern == NULL)
		return NULL;
	for (; *value != '\0'; value++) {
		if (*value == '%' || *value == '_' || *value == '\\')
			*to++ = '\\';
		*to++ = *value == '*' ? '%' : *value;
	}
	*to = '\0';
	return pattern;
}
