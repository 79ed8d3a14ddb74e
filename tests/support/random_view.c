/*
 * Texts and types follow from ids by arithmetic, so that what a row shows needs no table of the code under test but the slots.
 * SPDX-License-Identifier: MIT
 */
#include "random_view.h"

#include "block.h"
#include "random_rows.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

enum {
	CEILING = 256 << 20,
	IDS_MAX = 25,   /* of each table */
	TEXTS_OF = 6,   /* different texts of an attribute, one of which is none */
	VISITS_OF = 60, /* in a block, at most */
	BLOCKS_MAX = 1000,
	MINUTE_MS = 60000
};

uint32_t
random_text(enum attribute attribute, uint32_t id)
{
	uint32_t text = id == 0 ? 0 : id * (7 + attribute) / 3 % TEXTS_OF;
	return text == 0 ? 0 : 1000 + 100 * attribute + text;
}

unsigned char
random_event_type(uint32_t action_id)
{
	return action_id == 0 ? 1 : (unsigned char)(1 + action_id % 4);
}

static void
fill_slots(struct slots *slots)
{
	for (enum view_table table = 0; table < TABLE_COUNT; table++)
		for (uint32_t n = 0; n <= IDS_MAX; n++) {
			uint32_t texts[TABLE_TEXTS_MAX], id = (n * 7 + 3) % (IDS_MAX + 1);
			int count;
			const enum attribute *attributes = table_attributes(table, &count);
			for (int i = 0; i < count; i++)
				texts[i] = random_text(attributes[i], id);
			CU_ASSERT_TRUE_FATAL(
				slots_add(slots, table, id, texts, random_event_type(id)));
		}
}

static int
count_pageviews(const struct event_row *events, int count)
{
	int pageviews = 0;
	for (int i = 0; i < count; i++)
		pageviews += random_event_type((uint32_t)events[i].action_id) != 2;
	return pageviews;
}

/* What no visit can be: several clients of a visitor, other pageviews than the events say. */
static void
make_plausible(struct rows *rows)
{
	int first = 0;
	for (int i = 0; i < rows->visit_count; i++) {
		struct visit_row *visit = &rows->visits[i];
		if (visit->visit_id == 0) {
			visit->seconds = 0;
			visit->bounce = false;
		}
		visit->client_id = visit->visitor_id * 5 % (IDS_MAX + 1);
		visit->location_id = visit->visitor_id * 11 % (IDS_MAX + 1);
		visit->pageviews = count_pageviews(rows->events + first, visit->event_count);
		first += visit->event_count;
	}
}

static void *
must(void *memory)
{
	CU_ASSERT_PTR_NOT_NULL_FATAL(memory);
	return memory;
}

struct view_block
random_block(struct random_view *random, const struct rows *rows, bool anonymous)
{
	struct block block;
	CU_ASSERT_TRUE_FATAL(block_make(rows, random->arena, &block));
	struct view_block made = { .anonymous = anonymous,
				   .visit_count = block.visit_count,
				   .event_count = block.event_count,
				   .lowest_id = block.lowest_id,
				   .highest_id = block.highest_id };
	for (enum block_column which = 0; which < COLUMN_COUNT; which++) {
		struct view_column *column =
			must(arena_alloc(random->arena, sizeof(struct view_column)));
		uint32_t count = (uint32_t)(column_is_of_visits(which) ? block.visit_count
								       : block.event_count);
		uint32_t id_count;
		const uint32_t *ids;
		CU_ASSERT_TRUE_FATAL(view_column_open(block.columns[which], which, count,
						      random->arena, column, &ids, &id_count));
		if (ids != NULL) {
			uint32_t *slots =
				must(arena_array(random->arena, id_count, sizeof(*slots)));
			CU_ASSERT_TRUE_FATAL(slots_find_all(random->slots, column_table(which), ids,
							    id_count, slots));
			column->slots = slots;
			column->slot_count = id_count;
		}
		made.columns[which] = column;
	}
	return made;
}

static void
add_block(struct random_view *random, const struct rows *rows, bool anonymous,
	  const uint64_t *replaced)
{
	CU_ASSERT_FATAL(random->block_count < BLOCKS_MAX);
	struct view_block *block = &random->blocks[random->block_count++];
	*block = random_block(random, rows, anonymous);
	block->replaced = replaced;
}

/* An earlier version of a visit: of another source and page, and with fewer events. */
static void
add_before(struct rows *rows, const struct visit_row *visit, const struct event_row *events)
{
	struct visit_row *before = &rows->visits[rows->visit_count++];
	*before = *visit;
	before->source_id = (visit->source_id + 1) % (IDS_MAX + 1);
	before->entry_page_id = (visit->entry_page_id + 1) % (IDS_MAX + 1);
	before->event_count = (visit->event_count + 1) / 2;
	before->pageviews = count_pageviews(events, before->event_count);
	before->bounce = !visit->bounce;
	before->seconds = visit->seconds + 1;
	memcpy(rows->events + rows->event_count, events,
	       (size_t)before->event_count * sizeof(*events));
	rows->event_count += before->event_count;
}

