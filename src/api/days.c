/*
 * A day is read again when its version is another one.
 * SPDX-License-Identifier: MIT
 */
#include "days.h"

#include "db.h"
#include "report_memory.h"

#include <libpq-fe.h>

enum {
	ID_BITS = 20,
	DAY_CEILING = 64 << 20,
	WORK_CEILING = 256 << 20,
	DAY_BYTES = 4096 /* that a day takes besides its columns */
};

static enum outcome
query(const char *sql, const char *key, int website_id, struct event_range range, PGresult **rows)
{
	struct db_value values[] = { { .type = DB_INTEGER, .integer = website_id },
				     { .type = DB_INTEGER, .integer = range.lowest_id },
				     { .type = DB_INTEGER, .integer = range.limit_id },
				     { .type = DB_TEXT, .text = key } };
	int count = sizeof(values) / sizeof(values[0]);
	return db_query(sql, values, key == NULL ? count - 1 : count, rows);
}

/* ---- one day ---- */

bool
day_column(struct held_day *day, struct column_work *work, enum packing packing,
	   struct column *column)
{
	struct bytes bytes;
	if (!column_make(work, day->count, packing, day->arena, &bytes) ||
	    !column_open(bytes, day->count, day->arena, column))
		return false;
	day->bytes += bytes.len + column->value_count * sizeof(*column->values);
	return true;
}

bool
day_ids(struct held_day *day, struct column_work *work, struct day_ids *ids)
{
	if (!day_column(day, work, PACKING_VALUES, &ids->places))
		return false;
	ids->ids = ids->places.values;
	ids->count = ids->places.value_count;
	if (ids->ids == NULL) { /* all the same */
		ids->ids = (const uint32_t *)arena_copy_bytes(day->arena, &ids->places.base,
							      sizeof(ids->places.base));
		ids->count = 1;
	}
	return ids->ids != NULL;
}

static bool
day_fill(struct held_day *day, const PGresult *rows, const struct day_source *source,
	 struct arena *arena)
{
	struct column_work work;
	if (!column_work_init(&work, day->count, arena))
		return false;
	for (uint32_t i = 0; i < day->count; i++)
		work.values[i] = (uint32_t)db_integer(rows, (int)i, DAY_VISIT_ID);
	if (!day_column(day, &work, PACKING_FRAME, &day->visits))
		return false;
	for (uint32_t i = 0; i < day->count; i++)
		work.values[i] =
			(uint32_t)((db_integer(rows, (int)i, DAY_EVENT_ID) >> ID_BITS) % DAY_MS);
	if (!day_column(day, &work, PACKING_FRAME, &day->times))
		return false;
	for (uint32_t i = 0; i < day->count; i++)
		work.values[i] = (uint32_t)db_integer(rows, (int)i, DAY_PAGE_ID);
	return day_ids(day, &work, &day->pages) && source->fill(day, rows, &work);
}

static void
day_free(struct held_part *part)
{
	arena_free(((struct held_day *)part)->arena);
}

static struct held_day *
day_make(const struct day_source *source, const struct part_key *key, long long version,
	 const PGresult *rows)
{
	struct arena *arena = arena_new(DAY_CEILING), *work = arena_new(WORK_CEILING);
	struct held_day *day = arena == NULL ? NULL : arena_alloc(arena, source->size);
	bool fits = day != NULL && work != NULL;
	if (fits) {
		*day = (struct held_day){ .day = key->number,
					  .count = (uint32_t)PQntuples(rows),
					  .arena = arena,
					  .bytes = DAY_BYTES };
		fits = day_fill(day, rows, source, work);
		day->part = (struct held_part){
			.key = *key, .version = version, .bytes = day->bytes, .free = day_free
		};
		day->part.key.name = arena_copy(arena, key->name);
		fits = fits && day->part.key.name != NULL;
	}
	arena_free(work);
	if (fits)
		return day;
	arena_free(arena);
	return NULL;
}

