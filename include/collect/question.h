/*
 * A question for numbers: keys of one kind that are not remembered. Two prepared statements answer it: one inserts what is
 * missing, the other, which sees what anybody has inserted meanwhile, reads the numbers.
 * SPDX-License-Identifier: MIT
 */
#ifndef QUESTION_H
#define QUESTION_H

#include "arena.h"
#include "db.h"
#include "dictionary.h"
#include "outcome.h"
#include "pg_array.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	QUESTION_KEYS_MAX = 1024,
	QUESTION_PARTS_MAX = 11, /* columns of the widest combination */
	QUESTION_STATEMENTS = 2
};

/* A key whose number is wanted. */
struct wanted {
	int kind;
	int website_id;
	const void *key;
	size_t len;
};

struct question {
	struct wanted wanted[QUESTION_KEYS_MAX];
	int numbers[QUESTION_KEYS_MAX]; /* the answer; 0: none yet */
	int count;
	struct pg_array websites;
	struct pg_array parts[QUESTION_PARTS_MAX];
	int part_count;
};

/* NULL without memory. */
struct question *question_new(struct arena *arena, int part_count);

/* Notes a key, which must stay; the caller adds its parts. False: there is no room left. A key may be noted twice. */
bool question_add(struct question *question, const struct wanted *wanted);

/* Makes the two statements. BUSY without memory. */
enum outcome question_ask(struct question *question, struct arena *arena, const char *insert,
			  const char *read, struct db_statement statements[QUESTION_STATEMENTS]);

/* Once they have run: remembers the numbers. */
void question_answered(const struct question *question, struct dictionary *dictionary);

#endif
