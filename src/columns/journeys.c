/*
 * Journeys are kept by a part of their hash until all are there, so that each part is counted in a table that fits the
 * processor's cache.
 * SPDX-License-Identifier: MIT
 */
#include "journeys.h"

#include "rank.h"

#include <stdlib.h>
#include <string.h>

enum {
	PART_BITS = 8,
	PARTS = 1 << PART_BITS,
	CHUNK_WORDS = 1021,
	FOUND_MIN = 4096 /* before the least frequent ones go */
};

/* Journeys one after the other: how many items each has, and they. */
struct chunk {
	struct chunk *before;
	uint32_t word_count;
	uint32_t words[CHUNK_WORDS];
};

struct journeys_part {
	struct chunk *last;
	size_t visits;
};

struct journeys {
	const struct journeys_asked *asked;
	struct walk *walk;
	struct journeys_part parts[PARTS];
	struct journey *table; /* of one part */
	size_t table_size;
	struct journey *found;
	size_t found_count, found_size;
	size_t found_limit; /* so many, and the least frequent ones go */
	uint64_t *ranks;    /* scratch for that */
	size_t ranks_size;
};

struct journeys *
journeys_new(const struct view *view, const struct journeys_asked *asked)
{
	const struct row_values values = {
		.of_pages = view->tables[TABLE_PAGES].texts[ATTRIBUTE_PATH],
		.of_actions = view->tables[TABLE_ACTIONS].texts[ATTRIBUTE_EVENT]
	};
	struct journeys *journeys = calloc(1, sizeof(*journeys));
	if (journeys == NULL)
		return NULL;
	journeys->asked = asked;
	journeys->found_limit = FOUND_MIN;
	journeys->walk = walk_new(view, &asked->rows, values);
	if (journeys->walk != NULL)
		return journeys;
	journeys_free(journeys);
	return NULL;
}

void
journeys_free(struct journeys *journeys)
{
	if (journeys == NULL)
		return;
	for (int i = 0; i < PARTS; i++) {
		struct chunk *chunk = journeys->parts[i].last;
		while (chunk != NULL) {
			struct chunk *before = chunk->before;
			free(chunk);
			chunk = before;
		}
	}
	walk_free(journeys->walk);
	free(journeys->table);
	free(journeys->found);
	free(journeys->ranks);
	free(journeys);
}

/* ---- collecting ---- */

/* Fibonacci hashing (Knuth, The Art of Computer Programming, volume 3, section 6.4), once an item. */
static uint64_t
hash_of(const uint32_t *items, uint32_t count)
{
	uint64_t hash = count;
	for (uint32_t i = 0; i < count; i++) {
		hash = (hash ^ items[i]) * 0x9e3779b97f4a7c15u;
		hash ^= hash >> 32;
	}
	return hash * 0x9e3779b97f4a7c15u;
}

static bool
keep(struct journeys *journeys, const uint32_t *items, uint32_t count)
{
	struct journeys_part *part = &journeys->parts[hash_of(items, count) >> (64 - PART_BITS)];
	struct chunk *chunk = part->last;
	if (chunk == NULL || chunk->word_count + 1 + count > CHUNK_WORDS) {
		chunk = malloc(sizeof(*chunk));
		if (chunk == NULL)
			return false;
		chunk->before = part->last;
		chunk->word_count = 0;
		part->last = chunk;
	}
	uint32_t *words = chunk->words + chunk->word_count;
	words[0] = count;
	memcpy(words + 1, items, count * sizeof(*items));
	chunk->word_count += 1 + count;
	part->visits++;
	return true;
}

/* The first items of a visit's rows, of which the same one several times in a row is one. Returns how many. */
static uint32_t
read_items(const uint32_t *rows, uint32_t row_count, uint32_t items_max, uint32_t *items)
{
	uint32_t count = 0;
	for (uint32_t i = 0; i < row_count && count < items_max; i++)
		if (count == 0 || rows[i] != items[count - 1])
			items[count++] = rows[i];
	return count;
}

