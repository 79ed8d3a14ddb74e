/*
 * What a tally has, for the files that it is made of: tally.c counts, tally_filters.c leaves groups out, digest.c sums up in advance, beside.c joins both.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_TALLY_STATE_H
#define COLUMNS_TALLY_STATE_H

#include "groups.h"
#include "pairs.h"
#include "selection.h"
#include "tally.h"
#include "view.h"

#include <stdbool.h>
#include <stdint.h>

/* Of a group. Small, since each row that counts touches one. */
struct counter {
	uint32_t rows;
	uint32_t visits;
	uint32_t visitors;
	uint32_t visit; /* that was counted last */
};

/* Of a group too, where it is asked for. */
struct spent {
	uint64_t seconds;
	uint32_t bounces;
};

struct tally {
	bool is_fork; /* the words of the bits, and the groups, are another one's */
	const struct view *view;
	struct tally_asked asked;
	struct selection *selection;
	struct groups groups;
	uint32_t *counter_of_group; /* plus one; 0: it has none yet */
	uint32_t *group_of_counter;
	struct counter *counters;
	struct spent *spent; /* NULL: not asked for */
	uint32_t counter_count, counter_size, group_of_counter_size;
	struct bits seen;      /* visitors with several visits that were counted */
	struct pairs *pairs;   /* of these and their counters; NULL: each has one */
	struct bits met;       /* beside a digest: those that its chunks have, too */
	struct pairs *overlap; /* beside a digest: those that its chunks have, too */
	uint32_t visit;        /* numbers the visits that were counted, from 1 */
	bool units_in_order;
	struct tally_row *rows; /* once it is finished */
	uint32_t row_count;
	/* Scratch: the counter of each value of a column; which value each row or visit has; counters of rows, and their visits; of visits,
	 * some columns, and whether the visitor returns. */
	uint32_t *counter_of, *places, *row_counters, *row_visits, *visitors, *returns, *bounces,
		*seconds;
	uint32_t counter_of_size, places_size, row_counters_size, row_visits_size, visitors_size,
		returns_size, bounces_size, seconds_size;
};

/* The counter of a group, which gets one if it has none: there must be room for it. */
uint32_t tally_counter(struct tally *tally, uint32_t group);

/* Counts whoever was noted: nobody can be counted afterwards. False without memory. */
bool tally_settle(struct tally *tally);

/* Room for that many counters. False without memory. */
bool tally_reserve(struct tally *tally, uint32_t count);

/* The only group that rows of a block can be of; NO_GROUP: there may be several. */
#define NO_GROUP UINT32_MAX
uint32_t tally_only_group(const struct tally *tally, const struct view_block *block);

/* The counters of a column's values, into counter_of. False without memory. */
bool tally_counters_of_values(struct tally *tally, const struct view_column *column);

/* Who made a block's visits, and what is asked for of these, into the scratch. False without memory. */
bool tally_unpack_visits(struct tally *tally, const struct view_block *block);

#endif
