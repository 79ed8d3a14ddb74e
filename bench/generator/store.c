/*
 * Numbers are given as the collector gives them: visitors and visits by their first event, events by their time.
 * SPDX-License-Identifier: MIT
 */
#include "store.h"

#include "secret.h"
#include "tables.h"
#include "visit.h"
#include "visitor.h"
#include "website_names.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EVENT_NUMBER_BITS = 20, HOUR_MS = 3600000, BOOKS = 3 };

struct store {
	const struct model *model;
	PGconn *connection;
	struct names *names;
	struct random hashes;
	int website_id;
	unsigned char identity_key[SECRET_SIZE];
	int last_visitor_id, last_visit_id;
	long long last_event_number;
	int (*books)[BOOKS]; /* received, stored, attached: of each hour since first_hour */
	long long first_hour, hour_count;
	long long until;
	int period; /* the month whose visitors can still come back */
};

/* A sending with what its rows need. */
struct sent {
	const struct person *person;
	const struct sending *sending;
	const struct sending_numbers *numbers;
};

/* Rows ---------------------------------------------------------------------------------------- */

/* The columns with which rows of events, engagements and performances begin. */
static void
row_begin(const struct store *store, enum table table, const struct sent *sent, long long event_id)
{
	row_integer(table, event_id);
	row_integer(table, store->website_id);
	row_integer(table, sent->numbers->visitor_id);
	row_integer(table, sent->numbers->visit_id);
}

static void
row_optional(enum table table, int number)
{
	if (number == 0)
		row_text(table, NULL);
	else
		row_integer(table, number);
}

/* The columns that rows of properties share. */
static void
row_property(enum table table, const struct named_data *data, int p)
{
	row_integer(table, data->properties[p].name_id);
	row_integer(table, data->properties[p].type);
	row_text(table, data->properties[p].text);
	row_text(table, data->properties[p].number);
	if (data->properties[p].type == PROPERTY_DATE)
		row_time(table, data->properties[p].date);
	else
		row_text(table, NULL);
}

static void
store_data(struct store *store, const struct sent *sent, long long event_id)
{
	const struct named_data *data = names_data(store->names, sent->person, sent->sending);
	for (int p = 0; p < data->count; p++) {
		row_integer(TABLE_EVENT_PROPERTIES, event_id);
		row_integer(TABLE_EVENT_PROPERTIES, store->website_id);
		row_property(TABLE_EVENT_PROPERTIES, data, p);
		row_end(store->connection, TABLE_EVENT_PROPERTIES);
	}
	if (data->revenue == NULL)
		return;
	row_begin(store, TABLE_REVENUES, sent, event_id);
	row_integer(TABLE_REVENUES,
		    names_text(store->names, store->model->actions[sent->sending->action].name));
	row_text(TABLE_REVENUES, data->currency);
	row_text(TABLE_REVENUES, data->revenue);
	row_integer(TABLE_REVENUES, sent->numbers->page_id);
	row_optional(TABLE_REVENUES, sent->numbers->source_id);
	row_optional(TABLE_REVENUES, sent->numbers->action_id);
	row_end(store->connection, TABLE_REVENUES);
}

static void
store_row(struct store *store, const struct sent *sent, long long event_id)
{
	row_begin(store, TABLE_EVENTS, sent, event_id);
	row_integer(TABLE_EVENTS, sent->numbers->page_id);
	row_optional(TABLE_EVENTS, sent->numbers->source_id);
	row_optional(TABLE_EVENTS, sent->numbers->action_id);
	row_end(store->connection, TABLE_EVENTS);
	if (sent->sending->type == EVENT_CUSTOM &&
	    store->model->actions[sent->sending->action].has_data)
		store_data(store, sent, event_id);
}

static void
store_engagement(struct store *store, const struct sent *sent, long long event_id)
{
	row_begin(store, TABLE_ENGAGEMENTS, sent, event_id);
	row_integer(TABLE_ENGAGEMENTS, sent->numbers->page_id);
	row_integer(TABLE_ENGAGEMENTS, sent->sending->engaged_ms);
	row_integer(TABLE_ENGAGEMENTS, sent->sending->scroll_depth);
	row_end(store->connection, TABLE_ENGAGEMENTS);
}

static void
store_performance(struct store *store, const struct sent *sent, long long event_id)
{
	char digits[32];
	row_begin(store, TABLE_PERFORMANCES, sent, event_id);
	row_integer(TABLE_PERFORMANCES, sent->numbers->page_id);
	for (int v = 0; v < VITAL_COUNT; v++) {
		snprintf(digits, sizeof(digits), "%.6f", sent->sending->vitals[v]);
		row_text(TABLE_PERFORMANCES, sent->sending->vitals[v] < 0 ? NULL : digits);
	}
	row_end(store->connection, TABLE_PERFORMANCES);
}

