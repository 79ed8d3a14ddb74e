/*
 * Each part is a list of stretches of memory, the latest first; a row is how many numbers it has, and they.
 * SPDX-License-Identifier: MIT
 */
#include "bins.h"

#include <stdlib.h>

enum { STRETCH_NUMBERS = 1021 };

struct stretch {
	struct stretch *before;
	uint32_t size, used;
	uint32_t numbers[];
};

struct part {
	struct stretch *last, *first;
	size_t rows;
};

struct bins {
	uint32_t part_count;
	struct part parts[];
};

struct bins *
bins_new(uint32_t parts)
{
	struct bins *bins = calloc(1, sizeof(*bins) + parts * sizeof(struct part));
	if (bins != NULL)
		bins->part_count = parts;
	return bins;
}

void
bins_free(struct bins *bins)
{
	if (bins == NULL)
		return;
	for (uint32_t i = 0; i < bins->part_count; i++) {
		struct stretch *stretch = bins->parts[i].last;
		while (stretch != NULL) {
			struct stretch *before = stretch->before;
			free(stretch);
			stretch = before;
		}
	}
	free(bins);
}

uint32_t
bins_parts(const struct bins *bins)
{
	return bins->part_count;
}

static bool
part_grow(struct part *part, uint32_t size)
{
	if (size < STRETCH_NUMBERS)
		size = STRETCH_NUMBERS;
	struct stretch *stretch = malloc(sizeof(*stretch) + size * sizeof(uint32_t));
	if (stretch == NULL)
		return false;
	*stretch = (struct stretch){ part->last, size, 0 };
	part->last = stretch;
	part->first = part->first == NULL ? stretch : part->first;
	return true;
}

uint32_t *
bins_add(struct bins *bins, uint32_t part_number, uint32_t count)
{
	struct part *part = &bins->parts[part_number];
	if ((part->last == NULL || part->last->size - part->last->used < 1 + count) &&
	    !part_grow(part, 1 + count))
		return NULL;
	uint32_t *row = part->last->numbers + part->last->used;
	part->last->used += 1 + count;
	part->rows++;
	*row = count;
	return row + 1;
}

void
bins_join(struct bins *bins, struct bins *other)
{
	for (uint32_t i = 0; i < bins->part_count; i++) {
		struct part *part = &bins->parts[i], *from = &other->parts[i];
		if (from->first == NULL)
			continue;
		from->first->before = part->last;
		part->last = from->last;
		part->first = part->first == NULL ? from->first : part->first;
		part->rows += from->rows;
		*from = (struct part){ .rows = 0 };
	}
}

size_t
bins_count(const struct bins *bins, uint32_t part)
{
	return bins->parts[part].rows;
}

bool
bins_next(const struct bins *bins, uint32_t part, struct bins_row *row)
{
	const struct stretch *stretch = row->stretch;
	const uint32_t *next = stretch == NULL ? NULL : row->numbers + row->count;
	if (stretch == NULL || next == stretch->numbers + stretch->used) {
		stretch = stretch == NULL ? bins->parts[part].last : stretch->before;
		if (stretch == NULL)
			return false;
		next = stretch->numbers;
	}
	*row = (struct bins_row){ next + 1, *next, stretch };
	return true;
}
