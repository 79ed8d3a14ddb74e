/*
 * Most rows are no events: only of those that count, name and minute are looked at.
 * SPDX-License-Identifier: MIT
 */
#include "event_units.h"

bool
event_units_wants(const void *context, const struct view_block *block)
{
	const struct event_units *units = context;
	return selection_wants(units->selection, block);
}

unsigned
event_units_columns(const void *context, const struct view_block *block)
{
	const struct event_units *units = context;
	unsigned columns = 1 << COLUMN_ACTION | 1 << COLUMN_MINUTE;
	return selection_takes_all(units->selection, block)
		       ? columns
		       : columns | selection_columns(units->selection, block, true);
}

static uint32_t
name_of(const struct event_units *units, uint32_t slot)
{
	const struct view *view = units->view;
	return view->text_ids[view->tables[TABLE_ACTIONS].texts[ATTRIBUTE_EVENT][slot]];
}

static uint32_t
unit_of(const struct event_units *units, const struct view_block *block, uint32_t row)
{
	uint32_t minute = column_value(&block->columns[COLUMN_MINUTE]->column, row);
	return units->unit_of_minute[minute - (uint32_t)units->first_minute];
}

/* Events of one action that are of the same unit; most of a block's are of few. */
struct pending {
	bool counts; /* rows of the action do */
	uint32_t unit;
	uint64_t count;
};

static bool
pending_add(const struct event_units *units, const struct pending *pending, uint32_t slot)
{
	uint32_t place;
	return pending->count == 0 ||
	       cells_add(units->cells, name_of(units, slot), pending->unit, pending->count, &place);
}

/* Leaves of each row's place among the actions the rows that count, without a branch; returns how many. */
static uint32_t
keep_counted(uint32_t *rows, uint32_t count, const struct pending *pending)
{
	uint32_t kept = 0;
	for (uint32_t row = 0; row < count; row++) {
		uint32_t counts = pending[rows[row]].counts;
		rows[kept] = row;
		kept += counts;
	}
	return kept;
}

static bool
count_rows(const struct event_units *units, const struct view_block *block, struct pending *pending)
{
	const struct view_column *actions = block->columns[COLUMN_ACTION];
	column_unpack(&actions->column, units->rows);
	uint32_t kept = keep_counted(units->rows, actions->column.count, pending);
	for (uint32_t i = 0; i < kept; i++) {
		uint32_t row = units->rows[i], place = column_packed(&actions->column, row);
		struct pending *of = &pending[place];
		uint32_t unit = unit_of(units, block, row);
		if (unit != of->unit) {
			if (!pending_add(units, of, actions->slots[place]))
				return false;
			of->unit = unit;
			of->count = 0;
		}
		of->count++;
	}
	return true;
}

static bool
rows_reserve(struct event_units *units, uint32_t count)
{
	if (count <= units->rows_size)
		return true;
	units->rows = arena_alloc_bytes(units->arena, 2 * (size_t)count * sizeof(*units->rows));
	units->rows_size = 2 * count;
	return units->rows != NULL;
}

/* A block without a visit that is left out: what its actions are says all. */
static bool
count_all(struct event_units *units, const struct view_block *block)
{
	const struct view_column *actions = block->columns[COLUMN_ACTION];
	struct arena_mark mark;
	if (!rows_reserve(units, actions->column.count) || !arena_mark(units->arena, &mark))
		return false;
	struct pending *pending = arena_array(units->arena, actions->slot_count, sizeof(*pending));
	if (pending == NULL)
		return false;
	for (uint32_t i = 0; i < actions->slot_count; i++)
		pending[i].counts = selection_counts_type(units->selection, actions->slots[i]);
	bool fits = count_rows(units, block, pending);
	for (uint32_t i = 0; fits && i < actions->slot_count; i++)
		fits = pending_add(units, &pending[i], actions->slots[i]);
	arena_reset(units->arena, &mark);
	return fits;
}

static bool
count_selected(const struct event_units *units, const struct view_block *block,
	       const struct selected *selected)
{
	const struct view_column *actions = block->columns[COLUMN_ACTION];
	uint32_t row = 0;
	for (uint32_t v = 0; v < (uint32_t)block->visit_count; v++) {
		uint32_t end = row + selected->events[v];
		for (; selected->counts[v] > 0 && row < end; row++) {
			uint32_t slot = actions->slots[column_packed(&actions->column, row)], place;
			if (selected->rows[row] &&
			    !cells_add(units->cells, name_of(units, slot),
				       unit_of(units, block, row), 1, &place))
				return false;
		}
		row = end;
	}
	return true;
}

bool
event_units_block(void *context, const struct view_block *block)
{
	struct event_units *units = context;
	struct selected selected;
	if (selection_takes_all(units->selection, block))
		return count_all(units, block);
	return selection_read(units->selection, block, true, &selected) &&
	       count_selected(units, block, &selected);
}
