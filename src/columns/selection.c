/*
 * Filters are asked of each combination of texts once, of each value of a block's column once, and then looked up for its rows.
 * SPDX-License-Identifier: MIT
 */
#include "selection.h"

#include "selection_state.h"

#include <stdlib.h>
#include <string.h>

enum {
	PAGEVIEW_TYPES = 1 << 1 | 1 << 3 | 1 << 4,
	ALL_TYPES = PAGEVIEW_TYPES | 1 << 2,
	MINUTE_MS = 60000,
	ID_BITS = 20
};

bool
scratch_reserve(uint32_t **numbers, uint32_t *size, uint32_t count)
{
	if (count <= *size)
		return true;
	uint32_t *larger = realloc(*numbers, count * sizeof(**numbers));
	if (larger == NULL)
		return false;
	*numbers = larger;
	*size = count;
	return true;
}

bool
scratch_reserve_bytes(uint8_t **bytes, uint32_t *size, uint32_t count)
{
	if (count <= *size)
		return true;
	uint8_t *larger = realloc(*bytes, count);
	if (larger == NULL)
		return false;
	*bytes = larger;
	*size = count;
	return true;
}

/* ---- what is asked of combinations ---- */

static bool
ask_table(const struct view *view, struct group *group, enum view_table table)
{
	const struct view_slots *slots = &view->tables[table];
	for (enum attribute a = 0; a < ATTRIBUTE_COUNT; a++) {
		const struct bits *texts = group->asked->texts[a];
		if (texts == NULL || attribute_table(a) != table)
			continue;
		uint8_t *passes = group->passes[table];
		if (passes == NULL) {
			passes = group->passes[table] = malloc(slots->count);
			if (passes == NULL)
				return false;
			memset(passes, 1, slots->count);
		}
		for (uint32_t slot = 0; slot < slots->count; slot++)
			passes[slot] &= bits_have(texts, slots->texts[a][slot]);
	}
	return true;
}

static bool
group_start(struct selection *selection, struct group *group, const struct selection_group *asked)
{
	group->asked = asked;
	for (enum view_table table = 0; table < TABLE_COUNT; table++)
		if (!ask_table(selection->view, group, table))
			return false;
	bool names = asked->having_count + asked->lacking_count > 0;
	group->filters_rows =
		group->passes[TABLE_PAGES] != NULL || group->passes[TABLE_ACTIONS] != NULL;
	group->filters_visits =
		group->passes[TABLE_SOURCES] != NULL || group->passes[TABLE_CLIENTS] != NULL ||
		group->passes[TABLE_LOCATIONS] != NULL || asked->visitors != NULL || names;
	selection->filters_rows = selection->filters_rows || group->filters_rows;
	selection->asks_names = selection->asks_names || names;
	return true;
}

struct selection *
selection_new(const struct view *view, const struct selection_asked *asked)
{
	struct selection *selection = calloc(1, sizeof(*selection));
	if (selection == NULL)
		return NULL;
	selection->view = view;
	selection->asked = asked;
	bool fits = true;
	for (int i = 0; i < asked->group_count; i++)
		fits = fits && group_start(selection, &selection->groups[i], &asked->groups[i]);
	const struct view_slots *actions = &view->tables[TABLE_ACTIONS];
	selection->counted = malloc(actions->count);
	if (!fits || selection->counted == NULL) {
		selection_free(selection);
		return NULL;
	}
	for (uint32_t slot = 0; slot < actions->count; slot++)
		selection->counted[slot] = asked->event_types >> actions->event_types[slot] & 1;
	return selection;
}

struct selection *
selection_fork(const struct selection *selection)
{
	struct selection *fork = calloc(1, sizeof(*fork));
	if (fork == NULL)
		return NULL;
	fork->view = selection->view;
	fork->asked = selection->asked;
	memcpy(fork->groups, selection->groups, sizeof(fork->groups));
	fork->counted = selection->counted;
	fork->filters_rows = selection->filters_rows;
	fork->asks_names = selection->asks_names;
	fork->is_fork = true;
	return fork;
}

static void
tables_free(struct selection *selection)
{
	for (int i = 0; i < SELECTION_GROUPS_MAX; i++)
		for (enum view_table table = 0; table < TABLE_COUNT; table++)
			free(selection->groups[i].passes[table]);
	free(selection->counted);
}

