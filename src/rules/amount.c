/*
 * Two numbers that are added apart, so that neither overflows.
 * SPDX-License-Identifier: MIT
 */
#include "amount.h"

#include <stdio.h>

enum { LIMIT = 1000000000, UNIT = 10000 };

void
amount_add(struct amount *sum, uint64_t ten_thousandths)
{
	sum->high += ten_thousandths / LIMIT;
	sum->low += ten_thousandths % LIMIT;
}

void
amount_join(struct amount *sum, const struct amount *other)
{
	sum->high += other->high + other->low / LIMIT;
	sum->low += other->low % LIMIT;
}

bool
amount_is_nothing(const struct amount *sum)
{
	return sum->high == 0 && sum->low == 0;
}

const char *
amount_text(const struct amount *sum, char text[AMOUNT_TEXT_SIZE])
{
	uint64_t high = sum->high + sum->low / LIMIT, low = sum->low % LIMIT;
	snprintf(text, AMOUNT_TEXT_SIZE, "%llu%05llu.%04llu", (unsigned long long)high,
		 (unsigned long long)(low / UNIT), (unsigned long long)(low % UNIT));
	return text;
}
