/*
 * Whether blocks and changes say the same as the rows.
 * SPDX-License-Identifier: MIT
 */
#ifndef BLOCKS_CHECK_H
#define BLOCKS_CHECK_H

#include <stdbool.h>
#include <stdio.h>

/*
 * Compares all of it, visit by visit and event by event, as of one moment; prints each difference to `out`, a line each, then
 * how many there are. True when there is none; false also when the database failed, which the log says. On a thread with a
 * connection, outside of a transaction.
 */
bool blocks_check(FILE *out);

#endif
