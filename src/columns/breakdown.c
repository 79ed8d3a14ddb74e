/*
 * Combinations of a visit's values have a number, and so have those of a row's. Both together are one number that is counted;
 * whether one is among those that are wanted is asked of each half before it is looked up.
 * SPDX-License-Identifier: MIT
 */
#include "breakdown.h"

#include "cells.h"
#include "counts.h"
#include "pairs.h"
#include "rank.h"
#include "walk.h"

#include <stdlib.h>
#include <string.h>

/* The columns that fields can stand in, those of visits first. */
static const enum block_column sources[] = { COLUMN_SOURCE, COLUMN_CLIENT, COLUMN_LOCATION,
					     COLUMN_ENTRY,  COLUMN_EXIT,   COLUMN_VISITOR,
					     COLUMN_PAGE,   COLUMN_ACTION };
enum { SOURCES = sizeof(sources) / sizeof(sources[0]) };
#define ARENA_CEILING ((size_t)1 << 30)

/* The fields of one column together. */
struct breakdown_part {
	enum block_column column;
	const struct breakdown_field *fields[BREAKDOWN_FIELDS_MAX];
	int field_count;
	uint32_t *of_slots;  /* what stands for the values of each slot; NULL: COLUMN_VISITOR */
	uint32_t *of_values; /* scratch: of each value of a block's column */
	uint32_t values_size;
	uint32_t *unpacked; /* scratch: of each row of a block */
	uint32_t unpacked_size;
};

struct breakdown {
	const struct view *view;
	const struct breakdown_asked *asked;
	struct arena *arena;
	struct walk *walk;
	struct breakdown_part parts[SOURCES]; /* those that have fields, of visits first */
	int part_count, visit_parts;
	struct cells *tuples; /* of several values: the place of a pair stands for both */
	uint64_t *
		keys; /* scratch: of a block's rows; visit's values in the upper half, row's in the lower */
	uint32_t keys_size;
	struct counts counts; /* by key */
	/* Those that are wanted: */
	struct cells *chosen;
	struct bits of_visits, of_rows; /* halves of their keys */
	struct breakdown_row *rows;     /* by place in `chosen` */
	uint32_t row_count;
	uint32_t visit;      /* numbers the visits that were counted, from 1 */
	struct pairs *pairs; /* of visitors who have several visits, and rows */
};

/* ---- parts ---- */

static bool
slots_make(struct breakdown *breakdown, struct breakdown_part *part)
{
	const struct view_slots *slots = &breakdown->view->tables[column_table(part->column)];
	part->of_slots = malloc(slots->count * sizeof(uint32_t));
	if (part->of_slots == NULL)
		return false;
	memcpy(part->of_slots, part->fields[0]->values, slots->count * sizeof(uint32_t));
	for (int f = 1; f < part->field_count; f++)
		for (uint32_t slot = 0; slot < slots->count; slot++)
			if (!cells_count(breakdown->tuples, part->of_slots[slot],
					 part->fields[f]->values[slot], &part->of_slots[slot]))
				return false;
	return true;
}

static bool
parts_make(struct breakdown *breakdown)
{
	const struct breakdown_asked *asked = breakdown->asked;
	for (size_t i = 0; i < SOURCES; i++) {
		struct breakdown_part *part = &breakdown->parts[breakdown->part_count];
		part->column = sources[i];
		for (int f = 0; f < asked->field_count; f++)
			if (asked->fields[f].column == sources[i])
				part->fields[part->field_count++] = &asked->fields[f];
		if (part->field_count == 0)
			continue;
		breakdown->part_count++;
		breakdown->visit_parts += column_is_of_visits(part->column);
		if (part->column != COLUMN_VISITOR && !slots_make(breakdown, part))
			return false;
	}
	return true;
}

static bool
cells_make(struct breakdown *breakdown)
{
	breakdown->tuples = cells_new(breakdown->arena);
	breakdown->chosen = cells_new(breakdown->arena);
	return breakdown->tuples != NULL && breakdown->chosen != NULL;
}

