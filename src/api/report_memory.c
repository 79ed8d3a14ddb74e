/*
 * Each cache knows what it has and what of it goes next. What websites take beside (their texts, combinations, who is identified)
 * cannot go while they are known, and counts first.
 * SPDX-License-Identifier: MIT
 */
#include "report_memory.h"

#include "column_cache.h"
#include "digest_cache.h"
#include "known_website.h"
#include "part_cache.h"

#include <limits.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stdbool.h>

enum {
	LEAST_FOR_DIGESTS = 13 << 20,
	/* After so much came or went, the holes that it and the database's answers have left behind go back to the system: while a report
	 * runs, and when one has ended. */
	TRIM_AFTER = 16 << 20,
	TRIM_AT_REST_AFTER = 4 << 20
};

static atomic_size_t limit;
static atomic_size_t moved; /* since that was done last */
static atomic_size_t known; /* that there was last */

void
report_memory_limit(size_t bytes_max)
{
	atomic_store(&limit, bytes_max);
}

bool
report_memory_has_room(void)
{
	return atomic_load(&limit) >= LEAST_FOR_DIGESTS;
}

/* What columns leave. */
static size_t
other_bytes(void)
{
	return digest_cache_bytes() + part_cache_bytes();
}

struct report_memory
report_memory_taken(void)
{
	return (struct report_memory){ .columns = column_cache_bytes(),
				       .digests = digest_cache_bytes(),
				       .parts = part_cache_bytes(),
				       .websites = known_websites_bytes() };
}

static size_t
less(size_t from, size_t bytes)
{
	return from > bytes ? from - bytes : 0;
}

/* Lets go of what of digests and parts was not used for longest. False when all of it is held. */
static bool
drop_oldest(void)
{
	size_t before = other_bytes();
	long long digest = digest_cache_oldest(), part = part_cache_oldest();
	if (digest == LLONG_MAX && part == LLONG_MAX)
		return false;
	if (digest < part)
		digest_cache_drop_oldest();
	else
		part_cache_drop_oldest();
	atomic_fetch_add(&moved, less(before, other_bytes()));
	return true;
}

static void
columns_shrink(size_t bytes_max)
{
	if (column_cache_bytes() > bytes_max)
		atomic_fetch_add(&moved, column_cache_shrink(bytes_max));
}

/* Gives the holes back after so much. */
static void
trim(size_t after)
{
	size_t now = column_cache_bytes() + other_bytes();
	size_t came = less(now, atomic_exchange(&known, now));
	if (atomic_fetch_add(&moved, came) + came <= after)
		return;
	atomic_store(&moved, 0);
	malloc_trim(0);
}

void
report_memory_bound(void)
{
	size_t most = less(atomic_load(&limit), known_websites_bytes()), others = other_bytes();
	size_t left = less(most, others);
	columns_shrink(left > most / 2 ? left : most / 2);
	while (column_cache_bytes() + other_bytes() > most && drop_oldest())
		;
	columns_shrink(less(most, other_bytes()));
	trim(TRIM_AFTER);
}

void
report_memory_rest(void)
{
	trim(TRIM_AT_REST_AFTER);
}
