/*
 * Two sets: visitors who were seen, and those who were seen again.
 * SPDX-License-Identifier: MIT
 */
#include "returning.h"

#include "block.h"
#include "fresh.h"
#include "portion.h"

#include <stdlib.h>
#include <string.h>

void
returning_release(struct returning *returning)
{
	if (returning == NULL || --returning->holders > 0)
		return;
	free(returning->bits.words);
	free(returning);
}

static bool
bits_reserve(struct bits *bits, uint32_t number)
{
	if (number < bits->count)
		return true;
	size_t count = bits->count == 0 ? 1024 : bits->count;
	while (count <= number)
		count *= 2;
	uint64_t *words = realloc(bits->words, count / 8);
	if (words == NULL)
		return false;
	memset(words + bits->count / 64, 0, (count - bits->count) / 8);
	*bits = (struct bits){ words, count };
	return true;
}

/* Notes a visit that was not looked at before. */
static bool
visitor_see(struct known_website *website, struct bits *returning, uint32_t visitor)
{
	if (!bits_reserve(&website->visitors, visitor) || !bits_reserve(returning, visitor))
		return false;
	if (bits_have(&website->visitors, visitor))
		bits_add(returning, visitor);
	else
		bits_add(&website->visitors, visitor);
	return true;
}

/* Looks at the visits of some blocks that were not looked at before. */
static enum outcome
visitors_of_blocks(struct known_website *website, struct bits *returning, int first, int count,
		   int *highest)
{
	struct portion portion = { .count = count };
	for (int i = 0; i < count; i++) {
		portion.blocks[i] = website->blocks[first + i];
		portion.columns[i] = 1 << COLUMN_VISIT | 1 << COLUMN_VISITOR;
	}
	enum outcome outcome = portion_fill(website, &portion);
	for (int i = 0; outcome == DONE && i < count; i++) {
		const struct column *visits = &portion.held[i][COLUMN_VISIT]->view.column;
		const struct column *visitors = &portion.held[i][COLUMN_VISITOR]->view.column;
		for (uint32_t v = 0; outcome == DONE && v < visits->count; v++) {
			int visit_id = (int)column_value(visits, v);
			if (visit_id <= website->visits_seen)
				continue;
			*highest = visit_id > *highest ? visit_id : *highest;
			if (!visitor_see(website, returning, column_value(visitors, v)))
				outcome = TOO_LARGE;
		}
	}
	portion_release(&portion);
	return outcome;
}

static enum outcome
see_blocks(struct known_website *website, struct bits *returning)
{
	int highest = website->visits_seen, first = website->block_count;
	while (first > 0 &&
	       website->blocks[first - 1]->entry.block_number >= block_of_visit(highest))
		first--;
	enum outcome outcome = DONE;
	for (; outcome == DONE && first < website->block_count; first += PORTION) {
		int left = website->block_count - first;
		outcome = visitors_of_blocks(website, returning, first,
					     left < PORTION ? left : PORTION, &highest);
	}
	website->visits_seen = highest;
	return outcome;
}

static enum outcome
see_fresh(struct known_website *website, struct bits *returning)
{
	const struct rows *rows = &website->fresh->rows;
	enum outcome outcome = DONE;
	for (int i = 0; outcome == DONE && i < rows->visit_count; i++) {
		const struct visit_row *visit = &rows->visits[i];
		if (visit->visit_id <= website->visits_seen)
			continue;
		website->visits_seen = visit->visit_id;
		if (!visitor_see(website, returning, (uint32_t)visit->visitor_id))
			outcome = TOO_LARGE;
	}
	return outcome;
}

static bool
bits_copy(const struct bits *from, struct bits *to)
{
	if (from->count == 0)
		return true;
	if (!bits_reserve(to, (uint32_t)from->count - 1))
		return false;
	memcpy(to->words, from->words, from->count / 8);
	return true;
}

enum outcome
returning_update(struct known_website *website)
{
	struct returning *returning = calloc(1, sizeof(*returning));
	if (returning == NULL)
		return TOO_LARGE;
	atomic_init(&returning->holders, 1);
	enum outcome outcome = DONE;
	if (website->returning != NULL && !bits_copy(&website->returning->bits, &returning->bits))
		outcome = TOO_LARGE;
	if (outcome == DONE)
		outcome = see_blocks(website, &returning->bits);
	if (outcome == DONE)
		outcome = see_fresh(website, &returning->bits);
	returning_release(website->returning);
	website->returning = returning;
	return outcome;
}
