/*
 * A part like others, which is let go of last when a report is over: so what is packed by its numbers goes first.
 * SPDX-License-Identifier: MIT
 */
#include "property_numbers.h"

#include <stdatomic.h>

enum { CEILING = 256 << 20 };

static const char numbers_of_properties[] = "numbers of properties";

static void
numbers_free(struct held_part *part)
{
	struct property_numbers *numbers = (struct property_numbers *)part;
	pthread_mutex_destroy(&numbers->reading);
	pthread_mutex_destroy(&numbers->mutex);
	arena_free(numbers->arena);
}

static struct property_numbers *
numbers_new(const struct part_key *key)
{
	static atomic_llong serials;
	struct arena *arena = arena_new(CEILING);
	struct property_numbers *numbers =
		arena == NULL ? NULL : arena_alloc(arena, sizeof(*numbers));
	struct property_values *values = numbers == NULL ? NULL : property_values_new(arena);
	if (values == NULL) {
		arena_free(arena);
		return NULL;
	}
	*numbers = (struct property_numbers){ .part = { .key = *key,
							.version = 1,
							.bytes = arena_used(arena),
							.free = numbers_free },
					      .serial = atomic_fetch_add(&serials, 1) + 1,
					      .values = values,
					      .arena = arena };
	pthread_mutex_init(&numbers->reading, NULL);
	pthread_mutex_init(&numbers->mutex, NULL);
	return numbers;
}

struct property_numbers *
property_numbers_hold(int website_id, long long history)
{
	const struct part_key key = { .of = numbers_of_properties,
				      .name = "",
				      .website_id = website_id,
				      .history = history };
	struct property_numbers *numbers = (struct property_numbers *)part_cache_find(&key, 1);
	if (numbers != NULL)
		return numbers;
	numbers = numbers_new(&key);
	if (numbers != NULL)
		part_cache_add(&numbers->part);
	return numbers;
}
