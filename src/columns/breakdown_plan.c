/*
 * A combination has two halves: the values of the visit, and those of the row itself. It has no more rows than either half. So first
 * the rows of each half are counted, then those of combinations whose halves have enough rows both, which is an array mostly,
 * and then everything else of the combinations that are wanted. How many rows are enough is a guess, which is put right when
 * fewer than the wanted combinations have as many.
 * SPDX-License-Identifier: MIT
 */
#include "breakdown.h"

#include "breakdown_state.h"
#include "rank.h"

#include <stdlib.h>

enum { LOWER = 8 /* a guess that was too high is divided by it */ };

/* ---- from halves to combinations ---- */

static int
compare_largest_first(const void *a, const void *b)
{
	uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
	return (left < right) - (left > right);
}

static int
compare_most_rows_first(const void *a, const void *b)
{
	const struct count *left = a, *right = b;
	return compare_largest_first(&left->times, &right->times);
}

/* The largest numbers of rows that halves have, in order, as many as are wanted or there are; in the arena. NULL without memory. */
static uint64_t *
largest_halves(const struct breakdown *breakdown, enum half half, uint32_t *found)
{
	uint32_t size = breakdown->half_sizes[half], wanted = breakdown->plan->asked->wanted;
	uint64_t *rows =
		arena_alloc_bytes(breakdown->plan->arena, ((size_t)size + 1) * sizeof(*rows));
	size_t count = 0;
	for (uint32_t i = 0; rows != NULL && i < size; i++)
		if (breakdown->half_rows[half][i] > 0)
			rows[count++] = breakdown->half_rows[half][i];
	if (rows == NULL)
		return NULL;
	if (count > wanted) {
		uint64_t least = rank_largest(rows, count, wanted - 1);
		size_t kept = 0;
		for (size_t i = 0; i < count; i++)
			if (rows[i] >= least)
				rows[kept++] = rows[i];
		count = kept;
	}
	qsort(rows, count, sizeof(*rows), compare_largest_first);
	*found = (uint32_t)(count < wanted ? count : wanted);
	return rows;
}

/*
 * As many rows as the least of the wanted combinations would have if the halves knew nothing of each other, and half of that. With so
 * few combinations that all are wanted, each of them.
 */
static bool
guess_enough(struct breakdown *breakdown)
{
	struct plan *plan = breakdown->plan;
	size_t wanted = plan->asked->wanted, count = 0;
	uint32_t visit_count, row_count;
	uint64_t total = 0;
	const uint64_t *visits = largest_halves(breakdown, OF_VISITS, &visit_count);
	const uint64_t *rows = largest_halves(breakdown, OF_ROWS, &row_count);
	if (visits == NULL || rows == NULL)
		return false;
	for (uint32_t i = 0; i < breakdown->half_sizes[OF_VISITS]; i++)
		total += breakdown->half_rows[OF_VISITS][i];
	/* What comes after `wanted` products that are as large is not looked at. */
	size_t most = 0;
	for (uint32_t i = 0; i < visit_count; i++)
		most += wanted / (i + 1) < row_count ? wanted / (i + 1) : row_count;
	uint64_t *products = arena_alloc_bytes(plan->arena, (most + 1) * sizeof(*products));
	for (uint32_t i = 0; products != NULL && i < visit_count; i++)
		for (uint32_t j = 0; j < row_count && (size_t)(i + 1) * (j + 1) <= wanted; j++)
			products[count++] = visits[i] * rows[j] / total;
	if (products == NULL)
		return false;
	plan->enough = count < wanted ? 1 : rank_largest(products, count, wanted - 1) / 2;
	plan->enough = plan->enough == 0 ? 1 : plan->enough;
	return true;
}

/* Room for places of a half, of which none is given yet. */
static bool
places_clear(struct plan *plan, enum half half)
{
	uint32_t count = tuples_count(plan->halves[half]);
	free(plan->places[half]);
	free(plan->numbers[half]);
	plan->places[half] = calloc((size_t)count + 1, sizeof(uint32_t));
	plan->numbers[half] = calloc((size_t)count + 2, sizeof(uint32_t));
	plan->place_counts[half] = 1;
	return plan->places[half] != NULL && plan->numbers[half] != NULL;
}

