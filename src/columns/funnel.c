/*
 * Whoever has one visit goes through at once. Of the others the rows that are steps are kept, visit by visit, until all
 * visits are there. A visitor's visits never overlap, so it is enough to put them in the order of their beginnings.
 * SPDX-License-Identifier: MIT
 */
#include "funnel.h"

#include "bins.h"

#include <stdlib.h>
#include <string.h>

enum {
	MARK_BITS = 8,
	PART_VISITORS = 4096, /* that are looked at together */
	RUN_START = 1,        /* what stands in a run before its moments: the visitor */
	MOMENT_NUMBERS = sizeof(uint64_t) / sizeof(uint32_t)
};
_Static_assert((int)MARKS_STEPS_MAX <= (int)MARK_BITS, "a moment and its marks share a number");

/* The rows of a visit that are steps: each milliseconds since 1970, and below them the marks of the row. */
struct way {
	uint64_t *moments;
	size_t count, size;
};

/* A visit of a visitor who has several. */
struct run {
	const uint32_t *moments; /* each in two numbers */
	uint32_t count;
	uint32_t previous; /* of the same visitor: its number and 1; 0: none */
	uint64_t begins;
};

struct funnel {
	const struct view *view;
	const struct funnel_asked *asked;
	struct walk *walk;
	struct selection *entering; /* NULL: all rows can be the first step */
	uint64_t visitors[MARKS_STEPS_MAX];
	struct bins *runs; /* of visitors who have several visits: PART_VISITORS of them a part */
	struct way way;    /* of one visit, or of one visitor */
	/* Of a part: */
	struct run *part_runs;
	size_t part_runs_size;
	uint32_t *own_runs; /* of one visitor, in order */
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
	funnel->runs = bins_new(view->visitor_limit / PART_VISITORS + 1);
	if (funnel->walk != NULL && (all || funnel->entering != NULL) && funnel->runs != NULL)
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
	bins_free(funnel->runs);
	free(funnel->way.moments);
	free(funnel->part_runs);
	free(funnel->own_runs);
	free(funnel);
}

void *
funnel_fork(const void *context)
{
	const struct funnel *funnel = context;
	struct funnel *fork = calloc(1, sizeof(*fork));
	if (fork == NULL)
		return NULL;
	fork->view = funnel->view;
	fork->asked = funnel->asked;
	fork->walk = walk_fork(funnel->walk);
	fork->entering = funnel->entering == NULL ? NULL : selection_fork(funnel->entering);
	fork->runs = bins_new(bins_size(funnel->runs));
	if (fork->walk != NULL && (funnel->entering == NULL || fork->entering != NULL) &&
	    fork->runs != NULL)
		return fork;
	funnel_free(fork);
	return NULL;
}

