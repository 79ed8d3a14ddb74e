/*
 * Each visitor has a calendar of half hours, so that no two visits of theirs come near each other.
 * SPDX-License-Identifier: MIT
 */
#include "crowd.h"

#include "block.h"
#include "random_rows.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

enum { PAGE_TEXT = 100, NAME_TEXT = 200, VISIT_MS = 50000000, BLOCK_SIZE = 40, EVENTS_MAX = 6 };
static const long long march_2026 = 1774300000000LL; /* some days before the clocks go forward */

/* Two pages share a path; an action is a pageview with a tag, the others are events. */
static void
add_combinations(struct crowd *crowd)
{
	for (uint32_t i = 0; i < CROWD_SOURCES; i++) {
		const uint32_t texts[TABLE_TEXTS_MAX] = { 500 + i };
		slots_add(crowd->slots, TABLE_SOURCES, 1 + i, texts, 0);
	}
	for (uint32_t i = 0; i < CROWD_CLIENTS; i++) {
		const uint32_t texts[TABLE_TEXTS_MAX] = { 600 + i };
		slots_add(crowd->slots, TABLE_CLIENTS, 1 + i, texts, 0);
	}
	for (uint32_t i = 0; i < CROWD_PAGES; i++) {
		uint32_t path = PAGE_TEXT + (i == 1 ? 0 : i);
		const uint32_t texts[TABLE_TEXTS_MAX] = { path, 300 + i };
		slots_add(crowd->slots, TABLE_PAGES, 1 + i, texts, 0);
		crowd->paths[i] = slots_find_text(crowd->slots, path);
	}
	const uint32_t tag[TABLE_TEXTS_MAX] = { 0, 400 };
	slots_add(crowd->slots, TABLE_ACTIONS, 1, tag, 1);
	for (uint32_t i = 0; i < CROWD_EVENTS; i++) {
		const uint32_t texts[TABLE_TEXTS_MAX] = { NAME_TEXT + i };
		slots_add(crowd->slots, TABLE_ACTIONS, 2 + i, texts, 2);
		crowd->names[i] = slots_find_text(crowd->slots, NAME_TEXT + i);
	}
	slots_view(crowd->slots, &crowd->view);
}

static struct crowd_row
row_of(const struct crowd *crowd, const struct visit_row *visit, const struct event_row *event)
{
	bool is_event = event->action_id >= 2;
	return (struct crowd_row){
		.visitor = visit->visitor_id,
		.visit = visit->visit_id,
		.event_id = event->event_id,
		.is_event = is_event,
		.text = is_event ? crowd->names[event->action_id - 2]
				 : crowd->paths[event->page_id - 1],
		.page = slots_find(crowd->slots, TABLE_PAGES, (uint32_t)event->page_id),
		.source = slots_find(crowd->slots, TABLE_SOURCES, (uint32_t)visit->source_id),
		.client = slots_find(crowd->slots, TABLE_CLIENTS, (uint32_t)visit->client_id),
		.bounced = visit->bounce,
		.seconds = visit->seconds,
	};
}

static struct event_row
make_event(long long *at, int number)
{
	*at += random_below(3) * random_below(1800000);
	return (struct event_row){ .event_id = *at << EVENT_NUMBER_BITS | number,
				   .page_id = 1 + (int)random_below(CROWD_PAGES),
				   .action_id = random_below(3) == 0
							? 1 + (int)random_below(1 + CROWD_EVENTS)
							: 0 };
}

