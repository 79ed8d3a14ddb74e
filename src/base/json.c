/*
 * Reading JSON: what is not plain is yajl's, whose events become a tree in the arena. What yajl lets through (text that is no
 * UTF-8, NUL, duplicate names, endless nesting, 1e999) is refused here; half of a surrogate pair, which is what is left of an emoji where
 * somebody cut a text, becomes U+FFFD.
 * SPDX-License-Identifier: MIT
 */
#include "json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <yajl/yajl_parse.h>

#include "json_memory.h"
#include "json_plain.h"
#include "text.h"

enum {
	LINEAR_NAMES_MAX = 16, /* objects with more members sort their names to find duplicates */
	ESCAPE_LEN = 6,        /* \uXXXX */
	FAST_DIGITS_MAX = 15   /* integers of so many digits are exact as double and as long long */
};

struct reader {
	struct json_memory memory;
	struct json *root;
	struct json *parents[JSON_DEPTH_MAX]; /* the containers that are open, outermost first */
	struct json *last[JSON_DEPTH_MAX];    /* the newest child of each */
	size_t depth;
	const char *name; /* of the member that comes next */
	size_t name_len;
	const char *error; /* why a callback stopped the parser */
};

/* Four hexadecimal digits; -1 for anything else. The text ends in a NUL or goes on beyond. */
static int
hex4(const char *digits, const char *end)
{
	int value = 0;
	if (end - digits < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		int digit = digits[i] | 0x20;
		if (digit >= '0' && digit <= '9')
			value = value << 4 | (digit - '0');
		else if (digit >= 'a' && digit <= 'f')
			value = value << 4 | (digit - 'a' + 10);
		else
			return -1;
	}
	return value;
}

/* What an escape is that yajl would let through. */
enum escape { ESCAPE_FINE, ESCAPE_NUL, ESCAPE_HALF /* of a surrogate pair */ };

/* The escape whose backslash stands at `at`. */
static enum escape
escape_read(const char *at, const char *end, size_t *len)
{
	*len = 2;
	if (end - at < 2 || at[1] != 'u')
		return ESCAPE_FINE;
	int unit = hex4(at + 2, end);
	*len = unit < 0 ? 2 : ESCAPE_LEN;
	if (unit == 0)
		return ESCAPE_NUL;
	if (unit < 0xD800 || unit > 0xDFFF)
		return ESCAPE_FINE;
	const char *next = at + ESCAPE_LEN;
	int low = end - next >= 2 && next[0] == '\\' && next[1] == 'u' ? hex4(next + 2, end) : -1;
	if (unit > 0xDBFF || low < 0xDC00 || low > 0xDFFF)
		return ESCAPE_HALF;
	*len = 2 * ESCAPE_LEN;
	return ESCAPE_FINE;
}

/* Backslashes stand in strings only: elsewhere yajl refuses them, whatever this finds. */
static const char *
text_error(const char *text, size_t len, bool *halves)
{
	if (!text_is_storable(text, len))
		return "The JSON is not UTF-8 text.";
	const char *end = text + len;
	const char *at = text;
	while ((at = memchr(at, '\\', (size_t)(end - at))) != NULL) {
		size_t escape_len;
		enum escape escape = escape_read(at, end, &escape_len);
		if (escape == ESCAPE_NUL)
			return "The JSON holds \\u0000, which no text may contain.";
		*halves = *halves || escape == ESCAPE_HALF;
		at = (size_t)(end - at) < escape_len ? end : at + escape_len;
	}
	return NULL;
}

/* A copy that has U+FFFD in place of halves of surrogate pairs, as Web IDL makes a USVString. NULL without memory. */
static const char *
halves_replace(struct arena *arena, const char *text, size_t len)
{
	char *copy = arena_copy_bytes(arena, text, len);
	char *at = copy;
	while (at != NULL && (at = memchr(at, '\\', (size_t)(copy + len - at))) != NULL) {
		size_t escape_len;
		if (escape_read(at, copy + len, &escape_len) == ESCAPE_HALF)
			memcpy(at, "\\uFFFD", ESCAPE_LEN);
		at = (size_t)(copy + len - at) < escape_len ? copy + len : at + escape_len;
	}
	return copy;
}

/* A value that is linked to its parent; longjmps when the arena is full, as all of yajl's callers.
 */
