/*
 * Brings the schema up to date at start: numbered SQL files, one transaction each, under an
 * advisory lock, recorded with a checksum.
 * SPDX-License-Identifier: MIT
 */
#ifndef MIGRATE_H
#define MIGRATE_H

#include <stdbool.h>

/*
 * Applies the files NNNN_what.sql of `folder` that the database does not have yet, in order.
 * Several servers may do so at once. False when one failed, or when a file that was applied has
 * changed since; the log says which. Uses a libpq connection of its own.
 */
bool migrate(const char *folder);

#endif
