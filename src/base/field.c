/*
 * Tables of fields at work: reading query strings and JSON into structs with every problem named,
 * and writing structs.
 * SPDX-License-Identifier: MIT
 */
#include "field.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"
#include "uuid.h"

enum { FIELDS_GIVEN_MAX = 64, ZONE_NAME_MAX = 64 };

/* Doubles hold every whole number up to here. */
static const double WHOLE_MAX = 9007199254740992.0;

/* One value on its way into a member. */
struct input {
	struct request *req;
	const struct field *field;
	const char *prefix; /* stands before the name in problems */
	void *member;
};

static bool
refuse(const struct input *input, const char *message)
{
	const char *name = input->field->name;
	if (*input->prefix != '\0')
		name = arena_format(input->req->arena, "%s%s", input->prefix, name);
	return request_problem(input->req, name == NULL ? "" : name, message);
}

static bool
limited(const struct field *field)
{
	return field->minimum != 0 || field->maximum != 0;
}

/* "Europe/Paris", "UTC", "Etc/GMT+5": the form of a name in the time zone database, which alone
 * knows whether it exists. */
static bool
is_zone_name(const char *text, size_t len)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
	bool letter = true; /* each part begins with one */
	if (len == 0 || len > ZONE_NAME_MAX || text[len - 1] == '/')
		return false;
	for (size_t i = 0; i < len; i++) {
		const char *allowed = letter ? "" : "0123456789+-_/";
		if (strchr(letters, text[i]) == NULL && strchr(allowed, text[i]) == NULL)
			return false;
		letter = text[i] == '/';
	}
	return true;
}

static bool
is_listed(const char *text, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strcmp(text, *words) == 0)
			return true;
	return false;
}

static bool
refuse_word(const struct input *input)
{
	struct arena *arena = input->req->arena;
	const char *const *words = input->field->words;
	const char *list = *words;
	for (words++; list != NULL && *words != NULL; words++)
		list = arena_format(arena, "%s, %s", list, *words);
	return refuse(input,
		      list == NULL ? NULL : arena_format(arena, "Must be one of: %s.", list));
}

/* Lengths are characters, as people count them and as varchar(n) does. */
static bool
check_length(const struct input *input, const char *text, size_t len)
{
	const struct field *field = input->field;
	struct arena *arena = input->req->arena;
	size_t minimum = (size_t)field->minimum, maximum = (size_t)field->maximum;
	if (minimum > 0 && len == 0)
		return refuse(input, "Must not be empty.");
	if (minimum > 1 && text_truncated_characters(text, len, minimum - 1) == len)
		return refuse(input, arena_format(arena, "At least %zu characters.", minimum));
	if (maximum > 0 && text_truncated_characters(text, len, maximum) < len)
		return refuse(input, arena_format(arena, "At most %zu characters.", maximum));
	if (field->kind == FIELD_TEXT && len >= field->size)
		return refuse(input, arena_format(arena, "At most %zu bytes.", field->size - 1));
	return true;
}

static bool
check_form(const struct input *input, const char *text, size_t len)
{
	if ((input->field->flags & FIELD_TIME_ZONE) && !is_zone_name(text, len))
		return refuse(input, "Must be the name of a time zone, like Europe/Paris.");
	if (input->field->words != NULL && !is_listed(text, input->field->words))
		return refuse_word(input);
	return true;
}

/* The text in lower case; NULL, and the problem noted, when it is no UUID. */
static const char *
uuid_text(const struct input *input, const char *text)
{
	struct uuid uuid;
	if (!uuid_parse(text, &uuid)) {
		refuse(input, "Must be a UUID.");
		return NULL;
	}
	char *lower_case = arena_alloc_bytes(input->req->arena, UUID_TEXT_SIZE);
	if (lower_case == NULL)
		refuse(input, NULL);
	else
		uuid_format(&uuid, lower_case);
	return lower_case;
}

