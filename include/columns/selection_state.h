/*
 * What a selection has, for the files that it is made of: selection.c reads blocks, selection_visits.c asks visits.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_SELECTION_STATE_H
#define COLUMNS_SELECTION_STATE_H

#include "selection.h"
#include "view.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

struct selection {
	const struct view *view;
	const struct selection_asked *asked;
	struct group {
		const struct selection_group *asked;
		uint8_t *passes[TABLE_COUNT]; /* by slot: whether its texts pass; NULL: all do */
		bool filters_visits;          /* something is asked of visits or their visitors */
		bool filters_rows;            /* something is asked of each row's texts */
	} groups[SELECTION_GROUPS_MAX];
	uint8_t *counted;  /* by slot of TABLE_ACTIONS: whether rows of that type count */
	bool filters_rows; /* some group does */
	bool asks_names;   /* some group asks what events a visit has */
	bool is_fork;      /* all of the above is another one's */
	/* Scratch, as large as the largest block so far. */
	uint32_t *counts, *events, *of_visits, *minutes;
	uint32_t counts_size, events_size, of_visits_size, minutes_size;
	uint8_t *visits, *rows, *holds, *passing, *has, *chosen, *bits;
	uint32_t visits_size, rows_size, holds_size, passing_size, has_size, chosen_size, bits_size;
};

/*
 * How many of a visit's rows are marked: each is a byte, 0 or 1, and eight may be read behind the last one. Most have no more than
 * eight, which takes no branch that is hard to foretell.
 */
static inline uint32_t
selection_count_rows(const uint8_t *rows, uint32_t count)
{
	const uint64_t ones = 0x0101010101010101u;
	uint64_t word;
	uint32_t sum = 0;
	for (; count > sizeof(word); count -= sizeof(word), rows += sizeof(word)) {
		memcpy(&word, rows, sizeof(word));
		sum += (uint32_t)(word * ones >> 56);
	}
	memcpy(&word, rows, sizeof(word));
	word = count == 0 ? 0 : word << (sizeof(word) - count) * 8;
	return sum + (uint32_t)(word * ones >> 56);
}

/* Leaves those of `kept` whose value passes; *all when that is every value. False without memory, as the next. */
bool selection_keep_passing(struct selection *selection, const struct view_column *column,
			    const uint8_t *of_slots, uint8_t *kept, bool *all);

/* Which visits pass what a group asks of visits: into `visits`. */
bool selection_ask_visits(struct selection *selection, const struct group *group,
			  const struct view_block *block);

/* Leaves visits out of `counts` whatever the groups ask: those that a later block has, bounces, and others' visitors. */
bool selection_leave_out(struct selection *selection, const struct view_block *block);

#endif
