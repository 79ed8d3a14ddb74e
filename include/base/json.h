/*
 * JSON in and out. Reading is strict: UTF-8, no NUL, no duplicate names, bounded nesting. An escaped half of a surrogate pair is read
 * as U+FFFD.
 * SPDX-License-Identifier: MIT
 */
#ifndef JSON_H
#define JSON_H

#include "arena.h"

#include <stdbool.h>
#include <stddef.h>

enum json_kind { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_TEXT, JSON_ARRAY, JSON_OBJECT };

enum { JSON_DEPTH_MAX = 32 };

/* A value in a tree; everything lives in the arena it was read into. */
struct json {
	enum json_kind kind;
	bool truth;       /* JSON_BOOL */
	double number;    /* JSON_NUMBER: nearest double; always finite */
	const char *name; /* inside an object: the member's name */
	size_t name_len;
	const char *text;   /* JSON_TEXT: the text; JSON_NUMBER: its digits as sent */
	size_t len;         /* bytes of `text` */
	size_t count;       /* JSON_ARRAY, JSON_OBJECT: children */
	struct json *first; /* children in the order they were sent */
	struct json *next;  /* next child of the same parent */
};

/*
 * Reads one whole document. On failure NULL, and *error (if not NULL) becomes a sentence for the
 * sender that lives in the arena or is static.
 */
struct json *json_read(struct arena *arena, const char *text, size_t len, const char **error);

/* The member `name` of an object; NULL when `value` is no object or has none. */
const struct json *json_member(const struct json *value, const char *name);
/* The same for a name of known length. */
const struct json *json_find(const struct json *value, const char *name, size_t len);

/* A text, or the texts of a list with commas between them. NULL: it is neither, or an empty list. */
const char *json_texts(struct arena *arena, const struct json *value);

/* Writes one document into the arena. A failure (memory, depth) sticks: check json_written() only.
 */
struct json_writer;

/* Never NULL: without memory, a writer that has failed already. */
struct json_writer *json_writer_new(struct arena *arena);
void json_object_begin(struct json_writer *writer);
void json_object_end(struct json_writer *writer);
void json_array_begin(struct json_writer *writer);
void json_array_end(struct json_writer *writer);
void json_name(struct json_writer *writer, const char *name);
void json_text(struct json_writer *writer, const char *text); /* NULL writes null */
void json_integer(struct json_writer *writer, long long number);
void json_number(struct json_writer *writer, double number); /* not finite: writes null */
void json_bool(struct json_writer *writer, bool truth);
void json_null(struct json_writer *writer);
/* Puts a value that was read, or a document that is known to be valid JSON, into this one. */
void json_value(struct json_writer *writer, const struct json *value);
void json_document(struct json_writer *writer, const char *document);

/* Ends a document with a line feed, so that another one can follow: NDJSON. */
void json_line_end(struct json_writer *writer);

/* Bytes written so far. */
size_t json_written_len(const struct json_writer *writer);

/* The finished text, NUL-terminated, in the arena, and its length; NULL when anything failed. */
const char *json_written(struct json_writer *writer, size_t *len);

#endif
