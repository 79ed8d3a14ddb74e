/*
 * A long ordered list of regular expressions, of which the first that matches is asked for. A pass
 * over the text finds the few that can match at all; only those are tried. The only file that knows
 * PCRE2.
 * SPDX-License-Identifier: MIT
 */
#ifndef PATTERNS_H
#define PATTERNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PATTERNS_MAX       2048
#define PATTERN_GROUPS_MAX 3 /* the groups of a match that can be asked for */

struct arena;
struct patterns;

/* An empty list; all but machine code is taken from the arena. NULL without memory. */
struct patterns *patterns_new(struct arena *arena);

/* Adds an expression at the end. False, with a reason in `error`, when it cannot be compiled. */
bool patterns_add(struct patterns *patterns, const char *regex, bool ignore_case, char *error,
		  size_t error_size);

/* How many there are: the index of the next one. */
size_t patterns_count(const struct patterns *patterns);

/* To be called once after the last patterns_add(). Read-only afterwards, shared by all threads. */
bool patterns_compile(struct patterns *patterns);

/*
 * Compiles those expressions to machine code that a text like this one causes to be tried; where
 * the system forbids that, they stay as they are. After patterns_compile(), before other threads.
 */
void patterns_hasten(struct patterns *patterns, const char *text);

/* Frees what is not in the arena. NULL is allowed. */
void patterns_free(struct patterns *patterns);

/* A text that is being classified. Lives on the stack. */
struct patterns_text {
	const struct patterns *patterns;
	const char *text;
	size_t len;
	uint64_t candidates[PATTERNS_MAX / 64];
};

/* The part of the text that a group matched; start NULL when the group took no part. */
struct pattern_group {
	const char *start;
	size_t len;
};

/* Finds the candidates. `text` must outlive `out`. */
void patterns_text_set(const struct patterns *patterns, const char *text, size_t len,
		       struct patterns_text *out);

/*
 * The index of the first expression from `first` up to but without `end` that matches; -1 when none
 * does. `groups` may be NULL. Takes 200 kB of stack.
 */
int patterns_first(const struct patterns_text *text, size_t first, size_t end,
		   struct pattern_group groups[PATTERN_GROUPS_MAX]);

#endif
