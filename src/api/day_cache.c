/*
 * A list of all days by when they were last used.
 * SPDX-License-Identifier: MIT
 */
#include "day_cache.h"

#include <pthread.h>
#include <string.h>

enum { BYTES_MAX = 32 << 20 /* of days that nobody reads */ };

static struct {
	pthread_mutex_t mutex;
	struct held_day *oldest, *newest;
	size_t bytes;
} cache = { .mutex = PTHREAD_MUTEX_INITIALIZER };

/* ---- under the lock ---- */

static void
list_remove(struct held_day *held)
{
	*(held->older == NULL ? &cache.oldest : &held->older->newer) = held->newer;
	*(held->newer == NULL ? &cache.newest : &held->newer->older) = held->older;
	cache.bytes -= held->bytes;
	held->cached = false;
}

static void
list_add(struct held_day *held)
{
	held->older = cache.newest;
	held->newer = NULL;
	*(cache.newest == NULL ? &cache.oldest : &cache.newest->newer) = held;
	cache.newest = held;
	cache.bytes += held->bytes;
	held->cached = true;
}

static void
day_drop(struct held_day *held)
{
	list_remove(held);
	if (held->holders == 0)
		arena_free(held->arena);
}

static struct held_day *
list_find(const void *table, const char *key, int website_id, int day, long long history)
{
	struct held_day *held = cache.newest;
	while (held != NULL &&
	       (held->day != day || held->website_id != website_id || held->history != history ||
		held->table != table || strcmp(held->key, key) != 0))
		held = held->older;
	return held;
}

/* Lets go of those that were not used for longest, as many as are too many. */
static void
days_limit(void)
{
	struct held_day *held = cache.oldest;
	while (cache.bytes > BYTES_MAX && held != NULL) {
		struct held_day *next = held->newer;
		if (held->holders == 0)
			day_drop(held);
		held = next;
	}
}

/* ---- any thread ---- */

struct held_day *
day_cache_find(const void *table, const char *key, int website_id, int day, long long history,
	       long long version)
{
	pthread_mutex_lock(&cache.mutex);
	struct held_day *held = list_find(table, key, website_id, day, history);
	if (held != NULL && held->version != version)
		held = NULL;
	if (held != NULL) {
		held->holders++;
		list_remove(held);
		list_add(held);
	}
	pthread_mutex_unlock(&cache.mutex);
	return held;
}

void
day_cache_add(struct held_day *held)
{
	pthread_mutex_lock(&cache.mutex);
	held->holders = 1;
	struct held_day *known =
		list_find(held->table, held->key, held->website_id, held->day, held->history);
	bool newest = known == NULL || known->version < held->version;
	if (newest && known != NULL)
		day_drop(known);
	if (newest)
		list_add(held);
	pthread_mutex_unlock(&cache.mutex);
}

void
day_cache_release(struct held_day *const *days, int count)
{
	pthread_mutex_lock(&cache.mutex);
	for (int i = 0; i < count; i++)
		if (--days[i]->holders == 0 && !days[i]->cached)
			arena_free(days[i]->arena);
	days_limit();
	pthread_mutex_unlock(&cache.mutex);
}
