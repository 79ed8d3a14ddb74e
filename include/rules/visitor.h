/*
 * Who is the same visitor: a keyed hash. The key is a random salt that rotates and is then
 * destroyed; without it the hash says nothing about an address, and visits of two periods cannot be
 * joined.
 * SPDX-License-Identifier: MIT
 */
#ifndef VISITOR_H
#define VISITOR_H

#include <stdbool.h>
#include <stdint.h>

#define VISITOR_KEY_SIZE 16

enum salt_rotation { SALT_DAY, SALT_WEEK, SALT_MONTH };

/* "day", "week" or "month"; false for anything else. */
bool salt_rotation_parse(const char *text, enum salt_rotation *out);

/*
 * The start, in Unix milliseconds, of the period that holds `unix_ms`: midnight, Monday or the
 * first of the month, in UTC.
 */
long long salt_period(enum salt_rotation rotation, long long unix_ms);

/*
 * The visitor that a request belongs to, never 0; `address` as address_format() writes it, `user_agent` as
 * it came.
 */
uint64_t visitor_hash(const unsigned char key[VISITOR_KEY_SIZE], uint32_t website_id,
		      long long period, const char *address, const char *user_agent);

/*
 * The visitor whom the website itself identifies. The key is one that does not rotate: the same id
 * stays the same visitor.
 */
uint64_t visitor_hash_identified(const unsigned char key[VISITOR_KEY_SIZE], uint32_t website_id,
				 const char *distinct_id);

#endif
