/*
 * Bytes that grow, beside an array that is large enough from the start.
 * SPDX-License-Identifier: MIT
 */
#include "buffer.h"

#include "random_rows.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

enum { SIZE = 1 << 20, PIECE_MAX = 20000 };

static void
holds_what_was_added_in_order(void)
{
	static char expected[SIZE], piece[PIECE_MAX];
	struct arena *arena = arena_new(64 << 20);
	struct buffer bytes;
	size_t len = 0;
	srand(1);
	buffer_start(&bytes, arena);
	CU_ASSERT_EQUAL(bytes.len, 0);
	for (;;) {
		/* now and then one that doubling once is not enough for */
		size_t more = (size_t)random_below(random_below(20) == 0 ? PIECE_MAX : 100);
		if (len + more > SIZE)
			break;
		for (size_t i = 0; i < more; i++)
			piece[i] = expected[len + i] = (char)random_below(256);
		buffer_add(&bytes, piece, more);
		len += more;
	}
	CU_ASSERT_FALSE(bytes.failed);
	CU_ASSERT_EQUAL_FATAL(bytes.len, len);
	CU_ASSERT_EQUAL(memcmp(bytes.at, expected, len), 0);
	buffer_text(&bytes, "wake");
	CU_ASSERT_EQUAL(bytes.len, len + 4);
	CU_ASSERT_EQUAL(memcmp(bytes.at + len, "wake", 4), 0);
	arena_free(arena);
}

static void
a_failure_for_lack_of_memory_sticks(void)
{
	static const char large[100000];
	struct arena *arena = arena_new(50000);
	struct buffer bytes;
	buffer_start(&bytes, arena);
	buffer_text(&bytes, "before");
	buffer_add(&bytes, large, sizeof(large));
	CU_ASSERT_TRUE(bytes.failed);
	buffer_text(&bytes, "after");
	CU_ASSERT_TRUE(bytes.failed);
	CU_ASSERT_EQUAL(bytes.len, 6);
	arena_free(arena);
}

static const struct unit_test tests[] = {
	TEST(holds_what_was_added_in_order),
	TEST(a_failure_for_lack_of_memory_sticks),
};

UNIT_MAIN("buffer", tests)
