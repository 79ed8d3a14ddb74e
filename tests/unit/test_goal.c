/*
 * Goals: counted beside each row looked at by itself.
 * SPDX-License-Identifier: MIT
 */
#include "goal.h"

#include "crowd.h"
#include "random_rows.h"
#include "unit.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { VISITORS = 200, VISITS = 900, ROUNDS = 200 };

struct question {
	struct selection_asked rows;
	struct marked_step step;
	const struct bits *filter; /* of paths; NULL: none */
	struct marks marks;
};

/* Half of the events' ids, in order. */
static void
add_condition(struct crowd *crowd, struct marked_step *step)
{
	long long *ids = arena_array(crowd->arena, (size_t)crowd->row_count + 1, sizeof(*ids));
	struct mark_condition *condition = &step->conditions[step->condition_count++];
	*condition = (struct mark_condition){ random_below(2), ids, 0 };
	for (int i = 0; i < crowd->row_count; i++)
		if (random_below(2))
			ids[condition->count++] = crowd->rows[i].event_id;
	for (uint32_t i = 1; i < condition->count; i++) {
		long long id = ids[i];
		uint32_t to = i;
		for (; to > 0 && ids[to - 1] > id; to--)
			ids[to] = ids[to - 1];
		ids[to] = id;
	}
}

static void
make_question(struct crowd *crowd, struct question *question)
{
	long long low = crowd->rows[random_below(crowd->row_count)].event_id;
	long long high = crowd->rows[random_below(crowd->row_count)].event_id;
	bool is_event = random_below(2);
	*question = (struct question){
		.rows = { .lowest_id = random_below(2) ? 0 : low >> 20 << 20,
			  .limit_id = random_below(2) ? LLONG_MAX : high >> 20 << 20,
			  .event_types = random_below(3) ? 1 << 1 | 1 << 2 : 1 << 1,
			  .exclude_bounce = random_below(4) == 0 },
		.step = { .is_event = is_event,
			  .texts = crowd_texts(crowd, is_event ? crowd->names : crowd->paths,
					       is_event ? CROWD_EVENTS : CROWD_PAGES,
					       (unsigned)random_below(32)) }
	};
	if (random_below(2)) {
		question->filter =
			crowd_texts(crowd, crowd->paths, CROWD_PAGES, (unsigned)random_below(32));
		question->rows.group_count = 1;
		question->rows.groups[0].texts[ATTRIBUTE_PATH] = question->filter;
		question->rows.event_types = 1 << 1; /* of which it is known what they are */
	}
	if (random_below(3) == 0)
		add_condition(crowd, &question->step);
	CU_ASSERT_TRUE_FATAL(
		marks_make(&crowd->view, &question->step, 1, crowd->arena, &question->marks));
}

static bool
is_listed(const struct mark_condition *condition, long long event_id)
{
	for (uint32_t i = 0; i < condition->count; i++)
		if (condition->event_ids[i] == event_id)
			return true;
	return false;
}

static bool
counts(const struct question *question, const struct crowd_row *row)
{
	const struct selection_asked *rows = &question->rows;
	return row->event_id >= rows->lowest_id && row->event_id < rows->limit_id &&
	       (rows->event_types >> (row->is_event ? 2 : 1) & 1) &&
	       !(rows->exclude_bounce && row->bounced) &&
	       (question->filter == NULL || bits_have(question->filter, row->text));
}

static bool
is_goal(const struct question *question, const struct crowd_row *row)
{
	const struct marked_step *step = &question->step;
	bool holds = true;
	for (int i = 0; i < step->condition_count; i++)
		holds = holds && is_listed(&step->conditions[i], row->event_id) !=
					 step->conditions[i].otherwise;
	return step->is_event == row->is_event && bits_have(step->texts, row->text) && holds;
}

static void
expect(const struct crowd *crowd, const struct question *question, uint64_t *reached,
       uint64_t *total)
{
	bool seen[VISITORS + 1] = { false }, was_there[VISITORS + 1] = { false };
	*reached = *total = 0;
	for (int i = 0; i < crowd->row_count; i++) {
		const struct crowd_row *row = &crowd->rows[i];
		if (!counts(question, row))
			continue;
		seen[row->visitor] = true;
		was_there[row->visitor] = was_there[row->visitor] || is_goal(question, row);
	}
	for (int i = 0; i <= VISITORS; i++) {
		*total += seen[i];
		*reached += was_there[i];
	}
}

static void
counts_visitors_as_each_row_by_itself(void)
{
	srand(1);
	struct crowd *crowd = crowd_new(VISITORS, VISITS);
	uint64_t most = 0;
	for (int i = 0; i < ROUNDS; i++) {
		struct question question;
		uint64_t expected, expected_total, reached, total;
		make_question(crowd, &question);
		struct goal *goal = goal_new(&crowd->view, &question.rows, &question.marks);
		CU_ASSERT_PTR_NOT_NULL_FATAL(goal);
		crowd_walk(crowd, goal_scan(goal));
		goal_count(goal, &reached, &total);
		goal_free(goal);
		expect(crowd, &question, &expected, &expected_total);
		CU_ASSERT_EQUAL(reached, expected);
		CU_ASSERT_EQUAL(total, expected_total);
		most = reached > most ? reached : most;
	}
	CU_ASSERT_TRUE(most > VISITORS / 2);
	crowd_free(crowd);
}

static const struct unit_test tests[] = {
	TEST(counts_visitors_as_each_row_by_itself),
};

UNIT_MAIN("goal", tests)
