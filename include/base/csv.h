/*
 * Writing CSV as RFC 4180 has it, safe to open in a spreadsheet. Pure.
 * SPDX-License-Identifier: MIT
 */
#ifndef CSV_H
#define CSV_H

#include "buffer.h"

#include <stdbool.h>

/* A row: `begun` is false before its first field. */
struct csv {
	struct buffer *bytes;
	bool begun;
};

/*
 * A field that holds somebody's text. What a spreadsheet would take for a formula gets an apostrophe in front, as
 * spreadsheets themselves write such a text.
 */
void csv_text(struct csv *csv, const char *text);

/* A field that is a number. */
void csv_integer(struct csv *csv, long long number);

void csv_row_end(struct csv *csv);

#endif
