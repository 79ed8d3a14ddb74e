/*
 * Reading filters, and writing them for SQL. SQL knows only selections of which all parts hold:
 * "any of them holds" is written as "it is not so that all of their opposites hold".
 * SPDX-License-Identifier: MIT
 */
#include "filter.h"

#include <string.h>

#include "field.h"
#include "json.h"

static const char *const properties[] = { "path",      "title",      "query",       "hostname",
					  "tag",       "referrer",   "domain",      "channel",
					  "utmSource", "utmMedium",  "utmCampaign", "utmContent",
					  "utmTerm",   "browser",    "os",          "device",
					  "screen",    "language",   "country",     "region",
					  "city",      "distinctId", "event",       NULL };

/* Names that Umami 2 had. */
static const struct {
	const char *name;
	const char *property;
} aliases[] = { { "url", "path" }, { "host", "hostname" } };

/* By enum filter_test. */
static const char *const operators[] = { "eq", "neq", "c", "dnc", "re", "nre" };

enum {
	OPERATORS = sizeof(operators) / sizeof(operators[0]),
	ALIASES = sizeof(aliases) / sizeof(aliases[0])
};

enum { EVENT_TYPE_MAX = 5 };

static const char *const matches[] = { "all", "any", NULL };

/* What the query string says besides. */
struct asked {
	const char *match, *exclude_bounce, *segment, *cohort;
	int event_type;
};

static const struct field asked_fields[] = FIELDS(
	FIELD(struct asked, match, .words = matches),
	FIELD_AS(struct asked, exclude_bounce, "excludeBounce"),
	FIELD_AS(struct asked, event_type, "eventType", .minimum = 1, .maximum = EVENT_TYPE_MAX),
	FIELD(struct asked, segment), FIELD(struct asked, cohort));

/* The property whose name is the first `len` bytes of `name`. */
static const char *
find_property(const char *name, size_t len)
{
	for (int i = 0; properties[i] != NULL; i++)
		if (strlen(properties[i]) == len && memcmp(properties[i], name, len) == 0)
			return properties[i];
	for (int i = 0; i < ALIASES; i++)
		if (strlen(aliases[i].name) == len && memcmp(aliases[i].name, name, len) == 0)
			return aliases[i].property;
	return NULL;
}

const char *
filter_property(const char *name)
{
	return find_property(name, strlen(name));
}

/* "path12" is "path" once more. */
static size_t
length_without_number(const char *name)
{
	size_t len = strlen(name);
	while (len > 0 && name[len - 1] >= '0' && name[len - 1] <= '9')
		len--;
	return len;
}

static bool
is_negative(enum filter_test test)
{
	return test % 2 == 1;
}

static enum filter_test
opposite(enum filter_test test)
{
	return is_negative(test) ? test - 1 : test + 1;
}

/* Takes "neq." off the front of *value; without an operator it is TEST_EQUAL. */
static enum filter_test
take_operator(const char **value)
{
	size_t len = strcspn(*value, ".");
	for (int i = 0; (*value)[len] == '.' && i < OPERATORS; i++) {
		if (strlen(operators[i]) == len && memcmp(*value, operators[i], len) == 0) {
			*value += len + 1;
			return (enum filter_test)i;
		}
	}
	return TEST_EQUAL;
}

static bool
add_filter(struct request *req, struct filters *filters, const struct query_parameter *parameter)
{
	const char *property =
		find_property(parameter->name, length_without_number(parameter->name));
	if (property == NULL)
		return true;
	if (parameter->value == NULL)
		return request_problem(req, parameter->name, "Must be UTF-8 text.");
	if (*parameter->value == '\0')
		return true;
	if (filters->count == FILTERS_MAX)
		return request_problem(req, parameter->name, "Too many filters.");
	struct filter *filter = &filters->filters[filters->count++];
	filter->field = parameter->name;
	filter->property = property;
	filter->value = parameter->value;
	filter->test = take_operator(&filter->value);
	return true;
}

static bool
is_given(const char *text)
{
	return text != NULL && *text != '\0';
}

bool
filters_read(struct request *req, struct filters *filters)
{
	struct asked asked = { .match = "all" };
	filters->count = 0;
	bool valid = fields_from_query(req, asked_fields, &asked);
	for (const struct query_parameter *it = request_query(req); it != NULL; it = it->next)
		valid &= add_filter(req, filters, it);
	if (is_given(asked.segment))
		valid = request_problem(req, "segment", "Unknown segment.");
	if (is_given(asked.cohort))
		valid = request_problem(req, "cohort", "Unknown cohort.");
	filters->any = filters->count > 0 && strcmp(asked.match, "any") == 0;
	filters->exclude_bounce = is_given(asked.exclude_bounce);
	filters->event_type = asked.event_type;
	return valid;
}

