/*
 * What a tally counts, alone and shared by threads, beside a list of every row that counts and who was there.
 * SPDX-License-Identifier: MIT
 */
#include "tally.h"

#include "random_rows.h"
#include "random_view.h"
#include "scan_pool.h"
#include "unit.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { VISITS = 300, GROUPS_MAX = 400, MINUTE_MS = 60000, MINUTES = 200, UNITS = 7 };

/* One row of the answer, the slow way. */
struct group {
	uint32_t value, region, country;
	long long rows, visitors, visits, bounces, seconds;
	bool visitor_seen[VISITS + 1];
	int last_visit;
};

static struct group groups[GROUPS_MAX];
static int group_count;
static uint16_t units[MINUTES];

static struct group *
group_of(uint32_t value, uint32_t region, uint32_t country)
{
	for (int i = 0; i < group_count; i++)
		if (groups[i].value == value && groups[i].region == region &&
		    groups[i].country == country)
			return &groups[i];
	CU_ASSERT_FATAL(group_count < GROUPS_MAX);
	groups[group_count] =
		(struct group){ .value = value, .region = region, .country = country };
	return &groups[group_count++];
}

/* Every third visitor is, by one of a few texts. */
static bool
is_identified(int visitor_id)
{
	return visitor_id % 3 == 1;
}

static uint32_t
identity_of(int visitor_id)
{
	enum { FIRST_TEXT = 900000, TEXTS = 20 };
	return FIRST_TEXT + (uint32_t)visitor_id % TEXTS;
}

static void
identify(struct random_view *random)
{
	for (int visitor_id = 1; visitor_id <= VISITS; visitor_id++)
		if (is_identified(visitor_id))
			CU_ASSERT_TRUE_FATAL(slots_identify(random->slots, (uint32_t)visitor_id,
							    identity_of(visitor_id), "somebody"));
	slots_view(random->slots, &random->view);
}

/* NULL: the row does not count. */
static struct group *
group_of_row(const struct random_view *random, const struct tally_asked *asked,
	     const struct visit_row *visit, const struct event_row *event)
{
	struct event_row entry = { .page_id = visit->entry_page_id };
	struct event_row left = { .page_id = visit->exit_page_id };
	uint32_t region, country;
	switch (asked->by) {
	case BY_NOTHING:
		return group_of(0, 0, 0);
	case BY_ENTRY:
		return group_of(shown_text(random, ATTRIBUTE_PATH, visit, &entry), 0, 0);
	case BY_EXIT:
		return group_of(shown_text(random, ATTRIBUTE_PATH, visit, &left), 0, 0);
	case BY_IDENTITY:
		if (visit->visit_id == 0 || !is_identified(visit->visitor_id))
			return NULL;
		return group_of(slots_find_text(random->slots, identity_of(visit->visitor_id)), 0,
				0);
	case BY_TIME:
		return group_of(units[(event->event_id >> EVENT_NUMBER_BITS) / MINUTE_MS -
				      asked->first_minute],
				0, 0);
	default:
		region = shown_text(random, ATTRIBUTE_REGION, visit, event);
		country = shown_text(random, ATTRIBUTE_COUNTRY, visit, event);
		if (asked->attribute == ATTRIBUTE_REGION)
			return group_of(region, 0, country);
		if (asked->attribute != ATTRIBUTE_CITY)
			region = country = 0;
		return group_of(shown_text(random, asked->attribute, visit, event), region,
				country);
	}
}

static void
expect_row(struct group *group, const struct visit_row *visit, bool visits_too)
{
	if (group == NULL)
		return;
	group->rows++;
	if (visit->visit_id == 0 || group->last_visit == visit->visit_id)
		return;
	group->last_visit = visit->visit_id;
	group->visits++;
	group->bounces += visits_too && visit->bounce;
	group->seconds += visits_too ? visit->seconds : 0;
	group->visitors += !group->visitor_seen[visit->visitor_id];
	group->visitor_seen[visit->visitor_id] = true;
}

