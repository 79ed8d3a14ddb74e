/*
 * Gives every text and every combination of a batch its number, asking the database only for what is not remembered. Runs
 * in a transaction of its own that is committed before anything refers to the numbers.
 * SPDX-License-Identifier: MIT
 */
#ifndef NAMES_H
#define NAMES_H

#include "arena.h"
#include "dictionary.h"
#include "event.h"
#include "outcome.h"

#include <stdbool.h>

/* What the dictionary's keys are. Combinations follow as NAME_COMBINATION + enum combination. */
enum name_kind { NAME_WEBSITE = 1, NAME_TEXT, NAME_MONTH, NAME_COMBINATION };

struct names {
	struct arena *arena; /* the batch's */
	struct dictionary *dictionary;
	struct event **events;
	int count;
	bool added; /* numbers came from this transaction: forget the dictionary if it is not committed */
};

/*
 * Sets website_id (0: no such website) of all events, and of those that are not refused text_ids, combination_ids and the
 * properties' name_id, as far as they are remembered. True when nothing is left to ask the database for.
 */
bool names_remembered(struct names *names);

/* Prepares the statements of names_resolve() on this thread's connection, in the caller's transaction. */
enum outcome names_prepare(void);

/*
 * Sets what names_remembered() has left open, and makes the partitions that are needed. In the caller's transaction, whose
 * COMMIT then does not wait for the disk: nothing that an answer rests on may be in it.
 */
enum outcome names_resolve(struct names *names);

#endif
