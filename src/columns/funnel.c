/*
 * Whoever has one visit goes through at once. Of the others the rows that are steps are kept, visit by visit, until all
 * visits are there. A visitor's visits never overlap, so it is enough to put them in the order of their beginnings.
 * SPDX-License-Identifier: MIT
 */
#include "funnel.h"

#include <stdlib.h>
#include <string.h>

enum { MARK_BITS = 8 };
_Static_assert((int)MARKS_STEPS_MAX <= (int)MARK_BITS, "a moment and its marks share a number");

/* The rows of a visit that are steps. */
struct funnel_run {
	uint32_t previous; /* of the same visitor: its number and 1; 0: none */
	uint32_t first;    /* among the moments */
	uint32_t count;
};

struct funnel {
	const struct view *view;
	const struct funnel_asked *asked;
	struct walk *walk;
	struct selection *entering; /* NULL: all rows can be the first step */
	uint64_t visitors[MARKS_STEPS_MAX];
	/* Of visitors who have several visits: */
	uint64_t *moments; /* milliseconds since 1970, and below them the marks of the row */
	size_t moment_count, moments_size;
	struct funnel_run *runs;
	size_t run_count, runs_size;
	uint32_t *last_runs; /* by visitor, as `previous` */
	struct bits entered; /* visitors who were at the first step */
	/* Of one visitor: */
	uint64_t *way;
	size_t way_count, way_size;
	uint32_t *own_runs;
	uint32_t own_runs_size;
};

static bool
is_everything(const struct selection_asked *chosen, const struct selection_asked *all)
{
	return chosen->event_types == all->event_types && !chosen->exclude_bounce &&
	       chosen->visitors == NULL && chosen->group_count == 0;
}

struct funnel *
funnel_new(const struct view *view, const struct funnel_asked *asked)
{
	struct funnel *funnel = calloc(1, sizeof(*funnel));
	if (funnel == NULL)
		return NULL;
	bool all = is_everything(&asked->entering, &asked->rows);
	funnel->view = view;
	funnel->asked = asked;
	funnel->walk = walk_new(view, &asked->rows, marks_values(&asked->marks));
	funnel->entering = all ? NULL : selection_new(view, &asked->entering);
	funnel->last_runs = calloc(view->visitor_limit + 1, sizeof(*funnel->last_runs));
	funnel->entered.count = view->visitor_limit;
	funnel->entered.words = calloc(view->visitor_limit / 64 + 1, sizeof(uint64_t));
	if (funnel->walk != NULL && (all || funnel->entering != NULL) &&
	    funnel->last_runs != NULL && funnel->entered.words != NULL)
		return funnel;
	funnel_free(funnel);
	return NULL;
}

void
funnel_free(struct funnel *funnel)
{
	if (funnel == NULL)
		return;
	walk_free(funnel->walk);
	selection_free(funnel->entering);
	free(funnel->moments);
	free(funnel->runs);
	free(funnel->last_runs);
	free(funnel->entered.words);
	free(funnel->way);
	free(funnel->own_runs);
	free(funnel);
}

bool
funnel_wants(const void *context, const struct view_block *block)
{
	const struct funnel *funnel = context;
	return !block->anonymous && walk_wants(funnel->walk, block);
}

unsigned
funnel_columns(const void *context, const struct view_block *block)
{
	const struct funnel *funnel = context;
	unsigned columns = walk_columns(funnel->walk, block) | WALK_TIME;
	if (funnel->asked->marks.conditional != 0)
		columns |= WALK_ID;
	if (funnel->entering != NULL)
		columns |= selection_columns(funnel->entering, block, true);
	return columns;
}

/* ---- one visitor ---- */

/* Room for `more` behind the first `count` elements of an array. */
static bool
grow(void **array, size_t *size, size_t count, size_t more, size_t element)
{
	if (count + more <= *size)
		return true;
	size_t larger = 2 * *size + more;
	void *moved = realloc(*array, larger * element);
	if (moved == NULL)
		return false;
	*array = moved;
	*size = larger;
	return true;
}

/*
 * To how many steps somebody gets who goes this way. Of all rows at which a step was reached the last one reaches furthest.
 * Later steps are looked at first, so that no row is two of them.
 */
static int
steps_reached(const struct funnel_asked *asked, const uint64_t *way, size_t count)
{
	long long last[MARKS_STEPS_MAX];
	int reached = 0, steps = asked->marks.step_count;
	for (size_t i = 0; i < count; i++) {
		long long at = (long long)(way[i] >> MARK_BITS);
		for (int step = reached < steps ? reached : steps - 1; step > 0; step--) {
			if (!(way[i] >> step & 1) || at - last[step - 1] > asked->window_ms)
				continue;
			last[step] = at;
			if (step == reached)
				reached++;
		}
		if (way[i] & 1) {
			last[0] = at;
			reached = reached == 0 ? 1 : reached;
		}
	}
	return reached;
}

static void
count_way(struct funnel *funnel)
{
	int reached = steps_reached(funnel->asked, funnel->way, funnel->way_count);
	for (int step = 0; step < reached; step++)
		funnel->visitors[step]++;
}

/* ---- blocks ---- */

/* Rows of a visit that are marked, and what tells whether they can be the first step. */
struct visit_rows {
	struct walked_visit marked;
	bool enters;             /* some can: */
	const uint8_t *entering; /* those, by place; NULL: all */
};

