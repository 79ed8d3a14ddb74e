/*
 * Chunks of pairs by the lowest bits of the first number; a hash table a part.
 * SPDX-License-Identifier: MIT
 */
#include "pairs.h"

#include <stdlib.h>
#include <string.h>

enum { PART_BITS = 7, PARTS = 1 << PART_BITS, CHUNK_PAIRS = 510 };

struct chunk {
	struct chunk *before;
	uint64_t pairs[CHUNK_PAIRS];
};

struct part {
	struct chunk *last;
	uint32_t last_count; /* of pairs in it */
	uint64_t count;
};

struct pairs {
	struct part parts[PARTS];
	uint64_t *table; /* pairs plus one; 0: free */
	size_t table_size;
	bool failed;
};

struct pairs *
pairs_new(void)
{
	return calloc(1, sizeof(struct pairs));
}

void
pairs_free(struct pairs *pairs)
{
	if (pairs == NULL)
		return;
	for (int i = 0; i < PARTS; i++) {
		struct chunk *chunk = pairs->parts[i].last;
		while (chunk != NULL) {
			struct chunk *before = chunk->before;
			free(chunk);
			chunk = before;
		}
	}
	free(pairs->table);
	free(pairs);
}

static bool
part_grow(struct part *part)
{
	struct chunk *chunk = malloc(sizeof(*chunk));
	if (chunk == NULL)
		return false;
	chunk->before = part->last;
	part->last = chunk;
	part->last_count = 0;
	return true;
}

void
pairs_add(struct pairs *pairs, uint32_t first, uint32_t second)
{
	struct part *part = &pairs->parts[first & (PARTS - 1)];
	if (part->last == NULL || part->last_count == CHUNK_PAIRS) {
		if (!part_grow(part)) {
			pairs->failed = true;
			return;
		}
	}
	part->last->pairs[part->last_count++] = (uint64_t)first << 32 | second;
	part->count++;
}

/* An empty table of 2^bits places. */
static bool
table_clear(struct pairs *pairs, unsigned bits)
{
	size_t size = (size_t)1 << bits;
	if (size > pairs->table_size) {
		free(pairs->table);
		pairs->table = malloc(size * sizeof(*pairs->table));
		pairs->table_size = pairs->table == NULL ? 0 : size;
	}
	if (pairs->table == NULL)
		return false;
	memset(pairs->table, 0, size * sizeof(*pairs->table));
	return true;
}

/* True when the pair was not there. Fibonacci hashing (Knuth, The Art of Computer Programming, volume 3, section 6.4). */
static bool
table_add(uint64_t *table, unsigned bits, uint64_t pair)
{
	uint64_t mask = (1ULL << bits) - 1;
	uint64_t at = pair * 0x9e3779b97f4a7c15u >> (64 - bits);
	while (table[at] != 0) {
		if (table[at] == pair + 1)
			return false;
		at = (at + 1) & mask;
	}
	table[at] = pair + 1;
	return true;
}

static bool
part_each(struct pairs *pairs, const struct part *part, void (*each)(void *, uint32_t),
	  void *context)
{
	unsigned bits = 6;
	while (1ULL << bits < 2 * part->count)
		bits++;
	if (!table_clear(pairs, bits))
		return false;
	uint32_t count = part->last_count;
	for (const struct chunk *chunk = part->last; chunk != NULL; chunk = chunk->before) {
		for (uint32_t i = 0; i < count; i++)
			if (table_add(pairs->table, bits, chunk->pairs[i]))
				each(context, (uint32_t)chunk->pairs[i]);
		count = CHUNK_PAIRS;
	}
	return true;
}

bool
pairs_each(struct pairs *pairs, void (*each)(void *context, uint32_t second), void *context)
{
	for (int i = 0; i < PARTS && !pairs->failed; i++)
		if (pairs->parts[i].count > 0 && !part_each(pairs, &pairs->parts[i], each, context))
			pairs->failed = true;
	return !pairs->failed;
}
