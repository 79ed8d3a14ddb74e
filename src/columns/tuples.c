/*
 * The fields of one column have a number together, which is found once a slot. Those of several columns are put together as
 * digits; when that would make too many numbers, each combination gets one when it is met first.
 * SPDX-License-Identifier: MIT
 */
#include "tuples.h"

#include "cells.h"
#include "selection.h"
#include "sorted.h"

#include <stdlib.h>

/* The columns that fields can stand in. */
static const enum block_column sources[] = { COLUMN_SOURCE, COLUMN_CLIENT, COLUMN_LOCATION,
					     COLUMN_ENTRY,  COLUMN_EXIT,   COLUMN_VISITOR,
					     COLUMN_PAGE,   COLUMN_ACTION };
enum { SOURCES = sizeof(sources) / sizeof(sources[0]) };

/* The fields of one column together. */
struct tuple_part {
	enum block_column column;
	const struct tuple_field *fields[TUPLE_FIELDS_MAX];
	struct cells
		*of_fields[TUPLE_FIELDS_MAX]; /* the number of the fields before, and a value */
	int field_count;
	uint32_t count;     /* of its numbers */
	uint32_t *of_slots; /* NULL: COLUMN_VISITOR, whose values are the numbers */
	struct cells
		*pairs; /* of the number of the parts before and its own; NULL: they are digits */
};

struct tuples {
	const struct view *view;
	const struct tuple_field *fields;
	struct tuple_part parts[SOURCES];
	int part_count;
	bool of_visits;
	uint32_t digits; /* how many numbers there can be; 0: that grows */
};

/* ---- making ---- */

/* Numbers the values of a part's slots. */
static bool
slots_number(const struct view *view, struct tuple_part *part, struct arena *arena)
{
	const struct view_slots *slots = &view->tables[column_table(part->column)];
	part->of_slots = arena_array(arena, slots->count, sizeof(*part->of_slots));
	if (part->of_slots == NULL)
		return false;
	for (int f = 0; f < part->field_count; f++) {
		struct cells *cells = part->of_fields[f] = cells_new(arena);
		for (uint32_t slot = 0; cells != NULL && slot < slots->count; slot++)
			if (!cells_count(cells, part->of_slots[slot], part->fields[f]->values[slot],
					 &part->of_slots[slot]))
				return false;
		if (cells == NULL)
			return false;
		cells_all(cells, &part->count);
	}
	return true;
}

/* Identified visitors, and all others, whose value is 0. */
static void
visitors_number(struct tuple_part *part)
{
	const struct tuple_field *field = part->fields[0];
	part->count = 1;
	for (uint32_t i = 0; i < field->visitor_count; i++)
		if (field->values[i] >= part->count)
			part->count = field->values[i] + 1;
}

static bool
part_add(struct tuples *tuples, struct tuple_part *part, uint32_t most, struct arena *arena)
{
	if (part->column == COLUMN_VISITOR)
		visitors_number(part);
	else if (!slots_number(tuples->view, part, arena))
		return false;
	bool fits = tuples->part_count == 0 || (uint64_t)tuples->digits * part->count <= most;
	tuples->digits = fits ? tuples->digits * part->count : 0;
	if (tuples->digits == 0)
		part->pairs = cells_new(arena);
	tuples->parts[tuples->part_count++] = *part;
	return tuples->digits > 0 || part->pairs != NULL;
}

struct tuples *
tuples_new(const struct view *view, const struct tuple_field *fields, int count, bool of_visits,
	   uint32_t most, struct arena *arena)
{
	struct tuples *tuples = arena_alloc(arena, sizeof(*tuples));
	if (tuples == NULL)
		return NULL;
	*tuples = (struct tuples){
		.view = view, .fields = fields, .of_visits = of_visits, .digits = 1
	};
	for (size_t i = 0; i < SOURCES; i++) {
		struct tuple_part part = { .column = sources[i] };
		for (int f = 0; f < count && column_is_of_visits(sources[i]) == of_visits; f++)
			if (fields[f].column == sources[i])
				part.fields[part.field_count++] = &fields[f];
		if (part.field_count > 0 && !part_add(tuples, &part, most, arena))
			return NULL;
	}
	return tuples;
}

/* ---- what they are ---- */

unsigned
tuples_columns(const struct tuples *tuples)
{
	unsigned columns = 0;
	for (int i = 0; i < tuples->part_count; i++)
		columns |= 1u << tuples->parts[i].column;
	return columns;
}

