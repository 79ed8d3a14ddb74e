/*
 * Each bin is a list of stretches of memory, the latest first; a row is how many numbers it has, and they.
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

struct bin {
	struct stretch *last, *first;
	size_t rows;
};

struct bins {
	uint32_t bin_count;
	struct bin bins[];
};

struct bins *
bins_new(uint32_t count)
{
	struct bins *bins = calloc(1, sizeof(*bins) + count * sizeof(struct bin));
	if (bins != NULL)
		bins->bin_count = count;
	return bins;
}

void
bins_free(struct bins *bins)
{
	if (bins == NULL)
		return;
	for (uint32_t i = 0; i < bins->bin_count; i++) {
		struct stretch *stretch = bins->bins[i].last;
		while (stretch != NULL) {
			struct stretch *before = stretch->before;
			free(stretch);
			stretch = before;
		}
	}
	free(bins);
}

uint32_t
bins_size(const struct bins *bins)
{
	return bins->bin_count;
}

static bool
bin_grow(struct bin *bin, uint32_t size)
{
	if (size < STRETCH_NUMBERS)
		size = STRETCH_NUMBERS;
	struct stretch *stretch = malloc(sizeof(*stretch) + size * sizeof(uint32_t));
	if (stretch == NULL)
		return false;
	*stretch = (struct stretch){ bin->last, size, 0 };
	bin->last = stretch;
	bin->first = bin->first == NULL ? stretch : bin->first;
	return true;
}

uint32_t *
bins_add(struct bins *bins, uint32_t part, uint32_t count)
{
	struct bin *bin = &bins->bins[part];
	if ((bin->last == NULL || bin->last->size - bin->last->used < 1 + count) &&
	    !bin_grow(bin, 1 + count))
		return NULL;
	uint32_t *row = bin->last->numbers + bin->last->used;
	bin->last->used += 1 + count;
	bin->rows++;
	*row = count;
	return row + 1;
}

void
bins_join(struct bins *bins, struct bins *other)
{
	for (uint32_t i = 0; i < bins->bin_count; i++) {
		struct bin *bin = &bins->bins[i], *from = &other->bins[i];
		if (from->first == NULL)
			continue;
		from->first->before = bin->last;
		bin->last = from->last;
		bin->first = bin->first == NULL ? from->first : bin->first;
		bin->rows += from->rows;
		*from = (struct bin){ .rows = 0 };
	}
}

size_t
bins_count(const struct bins *bins, uint32_t bin)
{
	return bins->bins[bin].rows;
}

bool
bins_next(const struct bins *bins, uint32_t bin, struct bins_row *row)
{
	const struct stretch *stretch = row->stretch;
	const uint32_t *next = stretch == NULL ? NULL : row->numbers + row->count;
	if (stretch == NULL || next == stretch->numbers + stretch->used) {
		stretch = stretch == NULL ? bins->bins[bin].last : stretch->before;
		if (stretch == NULL)
			return false;
		next = stretch->numbers;
	}
	*row = (struct bins_row){ next + 1, *next, stretch };
	return true;
}
