/*
 * One writer a counter: a relaxed load and store is enough, and no line of the cache is fought
 * over.
 * SPDX-License-Identifier: MIT
 */
#include "metrics.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "routes.h"

/* Statuses that we answer; 499 stands for a client that left. The last slot takes the rest. */
static const int statuses[] = { 200, 204, 304, 307, 400, 401, 403, 404,
				405, 409, 413, 429, 499, 500, 503 };

static const double buckets[] = { 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
				  0.1,    0.25,  0.5,    1,     2.5,  5,     10 };

enum {
	ROUTES_MAX = 256,
	EXTRA_ROUTES = 2, /* static files, unknown paths: the first two slots */
	STATUSES = sizeof(statuses) / sizeof(statuses[0]) + 1,
	BUCKETS = sizeof(buckets) / sizeof(buckets[0]) + 1,
	SETS_MAX = 512
};

typedef _Atomic long long counter;

struct route_metrics {
	counter by_status[STATUSES];
	counter by_bucket[BUCKETS]; /* not cumulative; the last one has no bound */
	counter microseconds;
};

struct metrics {
	counter gauges[METRICS_GAUGES];
	counter counters[METRICS_COUNTERS];
	struct route_metrics routes[ROUTES_MAX + EXTRA_ROUTES];
};

static struct metrics *sets[SETS_MAX];
static size_t set_count;

static void
add(counter *value, long long more)
{
	long long now = atomic_load_explicit(value, memory_order_relaxed);
	atomic_store_explicit(value, now + more, memory_order_relaxed);
}

static long long
get(counter *value)
{
	return atomic_load_explicit(value, memory_order_relaxed);
}

struct metrics *
metrics_new(void)
{
	struct metrics *metrics = set_count < SETS_MAX ? calloc(1, sizeof(*metrics)) : NULL;
	if (metrics != NULL)
		sets[set_count++] = metrics;
	return metrics;
}

void
metrics_free(struct metrics *metrics)
{
	for (size_t i = 0; i < set_count; i++)
		if (sets[i] == metrics)
			sets[i] = sets[--set_count];
	free(metrics);
}

static size_t
status_slot(int status)
{
	size_t slot = 0;
	while (slot < STATUSES - 1 && statuses[slot] != status)
		slot++;
	return slot;
}

static size_t
bucket_slot(long long microseconds)
{
	size_t slot = 0;
	while (slot < BUCKETS - 1 && (double)microseconds > buckets[slot] * 1e6)
		slot++;
	return slot;
}

void
metrics_request(struct metrics *metrics, int route, int status, long long microseconds)
{
	struct route_metrics *counters = &metrics->routes[route + EXTRA_ROUTES];
	add(&counters->by_status[status_slot(status)], 1);
	add(&counters->by_bucket[bucket_slot(microseconds)], 1);
	add(&counters->microseconds, microseconds);
}

void
metrics_set(struct metrics *metrics, enum metrics_gauge gauge, long long value)
{
	atomic_store_explicit(&metrics->gauges[gauge], value, memory_order_relaxed);
}

void
metrics_count(struct metrics *metrics, enum metrics_counter which)
{
	add(&metrics->counters[which], 1);
}

void
metrics_sample(struct metrics_text *text, const char *format, ...)
{
	size_t room = text->size - text->len;
	va_list args;
	va_start(args, format);
	int len = vsnprintf(text->bytes + text->len, room, format, args);
	va_end(args);
	if (len > 0 && (size_t)len + 1 < room) {
		text->len += (size_t)len;
		text->bytes[text->len++] = '\n';
	}
}

void
metrics_family(struct metrics_text *text, const char *name, const char *type, const char *help)
{
	metrics_sample(text, "# HELP %s %s", name, help);
	metrics_sample(text, "# TYPE %s %s", name, type);
}

/* The labels of a slot of the routes' counters. */
struct label {
	const char *method;
	const char *route;
};

static struct label
label_of(size_t slot)
{
	if (slot >= EXTRA_ROUTES)
		return (struct label){ routes[slot - EXTRA_ROUTES].method,
				       routes[slot - EXTRA_ROUTES].path };
	return (struct label){ "",
			       (int)slot - EXTRA_ROUTES == METRICS_STATIC ? "static" : "unknown" };
}

