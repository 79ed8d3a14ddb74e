/*
 * The slots of a website's combinations and texts: small numbers without gaps, which arrays can be indexed by, for ids with
 * gaps. A slot never changes and what it is of never does. One thread at a time, but views that were made before stay good
 * while more is added.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_SLOTS_H
#define COLUMNS_SLOTS_H

#include "view.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slots;

/* NULL without memory. */
struct slots *slots_new(void);
void slots_free(struct slots *slots);

enum { SLOT_NONE = UINT32_MAX, TABLE_TEXTS_MAX = 8 };

/* The attributes of a table in the order in which slots_add() takes their texts; *count of them. */
const enum attribute *table_attributes(enum view_table table, int *count);

/* SLOT_NONE when the combination is not known. */
uint32_t slots_find(const struct slots *slots, enum view_table table, uint32_t id);

/* slots_find() for each of `ids`. False when any has none. */
bool slots_find_all(const struct slots *slots, enum view_table table, const uint32_t *ids,
		    uint32_t count, uint32_t *found);

/* SLOT_NONE when the text is in no known combination. */
uint32_t slots_find_text(const struct slots *slots, uint32_t text_id);

/* A combination with the ids of its texts; one that is known already is left. False without memory. */
bool slots_add(struct slots *slots, enum view_table table, uint32_t id, const uint32_t *text_ids,
	       unsigned char event_type);

/*
 * A visitor whom the site identified by a text; they are added in the order of their ids. False without memory.
 */
bool slots_identify(struct slots *slots, uint32_t visitor_id, uint32_t text_id, const char *text);
/* The last of them; 0: none yet. */
uint32_t slots_last_identified(const struct slots *slots);

/* Frees what is kept for views that were made: none was yet. */
void slots_settle(struct slots *slots);

/* What all of them take. */
size_t slots_bytes(const struct slots *slots);

/* Sets the view's tables, texts and identified visitors. */
void slots_view(const struct slots *slots, struct view *view);

#endif
