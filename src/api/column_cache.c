/*
 * All columns stand in a ring, and a hand goes round it by steps whose length is drawn. What is not held where it stops goes.
 *
 * Reports read column after column, block after block. Would what was not used for longest go first, then of a report that reads a
 * little more than fits nothing would be there when it is asked for again.
 * SPDX-License-Identifier: MIT
 */
#include "column_cache.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static struct {
	pthread_mutex_t mutex;
	size_t bytes;
	int count;
	struct held_column *hand; /* NULL: there are no columns */
	uint32_t draw;
} cache = { .mutex = PTHREAD_MUTEX_INITIALIZER, .draw = 1 };

size_t
column_cache_bytes(void)
{
	pthread_mutex_lock(&cache.mutex);
	size_t bytes = cache.bytes;
	pthread_mutex_unlock(&cache.mutex);
	return bytes;
}

/* ---- under the lock ---- */

static void
ring_remove(struct held_column *column)
{
	column->before->next = column->next;
	column->next->before = column->before;
	if (cache.hand == column)
		cache.hand = column->next == column ? NULL : column->next;
	cache.count--;
}

/* Where the hand comes last. */
static void
ring_add(struct held_column *column)
{
	struct held_column *next = cache.hand == NULL ? column : cache.hand;
	column->next = next;
	column->before = next == column ? column : next->before;
	column->before->next = next->before = column;
	cache.hand = next;
	cache.count++;
}

static void
column_drop(struct held_column *column)
{
	ring_remove(column);
	cache.bytes -= column->bytes;
	column->block->columns[column->which] = NULL;
	held_column_free(column);
}

/* Marsaglia's xorshift ("Xorshift RNGs", Journal of Statistical Software 8, 2003). */
static uint32_t
draw_below(uint32_t limit)
{
	cache.draw ^= cache.draw << 13;
	cache.draw ^= cache.draw >> 17;
	cache.draw ^= cache.draw << 5;
	return cache.draw % limit;
}

/* Ends, too, when everything is held. */
static void
columns_limit(size_t bytes_max)
{
	enum { STEPS_MAX = 16 };
	int kept = 0;
	while (cache.bytes > bytes_max && kept < cache.count) {
		for (uint32_t steps = draw_below(STEPS_MAX); steps > 0; steps--)
			cache.hand = cache.hand->next;
		for (kept = 0; kept < cache.count && cache.hand->holders > 0; kept++)
			cache.hand = cache.hand->next;
		if (kept < cache.count)
			column_drop(cache.hand);
	}
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

size_t
column_cache_shrink(size_t bytes_max)
{
	pthread_mutex_lock(&cache.mutex);
	size_t before = cache.bytes;
	columns_limit(bytes_max);
	size_t gone = before - cache.bytes;
	pthread_mutex_unlock(&cache.mutex);
	return gone;
}

/* ---- blocks and columns ---- */

struct held_block *
held_block_new(const struct block_entry *entry)
{
	struct held_block *block = calloc(1, sizeof(*block));
	if (block != NULL)
		*block = (struct held_block){ .holders = 1, .entry = *entry };
	return block;
}

void
held_blocks_hold(struct held_block *const *blocks, int count)
{
	pthread_mutex_lock(&cache.mutex);
	for (int i = 0; i < count; i++)
		blocks[i]->holders++;
	pthread_mutex_unlock(&cache.mutex);
}

void
held_blocks_release(struct held_block *const *blocks, int count)
{
	pthread_mutex_lock(&cache.mutex);
	for (int i = 0; i < count; i++)
		block_release(blocks[i]);
	pthread_mutex_unlock(&cache.mutex);
}

struct held_column *
held_column_add(struct held_column *column)
{
	struct held_column **at = &column->block->columns[column->which];
	pthread_mutex_lock(&cache.mutex);
	if (*at == NULL) {
		*at = column;
		ring_add(column);
		cache.bytes += column->bytes;
	} else {
		held_column_free(column);
	}
	struct held_column *held = *at;
	held->holders++;
	pthread_mutex_unlock(&cache.mutex);
	return held;
}

void
held_column_free(struct held_column *column)
{
	free(column->packed);
	free(column->slots);
	free(column);
}

/* ---- portions ---- */

bool
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
			portion->held[i][c] = column;
			if (column != NULL)
				column->holders++;
			else
				missing[i] |= 1u << c;
		}
		any = any || missing[i] != 0;
	}
	pthread_mutex_unlock(&cache.mutex);
	return any;
}

void
portion_let_go(struct portion *portion)
{
	pthread_mutex_lock(&cache.mutex);
	for (int i = 0; i < portion->count; i++)
		for (int c = 0; c < COLUMN_COUNT; c++)
			if (portion->held[i][c] != NULL)
				portion->held[i][c]->holders--;
	pthread_mutex_unlock(&cache.mutex);
	portion->count = 0;
	memset(portion->held, 0, sizeof(portion->held));
}
