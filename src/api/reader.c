/*
 * A reading holds on to the blocks and to what was collected since as they were when it opened; others may find news meanwhile.
 * SPDX-License-Identifier: MIT
 */
#include "reader.h"

#include "column_cache.h"
#include "db.h"
#include "digest_cache.h"
#include "fresh.h"
#include "known_website.h"
#include "part_cache.h"
#include "portion.h"
#include "report_memory.h"
#include "returning.h"
#include "scan_pool.h"
#include "slots.h"
#include "slots_load.h"

#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>

enum {
	TRIES_MAX = 20,
	SHARED_MIN = 8 /* blocks at once that are worth sharing */
};

struct reading {
	struct known_website *website;
	struct held_block **blocks;
	int block_count;
	struct fresh *fresh;
	struct returning *returning;
	struct view view;
};

void
reader_start(size_t bytes_max)
{
	report_memory_limit(bytes_max);
}

void
reader_stop(void)
{
	known_websites_free();
}

size_t
reader_bytes(void)
{
	return column_cache_bytes() + digest_cache_bytes() + part_cache_bytes();
}

/* ---- readings ---- */

static bool
reading_hold(struct reading *reading, struct arena *arena)
{
	struct known_website *website = reading->website;
	reading->blocks =
		arena_array(arena, (size_t)website->block_count + 1, sizeof(*reading->blocks));
	if (reading->blocks == NULL)
		return false;
	for (int i = 0; i < website->block_count; i++)
		reading->blocks[i] = website->blocks[i];
	reading->block_count = website->block_count;
	held_blocks_hold(reading->blocks, reading->block_count);
	reading->fresh = website->fresh;
	reading->fresh->holders++;
	reading->returning = website->returning;
	reading->returning->holders++;
	slots_view(website->slots, &reading->view);
	reading->view.returning = &reading->returning->bits;
	reading->view.visitor_limit = (uint32_t)website->visitors.count + 1;
	return true;
}

static enum outcome
reading_try(int website_id, struct arena *arena, struct reading *reading)
{
	struct known_website *website = reading->website = known_website_take(website_id);
	if (website == NULL)
		return TOO_LARGE;
	pthread_mutex_lock(&website->mutex);
	enum outcome outcome = known_website_refresh(website);
	if (outcome == DONE && !reading_hold(reading, arena))
		outcome = TOO_LARGE;
	pthread_mutex_unlock(&website->mutex);
	return outcome;
}

enum outcome
reading_open(int website_id, struct arena *arena, struct reading **out)
{
	enum outcome outcome = CONFLICT;
	for (int tries = 0; tries < TRIES_MAX && outcome == CONFLICT; tries++) {
		if (tries > 0) {
			db_rollback();
			if (!db_begin(DB_READ))
				return BUSY;
		}
		struct reading *reading = arena_alloc(arena, sizeof(*reading));
		if (reading == NULL)
			return TOO_LARGE;
		outcome = reading_try(website_id, arena, reading);
		if (outcome == DONE)
			*out = reading;
		else
			reading_close(reading);
	}
	return outcome == CONFLICT ? BUSY : outcome;
}

void
reading_close(struct reading *reading)
{
	if (reading == NULL)
		return;
	held_blocks_release(reading->blocks, reading->block_count);
	fresh_release(reading->fresh);
	returning_release(reading->returning);
	known_website_release(reading->website);
	report_memory_rest();
}

const struct view *
reading_view(const struct reading *reading)
{
	return &reading->view;
}

static void
widen(int event_count, long long lowest, long long highest, long long *lowest_id,
      long long *highest_id)
{
	if (event_count > 0 && lowest < *lowest_id)
		*lowest_id = lowest;
	if (event_count > 0 && highest > *highest_id)
		*highest_id = highest;
}

bool
reading_bounds(const struct reading *reading, long long *lowest_id, long long *highest_id)
{
	*lowest_id = LLONG_MAX;
	*highest_id = 0;
	for (int i = 0; i < reading->block_count; i++) {
		const struct block_entry *entry = &reading->blocks[i]->entry;
		widen(entry->event_count, entry->lowest_id, entry->highest_id, lowest_id,
		      highest_id);
	}
	for (int i = 0; i < FRESH_PARTS; i++) {
		const struct view_block *part = &reading->fresh->parts[i];
		widen(part->event_count, part->lowest_id, part->highest_id, lowest_id, highest_id);
	}
	return *highest_id > 0;
}

