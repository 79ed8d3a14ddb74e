/*
 * JSON on top of yajl: its events become a tree in the arena, its generator writes into the arena.
 * What yajl lets through (text that is no UTF-8, lone surrogates, NUL, duplicate names, endless
 * nesting, 1e999) is refused here. SPDX-License-Identifier: MIT
 */
#include "json.h"

#include <assert.h>
#include <math.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yajl/yajl_gen.h>
#include <yajl/yajl_parse.h>

#include "text.h"

enum {
	LINEAR_NAMES_MAX = 16, /* objects with more members sort their names to find duplicates */
	FAST_DIGITS_MAX = 15,  /* integers of so many digits are exact as double and as long long */
	CHUNK_SIZE =
		1024, /* the writer's first chunk; each next one doubles up to CHUNK_SIZE_MAX */
	CHUNK_SIZE_MAX = 64 * 1024
};

/*
 * yajl's own memory comes from the arena. yajl does not check what its allocator returns, so that
 * the only way to refuse is to leave it altogether: nothing it holds needs releasing.
 */
struct allocator {
	struct arena *arena;
	jmp_buf refused;
};

/* realloc() must know how much to copy. */
struct allocation {
	size_t size;
	max_align_t bytes[];
};

struct reader {
	struct allocator allocator;
	struct json *root;
	struct json *parents[JSON_DEPTH_MAX]; /* the containers that are open, outermost first */
	struct json *last[JSON_DEPTH_MAX];    /* the newest child of each */
	size_t depth;
	const char *name;  /* of the member that comes next */
	const char *error; /* why a callback stopped the parser */
};

struct chunk {
	struct chunk *next;
	size_t size;
	size_t used;
	char bytes[];
};

struct json_writer {
	struct allocator allocator;
	yajl_gen generator;
	struct chunk *first, *last;
	size_t len;
	char closers[JSON_DEPTH_MAX]; /* '}' or ']' for each container that is open */
	size_t depth;
	bool named; /* a name was written and waits for its value */
	bool failed;
	char *text; /* once finished */
};

static void *
allocator_take(void *context, size_t size)
{
	struct allocator *allocator = context;
	struct allocation *allocation = arena_alloc(allocator->arena, sizeof(*allocation) + size);
	if (allocation == NULL)
		longjmp(allocator->refused, 1);
	allocation->size = size;
	return allocation->bytes;
}

static void *
allocator_resize(void *context, void *old, size_t size)
{
	void *bytes = allocator_take(context, size);
	if (old != NULL) {
		const struct allocation *allocation =
			(const void *)((const char *)old - offsetof(struct allocation, bytes));
		memcpy(bytes, old, allocation->size < size ? allocation->size : size);
	}
	return bytes;
}

static void
allocator_give_back(void *context, void *old)
{
	(void)context, (void)old; /* the arena frees everything at once */
}

static yajl_alloc_funcs
allocator_functions(struct allocator *allocator)
{
	return (yajl_alloc_funcs){ allocator_take, allocator_resize, allocator_give_back,
				   allocator };
}

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

/* What is wrong with the escape whose backslash stands at `at`, if it is one that yajl would let
 * through. */
static const char *
escape_error(const char *at, const char *end, size_t *len)
{
	*len = 2;
	if (end - at < 2 || at[1] != 'u')
		return NULL;
	int unit = hex4(at + 2, end);
	*len = unit < 0 ? 2 : 6;
	if (unit == 0)
		return "The JSON holds \\u0000, which no text may contain.";
	if (unit >= 0xDC00 && unit <= 0xDFFF)
		return "The JSON holds half of a surrogate pair.";
	if (unit < 0xD800 || unit > 0xDBFF)
		return NULL;
	*len = 12;
	int low = end - at >= 12 && at[6] == '\\' && at[7] == 'u' ? hex4(at + 8, end) : -1;
	return low >= 0xDC00 && low <= 0xDFFF ? NULL : "The JSON holds half of a surrogate pair.";
}

/* Backslashes stand in strings only: elsewhere yajl refuses them, whatever this finds. */
static const char *
text_error(const char *text, size_t len)
{
	if (!text_is_storable(text, len))
		return "The JSON is not UTF-8 text.";
	const char *end = text + len;
	const char *at = text;
	while ((at = memchr(at, '\\', (size_t)(end - at))) != NULL) {
		size_t escape_len;
		const char *error = escape_error(at, end, &escape_len);
		if (error != NULL)
			return error;
		at = (size_t)(end - at) < escape_len ? end : at + escape_len;
	}
	return NULL;
}

/* A value that is linked to its parent; longjmps when the arena is full, as all of yajl's callers.
 */
static struct json *
reader_add(struct reader *reader, enum json_kind kind)
{
	struct json *value = arena_alloc(reader->allocator.arena, sizeof(*value));
	if (value == NULL)
		longjmp(reader->allocator.refused, 1);
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
	value->name = parent->kind == JSON_OBJECT ? reader->name : NULL;
	return value;
}

