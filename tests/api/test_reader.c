/*
 * Readings beside the rows, as one snapshot has both: whatever was collected, folded, rebuilt and removed, however little may stay
 * in memory, and whoever else reads.
 * SPDX-License-Identifier: MIT
 */
#include "reader.h"

#include "column_cache.h"
#include "compaction.h"
#include "config.h"
#include "database.h"
#include "db.h"
#include "events.h"
#include "known_website.h"
#include "rebuild.h"
#include "report_memory.h"
#include "settings.h"
#include "store.h"
#include "writer.h"

#include <libpq-fe.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ARENA_SIZE = 64 << 20, MUCH = 64 << 20, EVENTS_MAX = 400, PRIME = 1000003 };

static const struct config config = { .do_not_track = DO_NOT_TRACK_ANONYMOUS };

static struct batch_writer *
open_writer(size_t reader_bytes_max)
{
	settings_publish(&config);
	reader_start(reader_bytes_max);
	return writer_open("test_reader");
}

static void
close_writer(struct batch_writer *writer)
{
	batch_writer_free(writer);
	db_disconnect();
	reader_stop();
	CU_ASSERT_EQUAL(reader_bytes(), 0);
}

/* One in six pageviews and events asks not to be tracked: some on another day. */
static void
draw_and_store(struct batch_writer *writer, int count)
{
	struct event events[EVENTS_MAX];
	for (int i = 0; i < count; i++) {
		event_draw(&events[i]);
		events[i].do_not_track = event_is_row(events[i].type) && rand() % 6 == 0;
		if (events[i].do_not_track)
			events[i].at -= rand() % 3 * 24 * 60 * MINUTE;
	}
	store(writer, events, count, noon);
}

/* ---- what a reading has, and what the rows are ---- */

/* Numbers of all rows added up, so that another row, one more or one twice shows. */
struct seen {
	const struct view *view;
	unsigned columns;
	long long visits, visit_ids, visitor_ids, events, event_ids, path_ids, anonymous;
};

static bool
wants(const void *context, const struct view_block *block)
{
	(void)context;
	(void)block;
	return true;
}

static unsigned
columns(const void *context, const struct view_block *block)
{
	(void)block;
	return ((const struct seen *)context)->columns;
}

static void
see_event(struct seen *seen, const struct view_block *block, uint32_t event)
{
	const struct view_slots *pages = &seen->view->tables[TABLE_PAGES];
	const struct view_column *page = block->columns[COLUMN_PAGE];
	long long ms = column_value(&block->columns[COLUMN_MINUTE]->column, event) * 60000LL +
		       column_value(&block->columns[COLUMN_MOMENT]->column, event);
	long long event_id = ms << 20 | column_value(&block->columns[COLUMN_NUMBER]->column, event);
	uint32_t slot = page->slots[column_packed(&page->column, event)];
	seen->events++;
	seen->event_ids += event_id % PRIME;
	seen->path_ids += seen->view->text_ids[pages->texts[ATTRIBUTE_PATH][slot]];
	seen->anonymous += block->anonymous;
}

static bool
see_block(void *context, const struct view_block *block)
{
	struct seen *seen = context;
	uint32_t event = 0;
	for (uint32_t v = 0; seen->columns == COLUMNS_ALL && v < (uint32_t)block->visit_count;
	     v++) {
		uint32_t end = event + column_value(&block->columns[COLUMN_EVENTS]->column, v);
		bool replaced =
			block->replaced != NULL && (block->replaced[v >> 6] >> (v & 63) & 1);
		for (; event < end; event++)
			if (!replaced)
				see_event(seen, block, event);
		if (replaced || block->anonymous)
			continue;
		seen->visits++;
		seen->visit_ids += column_value(&block->columns[COLUMN_VISIT]->column, v);
		seen->visitor_ids += column_value(&block->columns[COLUMN_VISITOR]->column, v);
	}
	return true;
}

