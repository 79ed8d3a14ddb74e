/*
 * Events by name and unit of time, beside asking of each row by itself.
 * SPDX-License-Identifier: MIT
 */
#include "event_units.h"

#include "random_rows.h"
#include "random_view.h"
#include "unit.h"

#include <string.h>

enum {
	VISITS = 400,
	UNITS = 60,
	TEXTS_MAX = 2000,
	MINUTES_MAX = 1 << 22,
	MINUTE_MS = 60000,
	CUSTOM_EVENTS = 1 << 2
};

static uint64_t expected[TEXTS_MAX][UNITS], found[TEXTS_MAX][UNITS];
static uint16_t unit_of_minute[MINUTES_MAX];

static long long
minute_of(const struct event_row *event)
{
	return (event->event_id >> EVENT_NUMBER_BITS) / MINUTE_MS;
}

static uint64_t
expect(const struct random_view *random, const struct selection_asked *asked,
       long long first_minute)
{
	const struct event_row *events = random->rows.events;
	uint64_t all = 0;
	memset(expected, 0, sizeof(expected));
	for (int v = 0; v < random->rows.visit_count; v++) {
		const struct visit_row *visit = &random->rows.visits[v];
		for (int i = 0; i < visit->event_count; i++) {
			if (!row_counts(random, asked, visit, events, i))
				continue;
			uint32_t name = shown_text(random, ATTRIBUTE_EVENT, visit, &events[i]);
			CU_ASSERT_TRUE_FATAL(name < TEXTS_MAX);
			expected[name][unit_of_minute[minute_of(&events[i]) - first_minute]]++;
			all++;
		}
		events += visit->event_count;
	}
	return all;
}

static void
count(struct random_view *random, const struct selection_asked *asked, long long first_minute)
{
	struct arena *arena = arena_new(1 << 24);
	struct selection *selection = selection_new(&random->view, asked);
	struct event_units units = { .view = &random->view,
				     .selection = selection,
				     .unit_of_minute = unit_of_minute,
				     .first_minute = first_minute,
				     .cells = cells_new(random->arena),
				     .arena = arena };
	for (int i = 0; i < random->block_count; i++) {
		const struct view_block *block = &random->blocks[i];
		if (!event_units_wants(&units, block))
			continue;
		struct view_block only = only_columns(block, event_units_columns(&units, block));
		CU_ASSERT_TRUE_FATAL(event_units_block(&units, &only));
	}
	uint32_t cell_count;
	const struct cell *cells = cells_all(units.cells, &cell_count);
	memset(found, 0, sizeof(found));
	for (uint32_t i = 0; i < cell_count; i++)
		found[slots_find_text(random->slots, cells[i].first)][cells[i].second] +=
			cells[i].count;
	selection_free(selection);
	arena_free(arena);
}

/* Units of uneven lengths that come again, as hours of the week do. */
static long long
make_units(const struct random_view *random)
{
	long long first = -1, last = 0;
	for (int i = 0; i < random->rows.event_count; i++) {
		long long minute = minute_of(&random->rows.events[i]);
		first = first < 0 || minute < first ? minute : first;
		last = minute > last ? minute : last;
	}
	CU_ASSERT_TRUE_FATAL(last - first < MINUTES_MAX);
	for (long long i = 0; i <= last - first; i++)
		unit_of_minute[i] = (uint16_t)((i / 7 + i / 50) % UNITS);
	return first;
}

static uint64_t
ask(unsigned seed, bool filtered)
{
	struct random_view *random = random_view_new(seed, VISITS);
	struct selection_asked asked = { .limit_id = 1LL << 62 };
	if (filtered)
		random_asked(random, &asked);
	asked.event_types = CUSTOM_EVENTS;
	long long first_minute = make_units(random);
	uint64_t all = expect(random, &asked, first_minute);
	count(random, &asked, first_minute);
	CU_ASSERT_EQUAL(memcmp(expected, found, sizeof(expected)), 0);
	random_view_free(random);
	return all;
}

static void
counts_all_events(void)
{
	for (unsigned seed = 1; seed <= 5; seed++)
		CU_ASSERT_TRUE(ask(seed, false) > VISITS / 4);
}

static void
counts_the_events_that_random_questions_ask_for(void)
{
	uint64_t all = 0;
	for (unsigned seed = 6; seed <= 50; seed++)
		all += ask(seed, true);
	CU_ASSERT_TRUE(all > VISITS);
}

static const struct unit_test tests[] = {
	TEST(counts_all_events),
	TEST(counts_the_events_that_random_questions_ask_for),
};
UNIT_MAIN("event units", tests)
