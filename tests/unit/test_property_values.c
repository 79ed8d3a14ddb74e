/*
 * Numbers of properties.
 * SPDX-License-Identifier: MIT
 */
#include "property_values.h"

#include "unit.h"

#include <stdio.h>
#include <string.h>

enum { MANY = 5000 };

static uint32_t
number_of(struct property_values *values, uint32_t name_id, unsigned type, const char *text)
{
	struct property_value value = { text, name_id, type };
	uint32_t number;
	CU_ASSERT_TRUE_FATAL(property_values_number(values, &value, &number));
	return number;
}

static void
tells_names_types_and_texts_apart(void)
{
	struct arena *arena = arena_new(1 << 20);
	struct property_values *values = property_values_new(arena);
	CU_ASSERT_PTR_NOT_NULL_FATAL(values);
	CU_ASSERT_EQUAL(number_of(values, 1, 1, "a"), 0);
	CU_ASSERT_EQUAL(number_of(values, 2, 1, "a"), 1);
	CU_ASSERT_EQUAL(number_of(values, 1, 3, "a"), 2);
	CU_ASSERT_EQUAL(number_of(values, 1, 1, "b"), 3);
	CU_ASSERT_EQUAL(number_of(values, 1, 1, ""), 4);
	CU_ASSERT_EQUAL(number_of(values, 1, 1, NULL), 5);
	CU_ASSERT_EQUAL(number_of(values, 1, 1, ""), 4);
	CU_ASSERT_EQUAL(number_of(values, 1, 1, NULL), 5);
	CU_ASSERT_EQUAL(number_of(values, 1, 3, "a"), 2);
	arena_free(arena);
}

static void
keeps_what_it_has_numbered_while_more_comes(void)
{
	struct arena *arena = arena_new(1 << 22);
	struct property_values *values = property_values_new(arena);
	char text[16];
	uint32_t count;
	int different = 0;
	CU_ASSERT_PTR_NOT_NULL_FATAL(values);
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < MANY; i++) {
			snprintf(text, sizeof(text), "H-%d", i);
			different += number_of(values, (uint32_t)i % 7, 1, text) != (uint32_t)i;
		}
	const struct property_value *all = property_values_all(values, &count);
	CU_ASSERT_EQUAL_FATAL(count, MANY);
	for (int i = 0; i < MANY; i++) {
		snprintf(text, sizeof(text), "H-%d", i);
		different += strcmp(all[i].text, text) != 0 || all[i].name_id != (uint32_t)i % 7;
	}
	CU_ASSERT_EQUAL(different, 0);
	arena_free(arena);
}

static void
says_when_memory_does_not_suffice(void)
{
	struct arena *arena = arena_new(16 << 10);
	struct property_values *values = property_values_new(arena);
	CU_ASSERT_PTR_NOT_NULL_FATAL(values);
	bool fits = true;
	for (uint32_t i = 0, number; fits && i < MANY; i++) {
		struct property_value value = { "text", i, 1 };
		fits = property_values_number(values, &value, &number);
	}
	CU_ASSERT_FALSE(fits);
	arena_free(arena);
}

static const struct unit_test tests[] = {
	TEST(tells_names_types_and_texts_apart),
	TEST(keeps_what_it_has_numbered_while_more_comes),
	TEST(says_when_memory_does_not_suffice),
};
UNIT_MAIN("property values", tests)
