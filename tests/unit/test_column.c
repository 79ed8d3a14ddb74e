/*
 * Columns of every width there and back, and what is none.
 * SPDX-License-Identifier: MIT
 */
#include "column.h"

#include "random_rows.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

enum { CEILING = 64 << 20, COUNT_MAX = 3000 };

static struct bytes
made(struct arena *arena, const uint32_t *values, uint32_t count, enum packing packing)
{
	struct column_work work;
	struct bytes bytes = { 0 };
	CU_ASSERT_TRUE_FATAL(column_work_init(&work, count, arena));
	if (count > 0)
		memcpy(work.values, values, count * sizeof(*values));
	CU_ASSERT_TRUE_FATAL(column_make(&work, count, packing, arena, &bytes));
	return bytes;
}

/* A copy with nothing but the padding behind it, whose end a sanitizer sees. To be freed. */
static struct bytes
exact_copy(struct bytes bytes)
{
	unsigned char *copy = malloc(bytes.len + COLUMN_PADDING);
	CU_ASSERT_PTR_NOT_NULL_FATAL(copy);
	memcpy(copy, bytes.bytes, bytes.len);
	memset(copy + bytes.len, 0xFF, COLUMN_PADDING);
	return (struct bytes){ copy, bytes.len };
}

static bool
is_opened(struct arena *arena, struct bytes bytes, uint32_t count)
{
	struct column column;
	struct bytes copy = exact_copy(bytes);
	bool opened = column_open(copy, count, arena, &column);
	free((void *)copy.bytes);
	return opened;
}

static int
count_different(const struct column *column, const uint32_t *values)
{
	static uint32_t unpacked[COUNT_MAX];
	int different = 0;
	column_unpack(column, unpacked);
	for (uint32_t i = 0; i < column->count; i++) {
		uint32_t value = column->values != NULL ? column->values[unpacked[i]]
							: column->base + unpacked[i];
		different += value != values[i] || column_value(column, i) != values[i];
	}
	return different;
}

static void
assert_comes_back(struct arena *arena, const uint32_t *values, uint32_t count, enum packing packing)
{
	struct column column;
	struct bytes copy = exact_copy(made(arena, values, count, packing));
	CU_ASSERT_TRUE_FATAL(column_open(copy, count, arena, &column));
	CU_ASSERT_EQUAL(count_different(&column, values), 0);
	for (uint32_t i = 1; column.values != NULL && i < column.value_count; i++)
		CU_ASSERT_TRUE(column.values[i] > column.values[i - 1]);
	free((void *)copy.bytes);
}

static void
every_width_comes_back(void)
{
	static const uint32_t counts[] = {
		0, 1, 2, 7, 8, 9, 63, 64, 65, 1023, 1024, 1025, COUNT_MAX
	};
	static uint32_t values[COUNT_MAX];
	srand(5);
	for (unsigned width = 0; width <= 32; width++)
		for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
			struct arena *arena = arena_new(CEILING);
			uint32_t base = (uint32_t)random_below((1LL << 32) - (1LL << width) + 1);
			for (uint32_t j = 0; j < counts[i]; j++)
				values[j] = base + (uint32_t)random_below(1LL << width);
			assert_comes_back(arena, values, counts[i], PACKING_FRAME);
			assert_comes_back(arena, values, counts[i], PACKING_VALUES);
			arena_free(arena);
		}
}

static void
few_values_come_back_from_wherever_they_are(void)
{
	static uint32_t values[COUNT_MAX];
	srand(6);
	for (uint32_t different = 1; different < 40; different++) {
		struct arena *arena = arena_new(CEILING);
		uint32_t choice[40] = { 0, UINT32_MAX };
		for (uint32_t i = 2; i < different; i++)
			choice[i] = (uint32_t)random_below(1LL << 32);
		for (uint32_t i = 0; i < COUNT_MAX; i++)
			values[i] = choice[random_below(different)];
		assert_comes_back(arena, values, COUNT_MAX, PACKING_FRAME);
		assert_comes_back(arena, values, COUNT_MAX, PACKING_VALUES);
		arena_free(arena);
	}
}

