/*
 * Whatever chunks a digest stands in for, a tally beside it counts what one over all blocks counts: over random visits, of
 * visitors who return, dated back, in ranges that begin and end anywhere, with filters and without.
 * SPDX-License-Identifier: MIT
 */
#include "digest.h"

#include "beside.h"
#include "block.h"
#include "random_rows.h"
#include "slots.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	CEILING = 256 << 20,
	BLOCKS = 60,
	VISITS = 24, /* a block */
	CHUNK = 3,   /* blocks */
	VISITORS = 700,
	NEW_VISITORS = 10, /* who were not there when digests are made */
	IDENTITIES = 60,   /* of several visitors */
	SLOTS = 400,
	TEXTS = 250,
	MOST = 110,
	ROUNDS = 12,
	QUESTIONS = 40,
	MINUTE_MS = 60000,
	PAGEVIEWS = 1 << 1 | 1 << 3 | 1 << 4,
	EVENTS = 1 << 2
};

static const long long BEGIN_MS = 1767225600000; /* 2026 */
static const struct zone utc = { 1, { { 0, 0 } } };

struct website {
	struct arena *arena;
	struct slots *slots; /* of who is identified */
	struct view view;
	struct view before; /* without the new visitors */
	struct bits returning;
	struct view_block blocks[BLOCKS + 1]; /* the last one is what was collected since, */
	int block_count;                      /* if anything was */
	long long end_ms;
};

/* ---- a website ---- */

/* Every text is in a few combinations; odd actions are events. */
static void
tables_make(struct website *website)
{
	for (enum view_table table = 0; table < TABLE_COUNT; table++) {
		uint32_t *ids = arena_array(website->arena, SLOTS, sizeof(*ids));
		unsigned char *types = arena_array(website->arena, SLOTS, sizeof(*types));
		for (uint32_t slot = 0; slot < SLOTS; slot++) {
			ids[slot] = slot;
			types[slot] = slot % 2 ? 2 : 1;
		}
		website->view.tables[table] =
			(struct view_slots){ .count = SLOTS, .ids = ids, .event_types = types };
	}
	for (enum attribute a = 0; a < ATTRIBUTE_COUNT; a++) {
		uint32_t *texts = arena_array(website->arena, SLOTS, sizeof(*texts));
		for (uint32_t slot = 0; slot < SLOTS; slot++)
			texts[slot] = slot == 0 ? 0 : (uint32_t)random_below(TEXTS);
		website->view.tables[attribute_table(a)].texts[a] = texts;
	}
	website->view.visitor_limit = VISITORS + NEW_VISITORS + 1;
	website->returning =
		(struct bits){ arena_array(website->arena, website->view.visitor_limit / 64 + 1,
					   sizeof(uint64_t)),
			       website->view.visitor_limit };
	website->view.returning = &website->returning;
}

/* Most are the only one of theirs, unless a new one comes. */
static uint32_t
identity_draw(uint32_t visitor)
{
	if (visitor > VISITORS && random_below(10) == 0)
		return IDENTITIES + 1 + (uint32_t)random_below(VISITORS);
	return random_below(3) ? IDENTITIES + visitor : 1 + (uint32_t)random_below(IDENTITIES);
}

/* By texts whose order is not that of their slots. */
static void
identities_make(struct website *website)
{
	struct view of_slots;
	char text[16];
	website->slots = slots_new();
	for (uint32_t visitor = 1; visitor <= VISITORS + NEW_VISITORS; visitor++) {
		uint32_t id = identity_draw(visitor);
		if (visitor == VISITORS + 1)
			website->before = website->view;
		if (random_below(4) == 0)
			continue;
		snprintf(text, sizeof(text), "%u", id * 7919 % 10000);
		CU_ASSERT_TRUE_FATAL(slots_identify(website->slots, visitor, id, text));
		slots_view(website->slots, &of_slots);
		website->view.identified = of_slots.identified;
		website->view.identities = of_slots.identities;
		website->view.identity_texts = of_slots.identity_texts;
		website->view.identified_count = of_slots.identified_count;
		website->view.is_identified = of_slots.is_identified;
		website->view.identified_before = of_slots.identified_before;
		website->view.text_count =
			of_slots.text_count > TEXTS ? of_slots.text_count : TEXTS;
	}
}

/* Some are seen by many. */
static int
page_draw(void)
{
	return (int)random_below(1 + random_below(SLOTS));
}

