/*
 * CSV there and back, by a reader that takes RFC 4180 at its word; and what no spreadsheet may run.
 * SPDX-License-Identifier: MIT
 */
#include "csv.h"

#include "random_rows.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

enum { CEILING = 16 << 20, ROWS = 400, FIELDS_MAX = 6, TEXT_SIZE = 12 };

static const char *
line(struct arena *arena, const char *const *fields, size_t count)
{
	struct buffer bytes;
	struct csv csv = { .bytes = &bytes };
	buffer_start(&bytes, arena);
	for (size_t i = 0; i < count; i++)
		csv_text(&csv, fields[i]);
	csv_row_end(&csv);
	CU_ASSERT_FALSE_FATAL(bytes.failed);
	return arena_copy_bytes(arena, bytes.at, bytes.len);
}

static void
quotes_what_must_be_quoted_and_nothing_else(void)
{
	struct arena *arena = arena_new(CEILING);
	const char *plain[] = { "/a", "", "b c", "d;e", "f'g" };
	const char *quoted[] = { "a,b", "say \"hi\"", "\"", "two\nlines", "\r", "," };
	CU_ASSERT_STRING_EQUAL(line(arena, plain, 5), "/a,,b c,d;e,f'g\r\n");
	CU_ASSERT_STRING_EQUAL(
		line(arena, quoted, 6),
		"\"a,b\",\"say \"\"hi\"\"\",\"\"\"\",\"two\nlines\",\"'\r\",\",\"\r\n");
	arena_free(arena);
}

static void
no_text_is_a_formula(void)
{
	struct arena *arena = arena_new(CEILING);
	const char *texts[] = { "=1+1", "+1", "-1", "@SUM(A1)", "\tx", "=A1,\"B\"", "1-1", "a=b" };
	CU_ASSERT_STRING_EQUAL(line(arena, texts, 8),
			       "'=1+1,'+1,'-1,'@SUM(A1),'\tx,\"'=A1,\"\"B\"\"\",1-1,a=b\r\n");
	arena_free(arena);
}

static void
numbers_are_numbers(void)
{
	struct arena *arena = arena_new(CEILING);
	struct buffer bytes;
	struct csv csv = { .bytes = &bytes };
	buffer_start(&bytes, arena);
	csv_integer(&csv, -9223372036854775807LL - 1);
	csv_text(&csv, "x");
	csv_integer(&csv, 0);
	csv_row_end(&csv);
	csv_integer(&csv, 9223372036854775807LL);
	csv_row_end(&csv);
	CU_ASSERT_STRING_EQUAL(arena_copy_bytes(arena, bytes.at, bytes.len),
			       "-9223372036854775808,x,0\r\n9223372036854775807\r\n");
	arena_free(arena);
}

/* Reads a field, unquoted into `field`; the answer is what stands behind it. */
static const char *
field_read(const char *text, char *field)
{
	bool quoted = *text == '"';
	for (text += quoted; quoted || (*text != ',' && *text != '\r'); text++) {
		if (quoted && *text == '"' && *++text != '"')
			break;
		*field++ = *text;
	}
	*field = '\0';
	return text;
}

static void
random_text(char text[TEXT_SIZE])
{
	static const char alphabet[] = "ab1,\"\r\n=+-@\t '";
	size_t len = (size_t)random_below(TEXT_SIZE);
	for (size_t i = 0; i < len; i++)
		text[i] = alphabet[random_below(sizeof(alphabet) - 1)];
	text[len] = '\0';
}

static void
every_text_comes_back_but_for_the_apostrophe_before_a_formula(void)
{
	static char texts[ROWS][FIELDS_MAX][TEXT_SIZE];
	static int counts[ROWS];
	struct arena *arena = arena_new(CEILING);
	struct buffer bytes;
	struct csv csv = { .bytes = &bytes };
	srand(1);
	buffer_start(&bytes, arena);
	for (int row = 0; row < ROWS; row++) {
		counts[row] = 1 + (int)random_below(FIELDS_MAX);
		for (int i = 0; i < counts[row]; i++) {
			random_text(texts[row][i]);
			csv_text(&csv, texts[row][i]);
		}
		csv_row_end(&csv);
	}
	const char *at = arena_copy_bytes(arena, bytes.at, bytes.len);
	int different = 0;
	for (int row = 0; row < ROWS; row++) {
		for (int i = 0; i < counts[row]; i++) {
			char field[2 * TEXT_SIZE], *start = field;
			const char *text = texts[row][i];
			at = field_read(at, field);
			if (*text != '\0' && strchr("=+-@\t\r", *text) != NULL)
				different += *start++ != '\'';
			different += strcmp(start, text) != 0;
			different += i + 1 < counts[row] ? *at++ != ',' : strncmp(at, "\r\n", 2);
		}
		at += 2;
	}
	CU_ASSERT_EQUAL(different, 0);
	CU_ASSERT_EQUAL(*at, '\0');
	arena_free(arena);
}

static const struct unit_test tests[] = {
	TEST(quotes_what_must_be_quoted_and_nothing_else),
	TEST(no_text_is_a_formula),
	TEST(numbers_are_numbers),
	TEST(every_text_comes_back_but_for_the_apostrophe_before_a_formula),
};

UNIT_MAIN("csv", tests)
