/*
 * Numbers for the combinations of values that visits or rows have of several properties, so that arrays can be indexed by
 * them. Pure.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_TUPLES_H
#define COLUMNS_TUPLES_H

#include "arena.h"
#include "view.h"

#include <stdbool.h>
#include <stdint.h>

enum { TUPLE_FIELDS_MAX = 8 };

/* A property: for each slot of a column's table a number that stands for the value. */
struct tuple_field {
	enum block_column column;
	const uint32_t *values;
	/* COLUMN_VISITOR, which has no slots: the visitors with a value other than 0, in order, each with its value. */
	const uint32_t *visitors;
	uint32_t visitor_count;
};

struct tuples;

/*
 * Of those of `fields` whose columns have a value a visit (`of_visits`), or of the others. Where there would be more than `most`
 * numbers, only combinations that are met get one. Without any field, all have the number 0. In `arena`, where they also grow; `view` and what the fields point to must
 * stay. NULL without memory.
 */
struct tuples *tuples_new(const struct view *view, const struct tuple_field *fields, int count,
			  bool of_visits, uint32_t most, struct arena *arena);

/* The columns of a block that tuples_read() reads. */
unsigned tuples_columns(const struct tuples *tuples);

/* Above all numbers that were given; it never changes where tuples_fixed(). */
uint32_t tuples_count(const struct tuples *tuples);

/* Whether all numbers are given from the beginning: then several threads may read at once. */
bool tuples_fixed(const struct tuples *tuples);

/* What reading takes of each thread; begins as { 0 }. */
struct tuples_work {
	uint32_t *numbers, *of_values, *unpacked;
	uint32_t numbers_size, of_values_size, unpacked_size;
};
void tuples_work_free(struct tuples_work *work);

/*
 * work->numbers becomes the number of each visit or row of a block, or what `places` has for that number, unless it is NULL.
 * False without memory.
 */
bool tuples_read(struct tuples *tuples, struct tuples_work *work, const struct view_block *block,
		 const uint32_t *places);

/* The values behind a number, each to the place of its field among `fields`. */
void tuples_values(const struct tuples *tuples, uint32_t number, uint32_t *values);

#endif
