/*
 * Slots beside plain lists of what was added, and views that were made before more came.
 * SPDX-License-Identifier: MIT
 */
#include "slots.h"

#include "random_rows.h"
#include "random_view.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { IDS = 5000, VIEWS = 40 };

static uint32_t added[TABLE_COUNT][IDS]; /* by slot */
static uint32_t added_count[TABLE_COUNT];
static bool there[TABLE_COUNT][IDS];

static void
add(struct slots *slots, enum view_table table, uint32_t id)
{
	uint32_t texts[TABLE_TEXTS_MAX];
	int count;
	const enum attribute *attributes = table_attributes(table, &count);
	for (int i = 0; i < count; i++)
		texts[i] = random_text(attributes[i], id);
	CU_ASSERT_TRUE_FATAL(slots_add(slots, table, id, texts, random_event_type(id)));
	if (!there[table][id])
		added[table][added_count[table]++] = id;
	there[table][id] = true;
}

/* With the combination of nothing, which is there from the start. */
static struct slots *
start(void)
{
	struct slots *slots = slots_new();
	CU_ASSERT_PTR_NOT_NULL_FATAL(slots);
	memset(there, 0, sizeof(there));
	for (enum view_table table = 0; table < TABLE_COUNT; table++) {
		added[table][0] = 0;
		added_count[table] = 1;
		there[table][0] = true;
	}
	return slots;
}

static int
differences(const struct slots *slots, const struct view *view)
{
	int different = 0;
	for (enum view_table table = 0; table < TABLE_COUNT; table++) {
		const struct view_slots *seen = &view->tables[table];
		int count;
		const enum attribute *attributes = table_attributes(table, &count);
		for (uint32_t slot = 0; slot < seen->count; slot++) {
			uint32_t id = added[table][slot];
			different += seen->ids[slot] != id || slots_find(slots, table, id) != slot;
			for (int i = 0; i < count; i++) {
				uint32_t text = seen->texts[attributes[i]][slot];
				different +=
					view->text_ids[text] != random_text(attributes[i], id) ||
					text >= view->text_count;
			}
			different += table == TABLE_ACTIONS &&
				     seen->event_types[slot] != random_event_type(id);
		}
		different += table != TABLE_ACTIONS && seen->event_types != NULL;
	}
	return different;
}

/* Arrays grow beneath a view, which stays as it was. */
static void
views_stay_good_while_more_is_added(void)
{
	struct slots *slots = start();
	struct view views[VIEWS];
	uint32_t counts[VIEWS][TABLE_COUNT];
	srand(1);
	for (int i = 0; i < VIEWS; i++) {
		for (int n = 0; n < i * i; n++)
			add(slots, (enum view_table)random_below(TABLE_COUNT),
			    (uint32_t)random_below(IDS));
		slots_view(slots, &views[i]);
		memcpy(counts[i], added_count, sizeof(added_count));
	}
	for (int i = 0; i < VIEWS; i++) {
		for (enum view_table table = 0; table < TABLE_COUNT; table++)
			CU_ASSERT_EQUAL(views[i].tables[table].count, counts[i][table]);
		CU_ASSERT_EQUAL(differences(slots, &views[i]), 0);
	}
	CU_ASSERT_TRUE(added_count[TABLE_PAGES] > 1000);
	slots_free(slots);
}

static void
finds_what_was_added_and_nothing_else(void)
{
	struct slots *slots = start();
	uint32_t ids[100], found[100];
	for (uint32_t id = 2; id < IDS; id += 2)
		add(slots, TABLE_SOURCES, id);
	int wrong = 0;
	for (uint32_t id = 1; id < IDS; id += 2)
		wrong += slots_find(slots, TABLE_SOURCES, id) != SLOT_NONE;
	CU_ASSERT_EQUAL(wrong, 0);
	CU_ASSERT_EQUAL(slots_find(slots, TABLE_PAGES, 2), SLOT_NONE);
	for (uint32_t i = 0; i < 100; i++)
		ids[i] = 2 * i;
	CU_ASSERT_TRUE(slots_find_all(slots, TABLE_SOURCES, ids, 100, found));
	for (uint32_t i = 0; i < 100; i++)
		wrong += found[i] != slots_find(slots, TABLE_SOURCES, ids[i]);
	ids[50] = 3;
	CU_ASSERT_FALSE(slots_find_all(slots, TABLE_SOURCES, ids, 100, found));
	CU_ASSERT_EQUAL(found[50], SLOT_NONE);
	CU_ASSERT_EQUAL(found[51], slots_find(slots, TABLE_SOURCES, ids[51]));
	CU_ASSERT_EQUAL(wrong, 0);
	slots_free(slots);
}

