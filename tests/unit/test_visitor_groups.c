/*
 * What visitors of some groups did, beside going through every row.
 * SPDX-License-Identifier: MIT
 */
#include "visitor_groups.h"

#include "random_rows.h"
#include "random_view.h"
#include "unit.h"

#include <string.h>

enum { VISITS = 400, GROUPS = 12 };

static uint32_t members[VISITS], group_of_member[VISITS], member_count;

static struct expected {
	long long rows, visitors, visits, bounces, seconds;
} expected[GROUPS];

/* Every third visitor or so. */
static void
choose_members(const struct random_view *random)
{
	member_count = 0;
	for (uint32_t visitor = 1; visitor < random->view.visitor_limit; visitor++) {
		if (random_below(3) != 0)
			continue;
		CU_ASSERT_TRUE_FATAL(member_count < VISITS);
		members[member_count] = visitor;
		group_of_member[member_count++] = (uint32_t)random_below(GROUPS);
	}
}

/* The member's place; member_count: it is none. */
static uint32_t
place_of(int visitor_id)
{
	uint32_t place = 0;
	while (place < member_count && members[place] != (uint32_t)visitor_id)
		place++;
	return place;
}

static long long
expect(const struct random_view *random, const struct visitor_groups_asked *asked)
{
	static bool seen[VISITS];
	const struct event_row *events = random->rows.events;
	long long all = 0;
	memset(expected, 0, sizeof(expected));
	memset(seen, 0, sizeof(seen));
	for (int v = 0; v < random->rows.visit_count; v++) {
		const struct visit_row *visit = &random->rows.visits[v];
		uint32_t place = visit->visit_id == 0 ? member_count : place_of(visit->visitor_id);
		long long rows = 0;
		for (int i = 0; i < visit->event_count; i++)
			rows += row_counts(random, &asked->rows, visit, events, i);
		events += visit->event_count;
		if (place == member_count || rows == 0)
			continue;
		struct expected *group = &expected[group_of_member[place]];
		group->rows += rows;
		group->visits++;
		group->visitors += !seen[place];
		group->bounces += asked->visits_too && visit->bounce;
		group->seconds += asked->visits_too ? visit->seconds : 0;
		seen[place] = true;
		all += rows;
	}
	return all;
}

static int
differences(const struct visitor_groups *counting)
{
	uint32_t count;
	int different = 0;
	const struct tally_row *rows = visitor_groups_rows(counting, &count);
	for (uint32_t i = 0; i < count; i++) {
		struct expected *group = &expected[rows[i].value];
		different += rows[i].rows != group->rows || rows[i].visits != group->visits ||
			     rows[i].visitors != group->visitors ||
			     rows[i].bounces != group->bounces ||
			     (long long)rows[i].seconds != group->seconds;
		*group = (struct expected){ 0 };
	}
	for (int i = 0; i < GROUPS; i++)
		different += expected[i].rows != 0;
	return different;
}

/* Two share the blocks. */
static void
count_blocks(const struct random_view *random, struct visitor_groups *counting)
{
	void *contexts[] = { counting, visitor_groups_fork(counting) };
	CU_ASSERT_PTR_NOT_NULL_FATAL(contexts[1]);
	for (int i = 0; i < random->block_count; i++) {
		const struct view_block *block = &random->blocks[i];
		void *context = contexts[i % 2];
		if (!visitor_groups_wants(context, block))
			continue;
		struct view_block only =
			only_columns(block, visitor_groups_columns(context, block));
		CU_ASSERT_TRUE_FATAL(visitor_groups_block(context, &only));
	}
	CU_ASSERT_TRUE_FATAL(visitor_groups_join(counting, contexts[1]));
}

static long long
ask(unsigned seed, bool filtered)
{
	struct random_view *random = random_view_new(seed, VISITS);
	struct visitor_groups_asked asked = { .rows = { .limit_id = 1LL << 62,
							.event_types = 1 << 1 | 1 << 3 | 1 << 4 },
					      .visitors = members,
					      .groups = group_of_member,
					      .group_count = GROUPS,
					      .visits_too = seed % 2 };
	if (filtered)
		random_asked(random, &asked.rows);
	choose_members(random);
	asked.visitor_count = member_count;
	long long all = expect(random, &asked);
	struct visitor_groups *counting = visitor_groups_new(&random->view, &asked);
	CU_ASSERT_PTR_NOT_NULL_FATAL(counting);
	count_blocks(random, counting);
	CU_ASSERT_EQUAL(differences(counting), 0);
	visitor_groups_free(counting);
	random_view_free(random);
	return all;
}

static void
counts_all_that_members_did(void)
{
	for (unsigned seed = 1; seed <= 6; seed++)
		CU_ASSERT_TRUE(ask(seed, false) > VISITS / 4);
}

static void
counts_what_random_questions_ask_for(void)
{
	long long all = 0;
	for (unsigned seed = 7; seed <= 50; seed++)
		all += ask(seed, true);
	CU_ASSERT_TRUE(all > VISITS);
}

static void
leaves_members_out_whom_the_view_does_not_know(void)
{
	struct random_view *random = random_view_new(1, VISITS);
	uint32_t beyond[] = { random->view.visitor_limit, UINT32_MAX }, groups[] = { 0, 0 }, count;
	struct visitor_groups_asked asked = { .rows = { .limit_id = 1LL << 62,
							.event_types = 1 << 1 },
					      .visitors = beyond,
					      .groups = groups,
					      .visitor_count = 2,
					      .group_count = 1 };
	struct visitor_groups *counting = visitor_groups_new(&random->view, &asked);
	CU_ASSERT_PTR_NOT_NULL_FATAL(counting);
	for (int i = 0; i < random->block_count; i++)
		if (visitor_groups_wants(counting, &random->blocks[i]))
			CU_ASSERT_TRUE(visitor_groups_block(counting, &random->blocks[i]));
	visitor_groups_rows(counting, &count);
	CU_ASSERT_EQUAL(count, 0);
	visitor_groups_free(counting);
	random_view_free(random);
}

static const struct unit_test tests[] = {
	TEST(counts_all_that_members_did),
	TEST(counts_what_random_questions_ask_for),
	TEST(leaves_members_out_whom_the_view_does_not_know),
};
UNIT_MAIN("visitor groups", tests)
