/*
 * Reading filters, and writing them for SQL. SQL knows only selections of which all parts hold:
 * "any of them holds" is written as "it is not so that all of their opposites hold".
 * SPDX-License-Identifier: MIT
 */
#include "filter.h"

#include <string.h>

#include "field.h"
#include "json.h"
#include "uuid.h"

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

enum { EVENT_TYPE_CUSTOM = 2, EVENT_TYPE_MAX = 5 };

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

bool
filter_is_negative(enum filter_test test)
{
	return test % 2 == 1;
}

enum filter_test
filter_opposite(enum filter_test test)
{
	return filter_is_negative(test) ? test - 1 : test + 1;
}

/* The operator whose name is the first `len` bytes of `name`; -1 when there is none. */
static int
find_operator(const char *name, size_t len)
{
	for (int i = 0; i < OPERATORS; i++)
		if (strlen(operators[i]) == len && memcmp(name, operators[i], len) == 0)
			return i;
	return -1;
}

static bool
add(struct request *req, struct filters *filters, const struct filter *filter)
{
	if (filters->count == FILTERS_MAX)
		return request_problem(req, filter->field, "Too many filters.");
	filters->filters[filters->count++] = *filter;
	return true;
}

/* "neq./draft" has its operator before the dot; without one it is "eq". */
static bool
add_parameter(struct request *req, struct filters *filters, const struct query_parameter *parameter)
{
	const char *name = parameter->name, *value = parameter->value;
	const char *property = find_property(name, length_without_number(name));
	if (property == NULL)
		return true;
	if (value == NULL)
		return request_problem(req, name, "Must be UTF-8 text.");
	if (*value == '\0')
		return true;
	size_t len = strcspn(value, ".");
	int operator= value[len] == '.' ? find_operator(value, len) : - 1;
	struct filter filter = { name, property, TEST_EQUAL, value };
	if (operator>= 0) {
		filter.test = (enum filter_test) operator;
		filter.value = value + len + 1;
	}
	return add(req, filters, &filter);
}

bool
filters_add(struct request *req, struct filters *filters, const char *field, const char *name,
	    const char *operator, const char * value)
{
	const char *property = find_property(name, length_without_number(name));
	int test = *operator== '\0' ? TEST_EQUAL : find_operator(operator, strlen(operator));
	if (property == NULL)
		return request_problem(req, field, "There is no filter of this name.");
	if (test < 0)
		return request_problem(req, field,
				       "The operator must be eq, neq, c, dnc, re or nre.");
	struct filter filter = { field, property, (enum filter_test)test, value };
	return add(req, filters, &filter);
}

/* Where all must hold on both sides, they are one list, which costs less to look for. */
void
filters_add_segment(struct filters *filters, struct filters *segment)
{
	segment->event_type = filters->event_type;
	if (filters->any || segment->any || filters->count + segment->count > FILTERS_MAX) {
		filters->segment = segment;
		return;
	}
	memcpy(filters->filters + filters->count, segment->filters,
	       (size_t)segment->count * sizeof(segment->filters[0]));
	filters->count += segment->count;
}

static bool
is_given(const char *text)
{
	return text != NULL && *text != '\0';
}

/* *id stays NULL when none is asked for. */
static bool
read_id(struct request *req, const char *name, const char *asked, const char *problem,
	const char **id)
{
	struct uuid uuid;
	if (!is_given(asked))
		return true;
	*id = asked;
	return uuid_parse(asked, &uuid) || request_problem(req, name, problem);
}

bool
filters_read(struct request *req, struct filters *filters)
{
	struct asked asked = { .match = "all" };
	filters->count = 0;
	filters->segment_id = filters->cohort_id = NULL;
	filters->segment = NULL;
	filters->cohort = NULL;
	bool valid = fields_from_query(req, asked_fields, &asked);
	for (const struct query_parameter *it = request_query(req); it != NULL; it = it->next)
		valid &= add_parameter(req, filters, it);
	valid &= read_id(req, "segment", asked.segment, "Unknown segment.", &filters->segment_id);
	valid &= read_id(req, "cohort", asked.cohort, "Unknown cohort.", &filters->cohort_id);
	filters->any = filters->count > 0 && strcmp(asked.match, "any") == 0;
	filters->exclude_bounce = is_given(asked.exclude_bounce);
	filters->event_type = asked.event_type;
	return valid;
}

