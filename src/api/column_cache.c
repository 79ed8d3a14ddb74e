/*
 * A list of all columns by when they were last used.
 * SPDX-License-Identifier: MIT
 */
#include "column_cache.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static struct {
	pthread_mutex_t mutex;
	size_t bytes, bytes_max;
	struct held_column *oldest, *newest;
} cache = { .mutex = PTHREAD_MUTEX_INITIALIZER };

void
column_cache_limit(size_t bytes_max)
{
	pthread_mutex_lock(&cache.mutex);
	cache.bytes_max = bytes_max;
	pthread_mutex_unlock(&cache.mutex);
}

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
list_add_oldest(struct held_column *column)
{
	column->newer = cache.oldest;
	*(cache.oldest == NULL ? &cache.newest : &cache.oldest->older) = column;
	cache.oldest = column;
}

static void
column_drop(struct held_column *column)
{
	list_remove(column);
	cache.bytes -= column->bytes;
	column->block->columns[column->which] = NULL;
	held_column_free(column);
}

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
		list_add(column);
		cache.bytes += column->bytes;
	} else {
		held_column_free(column);
	}
	struct held_column *held = column_hold(*at);
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

/* What a scan reads beyond the limit is the first to go: else it would drive out what the same scan reads first the next time. */
static void
column_release(struct portion *portion, struct held_column *column)
{
	column->holders--;
	portion->bytes += column->bytes;
	if (portion->bytes > cache.bytes_max) {
		list_remove(column);
		list_add_oldest(column);
	}
}

void
portion_release(struct portion *portion)
{
	pthread_mutex_lock(&cache.mutex);
	for (int i = 0; i < portion->count; i++)
		for (int c = 0; c < COLUMN_COUNT; c++)
			if (portion->held[i][c] != NULL)
				column_release(portion, portion->held[i][c]);
	columns_limit();
	pthread_mutex_unlock(&cache.mutex);
	portion->count = 0;
	memset(portion->held, 0, sizeof(portion->held));
}
