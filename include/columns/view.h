/*
 * A website's visits and events as of one moment, as reports read them: blocks, the combinations of texts that they name, and
 * the texts' numbers. Pure; whoever makes a view (reader.h) puts into memory what a scan asks for.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_VIEW_H
#define COLUMNS_VIEW_H

#include "block.h"

#include <stdbool.h>
#include <stdint.h>

/* The tables of combinations; what they have of texts. */
enum view_table {
	TABLE_PAGES,
	TABLE_SOURCES,
	TABLE_ACTIONS,
	TABLE_CLIENTS,
	TABLE_LOCATIONS,
	TABLE_COUNT
};

/* A property of rows, visits or visitors that is a text: those of one table together. */
enum attribute {
	ATTRIBUTE_PATH,
	ATTRIBUTE_TITLE,
	ATTRIBUTE_QUERY,
	ATTRIBUTE_HOSTNAME,
	ATTRIBUTE_REFERRER, /* domain; from here to utm_term as website_sources() shows them */
	ATTRIBUTE_DOMAIN,   /* shown name */
	ATTRIBUTE_CHANNEL,
	ATTRIBUTE_UTM_SOURCE,
	ATTRIBUTE_UTM_MEDIUM,
	ATTRIBUTE_UTM_CAMPAIGN,
	ATTRIBUTE_UTM_CONTENT,
	ATTRIBUTE_UTM_TERM,
	ATTRIBUTE_EVENT, /* name */
	ATTRIBUTE_TAG,
	ATTRIBUTE_BROWSER,
	ATTRIBUTE_OS,
	ATTRIBUTE_DEVICE,
	ATTRIBUTE_SCREEN,
	ATTRIBUTE_LANGUAGE,
	ATTRIBUTE_COUNTRY,
	ATTRIBUTE_REGION,
	ATTRIBUTE_CITY,
	ATTRIBUTE_COUNT
};

/* The table that an attribute stands in. */
enum view_table attribute_table(enum attribute attribute);

/* The attribute of that name in the API; ATTRIBUTE_COUNT when there is none. "name" is the event's. */
enum attribute attribute_named(const char *property);

/* A set of texts, of visitors, ...: one bit each. */
struct bits {
	uint64_t *words;
	size_t count; /* bits */
};

static inline bool
bits_have(const struct bits *bits, uint32_t number)
{
	return number < bits->count && bits->words[number >> 6] >> (number & 63) & 1;
}

static inline void
bits_add(struct bits *bits, uint32_t number)
{
	bits->words[number >> 6] |= 1ULL << (number & 63);
}

/* Adds a number that several threads may add at once: true for the first one. */
static inline bool
bits_claim(struct bits *bits, uint32_t number)
{
	uint64_t *word = &bits->words[number >> 6], bit = 1ULL << (number & 63);
	return !(__atomic_load_n(word, __ATOMIC_RELAXED) & bit) &&
	       !(__atomic_fetch_or(word, bit, __ATOMIC_RELAXED) & bit);
}

/*
 * A table's combinations, numbered by this server in the order it met them: its slots. Slot 0 is the combination with id 0,
 * that is none. Texts are numbered the same way: slot 0 is the empty text.
 */
struct view_slots {
	uint32_t count;
	const uint32_t *ids; /* of the combinations, by slot */
	const uint32_t *texts
		[ATTRIBUTE_COUNT]; /* text slots by slot; NULL for attributes of other tables */
	const unsigned char *event_types; /* of TABLE_ACTIONS, by slot; else NULL */
};

/* A column in memory. One of ids of a table has numbers in place of its values, and the slots that they stand for. */
struct view_column {
	struct column column;
	const uint32_t *slots; /* NULL: not of a table */
	uint32_t slot_count;
};

struct view_block {
	/* What it is of: a block as it was written once; or what was collected since, whose version is 0. */
	int number;
	long long version;
	bool anonymous; /* counted without a visitor: each of its visits is one event */
	int visit_count;
	int event_count;
	long long lowest_id; /* of its events; 0 without any */
	long long highest_id;
	const uint64_t
		*replaced; /* a bit for each visit that a later block has instead; NULL: none */
	const struct view_column *columns[COLUMN_COUNT]; /* NULL: not in memory */
};

struct view {
	struct view_slots tables[TABLE_COUNT];
	uint32_t text_count;      /* text slots */
	const uint32_t *text_ids; /* by slot */
	uint32_t visitor_limit;   /* above every visitor_id */
	/* Whom the site identified, in the order of their ids, and by which texts: their slots, and themselves. */
	const uint32_t *identified;
	const uint32_t *identities;
	const char *const *identity_texts;
	uint32_t identified_count;
	struct bits is_identified;         /* a bit for each of them */
	const uint32_t *identified_before; /* how many come before each word of these bits */
	/* Every visitor who has more than one visit, and perhaps others: who is not among them needs no looking for twice. */
	const struct bits *returning;
};

/* Whose place among the identified visitors that is; NOT_IDENTIFIED: nobody's. */
#define NOT_IDENTIFIED UINT32_MAX
static inline uint32_t
view_identified(const struct view *view, uint32_t visitor)
{
	if (visitor >= view->is_identified.count)
		return NOT_IDENTIFIED;
	/* Whoever comes after this view's last one may be added at any time. */
	uint64_t word = __atomic_load_n(&view->is_identified.words[visitor >> 6], __ATOMIC_RELAXED);
	uint64_t bit = 1ULL << (visitor & 63);
	if (!(word & bit))
		return NOT_IDENTIFIED;
	return view->identified_before[visitor >> 6] +
	       (uint32_t)__builtin_popcountll(word & (bit - 1));
}

/* The id of an event of a block that has COLUMN_MINUTE, COLUMN_MOMENT and COLUMN_NUMBER in memory. */
static inline long long
view_event_id(const struct view_block *block, uint32_t event)
{
	long long ms = column_value(&block->columns[COLUMN_MINUTE]->column, event) * 60000LL +
		       column_value(&block->columns[COLUMN_MOMENT]->column, event);
	return ms << EVENT_NUMBER_BITS |
	       column_value(&block->columns[COLUMN_NUMBER]->column, event);
}

/* The table whose ids a column has; TABLE_COUNT: none. */
enum view_table column_table(enum block_column column);

/* The id that such a column, in memory, has in a row. */
static inline int
view_id(const struct view *view, const struct view_block *block, enum block_column which,
	uint32_t row)
{
	const struct view_column *column = block->columns[which];
	uint32_t slot = column->slots[column_packed(&column->column, row)];
	return (int)view->tables[column_table(which)].ids[slot];
}

/*
 * Makes a column of a block readable: its packed bytes stay where they are. For one of ids, `*ids` tells which, and the caller
 * gives it their slots; else it is NULL. In `arena`. False when the column is damaged, or without memory.
 */
bool view_column_open(struct bytes bytes, enum block_column which, uint32_t count,
		      struct arena *arena, struct view_column *column, const uint32_t **ids,
		      uint32_t *id_count);

#endif
