/*
 * Numbers for texts and combinations in a real database: each once, whoever asks, and the same for everybody.
 * SPDX-License-Identifier: MIT
 */
#include "names.h"

#include "database.h"
#include "db.h"
#include "event_digest.h"
#include "facts.h"

#include <libpq-fe.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EVENTS = 60, SERVERS = 3, ROUNDS = 12, DICTIONARY_BYTES = 8 << 20, CEILING = 64 << 20 };

static const long long noon = 1792065600000LL; /* 2026-10-15 12:00 */

/* Events with texts of their own, and what resolving them needs. */
struct fixture {
	struct arena *arena;
	struct dictionary *dictionary;
	struct event events[EVENTS];
	struct event *pointers[EVENTS];
	char paths[EVENTS][32];
};

static void
start(void)
{
	CU_ASSERT_TRUE_FATAL(db_connect("test_names", 10000));
	test_sql("DELETE FROM websites; DELETE FROM texts; DELETE FROM pages; DELETE FROM sources; "
		 "DELETE FROM "
		 "actions; DELETE FROM clients; DELETE FROM locations");
	test_sql("INSERT INTO websites (website_uuid, name, deleted_at) VALUES "
		 "('00000000-0000-4000-8000-000000000001', 'one', NULL), "
		 "('00000000-0000-4000-8000-000000000002', 'deleted', now())");
}

static void
fixture_open(struct fixture *fixture)
{
	memset(fixture, 0, sizeof(*fixture));
	fixture->arena = arena_new(CEILING);
	fixture->dictionary = dictionary_new(DICTIONARY_BYTES);
	for (int i = 0; i < EVENTS; i++) {
		struct event *event = fixture->pointers[i] = &fixture->events[i];
		for (int t = 0; t < TEXT_COUNT; t++)
			event->texts[t] = "";
		uuid_parse("00000000-0000-4000-8000-000000000001", &event->website);
		event->type = EVENT_PAGEVIEW;
		event->at = noon;
		snprintf(fixture->paths[i], sizeof(fixture->paths[i]), "/%d", i);
		event->texts[TEXT_PATH] = fixture->paths[i];
		event->texts[TEXT_BROWSER] = "firefox";
	}
}

static void
fixture_close(struct fixture *fixture)
{
	dictionary_free(fixture->dictionary);
	arena_free(fixture->arena);
}

/* One transaction, as a batch does it. */
static enum outcome
resolve(struct fixture *fixture, int count)
{
	struct names names = { .arena = fixture->arena,
			       .dictionary = fixture->dictionary,
			       .events = fixture->pointers,
			       .count = count };
	for (int i = 0; i < count; i++)
		event_digest(fixture->pointers[i]);
	if (names_remembered(&names))
		return DONE;
	if (!facts_prepare() || !db_begin(DB_WRITE))
		return BUSY;
	enum outcome outcome = names_resolve(&names);
	if (outcome == DONE)
		return db_commit();
	db_rollback();
	return outcome;
}

