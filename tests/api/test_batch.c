/*
 * Batches in a real database: what is stored is compared with a slow computation over the rows.
 * SPDX-License-Identifier: MIT
 */
#include "batch.h"

#include "arena.h"
#include "blocks.h"
#include "clock.h"
#include "database.h"
#include "db.h"
#include "events.h"
#include "proxy.h"
#include "visit.h"
#include "writer.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EVENTS_MAX = 600 };

static struct batch_writer *
open_writer(void)
{
	return writer_open("test_batch");
}

/* Whatever has happened, the books balance at the end, and the blocks are as the rows. */
static void
close_writer(struct batch_writer *writer)
{
	CU_ASSERT_STRING_EQUAL(blocks_said(), BLOCKS_AS_ROWS);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM ledger_differences()"), "0");
	batch_writer_free(writer);
	db_disconnect();
}

/*
 * Every column of visits, computed the slow way from events and time in the foreground; the answer is how many differ.
 */
static const char *const differences =
	"WITH activity AS ("
	"  SELECT website_id, visitor_id, visit_id, event_id, page_id, source_id,"
	"         coalesce(event_type, 1) AS type, event_at(event_id) AS began_at,"
	"         event_at(event_id) AS at, 0 AS engaged_ms"
	"    FROM events LEFT JOIN actions USING (website_id, action_id)"
	"  UNION ALL"
	"  SELECT website_id, visitor_id, visit_id, event_id, page_id, NULL, 6,"
	"         event_at(event_id) - engaged_ms * interval '1 ms', event_at(event_id), engaged_ms"
	"    FROM engagements"
	"), ordered AS ("
	"  SELECT *, began_at - max(at) OVER (PARTITION BY website_id, visitor_id"
	"            ORDER BY began_at, event_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) "
	"AS gap"
	"    FROM activity"
	"), numbered AS ("
	"  SELECT *, count(*) FILTER (WHERE gap > interval '30 minutes')"
	"              OVER (PARTITION BY website_id, visitor_id ORDER BY began_at, event_id) AS "
	"nth"
	"    FROM ordered"
	"), truth AS ("
	"  SELECT website_id, visitor_id, min(visit_id) AS visit_id, max(visit_id) AS other_id,"
	"         min(began_at) AS started_at, max(at) AS ended_at, sum(engaged_ms) AS engaged_ms,"
	"         count(*) FILTER (WHERE type IN (1, 3, 4)) AS pageviews,"
	"         count(*) FILTER (WHERE type = 2) AS events,"
	"         coalesce((array_agg(page_id ORDER BY event_id) FILTER (WHERE type IN (1, 3, "
	"4)))[1], 0)"
	"           AS entry_page_id,"
	"         coalesce((array_agg(page_id ORDER BY event_id DESC) FILTER (WHERE type IN (1, 3, "
	"4)))[1], "
	"0)"
	"           AS exit_page_id,"
	"         coalesce((array_agg(source_id ORDER BY event_id) FILTER (WHERE type < 6))[1], 0)"
	"           AS source_id"
	"    FROM numbered GROUP BY website_id, visitor_id, nth"
	") SELECT count(*) FROM truth t FULL JOIN visits v USING (website_id, visit_id)"
	"   WHERE (t.visitor_id, t.other_id, t.started_at, t.ended_at, t.engaged_ms, t.pageviews,"
	"          t.events, t.entry_page_id, t.exit_page_id, t.source_id) IS DISTINCT FROM"
	"         (v.visitor_id, v.visit_id, v.started_at, v.ended_at, v.engaged_ms,"
	"          v.pageviews::bigint, v.events::bigint, v.entry_page_id, v.exit_page_id,"
	"          v.source_id)"
	"      OR (v.website_id, v.visitor_id, v.client_id, v.location_id) NOT IN"
	"         (SELECT website_id, visitor_id, client_id, location_id FROM visitors)";

static void
stores_a_pageview_and_says_where(void)
{
	struct batch_writer *writer = open_writer();
	struct event event;
	event_init(&event, 0, "192.0.2.1", noon, "/a");
	store(writer, &event, 1, noon);
	CU_ASSERT_EQUAL(event.result, EVENT_STORED);
	CU_ASSERT_EQUAL(event.visit_id, 1);
	CU_ASSERT_EQUAL(event.visitor_id, 1);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT event_at(event_id)::text FROM events"),
			       "2026-10-15 12:00:00+00");
	CU_ASSERT_STRING_EQUAL(
		test_sql("SELECT text FROM events JOIN pages USING (website_id, page_id) "
			 "JOIN texts ON text_id = path_id"),
		"/a");
	CU_ASSERT_STRING_EQUAL(test_sql(differences), "0");
	close_writer(writer);
}

static void
knows_no_website_by_an_id_of_another_kind(void)
{
	struct batch_writer *writer = open_writer();
	struct event events[3];
	for (int again = 0; again < 2; again++) {
		for (int i = 0; i < 3; i++) {
			event_init(&events[i], 0, "192.0.2.1", noon, "/a");
			events[i].kind = (enum website_kind)i;
		}
		store(writer, events, 3, noon);
		CU_ASSERT_EQUAL(events[KIND_WEBSITE].result, EVENT_STORED);
		CU_ASSERT_EQUAL(events[KIND_LINK].result, EVENT_NO_WEBSITE);
		CU_ASSERT_EQUAL(events[KIND_PIXEL].result, EVENT_NO_WEBSITE);
	}
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM events"), "2");
	close_writer(writer);
}

static void
click_init(struct event *event, struct slug_target *target, enum website_kind kind)
{
	event_init(event, 0, "192.0.2.1", noon, "/a");
	event->kind = kind;
	event->type = kind == KIND_LINK ? EVENT_LINK : EVENT_PIXEL;
	event->slug = target;
	target->url[0] = '\0';
}

static void
finds_links_and_pixels_by_their_slug_as_it_is_now(void)
{
	struct batch_writer *writer = open_writer();
	struct slug_target target = { .slug = "some-slug" };
	struct event event;
	test_sql("WITH made AS (INSERT INTO websites (website_uuid, kind, name, slug, url) "
		 "VALUES (gen_random_uuid(), 'link', 'l', 'some-slug', 'https://example.org/1'), "
		 "(gen_random_uuid(), 'pixel', 'p', 'some-slug', NULL) RETURNING website_id) "
		 "INSERT INTO website_numbers (website_id) SELECT website_id FROM made");
	click_init(&event, &target, KIND_LINK);
	store(writer, &event, 1, noon);
	CU_ASSERT_EQUAL(event.result, EVENT_STORED);
	CU_ASSERT_STRING_EQUAL(target.url, "https://example.org/1");
	test_sql("UPDATE websites SET url = 'https://example.org/2' WHERE kind = 'link'");
	click_init(&event, &target, KIND_LINK);
	event.result = EVENT_BOT;
	struct event *pointer = &event;
	digest_and_store(writer, &pointer, 1, noon);
	CU_ASSERT_EQUAL(event.result, EVENT_BOT);
	CU_ASSERT_STRING_EQUAL(target.url, "https://example.org/2");
	click_init(&event, &target, KIND_PIXEL);
	store(writer, &event, 1, noon);
	CU_ASSERT_EQUAL(event.result, EVENT_STORED);
	CU_ASSERT_STRING_EQUAL(target.url, "");
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT string_agg(kind || ' ' || event_type, ', ' ORDER "
					"BY kind) FROM events "
					"JOIN actions USING (website_id, action_id) JOIN websites "
					"USING (website_id)"),
			       "link 3, pixel 4");
	test_sql("UPDATE websites SET deleted_at = now() WHERE kind = 'link'");
	click_init(&event, &target, KIND_LINK);
	store(writer, &event, 1, noon);
	CU_ASSERT_EQUAL(event.result, EVENT_NO_WEBSITE);
	test_sql("DELETE FROM websites WHERE slug IS NOT NULL");
	close_writer(writer);
}

/* More than one question holds, and others between them. */
static void
finds_many_slugs_in_one_batch(void)
{
	enum { MANY = 450 };
	struct batch_writer *writer = open_writer();
	static struct slug_target targets[MANY];
	static char slugs[MANY][SLUG_MAX + 1];
	struct event events[MANY];
	test_sql("WITH made AS (INSERT INTO websites (website_uuid, kind, name, slug, url) "
		 "SELECT gen_random_uuid(), 'link', 'l', 'many-' || n, 'https://example.org/' || n "
		 "FROM generate_series(100, 548) n RETURNING website_id) "
		 "INSERT INTO website_numbers (website_id) SELECT website_id FROM made");
	for (int i = 0; i < MANY; i++) {
		snprintf(slugs[i], sizeof(slugs[i]), "many-%d", 100 + i);
		targets[i].slug = slugs[i];
		click_init(&events[i], &targets[i], KIND_LINK);
		if (i % 3 == 0)
			event_init(&events[i], 0, "192.0.2.1", noon, "/a");
	}
	store(writer, events, MANY, noon);
	for (int i = 0; i < MANY - 1; i++) {
		char url[40];
		snprintf(url, sizeof(url), "https://example.org/%d", 100 + i);
		CU_ASSERT_EQUAL(events[i].result, EVENT_STORED);
		if (i % 3 != 0)
			CU_ASSERT_STRING_EQUAL(targets[i].url, url);
	}
	CU_ASSERT_EQUAL(events[MANY - 1].result, EVENT_NO_WEBSITE);
	test_sql("DELETE FROM websites WHERE slug IS NOT NULL");
	close_writer(writer);
}

