/*
 * Answered on the loop, so that a server with every worker busy still says how it is.
 * SPDX-License-Identifier: MIT
 */
#include "status.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "access.h"
#include "client.h"
#include "collect.h"
#include "handlers.h"
#include "metrics.h"
#include "reader.h"
#include "replica.h"
#include "reply.h"
#include "report_memory.h"

enum { METRICS_SIZE = 512 * 1024 };

static struct status_sources sources;
static double started_at; /* seconds since 1970 */

void
status_set_sources(const struct status_sources *given)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	started_at = (double)now.tv_sec + (double)now.tv_nsec / 1e9;
	sources = *given;
}

enum outcome
heartbeat(struct request *req)
{
	return reply_ok(req);
}

enum outcome
status_alive(struct request *req)
{
	return reply_ok(req);
}

/*
 * The migrations were applied before the first loop started, so the database is all that is asked. Without its replica the
 * server is as ready as with it.
 */
enum outcome
status_ready(struct request *req)
{
	struct replica_status replica = replica_status();
	if (workers_state(sources.workers).connected == 0)
		return BUSY;
	if (replica.state == REPLICA_NONE)
		return reply_ok(req);
	struct json_writer *writer = json_writer_new(req->arena);
	json_object_begin(writer);
	json_name(writer, "ok");
	json_bool(writer, true);
	json_name(writer, "replica");
	json_text(writer, replica_state_name(replica.state));
	json_object_end(writer);
	return reply_json(req, writer);
}

enum outcome
public_config(struct request *req)
{
	struct json_writer *writer = json_writer_new(req->arena);
	json_object_begin(writer);
	json_name(writer, "cloudMode");
	json_bool(writer, false);
	json_name(writer, "privateMode");
	json_bool(writer, false);
	json_name(writer, "sessionDeletionEnabled");
	json_bool(writer, false);
	json_name(writer, "telemetryDisabled");
	json_bool(writer, true);
	json_name(writer, "updatesDisabled");
	json_bool(writer, true);
	if (sources.config->tracker_script_name[0] != '\0') {
		json_name(writer, "trackerScriptName");
		json_text(writer, sources.config->tracker_script_name);
	}
	json_object_end(writer);
	return reply_json(req, writer);
}

static void
sample(struct metrics_text *text, const char *name, const char *type, const char *help,
       double value)
{
	metrics_family(text, name, type, help);
	metrics_sample(text, "%s %.15g", name, value);
}

static void
write_workers(struct metrics_text *text)
{
	struct workers_state state = workers_state(sources.workers);
	sample(text, "sillage_database_up", "gauge", "1 when a worker has a live connection.",
	       state.connected > 0);
	sample(text, "sillage_workers", "gauge", "Worker threads.", state.threads);
	sample(text, "sillage_workers_connected", "gauge", "Workers with a live connection.",
	       state.connected);
	sample(text, "sillage_workers_busy", "gauge", "Workers with a request.", state.busy);
	sample(text, "sillage_workers_queued", "gauge", "Requests that wait for a worker.",
	       state.queued);
	sample(text, "sillage_workers_refused_total", "counter",
	       "Requests turned away because the queue was full.", (double)state.refused);
}

static void
write_replica(struct metrics_text *text)
{
	static const char *const uses[] = { [REPLICA_USED] = "replica",
					    [REPLICA_WAS_LATE] = "late",
					    [REPLICA_WAS_AWAY] = "away",
					    [REPLICA_FAILED] = "failed" };
	struct replica_status replica = replica_status();
	if (replica.state == REPLICA_NONE)
		return;
	sample(text, "sillage_replica_ready", "gauge", "1 when reports read the replica.",
	       replica.state == REPLICA_READY);
	sample(text, "sillage_replica_lag_bytes", "gauge",
	       "What the replica lacked of the primary's log.", (double)replica.lag_bytes);
	sample(text, "sillage_replica_lag_seconds", "gauge",
	       "How old the replica's last transaction was when it lacked any.",
	       replica.lag_seconds);
	metrics_family(text, "sillage_replica_requests_total", "counter",
		       "What viewers read, by who answered: the replica, or the primary because "
		       "the replica was late, was away or failed.");
	for (int use = 0; use < REPLICA_USES; use++)
		metrics_sample(text, "sillage_replica_requests_total{answered=\"%s\"} %lld",
			       uses[use], replica.uses[use]);
}