static uint32_t
place_give(struct plan *plan, enum half half, uint32_t number)
{
	if (plan->places[half][number] == 0) {
		plan->numbers[half][plan->place_counts[half]] = number;
		plan->places[half][number] = plan->place_counts[half]++;
	}
	return plan->places[half][number];
}

/* Gives places to those that have enough rows, to those with the most first: what is counted most often then lies together. */
static bool
half_place(struct breakdown *breakdown, enum half half)
{
	struct plan *plan = breakdown->plan;
	uint32_t size = breakdown->half_sizes[half], count = 0;
	struct count *chosen = malloc(((size_t)size + 1) * sizeof(*chosen));
	if (chosen == NULL || !places_clear(plan, half)) {
		free(chosen);
		return false;
	}
	for (uint32_t i = 0; i < size; i++)
		if (breakdown->half_rows[half][i] >= plan->enough)
			chosen[count++] = (struct count){ i, breakdown->half_rows[half][i] };
	qsort(chosen, count, sizeof(*chosen), compare_most_rows_first);
	for (uint32_t i = 0; i < count; i++)
		place_give(plan, half, (uint32_t)chosen[i].number);
	free(chosen);
	return true;
}

static bool
combinations_begin(struct breakdown *breakdown)
{
	struct plan *plan = breakdown->plan;
	plan->phase = COUNT_COMBINATIONS;
	for (enum half half = 0; half < HALVES; half++)
		if (!half_place(breakdown, half))
			return false;
	free(breakdown->grid);
	breakdown->grid = NULL;
	counts_free(&breakdown->counts);
	return breakdown_make_counters(breakdown);
}

/* ---- from combinations to visits ---- */

/* Those with enough rows, malloc'ed; NULL without memory. */
static struct count *
list_combinations(const struct breakdown *breakdown, size_t *found)
{
	const struct plan *plan = breakdown->plan;
	size_t keys = breakdown->grid != NULL ? key_count(plan) : counts_places(&breakdown->counts);
	size_t count = 0, size = 0, width = plan->place_counts[OF_VISITS];
	struct count *all = NULL;
	for (int filling = 0; filling < 2; filling++) {
		if (filling && (all = malloc((size + 1) * sizeof(*all))) == NULL)
			return NULL;
		for (size_t key = 0; key < keys; key++) {
			struct count combination = { key, 0 };
			if (breakdown->grid == NULL)
				combination = breakdown->counts.table[key];
			else if (key >= width && key % width != 0) /* both have places */
				combination.times = breakdown->grid[key];
			if (combination.times < plan->enough)
				continue;
			if (filling)
				all[count++] = combination;
			size += !filling;
		}
	}
	*found = count;
	return all;
}

/* Leaves those that are wanted and those that have as many rows as the least of them. */
static bool
keep_most(const struct breakdown *breakdown, struct count *all, size_t *count)
{
	size_t wanted = breakdown->plan->asked->wanted, kept = 0;
	if (*count <= wanted)
		return true;
	uint64_t *rows = malloc(*count * sizeof(*rows));
	if (rows == NULL)
		return false;
	for (size_t i = 0; i < *count; i++)
		rows[i] = all[i].times;
	uint64_t least = rank_largest(rows, *count, wanted - 1);
	for (size_t i = 0; i < *count; i++)
		if (all[i].times >= least)
			all[kept++] = all[i];
	*count = kept;
	free(rows);
	return true;
}

/* Turns keys into the halves' numbers: the row's in the upper half, the visit's in the lower. */
static void
keys_to_numbers(const struct plan *plan, struct count *all, size_t count)
{
	uint32_t width = plan->place_counts[OF_VISITS];
	for (size_t i = 0; i < count; i++)
		all[i].number = (uint64_t)plan->numbers[OF_ROWS][all[i].number / width] << 32 |
				plan->numbers[OF_VISITS][all[i].number % width];
}

