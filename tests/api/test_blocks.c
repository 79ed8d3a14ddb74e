/*
 * Blocks and changes in a real database: whatever is collected, folded, rebuilt or removed, in whatever order, they come to
 * what the rows are; and the check finds it out when they do not.
 * SPDX-License-Identifier: MIT
 */
#include "store.h"

#include "blocks.h"
#include "changes.h"
#include "compaction.h"
#include "config.h"
#include "database.h"
#include "db.h"
#include "events.h"
#include "rebuild.h"
#include "settings.h"
#include "website_purge.h"
#include "writer.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EVENTS_MAX = 900, ARENA_SIZE = 64 << 20 };

/* Who asks not to be tracked is counted without a visitor. */
static const struct config config = { .do_not_track = DO_NOT_TRACK_ANONYMOUS };

static struct batch_writer *
open_writer(void)
{
	settings_publish(&config);
	return writer_open("test_blocks");
}

static void
close_writer(struct batch_writer *writer)
{
	CU_ASSERT_STRING_EQUAL(blocks_said(), BLOCKS_AS_ROWS);
	batch_writer_free(writer);
	db_disconnect();
}

/*
 * Half of it is of a hundred visitors who come seldom. Of pageviews and events, one in eight asks not to be tracked, on one of
 * several days; what only attaches to visitors would be refused.
 */
static void
draw(struct event *event)
{
	static const char *const addresses[] = { "198.51.100.1", "198.51.100.2", "198.51.100.3",
						 "198.51.100.4", "198.51.100.5", "198.51.100.6",
						 "198.51.100.7", "198.51.100.8", "198.51.100.9" };
	static const char *const agents[] = { "one", "two", "three", "four", "five", "six" };
	event_draw(event);
	if (rand() % 2 == 0) {
		event->address = addresses[rand() % 9];
		event->user_agent = agents[rand() % 6];
	}
	event->do_not_track = event_is_row(event->type) && rand() % 8 == 0;
	if (event->do_not_track)
		event->at -= rand() % 3 * 24 * 60 * MINUTE;
}

static void
draw_and_store(struct batch_writer *writer, int count)
{
	struct event events[EVENTS_MAX];
	for (int i = 0; i < count; i++)
		draw(&events[i]);
	store(writer, events, count, noon);
	for (int i = 0; i < count; i++)
		CU_ASSERT_EQUAL(events[i].result, event_stored(&events[i]));
}

static void
compact_both(void)
{
	CU_ASSERT_TRUE(compact_website(website_id(0)));
	CU_ASSERT_TRUE(compact_website(website_id(1)));
}

static void
keeps_what_the_rows_are_whatever_the_order(void)
{
	struct batch_writer *writer = open_writer();
	srand(3);
	for (int i = 0; i < 300; i++) {
		draw_and_store(writer, 1 + rand() % 9);
		if (rand() % 20 == 0)
			CU_ASSERT_TRUE(compact_website(website_id(rand() % 2)));
		if (rand() % 40 == 0)
			CU_ASSERT_TRUE(rebuild(rand() % 2 ? uuids[rand() % 2] : NULL));
		if (i < 60 || i % 10 == 0)
			CU_ASSERT_STRING_EQUAL_FATAL(blocks_said(), BLOCKS_AS_ROWS);
	}
	compact_both();
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM changes"), "0");
	CU_ASSERT_STRING_EQUAL(
		test_sql("SELECT (SELECT sum(event_count) FROM blocks) = (SELECT count(*) FROM "
			 "events) "
			 "AND (SELECT sum(visit_count) FROM blocks WHERE block_number >= 0) = "
			 "(SELECT count(*) FROM visits)"),
		"t");
	/* merged and anonymous ones were among them */
	CU_ASSERT_STRING_EQUAL(
		test_sql("SELECT (SELECT sum(last_visit_id) FROM website_numbers) > (SELECT "
			 "count(*) FROM visits) AND (SELECT count(*) FROM events WHERE visit_id = "
			 "0) > 50 AND (SELECT count(*) FROM visits WHERE pageviews + events = 0) > "
			 "0 "
			 "AND (SELECT count(DISTINCT block_number) FROM blocks WHERE block_number "
			 "< 0) > 1"),
		"t");
	close_writer(writer);
}

