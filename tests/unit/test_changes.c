/*
 * Changes there and back, and what is none.
 * SPDX-License-Identifier: MIT
 */
#include "changes.h"

#include "random_rows.h"
#include "unit.h"

#include <limits.h>
#include <sodium.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { CEILING = 256 << 20 };

static struct bytes
written(struct arena *arena, const struct rows *rows)
{
	struct bytes bytes = { 0 };
	CU_ASSERT_TRUE_FATAL(rows_write(rows, arena, &bytes));
	return bytes;
}

static void
assert_comes_back(struct arena *arena, const struct rows *rows)
{
	struct bytes bytes = written(arena, rows);
	struct rows read;
	CU_ASSERT_TRUE_FATAL(rows_read(bytes.bytes, bytes.len, arena, &read));
	assert_rows_equal(rows, &read);
}

static bool
is_read(struct arena *arena, const unsigned char *bytes, size_t len)
{
	struct rows read;
	unsigned char *exact = malloc(len + 1); /* so that a sanitizer sees the end */
	CU_ASSERT_PTR_NOT_NULL_FATAL(exact);
	memcpy(exact, bytes, len);
	bool done = rows_read(exact, len, arena, &read);
	free(exact);
	return done;
}

static void
random_changes_come_back(void)
{
	srand(2);
	for (int round = 0; round < 200; round++) {
		struct arena *arena = arena_new(CEILING);
		struct random_rows wanted = { .anonymous = (int)random_below(50),
					      .visits = (int)random_below(50),
					      .first_visit_id = 1 + (int)random_below(1 << 30),
					      .events_max = (int)random_below(20),
					      .ids_max = (int)random_below(1LL << (round % 32)),
					      .gap_max = 1 + random_below(1LL << (round % 50)),
					      .changes = true };
		struct rows rows = random_rows(arena, &wanted);
		assert_comes_back(arena, &rows);
		arena_free(arena);
	}
}

static void
extremes_come_back(void)
{
	struct arena *arena = arena_new(CEILING);
	struct visit_row visits[] = {
		{ .event_count = 1 },
		{ 1, INT_MAX, INT_MAX, INT_MAX, INT_MAX, INT_MAX, INT_MIN, INT_MAX, INT_MAX, true,
		  CHANGE_REMOVES, 0 },
		{ INT_MAX, INT_MIN, INT_MIN, -1, 0, INT_MIN, INT_MAX, -1, -1, false, CHANGE_GROWS,
		  3 },
	};
	struct event_row events[] = {
		{ LLONG_MAX, INT_MAX, INT_MIN, -1, INT_MAX },
		{ 0, 0, 0, 0, 0 },
		{ 1, INT_MAX, INT_MAX, INT_MAX, INT_MIN },
		{ LLONG_MAX, 1, 1, 1, 1 },
	};
	struct rows rows = { visits, 3, events, 4 }, none = { 0 };
	assert_comes_back(arena, &rows);
	assert_comes_back(arena, &none);
	rows = random_long_visit(arena);
	assert_comes_back(arena, &rows);
	arena_free(arena);
}

/* Fifty visits of a second, with ids of a website of some size. */
static void
a_batch_takes_few_bytes(void)
{
	struct arena *arena = arena_new(CEILING);
	struct visit_row visits[50] = { 0 };
	struct event_row events[50] = { 0 };
	for (int i = 0; i < 50; i++) {
		visits[i] = (struct visit_row){ 1000000 + i, 800000 + i, 3000,         9000,
						7000,        30000,      30000,        0,
						1,           true,       CHANGE_GROWS, 1 };
		events[i] = (struct event_row){ (1767225600000LL + 20 * i) << EVENT_NUMBER_BITS | i,
						30000, 0, 0, 0 };
	}
	struct rows rows = { visits, 50, events, 50 };
	CU_ASSERT_TRUE(written(arena, &rows).len < 50 * 25);
	arena_free(arena);
}

static void
no_part_of_a_change_is_one(void)
{
	struct arena *arena = arena_new(CEILING);
	struct random_rows wanted = { .anonymous = 3,
				      .visits = 5,
				      .first_visit_id = 100,
				      .events_max = 4,
				      .ids_max = 1000,
				      .gap_max = 1LL << 40,
				      .changes = true };
	srand(4);
	struct rows rows = random_rows(arena, &wanted);
	struct bytes bytes = written(arena, &rows);
	for (size_t len = 0; len < bytes.len; len++)
		CU_ASSERT_FALSE(is_read(arena, bytes.bytes, len));
	CU_ASSERT_TRUE(is_read(arena, bytes.bytes, bytes.len));
	unsigned char *longer = arena_alloc(arena, bytes.len + 1);
	memcpy(longer, bytes.bytes, bytes.len);
	CU_ASSERT_FALSE(is_read(arena, longer, bytes.len + 1));
	arena_free(arena);
}

