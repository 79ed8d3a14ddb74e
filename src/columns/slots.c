/*
 * Arrays that grow by being copied: the old one stays for whoever reads it.
 * SPDX-License-Identifier: MIT
 */
#include "slots.h"

#include <stdlib.h>
#include <string.h>

/* ids to slots; open addressing, a power of two places, at most half full */
struct index {
	uint32_t *places; /* slot + 1; 0: free */
	uint32_t bits;
};

struct retired {
	struct retired *next;
	void *memory;
	size_t bytes;
};

struct numbered {
	uint32_t *ids;
	uint32_t count;
	uint32_t size;
	struct index index;
};

struct table {
	struct numbered numbered;
	uint32_t *texts[TABLE_TEXTS_MAX]; /* in the order of table_attributes() */
	unsigned char *event_types;       /* TABLE_ACTIONS */
};

struct slots {
	struct table tables[TABLE_COUNT];
	struct numbered texts;
	uint32_t *identified; /* visitor_ids */
	uint32_t *identities; /* their texts' slots */
	char **identity_texts;
	uint32_t identified_count, identified_size;
	uint64_t *is_identified; /* by visitor_id */
	uint32_t *identified_before;
	uint32_t identified_words; /* of both */
	struct retired *retired;
	size_t bytes; /* of all arrays, the retired ones too, and identities' texts */
};

static const struct {
	enum attribute attributes[TABLE_TEXTS_MAX];
	int count;
} of_tables[TABLE_COUNT] = {
	[TABLE_PAGES] = { { ATTRIBUTE_PATH, ATTRIBUTE_TITLE, ATTRIBUTE_QUERY, ATTRIBUTE_HOSTNAME },
			  4 },
	[TABLE_SOURCES] = { { ATTRIBUTE_REFERRER, ATTRIBUTE_DOMAIN, ATTRIBUTE_CHANNEL,
			      ATTRIBUTE_UTM_SOURCE, ATTRIBUTE_UTM_MEDIUM, ATTRIBUTE_UTM_CAMPAIGN,
			      ATTRIBUTE_UTM_CONTENT, ATTRIBUTE_UTM_TERM },
			    8 },
	[TABLE_ACTIONS] = { { ATTRIBUTE_EVENT, ATTRIBUTE_TAG }, 2 },
	[TABLE_CLIENTS] = { { ATTRIBUTE_BROWSER, ATTRIBUTE_OS, ATTRIBUTE_DEVICE, ATTRIBUTE_SCREEN,
			      ATTRIBUTE_LANGUAGE },
			    5 },
	[TABLE_LOCATIONS] = { { ATTRIBUTE_COUNTRY, ATTRIBUTE_REGION, ATTRIBUTE_CITY }, 3 },
};

const enum attribute *
table_attributes(enum view_table table, int *count)
{
	*count = of_tables[table].count;
	return of_tables[table].attributes;
}

/* ---- arrays that grow ---- */

/* A larger copy; the old array is kept for its readers, which doubles the memory at most. */
static bool
grow(struct slots *slots, void *array, size_t element, uint32_t count, uint32_t size)
{
	void **at = array;
	struct retired *retired = malloc(sizeof(*retired));
	void *larger = malloc(size * element);
	if (retired == NULL || larger == NULL) {
		free(retired);
		free(larger);
		return false;
	}
	if (count > 0)
		memcpy(larger, *at, count * element);
	*retired = (struct retired){ slots->retired, *at, count * element };
	slots->retired = retired;
	slots->bytes += size * element;
	*at = larger;
	return true;
}

/* ---- ids to slots ---- */

/* Fibonacci hashing (Knuth, The Art of Computer Programming, volume 3, section 6.4). */
static uint32_t
index_place(const struct index *index, uint32_t id)
{
	return (uint32_t)(id * 2654435769u) >> (32 - index->bits);
}

static uint32_t
index_find(const struct numbered *numbered, uint32_t id)
{
	const struct index *index = &numbered->index;
	if (index->places == NULL)
		return SLOT_NONE;
	uint32_t mask = (1u << index->bits) - 1;
	for (uint32_t at = index_place(index, id); index->places[at] != 0; at = (at + 1) & mask)
		if (numbered->ids[index->places[at] - 1] == id)
			return index->places[at] - 1;
	return SLOT_NONE;
}

static void
index_put(struct numbered *numbered, uint32_t slot)
{
	struct index *index = &numbered->index;
	uint32_t mask = (1u << index->bits) - 1;
	uint32_t at = index_place(index, numbered->ids[slot]);
	while (index->places[at] != 0)
		at = (at + 1) & mask;
	index->places[at] = slot + 1;
}