static char *
reader_copy(struct reader *reader, const void *bytes, size_t len)
{
	char *copy = arena_copy_bytes(reader->allocator.arena, bytes, len);
	if (copy == NULL)
		longjmp(reader->allocator.refused, 1);
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
	return 1;
}

static int
compare_names(const void *one, const void *other)
{
	return strcmp(*(const char *const *)one, *(const char *const *)other);
}

static const char *
duplicate_among_few(const struct json *object)
{
	for (const struct json *one = object->first; one != NULL; one = one->next)
		for (const struct json *other = one->next; other != NULL; other = other->next)
			if (one->name[0] == other->name[0] && strcmp(one->name, other->name) == 0)
				return one->name;
	return NULL;
}

/* Sorting keeps a body full of names from costing the square of their number. */
static const char *
duplicate_among_many(struct reader *reader, const struct json *object)
{
	const char **names = arena_array(reader->allocator.arena, object->count, sizeof(*names));
	size_t count = 0;
	if (names == NULL)
		longjmp(reader->allocator.refused, 1);
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
			arena_format(reader->allocator.arena,
				     "The JSON names \"%.100s\" twice in one object.", twice);
		if (reader->error == NULL)
			longjmp(reader->allocator.refused, 1);
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
	return arena_format(reader->allocator.arena, "Malformed JSON at byte %zu: %s%s", at, why,
			    stop);
}

