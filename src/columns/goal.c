/*
 * One bit a visitor, twice.
 * SPDX-License-Identifier: MIT
 */
#include "goal.h"

#include <stdlib.h>

struct goal {
	const struct marks *marks;
	struct walk *walk;
	struct bits everybody, reached;
};

struct goal *
goal_new(const struct view *view, const struct selection_asked *rows, const struct marks *marks)
{
	struct goal *goal = calloc(1, sizeof(*goal));
	if (goal == NULL)
		return NULL;
	size_t words = view->visitor_limit / 64 + 1;
	goal->marks = marks;
	goal->walk = walk_new(view, rows, marks_values(marks));
	goal->everybody = (struct bits){ calloc(words, sizeof(uint64_t)), view->visitor_limit };
	goal->reached = (struct bits){ calloc(words, sizeof(uint64_t)), view->visitor_limit };
	if (goal->walk != NULL && goal->everybody.words != NULL && goal->reached.words != NULL)
		return goal;
	goal_free(goal);
	return NULL;
}

void
goal_free(struct goal *goal)
{
	if (goal == NULL)
		return;
	walk_free(goal->walk);
	free(goal->everybody.words);
	free(goal->reached.words);
	free(goal);
}

static bool
is_reached(const struct goal *goal, const struct view_block *block,
	   const struct walked_visit *marked)
{
	for (uint32_t i = 0; i < marked->count; i++)
		if (goal->marks->conditional == 0 ||
		    marks_left(goal->marks, marked->values[i],
			       walked_id(block, marked->places[i])) != 0)
			return true;
	return false;
}

static bool
read_visits(void *context, const struct view_block *block, const struct walked *walked)
{
	struct goal *goal = context;
	const struct column *visitors = &block->columns[COLUMN_VISITOR]->column;
	for (uint32_t v = 0; v < walked->visit_count; v++)
		if (walked->counted[v] > 0)
			bits_add(&goal->everybody, column_value(visitors, v));
	struct walked_visit visit = walked_start(walked);
	while (walked_next(walked, &visit))
		if (is_reached(goal, block, &visit))
			bits_add(&goal->reached, column_value(visitors, visit.visit));
	return true;
}

struct walk_scan
goal_scan(struct goal *goal)
{
	return (struct walk_scan){ .walk = goal->walk,
				   .columns = goal->marks->conditional != 0 ? WALK_ID : 0,
				   .read = read_visits,
				   .context = goal };
}

static uint64_t
bits_count(const struct bits *bits)
{
	uint64_t count = 0;
	for (size_t i = 0; i <= bits->count / 64; i++)
		count += (uint64_t)__builtin_popcountll(bits->words[i]);
	return count;
}

void
goal_count(const struct goal *goal, uint64_t *reached, uint64_t *total)
{
	*reached = bits_count(&goal->reached);
	*total = bits_count(&goal->everybody);
}
