/*
 * What stands for a row is looked up once a value of a block's columns.
 * SPDX-License-Identifier: MIT
 */
#include "walk.h"

#include <stdlib.h>

enum { CUSTOM_EVENT = 2 };
#define OF_PAGE UINT32_MAX

/* Numbers that make room for themselves. */
struct scratch {
	uint32_t *numbers;
	uint32_t size;
};

struct walk {
	const struct view *view;
	struct row_values asked;
	struct selection *selection;
	struct scratch every;  /* 0, 1, 2, ...: the places where every row counts */
	struct scratch places; /* of those that count */
	struct scratch values; /* the same */
	/* By row of the block: */
	struct scratch pages, actions;
	/* By value of a column: */
	struct scratch of_pages, of_actions;
};

struct walk *
walk_new(const struct view *view, const struct selection_asked *rows, struct row_values values)
{
	struct walk *walk = calloc(1, sizeof(*walk));
	if (walk == NULL)
		return NULL;
	walk->view = view;
	walk->asked = values;
	walk->selection = selection_new(view, rows);
	if (walk->selection != NULL)
		return walk;
	walk_free(walk);
	return NULL;
}

void
walk_free(struct walk *walk)
{
	if (walk == NULL)
		return;
	selection_free(walk->selection);
	free(walk->every.numbers);
	free(walk->places.numbers);
	free(walk->values.numbers);
	free(walk->pages.numbers);
	free(walk->actions.numbers);
	free(walk->of_pages.numbers);
	free(walk->of_actions.numbers);
	free(walk);
}

bool
walk_wants(const struct walk *walk, const struct view_block *block)
{
	return selection_wants(walk->selection, block);
}

unsigned
walk_columns(const struct walk *walk, const struct view_block *block)
{
	unsigned columns = selection_columns(walk->selection, block, true) | 1 << COLUMN_VISITOR;
	if (walk->asked.of_pages != NULL)
		columns |= 1 << COLUMN_PAGE | 1 << COLUMN_ACTION;
	return columns;
}

static bool
reserve(struct scratch *scratch, uint32_t count)
{
	return scratch_reserve(&scratch->numbers, &scratch->size, count);
}

static bool
every_place(struct walk *walk, uint32_t count)
{
	uint32_t known = walk->every.size;
	if (!reserve(&walk->every, count))
		return false;
	for (uint32_t i = known; i < walk->every.size; i++)
		walk->every.numbers[i] = i;
	return true;
}

static bool
chosen_places(struct walk *walk, const struct view_block *block, const struct selected *selected,
	      uint32_t *found)
{
	if (!reserve(&walk->places, (uint32_t)block->event_count))
		return false;
	uint32_t *places = walk->places.numbers, row = 0, count = 0;
	for (int v = 0; v < block->visit_count; v++) {
		uint32_t end = row + selected->events[v];
		if (selected->counts[v] == 0) {
			row = end;
			continue;
		}
		for (; row < end; row++) {
			places[count] = row;
			count += selected->rows[row];
		}
	}
	*found = count;
	return true;
}

/* What stands for each value of the columns; of an action that is no event, its page. */
static bool
values_of_columns(struct walk *walk, const struct view_column *pages,
		  const struct view_column *actions)
{
	const struct view_slots *slots = &walk->view->tables[TABLE_ACTIONS];
	if (!reserve(&walk->of_pages, pages->slot_count) ||
	    !reserve(&walk->of_actions, actions->slot_count))
		return false;
	for (uint32_t i = 0; i < pages->slot_count; i++)
		walk->of_pages.numbers[i] = walk->asked.of_pages[pages->slots[i]];
	for (uint32_t i = 0; i < actions->slot_count; i++) {
		uint32_t slot = actions->slots[i];
		bool is_event = slots->event_types[slot] == CUSTOM_EVENT;
		walk->of_actions.numbers[i] = is_event ? walk->asked.of_actions[slot] : OF_PAGE;
	}
	return true;
}

static bool
read_values(struct walk *walk, const struct view_block *block, const uint32_t *places,
	    uint32_t count)
{
	const struct view_column *pages = block->columns[COLUMN_PAGE];
	const struct view_column *actions = block->columns[COLUMN_ACTION];
	uint32_t rows = (uint32_t)block->event_count;
	if (!values_of_columns(walk, pages, actions) || !reserve(&walk->values, rows) ||
	    !reserve(&walk->pages, rows) || !reserve(&walk->actions, rows))
		return false;
	column_unpack(&pages->column, walk->pages.numbers);
	column_unpack(&actions->column, walk->actions.numbers);
	const uint32_t *page = walk->pages.numbers, *action = walk->actions.numbers;
	const uint32_t *of_page = walk->of_pages.numbers, *of_action = walk->of_actions.numbers;
	uint32_t *values = walk->values.numbers;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t of_row = of_action[action[places[i]]];
		values[i] = of_row == OF_PAGE ? of_page[page[places[i]]] : of_row;
	}
	return true;
}

bool
walk_read(struct walk *walk, const struct view_block *block, struct walked *walked)
{
	struct selected selected;
	uint32_t count = (uint32_t)block->event_count;
	if (!selection_read(walk->selection, block, true, &selected) ||
	    !(selected.all ? every_place(walk, count)
			   : chosen_places(walk, block, &selected, &count)))
		return false;
	const uint32_t *places = selected.all ? walk->every.numbers : walk->places.numbers;
	bool valued = walk->asked.of_pages != NULL;
	if (valued && !read_values(walk, block, places, count))
		return false;
	*walked = (struct walked){ selected.counts, places, valued ? walk->values.numbers : NULL };
	return true;
}