/* Visits of one batch may be of several blocks. */
static void
keeps_visits_in_the_block_of_their_number(void)
{
	struct batch_writer *writer = open_writer();
	test_sql("UPDATE website_numbers SET last_visit_id = 8190");
	srand(4);
	draw_and_store(writer, 300);
	compact_both();
	CU_ASSERT_STRING_EQUAL(
		test_sql("SELECT string_agg(DISTINCT block_number::text, ' ' ORDER BY "
			 "block_number::text) FROM blocks WHERE block_number >= 0"),
		"0 1");
	CU_ASSERT_STRING_EQUAL(
		test_sql("SELECT sum(visit_count) FROM blocks WHERE block_number = 0"), "2");
	CU_ASSERT_TRUE(rebuild(NULL));
	CU_ASSERT_STRING_EQUAL(
		test_sql("SELECT sum(visit_count) FROM blocks WHERE block_number = 0"), "2");
	close_writer(writer);
}

static void
tells_what_is_new_since_it_was_asked_last(void)
{
	struct batch_writer *writer = open_writer();
	struct arena *arena = arena_new(ARENA_SIZE);
	struct store_news news;
	int website = website_id(0);
	struct event event;
	CU_ASSERT_TRUE_FATAL(db_begin(DB_READ));
	CU_ASSERT_EQUAL(store_read(website, 0, 0, arena, &news), DONE);
	CU_ASSERT_EQUAL(news.version, 0);
	CU_ASSERT_EQUAL(news.last_number, 0);
	CU_ASSERT_EQUAL(store_read(-1, 0, 0, arena, &news), NOT_FOUND);
	db_rollback();
	for (int i = 0; i < 3; i++) {
		event_init(&event, 0, "192.0.2.1", noon + i, "/a");
		store(writer, &event, 1, noon);
	}
	CU_ASSERT_TRUE_FATAL(db_begin(DB_READ));
	CU_ASSERT_EQUAL(store_read(website, 0, 0, arena, &news), DONE);
	CU_ASSERT_EQUAL(news.version, 1);
	CU_ASSERT_EQUAL(news.folded_number, 0);
	CU_ASSERT_EQUAL(news.last_number, 3);
	CU_ASSERT_EQUAL(news.block_count, 0);
	CU_ASSERT_EQUAL(news.change_count, 3);
	CU_ASSERT_EQUAL(news.changes[2].number, 3);
	CU_ASSERT_EQUAL(store_read(website, 1, 2, arena, &news), DONE);
	CU_ASSERT_EQUAL(news.change_count, 1);
	CU_ASSERT_EQUAL(news.changes[0].number, 3);
	db_rollback();

	CU_ASSERT_TRUE(compact_website(website));
	event_init(&event, 0, "192.0.2.1", noon + 3, "/a");
	store(writer, &event, 1, noon);
	CU_ASSERT_TRUE_FATAL(db_begin(DB_READ));
	CU_ASSERT_EQUAL(store_read(website, 1, 3, arena, &news), DONE);
	CU_ASSERT_EQUAL(news.version, 2);
	CU_ASSERT_EQUAL(news.folded_number, 3);
	CU_ASSERT_EQUAL(news.last_number, 4);
	CU_ASSERT_EQUAL(news.change_count, 1);
	CU_ASSERT_EQUAL_FATAL(news.block_count, 1);
	CU_ASSERT_EQUAL(news.blocks[0].version, 2);
	CU_ASSERT_EQUAL(news.blocks[0].block_number, 0);
	CU_ASSERT_EQUAL(news.blocks[0].visit_count, 1);
	CU_ASSERT_EQUAL(news.blocks[0].event_count, 3);
	CU_ASSERT_EQUAL(news.blocks[0].lowest_id >> EVENT_NUMBER_BITS, noon);
	CU_ASSERT_EQUAL(news.blocks[0].highest_id >> EVENT_NUMBER_BITS, noon + 2);
	CU_ASSERT_EQUAL(store_read(website, 2, 4, arena, &news), DONE);
	CU_ASSERT_EQUAL(news.block_count + news.change_count, 0);
	db_rollback();
	arena_free(arena);
	close_writer(writer);
}

