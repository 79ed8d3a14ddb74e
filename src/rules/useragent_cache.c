/*
 * Sets of eight answers, the most recent first: a new answer takes the place of the set's oldest. A
 * set is two or three cache lines of keys, so there are no lists to follow, and whoever invents
 * user agents can at worst make us classify each anew.
 * SPDX-License-Identifier: MIT
 */
#include "useragent_cache.h"

#include <sodium.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define WAYS 8

/*
 * 128 bits under a random key: two user agents that share one are not to be expected, and cannot be
 * made.
 */
struct key {
	uint64_t words[2];
};

struct set {
	struct key keys[WAYS];
	unsigned char order[WAYS]; /* indexes of `keys` and `answers`, most recent first */
	struct useragent answers[WAYS];
};

struct useragent_cache {
	const struct useragents *useragents;
	unsigned char secret[crypto_shorthash_siphashx24_KEYBYTES];
	size_t set_count; /* a power of two */
	struct set sets[];
};

struct useragent_cache *
useragent_cache_new(const struct useragents *useragents, size_t capacity)
{
	size_t count = 1;
	while (count * WAYS < capacity)
		count *= 2;
	struct useragent_cache *cache = calloc(1, sizeof(*cache) + count * sizeof(cache->sets[0]));
	if (cache == NULL)
		return NULL;
	cache->useragents = useragents;
	cache->set_count = count;
	randombytes_buf(cache->secret, sizeof(cache->secret));
	for (size_t i = 0; i < count; i++)
		for (unsigned char way = 0; way < WAYS; way++)
			cache->sets[i].order[way] = way;
	return cache;
}

void
useragent_cache_free(struct useragent_cache *cache)
{
	free(cache);
}

/*
 * Of the screen only that counts which side of a laptop it is on. A key is never all zero, as empty
 * places are.
 */
static struct key
key_of(const struct useragent_cache *cache, const char *user_agent, bool laptop)
{
	struct key key;
	crypto_shorthash_siphashx24((unsigned char *)key.words, (const unsigned char *)user_agent,
				    strlen(user_agent), cache->secret);
	key.words[0] = (key.words[0] & ~UINT64_C(3)) | 2 | laptop;
	return key;
}

static void
order_first(struct set *set, size_t position)
{
	unsigned char way = set->order[position];
	memmove(set->order + 1, set->order, position);
	set->order[0] = way;
}

const struct useragent *
useragent_cache_get(struct useragent_cache *cache, const char *user_agent, const char *screen)
{
	struct key key = key_of(cache, user_agent, useragent_screen_is_laptop(screen));
	struct set *set = &cache->sets[key.words[1] & (cache->set_count - 1)];
	for (size_t i = 0; i < WAYS; i++) {
		unsigned char way = set->order[i];
		if (set->keys[way].words[0] != key.words[0] ||
		    set->keys[way].words[1] != key.words[1])
			continue;
		order_first(set, i);
		return &set->answers[way];
	}
	order_first(set, WAYS - 1);
	unsigned char way = set->order[0];
	set->keys[way] = key;
	useragent_classify(cache->useragents, user_agent, screen, &set->answers[way]);
	return &set->answers[way];
}