static bool
counts_type(const struct filters *filters, enum filter_rows rows, int type)
{
	bool is_pageview = type != 2;
	bool is_asked = filters->event_type == 0 || filters->event_type == type;
	switch (rows) {
	case ROWS_PAGEVIEWS:
		return filters->event_type == 0 ? is_pageview : is_asked;
	case ROWS_EVENTS:
		return !is_pageview;
	case ROWS_ALL:
	case ROWS_LISTED:
		return is_asked;
	case ROWS_ONLY_PAGEVIEWS:
		return is_asked && is_pageview;
	}
	return false;
}

static void
write_types(struct json_writer *writer, const struct filters *filters, enum filter_rows rows)
{
	json_name(writer, "eventTypes");
	json_array_begin(writer);
	for (int type = 1; type <= 4; type++)
		if (counts_type(filters, rows, type))
			json_integer(writer, type);
	json_array_end(writer);
}

/* The texts of a comma-separated list. */
static void
write_list(struct json_writer *writer, struct arena *arena, const char *list)
{
	for (;;) {
		size_t len = strcspn(list, ",");
		json_text(writer, arena_copy_bytes(arena, list, len));
		if (list[len] == '\0')
			return;
		list += len + 1;
	}
}

static void
write_filter(struct json_writer *writer, struct request *req, enum filter_test test,
	     const char *value)
{
	json_object_begin(writer);
	json_name(writer, "operator");
	json_text(writer, operators[test]);
	json_name(writer, "values");
	json_array_begin(writer);
	if (test == TEST_EQUAL || test == TEST_NOT_EQUAL)
		write_list(writer, req->arena, value);
	else
		json_text(writer, value);
	json_array_end(writer);
	json_object_end(writer);
}

/* What SQL calls the filter: one on the event is about the visit, unless events are the rows or rows are listed. */
static const char *
selection_name(const char *property, enum filter_test test, enum filter_rows rows)
{
	if (strcmp(property, "event") != 0)
		return property;
	if (rows == ROWS_EVENTS || rows == ROWS_LISTED)
		return "name";
	return is_negative(test) ? "hasNot" : "has";
}

/* Writes the filters that SQL calls `name`, if there are any. */
static void
write_filters(struct json_writer *writer, struct request *req, const struct filters *filters,
	      enum filter_rows rows, const char *name)
{
	bool begun = false;
	for (int i = 0; i < filters->count; i++) {
		const struct filter *filter = &filters->filters[i];
		enum filter_test test = filters->any ? opposite(filter->test) : filter->test;
		if (strcmp(selection_name(filter->property, test, rows), name) != 0)
			continue;
		if (!begun) {
			json_name(writer, name);
			json_array_begin(writer);
			begun = true;
		}
		write_filter(writer, req, strcmp(name, "hasNot") == 0 ? opposite(test) : test,
			     filter->value);
	}
	if (begun)
		json_array_end(writer);
}

const char *
filters_selection(struct request *req, const struct filters *filters, enum filter_rows rows)
{
	static const char *const event_names[] = { "name", "has", "hasNot", NULL };
	struct json_writer *writer = json_writer_new(req->arena);
	json_object_begin(writer);
	write_types(writer, filters, rows);
	if (filters->exclude_bounce) {
		json_name(writer, "excludeBounce");
		json_bool(writer, true);
	}
	if (filters->any) {
		json_name(writer, "negated");
		json_bool(writer, true);
	}
	for (int i = 0; properties[i] != NULL; i++)
		write_filters(writer, req, filters, rows, properties[i]);
	for (int i = 0; event_names[i] != NULL; i++)
		write_filters(writer, req, filters, rows, event_names[i]);
	json_object_end(writer);
	size_t len;
	return json_written(writer, &len);
}

const char *
filters_patterns(struct request *req, const struct filters *filters)
{
	struct json_writer *writer = json_writer_new(req->arena);
	int count = 0;
	json_array_begin(writer);
	for (int i = 0; i < filters->count; i++) {
		const struct filter *filter = &filters->filters[i];
		if (filter->test != TEST_MATCH && filter->test != TEST_NOT_MATCH)
			continue;
		json_object_begin(writer);
		json_name(writer, "field");
		json_text(writer, filter->field);
		json_name(writer, "pattern");
		json_text(writer, filter->value);
		json_object_end(writer);
		count++;
	}
	json_array_end(writer);
	size_t len;
	return count == 0 ? NULL : json_written(writer, &len);
}
