/*
 * Writing JSON: yajl's generator prints into chunks in the arena, which are joined at the end.
 * SPDX-License-Identifier: MIT
 */
#include "json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yajl/yajl_gen.h>

#include "json_memory.h"
#include "text.h"

/* The first chunk; each next one is twice as big, up to a limit. */
enum { CHUNK_SIZE = 1024, CHUNK_SIZE_MAX = 64 * 1024 };

enum { PLAIN_MAX = 512 }; /* bytes of a text that is put in quotes here */

struct chunk {
	struct chunk *next;
	size_t size;
	size_t used;
	char bytes[];
};

struct json_writer {
	struct json_memory memory;
	yajl_gen generator;
	struct chunk *first, *last;
	size_t len;
	char closers[JSON_DEPTH_MAX]; /* '}' or ']' for each container that is open */
	size_t depth;
	bool named; /* a name was written and waits for its value */
	bool failed;
	char *text; /* once finished */
};

/* A chunk with room for `len` bytes at least; NULL when the arena is full. */
static struct chunk *
writer_grow(struct json_writer *writer, size_t len)
{
	size_t size = writer->last == NULL ? CHUNK_SIZE : writer->last->size * 2;
	if (size > CHUNK_SIZE_MAX)
		size = CHUNK_SIZE_MAX;
	if (size < len)
		size = len;
	struct chunk *chunk = arena_alloc_bytes(writer->memory.arena, sizeof(*chunk) + size);
	if (chunk == NULL)
		return NULL;
	*chunk = (struct chunk){ .size = size };
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
	writer->memory.arena = arena;
	if (setjmp(writer->memory.refused) != 0)
		return writer_without_memory();
	yajl_alloc_funcs functions = json_memory_functions(&writer->memory);
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

/* Any text, a name too. */
static void
write_text(struct json_writer *writer, const char *text, size_t len)
{
	if (!text_is_utf8(text, len)) {
		text = text_repaired(writer->memory.arena, text, len);
		if (text == NULL) {
			writer->failed = true;
			return;
		}
		len = strlen(text);
	}
	writer_check(writer, yajl_gen_string(writer->generator, (const unsigned char *)text, len));
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
	write_text(writer, name, strlen(name));
	writer->named = true;
}

/* ASCII that nothing has to be escaped in. Without a way out in the middle, compilers look at sixteen bytes at a time. */
static bool
is_plain(const char *text, size_t len)
{
	unsigned char special = 0;
	for (size_t i = 0; i < len; i++) {
		signed char c = (signed char)text[i]; /* negative beyond ASCII */
		special |= (unsigned char)((c < ' ') | (c == '"') | (c == '\\') | (c == 0x7F));
	}
	return special == 0;
}

/* yajl writes a "number" as it stands: a value is put in with its quotes, in a third of the time. */
static void
write_plain(struct json_writer *writer, const char *text, size_t len)
{
	char quoted[PLAIN_MAX + 2];
	quoted[0] = quoted[len + 1] = '"';
	memcpy(quoted + 1, text, len);
	writer_check(writer, yajl_gen_number(writer->generator, quoted, len + 2));
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
	if (len <= PLAIN_MAX && is_plain(text, len))
		write_plain(writer, text, len);
	else
		write_text(writer, text, len);
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

/* As write_plain(): it is JSON already. */
void
json_document(struct json_writer *writer, const char *document)
{
	if (!writer->failed)
		writer_check(writer,
			     yajl_gen_number(writer->generator, document, strlen(document)));
}

void
json_line_end(struct json_writer *writer)
{
	if (writer->failed || writer->depth > 0) {
		writer->failed = true;
		return;
	}
	yajl_gen_reset(writer->generator, NULL);
	writer_print(writer, "\n", 1);
}

size_t
json_written_len(const struct json_writer *writer)
{
	return writer->len;
}

static char *
writer_join(struct json_writer *writer)
{
	char *text = arena_alloc_bytes(writer->memory.arena, writer->len + 1);
	size_t at = 0;
	for (const struct chunk *chunk = writer->first; text != NULL && chunk != NULL;
	     chunk = chunk->next) {
		memcpy(text + at, chunk->bytes, chunk->used);
		at += chunk->used;
	}
	if (text != NULL)
		text[at] = '\0';
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
