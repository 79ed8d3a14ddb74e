/*
 * Blocks and changes of a website of some size: how many bytes a visit and an event take, and how long it takes to make,
 * open and read them. Best of several rounds.
 * SPDX-License-Identifier: MIT
 */
#include "block.h"
#include "changes.h"
#include "clock.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	ROUNDS = 15,
	CEILING = 256 << 20,
	VISITS = 8192, /* block_visits() */
	EVENTS_MAX = 12 * VISITS,
	EVENTS_MEAN = 24, /* tenths more than the one that every visit has */
	WIDTH_MAX = 22,
	REPEATED = 20 /* times that a column is unpacked in a round */
};

static struct visit_row visits[VISITS];
static struct event_row events[EVENTS_MAX];

/* 0 to `count` - 1, the lower ones more often: as pages and campaigns are asked for. */
static int
popular(int count)
{
	double share = rand() / (RAND_MAX + 1.0);
	return (int)(pow(count + 1.0, share) - 1);
}

static void
event_fill(struct event_row *event, long long event_id, int place)
{
	*event = (struct event_row){ .event_id = event_id,
				     .page_id = 1 + popular(20000),
				     .source_id = place == 0 ? 1 + popular(2000) : 0,
				     .action_id = rand() % 8 == 0 ? 1 + popular(40) : 0,
				     .property_count = rand() % 8 == 0 ? 1 + rand() % 3 : 0 };
}

/* Half of them one page, some come back, an event every half a minute; the block begins in 2026 and lasts for two days. */
static struct rows
website_rows(void)
{
	struct rows rows = { visits, 0, events, 0 };
	long long began_ms = 1767225600000LL, number = 5000000;
	for (int i = 0; i < VISITS; i++) {
		struct visit_row *visit = &visits[rows.visit_count++];
		long long ms = began_ms += 1 + rand() % (2 * 2 * 86400000LL / VISITS);
		struct event_row *first = &events[rows.event_count];
		int more = rand() % 2 == 0 ? 0 : rand() % (2 * 2 * EVENTS_MEAN / 10);
		for (int j = 0; j <= more; j++, ms += 1 + rand() % 60000)
			event_fill(&events[rows.event_count++],
				   ms << EVENT_NUMBER_BITS | (number + ms / 6000 % 65536), j);
		const struct event_row *last = &events[rows.event_count - 1];
		*visit = (struct visit_row){
			.visit_id = VISITS * 100 + i,
			.visitor_id = rand() % 4 == 0 ? rand() % 600000 : 600000 + i,
			.source_id = first->source_id,
			.client_id = 1 + popular(3000),
			.location_id = 1 + popular(4000),
			.entry_page_id = first->page_id,
			.exit_page_id = last->page_id,
			.seconds = (int)((last->event_id - first->event_id) / 1000 >> 20),
			.bounce = more == 0,
			.pageviews = 1 + more,
			.change = CHANGE_GROWS,
			.event_count = 1 + more,
		};
	}
	return rows;
}

/* What a round does; its result is kept from being left out. */
typedef bool (*work_fn)(void *what, struct arena *arena);

/* The least time of a round in ns. */
static double
measure(work_fn work, void *what)
{
	long long best = -1;
	for (int round = 0; round < ROUNDS; round++) {
		struct arena *arena = arena_new(CEILING);
		long long started_at = clock_monotonic_us();
		if (arena == NULL || !work(what, arena))
			abort();
		long long took = clock_monotonic_us() - started_at;
		arena_free(arena);
		if (best < 0 || took < best)
			best = took;
	}
	return (double)best * 1000;
}

struct measured {
	struct rows rows;
	struct block block;
	struct bytes changes;
};

static bool
make_block(void *what, struct arena *arena)
{
	struct measured *measured = what;
	struct block block;
	return block_make(&measured->rows, arena, &block);
}

static bool
read_block(void *what, struct arena *arena)
{
	struct measured *measured = what;
	struct rows rows;
	return block_rows(&measured->block, arena, &rows);
}

static uint32_t
column_count(const struct block *block, enum block_column column)
{
	return (uint32_t)(column_is_of_visits(column) ? block->visit_count : block->event_count);
}

static bool
open_block(void *what, struct arena *arena)
{
	struct measured *measured = what;
	struct column opened;
	for (enum block_column column = 0; column < COLUMN_COUNT; column++)
		if (!column_open(measured->block.columns[column],
				 column_count(&measured->block, column), arena, &opened))
			return false;
	return true;
}

static bool
write_changes(void *what, struct arena *arena)
{
	struct measured *measured = what;
	struct bytes bytes;
	return rows_write(&measured->rows, arena, &bytes);
}

static bool
read_changes(void *what, struct arena *arena)
{
	struct measured *measured = what;
	struct rows rows;
	return rows_read(measured->changes.bytes, measured->changes.len, arena, &rows);
}

