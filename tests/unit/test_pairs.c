/*
 * Pairs beside a table of all that there can be.
 * SPDX-License-Identifier: MIT
 */
#include "pairs.h"

#include "random_rows.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

enum { FIRSTS = 3000, SECONDS = 40 };

static uint32_t counted[SECONDS], expected[SECONDS];
static bool there[FIRSTS][SECONDS];

static void
count(void *context, uint32_t second)
{
	CU_ASSERT_PTR_EQUAL(context, counted);
	CU_ASSERT_FATAL(second < SECONDS);
	counted[second]++;
}

static void
assert_counts(struct pairs *pairs)
{
	memset(counted, 0, sizeof(counted));
	CU_ASSERT_TRUE(pairs_each(pairs, count, counted));
	CU_ASSERT_EQUAL(memcmp(counted, expected, sizeof(expected)), 0);
	pairs_free(pairs);
}

/* Few and many, so that parts have from no pair to several chunks of them. */
static void
counts_each_pair_once_however_often_it_was_added(void)
{
	static const int amounts[] = { 1, 10, 1000, 300000 };
	srand(1);
	for (size_t i = 0; i < sizeof(amounts) / sizeof(amounts[0]); i++) {
		struct pairs *pairs = pairs_new();
		CU_ASSERT_PTR_NOT_NULL_FATAL(pairs);
		memset(there, 0, sizeof(there));
		memset(expected, 0, sizeof(expected));
		for (int n = 0; n < amounts[i]; n++) {
			uint32_t first = (uint32_t)random_below(FIRSTS);
			uint32_t second = (uint32_t)random_below(SECONDS);
			pairs_add(pairs, first, second);
			expected[second] += !there[first][second];
			there[first][second] = true;
		}
		assert_counts(pairs);
	}
}

/* Numbers that the highest bits tell apart, and those that a free place of a table could be taken for. */
static void
tells_any_numbers_apart(void)
{
	struct pairs *pairs = pairs_new();
	memset(expected, 0, sizeof(expected));
	for (int round = 0; round < 2; round++)
		for (uint32_t bit = 0; bit < 32; bit++)
			for (uint32_t second = 0; second < SECONDS; second++)
				pairs_add(pairs, 1u << bit, second);
	for (uint32_t second = 0; second < SECONDS; second++)
		expected[second] = 32;
	pairs_add(pairs, 0, 0);
	pairs_add(pairs, UINT32_MAX, 1);
	expected[0]++;
	expected[1]++;
	assert_counts(pairs);
}

/* Of several, each with numbers of its own for the seconds, one, however full the last part of each is. */
static void
joins_what_others_have(void)
{
	enum { OTHERS = 5 };
	uint32_t seconds[SECONDS];
	srand(2);
	for (int round = 0; round < 40; round++) {
		struct pairs *pairs = pairs_new();
		memset(there, 0, sizeof(there));
		memset(expected, 0, sizeof(expected));
		for (int i = 0; i < OTHERS; i++) {
			struct pairs *other = pairs_new();
			bool renamed = random_below(2);
			for (uint32_t second = 0; second < SECONDS; second++)
				seconds[second] =
					renamed ? (second + (uint32_t)i) % SECONDS : second;
			for (long n = random_below(round * 4000L + 2); n > 0; n--) {
				uint32_t first = (uint32_t)random_below(FIRSTS);
				uint32_t second = (uint32_t)random_below(SECONDS);
				bool mine = random_below(3) == 0;
				pairs_add(mine ? pairs : other, first, second);
				second = mine ? second : seconds[second];
				expected[second] += !there[first][second];
				there[first][second] = true;
			}
			pairs_join(pairs, other, renamed ? seconds : NULL);
			pairs_free(other);
		}
		assert_counts(pairs);
	}
}

/* By pair's second: in which chunks it is to come, for how many firsts, after which chunk. */
enum { CHUNKS = 7 };
static uint32_t come[CHUNKS][SECONDS][CHUNKS + 1], awaited[CHUNKS][SECONDS][CHUNKS + 1];

static bool
note_chunk(void *context, uint32_t second, uint32_t chunk, uint32_t before)
{
	(void)context;
	if (second >= SECONDS || chunk >= CHUNKS || (before != PAIRS_NONE && before >= chunk))
		return false;
	come[chunk][second][before == PAIRS_NONE ? CHUNKS : before]++;
	return true;
}

/* Chunks with from no pair to several stretches of them; some end where a stretch does. */
static void
tells_in_which_chunks_each_pair_is(void)
{
	static const int amounts[] = { 0, 3, 1000, 100000 };
	static uint32_t last[FIRSTS][SECONDS];
	srand(3);
	for (size_t i = 0; i < sizeof(amounts) / sizeof(amounts[0]); i++) {
		struct pairs *pairs = pairs_new();
		memset(come, 0, sizeof(come));
		memset(awaited, 0, sizeof(awaited));
		for (uint32_t first = 0; first < FIRSTS; first++)
			for (uint32_t second = 0; second < SECONDS; second++)
				last[first][second] = CHUNKS;
		for (uint32_t chunk = 0; chunk < CHUNKS; chunk++) {
			for (int n = chunk == 2 ? 0 : amounts[i]; n > 0; n--) {
				uint32_t first = (uint32_t)random_below(FIRSTS);
				uint32_t second = (uint32_t)random_below(SECONDS);
				pairs_add(pairs, first, second);
				if (last[first][second] != chunk)
					awaited[chunk][second][last[first][second]]++;
				last[first][second] = chunk;
			}
			pairs_cut(pairs);
		}
		CU_ASSERT_TRUE(pairs_each_chunk(pairs, note_chunk, NULL));
		CU_ASSERT_EQUAL(memcmp(come, awaited, sizeof(come)), 0);
		pairs_free(pairs);
	}
}

static void
counts_nothing_of_nothing(void)
{
	memset(expected, 0, sizeof(expected));
	assert_counts(pairs_new());
	pairs_free(NULL);
}

static const struct unit_test tests[] = {
	TEST(counts_each_pair_once_however_often_it_was_added),
	TEST(tells_any_numbers_apart),
	TEST(joins_what_others_have),
	TEST(tells_in_which_chunks_each_pair_is),
	TEST(counts_nothing_of_nothing),
};

UNIT_MAIN("pairs", tests)
