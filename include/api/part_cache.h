/*
 * Parts of what reports ask for, as they were read or counted once: days of a table, what came with the events of a block or what
 * these add up to. Shared by all threads; what was not used for longest goes first (report_memory.h). One lock guards all of
 * it, inside these functions.
 * SPDX-License-Identifier: MIT
 */
#ifndef PART_CACHE_H
#define PART_CACHE_H

#include <stdbool.h>
#include <stddef.h>

struct part_key {
	const void *of;   /* what it is a part of; compared by its address */
	const char *name; /* which of these; "": there is one */
	int website_id;
	int number;        /* of a block, or the day since 1970 */
	long long history; /* db_history(), or what stands for it */
};

/* What a part begins with. Its key and all else of it goes with it. */
struct held_part {
	struct part_key key;
	long long version;
	size_t bytes;                         /* that it takes */
	void (*free)(struct held_part *part); /* NULL: it is one of part_new() */
	/* The cache's own: */
	struct held_part *older, *newer; /* by when it was last used; only while in the cache */
	struct held_part *next;          /* of the same bucket */
	long long used;                  /* clock_monotonic_us() */
	int holders;
	bool cached;
};

/* A part of so many bytes in all, held by the caller and not in the cache. NULL without memory. */
struct held_part *part_new(const struct part_key *key, long long version, size_t bytes);

/* Holds a part that is in memory in that version; NULL: there is none. */
struct held_part *part_cache_find(const struct part_key *key, long long version);

/* Takes a new part, unless there is a newer one; whoever brings it holds it all the same. */
void part_cache_add(struct held_part *part);

/* A part that is held takes so much by now. */
void part_cache_resize(struct held_part *part, size_t bytes);

/* NULL is allowed. */
void part_cache_release(struct held_part *part);

/* Bytes of all that are in it. */
size_t part_cache_bytes(void);

/* When the one that goes next was last used; LLONG_MAX: all are held. */
long long part_cache_oldest(void);
/* Lets go of it. */
void part_cache_drop_oldest(void);

#endif
