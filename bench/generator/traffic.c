/*
 * Hour by hour: as many visits as the hour is due, at random moments of it.
 * SPDX-License-Identifier: MIT
 */
#include "traffic.h"

#include "visit.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SECOND 1000LL
#define MINUTE (60 * SECOND)
#define HOUR   (60 * MINUTE)

static const double EVENTS_PER_VISIT = 3.47; /* of the model, measured */
static const double ONE_PAGE = 0.45;         /* visits that end with their first page */
static const double ONE_MORE = 0.724;        /* after the second page, for each */
static const double CUSTOM = 0.16;           /* events a page */
static const double MEASURED = 0.12;         /* pages whose speed is told */
static const double TELLS = 0.45;            /* visitors whose tracker tells engagement */
static const double LONG_READ = 0.004;       /* pages that are read for more than half an hour */
static const double STAYS_OPEN = 0.006; /* visits whose last page is looked at again much later */
static const double GOES_ON = 0.4;      /* those of them that lead to another page */
static const double ASKS = 0.02;        /* visits that are not to be tracked */
static const double RETURNS =
	0.235; /* visits that are tried to give to somebody who has been here */
static const double IDENTIFIED = 0.03; /* visitors who sign in */
static const double TESTED = 0.1;      /* visitors who take part in a test */

enum { PAGES_MAX = 40, GUESTS_MIN = 1000, ACCOUNTS_MAX = 500000 };

struct traffic {
	const struct model *model;
	struct random random;
	long long since, until;
	double visits_per_weight, share_done, weight_total, weight_done;
	long long hour; /* the one whose visits come now: its start */
	double *moments;
	int moment_count, moment_size, next_moment;
	struct guest *guests; /* who may come back: a ring */
	int guest_count, guest_size;
	struct guest *accounts;
	int account_count;
	long long person_count;
	long click_count;
	struct person stranger; /* who asks not to be tracked */
	/* a stay that goes on much later, as a visit of its own */
	struct guest *later_guest;
	long long later_at;
	int later_page;
};

/* Rates --------------------------------------------------------------------------------------- */

int
traffic_month(long long at)
{
	time_t seconds = (time_t)(at / SECOND);
	struct tm utc;
	gmtime_r(&seconds, &utc);
	return (utc.tm_year + 1900) * 12 + utc.tm_mon;
}

/* How busy an hour is: the clock, the week, a growth of half over the time, and days that are as they are. */
static double
hour_weight(const struct traffic *traffic, long long hour)
{
	time_t seconds = (time_t)(hour / SECOND);
	struct random day = { .state = (uint64_t)(hour / (24 * HOUR)) };
	double age =
		(double)(hour - traffic->since) / (double)(traffic->until - traffic->since + 1);
	struct tm utc;
	gmtime_r(&seconds, &utc);
	long long from = hour < traffic->since ? traffic->since : hour;
	long long to = hour + HOUR > traffic->until ? traffic->until : hour + HOUR;
	return traffic->model->hour_weight[utc.tm_hour] *
	       traffic->model->weekday_weight[utc.tm_wday] * (0.8 + 0.4 * age) *
	       (0.85 + 0.3 * random_unit(&day)) * (double)(to - from) / (double)HOUR;
}

static int
by_moment(const void *one, const void *other)
{
	double difference = *(const double *)one - *(const double *)other;
	return (difference > 0) - (difference < 0);
}

/* Draws the moments of the next hour's visits. */
static void
hour_begin(struct traffic *traffic)
{
	double weight = hour_weight(traffic, traffic->hour);
	int count = (int)(weight * traffic->visits_per_weight + random_unit(&traffic->random));
	long long from = traffic->hour < traffic->since ? traffic->since : traffic->hour;
	long long to =
		traffic->hour + HOUR > traffic->until ? traffic->until : traffic->hour + HOUR;
	if (count > traffic->moment_size) {
		free(traffic->moments);
		traffic->moment_size = count * 2;
		traffic->moments =
			memory((uint64_t)traffic->moment_size, sizeof(*traffic->moments));
	}
	for (int i = 0; i < count; i++)
		traffic->moments[i] =
			(double)from + random_unit(&traffic->random) * (double)(to - from);
	qsort(traffic->moments, (size_t)count, sizeof(*traffic->moments), by_moment);
	traffic->moment_count = count;
	traffic->next_moment = 0;
	traffic->weight_done += weight;
}

