/*
 * An array that grows keeps what is in it.
 * SPDX-License-Identifier: MIT
 */
#include "array.h"

#include "unit.h"

#include <stdlib.h>

enum { MANY = 5000 };

static void
keeps_its_elements_while_it_grows(void)
{
	struct pair {
		uint32_t a, b;
	} *pairs = NULL;
	uint32_t size = 0, moves = 0;
	int different = 0;
	for (uint32_t i = 0; i < MANY; i++) {
		uint32_t before = size;
		CU_ASSERT_TRUE_FATAL(array_reserve(&pairs, sizeof(*pairs), i, &size));
		CU_ASSERT_TRUE_FATAL(i < size);
		pairs[i] = (struct pair){ i, ~i };
		moves += size != before;
	}
	for (uint32_t i = 0; i < MANY; i++)
		different += pairs[i].a != i || pairs[i].b != ~i;
	CU_ASSERT_EQUAL(different, 0);
	CU_ASSERT_TRUE(moves < 10);
	free(pairs);
}

static const struct unit_test tests[] = {
	TEST(keeps_its_elements_while_it_grows),
};
UNIT_MAIN("array", tests)
