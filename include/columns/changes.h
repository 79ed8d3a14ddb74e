/*
 * The rows that a batch changed, as they are kept until they become part of blocks: numbers of seven bits a byte, the ids of
 * visits, visitors, exit pages and events as differences to the one before. Pure.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_CHANGES_H
#define COLUMNS_CHANGES_H

#include "bytes.h"
#include "rows.h"

#include <stdbool.h>
#include <stddef.h>

/* `rows` are in order. False without memory. */
bool rows_write(const struct rows *rows, struct arena *arena, struct bytes *out);

/*
 * False when the bytes are not what rows_write() makes, or without memory; never reads outside them, whatever they hold. The
 * rows take at most a few times as much memory as the bytes do.
 */
bool rows_read(const void *bytes, size_t len, struct arena *arena, struct rows *out);

#endif
