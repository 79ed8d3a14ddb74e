/*
 * Bytes that grow in an arena. A failure for lack of memory sticks: check `failed` once, at the end.
 * SPDX-License-Identifier: MIT
 */
#ifndef BYTES_H
#define BYTES_H

#include "arena.h"

#include <stdbool.h>
#include <stddef.h>

struct bytes {
	struct arena *arena;
	char *at;
	size_t len;
	size_t size;
	bool failed;
};

void bytes_start(struct bytes *bytes, struct arena *arena);
void bytes_add(struct bytes *bytes, const void *more, size_t len);
void bytes_text(struct bytes *bytes, const char *text);

#endif
