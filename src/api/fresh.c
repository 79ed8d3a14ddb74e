/*
 * Visits that a change is about are taken out of their blocks, the change is applied to them, and columns are made of what that
 * comes to.
 * SPDX-License-Identifier: MIT
 */
#include "fresh.h"

#include "arena.h"
#include "block.h"
#include "changes.h"
#include "extract.h"
#include "fold.h"
#include "portion.h"
#include "slots.h"

#include <limits.h>
#include <string.h>

enum { CEILING = 1 << 30 };

void
fresh_release(struct fresh *fresh)
{
	if (fresh != NULL && --fresh->holders == 0)
		arena_free(fresh->arena);
}

/* ---- what is replaced in blocks ---- */

struct replacement *
replacement_find(const struct fresh *fresh, int block_number)
{
	for (int i = 0; i < fresh->replacement_count; i++)
		if (fresh->replacements[i].block_number == block_number)
			return &fresh->replacements[i];
	return NULL;
}

static struct replacement *
replacement_make(struct fresh *fresh, const struct held_block *block)
{
	struct replacement *found = replacement_find(fresh, block->entry.block_number);
	if (found != NULL)
		return found;
	struct replacement *more =
		arena_array(fresh->arena, (size_t)fresh->replacement_count + 1, sizeof(*more));
	uint64_t *visits = arena_array(fresh->arena, (size_t)block->entry.visit_count / 64 + 1,
				       sizeof(*visits));
	if (more == NULL || visits == NULL)
		return NULL;
	if (fresh->replacement_count > 0)
		memcpy(more, fresh->replacements, (size_t)fresh->replacement_count * sizeof(*more));
	more[fresh->replacement_count] = (struct replacement){ block->entry.block_number, visits };
	fresh->replacements = more;
	return &more[fresh->replacement_count++];
}

static bool
replacements_copy(const struct known_website *website, const struct fresh *before,
		  struct fresh *fresh)
{
	fresh->replacements = arena_array(fresh->arena, (size_t)before->replacement_count + 1,
					  sizeof(*fresh->replacements));
	for (int i = 0; fresh->replacements != NULL && i < before->replacement_count; i++) {
		struct replacement from = before->replacements[i];
		const struct held_block *block = known_block(website, from.block_number);
		size_t words = (size_t)block->entry.visit_count / 64 + 1;
		uint64_t *visits = arena_array(fresh->arena, words, sizeof(*visits));
		if (visits == NULL)
			return false;
		memcpy(visits, from.visits, words * sizeof(*visits));
		fresh->replacements[fresh->replacement_count++] =
			(struct replacement){ from.block_number, visits };
	}
	return fresh->replacements != NULL;
}

/* ---- visits out of blocks ---- */

/* A block that is held, as what takes rows out of it wants it. */
struct opened {
	struct view view;
	struct view_block block;
	struct extraction from;
};

static void
open_held(const struct known_website *website, const struct portion *portion, struct opened *opened)
{
	const struct block_entry *entry = &portion->blocks[0]->entry;
	opened->block = (struct view_block){ .visit_count = entry->visit_count,
					     .event_count = entry->event_count };
	for (enum block_column which = 0; which < COLUMN_COUNT; which++)
		if (portion->held[0][which] != NULL)
			opened->block.columns[which] = &portion->held[0][which]->view;
	slots_view(website->slots, &opened->view);
	opened->from = (struct extraction){ &opened->view, &opened->block };
}

/* Adds the changed visits of a block to `rows`, those that were not taken out of it before. */
static enum outcome
take_visits(const struct opened *opened, struct replacement *replacement,
	    const struct rows *changed, struct arena *work, struct rows *rows)
{
	struct rows taken, now;
	int *wanted = arena_array(work, (size_t)changed->visit_count, sizeof(*wanted));
	if (wanted == NULL)
		return TOO_LARGE;
	for (int i = 0; i < changed->visit_count; i++)
		wanted[i] = changed->visits[i].visit_id;
	if (!extract_visits(&opened->from, wanted, changed->visit_count, replacement->visits, work,
			    &taken) ||
	    !rows_apply(rows, &taken, work, &now))
		return TOO_LARGE;
	*rows = now;
	return DONE;
}

