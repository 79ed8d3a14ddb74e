/*
 * Visits by the rule of 30 minutes, in every order of arrival, against a slow computation.
 * SPDX-License-Identifier: MIT
 */
#include "visit.h"

#include "unit.h"

#include <stdlib.h>
#include <string.h>

enum { MINUTE = 60 * 1000, EVENTS = 12 };

static struct visit *
place(struct visits *visits, struct arena *arena, long long at, bool is_pageview, int page_id)
{
	struct visit_event event = {
		.at = at, .is_pageview = is_pageview, .page_id = page_id, .source_id = page_id
	};
	return visits_place(visits, &event, arena);
}

static int
visits_count(const struct visits *visits)
{
	int count = 0;
	for (const struct visit *visit = visits->first; visit != NULL; visit = visit->next)
		count++;
	return count;
}

static void
keeps_a_visit_together_at_exactly_thirty_minutes(void)
{
	struct arena *arena = arena_new(1 << 20);
	struct visits visits = { NULL };
	struct visit *first = place(&visits, arena, 0, true, 1);
	CU_ASSERT_PTR_EQUAL(place(&visits, arena, 30 * MINUTE, true, 2), first);
	CU_ASSERT_PTR_NOT_EQUAL(place(&visits, arena, 60 * MINUTE + 1, true, 3), first);
	CU_ASSERT_EQUAL(visits_count(&visits), 2);
	arena_free(arena);
}

static void
counts_pageviews_and_events_and_knows_entry_and_exit(void)
{
	struct arena *arena = arena_new(1 << 20);
	struct visits visits = { NULL };
	struct visit *visit = place(&visits, arena, 1000, false, 9);
	CU_ASSERT_EQUAL(visit->entry_page_id, 0);
	place(&visits, arena, 2000, true, 1);
	place(&visits, arena, 3000, true, 2);
	place(&visits, arena, 4000, false, 9);
	CU_ASSERT_EQUAL(visit->pageviews, 2);
	CU_ASSERT_EQUAL(visit->events, 2);
	CU_ASSERT_EQUAL(visit->entry_page_id, 1);
	CU_ASSERT_EQUAL(visit->exit_page_id, 2);
	CU_ASSERT_EQUAL(visit->source_id, 9);
	CU_ASSERT_EQUAL(visit->started_at, 1000);
	CU_ASSERT_EQUAL(visit->ended_at, 4000);
	CU_ASSERT_FALSE(visit->recount);
	arena_free(arena);
}

static void
joins_two_stored_visits_that_an_event_bridges(void)
{
	struct arena *arena = arena_new(1 << 20);
	struct visits visits = { NULL };
	struct visit early = {
		.visit_id = 7, .started_at = 0, .ended_at = 10 * MINUTE, .pageviews = 2
	};
	struct visit late = {
		.visit_id = 8, .started_at = 60 * MINUTE, .ended_at = 70 * MINUTE, .pageviews = 3
	};
	visits_add(&visits, &late);
	visits_add(&visits, &early);
	struct visit *visit = place(&visits, arena, 35 * MINUTE, true, 1);
	CU_ASSERT_EQUAL(visit->visit_id, 7);
	CU_ASSERT_PTR_EQUAL(visit_current(&late), &early);
	CU_ASSERT_TRUE(early.recount);
	CU_ASSERT_EQUAL(early.ended_at, 70 * MINUTE);
	CU_ASSERT_EQUAL(visits_count(&visits), 1);
	arena_free(arena);
}

static void
keeps_the_stored_visit_when_a_new_one_grows_into_it(void)
{
	struct arena *arena = arena_new(1 << 20);
	struct visits visits = { NULL };
	struct visit stored = {
		.visit_id = 7, .started_at = 90 * MINUTE, .ended_at = 95 * MINUTE, .pageviews = 1
	};
	visits_add(&visits, &stored);
	struct visit *fresh = place(&visits, arena, 40 * MINUTE, true, 1);
	CU_ASSERT_EQUAL(fresh->visit_id, 0);
	struct visit *grown = place(&visits, arena, 62 * MINUTE, true, 2);
	CU_ASSERT_PTR_EQUAL(grown, &stored);
	CU_ASSERT_PTR_EQUAL(visit_current(fresh), &stored);
	CU_ASSERT_EQUAL(stored.started_at, 40 * MINUTE);
	arena_free(arena);
}

static int
by_time(const void *one, const void *other)
{
	long long a = *(const long long *)one, b = *(const long long *)other;
	return a < b ? -1 : a > b;
}

/* Events come in batches; within a batch they are sorted, between batches they are not. */
static void
agrees_with_sorting_everything_whatever_the_order(void)
{
	srand(7);
	for (int round = 0; round < 3000; round++) {
		struct arena *arena = arena_new(1 << 20);
		struct visits visits = { NULL };
		struct visit *placed[EVENTS];
		long long times[EVENTS], sorted[EVENTS];
		int next_id = 1;
		for (int i = 0; i < EVENTS; i++)
			times[i] = (rand() % 40) * 10LL * MINUTE + rand() % 2;
		for (int start = 0; start < EVENTS;) {
			int len = 1 + rand() % 4;
			if (start + len > EVENTS)
				len = EVENTS - start;
			qsort(times + start, (size_t)len, sizeof(times[0]), by_time);
			for (int i = start; i < start + len; i++)
				placed[i] = place(&visits, arena, times[i], true, i + 1);
			for (struct visit *visit = visits.first; visit != NULL; visit = visit->next)
				if (visit->visit_id == 0)
					visit->visit_id = next_id++;
			start += len;
		}
		memcpy(sorted, times, sizeof(times));
		qsort(sorted, EVENTS, sizeof(sorted[0]), by_time);
		int expected = 1;
		for (int i = 1; i < EVENTS; i++)
			if (sorted[i] - sorted[i - 1] > VISIT_GAP_MS)
				expected++;
		CU_ASSERT_EQUAL_FATAL(visits_count(&visits), expected);
		for (int i = 0; i < EVENTS; i++) {
			struct visit *visit = visit_current(placed[i]);
			CU_ASSERT_TRUE_FATAL(visit->started_at <= times[i] &&
					     times[i] <= visit->ended_at);
		}
		for (struct visit *visit = visits.first; visit != NULL && visit->next != NULL;
		     visit = visit->next)
			CU_ASSERT_TRUE_FATAL(visit->next->started_at - visit->ended_at >
					     VISIT_GAP_MS);
		arena_free(arena);
	}
}

static const struct unit_test tests[] = {
	TEST(keeps_a_visit_together_at_exactly_thirty_minutes),
	TEST(counts_pageviews_and_events_and_knows_entry_and_exit),
	TEST(joins_two_stored_visits_that_an_event_bridges),
	TEST(keeps_the_stored_visit_when_a_new_one_grows_into_it),
	TEST(agrees_with_sorting_everything_whatever_the_order),
};

UNIT_MAIN("visit", tests)
