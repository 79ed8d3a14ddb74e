/*
 * Visits are looked at more closely only where a filter leaves out some of their rows, or where their visitors may be elsewhere.
 * SPDX-License-Identifier: MIT
 */
#include "beside.h"

#include "tally_state.h"

#include <stddef.h>

bool
beside_can_leave_out(const struct tally *tally)
{
	return tally->groups.grouped == GROUPED_BY_ROW && tally->asked.by != BY_TIME &&
	       selection_knows_types(tally->selection);
}

void
beside_nothing(struct tally *tally)
{
	pairs_free(tally->overlap);
	tally->overlap = NULL;
}

bool
beside_may_overlap(const struct tally *tally)
{
	for (size_t i = 0; i <= tally->seen.count / 64; i++)
		if (tally->seen.words[i] != 0)
			return true;
	return false;
}

/* Whether each row of a block has a group of its own. */
static bool
has_groups_by_row(const struct tally *tally, const struct view_block *block)
{
	return tally->groups.grouped == GROUPED_BY_ROW &&
	       tally_only_group(tally, block) == NO_GROUP;
}

unsigned
beside_overlap_columns(const struct tally *tally, const struct view_block *block)
{
	unsigned columns = tally_columns(tally, block);
	if (has_groups_by_row(tally, block))
		columns |= 1 << COLUMN_EVENTS | 1 << COLUMN_ACTION | 1 << tally->groups.column;
	return columns;
}

unsigned
beside_leave_out_columns(const struct tally *tally, const struct view_block *block)
{
	return beside_overlap_columns(tally, block) | selection_type_columns(tally->selection);
}

/* Makes counters for what a block's rows or visits have, whose places in counter_of counter_at() looks up. */
static bool
counters_make(struct tally *tally, const struct view_block *block)
{
	if (tally->asked.by == BY_IDENTITY)
		return tally_reserve(tally, tally->counter_count + (uint32_t)block->visit_count);
	return tally_only_group(tally, block) != NO_GROUP || tally->asked.by == BY_TIME ||
	       tally_counters_of_values(tally, block->columns[tally->groups.column]);
}

/* The counter of a row or visit. */
static inline uint32_t
counter_at(struct tally *tally, const struct view_block *block, uint32_t only, uint32_t place)
{
	if (only != NO_GROUP)
		return only;
	if (tally->asked.by == BY_IDENTITY) {
		uint32_t identified = view_identified(tally->view, tally->visitors[place]);
		return tally_counter(tally, tally->view->identities[identified]);
	}
	const struct column *column = &block->columns[tally->groups.column]->column;
	if (tally->asked.by != BY_TIME)
		return tally->counter_of[column_packed(column, place)];
	uint32_t minute = column_value(column, place);
	return tally->asked.unit_of_minute[minute - (uint32_t)tally->asked.first_minute];
}

/* ---- leaving out ---- */

/* A visit of which nothing counts in a group. Others of its visitor may. */
static void
lose_visit(struct tally *tally, uint32_t visit, uint32_t number)
{
	struct counter *counter = &tally->counters[number];
	uint32_t visitor = tally->visitors[visit];
	counter->visits--;
	if (tally->spent != NULL) {
		tally->spent[number].bounces -= tally->bounces[visit];
		tally->spent[number].seconds -= tally->seconds[visit];
	}
	if (!tally->returns[visit]) {
		counter->visitors--;
	} else {
		pairs_add(tally->overlap, visitor, number);
		bits_claim(&tally->seen, visitor);
	}
}

/* How many rows of each visit are of the types that count: into places. */
static bool
count_types(struct tally *tally, const struct view_block *block)
{
	uint32_t count = (uint32_t)block->visit_count;
	if (!scratch_reserve(&tally->places, &tally->places_size, count))
		return false;
	selection_count_types(tally->selection, block, tally->places);
	return true;
}

bool
beside_sample(struct tally *tally, const struct view_block *block, uint64_t *rows,
	      uint64_t *left_out)
{
	struct selected selected;
	if (!selection_read(tally->selection, block, false, &selected) ||
	    !count_types(tally, block))
		return false;
	for (uint32_t v = 0; v < (uint32_t)block->visit_count; v++) {
		*rows += tally->places[v];
		*left_out += tally->places[v] - selected.counts[v];
	}
	return true;
}

/* Groups that have rows of the visit that count do not lose it. */
static void
keep_visit(struct tally *tally, const struct view_block *block, const struct selected *selected,
	   uint32_t row, uint32_t end)
{
	for (; row < end; row++)
		if (selected->rows[row])
			tally->counters[counter_at(tally, block, NO_GROUP, row)].visit =
				tally->visit;
}