/* As the transaction sees the rows. */
static struct seen
rows_of(int website)
{
	static const char sql[] =
		"SELECT (SELECT count(*) FROM visits WHERE website_id = $1), "
		"(SELECT sum(visit_id) FROM visits WHERE website_id = $1), "
		"(SELECT sum(visitor_id) FROM visits WHERE website_id = $1), count(*), "
		"CAST(sum(event_id % 1000003) AS bigint), "
		"(SELECT sum(path_id) FROM events JOIN pages USING (website_id, page_id) "
		"WHERE website_id = $1), count(*) FILTER (WHERE visit_id = 0) "
		"FROM events WHERE website_id = $1";
	struct db_value value = { .type = DB_INTEGER, .integer = website };
	struct pg_result *rows;
	struct seen seen = { .columns = COLUMNS_ALL };
	CU_ASSERT_EQUAL_FATAL(db_query(sql, &value, 1, &rows), DONE);
	long long *const members[] = { &seen.visits,   &seen.visit_ids, &seen.visitor_ids,
				       &seen.events,   &seen.event_ids, &seen.path_ids,
				       &seen.anonymous };
	for (int i = 0; i < 7; i++)
		*members[i] = db_integer(rows, 0, i);
	PQclear(rows);
	return seen;
}

static bool
is_same(const struct seen *a, const struct seen *b)
{
	return a->visits == b->visits && a->visit_ids == b->visit_ids &&
	       a->visitor_ids == b->visitor_ids && a->events == b->events &&
	       a->event_ids == b->event_ids && a->path_ids == b->path_ids &&
	       a->anonymous == b->anonymous;
}

static enum outcome
scan(struct reading *reading, struct seen *seen, unsigned which)
{
	*seen = (struct seen){ .view = reading_view(reading), .columns = which };
	return reading_scan(reading, &(struct scan){ .context = seen,
						     .wants = wants,
						     .columns = columns,
						     .block = see_block });
}

/* Reads all of a website in a transaction of its own, and says whether it is what the rows are. */
static bool
reads_what_the_rows_are(int website)
{
	enum outcome outcome = CONFLICT;
	bool same = false;
	while (outcome == CONFLICT) {
		struct arena *arena = arena_new(ARENA_SIZE);
		struct reading *reading;
		struct seen seen, rows;
		if (!db_begin(DB_READ) || reading_open(website, arena, &reading) != DONE)
			return false;
		outcome = scan(reading, &seen, COLUMNS_ALL);
		rows = rows_of(website);
		same = outcome == DONE && is_same(&seen, &rows);
		reading_close(reading);
		db_rollback();
		arena_free(arena);
	}
	return same;
}

/* ---- tests ---- */

/* Visits and all that refers to them, as whoever deletes a visitor does. */
static void
remove_visits(int website)
{
	char sql[512], list[64];
	int visits[2];
	snprintf(sql, sizeof(sql),
		 "SELECT coalesce(min(visit_id), 0) FROM visits WHERE website_id = %d", website);
	visits[0] = (int)strtol(test_sql(sql), NULL, 10);
	snprintf(sql, sizeof(sql),
		 "SELECT coalesce(max(visit_id), 0) FROM visits WHERE website_id = %d", website);
	visits[1] = (int)strtol(test_sql(sql), NULL, 10);
	if (visits[0] == visits[1])
		return;
	struct arena *arena = arena_new(ARENA_SIZE);
	CU_ASSERT_TRUE_FATAL(db_begin(DB_WRITE));
	CU_ASSERT_EQUAL(store_remove_visits(website, visits, 2, arena), DONE);
	CU_ASSERT_EQUAL(db_commit(), DONE);
	arena_free(arena);
	snprintf(list, sizeof(list), "website_id = %d AND visit_id IN (%d, %d)", website, visits[0],
		 visits[1]);
	snprintf(sql, sizeof(sql), "DELETE FROM events WHERE %s; DELETE FROM visits WHERE %s", list,
		 list);
	test_sql(sql);
}

