/*
 * Hoare's algorithm "FIND" (Communications of the ACM 4, 1961), with the middle one of three as its bound.
 * SPDX-License-Identifier: MIT
 */
#include "rank.h"

static void
swap(uint64_t *a, uint64_t *b)
{
	uint64_t other = *a;
	*a = *b;
	*b = other;
}

static uint64_t
middle_of_three(uint64_t a, uint64_t b, uint64_t c)
{
	if (a < b)
		return b < c ? b : a < c ? c : a;
	return a < c ? a : b < c ? c : b;
}

uint64_t
rank_largest(uint64_t *numbers, size_t count, size_t rank)
{
	size_t low = 0, high = count - 1;
	while (low < high) {
		uint64_t bound = middle_of_three(numbers[low], numbers[low + (high - low) / 2],
						 numbers[high]);
		size_t left = low, right = high;
		for (;;) {
			while (numbers[left] > bound)
				left++;
			while (numbers[right] < bound)
				right--;
			if (left >= right)
				break;
			swap(&numbers[left++], &numbers[right--]);
		}
		/* up to `right` all are at least the bound, from right + 1 on at most */
		if (rank <= right)
			high = right < high ? right : high - 1;
		else
			low = right + 1;
	}
	return numbers[rank];
}
