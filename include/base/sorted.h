/*
 * Finding in numbers that are in order. Pure.
 * SPDX-License-Identifier: MIT
 */
#ifndef SORTED_H
#define SORTED_H

#include <stdint.h>

/* The place of the first of `count` numbers that is not below `wanted`; `count` when all are. */
static inline uint32_t
sorted_place(const uint32_t *numbers, uint32_t count, uint32_t wanted)
{
	uint32_t low = 0, high = count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (numbers[middle] < wanted)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

#endif
