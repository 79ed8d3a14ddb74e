/*
 * Rows of another table and what is known of their visits, beside asking of each row by itself: every event of random visits
 * stands for one.
 * SPDX-License-Identifier: MIT
 */
#include "attached.h"

#include "random_rows.h"
#include "random_view.h"
#include "unit.h"

enum { VISITS = 400, ROWS_MAX = 40 * VISITS, RUNS = 3, ALL_TYPES = 0x1e };

/* The events, in the order of their visits: every third one in a run, as if of another day. */
static struct row {
	const struct visit_row *visit;
	const struct event_row *events; /* of the visit */
	int event;
} rows[ROWS_MAX];
static uint32_t row_count;
static struct attached_run runs[RUNS];

static uint32_t visit_ids[ROWS_MAX], visitors[ROWS_MAX], sources[ROWS_MAX], clients[ROWS_MAX],
	locations[ROWS_MAX];
static uint8_t bits[ROWS_MAX];

static uint32_t
slot_of(const struct random_view *random, enum view_table table, int id)
{
	return slots_find(random->slots, table, (uint32_t)id);
}

static void
add_run(const struct random_view *random, int run)
{
	const struct event_row *events = random->rows.events;
	runs[run] = (struct attached_run){ visit_ids + row_count, 0, row_count };
	for (int v = 0; v < random->rows.visit_count; v++) {
		const struct visit_row *visit = &random->rows.visits[v];
		for (int i = 0; visit->visit_id > 0 && i < visit->event_count; i++) {
			if (events[i].event_id % RUNS != run)
				continue;
			CU_ASSERT_TRUE_FATAL(row_count < ROWS_MAX);
			visit_ids[row_count] = (uint32_t)visit->visit_id;
			rows[row_count++] = (struct row){ visit, events, i };
			runs[run].count++;
		}
		events += visit->event_count;
	}
}

static void
scan(struct random_view *random, struct attached *attached)
{
	for (int i = 0; i < random->block_count; i++) {
		const struct view_block *block = &random->blocks[i];
		if (!attached_wants(attached, block))
			continue;
		struct view_block only = only_columns(block, attached_columns(attached, block));
		CU_ASSERT_TRUE_FATAL(attached_block(attached, &only));
	}
}

static void
begin(const struct random_view *random)
{
	row_count = 0;
	for (int run = 0; run < RUNS; run++)
		add_run(random, run);
	for (uint32_t i = 0; i < row_count; i++)
		bits[i] = 0;
}

static bool
is_counted(const struct random_view *random, const struct selection *selection, uint8_t visit,
	   const struct event_row *event)
{
	uint32_t action = slot_of(random, TABLE_ACTIONS, event->action_id);
	return selection_counts_type(selection, action) &&
	       selection_passes(selection, visit, slot_of(random, TABLE_PAGES, event->page_id),
				action);
}

/* Those without a visit are in no run. */
static void
expect_visitless(const struct random_view *random, const struct selection *selection,
		 const struct selection_asked *asked)
{
	const struct event_row *events = random->rows.events;
	for (int v = 0; v < random->rows.visit_count && random->rows.visits[v].visit_id == 0; v++) {
		const struct visit_row *visit = &random->rows.visits[v];
		uint8_t visitless = selection_no_visit(
			selection, slot_of(random, TABLE_SOURCES, visit->source_id));
		CU_ASSERT_EQUAL(is_counted(random, selection, visitless, events),
				row_counts(random, asked, visit, events, 0));
		events += visit->event_count;
	}
}

static void
passes_the_rows_that_a_selection_counts(void)
{
	uint32_t some = 0, all = 0;
	for (unsigned seed = 1; seed <= 60; seed++) {
		struct random_view *random = random_view_new(seed, VISITS);
		struct selection_asked asked;
		random_asked(random, &asked);
		asked.lowest_id = 0;
		asked.limit_id = 1LL << 62;
		struct selection *selection = selection_new(&random->view, &asked);
		struct attached attached = {
			.selection = selection, .runs = runs, .run_count = RUNS, .bits = bits
		};
		begin(random);
		scan(random, &attached);
		for (uint32_t i = 0; i < row_count; i++) {
			const struct row *row = &rows[i];
			bool expected =
				row_counts(random, &asked, row->visit, row->events, row->event);
			CU_ASSERT_EQUAL(
				is_counted(random, selection, bits[i], &row->events[row->event]),
				expected);
			some += expected;
		}
		all += row_count;
		expect_visitless(random, selection, &asked);
		selection_free(selection);
		random_view_free(random);
	}
	CU_ASSERT_TRUE(some > all / 50 && some < all);
}

static void
tells_what_is_known_of_the_visits(void)
{
	struct random_view *random = random_view_new(61, VISITS);
	struct attached attached = { .runs = runs,
				     .run_count = RUNS,
				     .visitors = visitors,
				     .sources = sources,
				     .clients = clients,
				     .locations = locations };
	begin(random);
	scan(random, &attached);
	for (uint32_t i = 0; i < row_count; i++) {
		const struct visit_row *visit = rows[i].visit;
		CU_ASSERT_EQUAL(visitors[i], (uint32_t)visit->visitor_id);
		CU_ASSERT_EQUAL(sources[i], slot_of(random, TABLE_SOURCES, visit->source_id));
		CU_ASSERT_EQUAL(clients[i], slot_of(random, TABLE_CLIENTS, visit->client_id));
		CU_ASSERT_EQUAL(locations[i], slot_of(random, TABLE_LOCATIONS, visit->location_id));
	}
	CU_ASSERT_TRUE(row_count > VISITS);
	random_view_free(random);
}

static void
leaves_rows_of_visits_that_are_nowhere(void)
{
	static const uint32_t unknown[] = { 1000000, 1000001 };
	uint32_t found[] = { 7, 7 };
	struct random_view *random = random_view_new(62, VISITS);
	struct attached_run run = { unknown, 2, 0 };
	struct attached attached = { .runs = &run, .run_count = 1, .visitors = found };
	scan(random, &attached);
	CU_ASSERT_EQUAL(found[0], 7);
	CU_ASSERT_EQUAL(found[1], 7);
	random_view_free(random);
}

static void
asks_visits_only_where_something_is_asked_of_them(void)
{
	struct random_view *random = random_view_new(63, VISITS);
	struct selection_asked asked = { .limit_id = 1LL << 62, .event_types = ALL_TYPES };
	struct selection *selection = selection_new(&random->view, &asked);
	CU_ASSERT_FALSE(selection_asks_visits(selection));
	selection_free(selection);
	asked.exclude_bounce = true;
	selection = selection_new(&random->view, &asked);
	CU_ASSERT_TRUE(selection_asks_visits(selection));
	selection_free(selection);
	random_view_free(random);
}

static const struct unit_test tests[] = {
	TEST(passes_the_rows_that_a_selection_counts),
	TEST(tells_what_is_known_of_the_visits),
	TEST(leaves_rows_of_visits_that_are_nowhere),
	TEST(asks_visits_only_where_something_is_asked_of_them),
};
UNIT_MAIN("attached", tests)