/* The steps that a row is, of those that it is marked as. */
static uint32_t
steps_of(const struct funnel *funnel, const struct view_block *block, const struct visit_rows *rows,
	 uint32_t row)
{
	uint32_t mark = rows->marked.values[row], place = rows->marked.places[row];
	if (!rows->enters || (rows->entering != NULL && !rows->entering[place]))
		mark &= ~1u;
	if (mark & funnel->asked->marks.conditional)
		mark = marks_left(&funnel->asked->marks, mark, walked_id(block, place));
	return mark;
}

/* All steps that a visit has rows of. */
static uint32_t
steps_of_visit(const struct funnel *funnel, const struct view_block *block,
	       const struct visit_rows *rows)
{
	uint32_t steps = 0;
	for (uint32_t i = 0; i < rows->marked.count; i++)
		steps |= steps_of(funnel, block, rows, i);
	return steps;
}

static void
read_way(struct funnel *funnel, const struct view_block *block, const struct visit_rows *rows)
{
	funnel->way_count = 0;
	for (uint32_t i = 0; i < rows->marked.count; i++) {
		uint32_t steps = steps_of(funnel, block, rows, i);
		if (steps == 0)
			continue;
		uint64_t at = (uint64_t)walked_time(block, rows->marked.places[i]);
		funnel->way[funnel->way_count++] = at << MARK_BITS | steps;
	}
}

static bool
keep_way(struct funnel *funnel, uint32_t visitor)
{
	size_t count = funnel->way_count;
	if (!grow((void **)&funnel->moments, &funnel->moments_size, funnel->moment_count, count,
		  sizeof(*funnel->moments)) ||
	    !grow((void **)&funnel->runs, &funnel->runs_size, funnel->run_count, 1,
		  sizeof(*funnel->runs)))
		return false;
	funnel->runs[funnel->run_count++] =
		(struct funnel_run){ funnel->last_runs[visitor], (uint32_t)funnel->moment_count,
				     (uint32_t)count };
	funnel->last_runs[visitor] = (uint32_t)funnel->run_count;
	memcpy(funnel->moments + funnel->moment_count, funnel->way, count * sizeof(*funnel->way));
	funnel->moment_count += count;
	return true;
}

static bool
add_visit(struct funnel *funnel, const struct view_block *block, const struct visit_rows *rows)
{
	uint32_t visitor =
		column_value(&block->columns[COLUMN_VISITOR]->column, rows->marked.visit);
	uint32_t steps = steps_of_visit(funnel, block, rows);
	bool returning = bits_have(funnel->view->returning, visitor);
	if (steps == 0 || (!returning && !(steps & 1)))
		return true;
	if (!returning && !(steps & 2)) { /* when that was makes no difference */
		funnel->visitors[0]++;
		return true;
	}
	if (!grow((void **)&funnel->way, &funnel->way_size, 0, rows->marked.count,
		  sizeof(*funnel->way)))
		return false;
	read_way(funnel, block, rows);
	if (!returning)
		count_way(funnel);
	else if (steps & 1)
		bits_add(&funnel->entered, visitor);
	return !returning || keep_way(funnel, visitor);
}

bool
funnel_block(void *context, const struct view_block *block)
{
	struct funnel *funnel = context;
	struct walked walked;
	struct selected entering = { 0 };
	if (!walk_read(funnel->walk, block, &walked) ||
	    (funnel->entering != NULL && !selection_read(funnel->entering, block, true, &entering)))
		return false;
	struct visit_rows rows = { .marked = walked_start(&walked), .entering = entering.rows };
	while (walked_next(&walked, &rows.marked)) {
		rows.enters = funnel->entering == NULL || entering.counts[rows.marked.visit] > 0;
		if (!add_visit(funnel, block, &rows))
			return false;
	}
	return true;
}

/* ---- visitors who have several visits ---- */

/* The visitor's runs in the order of their beginnings; they are mostly that, the other way round. */
static bool
order_runs(struct funnel *funnel, uint32_t last, uint32_t *found)
{
	uint32_t count = 0;
	for (uint32_t run = last; run != 0; run = funnel->runs[run - 1].previous)
		count++;
	if (!scratch_reserve(&funnel->own_runs, &funnel->own_runs_size, count))
		return false;
	uint32_t *own = funnel->own_runs, at = count;
	for (uint32_t run = last; run != 0; run = funnel->runs[run - 1].previous)
		own[--at] = run - 1;
	for (uint32_t i = 1; i < count; i++) {
		uint32_t run = own[i], to = i;
		uint64_t begins = funnel->moments[funnel->runs[run].first];
		for (; to > 0 && funnel->moments[funnel->runs[own[to - 1]].first] > begins; to--)
			own[to] = own[to - 1];
		own[to] = run;
	}
	*found = count;
	return true;
}

static bool
count_runs(struct funnel *funnel, uint32_t last)
{
	uint32_t count;
	if (!order_runs(funnel, last, &count))
		return false;
	funnel->way_count = 0;
	for (uint32_t i = 0; i < count; i++) {
		const struct funnel_run *run = &funnel->runs[funnel->own_runs[i]];
		if (!grow((void **)&funnel->way, &funnel->way_size, funnel->way_count, run->count,
			  sizeof(*funnel->way)))
			return false;
		memcpy(funnel->way + funnel->way_count, funnel->moments + run->first,
		       run->count * sizeof(*funnel->way));
		funnel->way_count += run->count;
	}
	count_way(funnel);
	return true;
}

bool
funnel_finish(struct funnel *funnel, uint64_t visitors[MARKS_STEPS_MAX])
{
	for (uint32_t visitor = 0; visitor < funnel->view->visitor_limit; visitor++)
		if (bits_have(&funnel->entered, visitor) &&
		    !count_runs(funnel, funnel->last_runs[visitor]))
			return false;
	memcpy(visitors, funnel->visitors, sizeof(funnel->visitors));
	return true;
}
