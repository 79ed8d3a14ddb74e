/*
 * Who has one visit is credited to that. For each of the others it is kept when the visit was that counts so far.
 * SPDX-License-Identifier: MIT
 */
#include "credits.h"

#include "cells.h"

#include <stdlib.h>

#define ARENA_CEILING ((size_t)1 << 30)

/* The visit that a visitor with several is credited to, as far as it is known. */
struct credit {
	uint32_t minute; /* since 1970, of one of its rows */
	uint32_t source;
	bool known;
};

struct credits {
	const struct view *view;
	const struct credits_asked *asked;
	struct arena *arena;
	struct walk *goals, *rows;
	struct credits_total total;    /* its visitors: those with one visit */
	uint32_t *once;                /* by source slot: visitors with one visit */
	struct bits several;           /* visitors who have several visits and reached the goal: */
	struct cells *visitors;        /* they, in pairs with 0 */
	struct credit *credits;        /* by their place */
	struct selection_asked firsts; /* rows of theirs */
	uint32_t credits_size;
};

struct credits *
credits_new(const struct view *view, const struct credits_asked *asked)
{
	struct credits *credits = calloc(1, sizeof(*credits));
	if (credits == NULL)
		return NULL;
	credits->view = view;
	credits->asked = asked;
	credits->arena = arena_new(ARENA_CEILING);
	credits->goals = walk_new(view, &asked->goals, marks_values(&asked->marks));
	credits->once = calloc(view->tables[TABLE_SOURCES].count, sizeof(*credits->once));
	credits->several.count = view->visitor_limit;
	credits->several.words = calloc(view->visitor_limit / 64 + 1, sizeof(uint64_t));
	credits->visitors = credits->arena == NULL ? NULL : cells_new(credits->arena);
	credits->firsts = asked->rows;
	credits->firsts.visitors = &credits->several;
	credits->rows = walk_new(view, &credits->firsts, (struct row_values){ .of_pages = NULL });
	if (credits->goals != NULL && credits->rows != NULL && credits->once != NULL &&
	    credits->several.words != NULL && credits->visitors != NULL)
		return credits;
	credits_free(credits);
	return NULL;
}

void
credits_free(struct credits *credits)
{
	if (credits == NULL)
		return;
	walk_free(credits->goals);
	walk_free(credits->rows);
	free(credits->once);
	free(credits->several.words);
	free(credits->credits);
	arena_free(credits->arena);
	free(credits);
}

/* The slot of a visit's source. */
static uint32_t
source_of(const struct view_block *block, uint32_t visit)
{
	const struct view_column *column = block->columns[COLUMN_SOURCE];
	return column->slots[column_packed(&column->column, visit)];
}

/* ---- who reached the goal ---- */

/* The credit of a visitor with several visits; NULL without memory. */
static struct credit *
credit_of(struct credits *credits, uint32_t visitor)
{
	uint32_t place;
	if (!cells_count(credits->visitors, visitor, 0, &place))
		return NULL;
	if (place >= credits->credits_size) {
		uint32_t size = 2 * place + 64;
		struct credit *larger = realloc(credits->credits, size * sizeof(*larger));
		if (larger == NULL)
			return NULL;
		credits->credits = larger;
		for (uint32_t i = credits->credits_size; i < size; i++)
			larger[i] = (struct credit){ .known = false };
		credits->credits_size = size;
	}
	return &credits->credits[place];
}

/* There are thirty minutes at least between a visitor's visits, so any minute of each tells which is the later one. */
static void
credit_visit(struct credit *credit, const struct view_block *block,
	     const struct walked_visit *visit, bool first)
{
	uint32_t minute = column_value(&block->columns[COLUMN_MINUTE]->column, visit->places[0]);
	if (!credit->known || (first ? minute < credit->minute : minute > credit->minute))
		*credit = (struct credit){ minute, source_of(block, visit->visit), true };
}

/* A visit in which the goal was reached. */
static bool
add_goal(struct credits *credits, const struct view_block *block, const struct walked_visit *visit)
{
	uint32_t visitor = column_value(&block->columns[COLUMN_VISITOR]->column, visit->visit);
	credits->total.visits++;
	if (!bits_have(credits->view->returning, visitor)) {
		credits->total.visitors++;
		credits->once[source_of(block, visit->visit)]++;
		return true;
	}
	struct credit *credit = credit_of(credits, visitor);
	if (credit == NULL)
		return false;
	bits_add(&credits->several, visitor);
	if (!credits->asked->first_click)
		credit_visit(credit, block, visit, false);
	return true;
}

static bool
read_goals(void *context, const struct view_block *block, const struct walked *walked)
{
	struct credits *credits = context;
	struct walked_visit visit = walked_start(walked);
	while (walked_next(walked, &visit)) {
		credits->total.rows += visit.count;
		if (!block->anonymous && !add_goal(credits, block, &visit))
			return false;
	}
	return true;
}

struct walk_scan
credits_goals(struct credits *credits)
{
	return (struct walk_scan){ .walk = credits->goals,
				   .columns = 1 << COLUMN_MINUTE | 1 << COLUMN_SOURCE,
				   .anonymous = true,
				   .read = read_goals,
				   .context = credits };
}

/* ---- where they first came from ---- */

static bool
read_firsts(void *context, const struct view_block *block, const struct walked *walked)
{
	struct credits *credits = context;
	const struct column *visitors = &block->columns[COLUMN_VISITOR]->column;
	struct walked_visit visit = walked_start(walked);
	while (walked_next(walked, &visit)) {
		uint32_t place;
		if (cells_find(credits->visitors, column_value(visitors, visit.visit), 0, &place))
			credit_visit(&credits->credits[place], block, &visit, true);
	}
	return true;
}

struct walk_scan
credits_firsts(struct credits *credits)
{
	return (struct walk_scan){ .walk = credits->rows,
				   .columns = 1 << COLUMN_MINUTE | 1 << COLUMN_SOURCE,
				   .read = read_firsts,
				   .context = credits };
}

/* ---- what it comes to ---- */

struct credits_total
credits_total(const struct credits *credits)
{
	struct credits_total total = credits->total;
	uint32_t count;
	cells_all(credits->visitors, &count);
	total.visitors += count;
	return total;
}

void
credits_count(const struct credits *credits, uint32_t *of_sources)
{
	uint32_t count;
	cells_all(credits->visitors, &count);
	for (uint32_t slot = 0; slot < credits->view->tables[TABLE_SOURCES].count; slot++)
		of_sources[slot] += credits->once[slot];
	for (uint32_t place = 0; place < count; place++)
		of_sources[credits->credits[place].source]++;
}

uint32_t
credits_source(const struct credits *credits, uint32_t visitor, uint32_t own)
{
	uint32_t place;
	bool several = bits_have(&credits->several, visitor) &&
		       cells_find(credits->visitors, visitor, 0, &place);
	return several ? credits->credits[place].source : own;
}
