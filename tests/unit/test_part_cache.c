/*
 * Parts that are found again, replaced, held and let go of.
 * SPDX-License-Identifier: MIT
 */
#include "part_cache.h"

#include "unit.h"

#include <limits.h>
#include <stdlib.h>

enum { BYTES = 100 };

static const char days[] = "days";
static int freed;

static void
part_free(struct held_part *part)
{
	freed++;
	free(part);
}

static struct part_key
key(int number)
{
	return (struct part_key){
		.of = days, .name = "", .website_id = 1, .number = number, .history = 1
	};
}

/* Held by the caller. */
static struct held_part *
add(struct part_key of, long long version)
{
	struct held_part *part = calloc(1, sizeof(*part));
	CU_ASSERT_PTR_NOT_NULL_FATAL(part);
	*part = (struct held_part){
		.key = of, .version = version, .bytes = BYTES, .free = part_free
	};
	part_cache_add(part);
	return part;
}

static bool
has(struct part_key of, long long version)
{
	struct held_part *part = part_cache_find(&of, version);
	part_cache_release(part);
	return part != NULL;
}

static void
drop_all(void)
{
	while (part_cache_oldest() != LLONG_MAX)
		part_cache_drop_oldest();
	CU_ASSERT_EQUAL(part_cache_bytes(), 0);
}

static void
finds_a_part_by_all_of_its_key(void)
{
	static const char others[] = "others";
	struct part_key of = key(7), different[] = { of, of, of, of, of };
	part_cache_release(add(of, 3));
	different[0].of = others;
	different[1].name = "EUR";
	different[2].website_id = 2;
	different[3].number = 8;
	different[4].history = 2;
	CU_ASSERT_TRUE(has(of, 3));
	CU_ASSERT_FALSE(has(of, 2));
	CU_ASSERT_FALSE(has(of, 4));
	for (size_t i = 0; i < sizeof(different) / sizeof(different[0]); i++)
		CU_ASSERT_FALSE(has(different[i], 3));
	drop_all();
}

static void
a_newer_version_takes_the_place_of_an_older_one(void)
{
	freed = 0;
	part_cache_release(add(key(1), 1));
	part_cache_release(add(key(1), 2));
	CU_ASSERT_EQUAL(freed, 1);
	struct held_part *older = add(key(1), 1);
	CU_ASSERT_TRUE(has(key(1), 2));
	CU_ASSERT_FALSE(has(key(1), 1));
	CU_ASSERT_EQUAL(part_cache_bytes(), BYTES);
	part_cache_release(older);
	CU_ASSERT_EQUAL(freed, 2);
	drop_all();
}

static void
what_is_held_stays_until_it_is_let_go_of(void)
{
	freed = 0;
	struct held_part *held = add(key(1), 1);
	part_cache_release(add(key(2), 1));
	while (part_cache_oldest() != LLONG_MAX)
		part_cache_drop_oldest();
	CU_ASSERT_EQUAL(freed, 1);
	CU_ASSERT_EQUAL(part_cache_bytes(), BYTES);
	part_cache_release(add(key(1), 2));
	CU_ASSERT_EQUAL(freed, 1);
	part_cache_release(held);
	CU_ASSERT_EQUAL(freed, 2);
	drop_all();
}

static void
what_was_let_go_of_first_goes_first(void)
{
	enum { COUNT = 5 };
	static const int asked[] = { 0, 3, 1 }, order[] = { 2, 4, 0, 3, 1 };
	for (int i = 0; i < COUNT; i++)
		part_cache_release(add(key(i), 1));
	for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++)
		CU_ASSERT_TRUE(has(key(asked[i]), 1));
	for (int i = 0; i < COUNT; i++) {
		struct held_part *part = NULL;
		part_cache_drop_oldest();
		CU_ASSERT_EQUAL(part_cache_bytes(), (size_t)(COUNT - 1 - i) * BYTES);
		struct part_key of = key(order[i]);
		part = part_cache_find(&of, 1);
		CU_ASSERT_PTR_NULL(part);
	}
	drop_all();
}

static void
counts_what_has_grown(void)
{
	struct held_part *part = add(key(1), 1);
	part_cache_resize(part, 3 * BYTES);
	CU_ASSERT_EQUAL(part_cache_bytes(), 3 * BYTES);
	part_cache_release(part);
	drop_all();
}

static const struct unit_test tests[] = {
	TEST(finds_a_part_by_all_of_its_key),
	TEST(a_newer_version_takes_the_place_of_an_older_one),
	TEST(what_is_held_stays_until_it_is_let_go_of),
	TEST(what_was_let_go_of_first_goes_first),
	TEST(counts_what_has_grown),
};
UNIT_MAIN("part cache", tests)
