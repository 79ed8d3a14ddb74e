/*
 * What is asked of visits: of what they have beside their rows, of their visitors, and of the events that they have at any time.
 * SPDX-License-Identifier: MIT
 */
#include "selection.h"

#include "selection_state.h"

#include <string.h>

enum { CUSTOM_EVENT = 2 };

/* Whether each visit has an event with one of the names: into `has`. */
static bool
find_names(struct selection *selection, const struct view_block *block, const struct bits *names,
	   uint8_t *has)
{
	const struct view_slots *actions = &selection->view->tables[TABLE_ACTIONS];
	const struct view_column *column = block->columns[COLUMN_ACTION];
	uint32_t count = (uint32_t)block->event_count, any = 0;
	if (!scratch_reserve_bytes(&selection->holds, &selection->holds_size, column->slot_count) ||
	    !scratch_reserve_bytes(&selection->passing, &selection->passing_size, count + 8))
		return false;
	for (uint32_t i = 0; i < column->slot_count; i++) {
		uint32_t slot = column->slots[i];
		selection->holds[i] = actions->event_types[slot] == CUSTOM_EVENT &&
				      bits_have(names, actions->texts[ATTRIBUTE_EVENT][slot]);
		any |= selection->holds[i];
	}
	memset(has, 0, (size_t)block->visit_count);
	if (!any)
		return true;
	uint8_t *row = selection->passing;
	const uint32_t *events = selection->events;
	memset(row, 1, count);
	column_filter(&column->column, selection->holds, row);
	for (int v = 0; v < block->visit_count; row += events[v++])
		has[v] = selection_count_rows(row, events[v]) > 0;
	return true;
}

/* Leaves the visits that have all the names that they are to have, and none that they are to lack. */
static bool
keep_named(struct selection *selection, const struct group *group, const struct view_block *block)
{
	const struct selection_group *asked = group->asked;
	uint32_t count = (uint32_t)block->visit_count;
	if (!scratch_reserve_bytes(&selection->has, &selection->has_size, count))
		return false;
	for (int i = 0; i < asked->having_count + asked->lacking_count; i++) {
		bool having = i < asked->having_count;
		const struct bits *names =
			having ? asked->having[i] : asked->lacking[i - asked->having_count];
		if (block->anonymous) /* no visit, which has nothing */
			memset(selection->has, 0, count);
		else if (!find_names(selection, block, names, selection->has))
			return false;
		uint8_t *visits = selection->visits;
		const uint8_t *has = selection->has;
		for (uint32_t v = 0; v < count; v++)
			visits[v] &= has[v] ^ !having;
	}
	return true;
}

static bool
keep_visitors(struct selection *selection, const struct bits *visitors,
	      const struct view_block *block)
{
	uint32_t count = (uint32_t)block->visit_count;
	if (!scratch_reserve(&selection->of_visits, &selection->of_visits_size, count))
		return false;
	const uint32_t *of_visits = selection->of_visits;
	uint8_t *kept = selection->visits;
	column_unpack_values(&block->columns[COLUMN_VISITOR]->column, selection->of_visits);
	for (uint32_t v = 0; v < count; v++)
		kept[v] &= bits_have(visitors, of_visits[v]);
	return true;
}

bool
selection_ask_visits(struct selection *selection, const struct group *group,
		     const struct view_block *block)
{
	static const enum block_column columns[] = { COLUMN_SOURCE, COLUMN_CLIENT,
						     COLUMN_LOCATION };
	uint32_t count = (uint32_t)block->visit_count;
	bool all;
	if (!scratch_reserve_bytes(&selection->visits, &selection->visits_size, count))
		return false;
	memset(selection->visits, 1, count);
	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++) {
		const uint8_t *passes = group->passes[column_table(columns[i])];
		if (passes != NULL && !selection_keep_passing(selection, block->columns[columns[i]],
							      passes, selection->visits, &all))
			return false;
	}
	if (group->asked->visitors != NULL &&
	    !keep_visitors(selection, group->asked->visitors, block))
		return false;
	return group->asked->having_count + group->asked->lacking_count == 0 ||
	       keep_named(selection, group, block);
}

bool
selection_leave_out(struct selection *selection, const struct view_block *block)
{
	uint32_t count = (uint32_t)block->visit_count, *counts = selection->counts;
	const struct bits *visitors = selection->asked->visitors;
	if (!scratch_reserve(&selection->of_visits, &selection->of_visits_size, count))
		return false;
	uint32_t *of_visits = selection->of_visits;
	for (uint32_t v = 0; block->replaced != NULL && v < count; v++)
		if (block->replaced[v >> 6] >> (v & 63) & 1)
			counts[v] = 0;
	if (selection->asked->exclude_bounce && !block->anonymous) {
		column_unpack_values(&block->columns[COLUMN_BOUNCE]->column, of_visits);
		for (uint32_t v = 0; v < count; v++)
			counts[v] &= 0u - (of_visits[v] == 0);
	}
	if (visitors != NULL) {
		column_unpack_values(&block->columns[COLUMN_VISITOR]->column, of_visits);
		for (uint32_t v = 0; v < count; v++)
			counts[v] &= 0u - bits_have(visitors, of_visits[v]);
	}
	return true;
}

