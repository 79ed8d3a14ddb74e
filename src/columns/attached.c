/*
 * A block's visits and the rows of a run are both in the order of visit_ids: what they share is found by going along both. What
 * a visit is now is in the last block that has it.
 * SPDX-License-Identifier: MIT
 */
#include "attached.h"

#include "sorted.h"

#include <stddef.h>

bool
attached_wants(const void *context, const struct view_block *block)
{
	(void)context;
	return !block->anonymous;
}

unsigned
attached_columns(const void *context, const struct view_block *block)
{
	const struct attached *attached = context;
	unsigned columns = 1 << COLUMN_VISIT;
	(void)block;
	if (attached->selection != NULL)
		columns |= selection_visit_columns(attached->selection);
	if (attached->visitors != NULL)
		columns |= 1 << COLUMN_VISITOR;
	if (attached->sources != NULL)
		columns |= 1 << COLUMN_SOURCE;
	if (attached->clients != NULL)
		columns |= 1 << COLUMN_CLIENT;
	if (attached->locations != NULL)
		columns |= 1 << COLUMN_LOCATION;
	return columns;
}

/*
 * The place of a visit in its block, or of the next one, from `from` on and not behind the last: mostly a few places further, so
 * steps begin small and double.
 */
static uint32_t
find_visit(const struct column *visits, uint32_t from, uint32_t visit_id)
{
	uint32_t low = from, step = 1;
	while (low + step < visits->count && column_value(visits, low + step) < visit_id) {
		low += step;
		step *= 2;
	}
	uint32_t high = low + step < visits->count ? low + step : visits->count - 1;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (column_value(visits, middle) < visit_id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static inline uint32_t
slot_of(const struct view_block *block, enum block_column column, uint32_t visit)
{
	const struct view_column *from = block->columns[column];
	return from->slots[column_packed(&from->column, visit)];
}

static void
take_visit(const struct attached *attached, const struct view_block *block, const uint8_t *bits,
	   uint32_t visit, uint32_t row)
{
	if (bits != NULL)
		attached->bits[row] = bits[visit];
	if (attached->visitors != NULL)
		attached->visitors[row] =
			column_value(&block->columns[COLUMN_VISITOR]->column, visit);
	if (attached->sources != NULL)
		attached->sources[row] = slot_of(block, COLUMN_SOURCE, visit);
	if (attached->clients != NULL)
		attached->clients[row] = slot_of(block, COLUMN_CLIENT, visit);
	if (attached->locations != NULL)
		attached->locations[row] = slot_of(block, COLUMN_LOCATION, visit);
}

static void
take_run(const struct attached *attached, const struct view_block *block, const uint8_t *bits,
	 const struct attached_run *run)
{
	const struct column *visits = &block->columns[COLUMN_VISIT]->column;
	uint32_t last = column_value(visits, visits->count - 1), visit = 0;
	uint32_t row = sorted_place(run->visit_ids, run->count, column_value(visits, 0));
	for (; row < run->count && run->visit_ids[row] <= last; row++) {
		visit = find_visit(visits, visit, run->visit_ids[row]);
		if (column_value(visits, visit) == run->visit_ids[row])
			take_visit(attached, block, bits, visit, run->first + row);
	}
}

bool
attached_block(void *context, const struct view_block *block)
{
	const struct attached *attached = context;
	const uint8_t *bits = NULL;
	if (attached->selection != NULL && !selection_visits(attached->selection, block, &bits))
		return false;
	for (uint32_t i = 0; i < attached->run_count; i++)
		take_run(attached, block, bits, &attached->runs[i]);
	return true;
}
