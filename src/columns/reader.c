/*
 * What is known of each website, and which columns of its blocks are in memory. A report holds on to the blocks and to what
 * was collected since as they were when it opened; others may find news meanwhile.
 *
 * Locks: `website->mutex` for what is known of a website; `cache.mutex` for columns, how many hold on to anything, and the list
 * of websites. The first is taken before the second.
 * SPDX-License-Identifier: MIT
 */
#include "reader.h"

#include "arena.h"
#include "changes.h"
#include "db.h"
#include "fold.h"
#include "rows.h"
#include "slots.h"
#include "slots_load.h"
#include "store.h"

#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum {
	NEWS_CEILING = 256 << 20,
	FRESH_CEILING = 1 << 30,
	TRIES_MAX = 20,
	PORTION = 32, /* blocks whose columns are read together */
	FRESH_PARTS = 2
};

/* A column of a block in memory. */
struct held_column {
	struct held_column *older, *newer; /* by when it was last used */
	struct held_block *block;
	enum block_column which;
	int holders;
	size_t bytes;
	struct view_column view;
	uint32_t slot_limit; /* above all of its slots */
	void *packed;
	uint32_t *slots;
};

/* A block as it was written once. */
struct held_block {
	int holders;
	struct block_entry entry;
	struct held_column *columns[COLUMN_COUNT];
};

/* Visits that have changed since blocks were written, whole, and what takes their place in the blocks. */
struct replacement {
	int block_number;
	uint64_t *visits; /* a bit for each */
};
struct fresh {
	int holders;
	struct arena *arena;
	struct rows rows;
	struct replacement *replacements; /* by block_number */
	int replacement_count;
	struct view_block parts[FRESH_PARTS]; /* visits, and what was counted without a visitor */
	struct view_column columns[FRESH_PARTS][COLUMN_COUNT];
};

/* Who has several visits, as some reading knows it. */
struct returning {
	int holders;
	struct bits bits;
};

struct website {
	struct website *next;
	int website_id;
	int users; /* readings, and threads about to open one */
	bool gone; /* not in the list any more: the last user frees it */
	unsigned long long used;
	pthread_mutex_t mutex;
	/* Under the mutex: */
	bool loaded;
	uint32_t own_text;
	long long version, number;
	struct held_block **blocks; /* by number */
	int block_count;
	struct fresh *fresh;
	struct slots *slots;
	int visits_seen; /* visits up to this one have been looked at for visitors who return */
	struct bits visitors;
	struct returning *returning; /* another one when it changes */
};

static struct {
	pthread_mutex_t mutex;
	size_t bytes, bytes_max;
	struct held_column *oldest, *newest;
	struct website *websites;
	unsigned long long uses;
} cache = { .mutex = PTHREAD_MUTEX_INITIALIZER };

struct reading {
	struct website *website;
	struct held_block **blocks;
	int block_count;
	struct fresh *fresh;
	struct returning *returning;
	struct view view;
};

/* ---- columns in memory: all under cache.mutex ---- */

static void
list_remove(struct held_column *column)
{
	*(column->older == NULL ? &cache.oldest : &column->older->newer) = column->newer;
	*(column->newer == NULL ? &cache.newest : &column->newer->older) = column->older;
	column->older = column->newer = NULL;
}

static void
list_add(struct held_column *column)
{
	column->older = cache.newest;
	*(cache.newest == NULL ? &cache.oldest : &cache.newest->newer) = column;
	cache.newest = column;
}

static void
column_free(struct held_column *column)
{
	free(column->packed);
	free(column->slots);
	free(column);
}

static void
column_drop(struct held_column *column)
{
	list_remove(column);
	cache.bytes -= column->bytes;
	column->block->columns[column->which] = NULL;
	column_free(column);
}

/* Lets go of the columns that were not used for longest, as many as are too many. */
static void
columns_limit(void)
{
	struct held_column *column = cache.oldest;
	while (cache.bytes > cache.bytes_max && column != NULL) {
		struct held_column *next = column->newer;
		if (column->holders == 0)
			column_drop(column);
		column = next;
	}
}

static struct held_column *
column_hold(struct held_column *column)
{
	column->holders++;
	list_remove(column);
	list_add(column);
	return column;
}

static void
block_release(struct held_block *block)
{
	if (--block->holders > 0)
		return;
	for (int i = 0; i < COLUMN_COUNT; i++)
		if (block->columns[i] != NULL)
			column_drop(block->columns[i]);
	free(block);
}

static void
fresh_free(struct fresh *fresh)
{
	if (fresh != NULL)
		arena_free(fresh->arena); /* it lies in its own arena */
}

static void
fresh_release(struct fresh *fresh)
{
	if (fresh != NULL && --fresh->holders == 0)
		fresh_free(fresh);
}

size_t
reader_bytes(void)
{
	pthread_mutex_lock(&cache.mutex);
	size_t bytes = cache.bytes;
	pthread_mutex_unlock(&cache.mutex);
	return bytes;
}

static void
returning_release(struct returning *returning)
{
	if (returning == NULL || --returning->holders > 0)
		return;
	free(returning->bits.words);
	free(returning);
}

/* ---- websites: under cache.mutex, with no users ---- */

