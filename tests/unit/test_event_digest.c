/*
 * Hashes of combinations: equal for equal texts, and for no others.
 * SPDX-License-Identifier: MIT
 */
#include "event_digest.h"

#include "unit.h"

#include <string.h>

static struct event
event_new(void)
{
	struct event event = { .type = EVENT_PAGEVIEW };
	for (int t = 0; t < TEXT_COUNT; t++)
		event.texts[t] = "";
	return event;
}

static bool
same(struct event *one, struct event *other, enum combination combination)
{
	event_digest(one);
	event_digest(other);
	return memcmp(&one->combination_digests[combination],
		      &other->combination_digests[combination],
		      sizeof(struct combination_digest)) == 0;
}

static void
equal_texts_have_equal_digests(void)
{
	static char one_path[] = "/a", other_path[] = "/a";
	struct event one = event_new(), other = event_new();
	one.texts[TEXT_PATH] = one_path;
	other.texts[TEXT_PATH] = other_path;
	other.texts[TEXT_CITY] = "Paris";
	CU_ASSERT_TRUE(same(&one, &other, COMBINATION_PAGE));
	CU_ASSERT_FALSE(same(&one, &other, COMBINATION_LOCATION));
}

static void
every_text_counts_where_it_stands(void)
{
	for (int c = 0; c < COMBINATION_COUNT; c++) {
		for (int t = combination_texts[c].first; t < (int)combination_texts[c].end; t++) {
			struct event one = event_new(), other = event_new();
			one.texts[t] = "ab";
			CU_ASSERT_FALSE(same(&one, &other, (enum combination)c));
			other.texts[t] = "a";
			if (t + 1 < (int)combination_texts[c].end)
				other.texts[t + 1] = "b";
			CU_ASSERT_FALSE(same(&one, &other, (enum combination)c));
		}
	}
}

static void
an_action_is_of_a_type(void)
{
	struct event one = event_new(), other = event_new();
	other.type = EVENT_LINK;
	CU_ASSERT_FALSE(same(&one, &other, COMBINATION_ACTION));
	CU_ASSERT_TRUE(same(&one, &other, COMBINATION_PAGE));
}

/* Around the sizes at which a hash takes the place of what was hashed. */
static void
long_texts_count_to_their_end(void)
{
	static char one_path[4096], other_path[4096];
	memset(one_path, 'x', sizeof(one_path));
	for (size_t len = 900; len < sizeof(one_path) - 1; len++) {
		struct event one = event_new(), other = event_new();
		memcpy(other_path, one_path, sizeof(one_path));
		other_path[len - 1] = 'y';
		one_path[len] = other_path[len] = '\0';
		one.texts[TEXT_PATH] = one_path;
		other.texts[TEXT_PATH] = other_path;
		CU_ASSERT_FALSE(same(&one, &other, COMBINATION_PAGE));
		other_path[len - 1] = 'x';
		CU_ASSERT_TRUE(same(&one, &other, COMBINATION_PAGE));
		other_path[len - 1] = '\0';
		CU_ASSERT_FALSE(same(&one, &other, COMBINATION_PAGE));
		one_path[len] = 'x';
	}
}

static void
nothing_is_all_zero_but_for_a_page(void)
{
	static const struct combination_digest none;
	struct event event = event_new();
	event_digest(&event);
	for (int c = 0; c < COMBINATION_COUNT; c++)
		CU_ASSERT_EQUAL(memcmp(&event.combination_digests[c], &none, sizeof(none)) == 0,
				c != COMBINATION_PAGE);
}

static const struct unit_test tests[] = {
	TEST(equal_texts_have_equal_digests),
	TEST(every_text_counts_where_it_stands),
	TEST(an_action_is_of_a_type),
	TEST(long_texts_count_to_their_end),
	TEST(nothing_is_all_zero_but_for_a_page),
};

UNIT_MAIN("event_digest", tests)