struct traffic *
traffic_new(const struct model *model, uint64_t seed, long long events, long long since,
	    long long until)
{
	struct traffic *traffic = memory(1, sizeof(*traffic));
	*traffic = (struct traffic){
		.model = model, .random = { seed }, .since = since, .until = until
	};
	for (long long hour = since - since % HOUR; hour < until; hour += HOUR)
		traffic->weight_total += hour_weight(traffic, hour);
	double visits = (double)events / EVENTS_PER_VISIT;
	traffic->visits_per_weight = visits / traffic->weight_total;
	traffic->guest_size = GUESTS_MIN + (int)(visits / 5);
	traffic->guests = memory((uint64_t)traffic->guest_size, sizeof(*traffic->guests));
	traffic->accounts = memory(ACCOUNTS_MAX, sizeof(*traffic->accounts));
	traffic->hour = since - since % HOUR;
	hour_begin(traffic);
	return traffic;
}

long long
traffic_now(const struct traffic *traffic)
{
	return traffic->next_moment == 0 ? traffic->hour
					 : (long long)traffic->moments[traffic->next_moment - 1];
}

double
traffic_share(const struct traffic *traffic)
{
	return traffic->weight_done / traffic->weight_total;
}

/* Who ----------------------------------------------------------------------------------------- */

static struct person
person_new(struct traffic *traffic, long long at)
{
	const struct model *model = traffic->model;
	struct random *random = &traffic->random;
	struct person person = { .number = ++traffic->person_count };
	person.agent = picker_pick(&model->agent, random);
	person.screen = random_below(random, random_chance(random, 0.6) ? 1 : SCREENS);
	person.country = picker_pick(&model->country[at / HOUR % HOURS], random);
	const struct country *country = &model->countries[person.country];
	double nearness = random_unit(random);
	person.place = country->first_place + (int)(nearness * nearness * country->place_count);
	person.language = random_chance(random, 0.75) ? 0 : 1 + random_below(random, LANGUAGES - 1);
	person.variant = random_chance(random, TESTED) ? 1 + random_below(random, 2) : 0;
	person.tells = random_chance(random, TELLS);
	return person;
}

/* Somebody who has been here and is free to come back; NULL: it did not turn out. */
static struct guest *
guest_again(struct traffic *traffic, long long at)
{
	struct guest *guest = NULL;
	if (traffic->account_count > 0 && random_chance(&traffic->random, 0.3))
		guest = &traffic->accounts[random_below(&traffic->random, traffic->account_count)];
	else if (traffic->guest_count > 0)
		guest = &traffic->guests[random_below(&traffic->random, traffic->guest_count)];
	return guest == NULL || guest->free_at > at ? NULL : guest;
}

/* Somebody new takes the place of whoever has it, but not of one who is still here. */
static struct guest *
guest_new(struct traffic *traffic, long long at)
{
	struct guest *guest;
	bool identified = traffic->account_count < ACCOUNTS_MAX &&
			  random_chance(&traffic->random, IDENTIFIED);
	if (identified) {
		guest = &traffic->accounts[traffic->account_count++];
	} else if (traffic->guest_count < traffic->guest_size) {
		guest = &traffic->guests[traffic->guest_count++];
	} else {
		do
			guest = &traffic->guests[random_below(&traffic->random,
							      traffic->guest_size)];
		while (guest->free_at > at);
	}
	*guest = (struct guest){ .person = person_new(traffic, at) };
	guest->person.account = identified ? traffic->account_count : 0;
	return guest;
}