static void
refuses_an_unknown_website_and_stores_its_neighbours(void)
{
	struct batch_writer *writer = open_writer();
	struct event events[3];
	for (int i = 0; i < 3; i++)
		event_init(&events[i], 0, "192.0.2.1", noon + i, "/a");
	uuid_parse("00000000-0000-4000-8000-00000000dead", &events[1].website);
	store(writer, events, 3, noon);
	CU_ASSERT_EQUAL(events[0].result, EVENT_STORED);
	CU_ASSERT_EQUAL(events[1].result, EVENT_NO_WEBSITE);
	CU_ASSERT_EQUAL(events[2].result, EVENT_STORED);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM events"), "2");
	close_writer(writer);
}

static void
finds_the_one_event_that_the_database_refuses(void)
{
	struct batch_writer *writer = open_writer();
	struct event events[9];
	for (int i = 0; i < 9; i++)
		event_init(&events[i], i % 2, "192.0.2.1", noon + i, "/a");
	events[5].texts[TEXT_TITLE] = "\xff not UTF-8";
	store(writer, events, 9, noon);
	for (int i = 0; i < 9; i++)
		CU_ASSERT_EQUAL(events[i].result,
				i == 5 ? EVENT_REFUSED_BY_DATABASE : EVENT_STORED);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM events"), "8");
	CU_ASSERT_STRING_EQUAL(
		test_sql("SELECT string_agg(outcome || ' ' || events, ', ' ORDER BY website_id, "
			 "outcome) FROM ledger"),
		"0 5, 1 5, 0 4, 1 3, 14 1");
	CU_ASSERT_STRING_EQUAL(test_sql(differences), "0");
	close_writer(writer);
}

/* Every row as "website hour outcome events", hours counted from noon, websites from 1. */
static const char *
booked(void)
{
	return test_sql(
		"SELECT coalesce(string_agg(concat_ws(' ', CASE website_id WHEN 0 THEN 0 ELSE "
		"website_id - (SELECT min(website_id) FROM websites) + 1 END, hour - 497796, "
		"outcome, events), ', ' ORDER BY website_id, hour, outcome), '') FROM ledger");
}

static void
books_every_event_under_its_own_hour_and_what_became_of_it(void)
{
	static const struct {
		int website;
		long long at;
		enum event_type type;
		enum event_result given;
	} cases[] = {
		{ 0, 0, EVENT_PAGEVIEW, EVENT_WAITING },
		{ 0, 59 * MINUTE, EVENT_CUSTOM, EVENT_WAITING },
		{ 0, 60 * MINUTE, EVENT_PAGEVIEW, EVENT_WAITING },
		{ 0, 1, EVENT_IDENTIFY, EVENT_WAITING },
		{ 0, 2, EVENT_PAGEVIEW, EVENT_BOT },
		{ 0, 3, EVENT_PAGEVIEW, EVENT_BOT },
		{ 1, -1, EVENT_PAGEVIEW, EVENT_INVALID },
	};
	enum { CASES = sizeof(cases) / sizeof(cases[0]) };
	struct batch_writer *writer = open_writer();
	struct event events[CASES + 2], *pointers[CASES + 2];
	for (int i = 0; i < CASES + 2; i++) {
		int c = i < CASES ? i : 0;
		event_init(&events[i], cases[c].website, "192.0.2.1", noon + cases[c].at, "/a");
		events[i].type = cases[c].type;
		events[i].result = cases[c].given;
		pointers[i] = &events[i];
	}
	uuid_parse("00000000-0000-4000-8000-00000000dead", &events[CASES].website);
	memset(&events[CASES + 1].website, 0, sizeof(struct uuid));
	events[CASES + 1].result = EVENT_INVALID;
	digest_and_store(writer, pointers, CASES + 2, noon);
	CU_ASSERT_EQUAL(events[0].result, EVENT_STORED);
	CU_ASSERT_EQUAL(events[3].result, EVENT_ATTACHED);
	CU_ASSERT_EQUAL(events[4].result, EVENT_BOT);
	CU_ASSERT_EQUAL(events[CASES].result, EVENT_NO_WEBSITE);
	CU_ASSERT_EQUAL(events[CASES + 1].result, EVENT_INVALID);
	CU_ASSERT_STRING_EQUAL(booked(), "0 0 0 2, 0 0 3 1, 0 0 4 1, "
					 "1 0 0 5, 1 0 1 2, 1 0 2 1, 1 0 5 2, 1 1 0 1, 1 1 1 1, "
					 "2 -1 0 1, 2 -1 4 1");
	close_writer(writer);
}

static void
keeps_no_word_of_what_it_refuses(void)
{
	struct batch_writer *writer = open_writer();
	struct event event, *pointer = &event;
	test_sql("DELETE FROM texts");
	event_init(&event, 0, "192.0.2.1", noon, "/refused");
	event.result = EVENT_BOT;
	digest_and_store(writer, &pointer, 1, noon);
	CU_ASSERT_EQUAL(event.result, EVENT_BOT);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM texts"), "0");
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM visitors"), "0");
	CU_ASSERT_STRING_EQUAL(booked(), "1 0 0 1, 1 0 5 1");
	close_writer(writer);
}

/* Answered means committed, for refusals too. */
static void
says_busy_of_a_refusal_that_cannot_be_booked(void)
{
	struct batch_writer *writer = open_writer();
	struct event event, *pointer = &event;
	event_init(&event, 0, "192.0.2.1", noon, "/a");
	event.result = EVENT_BOT;
	test_sql("ALTER TABLE ledger RENAME TO elsewhere");
	digest_and_store(writer, &pointer, 1, noon);
	CU_ASSERT_EQUAL(event.result, EVENT_BUSY);
	test_sql("ALTER TABLE elsewhere RENAME TO ledger");
	close_writer(writer);
}

/* An event that carries an id of its sender's; the ids differ in their last digit. */
static void
event_init_keyed(struct event *event, int website, long long at, int key)
{
	char text[UUID_TEXT_SIZE];
	event_init(event, website, "192.0.2.1", at, "/a");
	snprintf(text, sizeof(text), "10000000-0000-4000-8000-%012d", key);
	uuid_parse(text, &event->key);
}

static void
stores_what_is_sent_again_once(void)
{
	struct batch_writer *writer = open_writer();
	struct event events[5];
	event_init_keyed(&events[0], 0, noon, 1);
	event_init_keyed(&events[1], 0, noon + 1, 2);
	event_init_keyed(&events[2], 0, noon, 1); /* again in the same batch */
	event_init_keyed(&events[3], 1, noon, 1); /* another website's */
	event_init(&events[4], 0, "192.0.2.1", noon, "/a");
	store(writer, events, 5, noon);
	for (int i = 0; i < 5; i++)
		CU_ASSERT_EQUAL(events[i].result, i == 2 ? EVENT_DUPLICATE : EVENT_STORED);

	event_init_keyed(&events[0], 0, noon + 5, 2);
	event_init_keyed(&events[1], 0, noon + 6, 3);
	event_init_keyed(&events[2], 0, noon + 7, 1);
	events[2].type = EVENT_IDENTIFY;
	store(writer, events, 3, noon);
	CU_ASSERT_EQUAL(events[0].result, EVENT_DUPLICATE);
	CU_ASSERT_EQUAL(events[1].result, EVENT_STORED);
	CU_ASSERT_EQUAL(events[2].result, EVENT_DUPLICATE);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM events"), "5");
	CU_ASSERT_STRING_EQUAL(test_sql(differences), "0");
	CU_ASSERT_STRING_EQUAL(booked(), "1 0 0 7, 1 0 1 4, 1 0 13 3, 2 0 0 1, 2 0 1 1");
	close_writer(writer);
}