/* Visits of the day's half hours that are free. */
static void
fill_rows(struct crowd *crowd, struct rows *rows, int visitors, int visits)
{
	int *calendar = arena_array(crowd->arena, (size_t)visitors + 1, sizeof(int));
	for (int i = 0; i < visits; i++) {
		int visitor = 1 + (int)random_below(visitors), place = calendar[visitor]++;
		struct visit_row *visit = &rows->visits[rows->visit_count++];
		/* every third visit changes its place with the one before, so that ids are not in the order of time */
		long long at = march_2026 + (place % 3 == 1   ? place + 1
					     : place % 3 == 2 ? place - 1
							      : place) *
						    (long long)VISIT_MS;
		*visit = (struct visit_row){ .visit_id = 1 + i,
					     .visitor_id = visitor,
					     .source_id = (int)random_below(1 + CROWD_SOURCES),
					     .client_id = 1 + visitor % CROWD_CLIENTS,
					     .seconds = (int)random_below(1000),
					     .bounce = random_below(4) == 0,
					     .change = CHANGE_REPLACES,
					     .event_count = (int)random_below(EVENTS_MAX) };
		for (int e = 0; e < visit->event_count; e++) {
			struct event_row *event = &rows->events[rows->event_count++];
			*event = make_event(&at, rows->event_count);
			crowd->rows[crowd->row_count++] = row_of(crowd, visit, event);
		}
	}
}

static void
add_block(struct crowd *crowd, const struct rows *rows, bool anonymous)
{
	struct view_block *view = &crowd->blocks[crowd->block_count++];
	struct block block;
	CU_ASSERT_TRUE_FATAL(crowd->block_count <= CROWD_BLOCKS_MAX);
	CU_ASSERT_TRUE_FATAL(block_make(rows, crowd->arena, &block));
	*view = (struct view_block){ .anonymous = anonymous,
				     .visit_count = block.visit_count,
				     .event_count = block.event_count,
				     .lowest_id = block.lowest_id,
				     .highest_id = block.highest_id };
	for (enum block_column which = 0; which < COLUMN_COUNT; which++) {
		struct view_column *column = arena_alloc(crowd->arena, sizeof(*column));
		int count = column_is_of_visits(which) ? block.visit_count : block.event_count;
		const uint32_t *ids;
		uint32_t id_count;
		CU_ASSERT_TRUE_FATAL(view_column_open(block.columns[which], which, (uint32_t)count,
						      crowd->arena, column, &ids, &id_count));
		if (column_table(which) != TABLE_COUNT) {
			uint32_t *slots = arena_array(crowd->arena, id_count, sizeof(*slots));
			CU_ASSERT_TRUE_FATAL(slots_find_all(crowd->slots, column_table(which), ids,
							    id_count, slots));
			column->slots = slots;
			column->slot_count = id_count;
		}
		view->columns[which] = column;
	}
}

static void
add_blocks(struct crowd *crowd, const struct rows *rows)
{
	int event = 0;
	for (int first = 0; first < rows->visit_count; first += BLOCK_SIZE) {
		int left = rows->visit_count - first;
		struct rows part = { .visits = rows->visits + first,
				     .visit_count = left < BLOCK_SIZE ? left : BLOCK_SIZE,
				     .events = rows->events + event };
		for (int i = 0; i < part.visit_count; i++)
			part.event_count += part.visits[i].event_count;
		event += part.event_count;
		add_block(crowd, &part, false);
	}
}

/* What was counted without a visitor has a source of its own. */
static void
add_anonymous(struct crowd *crowd)
{
	struct visit_row visits[BLOCK_SIZE] = { { .visit_id = 0 } };
	struct event_row events[BLOCK_SIZE];
	long long at = march_2026;
	for (int i = 0; i < BLOCK_SIZE; i++) {
		visits[i].change = CHANGE_REPLACES;
		visits[i].event_count = 1;
		visits[i].source_id = (int)random_below(1 + CROWD_SOURCES);
		events[i] = make_event(&at, i);
		crowd->nobodys[crowd->nobodys_count++] = row_of(crowd, &visits[i], &events[i]);
	}
	add_block(crowd, &(struct rows){ visits, BLOCK_SIZE, events, BLOCK_SIZE }, true);
}

static void
find_returning(struct crowd *crowd, const struct rows *rows, int visitors)
{
	int *counts = arena_array(crowd->arena, (size_t)visitors + 1, sizeof(int));
	crowd->returning = (struct bits){ arena_array(crowd->arena, (size_t)visitors / 64 + 1,
						      sizeof(uint64_t)),
					  (size_t)visitors + 1 };
	for (int i = 0; i < rows->visit_count; i++)
		if (++counts[rows->visits[i].visitor_id] == 2)
			bits_add(&crowd->returning, (uint32_t)rows->visits[i].visitor_id);
	crowd->view.returning = &crowd->returning;
	crowd->view.visitor_limit = (uint32_t)visitors + 1;
}