void
selection_free(struct selection *selection)
{
	if (selection == NULL)
		return;
	if (!selection->is_fork)
		tables_free(selection);
	free(selection->counts);
	free(selection->events);
	free(selection->of_visits);
	free(selection->minutes);
	free(selection->visits);
	free(selection->rows);
	free(selection->holds);
	free(selection->passing);
	free(selection->has);
	free(selection->chosen);
	free(selection->bits);
	free(selection);
}

/* ---- what a block takes ---- */

bool
selection_wants(const struct selection *selection, const struct view_block *block)
{
	return block->event_count > 0 && block->highest_id >= selection->asked->lowest_id &&
	       block->lowest_id < selection->asked->limit_id;
}

static bool
lies_within(const struct selection *selection, const struct view_block *block)
{
	return block->lowest_id >= selection->asked->lowest_id &&
	       block->highest_id < selection->asked->limit_id;
}

bool
selection_takes_all(const struct selection *selection, const struct view_block *block)
{
	const struct selection_asked *asked = selection->asked;
	return lies_within(selection, block) && asked->group_count == 0 && !asked->exclude_bounce &&
	       !asked->only_with_data && asked->visitors == NULL && block->replaced == NULL;
}

bool
selection_knows_types(const struct selection *selection)
{
	unsigned types = selection->asked->event_types;
	return !selection->asked->only_with_data && (types == PAGEVIEW_TYPES || types == ALL_TYPES);
}

/* Where all of a visit's pageviews or all of its events count, how many there are is known without looking at these. */
static bool
takes_whole_visits(const struct selection *selection, const struct view_block *block)
{
	return lies_within(selection, block) && !selection->filters_rows &&
	       selection_knows_types(selection);
}

/* The column that then tells how many of its rows count. */
static enum block_column
counting_column(const struct selection *selection)
{
	return selection->asked->event_types == ALL_TYPES ? COLUMN_EVENTS : COLUMN_PAGEVIEWS;
}

unsigned
selection_type_columns(const struct selection *selection)
{
	return 1 << counting_column(selection);
}

void
selection_count_types(const struct selection *selection, const struct view_block *block,
		      uint32_t *counts)
{
	column_unpack_values(&block->columns[counting_column(selection)]->column, counts);
}

static bool
asks_types(const struct selection *selection)
{
	return selection->asked->event_types != ALL_TYPES;
}

/* Whether milliseconds within a minute can matter: ranges mostly begin and end with a minute. */
static bool
cuts_minutes(const struct selection *selection)
{
	return (selection->asked->lowest_id >> ID_BITS) % MINUTE_MS != 0 ||
	       (selection->asked->limit_id >> ID_BITS) % MINUTE_MS != 0;
}

unsigned
selection_columns(const struct selection *selection, const struct view_block *block, bool each_row)
{
	static const enum block_column columns_of[TABLE_COUNT] = { [TABLE_PAGES] = COLUMN_PAGE,
								   [TABLE_SOURCES] = COLUMN_SOURCE,
								   [TABLE_ACTIONS] = COLUMN_ACTION,
								   [TABLE_CLIENTS] = COLUMN_CLIENT,
								   [TABLE_LOCATIONS] =
									   COLUMN_LOCATION };
	bool whole = takes_whole_visits(selection, block) && !each_row;
	unsigned columns = 0;
	if (whole)
		columns |= 1 << counting_column(selection);
	if (!whole || selection->asks_names)
		columns |= 1 << COLUMN_EVENTS;
	if ((!whole && asks_types(selection)) || selection->asks_names)
		columns |= 1 << COLUMN_ACTION;
	if (!lies_within(selection, block))
		columns |= 1 << COLUMN_MINUTE | (cuts_minutes(selection) ? 1 << COLUMN_MOMENT : 0);
	if (selection->asked->only_with_data)
		columns |= 1 << COLUMN_PROPERTIES;
	if (selection->asked->visitors != NULL)
		columns |= 1 << COLUMN_VISITOR;
	if (selection->asked->exclude_bounce)
		columns |= 1 << COLUMN_BOUNCE;
	for (int i = 0; i < selection->asked->group_count; i++) {
		const struct group *group = &selection->groups[i];
		for (enum view_table table = 0; table < TABLE_COUNT; table++)
			if (group->passes[table] != NULL)
				columns |= 1 << columns_of[table];
		if (group->asked->visitors != NULL)
			columns |= 1 << COLUMN_VISITOR;
	}
	return columns;
}