static void
loads_the_columns_that_are_asked_for(void)
{
	struct batch_writer *writer = open_writer();
	int website = website_id(0), days[] = { 0, block_of_day(noon << EVENT_NUMBER_BITS), 0 };
	int unknown[] = { 0, 77 };
	struct block blocks[3];
	struct event events[2];
	for (int i = 0; i < 2; i++)
		event_init(&events[i], 0, "192.0.2.1", noon + i, "/a");
	events[1].do_not_track = true;
	store(writer, events, 2, noon);
	compact_both();
	CU_ASSERT_TRUE_FATAL(db_begin(DB_READ));
	CU_ASSERT_EQUAL(
		blocks_load(website, days, 3, 1 << COLUMN_PAGE | 1 << COLUMN_EVENTS, blocks), DONE);
	for (int i = 0; i < 3; i++) {
		CU_ASSERT_EQUAL(blocks[i].visit_count, 1);
		for (int column = 0; column < COLUMN_COUNT; column++) {
			bool asked = column == COLUMN_PAGE || column == COLUMN_EVENTS;
			CU_ASSERT_EQUAL(blocks[i].columns[column].bytes != NULL, asked);
		}
		const struct bytes *page = &blocks[i].columns[COLUMN_PAGE];
		for (int at = 0; at < COLUMN_PADDING; at++)
			CU_ASSERT_EQUAL(page->bytes[page->len + (size_t)at], 0);
	}
	CU_ASSERT_EQUAL(blocks[1].lowest_id >> EVENT_NUMBER_BITS, noon + 1);
	CU_ASSERT_EQUAL(blocks[2].lowest_id >> EVENT_NUMBER_BITS, noon);
	blocks_free(blocks, 3);
	CU_ASSERT_EQUAL(blocks_load(website, unknown, 2, COLUMNS_ALL, blocks), NOT_FOUND);
	CU_ASSERT_PTR_NULL(blocks[0].columns[COLUMN_PAGE].bytes);
	db_rollback();
	close_writer(writer);
}

/* Compacts and rebuilds for as long as others store. */
static atomic_bool storing;

static void *
fold_and_rebuild(void *argument)
{
	bool *failed = argument;
	if (!db_connect("folder", 10000))
		return NULL;
	int websites[] = { website_id(0), website_id(1) };
	for (int i = 0; atomic_load(&storing); i++) {
		*failed = !compact_website(websites[i % 2]) || *failed;
		if (i % 7 == 0)
			*failed = !rebuild(i % 14 == 0 ? uuids[0] : NULL) || *failed;
	}
	db_disconnect();
	return NULL;
}

/* A server: a thread with a writer of its own. */
static void *
store_much(void *argument)
{
	const int *number = argument;
	if (!db_connect(*number == 0 ? "server-1" : "server-2", 10000))
		return NULL;
	struct batch_writer *writer = writer_another();
	for (int i = 0; i < 120; i++) {
		struct event events[9];
		for (int e = 0; e < 9; e++)
			draw(&events[e]);
		store(writer, events, 9, noon);
	}
	batch_writer_free(writer);
	db_disconnect();
	return NULL;
}

static void
agrees_while_two_servers_store_and_others_fold_and_rebuild(void)
{
	struct batch_writer *writer = open_writer();
	pthread_t servers[2], folders[2];
	int numbers[2] = { 0, 1 };
	bool failed[2] = { false, false };
	test_sql("SELECT create_month('2026-10-15Z')");
	srand(6);
	atomic_store(&storing, true);
	for (int i = 0; i < 2; i++)
		pthread_create(&servers[i], NULL, store_much, &numbers[i]);
	pthread_create(&folders[0], NULL, fold_and_rebuild, &failed[0]);
	for (int i = 0; i < 20; i++)
		CU_ASSERT_STRING_EQUAL(blocks_said(), BLOCKS_AS_ROWS);
	for (int i = 0; i < 2; i++)
		pthread_join(servers[i], NULL);
	atomic_store(&storing, false);
	pthread_join(folders[0], NULL);
	CU_ASSERT_FALSE(failed[0]);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT (SELECT count(*) FROM events) + (SELECT count(*) "
					"FROM engagements)"),
			       "2160");
	close_writer(writer);
}

