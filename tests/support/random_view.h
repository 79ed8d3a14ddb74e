/*
 * Random visits and events as a report sees them: blocks with combinations and texts, some visits in two versions of which the
 * later one counts. And what a report may ask of them, answered row by row.
 * SPDX-License-Identifier: MIT
 */
#ifndef TEST_RANDOM_VIEW_H
#define TEST_RANDOM_VIEW_H

#include "arena.h"
#include "rows.h"
#include "selection.h"
#include "slots.h"
#include "view.h"

struct random_view {
	struct arena *arena; /* all of it lives there, but for the slots */
	struct slots *slots;
	struct view view;
	struct rows rows; /* that count: each visit once, as it is now */
	struct view_block *blocks;
	int block_count;
};

/* The same for the same `seed`. Ends the test without memory. */
struct random_view *random_view_new(unsigned seed, int visits);
void random_view_free(struct random_view *random);

/* The id of the text that a combination has; 0: none. */
uint32_t random_text(enum attribute attribute, uint32_t id);
/* 1 to 4. */
unsigned char random_event_type(uint32_t action_id);

/* Columns of a block, readable, in the view's arena. */
struct view_block random_block(struct random_view *random, const struct rows *rows, bool anonymous);

/* The block with these columns (1 << enum block_column) and no others. */
struct view_block only_columns(const struct view_block *block, unsigned columns);

/* Random filters on a random range; lives in the view's arena. */
void random_asked(struct random_view *random, struct selection_asked *asked);

/* Whether an event of a visit counts, by what docs/numbers.md says of filters: one condition after the other. */
bool row_counts(const struct random_view *random, const struct selection_asked *asked,
		const struct visit_row *visit, const struct event_row *events, int event);

/* The slot of the text that a row shows of an attribute. */
uint32_t shown_text(const struct random_view *random, enum attribute attribute,
		    const struct visit_row *visit, const struct event_row *event);

#endif
