/*
 * Open addressing: places plus one in a table of a power of two, at most half full.
 * SPDX-License-Identifier: MIT
 */
#include "cells.h"

#include <stddef.h>
#include <string.h>

enum { FIRST_BITS = 8, BITS_MAX = 31 };

struct cells {
	struct arena *arena;
	struct cell *cells; /* room for half of the table */
	uint32_t *table;    /* 0: free */
	uint32_t count;
	unsigned bits;
};

/* Fibonacci hashing (Knuth, The Art of Computer Programming, volume 3, section 6.4). */
static uint32_t
hash(const struct cells *cells, uint32_t first, uint32_t second)
{
	uint64_t pair = (uint64_t)first << 32 | second;
	return (uint32_t)(pair * 0x9e3779b97f4a7c15u >> (64 - cells->bits));
}

static void
table_fill(struct cells *cells)
{
	uint32_t mask = (1u << cells->bits) - 1;
	for (uint32_t place = 0; place < cells->count; place++) {
		const struct cell *cell = &cells->cells[place];
		uint32_t at = hash(cells, cell->first, cell->second);
		while (cells->table[at] != 0)
			at = (at + 1) & mask;
		cells->table[at] = place + 1;
	}
}

static bool
grow(struct cells *cells, unsigned bits)
{
	if (bits > BITS_MAX)
		return false;
	size_t size = (size_t)1 << bits;
	struct cell *larger = arena_alloc_bytes(cells->arena, size / 2 * sizeof(*larger));
	uint32_t *table = arena_array(cells->arena, size, sizeof(*table));
	if (larger == NULL || table == NULL)
		return false;
	if (cells->count > 0)
		memcpy(larger, cells->cells, cells->count * sizeof(*larger));
	cells->cells = larger;
	cells->table = table;
	cells->bits = bits;
	table_fill(cells);
	return true;
}

struct cells *
cells_new(struct arena *arena)
{
	struct cells *cells = arena_alloc(arena, sizeof(*cells));
	if (cells == NULL)
		return NULL;
	cells->arena = arena;
	return grow(cells, FIRST_BITS) ? cells : NULL;
}

/* Where a pair stands in the table, or would. */
static uint32_t
find(const struct cells *cells, uint32_t first, uint32_t second)
{
	uint32_t mask = (1u << cells->bits) - 1, at = hash(cells, first, second);
	for (; cells->table[at] != 0; at = (at + 1) & mask) {
		const struct cell *cell = &cells->cells[cells->table[at] - 1];
		if (cell->first == first && cell->second == second)
			break;
	}
	return at;
}

bool
cells_add(struct cells *cells, uint32_t first, uint32_t second, uint64_t count, uint32_t *place)
{
	if (cells->count == 1u << (cells->bits - 1) && !grow(cells, cells->bits + 1))
		return false;
	uint32_t at = find(cells, first, second);
	if (cells->table[at] == 0) {
		cells->cells[cells->count++] = (struct cell){ first, second, 0 };
		cells->table[at] = cells->count;
	}
	*place = cells->table[at] - 1;
	cells->cells[*place].count += count;
	return true;
}

bool
cells_find(const struct cells *cells, uint32_t first, uint32_t second, uint32_t *place)
{
	uint32_t found = cells->table[find(cells, first, second)];
	*place = found - 1;
	return found != 0;
}

const struct cell *
cells_all(const struct cells *cells, uint32_t *count)
{
	*count = cells->count;
	return cells->cells;
}
