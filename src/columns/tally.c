/*
 * One pass over the blocks. What a visitor with a single visit does is counted at once; of the others it is noted who was
 * where, and counted when all has been seen. Groups get a counter when a block names them first, so that the counters of what is
 * frequent lie together.
 * SPDX-License-Identifier: MIT
 */
#include "tally.h"

#include "tally_state.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { FEW_ROWS = 8, MINUTE_MS = 60000 };

/* ---- beginning ---- */

bool
tally_reserve(struct tally *tally, uint32_t count)
{
	if (count <= tally->counter_size)
		return true;
	uint32_t size = count + tally->counter_size;
	struct counter *counters = realloc(tally->counters, size * sizeof(*counters));
	if (counters != NULL)
		tally->counters = counters;
	struct spent *spent = NULL;
	if (tally->asked.visits_too) {
		spent = realloc(tally->spent, size * sizeof(*spent));
		if (spent != NULL)
			tally->spent = spent;
	}
	if (counters == NULL || (tally->asked.visits_too && spent == NULL) ||
	    !scratch_reserve(&tally->group_of_counter, &tally->group_of_counter_size, size))
		return false;
	tally->counter_size = size;
	return true;
}

static uint32_t
counter_add(struct tally *tally, uint32_t group)
{
	uint32_t counter = tally->counter_count++;
	tally->counters[counter] = (struct counter){ 0 };
	if (tally->spent != NULL)
		tally->spent[counter] = (struct spent){ 0 };
	tally->group_of_counter[counter] = group;
	return counter;
}

uint32_t
tally_counter(struct tally *tally, uint32_t group)
{
	if (tally->counter_of_group == NULL)
		return group;
	if (tally->counter_of_group[group] == 0)
		tally->counter_of_group[group] = counter_add(tally, group) + 1;
	return tally->counter_of_group[group] - 1;
}

/* Units of time, and all together, have counters from the beginning, whose numbers are the groups'. */
static bool
counters_start(struct tally *tally)
{
	if (tally->asked.by != BY_NOTHING && tally->asked.by != BY_TIME) {
		tally->counter_of_group =
			calloc(tally->groups.count, sizeof(*tally->counter_of_group));
		return tally->counter_of_group != NULL;
	}
	if (!tally_reserve(tally, tally->groups.count))
		return false;
	for (uint32_t group = 0; group < tally->groups.count; group++)
		counter_add(tally, group);
	return true;
}

static bool
bits_start(const struct tally *tally, struct bits *bits)
{
	bits->count = tally->view->visitor_limit;
	bits->words = calloc(bits->count / 64 + 1, sizeof(uint64_t));
	return bits->words != NULL;
}

static bool
visitors_start(struct tally *tally)
{
	bool beside = tally->asked.beside_digest;
	if (tally->groups.one_a_visitor && !tally->asked.makes_digest)
		return bits_start(tally, &tally->seen) &&
		       (!beside || bits_start(tally, &tally->met));
	tally->pairs = pairs_new();
	if (tally->pairs == NULL || !beside)
		return tally->pairs != NULL;
	tally->overlap = pairs_new();
	return tally->overlap != NULL && bits_start(tally, &tally->seen);
}

/* Whether no unit comes again after another one, as it does by days of the week, and in some zones when clocks go back. */
static bool
units_are_in_order(const struct tally_asked *asked)
{
	bool in_order = asked->by == BY_TIME;
	for (uint32_t i = 1; in_order && i < asked->minute_count; i++)
		in_order = asked->unit_of_minute[i - 1] <= asked->unit_of_minute[i];
	return in_order;
}

