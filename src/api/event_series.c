/*
 * Blocks that the range cuts, or of which not everything counts, are gone over, and so is what was collected since.
 * SPDX-License-Identifier: MIT
 */
#include "event_series.h"

#include "event_sums.h"
#include "event_units.h"
#include "part_cache.h"

#include <string.h>

enum { CEILING = 64 << 20 };

/* Those of a block. */
struct held_sums {
	struct held_part part;
	bool worth; /* keeping: else the block is to be gone over */
	uint32_t count;
	struct event_sum sums[];
};

struct counting {
	struct event_units units; /* first: it is what a scan's functions take */
	int website_id;
	struct quarter_units quarters;
	bool whole; /* quarters lie in units */
	const struct reading *reading;
};

static const char sums_of_block[] = "events by name and quarter";

static struct part_key
key_of(const struct counting *counting, const struct view_block *block)
{
	return (struct part_key){ .of = sums_of_block,
				  .name = "",
				  .website_id = counting->website_id,
				  .number = block->number,
				  .history = reading_history(counting->reading) };
}

/* Whether the sums of a block would do. */
static bool
takes_sums(const struct counting *counting, const struct view_block *block)
{
	return counting->whole && block->version > 0 &&
	       selection_takes_all(counting->units.selection, block);
}

/* Counts a block by its sums where there are any. *counted: that is done. False without memory. */
static bool
count_kept(struct counting *counting, const struct view_block *block, bool *counted)
{
	*counted = false;
	if (!takes_sums(counting, block))
		return true;
	struct part_key key = key_of(counting, block);
	struct held_part *part = part_cache_find(&key, block->version);
	struct held_sums *held = (struct held_sums *)part;
	bool fits = true;
	if (held != NULL && held->worth) {
		fits = event_sums_add(held->sums, held->count, &counting->quarters,
				      counting->units.cells);
		*counted = true;
	}
	part_cache_release(part);
	return fits;
}

/* Keeps the sums of a block; NULL: they are not worth it. False without memory. */
static bool
sums_keep(const struct counting *counting, const struct view_block *block,
	  const struct event_sum *sums, uint32_t count)
{
	const struct part_key key = key_of(counting, block);
	size_t bytes = sums == NULL ? 0 : count * sizeof(*sums);
	struct held_sums *held =
		(struct held_sums *)part_new(&key, block->version, sizeof(*held) + bytes);
	if (held == NULL)
		return false;
	held->worth = sums != NULL;
	held->count = sums == NULL ? 0 : count;
	if (bytes > 0)
		memcpy(held->sums, sums, bytes);
	part_cache_add(&held->part);
	part_cache_release(&held->part);
	return true;
}

/* A block that all of its events count of: makes sums of it, unless it is known that they are not worth it. */
static bool
count_whole(struct counting *counting, const struct view_block *block)
{
	struct part_key key = key_of(counting, block);
	struct held_part *known = part_cache_find(&key, block->version);
	struct event_sum *sums = NULL;
	struct arena_mark mark;
	uint32_t count = 0;
	part_cache_release(known);
	if (known != NULL)
		return event_units_block(&counting->units, block);
	struct arena *arena = counting->units.arena;
	if (!arena_mark(arena, &mark))
		return false;
	bool fits = event_sums_make(counting->units.view, counting->units.selection, block, arena,
				    &sums, &count) &&
		    sums_keep(counting, block, sums, count);
	if (fits && sums != NULL)
		fits = event_sums_add(sums, count, &counting->quarters, counting->units.cells);
	bool counted = sums != NULL;
	arena_reset(arena, &mark);
	return fits && (counted || event_units_block(&counting->units, block));
}

static bool
count_block(void *context, const struct view_block *block)
{
	struct counting *counting = context;
	return takes_sums(counting, block) ? count_whole(counting, block)
					   : event_units_block(&counting->units, block);
}

/* Counts what sums are known of; to `left`, one each, the blocks that are to be gone over. */
static bool
count_known(struct counting *counting, uint8_t *left)
{
	for (int i = 0; i < reading_block_count(counting->reading); i++) {
		struct view_block block;
		bool counted = true;
		reading_block(counting->reading, i, &block);
		if (event_units_wants(&counting->units, &block) &&
		    !count_kept(counting, &block, &counted))
			return false;
		left[i] = !counted;
	}
	return true;
}

enum outcome
event_series_count(struct reading *reading, const struct event_series_asked *asked,
		   struct arena *arena, struct cells **cells)
{
	const struct time_units *units = asked->units;
	struct counting counting = { .units = { .view = reading_view(reading),
						.selection = asked->selection,
						.unit_of_minute = units->unit_of_minute,
						.first_minute = units->first_minute,
						.cells = *cells = cells_new(arena),
						.arena = arena_new(CEILING) },
				     .website_id = asked->website_id,
				     .reading = reading };
	struct scan scan = { .context = &counting,
			     .wants = event_units_wants,
			     .columns = event_units_columns,
			     .block = count_block };
	uint8_t *left = arena_array(arena, (size_t)reading_block_count(reading) + 1, sizeof(*left));
	bool fits =
		*cells != NULL && left != NULL && counting.units.arena != NULL &&
		quarter_units_make(units->unit_of_minute, units->first_minute, units->minute_count,
				   arena, &counting.quarters, &counting.whole) &&
		count_known(&counting, left);
	enum outcome outcome = fits ? reading_scan_blocks(reading, left, &scan) : TOO_LARGE;
	if (outcome == DONE)
		outcome = reading_scan_fresh(reading, &scan);
	arena_free(counting.units.arena);
	return outcome;
}