/* One account says the same of itself each time, so the first word is the last. */
static void
store_identification(struct store *store, const struct sent *sent)
{
	const struct named_data *data = names_data(store->names, sent->person, sent->sending);
	for (int p = 0; p < data->count; p++) {
		row_integer(TABLE_VISITOR_PROPERTIES, store->website_id);
		row_integer(TABLE_VISITOR_PROPERTIES, sent->numbers->visitor_id);
		row_property(TABLE_VISITOR_PROPERTIES, data, p);
		row_time(TABLE_VISITOR_PROPERTIES, sent->sending->at);
		row_end(store->connection, TABLE_VISITOR_PROPERTIES);
	}
}

/* Makes the month's partitions when the first of it comes. */
static void
month_make(struct store *store, long long at)
{
	static int made = -1;
	char seconds[24];
	if (traffic_month(at) == made)
		return;
	made = traffic_month(at);
	snprintf(seconds, sizeof(seconds), "%lld", at / 1000);
	free(tables_ask(store->connection, "SELECT create_month(to_timestamp($1::bigint))",
			seconds));
}

void
store_sending(struct store *store, const struct person *person, const struct sending *sending,
	      const struct sending_numbers *numbers)
{
	const struct sent all = { person, sending, numbers }, *sent = &all;
	long long number = ++store->last_event_number;
	long long event_id =
		sending->at << EVENT_NUMBER_BITS | (number & ((1 << EVENT_NUMBER_BITS) - 1));
	int *books = store->books[sending->at / HOUR_MS - store->first_hour];
	month_make(store, sending->at);
	books[0]++;
	books[event_is_row(sending->type) ? 1 : 2]++;
	if (event_is_row(sending->type))
		store_row(store, sent, event_id);
	else if (sending->type == EVENT_ENGAGEMENT)
		store_engagement(store, sent, event_id);
	else if (sending->type == EVENT_PERFORMANCE)
		store_performance(store, sent, event_id);
	else if (sent->numbers->first_word)
		store_identification(store, sent);
}

/* Visits -------------------------------------------------------------------------------------- */

static void
store_visitor(struct store *store, struct guest *guest, const struct sending *first)
{
	bool identified = guest->person.account != 0;
	char distinct_id[64];
	uint64_t hash = random_next(&store->hashes) | 1;
	if (guest->stored || (!identified && guest->month != store->period))
		return;
	guest->stored = true;
	person_distinct_id(&guest->person, distinct_id, sizeof(distinct_id));
	if (identified)
		hash = visitor_hash_identified(store->identity_key, (uint32_t)store->website_id,
					       distinct_id);
	row_integer(TABLE_VISITORS, store->website_id);
	row_integer(TABLE_VISITORS, guest->visitor_id);
	row_integer(TABLE_VISITORS, (long long)hash);
	row_integer(TABLE_VISITORS,
		    names_combination(store->names, COMBINATION_CLIENT, &guest->person, first));
	row_integer(TABLE_VISITORS,
		    names_combination(store->names, COMBINATION_LOCATION, &guest->person, first));
	row_optional(TABLE_VISITORS, names_text(store->names, distinct_id));
	if (identified)
		row_text(TABLE_VISITORS, NULL);
	else
		row_time(TABLE_VISITORS, salt_period(SALT_MONTH, store->until));
	row_end(store->connection, TABLE_VISITORS);
}

static void
store_visit_row(struct store *store, const struct visit_sendings *sent, const struct visit *visit)
{
	const struct sending *first = &sent->sendings[0];
	row_integer(TABLE_VISITS, store->website_id);
	row_integer(TABLE_VISITS, store->last_visit_id);
	row_integer(TABLE_VISITS, sent->guest->visitor_id);
	row_integer(TABLE_VISITS, visit->source_id);
	row_time(TABLE_VISITS, visit->started_at);
	row_time(TABLE_VISITS, visit->ended_at);
	row_integer(TABLE_VISITS, visit->pageviews);
	row_integer(TABLE_VISITS, visit->events);
	row_integer(TABLE_VISITS, visit->entry_page_id);
	row_integer(TABLE_VISITS, visit->exit_page_id);
	row_integer(TABLE_VISITS, visit->engaged_ms);
	row_integer(TABLE_VISITS,
		    names_combination(store->names, COMBINATION_CLIENT, sent->person, first));
	row_integer(TABLE_VISITS,
		    names_combination(store->names, COMBINATION_LOCATION, sent->person, first));
	row_end(store->connection, TABLE_VISITS);
}

/* Adds a sending to the visit that it is part of. */
static void
visit_count(struct visit *visit, const struct sending *sending,
	    const struct sending_numbers *numbers)
{
	long long began_at = sending->at - sending->engaged_ms;
	if (!event_is_activity(sending->type))
		return;
	if (visit->started_at == 0 || began_at < visit->started_at)
		visit->started_at = began_at;
	if (sending->at > visit->ended_at)
		visit->ended_at = sending->at;
	visit->engaged_ms += sending->engaged_ms;
	if (!event_is_row(sending->type))
		return;
	if (visit->pageviews + visit->events == 0)
		visit->source_id = numbers->source_id;
	if (sending->type == EVENT_CUSTOM) {
		visit->events++;
		return;
	}
	if (visit->pageviews++ == 0)
		visit->entry_page_id = numbers->page_id;
	visit->exit_page_id = numbers->page_id;
}

