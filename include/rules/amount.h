/*
 * Sums of amounts of money, exact whatever is added up. Pure.
 * SPDX-License-Identifier: MIT
 */
#ifndef AMOUNT_H
#define AMOUNT_H

#include <stdbool.h>
#include <stdint.h>

/* Of up to four thousand million amounts: high x 10^9 + low ten-thousandths. */
struct amount {
	uint64_t high;
	uint64_t low;
};

void amount_add(struct amount *sum, uint64_t ten_thousandths);

/* Adds another sum. */
void amount_join(struct amount *sum, const struct amount *other);

bool amount_is_nothing(const struct amount *sum);

/* "12.3400" */
enum { AMOUNT_TEXT_SIZE = 48 };
const char *amount_text(const struct amount *sum, char text[AMOUNT_TEXT_SIZE]);

#endif
