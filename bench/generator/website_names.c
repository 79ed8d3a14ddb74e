/*
 * One table of numbers by keys of bytes holds it all: texts, combinations of texts, and which of the model's parts have which
 * combination.
 * SPDX-License-Identifier: MIT
 */
#include "website_names.h"

#include "tables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ARENA_CEILING = 1 << 20, TEXT_KEY = 1, ROW_KEY, PART_KEY, DATA_KEY };

/* What a combination can be made of: the kind of row and which, texts, and an event's type. */
enum { PARTS_MAX = 2 + TEXT_COUNT + 1 };

struct entry {
	void *key;
	size_t len;
	uint64_t hash;
	int number; /* never 0 in an entry that is used, but for a combination that is none */
};

struct names {
	PGconn *connection;
	const struct model *model;
	const char *website;
	int website_id;
	struct entry *entries;
	size_t size, used;
	int last_text, last_row[COMBINATION_COUNT];
	struct named_data *data;
	int data_count, data_size;
};

static const char *const keys[COMBINATION_COUNT] = { "page_id", "source_id", "action_id",
						     "client_id", "location_id" };
static const char *const tables[COMBINATION_COUNT] = { "pages", "sources", "actions", "clients",
						       "locations" };

/* Numbers by keys ----------------------------------------------------------------------------- */

/* FNV-1a: keys are short and nobody chooses them to collide. */
static uint64_t
hash_of(const void *key, size_t len)
{
	uint64_t hash = 0xcbf29ce484222325;
	for (size_t i = 0; i < len; i++)
		hash = (hash ^ ((const unsigned char *)key)[i]) * 0x100000001b3;
	return hash ^ hash >> 32;
}

static struct entry *
entry_at(struct entry *entries, size_t size, const void *key, size_t len, uint64_t hash)
{
	size_t at = hash & (size - 1);
	while (entries[at].key != NULL && (entries[at].hash != hash || entries[at].len != len ||
					   memcmp(entries[at].key, key, len) != 0))
		at = (at + 1) & (size - 1);
	return &entries[at];
}

static void
entries_grow(struct names *names)
{
	size_t size = names->size * 2;
	struct entry *entries = memory(size, sizeof(*entries));
	for (size_t i = 0; i < names->size; i++) {
		const struct entry *old = &names->entries[i];
		if (old->key != NULL)
			*entry_at(entries, size, old->key, old->len, old->hash) = *old;
	}
	free(names->entries);
	names->entries = entries;
	names->size = size;
}

/* The entry of a key; *fresh: it was not there, and its number is the caller's to set before the next look-up. */
static struct entry *
entry_find(struct names *names, const void *key, size_t len, bool *fresh)
{
	if (names->used * 2 > names->size)
		entries_grow(names);
	uint64_t hash = hash_of(key, len);
	struct entry *entry = entry_at(names->entries, names->size, key, len, hash);
	*fresh = entry->key == NULL;
	if (!*fresh)
		return entry;
	*entry = (struct entry){ .key = memory(1, len), .len = len, .hash = hash };
	memcpy(entry->key, key, len);
	names->used++;
	return entry;
}

/* Texts --------------------------------------------------------------------------------------- */

int
names_text(struct names *names, const char *text)
{
	char key[2048] = { TEXT_KEY };
	size_t len = strlen(text);
	bool fresh;
	if (len == 0)
		return 0;
	if (len >= sizeof(key))
		abort();
	memcpy(key + 1, text, len);
	struct entry *entry = entry_find(names, key, len + 1, &fresh);
	if (!fresh)
		return entry->number;
	entry->number = ++names->last_text;
	row_integer(TABLE_TEXTS, names->website_id);
	row_integer(TABLE_TEXTS, entry->number);
	row_text(TABLE_TEXTS, text);
	row_end(names->connection, TABLE_TEXTS);
	return entry->number;
}

/* Combinations -------------------------------------------------------------------------------- */

/* As the collector's combination_key(): 0 for the empty one, which has no row; a page always has one. */
static int
combination_number(struct names *names, enum combination combination, const struct event *event)
{
	const struct combination_texts *texts = &combination_texts[combination];
	enum table table = TABLE_PAGES + (enum table)combination;
	int key[PARTS_MAX] = { ROW_KEY, (int)combination }, count = 2;
	bool empty = combination != COMBINATION_PAGE, fresh;
	for (int t = texts->first; t < (int)texts->end; t++) {
		key[count] = names_text(names, event->texts[t]);
		empty = empty && key[count] == 0;
		count++;
	}
	if (combination == COMBINATION_ACTION) {
		key[count++] = (int)event->type;
		empty = empty && event->type == EVENT_PAGEVIEW;
	}
	if (empty)
		return 0;
	struct entry *entry = entry_find(names, key, (size_t)count * sizeof(key[0]), &fresh);
	if (!fresh)
		return entry->number;
	entry->number = ++names->last_row[combination];
	row_integer(table, names->website_id);
	row_integer(table, entry->number);
	for (int i = 2; i < count; i++)
		row_integer(table, key[i]);
	row_end(names->connection, table);
	return entry->number;
}

/* Which of the model's parts make a combination; sendings that agree in them have the same number. */
struct parts {
	int key, combination, parts[4];
};

