/*
 * Growing by doubling, so that what is left behind in the arena is no more than what is used.
 * SPDX-License-Identifier: MIT
 */
#include "buffer.h"

#include <stdint.h>
#include <string.h>

enum { FIRST_SIZE = 4096 };

void
buffer_start(struct buffer *bytes, struct arena *arena)
{
	*bytes = (struct buffer){ .arena = arena };
}

static bool
grow(struct buffer *bytes, size_t len)
{
	size_t size = bytes->size == 0 ? FIRST_SIZE : bytes->size;
	while (size - bytes->len < len && size < SIZE_MAX / 2)
		size *= 2;
	char *at = arena_alloc_bytes(bytes->arena, size);
	if (at == NULL)
		return false;
	if (bytes->len > 0)
		memcpy(at, bytes->at, bytes->len);
	bytes->at = at;
	bytes->size = size;
	return true;
}

void
buffer_add(struct buffer *bytes, const void *more, size_t len)
{
	if (bytes->failed || len == 0)
		return;
	if (bytes->size - bytes->len < len && !grow(bytes, len)) {
		bytes->failed = true;
		return;
	}
	memcpy(bytes->at + bytes->len, more, len);
	bytes->len += len;
}

void
buffer_text(struct buffer *bytes, const char *text)
{
	buffer_add(bytes, text, strlen(text));
}
