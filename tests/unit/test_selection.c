/*
 * What a selection counts, beside the same question asked of row after row; and that it reads no other columns than it says.
 * SPDX-License-Identifier: MIT
 */
#include "selection.h"

#include "random_rows.h"
#include "random_view.h"
#include "unit.h"
#include "who.h"

#include <stdlib.h>
#include <string.h>

enum { VISITS = 400, QUESTIONS = 400 };

/* By visit_id: how many rows count and, added up, which ones. */
struct sum {
	long long rows;
	long long places;
};

static struct sum expected[4 * VISITS], found[4 * VISITS];
static long long anonymous_expected, anonymous_found;

static void
expect(const struct random_view *random, const struct selection_asked *asked)
{
	const struct rows *rows = &random->rows;
	const struct event_row *events = rows->events;
	for (int v = 0; v < rows->visit_count; v++) {
		const struct visit_row *visit = &rows->visits[v];
		for (int i = 0; i < visit->event_count; i++) {
			if (!row_counts(random, asked, visit, events, i))
				continue;
			if (visit->visit_id == 0)
				anonymous_expected++;
			expected[visit->visit_id].rows++;
			expected[visit->visit_id].places += visit->visit_id == 0 ? 0 : i + 1;
		}
		events += visit->event_count;
	}
}

static void
add_visit(const struct view_block *block, const struct selected *selected, int visit,
	  uint32_t first)
{
	int id = (int)column_value(&block->columns[COLUMN_VISIT]->column, (uint32_t)visit);
	found[id].rows += selected->counts[visit];
	if (id == 0)
		anonymous_found += selected->counts[visit];
	for (uint32_t i = 0; selected->counts[visit] > 0 && i < selected->events[visit]; i++)
		found[id].places += id == 0 ? 0 : selected->rows[first + i] * (i + 1);
}

/* Counts with each row, and then without, which is to say the same. */
static void
count_block(struct selection *selection, const struct view_block *block)
{
	struct selected selected;
	uint32_t counts[VISITS], first = 0;
	struct view_block only =
		only_columns(block, selection_columns(selection, block, true) | 1 << COLUMN_VISIT);
	CU_ASSERT_TRUE_FATAL(selection_read(selection, &only, true, &selected));
	for (int v = 0; v < block->visit_count; v++) {
		add_visit(&only, &selected, v, first);
		counts[v] = selected.counts[v];
		first += selected.events[v];
	}
	only = only_columns(block, selection_columns(selection, block, false));
	CU_ASSERT_TRUE_FATAL(selection_read(selection, &only, false, &selected));
	CU_ASSERT_EQUAL(
		memcmp(selected.counts, counts, (size_t)block->visit_count * sizeof(*counts)), 0);
}

static void
ask(struct random_view *random, const struct selection_asked *asked)
{
	memset(expected, 0, sizeof(expected));
	memset(found, 0, sizeof(found));
	anonymous_expected = anonymous_found = 0;
	expect(random, asked);
	struct selection *selection = selection_new(&random->view, asked);
	CU_ASSERT_PTR_NOT_NULL_FATAL(selection);
	for (int i = 0; i < random->block_count; i++)
		if (selection_wants(selection, &random->blocks[i]))
			count_block(selection, &random->blocks[i]);
	selection_free(selection);
	CU_ASSERT_EQUAL(memcmp(expected, found, sizeof(expected)), 0);
	CU_ASSERT_EQUAL(anonymous_expected, anonymous_found);
}

static void
counts_what_random_questions_ask_for(void)
{
	int some = 0;
	for (unsigned seed = 1; seed <= 4; seed++) {
		struct random_view *random = random_view_new(seed, VISITS);
		for (int n = 0; n < QUESTIONS / 4; n++) {
			struct selection_asked asked;
			random_asked(random, &asked);
			ask(random, &asked);
			for (int id = 0; id < 4 * VISITS; id++)
				some += expected[id].rows > 0;
		}
		random_view_free(random);
	}
	CU_ASSERT_TRUE(some > QUESTIONS * VISITS / 50); /* the questions are about something */
}

/* Each filter alone, where no other can hide that it does nothing. */
static void
counts_what_each_filter_alone_asks_for(void)
{
	struct random_view *random = random_view_new(5, VISITS);
	for (enum attribute a = 0; a < ATTRIBUTE_COUNT; a++)
		for (int negated = 0; negated < 2; negated++) {
			struct selection_asked asked = { .limit_id = 1LL << 62,
							 .event_types = 0x1e,
							 .group_count = 1 };
			struct selection_asked other;
			do
				random_asked(random, &other);
			while (other.group_count == 0 || other.groups[0].texts[a] == NULL);
			asked.groups[0].texts[a] = other.groups[0].texts[a];
			asked.groups[0].negated = negated;
			ask(random, &asked);
		}
	random_view_free(random);
}

static void
wants_no_block_that_the_range_does_not_touch(void)
{
	struct random_view *random = random_view_new(6, VISITS);
	for (int i = 0; i < random->block_count; i++) {
		const struct view_block *block = &random->blocks[i];
		struct selection_asked asked = { .lowest_id = block->highest_id + 1,
						 .limit_id = 1LL << 62,
						 .event_types = 0x1e };
		struct selection *selection = selection_new(&random->view, &asked);
		CU_ASSERT_FALSE(selection_wants(selection, block));
		asked.lowest_id = block->highest_id;
		CU_ASSERT_EQUAL(selection_wants(selection, block), block->event_count > 0);
		asked.lowest_id = 0;
		asked.limit_id = block->lowest_id;
		CU_ASSERT_FALSE(selection_wants(selection, block));
		asked.limit_id = block->lowest_id + 1;
		CU_ASSERT_EQUAL(selection_wants(selection, block), block->event_count > 0);
		selection_free(selection);
	}
	random_view_free(random);
}

/* Visitors with a row that counts, as who.h finds them. */
static void
knows_who_has_a_row_that_counts(void)
{
	struct random_view *random = random_view_new(7, VISITS);
	for (int n = 0; n < 100; n++) {
		struct selection_asked asked;
		random_asked(random, &asked);
		uint64_t words[VISITS / 64 + 1] = { 0 }, wanted[VISITS / 64 + 1] = { 0 };
		struct who who = { selection_new(&random->view, &asked),
				   { words, random->view.visitor_limit } };
		CU_ASSERT_PTR_NOT_NULL_FATAL(who.selection);
		for (int i = 0; i < random->block_count; i++) {
			struct view_block only = only_columns(
				&random->blocks[i], who_columns(&who, &random->blocks[i]));
			if (who_wants(&who, &random->blocks[i]))
				CU_ASSERT_TRUE_FATAL(who_block(&who, &only));
		}
		const struct event_row *events = random->rows.events;
		for (int v = 0; v < random->rows.visit_count; v++) {
			const struct visit_row *visit = &random->rows.visits[v];
			uint32_t visitor = (uint32_t)visit->visitor_id;
			for (int i = 0; i < visit->event_count; i++)
				if (visitor != 0 && row_counts(random, &asked, visit, events, i))
					wanted[visitor / 64] |= 1ULL << visitor % 64;
			events += visit->event_count;
		}
		CU_ASSERT_EQUAL(memcmp(words, wanted, sizeof(words)), 0);
		selection_free(who.selection);
	}
	random_view_free(random);
}

static const struct unit_test tests[] = {
	TEST(counts_what_random_questions_ask_for),
	TEST(counts_what_each_filter_alone_asks_for),
	TEST(wants_no_block_that_the_range_does_not_touch),
	TEST(knows_who_has_a_row_that_counts),
};

UNIT_MAIN("selection", tests)
