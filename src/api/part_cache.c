/*
 * A table of buckets to find parts by, and a list of all of them by when they were last let go of.
 * SPDX-License-Identifier: MIT
 */
#include "part_cache.h"

#include "clock.h"

#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BUCKET_BITS = 12 };

static struct {
	pthread_mutex_t mutex;
	struct held_part *buckets[1 << BUCKET_BITS];
	struct held_part *oldest, *newest;
	size_t bytes;
} cache = { .mutex = PTHREAD_MUTEX_INITIALIZER };

/* ---- under the lock ---- */

/* Fibonacci hashing (Knuth, The Art of Computer Programming, volume 3, section 6.4). */
static struct held_part **
bucket_of(const struct part_key *key)
{
	uint64_t sum = (uint64_t)(uintptr_t)key->of ^ (uint64_t)key->history << 40 ^
		       (uint64_t)(unsigned)key->website_id << 32 ^ (unsigned)key->number;
	return &cache.buckets[sum * 0x9e3779b97f4a7c15u >> (64 - BUCKET_BITS)];
}

static bool
same_key(const struct part_key *a, const struct part_key *b)
{
	return a->number == b->number && a->website_id == b->website_id && a->of == b->of &&
	       a->history == b->history && strcmp(a->name, b->name) == 0;
}

static struct held_part *
find(const struct part_key *key)
{
	struct held_part *part = *bucket_of(key);
	while (part != NULL && !same_key(&part->key, key))
		part = part->next;
	return part;
}

static void
list_remove(struct held_part *part)
{
	*(part->older == NULL ? &cache.oldest : &part->older->newer) = part->newer;
	*(part->newer == NULL ? &cache.newest : &part->newer->older) = part->older;
}

static void
list_add(struct held_part *part)
{
	part->older = cache.newest;
	part->newer = NULL;
	*(cache.newest == NULL ? &cache.oldest : &cache.newest->newer) = part;
	cache.newest = part;
	part->used = clock_monotonic_us();
}

static void
part_free(struct held_part *part)
{
	if (part->free != NULL)
		part->free(part);
	else
		free(part);
}

static void
drop(struct held_part *part)
{
	struct held_part **at = bucket_of(&part->key);
	while (*at != part)
		at = &(*at)->next;
	*at = part->next;
	list_remove(part);
	cache.bytes -= part->bytes;
	part->cached = false;
	if (part->holders == 0)
		part_free(part);
}

static struct held_part *
oldest_not_held(void)
{
	struct held_part *part = cache.oldest;
	while (part != NULL && part->holders > 0)
		part = part->newer;
	return part;
}

/* ---- any thread ---- */

struct held_part *
part_new(const struct part_key *key, long long version, size_t bytes)
{
	struct held_part *part = malloc(bytes);
	if (part != NULL)
		*part = (struct held_part){
			.key = *key, .version = version, .bytes = bytes, .holders = 1
		};
	return part;
}

struct held_part *
part_cache_find(const struct part_key *key, long long version)
{
	pthread_mutex_lock(&cache.mutex);
	struct held_part *part = find(key);
	if (part != NULL && part->version != version)
		part = NULL;
	if (part != NULL)
		part->holders++;
	pthread_mutex_unlock(&cache.mutex);
	return part;
}

void
part_cache_add(struct held_part *part)
{
	pthread_mutex_lock(&cache.mutex);
	part->holders = 1;
	struct held_part *known = find(&part->key);
	bool newest = known == NULL || known->version < part->version;
	if (newest && known != NULL)
		drop(known);
	if (newest) {
		struct held_part **bucket = bucket_of(&part->key);
		part->next = *bucket;
		*bucket = part;
		list_add(part);
		cache.bytes += part->bytes;
		part->cached = true;
	}
	pthread_mutex_unlock(&cache.mutex);
}

void
part_cache_resize(struct held_part *part, size_t bytes)
{
	pthread_mutex_lock(&cache.mutex);
	if (part->cached)
		cache.bytes += bytes - part->bytes;
	part->bytes = bytes;
	pthread_mutex_unlock(&cache.mutex);
}

void
part_cache_release(struct held_part *part)
{
	if (part == NULL)
		return;
	pthread_mutex_lock(&cache.mutex);
	part->holders--;
	if (part->cached) {
		list_remove(part);
		list_add(part);
	} else if (part->holders == 0) {
		part_free(part);
	}
	pthread_mutex_unlock(&cache.mutex);
}

size_t
part_cache_bytes(void)
{
	pthread_mutex_lock(&cache.mutex);
	size_t bytes = cache.bytes;
	pthread_mutex_unlock(&cache.mutex);
	return bytes;
}

long long
part_cache_oldest(void)
{
	pthread_mutex_lock(&cache.mutex);
	struct held_part *part = oldest_not_held();
	long long used = part == NULL ? LLONG_MAX : part->used;
	pthread_mutex_unlock(&cache.mutex);
	return used;
}

void
part_cache_drop_oldest(void)
{
	pthread_mutex_lock(&cache.mutex);
	struct held_part *part = oldest_not_held();
	if (part != NULL)
		drop(part);
	pthread_mutex_unlock(&cache.mutex);
}