static bool
read_visits(void *context, const struct view_block *block, const struct walked *walked)
{
	struct journeys *journeys = context;
	const struct journeys_asked *asked = journeys->asked;
	(void)block;
	struct walked_visit visit = walked_start(walked);
	while (walked_next(walked, &visit)) {
		uint32_t items[JOURNEY_ITEMS_MAX];
		uint32_t count =
			read_items(visit.values, visit.count, (uint32_t)asked->items, items);
		bool chosen = (asked->starts == NULL || bits_have(asked->starts, items[0])) &&
			      (asked->ends == NULL || bits_have(asked->ends, items[count - 1]));
		if (chosen && !keep(journeys, items, count))
			return false;
	}
	return true;
}

struct walk_scan
journeys_scan(struct journeys *journeys)
{
	return (struct walk_scan){ .walk = journeys->walk,
				   .read = read_visits,
				   .context = journeys };
}

/* ---- counting ---- */

/* An empty table of 2^bits places. */
static bool
table_clear(struct journeys *journeys, unsigned bits)
{
	size_t size = (size_t)1 << bits;
	if (size > journeys->table_size) {
		free(journeys->table);
		journeys->table = malloc(size * sizeof(*journeys->table));
		journeys->table_size = journeys->table == NULL ? 0 : size;
	}
	if (journeys->table == NULL)
		return false;
	memset(journeys->table, 0, size * sizeof(*journeys->table));
	return true;
}

static void
table_count(struct journey *table, unsigned bits, const uint32_t *items, uint32_t count)
{
	uint64_t mask = (1ULL << bits) - 1;
	uint64_t at = hash_of(items, count) >> (64 - PART_BITS - bits) & mask;
	while (table[at].visits > 0 &&
	       (table[at].item_count != count ||
		memcmp(table[at].items, items, count * sizeof(*items)) != 0))
		at = (at + 1) & mask;
	table[at] = (struct journey){ table[at].visits + 1, count, items };
}

static bool
found_reserve(struct journeys *journeys, size_t more)
{
	size_t count = journeys->found_count + more;
	if (count <= journeys->found_size)
		return true;
	struct journey *larger = realloc(journeys->found, 2 * count * sizeof(*larger));
	if (larger == NULL)
		return false;
	journeys->found = larger;
	journeys->found_size = 2 * count;
	return true;
}

/* Leaves those that are wanted and those that are as frequent as the least of them. */
static bool
found_cut(struct journeys *journeys)
{
	size_t wanted = journeys->asked->wanted, kept = 0;
	if (journeys->found_count <= wanted)
		return true;
	if (journeys->found_count > journeys->ranks_size) {
		free(journeys->ranks);
		journeys->ranks = malloc(journeys->found_count * sizeof(*journeys->ranks));
		journeys->ranks_size = journeys->ranks == NULL ? 0 : journeys->found_count;
		if (journeys->ranks == NULL)
			return false;
	}
	for (size_t i = 0; i < journeys->found_count; i++)
		journeys->ranks[i] = journeys->found[i].visits;
	uint64_t least = rank_largest(journeys->ranks, journeys->found_count, wanted - 1);
	for (size_t i = 0; i < journeys->found_count; i++)
		if (journeys->found[i].visits >= least)
			journeys->found[kept++] = journeys->found[i];
	journeys->found_count = kept;
	journeys->found_limit = 2 * kept > FOUND_MIN ? 2 * kept : FOUND_MIN;
	return true;
}

static bool
part_count(struct journeys *journeys, const struct journeys_part *part)
{
	unsigned bits = 4;
	while (1ULL << bits < 2 * part->visits)
		bits++;
	if (!table_clear(journeys, bits) || !found_reserve(journeys, part->visits))
		return false;
	for (const struct chunk *chunk = part->last; chunk != NULL; chunk = chunk->before)
		for (uint32_t at = 0; at < chunk->word_count; at += 1 + chunk->words[at])
			table_count(journeys->table, bits, &chunk->words[at + 1], chunk->words[at]);
	for (size_t i = 0; i < (size_t)1 << bits; i++)
		if (journeys->table[i].visits > 0)
			journeys->found[journeys->found_count++] = journeys->table[i];
	return journeys->found_count < journeys->found_limit || found_cut(journeys);
}

struct journey *
journeys_most(struct journeys *journeys, uint32_t *count)
{
	if (!found_reserve(journeys, 1))
		return NULL;
	for (int i = 0; i < PARTS; i++)
		if (journeys->parts[i].visits > 0 && !part_count(journeys, &journeys->parts[i]))
			return NULL;
	if (!found_cut(journeys))
		return NULL;
	*count = (uint32_t)journeys->found_count;
	return journeys->found;
}
