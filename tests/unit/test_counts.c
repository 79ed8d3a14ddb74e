/*
 * Counts: numbers of which it is known how often each comes.
 * SPDX-License-Identifier: MIT
 */
#include "counts.h"

#include "unit.h"

enum { NUMBERS = 30000, BATCH = 1000 };

/* Number i comes i % 7 times, in batches; some differ in their upper half alone. */
static uint64_t
number_of(uint32_t i)
{
	return (uint64_t)(i % 100) << 32 | i / 100;
}

static void
counts_as_often_as_each_number_came(void)
{
	struct counts counts = { 0 };
	uint64_t batch[BATCH];
	uint32_t count = 0, found = 0;
	for (uint32_t round = 1; round < 7; round++)
		for (uint32_t i = 0; i < NUMBERS; i++) {
			if (i % 7 >= round)
				batch[count++] = number_of(i);
			if (count < BATCH && i + 1 < NUMBERS)
				continue;
			CU_ASSERT_TRUE_FATAL(counts_add(&counts, batch, count));
			count = 0;
		}
	for (size_t place = 0; place < counts_places(&counts); place++) {
		const struct count *at = &counts.table[place];
		uint32_t i = (uint32_t)at->number * 100 + (uint32_t)(at->number >> 32);
		if (at->times == 0)
			continue;
		CU_ASSERT_EQUAL(at->times, i % 7);
		found++;
	}
	CU_ASSERT_EQUAL(found, counts.used);
	CU_ASSERT_EQUAL(found, NUMBERS - (NUMBERS + 6) / 7);
	counts_free(&counts);
	CU_ASSERT_EQUAL(counts_places(&counts), 0);
}

static void
adds_what_others_counted(void)
{
	struct counts even = { 0 }, all = { 0 }, nothing = { 0 };
	for (uint64_t number = 0; number < NUMBERS; number++) {
		CU_ASSERT_TRUE_FATAL(counts_add(&all, &number, 1));
		if (number % 2 == 0)
			CU_ASSERT_TRUE_FATAL(counts_add(&even, &number, 1));
	}
	CU_ASSERT_TRUE(counts_join(&even, &all));
	CU_ASSERT_TRUE(counts_join(&even, &nothing));
	CU_ASSERT_EQUAL(even.used, NUMBERS);
	for (size_t place = 0; place < counts_places(&even); place++)
		if (even.table[place].times > 0)
			CU_ASSERT_EQUAL(even.table[place].times, 2 - even.table[place].number % 2);
	CU_ASSERT_TRUE(counts_join(&nothing, &even));
	CU_ASSERT_EQUAL(nothing.used, NUMBERS);
	counts_free(&even);
	counts_free(&all);
	counts_free(&nothing);
}

static const struct unit_test tests[] = {
	TEST(counts_as_often_as_each_number_came),
	TEST(adds_what_others_counted),
};

UNIT_MAIN("counts", tests)
