/*
 * A list of blocks, each filled from its start.
 * SPDX-License-Identifier: MIT
 */
#include "arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	BLOCK_SIZE = 4096,
	POOLED_BLOCK_SIZE = 3 * BLOCK_SIZE, /* holds all of a collecting request */
#ifdef ADDRESS_SANITIZED
	POOL_MAX = 0 /* AddressSanitizer notices the use of what was really freed */
#else
	POOL_MAX = 512 /* blocks */
#endif
};

struct arena_block {
	struct arena_block *next;
	size_t size; /* bytes after this header */
	size_t used;
	alignas(max_align_t) unsigned char bytes[];
};

struct arena {
	struct arena_block *blocks; /* newest first; the last one holds this struct */
	struct arena_pool *pool;    /* where the last one goes; NULL: nowhere */
	size_t ceiling;
	size_t taken;
	bool exhausted;
};

/* First blocks of arenas that are gone, the most recent first: it is in the processor's cache still. */
struct arena_pool {
	struct arena_block *spare;
	int count;
};

static size_t
round_up(size_t size)
{
	return (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
}

static struct arena_block *
block_new(size_t size)
{
	struct arena_block *block = malloc(sizeof(*block) + size);
	if (block == NULL)
		return NULL;
	block->next = NULL;
	block->size = size;
	block->used = 0;
	return block;
}

static void *
block_take(struct arena_block *block, size_t size)
{
	void *at = block->bytes + block->used;
	block->used += size;
	return at;
}

/* An arena that stands in its own first block. */
static struct arena *
arena_in(struct arena_block *block, size_t ceiling)
{
	struct arena *arena = block_take(block, round_up(sizeof(*arena)));
	*arena = (struct arena){ .blocks = block, .ceiling = ceiling };
	return arena;
}

struct arena *
arena_new(size_t ceiling)
{
	struct arena_block *block = block_new(BLOCK_SIZE - sizeof(struct arena_block));
	return block == NULL ? NULL : arena_in(block, ceiling);
}

struct arena_pool *
arena_pool_new(void)
{
	return calloc(1, sizeof(struct arena_pool));
}

void
arena_pool_free(struct arena_pool *pool)
{
	while (pool != NULL && pool->spare != NULL) {
		struct arena_block *next = pool->spare->next;
		free(pool->spare);
		pool->spare = next;
	}
	free(pool);
}

struct arena *
arena_new_pooled(struct arena_pool *pool, size_t ceiling)
{
	struct arena_block *block = pool->spare;
	if (block != NULL) {
		pool->spare = block->next;
		pool->count--;
		block->next = NULL;
		block->used = 0;
	} else {
		block = block_new(POOLED_BLOCK_SIZE - sizeof(struct arena_block));
	}
	if (block == NULL)
		return NULL;
	struct arena *arena = arena_in(block, ceiling);
	arena->pool = pool;
	return arena;
}

/* The last block of an arena, with nothing that needs it any more. */
static void
block_give_back(struct arena_block *block, struct arena_pool *pool)
{
	if (pool == NULL || pool->count == POOL_MAX) {
		free(block);
		return;
	}
	block->next = pool->spare;
	pool->spare = block;
	pool->count++;
}

void
arena_free(struct arena *arena)
{
	if (arena == NULL)
		return;
	struct arena_pool *pool = arena->pool;
	struct arena_block *block = arena->blocks;
	while (block->next != NULL) {
		struct arena_block *next = block->next;
		free(block);
		block = next;
	}
	block_give_back(block, pool);
}

/* Adds a block that can hold `size` bytes; big requests get a block of their own behind the current
 * one. */
static struct arena_block *
arena_grow(struct arena *arena, size_t size)
{
	size_t usual = BLOCK_SIZE * 4 - sizeof(struct arena_block);
	struct arena_block *block = block_new(size > usual / 2 ? size : usual);
	if (block == NULL)
		return NULL;
	if (size > usual / 2) {
		block->next = arena->blocks->next;
		arena->blocks->next = block;
	} else {
		block->next = arena->blocks;
		arena->blocks = block;
	}
	return block;
}

void *
arena_alloc_bytes(struct arena *arena, size_t size)
{
	if (arena->exhausted || size > arena->ceiling - arena->taken) {
		arena->exhausted = true;
		return NULL;
	}
	size_t rounded = round_up(size);
	struct arena_block *block = arena->blocks;
	if (rounded > block->size - block->used)
		block = arena_grow(arena, rounded);
	if (block == NULL) {
		arena->exhausted = true;
		return NULL;
	}
	arena->taken += size;
	return block_take(block, rounded);
}

void *
arena_alloc(struct arena *arena, size_t size)
{
	void *bytes = arena_alloc_bytes(arena, size);
	return bytes == NULL ? NULL : memset(bytes, 0, size);
}

void *
arena_array(struct arena *arena, size_t count, size_t size)
{
	size_t bytes;
	if (__builtin_mul_overflow(count, size, &bytes)) {
		arena->exhausted = true;
		return NULL;
	}
	return arena_alloc(arena, bytes);
}

char *
arena_copy_bytes(struct arena *arena, const void *bytes, size_t len)
{
	char *copy = arena_alloc_bytes(arena, len == SIZE_MAX ? len : len + 1);
	if (copy == NULL)
		return NULL;
	if (len > 0)
		memcpy(copy, bytes, len);
	copy[len] = '\0';
	return copy;
}

char *
arena_copy(struct arena *arena, const char *text)
{
	return arena_copy_bytes(arena, text, strlen(text));
}

char *
arena_format(struct arena *arena, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	char *text = len < 0 ? NULL : arena_alloc_bytes(arena, (size_t)len + 1);
	if (text == NULL)
		return NULL;
	va_start(args, format);
	vsnprintf(text, (size_t)len + 1, format, args);
	va_end(args);
	return text;
}

/* A block of the mark's own: whatever is taken from here on lies in it, or in front of what was there. */
bool
arena_mark(struct arena *arena, struct arena_mark *mark)
{
	mark->below = arena->blocks;
	mark->taken = arena->taken;
	mark->block = arena_grow(arena, 1);
	return mark->block != NULL;
}

void
arena_reset(struct arena *arena, const struct arena_mark *mark)
{
	struct arena_block *block = arena->blocks;
	while (block != mark->below) {
		struct arena_block *next = block->next;
		if (block != mark->block)
			free(block);
		block = next;
	}
	mark->block->used = 0;
	mark->block->next = mark->below;
	arena->blocks = mark->block;
	arena->taken = mark->taken;
	arena->exhausted = false;
}

bool
arena_exhausted(const struct arena *arena)
{
	return arena->exhausted;
}

size_t
arena_used(const struct arena *arena)
{
	return arena->taken;
}
