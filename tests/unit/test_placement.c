/*
 * A batch's events in groups, visits and numbers, without a database.
 * SPDX-License-Identifier: MIT
 */
#include "placement.h"

#include "unit.h"

#include <string.h>

enum { MINUTE = 60 * 1000, EVENTS_MAX = 16 };

static const long long noon = 1792065600000LL;

/* What a test says of an event. */
struct given {
	int website_id;
	uint64_t visitor_hash;
	long long minute;
	enum event_type type;
};

struct fixture {
	struct arena *arena;
	struct event events[EVENTS_MAX];
	struct event *pointers[EVENTS_MAX];
	struct placement placement;
};

static void
fixture_open(struct fixture *fixture, const struct given *given, int count)
{
	memset(fixture, 0, sizeof(*fixture));
	fixture->arena = arena_new(1 << 20);
	for (int i = 0; i < count; i++) {
		struct event *event = fixture->pointers[i] = &fixture->events[i];
		event->website_id = given[i].website_id;
		event->visitor_hash = given[i].visitor_hash;
		event->at = noon + given[i].minute * MINUTE;
		event->type = given[i].type;
		event->combination_ids[COMBINATION_PAGE] = 100 + i;
		event->combination_ids[COMBINATION_SOURCE] = 200 + i;
	}
	CU_ASSERT_TRUE_FATAL(
		placement_group(&fixture->placement, fixture->arena, fixture->pointers, count));
}

static void
fixture_close(struct fixture *fixture)
{
	arena_free(fixture->arena);
}

static void
place_all(struct fixture *fixture)
{
	for (int i = 0; i < fixture->placement.visitor_count; i++)
		CU_ASSERT_TRUE(
			placement_place(&fixture->placement, &fixture->placement.visitors[i]));
}

static void
groups_events_by_website_and_visitor_in_the_order_of_time(void)
{
	static const struct given given[] = {
		{ 2, 5, 0, EVENT_PAGEVIEW }, { 1, 9, 3, EVENT_PAGEVIEW },
		{ 1, 5, 2, EVENT_PAGEVIEW }, { 1, 9, 1, EVENT_PAGEVIEW },
		{ 1, 9, 1, EVENT_CUSTOM },   { 1, 0xffffffffffffffff, 0, EVENT_PAGEVIEW },
	};
	struct fixture fixture;
	fixture_open(&fixture, given, 6);
	const struct placed_visitor *visitors = fixture.placement.visitors;
	CU_ASSERT_EQUAL_FATAL(fixture.placement.visitor_count, 4);
	CU_ASSERT_EQUAL(visitors[0].visitor_hash, 5);
	CU_ASSERT_EQUAL(visitors[0].website_id, 1);
	CU_ASSERT_EQUAL(visitors[1].visitor_hash, 9);
	CU_ASSERT_EQUAL(visitors[1].event_count, 3);
	CU_ASSERT_EQUAL(visitors[1].first_at, noon + MINUTE);
	CU_ASSERT_EQUAL(visitors[1].last_at, noon + 3 * MINUTE);
	/* those of the same millisecond in the order in which they came */
	CU_ASSERT_PTR_EQUAL(visitors[1].events[0], &fixture.events[3]);
	CU_ASSERT_PTR_EQUAL(visitors[1].events[1], &fixture.events[4]);
	CU_ASSERT_PTR_EQUAL(visitors[1].events[2], &fixture.events[1]);
	CU_ASSERT_EQUAL(visitors[2].visitor_hash, 0xffffffffffffffff);
	CU_ASSERT_EQUAL(visitors[3].website_id, 2);
	fixture_close(&fixture);
}

