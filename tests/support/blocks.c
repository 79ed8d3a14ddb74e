/*
 * The check, printed into memory.
 * SPDX-License-Identifier: MIT
 */
#include "blocks.h"

#include "blocks_check.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

const char *
blocks_said(void)
{
	static char *said;
	size_t len;
	free(said);
	FILE *out = open_memstream(&said, &len);
	bool same = blocks_check(out);
	fclose(out);
	CU_ASSERT_EQUAL(same, strcmp(said, BLOCKS_AS_ROWS) == 0);
	return said;
}