/* The backend ends when half of the blocks are written. */
static void
leaves_all_as_it_was_when_it_is_killed_on_the_way(void)
{
	struct batch_writer *writer = open_writer();
	srand(7);
	draw_and_store(writer, 400);
	test_sql("CREATE SEQUENCE tries; CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS "
		 "$$BEGIN IF nextval('tries') IN (2, 4) THEN PERFORM "
		 "pg_terminate_backend(pg_backend_pid()); END IF; RETURN NULL; END$$; "
		 "CREATE TRIGGER die AFTER INSERT ON blocks FOR EACH ROW EXECUTE FUNCTION die()");
	CU_ASSERT_FALSE(compact_website(website_id(0)));
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM blocks"), "0");
	CU_ASSERT_STRING_EQUAL(blocks_said(), BLOCKS_AS_ROWS);
	CU_ASSERT_FALSE(rebuild(uuids[1]));
	CU_ASSERT_STRING_EQUAL(blocks_said(), BLOCKS_AS_ROWS);
	compact_both();
	test_sql("DROP FUNCTION die() CASCADE; DROP SEQUENCE tries");
	close_writer(writer);
}

/* Rows from before there were blocks; they are made at the start, which may be interrupted. */
static void
makes_the_blocks_of_a_website_that_has_none(void)
{
	struct batch_writer *writer = open_writer();
	srand(8);
	draw_and_store(writer, 400);
	test_sql("TRUNCATE blocks, block_heads, changes");
	CU_ASSERT_PTR_NOT_NULL(strstr(blocks_said(), "has no blocks\n"));
	/* what is collected in the meantime is kept, but nothing is folded into blocks that are not there */
	draw_and_store(writer, 50);
	compact_both();
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) > 0 FROM changes"), "t");
	test_sql("CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN PERFORM "
		 "pg_terminate_backend(pg_backend_pid()); RETURN NULL; END$$; CREATE TRIGGER die "
		 "AFTER INSERT ON blocks FOR EACH ROW WHEN (NEW.block_number = 0) EXECUTE FUNCTION "
		 "die()");
	CU_ASSERT_FALSE(rebuild_missing());
	CU_ASSERT_PTR_NOT_NULL(strstr(blocks_said(), "has no blocks\n"));
	test_sql("DROP FUNCTION die() CASCADE");
	CU_ASSERT_TRUE(rebuild_missing());
	CU_ASSERT_STRING_EQUAL(blocks_said(), BLOCKS_AS_ROWS);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM changes"), "0");
	/* those that have blocks are left alone */
	test_sql("UPDATE blocks SET version = 55; UPDATE block_heads SET version = 55");
	CU_ASSERT_TRUE(rebuild_missing());
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM blocks WHERE version <> 55"), "0");
	draw_and_store(writer, 100);
	close_writer(writer);
}

static void
rebuilds_no_website_that_there_is_not(void)
{
	struct batch_writer *writer = open_writer();
	CU_ASSERT_FALSE(rebuild("00000000-0000-4000-8000-00000000dead"));
	CU_ASSERT_FALSE(rebuild("nonsense"));
	CU_ASSERT_TRUE(rebuild("00000000-0000-4000-8000-000000000001"));
	CU_ASSERT_TRUE(rebuild(NULL));
	close_writer(writer);
}

/* Only when there are many changes: the youngest block is written anew each time. */
static void
folds_by_itself_what_has_many_changes(void)
{
	struct batch_writer *writer = open_writer();
	static struct event events[1000];
	bool more;
	for (int i = 0; i < 5; i++) {
		CU_ASSERT_TRUE(compact_websites(&more));
		CU_ASSERT_FALSE(more);
		CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM blocks"), "0");
		for (int e = 0; e < 1000; e++)
			event_init(&events[e], 0, "192.0.2.1", noon + i * 1000 + e, "/a");
		store(writer, events, 1000, noon);
	}
	CU_ASSERT_TRUE(compact_websites(&more));
	CU_ASSERT_FALSE(more);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT sum(event_count) FROM blocks"), "5000");
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM changes"), "0");
	close_writer(writer);
}

