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
	struct visit_event event = { .began_at = at,
				     .at = at,
				     .is_pageview = is_pageview,
				     .page_id = page_id,
				     .source_id = page_id };
	return visits_place(visits, &event, arena);
}

static struct visit *
engage(struct visits *visits, struct arena *arena, long long began_at, long long at)
{
	struct visit_event event = { .began_at = began_at, .at = at, .is_engagement = true };
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

static void
lasts_as_long_as_somebody_reads(void)
{
	struct arena *arena = arena_new(1 << 20);
	struct visits visits = { NULL };
	struct visit *visit = place(&visits, arena, 0, true, 1);
	CU_ASSERT_PTR_EQUAL(engage(&visits, arena, -1, 40 * MINUTE), visit);
	CU_ASSERT_PTR_EQUAL(place(&visits, arena, 70 * MINUTE, true, 2), visit);
	CU_ASSERT_PTR_NOT_EQUAL(engage(&visits, arena, 100 * MINUTE + 1, 101 * MINUTE), visit);
	CU_ASSERT_EQUAL(visit->started_at, -1);
	CU_ASSERT_EQUAL(visit->ended_at, 70 * MINUTE);
	CU_ASSERT_EQUAL(visit->engaged_ms, 40 * MINUTE + 1);
	CU_ASSERT_EQUAL(visit->pageviews, 2);
	CU_ASSERT_EQUAL(visit->exit_page_id, 2);
	CU_ASSERT_FALSE(visit->recount);
	arena_free(arena);
}

static void
counts_time_in_the_foreground_whatever_the_order(void)
{
	struct arena *arena = arena_new(1 << 20);
	struct visits visits = { NULL };
	struct visit *visit = engage(&visits, arena, 1000, 5000);
	CU_ASSERT_EQUAL(visit->pageviews + visit->events, 0);
	CU_ASSERT_PTR_EQUAL(place(&visits, arena, 900, true, 7), visit);
	CU_ASSERT_PTR_EQUAL(engage(&visits, arena, 500, 800), visit);
	CU_ASSERT_EQUAL(visit->started_at, 500);
	CU_ASSERT_EQUAL(visit->ended_at, 5000);
	CU_ASSERT_EQUAL(visit->engaged_ms, 4300);
	CU_ASSERT_EQUAL(visit->entry_page_id, 7);
	CU_ASSERT_EQUAL(visit->exit_page_id, 7);
	CU_ASSERT_EQUAL(visit->source_id, 7);
	CU_ASSERT_EQUAL(visit->pageviews, 1);
	CU_ASSERT_FALSE(visit->recount);
	arena_free(arena);
}

static void
joins_all_visits_that_somebody_read_through(void)
{
	struct arena *arena = arena_new(1 << 20);
	struct visits visits = { NULL };
	struct visit *first = place(&visits, arena, 0, true, 1);
	place(&visits, arena, 60 * MINUTE, true, 2);
	struct visit *last = place(&visits, arena, 120 * MINUTE, true, 3);
	CU_ASSERT_EQUAL(visits_count(&visits), 3);
	CU_ASSERT_PTR_EQUAL(engage(&visits, arena, 0, 90 * MINUTE), first);
	CU_ASSERT_EQUAL(visits_count(&visits), 1);
	CU_ASSERT_PTR_EQUAL(visit_current(last), first);
	CU_ASSERT_EQUAL(first->engaged_ms, 90 * MINUTE);
	CU_ASSERT_EQUAL(first->ended_at, 120 * MINUTE);
	CU_ASSERT_TRUE(first->recount);
	arena_free(arena);
}

/* What happened, from its beginning to its end. */
struct span {
	long long began_at, at;
};

static int
by_beginning(const void *one, const void *other)
{
	const struct span *a = one, *b = other;
	return a->began_at < b->began_at ? -1 : a->began_at > b->began_at;
}

static int
by_end(const void *one, const void *other)
{
	const struct span *a = one, *b = other;
	return a->at < b->at ? -1 : a->at > b->at;
}

/* Moments and spans of an hour, seldom far from one another. */
static void
make_spans(struct span spans[EVENTS])
{
	for (int i = 0; i < EVENTS; i++) {
		spans[i].at = (rand() % 60) * 10LL * MINUTE + rand() % 2;
		spans[i].began_at =
			spans[i].at - (rand() % 3 == 0 ? rand() % 6 * 10LL * MINUTE : 0);
	}
}

static int
count_visits_slowly(const struct span given[EVENTS])
{
	struct span spans[EVENTS];
	memcpy(spans, given, sizeof(spans));
	qsort(spans, EVENTS, sizeof(spans[0]), by_beginning);
	int count = 1;
	long long ended_at = spans[0].at;
	for (int i = 1; i < EVENTS; i++) {
		if (spans[i].began_at - ended_at > VISIT_GAP_MS)
			count++;
		if (spans[i].at > ended_at)
			ended_at = spans[i].at;
	}
	return count;
}

/* Events come in batches; within a batch they are sorted, between batches they are not. */
static void
place_in_batches(struct visits *visits, struct arena *arena, struct span *spans,
		 struct visit **placed)
{
	int next_id = 1;
	for (int start = 0; start < EVENTS;) {
		int len = 1 + rand() % 4;
		if (start + len > EVENTS)
			len = EVENTS - start;
		qsort(spans + start, (size_t)len, sizeof(spans[0]), by_end);
		for (int i = start; i < start + len; i++)
			placed[i] = spans[i].began_at < spans[i].at
					    ? engage(visits, arena, spans[i].began_at, spans[i].at)
					    : place(visits, arena, spans[i].at, true, i + 1);
		for (struct visit *visit = visits->first; visit != NULL; visit = visit->next)
			if (visit->visit_id == 0)
				visit->visit_id = next_id++;
		start += len;
	}
}

static void
agrees_with_sorting_everything_whatever_the_order(void)
{
	srand(7);
	for (int round = 0; round < 3000; round++) {
		struct arena *arena = arena_new(1 << 20);
		struct visits visits = { NULL };
		struct visit *placed[EVENTS];
		struct span spans[EVENTS];
		long long engaged_ms = 0;
		make_spans(spans);
		place_in_batches(&visits, arena, spans, placed);
		CU_ASSERT_EQUAL_FATAL(visits_count(&visits), count_visits_slowly(spans));
		for (int i = 0; i < EVENTS; i++) {
			struct visit *visit = visit_current(placed[i]);
			CU_ASSERT_TRUE_FATAL(visit->started_at <= spans[i].began_at &&
					     spans[i].at <= visit->ended_at);
			engaged_ms += spans[i].at - spans[i].began_at;
		}
		for (struct visit *visit = visits.first; visit != NULL; visit = visit->next) {
			engaged_ms -= visit->engaged_ms;
			CU_ASSERT_TRUE_FATAL(visit->next == NULL ||
					     visit->next->started_at - visit->ended_at >
						     VISIT_GAP_MS);
		}
		CU_ASSERT_EQUAL_FATAL(engaged_ms, 0);
		arena_free(arena);
	}
}

static void
is_a_bounce_with_one_pageview_that_was_hardly_read(void)
{
	static const struct {
		int pageviews, events;
		long long engaged_ms;
		bool bounce;
	} cases[] = {
		{ 1, 0, 0, true },  { 1, 0, 9999, true }, { 1, 0, 10000, false },
		{ 2, 0, 0, false }, { 1, 1, 0, false },   { 0, 1, 0, false },
		{ 0, 0, 0, false },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct visit visit = { .pageviews = cases[i].pageviews,
				       .events = cases[i].events,
				       .engaged_ms = cases[i].engaged_ms };
		CU_ASSERT_EQUAL(visit_is_bounce(&visit), cases[i].bounce);
	}
}

static void
lasts_whole_seconds(void)
{
	struct visit visit = { .started_at = 500, .ended_at = 2499 };
	CU_ASSERT_EQUAL(visit_seconds(&visit), 1);
	visit.ended_at = 2500;
	CU_ASSERT_EQUAL(visit_seconds(&visit), 2);
}

static const struct unit_test tests[] = {
	TEST(keeps_a_visit_together_at_exactly_thirty_minutes),
	TEST(counts_pageviews_and_events_and_knows_entry_and_exit),
	TEST(joins_two_stored_visits_that_an_event_bridges),
	TEST(keeps_the_stored_visit_when_a_new_one_grows_into_it),
	TEST(lasts_as_long_as_somebody_reads),
	TEST(counts_time_in_the_foreground_whatever_the_order),
	TEST(joins_all_visits_that_somebody_read_through),
	TEST(is_a_bounce_with_one_pageview_that_was_hardly_read),
	TEST(lasts_whole_seconds),
	TEST(agrees_with_sorting_everything_whatever_the_order),
};

UNIT_MAIN("visit", tests)