struct tally *
tally_new(const struct view *view, const struct tally_asked *asked)
{
	struct tally *tally = calloc(1, sizeof(*tally));
	if (tally == NULL)
		return NULL;
	struct groups_asked by = { .by = asked->by,
				   .attribute = asked->attribute,
				   .table = asked->table,
				   .unit_count = asked->unit_count };
	tally->view = view;
	tally->asked = *asked;
	tally->units_in_order = units_are_in_order(asked);
	tally->selection = selection_new(view, &tally->asked.rows);
	if (tally->selection != NULL && groups_init(&tally->groups, view, &by) &&
	    counters_start(tally) && visitors_start(tally))
		return tally;
	tally_free(tally);
	return NULL;
}

void
tally_free(struct tally *tally)
{
	if (tally == NULL)
		return;
	selection_free(tally->selection);
	if (!tally->is_fork) {
		groups_free(&tally->groups);
		free(tally->seen.words);
		free(tally->met.words);
	}
	pairs_free(tally->pairs);
	pairs_free(tally->overlap);
	free(tally->counter_of_group);
	free(tally->group_of_counter);
	free(tally->counters);
	free(tally->spent);
	free(tally->rows);
	free(tally->counter_of);
	free(tally->places);
	free(tally->row_counters);
	free(tally->row_visits);
	free(tally->visitors);
	free(tally->returns);
	free(tally->bounces);
	free(tally->seconds);
	free(tally);
}

/* ---- several threads ---- */

static bool
pairs_fork(const struct pairs *pairs, struct pairs **fork)
{
	if (pairs != NULL)
		*fork = pairs_new();
	return pairs == NULL || *fork != NULL;
}

struct tally *
tally_fork(const struct tally *tally)
{
	struct tally *fork = calloc(1, sizeof(*fork));
	if (fork == NULL)
		return NULL;
	fork->is_fork = true;
	fork->view = tally->view;
	fork->asked = tally->asked;
	fork->units_in_order = tally->units_in_order;
	fork->groups = tally->groups;
	fork->seen = tally->seen;
	fork->met = tally->met;
	fork->selection = selection_fork(tally->selection);
	if (fork->selection != NULL && counters_start(fork) &&
	    pairs_fork(tally->pairs, &fork->pairs) && pairs_fork(tally->overlap, &fork->overlap))
		return fork;
	tally_free(fork);
	return NULL;
}

/* Adds all counters; which each of the fork's has become, into counter_of. */
static bool
counters_join(struct tally *tally, const struct tally *fork)
{
	uint32_t count = fork->counter_count;
	if (!scratch_reserve(&tally->counter_of, &tally->counter_of_size, count) ||
	    !tally_reserve(tally, tally->counter_count + count))
		return false;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t number = tally_counter(tally, fork->group_of_counter[i]);
		struct counter *counter = &tally->counters[number];
		counter->rows += fork->counters[i].rows;
		counter->visits += fork->counters[i].visits;
		counter->visitors += fork->counters[i].visitors;
		if (tally->spent != NULL) {
			tally->spent[number].bounces += fork->spent[i].bounces;
			tally->spent[number].seconds += fork->spent[i].seconds;
		}
		tally->counter_of[i] = number;
	}
	return true;
}

bool
tally_join(struct tally *tally, struct tally *fork)
{
	bool fits = counters_join(tally, fork);
	const uint32_t *numbers = tally->counter_of_group == NULL ? NULL : tally->counter_of;
	if (fits && tally->pairs != NULL)
		pairs_join(tally->pairs, fork->pairs, numbers);
	if (fits && tally->overlap != NULL)
		pairs_join(tally->overlap, fork->overlap, numbers);
	tally_free(fork);
	return fits;
}

/* ---- the end ---- */

static void
count_pair(void *context, uint32_t counter)
{
	struct tally *tally = context;
	tally->counters[counter].visitors++;
}

static void
discount_pair(void *context, uint32_t counter)
{
	struct tally *tally = context;
	tally->counters[counter].visitors--;
}