static void
sees_the_rows_whatever_has_become_of_them(void)
{
	static const size_t memory[] = { 0, 5000, MUCH };
	struct batch_writer *writer = open_writer(0);
	int websites[] = { website_id(0), website_id(1) };
	srand(1);
	for (int i = 0; i < 150; i++) {
		reader_start(memory[i / 10 % 3]);
		draw_and_store(writer, 1 + rand() % 20);
		if (rand() % 8 == 0)
			CU_ASSERT_TRUE(compact_website(websites[rand() % 2]));
		if (rand() % 15 == 0)
			CU_ASSERT_TRUE(rebuild(rand() % 2 ? uuids[rand() % 2] : NULL));
		if (rand() % 10 == 0)
			remove_visits(websites[rand() % 2]);
		CU_ASSERT_TRUE_FATAL(reads_what_the_rows_are(websites[0]));
		if (i % 4 == 0)
			CU_ASSERT_TRUE_FATAL(reads_what_the_rows_are(websites[1]));
	}
	CU_ASSERT_STRING_EQUAL(
		test_sql("SELECT (SELECT count(*) > 100 FROM events WHERE visit_id = 0) AND "
			 "(SELECT count(*) > 500 FROM events) AND (SELECT count(*) > 0 FROM "
			 "changes) "
			 "AND (SELECT count(*) > 3 FROM blocks)"),
		"t");
	close_writer(writer);
}

static void
knows_no_website_that_there_is_not(void)
{
	struct batch_writer *writer = open_writer(MUCH);
	struct arena *arena = arena_new(ARENA_SIZE);
	struct reading *reading;
	CU_ASSERT_TRUE_FATAL(db_begin(DB_READ));
	CU_ASSERT_EQUAL(reading_open(-1, arena, &reading), NOT_FOUND);
	db_rollback();
	CU_ASSERT_TRUE(reads_what_the_rows_are(website_id(0)));
	reading_close(NULL);
	arena_free(arena);
	close_writer(writer);
}

/* As when blocks were made of rows whose changes still waited. */
static void
a_change_that_is_in_the_blocks_already_does_no_harm(void)
{
	struct batch_writer *writer = open_writer(MUCH);
	srand(3);
	draw_and_store(writer, 200);
	test_sql("CREATE TABLE changes_kept AS TABLE changes");
	CU_ASSERT_TRUE(compact_website(website_id(0)));
	test_sql("INSERT INTO changes SELECT * FROM changes_kept WHERE number <= (SELECT "
		 "max(folded_number) FROM block_heads) ON CONFLICT DO NOTHING; "
		 "DROP TABLE changes_kept; UPDATE block_heads SET folded_number = 0");
	CU_ASSERT_STRING_EQUAL(
		test_sql("SELECT (SELECT count(*) FROM changes) > 0 AND (SELECT count(*) FROM "
			 "blocks WHERE block_number < 0) > 0"),
		"t");
	CU_ASSERT_TRUE(reads_what_the_rows_are(website_id(0)));
	draw_and_store(writer, 50);
	CU_ASSERT_TRUE(reads_what_the_rows_are(website_id(0)));
	close_writer(writer);
}

/* Several blocks, all that there is of them. */
static void
fill(struct batch_writer *writer)
{
	srand(2);
	draw_and_store(writer, 200);
	test_sql("UPDATE website_numbers SET last_visit_id = last_visit_id + 20000");
	draw_and_store(writer, 200);
	CU_ASSERT_TRUE(compact_website(website_id(0)));
	CU_ASSERT_TRUE(compact_website(website_id(1)));
}

static enum outcome
read_columns(int website, unsigned which)
{
	struct arena *arena = arena_new(ARENA_SIZE);
	struct reading *reading;
	struct seen seen;
	CU_ASSERT_TRUE_FATAL(db_begin(DB_READ));
	CU_ASSERT_EQUAL_FATAL(reading_open(website, arena, &reading), DONE);
	enum outcome outcome = scan(reading, &seen, which);
	reading_close(reading);
	db_rollback();
	arena_free(arena);
	return outcome;
}