static void
gives_every_text_and_combination_its_number(void)
{
	static struct fixture fixture;
	struct property property = { .name = "plan", .type = PROPERTY_TEXT };
	start();
	fixture_open(&fixture);
	struct event *event = &fixture.events[0];
	for (int t = 0; t < TEXT_COUNT; t++)
		event->texts[t] = arena_format(fixture.arena, "text %d", t);
	event->type = EVENT_CUSTOM;
	event->properties = &property;
	event->property_count = 1;
	CU_ASSERT_EQUAL(resolve(&fixture, 1), DONE);
	for (int t = 0; t < TEXT_COUNT; t++) {
		char sql[128];
		snprintf(sql, sizeof(sql),
			 "SELECT text FROM texts WHERE website_id = %d AND text_id = %d",
			 event->website_id, event->text_ids[t]);
		CU_ASSERT_STRING_EQUAL(test_sql(sql), event->texts[t]);
	}
	CU_ASSERT_NOT_EQUAL(property.name_id, 0);
	static const char *const tables[COMBINATION_COUNT] = { "page", "source", "action", "client",
							       "location" };
	for (int c = 0; c < COMBINATION_COUNT; c++) {
		char sql[128];
		snprintf(sql, sizeof(sql), "SELECT %s_id FROM %ss", tables[c], tables[c]);
		char number[16];
		snprintf(number, sizeof(number), "%d", event->combination_ids[c]);
		CU_ASSERT_STRING_EQUAL(test_sql(sql), number);
	}
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT (SELECT text FROM texts WHERE text_id = name_id) "
					"|| event_type || (SELECT text FROM "
					"texts WHERE text_id = tag_id) FROM actions"),
			       "text 152text 16");
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT string_agg(t.text, '|' ORDER BY u.n) FROM sources "
					"s, LATERAL (VALUES (1, "
					"referrer_domain_id), (2, referrer_path_id), (3, "
					"referrer_query_id), (4, source_name_id), (5, "
					"utm_source_id), (6, utm_medium_id), (7, utm_campaign_id), "
					"(8, utm_content_id), (9, utm_term_id), "
					"(10, click_id_id), (11, channel_id)) u (n, id) JOIN texts "
					"t ON t.text_id = u.id"),
			       "text 4|text 5|text 6|text 7|text 8|text 9|text 10|text 11|text "
			       "12|text 13|text 14");
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT string_agg(t.text, '|' ORDER BY u.n) FROM pages p, "
					"LATERAL (VALUES (1, path_id), (2, "
					"title_id), (3, hostname_id), (4, query_id)) u (n, id) "
					"JOIN texts t ON t.text_id = u.id"),
			       "text 0|text 1|text 2|text 3");
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT string_agg(t.text, '|' ORDER BY u.n) FROM clients, "
					"LATERAL (VALUES (1, browser_id), (2, "
					"os_id), (3, device_id), (4, screen_id), (5, language_id)) "
					"u (n, id) JOIN texts t ON t.text_id = "
					"u.id"),
			       "text 17|text 18|text 19|text 20|text 21");
	CU_ASSERT_STRING_EQUAL(
		test_sql(
			"SELECT string_agg(t.text, '|' ORDER BY u.n) FROM locations, LATERAL "
			"(VALUES (1, country_id), "
			"(2, region_id), (3, city_id)) u (n, id) JOIN texts t ON t.text_id = u.id"),
		"text 22|text 23|text 24");
	fixture_close(&fixture);
	db_disconnect();
}

static void
keeps_empty_combinations_without_a_row(void)
{
	static struct fixture fixture;
	start();
	fixture_open(&fixture);
	struct event *event = &fixture.events[0];
	for (int t = 0; t < TEXT_COUNT; t++)
		event->texts[t] = "";
	CU_ASSERT_EQUAL(resolve(&fixture, 1), DONE);
	CU_ASSERT_NOT_EQUAL(event->combination_ids[COMBINATION_PAGE],
			    0); /* a page always has one */
	CU_ASSERT_EQUAL(event->combination_ids[COMBINATION_SOURCE], 0);
	CU_ASSERT_EQUAL(event->combination_ids[COMBINATION_ACTION], 0);
	CU_ASSERT_EQUAL(event->combination_ids[COMBINATION_CLIENT], 0);
	CU_ASSERT_EQUAL(event->combination_ids[COMBINATION_LOCATION], 0);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM texts"), "0");

	event->type = EVENT_CUSTOM;
	CU_ASSERT_EQUAL(resolve(&fixture, 1), DONE);
	CU_ASSERT_NOT_EQUAL(event->combination_ids[COMBINATION_ACTION], 0);
	event->type = EVENT_IDENTIFY;
	CU_ASSERT_EQUAL(resolve(&fixture, 1), DONE);
	CU_ASSERT_EQUAL(event->combination_ids[COMBINATION_ACTION], 0);
	fixture_close(&fixture);
	db_disconnect();
}

static void
knows_neither_unknown_nor_deleted_websites(void)
{
	static struct fixture fixture;
	start();
	fixture_open(&fixture);
	uuid_parse("00000000-0000-4000-8000-000000000002", &fixture.events[1].website);
	uuid_parse("00000000-0000-4000-8000-00000000dead", &fixture.events[2].website);
	CU_ASSERT_EQUAL(resolve(&fixture, 3), DONE);
	CU_ASSERT_NOT_EQUAL(fixture.events[0].website_id, 0);
	CU_ASSERT_EQUAL(fixture.events[1].website_id, 0);
	CU_ASSERT_EQUAL(fixture.events[2].website_id, 0);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM texts"), "2");
	fixture_close(&fixture);
	db_disconnect();
}