/* Only whoever adds looks ids up, so that the old index can go at once. */
static bool
index_grow(struct numbered *numbered)
{
	uint32_t bits = numbered->index.places == NULL ? 6 : numbered->index.bits + 1;
	uint32_t *places = calloc((size_t)1 << bits, sizeof(*places));
	if (places == NULL)
		return false;
	free(numbered->index.places);
	numbered->index = (struct index){ places, bits };
	for (uint32_t slot = 0; slot < numbered->count; slot++)
		index_put(numbered, slot);
	return true;
}

/* Room for one more id. */
static bool
numbered_reserve(struct slots *slots, struct numbered *numbered)
{
	if (numbered->count == numbered->size) {
		uint32_t size = numbered->size == 0 ? 32 : numbered->size * 2;
		if (!grow(slots, &numbered->ids, sizeof(*numbered->ids), numbered->count, size))
			return false;
		numbered->size = size;
	}
	return numbered->index.places != NULL &&
			       2 * (numbered->count + 1) < 1u << numbered->index.bits
		       ? true
		       : index_grow(numbered);
}

static uint32_t
numbered_add(struct numbered *numbered, uint32_t id)
{
	numbered->ids[numbered->count] = id;
	index_put(numbered, numbered->count);
	return numbered->count++;
}

/* ---- all together ---- */

static uint32_t
text_slot(struct slots *slots, uint32_t text_id)
{
	uint32_t slot = index_find(&slots->texts, text_id);
	if (slot != SLOT_NONE)
		return slot;
	return numbered_reserve(slots, &slots->texts) ? numbered_add(&slots->texts, text_id)
						      : SLOT_NONE;
}

uint32_t
slots_find(const struct slots *slots, enum view_table table, uint32_t id)
{
	return index_find(&slots->tables[table].numbered, id);
}

bool
slots_find_all(const struct slots *slots, enum view_table table, const uint32_t *ids,
	       uint32_t count, uint32_t *found)
{
	enum { AHEAD = 16 };
	const struct numbered *numbered = &slots->tables[table].numbered;
	const struct index *index = &numbered->index;
	bool all = true;
	for (uint32_t i = 0; i < count; i++) {
		if (i + AHEAD < count)
			__builtin_prefetch(&index->places[index_place(index, ids[i + AHEAD])]);
		found[i] = index_find(numbered, ids[i]);
		all = all && found[i] != SLOT_NONE;
	}
	return all;
}

uint32_t
slots_find_text(const struct slots *slots, uint32_t text_id)
{
	return index_find(&slots->texts, text_id);
}

static bool
table_reserve(struct slots *slots, enum view_table table)
{
	struct table *to = &slots->tables[table];
	uint32_t size = to->numbered.size, count = to->numbered.count;
	if (!numbered_reserve(slots, &to->numbered))
		return false;
	if (to->numbered.size == size)
		return true;
	for (int i = 0; i < of_tables[table].count; i++)
		if (!grow(slots, &to->texts[i], sizeof(uint32_t), count, to->numbered.size))
			return false;
	return table != TABLE_ACTIONS || grow(slots, &to->event_types, 1, count, to->numbered.size);
}

bool
slots_add(struct slots *slots, enum view_table table, uint32_t id, const uint32_t *text_ids,
	  unsigned char event_type)
{
	struct table *to = &slots->tables[table];
	uint32_t texts[TABLE_TEXTS_MAX];
	if (slots_find(slots, table, id) != SLOT_NONE)
		return true;
	for (int i = 0; i < of_tables[table].count; i++) {
		texts[i] = text_slot(slots, text_ids[i]);
		if (texts[i] == SLOT_NONE)
			return false;
	}
	if (!table_reserve(slots, table))
		return false;
	for (int i = 0; i < of_tables[table].count; i++)
		to->texts[i][to->numbered.count] = texts[i];
	if (table == TABLE_ACTIONS)
		to->event_types[to->numbered.count] = event_type;
	numbered_add(&to->numbered, id);
	return true;
}

/* Room for a visitor's bit; the words up to it. */
static bool
identified_reserve(struct slots *slots, uint32_t visitor_id)
{
	uint32_t before = slots->identified_words, words = before == 0 ? 32 : before;
	while (words <= visitor_id / 64)
		words *= 2;
	if (words == before)
		return true;
	if (!grow(slots, &slots->is_identified, sizeof(uint64_t), before, words) ||
	    !grow(slots, &slots->identified_before, sizeof(uint32_t), before, words))
		return false;
	memset(slots->is_identified + before, 0, (words - before) * sizeof(uint64_t));
	slots->identified_words = words;
	return true;
}