/* Ids that are all looked for at the last place of the index first, from where it goes on at its start. */
static void
finds_ids_that_get_in_each_others_way(void)
{
	struct slots *slots = start();
	const uint32_t texts[TABLE_TEXTS_MAX] = { 0 };
	uint32_t ids[30], count = 0, found[30];
	for (uint32_t id = 1; count < 30; id++)
		if ((uint32_t)(id * 2654435769u) >> 20 == 0xfff)
			ids[count++] = id;
	for (uint32_t i = 0; i < count; i++)
		CU_ASSERT_TRUE_FATAL(slots_add(slots, TABLE_CLIENTS, ids[i], texts, 0));
	CU_ASSERT_TRUE(slots_find_all(slots, TABLE_CLIENTS, ids, count, found));
	for (uint32_t i = 0; i < count; i++)
		CU_ASSERT_EQUAL(found[i], i + 1);
	slots_free(slots);
}

/* A text has one slot, whatever it is of. */
static void
texts_are_numbered_once(void)
{
	struct slots *slots = start();
	struct view view;
	static bool seen[100000];
	for (enum view_table table = 0; table < TABLE_COUNT; table++)
		for (uint32_t id = 1; id < 500; id++)
			add(slots, table, id);
	const uint32_t same[TABLE_TEXTS_MAX] = { 77777, 77777, 77777 };
	CU_ASSERT_TRUE(slots_add(slots, TABLE_LOCATIONS, 4000, same, 0));
	slots_view(slots, &view);
	CU_ASSERT_EQUAL(view.text_ids[0], 0);
	int twice = 0;
	for (uint32_t slot = 0; slot < view.text_count; slot++) {
		twice += seen[view.text_ids[slot]];
		seen[view.text_ids[slot]] = true;
		twice += slots_find_text(slots, view.text_ids[slot]) != slot;
	}
	CU_ASSERT_EQUAL(twice, 0);
	CU_ASSERT_TRUE(seen[77777]);
	CU_ASSERT_EQUAL(slots_find_text(slots, 99999), SLOT_NONE);
	slots_settle(slots);
	slots_view(slots, &view);
	CU_ASSERT_TRUE(slots_find_text(slots, view.text_ids[view.text_count - 1]) ==
		       view.text_count - 1);
	slots_free(slots);
	slots_free(NULL);
}

static void
views_have_those_who_were_identified_before(void)
{
	struct slots *slots = start();
	struct view views[VIEWS];
	char text[16];
	int different = 0;
	CU_ASSERT_EQUAL(slots_last_identified(slots), 0);
	for (uint32_t i = 0; i < VIEWS * 50; i++) {
		if (i % 50 == 0)
			slots_view(slots, &views[i / 50]);
		snprintf(text, sizeof(text), "id %u", i % 60);
		CU_ASSERT_TRUE_FATAL(slots_identify(slots, 3 * i + 1, 1000 + i % 60, text));
		CU_ASSERT_EQUAL(slots_last_identified(slots), 3 * i + 1);
	}
	for (uint32_t v = 0; v < VIEWS; v++) {
		CU_ASSERT_EQUAL(views[v].identified_count, v * 50);
		for (uint32_t i = 0; i < views[v].identified_count; i++) {
			snprintf(text, sizeof(text), "id %u", i % 60);
			different +=
				views[v].identified[i] != 3 * i + 1 ||
				views[v].identities[i] != slots_find_text(slots, 1000 + i % 60) ||
				strcmp(views[v].identity_texts[i], text) != 0;
		}
		for (uint32_t visitor = 0; visitor < 3 * VIEWS * 50 + 100; visitor++) {
			bool is_one = visitor % 3 == 1 && visitor / 3 < views[v].identified_count;
			different += view_identified(&views[v], visitor) !=
				     (is_one ? visitor / 3 : NOT_IDENTIFIED);
		}
	}
	CU_ASSERT_EQUAL(different, 0);
	slots_free(slots);
}

static const struct unit_test tests[] = {
	TEST(views_stay_good_while_more_is_added),
	TEST(finds_what_was_added_and_nothing_else),
	TEST(finds_ids_that_get_in_each_others_way),
	TEST(texts_are_numbered_once),
	TEST(views_have_those_who_were_identified_before),
};

UNIT_MAIN("slots", tests)