static bool
row_add(struct plan *plan, const struct count *combination)
{
	uint32_t of_row = (uint32_t)(combination->number >> 32);
	uint32_t of_visit = (uint32_t)combination->number;
	struct breakdown_row *row = &plan->rows[plan->row_count];
	tuples_values(plan->halves[OF_ROWS], of_row, row->values);
	tuples_values(plan->halves[OF_VISITS], of_visit, row->values);
	row->rows = (uint32_t)combination->times;
	of_row = plan->places[OF_ROWS][of_row];
	of_visit = plan->places[OF_VISITS][of_visit];
	uint32_t place = plan->row_count++;
	if (plan->row_of_key == NULL) /* where its place will be the same */
		return cells_count(plan->row_keys, of_visit, of_row, &place);
	plan->row_of_key[of_row * plan->place_counts[OF_VISITS] + of_visit] = place + 1;
	return true;
}

/* What tells by the halves' places which row a combination is. */
static bool
row_keys_make(struct plan *plan)
{
	if (key_count(plan) > plan->asked->array_max) {
		plan->row_keys = cells_new(plan->arena);
		return plan->row_keys != NULL;
	}
	plan->row_of_key = calloc(key_count(plan), sizeof(*plan->row_of_key));
	return plan->row_of_key != NULL;
}

/* Gives places to the halves of the wanted combinations alone, and a row to each of these. */
static bool
visits_begin(struct breakdown *breakdown, struct count *all, size_t count)
{
	struct plan *plan = breakdown->plan;
	plan->phase = COUNT_VISITS;
	keys_to_numbers(plan, all, count);
	qsort(all, count, sizeof(*all), compare_most_rows_first);
	if (!places_clear(plan, OF_ROWS) || !places_clear(plan, OF_VISITS))
		return false;
	for (size_t i = 0; i < count; i++) {
		place_give(plan, OF_ROWS, (uint32_t)(all[i].number >> 32));
		place_give(plan, OF_VISITS, (uint32_t)all[i].number);
	}
	plan->rows = calloc(count + 1, sizeof(*plan->rows));
	if (plan->rows == NULL || !row_keys_make(plan))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!row_add(plan, &all[i]))
			return false;
	return breakdown_make_counters(breakdown);
}

static bool
choose(struct breakdown *breakdown)
{
	struct plan *plan = breakdown->plan;
	size_t count;
	struct count *all = list_combinations(breakdown, &count);
	if (all == NULL)
		return false;
	bool fits;
	if (count < plan->asked->wanted && plan->enough > 1) {
		plan->enough = plan->enough / LOWER > 0 ? plan->enough / LOWER : 1;
		fits = combinations_begin(breakdown);
	} else {
		fits = keep_most(breakdown, all, &count) && visits_begin(breakdown, all, count);
	}
	free(all);
	return fits;
}

/* ---- the end ---- */

static void
count_pair(void *context, uint32_t place)
{
	struct breakdown *breakdown = context;
	breakdown->sums[place].visitors++;
}

static bool
finish(struct breakdown *breakdown)
{
	struct plan *plan = breakdown->plan;
	plan->phase = COUNTED;
	if (!pairs_each(breakdown->pairs, count_pair, breakdown))
		return false;
	for (uint32_t i = 0; i < plan->row_count; i++) {
		const struct breakdown_row *sum = &breakdown->sums[i];
		plan->rows[i].visitors = sum->visitors;
		plan->rows[i].visits = sum->visits;
		plan->rows[i].bounces = sum->bounces;
		plan->rows[i].seconds = sum->seconds;
	}
	return true;
}

bool
breakdown_proceed(struct breakdown *breakdown)
{
	switch (breakdown->plan->phase) {
	case COUNT_HALVES:
		return guess_enough(breakdown) && combinations_begin(breakdown);
	case COUNT_COMBINATIONS:
		return choose(breakdown);
	default:
		return finish(breakdown);
	}
}