/* What a visit has beside its own is its visitor's. */
static void
visit_make(struct website *website, uint64_t *seen, struct rows *rows, int visit_id)
{
	struct visit_row *visit = &rows->visits[rows->visit_count++];
	bool late = random_below(300) == 0;
	long long at =
		late ? BEGIN_MS + random_below(website->end_ms - BEGIN_MS + 1) : website->end_ms;
	bool is_new = visit_id > BLOCKS * VISITS && random_below(2) == 0;
	int visitor = is_new ? VISITORS + 1 + (int)random_below(NEW_VISITORS)
			     : 1 + (int)random_below(random_below(3) == 0 ? VISITORS : 20);
	*visit = (struct visit_row){ .visit_id = visit_id,
				     .visitor_id = visitor,
				     .source_id = random_below(4) ? 0 : (int)random_below(SLOTS),
				     .client_id = visitor % SLOTS,
				     .location_id = visitor % 7,
				     .entry_page_id = page_draw(),
				     .exit_page_id = page_draw(),
				     .seconds = (int)random_below(4000),
				     .bounce = random_below(2),
				     .change = CHANGE_REPLACES };
	if (seen[visitor >> 6] >> (visitor & 63) & 1)
		bits_add(&website->returning, (uint32_t)visitor);
	seen[visitor >> 6] |= 1ULL << (visitor & 63);
	visit->event_count = (int)random_below(6);
	for (int i = 0; i < visit->event_count; i++, at += 1 + random_below(40L * MINUTE_MS)) {
		int action = (int)random_below(6);
		visit->pageviews += action % 2 == 0;
		rows->events[rows->event_count++] =
			(struct event_row){ .event_id = at << EVENT_NUMBER_BITS |
							(rows->event_count + 1),
					    .page_id = page_draw(),
					    .action_id = action };
	}
	website->end_ms += random_below(20L * MINUTE_MS);
}

static void
columns_make(struct website *website, const struct block *block, struct view_block *view)
{
	for (enum block_column which = 0; which < COLUMN_COUNT; which++) {
		struct view_column *column = arena_alloc(website->arena, sizeof(*column));
		const uint32_t *ids;
		uint32_t count;
		CU_ASSERT_TRUE_FATAL(view_column_open(block->columns[which], which,
						      (uint32_t)(column_is_of_visits(which)
									 ? block->visit_count
									 : block->event_count),
						      website->arena, column, &ids, &count));
		if (ids != NULL) { /* ids are their own slots */
			column->slots = ids;
			column->slot_count = count;
		}
		view->columns[which] = column;
	}
}

static struct website *
website_make(struct arena *arena)
{
	struct website *website = arena_alloc(arena, sizeof(*website));
	uint64_t seen[(VISITORS + NEW_VISITORS) / 64 + 1] = { 0 };
	*website = (struct website){ .arena = arena, .end_ms = BEGIN_MS };
	tables_make(website);
	identities_make(website);
	for (int b = 0; b <= BLOCKS; b++) {
		struct rows rows = { .visits = arena_array(arena, VISITS, sizeof(*rows.visits)),
				     .events =
					     arena_array(arena, VISITS * 6, sizeof(*rows.events)) };
		struct block block;
		for (int v = 0; v < VISITS; v++)
			visit_make(website, seen, &rows, 1 + b * VISITS + v);
		CU_ASSERT_TRUE_FATAL(block_make(&rows, arena, &block));
		website->blocks[b] = (struct view_block){ .visit_count = block.visit_count,
							  .event_count = block.event_count,
							  .lowest_id = block.lowest_id,
							  .highest_id = block.highest_id };
		columns_make(website, &block, &website->blocks[b]);
	}
	return website;
}

/* ---- questions ---- */

struct units {
	uint16_t *unit_of_minute;
	int64_t starts[4000];
};

/* The hours of a range. */
static void
units_ask(struct tally_asked *asked, struct arena *arena, long long from, long long until)
{
	struct units *units = arena_alloc(arena, sizeof(*units));
	asked->zone = &utc;
	asked->unit = ZONE_HOUR;
	asked->first_minute = from / MINUTE_MS;
	asked->minute_count = (uint32_t)((until - 1) / MINUTE_MS - asked->first_minute + 1);
	units->unit_of_minute = arena_array(arena, asked->minute_count, sizeof(uint16_t));
	asked->unit_of_minute = units->unit_of_minute;
	asked->unit_starts = units->starts;
	CU_ASSERT_TRUE_FATAL(zone_units(&utc, ZONE_HOUR, asked->first_minute, asked->minute_count,
					units->unit_of_minute, units->starts, 4000,
					&asked->unit_count));
}

