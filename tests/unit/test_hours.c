/*
 * Hours of spans that overlap, touch, and belong to several websites.
 * SPDX-License-Identifier: MIT
 */
#include "hours.h"

#include "unit.h"

enum { MINUTE = 60 * 1000 };

static const long long noon = 12LL * 60 * MINUTE;

static void
check(struct hours *hours, const char *websites, const char *numbers)
{
	struct pg_array website, number;
	hours_write(hours, &website, &number);
	CU_ASSERT_STRING_EQUAL(pg_array_text(&website), websites);
	CU_ASSERT_STRING_EQUAL(pg_array_text(&number), numbers);
}

static void
says_each_hour_of_a_website_once_and_in_order(void)
{
	struct arena *arena = arena_new(1 << 20);
	struct hours hours;
	hours_start(&hours, arena);
	check(&hours, "{}", "{}");
	hours_add(&hours, 2, noon + 59 * MINUTE, noon + 61 * MINUTE);
	hours_add(&hours, 1, noon + 10 * MINUTE, noon + 20 * MINUTE);
	hours_add(&hours, 2, noon - 1, noon);
	hours_add(&hours, 1, noon, noon);
	check(&hours, "{1,2,2,2}", "{12,11,12,13}");
	arena_free(arena);
}

static void
holds_as_many_as_come(void)
{
	struct arena *arena = arena_new(1 << 20);
	struct pg_array website, number;
	struct hours hours;
	hours_start(&hours, arena);
	for (int i = 0; i < 1000; i++)
		hours_add(&hours, 1, noon + i * 30LL * MINUTE, noon + i * 30LL * MINUTE);
	hours_write(&hours, &website, &number);
	CU_ASSERT_EQUAL(website.count, 500);
	CU_ASSERT_EQUAL(number.count, 500);
	arena_free(arena);
}

static void
without_memory_the_arena_says_so(void)
{
	struct arena *arena = arena_new(4096);
	struct hours hours;
	hours_start(&hours, arena);
	hours_add(&hours, 1, 0, 10000LL * 60 * MINUTE);
	CU_ASSERT_TRUE(arena_exhausted(arena));
	arena_free(arena);
}

static const struct unit_test tests[] = {
	TEST(says_each_hour_of_a_website_once_and_in_order),
	TEST(holds_as_many_as_come),
	TEST(without_memory_the_arena_says_so),
};

UNIT_MAIN("hours", tests)
