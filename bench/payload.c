/*
 * How long the parts of one collecting request take that need no socket and no database: the best of several rounds, in
 * nanoseconds. Prints one line each. Usage: bench_payload REGEXES_YAML BOTS_FILE SOURCES_FILE SPAM_FILE
 * SPDX-License-Identifier: MIT
 */
#include "payload.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "collect.h"
#include "forwarding.h"
#include "log.h"
#include "reply.h"
#include "token.h"

enum { ROUNDS = 15, TIMES = 20000, CEILING = 1 << 20, LOADED_ERROR = 600 };

static const char body[] =
	"{\"type\":\"event\",\"payload\":{\"website\":\"7f9b1e34-52a0-4c8d-9e61-0d3a2b4c5d6e\","
	"\"hostname\":\"example.org\",\"url\":\"/blog/211?ref=7\",\"referrer\":\"https://"
	"duckduckgo.com/\",\"title\":\"Page 62 of the blog\",\"screen\":\"1920x1080\","
	"\"language\":\"en-GB\"}}";

static const char user_agent[] =
	"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
	"Chrome/142.0.0.0 Safari/537.36";

static struct config config = { .client_ip_header = "" };
static struct collect_shared shared = { .config = &config };
static struct collect_context context = { .shared = &shared };

static struct request *
request_of(struct arena *arena)
{
	struct request *req = arena_alloc(arena, sizeof(*req));
	if (req == NULL)
		abort();
	req->arena = arena;
	req->body = body;
	req->body_len = sizeof(body) - 1;
	req->received_at = 1792065600000LL;
	req->peer = "10.0.0.1";
	req->headers.user_agent = user_agent;
	return req;
}

/* An arena as every request has one is part of all that follow. */
static bool
arena_alone(struct arena *arena)
{
	return request_of(arena) != NULL;
}

static bool
body_as_json(struct arena *arena)
{
	return request_body(request_of(arena)) != NULL;
}

static bool
headers_of_proxies(struct arena *arena)
{
	struct request *req = request_of(arena);
	forwarding_keep(req, "x-forwarded-for", 15, "81.2.69.142", 11, "");
	forwarding_keep(req, "cf-ipcountry", 12, "FR", 2, "");
	return req->forwarding != NULL;
}

static bool
whole_payload(struct arena *arena)
{
	struct request *req = request_of(arena);
	struct event *event = arena_alloc(arena, sizeof(*event));
	forwarding_keep(req, "x-forwarded-for", 15, "81.2.69.142", 11, "");
	forwarding_keep(req, "cf-ipcountry", 12, "FR", 2, "");
	const struct json *sent = request_body(req);
	if (sent == NULL)
		return false;
	payload_read(req, &context, sent, event);
	return event->result == EVENT_WAITING;
}

static bool
reply_document(struct arena *arena)
{
	struct request *req = request_of(arena);
	struct json_writer *writer = json_writer_new(arena);
	json_object_begin(writer);
	json_name(writer, "cache");
	json_text(writer, "eyJ3ZWJzaXRlIjoiN2Y5YjFlMzQtNTJhMC00YzhkLTllNjEtMGQzYTJiNGM1ZDZl");
	json_name(writer, "sessionId");
	json_text(writer, "7f9b1e34-52a0-8c8d-9e61-0d3a2b4c5d6e");
	json_name(writer, "visitId");
	json_text(writer, "9e61b1e3-52a0-8c8d-9e61-0d3a2b4c5d6e");
	json_object_end(writer);
	return reply_json(req, writer) == DONE;
}

static bool
signed_token(struct arena *arena)
{
	static const unsigned char key[TOKEN_KEY_SIZE];
	struct cache_token token = { .issued_at = 1 };
	char *text = arena_alloc(arena, TOKEN_SIGNED_TEXT_SIZE);
	token_sign(key, &token, sizeof(token), text);
	return text[0] != '\0';
}

static bool
logged_line(struct arena *arena)
{
	(void)arena;
	log_line(LOG_INFO, "request", "id=%s method=%s route=%s status=%d ms=%.3f bytes=%zu",
		 "5d2c0d5f-1-12ab", "POST", "/api/send", 200, 12.345, (size_t)211);
	return true;
}

static void
measure(const char *name, bool (*work)(struct arena *arena))
{
	long long best = -1;
	for (int round = 0; round < ROUNDS; round++) {
		long long started_at = clock_monotonic_us();
		for (int i = 0; i < TIMES; i++) {
			struct arena *arena = arena_new(CEILING);
			if (arena == NULL || !work(arena))
				abort();
			arena_free(arena);
		}
		long long took = clock_monotonic_us() - started_at;
		if (best < 0 || took < best)
			best = took;
	}
	printf("%-20s %6lld ns\n", name, best * 1000 / TIMES);
}

int
main(int argc, char **argv)
{
	char error[LOADED_ERROR] = "";
	if (argc != 5)
		return EXIT_FAILURE;
	shared.useragents = useragents_load(argv[1], argv[2], error, sizeof(error));
	if (shared.useragents != NULL)
		shared.sources = sources_load(argv[3], error, sizeof(error));
	if (shared.sources != NULL)
		shared.spam_referrers = spam_referrers_load(argv[4], error, sizeof(error));
	if (shared.spam_referrers == NULL ||
	    !address_list_parse("10.0.0.0/8", &shared.trusted_proxies, error, sizeof(error))) {
		fprintf(stderr, "%s\n", error);
		return EXIT_FAILURE;
	}
	context.useragents = useragent_cache_new(shared.useragents, 64);
	printf("%-20s %6zu bytes\n", "body", sizeof(body) - 1);
	measure("arena alone", arena_alone);
	measure("body as JSON", body_as_json);
	measure("proxies' headers", headers_of_proxies);
	measure("whole payload", whole_payload);
	measure("reply", reply_document);
	measure("signed token", signed_token);
	fflush(stdout);
	dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), STDERR_FILENO);
	log_start();
	measure("log line", logged_line);
	log_stop();
	return EXIT_SUCCESS;
}
