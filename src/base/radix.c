/*
 * A byte at a time, those that are the same everywhere left out.
 * SPDX-License-Identifier: MIT
 */
#include "radix.h"

#include <stddef.h>

uint64_t *
radix_sort(uint64_t *numbers, uint64_t *spare, uint32_t count, unsigned lowest_bit)
{
	for (unsigned shift = lowest_bit; count > 0 && shift < 64; shift += 8) {
		uint32_t starts[256] = { 0 }, next = 0;
		for (uint32_t i = 0; i < count; i++)
			starts[numbers[i] >> shift & 0xFF]++;
		if (starts[numbers[0] >> shift & 0xFF] == count)
			continue;
		for (unsigned byte = 0; byte < 256; byte++) {
			uint32_t here = starts[byte];
			starts[byte] = next;
			next += here;
		}
		for (uint32_t i = 0; i < count; i++)
			spare[starts[numbers[i] >> shift & 0xFF]++] = numbers[i];
		uint64_t *sorted = spare;
		spare = numbers;
		numbers = sorted;
	}
	return numbers;
}
