/*
 * Combinations of texts, from the database into slots. On a thread with a connection, in a transaction.
 * SPDX-License-Identifier: MIT
 */
#ifndef SLOTS_LOAD_H
#define SLOTS_LOAD_H

#include "arena.h"
#include "outcome.h"
#include "slots.h"

#include <stdint.h>

/* Adds all combinations of a website. */
enum outcome slots_load_all(struct slots *slots, int website_id);

/* Adds those with these ids. */
enum outcome slots_load(struct slots *slots, int website_id, enum view_table table,
			const uint32_t *ids, uint32_t count, struct arena *arena);

/* Adds the visitors whom the site identified and who are later than all that are known. */
enum outcome slots_load_identified(struct slots *slots, int website_id);

/*
 * The text that stands for the website itself among referrers: 0 when there is none. When it changes, sources mean something
 * else, and slots are to be loaded anew.
 */
enum outcome slots_own_text(int website_id, uint32_t *text_id);

#endif
