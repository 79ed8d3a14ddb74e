/*
 * Whether the books balance: the ledger against itself and against the rows that are there.
 * SPDX-License-Identifier: MIT
 */
#ifndef LEDGER_CHECK_H
#define LEDGER_CHECK_H

#include <stdbool.h>
#include <stdio.h>

/*
 * Prints every website's hour that does not balance to `out`, a line each, then how many there are. True when there is none;
 * false also when the database failed, which the log says. On a thread with a connection, outside of a transaction.
 */
bool ledger_check(FILE *out);

#endif
