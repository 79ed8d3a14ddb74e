/*
 * Stretches of pairs by the lowest bits of the first number, in the order they were added; a hash table a part.
 * SPDX-License-Identifier: MIT
 */
#include "pairs.h"

#include <stdlib.h>
#include <string.h>

enum { PART_BITS = 7, PARTS = 1 << PART_BITS, STRETCH_PAIRS = 509 };

struct stretch {
	struct stretch *next;
	uint32_t count; /* once it is not the last one any more */
	uint64_t pairs[STRETCH_PAIRS];
};

struct partition {
	struct stretch *first, *last;
	uint32_t last_count; /* of pairs in the last one */
	uint64_t count;
};

/* How many pairs each part had when a chunk ended. */
struct ends {
	uint64_t counts[PARTS];
};

struct pairs {
	struct partition parts[PARTS];
	uint64_t *table;  /* pairs plus one; 0: free */
	uint32_t *chunks; /* beside the table: the last one that a pair was seen in */
	size_t table_size, chunks_size;
	struct ends *ends; /* by chunk */
	uint32_t chunk_count;
	bool failed;
};

struct pairs *
pairs_new(void)
{
	return calloc(1, sizeof(struct pairs));
}

static void
part_clear(struct partition *part)
{
	while (part->first != NULL) {
		struct stretch *next = part->first->next;
		free(part->first);
		part->first = next;
	}
	*part = (struct partition){ 0 };
}

void
pairs_free(struct pairs *pairs)
{
	if (pairs == NULL)
		return;
	for (int i = 0; i < PARTS; i++)
		part_clear(&pairs->parts[i]);
	free(pairs->table);
	free(pairs->chunks);
	free(pairs->ends);
	free(pairs);
}

/* Appends stretches, of which the last has so many pairs. */
static void
part_append(struct partition *part, struct stretch *first, struct stretch *last,
	    uint32_t last_count)
{
	if (part->last != NULL)
		part->last->count = part->last_count;
	*(part->last == NULL ? &part->first : &part->last->next) = first;
	part->last = last;
	part->last_count = last_count;
}

static bool
part_grow(struct partition *part)
{
	struct stretch *stretch = malloc(sizeof(*stretch));
	if (stretch == NULL)
		return false;
	stretch->next = NULL;
	part_append(part, stretch, stretch, 0);
	return true;
}

static uint32_t
stretch_count(const struct partition *part, const struct stretch *stretch)
{
	return stretch == part->last ? part->last_count : stretch->count;
}

void
pairs_add(struct pairs *pairs, uint32_t first, uint32_t second)
{
	struct partition *part = &pairs->parts[first & (PARTS - 1)];
	if (part->last == NULL || part->last_count == STRETCH_PAIRS) {
		if (!part_grow(part)) {
			pairs->failed = true;
			return;
		}
	}
	part->last->pairs[part->last_count++] = (uint64_t)first << 32 | second;
	part->count++;
}

static void
part_look_up(struct partition *part, const uint32_t *seconds)
{
	for (struct stretch *stretch = part->first; stretch != NULL; stretch = stretch->next)
		for (uint32_t i = 0; i < stretch_count(part, stretch); i++) {
			uint64_t pair = stretch->pairs[i];
			stretch->pairs[i] = pair >> 32 << 32 | seconds[(uint32_t)pair];
		}
}

