/*
 * Rows of a table by days (UTC), as the transaction's snapshot sees them. What was read once stays in memory: each day has a version in
 * the database, which triggers count up with whatever changes its rows. On a worker, in a transaction.
 * SPDX-License-Identifier: MIT
 */
#ifndef DAYS_H
#define DAYS_H

#include "arena.h"
#include "attached.h"
#include "column.h"
#include "outcome.h"
#include "part_cache.h"
#include "period.h"
#include "reader.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pg_result; /* libpq's PGresult */

enum { DAY_MS = 24 * 60 * 60 * 1000 };

/* The first columns of a day's rows. */
enum { DAY_VISIT_ID, DAY_EVENT_ID, DAY_PAGE_ID, DAY_OWN_COLUMNS };

/* Ids of combinations: each row has a place among them. */
struct day_ids {
	struct column places;
	const uint32_t *ids;
	uint32_t count;
};

/* Rows of a day, in the order of their visits: what all tables have of them. Everything lives in its arena. */
struct held_day {
	struct held_part part;
	int day;              /* since 1970 */
	uint32_t count;       /* of rows */
	struct column visits; /* visit_ids; 0: none was under way */
	struct column times;  /* milliseconds of the day */
	struct day_ids pages;
	struct arena *arena;
	size_t bytes; /* of columns */
};

/* A table. It must stay. */
struct day_source {
	/* SQL; its parameters are the website, the id of an event, and the first one after the range: */
	const char *days; /* day, version */
	const char *
		rows; /* visit_id, event_id, page_id and the table's own columns, by visit_id. The fourth parameter is the key. */
	size_t size;  /* of a struct that begins with a struct held_day: */
	/* Fills in what the table has besides; `work` is for what that takes meanwhile. False without memory. */
	bool (*fill)(struct held_day *day, const struct pg_result *rows, struct column_work *work);
};

struct days {
	struct held_day **held; /* in order */
	int count;
	uint32_t row_count; /* of all together */
};

/*
 * All that the range lies in; where the table has keys, of its rows with this one, otherwise `key` is NULL. Some of their rows may be outside of the range. When DONE, days_release() is due; the list is in `arena`.
 */
enum outcome days_hold(const struct day_source *source, const char *key, int website_id,
		       struct event_range range, struct arena *arena, struct days *days);
void days_release(const struct days *days);

/* For day_source.fill(): a column of work->values, those of the day's rows. False without memory. */
bool day_column(struct held_day *day, struct column_work *work, enum packing packing,
		struct column *column);
bool day_ids(struct held_day *day, struct column_work *work, struct day_ids *ids);

/*
 * The slot of each row's combination into `slots`, day by day; `ids` tells which of a day's. `arena` is for what it takes meanwhile.
 * CONFLICT as reading_scan().
 */
enum outcome days_slots(const struct days *days, struct reading *reading, enum view_table table,
			const struct day_ids *(*ids)(const struct held_day *day),
			struct arena *arena, uint32_t *slots);
const struct day_ids *day_pages(const struct held_day *day);

/* A run for each day, of its rows with a visit; in `arena`. NULL without memory. */
struct attached_run *days_runs(const struct days *days, struct arena *arena);

/* When a row was, in milliseconds since 1970. */
static inline long long
day_time(const struct held_day *day, uint32_t row)
{
	return (long long)day->day * DAY_MS + column_value(&day->times, row);
}

#endif
