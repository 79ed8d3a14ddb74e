/*
 * Which steps of a funnel, or which goal, a row is. Pure.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_MARKS_H
#define COLUMNS_MARKS_H

#include "arena.h"
#include "view.h"
#include "walk.h"

#include <stdbool.h>
#include <stdint.h>

enum { MARKS_STEPS_MAX = 8, MARKS_CONDITIONS_MAX = 10 };

/* What is asked of an event's own properties. */
struct mark_condition {
	bool otherwise;             /* what holds of all events but these */
	const long long *event_ids; /* in order */
	uint32_t count;
};

struct marked_step {
	bool is_event;
	const struct bits *texts; /* slots of the paths, or of the events' names */
	struct mark_condition conditions[MARKS_CONDITIONS_MAX]; /* all must hold */
	int condition_count;
};

/* A row's mark has a bit 1 << place for each step that it is by path or name; conditions are asked for apart. */
struct marks {
	const struct marked_step *steps;
	int step_count;
	uint32_t *of_pages; /* by slot */
	uint32_t *of_actions;
	uint32_t conditional; /* the steps that have conditions */
};

/* Looks at all combinations of the view once; `steps` must stay. False when the arena is exhausted. */
bool marks_make(const struct view *view, const struct marked_step *steps, int count,
		struct arena *arena, struct marks *marks);

/* Leaves of a row's mark the steps whose conditions hold of the event. */
uint32_t marks_left(const struct marks *marks, uint32_t mark, long long event_id);

/* The mark of an event by the slots of its page and action. */
uint32_t marks_of(const struct marks *marks, const struct view *view, uint32_t page,
		  uint32_t action);

/* Only of rows that have a mark. */
static inline struct row_values
marks_values(const struct marks *marks)
{
	return (struct row_values){ marks->of_pages, marks->of_actions, .no_zeros = true };
}

#endif