void
pairs_join(struct pairs *pairs, struct pairs *other, const uint32_t *seconds)
{
	for (int i = 0; i < PARTS; i++) {
		struct partition *part = &pairs->parts[i], *from = &other->parts[i];
		if (from->first == NULL)
			continue;
		if (seconds != NULL)
			part_look_up(from, seconds);
		part_append(part, from->first, from->last, from->last_count);
		part->count += from->count;
		*from = (struct partition){ 0 };
	}
	pairs->failed = pairs->failed || other->failed;
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

/* The place of a pair, or the free one where it belongs. Fibonacci hashing (Knuth, The Art of Computer Programming, volume 3, section 6.4). */
static size_t
table_find(const uint64_t *table, unsigned bits, uint64_t pair)
{
	uint64_t mask = (1ULL << bits) - 1;
	uint64_t at = pair * 0x9e3779b97f4a7c15u >> (64 - bits);
	while (table[at] != 0 && table[at] != pair + 1)
		at = (at + 1) & mask;
	return at;
}

/* Of a table for a part that is at most half full. */
static unsigned
part_bits(const struct partition *part)
{
	unsigned bits = 6;
	while (1ULL << bits < 2 * part->count)
		bits++;
	return bits;
}

static bool
part_each(struct pairs *pairs, const struct partition *part, void (*each)(void *, uint32_t),
	  void *context)
{
	unsigned bits = part_bits(part);
	if (!table_clear(pairs, bits))
		return false;
	for (const struct stretch *stretch = part->first; stretch != NULL;
	     stretch = stretch->next) {
		for (uint32_t i = 0; i < stretch_count(part, stretch); i++) {
			uint64_t pair = stretch->pairs[i];
			size_t at = table_find(pairs->table, bits, pair);
			if (pairs->table[at] == 0) {
				pairs->table[at] = pair + 1;
				each(context, (uint32_t)pair);
			}
		}
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

/* ---- chunks ---- */

void
pairs_cut(struct pairs *pairs)
{
	struct ends *ends =
		realloc(pairs->ends, ((size_t)pairs->chunk_count + 1) * sizeof(*pairs->ends));
	if (ends == NULL) {
		pairs->failed = true;
		return;
	}
	pairs->ends = ends;
	for (int i = 0; i < PARTS; i++)
		ends[pairs->chunk_count].counts[i] = pairs->parts[i].count;
	pairs->chunk_count++;
}

/* An empty table with a chunk for each place. */
static bool
chunks_clear(struct pairs *pairs, unsigned bits)
{
	size_t size = (size_t)1 << bits;
	if (size > pairs->chunks_size) {
		free(pairs->chunks);
		pairs->chunks = malloc(size * sizeof(*pairs->chunks));
		pairs->chunks_size = pairs->chunks == NULL ? 0 : size;
	}
	return pairs->chunks != NULL && table_clear(pairs, bits);
}

static bool
part_each_chunk(struct pairs *pairs, int number, bool (*each)(void *, uint32_t, uint32_t, uint32_t),
		void *context)
{
	const struct partition *part = &pairs->parts[number];
	unsigned bits = part_bits(part);
	uint64_t done = 0;
	uint32_t chunk = 0;
	if (!chunks_clear(pairs, bits))
		return false;
	for (const struct stretch *stretch = part->first; stretch != NULL;
	     stretch = stretch->next) {
		for (uint32_t i = 0; i < stretch_count(part, stretch); i++, done++) {
			while (chunk < pairs->chunk_count &&
			       pairs->ends[chunk].counts[number] == done)
				chunk++;
			size_t at = table_find(pairs->table, bits, stretch->pairs[i]);
			uint32_t before = pairs->table[at] == 0 ? PAIRS_NONE : pairs->chunks[at];
			pairs->table[at] = stretch->pairs[i] + 1;
			pairs->chunks[at] = chunk;
			if (before != chunk &&
			    !each(context, (uint32_t)stretch->pairs[i], chunk, before))
				return false;
		}
	}
	return true;
}

bool
pairs_each_chunk(struct pairs *pairs,
		 bool (*each)(void *context, uint32_t second, uint32_t chunk, uint32_t before),
		 void *context)
{
	for (int i = 0; i < PARTS && !pairs->failed; i++) {
		if (pairs->parts[i].count > 0 && !part_each_chunk(pairs, i, each, context))
			pairs->failed = true;
		part_clear(&pairs->parts[i]);
	}
	return !pairs->failed;
}
