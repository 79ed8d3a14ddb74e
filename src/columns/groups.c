/*
 * Every text is a group; a place is one together with those that it lies in.
 * SPDX-License-Identifier: MIT
 */
#include "groups.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

static bool
group_by_text(struct groups *groups, const struct view *view, enum attribute attribute)
{
	groups->count = view->text_count;
	groups->of_slot = view->tables[attribute_table(attribute)].texts[attribute];
	return true;
}

struct place {
	struct group_value value;
	uint32_t slot;
};

static int
compare_places(const void *a, const void *b)
{
	return memcmp(a, b, offsetof(struct place, slot));
}

/* Every region with its country is a group, or every city with both. */
static bool
group_by_place(struct groups *groups, const struct view *view, enum attribute attribute)
{
	const struct view_slots *slots = &view->tables[TABLE_LOCATIONS];
	struct place *places = malloc(slots->count * sizeof(*places));
	groups->values = malloc(slots->count * sizeof(*groups->values));
	groups->made = malloc(slots->count * sizeof(*groups->made));
	if (places == NULL || groups->values == NULL || groups->made == NULL) {
		free(places);
		return false;
	}
	bool is_city = attribute == ATTRIBUTE_CITY;
	for (uint32_t slot = 0; slot < slots->count; slot++)
		places[slot] = (struct place){ { slots->texts[attribute][slot],
						 is_city ? slots->texts[ATTRIBUTE_REGION][slot] : 0,
						 slots->texts[ATTRIBUTE_COUNTRY][slot] },
					       slot };
	qsort(places, slots->count, sizeof(*places), compare_places);
	for (uint32_t i = 0; i < slots->count; i++) {
		if (i == 0 || compare_places(&places[i - 1], &places[i]) != 0)
			groups->values[groups->count++] = places[i].value;
		groups->made[places[i].slot] = groups->count - 1;
	}
	groups->of_slot = groups->made;
	free(places);
	return true;
}

/* The column that has a table's ids: the visit's where there are several. */
static void
group_by_table(struct groups *groups, enum view_table table)
{
	static const enum block_column columns[TABLE_COUNT] = { [TABLE_PAGES] = COLUMN_PAGE,
								[TABLE_SOURCES] = COLUMN_SOURCE,
								[TABLE_ACTIONS] = COLUMN_ACTION,
								[TABLE_CLIENTS] = COLUMN_CLIENT,
								[TABLE_LOCATIONS] =
									COLUMN_LOCATION };
	groups->column = columns[table];
	groups->grouped = column_is_of_visits(groups->column) ? GROUPED_BY_VISIT : GROUPED_BY_ROW;
	groups->one_a_visitor = table == TABLE_CLIENTS || table == TABLE_LOCATIONS;
}

static bool
group_by_slot(struct groups *groups, const struct view *view, enum view_table table)
{
	group_by_table(groups, table);
	groups->count = view->tables[table].count;
	groups->made = malloc(groups->count * sizeof(*groups->made));
	for (uint32_t slot = 0; groups->made != NULL && slot < groups->count; slot++)
		groups->made[slot] = slot;
	groups->of_slot = groups->made;
	return groups->made != NULL;
}

static bool
group_by_attribute(struct groups *groups, const struct view *view, enum attribute attribute)
{
	group_by_table(groups, attribute_table(attribute));
	groups->count = 0;
	return attribute == ATTRIBUTE_REGION || attribute == ATTRIBUTE_CITY
		       ? group_by_place(groups, view, attribute)
		       : group_by_text(groups, view, attribute);
}

bool
groups_init(struct groups *groups, const struct view *view, const struct groups_asked *grouping)
{
	*groups = (struct groups){ .grouped = GROUPED_NOT, .one_a_visitor = true, .count = 1 };
	switch (grouping->by) {
	case BY_NOTHING:
		return true;
	case BY_ATTRIBUTE:
		return group_by_attribute(groups, view, grouping->attribute);
	case BY_SLOT:
		return group_by_slot(groups, view, grouping->table);
	case BY_ENTRY:
	case BY_EXIT:
		groups->column = grouping->by == BY_ENTRY ? COLUMN_ENTRY : COLUMN_EXIT;
		groups->grouped = GROUPED_BY_VISIT;
		groups->one_a_visitor = false;
		return group_by_text(groups, view, ATTRIBUTE_PATH);
	case BY_IDENTITY:
		groups->column = COLUMN_VISITOR;
		groups->grouped = GROUPED_BY_VISIT;
		groups->count = view->text_count;
		return true;
	case BY_TIME:
		groups->column = COLUMN_MINUTE;
		groups->grouped = GROUPED_BY_ROW;
		groups->one_a_visitor = false;
		groups->count = grouping->unit_count;
		return true;
	}
	return false;
}

void
groups_free(struct groups *groups)
{
	free(groups->values);
	free(groups->made);
}

struct group_value
groups_value(const struct groups *groups, uint32_t group)
{
	return groups->values == NULL ? (struct group_value){ .value = group }
				      : groups->values[group];
}