static struct json *
reader_add(struct reader *reader, enum json_kind kind)
{
	struct json *value = arena_alloc(reader->memory.arena, sizeof(*value));
	if (value == NULL)
		longjmp(reader->memory.refused, 1);
	value->kind = kind;
	if (reader->depth == 0) {
		reader->root = value;
		return value;
	}
	struct json *parent = reader->parents[reader->depth - 1];
	struct json **last = &reader->last[reader->depth - 1];
	if (parent->count++ == 0)
		parent->first = value;
	else
		(*last)->next = value;
	*last = value;
	if (parent->kind == JSON_OBJECT) {
		value->name = reader->name;
		value->name_len = reader->name_len;
	}
	return value;
}

static char *
reader_copy(struct reader *reader, const void *bytes, size_t len)
{
	char *copy = arena_copy_bytes(reader->memory.arena, bytes, len);
	if (copy == NULL)
		longjmp(reader->memory.refused, 1);
	return copy;
}

static int
on_null(void *context)
{
	reader_add(context, JSON_NULL);
	return 1;
}

static int
on_bool(void *context, int truth)
{
	reader_add(context, JSON_BOOL)->truth = truth != 0;
	return 1;
}

/* strtod() for the few digits that nearly every number has, without its price. */
static bool
number_from_digits(const char *digits, size_t len, double *out)
{
	bool negative = len > 0 && digits[0] == '-';
	long long value = 0;
	if (len - negative > FAST_DIGITS_MAX)
		return false;
	for (size_t i = negative; i < len; i++) {
		if (digits[i] < '0' || digits[i] > '9')
			return false;
		value = value * 10 + (digits[i] - '0');
	}
	*out = negative ? -(double)value : (double)value;
	return true;
}

static int
on_number(void *context, const char *digits, size_t len)
{
	struct reader *reader = context;
	struct json *value = reader_add(reader, JSON_NUMBER);
	value->text = reader_copy(reader, digits, len);
	value->len = len;
	if (!number_from_digits(digits, len, &value->number))
		value->number = strtod(value->text, NULL);
	if (!isfinite(value->number))
		reader->error = "The JSON holds a number that is out of range.";
	return reader->error == NULL;
}

static int
on_text(void *context, const unsigned char *text, size_t len)
{
	struct reader *reader = context;
	struct json *value = reader_add(reader, JSON_TEXT);
	value->text = reader_copy(reader, text, len);
	value->len = len;
	return 1;
}

static int
on_begin(struct reader *reader, enum json_kind kind)
{
	if (reader->depth == JSON_DEPTH_MAX) {
		reader->error = "The JSON is nested too deeply.";
		return 0;
	}
	struct json *value = reader_add(reader, kind);
	reader->parents[reader->depth++] = value;
	return 1;
}

static int
on_object_begin(void *context)
{
	return on_begin(context, JSON_OBJECT);
}

static int
on_array_begin(void *context)
{
	return on_begin(context, JSON_ARRAY);
}

static int
on_name(void *context, const unsigned char *name, size_t len)
{
	struct reader *reader = context;
	reader->name = reader_copy(reader, name, len);
	reader->name_len = len;
	return 1;
}

static int
compare_names(const void *one, const void *other)
{
	return strcmp(*(const char *const *)one, *(const char *const *)other);
}

/* Names are told apart by their lengths mostly, without looking at the text. */
static bool
is_named(const struct json *member, const char *name, size_t len)
{
	return member->name_len == len && memcmp(member->name, name, len) == 0;
}

static const char *
duplicate_among_few(const struct json *object)
{
	for (const struct json *one = object->first; one != NULL; one = one->next)
		for (const struct json *other = one->next; other != NULL; other = other->next)
			if (is_named(other, one->name, one->name_len))
				return one->name;
	return NULL;
}

/* Sorting keeps a body full of names from costing the square of their number. */
static const char *
duplicate_among_many(struct reader *reader, const struct json *object)
{
	const char **names = arena_array(reader->memory.arena, object->count, sizeof(*names));
	size_t count = 0;
	if (names == NULL)
		longjmp(reader->memory.refused, 1);
	for (const struct json *member = object->first; member != NULL; member = member->next)
		names[count++] = member->name;
	qsort(names, count, sizeof(*names), compare_names);
	for (size_t i = 1; i < count; i++)
		if (strcmp(names[i - 1], names[i]) == 0)
			return names[i];
	return NULL;
}

