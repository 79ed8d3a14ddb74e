/*
 * Counts a website's rows, visitors, visits, bounces and seconds, by whatever a report asks: all together, by the values of an
 * attribute, by units of time. What is counted is defined in docs/numbers.md. Pure.
 *
 *     tally = tally_new(view, &asked);
 *     for each block that tally_wants(tally, &block)
 *             put tally_columns(tally, &block) of it into memory
 *             tally_block(tally, &block)
 *     tally_finish(tally);
 *     tally_rows(tally, &count)
 *
 * Several threads can share the blocks, each with a tally_fork() of its own.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_TALLY_H
#define COLUMNS_TALLY_H

#include "groups.h"
#include "selection.h"
#include "view.h"

#include <stdbool.h>
#include <stdint.h>

struct tally_asked {
	struct selection_asked rows;
	enum tally_by by;
	enum attribute attribute; /* BY_ATTRIBUTE */
	enum view_table table;    /* BY_SLOT */
	/* BY_TIME: the unit of each minute from first_minute (since 1970) on; the range has no others. */
	const uint16_t *unit_of_minute;
	long long first_minute;
	uint32_t minute_count;
	uint32_t unit_count;
	/* Where the units are a clock's: whose, which, and when each starts, as zone_units() gives them; else NULL. */
	const struct zone *zone;
	enum zone_unit unit;
	const int64_t *unit_starts;
	bool visits_too; /* bounces and seconds are asked for */
	/* Not 0: only groups that can be among so many with the most visitors; BY_IDENTITY, where several have as many, those whose texts come first. Others may be left out. */
	uint32_t most;
	bool makes_digest; /* as digest.h says, as the next */
	bool beside_digest;
};

struct tally_row {
	uint32_t rows;
	uint32_t visitors;
	uint32_t visits;
	uint32_t bounces;
	uint64_t seconds;
	/* What it is of, as struct group_value says. */
	uint32_t value;
	uint32_t region;
	uint32_t country;
};

struct tally;

/* `view`, and everything that `asked` points to, must stay. NULL without memory. */
struct tally *tally_new(const struct view *view, const struct tally_asked *asked);
void tally_free(struct tally *tally);

/*
 * Another tally of the same, for another thread to count some of the blocks: tally_join() adds what it has counted, and frees it. Both
 * are called while no thread counts. NULL or false without memory.
 */
struct tally *tally_fork(const struct tally *tally);
bool tally_join(struct tally *tally, struct tally *fork);

/* Whether a block can have anything that counts. */
bool tally_wants(const struct tally *tally, const struct view_block *block);

/* The columns of a block that it reads: 1 << enum block_column. */
unsigned tally_columns(const struct tally *tally, const struct view_block *block);

/* Counts a block. False without memory. */
bool tally_block(struct tally *tally, const struct view_block *block);

/* After the last block. False without memory. */
bool tally_finish(struct tally *tally);

/*
 * Whether all that is asked of rows is asked of the attribute that they are counted by: then they can be counted without, and
 * tally_keep() leaves of the rows of the answer those that pass.
 */
bool tally_filters_groups(const struct tally_asked *asked);
void tally_keep(struct tally *tally, const struct tally_asked *asked);

/* Those with at least one row, after tally_finish(); in no order, units of time in theirs. Until tally_free(). */
const struct tally_row *tally_rows(const struct tally *tally, uint32_t *count);

#endif