/* What the rows of a sending refer to. */
static struct sending_numbers
numbers_of(struct store *store, const struct visit_sendings *sent, const struct sending *sending)
{
	const struct person *person = sent->person;
	struct sending_numbers numbers = { 0 };
	if (sent->guest != NULL) {
		numbers.visitor_id = sent->guest->visitor_id;
		numbers.visit_id = store->last_visit_id;
	}
	numbers.page_id = names_combination(store->names, COMBINATION_PAGE, person, sending);
	if (!event_is_row(sending->type))
		return numbers;
	numbers.source_id = names_combination(store->names, COMBINATION_SOURCE, person, sending);
	numbers.action_id = names_combination(store->names, COMBINATION_ACTION, person, sending);
	return numbers;
}

void
store_visit(struct store *store, const struct visit_sendings *sent,
	    struct sending_numbers numbers[SENDINGS_MAX])
{
	struct visit visit = { 0 };
	bool fresh = sent->guest != NULL && sent->guest->visitor_id == 0;
	if (fresh)
		sent->guest->visitor_id = ++store->last_visitor_id;
	if (sent->guest != NULL) {
		store->last_visit_id++;
		store_visitor(store, sent->guest, &sent->sendings[0]);
	}
	for (int i = 0; i < sent->count; i++) {
		numbers[i] = numbers_of(store, sent, &sent->sendings[i]);
		numbers[i].first_word = fresh && sent->sendings[i].type == EVENT_IDENTIFY;
		visit_count(&visit, &sent->sendings[i], &numbers[i]);
	}
	if (sent->guest != NULL)
		store_visit_row(store, sent, &visit);
}

/* Together ------------------------------------------------------------------------------------ */

static void
store_books(struct store *store)
{
	for (long long hour = 0; hour < store->hour_count; hour++)
		for (int outcome = 0; outcome < BOOKS; outcome++) {
			if (store->books[hour][outcome] == 0)
				continue;
			row_integer(TABLE_LEDGER, store->website_id);
			row_integer(TABLE_LEDGER, store->first_hour + hour);
			row_integer(TABLE_LEDGER, outcome);
			row_integer(TABLE_LEDGER, store->books[hour][outcome]);
			row_end(store->connection, TABLE_LEDGER);
		}
}

static void
store_numbers(struct store *store)
{
	char values[128];
	snprintf(values, sizeof(values), "{%d,%d,%d,%lld}", store->website_id,
		 store->last_visitor_id, store->last_visit_id, store->last_event_number);
	free(tables_ask(store->connection,
			"WITH given AS (SELECT $1::bigint[] AS n) "
			"UPDATE website_numbers SET last_visitor_id = n[2], last_visit_id = n[3], "
			"last_event_number = n[4] "
			"FROM given WHERE website_id = n[1] RETURNING website_id",
			values));
}

struct store *
store_open(const struct model *model, const char *website, long long since, long long until,
	   uint64_t seed)
{
	struct store *store = memory(1, sizeof(*store));
	size_t len;
	*store = (struct store){ .model = model,
				 .until = until,
				 .period = traffic_month(until),
				 .hashes = { seed + 1 },
				 .first_hour = since / HOUR_MS };
	store->hour_count = until / HOUR_MS - store->first_hour + 1;
	store->books = memory((uint64_t)store->hour_count, sizeof(*store->books));
	store->connection = tables_open();
	char *id = tables_ask(
		store->connection,
		"SELECT website_id FROM websites JOIN website_numbers USING (website_id) "
		"WHERE website_uuid = $1::uuid AND do_not_track = 'anonymous' AND "
		"last_event_number = 0 "
		"FOR UPDATE OF website_numbers",
		website);
	char *secret = tables_ask(
		store->connection,
		"SELECT encode(secret, 'hex') FROM secrets WHERE name = 'identity'", NULL);
	store->website_id = (int)strtol(id, NULL, 10);
	if (sodium_hex2bin(store->identity_key, SECRET_SIZE, secret, strlen(secret), NULL, &len,
			   NULL) != 0)
		abort();
	free(id);
	free(secret);
	store->names = names_new(store->connection, model, website, store->website_id);
	return store;
}

long long
store_event_count(void)
{
	return tables_rows(TABLE_EVENTS);
}

void
store_close(struct store *store)
{
	store_books(store);
	store_numbers(store);
	names_close(store->names);
	tables_close(store->connection);
	fprintf(stderr, "%lld events, %d visits, %d visitors\n", store_event_count(),
		store->last_visit_id, store->last_visitor_id);
}
