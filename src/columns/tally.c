/*
 * One pass over the blocks. What a visitor with a single visit does is counted at once; of the others it is noted who was
 * where, and counted when all has been seen.
 * SPDX-License-Identifier: MIT
 */
#include "tally.h"

#include "pairs.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* What stands for a group's number: that of the visit, of each of its rows, or nothing. */
enum grouped { GROUPED_NOT, GROUPED_BY_VISIT, GROUPED_BY_ROW };

struct tally {
	const struct view *view;
	struct tally_asked asked;
	struct selection *selection;
	enum grouped grouped;
	enum block_column column; /* that the group is made of */
	uint32_t *group_of_slot;  /* of the column's table; NULL: units of time, or all together */
	struct tally_row *rows;   /* by group */
	uint32_t row_count;
	bool one_group_a_visitor; /* all of a visitor's visits are of one group */
	struct bits seen;         /* visitors with several visits; where they have one group */
	struct pairs *pairs;      /* of visitor and group; where they have several */
	uint32_t visit;           /* numbers the visits that were counted, from 1 */
	uint32_t *groups;         /* scratch: by the column's values, or by event */
	uint32_t groups_size;
	uint32_t *unpacked;
	uint32_t unpacked_size;
};

/* ---- groups ---- */

/* Every text is a group. */
static bool
group_by_text(struct tally *tally, enum attribute attribute)
{
	const struct view_slots *slots = &tally->view->tables[attribute_table(attribute)];
	tally->row_count = tally->view->text_count;
	tally->rows = calloc(tally->row_count, sizeof(*tally->rows));
	tally->group_of_slot = malloc(slots->count * sizeof(*tally->group_of_slot));
	if (tally->rows == NULL || tally->group_of_slot == NULL)
		return false;
	memcpy(tally->group_of_slot, slots->texts[attribute],
	       slots->count * sizeof(*tally->group_of_slot));
	for (uint32_t group = 0; group < tally->row_count; group++)
		tally->rows[group].value = group;
	return true;
}

struct place {
	uint32_t city, region, country, slot;
};

static int
compare_places(const void *a, const void *b)
{
	return memcmp(a, b, offsetof(struct place, slot));
}

/* Every region with its country is a group, or every city with both. */
static bool
group_by_place(struct tally *tally, enum attribute attribute)
{
	const struct view_slots *slots = &tally->view->tables[TABLE_LOCATIONS];
	struct place *places = malloc(slots->count * sizeof(*places));
	tally->rows = calloc(slots->count, sizeof(*tally->rows));
	tally->group_of_slot = malloc(slots->count * sizeof(*tally->group_of_slot));
	if (places == NULL || tally->rows == NULL || tally->group_of_slot == NULL) {
		free(places);
		return false;
	}
	bool is_city = attribute == ATTRIBUTE_CITY;
	for (uint32_t slot = 0; slot < slots->count; slot++)
		places[slot] = (struct place){ is_city ? slots->texts[ATTRIBUTE_CITY][slot] : 0,
					       slots->texts[ATTRIBUTE_REGION][slot],
					       slots->texts[ATTRIBUTE_COUNTRY][slot], slot };
	qsort(places, slots->count, sizeof(*places), compare_places);
	for (uint32_t i = 0; i < slots->count; i++) {
		if (i == 0 || compare_places(&places[i - 1], &places[i]) != 0) {
			struct tally_row *row = &tally->rows[tally->row_count++];
			row->value = is_city ? places[i].city : places[i].region;
			row->region = is_city ? places[i].region : 0;
			row->country = places[i].country;
		}
		tally->group_of_slot[places[i].slot] = tally->row_count - 1;
	}
	free(places);
	return true;
}

/* Groups that are numbered already. */
static bool
group_by_number(struct tally *tally, uint32_t count)
{
	tally->row_count = count;
	tally->rows = calloc(count, sizeof(*tally->rows));
	for (uint32_t group = 0; tally->rows != NULL && group < count; group++)
		tally->rows[group].value = group;
	return tally->rows != NULL;
}

