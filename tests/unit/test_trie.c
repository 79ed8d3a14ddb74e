/*
 * Tests of the search for many literals, against looking for each of them.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "trie.h"
#include "unit.h"

#define CEILING (16 * 1024 * 1024)

static uint64_t
found(const char *const *literals, size_t count, const char *text)
{
	struct arena *arena = arena_new(CEILING);
	struct trie *trie = trie_new(arena);
	uint64_t bits = 0;
	CU_ASSERT_PTR_NOT_NULL_FATAL(trie);
	for (size_t i = 0; i < count; i++)
		CU_ASSERT_TRUE(trie_add(trie, literals[i], strlen(literals[i]), (unsigned)i));
	CU_ASSERT_TRUE_FATAL(trie_compile(trie));
	trie_scan(trie, text, strlen(text), &bits);
	arena_free(arena);
	return bits;
}

static void
finds_literals_that_overlap(void)
{
	static const char *const literals[] = { "he", "she", "his", "hers", "e", "hershey" };
	CU_ASSERT_EQUAL(found(literals, 6, "ushers"), 1 | 2 | 8 | 16);
	CU_ASSERT_EQUAL(found(literals, 6, "USHERS"), 1 | 2 | 8 | 16);
	CU_ASSERT_EQUAL(found(literals, 6, "xhershex"), 1 | 2 | 8 | 16);
	CU_ASSERT_EQUAL(found(literals, 6, "hi"), 0);
	CU_ASSERT_EQUAL(found(literals, 6, ""), 0);
}

static void
the_same_literal_may_have_several_values(void)
{
	static const char *const literals[] = { "bot", "BOT", "robot" };
	CU_ASSERT_EQUAL(found(literals, 3, "a RoBot"), 7);
	CU_ASSERT_EQUAL(found(literals, 3, "a bot"), 3);
}

static void
knows_any_byte(void)
{
	static const char *const literals[] = { "\xC3\xA9", "[", "@", "{" };
	CU_ASSERT_EQUAL(found(literals, 4, "caf\xC3\xA9"), 1);
	CU_ASSERT_EQUAL(found(literals, 4, "caf\xC3\xC9"), 0);
	CU_ASSERT_EQUAL(found(literals, 4, "@["), 2 | 4);
}

static void
refuses_an_empty_literal(void)
{
	struct arena *arena = arena_new(CEILING);
	struct trie *trie = trie_new(arena);
	CU_ASSERT_FALSE(trie_add(trie, "", 0, 0));
	arena_free(arena);
}

static char
random_letter(void)
{
	return (char)("abAB"[rand() % 4]);
}

static void
agrees_with_looking_for_each(void)
{
	srand(1);
	for (int round = 0; round < 300; round++) {
		char texts[20][8];
		const char *literals[20];
		char text[60];
		for (int i = 0; i < 20; i++) {
			int len = 1 + rand() % 6;
			for (int j = 0; j < len; j++)
				texts[i][j] = random_letter();
			texts[i][len] = '\0';
			literals[i] = texts[i];
		}
		for (size_t i = 0; i + 1 < sizeof(text); i++)
			text[i] = rand() % 5 == 0 ? '.' : random_letter();
		text[sizeof(text) - 1] = '\0';
		uint64_t expected = 0;
		for (int i = 0; i < 20; i++)
			if (strcasestr(text, literals[i]) != NULL)
				expected |= UINT64_C(1) << i;
		CU_ASSERT_EQUAL(found(literals, 20, text), expected);
	}
}

static void
fails_with_too_many_nodes(void)
{
	struct arena *arena = arena_new(256 * 1024 * 1024);
	struct trie *trie = trie_new(arena);
	bool added = true;
	for (unsigned i = 0; added && i < 100000; i++) {
		char text[12];
		added = trie_add(trie, text, (size_t)snprintf(text, sizeof(text), "%u", i), i);
	}
	CU_ASSERT_FALSE(added);
	arena_free(arena);
}

static const struct unit_test tests[] = {
	TEST(finds_literals_that_overlap),
	TEST(the_same_literal_may_have_several_values),
	TEST(knows_any_byte),
	TEST(refuses_an_empty_literal),
	TEST(agrees_with_looking_for_each),
	TEST(fails_with_too_many_nodes),
};

UNIT_MAIN("trie", tests)