static void
add_visit(struct rows *rows, const struct visit_row *visit, const struct event_row *events)
{
	rows->visits[rows->visit_count++] = *visit;
	if (visit->event_count > 0)
		memcpy(rows->events + rows->event_count, events,
		       (size_t)visit->event_count * sizeof(*events));
	rows->event_count += visit->event_count;
}

static struct rows
room_for(struct random_view *random)
{
	size_t visits = (size_t)random->rows.visit_count, events = (size_t)random->rows.event_count;
	return (struct rows){
		.visits = must(arena_array(random->arena, visits + 1, sizeof(struct visit_row))),
		.events = must(arena_array(random->arena, events + 1, sizeof(struct event_row))),
	};
}

/* Visits from `first` on, some to a block; one in eight has changed since, and stands in the last block. */
static void
make_blocks(struct random_view *random, int first)
{
	const struct rows *all = &random->rows;
	struct rows late = room_for(random);
	int event = first; /* those before have one each */
	while (first < all->visit_count) {
		int count = 1 + (int)random_below(VISITS_OF);
		count = count < all->visit_count - first ? count : all->visit_count - first;
		struct rows rows = room_for(random);
		uint64_t *replaced =
			must(arena_array(random->arena, (size_t)count / 64 + 1, sizeof(*replaced)));
		for (int i = 0; i < count; i++) {
			const struct visit_row *visit = &all->visits[first + i];
			bool changed = random_below(8) == 0;
			(changed ? add_before : add_visit)(&rows, visit, all->events + event);
			if (changed)
				add_visit(&late, visit, all->events + event);
			replaced[i / 64] |= (uint64_t)changed << i % 64;
			event += visit->event_count;
		}
		add_block(random, &rows, false, replaced);
		first += count;
	}
	if (late.visit_count > 0)
		add_block(random, &late, false, NULL);
}

static struct bits
bits_new(struct random_view *random, uint32_t count)
{
	return (struct bits){ must(arena_array(random->arena, count / 64 + 1, sizeof(uint64_t))),
			      count };
}

static void
find_returning(struct random_view *random)
{
	uint32_t limit = random->view.visitor_limit;
	struct bits seen = bits_new(random, limit);
	struct bits *returning = must(arena_alloc(random->arena, sizeof(*returning)));
	*returning = bits_new(random, limit);
	for (int i = 0; i < random->rows.visit_count; i++) {
		uint32_t visitor = (uint32_t)random->rows.visits[i].visitor_id;
		/* some who have one visit only are among them, too */
		if (bits_have(&seen, visitor) || random_below(10) == 0)
			bits_add(returning, visitor);
		bits_add(&seen, visitor);
	}
	random->view.returning = returning;
}

struct random_view *
random_view_new(unsigned seed, int visits)
{
	struct arena *arena = must(arena_new(CEILING));
	struct random_view *random = must(arena_alloc(arena, sizeof(*random)));
	random->arena = arena;
	random->slots = must(slots_new());
	random->blocks = must(arena_array(arena, BLOCKS_MAX, sizeof(*random->blocks)));
	srand(seed);
	fill_slots(random->slots);
	struct random_rows wanted = { .anonymous = visits / 4,
				      .visits = visits,
				      .first_visit_id = 1,
				      .events_max = 6,
				      .ids_max = IDS_MAX,
				      .gap_max = 20LL * MINUTE_MS << EVENT_NUMBER_BITS };
	random->rows = random_rows(arena, &wanted);
	/* as many visitors as visits, so that some return and others do not */
	for (int i = wanted.anonymous; i < random->rows.visit_count; i++)
		random->rows.visits[i].visitor_id = 1 + (int)random_below(visits);
	make_plausible(&random->rows);
	struct rows others = { random->rows.visits, wanted.anonymous, random->rows.events,
			       wanted.anonymous };
	if (others.visit_count > 0)
		add_block(random, &others, true, NULL);
	make_blocks(random, wanted.anonymous);
	slots_view(random->slots, &random->view);
	random->view.visitor_limit = (uint32_t)visits + 1;
	find_returning(random);
	return random;
}

void
random_view_free(struct random_view *random)
{
	slots_free(random->slots);
	arena_free(random->arena);
}

struct view_block
only_columns(const struct view_block *block, unsigned columns)
{
	struct view_block only = *block;
	for (enum block_column which = 0; which < COLUMN_COUNT; which++)
		if (!(columns >> which & 1))
			only.columns[which] = NULL;
	return only;
}

/* ---- what is asked ---- */

static const struct bits *
random_bits(struct random_view *random, uint32_t count)
{
	struct bits *bits = must(arena_alloc(random->arena, sizeof(*bits)));
	*bits = bits_new(random, count);
	long long share = 1 + random_below(4);
	for (uint32_t i = 0; i < count; i++)
		if (random_below(4) < share)
			bits_add(bits, i);
	return bits;
}