bool
funnel_join(void *context, void *other)
{
	struct funnel *funnel = context, *fork = other;
	for (int step = 0; step < MARKS_STEPS_MAX; step++)
		funnel->visitors[step] += fork->visitors[step];
	bins_join(funnel->runs, fork->runs);
	funnel_free(fork);
	return true;
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

/* Room for `count` moments in all. */
static bool
way_reserve(struct way *way, size_t count)
{
	if (count <= way->size)
		return true;
	uint64_t *larger = realloc(way->moments, 2 * count * sizeof(*larger));
	if (larger == NULL)
		return false;
	way->moments = larger;
	way->size = 2 * count;
	return true;
}

/*
 * To how many steps somebody gets who goes this way. Of all rows at which a step was reached the last one reaches furthest.
 * Later steps are looked at first, so that no row is two of them.
 */
static int
steps_reached(const struct funnel_asked *asked, const struct way *way)
{
	long long last[MARKS_STEPS_MAX];
	int reached = 0, steps = asked->marks.step_count;
	for (size_t i = 0; i < way->count; i++) {
		uint64_t moment = way->moments[i];
		long long at = (long long)(moment >> MARK_BITS);
		for (int step = reached < steps ? reached : steps - 1; step > 0; step--) {
			if (!(moment >> step & 1) || at - last[step - 1] > asked->window_ms)
				continue;
			last[step] = at;
			if (step == reached)
				reached++;
		}
		if (moment & 1) {
			last[0] = at;
			reached = reached == 0 ? 1 : reached;
		}
	}
	return reached;
}

static void
count_way(struct funnel *funnel)
{
	int reached = steps_reached(funnel->asked, &funnel->way);
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

static bool
read_way(struct funnel *funnel, const struct view_block *block, const struct visit_rows *rows)
{
	struct way *way = &funnel->way;
	way->count = 0;
	if (!way_reserve(way, rows->marked.count))
		return false;
	for (uint32_t i = 0; i < rows->marked.count; i++) {
		uint32_t steps = steps_of(funnel, block, rows, i);
		if (steps == 0)
			continue;
		uint64_t at = (uint64_t)walked_time(block, rows->marked.places[i]);
		way->moments[way->count++] = at << MARK_BITS | steps;
	}
	return true;
}

static bool
keep_way(struct funnel *funnel, uint32_t visitor)
{
	const struct way *way = &funnel->way;
	uint32_t count = (uint32_t)way->count;
	uint32_t *run =
		bins_add(funnel->runs, visitor / PART_VISITORS, RUN_START + count * MOMENT_NUMBERS);
	if (run == NULL)
		return false;
	*run = visitor;
	memcpy(run + RUN_START, way->moments, count * sizeof(*way->moments));
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
	if (!read_way(funnel, block, rows))
		return false;
	if (returning)
		return keep_way(funnel, visitor);
	count_way(funnel);
	return true;
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

/* The runs of a part, each linked to the one before of the same visitor; the last of each in last_runs, as `previous`. */
static bool
link_runs(struct funnel *funnel, uint32_t part, uint32_t last_runs[PART_VISITORS])
{
	size_t count = bins_count(funnel->runs, part);
	if (count > funnel->part_runs_size) {
		free(funnel->part_runs);
		funnel->part_runs = malloc(count * sizeof(*funnel->part_runs));
		funnel->part_runs_size = funnel->part_runs == NULL ? 0 : count;
	}
	if (count > funnel->part_runs_size)
		return false;
	struct bins_row row = { .numbers = NULL };
	memset(last_runs, 0, PART_VISITORS * sizeof(*last_runs));
	for (uint32_t i = 0; bins_next(funnel->runs, part, &row); i++) {
		uint32_t *last = &last_runs[row.numbers[0] % PART_VISITORS];
		struct run *run = &funnel->part_runs[i];
		*run = (struct run){ row.numbers + RUN_START,
				     (row.count - RUN_START) / MOMENT_NUMBERS, *last, 0 };
		memcpy(&run->begins, run->moments, sizeof(run->begins));
		*last = i + 1;
	}
	return true;
}

/* A visitor's runs in the order of their beginnings; *found of them. */
static bool
order_runs(struct funnel *funnel, uint32_t last, uint32_t *found)
{
	const struct run *runs = funnel->part_runs;
	uint32_t count = 0;
	for (uint32_t run = last; run != 0; run = runs[run - 1].previous)
		count++;
	if (!scratch_reserve(&funnel->own_runs, &funnel->own_runs_size, count))
		return false;
	uint32_t *own = funnel->own_runs;
	count = 0;
	for (uint32_t run = last; run != 0; run = runs[run - 1].previous) {
		uint32_t to = count++;
		for (; to > 0 && runs[own[to - 1]].begins > runs[run - 1].begins; to--)
			own[to] = own[to - 1];
		own[to] = run - 1;
	}
	*found = count;
	return true;
}

static bool
count_runs(struct funnel *funnel, uint32_t last)
{
	struct way *way = &funnel->way;
	uint32_t count;
	if (!order_runs(funnel, last, &count))
		return false;
	way->count = 0;
	for (uint32_t i = 0; i < count; i++) {
		const struct run *run = &funnel->part_runs[funnel->own_runs[i]];
		if (!way_reserve(way, way->count + run->count))
			return false;
		memcpy(way->moments + way->count, run->moments, run->count * sizeof(*way->moments));
		way->count += run->count;
	}
	count_way(funnel);
	return true;
}

bool
funnel_finish(struct funnel *funnel, uint64_t visitors[MARKS_STEPS_MAX])
{
	uint32_t last_runs[PART_VISITORS];
	for (uint32_t part = 0; part < bins_size(funnel->runs); part++) {
		if (bins_count(funnel->runs, part) == 0)
			continue;
		if (!link_runs(funnel, part, last_runs))
			return false;
		for (uint32_t i = 0; i < PART_VISITORS; i++)
			if (last_runs[i] != 0 && !count_runs(funnel, last_runs[i]))
				return false;
	}
	memcpy(visitors, funnel->visitors, sizeof(funnel->visitors));
	return true;
}
