/*
 * A bit for each step.
 * SPDX-License-Identifier: MIT
 */
#include "marks.h"

enum { CUSTOM_EVENT = 2 };

static void
mark_pages(const struct view_slots *pages, const struct bits *paths, uint32_t bit, uint32_t *marks)
{
	for (uint32_t slot = 0; slot < pages->count; slot++)
		if (bits_have(paths, pages->texts[ATTRIBUTE_PATH][slot]))
			marks[slot] |= bit;
}

static void
mark_actions(const struct view_slots *actions, const struct bits *names, uint32_t bit,
	     uint32_t *marks)
{
	for (uint32_t slot = 0; slot < actions->count; slot++)
		if (actions->event_types[slot] == CUSTOM_EVENT &&
		    bits_have(names, actions->texts[ATTRIBUTE_EVENT][slot]))
			marks[slot] |= bit;
}

bool
marks_make(const struct view *view, const struct marked_step *steps, int count, struct arena *arena,
	   struct marks *marks)
{
	const struct view_slots *pages = &view->tables[TABLE_PAGES];
	const struct view_slots *actions = &view->tables[TABLE_ACTIONS];
	*marks = (struct marks){ steps, count, arena_array(arena, pages->count, sizeof(uint32_t)),
				 arena_array(arena, actions->count, sizeof(uint32_t)), 0 };
	if (marks->of_pages == NULL || marks->of_actions == NULL)
		return false;
	for (int i = 0; i < count; i++) {
		uint32_t bit = 1u << i;
		if (steps[i].is_event)
			mark_actions(actions, steps[i].texts, bit, marks->of_actions);
		else
			mark_pages(pages, steps[i].texts, bit, marks->of_pages);
		if (steps[i].condition_count > 0)
			marks->conditional |= bit;
	}
	return true;
}

static bool
condition_holds(const struct mark_condition *condition, long long event_id)
{
	uint32_t low = 0, high = condition->count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (condition->event_ids[middle] < event_id)
			low = middle + 1;
		else
			high = middle;
	}
	bool listed = low < condition->count && condition->event_ids[low] == event_id;
	return listed != condition->otherwise;
}

uint32_t
marks_left(const struct marks *marks, uint32_t mark, long long event_id)
{
	if ((mark & marks->conditional) == 0)
		return mark;
	for (int i = 0; i < marks->step_count; i++) {
		const struct marked_step *step = &marks->steps[i];
		for (int c = 0; (mark >> i & 1) && c < step->condition_count; c++)
			if (!condition_holds(&step->conditions[c], event_id))
				mark &= ~(1u << i);
	}
	return mark;
}

uint32_t
marks_of(const struct marks *marks, const struct view *view, uint32_t page, uint32_t action)
{
	return view->tables[TABLE_ACTIONS].event_types[action] == CUSTOM_EVENT
		       ? marks->of_actions[action]
		       : marks->of_pages[page];
}
