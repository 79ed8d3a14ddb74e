/*
 * Digests in memory, shared by all threads: the one that was not used for longest goes first (report_memory.h says when). One lock guards all of
 * it, inside these functions.
 * SPDX-License-Identifier: MIT
 */
#ifndef DIGEST_CACHE_H
#define DIGEST_CACHE_H

#include "digest.h"

#include <stdbool.h>
#include <stddef.h>

/* A block of a digest, as it was written once. */
struct digest_block {
	int block_number;
	long long version; /* -1: visits of it were left out */
};

struct held_digest {
	struct held_digest *next;
	int holders;
	long long used;    /* clock_monotonic_us() */
	const void *owner; /* whose slots the digest's groups are */
	struct digest *digest;
	struct digest_block *blocks; /* of all chunks, in order */
	int block_count;
	int chunk;               /* blocks of each chunk but the last one */
	long long made_at, took; /* in microseconds of clock_monotonic_us() */
};

size_t digest_cache_bytes(void);

/* When the one that goes next was last used; LLONG_MAX: all are held. */
long long digest_cache_oldest(void);
/* Lets go of it. */
void digest_cache_drop_oldest(void);

/* Holds the owner's digest of that key; NULL: there is none. */
struct held_digest *digest_cache_take(const void *owner, const struct digest_key *key);
/* Takes a malloc'ed one, which takes the place of its forerunner, and holds it. */
void digest_cache_add(struct held_digest *held);
/* NULL is allowed. */
void digest_cache_release(struct held_digest *held);

/* Lets go of all that an owner has, who is about to go. */
void digest_cache_forget(const void *owner);

#endif
