/*
 * Days (UTC) of a table's rows in memory, shared by all threads and bounded: what nobody holds and was not used for longest goes
 * first. One lock guards all of it, inside these functions.
 * SPDX-License-Identifier: MIT
 */
#ifndef DAY_CACHE_H
#define DAY_CACHE_H

#include "arena.h"
#include "column.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Ids of combinations: each row has a place among them. */
struct day_ids {
	struct column places;
	const uint32_t *ids;
	uint32_t count;
};

/* Rows of a day, in the order of their visits: what all tables have of them. Everything lives in its arena. */
struct held_day {
	int day;              /* since 1970 */
	uint32_t count;       /* of rows */
	struct column visits; /* visit_ids; 0: none was under way */
	struct column times;  /* milliseconds of the day */
	struct day_ids pages;
	struct arena *arena;
	size_t bytes;
	/* Which it is: */
	const void *table; /* compared by its address */
	const char *key;   /* which of the table's rows; "": all */
	int website_id;
	long long history; /* db_history() */
	long long version;
	/* The cache's own: */
	struct held_day *older, *newer; /* by when it was last used; only while in the cache */
	int holders;
	bool cached;
};

/* Holds a day that is in memory as of that version; NULL: there is none. */
struct held_day *day_cache_find(const void *table, const char *key, int website_id, int day,
				long long history, long long version);

/* Takes a day that was just read, unless there is a newer one; its reader holds it all the same. */
void day_cache_add(struct held_day *held);

void day_cache_release(struct held_day *const *days, int count);

#endif
