/*
 * Breakdowns: every row compared with all others.
 * SPDX-License-Identifier: MIT
 */
#include "breakdown.h"

#include "crowd.h"
#include "random_rows.h"
#include "unit.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { VISITORS = 150, VISITS = 500, ROUNDS = 150, FIELDS = 5, NAMED = 40 };

/* What can be asked for, and each row's value of it. */
enum wanted { PATH, TITLE, REFERRER, BROWSER, IDENTITY };

/* The first visitors have a name, which two of them share. */
static uint32_t named[NAMED], names[NAMED];

static struct tuple_field
field_of(const struct crowd *crowd, enum wanted wanted)
{
	const struct view_slots *tables = crowd->view.tables;
	switch (wanted) {
	case PATH:
		return (struct tuple_field){ COLUMN_PAGE, tables[TABLE_PAGES].texts[ATTRIBUTE_PATH],
					     NULL, 0 };
	case TITLE:
		return (struct tuple_field){ COLUMN_PAGE,
					     tables[TABLE_PAGES].texts[ATTRIBUTE_TITLE], NULL, 0 };
	case REFERRER:
		return (struct tuple_field){ COLUMN_SOURCE,
					     tables[TABLE_SOURCES].texts[ATTRIBUTE_REFERRER], NULL,
					     0 };
	case BROWSER:
		return (struct tuple_field){ COLUMN_CLIENT,
					     tables[TABLE_CLIENTS].texts[ATTRIBUTE_BROWSER], NULL,
					     0 };
	default:
		return (struct tuple_field){ COLUMN_VISITOR, names, named, NAMED };
	}
}

static uint32_t
value_of(const struct crowd *crowd, enum wanted wanted, const struct crowd_row *row)
{
	struct tuple_field field = field_of(crowd, wanted);
	switch (field.column) {
	case COLUMN_PAGE:
		return field.values[row->page];
	case COLUMN_SOURCE:
		return field.values[row->source];
	case COLUMN_CLIENT:
		return field.values[row->client];
	default:
		for (int i = 0; i < NAMED; i++)
			if (named[i] == (uint32_t)row->visitor)
				return names[i];
		return 0;
	}
}

struct question {
	struct breakdown_asked asked;
	const struct bits *paths,
		*referrers; /* rows that have one of just one of both count; NULL: all do */
	enum wanted wanted[FIELDS];
	const struct crowd_row *rows[VISITS * 8]; /* those that count */
	int row_count;
};

/* Leaves rows of which one half tells something of the other. */
static void
entangle(struct crowd *crowd, struct question *question)
{
	struct selection_group *groups = question->asked.rows.groups;
	uint32_t referrers[1 + CROWD_SOURCES];
	const struct view_slots *sources = &crowd->view.tables[TABLE_SOURCES];
	for (uint32_t i = 0; i < sources->count; i++)
		referrers[i] = sources->texts[ATTRIBUTE_REFERRER][i];
	question->paths = crowd_texts(crowd, crowd->paths, CROWD_PAGES, 3);
	question->referrers = crowd_texts(crowd, referrers, (int)sources->count, 3);
	question->asked.rows.group_count = 2;
	groups[0].negated = groups[1].negated = true;
	groups[0].texts[ATTRIBUTE_PATH] = question->paths;
	groups[0].texts[ATTRIBUTE_REFERRER] = question->referrers;
	groups[1].texts[ATTRIBUTE_PATH] = crowd_texts_but(crowd, question->paths);
	groups[1].texts[ATTRIBUTE_REFERRER] = crowd_texts_but(crowd, question->referrers);
}

static bool
is_entangled(const struct crowd *crowd, const struct question *question,
	     const struct crowd_row *row)
{
	uint32_t path = value_of(crowd, PATH, row), referrer = value_of(crowd, REFERRER, row);
	return bits_have(question->paths, path) != bits_have(question->referrers, referrer);
}

static void
make_question(struct crowd *crowd, struct question *question)
{
	long long low = crowd->rows[random_below(crowd->row_count)].event_id >> 20 << 20;
	int first = (int)random_below(FIELDS), count = 1 + (int)random_below(FIELDS);
	*question = (struct question){
		.asked = { .rows = { .lowest_id = random_below(2) ? 0 : low,
				     .limit_id = LLONG_MAX,
				     .event_types = random_below(2) ? 1 << 1 : 1 << 1 | 1 << 2 },
			   .field_count = count,
			   .wanted = 1 + (uint32_t)random_below(60),
			   .array_max = random_below(3) ? 1 << 20 : (uint32_t)random_below(40) }
	};
	for (int f = 0; f < count; f++) {
		question->wanted[f] = (enum wanted)((first + f) % FIELDS);
		question->asked.fields[f] = field_of(crowd, question->wanted[f]);
	}
	if (random_below(3) == 0)
		entangle(crowd, question);
	bool events = question->asked.rows.event_types >> 2 & 1;
	for (int i = 0; i < crowd->row_count + crowd->nobodys_count; i++) {
		const struct crowd_row *row = i < crowd->row_count
						      ? &crowd->rows[i]
						      : &crowd->nobodys[i - crowd->row_count];
		if (row->event_id >= question->asked.rows.lowest_id && (events || !row->is_event) &&
		    (question->paths == NULL || is_entangled(crowd, question, row)))
			question->rows[question->row_count++] = row;
	}
}

