/*
 * What came along with the events of a block, packed as its columns are, and how often each property came. Pure; one thread.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_BLOCK_PROPERTIES_H
#define COLUMNS_BLOCK_PROPERTIES_H

#include "cells.h"
#include "column.h"
#include "selection.h"
#include "view.h"

#include <stdbool.h>
#include <stdint.h>

/* A property of an event: the event's place in its block, and the property's number (property_values.h). */
struct event_property {
	uint32_t row;
	uint32_t number;
};

struct block_properties {
	uint32_t event_count;  /* events that have any */
	struct column rows;    /* their places, in order */
	struct column counts;  /* how many they have */
	struct column numbers; /* which, event by event */
};

/* Packs them, in any order, in `arena`. False without memory. */
bool block_properties_make(const struct event_property *properties, uint32_t count,
			   struct arena *arena, struct block_properties *made);

/* What is packed; and moving it to so many bytes elsewhere. */
size_t block_properties_bytes(const struct block_properties *properties);
void block_properties_move(struct block_properties *properties, unsigned char *to);

/* Those of some blocks, as view_block names them. */
struct known_block_properties {
	int number;
	long long version;
	const struct block_properties *properties;
};

/* What an event's properties are counted by beside their numbers. */
enum property_group { GROUP_NOTHING, GROUP_EVENT_NAME, GROUP_UNIT };

/* What goes over the blocks for it: a struct scan's functions take it as their context. */
struct property_counts {
	const struct view *view;
	struct selection *selection;
	bool all_types;        /* rows of any type count */
	const uint8_t *wanted; /* by number: 1 for those that count */
	enum property_group group;
	const uint16_t *unit_of_minute; /* GROUP_UNIT: as in struct tally_asked */
	long long first_minute;
	const struct known_block_properties *blocks; /* all that are wanted, in order */
	uint32_t block_count;
	struct cells *cells; /* by group (0, the name's text slot, the unit) and number */
	uint64_t events;     /* that have any property that counts */
};

bool property_counts_wants(const void *counts, const struct view_block *block);
unsigned property_counts_columns(const void *counts, const struct view_block *block);
bool property_counts_block(void *counts, const struct view_block *block);

/* The properties of a block, by number and version; NULL: not among them. */
const struct block_properties *block_properties_find(const struct known_block_properties *blocks,
						     uint32_t count,
						     const struct view_block *block);

#endif