static void
numbers_visitors_visits_and_events_within_their_website(void)
{
	static const struct given given[] = {
		{ 1, 5, 0, EVENT_PAGEVIEW }, { 1, 5, 31, EVENT_PAGEVIEW },
		{ 1, 6, 0, EVENT_PAGEVIEW }, { 2, 5, 0, EVENT_PAGEVIEW },
		{ 1, 5, 32, EVENT_CUSTOM },
	};
	struct website_number numbers[] = { { 1, 10, 20, (1 << 20) - 2, 0 },
					    { 2, 0, 0, 0, 0 },
					    { 3, 7, 7, 7, 0 } };
	struct fixture fixture;
	fixture_open(&fixture, given, 5);
	fixture.placement.visitors[1].visitor_id = 4; /* visitor 6 is stored already */
	place_all(&fixture);
	placement_number(&fixture.placement, numbers, 3);
	const struct event *events = fixture.events;
	CU_ASSERT_EQUAL(events[0].visitor_id, 11);
	CU_ASSERT_EQUAL(events[2].visitor_id, 4);
	CU_ASSERT_EQUAL(events[3].visitor_id, 1);
	CU_ASSERT_TRUE(fixture.placement.visitors[0].fresh);
	CU_ASSERT_FALSE(fixture.placement.visitors[1].fresh);
	CU_ASSERT_EQUAL(events[0].visit_id, 21);
	CU_ASSERT_EQUAL(events[1].visit_id, 22);
	CU_ASSERT_EQUAL(events[4].visit_id, 22);
	CU_ASSERT_EQUAL(events[2].visit_id, 23);
	CU_ASSERT_EQUAL(events[3].visit_id, 1);
	/* the running number goes round after 2^20, and the time stays what it was */
	CU_ASSERT_EQUAL(events[0].event_id, noon << 20 | 0xfffff);
	CU_ASSERT_EQUAL(events[1].event_id, (noon + 31 * MINUTE) << 20);
	CU_ASSERT_EQUAL(events[4].event_id, (noon + 32 * MINUTE) << 20 | 1);
	CU_ASSERT_EQUAL(numbers[0].last_visitor_id, 11);
	CU_ASSERT_EQUAL(numbers[0].last_visit_id, 23);
	CU_ASSERT_EQUAL(numbers[0].last_event_number, (1 << 20) + 2);
	CU_ASSERT_EQUAL(numbers[1].last_event_number, 1);
	CU_ASSERT_EQUAL(numbers[2].last_event_number, 7);
	fixture_close(&fixture);
}

static void
extends_a_stored_visit_and_keeps_its_number(void)
{
	static const struct given given[] = { { 1, 5, 30, EVENT_PAGEVIEW } };
	struct website_number numbers[] = { { 1, 3, 3, 3, 0 } };
	struct visit stored = { .visit_id = 2,
				.source_id = 9,
				.started_at = noon - MINUTE,
				.ended_at = noon,
				.pageviews = 1,
				.entry_page_id = 1,
				.exit_page_id = 1 };
	struct fixture fixture;
	fixture_open(&fixture, given, 1);
	fixture.placement.visitors[0].visitor_id = 3;
	visits_add(&fixture.placement.visitors[0].visits, &stored);
	place_all(&fixture);
	placement_number(&fixture.placement, numbers, 1);
	CU_ASSERT_EQUAL(fixture.events[0].visit_id, 2);
	CU_ASSERT_TRUE(stored.changed);
	CU_ASSERT_FALSE(stored.fresh);
	CU_ASSERT_FALSE(stored.recount);
	CU_ASSERT_EQUAL(stored.pageviews, 2);
	CU_ASSERT_EQUAL(stored.source_id, 9);
	CU_ASSERT_EQUAL(stored.exit_page_id, 100);
	CU_ASSERT_EQUAL(numbers[0].last_visit_id, 3);
	fixture_close(&fixture);
}

/* Events at 20, 40 and 60 minutes join what was stored at 0, 70 and 120. */
static void
lists_stored_visits_that_another_took_in(void)
{
	static const struct given given[] = { { 1, 5, 20, EVENT_PAGEVIEW },
					      { 1, 5, 40, EVENT_PAGEVIEW },
					      { 1, 5, 60, EVENT_PAGEVIEW } };
	struct website_number numbers[] = { { 1, 3, 9, 3, 0 } };
	struct visit stored[] = {
		{ .visit_id = 7, .started_at = noon, .ended_at = noon },
		{ .visit_id = 5, .started_at = noon + 70 * MINUTE, .ended_at = noon + 70 * MINUTE },
		{ .visit_id = 6,
		  .started_at = noon + 120 * MINUTE,
		  .ended_at = noon + 120 * MINUTE }
	};
	struct fixture fixture;
	fixture_open(&fixture, given, 3);
	struct placed_visitor *visitor = &fixture.placement.visitors[0];
	visitor->visitor_id = 3;
	for (int i = 0; i < 3; i++)
		visits_add(&visitor->visits, &stored[i]);
	place_all(&fixture);
	placement_number(&fixture.placement, numbers, 1);
	CU_ASSERT_PTR_EQUAL_FATAL(visitor->merged, &stored[1]);
	CU_ASSERT_PTR_NULL(visitor->merged->next);
	CU_ASSERT_PTR_EQUAL(visit_current(&stored[1]), &stored[0]);
	for (int i = 0; i < 3; i++)
		CU_ASSERT_EQUAL(fixture.events[i].visit_id, 7);
	CU_ASSERT_TRUE(stored[0].recount);
	CU_ASSERT_FALSE(stored[2].changed);
	CU_ASSERT_EQUAL(numbers[0].last_visit_id, 9);
	fixture_close(&fixture);
}

