/*
 * The ids that senders gave their events: what is sent again under one that has been stored is a duplicate. Kept for twice as
 * long as an event may be late. Collector's thread.
 * SPDX-License-Identifier: MIT
 */
#ifndef EVENT_KEYS_H
#define EVENT_KEYS_H

#include "facts.h"
#include "outcome.h"

#include <stdbool.h>

/* Prepares the statement on this thread's connection. */
enum outcome event_keys_prepare(void);

/*
 * Notes the keys of a batch's events. Those that came before, in another batch or in this one, get EVENT_DUPLICATE and leave
 * the array. In the batch's transaction, with its websites locked. Costs nothing where no event has a key.
 */
enum outcome event_keys_write(struct facts *facts);

#endif