/* `text` lives in the request's arena. */
static bool
read_text(const struct input *input, const char *text, size_t len)
{
	if (input->field->flags & FIELD_UUID)
		text = uuid_text(input, text);
	if (text == NULL || !check_form(input, text, len) || !check_length(input, text, len))
		return false;
	if (input->field->kind == FIELD_TEXT)
		memcpy(input->member, text, len + 1);
	else
		memcpy(input->member, &text, sizeof(text));
	return true;
}

static bool
check_range(const struct input *input, double number)
{
	const struct field *field = input->field;
	struct arena *arena = input->req->arena;
	if (!limited(field))
		return true;
	if (number < field->minimum)
		return refuse(input,
			      arena_format(arena, "Must be at least %.15g.", field->minimum));
	if (number > field->maximum)
		return refuse(input, arena_format(arena, "Must be at most %.15g.", field->maximum));
	return true;
}

/* A whole number in digits, or in another form that a double holds exactly: 1e3, 5.0. */
static bool
whole_number(const char *digits, double number, long long *out)
{
	char *end;
	errno = 0;
	*out = strtoll(digits, &end, 10);
	if (*end == '\0')
		return errno == 0;
	*out = fabs(number) <= WHOLE_MAX ? (long long)number : 0;
	return fabs(number) <= WHOLE_MAX && (double)*out == number;
}

/* `digits` is a number in JSON's form. */
static bool
read_number(const struct input *input, const char *digits, double number)
{
	enum field_kind kind = input->field->kind;
	long long whole = 0;
	if (kind != FIELD_NUMBER && !whole_number(digits, number, &whole))
		return refuse(input, "Must be a whole number.");
	if (!check_range(input, number))
		return false;
	if (kind == FIELD_INTEGER && (whole < INT_MIN || whole > INT_MAX))
		return refuse(input, "Is out of range.");
	if (kind == FIELD_NUMBER)
		*(double *)input->member = number;
	else if (kind == FIELD_INTEGER)
		*(int *)input->member = (int)whole;
	else
		*(long long *)input->member = whole;
	return true;
}

/* strtod() also takes blanks, "inf", "nan" and hexadecimal: only JSON's characters pass. */
static bool
read_number_text(const struct input *input, const char *text)
{
	char *end;
	double number = strtod(text, &end);
	size_t len = strlen(text);
	if (len == 0 || *end != '\0' || strspn(text, "0123456789+-.eE") != len)
		return refuse(input, "Must be a number.");
	if (!isfinite(number))
		return refuse(input, "Is out of range.");
	return read_number(input, text, number);
}

static bool
read_bool_text(const struct input *input, const char *text)
{
	bool truth = strcmp(text, "true") == 0 || strcmp(text, "1") == 0;
	if (!truth && strcmp(text, "false") != 0 && strcmp(text, "0") != 0)
		return refuse(input, "Must be true or false.");
	*(bool *)input->member = truth;
	return true;
}

/* A value of a query string. */
static bool
read_query_value(const struct input *input, const char *value)
{
	if (value == NULL)
		return refuse(input, "Must be UTF-8 text.");
	switch (input->field->kind) {
	case FIELD_TEXT:
	case FIELD_POINTER:
		return read_text(input, value, strlen(value));
	case FIELD_BOOL:
		return read_bool_text(input, value);
	default:
		return read_number_text(input, value);
	}
}

static bool
read_json_value(const struct input *input, const struct json *value)
{
	if (value->kind == JSON_NULL)
		return (input->field->flags & FIELD_NULLABLE) || refuse(input, "Must not be null.");
	switch (input->field->kind) {
	case FIELD_TEXT:
	case FIELD_POINTER:
		return value->kind == JSON_TEXT ? read_text(input, value->text, value->len)
						: refuse(input, "Must be text.");
	case FIELD_BOOL:
		if (value->kind != JSON_BOOL)
			return refuse(input, "Must be true or false.");
		*(bool *)input->member = value->truth;
		return true;
	default:
		if (value->kind == JSON_TEXT && (input->field->flags & FIELD_NUMBER_TEXT))
			return read_number_text(input, value->text);
		return value->kind == JSON_NUMBER ? read_number(input, value->text, value->number)
						  : refuse(input, "Must be a number.");
	}
}