bool
tally_settle(struct tally *tally)
{
	bool fits = (tally->pairs == NULL || pairs_each(tally->pairs, count_pair, tally)) &&
		    (tally->overlap == NULL || pairs_each(tally->overlap, discount_pair, tally));
	pairs_free(tally->pairs);
	pairs_free(tally->overlap);
	tally->pairs = tally->overlap = NULL;
	return fits;
}

bool
tally_finish(struct tally *tally)
{
	if (!tally_settle(tally))
		return false;
	tally->rows = malloc(((size_t)tally->counter_count + 1) * sizeof(*tally->rows));
	if (tally->rows == NULL)
		return false;
	for (uint32_t i = 0; i < tally->counter_count; i++) {
		const struct counter *counter = &tally->counters[i];
		struct spent spent = { 0 };
		struct group_value of;
		if (counter->rows == 0)
			continue;
		of = groups_value(&tally->groups, tally->group_of_counter[i]);
		if (tally->spent != NULL)
			spent = tally->spent[i];
		tally->rows[tally->row_count++] = (struct tally_row){ .rows = counter->rows,
								      .visitors = counter->visitors,
								      .visits = counter->visits,
								      .bounces = spent.bounces,
								      .seconds = spent.seconds,
								      .value = of.value,
								      .region = of.region,
								      .country = of.country };
	}
	return true;
}

const struct tally_row *
tally_rows(const struct tally *tally, uint32_t *count)
{
	*count = tally->row_count;
	return tally->rows;
}

/* ---- what a block takes ---- */

static inline uint32_t
minute_of(long long event_id)
{
	return (uint32_t)((event_id >> EVENT_NUMBER_BITS) / MINUTE_MS);
}

/* The unit of a minute; those outside the range have none, and none of their rows count. */
static inline uint32_t
unit_of(const struct tally *tally, uint32_t minute)
{
	uint32_t place = minute - (uint32_t)tally->asked.first_minute;
	return place < tally->asked.minute_count ? tally->asked.unit_of_minute[place] : NO_GROUP;
}

uint32_t
tally_only_group(const struct tally *tally, const struct view_block *block)
{
	if (tally->groups.grouped == GROUPED_NOT)
		return 0;
	if (!tally->units_in_order)
		return NO_GROUP;
	uint32_t first = unit_of(tally, minute_of(block->lowest_id));
	return first == unit_of(tally, minute_of(block->highest_id)) ? first : NO_GROUP;
}

/* By time, most visits are counted whole. */
static bool
needs_rows(const struct tally *tally)
{
	return tally->groups.grouped == GROUPED_BY_ROW && tally->asked.by != BY_TIME;
}

bool
tally_wants(const struct tally *tally, const struct view_block *block)
{
	return !(block->anonymous && tally->asked.by == BY_IDENTITY) &&
	       selection_wants(tally->selection, block);
}

unsigned
tally_columns(const struct tally *tally, const struct view_block *block)
{
	unsigned columns = selection_columns(tally->selection, block, needs_rows(tally));
	bool together = tally_only_group(tally, block) != NO_GROUP;
	if (tally->asked.by == BY_TIME && !together)
		columns |= 1 << COLUMN_EVENTS | 1 << COLUMN_ACTION;
	if (!together)
		columns |= 1 << tally->groups.column;
	if (!block->anonymous)
		columns |= 1 << COLUMN_VISITOR;
	if (!block->anonymous && tally->asked.visits_too)
		columns |= 1 << COLUMN_BOUNCE | 1 << COLUMN_SECONDS;
	return columns;
}

/* ---- counting ---- */

static bool
unpack(const struct view_block *block, enum block_column which, uint32_t **values, uint32_t *size)
{
	const struct column *column = &block->columns[which]->column;
	if (!scratch_reserve(values, size, column->count))
		return false;
	column_unpack_values(column, *values);
	return true;
}

