/*
 * Few events have properties, so these are gone through and not all rows.
 * SPDX-License-Identifier: MIT
 */
#include "block_properties.h"

#include <stdlib.h>
#include <string.h>

/* ---- packing ---- */

static bool
pack(struct column_work *work, uint32_t count, struct arena *arena, struct column *column)
{
	struct bytes bytes;
	return column_make(work, count, PACKING_FRAME, arena, &bytes) &&
	       column_open(bytes, count, arena, column);
}

/* Puts the numbers in order of their rows, which have `places` from where on. */
static void
sort_numbers(const struct event_property *properties, uint32_t count, uint32_t *places,
	     uint32_t *numbers)
{
	for (uint32_t i = 0; i < count; i++)
		numbers[places[properties[i].row]++] = properties[i].number;
}

/* Packs which rows there are and how many properties each has; leaves in `counts` how many those before it have. */
static bool
pack_rows(struct column_work *work, uint32_t *counts, uint32_t row_count, struct arena *arena,
	  struct block_properties *made)
{
	uint32_t before = 0;
	for (uint32_t row = 0; row < row_count; row++)
		if (counts[row] > 0)
			work->values[made->event_count++] = row;
	if (!pack(work, made->event_count, arena, &made->rows))
		return false;
	for (uint32_t row = 0, i = 0; row < row_count; row++) {
		uint32_t own = counts[row];
		if (own > 0)
			work->values[i++] = own;
		counts[row] = before;
		before += own;
	}
	return pack(work, made->event_count, arena, &made->counts);
}

bool
block_properties_make(const struct event_property *properties, uint32_t count, struct arena *arena,
		      struct block_properties *made)
{
	struct arena *scratch = arena_new(SIZE_MAX);
	struct column_work work;
	uint32_t row_count = 0;
	*made = (struct block_properties){ 0 };
	for (uint32_t i = 0; i < count; i++)
		if (properties[i].row >= row_count)
			row_count = properties[i].row + 1;
	uint32_t *counts = scratch == NULL
				   ? NULL
				   : arena_array(scratch, (size_t)row_count + 1, sizeof(*counts));
	bool fits = counts != NULL && column_work_init(&work, count, scratch);
	if (fits && count > 0) {
		for (uint32_t i = 0; i < count; i++)
			counts[properties[i].row]++;
		fits = pack_rows(&work, counts, row_count, arena, made);
		if (fits)
			sort_numbers(properties, count, counts, work.values);
		fits = fits && pack(&work, count, arena, &made->numbers);
	}
	arena_free(scratch);
	return fits;
}

static size_t
packed_bytes(const struct column *column)
{
	return ((size_t)column->count * column->width + 7) / 8 + COLUMN_PADDING;
}

size_t
block_properties_bytes(const struct block_properties *properties)
{
	return properties->event_count == 0
		       ? 0
		       : packed_bytes(&properties->rows) + packed_bytes(&properties->counts) +
				 packed_bytes(&properties->numbers);
}

void
block_properties_move(struct block_properties *properties, unsigned char *to)
{
	struct column *const columns[] = { &properties->rows, &properties->counts,
					   &properties->numbers };
	if (properties->event_count == 0)
		return;
	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++) {
		size_t bytes = packed_bytes(columns[i]);
		memcpy(to, columns[i]->packed, bytes);
		columns[i]->packed = to;
		to += bytes;
	}
}

static int
compare_block(const void *block, const void *known)
{
	int a = ((const struct view_block *)block)->number;
	int b = ((const struct known_block_properties *)known)->number;
	return (a > b) - (a < b);
}

const struct block_properties *
block_properties_find(const struct known_block_properties *blocks, uint32_t count,
		      const struct view_block *block)
{
	const struct known_block_properties *found =
		bsearch(block, blocks, count, sizeof(*blocks), compare_block);
	return found == NULL || found->version != block->version ? NULL : found->properties;
}

/* ---- counting ---- */

static bool
takes_all(const struct property_counts *counts, const struct view_block *block)
{
	return counts->all_types && selection_takes_all(counts->selection, block);
}

bool
property_counts_wants(const void *context, const struct view_block *block)
{
	const struct property_counts *counts = context;
	return selection_wants(counts->selection, block);
}

unsigned
property_counts_columns(const void *context, const struct view_block *block)
{
	const struct property_counts *counts = context;
	unsigned columns = 0;
	if (!takes_all(counts, block))
		columns |= 1 << COLUMN_EVENTS | selection_columns(counts->selection, block, true);
	if (counts->group == GROUP_EVENT_NAME)
		columns |= 1 << COLUMN_ACTION;
	if (counts->group == GROUP_UNIT)
		columns |= 1 << COLUMN_MINUTE;
	return columns;
}

static uint32_t
group_of(const struct property_counts *counts, const struct view_block *block, uint32_t row)
{
	if (counts->group == GROUP_EVENT_NAME) {
		const struct view_column *actions = block->columns[COLUMN_ACTION];
		uint32_t slot = actions->slots[column_packed(&actions->column, row)];
		return counts->view->tables[TABLE_ACTIONS].texts[ATTRIBUTE_EVENT][slot];
	}
	if (counts->group == GROUP_UNIT) {
		uint32_t minute = column_value(&block->columns[COLUMN_MINUTE]->column, row);
		return counts->unit_of_minute[minute - (uint32_t)counts->first_minute];
	}
	return 0;
}

/* Counts the properties of an event: those from `first` up to `end`. */
static bool
count_event(struct property_counts *counts, const struct view_block *block, uint32_t row,
	    const struct column *numbers, uint32_t first, uint32_t end)
{
	uint32_t group = 0, place;
	bool any = false;
	for (uint32_t i = first; i < end; i++) {
		uint32_t number = column_value(numbers, i);
		if (!counts->wanted[number])
			continue;
		if (!any)
			group = group_of(counts, block, row);
		any = true;
		if (!cells_count(counts->cells, group, number, &place))
			return false;
	}
	counts->events += any;
	return true;
}

/* Goes along the visits with the rows: whether one counts. */
struct row_check {
	const struct selected *selected; /* NULL: all do */
	uint32_t visit;
	uint32_t end; /* of its rows */
};

static bool
row_counts(struct row_check *check, uint32_t row)
{
	const struct selected *selected = check->selected;
	if (selected == NULL)
		return true;
	while (row >= check->end)
		check->end += selected->events[++check->visit];
	return selected->counts[check->visit] > 0 && selected->rows[row];
}

bool
property_counts_block(void *context, const struct view_block *block)
{
	struct property_counts *counts = context;
	struct selected selected;
	struct row_check check = { .selected = NULL };
	const struct block_properties *properties =
		block_properties_find(counts->blocks, counts->block_count, block);
	if (properties->event_count == 0)
		return true;
	if (!takes_all(counts, block)) {
		if (!selection_read(counts->selection, block, true, &selected))
			return false;
		check = (struct row_check){ &selected, 0, selected.events[0] };
	}
	uint32_t first = 0;
	for (uint32_t i = 0; i < properties->event_count; i++) {
		uint32_t row = column_value(&properties->rows, i);
		uint32_t end = first + column_value(&properties->counts, i);
		if (row_counts(&check, row) &&
		    !count_event(counts, block, row, &properties->numbers, first, end))
			return false;
		first = end;
	}
	return true;
}