/* Few changes that touch many blocks wait for more, and are looked at no more often than it may pay. */
static void
waits_for_enough_changes_for_each_block(void)
{
	struct batch_writer *writer = open_writer();
	static const char *const state =
		"SELECT folded_number || ' ' || due_number || ' ' || (SELECT count(*) FROM blocks) "
		"FROM block_heads";
	struct event event;
	bool more;
	for (int i = 0; i < 10; i++) {
		char agent[16];
		event_init(&event, 0, "192.0.2.1", noon + i, "/a");
		snprintf(agent, sizeof(agent), "agent %d", i);
		event.user_agent = agent;
		store(writer, &event, 1, noon);
		test_sql("UPDATE website_numbers SET last_visit_id = last_visit_id + 8192 WHERE "
			 "last_visit_id > 0");
	}
	test_sql("UPDATE website_numbers SET last_event_number = 5000 WHERE last_event_number > 0");
	CU_ASSERT_TRUE(compact_websites(&more));
	CU_ASSERT_FALSE(more);
	CU_ASSERT_STRING_EQUAL(test_sql(state), "0 20480 0");
	test_sql(
		"UPDATE website_numbers SET last_event_number = 20479 WHERE last_event_number > 0");
	test_sql("UPDATE block_heads SET due_number = 20480");
	CU_ASSERT_TRUE(compact_websites(&more));
	CU_ASSERT_STRING_EQUAL(test_sql(state), "0 20480 0");
	test_sql(
		"UPDATE website_numbers SET last_event_number = 20480 WHERE last_event_number > 0");
	CU_ASSERT_TRUE(compact_websites(&more));
	CU_ASSERT_STRING_EQUAL(test_sql(state), "20480 0 10");
	close_writer(writer);
}

/* What changes nothing that reports see counts as folded, or a website would be due for ever. */
static void
folds_batches_that_changed_nothing(void)
{
	struct batch_writer *writer = open_writer();
	struct event event;
	event_init(&event, 0, "192.0.2.1", noon, "/a");
	event.type = EVENT_IDENTIFY;
	store(writer, &event, 1, noon);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM changes"), "0");
	CU_ASSERT_TRUE(compact_website(website_id(0)));
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT version || ' ' || folded_number FROM block_heads"),
			       "1 1");
	close_writer(writer);
}

/* More at once than one step folds, with a gap that no step spans. */
static void
folds_a_long_backlog_in_steps(void)
{
	struct batch_writer *writer = open_writer();
	int website = website_id(0);
	srand(9);
	for (int i = 0; i < 8; i++) {
		draw_and_store(writer, 40);
		test_sql(
			"UPDATE website_numbers SET last_event_number = last_event_number + 70000");
	}
	test_sql("UPDATE website_numbers SET last_event_number = last_event_number + 300000");
	draw_and_store(writer, 40);
	CU_ASSERT_STRING_EQUAL(blocks_said(), BLOCKS_AS_ROWS);
	bool more = true;
	int steps = 0;
	for (; more; steps++) {
		CU_ASSERT_TRUE(compact_websites(&more));
		CU_ASSERT_STRING_EQUAL(blocks_said(), BLOCKS_AS_ROWS);
	}
	CU_ASSERT_TRUE(steps > 3);
	CU_ASSERT_TRUE(compact_website(website));
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM changes"), "0");
	close_writer(writer);
}

