/*
 * Visitors who come again and again, as blocks and as plain rows, for tests of what is asked of blocks.
 * SPDX-License-Identifier: MIT
 */
#ifndef TEST_CROWD_H
#define TEST_CROWD_H

#include "arena.h"
#include "rows.h"
#include "slots.h"
#include "view.h"
#include "walk.h"

#include <stdbool.h>

enum {
	CROWD_PAGES = 5,
	CROWD_EVENTS = 3,
	CROWD_SOURCES = 3,
	CROWD_CLIENTS = 2,
	CROWD_BLOCKS_MAX = 64
};

/* A row as a slow computation wants it. */
struct crowd_row {
	int visitor; /* 0, as the visit: counted without a visitor */
	int visit;
	long long event_id;
	bool is_event;
	uint32_t text; /* the slot of the path or of the event's name */
	uint32_t page; /* slots */
	uint32_t source;
	uint32_t client;
	/* Of its visit: */
	bool bounced;
	int seconds;
};

struct crowd {
	struct arena *arena;
	struct slots *slots;
	struct view view;
	struct bits returning;
	struct view_block blocks[CROWD_BLOCKS_MAX];
	int block_count;
	struct crowd_row *rows; /* visit by visit, in order */
	int row_count;
	struct crowd_row *nobodys; /* those that were counted without a visitor */
	int nobodys_count;
	uint32_t paths[CROWD_PAGES]; /* text slots; some pages share a path */
	uint32_t names[CROWD_EVENTS];
};

/* By rand(); some visits are of earlier days than those before them, and some rows were counted without a visitor. */
struct crowd *crowd_new(int visitors, int visits);
void crowd_free(struct crowd *crowd);

/* A set of text slots that has each of `texts` by the bits of `chosen`. */
struct bits *crowd_texts(struct crowd *crowd, const uint32_t *texts, int count, unsigned chosen);

/* The text slots that a set has not. */
struct bits *crowd_texts_but(struct crowd *crowd, const struct bits *texts);

/*
 * What goes over blocks, as a struct scan has it; asserts that only what was asked for is read. crowd_share() gives every other
 * block to a fork, where one can be had.
 */
void crowd_scan(const struct crowd *crowd, void *context,
		bool (*wants)(const void *, const struct view_block *),
		unsigned (*columns)(const void *, const struct view_block *),
		bool (*block)(void *, const struct view_block *));
void crowd_walk(const struct crowd *crowd, struct walk_scan scan);
void crowd_share(const struct crowd *crowd, void *context,
		 bool (*wants)(const void *, const struct view_block *),
		 unsigned (*columns)(const void *, const struct view_block *),
		 bool (*block)(void *, const struct view_block *), void *(*fork)(const void *),
		 bool (*join)(void *, void *));

#endif
