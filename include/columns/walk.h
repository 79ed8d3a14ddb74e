/*
 * The rows of a block that count, visit by visit and in the order of their ids, with a number that stands for each: for
 * reports that ask what came after what. Pure; each thread has one of its own.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_WALK_H
#define COLUMNS_WALK_H

#include "selection.h"
#include "view.h"

#include <stdbool.h>
#include <stdint.h>

/* What stands for a row: that of its action's slot where it is a custom event, else that of its page's slot. */
struct row_values {
	const uint32_t *of_pages;   /* by slot; NULL, as the other one: nothing is asked for */
	const uint32_t *of_actions; /* below UINT32_MAX */
	bool no_zeros;              /* rows for which 0 stands are left out */
};

struct walk;

/* `view`, and everything that the others point to, must stay. NULL without memory. */
struct walk *walk_new(const struct view *view, const struct selection_asked *rows,
		      struct row_values values);
/* Another one of the same, for another thread, which must be freed first. NULL without memory. */
struct walk *walk_fork(const struct walk *walk);
void walk_free(struct walk *walk);

/* Whether a block can have any row that counts. */
bool walk_wants(const struct walk *walk, const struct view_block *block);

/* The columns of a block that walk_read() reads, and COLUMN_VISITOR. */
unsigned walk_columns(const struct walk *walk, const struct view_block *block);

/* Until the next walk_read(). */
struct walked {
	uint32_t visit_count;    /* of the block */
	const uint32_t *counted; /* by visit: how many of its rows count */
	const uint32_t *counts;  /* by visit: how many of these are not left out */
	const uint32_t *places;  /* of the latter, visit by visit: their place in the block */
	const uint32_t *values;  /* of the same rows; NULL unless asked for */
};

/* False without memory. */
bool walk_read(struct walk *walk, const struct view_block *block, struct walked *walked);

/* A visit that has rows, and they. */
struct walked_visit {
	uint32_t visit; /* its place in the block */
	uint32_t count;
	const uint32_t *places;
	const uint32_t *values;
};

/* Stands before the first one. */
static inline struct walked_visit
walked_start(const struct walked *walked)
{
	return (struct walked_visit){ UINT32_MAX, 0, walked->places, walked->values };
}

/* Goes on to the next one; false when there is none. */
static inline bool
walked_next(const struct walked *walked, struct walked_visit *at)
{
	at->places += at->count;
	at->values = at->values == NULL ? NULL : at->values + at->count;
	do
		at->visit++;
	while (at->visit < walked->visit_count && walked->counts[at->visit] == 0);
	at->count = at->visit < walked->visit_count ? walked->counts[at->visit] : 0;
	return at->count > 0;
}

/*
 * What goes over blocks by a walk alone: walk_scan_wants(), walk_scan_columns() and walk_scan_block() are a struct scan's functions, with
 * this as their context.
 */
struct walk_scan {
	struct walk *walk;
	unsigned columns; /* that it reads besides those of the walk */
	bool anonymous;   /* also what was counted without a visitor */
	bool (*read)(void *context, const struct view_block *block, const struct walked *walked);
	void *context;
};
bool walk_scan_wants(const void *scan, const struct view_block *block);
unsigned walk_scan_columns(const void *scan, const struct view_block *block);
bool walk_scan_block(void *scan, const struct view_block *block);

/* When the event at a place was, in milliseconds since 1970; from WALK_TIME of the columns. */
enum { WALK_TIME = 1 << COLUMN_MINUTE | 1 << COLUMN_MOMENT };
static inline long long
walked_time(const struct view_block *block, uint32_t place)
{
	enum { MINUTE_MS = 60000 };
	return (long long)column_value(&block->columns[COLUMN_MINUTE]->column, place) * MINUTE_MS +
	       column_value(&block->columns[COLUMN_MOMENT]->column, place);
}

/* Its id; from WALK_ID of the columns. */
enum { WALK_ID = WALK_TIME | 1 << COLUMN_NUMBER };
static inline long long
walked_id(const struct view_block *block, uint32_t place)
{
	return walked_time(block, place) << EVENT_NUMBER_BITS |
	       column_value(&block->columns[COLUMN_NUMBER]->column, place);
}

#endif
