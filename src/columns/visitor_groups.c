/*
 * A bit for each visitor tells who counts, and how many bits are before it tells who it is. Groups get a row when somebody of
 * theirs comes first.
 * SPDX-License-Identifier: MIT
 */
#include "visitor_groups.h"

#include "array.h"

#include <stdlib.h>

struct visitor_groups {
	struct visitor_groups_asked asked;
	struct selection *selection;
	bool is_fork;        /* who counts is another one's */
	struct bits members; /* visitor_ids */
	uint32_t *before;    /* how many members come before each word of them */
	/* The place of a row, plus one; 0: there is none yet. */
	uint32_t *row_of_group;
	uint32_t *row_of_member;
	struct tally_row *rows;
	uint32_t row_count, row_size;
	uint32_t *visitors; /* scratch */
	uint32_t visitors_size;
};

static bool
members_start(struct visitor_groups *counting, const struct view *view)
{
	size_t words = view->visitor_limit / 64 + 1;
	counting->members.count = view->visitor_limit;
	counting->members.words = calloc(words, sizeof(uint64_t));
	counting->before = calloc(words, sizeof(*counting->before));
	if (counting->members.words == NULL || counting->before == NULL)
		return false;
	for (uint32_t i = 0; i < counting->asked.visitor_count; i++)
		if (counting->asked.visitors[i] < view->visitor_limit)
			bits_add(&counting->members, counting->asked.visitors[i]);
	for (size_t i = 1; i < words; i++)
		counting->before[i] =
			counting->before[i - 1] +
			(uint32_t)__builtin_popcountll(counting->members.words[i - 1]);
	return true;
}

static bool
rows_start(struct visitor_groups *counting)
{
	const struct visitor_groups_asked *asked = &counting->asked;
	counting->row_of_group = calloc((size_t)asked->group_count + 1, sizeof(uint32_t));
	counting->row_of_member = calloc((size_t)asked->visitor_count + 1, sizeof(uint32_t));
	return counting->row_of_group != NULL && counting->row_of_member != NULL;
}

struct visitor_groups *
visitor_groups_new(const struct view *view, const struct visitor_groups_asked *asked)
{
	struct visitor_groups *counting = calloc(1, sizeof(*counting));
	if (counting == NULL)
		return NULL;
	counting->asked = *asked;
	counting->selection = selection_new(view, &counting->asked.rows);
	if (counting->selection != NULL && rows_start(counting) && members_start(counting, view))
		return counting;
	visitor_groups_free(counting);
	return NULL;
}

void
visitor_groups_free(struct visitor_groups *counting)
{
	if (counting == NULL)
		return;
	selection_free(counting->selection);
	if (!counting->is_fork) {
		free(counting->members.words);
		free(counting->before);
	}
	free(counting->row_of_group);
	free(counting->row_of_member);
	free(counting->rows);
	free(counting->visitors);
	free(counting);
}

bool
visitor_groups_wants(const void *context, const struct view_block *block)
{
	const struct visitor_groups *counting = context;
	return !block->anonymous && selection_wants(counting->selection, block);
}

unsigned
visitor_groups_columns(const void *context, const struct view_block *block)
{
	const struct visitor_groups *counting = context;
	unsigned columns = selection_columns(counting->selection, block, false);
	if (counting->asked.visits_too)
		columns |= 1 << COLUMN_BOUNCE | 1 << COLUMN_SECONDS;
	return columns | 1 << COLUMN_VISITOR;
}

/* The place of a member among all of them. */
static uint32_t
member_place(const struct visitor_groups *counting, uint32_t visitor)
{
	uint64_t lower = counting->members.words[visitor >> 6] & ((1ULL << (visitor & 63)) - 1);
	return counting->before[visitor >> 6] + (uint32_t)__builtin_popcountll(lower);
}

/* Gives the group of a member who has not been seen yet a row. False without memory. */
static bool
add_member(struct visitor_groups *counting, uint32_t place)
{
	uint32_t *row = &counting->row_of_group[counting->asked.groups[place]];
	if (*row == 0) {
		if (!array_reserve(&counting->rows, sizeof(*counting->rows), counting->row_count,
				   &counting->row_size))
			return false;
		counting->rows[counting->row_count] =
			(struct tally_row){ .value = counting->asked.groups[place] };
		*row = ++counting->row_count;
	}
	counting->row_of_member[place] = *row;
	counting->rows[*row - 1].visitors++;
	return true;
}

static bool
count_visit(struct visitor_groups *counting, const struct view_block *block, uint32_t visit,
	    uint32_t rows)
{
	uint32_t place = member_place(counting, counting->visitors[visit]);
	if (counting->row_of_member[place] == 0 && !add_member(counting, place))
		return false;
	struct tally_row *row = &counting->rows[counting->row_of_member[place] - 1];
	row->rows += rows;
	row->visits++;
	if (counting->asked.visits_too) {
		row->bounces += column_value(&block->columns[COLUMN_BOUNCE]->column, visit);
		row->seconds += column_value(&block->columns[COLUMN_SECONDS]->column, visit);
	}
	return true;
}

bool
visitor_groups_block(void *context, const struct view_block *block)
{
	struct visitor_groups *counting = context;
	struct selected selected;
	uint32_t count = (uint32_t)block->visit_count;
	if (!selection_read(counting->selection, block, false, &selected) ||
	    !scratch_reserve(&counting->visitors, &counting->visitors_size, count))
		return false;
	column_unpack_values(&block->columns[COLUMN_VISITOR]->column, counting->visitors);
	for (uint32_t v = 0; v < count; v++)
		if (bits_have(&counting->members, counting->visitors[v]) &&
		    selected.counts[v] > 0 && !count_visit(counting, block, v, selected.counts[v]))
			return false;
	return true;
}

void *
visitor_groups_fork(const void *context)
{
	const struct visitor_groups *counting = context;
	struct visitor_groups *fork = calloc(1, sizeof(*fork));
	if (fork == NULL)
		return NULL;
	fork->is_fork = true;
	fork->asked = counting->asked;
	fork->members = counting->members;
	fork->before = counting->before;
	fork->selection = selection_fork(counting->selection);
	if (fork->selection != NULL && rows_start(fork))
		return fork;
	visitor_groups_free(fork);
	return NULL;
}

bool
visitor_groups_join(void *context, void *other)
{
	struct visitor_groups *counting = context, *fork = other;
	bool fits = true;
	for (uint32_t place = 0; fits && place < counting->asked.visitor_count; place++)
		if (fork->row_of_member[place] != 0 && counting->row_of_member[place] == 0)
			fits = add_member(counting, place);
	for (uint32_t i = 0; fits && i < fork->row_count; i++) {
		const struct tally_row *from = &fork->rows[i];
		struct tally_row *to = &counting->rows[counting->row_of_group[from->value] - 1];
		to->rows += from->rows;
		to->visits += from->visits;
		to->bounces += from->bounces;
		to->seconds += from->seconds;
	}
	visitor_groups_free(fork);
	return fits;
}

const struct tally_row *
visitor_groups_rows(const struct visitor_groups *counting, uint32_t *count)
{
	*count = counting->row_count;
	return counting->rows;
}