/* The visitor who comes. Whom nobody identifies is a new visitor in a new month. */
static struct guest *
guest_find(struct traffic *traffic, long long at)
{
	struct guest *guest = NULL;
	if (random_chance(&traffic->random, RETURNS))
		guest = guest_again(traffic, at);
	if (guest == NULL)
		guest = guest_new(traffic, at);
	if (guest->person.account == 0 && guest->month != traffic_month(at)) {
		guest->visitor_id = 0;
		guest->stored = false;
	}
	return guest;
}

/* What ---------------------------------------------------------------------------------------- */

static struct sending *
add(struct visit_sendings *visit, enum event_type type, long long at, const struct sending *page)
{
	if (visit->count == SENDINGS_MAX)
		abort();
	struct sending *sending = &visit->sendings[visit->count++];
	*sending = *page;
	sending->type = type;
	sending->at = at;
	return sending;
}

static void
add_performance(struct traffic *traffic, struct visit_sendings *visit, const struct sending *page)
{
	struct random *random = &traffic->random;
	struct sending *sending =
		add(visit, EVENT_PERFORMANCE, page->at + 700 + random_below(random, 1500), page);
	double ttfb = 40 + (int)random_exponential(random, 300);
	double fcp = ttfb + 100 + (int)random_exponential(random, 700);
	sending->vitals[VITAL_TTFB] = ttfb;
	sending->vitals[VITAL_FCP] = fcp;
	sending->vitals[VITAL_LCP] = fcp + (int)random_exponential(random, 900) + 0.5;
	sending->vitals[VITAL_CLS] = random_below(random, 3000) / 10000.0;
	sending->vitals[VITAL_INP] =
		random_chance(random, 0.6) ? 16 + random_below(random, 400) : -1;
}

static void
add_events(struct traffic *traffic, struct visit_sendings *visit, const struct sending *page,
	   long long stay)
{
	struct random *random = &traffic->random;
	while (random_chance(random, CUSTOM / (1 + CUSTOM))) {
		long long at =
			page->at + 200 + (long long)(random_unit(random) * (double)(stay - 300));
		struct sending *sending = add(visit, EVENT_CUSTOM, at, page);
		sending->action = picker_pick(&traffic->model->action, random);
		double nearness = random_unit(random);
		sending->data = (int)(nearness * nearness *
				      traffic->model->actions[sending->action].data_count);
	}
}

static void
add_engagement(struct traffic *traffic, struct visit_sendings *visit, const struct sending *page,
	       long long at, long long engaged_ms)
{
	struct sending *sending = add(visit, EVENT_ENGAGEMENT, at, page);
	sending->engaged_ms = (int)engaged_ms;
	sending->scroll_depth = random_below(&traffic->random, 101);
}

/* One page with all that happens on it; how long the visitor stays. */
static long long
add_page(struct traffic *traffic, struct visit_sendings *visit, const struct sending *page)
{
	struct random *random = &traffic->random;
	const struct person *person = visit->person;
	long long stay = 2 * SECOND + (long long)random_exponential(random, 50 * SECOND);
	bool is_long = person->tells && random_chance(random, LONG_READ);
	if (stay > 25 * MINUTE)
		stay = 25 * MINUTE;
	if (is_long)
		stay = 31 * MINUTE + random_below(random, 40 * MINUTE);
	struct sending *view = add(visit, EVENT_PAGEVIEW, page->at, page);
	if (person->account != 0 && visit->count == 1)
		add(visit, EVENT_IDENTIFY, view->at + 50, page);
	if (!person->asks && random_chance(random, MEASURED))
		add_performance(traffic, visit, page);
	add_events(traffic, visit, page, stay < 25 * MINUTE ? stay : 25 * MINUTE);
	long long engaged =
		is_long ? stay - 5 * SECOND
			: (long long)((0.4 + 0.6 * random_unit(random)) * (double)(stay - 20));
	if (person->tells && engaged >= 3 * SECOND)
		add_engagement(traffic, visit, page, page->at + stay - 15, engaged);
	return stay;
}

static int
page_count(struct random *random)
{
	int count = 1;
	if (random_chance(random, ONE_PAGE))
		return count;
	for (count = 2; count < PAGES_MAX && random_chance(random, ONE_MORE);)
		count++;
	return count;
}