struct crowd *
crowd_new(int visitors, int visits)
{
	struct arena *arena = arena_new(64 << 20);
	struct crowd *crowd = arena_alloc(arena, sizeof(*crowd));
	CU_ASSERT_PTR_NOT_NULL_FATAL(crowd);
	*crowd = (struct crowd){ .arena = arena, .slots = slots_new() };
	size_t events = (size_t)visits * EVENTS_MAX;
	struct rows rows = { .visits = arena_array(arena, (size_t)visits, sizeof(*rows.visits)),
			     .events = arena_array(arena, events, sizeof(*rows.events)) };
	crowd->rows = arena_array(arena, events, sizeof(*crowd->rows));
	crowd->nobodys = arena_array(arena, BLOCK_SIZE, sizeof(*crowd->nobodys));
	add_combinations(crowd);
	fill_rows(crowd, &rows, visitors, visits);
	add_blocks(crowd, &rows);
	add_anonymous(crowd);
	find_returning(crowd, &rows, visitors);
	return crowd;
}

void
crowd_free(struct crowd *crowd)
{
	slots_free(crowd->slots);
	arena_free(crowd->arena);
}

struct bits *
crowd_texts(struct crowd *crowd, const uint32_t *texts, int count, unsigned chosen)
{
	size_t size = crowd->view.text_count;
	struct bits *bits = arena_alloc(crowd->arena, sizeof(*bits));
	*bits = (struct bits){ arena_array(crowd->arena, size / 64 + 1, sizeof(uint64_t)), size };
	for (int i = 0; i < count; i++)
		if (chosen >> i & 1)
			bits_add(bits, texts[i]);
	return bits;
}

struct bits *
crowd_texts_but(struct crowd *crowd, const struct bits *texts)
{
	struct bits *bits = crowd_texts(crowd, NULL, 0, 0);
	for (uint32_t slot = 0; slot < bits->count; slot++)
		if (!bits_have(texts, slot))
			bits_add(bits, slot);
	return bits;
}

static void
block_scan(const struct view_block *block, void *context,
	   unsigned (*columns)(const void *, const struct view_block *),
	   bool (*read)(void *, const struct view_block *))
{
	struct view_block given = *block;
	unsigned asked = columns(context, &given);
	for (int which = 0; which < COLUMN_COUNT; which++)
		if (!(asked >> which & 1))
			given.columns[which] = NULL;
	CU_ASSERT_TRUE(read(context, &given));
}

void
crowd_scan(const struct crowd *crowd, void *context,
	   bool (*wants)(const void *, const struct view_block *),
	   unsigned (*columns)(const void *, const struct view_block *),
	   bool (*block)(void *, const struct view_block *))
{
	for (int i = 0; i < crowd->block_count; i++)
		if (wants(context, &crowd->blocks[i]))
			block_scan(&crowd->blocks[i], context, columns, block);
}

void
crowd_walk(const struct crowd *crowd, struct walk_scan scan)
{
	crowd_scan(crowd, &scan, walk_scan_wants, walk_scan_columns, walk_scan_block);
}

void
crowd_share(const struct crowd *crowd, void *context,
	    bool (*wants)(const void *, const struct view_block *),
	    unsigned (*columns)(const void *, const struct view_block *),
	    bool (*block)(void *, const struct view_block *), void *(*fork)(const void *),
	    bool (*join)(void *, void *))
{
	void *contexts[2] = { context, fork(context) };
	for (int i = 0; i < crowd->block_count; i++)
		if (wants(context, &crowd->blocks[i]))
			block_scan(&crowd->blocks[i], contexts[contexts[1] == NULL ? 0 : i % 2],
				   columns, block);
	if (contexts[1] != NULL)
		CU_ASSERT_TRUE(join(context, contexts[1]));
}