/* Once the blocks' rows are gone, only what stayed in memory can still be read. */
static void
no_more_stays_in_memory_than_may(void)
{
	struct batch_writer *writer = open_writer(MUCH);
	fill(writer);
	int website = website_id(0);
	unsigned columns_read =
		1 << COLUMN_VISIT | 1 << COLUMN_VISITOR | 1 << COLUMN_PAGE | 1 << COLUMN_CLIENT;
	CU_ASSERT_EQUAL(read_columns(website, columns_read), DONE);
	size_t all = reader_bytes();
	CU_ASSERT_TRUE_FATAL(all > 0);
	CU_ASSERT_EQUAL(read_columns(website, columns_read), DONE);
	CU_ASSERT_EQUAL(reader_bytes(), all);

	test_sql("CREATE TABLE blocks_away AS TABLE blocks; TRUNCATE blocks");
	CU_ASSERT_EQUAL(read_columns(website, columns_read), DONE);
	report_memory_limit(known_websites_bytes() + all - 1);
	CU_ASSERT_EQUAL(read_columns(website, columns_read),
			DONE); /* what is read stays until then */
	CU_ASSERT_TRUE(reader_bytes() < all && reader_bytes() > all / 2);
	CU_ASSERT_EQUAL(read_columns(website, columns_read), FAILED);
	test_sql("INSERT INTO blocks SELECT * FROM blocks_away; DROP TABLE blocks_away");
	for (size_t most = all; most > 0; most = most / 3 * 2) {
		report_memory_limit(known_websites_bytes() + most);
		CU_ASSERT_EQUAL(read_columns(website, columns_read), DONE);
		CU_ASSERT_TRUE(reader_bytes() <= most);
	}
	reader_start(0);
	CU_ASSERT_TRUE(reads_what_the_rows_are(website));
	CU_ASSERT_EQUAL(reader_bytes(), 0);
	close_writer(writer);
}

static void
what_a_block_was_before_it_was_written_anew_is_let_go(void)
{
	struct batch_writer *writer = open_writer(MUCH);
	fill(writer);
	int website = website_id(0);
	CU_ASSERT_TRUE(reads_what_the_rows_are(website));
	size_t before = reader_bytes();
	for (int i = 0; i < 5; i++) {
		CU_ASSERT_TRUE(rebuild(uuids[0]));
		CU_ASSERT_TRUE(reads_what_the_rows_are(website));
		CU_ASSERT_EQUAL(reader_bytes(), before);
	}
	close_writer(writer);
}

static void
forgets_the_websites_that_nobody_asks_for(void)
{
	enum { WEBSITES = 70 };
	struct batch_writer *writer = open_writer(MUCH);
	fill(writer);
	int website = website_id(0);
	CU_ASSERT_TRUE(reads_what_the_rows_are(website));
	CU_ASSERT_TRUE(reader_bytes() > 0);
	test_sql("INSERT INTO websites (website_uuid, name) SELECT gen_random_uuid(), n::text FROM "
		 "generate_series(1, 70) n");
	test_sql("INSERT INTO website_numbers (website_id) SELECT website_id FROM websites "
		 "ON CONFLICT DO NOTHING");
	int first = (int)strtol(test_sql("SELECT min(website_id) FROM websites WHERE name = '1'"),
				NULL, 10);
	for (int i = 0; i < WEBSITES; i++)
		CU_ASSERT_TRUE(reads_what_the_rows_are(first + i));
	CU_ASSERT_EQUAL(reader_bytes(), 0);
	CU_ASSERT_TRUE(reads_what_the_rows_are(website));
	close_writer(writer);
}

/* Another server's worker: it stores, and reads what it has stored. */
static void *
store_and_read(void *argument)
{
	bool *same = argument;
	if (!db_connect("other", 10000))
		return NULL;
	struct batch_writer *writer = writer_another();
	draw_and_store(writer, 50);
	*same = reads_what_the_rows_are(website_id(0));
	batch_writer_free(writer);
	db_disconnect();
	return NULL;
}