static void
expect(const struct random_view *random, const struct tally_asked *asked)
{
	const struct rows *rows = &random->rows;
	const struct event_row *events = rows->events;
	group_count = 0;
	for (int v = 0; v < rows->visit_count; v++) {
		const struct visit_row *visit = &rows->visits[v];
		for (int i = 0; i < visit->event_count; i++)
			if (row_counts(random, &asked->rows, visit, events, i))
				expect_row(group_of_row(random, asked, visit, &events[i]), visit,
					   asked->visits_too);
		events += visit->event_count;
	}
}

static bool
is_expected(const struct tally_row *row)
{
	const struct group *group = group_of(row->value, row->region, row->country);
	return row->rows == group->rows && row->visitors == group->visitors &&
	       row->visits == group->visits && row->bounces == group->bounces &&
	       (long long)row->seconds == group->seconds;
}

static void
count_block(struct tally *tally, const struct view_block *block)
{
	if (!tally_wants(tally, block))
		return;
	struct view_block only = only_columns(block, tally_columns(tally, block));
	CU_ASSERT_TRUE_FATAL(tally_block(tally, &only));
}

/* Finishes a tally and compares it with what is expected. */
static void
compare(struct tally *tally)
{
	CU_ASSERT_TRUE(tally_finish(tally));
	uint32_t count, different = 0;
	const struct tally_row *rows = tally_rows(tally, &count);
	CU_ASSERT_EQUAL(count, (uint32_t)group_count);
	for (uint32_t i = 0; i < count; i++)
		different += !is_expected(&rows[i]);
	CU_ASSERT_EQUAL(different, 0);
	CU_ASSERT_EQUAL(count,
			(uint32_t)group_count); /* is_expected() found no group that is new */
	tally_free(tally);
}

/* Blocks that threads take, whoever is first. */
struct shared {
	const struct random_view *random;
	struct tally *tallies[SCAN_THREADS_MAX];
	atomic_int next;
};

static void
take_blocks(void *context, int number)
{
	struct shared *shared = context;
	int i;
	while ((i = atomic_fetch_add(&shared->next, 1)) < shared->random->block_count)
		count_block(shared->tallies[number], &shared->random->blocks[i]);
}

static void
ask(struct random_view *random, const struct tally_asked *asked)
{
	expect(random, asked);
	struct tally *tally = tally_new(&random->view, asked);
	CU_ASSERT_PTR_NOT_NULL_FATAL(tally);
	for (int i = 0; i < random->block_count; i++)
		count_block(tally, &random->blocks[i]);
	compare(tally);

	/* Not every thread need be there in time, so which blocks a fork has is also drawn. */
	struct shared shared = { .random = random };
	for (int i = 0; i < SCAN_THREADS_MAX; i++)
		shared.tallies[i] =
			i == 0 ? tally_new(&random->view, asked) : tally_fork(shared.tallies[0]);
	int dealt = (int)random_below(random->block_count + 1);
	for (int i = 0; i < dealt; i++)
		count_block(shared.tallies[random_below(SCAN_THREADS_MAX)], &random->blocks[i]);
	atomic_init(&shared.next, dealt);
	scan_pool_run(take_blocks, &shared, SCAN_THREADS_MAX - 1);
	for (int i = 1; i < SCAN_THREADS_MAX; i++)
		CU_ASSERT_TRUE_FATAL(tally_join(shared.tallies[0], shared.tallies[i]));
	compare(shared.tallies[0]);
}