/* Two pages send what waited, and its visitor is new: both are told who that is. */
static void
tells_a_repeated_first_event_its_visitor(void)
{
	struct batch_writer *writer = open_writer();
	struct event events[3];
	event_init_keyed(&events[0], 0, noon, 1);
	event_init_keyed(&events[1], 0, noon, 1);
	event_init_keyed(&events[2], 1, noon, 1);
	store(writer, events, 3, noon);
	CU_ASSERT_EQUAL(events[1].result, EVENT_DUPLICATE);
	CU_ASSERT_EQUAL(events[0].visitor_id, 1);
	CU_ASSERT_EQUAL(events[1].visitor_id, 1);
	event_init_keyed(&events[0], 0, noon + 1, 1);
	store(writer, events, 1, noon);
	CU_ASSERT_EQUAL(events[0].result, EVENT_DUPLICATE);
	CU_ASSERT_EQUAL(events[0].visitor_id, 1);
	close_writer(writer);
}

/* The ids of a whole batch are known: nothing is left to store, and all is answered. */
static void
takes_a_whole_batch_that_is_sent_again(void)
{
	enum { SENT = 300 };
	struct batch_writer *writer = open_writer();
	static struct event events[SENT];
	for (int again = 0; again < 2; again++) {
		for (int i = 0; i < SENT; i++)
			event_init_keyed(&events[i], i % 2, noon + i, i);
		store(writer, events, SENT, noon);
		for (int i = 0; i < SENT; i++)
			CU_ASSERT_EQUAL(events[i].result, again ? EVENT_DUPLICATE : EVENT_STORED);
	}
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM events"), "300");
	close_writer(writer);
}

/* What was not stored may be sent again under its id. */
static void
keeps_no_key_of_what_it_refuses(void)
{
	struct batch_writer *writer = open_writer();
	struct event event;
	event_init_keyed(&event, 0, noon, 1);
	event.texts[TEXT_TITLE] = "\xff not UTF-8";
	store(writer, &event, 1, noon);
	CU_ASSERT_EQUAL(event.result, EVENT_REFUSED_BY_DATABASE);
	event_init_keyed(&event, 0, noon, 1);
	store(writer, &event, 1, noon);
	CU_ASSERT_EQUAL(event.result, EVENT_STORED);
	close_writer(writer);
}

static void
forgets_keys_after_two_days(void)
{
	struct batch_writer *writer = open_writer();
	struct event events[2];
	event_init_keyed(&events[0], 0, noon, 1);
	event_init_keyed(&events[1], 0, noon, 2);
	store(writer, events, 2, noon);
	test_sql("UPDATE event_keys SET hour = hour_now() - CASE WHEN event_key::text LIKE '%1' "
		 "THEN 49 ELSE 48 END");
	batch_forget(writer, noon);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT string_agg(right(event_key::text, 1), ',') FROM "
					"event_keys"),
			       "2");
	/* many are removed in steps, without a pause between them */
	test_sql(
		"INSERT INTO event_keys (website_id, event_key, hour) SELECT 1, gen_random_uuid(), "
		"hour_now() - 60 FROM generate_series(1, 1200)");
	batch_forget(writer, noon + 1);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM event_keys"), "1201");
	for (int i = 0; i < 7; i++)
		batch_forget(writer, noon + 60 * 1000);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM event_keys"), "1");
	close_writer(writer);
}

/* A connection that is used again after it was forgotten is known again. */
static void
forgets_the_last_batches_of_connections_after_a_day(void)
{
	struct batch_writer *writer = open_writer();
	struct event event;
	test_sql("DELETE FROM last_batches");
	event_init(&event, 0, "192.0.2.1", noon, "/a");
	store(writer, &event, 1, noon);
	store(writer, &event, 1, noon);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM last_batches"), "1");
	test_sql(
		"INSERT INTO last_batches SELECT n, 1, now() - interval '23 hours 59 minutes' FROM "
		"generate_series(1, 2) n");
	batch_forget(writer, noon);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM last_batches"), "3");
	test_sql("UPDATE last_batches SET written_at = now() - interval '1 day 1 minute' WHERE "
		 "connection_id <> 2");
	batch_forget(writer, noon + MINUTE);
	CU_ASSERT_STRING_EQUAL(
		test_sql("SELECT string_agg(connection_id::text, ' ') FROM last_batches"), "2");
	event_init(&event, 0, "192.0.2.1", noon, "/a");
	store(writer, &event, 1, noon);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM last_batches"), "2");
	close_writer(writer);
}

/* Reports go on knowing a visitor's client when the row is gone; identified visitors stay, and so do those in mid-visit. */
static void
forgets_visitors_whose_salt_is_destroyed(void)
{
	struct batch_writer *writer = open_writer();
	long long midnight = 1793491200000LL; /* 2026-11-01 */
	struct event past, identified, lingering, token, present;
	event_init(&past, 0, "192.0.2.1", noon, "/a");
	past.texts[TEXT_COUNTRY] = "FR";
	store(writer, &past, 1, noon);
	event_init(&identified, 0, "192.0.2.2", noon, "/a");
	identified.texts[TEXT_DISTINCT_ID] = "user-7";
	store(writer, &identified, 1, noon);
	event_init(&lingering, 0, "192.0.2.3", midnight - MINUTE, "/a");
	store(writer, &lingering, 1, lingering.at);
	batch_forget(writer, midnight - MINUTE);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM visitors"), "3");

	/* a token keeps the old hash alive past the end of its salt */
	event_init(&token, 0, "192.0.2.4", midnight + 25 * MINUTE, "/b");
	token.visitor_known = true;
	token.visitor_hash = lingering.visitor_hash;
	store(writer, &token, 1, token.at);
	event_init(&present, 0, "192.0.2.1", midnight + 31 * MINUTE, "/a");
	store(writer, &present, 1, present.at);
	batch_forget(writer, present.at);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT string_agg(visitor_id::text, ' ' ORDER BY "
					"visitor_id) FROM visitors"),
			       "2 3 4");
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM visits WHERE visitor_id = 1 AND "
					"client_id <> 0 AND location_id <> 0"),
			       "1");
	token.at = midnight + 50 * MINUTE;
	store(writer, &token, 1, token.at);
	CU_ASSERT_EQUAL(token.visit_id, lingering.visit_id);

	batch_forget(writer, midnight + 200 * MINUTE);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT string_agg(visitor_id::text, ' ' ORDER BY "
					"visitor_id) FROM visitors"),
			       "2 4");
	/* the carried-over are of the new period; many are removed in steps, without a pause between them */
	test_sql("INSERT INTO visitors (website_id, visitor_id, visitor_hash, client_id, "
		 "location_id, "
		 "period_started_at) SELECT 1, 100 + n, 100 + n, 0, 0, '2026-01-01' FROM "
		 "generate_series(1, 1200) AS n");
	for (int i = 0; i < 7; i++)
		batch_forget(writer, midnight + 201 * MINUTE);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM visitors"), "2");
	close_writer(writer);
}

static void
keeps_the_visitor_who_was_carried_over(void)
{
	struct batch_writer *writer = open_writer();
	long long midnight = 1793491200000LL; /* 2026-11-01 */
	struct event before, after, later;
	event_init(&before, 0, "192.0.2.1", midnight - MINUTE, "/a");
	store(writer, &before, 1, before.at);
	event_init(&after, 0, "192.0.2.1", midnight + MINUTE, "/b");
	store(writer, &after, 1, after.at);
	event_init(&later, 0, "192.0.2.1", midnight + 300 * MINUTE, "/c");
	batch_rotate_salts(writer, later.at);
	batch_forget(writer, later.at);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM visitors"), "1");
	store(writer, &later, 1, later.at);
	CU_ASSERT_EQUAL(later.visitor_id, before.visitor_id);
	CU_ASSERT_EQUAL(later.visitor_hash, after.visitor_hash);
	close_writer(writer);
}

static void
keeps_a_visit_over_restarts_of_the_writer(void)
{
	struct batch_writer *writer = open_writer();
	struct event first, second;
	event_init(&first, 0, "192.0.2.1", noon, "/a");
	store(writer, &first, 1, noon);
	batch_writer_free(writer);
	writer = writer_another();
	event_init(&second, 0, "192.0.2.1", noon + 30 * MINUTE, "/b");
	store(writer, &second, 1, noon + 30 * MINUTE);
	CU_ASSERT_EQUAL(second.visit_id, first.visit_id);
	event_init(&second, 0, "192.0.2.1", noon + 60 * MINUTE + 1, "/b");
	store(writer, &second, 1, noon + 60 * MINUTE + 1);
	CU_ASSERT_NOT_EQUAL(second.visit_id, first.visit_id);
	CU_ASSERT_STRING_EQUAL(test_sql(differences), "0");
	close_writer(writer);
}

