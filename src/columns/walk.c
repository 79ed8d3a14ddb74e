/*
 * What stands for a row is looked up once a value of a block's columns.
 * SPDX-License-Identifier: MIT
 */
#include "walk.h"

#include <stdlib.h>
#include <string.h>

enum { CUSTOM_EVENT = 2 };
#define OF_PAGE UINT32_MAX

/* Numbers that make room for themselves. */
struct scratch {
	uint32_t *numbers;
	uint32_t size;
};

/* Bytes, 0 or 1. */
struct flags {
	uint8_t *flags;
	uint32_t size;
};

struct walk {
	const struct view *view;
	struct row_values asked;
	struct selection *selection;
	struct scratch every;  /* 0, 1, 2, ...: the places where every row counts */
	struct scratch places; /* of those that count */
	struct scratch values; /* the same */
	struct scratch counts; /* by visit: of those that are not left out */
	/* By row of the block: */
	struct scratch pages, actions;
	struct flags by_page, by_action; /* rows that are not left out, pages and events */
	/* By value of a column: */
	struct scratch of_pages, of_actions;
	struct flags holds; /* those that are asked for */
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

struct walk *
walk_fork(const struct walk *walk)
{
	struct walk *fork = calloc(1, sizeof(*fork));
	if (fork == NULL)
		return NULL;
	fork->view = walk->view;
	fork->asked = walk->asked;
	fork->selection = selection_fork(walk->selection);
	if (fork->selection != NULL)
		return fork;
	walk_free(fork);
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
	free(walk->counts.numbers);
	free(walk->pages.numbers);
	free(walk->actions.numbers);
	free(walk->of_pages.numbers);
	free(walk->of_actions.numbers);
	free(walk->by_page.flags);
	free(walk->by_action.flags);
	free(walk->holds.flags);
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

/* What stands for a row, by the values that its columns have. */
static inline uint32_t
value_of(const struct walk *walk, uint32_t page, uint32_t action)
{
	uint32_t of_action = walk->of_actions.numbers[action];
	return of_action == OF_PAGE ? walk->of_pages.numbers[page] : of_action;
}

/* ---- every row ---- */

static bool
read_values(struct walk *walk, const struct view_block *block, const uint32_t *places,
	    uint32_t count)
{
	const struct column *pages = &block->columns[COLUMN_PAGE]->column;
	const struct column *actions = &block->columns[COLUMN_ACTION]->column;
	uint32_t rows = (uint32_t)block->event_count;
	if (!reserve(&walk->values, rows) || !reserve(&walk->pages, rows) ||
	    !reserve(&walk->actions, rows))
		return false;
	column_unpack(pages, walk->pages.numbers);
	column_unpack(actions, walk->actions.numbers);
	const uint32_t *page = walk->pages.numbers, *action = walk->actions.numbers;
	for (uint32_t i = 0; i < count; i++)
		walk->values.numbers[i] = value_of(walk, page[places[i]], action[places[i]]);
	return true;
}

static bool
walk_every_row(struct walk *walk, const struct view_block *block, const struct selected *selected,
	       struct walked *walked)
{
	uint32_t count = (uint32_t)block->event_count;
	if (!(selected->all ? every_place(walk, count)
			    : chosen_places(walk, block, selected, &count)))
		return false;
	const uint32_t *places = selected->all ? walk->every.numbers : walk->places.numbers;
	bool valued = walk->asked.of_pages != NULL;
	if (valued && !read_values(walk, block, places, count))
		return false;
	walked->counts = selected->counts;
	walked->places = places;
	walked->values = valued ? walk->values.numbers : NULL;
	return true;
}

/* ---- those for which something other than 0 stands ---- */

static bool
reserve_flags(struct flags *flags, uint32_t count)
{
	return scratch_reserve_bytes(&flags->flags, &flags->size, count);
}

/* Which values of the pages' column are asked for; *any: whether one is. */
static bool
hold_pages(struct walk *walk, const struct view_column *pages, bool *any)
{
	*any = false;
	if (!reserve_flags(&walk->holds, pages->slot_count))
		return false;
	for (uint32_t i = 0; i < pages->slot_count; i++) {
		walk->holds.flags[i] = walk->of_pages.numbers[i] != 0;
		*any = *any || walk->holds.flags[i];
	}
	return true;
}

/* The same of the actions' column: of events, or those that are none. */
static bool
hold_actions(struct walk *walk, const struct view_column *actions, bool events, bool *any)
{
	*any = false;
	if (!reserve_flags(&walk->holds, actions->slot_count))
		return false;
	for (uint32_t i = 0; i < actions->slot_count; i++) {
		uint32_t value = walk->of_actions.numbers[i];
		walk->holds.flags[i] = events ? value != OF_PAGE && value != 0 : value == OF_PAGE;
		*any = *any || walk->holds.flags[i];
	}
	return true;
}

/* The rows with a page that is asked for, and with an event; others have 0. */
static bool
find_rows(struct walk *walk, const struct view_block *block)
{
	const struct view_column *pages = block->columns[COLUMN_PAGE];
	const struct view_column *actions = block->columns[COLUMN_ACTION];
	uint32_t rows = (uint32_t)block->event_count;
	uint8_t *by_page = walk->by_page.flags, *by_action = walk->by_action.flags;
	bool any;
	if (!hold_pages(walk, pages, &any))
		return false;
	memset(by_page, any, rows);
	if (any) {
		column_filter(&pages->column, walk->holds.flags, by_page);
		if (!hold_actions(walk, actions, false, &any))
			return false;
		column_filter(&actions->column, walk->holds.flags, by_page);
	}
	if (!hold_actions(walk, actions, true, &any))
		return false;
	memset(by_action, any, rows);
	if (any)
		column_filter(&actions->column, walk->holds.flags, by_action);
	return true;
}

/* The places of the rows that were found and count, as far as their visits are not asked for. */
static uint32_t
list_rows(struct walk *walk, uint32_t rows, const uint8_t *counts)
{
	const uint8_t *by_page = walk->by_page.flags, *by_action = walk->by_action.flags;
	uint32_t *places = walk->places.numbers, found = 0;
	for (uint32_t row = 0; row < rows; row += sizeof(uint64_t)) {
		uint64_t pages, events, counted;
		memcpy(&pages, by_page + row, sizeof(pages));
		memcpy(&events, by_action + row, sizeof(events));
		memcpy(&counted, counts + row, sizeof(counted));
		for (uint64_t left = (pages | events) & counted; left != 0; left &= left - 1)
			places[found++] = row + ((uint32_t)__builtin_ctzll(left) >> 3);
	}
	return found;
}

/* Leaves those of visits that count any, and tells how many each visit has. */
static uint32_t
keep_visits(struct walk *walk, const struct view_block *block, const struct selected *selected,
	    uint32_t found)
{
	uint32_t *places = walk->places.numbers, *counts = walk->counts.numbers;
	uint32_t at = 0, kept = 0, end = 0;
	for (uint32_t v = 0; v < (uint32_t)block->visit_count; v++) {
		uint32_t first = kept;
		end += selected->events[v];
		for (; at < found && places[at] < end; at++) {
			places[kept] = places[at];
			kept += selected->counts[v] > 0;
		}
		counts[v] = kept - first;
	}
	return kept;
}

static bool
walk_found_rows(struct walk *walk, const struct view_block *block, const struct selected *selected,
		struct walked *walked)
{
	const struct column *pages = &block->columns[COLUMN_PAGE]->column;
	const struct column *actions = &block->columns[COLUMN_ACTION]->column;
	uint32_t rows = (uint32_t)block->event_count, behind = sizeof(uint64_t);
	if (!reserve(&walk->places, rows) || !reserve(&walk->values, rows) ||
	    !reserve(&walk->counts, (uint32_t)block->visit_count) ||
	    !reserve_flags(&walk->by_page, rows + behind) ||
	    !reserve_flags(&walk->by_action, rows + behind) || !find_rows(walk, block))
		return false;
	memset(walk->by_page.flags + rows, 0, behind);
	memset(walk->by_action.flags + rows, 0, behind);
	uint32_t count = keep_visits(walk, block, selected, list_rows(walk, rows, selected->rows));
	const uint32_t *places = walk->places.numbers;
	for (uint32_t i = 0; i < count; i++)
		walk->values.numbers[i] = value_of(walk, column_packed(pages, places[i]),
						   column_packed(actions, places[i]));
	walked->counts = walk->counts.numbers;
	walked->places = places;
	walked->values = walk->values.numbers;
	return true;
}

bool
walk_read(struct walk *walk, const struct view_block *block, struct walked *walked)
{
	struct selected selected;
	if (!selection_read(walk->selection, block, true, &selected) ||
	    (walk->asked.of_pages != NULL &&
	     !values_of_columns(walk, block->columns[COLUMN_PAGE], block->columns[COLUMN_ACTION])))
		return false;
	walked->visit_count = (uint32_t)block->visit_count;
	walked->counted = selected.counts;
	return walk->asked.no_zeros ? walk_found_rows(walk, block, &selected, walked)
				    : walk_every_row(walk, block, &selected, walked);
}

/* ---- scans ---- */

bool
walk_scan_wants(const void *context, const struct view_block *block)
{
	const struct walk_scan *scan = context;
	return (scan->anonymous || !block->anonymous) && walk_wants(scan->walk, block);
}

unsigned
walk_scan_columns(const void *context, const struct view_block *block)
{
	const struct walk_scan *scan = context;
	return walk_columns(scan->walk, block) | scan->columns;
}

bool
walk_scan_block(void *context, const struct view_block *block)
{
	struct walk_scan *scan = context;
	struct walked walked;
	return walk_read(scan->walk, block, &walked) && scan->read(scan->context, block, &walked);
}
