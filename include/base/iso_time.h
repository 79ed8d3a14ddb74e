/*
 * Moments as text: ISO 8601 in the profile of RFC 3339 that JavaScript's Date writes and reads.
 * SPDX-License-Identifier: MIT
 */
#ifndef ISO_TIME_H
#define ISO_TIME_H

#include <stdbool.h>

enum { ISO_TIME_SIZE = 32 };

/*
 * Reads "2026-11-23T02:39:00.123Z", with any number of decimals or none, seconds optional, and an offset in place of Z. A
 * date alone is its midnight in UTC. False when it is none, or no such moment exists; `ms` is since 1970.
 */
bool iso_time_parse(const char *text, long long *ms);

/* Writes "2026-11-23T02:39:00.123Z", for the years 1000 to 9999. */
void iso_time_format(long long ms, char out[ISO_TIME_SIZE]);

#endif