static void
website_free(struct website *website)
{
	for (int i = 0; i < website->block_count; i++)
		block_release(website->blocks[i]);
	free(website->blocks);
	fresh_release(website->fresh);
	returning_release(website->returning);
	slots_free(website->slots);
	free(website->visitors.words);
	pthread_mutex_destroy(&website->mutex);
	free(website);
}

static void
website_unlink(struct website *website)
{
	struct website **at = &cache.websites;
	while (*at != website)
		at = &(*at)->next;
	*at = website->next;
	website->gone = true;
}

static struct website *
website_take(int website_id)
{
	struct website *website = cache.websites;
	while (website != NULL && website->website_id != website_id)
		website = website->next;
	if (website == NULL) {
		website = calloc(1, sizeof(*website));
		if (website == NULL)
			return NULL;
		website->website_id = website_id;
		pthread_mutexattr_t attributes;
		pthread_mutexattr_init(&attributes);
		pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
		pthread_mutex_init(&website->mutex, &attributes);
		pthread_mutexattr_destroy(&attributes);
		website->next = cache.websites;
		cache.websites = website;
	}
	website->users++;
	website->used = ++cache.uses;
	return website;
}

static void
website_release(struct website *website)
{
	if (--website->users == 0 && website->gone)
		website_free(website);
}

/* What is known of websites takes memory too: whatever nobody has asked for longest goes. */
enum { WEBSITES_KEPT = 64 };

static void
websites_limit(void)
{
	for (;;) {
		struct website *oldest = NULL;
		int count = 0;
		for (struct website *w = cache.websites; w != NULL; w = w->next, count++)
			if (w->users == 0 && (oldest == NULL || w->used < oldest->used))
				oldest = w;
		if (count <= WEBSITES_KEPT || oldest == NULL)
			return;
		website_unlink(oldest);
		website_free(oldest);
	}
}

/* ---- columns from the database ---- */

/* The combinations that are not known yet are noted in `unknown`, and the answer is CONFLICT. */
static enum outcome
slots_of_values(const struct slots *slots, enum view_table table, const uint32_t *values,
		uint32_t count, uint32_t *found)
{
	enum outcome outcome = DONE;
	for (uint32_t i = 0; i < count; i++) {
		found[i] = slots_find(slots, table, values[i]);
		if (found[i] == SLOT_NONE)
			outcome = CONFLICT;
	}
	return outcome;
}

/*
 * Makes a column readable: its packed bytes stay where they are. One of ids gets slots in place of its values, malloc'ed.
 * CONFLICT: with an id that has no slot; `values` (in the arena) and their count tell which there are.
 */
static enum outcome
column_read(const struct slots *slots, struct bytes bytes, enum block_column which, uint32_t count,
	    struct arena *arena, struct view_column *view, uint32_t **made, const uint32_t **values,
	    uint32_t *value_count)
{
	struct column *column = &view->column;
	*made = NULL;
	if (!column_open(bytes, count, arena, column))
		return FAILED;
	enum view_table table = column_table(which);
	if (table == TABLE_COUNT) {
		view->slots = NULL;
		view->slot_count = 0;
		return DONE;
	}
	const uint32_t *ids = column->values;
	uint32_t id_count = column->value_count;
	if (ids == NULL) { /* all the same */
		uint32_t *only = arena_alloc(arena, sizeof(*only));
		if (only == NULL || column->width != 0)
			return FAILED;
		*only = column->base;
		ids = only;
		id_count = 1;
	}
	*values = ids;
	*value_count = id_count;
	*made = malloc(id_count * sizeof(**made));
	if (*made == NULL)
		return TOO_LARGE;
	column->values = NULL;
	column->value_count = 0;
	column->base = 0;
	view->slots = *made;
	view->slot_count = id_count;
	return slots_of_values(slots, table, ids, id_count, *made);
}

/* Loads those of `ids` that have no slot. */
static enum outcome
load_unknown(struct website *website, enum view_table table, const uint32_t *ids, uint32_t count,
	     struct arena *arena)
{
	uint32_t *unknown = arena_array(arena, count, sizeof(*unknown)), unknown_count = 0;
	if (unknown == NULL)
		return TOO_LARGE;
	for (uint32_t i = 0; i < count; i++)
		if (slots_find(website->slots, table, ids[i]) == SLOT_NONE)
			unknown[unknown_count++] = ids[i];
	return unknown_count == 0
		       ? DONE
		       : slots_load(website->slots, website->website_id, table, unknown,
				    unknown_count, arena);
}

/*
 * Puts a column that was just loaded into memory; what it was loaded into becomes the cache's. With names that have no slot it
 * loads those, so that the next try finds them, and says CONFLICT.
 */
