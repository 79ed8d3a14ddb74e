/*
 * Journeys: each visit's items written out and compared with all others.
 * SPDX-License-Identifier: MIT
 */
#include "journeys.h"

#include "crowd.h"
#include "random_rows.h"
#include "unit.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { VISITORS = 300, VISITS = 1500, ROUNDS = 60 };

/* The journeys of all visits, each once, with how many took it. */
struct list {
	uint32_t items[VISITS][JOURNEY_ITEMS_MAX];
	struct journey journeys[VISITS];
	int count;
};

static void
list_add(struct list *list, const uint32_t *items, uint32_t count)
{
	int i = 0;
	while (i < list->count && (list->journeys[i].item_count != count ||
				   memcmp(list->items[i], items, count * sizeof(*items)) != 0))
		i++;
	if (i == list->count) {
		memcpy(list->items[i], items, count * sizeof(*items));
		list->journeys[list->count++] = (struct journey){ 0, count, list->items[i] };
	}
	list->journeys[i].visits++;
}

static void
expect(const struct crowd *crowd, const struct journeys_asked *asked, struct list *list)
{
	list->count = 0;
	for (int i = 0; i < crowd->row_count;) {
		uint32_t items[JOURNEY_ITEMS_MAX], count = 0, last = UINT32_MAX;
		int visit = crowd->rows[i].visit;
		for (; i < crowd->row_count && crowd->rows[i].visit == visit; i++) {
			uint32_t text = crowd->rows[i].text;
			if (crowd->rows[i].event_id < asked->rows.lowest_id || text == last)
				continue;
			last = text;
			if (count < (uint32_t)asked->items)
				items[count++] = text;
		}
		if (count > 0 && (asked->starts == NULL || bits_have(asked->starts, items[0])) &&
		    (asked->ends == NULL || bits_have(asked->ends, items[count - 1])))
			list_add(list, items, count);
	}
}

static const struct journey *
list_find(const struct list *list, const struct journey *wanted)
{
	for (int i = 0; i < list->count; i++)
		if (list->journeys[i].item_count == wanted->item_count &&
		    memcmp(list->items[i], wanted->items,
			   wanted->item_count * sizeof(*wanted->items)) == 0)
			return &list->journeys[i];
	return NULL;
}

static int
compare_visits(const void *a, const void *b)
{
	return (int)((const struct journey *)b)->visits - (int)((const struct journey *)a)->visits;
}

/* How many journeys are as frequent as the last one that is wanted. */
static uint32_t
wanted_of(struct list *list, uint32_t wanted)
{
	qsort(list->journeys, (size_t)list->count, sizeof(list->journeys[0]), compare_visits);
	uint32_t count = (uint32_t)list->count;
	if (count <= wanted)
		return count;
	while (list->journeys[count - 1].visits < list->journeys[wanted - 1].visits)
		count--;
	return count;
}

static void
finds_the_most_frequent_as_a_list_of_all(void)
{
	static struct list list;
	srand(3);
	struct crowd *crowd = crowd_new(VISITORS, VISITS);
	for (int i = 0; i < ROUNDS; i++) {
		struct journeys_asked asked = { .rows = { .limit_id = LLONG_MAX,
							  .event_types = 1 << 1 | 1 << 2 },
						.items = 2 + (int)random_below(6),
						.wanted = 1 + (uint32_t)random_below(60) };
		uint32_t count;
		if (random_below(2))
			asked.rows.lowest_id =
				crowd->rows[random_below(crowd->row_count)].event_id >> 20 << 20;
		if (random_below(3) == 0)
			asked.starts = crowd_texts(crowd, crowd->paths, CROWD_PAGES, 9);
		if (random_below(3) == 0)
			asked.ends = crowd_texts(crowd, crowd->names, CROWD_EVENTS, 2);
		struct journeys *journeys = journeys_new(&crowd->view, &asked);
		CU_ASSERT_PTR_NOT_NULL_FATAL(journeys);
		crowd_walk(crowd, journeys_scan(journeys));
		const struct journey *most = journeys_most(journeys, &count);
		CU_ASSERT_PTR_NOT_NULL_FATAL(most);
		expect(crowd, &asked, &list);
		for (uint32_t j = 0; j < count; j++) {
			const struct journey *known = list_find(&list, &most[j]);
			CU_ASSERT_PTR_NOT_NULL_FATAL(known);
			CU_ASSERT_EQUAL(most[j].visits, known->visits);
		}
		CU_ASSERT_EQUAL(count, wanted_of(&list, asked.wanted));
		journeys_free(journeys);
	}
	crowd_free(crowd);
}

static const struct unit_test tests[] = {
	TEST(finds_the_most_frequent_as_a_list_of_all),
};

UNIT_MAIN("journeys", tests)
