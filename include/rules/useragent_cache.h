/*
 * The answers of useragent_classify() for the user agents seen most recently. One cache belongs to
 * one thread.
 * SPDX-License-Identifier: MIT
 */
#ifndef USERAGENT_CACHE_H
#define USERAGENT_CACHE_H

#include <stddef.h>

#include "useragent.h"

struct useragent_cache;

/*
 * An empty cache for about `capacity` answers (81 bytes each); `useragents` must outlive it. NULL
 * without memory.
 */
struct useragent_cache *useragent_cache_new(const struct useragents *useragents, size_t capacity);

void useragent_cache_free(struct useragent_cache *cache);

/*
 * As useragent_classify(). The answer is the cache's and holds until the next call. No user agent
 * is kept, only a keyed hash of it.
 */
const struct useragent *useragent_cache_get(struct useragent_cache *cache, const char *user_agent,
					    const char *screen);

#endif
