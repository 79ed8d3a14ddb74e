/*
 * Sums of money.
 * SPDX-License-Identifier: MIT
 */
#include "amount.h"

#include "unit.h"

#include <stdio.h>

static const char *
sum_of(uint64_t ten_thousandths, int times)
{
	static char text[AMOUNT_TEXT_SIZE];
	struct amount sum = { 0, 0 };
	for (int i = 0; i < times; i++)
		amount_add(&sum, ten_thousandths);
	return amount_text(&sum, text);
}

static double
number_in(const char *text)
{
	double number = 0;
	CU_ASSERT_EQUAL(sscanf(text, "%lf", &number), 1);
	return number;
}

static void
adds_without_rounding(void)
{
	CU_ASSERT_STRING_EQUAL(sum_of(0, 1), "000000.0000");
	CU_ASSERT_STRING_EQUAL(sum_of(1, 10000), "000001.0000");
	CU_ASSERT_STRING_EQUAL(sum_of(1000, 3), "000000.3000"); /* thrice 0.1 */
	CU_ASSERT_STRING_EQUAL(sum_of(123456789012345678, 1), "12345678901234.5678");
	CU_ASSERT_EQUAL(number_in(sum_of(199900, 1000)), 19990);
}

static void
adds_the_largest_amounts_past_what_a_number_holds(void)
{
	/* 999,999,999,999,999.9999, of which a uint64_t holds one */
	CU_ASSERT_STRING_EQUAL(sum_of(9999999999999999999u, 1), "999999999999999.9999");
	CU_ASSERT_STRING_EQUAL(sum_of(9999999999999999999u, 100000), "99999999999999999990.0000");
}

static void
joins_sums_as_if_all_had_been_added_to_one(void)
{
	char joined[AMOUNT_TEXT_SIZE], all[AMOUNT_TEXT_SIZE];
	struct amount sum = { 0, 0 }, other = { 0, 0 }, both = { 0, 0 };
	CU_ASSERT_TRUE(amount_is_nothing(&sum));
	for (uint64_t amount = 1; amount < UINT64_MAX / 7; amount *= 7) {
		amount_add(amount % 2 == 0 ? &sum : &other, amount);
		amount_add(&other, amount + 1);
		amount_add(&both, amount);
		amount_add(&both, amount + 1);
	}
	amount_join(&sum, &other);
	CU_ASSERT_FALSE(amount_is_nothing(&sum));
	CU_ASSERT_STRING_EQUAL(amount_text(&sum, joined), amount_text(&both, all));
}

static const struct unit_test tests[] = {
	TEST(joins_sums_as_if_all_had_been_added_to_one),
	TEST(adds_without_rounding),
	TEST(adds_the_largest_amounts_past_what_a_number_holds),
};
UNIT_MAIN("amount", tests)
