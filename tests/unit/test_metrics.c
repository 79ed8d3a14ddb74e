/*
 * Counters in, Prometheus' text out.
 * SPDX-License-Identifier: MIT
 */
#include "metrics.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "routes.h"
#include "unit.h"

enum { SIZE = 256 * 1024, ROUNDS = 20000 };

static char bytes[SIZE];

static const char *
written(size_t size)
{
	struct metrics_text text = { .bytes = bytes, .size = size };
	metrics_write(&text);
	bytes[text.len] = '\0';
	return bytes;
}

static bool
has_line(const char *text, const char *line)
{
	size_t len = strlen(line);
	for (const char *at = strstr(text, line); at != NULL; at = strstr(at + 1, line))
		if ((at == text || at[-1] == '\n') && at[len] == '\n')
			return true;
	return false;
}

static int
route_of(const char *method, const char *path)
{
	for (size_t i = 0; i < route_count(); i++)
		if (strcmp(routes[i].path, path) == 0 && strcmp(routes[i].method, method) == 0)
			return (int)i;
	return METRICS_UNKNOWN;
}

static void
adds_up_the_sets_of_all_loops(void)
{
	struct metrics *one = metrics_new(), *two = metrics_new();
	int route = route_of("POST", "/api/send");
	metrics_request(one, route, 200, 700);
	metrics_request(two, route, 200, 3000);
	metrics_request(two, route, 400, 100);
	metrics_request(two, METRICS_STATIC, 304, 10);
	metrics_request(two, METRICS_UNKNOWN, 418, 10);
	metrics_set(one, METRICS_CONNECTIONS, 3);
	metrics_set(two, METRICS_CONNECTIONS, 4);
	metrics_count(one, METRICS_DOOMED);
	metrics_count(two, METRICS_DOOMED);
	const char *text = written(SIZE);
	static const char *const lines[] = {
		"sillage_http_requests_total{method=\"POST\",route=\"/api/send\",status=\"200\"} 2",
		"sillage_http_requests_total{method=\"POST\",route=\"/api/send\",status=\"400\"} 1",
		"sillage_http_requests_total{method=\"\",route=\"static\",status=\"304\"} 1",
		"sillage_http_requests_total{method=\"\",route=\"unknown\",status=\"0\"} 1",
		"sillage_http_request_duration_seconds_count{method=\"POST\",route=\"/api/send\"} "
		"3",
		"sillage_http_request_duration_seconds_sum{method=\"POST\",route=\"/api/send\"} "
		"0.003800",
		"sillage_connections 7",
		"sillage_connections_cut_total 2",
	};
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		CU_ASSERT_TRUE(has_line(text, lines[i]));
	metrics_free(one);
	metrics_free(two);
	CU_ASSERT_TRUE(has_line(written(SIZE), "sillage_connections 0"));
}

static void
buckets_hold_everything_up_to_their_bound(void)
{
	static const struct {
		const char *bound;
		int count;
	} wanted[] = { { "0.0005", 1 }, { "0.001", 3 }, { "0.0025", 3 },
		       { "0.005", 4 },  { "10", 5 },    { "+Inf", 6 } };
	struct metrics *metrics = metrics_new();
	int route = route_of("GET", "/healthz");
	static const long long took[] = { 500, 501, 1000, 5000, 10000000, 10000001 };
	for (size_t i = 0; i < sizeof(took) / sizeof(took[0]); i++)
		metrics_request(metrics, route, 200, took[i]);
	const char *text = written(SIZE);
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		char line[160];
		snprintf(line, sizeof(line),
			 "sillage_http_request_duration_seconds_bucket{method=\"GET\","
			 "route=\"/healthz\",le=\"%s\"} %d",
			 wanted[i].bound, wanted[i].count);
		CU_ASSERT_TRUE(has_line(text, line));
	}
	metrics_free(metrics);
}

static void
leaves_out_whole_lines_that_do_not_fit(void)
{
	struct metrics *metrics = metrics_new();
	metrics_request(metrics, METRICS_STATIC, 200, 1);
	size_t whole = strlen(written(SIZE));
	for (size_t size = 2; size < whole; size += 7) {
		const char *text = written(size);
		CU_ASSERT_TRUE_FATAL(strlen(text) < size);
		CU_ASSERT_TRUE_FATAL(text[0] == '\0' || text[strlen(text) - 1] == '\n');
	}
	metrics_free(metrics);
}

static void *
count_requests(void *metrics)
{
	for (int i = 0; i < ROUNDS; i++)
		metrics_request(metrics, METRICS_STATIC, 200, 1);
	return NULL;
}

static void
a_reader_never_disturbs_those_who_count(void)
{
	struct metrics *sets[2] = { metrics_new(), metrics_new() };
	pthread_t threads[2];
	for (int i = 0; i < 2; i++)
		pthread_create(&threads[i], NULL, count_requests, sets[i]);
	for (int i = 0; i < 20; i++)
		CU_ASSERT_PTR_NOT_NULL(strstr(written(SIZE), "sillage_connections 0"));
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	CU_ASSERT_TRUE(has_line(
		written(SIZE),
		"sillage_http_requests_total{method=\"\",route=\"static\",status=\"200\"} 40000"));
	metrics_free(sets[0]);
	metrics_free(sets[1]);
}

static const struct unit_test tests[] = {
	TEST(adds_up_the_sets_of_all_loops),
	TEST(buckets_hold_everything_up_to_their_bound),
	TEST(leaves_out_whole_lines_that_do_not_fit),
	TEST(a_reader_never_disturbs_those_who_count),
};

UNIT_MAIN("metrics", tests)