static bool
group_by_attribute(struct tally *tally)
{
	static const enum block_column columns[TABLE_COUNT] = { [TABLE_PAGES] = COLUMN_PAGE,
								[TABLE_SOURCES] = COLUMN_SOURCE,
								[TABLE_ACTIONS] = COLUMN_ACTION,
								[TABLE_CLIENTS] = COLUMN_CLIENT,
								[TABLE_LOCATIONS] =
									COLUMN_LOCATION };
	enum attribute attribute = tally->asked.attribute;
	enum view_table table = attribute_table(attribute);
	tally->column = columns[table];
	tally->grouped = column_is_of_visits(tally->column) ? GROUPED_BY_VISIT : GROUPED_BY_ROW;
	tally->one_group_a_visitor = table == TABLE_CLIENTS || table == TABLE_LOCATIONS;
	return attribute == ATTRIBUTE_REGION || attribute == ATTRIBUTE_CITY
		       ? group_by_place(tally, attribute)
		       : group_by_text(tally, attribute);
}

static bool
make_groups(struct tally *tally)
{
	switch (tally->asked.by) {
	case BY_NOTHING:
		tally->grouped = GROUPED_NOT;
		tally->one_group_a_visitor = true;
		return group_by_number(tally, 1);
	case BY_ATTRIBUTE:
		return group_by_attribute(tally);
	case BY_ENTRY:
	case BY_EXIT:
		tally->column = tally->asked.by == BY_ENTRY ? COLUMN_ENTRY : COLUMN_EXIT;
		tally->grouped = GROUPED_BY_VISIT;
		return group_by_text(tally, ATTRIBUTE_PATH);
	case BY_TIME:
		tally->column = COLUMN_MINUTE;
		tally->grouped = GROUPED_BY_ROW;
		return group_by_number(tally, tally->asked.unit_count);
	}
	return false;
}

struct tally *
tally_new(const struct view *view, const struct tally_asked *asked)
{
	struct tally *tally = calloc(1, sizeof(*tally));
	if (tally == NULL)
		return NULL;
	tally->view = view;
	tally->asked = *asked;
	tally->selection = selection_new(view, &tally->asked.rows);
	bool fits = tally->selection != NULL && make_groups(tally);
	if (fits && tally->one_group_a_visitor) {
		tally->seen.count = view->visitor_limit;
		tally->seen.words = calloc(view->visitor_limit / 64 + 1, sizeof(uint64_t));
		fits = tally->seen.words != NULL;
	} else if (fits) {
		tally->pairs = pairs_new();
		fits = tally->pairs != NULL;
	}
	if (fits)
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
	pairs_free(tally->pairs);
	free(tally->seen.words);
	free(tally->group_of_slot);
	free(tally->rows);
	free(tally->groups);
	free(tally->unpacked);
	free(tally);
}

/* ---- what a block takes ---- */

bool
tally_wants(const struct tally *tally, const struct view_block *block)
{
	return selection_wants(tally->selection, block);
}

unsigned
tally_columns(const struct tally *tally, const struct view_block *block)
{
	unsigned columns =
		selection_columns(tally->selection, block, tally->grouped == GROUPED_BY_ROW);
	if (tally->grouped != GROUPED_NOT)
		columns |= 1 << tally->column;
	if (!block->anonymous)
		columns |= 1 << COLUMN_VISITOR;
	if (!block->anonymous && tally->asked.visits_too)
		columns |= 1 << COLUMN_BOUNCE | 1 << COLUMN_SECONDS;
	return columns;
}

/* ---- counting ---- */

static inline void
count_visitor(struct tally *tally, uint32_t visitor, uint32_t group)
{
	if (!bits_have(tally->view->returning, visitor)) {
		tally->rows[group].visitors++;
	} else if (!tally->one_group_a_visitor) {
		pairs_add(tally->pairs, visitor, group);
	} else if (!bits_have(&tally->seen, visitor)) {
		bits_add(&tally->seen, visitor);
		tally->rows[group].visitors++;
	}
}

/* The columns of a visit that are added up. */
struct visit_columns {
	const struct column *visitors;
	const struct column *bounces; /* NULL: not asked for, as `seconds` */
	const struct column *seconds;
};

static struct visit_columns
visit_columns(const struct tally *tally, const struct view_block *block)
{
	if (block->anonymous)
		return (struct visit_columns){ NULL, NULL, NULL };
	bool all = tally->asked.visits_too;
	return (struct visit_columns){ &block->columns[COLUMN_VISITOR]->column,
				       all ? &block->columns[COLUMN_BOUNCE]->column : NULL,
				       all ? &block->columns[COLUMN_SECONDS]->column : NULL };
}

