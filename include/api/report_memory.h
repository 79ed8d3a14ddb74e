/*
 * One account of what reports keep in memory, with one limit. What is too much goes: columns first, which are read again the
 * fastest, until they have their share; then of all else what was not used for longest.
 * SPDX-License-Identifier: MIT
 */
#ifndef REPORT_MEMORY_H
#define REPORT_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* How many bytes may stay in memory while nobody holds them; at any time. */
void report_memory_limit(size_t bytes_max);

/* Whether that is enough for digests. */
bool report_memory_has_room(void);

/* All that is in memory. */
size_t report_memory_bytes(void);

/* Lets go of what is too much. Due when something that was held is not any more; any thread that holds no lock of a cache. */
void report_memory_bound(void);

#endif
