/*
 * Of a digest, a run of chunks is used all of whose blocks lie within the range and are as they were when it was made. All other
 * blocks, and what was collected since, are counted one by one.
 *
 * With filters, what these leave out of the run is subtracted if that is little; if it is much, all blocks are counted one by one.
 * Filters on what the report counts by need neither: groups that do not pass are left out in the end.
 * SPDX-License-Identifier: MIT
 */
#include "digested.h"

#include "beside.h"
#include "clock.h"
#include "digest.h"
#include "digest_cache.h"
#include "report_memory.h"

#include <stdlib.h>
#include <string.h>

enum {
	/* Blocks of a chunk; twice, four times, ... as many where there would be more chunks than this. */
	CHUNK = 8,
	CHUNKS_MAX = 80,
	/* A digest is made when more than so many blocks would have to be counted, and more than this share of all; */
	BLOCKS_MIN = 2 * CHUNK,
	SHARE = 16,
	/* and not before so many times has passed as making the last one took. */
	PAUSE = 20,
	/* What filters leave out is subtracted where it is less than such a part, as one in so many blocks of the run tells. */
	LITTLE = 8,
	SAMPLED = 64,
	UNITS_MAX = UINT16_MAX,
	MINUTE_MS = 60000
};

/* A run of a digest's chunks. */
struct run {
	uint32_t first, end; /* chunks */
};

struct use {
	struct reading *reading;
	const struct tally_asked *asked;
	struct digest_key key;
	struct held_digest *held;
	struct run run;
	uint8_t *in_run; /* by the reading's block */
	int within;      /* blocks that a digest could have */
	bool filtered;   /* not all rows of the digest's blocks may count */
};

/* ---- a digest's blocks ---- */

static bool
lies_within(const struct tally_asked *asked, const struct view_block *block)
{
	return block->lowest_id >= asked->rows.lowest_id &&
	       block->highest_id < asked->rows.limit_id;
}

/* Which of the digest's blocks the reading has, as they were, and within the range: to `usable`, one each. */
static void
find_usable(const struct use *use, uint8_t *usable)
{
	const struct held_digest *held = use->held;
	int j = 0;
	for (int i = 0; i < reading_block_count(use->reading); i++) {
		struct view_block block;
		reading_block(use->reading, i, &block);
		while (j < held->block_count && held->blocks[j].block_number < block.number)
			j++;
		if (j == held->block_count)
			return;
		usable[j] = held->blocks[j].block_number == block.number &&
			    held->blocks[j].version == block.version && block.replaced == NULL &&
			    lies_within(use->asked, &block);
	}
}

static struct run
find_longest(const struct held_digest *held, const uint8_t *usable)
{
	struct run longest = { 0, 0 }, run = { 0, 0 };
	for (uint32_t chunk = 0; chunk < held->digest->chunk_count; chunk++) {
		int from = (int)chunk * held->chunk, until = from + held->chunk;
		bool whole = true;
		for (int j = from; j < until && j < held->block_count; j++)
			whole = whole && usable[j];
		run = whole ? (struct run){ run.first, chunk + 1 }
			    : (struct run){ chunk + 1, chunk + 1 };
		if (run.end - run.first > longest.end - longest.first)
			longest = run;
	}
	return longest;
}

/* Sets the run, and which of the reading's blocks are in it. The answer is how many. False without memory. */
static bool
find_run(struct use *use, int *count)
{
	const struct held_digest *held = use->held;
	int blocks = reading_block_count(use->reading), j;
	uint8_t *usable = calloc((size_t)held->block_count + 1, 1);
	if (usable == NULL)
		return false;
	find_usable(use, usable);
	use->run = find_longest(held, usable);
	free(usable);
	memset(use->in_run, 0, (size_t)blocks);
	*count = 0;
	j = (int)use->run.first * held->chunk;
	for (int i = 0; i < blocks && use->run.end > use->run.first; i++) {
		struct view_block block;
		reading_block(use->reading, i, &block);
		if (j < held->block_count && j < (int)use->run.end * held->chunk &&
		    held->blocks[j].block_number == block.number) {
			use->in_run[i] = 1;
			++*count;
			j++;
		}
	}
	return true;
}

