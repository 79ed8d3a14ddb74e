/*
 * Any bytes: reading refuses or succeeds; what was read and written again is the same tree, and
 * writes the same text.
 * SPDX-License-Identifier: MIT
 */
#include "json.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { CEILING = 16 << 20 };

static const char *
written(struct arena *arena, const struct json *value, size_t *len)
{
	struct json_writer *writer = json_writer_new(arena);
	json_value(writer, value);
	return json_written(writer, len);
}

static void
check(struct arena *arena, const uint8_t *data, size_t size)
{
	const char *error = NULL;
	const struct json *first = json_read(arena, (const char *)data, size, &error);
	if (first == NULL) {
		if (error == NULL)
			abort();
		return;
	}
	size_t len = 0, len_again = 0;
	const char *text = written(arena, first, &len);
	if (arena_exhausted(arena))
		return;
	if (text == NULL || strlen(text) != len)
		abort();
	const struct json *again = json_read(arena, text, len, &error);
	const char *text_again = written(arena, again, &len_again);
	if (arena_exhausted(arena))
		return;
	if (again == NULL || text_again == NULL || len_again != len ||
	    memcmp(text, text_again, len) != 0)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first byte chooses how little memory there is. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	struct arena *arena = arena_new(data[0] < 'A' ? (size_t)data[0] * 256 : CEILING);
	if (arena != NULL)
		check(arena, data + 1, size - 1);
	arena_free(arena);
	return 0;
}
