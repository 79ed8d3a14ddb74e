/*
 * Many short rows of numbers, put aside in bins until all are there, so that what is then done bin by bin stays in the
 * processor's cache. Pure; one thread.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_BINS_H
#define COLUMNS_BINS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bins;

/* NULL without memory. */
struct bins *bins_new(uint32_t count);
void bins_free(struct bins *bins);

uint32_t bins_size(const struct bins *bins);

/* Room for a row of so many numbers, for the caller to fill in; NULL without memory. */
uint32_t *bins_add(struct bins *bins, uint32_t bin, uint32_t count);

/* Moves all rows of `other`, of as many bins, over. */
void bins_join(struct bins *bins, struct bins *other);

/* How many rows a bin has. */
size_t bins_count(const struct bins *bins, uint32_t bin);

/* The next row of a bin, in no order; begins as { 0 }. False when there is none. */
struct bins_row {
	const uint32_t *numbers;
	uint32_t count;
	const void *stretch; /* of its memory */
};
bool bins_next(const struct bins *bins, uint32_t bin, struct bins_row *row);

#endif
