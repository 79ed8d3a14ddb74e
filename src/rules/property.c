/*
 * Flattening and typing of custom data.
 * SPDX-License-Identifier: MIT
 */
#include "property.h"

#include "iso_time.h"
#include "text.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CURRENCY_MAX = 10 };

/* numeric(19, 4) holds less than this. */
static const double AMOUNT_MAX = 1e15;

struct property_reading {
	struct request *req;
	const char *field;
	struct property *properties;
	int count;
	bool full; /* there are more than may be */
};

static const char *
text_cut(struct arena *arena, const char *text, size_t len, size_t max_characters)
{
	return arena_copy_bytes(arena, text, text_truncated_characters(text, len, max_characters));
}

static const char *
json_as_text(struct arena *arena, const struct json *value)
{
	size_t len;
	struct json_writer *writer = json_writer_new(arena);
	json_value(writer, value);
	const char *text = json_written(writer, &len);
	return text == NULL ? NULL : text_cut(arena, text, len, PROPERTY_TEXT_MAX);
}

/* Notes something wrong with one property, by its name. */
static bool
property_refuse(struct property_reading *reading, const struct property *property,
		const char *message)
{
	const char *field =
		arena_format(reading->req->arena, "%s.%s", reading->field, property->name);
	return request_problem(reading->req, field == NULL ? reading->field : field, message);
}

static bool
property_set(struct property_reading *reading, struct property *property, const struct json *value)
{
	struct arena *arena = reading->req->arena;
	switch (value->kind) {
	case JSON_TEXT:
		property->text = text_cut(arena, value->text, value->len, PROPERTY_TEXT_MAX);
		property->type = iso_time_parse(value->text, &property->date) &&
						 value->len > strlen("2026-11-23")
					 ? PROPERTY_DATE
					 : PROPERTY_TEXT;
		return property->text != NULL;
	case JSON_NUMBER:
		if (fabs(value->number) >= AMOUNT_MAX)
			return property_refuse(reading, property, "Must be less than 10^15.");
		property->type = PROPERTY_NUMBER;
		property->number = property->text = arena_format(arena, "%.4f", value->number);
		return property->text != NULL;
	case JSON_BOOL:
		property->type = PROPERTY_TRUTH;
		property->text = value->truth ? "true" : "false";
		return true;
	case JSON_NULL:
		property->type = PROPERTY_OTHER;
		return true;
	default:
		property->type = PROPERTY_OTHER;
		property->text = json_as_text(arena, value);
		return property->text != NULL;
	}
}

/* One property; false, with the problem noted, when it is none that can be stored. */
static bool
property_read(struct property_reading *reading, const char *name, const struct json *value)
{
	struct property *property = &reading->properties[reading->count++];
	size_t len = strlen(name);
	property->name = name;
	if (len == 0 || text_truncated_characters(name, len, PROPERTY_TEXT_MAX) < len)
		return request_problem(reading->req, reading->field,
				       "Names must have 1 to 500 characters.");
	return property_set(reading, property, value);
}

/* What is wrong is counted as a property too, so that there are never more problems than properties. */
static bool
flatten(struct property_reading *reading, const struct json *object, const char *prefix)
{
	struct arena *arena = reading->req->arena;
	bool valid = true;
	for (const struct json *member = object->first; member != NULL; member = member->next) {
		const char *name = *prefix == '\0'
					   ? member->name
					   : arena_format(arena, "%s.%s", prefix, member->name);
		if (name == NULL)
			return false;
		if (member->kind == JSON_OBJECT)
			valid &= flatten(reading, member, name);
		else if (reading->count == EVENT_PROPERTIES_MAX)
			reading->full = true;
		else
			valid &= property_read(reading, name, member);
		if (reading->full)
			return false;
	}
	return valid;
}

bool
properties_read(struct request *req, const struct json *data, const char *field,
		struct property **properties, int *count)
{
	struct property_reading reading = { .req = req, .field = field };
	if (data->kind != JSON_OBJECT)
		return request_problem(req, field, "Must be an object.");
	reading.properties = arena_array(req->arena, EVENT_PROPERTIES_MAX, sizeof(struct property));
	if (reading.properties == NULL)
		return false;
	bool valid = flatten(&reading, data, "");
	if (reading.full)
		return request_problem(req, field, "At most 50 properties.");
	if (!valid)
		return false;
	*properties = reading.properties;
	*count = reading.count;
	return true;
}

/* Umami's click attributes send numbers as texts: data-umami-event-revenue="19.99". 0 for what is none. */
static double
amount_of(const struct json *value)
{
	char *end;
	if (value == NULL || (value->kind != JSON_NUMBER && value->kind != JSON_TEXT))
		return 0;
	if (value->kind == JSON_NUMBER)
		return value->number;
	bool is_number = value->len > 0 && strspn(value->text, "0123456789+-.eE") == value->len;
	double amount = is_number ? strtod(value->text, &end) : 0;
	return is_number && *end == '\0' && amount < AMOUNT_MAX ? amount : 0;
}

bool
properties_revenue(struct request *req, const struct json *data, const char **amount,
		   const char **currency)
{
	const struct json *unit = json_member(data, "currency");
	double revenue = amount_of(json_member(data, "revenue"));
	if (!(revenue > 0) || unit == NULL || unit->kind != JSON_TEXT || unit->len == 0 ||
	    unit->len > CURRENCY_MAX)
		return false;
	char *capitals = arena_copy(req->arena, unit->text);
	*amount = arena_format(req->arena, "%.4f", revenue);
	if (capitals == NULL || *amount == NULL)
		return false;
	for (char *at = capitals; *at != '\0'; at++)
		*at = (char)toupper((unsigned char)*at);
	*currency = capitals;
	return true;
}