static enum outcome
column_keep(struct website *website, struct held_block *block, enum block_column which,
	    struct bytes *bytes, struct arena *arena, struct held_column **held)
{
	uint32_t count = (uint32_t)(column_is_of_visits(which) ? block->entry.visit_count
							       : block->entry.event_count);
	const uint32_t *ids = NULL;
	uint32_t id_count = 0;
	struct held_column *column = calloc(1, sizeof(*column));
	if (column == NULL)
		return TOO_LARGE;
	pthread_mutex_lock(&website->mutex);
	enum outcome outcome = column_read(website->slots, *bytes, which, count, arena,
					   &column->view, &column->slots, &ids, &id_count);
	if (outcome == CONFLICT) {
		outcome = load_unknown(website, column_table(which), ids, id_count, arena);
		outcome = outcome == DONE ? CONFLICT : outcome;
	}
	pthread_mutex_unlock(&website->mutex);
	for (uint32_t i = 0; outcome == DONE && i < column->view.slot_count; i++)
		if (column->slots[i] >= column->slot_limit)
			column->slot_limit = column->slots[i] + 1;
	if (outcome != DONE) {
		column_free(column);
		return outcome;
	}
	column->packed = (void *)bytes->bytes;
	column->bytes = bytes->len + COLUMN_PADDING + id_count * sizeof(uint32_t) + sizeof(*column);
	column->block = block;
	column->which = which;
	*bytes = (struct bytes){ 0 };
	pthread_mutex_lock(&cache.mutex);
	if (block->columns[which] == NULL) {
		block->columns[which] = column;
		list_add(column);
		cache.bytes += column->bytes;
	} else { /* somebody was faster */
		column_free(column);
	}
	*held = column_hold(block->columns[which]);
	pthread_mutex_unlock(&cache.mutex);
	return DONE;
}

/* Blocks of a portion, and the columns of them that are held meanwhile. */
struct portion {
	struct held_block *blocks[PORTION];
	unsigned columns[PORTION];
	struct held_column *held[PORTION][COLUMN_COUNT];
	int count;
};

static void
portion_release(struct portion *portion)
{
	pthread_mutex_lock(&cache.mutex);
	for (int i = 0; i < portion->count; i++)
		for (int c = 0; c < COLUMN_COUNT; c++)
			if (portion->held[i][c] != NULL)
				portion->held[i][c]->holders--;
	columns_limit();
	pthread_mutex_unlock(&cache.mutex);
	portion->count = 0;
	memset(portion->held, 0, sizeof(portion->held));
}

/* Holds what is in memory, and tells for each block what is not: the answer is whether anything is missing. */
static bool
portion_hold(struct portion *portion, unsigned missing[PORTION])
{
	bool any = false;
	pthread_mutex_lock(&cache.mutex);
	for (int i = 0; i < portion->count; i++) {
		missing[i] = 0;
		for (int c = 0; c < COLUMN_COUNT; c++) {
			if (!(portion->columns[i] >> c & 1) || portion->held[i][c] != NULL)
				continue;
			struct held_column *column = portion->blocks[i]->columns[c];
			if (column != NULL)
				portion->held[i][c] = column_hold(column);
			else
				missing[i] |= 1u << c;
		}
		any = any || missing[i] != 0;
	}
	pthread_mutex_unlock(&cache.mutex);
	return any;
}

/* Reads missing columns of all blocks that miss any, in one statement. */
static enum outcome
portion_load(struct website *website, struct portion *portion, const unsigned missing[PORTION])
{
	int numbers[PORTION], places[PORTION], count = 0;
	unsigned columns = 0;
	struct block loaded[PORTION];
	for (int i = 0; i < portion->count; i++) {
		if (missing[i] == 0)
			continue;
		places[count] = i;
		numbers[count++] = portion->blocks[i]->entry.block_number;
		columns |= missing[i];
	}
	struct arena *arena = arena_new(NEWS_CEILING);
	if (arena == NULL)
		return TOO_LARGE;
	enum outcome outcome =
		blocks_load(website->website_id, numbers, count, columns, loaded);
	if (outcome != DONE) {
		arena_free(arena);
		return outcome == NOT_FOUND ? FAILED : outcome;
	}
	for (int i = 0; i < count && outcome == DONE; i++)
		for (int c = 0; c < COLUMN_COUNT && outcome == DONE; c++)
			if (missing[places[i]] >> c & 1)
				outcome = column_keep(website, portion->blocks[places[i]], c,
						      &loaded[i].columns[c], arena,
						      &portion->held[places[i]][c]);
	blocks_free(loaded, count);
	arena_free(arena);
	return outcome;
}

/*
 * Brings what the portion asks for into memory, where it stays until portion_release(), which is due whatever the outcome.
 * Names that come to light are loaded on the way.
 */
static enum outcome
portion_fill(struct website *website, struct portion *portion)
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

/* ---- blocks ---- */

static struct held_block *
block_find(const struct website *website, int block_number)
{
	int low = 0, high = website->block_count;
	while (low < high) {
		int middle = (low + high) / 2;
		if (website->blocks[middle]->entry.block_number < block_number)
			low = middle + 1;
		else
			high = middle;
	}
	return low < website->block_count &&
			       website->blocks[low]->entry.block_number == block_number
		       ? website->blocks[low]
		       : NULL;
}

