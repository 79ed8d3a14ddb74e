/*
 * Tests of the visitor's hash and of the salt's periods.
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "unit.h"
#include "visitor.h"

static const unsigned char key[VISITOR_KEY_SIZE] = "0123456789abcde";

static uint64_t
hash(uint32_t website_id, long long period, const char *address, const char *user_agent)
{
	return visitor_hash(key, website_id, period, address, user_agent);
}

static void
the_same_request_is_the_same_visitor(void)
{
	CU_ASSERT_EQUAL(hash(1, 0, "192.0.2.1", "Firefox"), hash(1, 0, "192.0.2.1", "Firefox"));
}

static void
every_input_counts(void)
{
	static const unsigned char other_key[VISITOR_KEY_SIZE] = "0123456789abcdf";
	uint64_t base = hash(1, 0, "192.0.2.1", "Firefox");
	CU_ASSERT_NOT_EQUAL(base, hash(2, 0, "192.0.2.1", "Firefox"));
	CU_ASSERT_NOT_EQUAL(base, hash(1, 86400000, "192.0.2.1", "Firefox"));
	CU_ASSERT_NOT_EQUAL(base, hash(1, 0, "192.0.2.2", "Firefox"));
	CU_ASSERT_NOT_EQUAL(base, hash(1, 0, "192.0.2.1", "Firefoy"));
	CU_ASSERT_NOT_EQUAL(base, visitor_hash(other_key, 1, 0, "192.0.2.1", "Firefox"));
}

static void
texts_do_not_run_into_each_other(void)
{
	CU_ASSERT_NOT_EQUAL(hash(1, 0, "ab", "c"), hash(1, 0, "a", "bc"));
	CU_ASSERT_NOT_EQUAL(hash(1, 0, "", "abc"), hash(1, 0, "abc", ""));
}

static void
a_long_user_agent_counts_to_its_end(void)
{
	char one[2000];
	char other[2000];
	memset(one, 'a', sizeof(one));
	one[sizeof(one) - 1] = '\0';
	memcpy(other, one, sizeof(one));
	other[sizeof(other) - 2] = 'b';
	CU_ASSERT_NOT_EQUAL(hash(1, 0, "192.0.2.1", one), hash(1, 0, "192.0.2.1", other));
	for (size_t len = 510; len <= 515; len++) {
		uint64_t shorter;
		other[len] = '\0';
		shorter = hash(1, 0, "192.0.2.1", other);
		other[len] = 'a';
		other[len + 1] = '\0';
		CU_ASSERT_NOT_EQUAL(shorter, hash(1, 0, "192.0.2.1", other));
		other[len + 1] = 'a';
	}
}

static void
an_identified_visitor_is_another_kind(void)
{
	uint64_t identified = visitor_hash_identified(key, 1, "user-7");
	CU_ASSERT_EQUAL(identified, visitor_hash_identified(key, 1, "user-7"));
	CU_ASSERT_NOT_EQUAL(identified, visitor_hash_identified(key, 2, "user-7"));
	CU_ASSERT_NOT_EQUAL(identified, visitor_hash_identified(key, 1, "user-8"));
	CU_ASSERT_NOT_EQUAL(identified, hash(1, 0, "user-7", ""));
}

/* A fixed value: stored visitors must stay the same across versions and machines. */
static void
the_encoding_does_not_change(void)
{
	CU_ASSERT_EQUAL(hash(7, 1767225600000, "2001:db8::1", "Mozilla/5.0"),
			UINT64_C(6512150214348678940));
	CU_ASSERT_EQUAL(visitor_hash_identified(key, 7, "user-7"), UINT64_C(16834225943337423401));
}

struct period {
	enum salt_rotation rotation;
	long long at;
	long long start;
};

static void
periods_start_at_midnight_monday_and_the_first(void)
{
	static const struct period periods[] = {
		{ SALT_DAY, 0, 0 },
		{ SALT_DAY, 86399999, 0 },
		{ SALT_DAY, 86400000, 86400000 },
		{ SALT_DAY, -1, -86400000 },
		{ SALT_WEEK, 0, -259200000 }, /* Thursday 1970-01-01 -> Monday 1969-12-29 */
		{ SALT_WEEK, 1767571199999,
		  1766966400000 }, /* Sunday 2026-01-04 -> Monday 2025-12-29 */
		{ SALT_WEEK, 1767571200000, 1767571200000 }, /* Monday 2026-01-05 */
		{ SALT_MONTH, 0, 0 },
		{ SALT_MONTH, 1709251199999, 1706745600000 }, /* 2024-02-29, a leap day */
		{ SALT_MONTH, 1709251200000, 1709251200000 }, /* 2024-03-01 */
		{ SALT_MONTH, 1798761599999, 1796083200000 }, /* 2026-12-31 */
		{ SALT_MONTH, -1, -2678400000 },              /* 1969-12-31 */
	};
	for (size_t i = 0; i < sizeof(periods) / sizeof(periods[0]); i++)
		CU_ASSERT_EQUAL(salt_period(periods[i].rotation, periods[i].at), periods[i].start);
}

static void
reads_the_names_of_rotations(void)
{
	enum salt_rotation rotation;
	CU_ASSERT_TRUE(salt_rotation_parse("day", &rotation) && rotation == SALT_DAY);
	CU_ASSERT_TRUE(salt_rotation_parse("week", &rotation) && rotation == SALT_WEEK);
	CU_ASSERT_TRUE(salt_rotation_parse("month", &rotation) && rotation == SALT_MONTH);
	CU_ASSERT_FALSE(salt_rotation_parse("year", &rotation));
	CU_ASSERT_FALSE(salt_rotation_parse("", &rotation));
}

static const struct unit_test tests[] = {
	TEST(the_same_request_is_the_same_visitor),
	TEST(every_input_counts),
	TEST(texts_do_not_run_into_each_other),
	TEST(a_long_user_agent_counts_to_its_end),
	TEST(an_identified_visitor_is_another_kind),
	TEST(the_encoding_does_not_change),
	TEST(periods_start_at_midnight_monday_and_the_first),
	TEST(reads_the_names_of_rotations),
};

UNIT_MAIN("visitor", tests)
