/*
 * The clocks of time zones as the database knows them, each read once and then shared by all threads.
 * SPDX-License-Identifier: MIT
 */
#ifndef ZONES_H
#define ZONES_H

#include "outcome.h"
#include "zone.h"

/* On a thread with a connection, in a transaction. `name` is one that the database has. *zone stays for ever. */
enum outcome zones_find(const char *name, const struct zone **zone);

#endif