/*
 * Takes out of a block what `changed` is about: visits, which then grow or go, or events without a visitor. Those can be in a
 * block already when it was made of the rows while their change waited.
 */
static enum outcome
take_out(struct known_website *website, struct fresh *fresh, struct held_block *block,
	 const struct rows *changed, struct arena *work, struct rows *rows)
{
	bool anonymous = changed->visits[0].visit_id == 0;
	struct portion portion = { .blocks = { block },
				   .columns = { anonymous ? ANONYMOUS_COLUMNS : COLUMNS_ALL },
				   .count = 1 };
	struct replacement *replacement = replacement_make(fresh, block);
	if (replacement == NULL)
		return TOO_LARGE;
	enum outcome outcome = portion_fill(website, &portion);
	if (outcome == DONE) {
		struct opened opened;
		open_held(website, &portion, &opened);
		if (anonymous)
			extract_anonymous(&opened.from, changed->events, changed->event_count,
					  replacement->visits);
		else
			outcome = take_visits(&opened, replacement, changed, work, rows);
	}
	portion_release(&portion);
	return outcome;
}

/* Takes out of the blocks all that a change is about. */
static enum outcome
take_out_changed(struct known_website *website, struct fresh *fresh, const struct rows *change,
		 struct arena *work, struct rows *rows)
{
	struct rows rest = *change, part;
	while (rest.visit_count > 0) {
		struct held_block *block = known_block(website, rows_take_block(&rest, &part));
		if (block == NULL || block->entry.visit_count == 0)
			continue;
		enum outcome outcome = take_out(website, fresh, block, &part, work, rows);
		if (outcome != DONE)
			return outcome;
	}
	return DONE;
}

/* ---- combinations ---- */

/* The ids of a table that a visit has: how many. */
static uint32_t
visit_ids(const struct visit_row *visit, enum view_table table, uint32_t *ids)
{
	switch (table) {
	case TABLE_PAGES:
		ids[0] = (uint32_t)visit->entry_page_id;
		ids[1] = (uint32_t)visit->exit_page_id;
		return 2;
	case TABLE_SOURCES:
		ids[0] = (uint32_t)visit->source_id;
		return 1;
	case TABLE_CLIENTS:
		ids[0] = (uint32_t)visit->client_id;
		return 1;
	case TABLE_LOCATIONS:
		ids[0] = (uint32_t)visit->location_id;
		return 1;
	default:
		return 0;
	}
}

static uint32_t
event_ids(const struct event_row *event, enum view_table table, uint32_t *ids)
{
	switch (table) {
	case TABLE_PAGES:
		ids[0] = (uint32_t)event->page_id;
		return 1;
	case TABLE_SOURCES:
		ids[0] = (uint32_t)event->source_id;
		return 1;
	case TABLE_ACTIONS:
		ids[0] = (uint32_t)event->action_id;
		return 1;
	default:
		return 0;
	}
}

/* Loads the combinations of rows that have no slot yet. */
static enum outcome
combinations_load(struct known_website *website, const struct rows *rows, struct arena *arena)
{
	size_t most = 2 * (size_t)rows->visit_count + (size_t)rows->event_count + 1;
	uint32_t *ids = arena_array(arena, most, sizeof(*ids));
	if (ids == NULL)
		return TOO_LARGE;
	enum outcome outcome = DONE;
	for (enum view_table table = 0; table < TABLE_COUNT && outcome == DONE; table++) {
		uint32_t count = 0;
		for (int i = 0; i < rows->visit_count; i++)
			count += visit_ids(&rows->visits[i], table, ids + count);
		for (int i = 0; i < rows->event_count; i++)
			count += event_ids(&rows->events[i], table, ids + count);
		outcome = known_website_load(website, table, ids, count, arena);
	}
	return outcome;
}

/* ---- as columns ---- */

/* A column of a part; all of its combinations have slots. */
static enum outcome
column_make_readable(const struct known_website *website, struct fresh *fresh, struct bytes bytes,
		     enum block_column which, uint32_t count, struct view_column *column)
{
	const uint32_t *ids;
	uint32_t id_count;
	if (!view_column_open(bytes, which, count, fresh->arena, column, &ids, &id_count))
		return arena_exhausted(fresh->arena) ? TOO_LARGE : FAILED;
	if (ids == NULL)
		return DONE;
	uint32_t *slots = arena_array(fresh->arena, id_count, sizeof(*slots));
	if (slots == NULL)
		return TOO_LARGE;
	column->slots = slots;
	column->slot_count = id_count;
	return slots_find_all(website->slots, column_table(which), ids, id_count, slots) ? DONE
											 : FAILED;
}

