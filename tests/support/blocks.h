/*
 * What the check of blocks says, for tests.
 * SPDX-License-Identifier: MIT
 */
#ifndef TEST_BLOCKS_H
#define TEST_BLOCKS_H

#define BLOCKS_AS_ROWS "the blocks are as the rows\n"

/* What blocks_check() prints through this thread's connection; valid until the next call. */
const char *blocks_said(void);

#endif