static void
write_collector(struct metrics_text *text)
{
	struct collector_state state = collector_state(sources.collector);
	sample(text, "sillage_collector_connected", "gauge",
	       "1 when the collector has a live connection.", state.connected);
	sample(text, "sillage_collector_queued_events", "gauge", "Events that wait for a commit.",
	       state.queued);
	sample(text, "sillage_collector_batches_total", "counter", "Transactions.",
	       (double)state.batches);
	metrics_family(
		text, "sillage_events_total", "counter",
		"Events by what became of them: stored, attached, or why they were refused.");
	for (int result = EVENT_STORED; result < EVENT_RESULT_COUNT; result++) {
		if (result == EVENT_DELETED) /* not by the collector */
			continue;
		metrics_sample(text, "sillage_events_total{outcome=\"%s\"} %lld",
			       event_result_name((enum event_result)result), state.events[result]);
	}
	sample(text, "sillage_collector_full_total", "counter",
	       "Requests turned away because the queue was full.", (double)state.refused_full);
	sample(text, "sillage_collector_commit_seconds_total", "counter",
	       "Time spent in transactions.", state.seconds_committing);
}

static void
write_reports(struct metrics_text *text)
{
	static const char name[] = "sillage_reports_memory_bytes";
	struct report_memory taken = report_memory_taken();
	metrics_family(
		text, name, "gauge",
		"What reports have read from the database or counted, and keep for the next ones.");
	metrics_sample(text, "%s{of=\"columns\"} %zu", name, taken.columns);
	metrics_sample(text, "%s{of=\"digests\"} %zu", name, taken.digests);
	metrics_sample(text, "%s{of=\"parts\"} %zu", name, taken.parts);
	metrics_sample(text, "%s{of=\"websites\"} %zu", name, taken.websites);
}

static double
resident_bytes(void)
{
	char text[128] = "";
	long pages = 0;
	int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return 0;
	if (read(file, text, sizeof(text) - 1) < 0 || sscanf(text, "%*d %ld", &pages) != 1)
		pages = 0;
	close(file);
	return (double)pages * (double)sysconf(_SC_PAGESIZE);
}

static double
cpu_seconds(void)
{
	struct rusage usage;
	getrusage(RUSAGE_SELF, &usage);
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
	       (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void
write_process(struct metrics_text *text)
{
	metrics_family(text, "sillage_build_info", "gauge", "The version that runs.");
	metrics_sample(text, "sillage_build_info{version=\"%s\"} 1", SILLAGE_VERSION);
	sample(text, "process_resident_memory_bytes", "gauge", "Resident memory.",
	       resident_bytes());
	sample(text, "process_cpu_seconds_total", "counter", "CPU time, user and system.",
	       cpu_seconds());
	sample(text, "process_start_time_seconds", "gauge", "When the server was ready to start.",
	       started_at);
}

/*
 * Who may read the metrics: whoever sends the token; where none is set, this machine itself. What has come through a proxy on
 * it does not count as that.
 */
static bool
metrics_permitted(struct request *req)
{
	const char *expected = sources.config->metrics_token, *token = access_token(req);
	size_t len = strlen(expected);
	if (len > 0)
		return token != NULL && strlen(token) == len &&
		       sodium_memcmp(token, expected, len) == 0;
	return req->forwarding == NULL &&
	       address_is_loopback(&client_find(collect_shared(), req)->address);
}

enum outcome
status_metrics(struct request *req)
{
	if (!metrics_permitted(req)) {
		req->error_message = "METRICS_TOKEN says who may read the metrics.";
		return UNAUTHORIZED;
	}
	struct metrics_text text = { .bytes = arena_alloc(req->arena, METRICS_SIZE),
				     .size = METRICS_SIZE };
	if (text.bytes == NULL)
		return TOO_LARGE;
	metrics_write(&text);
	write_workers(&text);
	write_replica(&text);
	write_collector(&text);
	write_reports(&text);
	write_process(&text);
	req->reply.type = "text/plain; version=0.0.4; charset=utf-8";
	req->reply.body = text.bytes;
	req->reply.body_len = text.len;
	return DONE;
}