uint32_t
tuples_count(const struct tuples *tuples)
{
	uint32_t count = tuples->digits;
	if (count == 0)
		cells_all(tuples->parts[tuples->part_count - 1].pairs, &count);
	return count;
}

bool
tuples_fixed(const struct tuples *tuples)
{
	return tuples->digits > 0;
}

void
tuples_values(const struct tuples *tuples, uint32_t number, uint32_t *values)
{
	uint32_t count;
	for (int i = tuples->part_count - 1; i >= 0; i--) {
		const struct tuple_part *part = &tuples->parts[i];
		uint32_t own = part->pairs == NULL ? number % part->count
						   : cells_all(part->pairs, &count)[number].second;
		number = part->pairs == NULL ? number / part->count
					     : cells_all(part->pairs, &count)[number].first;
		for (int f = part->field_count - 1; f >= 0; f--) {
			const struct cell *cell = NULL;
			if (part->of_slots != NULL)
				cell = &cells_all(part->of_fields[f], &count)[own];
			values[part->fields[f] - tuples->fields] =
				cell == NULL ? own : cell->second;
			own = cell == NULL ? 0 : cell->first;
		}
	}
}

/* ---- reading ---- */

void
tuples_work_free(struct tuples_work *work)
{
	free(work->numbers);
	free(work->of_values);
	free(work->unpacked);
}

static uint32_t
value_of_visitor(const struct tuple_field *field, uint32_t visitor)
{
	uint32_t at = sorted_place(field->visitors, field->visitor_count, visitor);
	return at < field->visitor_count && field->visitors[at] == visitor ? field->values[at] : 0;
}

/* The part's number of each row of a block's column, or what `places` has for it: into `numbers`. */
static bool
part_read(const struct tuple_part *part, struct tuples_work *work, const struct view_block *block,
	  const uint32_t *places, uint32_t *numbers)
{
	const struct view_column *view = block->columns[part->column];
	const struct column *column = &view->column;
	if (part->of_slots == NULL) {
		for (uint32_t i = 0; i < column->count; i++) {
			uint32_t value = block->anonymous
						 ? 0
						 : value_of_visitor(part->fields[0],
								    column_value(column, i));
			numbers[i] = places == NULL ? value : places[value];
		}
		return true;
	}
	if (!scratch_reserve(&work->of_values, &work->of_values_size, view->slot_count))
		return false;
	for (uint32_t i = 0; i < view->slot_count; i++) {
		uint32_t number = part->of_slots[view->slots[i]];
		work->of_values[i] = places == NULL ? number : places[number];
	}
	column_unpack(column, numbers);
	for (uint32_t i = 0; i < column->count; i++)
		numbers[i] = work->of_values[numbers[i]];
	return true;
}

/* Puts a part's numbers behind those of the parts before. */
static bool
part_append(const struct tuple_part *part, struct tuples_work *work, uint32_t count)
{
	for (uint32_t i = 0; part->pairs == NULL && i < count; i++)
		work->numbers[i] = work->numbers[i] * part->count + work->unpacked[i];
	for (uint32_t i = 0; part->pairs != NULL && i < count; i++)
		if (!cells_count(part->pairs, work->numbers[i], work->unpacked[i],
				 &work->numbers[i]))
			return false;
	return true;
}

bool
tuples_read(struct tuples *tuples, struct tuples_work *work, const struct view_block *block,
	    const uint32_t *places)
{
	uint32_t count = (uint32_t)(tuples->of_visits ? block->visit_count : block->event_count);
	bool alone = tuples->part_count == 1;
	if (!scratch_reserve(&work->numbers, &work->numbers_size, count) ||
	    !scratch_reserve(&work->unpacked, &work->unpacked_size, count))
		return false;
	for (uint32_t i = 0; tuples->part_count == 0 && i < count; i++)
		work->numbers[i] = 0;
	if (tuples->part_count > 0 &&
	    !part_read(&tuples->parts[0], work, block, alone ? places : NULL, work->numbers))
		return false;
	for (int i = 1; i < tuples->part_count; i++)
		if (!part_read(&tuples->parts[i], work, block, NULL, work->unpacked) ||
		    !part_append(&tuples->parts[i], work, count))
			return false;
	for (uint32_t i = 0; !alone && places != NULL && i < count; i++)
		work->numbers[i] = places[work->numbers[i]];
	return true;
}