/* ---- rows of other tables ---- */

bool
selection_asks_visits(const struct selection *selection)
{
	bool asks = selection->asked->exclude_bounce || selection->asked->visitors != NULL;
	for (int i = 0; i < selection->asked->group_count; i++)
		asks = asks || selection->groups[i].filters_visits;
	return asks;
}

unsigned
selection_visit_columns(const struct selection *selection)
{
	unsigned columns = 0;
	if (selection->asks_names)
		columns |= 1 << COLUMN_EVENTS | 1 << COLUMN_ACTION;
	if (selection->asked->exclude_bounce)
		columns |= 1 << COLUMN_BOUNCE;
	if (selection->asked->visitors != NULL)
		columns |= 1 << COLUMN_VISITOR;
	for (int i = 0; i < selection->asked->group_count; i++) {
		const struct group *group = &selection->groups[i];
		if (group->passes[TABLE_SOURCES] != NULL)
			columns |= 1 << COLUMN_SOURCE;
		if (group->passes[TABLE_CLIENTS] != NULL)
			columns |= 1 << COLUMN_CLIENT;
		if (group->passes[TABLE_LOCATIONS] != NULL)
			columns |= 1 << COLUMN_LOCATION;
		if (group->asked->visitors != NULL)
			columns |= 1 << COLUMN_VISITOR;
	}
	return columns;
}

bool
selection_visits(struct selection *selection, const struct view_block *block, const uint8_t **bits)
{
	uint32_t count = (uint32_t)block->visit_count;
	if (!scratch_reserve(&selection->counts, &selection->counts_size, count) ||
	    !scratch_reserve(&selection->events, &selection->events_size, count) ||
	    !scratch_reserve_bytes(&selection->bits, &selection->bits_size, count))
		return false;
	if (selection->asks_names)
		column_unpack_values(&block->columns[COLUMN_EVENTS]->column, selection->events);
	memset(selection->bits, 0, count);
	for (int i = 0; i < selection->asked->group_count; i++) {
		const struct group *group = &selection->groups[i];
		if (group->filters_visits && !selection_ask_visits(selection, group, block))
			return false;
		for (uint32_t v = 0; v < count; v++)
			selection->bits[v] |=
				(uint8_t)((group->filters_visits ? selection->visits[v] : 1) << i);
	}
	for (uint32_t v = 0; v < count; v++)
		selection->counts[v] = 1;
	if (!selection_leave_out(selection, block))
		return false;
	for (uint32_t v = 0; v < count; v++)
		selection->bits[v] |= selection->counts[v] ? VISIT_COUNTS : 0;
	*bits = selection->bits;
	return true;
}

uint8_t
selection_no_visit(const struct selection *selection, uint32_t source)
{
	const struct bits *visitors = selection->asked->visitors;
	uint8_t bits = visitors == NULL || bits_have(visitors, 0) ? VISIT_COUNTS : 0;
	for (int i = 0; i < selection->asked->group_count; i++) {
		const struct group *group = &selection->groups[i];
		const uint8_t *sources = group->passes[TABLE_SOURCES];
		const uint8_t *clients = group->passes[TABLE_CLIENTS];
		const uint8_t *locations = group->passes[TABLE_LOCATIONS];
		bool passes =
			(sources == NULL || sources[source]) && (clients == NULL || clients[0]) &&
			(locations == NULL || locations[0]) &&
			(group->asked->visitors == NULL || bits_have(group->asked->visitors, 0)) &&
			group->asked->having_count == 0;
		bits |= (uint8_t)(passes << i);
	}
	return bits;
}

bool
selection_passes(const struct selection *selection, uint8_t visit, uint32_t page, uint32_t action)
{
	bool passes = (visit & VISIT_COUNTS) != 0;
	for (int i = 0; i < selection->asked->group_count; i++) {
		const struct group *group = &selection->groups[i];
		const uint8_t *pages = group->passes[TABLE_PAGES];
		const uint8_t *actions = group->passes[TABLE_ACTIONS];
		bool holds = (visit >> i & 1) != 0 && (pages == NULL || pages[page]) &&
			     (actions == NULL || actions[action]);
		passes = passes && holds != group->asked->negated;
	}
	return passes;
}

bool
selection_counts_type(const struct selection *selection, uint32_t action)
{
	return selection->counted[action];
}
