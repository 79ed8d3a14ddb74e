/*
 * Array literals as PostgreSQL reads them.
 * SPDX-License-Identifier: MIT
 */
#include "pg_array.h"

#include "unit.h"

#include <limits.h>
#include <string.h>

static void
writes_numbers_down_to_the_smallest(void)
{
	struct arena *arena = arena_new(1 << 20);
	struct pg_array array;
	pg_array_start(&array, arena, 0);
	pg_array_integer(&array, 0);
	pg_array_integer(&array, LLONG_MIN);
	pg_array_integer(&array, LLONG_MAX);
	pg_array_null(&array);
	pg_array_optional(&array, 0);
	pg_array_optional(&array, 7);
	CU_ASSERT_STRING_EQUAL(pg_array_text(&array),
			       "{0,-9223372036854775808,9223372036854775807,NULL,NULL,7}");
	arena_free(arena);
}

static void
quotes_every_string(void)
{
	struct arena *arena = arena_new(1 << 20);
	struct pg_array array;
	pg_array_start(&array, arena, 1);
	pg_array_string(&array, "a,b}{\"c\\d");
	pg_array_string(&array, "");
	pg_array_string(&array, "NULL");
	pg_array_string(&array, NULL);
	CU_ASSERT_STRING_EQUAL(pg_array_text(&array), "{\"a,b}{\\\"c\\\\d\",\"\",\"NULL\",NULL}");
	arena_free(arena);
}

static void
writes_bytes_as_hexadecimal_digits(void)
{
	struct arena *arena = arena_new(1 << 20);
	struct pg_array array;
	pg_array_start(&array, arena, 1);
	pg_array_bytes(&array, (const unsigned char *)"\0\x7f\xff\\\"", 5);
	pg_array_bytes(&array, (const unsigned char *)"", 0);
	CU_ASSERT_STRING_EQUAL(pg_array_text(&array), "{\"\\\\x007fff5c22\",\"\\\\x\"}");
	arena_free(arena);
}

static void
is_empty_without_elements(void)
{
	struct arena *arena = arena_new(1 << 20);
	struct pg_array array;
	pg_array_start(&array, arena, 0);
	CU_ASSERT_STRING_EQUAL(pg_array_text(&array), "{}");
	arena_free(arena);
}

static void
says_so_when_the_arena_is_full(void)
{
	struct arena *arena = arena_new(256);
	struct pg_array array;
	pg_array_start(&array, arena, 1);
	for (int i = 0; i < 1000; i++)
		pg_array_integer(&array, i);
	CU_ASSERT_PTR_NULL(pg_array_text(&array));
	arena_free(arena);
}

static const struct unit_test tests[] = {
	TEST(writes_numbers_down_to_the_smallest), TEST(quotes_every_string),
	TEST(writes_bytes_as_hexadecimal_digits),  TEST(is_empty_without_elements),
	TEST(says_so_when_the_arena_is_full),
};

UNIT_MAIN("pg_array", tests)
