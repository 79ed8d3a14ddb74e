/*
 * Deletes for good what was collected for deleted websites.
 * SPDX-License-Identifier: MIT
 */
#ifndef WEBSITE_PURGE_H
#define WEBSITE_PURGE_H

#include <stdbool.h>

/*
 * Deletes until nothing is left of any website with deleted_at, in many short transactions, so that
 * a big website neither meets the statement timeout nor holds up others. While somebody else is at
 * it, leaves it to them. May be stopped at any time: the next call goes on. On a thread with a
 * connection, outside of a transaction. False when the database failed.
 */
bool website_purge(void);

/*
 * Goes on with what a server left that was stopped while it purged, for two seconds at most. On a
 * thread with a connection, outside of a transaction.
 */
void website_purge_rest(void);

#endif