/* Without a branch, so that no visitor waits for the one before to be fetched. */
static bool
find_returning(struct tally *tally, uint32_t count)
{
	const struct bits *returning = tally->view->returning;
	if (!scratch_reserve(&tally->returns, &tally->returns_size, count))
		return false;
	for (uint32_t v = 0; v < count; v++)
		tally->returns[v] = bits_have(returning, tally->visitors[v]);
	return true;
}

bool
tally_unpack_visits(struct tally *tally, const struct view_block *block)
{
	if (block->anonymous)
		return true;
	return unpack(block, COLUMN_VISITOR, &tally->visitors, &tally->visitors_size) &&
	       find_returning(tally, (uint32_t)block->visit_count) &&
	       (!tally->asked.visits_too ||
		(unpack(block, COLUMN_BOUNCE, &tally->bounces, &tally->bounces_size) &&
		 unpack(block, COLUMN_SECONDS, &tally->seconds, &tally->seconds_size)));
}

bool
tally_counters_of_values(struct tally *tally, const struct view_column *column)
{
	uint32_t count = column->slot_count;
	if (!scratch_reserve(&tally->counter_of, &tally->counter_of_size, count) ||
	    !tally_reserve(tally, tally->counter_count + count))
		return false;
	for (uint32_t i = 0; i < count; i++) {
		tally->counter_of[i] =
			tally_counter(tally, tally->groups.of_slot[column->slots[i]]);
	}
	return true;
}

/* What each row or visit of a block has, into places: its counter's place in counter_of. */
static bool
find_places(struct tally *tally, const struct view_block *block)
{
	const struct view_column *column = block->columns[tally->groups.column];
	uint32_t count = column->column.count;
	if (!scratch_reserve(&tally->places, &tally->places_size, count))
		return false;
	column_unpack(&column->column, tally->places);
	return tally_counters_of_values(tally, column);
}

/* Who returns may have been here before, or may come again. */
static inline void
note_returning(struct tally *tally, uint32_t visitor, uint32_t counter)
{
	if (tally->pairs == NULL) {
		tally->counters[counter].visitors += bits_claim(&tally->seen, visitor);
		return;
	}
	pairs_add(tally->pairs, visitor, counter);
	if (tally->overlap != NULL)
		bits_claim(&tally->seen, visitor);
}

static inline void
count_visitor(struct tally *tally, uint32_t visit, uint32_t counter)
{
	if (tally->returns[visit])
		note_returning(tally, tally->visitors[visit], counter);
	else
		tally->counters[counter].visitors++;
}

static inline void
count_visit(struct tally *tally, uint32_t visit, uint32_t counter)
{
	tally->counters[counter].visits++;
	if (tally->spent != NULL) {
		tally->spent[counter].bounces += tally->bounces[visit];
		tally->spent[counter].seconds += tally->seconds[visit];
	}
	count_visitor(tally, visit, counter);
}

/* All of a block, by one counter: without a branch, but for visitors who return. */
static void
count_all(struct tally *tally, const struct view_block *block, const struct selected *selected,
	  uint32_t counter)
{
	uint32_t count = (uint32_t)block->visit_count, rows = 0, visits = 0, bounces = 0;
	uint32_t visitors = 0, returning = 0;
	const uint32_t *counts = selected->counts;
	uint64_t seconds = 0;
	for (uint32_t v = 0; v < count; v++) {
		rows += counts[v];
		visits += counts[v] > 0;
	}
	tally->counters[counter].rows += rows;
	if (block->anonymous)
		return;
	tally->counters[counter].visits += visits;
	for (uint32_t v = 0; tally->spent != NULL && v < count; v++) {
		uint32_t mask = counts[v] > 0 ? UINT32_MAX : 0;
		bounces += tally->bounces[v] & mask;
		seconds += tally->seconds[v] & mask;
	}
	if (tally->spent != NULL) {
		tally->spent[counter].bounces += bounces;
		tally->spent[counter].seconds += seconds;
	}
	for (uint32_t v = 0; v < count; v++) {
		uint32_t returns = tally->returns[v], visit = counts[v] > 0;
		visitors += visit & (returns ^ 1);
		tally->visitors[returning] = tally->visitors[v];
		returning += visit & returns;
	}
	tally->counters[counter].visitors += visitors;
	for (uint32_t i = 0; i < returning; i++)
		note_returning(tally, tally->visitors[i], counter);
}

