/*
 * The arena: alignment, zeroes, the ceiling that sticks, big and small blocks side by side.
 * SPDX-License-Identifier: MIT
 */
#include "arena.h"

#include "unit.h"

#include <stdalign.h>
#include <stdint.h>
#include <string.h>

enum { CEILING = 1 << 20 };

static void
hands_out_zeroed_aligned_memory_of_every_size(void)
{
	struct arena *arena = arena_new(16 * CEILING);
	bool aligned = true, zeroed = true;
	for (size_t size = 1; size < 4000; size += 7) {
		unsigned char *bytes = arena_alloc(arena, size);
		CU_ASSERT_PTR_NOT_NULL_FATAL(bytes);
		aligned &= (uintptr_t)bytes % alignof(max_align_t) == 0;
		for (size_t i = 0; i < size; i++)
			zeroed &= bytes[i] == 0;
		memset(bytes, 0xAA, size);
	}
	CU_ASSERT_TRUE(aligned);
	CU_ASSERT_TRUE(zeroed);
	arena_free(arena);
}

/* Every piece gets its own pattern; one that overlaps another would spoil it. */
static void
keeps_small_and_big_pieces_apart(void)
{
	enum { PIECES = 200 };
	struct arena *arena = arena_new(16 * CEILING);
	unsigned char *pieces[PIECES];
	size_t sizes[PIECES];
	for (int i = 0; i < PIECES; i++) {
		sizes[i] = i % 5 == 0 ? 20000 + (size_t)i : (size_t)(i % 90) + 1;
		pieces[i] = arena_alloc(arena, sizes[i]);
		CU_ASSERT_PTR_NOT_NULL_FATAL(pieces[i]);
		memset(pieces[i], i, sizes[i]);
	}
	bool intact = true;
	for (int i = 0; i < PIECES; i++)
		for (size_t at = 0; at < sizes[i]; at++)
			intact &= pieces[i][at] == (unsigned char)i;
	CU_ASSERT_TRUE(intact);
	arena_free(arena);
}

static void
starts_anew_in_what_a_pool_kept(void)
{
	struct arena_pool *pool = arena_pool_new();
	bool zeroed = true;
	for (int round = 0; round < 3; round++) {
		struct arena *arenas[600]; /* more than are kept */
		for (int i = 0; i < 600; i++) {
			arenas[i] = arena_new_pooled(pool, CEILING);
			CU_ASSERT_PTR_NOT_NULL_FATAL(arenas[i]);
			CU_ASSERT_EQUAL(arena_used(arenas[i]), 0);
			unsigned char *bytes = arena_alloc(arenas[i], 10000);
			for (int at = 0; at < 10000; at++)
				zeroed &= bytes[at] == 0;
			memset(bytes, 0xAA, 10000);
			CU_ASSERT_PTR_NOT_NULL(arena_alloc(arenas[i], 20000));
			if (i % 2 == 0)
				CU_ASSERT_PTR_NULL(arena_alloc(arenas[i], CEILING));
			CU_ASSERT_EQUAL(arena_exhausted(arenas[i]), i % 2 == 0);
		}
		for (int i = 0; i < 600; i++)
			arena_free(arenas[i]);
	}
	CU_ASSERT_TRUE(zeroed);
	arena_pool_free(pool);
	arena_pool_free(NULL);
}

static void
gives_the_ceiling_and_not_a_byte_more(void)
{
	struct arena *arena = arena_new(1000);
	CU_ASSERT_PTR_NOT_NULL(arena_alloc(arena, 600));
	CU_ASSERT_PTR_NOT_NULL(arena_alloc(arena, 400));
	CU_ASSERT_EQUAL(arena_used(arena), 1000);
	CU_ASSERT_FALSE(arena_exhausted(arena));
	CU_ASSERT_PTR_NULL(arena_alloc(arena, 1));
	CU_ASSERT_TRUE(arena_exhausted(arena));
	arena_free(arena);
}

static void
refuses_everything_after_the_first_refusal(void)
{
	struct arena *arena = arena_new(1000);
	CU_ASSERT_PTR_NULL(arena_alloc(arena, 2000));
	CU_ASSERT_PTR_NULL(arena_alloc(arena, 1));
	CU_ASSERT_PTR_NULL(arena_copy(arena, "a"));
	CU_ASSERT_PTR_NULL(arena_format(arena, "%d", 1));
	arena_free(arena);
}