static void
agrees_with_the_slow_computation_whatever_the_order(void)
{
	struct batch_writer *writer = open_writer();
	struct event events[EVENTS_MAX];
	srand(11);
	for (int i = 0; i < EVENTS_MAX; i++)
		event_draw(&events[i]);
	for (int start = 0; start < EVENTS_MAX;) {
		int count = 1 + rand() % 9;
		if (start + count > EVENTS_MAX)
			count = EVENTS_MAX - start;
		store(writer, events + start, count, noon);
		start += count;
		if (start < 200 || start % 50 < 9)
			CU_ASSERT_STRING_EQUAL_FATAL(test_sql(differences), "0");
	}
	for (int i = 0; i < EVENTS_MAX; i++)
		CU_ASSERT_EQUAL(events[i].result, event_stored(&events[i]));
	CU_ASSERT_STRING_EQUAL(
		test_sql("SELECT (SELECT count(*) FROM events) + (SELECT count(*) FROM "
			 "engagements)"),
		"600");
	CU_ASSERT_STRING_EQUAL(
		test_sql("SELECT count(DISTINCT (website_id, event_id)) = count(*) FROM events"),
		"t");
	CU_ASSERT_STRING_EQUAL(test_sql(differences), "0");
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM visitors"), "8");
	close_writer(writer);
}

static void
keeps_how_long_a_page_was_read_and_how_fast_it_was(void)
{
	struct batch_writer *writer = open_writer();
	struct event events[3];
	for (int i = 0; i < 3; i++)
		event_init(&events[i], 0, "192.0.2.1", noon + i * MINUTE, "/a");
	events[1].type = EVENT_ENGAGEMENT;
	events[1].engaged_ms = MINUTE;
	events[1].scroll_depth = 75;
	events[2].type = EVENT_PERFORMANCE;
	events[2].vitals[VITAL_LCP] = "60000.000000";
	events[2].vitals[VITAL_INP] = "16.050000";
	events[2].vitals[VITAL_CLS] = "0.123450";
	store(writer, events, 3, noon);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT concat_ws(' ', event_at(e.event_id), e.visitor_id, "
					"e.visit_id, text, "
					"engaged_ms, scroll_depth) FROM engagements e JOIN pages "
					"USING (website_id, "
					"page_id) JOIN texts ON text_id = path_id"),
			       "2026-10-15 12:01:00+00 1 1 /a 60000 75");
	CU_ASSERT_STRING_EQUAL(
		test_sql("SELECT concat_ws(' ', event_at(p.event_id), p.visitor_id, p.visit_id, "
			 "text, "
			 "lcp, inp, cls, coalesce(fcp, -1), coalesce(ttfb, -1)) FROM performances "
			 "p JOIN "
			 "pages USING (website_id, page_id) JOIN texts ON text_id = path_id"),
		"2026-10-15 12:02:00+00 1 1 /a 60000.0 16.1 0.1235 -1 -1");
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM events"), "1");
	CU_ASSERT_STRING_EQUAL(test_sql(differences), "0");
	close_writer(writer);
}

/* The one who reads for longer than the gap while the salt changes is the same visitor. */
static void
carries_a_reader_over_the_change_of_the_salt(void)
{
	struct batch_writer *writer = open_writer();
	long long midnight = 1793491200000LL; /* 2026-11-01 */
	struct event view, reading, next;
	event_init(&view, 0, "192.0.2.1", midnight - 20 * MINUTE, "/a");
	store(writer, &view, 1, view.at);
	event_init(&reading, 0, "192.0.2.1", midnight + 20 * MINUTE, "/a");
	reading.type = EVENT_ENGAGEMENT;
	reading.engaged_ms = 40 * MINUTE;
	store(writer, &reading, 1, reading.at);
	CU_ASSERT_EQUAL(reading.visit_id, view.visit_id);
	event_init(&next, 0, "192.0.2.1", midnight + 45 * MINUTE, "/b");
	store(writer, &next, 1, next.at);
	CU_ASSERT_EQUAL(next.visit_id, view.visit_id);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM visitors"), "1");
	CU_ASSERT_STRING_EQUAL(test_sql(differences), "0");
	close_writer(writer);
}

/* Three visits, read through: what was measured in the later ones goes along. */
static void
takes_what_was_measured_along_when_visits_become_one(void)
{
	struct batch_writer *writer = open_writer();
	struct event events[6];
	for (int i = 0; i < 6; i++)
		event_init(&events[i], 0, "192.0.2.1", noon + i * 35 * MINUTE, "/a");
	events[2].type = EVENT_ENGAGEMENT;
	events[3].type = EVENT_PERFORMANCE;
	events[3].at = events[4].at + 20 * MINUTE;
	events[3].vitals[VITAL_TTFB] = "1";
	events[5].type = EVENT_ENGAGEMENT;
	events[5].engaged_ms = 60 * MINUTE;
	for (int i = 0; i < 3; i++)
		store(writer, &events[i], 1, noon);
	store(writer, &events[4], 1, noon);
	store(writer, &events[3], 1, noon);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM visits"), "4");
	store(writer, &events[5], 1, noon);
	CU_ASSERT_STRING_EQUAL(test_sql(differences), "0");
	events[5].engaged_ms = 175 * MINUTE;
	store(writer, &events[5], 1, noon);
	CU_ASSERT_EQUAL(events[5].visit_id, events[0].visit_id);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM visits"), "1");
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT visit_id FROM performances"), "1");
	CU_ASSERT_STRING_EQUAL(test_sql(differences), "0");
	close_writer(writer);
}

/* What is changed behind a writer's back shows whether it has read or remembered. */
static void
remembers_a_visit_until_another_writer_has_stored(void)
{
	struct batch_writer *writer = open_writer();
	struct batch_writer *other = writer_another();
	static const char *const sql = "SELECT pageviews FROM visits";
	struct event event;
	event_init(&event, 0, "192.0.2.1", noon, "/a");
	store(writer, &event, 1, noon);
	test_sql("UPDATE visits SET pageviews = 40");
	event_init(&event, 0, "192.0.2.1", noon + 1, "/b");
	store(writer, &event, 1, noon + 1);
	CU_ASSERT_STRING_EQUAL(test_sql(sql), "2");

	event_init(&event, 0, "192.0.2.1", noon + 2, "/c");
	store(other, &event, 1, noon + 2);
	CU_ASSERT_STRING_EQUAL(test_sql(sql), "3");
	event_init(&event, 0, "192.0.2.1", noon + 3, "/d");
	store(writer, &event, 1, noon + 3);
	CU_ASSERT_STRING_EQUAL(test_sql(sql), "4");
	CU_ASSERT_STRING_EQUAL(test_sql(differences), "0");
	batch_writer_free(other);
	close_writer(writer);
}

/* An event before the visit that is remembered may belong to one that is not, and a later one may be stored. */
static void
looks_up_what_its_memory_cannot_tell(void)
{
	struct batch_writer *writer = open_writer();
	static const int minutes[] = { 0, 100, 20, 10, 50, 200, 101, 99, 130, 75 };
	for (int i = 0; i < 10; i++) {
		struct event event;
		event_init(&event, 0, "192.0.2.1", noon + minutes[i] * MINUTE, "/a");
		event.dated = true;
		store(writer, &event, 1, noon);
		CU_ASSERT_STRING_EQUAL(test_sql(differences), "0");
	}
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM visits"), "2");
	close_writer(writer);
}

/* Two servers in turns, each with a memory of its own, on the same few visitors; now and then a batch fails. */
static void
agrees_with_the_slow_computation_whoever_writes(void)
{
	static const char *const addresses[] = { "192.0.2.1", "192.0.2.2", "192.0.2.3" };
	struct batch_writer *writer = open_writer();
	struct batch_writer *writers[] = { writer, writer_another() };
	test_sql("CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN "
		 "IF NEW.event_id % 7 = 0 THEN RAISE 'no' USING ERRCODE = '57014'; END IF; RETURN "
		 "NULL; END$$; "
		 "CREATE CONSTRAINT TRIGGER fail AFTER INSERT ON events DEFERRABLE INITIALLY "
		 "DEFERRED FOR EACH ROW EXECUTE FUNCTION fail()");
	int stored = 0;
	srand(5);
	for (int i = 0; i < 400; i++) {
		struct event event;
		long long late = rand() % 4 == 0 ? rand() % 90 * MINUTE : 0;
		event_init(&event, rand() % 2, addresses[rand() % 3],
			   noon + i * 5LL * MINUTE - late, "/a");
		event.dated = true;
		if (rand() % 4 == 0) {
			event.type = EVENT_ENGAGEMENT;
			event.engaged_ms = rand() % 50 * MINUTE;
		}
		store(writers[rand() % 8 == 0], &event, 1, noon);
		CU_ASSERT_TRUE(event.result == event_stored(&event) || event.result == EVENT_BUSY);
		stored += event.result == EVENT_STORED;
		CU_ASSERT_STRING_EQUAL_FATAL(test_sql(differences), "0");
	}
	CU_ASSERT_TRUE(stored > 150 && stored < 400);
	CU_ASSERT_EQUAL(strtol(test_sql("SELECT count(*) FROM events"), NULL, 10), stored);
	test_sql("DROP FUNCTION fail() CASCADE");
	batch_writer_free(writers[1]);
	close_writer(writer);
}