struct breakdown *
breakdown_new(const struct view *view, const struct breakdown_asked *asked)
{
	struct breakdown *breakdown = calloc(1, sizeof(*breakdown));
	if (breakdown == NULL)
		return NULL;
	breakdown->view = view;
	breakdown->asked = asked;
	breakdown->arena = arena_new(ARENA_CEILING);
	breakdown->walk = walk_new(view, &asked->rows, (struct row_values){ .of_pages = NULL });
	breakdown->pairs = pairs_new();
	if (breakdown->arena != NULL && breakdown->walk != NULL && breakdown->pairs != NULL &&
	    cells_make(breakdown) && parts_make(breakdown))
		return breakdown;
	breakdown_free(breakdown);
	return NULL;
}

void
breakdown_free(struct breakdown *breakdown)
{
	if (breakdown == NULL)
		return;
	for (size_t i = 0; i < SOURCES; i++) {
		free(breakdown->parts[i].of_slots);
		free(breakdown->parts[i].of_values);
		free(breakdown->parts[i].unpacked);
	}
	walk_free(breakdown->walk);
	pairs_free(breakdown->pairs);
	counts_free(&breakdown->counts);
	free(breakdown->keys);
	free(breakdown->rows);
	free(breakdown->of_visits.words);
	free(breakdown->of_rows.words);
	arena_free(breakdown->arena);
	free(breakdown);
}

/* ---- columns ---- */

bool
breakdown_wants(const void *context, const struct view_block *block)
{
	const struct breakdown *breakdown = context;
	return walk_wants(breakdown->walk, block);
}

unsigned
breakdown_rows_columns(const void *context, const struct view_block *block)
{
	const struct breakdown *breakdown = context;
	unsigned columns = walk_columns(breakdown->walk, block);
	for (int i = 0; i < breakdown->part_count; i++)
		columns |= 1u << breakdown->parts[i].column;
	return columns;
}

unsigned
breakdown_visits_columns(const void *context, const struct view_block *block)
{
	return breakdown_rows_columns(context, block) | 1 << COLUMN_BOUNCE | 1 << COLUMN_SECONDS;
}

static uint32_t
value_of_visitor(const struct breakdown_field *field, uint32_t visitor)
{
	uint32_t low = 0, high = field->visitor_count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (field->visitors[middle] < visitor)
			low = middle + 1;
		else
			high = middle;
	}
	return low < field->visitor_count && field->visitors[low] == visitor ? field->values[low]
									     : 0;
}

/* What stands for a part, of each row of a block's column: into `unpacked`. */
static bool
part_unpack(struct breakdown_part *part, const struct view_block *block)
{
	const struct view_column *view = block->columns[part->column];
	const struct column *column = &view->column;
	if (!scratch_reserve(&part->unpacked, &part->unpacked_size, column->count))
		return false;
	if (part->column == COLUMN_VISITOR) {
		for (uint32_t i = 0; i < column->count; i++)
			part->unpacked[i] = block->anonymous
						    ? 0
						    : value_of_visitor(part->fields[0],
								       column_value(column, i));
		return true;
	}
	if (!scratch_reserve(&part->of_values, &part->values_size, view->slot_count))
		return false;
	for (uint32_t i = 0; i < view->slot_count; i++)
		part->of_values[i] = part->of_slots[view->slots[i]];
	column_unpack(column, part->unpacked);
	for (uint32_t i = 0; i < column->count; i++)
		part->unpacked[i] = part->of_values[part->unpacked[i]];
	return true;
}

static bool
parts_unpack(struct breakdown *breakdown, const struct view_block *block)
{
	for (int i = 0; i < breakdown->part_count; i++)
		if (!part_unpack(&breakdown->parts[i], block))
			return false;
	return true;
}

/* What stands for the values of a row of the parts from `first` up to `limit`; 0 when there are none. */
static inline bool
number_of(struct breakdown *breakdown, int first, int limit, uint32_t row, uint32_t *number)
{
	*number = first < limit ? breakdown->parts[first].unpacked[row] : 0;
	for (int i = first + 1; i < limit; i++)
		if (!cells_count(breakdown->tuples, *number, breakdown->parts[i].unpacked[row],
				 number))
			return false;
	return true;
}

/* ---- keys ---- */