static void
refuses_sizes_that_overflow(void)
{
	struct arena *arena = arena_new(CEILING);
	CU_ASSERT_PTR_NULL(arena_array(arena, SIZE_MAX / 2, 3));
	CU_ASSERT_TRUE(arena_exhausted(arena));
	arena_free(arena);
	arena = arena_new(CEILING);
	CU_ASSERT_PTR_NULL(arena_alloc(arena, SIZE_MAX));
	arena_free(arena);
	arena = arena_new(CEILING);
	CU_ASSERT_PTR_NULL(arena_copy_bytes(arena, "", SIZE_MAX));
	CU_ASSERT_TRUE(arena_exhausted(arena));
	arena_free(arena);
}

static void
copies_and_formats(void)
{
	struct arena *arena = arena_new(CEILING);
	char text[] = "wake";
	char *copy = arena_copy(arena, text);
	text[0] = 'c';
	CU_ASSERT_STRING_EQUAL(copy, "wake");
	CU_ASSERT_STRING_EQUAL(arena_copy_bytes(arena, "wakes", 4), "wake");
	CU_ASSERT_STRING_EQUAL(arena_copy_bytes(arena, NULL, 0), "");
	CU_ASSERT_STRING_EQUAL(arena_format(arena, "%s-%05d", "a", 42), "a-00042");
	arena_free(arena);
}

static void
frees_nothing_without_complaint(void)
{
	arena_free(NULL);
	CU_PASS("still here");
}

/* Like the parts of an answer: each takes what it likes, and nothing of it is left for the next one. */
static void
goes_back_to_a_mark_as_often_as_one_likes(void)
{
	for (int pooled = 0; pooled < 2; pooled++) {
		struct arena_pool *pool = arena_pool_new();
		struct arena *arena = pooled ? arena_new_pooled(pool, CEILING) : arena_new(CEILING);
		char *kept = arena_copy(arena, "kept");
		char *large = arena_alloc(arena, 50000);
		struct arena_mark mark;
		memset(large, 0x55, 50000);
		size_t before = arena_used(arena);
		CU_ASSERT_TRUE_FATAL(arena_mark(arena, &mark));
		bool zeroed = true, intact = true;
		const void *first = NULL;
		for (int round = 0; round < 50; round++) {
			const void *again = arena_alloc(arena, 1); /* in the same memory */
			CU_ASSERT_TRUE(first == NULL || first == again);
			first = again;
			for (size_t size = 1; size < 60000; size = size * 3 + (size_t)round) {
				unsigned char *bytes = arena_alloc(arena, size);
				CU_ASSERT_PTR_NOT_NULL_FATAL(bytes);
				for (size_t i = 0; i < size; i++)
					zeroed &= bytes[i] == 0;
				memset(bytes, 0xAA, size);
			}
			if (round % 3 == 0)
				CU_ASSERT_PTR_NULL(arena_alloc(arena, CEILING));
			CU_ASSERT_EQUAL(arena_exhausted(arena), round % 3 == 0);
			arena_reset(arena, &mark);
			CU_ASSERT_EQUAL(arena_used(arena), before);
			CU_ASSERT_FALSE(arena_exhausted(arena));
		}
		for (int i = 0; i < 50000; i++)
			intact &= large[i] == 0x55;
		CU_ASSERT_TRUE(zeroed);
		CU_ASSERT_TRUE(intact);
		CU_ASSERT_STRING_EQUAL(kept, "kept");
		arena_free(arena);
		arena_pool_free(pool);
	}
}

static const struct unit_test tests[] = {
	TEST(hands_out_zeroed_aligned_memory_of_every_size),
	TEST(keeps_small_and_big_pieces_apart),
	TEST(starts_anew_in_what_a_pool_kept),
	TEST(gives_the_ceiling_and_not_a_byte_more),
	TEST(refuses_everything_after_the_first_refusal),
	TEST(refuses_sizes_that_overflow),
	TEST(copies_and_formats),
	TEST(frees_nothing_without_complaint),
	TEST(goes_back_to_a_mark_as_often_as_one_likes),
};

UNIT_MAIN("arena", tests)
