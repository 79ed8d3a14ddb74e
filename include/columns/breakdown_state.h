/*
 * What a breakdown has, for the files that it is made of: breakdown_plan.c decides what is counted, breakdown_blocks.c counts.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_BREAKDOWN_STATE_H
#define COLUMNS_BREAKDOWN_STATE_H

#include "breakdown.h"
#include "cells.h"
#include "counts.h"
#include "pairs.h"
#include "selection.h"
#include "tuples.h"
#include "view.h"

#include <stdbool.h>
#include <stdint.h>

enum half { OF_VISITS, OF_ROWS, HALVES };

/* What the next scan counts. */
enum phase { COUNT_HALVES, COUNT_COMBINATIONS, COUNT_VISITS, COUNTED };

/* What all threads read. Between scans it changes. */
struct plan {
	const struct view *view;
	const struct breakdown_asked *asked;
	struct arena *arena;
	enum phase phase;
	struct tuples *halves[HALVES];
	uint64_t enough; /* rows */
	/*
	 * Halves that are looked at have places: 1, 2, ...; all others are at 0. A combination's key is the row's place times
	 * the visits' place_count, and the visit's place.
	 */
	uint32_t *places[HALVES];  /* by number */
	uint32_t *numbers[HALVES]; /* by place */
	uint32_t place_counts[HALVES];
	/* The combinations that are wanted: */
	struct breakdown_row *rows;
	uint32_t row_count;
	uint32_t *row_of_key;   /* plus one; 0: not wanted. NULL: there are too many keys, and */
	struct cells *row_keys; /* it is the place here of the visit's and the row's place */
};

struct breakdown {
	struct plan *plan;
	bool is_fork; /* the plan is another one's */
	struct selection *selection;
	struct tuples_work work[HALVES];
	uint32_t *half_rows[HALVES]; /* by number: rows that count */
	uint32_t half_sizes[HALVES];
	uint32_t *grid;       /* by key: the same. NULL: there are too many keys, and */
	struct counts counts; /* those with both places are counted here */
	uint64_t *keys;       /* scratch for it */
	uint32_t keys_size;
	/* Scratch, by visit and by row: the place of the visit's half, and the visit. */
	struct spread {
		uint32_t *of_visits, *of_rows;
		uint32_t of_visits_size, of_rows_size;
	} places, visits;
	uint32_t *found; /* scratch: rows of wanted combinations */
	uint32_t found_size;
	struct breakdown_row *sums; /* by row of the plan, without rows and visitors who return */
	struct pairs *pairs;        /* of these visitors, and rows of the plan */
	uint32_t visit;             /* the number of a block's first visit, from 1 */
};

/* How many combinations there can be of halves that have places, and of those at 0. */
static inline uint64_t
key_count(const struct plan *plan)
{
	return (uint64_t)plan->place_counts[OF_ROWS] * plan->place_counts[OF_VISITS];
}

/* Room for the rows of so many numbers of a half; what is new is 0. False without memory. */
bool breakdown_reserve_half(struct breakdown *breakdown, enum half half, uint32_t count);

/* What the phase counts into. False without memory. */
bool breakdown_make_counters(struct breakdown *breakdown);

#endif