static void
write_requests(struct metrics_text *text)
{
	const char *name = "sillage_http_requests_total";
	metrics_family(text, name, "counter",
		       "Requests by route and status; 499: the client left.");
	for (size_t slot = 0; slot < route_count() + EXTRA_ROUTES; slot++) {
		struct label label = label_of(slot);
		for (size_t status = 0; status < STATUSES; status++) {
			long long sum = 0;
			for (size_t i = 0; i < set_count; i++)
				sum += get(&sets[i]->routes[slot].by_status[status]);
			if (sum > 0)
				metrics_sample(text,
					       "%s{method=\"%s\",route=\"%s\",status=\"%d\"} %lld",
					       name, label.method, label.route,
					       status < STATUSES - 1 ? statuses[status] : 0, sum);
		}
	}
}

/* Each set is read once, so that _count is the last bucket and never less. */
static void
write_durations_of(struct metrics_text *text, const char *name, size_t slot)
{
	long long by_bucket[BUCKETS] = { 0 }, microseconds = 0, sum = 0;
	for (size_t i = 0; i < set_count; i++) {
		struct route_metrics *counters = &sets[i]->routes[slot];
		microseconds += get(&counters->microseconds);
		for (size_t bucket = 0; bucket < BUCKETS; bucket++)
			by_bucket[bucket] += get(&counters->by_bucket[bucket]);
	}
	for (size_t bucket = 0; bucket < BUCKETS; bucket++)
		sum += by_bucket[bucket];
	if (sum == 0)
		return;
	struct label label = label_of(slot);
	long long below = 0;
	for (size_t bucket = 0; bucket < BUCKETS - 1; bucket++) {
		below += by_bucket[bucket];
		metrics_sample(text, "%s_bucket{method=\"%s\",route=\"%s\",le=\"%g\"} %lld", name,
			       label.method, label.route, buckets[bucket], below);
	}
	metrics_sample(text, "%s_bucket{method=\"%s\",route=\"%s\",le=\"+Inf\"} %lld", name,
		       label.method, label.route, sum);
	metrics_sample(text, "%s_sum{method=\"%s\",route=\"%s\"} %.6f", name, label.method,
		       label.route, (double)microseconds / 1e6);
	metrics_sample(text, "%s_count{method=\"%s\",route=\"%s\"} %lld", name, label.method,
		       label.route, sum);
}

static void
write_durations(struct metrics_text *text)
{
	const char *name = "sillage_http_request_duration_seconds";
	metrics_family(text, name, "histogram",
		       "From the whole request to the answer being handed to the connection.");
	for (size_t slot = 0; slot < route_count() + EXTRA_ROUTES; slot++)
		write_durations_of(text, name, slot);
}

static void
write_sum(struct metrics_text *text, const char *name, const char *type, const char *help,
	  size_t offset)
{
	long long sum = 0;
	for (size_t i = 0; i < set_count; i++)
		sum += get((counter *)((char *)sets[i] + offset));
	metrics_family(text, name, type, help);
	metrics_sample(text, "%s %lld", name, sum);
}

#define GAUGE(which)   offsetof(struct metrics, gauges[METRICS_##which])
#define COUNTER(which) offsetof(struct metrics, counters[METRICS_##which])

void
metrics_write(struct metrics_text *text)
{
	write_requests(text);
	write_durations(text);
	write_sum(text, "sillage_connections", "gauge", "Open connections.", GAUGE(CONNECTIONS));
	write_sum(text, "sillage_connections_accepted_total", "counter", "Connections accepted.",
		  COUNTER(ACCEPTED));
	write_sum(text, "sillage_connections_refused_total", "counter",
		  "Connections closed at once because their address had too many.",
		  COUNTER(CROWDED));
	write_sum(
		text, "sillage_connections_cut_total", "counter",
		"Connections cut because they were slow, idle, greedy or reset too many requests.",
		COUNTER(DOOMED));
	write_sum(text, "sillage_requests_outstanding", "gauge",
		  "Requests with a worker or the collector.", GAUGE(OUTSTANDING));
	write_sum(text, "sillage_requests_abandoned_total", "counter",
		  "Requests whose client left before the answer.", COUNTER(ABANDONED));
	write_sum(text, "sillage_requests_refused_total", "counter",
		  "Requests answered 503 because too many waited.", COUNTER(REFUSED));
}
