/*
 * A struct described once as a table of fields; the table reads query strings and JSON bodies and
 * writes replies.
 * SPDX-License-Identifier: MIT
 */
#ifndef FIELD_H
#define FIELD_H

#include "json.h"
#include "request.h"

#include <stdbool.h>
#include <stddef.h>

enum field_kind {
	FIELD_TEXT,
	FIELD_INTEGER,
	FIELD_BIG_INTEGER,
	FIELD_NUMBER,
	FIELD_BOOL,
	FIELD_POINTER
};

enum {
	FIELD_REQUIRED = 1, /* reading: absence is a problem */
	FIELD_NULLABLE = 2, /* reading: null is allowed and leaves the member as it was; writing: ""
			       and -1 become null */
	FIELD_UUID = 4,     /* reading: must be a UUID; stored in lower case */
	FIELD_TIME_ZONE = 8,    /* reading: must be an IANA zone name */
	FIELD_OMIT = 16,        /* writing: "" leaves the member out */
	FIELD_NUMBER_TEXT = 32, /* reading JSON: a number may also come as text */
};

struct field {
	const char *name; /* in JSON and in query strings */
	size_t name_len;
	enum field_kind kind;
	size_t offset;
	size_t size; /* FIELD_TEXT: bytes of the array, its terminator included */
	unsigned flags;
	double minimum, maximum;  /* numbers: the value; texts: characters; both 0: any that fits */
	const char *const *words; /* texts: the allowed ones, NULL-terminated; NULL: any */
};

#define FIELD_KIND(value) \
	_Generic((value),                                                                          \
		char *: FIELD_TEXT,                                                                \
		const char *: FIELD_POINTER,                                                       \
		int: FIELD_INTEGER,                                                                \
		long long: FIELD_BIG_INTEGER,                                                      \
		double: FIELD_NUMBER,                                                              \
		bool: FIELD_BOOL)

/* FIELD(struct page_row, path), FIELD_AS(struct website_row, created_at, "createdAt", .flags =
 * FIELD_NULLABLE) */
#define FIELD(type, member, ...) FIELD_AS(type, member, #member, __VA_ARGS__)
#define FIELD_AS(type, member, json, ...)                                                     \
	{                                                                                     \
		.name = (json), .name_len = sizeof(json) - 1,                                 \
		.kind = FIELD_KIND(((type *)NULL)->member), .offset = offsetof(type, member), \
		.size = sizeof(((type *)NULL)->member), __VA_ARGS__                           \
	}
#define FIELDS(...)                  \
	{                            \
		__VA_ARGS__,         \
		{                    \
			.name = NULL \
		}                    \
	}

/*
 * Read the fields of `table` (ended by a NULL name) into `record`; absent optional ones stay as
 * they were. Every problem is noted in the request by the field's name, and the answer is false
 * when there was one. Unknown names are passed over. FIELD_POINTER members point into the request's
 * arena. `given`, if not NULL, gets bit i for the table's i-th field that was present (for null
 * too).
 */
bool fields_from_query(struct request *req, const struct field *table, void *record);
bool fields_from_body(struct request *req, const struct field *table, void *record,
		      unsigned long long *given);
/* The same from an object inside a body; `prefix` (like "payload.") stands before names in
 * problems. */
bool fields_from_json(struct request *req, const struct json *object, const char *prefix,
		      const struct field *table, void *record, unsigned long long *given);

/* Writes the members of `record` into the object that is open in `writer`. */
void fields_write(struct json_writer *writer, const struct field *table, const void *record);

#endif
