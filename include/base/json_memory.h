/*
 * Memory for yajl from the arena. yajl does not check what its allocator returns, so that the only
 * way to refuse is to leave it altogether: nothing that it holds needs releasing. For json.c and
 * json_writer.c alone.
 * SPDX-License-Identifier: MIT
 */
#ifndef JSON_MEMORY_H
#define JSON_MEMORY_H

#include <setjmp.h>
#include <yajl/yajl_common.h>

#include "arena.h"

struct json_memory {
	struct arena *arena;
	jmp_buf refused; /* setjmp() here before yajl is called; longjmp() comes back when the arena
			    is full */
};

/* To be given to yajl; `memory` must outlive what yajl makes with it. */
yajl_alloc_funcs json_memory_functions(struct json_memory *memory);

#endif
