/*
 * Keys survive the way to a UUID and back; visitors and visits do not show their number.
 * SPDX-License-Identifier: MIT
 */
#include "public_id.h"

#include "unit.h"

#include <string.h>

static const unsigned char key[PUBLIC_ID_KEY_SIZE] = { 1 }, other_key[PUBLIC_ID_KEY_SIZE] = { 2 };

static void
reads_a_visitor_back(void)
{
	const int numbers[] = { 0, 1, 0xff, 0x01234567, INT32_MAX };
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		struct uuid id = public_visitor_id(key, 7, numbers[i]);
		int number;
		CU_ASSERT_TRUE(public_visitor_number(key, 7, &id, &number));
		CU_ASSERT_EQUAL(number, numbers[i]);
		CU_ASSERT_FALSE(public_visitor_number(key, 8, &id, &number));
		CU_ASSERT_FALSE(public_visitor_number(other_key, 7, &id, &number));
	}
}

/* How many bytes two ids share. */
static int
bytes_in_common(struct uuid one, struct uuid other)
{
	int same = 0;
	for (int i = 0; i < 16; i++)
		same += one.bytes[i] == other.bytes[i];
	return same;
}

static void
reads_an_event_back(void)
{
	const long long ids[] = { 0, 1, 0xfffff, 1795000000123LL << 20 | 0xabcde,
				  0x7fffffffffffffffLL };
	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		struct uuid id = public_event_id(ids[i]);
		long long event_id;
		CU_ASSERT_TRUE(public_event_key(&id, &event_id));
		CU_ASSERT_EQUAL(event_id, ids[i]);
	}
}

static void
refuses_what_is_none_of_ours(void)
{
	struct uuid id;
	int number;
	long long event_id;
	CU_ASSERT_TRUE(uuid_parse("41e2b680-648e-4b09-bcd7-3e2b10c06264", &id));
	CU_ASSERT_FALSE(public_visitor_number(key, 7, &id, &number));
	CU_ASSERT_FALSE(public_event_key(&id, &event_id));
	for (int i = 0; i < 16; i++) {
		id = public_visitor_id(key, 7, 5);
		id.bytes[i] ^= 1;
		CU_ASSERT_FALSE(public_visitor_number(key, 7, &id, &number));
	}
}

static void
hides_the_number_of_a_visit(void)
{
	struct uuid one = public_visit_id(key, 1, 1), two = public_visit_id(key, 1, 2);
	struct uuid again = public_visit_id(key, 1, 1),
		    elsewhere = public_visit_id(other_key, 1, 1);
	CU_ASSERT_TRUE(uuid_equal(&one, &again));
	CU_ASSERT_FALSE(uuid_equal(&one, &elsewhere));
	CU_ASSERT_TRUE(bytes_in_common(one, two) < 6);
}

static void
hides_the_number_of_a_visitor(void)
{
	struct uuid one = public_visitor_id(key, 1, 1);
	CU_ASSERT_TRUE(bytes_in_common(one, public_visitor_id(key, 1, 2)) < 6);
	CU_ASSERT_TRUE(bytes_in_common(one, public_visitor_id(other_key, 1, 1)) < 6);
	CU_ASSERT_TRUE(bytes_in_common(one, public_visit_id(key, 1, 1)) < 6);
}

static void
tells_properties_apart(void)
{
	struct uuid one = public_property_id(key, 1, 1LL << 40, 0);
	struct uuid again = public_property_id(key, 1, 1LL << 40, 0);
	CU_ASSERT_TRUE(uuid_equal(&one, &again));
	CU_ASSERT_TRUE(bytes_in_common(one, public_property_id(key, 1, 1LL << 40, 1)) < 6);
	CU_ASSERT_TRUE(bytes_in_common(one, public_property_id(key, 2, 1LL << 40, 0)) < 6);
	CU_ASSERT_TRUE(bytes_in_common(one, public_property_id(key, 1, 1LL << 41, 0)) < 6);
	CU_ASSERT_TRUE(bytes_in_common(one, public_property_id(other_key, 1, 1LL << 40, 0)) < 6);
}

static const struct unit_test tests[] = {
	TEST(reads_a_visitor_back),          TEST(reads_an_event_back),
	TEST(refuses_what_is_none_of_ours),  TEST(hides_the_number_of_a_visit),
	TEST(hides_the_number_of_a_visitor), TEST(tells_properties_apart),
};

UNIT_MAIN("public_id", tests)