static struct tally_asked
question_make(const struct website *website)
{
	static const enum tally_by all[] = { BY_NOTHING, BY_ATTRIBUTE, BY_ATTRIBUTE, BY_ENTRY,
					     BY_EXIT,    BY_TIME,      BY_IDENTITY };
	long long length = website->end_ms - BEGIN_MS;
	long long from = BEGIN_MS + random_below(length / 2);
	long long until = from + length / 4 + random_below(length);
	if (random_below(2) == 0) {
		from = BEGIN_MS;
		until += length;
	}
	struct tally_asked asked = { .rows = { .lowest_id = from << EVENT_NUMBER_BITS,
					       .limit_id = until << EVENT_NUMBER_BITS,
					       .event_types =
						       random_below(3) ? PAGEVIEWS : EVENTS },
				     .by = all[random_below(7)],
				     .attribute = (enum attribute)random_below(ATTRIBUTE_COUNT),
				     .visits_too = random_below(2) };
	if (asked.by == BY_TIME)
		units_ask(&asked, website->arena, from, until);
	return asked;
}

/* ---- filters ---- */

/* Most of so many numbers. */
static struct bits *
bits_ask(struct arena *arena, uint32_t count)
{
	struct bits *bits = arena_alloc(arena, sizeof(*bits));
	*bits = (struct bits){ arena_array(arena, count / 64 + 1, sizeof(uint64_t)), count };
	for (uint32_t i = 0; i < count; i++)
		if (random_below(5) > 0)
			bits_add(bits, i);
	return bits;
}

/* Something of each kind that can be asked, now and then; of `attribute` alone unless it is ATTRIBUTE_COUNT. */
static void
filters_ask(struct arena *arena, struct selection_asked *rows, enum attribute attribute)
{
	bool only = attribute != ATTRIBUTE_COUNT;
	rows->group_count = 1 + (int)random_below(2);
	for (int i = 0; i < rows->group_count; i++) {
		struct selection_group *group = &rows->groups[i];
		enum attribute any = (enum attribute)random_below(ATTRIBUTE_COUNT);
		group->negated = random_below(3) == 0;
		group->texts[only ? attribute : any] = bits_ask(arena, TEXTS);
		if (only)
			continue;
		if (random_below(3) == 0)
			group->texts[ATTRIBUTE_PATH] = bits_ask(arena, TEXTS);
		if (random_below(6) == 0)
			group->visitors = bits_ask(arena, VISITORS + 1);
		if (random_below(4) == 0)
			group->lacking[group->lacking_count++] = bits_ask(arena, TEXTS);
		if (random_below(4) == 0)
			group->having[group->having_count++] = bits_ask(arena, TEXTS);
	}
	if (!only)
		rows->exclude_bounce = random_below(3) == 0;
	if (!only && random_below(3) == 0)
		rows->visitors = bits_ask(arena, VISITORS + 1);
}

static bool
has_filters(const struct tally_asked *asked)
{
	return asked->rows.group_count > 0;
}

static int
compare_rows(const void *one, const void *other)
{
	return memcmp(&((const struct tally_row *)one)->value,
		      &((const struct tally_row *)other)->value, sizeof(struct group_value));
}

static struct tally_row *
rows_of(const struct website *website, struct tally *tally, uint32_t *count)
{
	CU_ASSERT_TRUE_FATAL(tally_finish(tally));
	const struct tally_row *rows = tally_rows(tally, count);
	struct tally_row *sorted = arena_array(website->arena, *count + 1UL, sizeof(*sorted));
	memcpy(sorted, rows, *count * sizeof(*rows));
	qsort(sorted, *count, sizeof(*sorted), compare_rows);
	tally_free(tally);
	return sorted;
}

/* ---- both ways ---- */

static void
count_blocks(struct website *website, struct tally *tally, int from, int until)
{
	for (int b = from; b < until; b++)
		if (tally_wants(tally, &website->blocks[b]))
			CU_ASSERT_TRUE_FATAL(tally_block(tally, &website->blocks[b]));
}

