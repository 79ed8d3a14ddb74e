/*
 * Stores a batch of events in the database: names first, then all rows in one transaction. Runs on a collector's thread
 * that has a database connection of its own.
 * SPDX-License-Identifier: MIT
 */
#ifndef BATCH_H
#define BATCH_H

#include "event.h"
#include "secret.h"
#include "visitor.h"

#include <stdbool.h>

enum { BATCH_EVENTS_MAX = 1000 };

/* What one writer remembers between batches. */
struct batch_writer;

/* NULL without memory. The secret makes visitors of the ids that websites give. */
struct batch_writer *batch_writer_new(enum salt_rotation rotation,
				      const unsigned char identity_secret[SECRET_SIZE]);
void batch_writer_free(struct batch_writer *writer);

/*
 * Stores the events that wait, counts all of them in the ledger, refused ones too, and sets every event's result; at most
 * BATCH_EVENTS_MAX events, in the order they came. An event that the database refuses does not harm the others. EVENT_BUSY:
 * neither stored nor counted. `now` is in ms since 1970.
 */
void batch_store(struct batch_writer *writer, struct event **events, int count, long long now);

/* Makes this period's salt and destroys those that are over; to be called now and then. False: the database is away. */
bool batch_rotate_salts(struct batch_writer *writer, long long now);

/* Removes some of the event keys and visitors that are over, when it is time to; to be called now and then. */
void batch_forget(struct batch_writer *writer, long long now);

#endif
