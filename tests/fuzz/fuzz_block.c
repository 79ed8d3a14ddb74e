/*
 * Whatever the columns hold, a block has either no rows or rows in order, from which a block is made that has the same; and what
 * is opened of a column can be read. An input is two numbers of 4 bytes, of visits and of events, and then each column with 2
 * bytes for its length before it, the lowest first.
 * SPDX-License-Identifier: MIT
 */
#include "block.h"
#include "fuzz.h"

enum { CEILING = 1 << 20, ROWS_MAX = 1 << 14 };

/* What is left of an input. */
struct input {
	const uint8_t *bytes;
	size_t len;
};

/* The next number of so many bytes; 0 at the end. */
static uint32_t
take_number(struct input *input, size_t size)
{
	uint32_t number = 0;
	size = size < input->len ? size : input->len;
	if (size > 0)
		memcpy(&number, input->bytes, size);
	input->bytes += size;
	input->len -= size;
	return number;
}

/* A column with nothing but the padding behind it, on the heap so that reads past that are seen. To be freed. */
static struct bytes
take_column(struct input *input)
{
	size_t len = take_number(input, 2);
	len = len < input->len ? len : input->len;
	unsigned char *bytes = malloc(len + COLUMN_PADDING);
	MUST(bytes != NULL);
	if (len > 0)
		memcpy(bytes, input->bytes, len);
	memset(bytes + len, 0xFF, COLUMN_PADDING);
	input->bytes += len;
	input->len -= len;
	return (struct bytes){ bytes, len };
}

static void
check_column(const struct block *block, enum block_column number, struct arena *arena)
{
	struct column column;
	int count = column_is_of_visits(number) ? block->visit_count : block->event_count;
	if (count < 0 || count > ROWS_MAX ||
	    !column_open(block->columns[number], (uint32_t)count, arena, &column))
		return;
	uint32_t *unpacked = malloc((size_t)count * sizeof(*unpacked) + 1);
	MUST(unpacked != NULL);
	column_unpack(&column, unpacked);
	for (uint32_t row = 0; row < column.count; row++) {
		MUST(unpacked[row] == column_packed(&column, row));
		MUST(column.values == NULL || unpacked[row] < column.value_count);
	}
	for (uint32_t i = 1; i < column.value_count; i++)
		MUST(column.values[i] > column.values[i - 1]);
	free(unpacked);
}

static void
check_rows(const struct rows *rows, struct arena *arena)
{
	struct block block;
	struct rows again;
	MUST(rows_are_in_order(rows));
	MUST(block_make(rows, arena, &block));
	MUST(block_rows(&block, arena, &again));
	MUST(again.visit_count == rows->visit_count && again.event_count == rows->event_count);
	for (int i = 0; i < rows->visit_count; i++)
		MUST(memcmp(&again.visits[i], &rows->visits[i], sizeof(again.visits[i])) == 0);
	for (int i = 0; i < rows->event_count; i++)
		MUST(memcmp(&again.events[i], &rows->events[i], sizeof(again.events[i])) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = { data, size };
	struct arena *arena = arena_new(CEILING);
	struct block block = { .visit_count = (int)take_number(&input, 4),
			       .event_count = (int)take_number(&input, 4) };
	struct rows rows;
	MUST(arena != NULL);
	for (enum block_column column = 0; column < COLUMN_COUNT; column++) {
		block.columns[column] = take_column(&input);
		check_column(&block, column, arena);
	}
	if (block_rows(&block, arena, &rows)) {
		struct arena *more = arena_new(8 * CEILING);
		MUST(more != NULL);
		check_rows(&rows, more);
		arena_free(more);
	}
	for (enum block_column column = 0; column < COLUMN_COUNT; column++)
		free((void *)block.columns[column].bytes);
	arena_free(arena);
	return 0;
}