/* The same, some of the blocks by a fork; or it looks in them for who was counted elsewhere. */
static void
share_blocks(struct website *website, struct tally *tally, int from, int until,
	     bool (*count)(struct tally *tally, const struct view_block *block))
{
	struct tally *fork = tally_fork(tally);
	for (int b = from; b < until; b++)
		if (tally_wants(tally, &website->blocks[b]))
			CU_ASSERT_TRUE_FATAL(
				count(random_below(2) ? tally : fork, &website->blocks[b]));
	CU_ASSERT_TRUE_FATAL(tally_join(tally, fork));
}

static struct digest *
digest_make(struct website *website, const struct tally_asked *asked)
{
	struct tally_asked all = { 0 };
	struct digest_key key;
	CU_ASSERT_TRUE_FATAL(digest_key_of(asked, &key));
	if (key.by.by == BY_TIME)
		units_ask(&all, website->arena, BEGIN_MS, website->end_ms + 400L * MINUTE_MS);
	struct digest *digest = digest_new(&key);
	struct tally *tally = digest_tally(&website->before, &key, all);
	for (int b = 0; b < BLOCKS; b++) {
		CU_ASSERT_TRUE_FATAL(tally_block(tally, &website->blocks[b]));
		if ((b + 1) % CHUNK == 0)
			CU_ASSERT_TRUE_FATAL(digest_cut(digest, tally));
	}
	CU_ASSERT_TRUE_FATAL(digest_finish(digest, tally));
	CU_ASSERT_TRUE(digest_is_known(digest, &website->view));
	tally_free(tally);
	return digest;
}

static bool
is_within(const struct website *website, const struct tally_asked *asked, int chunk)
{
	for (int b = chunk * CHUNK; b < (chunk + 1) * CHUNK; b++)
		if (website->blocks[b].lowest_id < asked->rows.lowest_id ||
		    website->blocks[b].highest_id >= asked->rows.limit_id)
			return false;
	return true;
}

/* Counts beside some run of chunks that lie within the range: how many chunks that is. */
static int
count_beside(struct website *website, const struct digest *digest, struct tally *tally,
	     const struct tally_asked *asked)
{
	int first = random_below(2) ? 0 : (int)random_below(BLOCKS / CHUNK), end;
	while (first < BLOCKS / CHUNK && !is_within(website, asked, first))
		first++;
	for (end = first; end < BLOCKS / CHUNK && is_within(website, asked, end); end++)
		if (random_below(40) == 0)
			break;
	share_blocks(website, tally, 0, first * CHUNK, tally_block);
	share_blocks(website, tally, end * CHUNK, website->block_count, tally_block);
	if (has_filters(asked))
		share_blocks(website, tally, first * CHUNK, end * CHUNK, beside_leave_out);
	if (beside_may_overlap(tally))
		share_blocks(website, tally, first * CHUNK, end * CHUNK, beside_overlap);
	CU_ASSERT_TRUE_FATAL(digest_add(digest, tally, (uint32_t)first, (uint32_t)end));
	return end - first;
}

static void
assert_same(const struct tally_row *got, uint32_t got_count, const struct tally_row *expected,
	    uint32_t count)
{
	CU_ASSERT_EQUAL_FATAL(got_count, count);
	for (uint32_t i = 0; i < count; i++) {
		CU_ASSERT_EQUAL(compare_rows(&got[i], &expected[i]), 0);
		CU_ASSERT_EQUAL(got[i].rows, expected[i].rows);
		CU_ASSERT_EQUAL(got[i].visitors, expected[i].visitors);
		CU_ASSERT_EQUAL(got[i].visits, expected[i].visits);
		CU_ASSERT_EQUAL(got[i].bounces, expected[i].bounces);
		CU_ASSERT_EQUAL(got[i].seconds, expected[i].seconds);
	}
}

/* Where a row stands among the others: by visitors, identities with as many by their texts. */
static bool
comes_before(const struct website *website, enum tally_by by, const struct tally_row *one,
	     const struct tally_row *other)
{
	const struct view *view = &website->view;
	const char *texts[] = { "", "" };
	if (one->visitors != other->visitors || by != BY_IDENTITY)
		return one->visitors > other->visitors;
	for (uint32_t i = 0; i < view->identified_count; i++) {
		if (view->identities[i] == one->value)
			texts[0] = view->identity_texts[i];
		if (view->identities[i] == other->value)
			texts[1] = view->identity_texts[i];
	}
	return strcmp(texts[0], texts[1]) < 0;
}

