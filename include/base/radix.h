/*
 * Sorting many numbers by some of their bits. Pure.
 * SPDX-License-Identifier: MIT
 */
#ifndef RADIX_H
#define RADIX_H

#include <stdint.h>

/*
 * Sorts numbers by their bits from `lowest_bit` (a multiple of 8) on; those that are alike stay in their order. `spare` is as
 * large as `numbers`, and the answer is one of the two.
 */
uint64_t *radix_sort(uint64_t *numbers, uint64_t *spare, uint32_t count, unsigned lowest_bit);

#endif
