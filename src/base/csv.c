/*
 * Fields are quoted only where they must be. A text that begins with one of these is run as a formula by the common
 * spreadsheets, whether it is quoted or not; a visitor may choose the text of a path, a title or a campaign.
 * SPDX-License-Identifier: MIT
 */
#include "csv.h"

#include <stdio.h>
#include <string.h>

static const char formula_starts[] = "=+-@\t\r";
static const char quoted_for[] = ",\"\r\n";

static void
separate(struct csv *csv)
{
	if (csv->begun)
		buffer_add(csv->bytes, ",", 1);
	csv->begun = true;
}

/* Each quote becomes two. */
static void
add_quoted(struct buffer *bytes, const char *text)
{
	for (;;) {
		size_t len = strcspn(text, "\"");
		buffer_add(bytes, text, len);
		if (text[len] == '\0')
			return;
		buffer_add(bytes, "\"\"", 2);
		text += len + 1;
	}
}

void
csv_text(struct csv *csv, const char *text)
{
	bool quoted = strpbrk(text, quoted_for) != NULL;
	bool formula = *text != '\0' && strchr(formula_starts, *text) != NULL;
	separate(csv);
	if (quoted)
		buffer_add(csv->bytes, "\"", 1);
	if (formula)
		buffer_add(csv->bytes, "'", 1);
	add_quoted(csv->bytes, text);
	if (quoted)
		buffer_add(csv->bytes, "\"", 1);
}

void
csv_integer(struct csv *csv, long long number)
{
	char digits[24];
	snprintf(digits, sizeof(digits), "%lld", number);
	separate(csv);
	buffer_text(csv->bytes, digits);
}

void
csv_row_end(struct csv *csv)
{
	buffer_add(csv->bytes, "\r\n", 2);
	csv->begun = false;
}
