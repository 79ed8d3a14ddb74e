/*
 * Which rows of a block a report counts: those of the range that pass all filters, as selected_rows() in
 * migrations/0002_reports.sql says for the rows of the tables. Pure; one thread.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_SELECTION_H
#define COLUMNS_SELECTION_H

#include "view.h"

#include <stdbool.h>
#include <stdint.h>

enum { SELECTION_NAMES_MAX = 50, SELECTION_GROUPS_MAX = 4 };

/* What must hold of a row together. */
struct selection_group {
	bool negated;                              /* or rather: what must not hold together */
	const struct bits *texts[ATTRIBUTE_COUNT]; /* text slots that pass; NULL: all */
	const struct bits *visitors;               /* visitor_ids that pass; NULL: all */
	/* Only visits that have, at any time, a custom event named so (text slots) for each of these, */
	const struct bits *having[SELECTION_NAMES_MAX];
	int having_count;
	/* and for none of these. */
	const struct bits *lacking[SELECTION_NAMES_MAX];
	int lacking_count;
};

struct selection_asked {
	long long lowest_id;         /* of events */
	long long limit_id;          /* the first one after the range */
	unsigned event_types;        /* 1 << type of those that count */
	bool exclude_bounce;         /* none of visits that are bounces */
	bool only_with_data;         /* only those that came with properties */
	const struct bits *visitors; /* only these; NULL: everybody's, and what has no visitor */
	struct selection_group groups[SELECTION_GROUPS_MAX]; /* all must hold */
	int group_count;
};

struct selection;

/* `view`, and everything that `asked` points to, must stay. NULL without memory. */
struct selection *selection_new(const struct view *view, const struct selection_asked *asked);
/* Another one of the same, for another thread, which must be freed first. NULL without memory. */
struct selection *selection_fork(const struct selection *selection);
void selection_free(struct selection *selection);

/* Whether a block can have any row that counts. */
bool selection_wants(const struct selection *selection, const struct view_block *block);

/* The columns of a block that selection_read() reads: 1 << enum block_column. */
unsigned selection_columns(const struct selection *selection, const struct view_block *block,
			   bool each_row);

/* Whether all rows of a block count whose type does. */
bool selection_takes_all(const struct selection *selection, const struct view_block *block);

/* Until the next selection_read(). */
struct selected {
	/* By visit: how many of its rows count; 0 for those that a later block has instead. */
	const uint32_t *counts;
	/* Only where each row was asked for: by event, 1 when it counts, of visits that count any. */
	const uint8_t *rows;
	/* By visit: how many events it has, where COLUMN_EVENTS is in memory. */
	const uint32_t *events;
	/* Only where each row was asked for: all of them count. */
	bool all;
};

/* False without memory. */
bool selection_read(struct selection *selection, const struct view_block *block, bool each_row,
		    struct selected *selected);

/*
 * Rows of other tables belong to visits too. Of a visit it is known in bits what it passes: bit 1 << i what group i asks of
 * visits, and VISIT_COUNTS when its rows may count at all; EVERY_VISIT are all of them.
 */
enum { VISIT_COUNTS = 1 << SELECTION_GROUPS_MAX, EVERY_VISIT = 2 * VISIT_COUNTS - 1 };

/* Whether anything is asked of visits. If not, each of them passes. */
bool selection_asks_visits(const struct selection *selection);

/* The columns of a block that selection_visits() reads. */
unsigned selection_visit_columns(const struct selection *selection);

/* *bits of each visit of a block, until the next call. False without memory. */
bool selection_visits(struct selection *selection, const struct view_block *block,
		      const uint8_t **bits);

/* Those of a row without a visit, which came from this source. */
uint8_t selection_no_visit(const struct selection *selection, uint32_t source);

/* Whether a row counts, of a visit with these bits, by the slots of its page and its action; the range is not asked for. */
bool selection_passes(const struct selection *selection, uint8_t visit, uint32_t page,
		      uint32_t action);

/* Whether it is known without their rows how many of visits are of a type that counts; by these columns of a block, each visit's. */
bool selection_knows_types(const struct selection *selection);
unsigned selection_type_columns(const struct selection *selection);
void selection_count_types(const struct selection *selection, const struct view_block *block,
			   uint32_t *counts);

/* Whether rows of an action are of a type that counts. */
bool selection_counts_type(const struct selection *selection, uint32_t action);

/* An array of at least `count` numbers that is made larger in place; false without memory. */
bool scratch_reserve(uint32_t **numbers, uint32_t *size, uint32_t count);
bool scratch_reserve_bytes(uint8_t **bytes, uint32_t *size, uint32_t count);

#endif