static enum outcome
day_hold(const struct day_source *source, const char *key, int website_id, int number,
	 long long version, struct held_day **day)
{
	const struct event_range range = { (long long)number * DAY_MS << ID_BITS,
					   (long long)(number + 1) * DAY_MS << ID_BITS };
	const struct part_key part = { .of = source,
				       .name = key == NULL ? "" : key,
				       .website_id = website_id,
				       .number = number,
				       .history = db_history() };
	*day = (struct held_day *)part_cache_find(&part, version);
	if (*day != NULL)
		return DONE;
	PGresult *rows;
	enum outcome outcome = query(source->rows, key, website_id, range, &rows);
	if (outcome != DONE)
		return outcome;
	*day = day_make(source, &part, version, rows);
	PQclear(rows);
	if (*day == NULL)
		return TOO_LARGE;
	part_cache_add(&(*day)->part);
	return DONE;
}

/* ---- days ---- */

enum outcome
days_hold(const struct day_source *source, const char *key, int website_id,
	  struct event_range range, struct arena *arena, struct days *days)
{
	PGresult *rows;
	*days = (struct days){ .count = 0 };
	if (range.lowest_id >= range.limit_id)
		return DONE; /* all of it lies before a reset */
	enum outcome outcome = query(source->days, NULL, website_id, range, &rows);
	if (outcome != DONE)
		return outcome;
	int count = PQntuples(rows);
	days->held = arena_array(arena, (size_t)count + 1, sizeof(*days->held));
	if (days->held == NULL)
		outcome = TOO_LARGE;
	for (int i = 0; outcome == DONE && i < count; i++) {
		outcome = day_hold(source, key, website_id, (int)db_integer(rows, i, 0),
				   db_integer(rows, i, 1), &days->held[i]);
		if (outcome == DONE)
			days->row_count += days->held[days->count++]->count;
	}
	PQclear(rows);
	if (outcome != DONE)
		days_release(days);
	return outcome;
}

void
days_release(const struct days *days)
{
	for (int i = 0; i < days->count; i++)
		part_cache_release(&days->held[i]->part);
	report_memory_bound();
}

const struct day_ids *
day_pages(const struct held_day *day)
{
	return &day->pages;
}

enum outcome
days_slots(const struct days *days, struct reading *reading, enum view_table table,
	   const struct day_ids *(*ids)(const struct held_day *day), struct arena *arena,
	   uint32_t *slots)
{
	enum outcome outcome = DONE;
	for (int i = 0; i < days->count; slots += days->held[i++]->count) {
		const struct day_ids *own = ids(days->held[i]);
		uint32_t *found = arena_array(arena, own->count, sizeof(*found));
		if (found == NULL)
			return TOO_LARGE;
		enum outcome known =
			reading_find_slots(reading, table, own->ids, own->count, arena, found);
		if (known == CONFLICT) {
			outcome = CONFLICT; /* once those of all days are loaded */
			continue;
		}
		if (known != DONE)
			return known;
		column_unpack(&own->places, slots);
		for (uint32_t row = 0; row < days->held[i]->count; row++)
			slots[row] = found[slots[row]];
	}
	return outcome;
}

struct attached_run *
days_runs(const struct days *days, struct arena *arena)
{
	struct attached_run *runs = arena_array(arena, (size_t)days->count + 1, sizeof(*runs));
	uint32_t *visits =
		arena_alloc_bytes(arena, ((size_t)days->row_count + 1) * sizeof(*visits));
	if (runs == NULL || visits == NULL)
		return NULL;
	uint32_t first = 0;
	for (int i = 0; i < days->count; i++) {
		uint32_t count = days->held[i]->count, visitless = 0;
		column_unpack_values(&days->held[i]->visits, visits + first);
		while (visitless < count && visits[first + visitless] == 0)
			visitless++;
		runs[i] = (struct attached_run){ visits + first + visitless, count - visitless,
						 first + visitless };
		first += count;
	}
	return runs;
}