static void
count_by_visit(struct tally *tally, const struct view_block *block, const struct selected *selected)
{
	for (uint32_t v = 0; v < (uint32_t)block->visit_count; v++) {
		if (selected->counts[v] == 0)
			continue;
		uint32_t counter = tally->counter_of[tally->places[v]];
		tally->counters[counter].rows += selected->counts[v];
		if (!block->anonymous)
			count_visit(tally, v, counter);
	}
}

static bool
count_by_identity(struct tally *tally, const struct view_block *block,
		  const struct selected *selected)
{
	if (!tally_reserve(tally, tally->counter_count + (uint32_t)block->visit_count))
		return false;
	for (uint32_t v = 0; v < (uint32_t)block->visit_count; v++) {
		uint32_t place = selected->counts[v] == 0
					 ? NOT_IDENTIFIED
					 : view_identified(tally->view, tally->visitors[v]);
		if (place == NOT_IDENTIFIED)
			continue;
		uint32_t counter = tally_counter(tally, tally->view->identities[place]);
		tally->counters[counter].rows += selected->counts[v];
		count_visit(tally, v, counter);
	}
	return true;
}

/*
 * The rows of visits that count any, into `rows` and their visits: the answer is how many. Most visits have a few: eight are written at
 * once, and the next visit's over what is too many.
 */
static uint32_t
find_rows(const struct selected *selected, uint32_t visit_count, uint32_t *rows, uint32_t *visits)
{
	uint32_t row = 0, found = 0;
	for (uint32_t v = 0; v < visit_count; v++) {
		uint32_t count = selected->events[v];
		uint32_t counted = count & (0u - (selected->counts[v] > 0));
		for (uint32_t i = 0; i < FEW_ROWS; i++)
			rows[found + i] = row + i;
		for (uint32_t i = 0; i < FEW_ROWS; i++)
			visits[found + i] = v;
		for (uint32_t i = FEW_ROWS; i < counted; i++) {
			rows[found + i] = row + i;
			visits[found + i] = v;
		}
		found += counted;
		row += count;
	}
	return found;
}

/* Leaves those that count, with their counters in place of them. The answer is how many. */
static uint32_t
find_counters(struct tally *tally, const struct view_block *block, const struct selected *selected)
{
	uint32_t *rows = tally->row_counters, *visits = tally->row_visits, count = 0;
	uint32_t found = find_rows(selected, (uint32_t)block->visit_count, rows, visits);
	for (uint32_t i = 0; i < found; i++) {
		uint32_t row = rows[i];
		rows[count] = tally->counter_of[tally->places[row]];
		visits[count] = visits[i];
		count += selected->rows[row];
	}
	return count;
}

/*
 * Without a branch, since nobody could foretell it. Who returns, and where, is left in row_counters and row_visits: the answer is how
 * many of these there are.
 */
static inline __attribute__((always_inline)) uint32_t
count_rows(struct tally *tally, uint32_t count, bool visits_too)
{
	uint32_t *counters = tally->row_counters, *visits = tally->row_visits, returning = 0;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t visit = visits[i], number = tally->visit + visit + 1;
		struct counter *counter = &tally->counters[counters[i]];
		uint32_t first = counter->visit != number, returns = tally->returns[visit];
		counter->rows++;
		counter->visits += first;
		counter->visitors += first & (returns ^ 1);
		counter->visit = number;
		if (visits_too) {
			struct spent *spent = &tally->spent[counters[i]];
			spent->bounces += first * tally->bounces[visit];
			spent->seconds += first * tally->seconds[visit];
		}
		counters[returning] = counters[i];
		visits[returning] = tally->visitors[visit];
		returning += first & returns;
	}
	return returning;
}

