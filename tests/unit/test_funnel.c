/*
 * Funnels: each visitor's rows tried in every way.
 * SPDX-License-Identifier: MIT
 */
#include "funnel.h"

#include "crowd.h"
#include "random_rows.h"
#include "unit.h"

#include <limits.h>
#include <stdlib.h>

enum { VISITORS = 150, VISITS = 600, ROUNDS = 150, MINUTE_MS = 60000 };

struct question {
	struct funnel_asked asked;
	struct marked_step steps[MARKS_STEPS_MAX];
	const struct bits *entering; /* paths that rows of the first step may have; NULL: any */
};

static void
make_question(struct crowd *crowd, struct question *question)
{
	static const long long windows[] = { 1, 20, 90, 24 * 60, 100 * 24 * 60 };
	int count = 2 + (int)random_below(3);
	long long low = crowd->rows[random_below(crowd->row_count)].event_id >> 20 << 20;
	struct selection_asked rows = { .lowest_id = random_below(2) ? 0 : low,
					.limit_id = LLONG_MAX,
					.event_types = 1 << 1 | 1 << 2 };
	*question = (struct question){ .asked = { .rows = rows, .entering = rows } };
	question->asked.window_ms = windows[random_below(5)] * MINUTE_MS;
	for (int i = 0; i < count; i++) {
		bool is_event = random_below(3) == 0;
		question->steps[i] = (struct marked_step){
			.is_event = is_event,
			.texts = crowd_texts(crowd, is_event ? crowd->names : crowd->paths,
					     is_event ? CROWD_EVENTS : CROWD_PAGES,
					     1 + (unsigned)random_below(31))
		};
	}
	if (random_below(2)) {
		question->entering = crowd_texts(crowd, crowd->paths, CROWD_PAGES, 7);
		question->asked.entering.event_types = 1 << 1;
		question->asked.entering.exclude_bounce = random_below(2);
		question->asked.entering.group_count = 1;
		question->asked.entering.groups[0].texts[ATTRIBUTE_PATH] = question->entering;
	}
	CU_ASSERT_TRUE_FATAL(marks_make(&crowd->view, question->steps, count, crowd->arena,
					&question->asked.marks));
}

static bool
is_step(const struct question *question, int step, const struct crowd_row *row)
{
	const struct marked_step *wanted = &question->steps[step];
	if (row->event_id < question->asked.rows.lowest_id || row->is_event != wanted->is_event ||
	    !bits_have(wanted->texts, row->text))
		return false;
	return step > 0 || question->entering == NULL ||
	       (!row->is_event && bits_have(question->entering, row->text) &&
		!(question->asked.entering.exclude_bounce && row->bounced));
}

/* How far somebody gets from a row on that is step `step`. */
static int
goes(const struct crowd *crowd, const struct question *question, int step,
     const struct crowd_row *from)
{
	int furthest = step + 1;
	if (furthest == question->asked.marks.step_count)
		return furthest;
	for (int i = 0; i < crowd->row_count; i++) {
		const struct crowd_row *row = &crowd->rows[i];
		if (row->visitor != from->visitor || row->event_id <= from->event_id ||
		    (row->event_id >> 20) - (from->event_id >> 20) > question->asked.window_ms ||
		    !is_step(question, step + 1, row))
			continue;
		int reached = goes(crowd, question, step + 1, row);
		furthest = reached > furthest ? reached : furthest;
	}
	return furthest;
}

static void
expect(const struct crowd *crowd, const struct question *question,
       uint64_t visitors[MARKS_STEPS_MAX])
{
	int furthest[VISITORS + 1] = { 0 };
	for (int i = 0; i < crowd->row_count; i++) {
		const struct crowd_row *row = &crowd->rows[i];
		int reached = is_step(question, 0, row) ? goes(crowd, question, 0, row) : 0;
		if (reached > furthest[row->visitor])
			furthest[row->visitor] = reached;
	}
	for (int visitor = 0; visitor <= VISITORS; visitor++)
		for (int step = 0; step < furthest[visitor]; step++)
			visitors[step]++;
}

static void
counts_visitors_as_every_way_by_itself(void)
{
	srand(2);
	struct crowd *crowd = crowd_new(VISITORS, VISITS);
	uint64_t through = 0;
	for (int i = 0; i < ROUNDS; i++) {
		struct question question;
		uint64_t expected[MARKS_STEPS_MAX] = { 0 }, visitors[MARKS_STEPS_MAX];
		make_question(crowd, &question);
		struct funnel *funnel = funnel_new(&crowd->view, &question.asked);
		CU_ASSERT_PTR_NOT_NULL_FATAL(funnel);
		crowd_share(crowd, funnel, funnel_wants, funnel_columns, funnel_block, funnel_fork,
			    funnel_join);
		CU_ASSERT_TRUE(funnel_finish(funnel, visitors));
		funnel_free(funnel);
		expect(crowd, &question, expected);
		for (int step = 0; step < question.asked.marks.step_count; step++)
			CU_ASSERT_EQUAL(visitors[step], expected[step]);
		through += expected[question.asked.marks.step_count - 1];
	}
	CU_ASSERT_TRUE(through > ROUNDS);
	crowd_free(crowd);
}

static const struct unit_test tests[] = {
	TEST(counts_visitors_as_every_way_by_itself),
};

UNIT_MAIN("funnel", tests)
