/*
 * Retention: each visitor's days compared with each other, by clocks that change.
 * SPDX-License-Identifier: MIT
 */
#include "retention.h"

#include "crowd.h"
#include "random_rows.h"
#include "unit.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { VISITORS = 120, VISITS = 900, ROUNDS = 60, DAY_MINUTES = 24 * 60, DAYS_MAX = 200 };

/* UTC; Paris, whose clocks go forward on the 29th of March 2026; and one that is put back over midnight on the 26th. */
static const struct zone zones[] = {
	{ 1, { { 0, 0 } } },
	{ 2, { { 0, 60 }, { 29579100, 120 } } },
	{ 2, { { 0, 330 }, { 29575840, 270 } } },
};

struct question {
	struct retention_asked asked;
	const struct bits *filter; /* of paths; NULL: none */
};

static int64_t
day_of(const struct question *question, const struct crowd_row *row)
{
	return zone_shown(question->asked.zone, (row->event_id >> 20) / 60000) / DAY_MINUTES;
}

static bool
is_newcomer(const struct question *question, const struct crowd_row *row)
{
	return row->event_id >= question->asked.newcomers.lowest_id &&
	       (question->filter == NULL ||
		(!row->is_event && bits_have(question->filter, row->text)));
}

/* The row that makes somebody a visitor of its day; NULL: there is none. */
static const struct crowd_row *
first_of(const struct crowd *crowd, const struct question *question, int visitor)
{
	const struct crowd_row *first = NULL;
	for (int i = 0; i < crowd->row_count; i++) {
		const struct crowd_row *row = &crowd->rows[i];
		if (row->visitor == visitor && is_newcomer(question, row) &&
		    (first == NULL || row->event_id < first->event_id))
			first = row;
	}
	return first;
}

static bool
came_on(const struct crowd *crowd, const struct question *question, int visitor, int64_t day)
{
	for (int i = 0; i < crowd->row_count; i++)
		if (crowd->rows[i].visitor == visitor &&
		    crowd->rows[i].event_id >= question->asked.returns.lowest_id &&
		    day_of(question, &crowd->rows[i]) == day)
			return true;
	return false;
}

static void
expect(const struct crowd *crowd, const struct question *question, int64_t from,
       uint32_t there[DAYS_MAX][RETENTION_DAYS])
{
	for (int visitor = 1; visitor <= VISITORS; visitor++) {
		const struct crowd_row *row = first_of(crowd, question, visitor);
		if (row == NULL)
			continue;
		int64_t first = day_of(question, row);
		for (int later = 0; later < RETENTION_DAYS; later++)
			there[first - from][later] +=
				came_on(crowd, question, visitor, first + later);
	}
}

static void
make_question(struct crowd *crowd, struct question *question)
{
	long long low = crowd->rows[random_below(crowd->row_count)].event_id >> 20 << 20;
	struct selection_asked rows = { .lowest_id = random_below(2) ? 0 : low,
					.limit_id = LLONG_MAX,
					.event_types = 1 << 1 | 1 << 2 };
	*question = (struct question){ .asked = { rows, rows, &zones[random_below(3)] } };
	if (random_below(2)) {
		question->filter = crowd_texts(crowd, crowd->paths, CROWD_PAGES, 12);
		question->asked.newcomers.event_types = 1 << 1;
		question->asked.newcomers.group_count = 1;
		question->asked.newcomers.groups[0].texts[ATTRIBUTE_PATH] = question->filter;
	}
}

static void
counts_days_as_each_day_by_itself(void)
{
	srand(4);
	struct crowd *crowd = crowd_new(VISITORS, VISITS);
	for (int i = 0; i < ROUNDS; i++) {
		static uint32_t expected[DAYS_MAX][RETENTION_DAYS];
		struct question question;
		uint32_t count, sum = 0;
		make_question(crowd, &question);
		struct retention *retention = retention_new(&crowd->view, &question.asked);
		CU_ASSERT_PTR_NOT_NULL_FATAL(retention);
		crowd_walk(crowd, retention_newcomers(retention));
		crowd_walk(crowd, retention_returns(retention));
		const struct retention_day *days = retention_days(retention, &count);
		CU_ASSERT_PTR_NOT_NULL_FATAL(days);
		CU_ASSERT_TRUE_FATAL(count > 0 && count < DAYS_MAX);
		memset(expected, 0, sizeof(expected));
		expect(crowd, &question, days[0].day, expected);
		for (uint32_t day = 0; day < count; day++) {
			CU_ASSERT_EQUAL(days[day].day, days[0].day + day);
			CU_ASSERT_EQUAL(
				memcmp(days[day].there, expected[day], sizeof(expected[day])), 0);
			for (int later = 1; later < RETENTION_DAYS; later++)
				sum += expected[day][later];
		}
		CU_ASSERT_TRUE(sum > 0);
		retention_free(retention);
	}
	crowd_free(crowd);
}

static const struct unit_test tests[] = {
	TEST(counts_days_as_each_day_by_itself),
};

UNIT_MAIN("retention", tests)