void
reading_add_texts(struct reading *reading, const uint32_t *text_ids, uint32_t count,
		  struct bits *bits)
{
	pthread_mutex_lock(&reading->website->mutex);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t slot = slots_find_text(reading->website->slots, text_ids[i]);
		if (slot < reading->view.text_count)
			bits_add(bits, slot);
	}
	pthread_mutex_unlock(&reading->website->mutex);
}

enum outcome
reading_find_slots(struct reading *reading, enum view_table table, const uint32_t *ids,
		   uint32_t count, struct arena *arena, uint32_t *slots)
{
	struct known_website *website = reading->website;
	enum outcome outcome = DONE;
	pthread_mutex_lock(&website->mutex);
	for (uint32_t i = 0; i < count; i++) {
		slots[i] = slots_find(website->slots, table, ids[i]);
		if (slots[i] >= reading->view.tables[table].count)
			outcome = CONFLICT;
	}
	if (outcome == CONFLICT) {
		outcome = known_website_load(website, table, ids, count, arena);
		outcome = outcome == DONE ? CONFLICT : outcome;
	}
	pthread_mutex_unlock(&website->mutex);
	return outcome;
}

enum outcome
reading_identified(struct reading *reading)
{
	struct known_website *website = reading->website;
	pthread_mutex_lock(&website->mutex);
	enum outcome outcome = slots_load_identified(website->slots, website->website_id);
	uint32_t last = slots_last_identified(website->slots);
	pthread_mutex_unlock(&website->mutex);
	uint32_t count = reading->view.identified_count;
	bool complete = last == (count == 0 ? 0 : reading->view.identified[count - 1]);
	return outcome == DONE && !complete ? CONFLICT : outcome;
}

bool
reading_find_texts(struct reading *reading, const char *condition, const struct bits *wanted,
		   struct bits *matching, struct bits *unknown)
{
	pthread_mutex_lock(&reading->website->mutex);
	bool any =
		text_sets_find(reading->website->text_sets, condition, wanted, matching, unknown);
	pthread_mutex_unlock(&reading->website->mutex);
	return any;
}

void
reading_note_texts(struct reading *reading, const char *condition, const struct bits *asked,
		   const struct bits *matching)
{
	pthread_mutex_lock(&reading->website->mutex);
	text_sets_note(reading->website->text_sets, condition, asked, matching);
	pthread_mutex_unlock(&reading->website->mutex);
}

/* ---- going over the blocks ---- */

static void
block_view(const struct reading *reading, const struct held_block *block, struct view_block *view)
{
	const struct replacement *replacement =
		replacement_find(reading->fresh, block->entry.block_number);
	*view = (struct view_block){ .number = block->entry.block_number,
				     .version = block->entry.version,
				     .anonymous = block->entry.block_number < 0,
				     .visit_count = block->entry.visit_count,
				     .event_count = block->entry.event_count,
				     .lowest_id = block->entry.lowest_id,
				     .highest_id = block->entry.highest_id,
				     .replaced = replacement == NULL ? NULL : replacement->visits };
}

/* False when a column has combinations that the view has not. */
static bool
columns_view(const struct reading *reading, struct held_column *const held[COLUMN_COUNT],
	     struct view_block *view)
{
	for (enum block_column which = 0; which < COLUMN_COUNT; which++) {
		if (held[which] == NULL)
			continue;
		enum view_table table = column_table(which);
		if (table != TABLE_COUNT &&
		    held[which]->slot_limit > reading->view.tables[table].count)
			return false;
		view->columns[which] = &held[which]->view;
	}
	return true;
}

/* A scan, and the contexts that its blocks are shared by: the scan's own, and forks of it. */
struct sharing {
	struct reading *reading;
	const struct scan *scan;
	void *contexts[SCAN_THREADS_MAX];
	int context_count;
	struct portion portion;
	atomic_int next;    /* block of the portion */
	atomic_int outcome; /* the first one that is not DONE */
};

