/*
 * Tests of UUID text.
 * SPDX-License-Identifier: MIT
 */
#include <sodium.h>
#include <string.h>

#include "unit.h"
#include "uuid.h"

static void
reads_and_writes_the_same(void)
{
	struct uuid uuid;
	char text[UUID_TEXT_SIZE];
	CU_ASSERT_TRUE_FATAL(uuid_parse("41e2b680-648e-4b09-bcd7-3e2b10c06264", &uuid));
	CU_ASSERT_EQUAL(uuid.bytes[0], 0x41);
	CU_ASSERT_EQUAL(uuid.bytes[6], 0x4b);
	CU_ASSERT_EQUAL(uuid.bytes[15], 0x64);
	uuid_format(&uuid, text);
	CU_ASSERT_STRING_EQUAL(text, "41e2b680-648e-4b09-bcd7-3e2b10c06264");
}

static void
reads_either_case_and_any_version(void)
{
	struct uuid upper;
	struct uuid lower;
	CU_ASSERT_TRUE(uuid_parse("0190ABCD-EF01-7234-8ABC-DEF012345678", &upper));
	CU_ASSERT_TRUE(uuid_parse("0190abcd-ef01-7234-8abc-def012345678", &lower));
	CU_ASSERT_TRUE(uuid_equal(&upper, &lower));
	CU_ASSERT_TRUE(uuid_parse("00000000-0000-0000-0000-000000000000", &upper));
	CU_ASSERT_FALSE(uuid_equal(&upper, &lower));
}

static void
refuses_any_other_text(void)
{
	static const char *const texts[] = {
		"",
		"41e2b680",
		"41e2b680-648e-4b09-bcd7-3e2b10c0626",
		"41e2b680-648e-4b09-bcd7-3e2b10c062644",
		"41e2b680-648e-4b09-bcd7-3e2b10c06264 ",
		" 41e2b680-648e-4b09-bcd7-3e2b10c06264",
		"41e2b680648e4b09bcd73e2b10c06264",
		"{41e2b680-648e-4b09-bcd7-3e2b10c06264}",
		"41e2b68-0648e-4b09-bcd7-3e2b10c06264",
		"g1e2b680-648e-4b09-bcd7-3e2b10c06264",
		"41e2b680-648e-4b09-bcd7-3e2b10c0626g",
		"41e2b680-648e-4b09-bcd7+3e2b10c06264",
		"41e2b680-648e-4b09-bcd7-",
	};
	struct uuid uuid;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		CU_ASSERT_FALSE(uuid_parse(texts[i], &uuid));
}

static void
random_ones_are_version_4_and_differ(void)
{
	struct uuid previous = uuid_random();
	for (int i = 0; i < 100; i++) {
		struct uuid uuid = uuid_random();
		CU_ASSERT_EQUAL(uuid.bytes[6] >> 4, 4);
		CU_ASSERT_EQUAL(uuid.bytes[8] >> 6, 2);
		CU_ASSERT_FALSE(uuid_equal(&uuid, &previous));
		previous = uuid;
	}
}

static const struct unit_test tests[] = {
	TEST(reads_and_writes_the_same),
	TEST(reads_either_case_and_any_version),
	TEST(refuses_any_other_text),
	TEST(random_ones_are_version_4_and_differ),
};

UNIT_MAIN("uuid", tests)