static void
leave_out_rows(struct tally *tally, const struct view_block *block, const struct selected *selected)
{
	const struct view_column *actions = block->columns[COLUMN_ACTION];
	uint32_t row = 0, end;
	for (uint32_t v = 0; v < (uint32_t)block->visit_count; v++, row = end) {
		bool counts = selected->counts[v] > 0;
		end = row + selected->events[v];
		if (tally->places[v] == selected->counts[v])
			continue;
		tally->visit++;
		if (counts)
			keep_visit(tally, block, selected, row, end);
		for (uint32_t at = row; at < end; at++) {
			uint32_t action = actions->slots[column_packed(&actions->column, at)];
			if (!selection_counts_type(tally->selection, action) ||
			    (counts && selected->rows[at]))
				continue;
			uint32_t number = counter_at(tally, block, NO_GROUP, at);
			struct counter *counter = &tally->counters[number];
			counter->rows--;
			if (counter->visit != tally->visit && !block->anonymous)
				lose_visit(tally, v, number);
			counter->visit = tally->visit;
		}
	}
}

bool
beside_leave_out(struct tally *tally, const struct view_block *block)
{
	struct selected selected;
	if (!selection_read(tally->selection, block, false, &selected) ||
	    !tally_unpack_visits(tally, block) || !count_types(tally, block) ||
	    !counters_make(tally, block))
		return false;
	leave_out_rows(tally, block, &selected);
	return true;
}

/* ---- visitors elsewhere ---- */

/* Somebody who was counted among the others, or left out, is in a group of the chunks. */
static void
overlap_note(struct tally *tally, uint32_t visitor, uint32_t number)
{
	if (tally->pairs != NULL) {
		pairs_add(tally->pairs, visitor, number);
		pairs_add(tally->overlap, visitor, number);
	} else if (bits_claim(&tally->met, visitor)) {
		tally->counters[number].visitors--;
	}
}

/* The visits of such visitors, into places; the answer is how many. */
static uint32_t
overlap_visits(struct tally *tally, const struct view_block *block)
{
	uint32_t count = (uint32_t)block->visit_count, found = 0;
	for (uint32_t v = 0; v < count; v++) {
		tally->places[found] = v;
		found += bits_have(&tally->seen, tally->visitors[v]);
	}
	return found;
}

/* The rows of each visit that was found: the first one, and what is behind the last, into row_visits. */
static bool
overlap_find_rows(struct tally *tally, const struct view_block *block, uint32_t found)
{
	uint32_t count = (uint32_t)block->visit_count, row = 0, v = 0;
	if (!scratch_reserve(&tally->row_counters, &tally->row_counters_size, count) ||
	    !scratch_reserve(&tally->row_visits, &tally->row_visits_size, 2 * count))
		return false;
	uint32_t *events = tally->row_counters;
	column_unpack_values(&block->columns[COLUMN_EVENTS]->column, events);
	for (uint32_t i = 0; i < found; i++) {
		for (; v < tally->places[i]; v++)
			row += events[v];
		tally->row_visits[2 * i] = row;
		tally->row_visits[2 * i + 1] = row + events[v];
	}
	return true;
}

/* Each of their rows that counts. */
static bool
overlap_rows(struct tally *tally, const struct view_block *block, uint32_t found)
{
	const struct view_column *actions = block->columns[COLUMN_ACTION];
	const struct view_column *pages = block->columns[COLUMN_PAGE];
	const uint8_t *visits = NULL;
	if (selection_asks_visits(tally->selection) &&
	    !selection_visits(tally->selection, block, &visits))
		return false;
	if (!overlap_find_rows(tally, block, found))
		return false;
	for (uint32_t i = 0; i < found; i++) {
		uint32_t visit = tally->places[i], end = tally->row_visits[2 * i + 1];
		uint8_t passes = visits == NULL ? EVERY_VISIT : visits[visit];
		for (uint32_t row = tally->row_visits[2 * i]; row < end; row++) {
			uint32_t action = actions->slots[column_packed(&actions->column, row)];
			uint32_t page = pages == NULL
						? 0
						: pages->slots[column_packed(&pages->column, row)];
			if (!selection_counts_type(tally->selection, action) ||
			    !selection_passes(tally->selection, passes, page, action))
				continue;
			overlap_note(tally, tally->visitors[visit],
				     counter_at(tally, block, NO_GROUP, row));
		}
	}
	return true;
}

static bool
overlap_whole_visits(struct tally *tally, const struct view_block *block, uint32_t found)
{
	struct selected selected;
	uint32_t only = tally_only_group(tally, block);
	if (!selection_read(tally->selection, block, false, &selected))
		return false;
	for (uint32_t i = 0; i < found; i++) {
		uint32_t visit = tally->places[i];
		if (selected.counts[visit] > 0)
			overlap_note(tally, tally->visitors[visit],
				     counter_at(tally, block, only, visit));
	}
	return true;
}

bool
beside_overlap(struct tally *tally, const struct view_block *block)
{
	uint32_t count = (uint32_t)block->visit_count;
	const struct column *visitors = &block->columns[COLUMN_VISITOR]->column;
	if (!scratch_reserve(&tally->visitors, &tally->visitors_size, count) ||
	    !scratch_reserve(&tally->places, &tally->places_size, count + 1))
		return false;
	column_unpack_values(visitors, tally->visitors);
	uint32_t found = overlap_visits(tally, block);
	if (found == 0)
		return true;
	if (!counters_make(tally, block))
		return false;
	return has_groups_by_row(tally, block) ? overlap_rows(tally, block, found)
					       : overlap_whole_visits(tally, block, found);
}
