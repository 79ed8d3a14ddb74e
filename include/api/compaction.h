/*
 * Makes changes part of blocks. On a thread with a connection, outside of a transaction; a transaction for each step, so that
 * it may be stopped at any time.
 * SPDX-License-Identifier: MIT
 */
#ifndef COMPACTION_H
#define COMPACTION_H

#include <stdbool.h>

/*
 * Folds some of the changes of websites that have many into their blocks; of those that somebody else is at, none. *more:
 * there is more to do at once. False when something failed, which the log knows.
 */
bool compact_websites(bool *more);

/* Folds all changes that one website has, and waits for whoever is at it. */
bool compact_website(int website_id);

#endif
