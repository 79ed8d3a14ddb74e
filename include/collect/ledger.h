/*
 * The books of collecting: per website and hour of the event, what was received and what became of it. Collector's thread.
 * SPDX-License-Identifier: MIT
 */
#ifndef LEDGER_H
#define LEDGER_H

#include "event.h"
#include "facts.h"
#include "outcome.h"

/* Prepares the statement on this thread's connection. */
enum outcome ledger_prepare(void);

/*
 * Adds a batch to the books, in its transaction: received is every one of `events`, stored are those that `facts` has
 * written, refused those with a result already. Each is counted for itself, so that an event that got lost between them shows.
 */
enum outcome ledger_write(struct facts *facts, struct event *const events[], int count);

#endif