static enum outcome
sharing_read(const struct sharing *sharing, int i, void *context)
{
	const struct portion *portion = &sharing->portion;
	struct view_block view;
	block_view(sharing->reading, portion->blocks[i], &view);
	if (!columns_view(sharing->reading, portion->held[i], &view))
		return CONFLICT;
	return sharing->scan->block(context, &view) ? DONE : TOO_LARGE;
}

/* Reads blocks until there are no more. Any thread. */
static void
sharing_take_part(void *argument, int number)
{
	struct sharing *sharing = argument;
	int i;
	while (atomic_load(&sharing->outcome) == DONE &&
	       (i = atomic_fetch_add(&sharing->next, 1)) < sharing->portion.count) {
		enum outcome outcome = sharing_read(sharing, i, sharing->contexts[number]);
		int before = DONE;
		if (outcome != DONE)
			atomic_compare_exchange_strong(&sharing->outcome, &before, outcome);
	}
}

/* As many contexts as there are threads to be had, once it is worth it. */
static void
sharing_fork(struct sharing *sharing)
{
	const struct scan *scan = sharing->scan;
	if (scan->fork == NULL || sharing->context_count > 1 || sharing->portion.count < SHARED_MIN)
		return;
	int most = scan_pool_idle() + 1;
	while (sharing->context_count < most && sharing->context_count < SCAN_THREADS_MAX) {
		void *fork = scan->fork(scan->context);
		if (fork == NULL)
			return;
		sharing->contexts[sharing->context_count++] = fork;
	}
}

static enum outcome
sharing_join(struct sharing *sharing, enum outcome outcome)
{
	const struct scan *scan = sharing->scan;
	for (int i = 1; i < sharing->context_count; i++)
		if (!scan->join(scan->context, sharing->contexts[i]) && outcome == DONE)
			outcome = TOO_LARGE;
	return outcome;
}

static enum outcome
portion_scan(struct sharing *sharing)
{
	enum outcome outcome = portion_fill(sharing->reading->website, &sharing->portion);
	if (outcome == DONE) {
		sharing_fork(sharing);
		atomic_store(&sharing->next, 0);
		scan_pool_run(sharing_take_part, sharing, sharing->context_count - 1);
		outcome = (enum outcome)atomic_load(&sharing->outcome);
	}
	portion_release(&sharing->portion);
	return outcome;
}

enum outcome
reading_scan_fresh(struct reading *reading, const struct scan *scan)
{
	for (int i = 0; i < FRESH_PARTS; i++) {
		const struct view_block *part = &reading->fresh->parts[i];
		if (part->visit_count > 0 && scan->wants(scan->context, part) &&
		    !scan->block(scan->context, part))
			return TOO_LARGE;
	}
	return DONE;
}

enum outcome
reading_scan_blocks(struct reading *reading, const uint8_t *chosen, const struct scan *scan)
{
	struct sharing sharing = { .reading = reading,
				   .scan = scan,
				   .contexts = { scan->context },
				   .context_count = 1,
				   .outcome = DONE };
	struct portion *portion = &sharing.portion;
	enum outcome outcome = DONE;
	for (int i = 0; i < reading->block_count && outcome == DONE; i++) {
		struct view_block view;
		if (chosen != NULL && !chosen[i])
			continue;
		block_view(reading, reading->blocks[i], &view);
		if (view.visit_count == 0 || !scan->wants(scan->context, &view))
			continue;
		portion->blocks[portion->count] = reading->blocks[i];
		portion->columns[portion->count++] = scan->columns(scan->context, &view);
		if (portion->count == PORTION)
			outcome = portion_scan(&sharing);
	}
	if (outcome == DONE)
		outcome = portion_scan(&sharing);
	return sharing_join(&sharing, outcome);
}

enum outcome
reading_scan(struct reading *reading, const struct scan *scan)
{
	enum outcome outcome = reading_scan_blocks(reading, NULL, scan);
	return outcome == DONE ? reading_scan_fresh(reading, scan) : outcome;
}

int
reading_block_count(const struct reading *reading)
{
	return reading->block_count;
}

void
reading_block(const struct reading *reading, int place, struct view_block *block)
{
	block_view(reading, reading->blocks[place], block);
}

const void *
reading_slots(const struct reading *reading)
{
	return reading->website->slots;
}

long long
reading_history(const struct reading *reading)
{
	return reading->website->history;
}