/* Two servers: each a thread with a writer of its own, on the same visitors. */
static void *
second_server(void *argument)
{
	long *failed = argument;
	if (!db_connect(*failed == 0 ? "server-1" : "server-2", 10000))
		return NULL;
	struct batch_writer *writer = writer_another();
	unsigned seed = (unsigned)*failed + 1;
	*failed = 0;
	for (int i = 0; i < 150; i++) {
		struct event events[4];
		for (int e = 0; e < 4; e++) {
			char *path = "/a";
			event_init(&events[e], rand_r(&seed) % 2,
				   rand_r(&seed) % 2 ? "192.0.2.1" : "192.0.2.2",
				   noon + (rand_r(&seed) % 30) * 11LL * MINUTE, path);
			events[e].dated = true;
		}
		store(writer, events, 4, noon);
		for (int e = 0; e < 4; e++)
			*failed += events[e].result != EVENT_STORED;
	}
	batch_writer_free(writer);
	db_disconnect();
	return NULL;
}

static void
never_splits_a_visit_between_two_servers(void)
{
	struct batch_writer *writer = open_writer();
	pthread_t threads[2];
	long failed[2] = { 0, 1 };
	for (int i = 0; i < 2; i++)
		pthread_create(&threads[i], NULL, second_server, &failed[i]);
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	CU_ASSERT_EQUAL(failed[0] + failed[1], 0);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM events"), "1200");
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM visitors"), "4");
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT deadlocks FROM pg_stat_database WHERE datname = "
					"current_database()"),
			       "0");
	CU_ASSERT_STRING_EQUAL(test_sql(differences), "0");
	close_writer(writer);
}

static void
carries_a_visit_over_the_change_of_the_salt_and_then_destroys_it(void)
{
	struct batch_writer *writer = open_writer();
	long long midnight = 1793491200000LL; /* 2026-11-01 */
	struct event before, after, later, next;
	event_init(&before, 0, "192.0.2.1", midnight - 10 * MINUTE, "/a");
	store(writer, &before, 1, before.at);
	event_init(&after, 0, "192.0.2.1", midnight + 10 * MINUTE, "/b");
	store(writer, &after, 1, after.at);
	CU_ASSERT_EQUAL(after.visit_id, before.visit_id);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM salts"), "2");
	event_init(&later, 0, "192.0.2.1", midnight + 35 * MINUTE, "/c");
	store(writer, &later, 1, later.at);
	CU_ASSERT_EQUAL(later.visit_id, before.visit_id);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT period_started_at::text FROM salts"),
			       "2026-11-01 00:00:00+00");

	/* somebody who comes back without being in mid-visit is somebody new */
	event_init(&next, 0, "192.0.2.9", noon, "/a");
	store(writer, &next, 1, noon);
	CU_ASSERT_STRING_EQUAL(test_sql(differences), "0");
	close_writer(writer);
}

static void
knows_the_visitor_whose_event_waited_while_the_salt_changed(void)
{
	struct batch_writer *writer = open_writer();
	long long midnight = 1793491200000LL; /* 2026-11-01 */
	struct event before, waited, after;
	event_init(&before, 0, "192.0.2.1", midnight - MINUTE, "/a");
	store(writer, &before, 1, before.at);
	event_init(&waited, 0, "192.0.2.1", midnight - 5, "/b");
	store(writer, &waited, 1, midnight + 5);
	event_init(&after, 0, "192.0.2.1", midnight + MINUTE, "/c");
	store(writer, &after, 1, after.at);
	CU_ASSERT_EQUAL(waited.visit_id, before.visit_id);
	CU_ASSERT_EQUAL(after.visit_id, before.visit_id);
	CU_ASSERT_EQUAL(after.visitor_hash, waited.visitor_hash);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM visitors"), "1");
	close_writer(writer);
}

/* A dated event is of the period of its date, under the salt of today; it does not take the visitor along. */
static void
leaves_the_visitor_to_those_who_are_there_while_the_salt_changes(void)
{
	struct batch_writer *writer = open_writer();
	long long midnight = 1793491200000LL; /* 2026-11-01 */
	struct event before, dated, after;
	event_init(&before, 0, "192.0.2.1", midnight - 10 * MINUTE, "/a");
	store(writer, &before, 1, before.at);
	event_init(&dated, 0, "192.0.2.1", midnight - 5 * MINUTE, "/b");
	dated.dated = true;
	store(writer, &dated, 1, midnight + 5 * MINUTE);
	CU_ASSERT_NOT_EQUAL(dated.visitor_id, before.visitor_id);
	event_init(&after, 0, "192.0.2.1", midnight + 6 * MINUTE, "/c");
	store(writer, &after, 1, after.at);
	CU_ASSERT_EQUAL(after.visitor_id, before.visitor_id);
	CU_ASSERT_EQUAL(after.visit_id, before.visit_id);
	close_writer(writer);
}

/* Two tabs: one loads a page after the change, the other still holds a token from before. */
static void
stores_what_both_hashes_of_a_visitor_send(void)
{
	struct batch_writer *writer = open_writer();
	long long midnight = 1793491200000LL; /* 2026-11-01 */
	struct event before, loaded, token, again;
	event_init(&before, 0, "192.0.2.1", midnight - 10 * MINUTE, "/a");
	store(writer, &before, 1, before.at);
	event_init(&loaded, 0, "192.0.2.1", midnight + MINUTE, "/b");
	store(writer, &loaded, 1, loaded.at);
	event_init(&token, 0, "192.0.2.1", midnight + 2 * MINUTE, "/c");
	token.visitor_known = true;
	token.visitor_hash = before.visitor_hash;
	store(writer, &token, 1, token.at);
	event_init(&again, 0, "192.0.2.1", midnight + 3 * MINUTE, "/d");
	store(writer, &again, 1, again.at);
	CU_ASSERT_EQUAL(again.result, EVENT_STORED);
	CU_ASSERT_EQUAL(again.visit_id, before.visit_id);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM events"), "4");
	close_writer(writer);
}

static void
believes_the_token_and_not_the_address(void)
{
	struct batch_writer *writer = open_writer();
	struct event first, moved;
	event_init(&first, 0, "192.0.2.1", noon, "/a");
	store(writer, &first, 1, noon);
	event_init(&moved, 0, "198.51.100.1", noon + MINUTE, "/b");
	moved.visitor_known = true;
	moved.visitor_hash = first.visitor_hash;
	store(writer, &moved, 1, noon + MINUTE);
	CU_ASSERT_EQUAL(moved.visit_id, first.visit_id);
	CU_ASSERT_EQUAL(moved.visitor_id, first.visitor_id);
	close_writer(writer);
}

static void
tells_a_returning_visitor_of_another_period_apart(void)
{
	struct batch_writer *writer = open_writer();
	struct event october, november;
	event_init(&october, 0, "192.0.2.1", noon, "/a");
	store(writer, &october, 1, noon);
	event_init(&november, 0, "192.0.2.1", noon + 31LL * 24 * 60 * MINUTE, "/a");
	store(writer, &november, 1, november.at);
	CU_ASSERT_NOT_EQUAL(november.visitor_id, october.visitor_id);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM salts"), "1");
	close_writer(writer);
}

static void
knows_an_identified_visitor_for_ever(void)
{
	struct batch_writer *writer = open_writer();
	struct event october, november;
	event_init(&october, 0, "192.0.2.1", noon, "/a");
	october.texts[TEXT_DISTINCT_ID] = "user-7";
	store(writer, &october, 1, noon);
	event_init(&november, 0, "198.51.100.9", noon + 31LL * 24 * 60 * MINUTE, "/a");
	november.texts[TEXT_DISTINCT_ID] = "user-7";
	store(writer, &november, 1, november.at);
	CU_ASSERT_EQUAL(november.visitor_id, october.visitor_id);
	CU_ASSERT_STRING_EQUAL(
		test_sql("SELECT text FROM visitors JOIN texts ON text_id = distinct_id_id"),
		"user-7");
	close_writer(writer);
}

