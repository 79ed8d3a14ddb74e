/*
 * The cache remembers a website's visitors until somebody else has stored there, and stays within its room.
 * SPDX-License-Identifier: MIT
 */
#include "visitor_cache.h"

#include "unit.h"

enum { ROOM = 1024, WEBSITES = 10000 };

static void
put(struct visitor_cache *cache, int website_id, uint64_t hash, int visitor_id)
{
	struct visit latest = { .website_id = website_id, .visitor_id = visitor_id, .visit_id = 1 };
	visitor_cache_put(cache, hash, &latest);
}

static int
find(const struct visitor_cache *cache, int website_id, uint64_t hash)
{
	struct visit latest;
	return visitor_cache_find(cache, website_id, hash, &latest);
}

static void
finds_a_visitor_and_the_latest_visit(void)
{
	struct visitor_cache *cache = visitor_cache_new(ROOM);
	struct visit other = { .visit_id = 9 };
	struct visit stored = { .next = &other,
				.website_id = 1,
				.visitor_id = 2,
				.visit_id = 3,
				.ended_at = 4,
				.pageviews = 5,
				.fresh = true,
				.changed = true };
	struct visit latest;
	visitor_cache_lock(cache, 1, 0);
	visitor_cache_put(cache, 77, &stored);
	CU_ASSERT_EQUAL(visitor_cache_find(cache, 1, 77, &latest), 2);
	CU_ASSERT_EQUAL(latest.visit_id, 3);
	CU_ASSERT_EQUAL(latest.ended_at, 4);
	CU_ASSERT_EQUAL(latest.pageviews, 5);
	CU_ASSERT_FALSE(latest.fresh || latest.changed);
	CU_ASSERT_PTR_NULL(latest.next);
	CU_ASSERT_EQUAL(find(cache, 1, 78), 0);
	CU_ASSERT_EQUAL(find(cache, 2, 77), 0);
	stored.visitor_id = 6;
	visitor_cache_put(cache, 77, &stored);
	CU_ASSERT_EQUAL(find(cache, 1, 77), 6);
	visitor_cache_remove(cache, 1, 77);
	CU_ASSERT_EQUAL(find(cache, 1, 77), 0);
	visitor_cache_free(cache);
}

static void
forgets_a_website_where_somebody_else_has_stored(void)
{
	struct visitor_cache *cache = visitor_cache_new(ROOM);
	for (int website_id = 1; website_id <= 2; website_id++) {
		visitor_cache_lock(cache, website_id, 10);
		visitor_cache_commit(cache, website_id, 12);
		put(cache, website_id, 77, website_id);
	}
	visitor_cache_lock(cache, 1, 12);
	visitor_cache_lock(cache, 2, 13);
	CU_ASSERT_EQUAL(find(cache, 1, 77), 1);
	CU_ASSERT_EQUAL(find(cache, 2, 77), 0);

	/* back at a number that was left before, as after a restored backup: what was forgotten stays so */
	visitor_cache_lock(cache, 2, 12);
	CU_ASSERT_EQUAL(find(cache, 2, 77), 0);
	visitor_cache_clear(cache);
	visitor_cache_lock(cache, 1, 12);
	CU_ASSERT_EQUAL(find(cache, 1, 77), 0);
	visitor_cache_free(cache);
}

static void
gives_the_place_of_who_has_been_away_longest(void)
{
	struct visitor_cache *cache = visitor_cache_new(ROOM);
	int remembered = 0;
	visitor_cache_lock(cache, 1, 0);
	for (uint64_t hash = 1; hash <= 4 * ROOM; hash++) {
		put(cache, 1, 0, 1); /* never away */
		put(cache, 1, hash, 2);
	}
	for (uint64_t hash = 1; hash <= 4 * ROOM; hash++)
		remembered += find(cache, 1, hash) != 0;
	CU_ASSERT_EQUAL(find(cache, 1, 0), 1);
	CU_ASSERT_EQUAL(find(cache, 1, 1), 0);
	CU_ASSERT_EQUAL(find(cache, 1, 4 * ROOM), 2);
	CU_ASSERT_EQUAL(remembered, ROOM - 1);
	visitor_cache_free(cache);
}

static void
forgets_the_visitors_of_websites_it_has_no_room_for(void)
{
	struct visitor_cache *cache = visitor_cache_new(ROOM);
	int remembered = 0;
	for (int website_id = 1; website_id <= WEBSITES; website_id++) {
		visitor_cache_lock(cache, website_id, 0);
		put(cache, website_id, 77, website_id);
	}
	for (int website_id = 1; website_id <= WEBSITES; website_id++) {
		int found = find(cache, website_id, 77);
		CU_ASSERT_TRUE(found == 0 || found == website_id);
		remembered += found != 0;
	}
	CU_ASSERT_EQUAL(find(cache, 1, 77), 0);
	CU_ASSERT_EQUAL(find(cache, WEBSITES, 77), WEBSITES);
	CU_ASSERT_TRUE(remembered <= ROOM);

	/* a batch may name more websites than are remembered: what cannot be kept is not */
	visitor_cache_commit(cache, 1, 5);
	put(cache, 1, 78, 1);
	CU_ASSERT_EQUAL(find(cache, 1, 78), 0);
	visitor_cache_free(cache);
}

static const struct unit_test tests[] = {
	TEST(finds_a_visitor_and_the_latest_visit),
	TEST(forgets_a_website_where_somebody_else_has_stored),
	TEST(gives_the_place_of_who_has_been_away_longest),
	TEST(forgets_the_visitors_of_websites_it_has_no_room_for),
};

UNIT_MAIN("visitor_cache", tests)
