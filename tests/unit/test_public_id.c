/*
 * Keys survive the way to a UUID and back; visits do not show their number.
 * SPDX-License-Identifier: MIT
 */
#include "public_id.h"

#include "unit.h"

#include <string.h>

static void
reads_a_visitor_back(void)
{
	const uint64_t hashes[] = { 0, 1, 0xf, 0xffff, 0x0123456789abcdefu, UINT64_MAX };
	for (size_t i = 0; i < sizeof(hashes) / sizeof(hashes[0]); i++) {
		struct uuid id = public_visitor_id(hashes[i]);
		uint64_t hash;
		CU_ASSERT_TRUE(public_visitor_hash(&id, &hash));
		CU_ASSERT_EQUAL(hash, hashes[i]);
	}
	char text[UUID_TEXT_SIZE];
	struct uuid id = public_visitor_id(0x0123456789abcdefu);
	uuid_format(&id, text);
	CU_ASSERT_STRING_EQUAL(text, "01234567-89ab-8cde-8f00-000000000000");
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
	uint64_t hash;
	long long event_id;
	CU_ASSERT_TRUE(uuid_parse("41e2b680-648e-4b09-bcd7-3e2b10c06264", &id));
	CU_ASSERT_FALSE(public_visitor_hash(&id, &hash));
	CU_ASSERT_FALSE(public_event_key(&id, &event_id));
	id = public_visitor_id(5);
	id.bytes[15] = 1;
	CU_ASSERT_FALSE(public_visitor_hash(&id, &hash));
}

static void
hides_the_number_of_a_visit(void)
{
	const unsigned char key[PUBLIC_ID_KEY_SIZE] = { 1 }, other[PUBLIC_ID_KEY_SIZE] = { 2 };
	struct uuid one = public_visit_id(key, 1, 1), two = public_visit_id(key, 1, 2);
	struct uuid again = public_visit_id(key, 1, 1), elsewhere = public_visit_id(other, 1, 1);
	CU_ASSERT_TRUE(uuid_equal(&one, &again));
	CU_ASSERT_FALSE(uuid_equal(&one, &elsewhere));
	int same = 0;
	for (int i = 0; i < 16; i++)
		same += one.bytes[i] == two.bytes[i];
	CU_ASSERT_TRUE(same < 6);
}

static const struct unit_test tests[] = {
	TEST(reads_a_visitor_back),
	TEST(reads_an_event_back),
	TEST(refuses_what_is_none_of_ours),
	TEST(hides_the_number_of_a_visit),
};

UNIT_MAIN("public_id", tests)
