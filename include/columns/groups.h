/*
 * By what a report counts: the groups that visits or rows fall into. Pure; one thread.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_GROUPS_H
#define COLUMNS_GROUPS_H

#include "view.h"
#include "zone.h"

#include <stdbool.h>
#include <stdint.h>

/* By what is counted. */
enum tally_by {
	BY_NOTHING, /* one group for all */
	BY_ATTRIBUTE,
	BY_SLOT,  /* combinations of a table that visits have one of */
	BY_ENTRY, /* path of the visit's first pageview */
	BY_EXIT,
	BY_IDENTITY, /* text by which the visitor is identified; nobody else counts */
	BY_TIME      /* units, by the minute of the row */
};

/* What has a group: the visit, or each of its rows. */
enum grouped { GROUPED_NOT, GROUPED_BY_VISIT, GROUPED_BY_ROW };

/* Text slots; where the attribute is a region or a city also those that it lies in. BY_TIME: the unit. */
struct group_value {
	uint32_t value;
	uint32_t region;
	uint32_t country;
};

struct groups {
	enum grouped grouped;
	enum block_column column; /* that the group is made of */
	bool one_a_visitor;       /* all of a visitor's visits are of one group */
	uint32_t count;
	const uint32_t
		*of_slot; /* of the column's table; NULL: identities, units of time, or one group */
	struct group_value *values; /* by group; NULL: its number is the value */
	uint32_t *made;             /* of_slot, where it is not the view's own */
};

/* What they are made by. */
struct groups_asked {
	enum tally_by by;
	enum attribute attribute; /* BY_ATTRIBUTE */
	enum view_table table;    /* BY_SLOT */
	/* BY_TIME: */
	const struct zone *zone; /* NULL: other units than those of a clock */
	enum zone_unit unit;
	uint32_t unit_count;
};

/* False without memory; groups_free() is due all the same. `view` must stay. */
bool groups_init(struct groups *groups, const struct view *view,
		 const struct groups_asked *grouping);
void groups_free(struct groups *groups);

struct group_value groups_value(const struct groups *groups, uint32_t group);

#endif
