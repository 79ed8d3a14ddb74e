/*
 * Any bytes as a query string and as a body, read by one table of fields: what is accepted keeps
 * the table's promises, and what is refused names a problem.
 * SPDX-License-Identifier: MIT
 */
#include "field.h"
#include "text.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { CEILING = 4 << 20 };

struct record {
	char name[9];
	char id[37];
	char zone[65];
	char unit[8];
	const char *note;
	int page;
	long long at;
	double share;
	bool active;
};

static const char *const units[] = { "day", "hour", NULL };

static const struct field fields[] = FIELDS(
	FIELD(struct record, name, .minimum = 2, .maximum = 5),
	FIELD(struct record, id, .flags = FIELD_UUID),
	FIELD(struct record, zone, .flags = FIELD_TIME_ZONE),
	FIELD(struct record, unit, .words = units),
	FIELD(struct record, note, .flags = FIELD_NULLABLE),
	FIELD(struct record, page, .minimum = 1, .maximum = 100), FIELD(struct record, at),
	FIELD(struct record, share, .minimum = -0.5, .maximum = 1), FIELD(struct record, active));

static void
require(bool holds)
{
	if (!holds)
		abort();
}

static void
check_text(const char *text, size_t size)
{
	size_t len = strnlen(text, size);
	require(len < size && text_is_utf8(text, len));
}

static void
check(const struct request *req, const struct record *record, bool valid)
{
	check_text(record->name, sizeof(record->name));
	check_text(record->id, sizeof(record->id));
	check_text(record->zone, sizeof(record->zone));
	check_text(record->unit, sizeof(record->unit));
	check_text(record->note, SIZE_MAX);
	require(record->page >= 1 && record->page <= 100);
	require(record->share >= -0.5 && record->share <= 1);
	require(record->unit[0] == '\0' || strcmp(record->unit, "day") == 0 ||
		strcmp(record->unit, "hour") == 0);
	require(record->id[0] == '\0' || strlen(record->id) == 36);
	require(valid || req->problems != NULL);
	for (const struct problem *it = req->problems; it != NULL; it = it->next)
		require(it->field != NULL && it->message != NULL && it->message[0] != '\0');
}

static void
read_both(struct arena *arena, const char *text, size_t len)
{
	struct record record = { .note = "", .page = 1 };
	struct request asked = { .arena = arena, .query = text, .body = "", .id = "fuzz" };
	check(&asked, &record, fields_from_query(&asked, fields, &record));
	record = (struct record){ .note = "", .page = 1 };
	struct request told = {
		.arena = arena, .query = "", .body = text, .body_len = len, .id = "fuzz"
	};
	check(&told, &record, fields_from_body(&told, fields, &record, NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new(CEILING);
	char *text = arena == NULL ? NULL : arena_copy_bytes(arena, data, size);
	if (text != NULL)
		read_both(arena, text, size);
	arena_free(arena);
	return 0;
}
