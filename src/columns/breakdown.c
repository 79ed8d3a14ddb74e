/*
 * What a breakdown has, from its beginning to its end, and what each thread has of it.
 * SPDX-License-Identifier: MIT
 */
#include "breakdown.h"

#include "breakdown_state.h"

#include <stdlib.h>
#include <string.h>

#define ARENA_CEILING ((size_t)1 << 30)

/* ---- beginning and end ---- */

static bool
plan_make(struct plan *plan)
{
	const struct breakdown_asked *asked = plan->asked;
	plan->arena = arena_new(ARENA_CEILING);
	for (enum half half = 0; plan->arena != NULL && half < HALVES; half++) {
		plan->halves[half] = tuples_new(plan->view, asked->fields, asked->field_count,
						half == OF_VISITS, asked->array_max, plan->arena);
		if (plan->halves[half] == NULL)
			return false;
	}
	return plan->arena != NULL;
}

struct breakdown *
breakdown_new(const struct view *view, const struct breakdown_asked *asked)
{
	struct breakdown *breakdown = calloc(1, sizeof(*breakdown));
	struct plan *plan = calloc(1, sizeof(*plan));
	if (breakdown == NULL || plan == NULL) {
		free(breakdown);
		free(plan);
		return NULL;
	}
	plan->view = view;
	plan->asked = asked;
	breakdown->plan = plan;
	breakdown->selection = selection_new(view, &asked->rows);
	if (breakdown->selection != NULL && plan_make(plan))
		return breakdown;
	breakdown_free(breakdown);
	return NULL;
}

static void
places_free(struct plan *plan)
{
	for (enum half half = 0; half < HALVES; half++) {
		free(plan->places[half]);
		free(plan->numbers[half]);
		plan->places[half] = plan->numbers[half] = NULL;
	}
}

static void
plan_free(struct plan *plan)
{
	places_free(plan);
	free(plan->rows);
	free(plan->row_of_key);
	arena_free(plan->arena);
	free(plan);
}

static void
spread_free(struct spread *spread)
{
	free(spread->of_visits);
	free(spread->of_rows);
}

void
breakdown_free(struct breakdown *breakdown)
{
	if (breakdown == NULL)
		return;
	selection_free(breakdown->selection);
	for (enum half half = 0; half < HALVES; half++) {
		tuples_work_free(&breakdown->work[half]);
		free(breakdown->half_rows[half]);
	}
	free(breakdown->grid);
	counts_free(&breakdown->counts);
	free(breakdown->keys);
	spread_free(&breakdown->places);
	spread_free(&breakdown->visits);
	free(breakdown->found);
	free(breakdown->sums);
	pairs_free(breakdown->pairs);
	if (!breakdown->is_fork)
		plan_free(breakdown->plan);
	free(breakdown);
}

bool
breakdown_is_done(const struct breakdown *breakdown)
{
	return breakdown->plan->phase == COUNTED;
}

struct breakdown_row *
breakdown_most(struct breakdown *breakdown, uint32_t *count)
{
	*count = breakdown->plan->row_count;
	return breakdown->plan->rows;
}

bool
breakdown_make_counters(struct breakdown *breakdown)
{
	const struct plan *plan = breakdown->plan;
	if (plan->phase == COUNT_COMBINATIONS && key_count(plan) <= plan->asked->array_max) {
		breakdown->grid = calloc(key_count(plan), sizeof(*breakdown->grid));
		return breakdown->grid != NULL;
	}
	if (plan->phase == COUNT_VISITS) {
		breakdown->visit = 1;
		breakdown->sums = calloc((size_t)plan->row_count + 1, sizeof(*breakdown->sums));
		breakdown->pairs = pairs_new();
		return breakdown->sums != NULL && breakdown->pairs != NULL;
	}
	return true;
}

/* ---- several threads ---- */

void *
breakdown_fork(const void *context)
{
	const struct breakdown *breakdown = context;
	const struct plan *plan = breakdown->plan;
	if (!tuples_fixed(plan->halves[OF_VISITS]) || !tuples_fixed(plan->halves[OF_ROWS]))
		return NULL;
	struct breakdown *fork = calloc(1, sizeof(*fork));
	if (fork == NULL)
		return NULL;
	fork->plan = breakdown->plan;
	fork->is_fork = true;
	fork->selection = selection_fork(breakdown->selection);
	if (fork->selection != NULL && breakdown_make_counters(fork))
		return fork;
	breakdown_free(fork);
	return NULL;
}

bool
breakdown_reserve_half(struct breakdown *breakdown, enum half half, uint32_t count)
{
	uint32_t known = breakdown->half_sizes[half];
	if (count <= known)
		return true;
	if (!scratch_reserve(&breakdown->half_rows[half], &breakdown->half_sizes[half],
			     tuples_fixed(breakdown->plan->halves[half]) ? count : 2 * count))
		return false;
	memset(breakdown->half_rows[half] + known, 0,
	       (breakdown->half_sizes[half] - known) * sizeof(uint32_t));
	return true;
}

static bool
halves_join(struct breakdown *breakdown, const struct breakdown *fork)
{
	for (enum half half = 0; half < HALVES; half++) {
		if (!breakdown_reserve_half(breakdown, half, fork->half_sizes[half]))
			return false;
		for (uint32_t i = 0; i < fork->half_sizes[half]; i++)
			breakdown->half_rows[half][i] += fork->half_rows[half][i];
	}
	return true;
}

static void
sums_join(struct breakdown *breakdown, struct breakdown *fork)
{
	for (uint32_t i = 0; i < breakdown->plan->row_count; i++) {
		struct breakdown_row *sum = &breakdown->sums[i];
		sum->visitors += fork->sums[i].visitors;
		sum->visits += fork->sums[i].visits;
		sum->bounces += fork->sums[i].bounces;
		sum->seconds += fork->sums[i].seconds;
	}
	pairs_join(breakdown->pairs, fork->pairs, NULL);
}

static bool
combinations_join(struct breakdown *breakdown, const struct breakdown *fork)
{
	if (breakdown->grid == NULL)
		return counts_join(&breakdown->counts, &fork->counts);
	for (uint64_t key = 0; key < key_count(breakdown->plan); key++)
		breakdown->grid[key] += fork->grid[key];
	return true;
}

bool
breakdown_join(void *context, void *other)
{
	struct breakdown *breakdown = context, *fork = other;
	bool fits = true;
	if (breakdown->plan->phase == COUNT_HALVES)
		fits = halves_join(breakdown, fork);
	else if (breakdown->plan->phase == COUNT_COMBINATIONS)
		fits = combinations_join(breakdown, fork);
	else
		sums_join(breakdown, fork);
	breakdown_free(fork);
	return fits;
}
