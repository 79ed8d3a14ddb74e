/*
 * Numbers are sorted once; whatever they are grouped by, taking them in order leaves each group's in order.
 * SPDX-License-Identifier: MIT
 */
#include "percentiles.h"

#include "radix.h"

#include <stddef.h>
#include <string.h>

enum { NUMBER_BIT = 32 };

bool
row_numbers_start(struct row_numbers *numbers, uint32_t size, struct arena *arena)
{
	numbers->count = 0;
	numbers->keys = arena_alloc_bytes(arena, ((size_t)size + 1) * sizeof(*numbers->keys));
	return numbers->keys != NULL;
}

bool
row_numbers_sort(struct row_numbers *numbers)
{
	size_t size = numbers->count * sizeof(*numbers->keys);
	struct arena *work = arena_new(SIZE_MAX);
	uint64_t *spare = work == NULL ? NULL : arena_alloc_bytes(work, size + 1);
	if (spare != NULL) {
		const uint64_t *sorted =
			radix_sort(numbers->keys, spare, numbers->count, NUMBER_BIT);
		if (sorted != numbers->keys)
			memcpy(numbers->keys, sorted, size);
	}
	arena_free(work);
	return spare != NULL;
}

static inline uint32_t
group_of(const uint32_t *group_of_row, uint64_t key)
{
	return group_of_row == NULL ? 0 : group_of_row[(uint32_t)key];
}

/* Where each group's numbers begin: from counts. Returns how many groups have any. */
static uint32_t
begin_groups(uint32_t *starts, uint32_t limit)
{
	uint32_t next = 0, found = 0;
	for (uint32_t group = 0; group < limit; group++) {
		uint32_t count = starts[group];
		found += count > 0;
		starts[group] = next;
		next += count;
	}
	return found;
}

struct number_group *
row_numbers_group(const struct row_numbers *numbers, const uint32_t *group_of_row, uint32_t limit,
		  struct arena *arena, uint32_t *count)
{
	uint32_t *ends = arena_array(arena, (size_t)limit + 1, sizeof(*ends));
	uint32_t *grouped =
		arena_alloc_bytes(arena, ((size_t)numbers->count + 1) * sizeof(*grouped));
	if (ends == NULL || grouped == NULL)
		return NULL;
	for (uint32_t i = 0; i < numbers->count; i++)
		ends[group_of(group_of_row, numbers->keys[i])]++;
	*count = begin_groups(ends, limit);
	/* what begins a group moves on to its end */
	for (uint32_t i = 0; i < numbers->count; i++)
		grouped[ends[group_of(group_of_row, numbers->keys[i])]++] =
			(uint32_t)(numbers->keys[i] >> NUMBER_BIT);
	struct number_group *groups = arena_array(arena, (size_t)*count + 1, sizeof(*groups));
	uint32_t found = 0, start = 0;
	for (uint32_t group = 0; groups != NULL && group < limit; group++) {
		if (ends[group] > start)
			groups[found++] = (struct number_group){ group, grouped + start,
								 ends[group] - start };
		start = ends[group];
	}
	return groups;
}

uint64_t
percentile(const struct number_group *group, unsigned percent)
{
	uint64_t place = (uint64_t)percent * (group->count - 1);
	uint32_t below = group->numbers[place / 100];
	uint32_t above = group->numbers[(place + 99) / 100];
	return (uint64_t)below * 100 + (uint64_t)(above - below) * (place % 100);
}
