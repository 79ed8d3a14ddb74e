/*
 * Changes that can be read are in order and are written the same again, and can be applied: once or twice comes to the same.
 * SPDX-License-Identifier: MIT
 */
#include "changes.h"
#include "fuzz.h"

enum { CEILING = 64 << 20 };

static void
check_applied(struct arena *arena, const struct rows *changes)
{
	struct rows nothing = { 0 }, once, twice;
	struct bytes bytes_once, bytes_twice;
	MUST(rows_apply(&nothing, changes, arena, &once));
	MUST(rows_are_in_order(&once));
	MUST(rows_apply(&once, changes, arena, &twice));
	MUST(rows_write(&once, arena, &bytes_once) && rows_write(&twice, arena, &bytes_twice));
	MUST(bytes_once.len == bytes_twice.len);
	MUST(memcmp(bytes_once.bytes, bytes_twice.bytes, bytes_once.len) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new(CEILING);
	struct rows rows;
	struct bytes bytes;
	MUST(arena != NULL);
	if (rows_read(data, size, arena, &rows)) {
		MUST(rows_are_in_order(&rows));
		MUST(rows_write(&rows, arena, &bytes));
		MUST(bytes.len == size && memcmp(bytes.bytes, data, size) == 0);
		check_applied(arena, &rows);
	}
	arena_free(arena);
	return 0;
}