static void
keeps_properties_and_revenue(void)
{
	struct batch_writer *writer = open_writer();
	struct property properties[] = {
		{ .name = "plan", .type = PROPERTY_TEXT, .text = "a \"b\" \\ {c}" },
		{ .name = "total",
		  .type = PROPERTY_NUMBER,
		  .text = "12.5000",
		  .number = "12.5000" },
		{ .name = "none", .type = PROPERTY_OTHER },
	};
	struct event events[2];
	event_init(&events[0], 0, "192.0.2.1", noon, "/a");
	event_init(&events[1], 0, "192.0.2.1", noon, "/a");
	events[0].type = EVENT_CUSTOM;
	events[0].texts[TEXT_EVENT_NAME] = "buy";
	events[0].properties = properties;
	events[0].property_count = 3;
	events[0].revenue = "12.5000";
	events[0].currency = "EUR";
	events[1].type = EVENT_IDENTIFY;
	events[1].properties = properties;
	events[1].property_count = 1;
	store(writer, events, 2, noon);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM event_properties"), "3");
	CU_ASSERT_STRING_EQUAL(
		test_sql("SELECT text_value FROM event_properties WHERE data_type = 1"),
		"a \"b\" \\ {c}");
	CU_ASSERT_STRING_EQUAL(
		test_sql("SELECT number_value FROM event_properties WHERE data_type = 2"),
		"12.5000");
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT currency || amount FROM revenues"), "EUR12.5000");
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM visitor_properties"), "1");
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM events"), "1");
	CU_ASSERT_EQUAL(events[1].visit_id, events[0].visit_id);
	close_writer(writer);
}

static void
keeps_the_last_word_on_a_visitor(void)
{
	struct batch_writer *writer = open_writer();
	struct property words[] = {
		{ .name = "plan", .type = PROPERTY_TEXT, .text = "free" },
		{ .name = "plan", .type = PROPERTY_NUMBER, .text = "1.0000", .number = "1.0000" },
		{ .name = "plan", .type = PROPERTY_DATE, .text = "then", .date = noon }
	};
	struct event events[3];
	for (int i = 0; i < 3; i++) {
		event_init(&events[i], 0, "192.0.2.1", noon, "/a");
		events[i].type = EVENT_IDENTIFY;
		events[i].properties = &words[i];
		events[i].property_count = 1;
	}
	static const char *const sql =
		"SELECT concat_ws(' ', data_type, text_value, number_value, date_value) "
		"FROM visitor_properties";
	store(writer, events, 2, noon);
	CU_ASSERT_STRING_EQUAL(test_sql(sql), "2 1.0000 1.0000");
	store(writer, events + 2, 1, noon);
	CU_ASSERT_STRING_EQUAL(test_sql(sql), "4 then 2026-10-15 12:00:00+00");
	store(writer, events, 1, noon);
	CU_ASSERT_STRING_EQUAL(test_sql(sql), "1 free");
	close_writer(writer);
}

/* What was said first may come last: in one batch or in two. */
static void
keeps_the_last_word_by_the_time_it_was_said(void)
{
	struct batch_writer *writer = open_writer();
	static const int minutes[] = { 5, 0, 7, 6 };
	struct property words[] = {
		{ .name = "plan", .type = PROPERTY_TEXT, .text = "fifth" },
		{ .name = "plan", .type = PROPERTY_TEXT, .text = "first" },
		{ .name = "plan", .type = PROPERTY_TEXT, .text = "seventh" },
		{ .name = "plan", .type = PROPERTY_TEXT, .text = "sixth" },
	};
	struct event events[4];
	for (int i = 0; i < 4; i++) {
		event_init(&events[i], 0, "192.0.2.1", noon + minutes[i] * MINUTE, "/a");
		events[i].dated = true;
		events[i].type = EVENT_IDENTIFY;
		events[i].properties = &words[i];
		events[i].property_count = 1;
	}
	static const char *const sql =
		"SELECT concat_ws(' ', text_value, set_at) FROM visitor_properties";
	store(writer, events, 2, noon);
	CU_ASSERT_STRING_EQUAL(test_sql(sql), "fifth 2026-10-15 12:05:00+00");
	store(writer, events + 2, 1, noon);
	CU_ASSERT_STRING_EQUAL(test_sql(sql), "seventh 2026-10-15 12:07:00+00");
	store(writer, events + 3, 1, noon);
	CU_ASSERT_STRING_EQUAL(test_sql(sql), "seventh 2026-10-15 12:07:00+00");
	close_writer(writer);
}

static void
takes_revenue_along_when_visits_become_one(void)
{
	struct batch_writer *writer = open_writer();
	static const int minutes[] = { 0, 50, 25 };
	struct event events[3];
	for (int i = 0; i < 3; i++) {
		event_init(&events[i], 0, "192.0.2.1", noon + minutes[i] * MINUTE, "/a");
		events[i].dated = true;
		events[i].type = EVENT_CUSTOM;
		events[i].texts[TEXT_EVENT_NAME] = "buy";
		events[i].revenue = "1.0000";
		events[i].currency = "EUR";
		store(writer, &events[i], 1, noon);
	}
	CU_ASSERT_NOT_EQUAL(events[1].visit_id, events[0].visit_id);
	CU_ASSERT_EQUAL(events[2].visit_id, events[0].visit_id);
	CU_ASSERT_STRING_EQUAL(
		test_sql("SELECT count(*) FROM revenues JOIN visits USING (website_id, visit_id)"),
		"3");
	CU_ASSERT_STRING_EQUAL(test_sql(differences), "0");
	close_writer(writer);
}

static void
takes_no_events_for_a_website_that_was_deleted(void)
{
	struct batch_writer *writer = open_writer();
	struct event event;
	event_init(&event, 0, "192.0.2.1", noon, "/a");
	store(writer, &event, 1, noon);
	test_sql(
		"DELETE FROM websites WHERE website_uuid = '00000000-0000-4000-8000-000000000001'");
	event_init(&event, 0, "192.0.2.1", noon, "/a");
	store(writer, &event, 1, noon);
	CU_ASSERT_EQUAL(event.result, EVENT_NO_WEBSITE);
	test_sql("INSERT INTO websites (website_uuid, name) VALUES "
		 "('00000000-0000-4000-8000-000000000001', 'again')");
	test_sql("INSERT INTO website_numbers (website_id) SELECT max(website_id) FROM websites");
	event_init(&event, 0, "192.0.2.1", noon, "/a");
	store(writer, &event, 1, noon);
	CU_ASSERT_EQUAL(event.result, EVENT_STORED);
	close_writer(writer);
}

static void
finds_a_website_again_that_was_made_anew_among_others(void)
{
	struct batch_writer *writer = open_writer();
	struct event events[2];
	event_init(&events[0], 0, "192.0.2.1", noon, "/a");
	event_init(&events[1], 1, "192.0.2.1", noon, "/a");
	store(writer, events, 2, noon);
	test_sql(
		"DELETE FROM websites WHERE website_uuid = '00000000-0000-4000-8000-000000000001'");
	store(writer, events, 2, noon);
	CU_ASSERT_EQUAL(events[0].result, EVENT_NO_WEBSITE);
	CU_ASSERT_EQUAL(events[1].result, EVENT_STORED);
	test_sql("INSERT INTO websites (website_uuid, name) VALUES "
		 "('00000000-0000-4000-8000-000000000001', 'again')");
	test_sql("INSERT INTO website_numbers (website_id) SELECT max(website_id) FROM websites");
	store(writer, events, 2, noon);
	CU_ASSERT_EQUAL(events[0].result, EVENT_STORED);
	CU_ASSERT_EQUAL(events[1].result, EVENT_STORED);
	close_writer(writer);
}

/* More than the arena of one transaction holds, and more names than the dictionary remembers. */
static void
halves_a_batch_that_memory_cannot_hold(void)
{
	enum { COUNT = 500, SIZE = PROPERTY_TEXT_MAX };
	static char names[COUNT][EVENT_PROPERTIES_MAX][SIZE + 1];
	static struct property properties[COUNT][EVENT_PROPERTIES_MAX];
	static char value[SIZE * 4 + 1];
	struct batch_writer *writer = open_writer();
	static struct event events[COUNT];
	for (int i = 0; i < SIZE; i++)
		memcpy(value + i * 4, "\xf0\x9f\x8c\x8a", 4);
	for (int i = 0; i < COUNT; i++) {
		event_init(&events[i], i % 2, "192.0.2.1", noon + i, "/a");
		for (int p = 0; p < EVENT_PROPERTIES_MAX; p++) {
			for (int at = 0; at < SIZE; at++)
				names[i][p][at] = (char)('a' + rand() % 26);
			properties[i][p] = (struct property){ .name = names[i][p],
							      .type = PROPERTY_TEXT,
							      .text = value };
		}
		events[i].properties = properties[i];
		events[i].property_count = EVENT_PROPERTIES_MAX;
	}
	store(writer, events, COUNT, noon);
	for (int i = 0; i < COUNT; i++)
		CU_ASSERT_EQUAL(events[i].result, EVENT_STORED);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM events"), "500");
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM event_properties p JOIN texts t ON "
					"t.website_id = p.website_id AND t.text_id = p.name_id"),
			       "25000");
	close_writer(writer);
}

