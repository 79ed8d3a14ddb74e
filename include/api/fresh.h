/*
 * What a website has collected since its blocks were written: visits that are new or have changed, whole, as if they were a
 * block, and which visits of the blocks they take the place of. Never changes; when there is more, another one is made.
 * SPDX-License-Identifier: MIT
 */
#ifndef FRESH_H
#define FRESH_H

#include "known_website.h"
#include "outcome.h"
#include "rows.h"
#include "store.h"
#include "view.h"

#include <stdatomic.h>
#include <stdint.h>

/* Visits of a block that are in `rows` instead. */
struct replacement {
	int block_number;
	uint64_t *visits; /* a bit for each */
};

enum { FRESH_PARTS = 2 };
struct fresh {
	atomic_int holders;
	struct arena *arena; /* it lies in it itself */
	struct rows rows;
	struct replacement *replacements; /* by block_number */
	int replacement_count;
	struct view_block parts[FRESH_PARTS]; /* visits, and what was counted without a visitor */
	struct view_column columns[FRESH_PARTS][COLUMN_COUNT];
};

/* Adds changes to what `before` has, which may be NULL; with one holder. Under the website's mutex, in a transaction. */
enum outcome fresh_make(struct known_website *website, const struct fresh *before,
			const struct stored_change *changes, int count, struct fresh **made);
/* NULL is allowed. */
void fresh_release(struct fresh *fresh);

/* Of that block; NULL: none. */
struct replacement *replacement_find(const struct fresh *fresh, int block_number);

#endif