static void
asks_once_for_what_it_has_been_told(void)
{
	static struct fixture fixture;
	start();
	fixture_open(&fixture);
	CU_ASSERT_EQUAL(resolve(&fixture, EVENTS), DONE);
	int first = fixture.events[7].combination_ids[COMBINATION_PAGE];
	db_disconnect(); /* so that asking would fail */
	struct names names = { .arena = fixture.arena,
			       .dictionary = fixture.dictionary,
			       .events = fixture.pointers,
			       .count = EVENTS };
	fixture.events[7].combination_ids[COMBINATION_PAGE] = 0;
	CU_ASSERT_TRUE(names_remembered(&names));
	CU_ASSERT_EQUAL(fixture.events[7].combination_ids[COMBINATION_PAGE], first);
	fixture.events[7].texts[TEXT_TITLE] = "new";
	event_digest(&fixture.events[7]);
	CU_ASSERT_FALSE(names_remembered(&names));
	fixture_close(&fixture);
}

static void
makes_the_months_on_both_sides_of_a_boundary(void)
{
	static const struct {
		long long at;
		const char *partition;
	} cases[] = {
		{ 951782400000LL - 1, "events_2000_02" },  /* the last moment of 2000-02-28 */
		{ 951868800000LL - 1, "events_2000_02" },  /* of 2000-02-29 */
		{ 951868800000LL, "events_2000_03" },      /* 2000-03-01 */
		{ 1009843200000LL - 1, "events_2001_12" }, /* the last moment of 2001 */
		{ 1009843200000LL, "events_2002_01" },
	};
	static struct fixture fixture;
	start();
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char sql[160];
		fixture_open(&fixture);
		fixture.events[0].at = cases[i].at;
		CU_ASSERT_EQUAL(resolve(&fixture, 1), DONE);
		snprintf(sql, sizeof(sql),
			 "INSERT INTO events (event_id, website_id, visitor_id, visit_id, page_id) "
			 "VALUES (%lld, 0, 1, 1, 1) "
			 "RETURNING tableoid::regclass",
			 cases[i].at << 20 | 0xfffff);
		CU_ASSERT_STRING_EQUAL(test_sql(sql), cases[i].partition);
		fixture_close(&fixture);
	}
	test_sql("DELETE FROM events WHERE website_id = 0");
	db_disconnect();
}

/* What this connection says, other than test_sql()'s. */
static void
expect_synchronous_commit(const char *expected)
{
	PGresult *result = PQexec(db_connection(), "SHOW synchronous_commit");
	CU_ASSERT_STRING_EQUAL(PQgetvalue(result, 0, 0), expected);
	PQclear(result);
}

static void
waits_for_the_disk_in_every_transaction_but_its_own(void)
{
	static struct fixture fixture;
	start();
	fixture_open(&fixture);
	struct names names = { .arena = fixture.arena,
			       .dictionary = fixture.dictionary,
			       .events = fixture.pointers,
			       .count = 1 };
	event_digest(names.events[0]);
	CU_ASSERT_TRUE_FATAL(facts_prepare());
	PQclear(PQexec(db_connection(), "SET synchronous_commit = local"));
	CU_ASSERT_FALSE(names_remembered(&names));
	CU_ASSERT_TRUE_FATAL(db_begin(DB_WRITE));
	CU_ASSERT_EQUAL(names_resolve(&names), DONE);
	expect_synchronous_commit("off");
	CU_ASSERT_EQUAL(db_commit(), DONE);
	expect_synchronous_commit("local");
	fixture_close(&fixture);
	db_disconnect();
}