/* Blocks that were written again take the place of what was known of them. */
static bool
blocks_update(struct website *website, const struct store_news *news)
{
	int most = website->block_count + news->block_count, count = 0, old = 0;
	struct held_block **blocks = malloc((size_t)(most + 1) * sizeof(*blocks));
	if (blocks == NULL)
		return false;
	pthread_mutex_lock(&cache.mutex);
	for (int i = 0; i < news->block_count; i++) {
		const struct block_entry *entry = &news->blocks[i];
		while (old < website->block_count &&
		       website->blocks[old]->entry.block_number < entry->block_number)
			blocks[count++] = website->blocks[old++];
		if (old < website->block_count &&
		    website->blocks[old]->entry.block_number == entry->block_number)
			block_release(website->blocks[old++]);
		struct held_block *block = calloc(1, sizeof(*block));
		if (block == NULL)
			break;
		block->holders = 1;
		block->entry = *entry;
		blocks[count++] = block;
		most--;
	}
	bool fits = most == website->block_count;
	while (old < website->block_count)
		blocks[count++] = website->blocks[old++];
	free(website->blocks);
	website->blocks = blocks;
	website->block_count = count;
	pthread_mutex_unlock(&cache.mutex);
	return fits;
}

/* ---- visits that changed since blocks were written ---- */

/* Ids of a block's visits and events, from columns that are held. */
struct extraction {
	const struct view *view; /* for the slots' ids */
	struct held_column *const *columns;
};

static uint32_t
extracted(const struct extraction *from, enum block_column which, uint32_t row)
{
	const struct view_column *column = &from->columns[which]->view;
	enum view_table table = column_table(which);
	if (table == TABLE_COUNT)
		return column_value(&column->column, row);
	return from->view->tables[table].ids[column->slots[column_packed(&column->column, row)]];
}

static struct visit_row
extract_visit(const struct extraction *from, uint32_t row)
{
	return (struct visit_row){
		.visit_id = (int)extracted(from, COLUMN_VISIT, row),
		.visitor_id = (int)extracted(from, COLUMN_VISITOR, row),
		.source_id = (int)extracted(from, COLUMN_SOURCE, row),
		.client_id = (int)extracted(from, COLUMN_CLIENT, row),
		.location_id = (int)extracted(from, COLUMN_LOCATION, row),
		.entry_page_id = (int)extracted(from, COLUMN_ENTRY, row),
		.exit_page_id = (int)extracted(from, COLUMN_EXIT, row),
		.seconds = (int)extracted(from, COLUMN_SECONDS, row),
		.pageviews = (int)extracted(from, COLUMN_PAGEVIEWS, row),
		.bounce = extracted(from, COLUMN_BOUNCE, row) != 0,
		.change = CHANGE_REPLACES,
		.event_count = (int)extracted(from, COLUMN_EVENTS, row),
	};
}

static struct event_row
extract_event(const struct extraction *from, uint32_t row)
{
	long long ms = extracted(from, COLUMN_MINUTE, row) * 60000LL +
		       extracted(from, COLUMN_MOMENT, row);
	return (struct event_row){
		.event_id = ms << EVENT_NUMBER_BITS | extracted(from, COLUMN_NUMBER, row),
		.page_id = (int)extracted(from, COLUMN_PAGE, row),
		.source_id = (int)extracted(from, COLUMN_OWN_SOURCE, row),
		.action_id = (int)extracted(from, COLUMN_ACTION, row),
	};
}