/* Rows that can be among the `most` first are there, and none is other than it should be. The answer is how many are left out. */
static uint32_t
assert_most(const struct website *website, const struct tally_asked *asked,
	    const struct tally_row *got, uint32_t got_count, const struct tally_row *expected,
	    uint32_t count)
{
	uint32_t found = 0;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t before = 0;
		if (found < got_count && compare_rows(&got[found], &expected[i]) == 0) {
			assert_same(&got[found++], 1, &expected[i], 1);
			continue;
		}
		for (uint32_t j = 0; j < count; j++)
			before += comes_before(website, asked->by, &expected[j], &expected[i]);
		CU_ASSERT_TRUE(before >= asked->most);
	}
	CU_ASSERT_EQUAL(found, got_count);
	return count - found;
}

/* Now and then nothing was collected since. The answer is how many rows were left out. */
static uint32_t
count_both_ways(struct website *website, struct tally_asked asked, int *chunks, int *counted)
{
	struct tally *plain = tally_new(&website->view, &asked);
	asked.beside_digest = true;
	struct tally *beside = tally_new(&website->view, &asked);
	struct digest *digest = digest_make(website, &asked);
	uint32_t plain_count, beside_count;
	CU_ASSERT_TRUE(!has_filters(&asked) || beside_can_leave_out(beside));
	website->block_count = BLOCKS + (int)random_below(2);
	count_blocks(website, plain, 0, website->block_count);
	*chunks += count_beside(website, digest, beside, &asked);
	const struct tally_row *expected = rows_of(website, plain, &plain_count);
	const struct tally_row *got = rows_of(website, beside, &beside_count);
	*counted += (int)plain_count;
	digest_free(digest);
	if (asked.most > 0)
		return assert_most(website, &asked, got, beside_count, expected, plain_count);
	assert_same(got, beside_count, expected, plain_count);
	return 0;
}

static void
a_tally_beside_chunks_counts_what_one_over_all_blocks_counts(void)
{
	int chunks = 0, counted = 0;
	srand(31);
	for (int round = 0; round < ROUNDS; round++) {
		struct arena *arena = arena_new(CEILING);
		struct website *website = website_make(arena);
		for (int i = 0; i < QUESTIONS; i++)
			count_both_ways(website, question_make(website), &chunks, &counted);
		slots_free(website->slots);
		arena_free(arena);
	}
	CU_ASSERT_TRUE(chunks > ROUNDS * QUESTIONS);
	CU_ASSERT_TRUE(counted > ROUNDS * QUESTIONS);
}

static void
what_is_left_out_is_not_among_the_most(void)
{
	uint32_t left_out[BY_TIME + 1] = { 0 };
	int chunks = 0, counted = 0;
	srand(47);
	for (int round = 0; round < ROUNDS; round++) {
		struct arena *arena = arena_new(CEILING);
		struct website *website = website_make(arena);
		for (int i = 0; i < QUESTIONS; i++) {
			struct tally_asked asked = question_make(website);
			asked.most = 1 + (uint32_t)random_below(MOST);
			if (random_below(2))
				asked.by = BY_IDENTITY;
			left_out[asked.by] += count_both_ways(website, asked, &chunks, &counted);
		}
		slots_free(website->slots);
		arena_free(arena);
	}
	CU_ASSERT_TRUE(left_out[BY_IDENTITY] > ROUNDS);
	CU_ASSERT_TRUE(left_out[BY_ATTRIBUTE] > ROUNDS);
	CU_ASSERT_EQUAL(left_out[BY_NOTHING] + left_out[BY_TIME], 0);
}

static void
what_filters_leave_out_of_chunks_is_subtracted(void)
{
	static const enum attribute of_rows[] = { ATTRIBUTE_PATH, ATTRIBUTE_TITLE, ATTRIBUTE_QUERY,
						  ATTRIBUTE_HOSTNAME, ATTRIBUTE_TAG };
	int chunks = 0, counted = 0;
	srand(32);
	for (int round = 0; round < ROUNDS; round++) {
		struct arena *arena = arena_new(CEILING);
		struct website *website = website_make(arena);
		for (int i = 0; i < QUESTIONS; i++) {
			struct tally_asked asked = question_make(website);
			asked.by = BY_ATTRIBUTE;
			asked.attribute = of_rows[random_below(5)];
			asked.rows.event_types = random_below(2) ? PAGEVIEWS : PAGEVIEWS | EVENTS;
			asked.most = random_below(2) ? 0 : 1 + (uint32_t)random_below(MOST);
			filters_ask(arena, &asked.rows, ATTRIBUTE_COUNT);
			count_both_ways(website, asked, &chunks, &counted);
		}
		slots_free(website->slots);
		arena_free(arena);
	}
	CU_ASSERT_TRUE(chunks > ROUNDS * QUESTIONS);
	CU_ASSERT_TRUE(counted > ROUNDS * QUESTIONS);
}

