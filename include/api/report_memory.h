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

/* What is in memory, in bytes. */
struct report_memory {
	size_t columns;
	size_t digests;
	size_t parts;
	size_t websites; /* what is known of each, which cannot go */
};

struct report_memory report_memory_taken(void);

/* Lets go of what is too much. Due when something that was held is not any more; any thread that holds no lock of a cache. */
void report_memory_bound(void);

/* A report has ended: the system may get back what it does not keep. */
void report_memory_rest(void);

#endif
