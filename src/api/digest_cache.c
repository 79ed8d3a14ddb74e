/*
 * A list. There are a few dozen of them at most.
 * SPDX-License-Identifier: MIT
 */
#include "digest_cache.h"

#include "clock.h"

#include <limits.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

static struct {
	pthread_mutex_t mutex;
	size_t bytes;
	struct held_digest *first;
} cache = { .mutex = PTHREAD_MUTEX_INITIALIZER };

size_t
digest_cache_bytes(void)
{
	pthread_mutex_lock(&cache.mutex);
	size_t bytes = cache.bytes;
	pthread_mutex_unlock(&cache.mutex);
	return bytes;
}

/* ---- under the lock ---- */

static size_t
held_bytes(const struct held_digest *held)
{
	return sizeof(*held) + digest_bytes(held->digest) +
	       (size_t)held->block_count * sizeof(*held->blocks);
}

static void
release(struct held_digest *held)
{
	if (--held->holders > 0)
		return;
	digest_free(held->digest);
	free(held->blocks);
	free(held);
}

static void
drop(struct held_digest *held)
{
	struct held_digest **at = &cache.first;
	while (*at != held)
		at = &(*at)->next;
	*at = held->next;
	cache.bytes -= held_bytes(held);
	release(held);
}

static struct held_digest *
find(const void *owner, const struct digest_key *key)
{
	struct held_digest *held = cache.first;
	while (held != NULL &&
	       (held->owner != owner || !digest_key_equals(&held->digest->key, key)))
		held = held->next;
	return held;
}

/* Of those that only the list holds; NULL: none. */
static struct held_digest *
oldest_not_held(void)
{
	struct held_digest *oldest = NULL;
	for (struct held_digest *held = cache.first; held != NULL; held = held->next)
		if (held->holders == 1 && (oldest == NULL || held->used < oldest->used))
			oldest = held;
	return oldest;
}

/* ---- the cache ---- */

struct held_digest *
digest_cache_take(const void *owner, const struct digest_key *key)
{
	pthread_mutex_lock(&cache.mutex);
	struct held_digest *held = find(owner, key);
	if (held != NULL) {
		held->holders++;
		held->used = clock_monotonic_us();
	}
	pthread_mutex_unlock(&cache.mutex);
	return held;
}

void
digest_cache_add(struct held_digest *held)
{
	pthread_mutex_lock(&cache.mutex);
	struct held_digest *before = find(held->owner, &held->digest->key);
	if (before != NULL)
		drop(before);
	held->holders = 2; /* the caller and the list */
	held->used = clock_monotonic_us();
	held->next = cache.first;
	cache.first = held;
	cache.bytes += held_bytes(held);
	pthread_mutex_unlock(&cache.mutex);
}

void
digest_cache_release(struct held_digest *held)
{
	if (held == NULL)
		return;
	pthread_mutex_lock(&cache.mutex);
	release(held);
	pthread_mutex_unlock(&cache.mutex);
}

long long
digest_cache_oldest(void)
{
	pthread_mutex_lock(&cache.mutex);
	const struct held_digest *held = oldest_not_held();
	long long used = held == NULL ? LLONG_MAX : held->used;
	pthread_mutex_unlock(&cache.mutex);
	return used;
}

void
digest_cache_drop_oldest(void)
{
	pthread_mutex_lock(&cache.mutex);
	struct held_digest *held = oldest_not_held();
	if (held != NULL)
		drop(held);
	pthread_mutex_unlock(&cache.mutex);
}

void
digest_cache_forget(const void *owner)
{
	pthread_mutex_lock(&cache.mutex);
	for (struct held_digest *held = cache.first, *next; held != NULL; held = next) {
		next = held->next;
		if (held->owner == owner)
			drop(held);
	}
	pthread_mutex_unlock(&cache.mutex);
}
