/*
 * Gathered as they come, then sorted.
 * SPDX-License-Identifier: MIT
 */
#include "hours.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { HOUR_MS = 3600 * 1000, SIZE_FIRST = 64 };

void
hours_start(struct hours *hours, struct arena *arena)
{
	*hours = (struct hours){ .arena = arena };
}

static bool
hours_grow(struct hours *hours)
{
	size_t size = hours->size == 0 ? SIZE_FIRST : hours->size * 2;
	struct website_hour *list = arena_array(hours->arena, size, sizeof(*list));
	if (list == NULL)
		return false;
	if (hours->count > 0)
		memcpy(list, hours->list, hours->count * sizeof(*list));
	hours->list = list;
	hours->size = size;
	return true;
}

void
hours_add(struct hours *hours, int website_id, long long from, long long until)
{
	for (long long hour = from / HOUR_MS; hour <= until / HOUR_MS; hour++) {
		if (hours->count == hours->size && !hours_grow(hours))
			return;
		hours->list[hours->count++] = (struct website_hour){ website_id, (int)hour };
	}
}

static int
by_website_and_hour(const void *one, const void *other)
{
	const struct website_hour *a = one, *b = other;
	if (a->website_id != b->website_id)
		return a->website_id < b->website_id ? -1 : 1;
	return (a->hour > b->hour) - (a->hour < b->hour);
}

void
hours_write(struct hours *hours, struct pg_array *websites, struct pg_array *numbers)
{
	pg_array_start(websites, hours->arena, SIZE_FIRST);
	pg_array_start(numbers, hours->arena, SIZE_FIRST);
	if (hours->count > 0)
		qsort(hours->list, hours->count, sizeof(*hours->list), by_website_and_hour);
	for (size_t i = 0; i < hours->count; i++) {
		if (i > 0 && by_website_and_hour(&hours->list[i - 1], &hours->list[i]) == 0)
			continue;
		pg_array_integer(websites, hours->list[i].website_id);
		pg_array_integer(numbers, hours->list[i].hour);
	}
}