static void
values_stand_apart_where_they_are_to(void)
{
	static const uint32_t values[] = { 900, 7, 7, 30, 900 };
	static const uint32_t different[] = { 7, 30, 900 }, places[] = { 2, 0, 0, 1, 2 };
	struct arena *arena = arena_new(CEILING);
	struct column column;
	CU_ASSERT_TRUE_FATAL(
		column_open(made(arena, values, 5, PACKING_VALUES), 5, arena, &column));
	CU_ASSERT_EQUAL(column.width, 2);
	CU_ASSERT_EQUAL_FATAL(column.value_count, 3);
	CU_ASSERT_EQUAL(memcmp(column.values, different, sizeof(different)), 0);
	for (uint32_t i = 0; i < 5; i++)
		CU_ASSERT_EQUAL(column_packed(&column, i), places[i]);
	CU_ASSERT_TRUE_FATAL(column_open(made(arena, values, 5, PACKING_FRAME), 5, arena, &column));
	CU_ASSERT_PTR_NULL(column.values);
	CU_ASSERT_EQUAL(column.base, 7);
	CU_ASSERT_EQUAL(column_packed(&column, 0), 893);
	arena_free(arena);
}

/* A column of equal values, or of none, has its packing all the same. */
static void
equal_values_take_no_room(void)
{
	static uint32_t values[COUNT_MAX];
	for (uint32_t i = 0; i < COUNT_MAX; i++)
		values[i] = 77;
	for (uint32_t count = 0; count < COUNT_MAX; count += 100) {
		struct arena *arena = arena_new(CEILING);
		struct column column;
		uint32_t value = count > 0 ? 77 : 0;
		struct bytes bytes = made(arena, values, count, PACKING_FRAME);
		CU_ASSERT_EQUAL(bytes.len, 6);
		CU_ASSERT_TRUE_FATAL(column_open(bytes, count, arena, &column));
		CU_ASSERT_EQUAL(column.width, 0);
		CU_ASSERT_EQUAL(column.base, value);
		CU_ASSERT_PTR_NULL(column.values);
		bytes = made(arena, values, count, PACKING_VALUES);
		CU_ASSERT_EQUAL(bytes.len, 11);
		CU_ASSERT_TRUE_FATAL(column_open(bytes, count, arena, &column));
		CU_ASSERT_EQUAL(column.width, 0);
		CU_ASSERT_EQUAL_FATAL(column.value_count, 1);
		CU_ASSERT_EQUAL(column.values[0], value);
		arena_free(arena);
	}
}

static void
refuses_another_length_or_count(void)
{
	static const uint32_t values[] = { 5, 900, 5, 70, 0, 8, 5, 5, 5, 5, 5, 900, 1, 2, 3, 4, 6 };
	enum { COUNT = sizeof(values) / sizeof(values[0]) };
	static const enum packing packings[] = { PACKING_FRAME, PACKING_VALUES };
	for (int i = 0; i < 2; i++) {
		struct arena *arena = arena_new(CEILING);
		struct bytes bytes = made(arena, values, COUNT, packings[i]);
		for (size_t len = 0; len < bytes.len; len++)
			CU_ASSERT_FALSE(
				is_opened(arena, (struct bytes){ bytes.bytes, len }, COUNT));
		CU_ASSERT_TRUE(is_opened(arena, bytes, COUNT));
		CU_ASSERT_FALSE(
			is_opened(arena, (struct bytes){ bytes.bytes, bytes.len + 1 }, COUNT));
		CU_ASSERT_FALSE(is_opened(arena, bytes, COUNT + 8));
		CU_ASSERT_FALSE(is_opened(arena, bytes, COUNT - 8));
		arena_free(arena);
	}
}

