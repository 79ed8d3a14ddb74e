/*
 * Pages of visitors beside all visitors in order, over many small blocks that overlap in time.
 * SPDX-License-Identifier: MIT
 */
#include "visitor_pages.h"

#include "crowd.h"
#include "random_rows.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

enum { VISITORS_MAX = 500, ALL_TYPES = 1 << 1 | 1 << 2 | 1 << 3 | 1 << 4 };

static struct paged_visitor known[VISITORS_MAX + 1];
static int known_count;

static int
seen_last_first(const void *one, const void *other)
{
	const struct paged_visitor *a = one, *b = other;
	return (a->last_event_id < b->last_event_id) - (a->last_event_id > b->last_event_id);
}

/* All visitors of the rows that are asked for, whoever was seen last first. */
static void
know(const struct crowd *crowd, const struct selection_asked *asked)
{
	int visit = 0;
	memset(known, 0, sizeof(known));
	for (int i = 0; i < crowd->row_count; i++) {
		const struct crowd_row *row = &crowd->rows[i];
		struct paged_visitor *visitor = &known[row->visitor];
		if (row->event_id < asked->lowest_id || row->event_id >= asked->limit_id ||
		    !(asked->event_types >> (row->is_event ? 2 : 1) & 1))
			continue;
		visitor->visitor_id = row->visitor;
		visitor->visits += row->visit != visit;
		visit = row->visit;
		visitor->pageviews += !row->is_event;
		visitor->events += row->is_event;
		if (visitor->first_event_id == 0 || row->event_id < visitor->first_event_id)
			visitor->first_event_id = row->event_id;
		if (row->event_id > visitor->last_event_id)
			visitor->last_event_id = row->event_id;
	}
	qsort(known, VISITORS_MAX + 1, sizeof(*known), seen_last_first);
	for (known_count = 0; known_count <= VISITORS_MAX && known[known_count].visitor_id != 0;)
		known_count++;
}

/* Ranges begin and end with a millisecond. */
static long long
start_of(const struct crowd_row *row)
{
	return row->event_id >> EVENT_NUMBER_BITS << EVENT_NUMBER_BITS;
}

static void
scan(const struct crowd *crowd, struct visitor_pages *pages)
{
	crowd_scan(crowd, pages, visitor_pages_wants, visitor_pages_columns, visitor_pages_block);
}

static void
assert_page(const struct crowd *crowd, struct visitor_pages *pages, int skipped, int wanted)
{
	uint32_t count;
	while (visitor_pages_seek(pages, (uint64_t)skipped, (uint32_t)wanted))
		scan(crowd, pages);
	const struct paged_visitor *visitors = visitor_pages_visitors(pages, &count);
	int left = known_count > skipped ? known_count - skipped : 0;
	CU_ASSERT_EQUAL(visitor_pages_total(pages), (uint64_t)known_count);
	CU_ASSERT_EQUAL_FATAL((int)count, left < wanted ? left : wanted);
	for (int i = 0; i < (int)count; i++) {
		const struct paged_visitor *got = &visitors[i], *right = &known[skipped + i];
		CU_ASSERT_EQUAL(got->visitor_id, right->visitor_id);
		CU_ASSERT_EQUAL(got->first_event_id, right->first_event_id);
		CU_ASSERT_EQUAL(got->last_event_id, right->last_event_id);
		CU_ASSERT_EQUAL(got->pageviews, right->pageviews);
		CU_ASSERT_EQUAL(got->events, right->events);
		CU_ASSERT_EQUAL(got->visits, right->visits);
	}
}

/* Of visitors who mostly return, and of visitors who mostly do not; of all rows, and of some. */
static void
finds_every_page_of_what_is_asked(void)
{
	static const unsigned types[] = { ALL_TYPES, 1 << 1 | 1 << 2, 1 << 1, 1 << 2 };
	srand(31);
	for (int round = 0; round < 80; round++) {
		struct crowd *crowd = crowd_new(round % 2 == 0 ? 40 : VISITORS_MAX, 600);
		const struct crowd_row *one = &crowd->rows[random_below(crowd->row_count)];
		const struct crowd_row *other = &crowd->rows[random_below(crowd->row_count)];
		bool part = random_below(2) == 0 && start_of(one) < start_of(other);
		struct selection_asked asked = { .lowest_id = part ? start_of(one) : 0,
						 .limit_id = part ? start_of(other) : 1LL << 62,
						 .event_types = types[random_below(4)] };
		know(crowd, &asked);
		long long lowest_id = crowd->rows[0].event_id, highest_id = lowest_id;
		for (int i = 0; i < crowd->row_count; i++) {
			long long id = crowd->rows[i].event_id;
			lowest_id = id < lowest_id ? id : lowest_id;
			highest_id = id > highest_id ? id : highest_id;
		}
		if (part) {
			lowest_id = asked.lowest_id;
			highest_id = asked.limit_id - 1;
		}
		struct visitor_pages *pages =
			visitor_pages_new(&crowd->view, &asked, lowest_id, highest_id);
		CU_ASSERT_PTR_NOT_NULL_FATAL(pages);
		scan(crowd, pages);
		for (int i = 0; i < 20; i++)
			assert_page(crowd, pages, (int)random_below(known_count + 2),
				    1 + (int)random_below(random_below(2) ? 20 : 600));
		visitor_pages_free(pages);
		crowd_free(crowd);
	}
}

/* Over centuries the times by which visitors are counted are long. */
static void
finds_pages_however_long_the_range_is(void)
{
	struct selection_asked asked = { .limit_id = 1LL << 62, .event_types = ALL_TYPES };
	srand(32);
	struct crowd *crowd = crowd_new(100, 600);
	know(crowd, &asked);
	struct visitor_pages *pages = visitor_pages_new(&crowd->view, &asked, 0, 1LL << 62);
	scan(crowd, pages);
	for (int skipped = 0; skipped < known_count; skipped += 7)
		assert_page(crowd, pages, skipped, 9);
	visitor_pages_free(pages);
	crowd_free(crowd);
}

static const struct unit_test tests[] = {
	TEST(finds_every_page_of_what_is_asked),
	TEST(finds_pages_however_long_the_range_is),
};

UNIT_MAIN("visitor_pages", tests)
