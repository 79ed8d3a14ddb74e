/*
 * Makes a website's traffic from a seed, the same every time: into the database that libpq's variables name, as rows that the
 * collector would have written, or onto standard output, as the requests that tags would have sent.
 *
 *   bench_generator [--print] [--events N] [--days D] [--seed S] [--pages P] [--until MS] WEBSITE SHARE_DIR
 *
 * WEBSITE is the UUID of a website without events whose DO_NOT_TRACK policy is "anonymous". The traffic ends at --until
 * (milliseconds since 1970; default: now).
 * SPDX-License-Identifier: MIT
 */
#include "clock.h"
#include "model.h"
#include "secret.h"
#include "sending.h"
#include "tables.h"
#include "traffic.h"
#include "visit.h"
#include "visitor.h"
#include "website_names.h"

#include <getopt.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { EVENT_NUMBER_BITS = 20, HOUR_MS = 3600000, BOOKS = 3, BAR = 30 };

static const long long DAY_MS = 86400000;

struct options {
	bool print;
	long long events, days, seed, until;
	int pages;
	const char *website, *share_dir;
};

/* A sending with the numbers that its rows need, waiting for its time. */
struct waiting {
	long long order; /* of those at the same time */
	struct sending sending;
	struct person person;
	int visitor_id, visit_id, page_id, source_id, action_id;
};

struct generator {
	const struct options *options;
	struct model *model;
	struct traffic *traffic;
	PGconn *connection;
	struct names *names;
	struct random hashes;
	int website_id;
	unsigned char identity_key[SECRET_SIZE];
	int last_visitor_id, last_visit_id;
	long long last_event_number, order;
	struct waiting **heap; /* the earliest first */
	int heap_count, heap_size;
	int (*books)[BOOKS]; /* received, stored, attached: of each hour since first_hour */
	long long first_hour, hour_count;
	int period; /* the month whose visitors can still come back */
};

/* What waits ---------------------------------------------------------------------------------- */

static bool
is_before(const struct waiting *one, const struct waiting *other)
{
	if (one->sending.at != other->sending.at)
		return one->sending.at < other->sending.at;
	return one->order < other->order;
}

static void
heap_push(struct generator *generator, struct waiting *waiting)
{
	if (generator->heap_count == generator->heap_size) {
		generator->heap_size = generator->heap_size * 2 + 1024;
		generator->heap = realloc(generator->heap, (size_t)generator->heap_size * sizeof(struct waiting *));
		if (generator->heap == NULL)
			abort();
	}
	int at = generator->heap_count++;
	for (; at > 0 && is_before(waiting, generator->heap[(at - 1) / 2]); at = (at - 1) / 2)
		generator->heap[at] = generator->heap[(at - 1) / 2];
	generator->heap[at] = waiting;
}

static struct waiting *
heap_pop(struct generator *generator)
{
	struct waiting *first = generator->heap[0], *last = generator->heap[--generator->heap_count];
	int at = 0;
	while (true) {
		int child = 2 * at + 1;
		if (child + 1 < generator->heap_count && is_before(generator->heap[child + 1], generator->heap[child]))
			child++;
		if (child >= generator->heap_count || !is_before(generator->heap[child], last))
			break;
		generator->heap[at] = generator->heap[child];
		at = child;
	}
	generator->heap[at] = last;
	return first;
}

/* Rows ---------------------------------------------------------------------------------------- */