/* ---- making a digest ---- */

struct making {
	struct digest *digest;
	struct tally *tally;
	int chunk;  /* blocks of each */
	int blocks; /* of the one that is under way */
};

static bool
making_wants(const void *context, const struct view_block *block)
{
	(void)context;
	return block->event_count > 0;
}

static unsigned
making_columns(const void *context, const struct view_block *block)
{
	const struct making *making = context;
	return tally_columns(making->tally, block);
}

static bool
making_block(void *context, const struct view_block *block)
{
	struct making *making = context;
	if (!tally_block(making->tally, block))
		return false;
	if (++making->blocks < making->chunk)
		return true;
	making->blocks = 0;
	return digest_cut(making->digest, making->tally);
}

static enum outcome
making_scan(struct reading *reading, struct making *making)
{
	struct scan scan = { .context = making,
			     .wants = making_wants,
			     .columns = making_columns,
			     .block = making_block };
	enum outcome outcome = reading_scan_blocks(reading, NULL, &scan);
	if (outcome != DONE)
		return outcome;
	if (making->blocks > 0 && !digest_cut(making->digest, making->tally))
		return TOO_LARGE;
	return digest_finish(making->digest, making->tally) ? DONE : TOO_LARGE;
}

static bool
list_blocks(struct reading *reading, struct held_digest *held)
{
	int count = reading_block_count(reading);
	held->blocks = malloc(((size_t)count + 1) * sizeof(*held->blocks));
	for (int i = 0; held->blocks != NULL && i < count; i++) {
		struct view_block block;
		reading_block(reading, i, &block);
		if (block.event_count > 0)
			held->blocks[held->block_count++] = (struct digest_block){
				block.number, block.replaced == NULL ? block.version : -1
			};
	}
	return held->blocks != NULL;
}

/* The units of all minutes that there are; false when they are too many, or without memory. */
static bool
units_make(const struct use *use, struct tally_asked *asked, uint16_t **unit_of_minute,
	   int64_t **starts)
{
	long long lowest, highest;
	if (use->key.by.by != BY_TIME)
		return true;
	if (!reading_bounds(use->reading, &lowest, &highest))
		return false;
	asked->first_minute = (lowest >> EVENT_NUMBER_BITS) / MINUTE_MS;
	asked->minute_count =
		(uint32_t)((highest >> EVENT_NUMBER_BITS) / MINUTE_MS - asked->first_minute + 1);
	asked->unit_of_minute = *unit_of_minute =
		malloc(asked->minute_count * sizeof(**unit_of_minute));
	asked->unit_starts = *starts = malloc(UNITS_MAX * sizeof(**starts));
	return *unit_of_minute != NULL && *starts != NULL &&
	       zone_units(use->key.by.zone, use->key.by.unit, asked->first_minute,
			  asked->minute_count, *unit_of_minute, *starts, UNITS_MAX,
			  &asked->unit_count);
}

static int
chunk_for(int blocks)
{
	int chunk = CHUNK;
	while (blocks / chunk >= CHUNKS_MAX)
		chunk *= 2;
	return chunk;
}

static enum outcome
held_make(struct use *use, const struct tally_asked *asked, struct held_digest *held)
{
	struct making making = { .digest = digest_new(&use->key),
				 .tally = digest_tally(reading_view(use->reading), &use->key,
						       *asked) };
	enum outcome outcome = TOO_LARGE;
	held->owner = reading_slots(use->reading);
	held->made_at = clock_monotonic_us();
	if (making.digest != NULL && making.tally != NULL && list_blocks(use->reading, held)) {
		held->chunk = making.chunk = chunk_for(held->block_count);
		outcome = making_scan(use->reading, &making);
	}
	held->took = clock_monotonic_us() - held->made_at;
	tally_free(making.tally);
	if (outcome == DONE)
		held->digest = making.digest;
	else
		digest_free(making.digest);
	return outcome;
}