static void
refuses_damaged_bytes(void)
{
	/* Packing, width, base in 4; values: width, count in 4; what is packed. */
	static const struct {
		bool opened;
		uint32_t count;
		size_t len;
		unsigned char bytes[24];
	} cases[] = {
		{ false, 4, 21, { 2, 2, 9, 0, 0, 0, 33, 3 } },
		{ true, 4, 20, { 2, 2, 9, 0, 0, 0, 32, 3 } },
		{ false, 4, 20, { 3, 2, 9, 0, 0, 0, 32, 3 } },
		{ true, 2, 8, { 1, 8, 0, 0, 0, 0, 1, 2 } },
		{ false, 2, 8, { 0, 8, 0, 0, 0, 0, 1, 2 } },
		{ false, 2, 8, { 3, 8, 0, 0, 0, 0, 1, 2 } },
		{ true, 1, 10, { 1, 32, 0, 0, 0, 0, 1, 2, 3, 4 } },
		{ false, 1, 11, { 1, 33, 0, 0, 0, 0, 1, 2, 3, 4, 5 } },
		{ true, 4, 13, { 2, 2, 9, 0, 0, 0, 4, 3, 0, 0, 0, 0x21, 0x24 } },
		{ false,
		  4,
		  13,
		  { 2, 2, 9, 0, 0, 0, 4, 3, 0, 0, 0, 0x21, 0x34 } }, /* place 3 of 3 */
		{ false, 4, 13, { 2, 2, 9, 0, 0, 0, 33, 3, 0, 0, 0, 0x21, 0x24 } },
		{ false, 4, 13, { 2, 1, 9, 0, 0, 0, 4, 3, 0, 0, 0, 0x21, 0x04 } }, /* too narrow */
		{ false, 4, 14, { 2, 3, 9, 0, 0, 0, 4, 3, 0, 0, 0, 0x21, 0, 0 } }, /* too wide */
		{ false,
		  2,
		  13,
		  { 2, 2, 9, 0, 0, 0, 4, 3, 0, 0, 0, 0x21, 0x04 } }, /* 3 values, 2 rows */
		{ true, 4, 11, { 2, 0, 9, 0, 0, 0, 0, 1, 0, 0, 0 } },
		{ true, 0, 11, { 2, 0, 9, 0, 0, 0, 0, 1, 0, 0, 0 } },
		{ false, 0, 12, { 2, 1, 9, 0, 0, 0, 0, 2, 0, 0, 0, 0 } },
		{ false, 4, 11, { 2, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0 } },
		{ true, 4, 13, { 2, 2, 0xF9, 255, 255, 255, 4, 3, 0, 0, 0, 0x13, 0x24 } },
		{ false,
		  4,
		  13,
		  { 2, 2, 0xFA, 255, 255, 255, 4, 3, 0, 0, 0, 0x13, 0x24 } }, /* 2^32 */
	};
	struct arena *arena = arena_new(CEILING);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		CU_ASSERT_EQUAL(is_opened(arena, (struct bytes){ cases[i].bytes, cases[i].len },
					  cases[i].count),
				cases[i].opened);
	struct column column;
	CU_ASSERT_FALSE(column_open((struct bytes){ 0 }, 0, arena, &column));
	arena_free(arena);
}

/* Wherever it stands, and whatever is behind it. */
static void
refuses_a_place_beyond_the_values(void)
{
	static uint32_t values[COUNT_MAX];
	struct arena *arena = arena_new(CEILING);
	struct column column;
	for (uint32_t i = 0; i < COUNT_MAX; i++)
		values[i] = i % 5 * 1000; /* places of three bits: 7 is none */
	struct bytes bytes = made(arena, values, COUNT_MAX, PACKING_VALUES);
	CU_ASSERT_TRUE_FATAL(column_open(bytes, COUNT_MAX, arena, &column));
	size_t head = (size_t)(column.packed - bytes.bytes);
	for (uint32_t row = 0; row < COUNT_MAX; row += row < COUNT_MAX - 20 ? 97 : 1) {
		struct bytes copy = exact_copy(bytes);
		unsigned char *packed = (unsigned char *)copy.bytes + head;
		for (uint32_t bit = row * 3; bit < row * 3 + 3; bit++)
			packed[bit / 8] |= (unsigned char)(1 << bit % 8);
		CU_ASSERT_FALSE(column_open(copy, COUNT_MAX, arena, &column));
		free((void *)copy.bytes);
	}
	arena_free(arena);
}

static void
fails_without_memory(void)
{
	static uint32_t values[COUNT_MAX];
	struct arena *arena = arena_new(CEILING), *small = arena_new(1000);
	struct arena *smaller = arena_new(COUNT_MAX);
	struct column_work work;
	struct column column;
	for (uint32_t i = 0; i < COUNT_MAX; i++)
		values[i] = i;
	struct bytes bytes = made(arena, values, COUNT_MAX, PACKING_VALUES), out;
	CU_ASSERT_FALSE(column_open(bytes, COUNT_MAX, small, &column));
	CU_ASSERT_TRUE_FATAL(column_work_init(&work, COUNT_MAX, arena));
	memcpy(work.values, values, sizeof(values));
	CU_ASSERT_FALSE(column_make(&work, COUNT_MAX, PACKING_FRAME, small, &out));
	CU_ASSERT_FALSE(column_work_init(&work, COUNT_MAX, smaller));
	arena_free(smaller);
	arena_free(small);
	arena_free(arena);
}

static const struct unit_test tests[] = {
	TEST(every_width_comes_back),
	TEST(few_values_come_back_from_wherever_they_are),
	TEST(values_stand_apart_where_they_are_to),
	TEST(equal_values_take_no_room),
	TEST(refuses_another_length_or_count),
	TEST(refuses_damaged_bytes),
	TEST(refuses_a_place_beyond_the_values),
	TEST(fails_without_memory),
};

UNIT_MAIN("column", tests)