static int
on_object_end(void *context)
{
	struct reader *reader = context;
	const struct json *object = reader->parents[--reader->depth];
	const char *twice = object->count <= LINEAR_NAMES_MAX
				    ? duplicate_among_few(object)
				    : duplicate_among_many(reader, object);
	if (twice != NULL) {
		reader->error =
			arena_format(reader->memory.arena,
				     "The JSON names \"%.100s\" twice in one object.", twice);
		if (reader->error == NULL)
			longjmp(reader->memory.refused, 1);
	}
	return twice == NULL;
}

static int
on_array_end(void *context)
{
	struct reader *reader = context;
	reader->depth--;
	return 1;
}

static const yajl_callbacks callbacks = {
	.yajl_null = on_null,
	.yajl_boolean = on_bool,
	.yajl_number = on_number,
	.yajl_string = on_text,
	.yajl_start_map = on_object_begin,
	.yajl_map_key = on_name,
	.yajl_end_map = on_object_end,
	.yajl_start_array = on_array_begin,
	.yajl_end_array = on_array_end,
};

/* yajl says "lexical error: invalid char in json text.\n"; the sender reads where, and what. */
static const char *
syntax_error(struct reader *reader, yajl_handle parser, size_t at)
{
	char *why = (char *)yajl_get_error(parser, 0, NULL, 0);
	char *colon = strstr(why, ": ");
	why = colon == NULL ? why : colon + 2;
	why[strcspn(why, "\n")] = '\0';
	size_t len = strlen(why);
	const char *stop = len > 0 && why[len - 1] == '.' ? "" : ".";
	return arena_format(reader->memory.arena, "Malformed JSON at byte %zu: %s%s", at, why,
			    stop);
}

static void
reader_parse(struct reader *reader, const char *text, size_t len)
{
	yajl_alloc_funcs functions = json_memory_functions(&reader->memory);
	yajl_handle parser = yajl_alloc(&callbacks, &functions, reader);
	yajl_config(parser, yajl_dont_validate_strings, 1); /* text_error() did, more strictly */
	yajl_status status = yajl_parse(parser, (const unsigned char *)text, len);
	size_t at = yajl_get_bytes_consumed(parser);
	if (status == yajl_status_ok) {
		status = yajl_complete_parse(parser);
		at = len;
	}
	if (status == yajl_status_error)
		reader->error = syntax_error(reader, parser, at);
}

struct json *
json_read(struct arena *arena, const char *text, size_t len, const char **error)
{
	bool halves = false;
	const char *why = text_error(text, len, &halves);
	if (halves && why == NULL)
		text = halves_replace(arena, text, len);
	if (text == NULL)
		why = "The JSON is too large.";
	struct json *plain = why == NULL ? json_plain_read(arena, text, len) : NULL;
	if (plain != NULL)
		return plain;
	struct reader *reader = arena_alloc(arena, sizeof(*reader));
	if (why == NULL && reader != NULL) {
		reader->memory.arena = arena;
		if (setjmp(reader->memory.refused) == 0)
			reader_parse(reader, text, len);
		why = reader->error;
	}
	if (why == NULL && arena_exhausted(arena))
		why = "The JSON is too large.";
	if (error != NULL && why != NULL)
		*error = why;
	return why == NULL ? reader->root : NULL;
}

const struct json *
json_member(const struct json *value, const char *name)
{
	return json_find(value, name, strlen(name));
}

const struct json *
json_find(const struct json *value, const char *name, size_t len)
{
	if (value == NULL || value->kind != JSON_OBJECT)
		return NULL;
	for (const struct json *member = value->first; member != NULL; member = member->next)
		if (is_named(member, name, len))
			return member;
	return NULL;
}

const char *
json_texts(struct arena *arena, const struct json *value)
{
	if (value != NULL && value->kind == JSON_TEXT)
		return value->text;
	if (value == NULL || value->kind != JSON_ARRAY)
		return NULL;
	const char *texts = NULL;
	for (const struct json *item = value->first; item != NULL; item = item->next) {
		if (item->kind != JSON_TEXT)
			return NULL;
		texts = texts == NULL ? item->text
				      : arena_format(arena, "%s,%s", texts, item->text);
		if (texts == NULL)
			return NULL;
	}
	return texts;
}