static void
filters_on_what_is_counted_by_leave_groups_out(void)
{
	int counted = 0;
	srand(33);
	struct arena *arena = arena_new(CEILING);
	struct website *website = website_make(arena);
	for (int i = 0; i < ROUNDS * QUESTIONS; i++) {
		struct tally_asked asked = question_make(website);
		uint32_t expected_count, got_count;
		asked.by = BY_ATTRIBUTE;
		filters_ask(arena, &asked.rows, asked.attribute);
		CU_ASSERT_TRUE(tally_filters_groups(&asked));
		struct tally *filtered = tally_new(&website->view, &asked);
		struct tally_asked all = asked;
		all.rows.group_count = 0;
		struct tally *kept = tally_new(&website->view, &all);
		count_blocks(website, filtered, 0, BLOCKS + 1);
		count_blocks(website, kept, 0, BLOCKS + 1);
		const struct tally_row *expected = rows_of(website, filtered, &expected_count);
		CU_ASSERT_TRUE_FATAL(tally_finish(kept));
		tally_keep(kept, &asked);
		const struct tally_row *rows = tally_rows(kept, &got_count);
		struct tally_row *got = arena_array(arena, got_count + 1UL, sizeof(*got));
		memcpy(got, rows, got_count * sizeof(*rows));
		qsort(got, got_count, sizeof(*got), compare_rows);
		assert_same(got, got_count, expected, expected_count);
		tally_free(kept);
		counted += (int)got_count;
	}
	slots_free(website->slots);
	arena_free(arena);
	CU_ASSERT_TRUE(counted > ROUNDS * QUESTIONS);
}

static void
filters_on_anything_else_do_not(void)
{
	struct bits some = { 0 };
	struct tally_asked asked = { .by = BY_ATTRIBUTE, .attribute = ATTRIBUTE_PATH };
	struct selection_group *group = &asked.rows.groups[0];
	CU_ASSERT_FALSE(tally_filters_groups(&asked));
	asked.rows.group_count = 1;
	group->texts[ATTRIBUTE_PATH] = &some;
	CU_ASSERT_TRUE(tally_filters_groups(&asked));
	asked.by = BY_ENTRY;
	CU_ASSERT_FALSE(tally_filters_groups(&asked));
	asked.by = BY_ATTRIBUTE;
	group->texts[ATTRIBUTE_TITLE] = &some;
	CU_ASSERT_FALSE(tally_filters_groups(&asked));
	group->texts[ATTRIBUTE_TITLE] = NULL;
	group->visitors = &some;
	CU_ASSERT_FALSE(tally_filters_groups(&asked));
	group->visitors = NULL;
	group->lacking_count = 1;
	CU_ASSERT_FALSE(tally_filters_groups(&asked));
	group->lacking_count = 0;
	asked.rows.exclude_bounce = true;
	CU_ASSERT_FALSE(tally_filters_groups(&asked));
	asked.rows.exclude_bounce = false;
	asked.rows.visitors = &some;
	CU_ASSERT_FALSE(tally_filters_groups(&asked));
}

static void
only_clocks_and_attributes_have_digests(void)
{
	struct digest_key key;
	struct tally_asked asked = { .by = BY_NOTHING };
	CU_ASSERT_TRUE(digest_key_of(&asked, &key));
	asked = (struct tally_asked){ .by = BY_TIME };
	CU_ASSERT_FALSE(digest_key_of(&asked, &key));
	asked.zone = &utc;
	CU_ASSERT_TRUE(digest_key_of(&asked, &key));
}

static const struct unit_test tests[] = {
	TEST(a_tally_beside_chunks_counts_what_one_over_all_blocks_counts),
	TEST(what_is_left_out_is_not_among_the_most),
	TEST(what_filters_leave_out_of_chunks_is_subtracted),
	TEST(filters_on_what_is_counted_by_leave_groups_out),
	TEST(filters_on_anything_else_do_not),
	TEST(only_clocks_and_attributes_have_digests),
};

UNIT_MAIN("digest", tests)