/* All minutes of the rows, in units that come in order; the range is within. */
static void
ask_by_time(struct random_view *random, struct tally_asked *asked)
{
	long long lowest = -1, highest = 0;
	for (int i = 0; i < random->rows.event_count; i++) {
		long long minute =
			(random->rows.events[i].event_id >> EVENT_NUMBER_BITS) / MINUTE_MS;
		lowest = lowest < 0 || minute < lowest ? minute : lowest;
		highest = minute > highest ? minute : highest;
	}
	asked->first_minute = lowest;
	asked->minute_count = MINUTES;
	asked->unit_of_minute = units;
	asked->unit_count = UNITS;
	if (highest - lowest >= MINUTES) {
		long long limit = (lowest + MINUTES) * MINUTE_MS << EVENT_NUMBER_BITS;
		asked->rows.limit_id = asked->rows.limit_id < limit ? asked->rows.limit_id : limit;
	}
	for (int i = 0; i < MINUTES; i++)
		units[i] = (uint16_t)(i * UNITS / MINUTES);
	ask(random, asked);
}

/* A few minutes, so that there are visits that begin before them and end after them. */
static void
ask_by_few_minutes(struct random_view *random, struct tally_asked *asked)
{
	enum { MOST = 8 };
	const struct event_row *events = random->rows.events;
	long long event_id = events[random_below(random->rows.event_count)].event_id;
	asked->first_minute = (event_id >> EVENT_NUMBER_BITS) / MINUTE_MS;
	asked->minute_count = asked->unit_count = 1 + (uint32_t)random_below(MOST);
	asked->unit_of_minute = units;
	for (uint32_t i = 0; i < asked->minute_count; i++)
		units[i] = (uint16_t)i;
	asked->rows.lowest_id = asked->first_minute * MINUTE_MS << EVENT_NUMBER_BITS;
	asked->rows.limit_id = (asked->first_minute + asked->minute_count) * MINUTE_MS
			       << EVENT_NUMBER_BITS;
	ask(random, asked);
}

static void
ask_all(struct random_view *random, struct tally_asked *asked)
{
	static const enum tally_by others[] = { BY_NOTHING, BY_ENTRY, BY_EXIT, BY_IDENTITY };
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		asked->by = others[i];
		ask(random, asked);
	}
	asked->by = BY_ATTRIBUTE;
	for (asked->attribute = 0; asked->attribute < ATTRIBUTE_COUNT; asked->attribute++)
		ask(random, asked);
	asked->by = BY_TIME;
	struct selection_asked rows = asked->rows;
	for (int i = 0; i < 20; i++)
		ask_by_few_minutes(random, asked);
	asked->rows = rows;
	ask_by_time(random, asked);
}

static void
counts_what_random_questions_ask_for(void)
{
	for (unsigned seed = 1; seed <= 30; seed++) {
		struct random_view *random = random_view_new(seed, VISITS);
		identify(random);
		struct tally_asked asked = { .visits_too = seed % 2 };
		random_asked(random, &asked.rows);
		ask_all(random, &asked);
		random_view_free(random);
	}
}

static void
counts_everything_where_nothing_is_filtered(void)
{
	for (unsigned seed = 31; seed <= 34; seed++) {
		struct random_view *random = random_view_new(seed, VISITS);
		identify(random);
		struct tally_asked asked = { .visits_too = true,
					     .rows = { .limit_id = 1LL << 62 } };
		static const unsigned types[] = { 1 << 1 | 1 << 3 | 1 << 4, 1 << 2 };
		for (int i = 0; i < 2; i++) {
			asked.rows.event_types = types[i];
			asked.rows.limit_id = 1LL << 62;
			ask_all(random, &asked);
			CU_ASSERT_TRUE(group_count > 1);
		}
		random_view_free(random);
	}
}

static const struct unit_test tests[] = {
	TEST(counts_what_random_questions_ask_for),
	TEST(counts_everything_where_nothing_is_filtered),
};

int
main(void)
{
	scan_pool_start(SCAN_THREADS_MAX - 1);
	int status = unit_run("tally", tests, sizeof(tests) / sizeof(tests[0]));
	scan_pool_stop();
	return status;
}