static void
random_group(struct random_view *random, struct selection_group *group)
{
	uint32_t texts = random->view.text_count, visitors = random->view.visitor_limit;
	*group = (struct selection_group){ .negated = random_below(3) == 0 };
	for (long long n = random_below(4); n > 0; n--)
		group->texts[random_below(ATTRIBUTE_COUNT)] = random_bits(random, texts);
	if (random_below(4) == 0)
		group->visitors = random_bits(random, visitors);
	for (long long n = random_below(6) - 3; n > 0; n--)
		group->having[group->having_count++] = random_bits(random, texts);
	for (long long n = random_below(6) - 4; n > 0; n--)
		group->lacking[group->lacking_count++] = random_bits(random, texts);
}

/* All, or between two rows; to the minute or to the millisecond. */
static void
random_range(struct random_view *random, struct selection_asked *asked)
{
	const struct event_row *events = random->rows.events;
	long long ends[2];
	for (int i = 0; i < 2; i++) {
		long long ms = events[random_below(random->rows.event_count)].event_id >>
			       EVENT_NUMBER_BITS;
		ends[i] = random_below(2) == 0 ? ms : ms - ms % MINUTE_MS;
	}
	int first = ends[0] > ends[1];
	asked->lowest_id = random_below(3) == 0 ? 0 : ends[first] << EVENT_NUMBER_BITS;
	asked->limit_id = random_below(3) == 0 ? 1LL << 62 : ends[!first] << EVENT_NUMBER_BITS;
}

void
random_asked(struct random_view *random, struct selection_asked *asked)
{
	static const unsigned types[] = { 1 << 1 | 1 << 3 | 1 << 4, 1 << 2,
					  1 << 1 | 1 << 2 | 1 << 3 | 1 << 4, 1 << 3 };
	*asked = (struct selection_asked){ .event_types = types[random_below(4)],
					   .exclude_bounce = random_below(4) == 0,
					   .group_count =
						   (int)random_below(SELECTION_GROUPS_MAX + 1) };
	random_range(random, asked);
	if (random_below(5) == 0) {
		const struct bits *visitors = random_bits(random, random->view.visitor_limit);
		visitors->words[0] &= ~1ULL; /* nobody is visitor 0 */
		asked->visitors = visitors;
	}
	for (int i = 0; i < asked->group_count; i++)
		random_group(random, &asked->groups[i]);
}

/* ---- what counts ---- */

uint32_t
shown_text(const struct random_view *random, enum attribute attribute,
	   const struct visit_row *visit, const struct event_row *event)
{
	const int ids[TABLE_COUNT] = { [TABLE_PAGES] = event->page_id,
				       [TABLE_SOURCES] = visit->source_id,
				       [TABLE_ACTIONS] = event->action_id,
				       [TABLE_CLIENTS] = visit->client_id,
				       [TABLE_LOCATIONS] = visit->location_id };
	uint32_t id = (uint32_t)ids[attribute_table(attribute)];
	return slots_find_text(random->slots, random_text(attribute, id));
}

static bool
has_event(const struct random_view *random, const struct visit_row *visit,
	  const struct event_row *events, const struct bits *names)
{
	for (int i = 0; visit->visit_id != 0 && i < visit->event_count; i++)
		if (random_event_type((uint32_t)events[i].action_id) == 2 &&
		    bits_have(names, shown_text(random, ATTRIBUTE_EVENT, visit, &events[i])))
			return true;
	return false;
}

static bool
group_holds(const struct random_view *random, const struct selection_group *group,
	    const struct visit_row *visit, const struct event_row *events, int event)
{
	bool holds = true;
	for (enum attribute a = 0; a < ATTRIBUTE_COUNT; a++)
		if (group->texts[a] != NULL)
			holds &= bits_have(group->texts[a],
					   shown_text(random, a, visit, &events[event]));
	if (group->visitors != NULL)
		holds &= bits_have(group->visitors, (uint32_t)visit->visitor_id);
	for (int i = 0; i < group->having_count; i++)
		holds &= has_event(random, visit, events, group->having[i]);
	for (int i = 0; i < group->lacking_count; i++)
		holds &= !has_event(random, visit, events, group->lacking[i]);
	return holds != group->negated;
}

bool
row_counts(const struct random_view *random, const struct selection_asked *asked,
	   const struct visit_row *visit, const struct event_row *events, int event)
{
	long long event_id = events[event].event_id;
	unsigned type = random_event_type((uint32_t)events[event].action_id);
	bool counts = event_id >= asked->lowest_id && event_id < asked->limit_id &&
		      (asked->event_types >> type & 1) && !(asked->exclude_bounce && visit->bounce);
	if (asked->visitors != NULL)
		counts &= bits_have(asked->visitors, (uint32_t)visit->visitor_id);
	for (int i = 0; i < asked->group_count; i++)
		counts &= group_holds(random, &asked->groups[i], visit, events, event);
	return counts;
}