static bool
counts_type(const struct filters *filters, enum filter_rows rows, int type)
{
	bool is_pageview = type != EVENT_TYPE_CUSTOM;
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

unsigned
filters_types(const struct filters *filters, enum filter_rows rows)
{
	unsigned types = 0;
	for (int type = 1; type <= 4; type++)
		if (counts_type(filters, rows, type))
			types |= 1u << type;
	return types;
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

const char *
filter_condition(struct request *req, const char *property, enum filter_test test,
		 const char *value)
{
	struct json_writer *writer = json_writer_new(req->arena);
	size_t len;
	json_object_begin(writer);
	json_name(writer, property);
	json_array_begin(writer);
	write_filter(writer, req, test, value);
	json_array_end(writer);
	json_object_end(writer);
	return json_written(writer, &len);
}

/* What SQL calls the filter: one on the event is about the visit, unless events are the rows or rows are listed. */
static const char *
selection_name(const char *property, enum filter_test test, enum filter_rows rows)
{
	if (strcmp(property, "event") != 0)
		return property;
	if (rows == ROWS_EVENTS || rows == ROWS_LISTED)
		return "name";
	return filter_is_negative(test) ? "hasNot" : "has";
}

/* Writes the filters that SQL calls `name`, if there are any. */
static void
write_filters(struct json_writer *writer, struct request *req, const struct filters *filters,
	      enum filter_rows rows, const char *name)
{
	bool begun = false;
	for (int i = 0; i < filters->count; i++) {
		const struct filter *filter = &filters->filters[i];
		enum filter_test test = filters->any ? filter_opposite(filter->test) : filter->test;
		if (strcmp(selection_name(filter->property, test, rows), name) != 0)
			continue;
		if (!begun) {
			json_name(writer, name);
			json_array_begin(writer);
			begun = true;
		}
		write_filter(writer, req,
			     strcmp(name, "hasNot") == 0 ? filter_opposite(test) : test,
			     filter->value);
	}
	if (begun)
		json_array_end(writer);
}

/* Writes which rows a group of filters lets through into the object that is open. */
static void
write_group(struct json_writer *writer, struct request *req, const struct filters *filters,
	    enum filter_rows rows)
{
	static const char *const event_names[] = { "name", "has", "hasNot", NULL };
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
}

static void
write_action(struct json_writer *writer, const struct cohort *cohort)
{
	json_name(writer, strcmp(cohort->action_type, "path") == 0 ? "actionPath" : "actionName");
	json_array_begin(writer);
	json_object_begin(writer);
	json_name(writer, "operator");
	json_text(writer, operators[TEST_EQUAL]);
	json_name(writer, "values");
	json_array_begin(writer);
	json_text(writer, cohort->action_value);
	json_array_end(writer);
	json_object_end(writer);
	json_array_end(writer);
}

/* The rows of a cohort's action: those of events have a name, those of a path are pageviews. */
static void
write_cohort(struct json_writer *writer, struct request *req, const struct cohort *cohort)
{
	struct filters filters = cohort->filters;
	enum filter_rows rows = ROWS_ALL;
	json_name(writer, "cohort");
	json_object_begin(writer);
	json_name(writer, "lowestId");
	json_integer(writer, cohort->range.lowest_id);
	json_name(writer, "limitId");
	json_integer(writer, cohort->range.limit_id);
	if (cohort->action_type != NULL) {
		bool is_path = strcmp(cohort->action_type, "path") == 0;
		rows = is_path ? ROWS_ONLY_PAGEVIEWS : ROWS_ALL;
		filters.event_type = is_path ? 0 : EVENT_TYPE_CUSTOM;
		write_action(writer, cohort);
	}
	write_group(writer, req, &filters, rows);
	json_object_end(writer);
}

const char *
filters_selection(struct request *req, const struct filters *filters, enum filter_rows rows)
{
	struct json_writer *writer = json_writer_new(req->arena);
	json_object_begin(writer);
	write_group(writer, req, filters, rows);
	if (filters->segment != NULL) {
		json_name(writer, "segment");
		json_object_begin(writer);
		write_group(writer, req, filters->segment, rows);
		json_object_end(writer);
	}
	if (filters->cohort != NULL)
		write_cohort(writer, req, filters->cohort);
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