/* Makes one and takes it; where there are too many units for one, it does without. */
static enum outcome
digest_make(struct use *use)
{
	struct tally_asked asked = { 0 };
	uint16_t *unit_of_minute = NULL;
	int64_t *starts = NULL;
	struct held_digest *held = NULL;
	enum outcome outcome = DONE;
	if (units_make(use, &asked, &unit_of_minute, &starts)) {
		held = calloc(1, sizeof(*held));
		outcome = held == NULL ? TOO_LARGE : held_make(use, &asked, held);
	}
	free(unit_of_minute);
	free(starts);
	if (outcome == DONE && held != NULL) {
		digest_cache_release(use->held);
		use->held = held;
		digest_cache_add(held);
	} else if (held != NULL) {
		free(held->blocks);
		free(held);
	}
	return outcome;
}

/* ---- choosing ---- */

static bool
making_pays(const struct use *use, int in_run)
{
	int left = use->within - in_run, all = reading_block_count(use->reading);
	return !use->filtered && report_memory_has_room() && left > BLOCKS_MIN &&
	       left * SHARE > all &&
	       (use->held == NULL ||
		clock_monotonic_us() - use->held->made_at > use->held->took * PAUSE);
}

static void
count_within(struct use *use)
{
	for (int i = 0; i < reading_block_count(use->reading); i++) {
		struct view_block block;
		reading_block(use->reading, i, &block);
		use->within += block.event_count > 0 && block.replaced == NULL &&
			       lies_within(use->asked, &block);
	}
}

/* Finds the run to use, or makes a digest first. */
static enum outcome
choose(struct use *use)
{
	int in_run = 0;
	count_within(use);
	use->held = digest_cache_take(reading_slots(use->reading), &use->key);
	if (use->held != NULL && !find_run(use, &in_run))
		return TOO_LARGE;
	if (!making_pays(use, in_run))
		return DONE;
	enum outcome outcome = digest_make(use);
	if (outcome != DONE || use->held == NULL)
		return outcome;
	return find_run(use, &in_run) ? DONE : TOO_LARGE;
}

/* ---- counting ---- */

static bool
wants(const void *context, const struct view_block *block)
{
	return tally_wants(context, block);
}

static unsigned
columns(const void *context, const struct view_block *block)
{
	return tally_columns(context, block);
}

static bool
count(void *context, const struct view_block *block)
{
	return tally_block(context, block);
}

static unsigned
leave_out_columns(const void *context, const struct view_block *block)
{
	return beside_leave_out_columns(context, block);
}

static bool
leave_out(void *context, const struct view_block *block)
{
	return beside_leave_out(context, block);
}

static bool
overlap_wants(const void *context, const struct view_block *block)
{
	return !block->anonymous && tally_wants(context, block);
}

static unsigned
overlap_columns(const void *context, const struct view_block *block)
{
	return beside_overlap_columns(context, block);
}

static bool
overlap(void *context, const struct view_block *block)
{
	return beside_overlap(context, block);
}

static void *
fork_tally(const void *context)
{
	return tally_fork(context);
}

static bool
join_tally(void *context, void *fork)
{
	return tally_join(context, fork);
}

/* What of some of the blocks of the run is left out. */
struct sample {
	struct tally *tally;
	uint64_t rows, left_out;
};

static bool
sample_wants(const void *context, const struct view_block *block)
{
	const struct sample *sample = context;
	return tally_wants(sample->tally, block);
}

static unsigned
sample_columns(const void *context, const struct view_block *block)
{
	const struct sample *sample = context;
	return beside_leave_out_columns(sample->tally, block);
}

static bool
sample_block(void *context, const struct view_block *block)
{
	struct sample *sample = context;
	return beside_sample(sample->tally, block, &sample->rows, &sample->left_out);
}

/* Whether filters leave so little out that subtracting it pays, as far as every so many-th block of the run tells. */
static enum outcome
little_is_left_out(const struct use *use, struct tally *tally, uint8_t *chosen, bool *little)
{
	int blocks = reading_block_count(use->reading), place = 0;
	struct sample sample = { .tally = tally };
	const struct scan scan = { .context = &sample,
				   .wants = sample_wants,
				   .columns = sample_columns,
				   .block = sample_block };
	*little = beside_can_leave_out(tally);
	if (!*little)
		return DONE;
	for (int i = 0; i < blocks; i++)
		chosen[i] = use->in_run[i] && place++ % SAMPLED == 0;
	enum outcome outcome = reading_scan_blocks(use->reading, chosen, &scan);
	*little = sample.left_out * LITTLE < sample.rows;
	return outcome;
}