/* ---- reading a block ---- */

/* What holds of each slot, for each value of a column; true when it holds of all of them. */
static bool
hold_values(struct selection *selection, const struct view_column *column, const uint8_t *of_slots,
	    bool *all)
{
	if (!scratch_reserve_bytes(&selection->holds, &selection->holds_size, column->slot_count))
		return false;
	*all = true;
	for (uint32_t i = 0; i < column->slot_count; i++) {
		selection->holds[i] = of_slots[column->slots[i]];
		*all = *all && selection->holds[i];
	}
	return true;
}

bool
selection_keep_passing(struct selection *selection, const struct view_column *column,
		       const uint8_t *of_slots, uint8_t *kept, bool *all)
{
	if (!hold_values(selection, column, of_slots, all))
		return false;
	if (!*all)
		column_filter(&column->column, selection->holds, kept);
	return true;
}

/* Leaves the rows of the range. */
static bool
keep_range(struct selection *selection, const struct view_block *block)
{
	uint32_t count = (uint32_t)block->event_count;
	const struct column *column = &block->columns[COLUMN_MINUTE]->column;
	if (!scratch_reserve(&selection->minutes, &selection->minutes_size, count))
		return false;
	column_unpack_values(column, selection->minutes);
	/* A range begins and ends with a millisecond: the lower bits of both ids are 0. */
	long long from = selection->asked->lowest_id >> ID_BITS;
	long long until = selection->asked->limit_id >> ID_BITS;
	const struct column *moments =
		cuts_minutes(selection) ? &block->columns[COLUMN_MOMENT]->column : NULL;
	for (uint32_t i = 0; i < count; i++) {
		long long at = (long long)selection->minutes[i] * MINUTE_MS;
		if (moments != NULL)
			at += column_value(moments, i);
		selection->rows[i] &= at >= from && at < until;
	}
	return true;
}

/* Leaves the rows that came with properties. */
static void
keep_with_data(struct selection *selection, const struct view_block *block)
{
	const struct column *properties = &block->columns[COLUMN_PROPERTIES]->column;
	for (uint32_t i = 0; i < (uint32_t)block->event_count; i++)
		selection->rows[i] &= column_value(properties, i) > 0;
}

/* Leaves the rows that pass what a group asks of rows. */
static bool
keep_rows(struct selection *selection, const struct group *group, const struct view_block *block,
	  uint8_t *rows)
{
	bool all;
	return (group->passes[TABLE_PAGES] == NULL ||
		selection_keep_passing(selection, block->columns[COLUMN_PAGE],
				       group->passes[TABLE_PAGES], rows, &all)) &&
	       (group->passes[TABLE_ACTIONS] == NULL ||
		selection_keep_passing(selection, block->columns[COLUMN_ACTION],
				       group->passes[TABLE_ACTIONS], rows, &all));
}

/* Leaves the rows of which not all holds that a group asks: of visits, of rows, or of both together. */
static bool
keep_others(struct selection *selection, const struct group *group, const struct view_block *block)
{
	uint32_t count = (uint32_t)block->event_count, row = 0;
	uint8_t *passing = selection->passing;
	if (!group->filters_rows) {
		for (int v = 0; v < block->visit_count; v++)
			selection->chosen[v] &=
				group->filters_visits ? selection->visits[v] ^ 1 : 0;
		return true;
	}
	memset(passing, 1, count);
	if (!keep_rows(selection, group, block, passing))
		return false;
	for (int v = 0; group->filters_visits && v < block->visit_count; v++)
		for (uint32_t end = row + selection->events[v]; row < end; row++)
			passing[row] &= selection->visits[v];
	for (uint32_t i = 0; i < count; i++)
		selection->rows[i] &= passing[i] ^ 1;
	return true;
}

