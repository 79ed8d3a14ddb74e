/*
 * What a visit has is spread over its rows, so that these are gone through without asking whose they are.
 * SPDX-License-Identifier: MIT
 */
#include "breakdown_state.h"

#include <stdlib.h>

enum { SPREAD = 8 /* rows that few visits have more of */ };

bool
breakdown_wants(const void *context, const struct view_block *block)
{
	const struct breakdown *breakdown = context;
	return selection_wants(breakdown->selection, block);
}

unsigned
breakdown_columns(const void *context, const struct view_block *block)
{
	const struct breakdown *breakdown = context;
	const struct plan *plan = breakdown->plan;
	unsigned columns = selection_columns(breakdown->selection, block, true) |
			   tuples_columns(plan->halves[OF_VISITS]) |
			   tuples_columns(plan->halves[OF_ROWS]);
	if (plan->phase == COUNT_VISITS && !block->anonymous)
		columns |= 1 << COLUMN_VISITOR | 1 << COLUMN_BOUNCE | 1 << COLUMN_SECONDS;
	return columns;
}

/* ---- from visits to rows ---- */

static bool
spread_reserve(struct spread *spread, const struct view_block *block)
{
	return scratch_reserve(&spread->of_visits, &spread->of_visits_size,
			       (uint32_t)block->visit_count) &&
	       scratch_reserve(&spread->of_rows, &spread->of_rows_size,
			       (uint32_t)block->event_count + SPREAD);
}

static void
spread_out(struct spread *spread, const uint32_t *events, uint32_t visits)
{
	uint32_t *of_rows = spread->of_rows;
	for (uint32_t v = 0; v < visits; of_rows += events[v++]) {
		uint32_t of_visit = spread->of_visits[v];
		for (uint32_t i = 0; i < SPREAD; i++) /* perhaps too many, which are written over */
			of_rows[i] = of_visit;
		for (uint32_t i = SPREAD; i < events[v]; i++)
			of_rows[i] = of_visit;
	}
}

/* The place of each visit's half, or 1 as long as there are none; 0 where no row counts. False without memory. */
static bool
places_read(struct breakdown *breakdown, const struct view_block *block,
	    const struct selected *selected)
{
	const uint32_t *places = breakdown->work[OF_VISITS].numbers;
	bool any = breakdown->plan->phase != COUNT_HALVES;
	uint32_t visits = (uint32_t)block->visit_count;
	if (!spread_reserve(&breakdown->places, block))
		return false;
	for (uint32_t v = 0; v < visits; v++)
		breakdown->places.of_visits[v] = selected->counts[v] == 0 ? 0 : any ? places[v] : 1;
	spread_out(&breakdown->places, selected->events, visits);
	return true;
}

/* ---- halves ---- */

static bool
count_halves(struct breakdown *breakdown, const struct view_block *block,
	     const struct selected *selected)
{
	const uint32_t *of_visits = breakdown->work[OF_VISITS].numbers;
	const uint32_t *of_rows = breakdown->work[OF_ROWS].numbers;
	const uint32_t *counts = breakdown->places.of_rows;
	for (enum half half = 0; half < HALVES; half++)
		if (!breakdown_reserve_half(breakdown, half,
					    tuples_count(breakdown->plan->halves[half])))
			return false;
	for (uint32_t v = 0; v < (uint32_t)block->visit_count; v++)
		breakdown->half_rows[OF_VISITS][of_visits[v]] += selected->counts[v];
	for (uint32_t row = 0; row < (uint32_t)block->event_count; row++)
		breakdown->half_rows[OF_ROWS][of_rows[row]] += selected->rows[row] & counts[row];
	return true;
}

/* ---- combinations ---- */

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

/* Without an array. */
static bool
count_keys(struct breakdown *breakdown, const struct view_block *block,
	   const struct selected *selected)
{
	const uint32_t *of_rows = breakdown->work[OF_ROWS].numbers;
	const uint32_t *of_visits = breakdown->places.of_rows;
	uint64_t width = breakdown->plan->place_counts[OF_VISITS];
	uint32_t count = 0;
	if (!keys_reserve(breakdown, (uint32_t)block->event_count + 1))
		return false;
	for (uint32_t row = 0; row < (uint32_t)block->event_count; row++) {
		breakdown->keys[count] = of_rows[row] * width + of_visits[row];
		count += selected->rows[row] != 0 && of_rows[row] != 0 && of_visits[row] != 0;
	}
	return counts_add(&breakdown->counts, breakdown->keys, count);
}