static bool
has_values(const struct crowd *crowd, const struct question *question, const struct crowd_row *row,
	   const uint32_t *values)
{
	for (int f = 0; f < question->asked.field_count; f++)
		if (value_of(crowd, question->wanted[f], row) != values[f])
			return false;
	return true;
}

/* The numbers of one combination. */
static struct breakdown_row
expect(const struct crowd *crowd, const struct question *question, const uint32_t *values)
{
	struct breakdown_row sum = { .rows = 0 };
	bool visitors[VISITORS + 1] = { false }, visits[VISITS + 1] = { false };
	for (int i = 0; i < question->row_count; i++) {
		const struct crowd_row *row = question->rows[i];
		if (!has_values(crowd, question, row, values))
			continue;
		sum.rows++;
		if (row->visit == 0)
			continue;
		sum.visitors += !visitors[row->visitor];
		if (!visits[row->visit]) {
			sum.visits++;
			sum.bounces += row->bounced;
			sum.seconds += (uint64_t)row->seconds;
		}
		visitors[row->visitor] = visits[row->visit] = true;
	}
	return sum;
}

static void
check(const struct crowd *crowd, const struct question *question, const struct breakdown_row *rows,
      uint32_t count)
{
	uint32_t least = UINT32_MAX, below = 0;
	for (uint32_t i = 0; i < count; i++) {
		struct breakdown_row wanted = expect(crowd, question, rows[i].values);
		CU_ASSERT_TRUE(wanted.rows > 0);
		CU_ASSERT_EQUAL(rows[i].rows, wanted.rows);
		CU_ASSERT_EQUAL(rows[i].visitors, wanted.visitors);
		CU_ASSERT_EQUAL(rows[i].visits, wanted.visits);
		CU_ASSERT_EQUAL(rows[i].bounces, wanted.bounces);
		CU_ASSERT_EQUAL(rows[i].seconds, wanted.seconds);
		least = rows[i].rows < least ? rows[i].rows : least;
	}
	/* Whatever row is of none of them is of a combination with fewer rows, and without those that are least there are too few. */
	for (int i = 0; i < question->row_count; i++) {
		uint32_t values[FIELDS], known = 0;
		for (int f = 0; f < question->asked.field_count; f++)
			values[f] = value_of(crowd, question->wanted[f], question->rows[i]);
		while (known < count &&
		       memcmp(rows[known].values, values,
			      (size_t)question->asked.field_count * sizeof(*values)) != 0)
			known++;
		if (known == count)
			CU_ASSERT_TRUE(expect(crowd, question, values).rows < least &&
				       count >= question->asked.wanted);
	}
	for (uint32_t i = 0; i < count; i++)
		below += rows[i].rows > least;
	CU_ASSERT_TRUE(below < question->asked.wanted);
}

static void
counts_combinations_as_row_by_row(void)
{
	static struct question question;
	srand(6);
	for (uint32_t i = 0; i < NAMED; i++) {
		named[i] = 1 + i;
		names[i] = 1 + (i == 1 ? 0 : i);
	}
	struct crowd *crowd = crowd_new(VISITORS, VISITS);
	for (int i = 0; i < ROUNDS; i++) {
		uint32_t count;
		make_question(crowd, &question);
		struct breakdown *breakdown = breakdown_new(&crowd->view, &question.asked);
		CU_ASSERT_PTR_NOT_NULL_FATAL(breakdown);
		while (!breakdown_is_done(breakdown)) {
			crowd_share(crowd, breakdown, breakdown_wants, breakdown_columns,
				    breakdown_block, breakdown_fork, breakdown_join);
			CU_ASSERT_TRUE_FATAL(breakdown_proceed(breakdown));
		}
		const struct breakdown_row *rows = breakdown_most(breakdown, &count);
		check(crowd, &question, rows, count);
		breakdown_free(breakdown);
	}
	crowd_free(crowd);
}

static const struct unit_test tests[] = {
	TEST(counts_combinations_as_row_by_row),
};

UNIT_MAIN("breakdown", tests)
