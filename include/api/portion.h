/*
 * Columns of several blocks at once, from the database where they are not in memory.
 * SPDX-License-Identifier: MIT
 */
#ifndef PORTION_H
#define PORTION_H

#include "column_cache.h"
#include "known_website.h"
#include "outcome.h"

/*
 * Brings what the portion asks for into memory, where it stays until portion_release(), which is due whatever the outcome. In a
 * transaction. Combinations that come to light are loaded on the way.
 */
enum outcome portion_fill(struct known_website *website, struct portion *portion);

/* Lets go of it, and empties the portion. */
void portion_release(struct portion *portion);

#endif