/* The place of a visit in its block; -1: it is not there. */
static int
place_of_visit(const struct column *visits, int visit_id)
{
	uint32_t low = 0, high = visits->count;
	while (low < high) {
		uint32_t middle = (low + high) / 2;
		if ((int)column_value(visits, middle) < visit_id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < visits->count && (int)column_value(visits, low) == visit_id ? (int)low : -1;
}

/* Adds a visit with its events to rows that have room. */
static void
extract(const struct extraction *from, const uint32_t *first_events, uint32_t place,
	struct rows *rows)
{
	struct visit_row visit = extract_visit(from, place);
	for (int i = 0; i < visit.event_count; i++)
		rows->events[rows->event_count++] =
			extract_event(from, first_events[place] + (uint32_t)i);
	rows->visits[rows->visit_count++] = visit;
}

static struct replacement *
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
	struct replacement *more = arena_array(
		fresh->arena, (size_t)fresh->replacement_count + 1, sizeof(*more));
	uint64_t *visits = arena_array(fresh->arena, (size_t)block->entry.visit_count / 64 + 1,
				       sizeof(*visits));
	if (more == NULL || visits == NULL)
		return NULL;
	if (fresh->replacement_count > 0)
		memcpy(more, fresh->replacements,
		       (size_t)fresh->replacement_count * sizeof(*more));
	more[fresh->replacement_count] =
		(struct replacement){ block->entry.block_number, visits };
	fresh->replacements = more;
	return &more[fresh->replacement_count++];
}

/* Where the wanted visits of a block are that no later change has taken out yet; -1: nowhere. Returns how many events they have. */
static int
places_find(const struct extraction *from, const struct replacement *replacement, const int *wanted,
	    int count, int *places)
{
	int events = 0;
	for (int i = 0; i < count; i++) {
		int place = place_of_visit(&from->columns[COLUMN_VISIT]->view.column, wanted[i]);
		if (place >= 0 && (replacement->visits[place >> 6] >> (place & 63) & 1))
			place = -1;
		if (place >= 0)
			events += (int)extracted(from, COLUMN_EVENTS, (uint32_t)place);
		places[i] = place;
	}
	return events;
}

/* Copies visits at these places into `taken`, and notes that they are replaced. */
static bool
places_copy(const struct extraction *from, struct replacement *replacement, const int *places,
	    int count, struct arena *arena, struct rows *taken)
{
	uint32_t visit_count = from->columns[COLUMN_VISIT]->view.column.count, events = 0;
	uint32_t *first_events = arena_array(arena, visit_count + 1, sizeof(*first_events));
	if (first_events == NULL || taken->visits == NULL || taken->events == NULL)
		return false;
	for (uint32_t i = 0; i < visit_count; i++) {
		first_events[i] = events;
		events += extracted(from, COLUMN_EVENTS, i);
	}
	for (int i = 0; i < count; i++) {
		if (places[i] < 0)
			continue;
		extract(from, first_events, (uint32_t)places[i], taken);
		replacement->visits[places[i] >> 6] |= 1ULL << (places[i] & 63);
	}
	return true;
}

/* Adds visits of a block to `rows`, those that were not taken out of it before: `wanted` are their ids, in order. */
static enum outcome
take_out(struct website *website, struct fresh *fresh, struct held_block *block, const int *wanted,
	 int count, struct arena *work, struct rows *rows)
{
	struct portion portion = { .blocks = { block }, .columns = { COLUMNS_ALL }, .count = 1 };
	struct replacement *replacement = replacement_make(fresh, block);
	int *places = arena_array(work, (size_t)count, sizeof(*places));
	if (replacement == NULL || places == NULL)
		return TOO_LARGE;
	enum outcome outcome = portion_fill(website, &portion);
	if (outcome == DONE) {
		struct view view;
		struct rows taken = { 0 }, now;
		struct extraction from = { &view, portion.held[0] };
		slots_view(website->slots, &view);
		int events = places_find(&from, replacement, wanted, count, places);
		taken.visits = arena_array(work, (size_t)count, sizeof(*taken.visits));
		taken.events = arena_array(work, (size_t)events + 1, sizeof(*taken.events));
		if (!places_copy(&from, replacement, places, count, work, &taken) ||
		    !rows_apply(rows, &taken, work, &now))
			outcome = TOO_LARGE;
		else
			*rows = now;
	}
	portion_release(&portion);
	return outcome;
}

/* Takes out of the blocks all visits that a change is about. */
static enum outcome
take_out_changed(struct website *website, struct fresh *fresh, const struct rows *change,
		 struct arena *work, struct rows *rows)
{
	struct rows rest = *change, part;
	int *wanted = arena_array(work, (size_t)change->visit_count + 1, sizeof(*wanted));
	if (wanted == NULL)
		return TOO_LARGE;
	while (rest.visit_count > 0) {
		struct held_block *block = block_find(website, rows_take_block(&rest, &part));
		if (block == NULL || block->entry.visit_count == 0 || part.visits[0].visit_id == 0)
			continue;
		for (int i = 0; i < part.visit_count; i++)
			wanted[i] = part.visits[i].visit_id;
		enum outcome outcome =
			take_out(website, fresh, block, wanted, part.visit_count, work, rows);
		if (outcome != DONE)
			return outcome;
	}
	return DONE;
}

/* Loads the names of rows that have none yet. */
static enum outcome
load_names(struct website *website, const struct rows *rows, struct arena *arena)
{
	size_t most = 2 * (size_t)rows->visit_count + 2 * (size_t)rows->event_count + 1;
	uint32_t *ids = arena_array(arena, most, sizeof(*ids));
	if (ids == NULL)
		return TOO_LARGE;
	enum outcome outcome = DONE;
	for (enum view_table table = 0; table < TABLE_COUNT && outcome == DONE; table++) {
		uint32_t count = 0;
		for (int i = 0; i < rows->visit_count; i++) {
			const struct visit_row *visit = &rows->visits[i];
			if (table == TABLE_PAGES) {
				ids[count++] = (uint32_t)visit->entry_page_id;
				ids[count++] = (uint32_t)visit->exit_page_id;
			} else if (table != TABLE_ACTIONS) {
				ids[count++] = (uint32_t)(table == TABLE_SOURCES  ? visit->source_id
							  : table == TABLE_CLIENTS ? visit->client_id
										   : visit->location_id);
			}
		}
		for (int i = 0; i < rows->event_count; i++) {
			const struct event_row *event = &rows->events[i];
			if (table == TABLE_PAGES)
				ids[count++] = (uint32_t)event->page_id;
			else if (table == TABLE_SOURCES)
				ids[count++] = (uint32_t)event->source_id;
			else if (table == TABLE_ACTIONS)
				ids[count++] = (uint32_t)event->action_id;
		}
		outcome = load_unknown(website, table, ids, count, arena);
	}
	return outcome;
}

/* Columns of some of the rows, as if they were a block. */
static enum outcome
part_make(const struct website *website, struct fresh *fresh, int part, const struct rows *rows)
{
	struct view_block *view = &fresh->parts[part];
	struct block block;
	if (!block_make(rows, fresh->arena, &block))
		return TOO_LARGE;
	*view = (struct view_block){ .anonymous = part > 0,
				     .visit_count = block.visit_count,
				     .event_count = block.event_count,
				     .lowest_id = block.lowest_id,
				     .highest_id = block.highest_id };
	for (enum block_column which = 0; which < COLUMN_COUNT; which++) {
		struct view_column *column = &fresh->columns[part][which];
		uint32_t count = (uint32_t)(column_is_of_visits(which) ? block.visit_count
								       : block.event_count);
		const uint32_t *ids;
		uint32_t *made, id_count;
		enum outcome outcome = column_read(website->slots, block.columns[which], which,
						   count, fresh->arena, column, &made, &ids,
						   &id_count);
		if (made != NULL) { /* into the arena, with the rest */
			column->slots = (const uint32_t *)arena_copy_bytes(fresh->arena, made, id_count * sizeof(*made));
			free(made);
		}
		if (outcome != DONE)
			return outcome;
		view->columns[which] = column;
	}
	return DONE;
}

/* What was counted without a visitor stands first. */
static enum outcome
parts_make(const struct website *website, struct fresh *fresh)
{
	int anonymous = 0;
	while (anonymous < fresh->rows.visit_count && fresh->rows.visits[anonymous].visit_id == 0)
		anonymous++;
	struct rows visits = { fresh->rows.visits + anonymous, fresh->rows.visit_count - anonymous,
			       fresh->rows.events + anonymous, fresh->rows.event_count - anonymous };
	struct rows others = { fresh->rows.visits, anonymous, fresh->rows.events, anonymous };
	enum outcome outcome = part_make(website, fresh, 0, &visits);
	return outcome == DONE ? part_make(website, fresh, 1, &others) : outcome;
}

static bool
replacements_copy(const struct website *website, const struct fresh *before, struct fresh *fresh)
{
	fresh->replacements = arena_array(fresh->arena, (size_t)before->replacement_count + 1,
					  sizeof(*fresh->replacements));
	for (int i = 0; fresh->replacements != NULL && i < before->replacement_count; i++) {
		struct replacement from = before->replacements[i];
		const struct held_block *block = block_find(website, from.block_number);
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

/* What changes come to, as one. */
static enum outcome
changes_read(const struct stored_change *changes, int count, struct arena *work, struct rows *folded)
{
	struct rows *each = arena_array(work, (size_t)count + 1, sizeof(*each));
	if (each == NULL)
		return TOO_LARGE;
	for (int i = 0; i < count; i++)
		if (!rows_read(changes[i].bytes.bytes, changes[i].bytes.len, work, &each[i]))
			return arena_exhausted(work) ? TOO_LARGE : FAILED;
	return changes_fold(each, count, work, folded) ? DONE : TOO_LARGE;
}

/* Adds changes to what was known; `before` is that, or NULL. */
static enum outcome
fresh_fill(struct website *website, struct fresh *fresh, const struct fresh *before,
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
		outcome = load_names(website, &fresh->rows, work);
	return outcome == DONE ? parts_make(website, fresh) : outcome;
}

static enum outcome
fresh_make(struct website *website, const struct fresh *before, const struct stored_change *changes,
	   int count, struct fresh **made)
{
	struct arena *arena = arena_new(FRESH_CEILING), *work = arena_new(FRESH_CEILING);
	struct fresh *fresh = arena == NULL ? NULL : arena_alloc(arena, sizeof(*fresh));
	enum outcome outcome = TOO_LARGE;
	if (fresh != NULL && work != NULL) {
		fresh->holders = 1;
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

/* ---- visitors who return ---- */

static bool
bits_reserve(struct bits *bits, uint32_t number)
{
	if (number < bits->count)
		return true;
	size_t count = bits->count == 0 ? 1024 : bits->count;
	while (count <= number)
		count *= 2;
	uint64_t *words = realloc(bits->words, count / 8);
	if (words == NULL)
		return false;
	memset(words + bits->count / 64, 0, (count - bits->count) / 8);
	*bits = (struct bits){ words, count };
	return true;
}

/* Notes a visit that was not looked at before. */
static bool
visitor_see(struct website *website, struct bits *returning, uint32_t visitor)
{
	if (!bits_reserve(&website->visitors, visitor) || !bits_reserve(returning, visitor))
		return false;
	if (bits_have(&website->visitors, visitor))
		bits_add(returning, visitor);
	else
		bits_add(&website->visitors, visitor);
	return true;
}

/* Looks at the visits of some blocks that were not looked at before. */
static enum outcome
visitors_of_blocks(struct website *website, struct bits *returning, int first, int count,
		   int *highest)
{
	struct portion portion = { .count = count };
	for (int i = 0; i < count; i++) {
		portion.blocks[i] = website->blocks[first + i];
		portion.columns[i] = 1 << COLUMN_VISIT | 1 << COLUMN_VISITOR;
	}
	enum outcome outcome = portion_fill(website, &portion);
	for (int i = 0; outcome == DONE && i < count; i++) {
		const struct column *visits = &portion.held[i][COLUMN_VISIT]->view.column;
		const struct column *visitors = &portion.held[i][COLUMN_VISITOR]->view.column;
		for (uint32_t v = 0; outcome == DONE && v < visits->count; v++) {
			int visit_id = (int)column_value(visits, v);
			if (visit_id <= website->visits_seen)
				continue;
			*highest = visit_id > *highest ? visit_id : *highest;
			if (!visitor_see(website, returning, column_value(visitors, v)))
				outcome = TOO_LARGE;
		}
	}
	portion_release(&portion);
	return outcome;
}

static enum outcome
visitors_update(struct website *website)
{
	struct returning *returning = calloc(1, sizeof(*returning));
	const struct bits *before =
		website->returning == NULL ? NULL : &website->returning->bits;
	if (returning == NULL)
		return TOO_LARGE;
	returning->holders = 1;
	enum outcome outcome = DONE;
	if (before != NULL && before->count > 0) {
		if (bits_reserve(&returning->bits, (uint32_t)before->count - 1))
			memcpy(returning->bits.words, before->words, before->count / 8);
		else
			outcome = TOO_LARGE;
	}
	int highest = website->visits_seen, first = website->block_count;
	while (first > 0 &&
	       website->blocks[first - 1]->entry.block_number >= block_of_visit(highest))
		first--;
	for (; outcome == DONE && first < website->block_count; first += PORTION) {
		int left = website->block_count - first;
		outcome = visitors_of_blocks(website, &returning->bits, first,
					     left < PORTION ? left : PORTION, &highest);
	}
	website->visits_seen = highest;
	const struct rows *rows = website->fresh == NULL ? &(struct rows){ 0 } : &website->fresh->rows;
	for (int i = 0; outcome == DONE && i < rows->visit_count; i++) {
		const struct visit_row *visit = &rows->visits[i];
		if (visit->visit_id <= website->visits_seen)
			continue;
		highest = visit->visit_id;
		if (!visitor_see(website, &returning->bits, (uint32_t)visit->visitor_id))
			outcome = TOO_LARGE;
	}
	website->visits_seen = highest;
	pthread_mutex_lock(&cache.mutex);
	returning_release(website->returning);
	pthread_mutex_unlock(&cache.mutex);
	website->returning = returning;
	return outcome;
}

/* ---- news ---- */

static bool
is_older(const struct website *website, const struct store_news *news)
{
	return news->version < website->version || news->last_number < website->number;
}

/* All changes that are not in the blocks, after the blocks were written anew. */
static enum outcome
fresh_from_scratch(struct website *website, const struct store_news *news, struct arena *arena)
{
	struct store_news rest;
	enum outcome outcome = store_read(website->website_id, news->version, news->folded_number,
					  arena, &rest);
	struct fresh *fresh;
	if (outcome == DONE)
		outcome = fresh_make(website, NULL, rest.changes, rest.change_count, &fresh);
	if (outcome != DONE)
		return outcome;
	pthread_mutex_lock(&cache.mutex);
	fresh_release(website->fresh);
	pthread_mutex_unlock(&cache.mutex);
	website->fresh = fresh;
	return DONE;
}

static enum outcome
fresh_update(struct website *website, const struct store_news *news)
{
	struct fresh *fresh;
	enum outcome outcome = fresh_make(website, website->fresh, news->changes,
					  news->change_count, &fresh);
	if (outcome != DONE)
		return outcome;
	pthread_mutex_lock(&cache.mutex);
	fresh_release(website->fresh);
	pthread_mutex_unlock(&cache.mutex);
	website->fresh = fresh;
	return DONE;
}

static enum outcome
website_load(struct website *website, uint32_t own_text)
{
	website->slots = slots_new();
	website->own_text = own_text;
	website->loaded = true;
	return website->slots == NULL ? TOO_LARGE
				      : slots_load_all(website->slots, website->website_id);
}

/* Takes up what is new. CONFLICT: the snapshot is older than what is known. */
static enum outcome
website_update(struct website *website, const struct store_news *news, struct arena *arena)
{
	bool written = news->version != website->version || website->fresh == NULL;
	bool changed = news->change_count > 0;
	if (!written && !changed) {
		website->number = news->last_number;
		return DONE;
	}
	enum outcome outcome = DONE;
	if (!blocks_update(website, news))
		outcome = TOO_LARGE;
	if (outcome == DONE)
		outcome = written ? fresh_from_scratch(website, news, arena)
				  : fresh_update(website, news);
	if (outcome == DONE)
		outcome = visitors_update(website);
	website->version = news->version;
	website->number = news->last_number;
	return outcome;
}

/* Under the website's mutex, in the caller's snapshot. */
static enum outcome
website_refresh(struct website *website)
{
	struct arena *arena = arena_new(NEWS_CEILING);
	struct store_news news;
	uint32_t own_text = 0;
	if (arena == NULL)
		return TOO_LARGE;
	enum outcome outcome = store_read(website->website_id, website->version, website->number,
					  arena, &news);
	if (outcome == DONE)
		outcome = slots_own_text(website->website_id, &own_text);
	if (outcome == DONE && (is_older(website, &news) ||
				(website->loaded && website->own_text != own_text)))
		outcome = CONFLICT;
	if (outcome == DONE && !website->loaded)
		outcome = website_load(website, own_text);
	if (outcome == DONE)
		outcome = website_update(website, &news, arena);
	arena_free(arena);
	if (outcome == CONFLICT && website->own_text == own_text)
		return CONFLICT; /* an older snapshot */
	if (outcome != DONE && !website->gone) { /* what is known may be half of it, or of another domain */
		pthread_mutex_lock(&cache.mutex);
		website_unlink(website);
		pthread_mutex_unlock(&cache.mutex);
	}
	return outcome;
}

/* ---- readings ---- */

static bool
reading_hold(struct reading *reading)
{
	struct website *website = reading->website;
	reading->blocks = malloc(((size_t)website->block_count + 1) * sizeof(*reading->blocks));
	if (reading->blocks == NULL)
		return false;
	pthread_mutex_lock(&cache.mutex);
	for (int i = 0; i < website->block_count; i++) {
		reading->blocks[i] = website->blocks[i];
		reading->blocks[i]->holders++;
	}
	reading->block_count = website->block_count;
	reading->fresh = website->fresh;
	reading->fresh->holders++;
	reading->returning = website->returning;
	reading->returning->holders++;
	pthread_mutex_unlock(&cache.mutex);
	slots_view(website->slots, &reading->view);
	reading->view.returning = &reading->returning->bits;
	reading->view.visitor_limit = (uint32_t)website->visitors.count + 1;
	return true;
}

static enum outcome
reading_try(int website_id, struct reading *reading)
{
	pthread_mutex_lock(&cache.mutex);
	struct website *website = reading->website = website_take(website_id);
	pthread_mutex_unlock(&cache.mutex);
	if (website == NULL)
		return TOO_LARGE;
	pthread_mutex_lock(&website->mutex);
	enum outcome outcome = website->gone ? CONFLICT : website_refresh(website);
	if (outcome == DONE && !reading_hold(reading))
		outcome = TOO_LARGE;
	pthread_mutex_unlock(&website->mutex);
	return outcome;
}

enum outcome
reading_open(int website_id, struct reading **out)
{
	enum outcome outcome = CONFLICT;
	for (int tries = 0; tries < TRIES_MAX && outcome == CONFLICT; tries++) {
		if (tries > 0) {
			db_rollback();
			if (!db_begin(DB_READ))
				return BUSY;
		}
		struct reading *reading = calloc(1, sizeof(*reading));
		if (reading == NULL)
			return TOO_LARGE;
		outcome = reading_try(website_id, reading);
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
	pthread_mutex_lock(&cache.mutex);
	for (int i = 0; i < reading->block_count; i++)
		block_release(reading->blocks[i]);
	fresh_release(reading->fresh);
	returning_release(reading->returning);
	if (reading->website != NULL)
		website_release(reading->website);
	websites_limit();
	pthread_mutex_unlock(&cache.mutex);
	free(reading->blocks);
	free(reading);
}

const struct view *
reading_view(const struct reading *reading)
{
	return &reading->view;
}

static void
widen(int event_count, long long lowest, long long highest, long long *lowest_id, long long *highest_id)
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
		widen(entry->event_count, entry->lowest_id, entry->highest_id, lowest_id, highest_id);
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

/* ---- going over the blocks ---- */

static void
block_view(const struct reading *reading, const struct held_block *block, struct view_block *view)
{
	const struct replacement *replacement =
		replacement_find(reading->fresh, block->entry.block_number);
	*view = (struct view_block){ .anonymous = block->entry.block_number < 0,
				     .visit_count = block->entry.visit_count,
				     .event_count = block->entry.event_count,
				     .lowest_id = block->entry.lowest_id,
				     .highest_id = block->entry.highest_id,
				     .replaced = replacement == NULL ? NULL : replacement->visits };
}

/* False when a column has names that the view has not. */
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

static enum outcome
portion_scan(const struct reading *reading, const struct scan *scan, struct portion *portion)
{
	enum outcome outcome = portion_fill(reading->website, portion);
	for (int i = 0; outcome == DONE && i < portion->count; i++) {
		struct view_block view;
		block_view(reading, portion->blocks[i], &view);
		if (!columns_view(reading, portion->held[i], &view))
			outcome = CONFLICT;
		else if (!scan->block(scan->context, &view))
			outcome = TOO_LARGE;
	}
	portion_release(portion);
	return outcome;
}

static enum outcome
fresh_scan(const struct reading *reading, const struct scan *scan)
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
reading_scan(struct reading *reading, const struct scan *scan)
{
	struct portion portion = { .count = 0 };
	enum outcome outcome = DONE;
	for (int i = 0; i < reading->block_count && outcome == DONE; i++) {
		struct view_block view;
		block_view(reading, reading->blocks[i], &view);
		if (view.visit_count == 0 || !scan->wants(scan->context, &view))
			continue;
		portion.blocks[portion.count] = reading->blocks[i];
		portion.columns[portion.count++] = scan->columns(scan->context, &view);
		if (portion.count == PORTION)
			outcome = portion_scan(reading, scan, &portion);
	}
	if (outcome == DONE)
		outcome = portion_scan(reading, scan, &portion);
	return outcome == DONE ? fresh_scan(reading, scan) : outcome;
}

/* ---- start and stop ---- */

void
reader_start(size_t bytes_max)
{
	cache.bytes_max = bytes_max;
}

void
reader_stop(void)
{
	while (cache.websites != NULL) {
		struct website *website = cache.websites;
		website_unlink(website);
		website_free(website);
	}
}