static void
kill_other_connections(void)
{
	test_sql("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE pid <> "
		 "pg_backend_pid() AND application_name = 'sillage' AND datname = "
		 "current_database()");
}

/* A standby that takes over, or a restored backup, may lack numbers that were given out last. */
/* The texts have their numbers when the transaction ends badly: those numbers are nobody's. */
static void
forgets_names_that_were_rolled_back(void)
{
	struct batch_writer *writer = open_writer();
	struct event event;
	test_sql("CREATE SEQUENCE tries; CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql "
		 "AS $$BEGIN "
		 "IF nextval('tries') = 1 THEN RAISE 'no' USING ERRCODE = '57014'; END IF; RETURN "
		 "NULL; END$$; "
		 "CREATE TRIGGER fail AFTER INSERT ON pages FOR EACH STATEMENT EXECUTE FUNCTION "
		 "fail()");
	event_init(&event, 0, "192.0.2.1", noon, "/rolled back");
	store(writer, &event, 1, noon);
	CU_ASSERT_EQUAL(event.result, EVENT_BUSY);
	store(writer, &event, 1, noon);
	CU_ASSERT_EQUAL(event.result, EVENT_STORED);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT text FROM events JOIN pages USING (website_id, "
					"page_id) JOIN texts ON text_id = path_id"),
			       "/rolled back");
	test_sql("DROP FUNCTION fail() CASCADE; DROP SEQUENCE tries");
	close_writer(writer);
}

static void
asks_for_names_again_on_a_new_connection(void)
{
	struct batch_writer *writer = open_writer();
	struct event event;
	event_init(&event, 0, "192.0.2.1", noon, "/a");
	store(writer, &event, 1, noon);
	test_sql("DELETE FROM pages");
	test_sql("DELETE FROM texts");
	kill_other_connections();
	event_init(&event, 0, "192.0.2.1", noon + 1, "/a");
	store(writer, &event, 1, noon + 1);
	CU_ASSERT_EQUAL(event.result, EVENT_STORED);
	CU_ASSERT_STRING_EQUAL(
		test_sql("SELECT count(*) FROM events JOIN pages USING (website_id, page_id) "
			 "JOIN texts ON text_id = path_id WHERE text = '/a'"),
		"1");
	close_writer(writer);
}

/* The first text's number is known before the second one shows that the connection is gone, and with it that number. */
static void
asks_for_known_names_again_when_new_ones_find_a_new_connection(void)
{
	struct batch_writer *writer = open_writer();
	struct event events[2];
	event_init(&events[0], 0, "192.0.2.1", noon, "/a");
	store(writer, events, 1, noon);
	test_sql("DELETE FROM pages");
	test_sql("DELETE FROM texts");
	kill_other_connections();
	event_init(&events[0], 0, "192.0.2.1", noon + 1, "/a");
	event_init(&events[1], 0, "192.0.2.1", noon + 2, "/b");
	store(writer, events, 2, noon + 2);
	CU_ASSERT_STRING_EQUAL(
		test_sql("SELECT string_agg(text, ' ' ORDER BY text) FROM events JOIN pages USING "
			 "(website_id, page_id) JOIN texts ON text_id = path_id"),
		"/a /b");
	close_writer(writer);
}

static void
makes_a_month_again_that_was_removed(void)
{
	struct batch_writer *writer = open_writer();
	struct event events[3];
	for (int i = 0; i < 3; i++)
		event_init(&events[i], 0, "192.0.2.1", noon + i, "/a");
	store(writer, events, 3, noon);
	test_sql("DROP TABLE events_2026_10, event_properties_2026_10, revenues_2026_10, "
		 "engagements_2026_10, performances_2026_10; DELETE FROM ledger");
	store(writer, events, 3, noon);
	for (int i = 0; i < 3; i++)
		CU_ASSERT_EQUAL(events[i].result, EVENT_STORED);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM events"), "3");
	close_writer(writer);
}

/* Our fault and not the sender's: a table in the month's place. The neighbours of other months are stored. */
static void
says_that_it_failed_when_a_month_cannot_be_made(void)
{
	struct batch_writer *writer = open_writer();
	struct event events[4];
	test_sql("CREATE TABLE events_x PARTITION OF "
		 "events FOR "
		 "VALUES FROM (1097363288064000000) TO (1097363288065000000)");
	for (int i = 0; i < 4; i++) {
		event_init(&events[i], 0, "192.0.2.1", noon + i, "/a");
		events[i].dated = true;
	}
	events[2].at = 1046520000000LL; /* 2003-03-01 */
	store(writer, events, 4, noon);
	for (int i = 0; i < 4; i++)
		CU_ASSERT_EQUAL(events[i].result, i == 2 ? EVENT_FAILED : EVENT_STORED);
	test_sql("DROP TABLE events_x");
	close_writer(writer);
}

/* A trigger that loses the first two times, as against another server. A sequence is not rolled back. */
static void
tries_again_what_lost_against_another_transaction(void)
{
	static const char *const tables[] = { "texts", "visits" };
	static const char *const states[] = { "40001", "40P01" };
	for (int t = 0; t < 2; t++) {
		struct batch_writer *writer = open_writer();
		struct event event;
		char sql[512];
		snprintf(sql, sizeof(sql),
			 "CREATE SEQUENCE tries; CREATE FUNCTION lose() RETURNS trigger LANGUAGE "
			 "plpgsql AS $$BEGIN "
			 "IF nextval('tries') < 3 THEN RAISE 'lost' USING ERRCODE = '%s'; END IF; "
			 "RETURN NULL; END$$; "
			 "CREATE TRIGGER lose AFTER INSERT ON %s FOR EACH STATEMENT EXECUTE "
			 "FUNCTION lose()",
			 states[t], tables[t]);
		test_sql(sql);
		event_init(&event, 0, "192.0.2.1", noon, t == 0 ? "/never seen" : "/a");
		store(writer, &event, 1, noon);
		CU_ASSERT_EQUAL(event.result, EVENT_STORED);
		CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM events"), "1");
		CU_ASSERT_STRING_EQUAL(test_sql("SELECT last_value FROM tries"), "3");
		test_sql("DROP FUNCTION lose() CASCADE; DROP SEQUENCE tries");
		close_writer(writer);
	}
}

/* Stores two events; the COMMIT of the second meets the loss, after which it is there once all the same. */
static void
store_through_a_loss(enum proxy_loss loss)
{
	struct batch_writer *writer = open_writer();
	struct event event;
	db_disconnect();
	proxy_start();
	CU_ASSERT_TRUE_FATAL(db_connect("test_batch", 10000));
	event_init(&event, 0, "192.0.2.1", noon, "/a");
	store(writer, &event, 1, noon);
	CU_ASSERT_EQUAL(event.result, EVENT_STORED);

	/* the names are known: the next COMMIT is that of the facts */
	proxy_lose(loss);
	event_init(&event, 0, "192.0.2.1", noon + 1, "/a");
	store(writer, &event, 1, noon + 1);
	CU_ASSERT_EQUAL(event.result, EVENT_STORED);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM events"), "2");
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT pageviews FROM visits"), "2");
	CU_ASSERT_STRING_EQUAL(test_sql(differences), "0");
	proxy_stop();
	close_writer(writer);
}

static void
stores_once_what_was_committed_without_an_answer(void)
{
	store_through_a_loss(LOSE_ANSWER);
}

static void
stores_again_what_was_not_committed(void)
{
	store_through_a_loss(LOSE_COMMIT);
}

/*
 * Batches that write little: nothing but the ledger, for no website even; a repeated event; time in the foreground. Whatever is
 * is lost, each is counted once.
 */
