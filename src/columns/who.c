/*
 * One bit a visitor.
 * SPDX-License-Identifier: MIT
 */
#include "who.h"

bool
who_wants(const void *context, const struct view_block *block)
{
	const struct who *who = context;
	return !block->anonymous && selection_wants(who->selection, block);
}

unsigned
who_columns(const void *context, const struct view_block *block)
{
	const struct who *who = context;
	return selection_columns(who->selection, block, false) | 1 << COLUMN_VISITOR;
}

bool
who_block(void *context, const struct view_block *block)
{
	struct who *who = context;
	struct selected selected;
	if (!selection_read(who->selection, block, false, &selected))
		return false;
	const struct column *visitors = &block->columns[COLUMN_VISITOR]->column;
	for (uint32_t v = 0; v < (uint32_t)block->visit_count; v++)
		if (selected.counts[v] > 0)
			bits_add(&who->visitors, column_value(visitors, v));
	return true;
}