/* The same changes again, so that each event is looked for and found. */
static bool
apply_changes(void *what, struct arena *arena)
{
	struct measured *measured = what;
	struct rows now;
	return rows_apply(&measured->rows, &measured->rows, arena, &now);
}

static bool
unpack_column(void *what, struct arena *arena)
{
	const struct column *column = what;
	uint32_t *values = arena_alloc_bytes(arena, column->count * sizeof(*values));
	for (int i = 0; values != NULL && i < REPEATED; i++) {
		column_unpack(column, values);
		__asm__ volatile("" : : "r"(values) : "memory"); /* somebody reads them */
	}
	return values != NULL;
}

static bool
read_packed(void *what, struct arena *arena)
{
	const struct column *column = what;
	uint32_t sum = 0;
	(void)arena;
	for (int i = 0; i < REPEATED; i++)
		for (uint32_t row = 0; row < column->count; row++)
			sum += column_packed(column, row);
	__asm__ volatile("" : : "r"(sum));
	return true;
}

static void
report_widths(uint32_t count)
{
	printf("%-18s %10s %10s\n", "ns a value", "unpack", "packed");
	for (unsigned width = 1; width <= WIDTH_MAX; width++) {
		struct arena *arena = arena_new(CEILING);
		struct column_work work;
		struct bytes bytes;
		struct column column;
		if (arena == NULL || !column_work_init(&work, count, arena))
			abort();
		for (uint32_t i = 0; i < count; i++)
			work.values[i] = (uint32_t)rand() % (1U << width);
		work.values[0] = 0;
		work.values[1] = (1U << width) - 1;
		if (!column_make(&work, count, PACKING_FRAME, arena, &bytes) ||
		    !column_open(bytes, count, arena, &column))
			abort();
		printf("%2u bits %20.2f %10.2f\n", width,
		       measure(unpack_column, &column) / count / REPEATED,
		       measure(read_packed, &column) / count / REPEATED);
		arena_free(arena);
	}
}

static void
report_columns(const struct block *block, struct arena *arena)
{
	static const char *const names[COLUMN_COUNT] = {
		[COLUMN_VISIT] = "visit",
		[COLUMN_VISITOR] = "visitor",
		[COLUMN_SOURCE] = "source",
		[COLUMN_CLIENT] = "client",
		[COLUMN_LOCATION] = "location",
		[COLUMN_ENTRY] = "entry",
		[COLUMN_EXIT] = "exit",
		[COLUMN_SECONDS] = "seconds",
		[COLUMN_BOUNCE] = "bounce",
		[COLUMN_PAGEVIEWS] = "pageviews",
		[COLUMN_EVENTS] = "events",
		[COLUMN_MINUTE] = "minute",
		[COLUMN_MOMENT] = "moment",
		[COLUMN_NUMBER] = "number",
		[COLUMN_PAGE] = "page",
		[COLUMN_ACTION] = "action",
		[COLUMN_OWN_SOURCE] = "own source",
		[COLUMN_PROPERTIES] = "properties",
	};
	size_t of_visits = 0, of_events = 0;
	for (enum block_column i = 0; i < COLUMN_COUNT; i++) {
		struct column column;
		uint32_t count = column_count(block, i);
		size_t len = block->columns[i].len;
		if (!column_open(block->columns[i], count, arena, &column))
			abort();
		printf("%-18s %5.2f bytes a row, %2u bits, %5u values\n", names[i],
		       (double)len / count, column.width, column.value_count);
		*(column_is_of_visits(i) ? &of_visits : &of_events) += len;
	}
	printf("%-18s %5.2f bytes, an event %.2f bytes; all of it %zu kB\n", "a visit",
	       (double)of_visits / block->visit_count, (double)of_events / block->event_count,
	       (of_visits + of_events) / 1024);
}

int
main(void)
{
	struct arena *arena = arena_new(CEILING);
	struct measured measured = { .rows = website_rows() };
	if (arena == NULL || !block_make(&measured.rows, arena, &measured.block) ||
	    !rows_write(&measured.rows, arena, &measured.changes))
		abort();
	int count = measured.rows.event_count;
	printf("%d visits, %d events\n", measured.rows.visit_count, count);
	report_columns(&measured.block, arena);
	printf("%-18s %5.2f bytes an event\n", "changes", (double)measured.changes.len / count);
	printf("%-18s %5.1f ns an event\n", "block_make", measure(make_block, &measured) / count);
	printf("%-18s %5.1f ns an event\n", "block_rows", measure(read_block, &measured) / count);
	printf("%-18s %5.1f ns an event\n", "columns opened",
	       measure(open_block, &measured) / count);
	printf("%-18s %5.1f ns an event\n", "rows_apply",
	       measure(apply_changes, &measured) / count);
	printf("%-18s %5.1f ns an event\n", "rows_write",
	       measure(write_changes, &measured) / count);
	printf("%-18s %5.1f ns an event\n", "rows_read", measure(read_changes, &measured) / count);
	report_widths((uint32_t)count);
	arena_free(arena);
	return 0;
}