static bool
keys_reserve(struct breakdown *breakdown, uint32_t count)
{
	if (count <= breakdown->keys_size)
		return true;
	free(breakdown->keys);
	breakdown->keys = malloc(count * sizeof(*breakdown->keys));
	breakdown->keys_size = breakdown->keys == NULL ? 0 : count;
	return breakdown->keys != NULL;
}

/* The keys of all rows of a block that count, visit by visit; *total of them. */
static bool
keys_read(struct breakdown *breakdown, const struct view_block *block, struct walked *walked,
	  uint32_t *total)
{
	if (!walk_read(breakdown->walk, block, walked) || !parts_unpack(breakdown, block) ||
	    !keys_reserve(breakdown, (uint32_t)block->event_count))
		return false;
	uint32_t count = 0;
	for (uint32_t v = 0; v < (uint32_t)block->visit_count; v++) {
		uint32_t of_visit, of_row, end = count + walked->counts[v];
		if (count < end && !number_of(breakdown, 0, breakdown->visit_parts, v, &of_visit))
			return false;
		for (; count < end; count++) {
			if (!number_of(breakdown, breakdown->visit_parts, breakdown->part_count,
				       walked->places[count], &of_row))
				return false;
			breakdown->keys[count] = (uint64_t)of_visit << 32 | of_row;
		}
	}
	*total = count;
	return true;
}

bool
breakdown_rows_block(void *context, const struct view_block *block)
{
	struct breakdown *breakdown = context;
	struct walked walked;
	uint32_t count;
	return keys_read(breakdown, block, &walked, &count) &&
	       counts_add(&breakdown->counts, breakdown->keys, count);
}

/* ---- those that are wanted ---- */

/* The values of some parts together, back from their number. */
static void
read_values(const struct breakdown *breakdown, int first, int limit, uint32_t number,
	    uint32_t *values)
{
	uint32_t count;
	const struct cell *tuples = cells_all(breakdown->tuples, &count);
	for (int i = limit - 1; i >= first; i--) {
		const struct breakdown_part *part = &breakdown->parts[i];
		uint32_t of_part = number;
		if (i > first) {
			of_part = tuples[number].second;
			number = tuples[number].first;
		}
		for (int f = part->field_count - 1; f >= 0; f--) {
			uint32_t value = of_part;
			if (f > 0) {
				value = tuples[of_part].second;
				of_part = tuples[of_part].first;
			}
			values[part->fields[f] - breakdown->asked->fields] = value;
		}
	}
}

/* The fewest rows that a wanted combination has, and how many have as many. False without memory. */
static bool
find_least(const struct breakdown *breakdown, uint64_t *least, uint32_t *chosen)
{
	const struct counts *counts = &breakdown->counts;
	size_t count = 0, wanted = breakdown->asked->wanted;
	uint64_t *ranks = malloc((counts->used + 1) * sizeof(*ranks));
	if (ranks == NULL)
		return false;
	for (size_t i = 0; i < counts_places(counts); i++)
		if (counts->table[i].times > 0)
			ranks[count++] = counts->table[i].times;
	*least = count <= wanted ? 1 : rank_largest(ranks, count, wanted - 1);
	*chosen = 0;
	for (size_t i = 0; i < count; i++)
		*chosen += ranks[i] >= *least;
	free(ranks);
	return true;
}

/* A bit for each half that a key can have. */
static bool
halves_make(struct breakdown *breakdown)
{
	uint32_t of_visit = 0, of_row = 0;
	for (size_t i = 0; i < counts_places(&breakdown->counts); i++) {
		const struct count *count = &breakdown->counts.table[i];
		uint32_t upper = (uint32_t)(count->number >> 32), lower = (uint32_t)count->number;
		if (count->times == 0)
			continue;
		of_visit = upper > of_visit ? upper : of_visit;
		of_row = lower > of_row ? lower : of_row;
	}
	breakdown->of_visits.count = (size_t)of_visit + 1;
	breakdown->of_visits.words = calloc(of_visit / 64 + 1, sizeof(uint64_t));
	breakdown->of_rows.count = (size_t)of_row + 1;
	breakdown->of_rows.words = calloc(of_row / 64 + 1, sizeof(uint64_t));
	return breakdown->of_visits.words != NULL && breakdown->of_rows.words != NULL;
}