static struct parts
parts_of(const struct names *names, enum combination combination, const struct person *person,
	 const struct sending *sending)
{
	const struct model *model = names->model;
	bool is_campaign = model->sources[sending->source].campaign[0] != '\0';
	struct parts parts = { .key = PART_KEY, .combination = (int)combination };
	switch (combination) {
	case COMBINATION_PAGE:
		parts.parts[0] = sending->page;
		parts.parts[1] = is_campaign ? sending->source : 0;
		parts.parts[2] = (int)sending->click;
		break;
	case COMBINATION_SOURCE:
		parts.parts[0] = sending->source;
		parts.parts[1] = sending->from >= 0;
		break;
	case COMBINATION_ACTION:
		parts.parts[0] = sending->type == EVENT_CUSTOM ? 1 + sending->action : 0;
		parts.parts[1] = person->variant;
		break;
	case COMBINATION_CLIENT:
		parts.parts[0] = person->agent;
		parts.parts[1] = person->screen;
		parts.parts[2] = person->country;
		parts.parts[3] = person->language;
		break;
	default:
		parts.parts[0] = person->place;
	}
	return parts;
}

int
names_combination(struct names *names, enum combination combination, const struct person *person,
		  const struct sending *sending)
{
	struct parts parts = parts_of(names, combination, person, sending);
	bool fresh;
	struct entry *entry = entry_find(names, &parts, sizeof(parts), &fresh);
	if (!fresh)
		return entry->number;
	struct arena *arena = arena_new(ARENA_CEILING);
	int number = combination_number(
		names, combination,
		sending_read(arena, names->model, names->website, person, sending));
	arena_free(arena);
	entry_find(names, &parts, sizeof(parts), &fresh)->number = number;
	return number;
}

/* Data ---------------------------------------------------------------------------------------- */

static const char *
copied(const char *text)
{
	char *copy = text == NULL ? NULL : strdup(text);
	if (text != NULL && copy == NULL)
		abort();
	return copy;
}

static void
data_fill(struct names *names, struct named_data *data, const struct event *event)
{
	if (event->property_count > PROPERTIES_MAX)
		abort();
	data->count = event->property_count;
	data->currency = copied(event->revenue == NULL ? NULL : event->currency);
	data->revenue = copied(event->revenue);
	for (int p = 0; p < event->property_count; p++) {
		const struct property *property = &event->properties[p];
		data->properties[p].name_id = names_text(names, property->name);
		data->properties[p].type = property->type;
		data->properties[p].text = copied(property->text);
		data->properties[p].number = copied(property->number);
		data->properties[p].date = property->date;
	}
}

const struct named_data *
names_data(struct names *names, const struct person *person, const struct sending *sending)
{
	bool identifies = sending->type == EVENT_IDENTIFY, fresh;
	int key[] = { DATA_KEY, identifies ? -1 : sending->action,
		      identifies ? person->account : sending->data };
	struct entry *entry = entry_find(names, key, sizeof(key), &fresh);
	if (!fresh)
		return &names->data[entry->number];
	if (names->data_count == names->data_size) {
		names->data_size = names->data_size * 2 + 1024;
		names->data = realloc(names->data, (size_t)names->data_size * sizeof(*names->data));
		if (names->data == NULL)
			abort();
	}
	entry->number = names->data_count++;
	struct named_data *data = &names->data[entry->number];
	struct arena *arena = arena_new(ARENA_CEILING);
	memset(data, 0, sizeof(*data));
	data_fill(names, data, sending_read(arena, names->model, names->website, person, sending));
	arena_free(arena);
	return data;
}

/* Together ------------------------------------------------------------------------------------ */

static int
last_number(PGconn *connection, const char *table, const char *key)
{
	char statement[256];
	snprintf(statement, sizeof(statement), "SELECT coalesce(max(%s), 0) FROM %s", key, table);
	char *value = tables_ask(connection, statement, NULL);
	int number = (int)strtol(value, NULL, 10);
	free(value);
	return number;
}

struct names *
names_new(PGconn *connection, const struct model *model, const char *website, int website_id)
{
	struct names *names = memory(1, sizeof(*names));
	*names = (struct names){ .connection = connection,
				 .model = model,
				 .website = website,
				 .website_id = website_id,
				 .size = 1 << 16 };
	names->entries = memory(names->size, sizeof(*names->entries));
	names->last_text = last_number(connection, "texts", "text_id");
	for (int c = 0; c < COMBINATION_COUNT; c++)
		names->last_row[c] = last_number(connection, tables[c], keys[c]);
	return names;
}

static void
sequence_set(PGconn *connection, const char *table, const char *key, int number)
{
	char statement[256];
	if (number == 0)
		return;
	snprintf(statement, sizeof(statement),
		 "SELECT setval(pg_get_serial_sequence('%s', '%s'), %d)", table, key, number);
	free(tables_ask(connection, statement, NULL));
}

void
names_close(struct names *names)
{
	sequence_set(names->connection, "texts", "text_id", names->last_text);
	for (int c = 0; c < COMBINATION_COUNT; c++)
		sequence_set(names->connection, tables[c], keys[c], names->last_row[c]);
}