/* What lacks a place is counted as well, where nobody looks. */
static bool
count_combinations(struct breakdown *breakdown, const struct view_block *block,
		   const struct selected *selected)
{
	const uint32_t *of_rows = breakdown->work[OF_ROWS].numbers;
	const uint32_t *of_visits = breakdown->places.of_rows;
	uint32_t width = breakdown->plan->place_counts[OF_VISITS], *grid = breakdown->grid;
	if (grid == NULL)
		return count_keys(breakdown, block, selected);
	for (uint32_t row = 0; row < (uint32_t)block->event_count; row++)
		grid[of_rows[row] * width + of_visits[row]] += selected->rows[row];
	return true;
}

/* ---- visits ---- */

/* The rows that are of a wanted combination, in order, by their place in the block: into `found`. */
static uint32_t
find_rows(struct breakdown *breakdown, const struct view_block *block,
	  const struct selected *selected)
{
	const struct plan *plan = breakdown->plan;
	const uint32_t *of_rows = breakdown->work[OF_ROWS].numbers;
	const uint32_t *of_visits = breakdown->places.of_rows;
	const uint32_t *row_of_key = plan->row_of_key;
	uint32_t width = plan->place_counts[OF_VISITS], count = 0, *found = breakdown->found;
	uint32_t rows = (uint32_t)block->event_count;
	for (uint32_t row = 0; row_of_key != NULL && row < rows; row++) { /* without a branch */
		found[count] = row;
		count += (row_of_key[of_rows[row] * width + of_visits[row]] != 0) &
			 selected->rows[row];
	}
	for (uint32_t row = 0; row_of_key == NULL && row < rows; row++)
		if (selected->rows[row] && of_rows[row] != 0 && of_visits[row] != 0)
			found[count++] = row;
	return count;
}

/* The wanted combination that a row with both places is of, plus one; 0: none. */
static uint32_t
wanted_row(const struct plan *plan, uint32_t of_visit, uint32_t of_row)
{
	uint32_t place;
	if (plan->row_of_key != NULL)
		return plan->row_of_key[of_row * plan->place_counts[OF_VISITS] + of_visit];
	return cells_find(plan->row_keys, of_visit, of_row, &place) ? place + 1 : 0;
}

/* Counts a visit for a combination, once. */
static void
count_visit(struct breakdown *breakdown, const struct view_block *block, uint32_t visit,
	    uint32_t place)
{
	struct breakdown_row *sum = &breakdown->sums[place];
	if (sum->last_visit == breakdown->visit + visit)
		return;
	uint32_t visitor = column_value(&block->columns[COLUMN_VISITOR]->column, visit);
	sum->last_visit = breakdown->visit + visit;
	sum->visits++;
	sum->bounces += column_value(&block->columns[COLUMN_BOUNCE]->column, visit);
	sum->seconds += column_value(&block->columns[COLUMN_SECONDS]->column, visit);
	if (bits_have(breakdown->plan->view->returning, visitor))
		pairs_add(breakdown->pairs, visitor, place);
	else
		sum->visitors++;
}

static bool
count_visits(struct breakdown *breakdown, const struct view_block *block,
	     const struct selected *selected)
{
	uint32_t visits = (uint32_t)block->visit_count;
	if (!spread_reserve(&breakdown->visits, block) ||
	    !scratch_reserve(&breakdown->found, &breakdown->found_size,
			     (uint32_t)block->event_count + 1))
		return false;
	for (uint32_t v = 0; v < visits; v++)
		breakdown->visits.of_visits[v] = v;
	spread_out(&breakdown->visits, selected->events, visits);
	uint32_t count = find_rows(breakdown, block, selected);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t row = breakdown->found[i];
		uint32_t wanted = wanted_row(breakdown->plan, breakdown->places.of_rows[row],
					     breakdown->work[OF_ROWS].numbers[row]);
		if (wanted > 0)
			count_visit(breakdown, block, breakdown->visits.of_rows[row], wanted - 1);
	}
	breakdown->visit += visits;
	return true;
}

bool
breakdown_block(void *context, const struct view_block *block)
{
	struct breakdown *breakdown = context;
	const struct plan *plan = breakdown->plan;
	struct selected selected;
	if (plan->phase == COUNT_VISITS && block->anonymous) /* all that it has is rows */
		return true;
	if (!selection_read(breakdown->selection, block, true, &selected))
		return false;
	for (enum half half = 0; half < HALVES; half++)
		if (!tuples_read(plan->halves[half], &breakdown->work[half], block,
				 plan->places[half]))
			return false;
	if (!places_read(breakdown, block, &selected))
		return false;
	if (plan->phase == COUNT_HALVES)
		return count_halves(breakdown, block, &selected);
	if (plan->phase == COUNT_COMBINATIONS)
		return count_combinations(breakdown, block, &selected);
	return count_visits(breakdown, block, &selected);
}