/* The last change that a step takes, and the first that it does not. */
static void
folds_each_change_in_one_step_or_the_next(void)
{
	static const int numbers[] = { 128 * 1024, 128 * 1024 + 1, 2 * 128 * 1024 + 1 };
	struct batch_writer *writer = open_writer();
	struct event event;
	for (int i = 0; i < 3; i++) {
		char sql[128];
		snprintf(sql, sizeof(sql), "UPDATE website_numbers SET last_event_number = %d",
			 numbers[i] - 1);
		test_sql("INSERT INTO block_heads SELECT website_id, 1, 0 FROM website_numbers ON "
			 "CONFLICT DO NOTHING");
		test_sql(sql);
		event_init(&event, 0, "192.0.2.1", noon + i, "/a");
		store(writer, &event, 1, noon);
	}
	CU_ASSERT_STRING_EQUAL(blocks_said(), BLOCKS_AS_ROWS);
	CU_ASSERT_TRUE(compact_website(website_id(0)));
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT version || ' ' || folded_number FROM block_heads "
					"ORDER BY version DESC"),
			       "4 262145");
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM changes"), "0");
	close_writer(writer);
}

/* A website that somebody else folds is left to them; the others are not. */
static void
leaves_a_website_to_whoever_folds_it(void)
{
	struct batch_writer *writer = open_writer();
	bool more;
	srand(10);
	draw_and_store(writer, 300);
	test_sql("UPDATE website_numbers SET last_event_number = last_event_number + 9000");
	char sql[128];
	snprintf(sql, sizeof(sql), "SELECT 1 FROM block_heads WHERE website_id = %d FOR UPDATE",
		 website_id(0));
	test_sql("BEGIN");
	test_sql(sql);
	CU_ASSERT_TRUE(compact_websites(&more));
	test_sql("COMMIT");
	snprintf(sql, sizeof(sql),
		 "SELECT count(DISTINCT website_id) || ' ' || min(website_id) - %d FROM blocks",
		 website_id(1));
	CU_ASSERT_STRING_EQUAL(test_sql(sql), "1 0");
	close_writer(writer);
}

static void
removes_visits_with_everybody_told(void)
{
	struct batch_writer *writer = open_writer();
	struct arena *arena = arena_new(ARENA_SIZE);
	int website = website_id(0), visit_ids[] = { 3, 1, 3 };
	srand(12);
	for (int folded = 0; folded < 2; folded++) {
		draw_and_store(writer, 200);
		if (folded)
			compact_both();
		char sql[256];
		snprintf(sql, sizeof(sql),
			 "DELETE FROM events WHERE website_id = %d AND visit_id IN (%d, %d); "
			 "DELETE FROM "
			 "visits WHERE website_id = %d AND visit_id IN (%d, %d)",
			 website, visit_ids[0], visit_ids[1], website, visit_ids[0], visit_ids[1]);
		CU_ASSERT_TRUE_FATAL(db_begin(DB_WRITE));
		CU_ASSERT_EQUAL(store_remove_visits(website, visit_ids, 3, arena), DONE);
		CU_ASSERT_EQUAL(db_commit(), DONE);
		CU_ASSERT_PTR_NOT_NULL(strstr(blocks_said(), "is not in the blocks"));
		CU_ASSERT_STRING_EQUAL(
			test_sql("SELECT max(number) = max(last_event_number) FROM website_numbers "
				 "JOIN changes USING (website_id) GROUP BY website_id ORDER BY "
				 "website_id LIMIT 1"),
			"t");
		test_sql(sql);
		CU_ASSERT_STRING_EQUAL(blocks_said(), BLOCKS_AS_ROWS);
		visit_ids[0] = visit_ids[2] = 5;
		visit_ids[1] = 6;
		/* visitors who are remembered with a visit that is gone begin another one */
		draw_and_store(writer, 100);
		CU_ASSERT_STRING_EQUAL(blocks_said(), BLOCKS_AS_ROWS);
	}
	CU_ASSERT_EQUAL(store_remove_visits(website, visit_ids, 0, arena), DONE);
	arena_free(arena);
	close_writer(writer);
}

static void
purges_the_blocks_of_a_website_with_it(void)
{
	struct batch_writer *writer = open_writer();
	srand(13);
	draw_and_store(writer, 300);
	compact_both();
	draw_and_store(writer, 100);
	char sql[256];
	int gone = website_id(0);
	snprintf(sql, sizeof(sql),
		 "DELETE FROM website_numbers WHERE website_id = %d; UPDATE websites SET "
		 "deleted_at = now() WHERE website_id = %d",
		 gone, gone);
	test_sql(sql);
	CU_ASSERT_TRUE(website_purge());
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT string_agg(DISTINCT website_id::text, ' ') FROM "
					"(SELECT website_id FROM blocks UNION ALL SELECT "
					"website_id FROM changes UNION ALL SELECT website_id FROM "
					"block_heads) AS kept WHERE website_id NOT IN (SELECT "
					"website_id FROM websites)"),
			       "NULL");
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM block_heads"), "1");
	/* who comes too late finds nothing to fold */
	CU_ASSERT_TRUE(compact_website(gone));
	close_writer(writer);
}