/* All other blocks, then the run. */
static enum outcome
count_beside(struct use *use, struct tally *tally, uint8_t *chosen)
{
	struct scan scan = { .context = tally,
			     .wants = wants,
			     .columns = columns,
			     .block = count,
			     .fork = fork_tally,
			     .join = join_tally };
	struct scan leaving = scan, overlapping = scan;
	leaving.columns = leave_out_columns;
	leaving.block = leave_out;
	overlapping.wants = overlap_wants;
	overlapping.columns = overlap_columns;
	overlapping.block = overlap;
	for (int i = 0; i < reading_block_count(use->reading); i++)
		chosen[i] = !use->in_run[i];
	enum outcome outcome = reading_scan_blocks(use->reading, chosen, &scan);
	if (outcome == DONE)
		outcome = reading_scan_fresh(use->reading, &scan);
	if (outcome == DONE && use->filtered)
		outcome = reading_scan_blocks(use->reading, use->in_run, &leaving);
	if (outcome == DONE && beside_may_overlap(tally))
		outcome = reading_scan_blocks(use->reading, use->in_run, &overlapping);
	if (outcome == DONE && !digest_add(use->held->digest, tally, use->run.first, use->run.end))
		outcome = TOO_LARGE;
	return outcome;
}

static enum outcome
count_all(struct use *use, struct tally *tally)
{
	struct scan scan = { .context = tally,
			     .wants = wants,
			     .columns = columns,
			     .block = count,
			     .fork = fork_tally,
			     .join = join_tally };
	bool beside = use->asked->beside_digest;
	enum outcome outcome = DONE;
	uint8_t *chosen = malloc((size_t)reading_block_count(use->reading) + 1);
	if (chosen == NULL)
		return TOO_LARGE;
	if (beside && use->filtered) {
		outcome = little_is_left_out(use, tally, chosen, &beside);
		if (!beside)
			beside_nothing(tally);
	}
	if (outcome == DONE)
		outcome = beside ? count_beside(use, tally, chosen)
				 : reading_scan(use->reading, &scan);
	free(chosen);
	return outcome;
}

static enum outcome
tally_make(struct use *use, struct tally **out)
{
	struct tally *tally = tally_new(reading_view(use->reading), use->asked);
	if (tally == NULL)
		return TOO_LARGE;
	enum outcome outcome = count_all(use, tally);
	if (outcome == DONE && !tally_finish(tally))
		outcome = TOO_LARGE;
	if (outcome == DONE)
		*out = tally;
	else
		tally_free(tally);
	return outcome;
}

/* Whether a digest knows of more rows than are asked for. */
static bool
has_filters(const struct selection_asked *rows)
{
	return rows->group_count > 0 || rows->exclude_bounce || rows->only_with_data ||
	       rows->visitors != NULL;
}

static enum outcome
tally_beside(struct reading *reading, struct tally_asked *asked, struct tally **tally)
{
	struct use use = { .reading = reading,
			   .asked = asked,
			   .filtered = has_filters(&asked->rows) };
	enum outcome outcome = DONE;
	use.in_run = calloc((size_t)reading_block_count(reading) + 1, 1);
	if (use.in_run == NULL)
		return TOO_LARGE;
	if (digest_key_of(asked, &use.key))
		outcome = choose(&use);
	asked->beside_digest = use.run.end > use.run.first &&
			       digest_is_known(use.held->digest, reading_view(reading));
	if (outcome == DONE)
		outcome = tally_make(&use, tally);
	digest_cache_release(use.held);
	free(use.in_run);
	return outcome;
}

enum outcome
digested_tally(struct reading *reading, struct tally_asked *asked, struct tally **tally)
{
	struct tally_asked all = *asked;
	if (!tally_filters_groups(asked))
		return tally_beside(reading, asked, tally);
	all.rows.group_count = 0;
	all.most = 0; /* any group may pass */
	enum outcome outcome = tally_beside(reading, &all, tally);
	if (outcome == DONE)
		tally_keep(*tally, asked);
	return outcome;
}