/* The columns with which rows of events, engagements and performances begin. */
static void
row_begin(const struct generator *generator, enum table table, const struct waiting *waiting, long long event_id)
{
	row_integer(table, event_id);
	row_integer(table, generator->website_id);
	row_integer(table, waiting->visitor_id);
	row_integer(table, waiting->visit_id);
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
store_data(struct generator *generator, const struct waiting *waiting, long long event_id)
{
	const struct named_data *data = names_data(generator->names, &waiting->person, &waiting->sending);
	for (int p = 0; p < data->count; p++) {
		row_integer(TABLE_EVENT_PROPERTIES, event_id);
		row_integer(TABLE_EVENT_PROPERTIES, generator->website_id);
		row_property(TABLE_EVENT_PROPERTIES, data, p);
		row_end(generator->connection, TABLE_EVENT_PROPERTIES);
	}
	if (data->revenue == NULL)
		return;
	row_begin(generator, TABLE_REVENUES, waiting, event_id);
	row_integer(TABLE_REVENUES, names_text(generator->names, generator->model->actions[waiting->sending.action].name));
	row_text(TABLE_REVENUES, data->currency);
	row_text(TABLE_REVENUES, data->revenue);
	row_end(generator->connection, TABLE_REVENUES);
}

static void
store_row(struct generator *generator, const struct waiting *waiting, long long event_id)
{
	row_begin(generator, TABLE_EVENTS, waiting, event_id);
	row_integer(TABLE_EVENTS, waiting->page_id);
	row_optional(TABLE_EVENTS, waiting->source_id);
	row_optional(TABLE_EVENTS, waiting->action_id);
	row_end(generator->connection, TABLE_EVENTS);
	if (waiting->sending.type == EVENT_CUSTOM && generator->model->actions[waiting->sending.action].has_data)
		store_data(generator, waiting, event_id);
}

static void
store_engagement(struct generator *generator, const struct waiting *waiting, long long event_id)
{
	row_begin(generator, TABLE_ENGAGEMENTS, waiting, event_id);
	row_integer(TABLE_ENGAGEMENTS, waiting->page_id);
	row_integer(TABLE_ENGAGEMENTS, waiting->sending.engaged_ms);
	row_integer(TABLE_ENGAGEMENTS, waiting->sending.scroll_depth);
	row_end(generator->connection, TABLE_ENGAGEMENTS);
}

static void
store_performance(struct generator *generator, const struct waiting *waiting, long long event_id)
{
	char digits[32];
	row_begin(generator, TABLE_PERFORMANCES, waiting, event_id);
	row_integer(TABLE_PERFORMANCES, waiting->page_id);
	for (int v = 0; v < VITAL_COUNT; v++) {
		snprintf(digits, sizeof(digits), "%.6f", waiting->sending.vitals[v]);
		row_text(TABLE_PERFORMANCES, waiting->sending.vitals[v] < 0 ? NULL : digits);
	}
	row_end(generator->connection, TABLE_PERFORMANCES);
}

/* One account says the same of itself each time, so the first word is the last. */
static void
store_identification(struct generator *generator, const struct waiting *waiting)
{
	const struct named_data *data = names_data(generator->names, &waiting->person, &waiting->sending);
	for (int p = 0; p < data->count; p++) {
		row_integer(TABLE_VISITOR_PROPERTIES, generator->website_id);
		row_integer(TABLE_VISITOR_PROPERTIES, waiting->visitor_id);
		row_property(TABLE_VISITOR_PROPERTIES, data, p);
		row_time(TABLE_VISITOR_PROPERTIES, waiting->sending.at);
		row_end(generator->connection, TABLE_VISITOR_PROPERTIES);
	}
}

/* Makes the month's partitions when the first of it comes. */
static void
month_make(struct generator *generator, long long at)
{
	static int made = -1;
	char seconds[24];
	if (traffic_month(at) == made)
		return;
	made = traffic_month(at);
	snprintf(seconds, sizeof(seconds), "%lld", at / 1000);
	free(tables_ask(generator->connection, "SELECT create_month(to_timestamp($1::bigint))", seconds));
}

static void
sending_store(struct generator *generator, const struct waiting *waiting)
{
	const struct sending *sending = &waiting->sending;
	long long number = ++generator->last_event_number;
	long long event_id = sending->at << EVENT_NUMBER_BITS | (number & ((1 << EVENT_NUMBER_BITS) - 1));
	int *books = generator->books[sending->at / HOUR_MS - generator->first_hour];
	month_make(generator, sending->at);
	books[0]++;
	books[event_is_row(sending->type) ? 1 : 2]++;
	if (event_is_row(sending->type))
		store_row(generator, waiting, event_id);
	else if (sending->type == EVENT_ENGAGEMENT)
		store_engagement(generator, waiting, event_id);
	else if (sending->type == EVENT_PERFORMANCE)
		store_performance(generator, waiting, event_id);
	else if (waiting->order == 0)
		store_identification(generator, waiting);
}

/* Visits -------------------------------------------------------------------------------------- */

static void
store_visitor(struct generator *generator, struct guest *guest, const struct sending *first)
{
	bool identified = guest->person.account != 0;
	char distinct_id[64];
	uint64_t hash = random_next(&generator->hashes) | 1;
	if (guest->stored || (!identified && guest->month != generator->period))
		return;
	guest->stored = true;
	person_distinct_id(&guest->person, distinct_id, sizeof(distinct_id));
	if (identified)
		hash = visitor_hash_identified(generator->identity_key, (uint32_t)generator->website_id, distinct_id);
	row_integer(TABLE_VISITORS, generator->website_id);
	row_integer(TABLE_VISITORS, guest->visitor_id);
	row_integer(TABLE_VISITORS, (long long)hash);
	row_integer(TABLE_VISITORS, names_combination(generator->names, COMBINATION_CLIENT, &guest->person, first));
	row_integer(TABLE_VISITORS, names_combination(generator->names, COMBINATION_LOCATION, &guest->person, first));
	row_optional(TABLE_VISITORS, names_text(generator->names, distinct_id));
	if (identified)
		row_text(TABLE_VISITORS, NULL);
	else
		row_time(TABLE_VISITORS, salt_period(SALT_MONTH, generator->options->until));
	row_end(generator->connection, TABLE_VISITORS);
}

static void
store_visit(struct generator *generator, const struct visit_sendings *sent, const struct visit *visit)
{
	const struct sending *first = &sent->sendings[0];
	row_integer(TABLE_VISITS, generator->website_id);
	row_integer(TABLE_VISITS, generator->last_visit_id);
	row_integer(TABLE_VISITS, sent->guest->visitor_id);
	row_integer(TABLE_VISITS, visit->source_id);
	row_time(TABLE_VISITS, visit->started_at);
	row_time(TABLE_VISITS, visit->ended_at);
	row_integer(TABLE_VISITS, visit->pageviews);
	row_integer(TABLE_VISITS, visit->events);
	row_integer(TABLE_VISITS, visit->entry_page_id);
	row_integer(TABLE_VISITS, visit->exit_page_id);
	row_integer(TABLE_VISITS, visit->engaged_ms);
	row_integer(TABLE_VISITS, names_combination(generator->names, COMBINATION_CLIENT, sent->person, first));
	row_integer(TABLE_VISITS, names_combination(generator->names, COMBINATION_LOCATION, sent->person, first));
	row_end(generator->connection, TABLE_VISITS);
}

/* Adds a sending to the visit that it is part of. */
static void
visit_count(struct visit *visit, const struct waiting *waiting)
{
	const struct sending *sending = &waiting->sending;
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
		visit->source_id = waiting->source_id;
	if (sending->type == EVENT_CUSTOM) {
		visit->events++;
		return;
	}
	if (visit->pageviews++ == 0)
		visit->entry_page_id = waiting->page_id;
	visit->exit_page_id = waiting->page_id;
}

static struct waiting *
waiting_new(struct generator *generator, const struct visit_sendings *sent, int number)
{
	struct waiting *waiting = memory(1, sizeof(*waiting));
	waiting->sending = sent->sendings[number];
	waiting->person = *sent->person;
	waiting->order = ++generator->order;
	if (generator->options->print)
		return waiting;
	if (sent->guest != NULL) {
		waiting->visitor_id = sent->guest->visitor_id;
		waiting->visit_id = generator->last_visit_id;
	}
	waiting->page_id = names_combination(generator->names, COMBINATION_PAGE, sent->person, &waiting->sending);
	if (!event_is_row(waiting->sending.type))
		return waiting;
	waiting->source_id = names_combination(generator->names, COMBINATION_SOURCE, sent->person, &waiting->sending);
	waiting->action_id = names_combination(generator->names, COMBINATION_ACTION, sent->person, &waiting->sending);
	return waiting;
}

static void
visit_take(struct generator *generator, const struct visit_sendings *sent)
{
	struct visit visit = { 0 };
	bool store = !generator->options->print && sent->guest != NULL, fresh = false;
	if (store && sent->guest->visitor_id == 0) {
		sent->guest->visitor_id = ++generator->last_visitor_id;
		fresh = true;
	}
	if (store) {
		generator->last_visit_id++;
		store_visitor(generator, sent->guest, &sent->sendings[0]);
	}
	for (int i = 0; i < sent->count; i++) {
		struct waiting *waiting = waiting_new(generator, sent, i);
		if (waiting->sending.type == EVENT_IDENTIFY && fresh)
			waiting->order = 0;
		visit_count(&visit, waiting);
		heap_push(generator, waiting);
	}
	if (store)
		store_visit(generator, sent, &visit);
}

/* Together ------------------------------------------------------------------------------------ */

/* Sends on what is due by then. */
static void
drain(struct generator *generator, long long until)
{
	while (generator->heap_count > 0 && generator->heap[0]->sending.at < until) {
		struct waiting *waiting = heap_pop(generator);
		if (generator->options->print)
			sending_print(generator->model, generator->options->website, &waiting->person, &waiting->sending);
		else
			sending_store(generator, waiting);
		free(waiting);
	}
}

static void
progress(const struct generator *generator, long long started_at)
{
	static int shown = -1;
	int step = isatty(2) ? 1 : 10;
	double share = traffic_share(generator->traffic);
	double seconds = (double)(clock_monotonic_us() - started_at) / 1e6;
	char bar[BAR + 1];
	if ((int)(share * 100) / step == shown || generator->options->print)
		return;
	shown = (int)(share * 100) / step;
	for (int i = 0; i < BAR; i++)
		bar[i] = i < share * BAR ? '#' : '.';
	bar[BAR] = '\0';
	fprintf(stderr, "%sgenerating [%s] %3d %%  %lld events  %.0f s left%s", isatty(2) ? "\r" : "", bar, shown * step,
		tables_rows(TABLE_EVENTS), share > 0.01 ? seconds / share - seconds : 0, isatty(2) ? "  " : "\n");
}

static void
generate(struct generator *generator)
{
	static struct visit_sendings sent;
	long long started_at = clock_monotonic_us();
	while (traffic_next(generator->traffic, &sent)) {
		if (sent.count == 0)
			continue;
		/* a later visit of the same guest comes before others that begin before it: nothing is due then */
		drain(generator, traffic_now(generator->traffic));
		visit_take(generator, &sent);
		progress(generator, started_at);
	}
	drain(generator, generator->options->until);
}

static void
store_books(struct generator *generator)
{
	for (long long hour = 0; hour < generator->hour_count; hour++)
		for (int outcome = 0; outcome < BOOKS; outcome++) {
			if (generator->books[hour][outcome] == 0)
				continue;
			row_integer(TABLE_LEDGER, generator->website_id);
			row_integer(TABLE_LEDGER, generator->first_hour + hour);
			row_integer(TABLE_LEDGER, outcome);
			row_integer(TABLE_LEDGER, generator->books[hour][outcome]);
			row_end(generator->connection, TABLE_LEDGER);
		}
}

static void
store_numbers(struct generator *generator)
{
	char values[128];
	snprintf(values, sizeof(values), "{%d,%d,%d,%lld}", generator->website_id, generator->last_visitor_id,
		 generator->last_visit_id, generator->last_event_number);
	free(tables_ask(generator->connection,
			"WITH given AS (SELECT $1::bigint[] AS n) "
			"UPDATE website_numbers SET last_visitor_id = n[2], last_visit_id = n[3], last_event_number = n[4] "
			"FROM given WHERE website_id = n[1] RETURNING website_id",
			values));
}

static void
database_open(struct generator *generator)
{
	const struct options *options = generator->options;
	size_t len;
	generator->connection = tables_open();
	char *id = tables_ask(generator->connection,
			      "SELECT website_id FROM websites JOIN website_numbers USING (website_id) "
			      "WHERE website_uuid = $1::uuid AND do_not_track = 'anonymous' AND last_event_number = 0 "
			      "FOR UPDATE OF website_numbers",
			      options->website);
	char *secret = tables_ask(generator->connection, "SELECT encode(secret, 'hex') FROM secrets WHERE name = 'identity'", NULL);
	generator->website_id = (int)strtol(id, NULL, 10);
	if (sodium_hex2bin(generator->identity_key, SECRET_SIZE, secret, strlen(secret), NULL, &len, NULL) != 0)
		abort();
	free(id);
	free(secret);
	generator->names = names_new(generator->connection, generator->model, options->website, generator->website_id);
}

static void
database_close(struct generator *generator)
{
	store_books(generator);
	store_numbers(generator);
	names_close(generator->names);
	tables_close(generator->connection);
	fprintf(stderr, "%s%lld events, %d visits, %d visitors\n", isatty(2) ? "\n" : "", tables_rows(TABLE_EVENTS),
		generator->last_visit_id, generator->last_visitor_id);
}

static long long
number_of(const char *text)
{
	char *end;
	long long number = strtoll(text, &end, 10);
	if (*text == '\0' || *end != '\0' || number < 0) {
		fprintf(stderr, "not a number: %s\n", text);
		exit(1);
	}
	return number;
}

static void
options_read(struct options *options, int argc, char **argv)
{
	enum { PRINT = 1, EVENTS, DAYS, SEED, PAGES, UNTIL };
	static const struct option known[] = {
		{ "print", no_argument, NULL, PRINT },   { "events", required_argument, NULL, EVENTS },
		{ "days", required_argument, NULL, DAYS }, { "seed", required_argument, NULL, SEED },
		{ "pages", required_argument, NULL, PAGES }, { "until", required_argument, NULL, UNTIL },
		{ NULL, 0, NULL, 0 }
	};
	int option;
	*options = (struct options){ .events = 1000000, .days = 90, .seed = 1, .pages = 20000, .until = clock_ms() };
	while ((option = getopt_long(argc, argv, "", known, NULL)) != -1) {
		long long number = optarg == NULL ? 0 : number_of(optarg);
		options->print = options->print || option == PRINT;
		options->events = option == EVENTS ? number : options->events;
		options->days = option == DAYS ? number : options->days;
		options->seed = option == SEED ? number : options->seed;
		options->pages = option == PAGES ? (int)number : options->pages;
		options->until = option == UNTIL ? number : options->until;
		if (option == '?')
			exit(1);
	}
	if (argc - optind != 2 || options->days == 0) {
		fprintf(stderr, "usage: bench_generator [--print] [--events N] [--days D] [--seed S] [--pages P] [--until MS] WEBSITE SHARE_DIR\n");
		exit(1);
	}
	options->website = argv[optind];
	options->share_dir = argv[optind + 1];
}

int
main(int argc, char **argv)
{
	struct options options;
	options_read(&options, argc, argv);
	long long since = options.until - options.days * DAY_MS;
	struct generator generator = { .options = &options, .hashes = { (uint64_t)options.seed + 1 } };
	if (sodium_init() < 0 || !sending_load(options.share_dir))
		return 1;
	generator.model = model_new(options.pages);
	generator.traffic = traffic_new(generator.model, (uint64_t)options.seed, options.events, since, options.until);
	generator.period = traffic_month(options.until);
	generator.first_hour = since / HOUR_MS;
	generator.hour_count = options.until / HOUR_MS - generator.first_hour + 1;
	generator.books = memory((uint64_t)generator.hour_count, sizeof(*generator.books));
	if (!options.print)
		database_open(&generator);
	generate(&generator);
	if (!options.print)
		database_close(&generator);
	return 0;
}
