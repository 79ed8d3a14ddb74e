/*
 * The plans of a batch's statements are made once a connection, when the tables may be empty still. They must be right when
 * the tables have grown: what a batch reads is counted by the database itself.
 * SPDX-License-Identifier: MIT
 */
#include "batch.h"

#include "clock.h"
#include "database.h"
#include "db.h"
#include "event_digest.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	MINUTE = 60 * 1000,
	BATCH = 500,
	VISITORS = 2000,
	READ_MAX = 80, /* rows and index entries an event */
	AGAIN = 250,
	READ_AGAIN_MAX = 600
};

static const unsigned char identity[SECRET_SIZE] = { 42 };

/* Noon of a day in the middle of a month, far from any salt's change. */
static const long long noon = 1792065600000LL;

static char addresses[VISITORS][16];

/* A page of the visitor's own among few that many see, and an id of its own. */
static void
event_init(struct event *event, int visitor, long long at)
{
	static char paths[VISITORS][16];
	memset(event, 0, sizeof(*event));
	for (int t = 0; t < TEXT_COUNT; t++)
		event->texts[t] = "";
	uuid_parse("00000000-0000-4000-8000-000000000001", &event->website);
	event->key = uuid_random();
	snprintf(addresses[visitor], sizeof(addresses[0]), "10.0.%d.%d", visitor / 256,
		 visitor % 256);
	snprintf(paths[visitor], sizeof(paths[0]), "/%d",
		 visitor % 7 == 0 ? visitor : visitor % 10);
	event->type = EVENT_PAGEVIEW;
	event->at = at;
	event->address = addresses[visitor];
	event->user_agent = "test";
	event->texts[TEXT_HOSTNAME] = "example.org";
	event->texts[TEXT_PATH] = paths[visitor];
	event->texts[TEXT_BROWSER] = "firefox";
}

/* Every visitor comes once, a batch at a time. */
static void
come(struct batch_writer *writer, long long at)
{
	static struct event events[BATCH];
	struct event *pointers[BATCH];
	for (int first = 0; first < VISITORS; first += BATCH) {
		for (int i = 0; i < BATCH; i++) {
			event_init(&events[i], first + i, at + first + i);
			pointers[i] = &events[i];
		}
		for (int i = 0; i < BATCH; i++)
			event_digest(pointers[i]);
		batch_store(writer, pointers, BATCH, at);
		for (int i = 0; i < BATCH; i++)
			CU_ASSERT_EQUAL(events[i].result, EVENT_STORED);
	}
}

/* What the database has read for this thread's connection and all before it. */
static long long
rows_read(void)
{
	PQclear(PQexec(db_connection(), "SELECT pg_stat_force_next_flush()"));
	return strtoll(test_sql("SELECT (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes)"
				"     + (SELECT sum(seq_tup_read) FROM pg_stat_user_tables WHERE "
				"relname <> 'salts')"),
		       NULL, 10);
}

static void
plans_made_on_empty_tables_are_right_when_these_have_grown(void)
{
	CU_ASSERT_TRUE_FATAL(db_connect("test_plans", 10000));
	test_sql("INSERT INTO websites (website_uuid, name) VALUES "
		 "('00000000-0000-4000-8000-000000000001', 'one')");
	test_sql("INSERT INTO website_numbers (website_id) SELECT website_id FROM websites");
	test_sql(
		"VACUUM ANALYZE"); /* the planner believes in ten pages of what it has never looked at */
	struct batch_writer *writer = batch_writer_new(SALT_MONTH, identity);
	come(writer, noon);
	come(writer, noon + 40 * MINUTE);
	long long before = rows_read();
	come(writer, noon + 45 * MINUTE); /* the visit goes on */
	come(writer, noon - 60 * MINUTE); /* an earlier one, which has to be looked for */
	double an_event = (double)(rows_read() - before) / (2 * VISITORS);
	printf("%.1f rows an event\n", an_event);
	CU_ASSERT_TRUE(an_event > 1 && an_event < READ_MAX);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM visits"), "6000");
	batch_writer_free(writer);
	db_disconnect();
}

/* Each event makes two visits one, which is counted again; the rows of their hours are read once for all of them. */
static void
visits_that_are_counted_again_share_what_is_read(void)
{
	static struct event events[AGAIN];
	struct event *pointers[AGAIN];
	CU_ASSERT_TRUE_FATAL(db_connect("test_plans", 10000));
	struct batch_writer *writer = batch_writer_new(SALT_MONTH, identity);
	for (int i = 0; i < AGAIN; i++) {
		event_init(&events[i], i, noon + 20 * MINUTE + i);
		pointers[i] = &events[i];
		event_digest(pointers[i]);
	}
	come(writer, noon + 50 * MINUTE); /* after which it remembers all texts */
	long long before = rows_read(), began = clock_monotonic_us();
	batch_store(writer, pointers, AGAIN, noon);
	printf("%.0f ms, ", (double)(clock_monotonic_us() - began) / 1000);
	double an_event = (double)(rows_read() - before) / AGAIN;
	printf("%.1f rows an event\n", an_event);
	CU_ASSERT_TRUE(an_event > 1 && an_event < READ_AGAIN_MAX);
	for (int i = 0; i < AGAIN; i++)
		CU_ASSERT_EQUAL(events[i].result, EVENT_STORED);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM visits WHERE pageviews = 5"), "250");
	batch_writer_free(writer);
	db_disconnect();
}

static const struct unit_test tests[] = {
	TEST(plans_made_on_empty_tables_are_right_when_these_have_grown),
	TEST(visits_that_are_counted_again_share_what_is_read),
};

DATABASE_MAIN("plans", tests)
