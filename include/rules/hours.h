/*
 * The hours of websites that some spans of time touch, each once: rows of events are found by them. Pure; lives in an arena.
 * SPDX-License-Identifier: MIT
 */
#ifndef HOURS_H
#define HOURS_H

#include "arena.h"
#include "pg_array.h"

#include <stddef.h>

struct website_hour {
	int website_id;
	int hour; /* since 1970 */
};

struct hours {
	struct arena *arena;
	struct website_hour *list; /* in any order, some more than once */
	size_t count;
	size_t size;
};

void hours_start(struct hours *hours, struct arena *arena);
/* From the hour that `from` is in to that of `until`, both in ms since 1970. */
void hours_add(struct hours *hours, int website_id, long long from, long long until);
/* Two arrays of equal length. Without memory the arena is exhausted, and they are not whole. */
void hours_write(struct hours *hours, struct pg_array *websites, struct pg_array *numbers);

#endif
