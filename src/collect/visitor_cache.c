/*
 * Two tables of small sets, in which a new entry takes the place of its set's least recently used one: websites, and
 * visitors. A visitor's entry counts only with the generation its website has now, so that a website is forgotten at once.
 * SPDX-License-Identifier: MIT
 */
#include "visitor_cache.h"

#include <stdlib.h>
#include <string.h>

enum { WAYS = 8, WEBSITE_SETS = 512 };

struct website {
	int website_id;
	unsigned long long generation; /* of its visitors; 0: the slot is empty */
	unsigned long long used;       /* when, by the cache's clock */
	long long last_event_number;
};

struct visitor {
	unsigned long long generation; /* 0: the slot is empty */
	unsigned long long used;
	uint64_t visitor_hash;
	struct visit latest; /* with the numbers of website and visitor */
};

struct visitor_cache {
	unsigned long long clock; /* counts uses and generations: neither repeats */
	struct website websites[WEBSITE_SETS * WAYS];
	size_t set_count; /* of visitors; a power of two */
	struct visitor visitors[];
};

struct visitor_cache *
visitor_cache_new(size_t visitors)
{
	size_t set_count = 1;
	while (set_count * WAYS < visitors)
		set_count *= 2;
	struct visitor_cache *cache =
		calloc(1, sizeof(*cache) + set_count * WAYS * sizeof(struct visitor));
	if (cache != NULL)
		cache->set_count = set_count;
	return cache;
}

void
visitor_cache_free(struct visitor_cache *cache)
{
	free(cache);
}

void
visitor_cache_clear(struct visitor_cache *cache)
{
	memset(cache->websites, 0, sizeof(cache->websites));
}

static struct website *
website_find(const struct visitor_cache *cache, int website_id)
{
	size_t set = (unsigned)website_id % WEBSITE_SETS;
	for (size_t i = set * WAYS; i < (set + 1) * WAYS; i++)
		if (cache->websites[i].generation != 0 &&
		    cache->websites[i].website_id == website_id)
			return (struct website *)&cache->websites[i];
	return NULL;
}

/* A slot for a website that is not remembered. */
static struct website *
website_replace(struct visitor_cache *cache, int website_id)
{
	struct website *slots = &cache->websites[(unsigned)website_id % WEBSITE_SETS * WAYS];
	struct website *oldest = slots;
	for (int i = 1; i < WAYS; i++)
		if (slots[i].used < oldest->used)
			oldest = &slots[i];
	return oldest;
}

void
visitor_cache_lock(struct visitor_cache *cache, int website_id, long long last_event_number)
{
	struct website *website = website_find(cache, website_id);
	if (website == NULL || website->last_event_number != last_event_number) {
		if (website == NULL)
			website = website_replace(cache, website_id);
		*website = (struct website){ .website_id = website_id,
					     .generation = ++cache->clock,
					     .last_event_number = last_event_number };
	}
	website->used = ++cache->clock;
}

void
visitor_cache_commit(struct visitor_cache *cache, int website_id, long long last_event_number)
{
	struct website *website = website_find(cache, website_id);
	if (website != NULL)
		website->last_event_number = last_event_number;
}

/* The hash is random already; the number of the website keeps equal hashes of many websites apart. */
static struct visitor *
visitor_set(const struct visitor_cache *cache, int website_id, uint64_t visitor_hash)
{
	size_t set = (visitor_hash ^ (unsigned)website_id) & (cache->set_count - 1);
	return (struct visitor *)&cache->visitors[set * WAYS];
}

static struct visitor *
visitor_find(const struct visitor_cache *cache, int website_id, uint64_t visitor_hash)
{
	const struct website *website = website_find(cache, website_id);
	struct visitor *set = visitor_set(cache, website_id, visitor_hash);
	for (int i = 0; website != NULL && i < WAYS; i++)
		if (set[i].visitor_hash == visitor_hash && set[i].generation == website->generation)
			return &set[i];
	return NULL;
}

int
visitor_cache_find(const struct visitor_cache *cache, int website_id, uint64_t visitor_hash,
		   struct visit *latest)
{
	const struct visitor *visitor = visitor_find(cache, website_id, visitor_hash);
	if (visitor == NULL)
		return 0;
	*latest = visitor->latest;
	return visitor->latest.visitor_id;
}

void
visitor_cache_put(struct visitor_cache *cache, uint64_t visitor_hash, const struct visit *latest)
{
	const struct website *website = website_find(cache, latest->website_id);
	struct visitor *visitor = visitor_find(cache, latest->website_id, visitor_hash);
	if (website == NULL)
		return; /* too many websites in one batch: it is forgotten already */
	if (visitor == NULL) {
		struct visitor *set = visitor_set(cache, latest->website_id, visitor_hash);
		visitor = set;
		for (int i = 1; i < WAYS; i++)
			if (set[i].used < visitor->used)
				visitor = &set[i];
	}
	*visitor = (struct visitor){ .generation = website->generation,
				     .used = ++cache->clock,
				     .visitor_hash = visitor_hash,
				     .latest = *latest };
	visitor->latest.next = NULL;
	visitor->latest.fresh = false;
	visitor->latest.changed = false;
}

void
visitor_cache_remove(struct visitor_cache *cache, int website_id, uint64_t visitor_hash)
{
	struct visitor *visitor = visitor_find(cache, website_id, visitor_hash);
	if (visitor != NULL)
		memset(visitor, 0, sizeof(*visitor));
}