bool
fields_from_query(struct request *req, const struct field *table, void *record)
{
	bool valid = true;
	const struct query_parameter *parameters = request_query(req);
	if (parameters == NULL && req->problems != NULL)
		return false;
	for (const struct field *field = table; field->name != NULL; field++) {
		struct input input = { req, field, "", (char *)record + field->offset };
		const struct query_parameter *it = parameters;
		while (it != NULL && strcmp(it->name, field->name) != 0)
			it = it->next;
		if (it != NULL)
			valid &= read_query_value(&input, it->value);
		else if (field->flags & FIELD_REQUIRED)
			valid = refuse(&input, "Required.");
	}
	return valid;
}

bool
fields_from_json(struct request *req, const struct json *object, const char *prefix,
		 const struct field *table, void *record, unsigned long long *given)
{
	unsigned long long seen = 0;
	bool valid = true;
	for (size_t i = 0; table[i].name != NULL; i++) {
		const struct json *value = json_find(object, table[i].name, table[i].name_len);
		struct input input = { req, &table[i], prefix, (char *)record + table[i].offset };
		assert(i < FIELDS_GIVEN_MAX);
		seen |= (unsigned long long)(value != NULL) << i;
		if (value != NULL)
			valid &= read_json_value(&input, value);
		else if (table[i].flags & FIELD_REQUIRED)
			valid = refuse(&input, "Required.");
	}
	if (given != NULL)
		*given = seen;
	return valid;
}

bool
fields_from_body(struct request *req, const struct field *table, void *record,
		 unsigned long long *given)
{
	const struct json *body = request_body(req);
	if (body == NULL)
		return false;
	if (body->kind != JSON_OBJECT)
		return request_problem(req, "", "The body must be a JSON object.");
	return fields_from_json(req, body, "", table, record, given);
}

static void
write_text(struct json_writer *writer, const struct field *field, const char *text)
{
	bool empty = text == NULL || *text == '\0';
	if (empty && (field->flags & FIELD_OMIT))
		return;
	json_name(writer, field->name);
	json_text(writer, empty && (field->flags & FIELD_NULLABLE) ? NULL : text);
}

static void
write_integer(struct json_writer *writer, const struct field *field, long long number)
{
	json_name(writer, field->name);
	if (number == -1 && (field->flags & FIELD_NULLABLE))
		json_null(writer);
	else
		json_integer(writer, number);
}

static void
write_number(struct json_writer *writer, const struct field *field, double number)
{
	json_name(writer, field->name);
	json_number(writer, number == -1 && (field->flags & FIELD_NULLABLE) ? NAN : number);
}

static void
write_bool(struct json_writer *writer, const struct field *field, bool truth)
{
	json_name(writer, field->name);
	json_bool(writer, truth);
}

void
fields_write(struct json_writer *writer, const struct field *table, const void *record)
{
	for (const struct field *field = table; field->name != NULL; field++) {
		const void *member = (const char *)record + field->offset;
		switch (field->kind) {
		case FIELD_TEXT:
			write_text(writer, field, member);
			break;
		case FIELD_POINTER:
			write_text(writer, field, *(const char *const *)member);
			break;
		case FIELD_INTEGER:
			write_integer(writer, field, *(const int *)member);
			break;
		case FIELD_BIG_INTEGER:
			write_integer(writer, field, *(const long long *)member);
			break;
		case FIELD_NUMBER:
			write_number(writer, field, *(const double *)member);
			break;
		case FIELD_BOOL:
			write_bool(writer, field, *(const bool *)member);
			break;
		}
	}
}
