/*
 * Bytes that grow in an arena. A failure for lack of memory sticks: check `failed` once, at the end.
 * SPDX-License-Identifier: MIT
 */
#ifndef BUFFER_H
#define BUFFER_H

#include "arena.h"

#include <stdbool.h>
#include <stddef.h>

struct buffer {
	struct arena *arena;
	char *at;
	size_t len;
	size_t size;
	bool failed;
};

void buffer_start(struct buffer *bytes, struct arena *arena);
void buffer_add(struct buffer *bytes, const void *more, size_t len);
void buffer_text(struct buffer *bytes, const char *text);

#endif