static void
reader_parse(struct reader *reader, const char *text, size_t len)
{
	yajl_alloc_funcs functions = allocator_functions(&reader->allocator);
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
	struct reader *reader = arena_alloc(arena, sizeof(*reader));
	const char *why = text_error(text, len);
	if (why == NULL && reader != NULL) {
		reader->allocator.arena = arena;
		if (setjmp(reader->allocator.refused) == 0)
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
	if (value == NULL || value->kind != JSON_OBJECT)
		return NULL;
	for (const struct json *member = value->first; member != NULL; member = member->next)
		if (strcmp(member->name, name) == 0)
			return member;
	return NULL;
}

/* A chunk with room for `len` bytes at least; NULL when the arena is full. */
static struct chunk *
writer_grow(struct json_writer *writer, size_t len)
{
	size_t size = writer->last == NULL ? CHUNK_SIZE : writer->last->size * 2;
	if (size > CHUNK_SIZE_MAX)
		size = CHUNK_SIZE_MAX;
	if (size < len)
		size = len;
	struct chunk *chunk = arena_alloc(writer->allocator.arena, sizeof(*chunk) + size);
	if (chunk == NULL)
		return NULL;
	chunk->size = size;
	if (writer->last == NULL)
		writer->first = chunk;
	else
		writer->last->next = chunk;
	writer->last = chunk;
	return chunk;
}

/* yajl's print callback. */
static void
writer_print(void *context, const char *text, size_t len)
{
	struct json_writer *writer = context;
	struct chunk *chunk = writer->last;
	if (chunk == NULL || len > chunk->size - chunk->used)
		chunk = writer->failed ? NULL : writer_grow(writer, len);
	if (chunk == NULL) {
		writer->failed = true;
		return;
	}
	memcpy(chunk->bytes + chunk->used, text, len);
	chunk->used += len;
	writer->len += len;
}

static void
writer_check(struct json_writer *writer, yajl_gen_status status)
{
	if (status != yajl_gen_status_ok)
		writer->failed = true;
	writer->named = false;
}

/* A writer that can only fail, for an arena that cannot hold one. */
static struct json_writer *
writer_without_memory(void)
{
	static struct json_writer exhausted = { .failed = true };
	return &exhausted;
}

struct json_writer *
json_writer_new(struct arena *arena)
{
	struct json_writer *writer = arena_alloc(arena, sizeof(*writer));
	if (writer == NULL)
		return writer_without_memory();
	writer->allocator.arena = arena;
	if (setjmp(writer->allocator.refused) != 0)
		return writer_without_memory();
	yajl_alloc_funcs functions = allocator_functions(&writer->allocator);
	writer->generator = yajl_gen_alloc(&functions);
	yajl_gen_config(writer->generator, yajl_gen_print_callback, writer_print, writer);
	return writer;
}

static void
writer_begin(struct json_writer *writer, char closer)
{
	if (writer->failed)
		return;
	if (writer->depth == JSON_DEPTH_MAX) {
		writer->failed = true;
		return;
	}
	writer->closers[writer->depth++] = closer;
	writer_check(writer, closer == '}' ? yajl_gen_map_open(writer->generator)
					   : yajl_gen_array_open(writer->generator));
}

/* yajl would close an array as an object, and an object behind a name without a value. */
static void
writer_end(struct json_writer *writer, char closer)
{
	if (writer->failed)
		return;
	if (writer->depth == 0 || writer->closers[writer->depth - 1] != closer || writer->named) {
		writer->failed = true;
		return;
	}
	writer->depth--;
	writer_check(writer, closer == '}' ? yajl_gen_map_close(writer->generator)
					   : yajl_gen_array_close(writer->generator));
}

void
json_object_begin(struct json_writer *writer)
{
	writer_begin(writer, '}');
}

void
json_object_end(struct json_writer *writer)
{
	writer_end(writer, '}');
}

void
json_array_begin(struct json_writer *writer)
{
	writer_begin(writer, ']');
}

void
json_array_end(struct json_writer *writer)
{
	writer_end(writer, ']');
}

void
json_name(struct json_writer *writer, const char *name)
{
	if (writer->failed)
		return;
	if (writer->depth == 0 || writer->closers[writer->depth - 1] != '}' || writer->named) {
		writer->failed = true;
		return;
	}
	json_text(writer, name);
	writer->named = true;
}

/* Bytes that are no UTF-8 each become U+FFFD, so that what leaves is always valid JSON. */
static char *
text_repaired(struct arena *arena, const char *text, size_t len)
{
	static const char replacement[] = "\xEF\xBF\xBD";
	char *repaired = arena_array(arena, len + 1, sizeof(replacement) - 1);
	char *to = repaired;
	for (size_t i = 0; repaired != NULL && i < len;) {
		size_t character = 1;
		while (character <= 4 && character <= len - i && !text_is_utf8(text + i, character))
			character++;
		bool valid = character <= 4 && character <= len - i;
		memcpy(to, valid ? text + i : replacement,
		       valid ? character : sizeof(replacement) - 1);
		to += valid ? character : sizeof(replacement) - 1;
		i += valid ? character : 1;
	}
	return repaired;
}

void
json_text(struct json_writer *writer, const char *text)
{
	if (writer->failed)
		return;
	if (text == NULL) {
		json_null(writer);
		return;
	}
	size_t len = strlen(text);
	if (!text_is_utf8(text, len)) {
		text = text_repaired(writer->allocator.arena, text, len);
		if (text == NULL) {
			writer->failed = true;
			return;
		}
		len = strlen(text);
	}
	writer_check(writer, yajl_gen_string(writer->generator, (const unsigned char *)text, len));
}

void
json_integer(struct json_writer *writer, long long number)
{
	if (!writer->failed)
		writer_check(writer, yajl_gen_integer(writer->generator, number));
}

/* The shortest of the forms that read back as the same double. */
void
json_number(struct json_writer *writer, double number)
{
	char digits[32];
	if (!isfinite(number)) {
		json_null(writer);
		return;
	}
	for (int precision = 15; precision <= 17; precision++) {
		snprintf(digits, sizeof(digits), "%.*g", precision, number);
		if (strtod(digits, NULL) == number)
			break;
	}
	json_document(writer, digits);
}

void
json_bool(struct json_writer *writer, bool truth)
{
	if (!writer->failed)
		writer_check(writer, yajl_gen_bool(writer->generator, truth));
}

void
json_null(struct json_writer *writer)
{
	if (!writer->failed)
		writer_check(writer, yajl_gen_null(writer->generator));
}

static void
write_children(struct json_writer *writer, const struct json *parent)
{
	for (const struct json *child = parent->first; child != NULL; child = child->next) {
		if (child->name != NULL)
			json_name(writer, child->name);
		json_value(writer, child);
	}
}

void
json_value(struct json_writer *writer, const struct json *value)
{
	switch (value == NULL ? JSON_NULL : value->kind) {
	case JSON_NULL:
		json_null(writer);
		break;
	case JSON_BOOL:
		json_bool(writer, value->truth);
		break;
	case JSON_NUMBER:
		json_document(writer, value->text);
		break;
	case JSON_TEXT:
		json_text(writer, value->text);
		break;
	case JSON_ARRAY:
		json_array_begin(writer);
		write_children(writer, value);
		json_array_end(writer);
		break;
	case JSON_OBJECT:
		json_object_begin(writer);
		write_children(writer, value);
		json_object_end(writer);
		break;
	}
}

/* yajl writes a "number" as it stands: its way to put in text that is JSON already. */
void
json_document(struct json_writer *writer, const char *document)
{
	if (!writer->failed)
		writer_check(writer,
			     yajl_gen_number(writer->generator, document, strlen(document)));
}

static char *
writer_join(struct json_writer *writer)
{
	char *text = arena_alloc(writer->allocator.arena, writer->len + 1);
	size_t at = 0;
	for (const struct chunk *chunk = writer->first; text != NULL && chunk != NULL;
	     chunk = chunk->next) {
		memcpy(text + at, chunk->bytes, chunk->used);
		at += chunk->used;
	}
	return text;
}

const char *
json_written(struct json_writer *writer, size_t *len)
{
	if (writer->failed || writer->depth > 0 || writer->len == 0)
		return NULL;
	if (writer->text == NULL)
		writer->text = writer_join(writer);
	if (len != NULL)
		*len = writer->len;
	return writer->text;
}