/* From the first page on; the answer is when the visitor leaves the last one. */
static long long
add_pages(struct traffic *traffic, struct visit_sendings *visit, struct sending *page, int count)
{
	while (true) {
		long long stay = add_page(traffic, visit, page);
		if (--count == 0)
			return page->at + stay;
		page->at += stay;
		page->from = page->page;
		page->source = SOURCE_DIRECT;
		page->click = 0;
		page->page = picker_pick(&traffic->model->next_page, &traffic->random);
	}
}

/* What comes after the end of the time is not there yet. */
static void
cut(const struct traffic *traffic, struct visit_sendings *visit)
{
	int kept = 0;
	for (int i = 0; i < visit->count; i++)
		if (visit->sendings[i].at < traffic->until)
			visit->sendings[kept++] = visit->sendings[i];
	visit->count = kept;
}

/* Together ------------------------------------------------------------------------------------ */

static void
visit_first(struct traffic *traffic, struct visit_sendings *visit, long long at)
{
	const struct model *model = traffic->model;
	struct random *random = &traffic->random;
	struct sending page = { .at = at,
				.from = -1,
				.page = picker_pick(&model->entry_page, random) };
	for (int v = 0; v < VITAL_COUNT; v++)
		page.vitals[v] = -1;
	page.source = picker_pick(&model->source, random);
	page.click = model->sources[page.source].is_ad ? ++traffic->click_count : 0;
	long long left_at = add_pages(traffic, visit, &page, page_count(random));
	if (visit->guest == NULL)
		return;
	visit->guest->free_at = left_at + VISIT_GAP_MS + 5 * SECOND;
	visit->guest->month = traffic_month(visit->sendings[visit->count - 1].at);
	if (!visit->person->tells || !random_chance(random, STAYS_OPEN))
		return;
	long long later_at =
		left_at + 35 * MINUTE + (long long)random_exponential(random, 60 * MINUTE);
	if (traffic_month(later_at + HOUR) != visit->guest->month)
		return; /* that would be somebody else */
	traffic->later_guest = visit->guest;
	traffic->later_page = page.page;
	traffic->later_at = later_at;
	visit->guest->free_at = later_at + 3 * HOUR;
}

/* A page that stayed open is looked at again, and may lead to another one. */
static void
visit_later(struct traffic *traffic, struct visit_sendings *visit)
{
	struct random *random = &traffic->random;
	struct sending page = { .at = traffic->later_at,
				.from = traffic->later_page,
				.page = traffic->later_page };
	for (int v = 0; v < VITAL_COUNT; v++)
		page.vitals[v] = -1;
	visit->guest = traffic->later_guest;
	visit->person = &visit->guest->person;
	traffic->later_guest = NULL;
	add_engagement(traffic, visit, &page, page.at, 3 * SECOND + random_below(random, MINUTE));
	if (random_chance(random, GOES_ON)) {
		page.at += 1 + random_below(random, 20 * MINUTE);
		page.page = picker_pick(&traffic->model->next_page, random);
		add_pages(traffic, visit, &page, 1);
	}
}

bool
traffic_next(struct traffic *traffic, struct visit_sendings *visit)
{
	visit->count = 0;
	if (traffic->later_guest != NULL) {
		visit_later(traffic, visit);
		cut(traffic, visit);
		return true;
	}
	while (traffic->next_moment == traffic->moment_count) {
		traffic->hour += HOUR;
		if (traffic->hour >= traffic->until)
			return false;
		hour_begin(traffic);
	}
	long long at = (long long)traffic->moments[traffic->next_moment++];
	visit->guest = NULL;
	if (random_chance(&traffic->random, ASKS)) {
		traffic->stranger = person_new(traffic, at);
		traffic->stranger.asks = true;
		traffic->stranger.tells = false;
		visit->person = &traffic->stranger;
	} else {
		visit->guest = guest_find(traffic, at);
		visit->person = &visit->guest->person;
	}
	visit_first(traffic, visit, at);
	cut(traffic, visit);
	return true;
}
