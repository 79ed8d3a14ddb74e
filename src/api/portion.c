/*
 * What is missing is read by a few blocks at once; a column of ids gets slots in place of its values.
 * SPDX-License-Identifier: MIT
 */
#include "portion.h"

#include "arena.h"
#include "report_memory.h"
#include "slots.h"
#include "store.h"

#include <pthread.h>
#include <stdlib.h>

enum {
	CEILING = 256 << 20,
	TRIES_MAX = 20,
	AT_ONCE = 16 /* blocks of a statement: its answer is in memory twice for a moment */
};

/* Slots for the values of a column, malloc'ed; with combinations that have none it loads those and says CONFLICT. */
static enum outcome
slots_make(struct known_website *website, struct held_column *column, const uint32_t *ids,
	   uint32_t count, struct arena *arena)
{
	enum view_table table = column_table(column->which);
	column->slots = malloc((count + 1) * sizeof(*column->slots));
	if (column->slots == NULL)
		return TOO_LARGE;
	pthread_mutex_lock(&website->mutex);
	enum outcome outcome = DONE;
	if (!slots_find_all(website->slots, table, ids, count, column->slots)) {
		outcome = known_website_load(website, table, ids, count, arena);
		outcome = outcome == DONE ? CONFLICT : outcome;
	}
	pthread_mutex_unlock(&website->mutex);
	for (uint32_t i = 0; outcome == DONE && i < count; i++)
		if (column->slots[i] >= column->slot_limit)
			column->slot_limit = column->slots[i] + 1;
	column->view.slots = column->slots;
	column->view.slot_count = count;
	return outcome;
}

static enum outcome
column_read(struct known_website *website, struct held_column *column, struct bytes bytes,
	    struct arena *arena)
{
	const struct block_entry *entry = &column->block->entry;
	uint32_t count = (uint32_t)(column_is_of_visits(column->which) ? entry->visit_count
								       : entry->event_count);
	const uint32_t *ids;
	uint32_t id_count;
	if (!view_column_open(bytes, column->which, count, arena, &column->view, &ids, &id_count))
		return FAILED;
	column->bytes = bytes.len + COLUMN_PADDING + id_count * sizeof(*ids) + sizeof(*column);
	return ids == NULL ? DONE : slots_make(website, column, ids, id_count, arena);
}

/* Puts a column that was just loaded into memory; what it was loaded into becomes the cache's. CONFLICT: to be tried again. */
static enum outcome
column_keep(struct known_website *website, struct held_block *block, enum block_column which,
	    struct bytes *bytes, struct arena *arena, struct held_column **held)
{
	struct held_column *column = calloc(1, sizeof(*column));
	if (column == NULL)
		return TOO_LARGE;
	column->block = block;
	column->which = which;
	enum outcome outcome = column_read(website, column, *bytes, arena);
	if (outcome != DONE) {
		held_column_free(column);
		return outcome;
	}
	column->packed = (void *)bytes->bytes;
	*bytes = (struct bytes){ 0 };
	*held = held_column_add(column);
	return DONE;
}

/* Some blocks of a portion, and what they miss. */
struct missing {
	int numbers[AT_ONCE], places[AT_ONCE], count;
	unsigned columns; /* of any of them */
};

/* From a place of the portion on, those that miss any. The answer is where it goes on. */
static int
find_missing(const struct portion *portion, const unsigned missing[PORTION], int place,
	     struct missing *found)
{
	*found = (struct missing){ .count = 0 };
	for (; place < portion->count && found->count < AT_ONCE; place++) {
		if (missing[place] == 0)
			continue;
		found->places[found->count] = place;
		found->numbers[found->count++] = portion->blocks[place]->entry.block_number;
		found->columns |= missing[place];
	}
	return place;
}

/* Reads what they miss, in one statement. */
static enum outcome
load_missing(struct known_website *website, struct portion *portion,
	     const unsigned missing[PORTION], const struct missing *wanted)
{
	struct block loaded[AT_ONCE];
	struct arena *arena = arena_new(CEILING);
	if (arena == NULL)
		return TOO_LARGE;
	enum outcome outcome = blocks_load(website->website_id, wanted->numbers, wanted->count,
					   wanted->columns, loaded);
	if (outcome != DONE) {
		arena_free(arena);
		return outcome == NOT_FOUND ? FAILED : outcome;
	}
	for (int i = 0; i < wanted->count && outcome == DONE; i++) {
		int place = wanted->places[i];
		for (int c = 0; c < COLUMN_COUNT && outcome == DONE; c++)
			if (missing[place] >> c & 1)
				outcome = column_keep(website, portion->blocks[place], c,
						      &loaded[i].columns[c], arena,
						      &portion->held[place][c]);
	}
	blocks_free(loaded, wanted->count);
	arena_free(arena);
	return outcome;
}

/* Reads missing columns of all blocks that miss any. */
static enum outcome
portion_load(struct known_website *website, struct portion *portion,
	     const unsigned missing[PORTION])
{
	enum outcome outcome = DONE;
	for (int place = 0; place < portion->count && outcome == DONE;) {
		struct missing wanted;
		place = find_missing(portion, missing, place, &wanted);
		if (wanted.count > 0)
			outcome = load_missing(website, portion, missing, &wanted);
	}
	return outcome;
}

enum outcome
portion_fill(struct known_website *website, struct portion *portion)
{
	unsigned missing[PORTION];
	enum outcome outcome = DONE;
	for (int tries = 0; tries < TRIES_MAX && portion_hold(portion, missing); tries++) {
		outcome = portion_load(website, portion, missing);
		if (outcome != CONFLICT)
			return outcome;
	}
	return outcome;
}

void
portion_release(struct portion *portion)
{
	portion_let_go(portion);
	report_memory_bound();
}