/* Columns of some of the rows, as if they were a block. */
static enum outcome
part_make(const struct known_website *website, struct fresh *fresh, int part,
	  const struct rows *rows)
{
	struct view_block *view = &fresh->parts[part];
	struct block block;
	if (!block_make(rows, fresh->arena, &block))
		return TOO_LARGE;
	*view = (struct view_block){ .number = INT_MAX - FRESH_PARTS + part, /* behind all blocks */
				     .anonymous = part > 0,
				     .visit_count = block.visit_count,
				     .event_count = block.event_count,
				     .lowest_id = block.lowest_id,
				     .highest_id = block.highest_id };
	for (enum block_column which = 0; which < COLUMN_COUNT; which++) {
		struct view_column *column = &fresh->columns[part][which];
		uint32_t count = (uint32_t)(column_is_of_visits(which) ? block.visit_count
								       : block.event_count);
		enum outcome outcome = column_make_readable(website, fresh, block.columns[which],
							    which, count, column);
		if (outcome != DONE)
			return outcome;
		view->columns[which] = column;
	}
	return DONE;
}

/* What was counted without a visitor stands first. */
static enum outcome
parts_make(const struct known_website *website, struct fresh *fresh)
{
	int anonymous = 0;
	while (anonymous < fresh->rows.visit_count && fresh->rows.visits[anonymous].visit_id == 0)
		anonymous++;
	struct rows visits = { fresh->rows.visits + anonymous, fresh->rows.visit_count - anonymous,
			       fresh->rows.events + anonymous,
			       fresh->rows.event_count - anonymous };
	struct rows others = { fresh->rows.visits, anonymous, fresh->rows.events, anonymous };
	enum outcome outcome = part_make(website, fresh, 0, &visits);
	return outcome == DONE ? part_make(website, fresh, 1, &others) : outcome;
}

/* ---- all together ---- */

/* What changes come to, as one. */
static enum outcome
changes_read(const struct stored_change *changes, int count, struct arena *work,
	     struct rows *folded)
{
	struct rows *each = arena_array(work, (size_t)count + 1, sizeof(*each));
	if (each == NULL)
		return TOO_LARGE;
	for (int i = 0; i < count; i++)
		if (!rows_read(changes[i].bytes.bytes, changes[i].bytes.len, work, &each[i]))
			return arena_exhausted(work) ? TOO_LARGE : FAILED;
	return changes_fold(each, count, work, folded) ? DONE : TOO_LARGE;
}

static enum outcome
fresh_fill(struct known_website *website, struct fresh *fresh, const struct fresh *before,
	   const struct stored_change *changes, int count, struct arena *work)
{
	struct rows change, rows = { 0 };
	if (before != NULL) {
		rows = before->rows;
		if (!replacements_copy(website, before, fresh))
			return TOO_LARGE;
	}
	enum outcome outcome = changes_read(changes, count, work, &change);
	if (outcome == DONE)
		outcome = take_out_changed(website, fresh, &change, work, &rows);
	if (outcome == DONE && !rows_apply(&rows, &change, fresh->arena, &fresh->rows))
		outcome = TOO_LARGE;
	if (outcome == DONE)
		outcome = combinations_load(website, &fresh->rows, work);
	return outcome == DONE ? parts_make(website, fresh) : outcome;
}

enum outcome
fresh_make(struct known_website *website, const struct fresh *before,
	   const struct stored_change *changes, int count, struct fresh **made)
{
	struct arena *arena = arena_new(CEILING), *work = arena_new(CEILING);
	struct fresh *fresh = arena == NULL ? NULL : arena_alloc(arena, sizeof(*fresh));
	enum outcome outcome = TOO_LARGE;
	if (fresh != NULL && work != NULL) {
		atomic_init(&fresh->holders, 1);
		fresh->arena = arena;
		outcome = fresh_fill(website, fresh, before, changes, count, work);
	}
	arena_free(work);
	if (outcome == DONE)
		*made = fresh;
	else
		arena_free(arena);
	return outcome;
}