static void
refuses_what_is_not_written_so(void)
{
	/*
	 * Format, visits, events; a visit: id and marks, visitor, source to exit page, seconds and pageviews, events; an
	 * event: milliseconds and number, page to properties.
	 */
	static const struct {
		bool read;
		const char *hex;
	} cases[] = {
		{ true, "01 00 00" },
		{ false, "00 00 00" },
		{ false, "02 00 00" },
		{ false, "01 8000 00" }, /* a longer form of 0 */
		{ true, "01 01 00  0700 00 0000000000 0000 00" },
		{ true, "01 01 00  0705 00 0000000000 0000 00" },
		{ false, "01 01 00  0706 00 0000000000 0000 00" }, /* a change that is none */
		{ false, "01 02 00  0700 00 0000000000 0000 00" }, /* fewer than it says */
		{ false, "01 00 00  0700 00 0000000000 0000 00" },
		{ false, "01 01 00  0000 00 0000000000 0000 00" }, /* no visit, no event */
		{ false, "01 01 00  0700 00 0000000000 0000 01" },
		{ true, "01 01 01  0700 00 0000000000 0000 01  0202 00000000" },
		{ false, "01 01 01  0700 00 0000000000 0000 01  0102 00000000" }, /* -1 ms */
		{ false, "01 01 01  0700 00 0000000000 0000 01  0201 00000000" }, /* number -1 */
		{ false, "01 01 01  0700 00 0000000000 0000 00  0202 00000000" }, /* of no visit */
		{ true, "01 01 02  0700 00 0000000000 0000 02  0202 00000000 0002 00000000" },
		{ false, "01 01 02  0700 00 0000000000 0000 02  0202 00000000 0000 00000000" },
		{ true, "01 02 00  0700 00 0000000000 0000 00  0100 00 0000000000 0000 00" },
		{ false, "01 02 00  0700 00 0000000000 0000 00  0000 00 0000000000 0000 00" },
		{ true, "01 01 00  FFFFFFFF0700 00 0000000000 0000 00" },
		{ false, "01 01 00  808080800800 00 0000000000 0000 00" }, /* visit 2^31 */
		{ false,
		  "01 02 00  FFFFFFFF0700 00 0000000000 0000 00  0100 00 0000000000 0000 00" },
		{ false, "01 01 00  0700 00 8080808080808080800200000000 0000 00" }, /* 2^64 */
		{ true, "01 01 00  0700 00 FFFFFFFF0F00000000 0000 00" },
		{ false, "01 01 00  0700 00 808080801000000000 0000 00" }, /* source 2^32 */
	};
	struct arena *arena = arena_new(CEILING);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		unsigned char bytes[64];
		size_t len;
		CU_ASSERT_EQUAL_FATAL(sodium_hex2bin(bytes, sizeof(bytes), cases[i].hex,
						     strlen(cases[i].hex), " ", &len, NULL),
				      0);
		CU_ASSERT_EQUAL(is_read(arena, bytes, len), cases[i].read);
	}
	arena_free(arena);
}

static void
refuses_more_events_than_it_says(void)
{
	struct arena *arena = arena_new(CEILING);
	struct visit_row visit = { .visit_id = 1, .event_count = 5000 };
	struct event_row *events = arena_array(arena, 5000, sizeof(*events));
	CU_ASSERT_PTR_NOT_NULL_FATAL(events);
	for (int i = 0; i < 5000; i++)
		events[i].event_id = i;
	struct rows rows = { &visit, 1, events, 5000 };
	struct bytes bytes = written(arena, &rows);
	unsigned char *fewer = (unsigned char *)arena_copy_bytes(arena, bytes.bytes, bytes.len);
	fewer[2] = 0xE8; /* 1000 */
	fewer[3] = 7;
	CU_ASSERT_TRUE(is_read(arena, bytes.bytes, bytes.len));
	CU_ASSERT_FALSE(is_read(arena, fewer, bytes.len));
	arena_free(arena);
}

static void
asks_for_no_more_memory_than_the_bytes_can_fill(void)
{
	static const unsigned char cases[][11] = {
		{ 1, 0xFF, 0xFF, 0x3F, 0 }, /* a million visits */
		{ 1, 0, 0xFF, 0xFF, 0x3F }, /* a million events */
		{ 1, 255, 255, 255, 255, 15, 255, 255, 255, 255, 15 },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct arena *arena = arena_new(SIZE_MAX);
		CU_ASSERT_FALSE(is_read(arena, cases[i], sizeof(cases[i])));
		CU_ASSERT_TRUE(arena_used(arena) < 1000);
		arena_free(arena);
	}
}

static void
fails_without_memory(void)
{
	struct arena *arena = arena_new(CEILING);
	struct random_rows wanted = {
		.visits = 50, .first_visit_id = 1, .events_max = 9, .ids_max = 9, .gap_max = 9
	};
	struct rows rows = random_rows(arena, &wanted), read;
	struct bytes bytes = written(arena, &rows), again;
	struct arena *small = arena_new(1000);
	CU_ASSERT_FALSE(rows_write(&rows, small, &again));
	CU_ASSERT_FALSE(rows_read(bytes.bytes, bytes.len, small, &read));
	arena_free(small);
	arena_free(arena);
}

static const struct unit_test tests[] = {
	TEST(random_changes_come_back),
	TEST(extremes_come_back),
	TEST(a_batch_takes_few_bytes),
	TEST(no_part_of_a_change_is_one),
	TEST(refuses_what_is_not_written_so),
	TEST(refuses_more_events_than_it_says),
	TEST(asks_for_no_more_memory_than_the_bytes_can_fill),
	TEST(fails_without_memory),
};

UNIT_MAIN("changes", tests)