/* Marks the next one, who comes after all others: what views read of these is not touched again. */
static void
identified_mark(struct slots *slots, uint32_t visitor_id)
{
	struct bits bits = { slots->is_identified, (size_t)slots->identified_words * 64 };
	uint32_t last = slots_last_identified(slots), count = slots->identified_count;
	for (uint32_t word = count == 0 ? 0 : last / 64 + 1; word <= visitor_id / 64; word++)
		slots->identified_before[word] = count;
	bits_claim(&bits, visitor_id);
}

bool
slots_identify(struct slots *slots, uint32_t visitor_id, uint32_t text_id, const char *text)
{
	uint32_t slot = text_slot(slots, text_id), count = slots->identified_count;
	if (slot == SLOT_NONE)
		return false;
	if (count == slots->identified_size) {
		uint32_t size = count == 0 ? 32 : count * 2;
		if (!grow(slots, &slots->identified, sizeof(uint32_t), count, size) ||
		    !grow(slots, &slots->identities, sizeof(uint32_t), count, size) ||
		    !grow(slots, &slots->identity_texts, sizeof(char *), count, size))
			return false;
		slots->identified_size = size;
	}
	slots->identity_texts[count] = strdup(text);
	if (slots->identity_texts[count] == NULL || !identified_reserve(slots, visitor_id)) {
		free(slots->identity_texts[count]);
		return false;
	}
	identified_mark(slots, visitor_id);
	slots->bytes += strlen(text) + 1;
	slots->identified[count] = visitor_id;
	slots->identities[count] = slot;
	slots->identified_count++;
	return true;
}

uint32_t
slots_last_identified(const struct slots *slots)
{
	return slots->identified_count == 0 ? 0 : slots->identified[slots->identified_count - 1];
}

struct slots *
slots_new(void)
{
	static const uint32_t none[TABLE_TEXTS_MAX] = { 0 };
	const unsigned char pageview = 1;
	struct slots *slots = calloc(1, sizeof(*slots));
	if (slots == NULL)
		return NULL;
	bool fits = text_slot(slots, 0) == 0;
	for (enum view_table table = 0; table < TABLE_COUNT; table++)
		fits = fits && slots_add(slots, table, 0, none, pageview);
	if (fits)
		return slots;
	slots_free(slots);
	return NULL;
}

void
slots_settle(struct slots *slots)
{
	while (slots->retired != NULL) {
		struct retired *next = slots->retired->next;
		slots->bytes -= slots->retired->bytes;
		free(slots->retired->memory);
		free(slots->retired);
		slots->retired = next;
	}
}

void
slots_free(struct slots *slots)
{
	if (slots == NULL)
		return;
	slots_settle(slots);
	for (enum view_table table = 0; table < TABLE_COUNT; table++) {
		free(slots->tables[table].numbered.ids);
		free(slots->tables[table].numbered.index.places);
		free(slots->tables[table].event_types);
		for (int i = 0; i < TABLE_TEXTS_MAX; i++)
			free(slots->tables[table].texts[i]);
	}
	free(slots->texts.ids);
	free(slots->texts.index.places);
	for (uint32_t i = 0; i < slots->identified_count; i++)
		free(slots->identity_texts[i]);
	free(slots->identity_texts);
	free(slots->identified);
	free(slots->identities);
	free(slots->is_identified);
	free(slots->identified_before);
	free(slots);
}

static size_t
index_bytes(const struct index *index)
{
	return index->places == NULL ? 0 : sizeof(*index->places) << index->bits;
}

size_t
slots_bytes(const struct slots *slots)
{
	size_t bytes = sizeof(*slots) + slots->bytes + index_bytes(&slots->texts.index);
	for (enum view_table table = 0; table < TABLE_COUNT; table++)
		bytes += index_bytes(&slots->tables[table].numbered.index);
	return bytes;
}

void
slots_view(const struct slots *slots, struct view *view)
{
	for (enum view_table table = 0; table < TABLE_COUNT; table++) {
		const struct table *from = &slots->tables[table];
		struct view_slots *to = &view->tables[table];
		*to = (struct view_slots){ .count = from->numbered.count,
					   .ids = from->numbered.ids,
					   .event_types = from->event_types };
		for (int i = 0; i < of_tables[table].count; i++)
			to->texts[of_tables[table].attributes[i]] = from->texts[i];
	}
	view->text_count = slots->texts.count;
	view->text_ids = slots->texts.ids;
	view->identified = slots->identified;
	view->identities = slots->identities;
	view->identity_texts = (const char *const *)slots->identity_texts;
	view->identified_count = slots->identified_count;
	view->is_identified = (struct bits){ slots->is_identified,
					     slots->identified_count == 0
						     ? 0
						     : (size_t)slots_last_identified(slots) + 1 };
	view->identified_before = slots->identified_before;
}
