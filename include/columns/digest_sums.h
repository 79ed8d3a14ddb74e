/*
 * What a digest has of a group in a chunk, and how a chunk is packed: for digest.c, which makes it, and digest_use.c.
 *
 * A chunk is a row of numbers, seven bits a byte, the lowest first, the last byte of each below 128: for each group that it has
 * the distance from the one before (the first: its place plus one), rows, visits, bounces, seconds, visitors whom no chunk before
 * has, and how many chunks before were the last to have others; then each of these chunks and how many visitors it had. 0 ends
 * it.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_DIGEST_SUMS_H
#define COLUMNS_DIGEST_SUMS_H

#include <stdbool.h>
#include <stdint.h>

enum {
	NUMBER_MAX = 10, /* bytes of a number */
	SUM_NUMBERS = 6,
	AGAIN_NUMBERS = 2
};

struct group_sums {
	uint64_t distance; /* from the group before; the first: its place plus one */
	uint32_t rows;
	uint32_t visits;
	uint32_t bounces;
	uint64_t seconds;
	uint32_t visitors; /* at first: with a single visit */
};

static inline unsigned char *
number_pack(unsigned char *at, uint64_t number)
{
	for (; number >= 128; number >>= 7)
		*at++ = (unsigned char)(number | 128);
	*at++ = (unsigned char)number;
	return at;
}

static inline uint64_t
number_unpack(const unsigned char **at)
{
	uint64_t number = **at & 127;
	for (unsigned shift = 7; *(*at)++ >= 128; shift += 7)
		number |= (uint64_t)(**at & 127) << shift;
	return number;
}

static inline unsigned char *
sums_pack(unsigned char *at, const struct group_sums *sums)
{
	at = number_pack(at, sums->distance);
	at = number_pack(number_pack(at, sums->rows), sums->visits);
	at = number_pack(number_pack(at, sums->bounces), sums->seconds);
	return number_pack(at, sums->visitors);
}

/* False at the end of a chunk. */
static inline __attribute__((always_inline)) bool
sums_unpack(const unsigned char **at, struct group_sums *sums)
{
	sums->distance = number_unpack(at);
	if (sums->distance == 0)
		return false;
	sums->rows = (uint32_t)number_unpack(at);
	sums->visits = (uint32_t)number_unpack(at);
	sums->bounces = (uint32_t)number_unpack(at);
	sums->seconds = number_unpack(at);
	sums->visitors = (uint32_t)number_unpack(at);
	return true;
}

#endif