static void
counts_every_kind_of_batch_once_whatever_is_lost(void)
{
	static const enum proxy_loss losses[] = { LOSE_ANSWER, LOSE_COMMIT, LOSE_SIGHT };
	static const struct {
		enum event_type type;
		int key;
		bool nobodys;
		enum event_result given;
		enum event_result expected;
	} kinds[] = {
		{ EVENT_PAGEVIEW, 0, true, EVENT_INVALID, EVENT_INVALID },
		{ EVENT_PAGEVIEW, 0, false, EVENT_BOT, EVENT_BOT },
		{ EVENT_PAGEVIEW, 1, false, EVENT_WAITING, EVENT_DUPLICATE },
		{ EVENT_ENGAGEMENT, 0, false, EVENT_WAITING, EVENT_ATTACHED },
		{ EVENT_IDENTIFY, 0, false, EVENT_WAITING, EVENT_ATTACHED },
		{ EVENT_PAGEVIEW, 2, false, EVENT_WAITING, EVENT_STORED },
	};
	enum {
		KINDS = sizeof(kinds) / sizeof(kinds[0]),
		LOSSES = sizeof(losses) / sizeof(losses[0])
	};
	for (int i = 0; i < KINDS * LOSSES; i++) {
		struct batch_writer *writer = open_writer();
		struct event event, *pointer = &event;
		db_disconnect();
		proxy_start();
		CU_ASSERT_TRUE_FATAL(db_connect("test_batch", 10000));
		event_init_keyed(&event, 0, noon, 1);
		store(writer, &event, 1, noon);

		event_init_keyed(&event, 0, noon + MINUTE, kinds[i / LOSSES].key);
		if (kinds[i / LOSSES].key == 0)
			memset(&event.key, 0, sizeof(event.key));
		if (kinds[i / LOSSES].nobodys)
			memset(&event.website, 0, sizeof(event.website));
		event.type = kinds[i / LOSSES].type;
		event.engaged_ms = 1000;
		event.result = kinds[i / LOSSES].given;
		proxy_lose(losses[i % LOSSES]);
		digest_and_store(writer, &pointer, 1, noon + MINUTE);
		CU_ASSERT_EQUAL(event.result, kinds[i / LOSSES].expected);
		CU_ASSERT_STRING_EQUAL(test_sql("SELECT sum(events) FROM ledger WHERE outcome = 0"),
				       "2");
		CU_ASSERT_STRING_EQUAL(test_sql(differences), "0");
		proxy_stop();
		close_writer(writer);
	}
}

/*
 * The COMMIT happens, its answer is lost, and then nobody can be asked about it: the sender is told to send again, and does.
 */
static void
stores_once_what_is_sent_again_after_an_unknown_commit(void)
{
	struct batch_writer *writer = open_writer();
	struct event event;
	char proxy[256];
	db_disconnect();
	proxy_start();
	snprintf(proxy, sizeof(proxy), "%s", getenv("PGHOST"));
	CU_ASSERT_TRUE_FATAL(db_connect("test_batch", 10000));
	event_init_keyed(&event, 0, noon, 1);
	store(writer, &event, 1, noon);

	proxy_lose(LOSE_ANSWER);
	setenv("PGHOST", "/nowhere", 1);
	event_init_keyed(&event, 0, noon + 1, 2);
	store(writer, &event, 1, noon + 1);
	CU_ASSERT_EQUAL(event.result, EVENT_BUSY);
	setenv("PGHOST", proxy, 1);
	for (int tries = 0; tries < 100 && event.result == EVENT_BUSY; tries++) {
		struct timespec pause = { .tv_nsec = 20 * 1000 * 1000 };
		nanosleep(&pause, NULL);
		store(writer, &event, 1, noon + 1);
	}
	CU_ASSERT_EQUAL(event.result, EVENT_DUPLICATE);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM events"), "2");
	CU_ASSERT_STRING_EQUAL(test_sql(differences), "0");
	proxy_stop();
	close_writer(writer);
}

/* A trigger at the end of the transaction holds COMMIT up for longer than the first question waits for it. */
static void
waits_for_a_commit_that_is_still_going_on(void)
{
	test_sql("CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS "
		 "$$BEGIN PERFORM pg_sleep(1.5); RETURN NULL; END$$");
	test_sql("CREATE CONSTRAINT TRIGGER linger AFTER UPDATE ON visits DEFERRABLE INITIALLY "
		 "DEFERRED "
		 "FOR EACH ROW EXECUTE FUNCTION linger()");
	store_through_a_loss(LOSE_SIGHT);
	test_sql("DROP FUNCTION linger() CASCADE");
}

/* The backend ends while the facts are being written: the batch goes through a new connection. */
static void
goes_on_when_its_backend_is_killed_in_mid_batch(void)
{
	struct batch_writer *writer = open_writer();
	struct event event;
	test_sql("CREATE SEQUENCE tries; CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS "
		 "$$BEGIN "
		 "IF nextval('tries') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END "
		 "IF; "
		 "RETURN NULL; END$$; "
		 "CREATE TRIGGER die AFTER INSERT ON events FOR EACH STATEMENT EXECUTE FUNCTION "
		 "die()");
	event_init(&event, 0, "192.0.2.1", noon, "/a");
	store(writer, &event, 1, noon);
	CU_ASSERT_EQUAL(event.result, EVENT_STORED);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM events"), "1");
	test_sql("DROP FUNCTION die() CASCADE; DROP SEQUENCE tries");
	close_writer(writer);
}

static void
answers_busy_while_the_database_is_away_and_recovers(void)
{
	struct batch_writer *writer = open_writer();
	struct event event;
	event_init(&event, 0, "192.0.2.1", noon, "/a");
	store(writer, &event, 1, noon);
	kill_other_connections();
	for (int tries = 0; tries < 100; tries++) {
		struct timespec pause = { .tv_nsec = 20 * 1000 * 1000 };
		event_init(&event, 0, "192.0.2.1", noon + 1, "/b");
		store(writer, &event, 1, noon);
		if (event.result == EVENT_STORED)
			break;
		CU_ASSERT_EQUAL(event.result, EVENT_BUSY);
		nanosleep(&pause, NULL);
	}
	CU_ASSERT_EQUAL(event.result, EVENT_STORED);
	CU_ASSERT_STRING_EQUAL(test_sql("SELECT count(*) FROM events"), "2");
	close_writer(writer);
}

static const struct unit_test tests[] = {
	TEST(stores_a_pageview_and_says_where),
	TEST(knows_no_website_by_an_id_of_another_kind),
	TEST(finds_links_and_pixels_by_their_slug_as_it_is_now),
	TEST(finds_many_slugs_in_one_batch),
	TEST(refuses_an_unknown_website_and_stores_its_neighbours),
	TEST(finds_the_one_event_that_the_database_refuses),
	TEST(books_every_event_under_its_own_hour_and_what_became_of_it),
	TEST(keeps_no_word_of_what_it_refuses),
	TEST(says_busy_of_a_refusal_that_cannot_be_booked),
	TEST(stores_what_is_sent_again_once),
	TEST(tells_a_repeated_first_event_its_visitor),
	TEST(takes_a_whole_batch_that_is_sent_again),
	TEST(keeps_no_key_of_what_it_refuses),
	TEST(forgets_keys_after_two_days),
	TEST(forgets_the_last_batches_of_connections_after_a_day),
	TEST(forgets_visitors_whose_salt_is_destroyed),
	TEST(keeps_the_visitor_who_was_carried_over),
	TEST(keeps_a_visit_over_restarts_of_the_writer),
	TEST(agrees_with_the_slow_computation_whatever_the_order),
	TEST(keeps_how_long_a_page_was_read_and_how_fast_it_was),
	TEST(carries_a_reader_over_the_change_of_the_salt),
	TEST(takes_what_was_measured_along_when_visits_become_one),
	TEST(remembers_a_visit_until_another_writer_has_stored),
	TEST(looks_up_what_its_memory_cannot_tell),
	TEST(agrees_with_the_slow_computation_whoever_writes),
	TEST(never_splits_a_visit_between_two_servers),
	TEST(carries_a_visit_over_the_change_of_the_salt_and_then_destroys_it),
	TEST(knows_the_visitor_whose_event_waited_while_the_salt_changed),
	TEST(leaves_the_visitor_to_those_who_are_there_while_the_salt_changes),
	TEST(stores_what_both_hashes_of_a_visitor_send),
	TEST(believes_the_token_and_not_the_address),
	TEST(tells_a_returning_visitor_of_another_period_apart),
	TEST(knows_an_identified_visitor_for_ever),
	TEST(keeps_properties_and_revenue),
	TEST(keeps_the_last_word_on_a_visitor),
	TEST(keeps_the_last_word_by_the_time_it_was_said),
	TEST(takes_revenue_along_when_visits_become_one),
	TEST(takes_no_events_for_a_website_that_was_deleted),
	TEST(finds_a_website_again_that_was_made_anew_among_others),
	TEST(halves_a_batch_that_memory_cannot_hold),
	TEST(forgets_names_that_were_rolled_back),
	TEST(asks_for_names_again_on_a_new_connection),
	TEST(asks_for_known_names_again_when_new_ones_find_a_new_connection),
	TEST(makes_a_month_again_that_was_removed),
	TEST(says_that_it_failed_when_a_month_cannot_be_made),
	TEST(tries_again_what_lost_against_another_transaction),
	TEST(stores_once_what_was_committed_without_an_answer),
	TEST(stores_again_what_was_not_committed),
	TEST(counts_every_kind_of_batch_once_whatever_is_lost),
	TEST(stores_once_what_is_sent_again_after_an_unknown_commit),
	TEST(waits_for_a_commit_that_is_still_going_on),
	TEST(goes_on_when_its_backend_is_killed_in_mid_batch),
	TEST(answers_busy_while_the_database_is_away_and_recovers),
};

DATABASE_MAIN("batch", tests)
