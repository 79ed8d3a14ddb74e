/*
 * Memory with the lifetime of one request: allocate freely, free once. One thread at a time.
 * SPDX-License-Identifier: MIT
 */
#ifndef ARENA_H
#define ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct arena;

/* An empty arena that will hand out at most `ceiling` bytes; NULL when the system has no memory. */
struct arena *arena_new(size_t ceiling);

/*
 * Keeps the first blocks of its arenas for the next ones, where arenas come and go by the thousand. Pool and arenas belong to
 * one thread: others may borrow an arena and allocate from it, not make or free it. NULL without memory.
 */
struct arena_pool;
struct arena_pool *arena_pool_new(void);
/* Once its arenas are freed. NULL is allowed. */
void arena_pool_free(struct arena_pool *pool);

/* As arena_new(), from a pool. */
struct arena *arena_new_pooled(struct arena_pool *pool, size_t ceiling);

/* Frees the arena and everything taken from it. NULL is allowed. */
void arena_free(struct arena *arena);

/*
 * `size` zeroed bytes, aligned for any type; they live until arena_free(). NULL past the ceiling or
 * without memory, and from then on always (see arena_exhausted()), so that a caller may check once
 * at the end.
 */
void *arena_alloc(struct arena *arena, size_t size);

/* As arena_alloc(), but what the bytes hold is undefined: for what is written at once. */
void *arena_alloc_bytes(struct arena *arena, size_t size);

/* As arena_alloc(), for `count` elements of `size` bytes; NULL when the product overflows. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* A NUL-terminated copy of `text`; NULL as arena_alloc(). */
char *arena_copy(struct arena *arena, const char *text);
char *arena_copy_bytes(struct arena *arena, const void *bytes, size_t len);

/* As sprintf() into the arena. */
char *arena_format(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* A state of the arena to come back to. */
struct arena_mark {
	struct arena_block *block, *below;
	size_t taken;
};

/* False without memory. */
bool arena_mark(struct arena *arena, struct arena_mark *mark);

/* Frees all that was taken since the mark, which stays good. On a thread that may free the arena. */
void arena_reset(struct arena *arena, const struct arena_mark *mark);

/* True once an allocation was refused. */
bool arena_exhausted(const struct arena *arena);

/* Bytes handed out so far. */
size_t arena_used(const struct arena *arena);

#endif