/* The check ----------------------------------------------------------------------------------------------------------- */

static void
finds_every_kind_of_difference(void)
{
	static const struct {
		const char *sabotage;
		const char *said;
	} cases[] = {
		{ "UPDATE visits SET visitor_id = visitor_id + 1 WHERE visit_id = 1",
		  "visit 1: visitor 1 in the blocks, 2 in the rows" },
		{ "UPDATE visits SET source_id = 77 WHERE visit_id = 1",
		  "visit 1: source 0 in the blocks, 77 in the rows" },
		{ "UPDATE visits SET client_id = 77 WHERE visit_id = 1", "visit 1: client " },
		{ "UPDATE visits SET location_id = 77 WHERE visit_id = 1", "visit 1: location " },
		{ "UPDATE visits SET entry_page_id = 77 WHERE visit_id = 1",
		  "visit 1: entry page " },
		{ "UPDATE visits SET exit_page_id = 77 WHERE visit_id = 1", "visit 1: exit page " },
		{ "UPDATE visits SET ended_at = ended_at + interval '5 s' WHERE visit_id = 1",
		  "visit 1: seconds 60 in the blocks, 65 in the rows" },
		{ "UPDATE visits SET pageviews = 3 WHERE visit_id = 1",
		  "visit 1: pageviews 2 in the blocks, 3 in the rows" },
		{ "UPDATE visits SET pageviews = 1 WHERE visit_id = 1",
		  "visit 1: bounce 0 in the blocks, 1 in the rows" },
		{ "UPDATE events SET page_id = 77 WHERE visit_id = 1", "visit 1: event " },
		{ "UPDATE events SET source_id = 77 WHERE visit_id = 1",
		  "source 0, action 0, 0 properties in the blocks, " },
		{ "UPDATE events SET action_id = 77 WHERE visit_id = 1", ", 0, 77, 0 in the rows" },
		{ "INSERT INTO event_properties (website_id, event_id, name_id, data_type) "
		  "SELECT website_id, event_id, 1, 5 FROM events WHERE visit_id IN (0, 1)",
		  ", 1 in the rows" },
		{ "UPDATE events SET event_id = event_id + 1 WHERE visit_id = 1",
		  " is not in the rows" },
		{ "UPDATE events SET event_id = event_id + 1 WHERE visit_id = 1",
		  " is not in the blocks" },
		{ "DELETE FROM events WHERE visit_id = 1", "visit 1: event " },
		{ "DELETE FROM events WHERE visit_id = 0", "visit 0: event " },
		{ "UPDATE events SET visit_id = 0 WHERE visit_id = 1", "visit 0: event " },
		{ "UPDATE events SET visit_id = 77 WHERE visit_id = 1",
		  "2 events belong to no visit of theirs" },
		{ "DELETE FROM visits WHERE visit_id = 1",
		  "visit 1 with 2 events is not in the rows" },
		{ "UPDATE visits SET visit_id = 8 WHERE visit_id = 1",
		  "visit 8 with 0 events is not in the blocks" },
		{ "UPDATE visits SET visit_id = 9000 WHERE visit_id = 1",
		  "visit 9000 with 0 events is not in the blocks" },
		{ "UPDATE blocks SET lowest_id = lowest_id + 1",
		  "block 0 says 1 visits, 2 events, from " },
		{ "UPDATE blocks SET highest_id = highest_id + 1",
		  "block 0 says 1 visits, 2 events, from " },
		{ "UPDATE blocks SET visit_count = 2", "block 0 is damaged" },
		{ "UPDATE blocks SET page_ids = ''", "block 0 is damaged" },
		{ "UPDATE blocks SET page_ids = action_ids WHERE block_number = 0",
		  "visit 1: event " },
		{ "UPDATE blocks SET seconds = '\\xffffffffffffffff'", "block 0 is damaged" },
		{ "DELETE FROM blocks WHERE block_number = 0",
		  "visit 1 with 2 events is not in the blocks" },
		{ "DELETE FROM blocks WHERE block_number < 0", "visit 0: event " },
		{ "UPDATE changes SET change = '\\xff'", "change 4 is damaged" },
		{ "DELETE FROM changes", "visit 2 with 1 events is not in the blocks" },
		{ "UPDATE changes SET number = 77", "change 77 is not of those after 3 up to 4" },
		{ "UPDATE blocks SET version = 0 WHERE block_number = 0",
		  "block 0 has no version" },
		{ "UPDATE blocks SET version = 77 WHERE block_number = 0",
		  "block 0 has version 77, the website 2" },
		{ "UPDATE block_heads SET folded_number = 4",
		  "change 4 is not of those after 4 up to 4" },
		{ "UPDATE block_heads SET folded_number = 77",
		  "changes are in the blocks up to 77, and the last is 4" },
		{ "UPDATE block_heads SET version = 0", "has no blocks" },
		{ "DELETE FROM block_heads", "has no blocks" },
	};
	struct batch_writer *writer = open_writer();
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct event events[3];
		batch_writer_free(writer);
		writer = open_writer();
		for (int e = 0; e < 3; e++)
			event_init(&events[e], 0, "192.0.2.1", noon + e % 2 * MINUTE, "/a");
		events[2].do_not_track = true;
		store(writer, events, 3, noon);
		compact_both();
		event_init(&events[0], 0, "192.0.2.2", noon, "/b");
		store(writer, events, 1, noon);
		CU_ASSERT_STRING_EQUAL_FATAL(blocks_said(), BLOCKS_AS_ROWS);
		test_sql(cases[i].sabotage);
		const char *said = blocks_said();
		CU_ASSERT_PTR_NOT_NULL(strstr(said, cases[i].said));
		if (strstr(said, cases[i].said) == NULL)
			printf("%s:\n%s", cases[i].sabotage, said);
		CU_ASSERT_EQUAL(strncmp(said, "00000000-0000-4000-8000-000000000001 ", 37), 0);
		/* what can be right again is, after a rebuilding */
		CU_ASSERT_TRUE(rebuild(uuids[0]));
		if (strstr(cases[i].said, "belong to no visit") == NULL &&
		    strstr(cases[i].said, "visit 1 with 2 events is not in the rows") == NULL &&
		    strncmp(cases[i].said, "visit 8", 7) != 0 &&
		    strncmp(cases[i].said, "visit 9", 7) != 0)
			CU_ASSERT_STRING_EQUAL(blocks_said(), BLOCKS_AS_ROWS);
	}
	test_sql("TRUNCATE events, visits");
	CU_ASSERT_TRUE(rebuild(NULL));
	close_writer(writer);
}

static const struct unit_test tests[] = {
	TEST(keeps_what_the_rows_are_whatever_the_order),
	TEST(keeps_visits_in_the_block_of_their_number),
	TEST(tells_what_is_new_since_it_was_asked_last),
	TEST(loads_the_columns_that_are_asked_for),
	TEST(agrees_while_two_servers_store_and_others_fold_and_rebuild),
	TEST(leaves_all_as_it_was_when_it_is_killed_on_the_way),
	TEST(makes_the_blocks_of_a_website_that_has_none),
	TEST(rebuilds_no_website_that_there_is_not),
	TEST(folds_by_itself_what_has_many_changes),
	TEST(waits_for_enough_changes_for_each_block),
	TEST(folds_batches_that_changed_nothing),
	TEST(folds_a_long_backlog_in_steps),
	TEST(folds_each_change_in_one_step_or_the_next),
	TEST(leaves_a_website_to_whoever_folds_it),
	TEST(removes_visits_with_everybody_told),
	TEST(purges_the_blocks_of_a_website_with_it),
	TEST(finds_every_kind_of_difference),
};

DATABASE_MAIN("blocks", tests)