static bool
count_by_row(struct tally *tally, const struct view_block *block, const struct selected *selected)
{
	uint32_t most = (uint32_t)block->event_count + FEW_ROWS;
	if (!scratch_reserve(&tally->row_counters, &tally->row_counters_size, most) ||
	    !scratch_reserve(&tally->row_visits, &tally->row_visits_size, most))
		return false;
	uint32_t count = find_counters(tally, block, selected);
	for (uint32_t i = 0; block->anonymous && i < count; i++)
		tally->counters[tally->row_counters[i]].rows++;
	if (block->anonymous)
		return true;
	count = tally->spent == NULL ? count_rows(tally, count, false)
				     : count_rows(tally, count, true);
	for (uint32_t i = 0; i < count; i++)
		note_returning(tally, tally->row_visits[i], tally->row_counters[i]);
	tally->visit += (uint32_t)block->visit_count;
	return true;
}

/* A visit of several units, by its rows from `row` to `end`. */
static void
count_by_minute(struct tally *tally, const struct view_block *block,
		const struct selected *selected, uint32_t visit, uint32_t row, uint32_t end)
{
	const struct column *minutes = &block->columns[COLUMN_MINUTE]->column;
	const struct view_column *actions = block->columns[COLUMN_ACTION];
	tally->visit++;
	for (; row < end; row++) {
		uint32_t action = actions->slots[column_packed(&actions->column, row)];
		if (!(selected->rows != NULL ? selected->rows[row]
					     : selection_counts_type(tally->selection, action)))
			continue;
		uint32_t unit = unit_of(tally, column_value(minutes, row));
		struct counter *counter = &tally->counters[unit];
		counter->rows++;
		if (counter->visit != tally->visit)
			count_visit(tally, visit, unit);
		counter->visit = tally->visit;
	}
}

/* A visit's rows are in order: where the first and the last are of one unit, so are all, unless units come again. */
static void
count_by_time(struct tally *tally, const struct view_block *block, const struct selected *selected)
{
	const struct column *minutes = &block->columns[COLUMN_MINUTE]->column;
	uint32_t row = 0, end;
	for (uint32_t v = 0; v < (uint32_t)block->visit_count; v++, row = end) {
		end = row + selected->events[v];
		if (selected->counts[v] == 0)
			continue;
		uint32_t first = column_value(minutes, row), last = column_value(minutes, end - 1);
		uint32_t unit = unit_of(tally, first);
		if (unit == NO_GROUP ||
		    (first != last && (!tally->units_in_order || unit != unit_of(tally, last)))) {
			count_by_minute(tally, block, selected, v, row, end);
			continue;
		}
		tally->counters[unit].rows += selected->counts[v];
		if (!block->anonymous)
			count_visit(tally, v, unit);
	}
}

bool
tally_block(struct tally *tally, const struct view_block *block)
{
	struct selected selected;
	if (tally->asked.by == BY_IDENTITY && block->anonymous)
		return true;
	if (!selection_read(tally->selection, block, needs_rows(tally), &selected) ||
	    !tally_unpack_visits(tally, block))
		return false;
	uint32_t group = tally_only_group(tally, block);
	if (group != NO_GROUP) {
		count_all(tally, block, &selected, group);
		return true;
	}
	if (tally->asked.by == BY_TIME) {
		count_by_time(tally, block, &selected);
		return true;
	}
	if (tally->asked.by == BY_IDENTITY)
		return count_by_identity(tally, block, &selected);
	if (!find_places(tally, block))
		return false;
	if (tally->groups.grouped == GROUPED_BY_ROW)
		return count_by_row(tally, block, &selected);
	count_by_visit(tally, block, &selected);
	return true;
}
