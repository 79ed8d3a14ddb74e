/*
 * Array literals ('{1,2,NULL}', '{"a","b"}') as text for statements that take whole batches: ECPG
 * cannot pass arrays of varying length. They live in an arena. A failure for lack of memory sticks
 * until pg_array_text(). Source of the format: PostgreSQL's manual, section "Array Input and
 * Output Syntax".
 * SPDX-License-Identifier: MIT
 */
#ifndef PG_ARRAY_H
#define PG_ARRAY_H

#include "arena.h"

#include <stdbool.h>
#include <stddef.h>

struct pg_array {
	struct arena *arena;
	char *text;
	size_t len;
	size_t size;
	size_t count; /* elements */
	bool failed;
};

/* An empty array with room for about `elements` numbers. */
void pg_array_start(struct pg_array *array, struct arena *arena, size_t elements);
void pg_array_integer(struct pg_array *array, long long number);
/* 0 becomes SQL's NULL. */
void pg_array_optional(struct pg_array *array, long long number);
/* `text` is UTF-8 without NUL; NULL becomes SQL's NULL. */
void pg_array_string(struct pg_array *array, const char *text);
/* An element of bytea[]. */
void pg_array_bytes(struct pg_array *array, const unsigned char *bytes, size_t len);
void pg_array_null(struct pg_array *array);

/* The finished literal; NULL when memory did not suffice. Nothing may be added afterwards. */
const char *pg_array_text(struct pg_array *array);

#endif
