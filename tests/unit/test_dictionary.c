/*
 * The dictionary remembers exactly what it was told, and stays within its memory.
 * SPDX-License-Identifier: MIT
 */
#include "dictionary.h"

#include "unit.h"

#include <stdio.h>
#include <string.h>

static void
finds_what_was_added_and_nothing_else(void)
{
	struct dictionary *dictionary = dictionary_new(1 << 20);
	dictionary_add(dictionary, 1, 1, "/a", 2, 11);
	dictionary_add(dictionary, 2, 1, "/a", 2, 12);
	dictionary_add(dictionary, 1, 2, "/a", 2, 13);
	CU_ASSERT_EQUAL(dictionary_find(dictionary, 1, 1, "/a", 2), 11);
	CU_ASSERT_EQUAL(dictionary_find(dictionary, 2, 1, "/a", 2), 12);
	CU_ASSERT_EQUAL(dictionary_find(dictionary, 1, 2, "/a", 2), 13);
	CU_ASSERT_EQUAL(dictionary_find(dictionary, 1, 1, "/a", 1), 0);
	CU_ASSERT_EQUAL(dictionary_find(dictionary, 3, 1, "/a", 2), 0);
	dictionary_free(dictionary);
}

static void
keeps_thousands_of_keys_apart(void)
{
	struct dictionary *dictionary = dictionary_new(64 << 20);
	char key[32];
	for (int i = 1; i <= 50000; i++)
		dictionary_add(dictionary, 0, i % 7, key,
			       (size_t)snprintf(key, sizeof(key), "/page/%d", i), i);
	for (int i = 1; i <= 50000; i++) {
		size_t len = (size_t)snprintf(key, sizeof(key), "/page/%d", i);
		CU_ASSERT_EQUAL_FATAL(dictionary_find(dictionary, 0, i % 7, key, len), i);
		CU_ASSERT_EQUAL_FATAL(dictionary_find(dictionary, 0, 8, key, len), 0);
	}
	dictionary_free(dictionary);
}

static void
starts_again_rather_than_grow_past_its_memory(void)
{
	struct dictionary *dictionary = dictionary_new(200 * 1000);
	char key[32];
	for (int i = 1; i <= 20000; i++)
		dictionary_add(dictionary, 0, 1, key,
			       (size_t)snprintf(key, sizeof(key), "/page/%d", i), i);
	int known = 0;
	for (int i = 1; i <= 20000; i++)
		known += dictionary_find(dictionary, 0, 1, key,
					 (size_t)snprintf(key, sizeof(key), "/page/%d", i)) != 0;
	CU_ASSERT_TRUE(known > 0 && known < 5000);
	CU_ASSERT_EQUAL(dictionary_find(dictionary, 0, 1, "/page/20000", 11), 20000);
	CU_ASSERT_EQUAL(dictionary_find(dictionary, 0, 1, "/page/1", 7), 0);
	dictionary_free(dictionary);
}

static const struct unit_test tests[] = {
	TEST(finds_what_was_added_and_nothing_else),
	TEST(keeps_thousands_of_keys_apart),
	TEST(starts_again_rather_than_grow_past_its_memory),
};

UNIT_MAIN("dictionary", tests)
