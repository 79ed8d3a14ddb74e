/*
 * A fixed table: a slug has a few places that its hash tells, and takes the place of another one when they are full.
 * SPDX-License-Identifier: MIT
 */
#include "link_memory.h"

#include "link.h"

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { SETS = 512, PLACES = 4 };

struct place {
	char slug[SLUG_MAX + 1]; /* "": empty */
	char url[4 * LINK_URL_MAX + 1];
};

struct set {
	struct place places[PLACES];
	unsigned next; /* to be given up */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct set sets[SETS]; /* 4 MB, of which only what is used takes memory */

/* FNV-1a: only slugs that exist get here, so that nobody can choose what falls together. */
static struct set *
set_of(const char *slug)
{
	uint32_t hash = 2166136261U;
	for (; *slug != '\0'; slug++)
		hash = (hash ^ (unsigned char)*slug) * 16777619U;
	return &sets[hash % SETS];
}

/* Under the lock. NULL when the set does not have it. */
static struct place *
place_of(struct set *set, const char *slug)
{
	for (int i = 0; i < PLACES; i++)
		if (strcmp(set->places[i].slug, slug) == 0)
			return &set->places[i];
	return NULL;
}

void
link_memory_keep(const char *slug, const char *url)
{
	struct set *set = set_of(slug);
	pthread_mutex_lock(&lock);
	struct place *place = place_of(set, slug);
	if (place == NULL)
		place = place_of(set, "");
	if (place == NULL)
		place = &set->places[set->next++ % PLACES];
	snprintf(place->slug, sizeof(place->slug), "%s", slug);
	snprintf(place->url, sizeof(place->url), "%s", url);
	pthread_mutex_unlock(&lock);
}

void
link_memory_forget(const char *slug)
{
	pthread_mutex_lock(&lock);
	struct place *place = place_of(set_of(slug), slug);
	if (place != NULL)
		place->slug[0] = '\0';
	pthread_mutex_unlock(&lock);
}

const char *
link_memory_find(const char *slug, struct arena *arena)
{
	pthread_mutex_lock(&lock);
	const struct place *place = place_of(set_of(slug), slug);
	const char *url = place == NULL ? NULL : arena_copy(arena, place->url);
	pthread_mutex_unlock(&lock);
	return url;
}
