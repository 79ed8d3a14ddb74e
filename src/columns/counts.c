/*
 * Open addressing, a number and its count side by side. A table that is larger than the processor's cache is waited for at
 * each number; so those a few numbers ahead are asked for before they are needed.
 * SPDX-License-Identifier: MIT
 */
#include "counts.h"

#include <stdlib.h>

enum { BITS_MIN = 12, AHEAD = 16 };

void
counts_free(struct counts *counts)
{
	free(counts->table);
	*counts = (struct counts){ .table = NULL };
}

/* Fibonacci hashing (Knuth, The Art of Computer Programming, volume 3, section 6.4). */
static inline size_t
hash(uint64_t number, unsigned bits)
{
	number ^= number >> 32;
	return number * 0x9e3779b97f4a7c15u >> (64 - bits);
}

static inline struct count *
find(struct count *table, unsigned bits, uint64_t number)
{
	size_t mask = ((size_t)1 << bits) - 1, at = hash(number, bits);
	while (table[at].times != 0 && table[at].number != number)
		at = (at + 1) & mask;
	return &table[at];
}

static bool
grow(struct counts *counts)
{
	unsigned bits = counts->table == NULL ? BITS_MIN : counts->bits + 1;
	struct count *table = calloc((size_t)1 << bits, sizeof(*table));
	if (table == NULL)
		return false;
	for (size_t i = 0; i < counts_places(counts); i++)
		if (counts->table[i].times > 0)
			*find(table, bits, counts->table[i].number) = counts->table[i];
	free(counts->table);
	counts->table = table;
	counts->bits = bits;
	return true;
}

/* Room for one more. */
static bool
reserve(struct counts *counts)
{
	return 4 * counts->used < 3 * counts_places(counts) || grow(counts);
}

static inline void
add(struct counts *counts, uint64_t number, uint64_t times)
{
	struct count *found = find(counts->table, counts->bits, number);
	counts->used += found->times == 0;
	found->number = number;
	found->times += times;
}

bool
counts_add(struct counts *counts, const uint64_t *numbers, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		if (!reserve(counts))
			return false;
		if (i + AHEAD < count)
			__builtin_prefetch(&counts->table[hash(numbers[i + AHEAD], counts->bits)],
					   1);
		add(counts, numbers[i], 1);
	}
	return true;
}

bool
counts_join(struct counts *counts, const struct counts *other)
{
	for (size_t i = 0; i < counts_places(other); i++) {
		const struct count *count = &other->table[i];
		if (count->times > 0 && !reserve(counts))
			return false;
		if (count->times > 0)
			add(counts, count->number, count->times);
	}
	return true;
}
