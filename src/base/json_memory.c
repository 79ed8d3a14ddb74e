/*
 * yajl's malloc(), realloc() and free() on top of an arena.
 * SPDX-License-Identifier: MIT
 */
#include "json_memory.h"

#include <stddef.h>
#include <string.h>

/* realloc() must know how much to copy. */
struct allocation {
	size_t size;
	max_align_t bytes[];
};

static void *
memory_take(void *context, size_t size)
{
	struct json_memory *memory = context;
	struct allocation *allocation =
		arena_alloc_bytes(memory->arena, sizeof(*allocation) + size);
	if (allocation == NULL)
		longjmp(memory->refused, 1);
	allocation->size = size;
	return allocation->bytes;
}

static void *
memory_resize(void *context, void *old, size_t size)
{
	void *bytes = memory_take(context, size);
	if (old != NULL) {
		const struct allocation *allocation =
			(const void *)((const char *)old - offsetof(struct allocation, bytes));
		memcpy(bytes, old, allocation->size < size ? allocation->size : size);
	}
	return bytes;
}

static void
memory_give_back(void *context, void *old)
{
	(void)context, (void)old; /* the arena frees everything at once */
}

yajl_alloc_funcs
json_memory_functions(struct json_memory *memory)
{
	return (yajl_alloc_funcs){ memory_take, memory_resize, memory_give_back, memory };
}
