/*
 * Makes blocks anew of the rows, while the collector goes on. On a thread with a connection, better one without a statement
 * timeout; outside of a transaction.
 * SPDX-License-Identifier: MIT
 */
#ifndef REBUILD_H
#define REBUILD_H

#include <stdbool.h>

/* Makes the blocks of all websites that have rows and no blocks yet. Waits while another server does. False: it failed. */
bool rebuild_missing(void);

/* Makes all blocks anew, of one website or, NULL, of all. False when there is none of that UUID, or when it failed. */
bool rebuild(const char *website_uuid);

#endif
