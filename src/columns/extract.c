/*
 * Finds each visit by its id, then its events by how many the visits before it have.
 * SPDX-License-Identifier: MIT
 */
#include "extract.h"

#include "column.h"

static uint32_t
extracted(const struct extraction *from, enum block_column which, uint32_t row)
{
	const struct view_column *column = from->block->columns[which];
	enum view_table table = column_table(which);
	if (table == TABLE_COUNT)
		return column_value(&column->column, row);
	return from->view->tables[table].ids[column->slots[column_packed(&column->column, row)]];
}

static struct visit_row
extract_visit(const struct extraction *from, uint32_t row)
{
	return (struct visit_row){
		.visit_id = (int)extracted(from, COLUMN_VISIT, row),
		.visitor_id = (int)extracted(from, COLUMN_VISITOR, row),
		.source_id = (int)extracted(from, COLUMN_SOURCE, row),
		.client_id = (int)extracted(from, COLUMN_CLIENT, row),
		.location_id = (int)extracted(from, COLUMN_LOCATION, row),
		.entry_page_id = (int)extracted(from, COLUMN_ENTRY, row),
		.exit_page_id = (int)extracted(from, COLUMN_EXIT, row),
		.seconds = (int)extracted(from, COLUMN_SECONDS, row),
		.pageviews = (int)extracted(from, COLUMN_PAGEVIEWS, row),
		.bounce = extracted(from, COLUMN_BOUNCE, row) != 0,
		.change = CHANGE_REPLACES,
		.event_count = (int)extracted(from, COLUMN_EVENTS, row),
	};
}

static long long
extract_event_id(const struct extraction *from, uint32_t row)
{
	long long ms =
		extracted(from, COLUMN_MINUTE, row) * 60000LL + extracted(from, COLUMN_MOMENT, row);
	return ms << EVENT_NUMBER_BITS | extracted(from, COLUMN_NUMBER, row);
}

static struct event_row
extract_event(const struct extraction *from, uint32_t row)
{
	return (struct event_row){
		.event_id = extract_event_id(from, row),
		.page_id = (int)extracted(from, COLUMN_PAGE, row),
		.source_id = (int)extracted(from, COLUMN_OWN_SOURCE, row),
		.action_id = (int)extracted(from, COLUMN_ACTION, row),
		.property_count = (int)extracted(from, COLUMN_PROPERTIES, row),
	};
}

/* The place of a visit in its block; -1: it is not there. */
static int
place_of_visit(const struct column *visits, int visit_id)
{
	uint32_t low = 0, high = visits->count;
	while (low < high) {
		uint32_t middle = (low + high) / 2;
		if ((int)column_value(visits, middle) < visit_id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < visits->count && (int)column_value(visits, low) == visit_id ? (int)low : -1;
}

/* Where the wanted visits are; -1: nowhere, or replaced. Returns how many events they have. */
static int
places_find(const struct extraction *from, const uint64_t *replaced, const int *wanted, int count,
	    int *places)
{
	int events = 0;
	for (int i = 0; i < count; i++) {
		int place = place_of_visit(&from->block->columns[COLUMN_VISIT]->column, wanted[i]);
		if (place >= 0 && (replaced[place >> 6] >> (place & 63) & 1))
			place = -1;
		if (place >= 0)
			events += (int)extracted(from, COLUMN_EVENTS, (uint32_t)place);
		places[i] = place;
	}
	return events;
}

/* Adds a visit with its events to rows that have room. */
static void
extract(const struct extraction *from, uint32_t first_event, uint32_t place, struct rows *rows)
{
	struct visit_row visit = extract_visit(from, place);
	for (int i = 0; i < visit.event_count; i++)
		rows->events[rows->event_count++] = extract_event(from, first_event + (uint32_t)i);
	rows->visits[rows->visit_count++] = visit;
}

bool
extract_visits(const struct extraction *from, const int *wanted, int count, uint64_t *replaced,
	       struct arena *arena, struct rows *taken)
{
	int *places = arena_array(arena, (size_t)count + 1, sizeof(*places));
	if (places == NULL)
		return false;
	int events = places_find(from, replaced, wanted, count, places);
	*taken = (struct rows){
		.visits = arena_array(arena, (size_t)count + 1, sizeof(*taken->visits)),
		.events = arena_array(arena, (size_t)events + 1, sizeof(*taken->events)),
	};
	if (taken->visits == NULL || taken->events == NULL)
		return false;
	uint32_t first_event = 0, at = 0;
	for (int i = 0; i < count; i++) {
		if (places[i] < 0)
			continue;
		for (; at < (uint32_t)places[i]; at++)
			first_event += extracted(from, COLUMN_EVENTS, at);
		extract(from, first_event, at, taken);
		replaced[at >> 6] |= 1ULL << (at & 63);
	}
	return true;
}

void
extract_anonymous(const struct extraction *from, const struct event_row *events, int count,
		  uint64_t *replaced)
{
	uint32_t rows = (uint32_t)from->block->event_count;
	for (int i = 0; i < count; i++) {
		uint32_t low = 0, high = rows;
		while (low < high) {
			uint32_t middle = (low + high) / 2;
			if (extract_event_id(from, middle) < events[i].event_id)
				low = middle + 1;
			else
				high = middle;
		}
		if (low < rows && extract_event_id(from, low) == events[i].event_id)
			replaced[low >> 6] |= 1ULL << (low & 63);
	}
}