static void
finds_the_visit_of_an_identification_without_making_or_extending_one(void)
{
	static const struct given given[] = {
		{ 1, 5, 0, EVENT_PAGEVIEW },  { 1, 5, 30, EVENT_IDENTIFY },
		{ 1, 5, 31, EVENT_IDENTIFY }, { 1, 5, -1, EVENT_IDENTIFY },
		{ 1, 6, 0, EVENT_IDENTIFY },
	};
	struct website_number numbers[] = { { 1, 0, 0, 0, 0 } };
	struct fixture fixture;
	fixture_open(&fixture, given, 5);
	place_all(&fixture);
	placement_number(&fixture.placement, numbers, 1);
	CU_ASSERT_EQUAL(fixture.events[0].visit_id, 1);
	CU_ASSERT_EQUAL(fixture.events[1].visit_id, 1);
	CU_ASSERT_EQUAL(fixture.events[2].visit_id, 0);
	CU_ASSERT_EQUAL(fixture.events[3].visit_id, 0);
	CU_ASSERT_EQUAL(fixture.events[4].visit_id, 0);
	CU_ASSERT_EQUAL(fixture.events[4].visitor_id, 2);
	CU_ASSERT_EQUAL(numbers[0].last_visit_id, 1);
	CU_ASSERT_EQUAL(fixture.placement.visitors[0].visits.first->ended_at, noon);
	fixture_close(&fixture);
}

/* A minute of reading that began before the pageview arrived, another visitor's without a pageview, and a page's speed. */
static void
extends_a_visit_by_time_in_the_foreground_and_counts_none_without_a_pageview(void)
{
	static const struct given given[] = {
		{ 1, 5, 0, EVENT_PAGEVIEW },     { 1, 5, 40, EVENT_ENGAGEMENT },
		{ 1, 5, 60, EVENT_PERFORMANCE }, { 1, 6, 10, EVENT_ENGAGEMENT },
		{ 1, 7, 0, EVENT_PERFORMANCE },
	};
	struct website_number numbers[] = { { 1, 0, 0, 0 } };
	struct fixture fixture;
	fixture_open(&fixture, given, 5);
	CU_ASSERT_EQUAL(fixture.placement.visitors[0].first_at, noon);
	fixture.events[1].engaged_ms = 41 * MINUTE;
	fixture.events[3].engaged_ms = MINUTE;
	CU_ASSERT_TRUE(placement_group(&fixture.placement, fixture.arena, fixture.pointers, 5));
	CU_ASSERT_EQUAL(fixture.placement.visitors[0].first_at, noon - MINUTE);
	place_all(&fixture);
	placement_number(&fixture.placement, numbers, 1);
	const struct visit *visit = fixture.placement.visitors[0].visits.first;
	CU_ASSERT_EQUAL(visit->started_at, noon - MINUTE);
	CU_ASSERT_EQUAL(visit->ended_at, noon + 40 * MINUTE);
	CU_ASSERT_EQUAL(visit->engaged_ms, 41 * MINUTE);
	CU_ASSERT_EQUAL(visit->pageviews, 1);
	CU_ASSERT_EQUAL(fixture.events[1].visit_id, fixture.events[0].visit_id);
	CU_ASSERT_EQUAL(fixture.events[2].visit_id, fixture.events[0].visit_id);
	const struct visit *unseen = fixture.placement.visitors[1].visits.first;
	CU_ASSERT_EQUAL(unseen->pageviews + unseen->events, 0);
	CU_ASSERT_PTR_NULL(fixture.placement.visitors[2].visits.first);
	CU_ASSERT_EQUAL(fixture.events[4].visit_id, 0);
	fixture_close(&fixture);
}

static void
says_when_there_is_no_memory(void)
{
	struct placement placement;
	struct event event = { .website_id = 1 }, *pointer = &event;
	struct arena *arena = arena_new(16);
	CU_ASSERT_FALSE(placement_group(&placement, arena, &pointer, 1));
	arena_free(arena);
}

static const struct unit_test tests[] = {
	TEST(groups_events_by_website_and_visitor_in_the_order_of_time),
	TEST(numbers_visitors_visits_and_events_within_their_website),
	TEST(extends_a_stored_visit_and_keeps_its_number),
	TEST(lists_stored_visits_that_another_took_in),
	TEST(finds_the_visit_of_an_identification_without_making_or_extending_one),
	TEST(extends_a_visit_by_time_in_the_foreground_and_counts_none_without_a_pageview),
	TEST(says_when_there_is_no_memory),
};

UNIT_MAIN("placement", tests)