static inline void
count_visit(struct tally *tally, const struct visit_columns *columns, uint32_t visit,
	    uint32_t group)
{
	struct tally_row *row = &tally->rows[group];
	row->visits++;
	if (columns->bounces != NULL) {
		row->bounces += column_value(columns->bounces, visit);
		row->seconds += column_value(columns->seconds, visit);
	}
	count_visitor(tally, column_value(columns->visitors, visit), group);
}

/* The groups of a column's values. */
static bool
groups_of_values(struct tally *tally, const struct view_column *column)
{
	if (!scratch_reserve(&tally->groups, &tally->groups_size, column->slot_count))
		return false;
	for (uint32_t i = 0; i < column->slot_count; i++)
		tally->groups[i] = tally->group_of_slot[column->slots[i]];
	return true;
}

static bool
count_by_visit(struct tally *tally, const struct view_block *block, const struct selected *selected)
{
	struct visit_columns columns = visit_columns(tally, block);
	const struct column *grouped = NULL;
	if (tally->grouped == GROUPED_BY_VISIT) {
		if (!groups_of_values(tally, block->columns[tally->column]))
			return false;
		grouped = &block->columns[tally->column]->column;
	}
	for (uint32_t v = 0; v < (uint32_t)block->visit_count; v++) {
		if (selected->counts[v] == 0)
			continue;
		uint32_t group = grouped == NULL ? 0 : tally->groups[column_packed(grouped, v)];
		tally->rows[group].rows += selected->counts[v];
		if (!block->anonymous)
			count_visit(tally, &columns, v, group);
	}
	return true;
}

/* The group of each event. */
static bool
groups_of_rows(struct tally *tally, const struct view_block *block)
{
	const struct view_column *column = block->columns[tally->column];
	uint32_t count = (uint32_t)block->event_count;
	if (!scratch_reserve(&tally->unpacked, &tally->unpacked_size, count))
		return false;
	uint32_t *groups = tally->unpacked;
	if (tally->asked.by != BY_TIME) {
		column_unpack(&column->column, groups);
		if (!groups_of_values(tally, column))
			return false;
		for (uint32_t i = 0; i < count; i++)
			groups[i] = tally->groups[groups[i]];
		return true;
	}
	column_unpack_values(&column->column, groups);
	/* Minutes outside the range wrap around and are of no unit: none of their rows count. */
	for (uint32_t i = 0; i < count; i++) {
		uint32_t minute = groups[i] - (uint32_t)tally->asked.first_minute;
		groups[i] = minute < tally->asked.minute_count ? tally->asked.unit_of_minute[minute]
							       : 0;
	}
	return true;
}

static bool
count_by_row(struct tally *tally, const struct view_block *block, const struct selected *selected)
{
	struct visit_columns columns = visit_columns(tally, block);
	if (!groups_of_rows(tally, block))
		return false;
	const uint32_t *groups = tally->unpacked;
	uint32_t row = 0;
	for (uint32_t v = 0; v < (uint32_t)block->visit_count; v++) {
		uint32_t end = row + selected->events[v];
		if (selected->counts[v] == 0) {
			row = end;
			continue;
		}
		tally->visit++;
		for (; row < end; row++) {
			if (!selected->rows[row])
				continue;
			struct tally_row *counted = &tally->rows[groups[row]];
			counted->rows++;
			if (counted->visit == tally->visit || block->anonymous)
				continue;
			counted->visit = tally->visit;
			count_visit(tally, &columns, v, groups[row]);
		}
	}
	return true;
}

bool
tally_block(struct tally *tally, const struct view_block *block)
{
	struct selected selected;
	bool by_row = tally->grouped == GROUPED_BY_ROW;
	if (!selection_read(tally->selection, block, by_row, &selected))
		return false;
	return by_row ? count_by_row(tally, block, &selected)
		      : count_by_visit(tally, block, &selected);
}

static void
count_pair(void *context, uint32_t group)
{
	struct tally *tally = context;
	tally->rows[group].visitors++;
}

bool
tally_finish(struct tally *tally)
{
	if (tally->pairs != NULL && !pairs_each(tally->pairs, count_pair, tally))
		return false;
	uint32_t kept = 0;
	for (uint32_t group = 0; group < tally->row_count; group++)
		if (tally->rows[group].rows > 0)
			tally->rows[kept++] = tally->rows[group];
	tally->row_count = kept;
	return true;
}

const struct tally_row *
tally_rows(const struct tally *tally, uint32_t *count)
{
	*count = tally->row_count;
	return tally->rows;
}