static bool
choose(struct breakdown *breakdown, uint64_t key)
{
	uint32_t of_visit = (uint32_t)(key >> 32), of_row = (uint32_t)key, place;
	if (!cells_count(breakdown->chosen, of_visit, of_row, &place))
		return false;
	bits_add(&breakdown->of_visits, of_visit);
	bits_add(&breakdown->of_rows, of_row);
	uint32_t *values = breakdown->rows[place].values;
	read_values(breakdown, 0, breakdown->visit_parts, of_visit, values);
	read_values(breakdown, breakdown->visit_parts, breakdown->part_count, of_row, values);
	breakdown->row_count++;
	return true;
}

bool
breakdown_choose(struct breakdown *breakdown)
{
	uint32_t chosen;
	uint64_t least;
	if (!find_least(breakdown, &least, &chosen) || !halves_make(breakdown))
		return false;
	breakdown->rows = calloc((size_t)chosen + 1, sizeof(*breakdown->rows));
	if (breakdown->rows == NULL)
		return false;
	for (size_t i = 0; i < counts_places(&breakdown->counts); i++)
		if (breakdown->counts.table[i].times >= least &&
		    !choose(breakdown, breakdown->counts.table[i].number))
			return false;
	counts_free(&breakdown->counts);
	return true;
}

/* ---- visits ---- */

static void
add_visitor(struct breakdown *breakdown, uint32_t visitor, uint32_t place)
{
	if (bits_have(breakdown->view->returning, visitor))
		pairs_add(breakdown->pairs, visitor, place);
	else
		breakdown->rows[place].visitors++;
}

/* Counts a row of the combination at a place, and its visit once. */
static void
count_row(struct breakdown *breakdown, const struct view_block *block, uint32_t visit,
	  uint32_t place)
{
	struct breakdown_row *row = &breakdown->rows[place];
	row->rows++;
	if (block->anonymous || row->last_visit == breakdown->visit)
		return;
	row->last_visit = breakdown->visit;
	row->visits++;
	row->bounces += column_value(&block->columns[COLUMN_BOUNCE]->column, visit);
	row->seconds += column_value(&block->columns[COLUMN_SECONDS]->column, visit);
	add_visitor(breakdown, column_value(&block->columns[COLUMN_VISITOR]->column, visit), place);
}

/* Counts those of a visit's rows that are of wanted combinations; what its own values are is asked once, when it matters. */
static bool
count_visit(struct breakdown *breakdown, const struct view_block *block, uint32_t visit,
	    const uint32_t *places, uint32_t count)
{
	uint32_t of_visit = 0, of_row, place;
	bool known = false;
	for (uint32_t i = 0; i < count; i++) {
		if (!number_of(breakdown, breakdown->visit_parts, breakdown->part_count, places[i],
			       &of_row))
			return false;
		if (!bits_have(&breakdown->of_rows, of_row))
			continue;
		if (!known && !number_of(breakdown, 0, breakdown->visit_parts, visit, &of_visit))
			return false;
		known = true;
		if (!bits_have(&breakdown->of_visits, of_visit))
			return true;
		if (cells_find(breakdown->chosen, of_visit, of_row, &place))
			count_row(breakdown, block, visit, place);
	}
	return true;
}

bool
breakdown_visits_block(void *context, const struct view_block *block)
{
	struct breakdown *breakdown = context;
	struct walked walked;
	if (!walk_read(breakdown->walk, block, &walked) || !parts_unpack(breakdown, block))
		return false;
	const uint32_t *places = walked.places;
	for (uint32_t v = 0; v < (uint32_t)block->visit_count; places += walked.counts[v++]) {
		breakdown->visit++;
		if (!count_visit(breakdown, block, v, places, walked.counts[v]))
			return false;
	}
	return true;
}

static void
count_pair(void *context, uint32_t place)
{
	struct breakdown *breakdown = context;
	breakdown->rows[place].visitors++;
}

struct breakdown_row *
breakdown_most(struct breakdown *breakdown, uint32_t *count)
{
	if (!pairs_each(breakdown->pairs, count_pair, breakdown))
		return NULL;
	*count = breakdown->row_count;
	return breakdown->rows;
}
