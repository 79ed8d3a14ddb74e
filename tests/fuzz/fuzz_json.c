/*
 * Any bytes: reading refuses or succeeds; what was read and written again is the same tree, and
 * writes the same text. A plain document is the tree that yajl makes of it.
 * SPDX-License-Identifier: MIT
 */
#include "json_plain.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

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

static bool
same(const struct json *one, const struct json *other)
{
	const struct json *child = one->first, *twin = other->first;
	for (; child != NULL && twin != NULL; child = child->next, twin = twin->next)
		if (!same(child, twin))
			return false;
	return child == twin && one->kind == other->kind && one->truth == other->truth &&
	       memcmp(&one->number, &other->number, sizeof(one->number)) == 0 &&
	       one->name_len == other->name_len && one->len == other->len &&
	       one->count == other->count &&
	       (one->name_len == 0 || strcmp(one->name, other->name) == 0) &&
	       (one->len == 0 || strcmp(one->text, other->text) == 0);
}

/* What counts as plain is what yajl reads, too: beside "1.5", which is not plain, it has to. */
static void
check_plain(struct arena *arena, const uint8_t *data, size_t size)
{
	const char *text = arena_copy_bytes(arena, data, size);
	const struct json *plain = text == NULL || !text_is_storable(text, size)
					   ? NULL
					   : json_plain_read(arena, text, size);
	const char *beside = arena_format(arena, "[1.5,%s]", text == NULL ? "" : text);
	if (plain == NULL || beside == NULL)
		return;
	const struct json *pair = json_read(arena, beside, strlen(beside), NULL);
	if (arena_exhausted(arena))
		return;
	if (pair == NULL || pair->count != 2 || pair->first->next == NULL)
		abort();
	struct json second = *pair->first->next;
	second.next = NULL;
	if (!same(plain, &second))
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
	if (arena != NULL) {
		check_plain(arena, data + 1, size - 1);
		check(arena, data + 1, size - 1);
	}
	arena_free(arena);
	return 0;
}