/* More keys than a question has room for, each of them twice. */
static void
asks_as_often_as_it_takes(void)
{
	enum { PROPERTIES = 60, NAME_SIZE = 16 };
	static struct fixture fixture;
	static struct property properties[EVENTS][PROPERTIES];
	static char property_names[EVENTS][PROPERTIES][NAME_SIZE];
	start();
	fixture_open(&fixture);
	for (int i = 0; i < EVENTS; i++) {
		fixture.events[i].properties = properties[i];
		fixture.events[i].property_count = PROPERTIES;
		for (int p = 0; p < PROPERTIES; p++) {
			snprintf(property_names[i][p], NAME_SIZE, "name %d",
				 (i * PROPERTIES + p) / 2);
			properties[i][p].name = property_names[i][p];
		}
	}
	CU_ASSERT_EQUAL(resolve(&fixture, EVENTS), DONE);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM texts WHERE text LIKE 'name %'"),
			       "1800");
	int first = properties[0][0].name_id, last = properties[EVENTS - 1][PROPERTIES - 1].name_id;
	CU_ASSERT_NOT_EQUAL(first, 0);
	CU_ASSERT_NOT_EQUAL(last, 0);
	CU_ASSERT_NOT_EQUAL(first, last);
	CU_ASSERT_EQUAL(properties[0][1].name_id, first);
	fixture_close(&fixture);
	db_disconnect();
}

static pthread_barrier_t together;

struct server {
	const char *name;
	int failed;
	int texts[ROUNDS][EVENTS];
	int pages[ROUNDS][EVENTS];
};

/* The same texts as the other servers, all new in each round, in another order. Deadlocks are tried again, as a batch does. */
static void *
server_run(void *argument)
{
	struct server *server = argument;
	bool connected = db_connect(server->name, 10000);
	int turn = server->name[0] - '0';
	struct fixture *fixture = calloc(1, sizeof(*fixture));
	for (int round = 0; round < ROUNDS; round++) {
		fixture_open(fixture);
		for (int i = 0; i < EVENTS; i++) {
			int number = (i * 7 + turn * 13) % EVENTS;
			snprintf(fixture->paths[number], sizeof(fixture->paths[0]), "/%d/%d", round,
				 i);
			fixture->events[number].at = noon + round * 86400000LL * 40;
		}
		pthread_barrier_wait(&together);
		enum outcome outcome = connected ? resolve(fixture, EVENTS) : FAILED;
		for (int tries = 1; outcome == BUSY && db_conflicted() && tries < 5; tries++) {
			dictionary_clear(fixture->dictionary);
			outcome = resolve(fixture, EVENTS);
		}
		server->failed += outcome != DONE;
		for (int i = 0; i < EVENTS; i++) {
			int number = (i * 7 + turn * 13) % EVENTS;
			server->texts[round][i] = fixture->events[number].text_ids[TEXT_PATH];
			server->pages[round][i] =
				fixture->events[number].combination_ids[COMBINATION_PAGE];
		}
		fixture_close(fixture);
	}
	free(fixture);
	db_disconnect();
	return NULL;
}

static void
gives_servers_that_ask_at_once_the_same_numbers(void)
{
	static struct server servers[SERVERS] = { { .name = "0" },
						  { .name = "1" },
						  { .name = "2" } };
	pthread_t threads[SERVERS];
	start();
	pthread_barrier_init(&together, NULL, SERVERS);
	for (int i = 0; i < SERVERS; i++)
		pthread_create(&threads[i], NULL, server_run, &servers[i]);
	for (int i = 0; i < SERVERS; i++)
		pthread_join(threads[i], NULL);
	pthread_barrier_destroy(&together);
	for (int i = 0; i < SERVERS; i++) {
		CU_ASSERT_EQUAL(servers[i].failed, 0);
		CU_ASSERT_EQUAL(
			memcmp(servers[i].texts, servers[0].texts, sizeof(servers[0].texts)), 0);
		CU_ASSERT_EQUAL(
			memcmp(servers[i].pages, servers[0].pages, sizeof(servers[0].pages)), 0);
	}
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM texts"), "721"); /* and the browser */
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM pages"), "720");
	db_disconnect();
}

static const struct unit_test tests[] = {
	TEST(gives_every_text_and_combination_its_number),
	TEST(keeps_empty_combinations_without_a_row),
	TEST(knows_neither_unknown_nor_deleted_websites),
	TEST(asks_once_for_what_it_has_been_told),
	TEST(makes_the_months_on_both_sides_of_a_boundary),
	TEST(waits_for_the_disk_in_every_transaction_but_its_own),
	TEST(asks_as_often_as_it_takes),
	TEST(gives_servers_that_ask_at_once_the_same_numbers),
};

DATABASE_MAIN("names", tests)
