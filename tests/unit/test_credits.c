/*
 * Credits: each visitor's rows looked at one by one.
 * SPDX-License-Identifier: MIT
 */
#include "credits.h"

#include "crowd.h"
#include "random_rows.h"
#include "unit.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { VISITORS = 200, VISITS = 700, ROUNDS = 100, SOURCES = 1 + CROWD_SOURCES };

struct question {
	struct credits_asked asked;
	struct marked_step goal;
};

static void
make_question(struct crowd *crowd, struct question *question)
{
	long long low = crowd->rows[random_below(crowd->row_count)].event_id >> 20 << 20;
	bool is_event = random_below(2);
	struct selection_asked rows = { .lowest_id = random_below(2) ? 0 : low,
					.limit_id = LLONG_MAX,
					.event_types = 1 << 1 | 1 << 2 };
	*question = (struct question){
		.asked = { .goals = rows, .rows = rows, .first_click = random_below(2) },
		.goal = { .is_event = is_event,
			  .texts = crowd_texts(crowd, is_event ? crowd->names : crowd->paths,
					       is_event ? CROWD_EVENTS : CROWD_PAGES,
					       1 + (unsigned)random_below(31)) }
	};
	question->asked.goals.exclude_bounce = random_below(2);
	CU_ASSERT_TRUE_FATAL(
		marks_make(&crowd->view, &question->goal, 1, crowd->arena, &question->asked.marks));
}

static bool
is_goal(const struct question *question, const struct crowd_row *row)
{
	return row->event_id >= question->asked.rows.lowest_id &&
	       !(question->asked.goals.exclude_bounce && row->bounced) &&
	       row->is_event == question->goal.is_event &&
	       bits_have(question->goal.texts, row->text);
}

/* A visitor's credit; false when they did not reach the goal. */
static bool
credit_of(const struct crowd *crowd, const struct question *question, int visitor, uint32_t *source)
{
	const struct crowd_row *first = NULL, *last = NULL;
	for (int i = 0; i < crowd->row_count; i++) {
		const struct crowd_row *row = &crowd->rows[i];
		if (row->visitor != visitor || row->event_id < question->asked.rows.lowest_id)
			continue;
		if (first == NULL || row->event_id < first->event_id)
			first = row;
		if (is_goal(question, row) && (last == NULL || row->event_id > last->event_id))
			last = row;
	}
	if (last != NULL)
		*source = question->asked.first_click ? first->source : last->source;
	return last != NULL;
}

static struct credits_total
expect_total(const struct crowd *crowd, const struct question *question)
{
	struct credits_total total = { 0, 0, 0 };
	bool visitors[VISITORS + 1] = { false }, visits[VISITS + 1] = { false };
	for (int i = 0; i < crowd->row_count; i++) {
		const struct crowd_row *row = &crowd->rows[i];
		if (!is_goal(question, row))
			continue;
		total.rows++;
		total.visitors += !visitors[row->visitor];
		total.visits += !visits[row->visit];
		visitors[row->visitor] = visits[row->visit] = true;
	}
	for (int i = 0; i < crowd->nobodys_count; i++)
		total.rows += is_goal(question, &crowd->nobodys[i]);
	return total;
}

static void
check(const struct crowd *crowd, const struct question *question, const struct credits *credits)
{
	uint32_t counted[SOURCES] = { 0 }, expected[SOURCES] = { 0 }, source;
	struct credits_total total = credits_total(credits), wanted = expect_total(crowd, question);
	credits_count(credits, counted);
	for (int visitor = 1; visitor <= VISITORS; visitor++) {
		if (!credit_of(crowd, question, visitor, &source))
			continue;
		expected[source]++;
		bool several = bits_have(crowd->view.returning, (uint32_t)visitor);
		CU_ASSERT_EQUAL(
			credits_source(credits, (uint32_t)visitor, several ? SOURCES : source),
			source);
	}
	CU_ASSERT_EQUAL(memcmp(counted, expected, sizeof(counted)), 0);
	CU_ASSERT_EQUAL(total.rows, wanted.rows);
	CU_ASSERT_EQUAL(total.visitors, wanted.visitors);
	CU_ASSERT_EQUAL(total.visits, wanted.visits);
}

static void
credits_visitors_as_their_rows_say(void)
{
	srand(5);
	struct crowd *crowd = crowd_new(VISITORS, VISITS);
	for (int i = 0; i < ROUNDS; i++) {
		struct question question;
		make_question(crowd, &question);
		struct credits *credits = credits_new(&crowd->view, &question.asked);
		CU_ASSERT_PTR_NOT_NULL_FATAL(credits);
		crowd_walk(crowd, credits_goals(credits));
		if (question.asked.first_click)
			crowd_walk(crowd, credits_firsts(credits));
		check(crowd, &question, credits);
		credits_free(credits);
	}
	crowd_free(crowd);
}

static const struct unit_test tests[] = {
	TEST(credits_visitors_as_their_rows_say),
};

UNIT_MAIN("credits", tests)