/* Leaves the visits and rows that a group lets through. */
static bool
keep_group(struct selection *selection, const struct group *group, const struct view_block *block)
{
	if (group->filters_visits && !selection_ask_visits(selection, group, block))
		return false;
	if (group->asked->negated)
		return keep_others(selection, group, block);
	uint8_t *chosen = selection->chosen;
	const uint8_t *visits = selection->visits;
	for (int v = 0; group->filters_visits && v < block->visit_count; v++)
		chosen[v] &= visits[v];
	return !group->filters_rows || keep_rows(selection, group, block, selection->rows);
}

/* *all: nothing has left any row out. */
static bool
read_rows(struct selection *selection, const struct view_block *block, bool *all)
{
	uint32_t count = (uint32_t)block->event_count, visits = (uint32_t)block->visit_count;
	if (!scratch_reserve_bytes(&selection->rows, &selection->rows_size, count + 8) ||
	    !scratch_reserve_bytes(&selection->passing, &selection->passing_size, count + 8) ||
	    !scratch_reserve_bytes(&selection->chosen, &selection->chosen_size, visits))
		return false;
	memset(selection->rows, 1, count);
	memset(selection->chosen, 1, visits);
	if (!lies_within(selection, block) && !keep_range(selection, block))
		return false;
	*all = true;
	if (asks_types(selection) &&
	    !selection_keep_passing(selection, block->columns[COLUMN_ACTION], selection->counted,
				    selection->rows, all))
		return false;
	if (selection->asked->only_with_data)
		keep_with_data(selection, block);
	*all = *all && lies_within(selection, block) && !selection->asked->only_with_data &&
	       selection->asked->group_count == 0;
	if (*all) {
		memcpy(selection->counts, selection->events,
		       (uint32_t)block->visit_count * sizeof(*selection->counts));
		return true;
	}
	for (int i = 0; i < selection->asked->group_count; i++)
		if (!keep_group(selection, &selection->groups[i], block))
			return false;
	const uint32_t *events = selection->events;
	const uint8_t *chosen = selection->chosen, *rows = selection->rows;
	uint32_t *counts = selection->counts;
	for (uint32_t v = 0; v < visits; rows += events[v++])
		counts[v] = selection_count_rows(rows, events[v]) & (0u - chosen[v]);
	return true;
}

static bool
read_visits(struct selection *selection, const struct view_block *block)
{
	const struct column *rows = &block->columns[counting_column(selection)]->column;
	uint32_t count = (uint32_t)block->visit_count, *counts = selection->counts;
	column_unpack_values(rows, counts);
	for (int i = 0; i < selection->asked->group_count; i++) {
		const struct group *group = &selection->groups[i];
		uint32_t negated = group->asked->negated;
		if (group->filters_visits && !selection_ask_visits(selection, group, block))
			return false;
		const uint8_t *visits = selection->visits;
		if (group->filters_visits)
			for (uint32_t v = 0; v < count; v++)
				counts[v] &= 0u - (visits[v] ^ negated);
		else if (negated)
			memset(counts, 0, count * sizeof(*counts));
	}
	return true;
}

/* Whether selection_leave_out() can leave anything out. */
static bool
leaves_out(const struct selection *selection, const struct view_block *block)
{
	return block->replaced != NULL || selection->asked->exclude_bounce ||
	       selection->asked->visitors != NULL;
}

bool
selection_read(struct selection *selection, const struct view_block *block, bool each_row,
	       struct selected *selected)
{
	uint32_t count = (uint32_t)block->visit_count;
	if (!scratch_reserve(&selection->counts, &selection->counts_size, count) ||
	    !scratch_reserve(&selection->events, &selection->events_size, count))
		return false;
	if (block->columns[COLUMN_EVENTS] != NULL)
		column_unpack_values(&block->columns[COLUMN_EVENTS]->column, selection->events);
	bool whole = takes_whole_visits(selection, block) && !each_row, all = false;
	if (!(whole ? read_visits(selection, block) : read_rows(selection, block, &all)))
		return false;
	if (!selection_leave_out(selection, block))
		return false;
	*selected = (struct selected){ selection->counts, whole ? NULL : selection->rows,
				       selection->events, all && !leaves_out(selection, block) };
	return true;
}