/* A transaction that began before others found news begins again, and sees the news, too. */
static void
a_snapshot_that_is_too_old_is_taken_anew(void)
{
	struct batch_writer *writer = open_writer(MUCH);
	struct arena *arena = arena_new(ARENA_SIZE);
	struct reading *reading;
	pthread_t other;
	bool same = false;
	fill(writer);
	int website = website_id(0);
	CU_ASSERT_TRUE_FATAL(db_begin(DB_READ));
	struct seen before = rows_of(website); /* here the snapshot is taken */
	pthread_create(&other, NULL, store_and_read, &same);
	pthread_join(other, NULL);
	CU_ASSERT_TRUE(same);
	struct seen rows = rows_of(website), seen;
	CU_ASSERT_TRUE(is_same(&before, &rows));
	CU_ASSERT_EQUAL_FATAL(reading_open(website, arena, &reading), DONE);
	CU_ASSERT_EQUAL(scan(reading, &seen, COLUMNS_ALL), DONE);
	rows = rows_of(website);
	CU_ASSERT_TRUE(is_same(&seen, &rows));
	CU_ASSERT_TRUE(rows.events > before.events);
	reading_close(reading);
	db_rollback();
	arena_free(arena);
	close_writer(writer);
}

/* What a reading has stays as it is while others find news and blocks are written anew. */
static void
a_reading_stays_as_it_is(void)
{
	struct batch_writer *writer = open_writer(MUCH);
	struct arena *arena = arena_new(ARENA_SIZE);
	struct reading *reading;
	pthread_t other;
	bool same = false;
	fill(writer);
	draw_and_store(writer, 50);
	int website = website_id(0);
	CU_ASSERT_TRUE_FATAL(db_begin(DB_READ));
	CU_ASSERT_EQUAL_FATAL(reading_open(website, arena, &reading), DONE);
	struct seen rows = rows_of(website), seen;
	pthread_create(&other, NULL, store_and_read, &same);
	pthread_join(other, NULL);
	CU_ASSERT_TRUE(same);
	CU_ASSERT_EQUAL(scan(reading, &seen, COLUMNS_ALL), DONE);
	CU_ASSERT_TRUE(is_same(&seen, &rows));
	reading_close(reading);
	db_rollback();
	arena_free(arena);
	close_writer(writer);
}

static atomic_bool storing;

struct reader_thread {
	const char *name;
	int websites[2];
	int read, different;
};

static void *
read_often(void *argument)
{
	struct reader_thread *thread = argument;
	if (!db_connect(thread->name, 10000))
		return NULL;
	for (int i = 0; atomic_load(&storing); i++) {
		thread->different += !reads_what_the_rows_are(thread->websites[i % 2]);
		thread->read++;
	}
	db_disconnect();
	return NULL;
}

static void
sees_the_rows_of_its_snapshot_while_others_read_store_and_fold(void)
{
	struct batch_writer *writer = open_writer(20000);
	struct reader_thread threads[3] = { { .name = "a" }, { .name = "b" }, { .name = "c" } };
	pthread_t started[3];
	fill(writer);
	atomic_store(&storing, true);
	for (int i = 0; i < 3; i++) {
		threads[i].websites[0] = website_id(0);
		threads[i].websites[1] = website_id(1);
		pthread_create(&started[i], NULL, read_often, &threads[i]);
	}
	for (int i = 0; i < 60; i++) {
		draw_and_store(writer, 1 + rand() % 50);
		if (i % 5 == 0)
			CU_ASSERT_TRUE(compact_website(threads[0].websites[i % 2]));
		if (i % 20 == 0)
			CU_ASSERT_TRUE(rebuild(uuids[i / 20 % 2]));
		reader_start(i % 2 ? 0 : 20000);
	}
	atomic_store(&storing, false);
	for (int i = 0; i < 3; i++) {
		pthread_join(started[i], NULL);
		CU_ASSERT_TRUE(threads[i].read > 0);
		CU_ASSERT_EQUAL(threads[i].different, 0);
	}
	close_writer(writer);
}

static const struct unit_test tests[] = {
	TEST(sees_the_rows_whatever_has_become_of_them),
	TEST(knows_no_website_that_there_is_not),
	TEST(a_change_that_is_in_the_blocks_already_does_no_harm),
	TEST(no_more_stays_in_memory_than_may),
	TEST(what_a_block_was_before_it_was_written_anew_is_let_go),
	TEST(forgets_the_websites_that_nobody_asks_for),
	TEST(a_snapshot_that_is_too_old_is_taken_anew),
	TEST(a_reading_stays_as_it_is),
	TEST(sees_the_rows_of_its_snapshot_while_others_read_store_and_fold),
};

DATABASE_MAIN("reader", tests)
