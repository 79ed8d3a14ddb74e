/*
 * The largest numbers of many. Pure.
 * SPDX-License-Identifier: MIT
 */
#ifndef RANK_H
#define RANK_H

#include <stddef.h>
#include <stdint.h>

/* The largest number but `rank` others of `count` > rank; in the mean after one look at each. Reorders `numbers`. */
uint64_t rank_largest(uint64_t *numbers, size_t count, size_t rank);

#endif
