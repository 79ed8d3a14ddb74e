/*
 * Requests are copied when they arrive and replies are sent from the exchange's own memory, so that
 * no other thread ever looks at libh2o's. A guard in libh2o's request pool ties the two together:
 * it is disposed of when the answer is sent or the client is gone, whatever comes first.
 * SPDX-License-Identifier: MIT
 */
#include "http.h"

#include <string.h>

#include "client.h"
#include "client_limits.h"
#include "clock.h"
#include "collect.h"
#include "connection.h"
#include "dispatch.h"
#include "forwarding.h"
#include "framing.h"
#include "library_error.h"
#include "log.h"
#include "loop.h"
#include "target.h"
#include "text.h"

enum {
	MEMORY_MAX = 16 << 20,
	ANSWERED_MAX =
		16 << 10,     /* besides its body, what an exchange may keep while that is sent */
	LENT_MAX = 128 << 20, /* of a loop's exchanges together */
	REFUSALS_LOGGED_MAX = 100, /* a second and loop */
	CLIENT_LEFT = 499
};

struct guard {
	h2o_req_t *http;
	struct connection *connection;
	struct running running;
	h2o_generator_t parts; /* of an answer in parts */
	h2o_timeout_entry_t
		waiting; /* to ask for the next one, when the workers had no room for it */
	struct exchange
		*exchange; /* owned, unless it is lent; NULL: freed before its answer was sent */
};

struct header {
	const char *name;
	size_t len;
	size_t offset; /* in struct request_headers */
};

#define HEADER(text, member)                                                       \
	{                                                                          \
		(text), sizeof(text) - 1, offsetof(struct request_headers, member) \
	}

static const struct header kept_headers[] = {
	HEADER("authorization", authorization),
	HEADER("user-agent", user_agent),
	HEADER("accept-language", accept_language),
	HEADER("x-umami-cache", umami_cache),
	HEADER("referer", referer),
	HEADER("origin", origin),
	HEADER("dnt", dnt),
	HEADER("sec-gpc", gpc),
	HEADER("content-encoding", content_encoding),
	HEADER("accept", accept),
	HEADER("accept-encoding", accept_encoding),
	HEADER("if-none-match", if_none_match),
};

static const char *const known_methods[] = { "GET",   "HEAD",   "POST",   "PUT",
					     "PATCH", "DELETE", "OPTIONS" };

static const char *
reason_phrase(int status)
{
	switch (status) {
	case 200:
		return "OK";
	case 204:
		return "No Content";
	case 304:
		return "Not Modified";
	case 307:
		return "Temporary Redirect";
	case 400:
		return "Bad Request";
	case 401:
		return "Unauthorized";
	case 403:
		return "Forbidden";
	case 404:
		return "Not Found";
	case 405:
		return "Method Not Allowed";
	case 409:
		return "Conflict";
	case 413:
		return "Content Too Large";
	case 429:
		return "Too Many Requests";
	case 503:
		return "Service Unavailable";
	default:
		return status < 500 ? "Error" : "Internal Server Error";
	}
}

static struct loop *
loop_of_guard(const struct guard *guard)
{
	return guard->connection->loop;
}

/* ---- the end of a request: counting and logging ---- */

static const char *
method_name(const char *method)
{
	for (size_t i = 0; i < sizeof(known_methods) / sizeof(known_methods[0]); i++)
		if (strcmp(known_methods[i], method) == 0)
			return known_methods[i];
	return "other";
}

static const char *
protocol_name(int version)
{
	return version >= 0x200 ? "HTTP/2" : version == 0x101 ? "HTTP/1.1" : "HTTP/1.0";
}

static bool
is_logged(const char *setting, int status)
{
	if (strcmp(setting, "errors") == 0)
		return status >= 400 && status != CLIENT_LEFT;
	return strcmp(setting, "none") != 0;
}

/* What a tag sends goes well thousands of times a second: the metrics count it, a line each would
 * cost more than collecting it. */
static enum log_level
level_of(const struct route *route, int status)
{
	if (status >= 500)
		return LOG_WARNING;
	return route != NULL && route->stage == COLLECTED && status < 400 ? LOG_DEBUG : LOG_INFO;
}

/* A refusal costs its client next to nothing: past so many lines a second they are counted instead. */
static bool
may_log_refusal(struct loop *loop)
{
	long long second = loop_now(loop) / 1000;
	if (second != loop->refusals.second) {
		if (loop->refusals.unlogged > 0)
			log_line(LOG_WARNING, "requests_unlogged", "count=%lld",
				 loop->refusals.unlogged);
		loop->refusals.second = second;
		loop->refusals.logged = 0;
		loop->refusals.unlogged = 0;
	}
	bool may = loop->refusals.logged < REFUSALS_LOGGED_MAX;
	loop->refusals.logged += may;
	loop->refusals.unlogged += !may;
	return may;
}

static enum client_limit
limit_of(const struct route *route)
{
	return route->stage == COLLECTED ? LIMIT_EVENTS : LIMIT_LOGINS;
}

/* What came to nothing does not count against its client, nor does a login that succeeds. */
static void
settle_limit(const struct exchange *exchange, int status)
{
	if (exchange->tokens == 0)
		return;
	enum client_limit limit = limit_of(exchange->route);
	if (status == 503 || (limit == LIMIT_LOGINS && status == 200))
		client_limits_charge(limit, exchange->request.client_key, -exchange->tokens);
}

/* The route's pattern stands for the path, which may name people: no line holds what they sent. */
static void
conclude(const struct exchange *exchange, int status)
{
	struct loop *loop = exchange->home;
	const struct request *req = &exchange->request;
	const struct route *route = exchange->route;
	bool is_file = route == NULL && (status == 200 || status == 304);
	long long took = clock_monotonic_us() - exchange->begun_us;
	size_t bytes = strcmp(req->method, "HEAD") == 0 ? 0 : exchange->sent;
	settle_limit(exchange, status);
	metrics_request(loop->metrics,
			route != NULL ? (int)(route - routes)
			: is_file     ? METRICS_STATIC
				      : METRICS_UNKNOWN,
			status, took);
	if (!is_logged(loop->options->config->log_requests, status) ||
	    (status >= 400 && !may_log_refusal(loop)))
		return;
	log_line(level_of(route, status), "request",
		 "id=%s method=%s route=%s status=%d ms=%.3f bytes=%zu protocol=%s", req->id,
		 method_name(req->method),
		 route != NULL ? route->path
		 : is_file     ? "static"
			       : "unknown",
		 status, (double)took / 1000, bytes, protocol_name(exchange->version));
}

/* ---- an exchange's answer ---- */

static void
add_header(h2o_req_t *http, const char *name, const char *value)
{
	h2o_add_header_by_str(&http->pool, &http->res.headers, name, strlen(name), 1, NULL, value,
			      strlen(value));
}

/* Headers are sent when the exchange may be gone already. */
static const char *
copy_text(h2o_req_t *http, const char *text)
{
	return h2o_strdup(&http->pool, text, SIZE_MAX).base;
}

/* `*` does not cover Authorization, so it is named. When to try again is for the page's script to read too. */
static void
add_cors_headers(h2o_req_t *http, const struct loop *loop, bool preflight, int status)
{
	add_header(http, "access-control-allow-origin", "*");
	if (status == 429 || status == 503)
		add_header(http, "access-control-expose-headers", "retry-after");
	if (!preflight)
		return;
	add_header(http, "access-control-allow-headers", "*, Authorization");
	add_header(http, "access-control-allow-methods", "GET, HEAD, POST, PUT, DELETE");
	add_header(http, "access-control-max-age", loop->cors_max_age);
}

static void
add_headers(h2o_req_t *http, const struct loop *loop, const struct exchange *exchange)
{
	const struct request *req = &exchange->request;
	const struct reply *reply = &req->reply;
	if (reply->type != NULL && exchange->status != 304)
		add_header(http, "content-type", reply->type);
	bool caching_told = false;
	for (size_t i = 0; i < reply->header_count; i++) {
		add_header(http, reply->headers[i].name, copy_text(http, reply->headers[i].value));
		caching_told = caching_told || strcmp(reply->headers[i].name, "cache-control") == 0;
	}
	if (dispatch_is_api(req->path))
		add_cors_headers(http, loop, strcmp(req->method, "OPTIONS") == 0, exchange->status);
	if (!caching_told && (dispatch_is_api(req->path) || exchange->route != NULL))
		add_header(http, "cache-control", "no-cache");
	if (exchange->route != NULL || exchange->status >= 400) {
		add_header(http, "x-request-id", copy_text(http, req->id));
		add_header(http, "x-content-type-options", "nosniff");
	}
}

static void ask_for_part(struct guard *guard);

static void
exchange_free(struct exchange *exchange)
{
	arena_free(exchange->request.arena); /* which holds the exchange itself */
}

/*
 * The answer's body. It takes as long to be sent as the client likes, on every stream that the
 * client opened: an exchange that holds much more than its answer is freed at once.
 */
static h2o_iovec_t
take_body(struct guard *guard)
{
	struct exchange *exchange = guard->exchange;
	const struct reply *reply = &exchange->request.reply;
	h2o_iovec_t body = h2o_iovec_init(reply->body, reply->body_len);
	if (arena_used(exchange->request.arena) <= body.len + ANSWERED_MAX)
		return body;
	body = h2o_strdup(&guard->http->pool, body.base, body.len);
	guard->exchange = NULL;
	exchange_free(exchange);
	return body;
}

/* Sending may dispose of the request at once, and of the exchange with it: it comes last. */
static void
send_reply(struct guard *guard)
{
	static h2o_generator_t generator = { NULL, NULL };
	h2o_req_t *http = guard->http;
	struct exchange *exchange = guard->exchange;
	const struct reply *reply = &exchange->request.reply;
	bool bodiless = exchange->status == 204 || exchange->status == 304;
	bool empty =
		bodiless || reply->body_len == 0 || strcmp(exchange->request.method, "HEAD") == 0;

	exchange->sent = reply->body_len;
	conclude(exchange, exchange->status);
	http->res.status = exchange->status;
	http->res.reason = reason_phrase(exchange->status);
	if (!bodiless && !exchange->request.part.more)
		http->res.content_length = reply->body_len;
	add_headers(http, loop_of_guard(guard), exchange);
	h2o_iovec_t body = take_body(guard);
	h2o_start_response(http, &generator);
	h2o_send(http, &body, empty ? 0 : 1, H2O_SEND_STATE_FINAL);
}

/* ---- an answer in parts ---- */

/* The client sees from the missing end that something is missing. */
static void
break_off(struct guard *guard)
{
	guard->exchange->streaming = false;
	conclude(guard->exchange, guard->exchange->status);
	h2o_send(guard->http, NULL, 0, H2O_SEND_STATE_ERROR);
}

static void
send_part(struct guard *guard)
{
	struct exchange *exchange = guard->exchange;
	const struct reply *reply = &exchange->request.reply;
	bool more = exchange->request.part.more;
	if (exchange->status != 200) {
		break_off(guard);
		return;
	}
	if (more && reply->body_len == 0) {
		ask_for_part(guard);
		return;
	}
	h2o_iovec_t body = h2o_iovec_init(reply->body, reply->body_len);
	exchange->sent += reply->body_len;
	if (!more) {
		exchange->streaming = false;
		conclude(exchange, exchange->status);
	}
	h2o_send(guard->http, &body, reply->body_len > 0 ? 1 : 0,
		 more ? H2O_SEND_STATE_IN_PROGRESS : H2O_SEND_STATE_FINAL);
}

/* The client has room for more. */
static void
on_part_taken(h2o_generator_t *generator, h2o_req_t *http)
{
	struct guard *guard = H2O_STRUCT_FROM_MEMBER(struct guard, parts, generator);
	(void)http;
	connection_progress(guard->connection, &guard->running);
	ask_for_part(guard);
}

/* How long it will be is not known: libh2o marks the end. */
static void
begin_parts(struct guard *guard)
{
	h2o_req_t *http = guard->http;
	connection_pause(guard->connection);
	http->res.status = guard->exchange->status;
	http->res.reason = reason_phrase(guard->exchange->status);
	add_headers(http, loop_of_guard(guard), guard->exchange);
	guard->exchange->streaming = true;
	guard->parts.proceed = on_part_taken;
	h2o_start_response(http, &guard->parts);
	send_part(guard);
}

void
http_answer(struct exchange *exchange)
{
	struct guard *guard = exchange->owner;
	bool bodiless = strcmp(exchange->request.method, "HEAD") == 0;
	exchange->lent = false;
	if (guard == NULL) {
		conclude(exchange, CLIENT_LEFT);
		exchange_free(exchange);
	} else if (exchange->streaming) {
		send_part(guard);
	} else if (exchange->request.part.more && exchange->status == 200 && !bodiless) {
		begin_parts(guard);
	} else {
		connection_resume(guard->connection);
		send_reply(guard);
	}
}

/* Whether any of the answer left: a stream that is reset at once costs its client nothing. */
static bool
is_sent(const h2o_req_t *http)
{
	return http->version < 0x200 || http->res.content_length == SIZE_MAX ||
	       http->res.content_length == 0 || http->bytes_sent > 0 ||
	       h2o_memis(http->method.base, http->method.len, H2O_STRLIT("HEAD"));
}

/* The answer is sent, or the client is gone; a lent exchange is freed when it comes back. */
static void
on_guard_dispose(void *argument)
{
	struct guard *guard = argument;
	struct exchange *exchange = guard->exchange;
	bool lent = exchange != NULL && exchange->lent;
	connection_finish(guard->connection, &guard->running, lent || !is_sent(guard->http));
	h2o_timeout_unlink(&guard->waiting);
	if (lent) {
		metrics_count(loop_of_guard(guard)->metrics, METRICS_ABANDONED);
		exchange->owner = NULL;
		atomic_store_explicit(&exchange->gone, true, memory_order_relaxed);
	} else if (exchange != NULL) {
		if (exchange->streaming)
			conclude(exchange, CLIENT_LEFT);
		exchange_free(exchange);
	}
}

/* ---- a request becomes an exchange ---- */

static const char *
copy(struct arena *arena, h2o_iovec_t text)
{
	return arena_copy_bytes(arena, text.base, text.len);
}

static void
keep_header(struct request *req, const h2o_header_t *header)
{
	for (size_t i = 0; i < sizeof(kept_headers) / sizeof(kept_headers[0]); i++) {
		const struct header *kept = &kept_headers[i];
		if (!h2o_memis(header->name->base, header->name->len, kept->name, kept->len))
			continue;
		const char **member = (const char **)((char *)&req->headers + kept->offset);
		if (*member == NULL)
			*member = copy(req->arena, header->value);
		return;
	}
}

/* The loop's own prefix and a count: unique without a lock, and without printf(), which shows. */
static const char *
new_id(struct loop *loop, struct arena *arena)
{
	static const char digits[] = "0123456789abcdef";
	char reversed[sizeof(loop->request_count) * 2];
	size_t prefix = strlen(loop->id_prefix), len = 0;
	for (unsigned long long count = ++loop->request_count; count > 0; count >>= 4)
		reversed[len++] = digits[count & 15];
	char *id = arena_alloc(arena, prefix + len + 1);
	if (id == NULL)
		return "";
	memcpy(id, loop->id_prefix, prefix);
	while (len > 0)
		id[prefix++] = reversed[--len];
	return id;
}

/* False when the path is no text. */
static bool
fill_request(struct request *req, struct loop *loop, h2o_req_t *http)
{
	struct arena *arena = req->arena;
	h2o_iovec_t path = http->path_normalized;
	bool has_query = http->query_at != SIZE_MAX;
	size_t query_at = has_query ? http->query_at + 1 : http->path.len;
	bool is_text = text_is_storable(path.base, path.len);

	req->id = new_id(loop, arena);
	req->received_at = clock_ms();
	req->method = copy(arena, http->method);
	req->path = is_text ? copy(arena, path) : "/";
	req->query = arena_copy_bytes(arena, http->path.base + query_at, http->path.len - query_at);
	for (size_t i = 0; i < http->headers.size; i++)
		keep_header(req, &http->headers.entries[i]);
	return is_text;
}

/* What says who the client is, is copied for those who ask: addresses stay out of everything else. */
static void
fill_client(struct request *req, struct loop *loop, struct guard *guard)
{
	h2o_req_t *http = guard->http;
	req->host = copy(req->arena, http->authority);
	req->peer = arena_copy(req->arena, connection_peer(guard->connection));
	for (size_t i = 0; i < http->headers.size; i++) {
		const h2o_header_t *header = &http->headers.entries[i];
		forwarding_keep(req, header->name->base, header->name->len, header->value.base,
				header->value.len, loop->options->config->client_ip_header);
	}
}

static struct guard *
attach(struct connection *connection, h2o_req_t *http)
{
	struct arena *arena = arena_new_pooled(connection->loop->arenas, MEMORY_MAX);
	if (arena == NULL)
		return NULL;
	struct exchange *exchange = arena_alloc(arena, sizeof(*exchange));
	struct guard *guard = h2o_mem_alloc_shared(&http->pool, sizeof(*guard), on_guard_dispose);
	*guard = (struct guard){ .http = http, .connection = connection, .exchange = exchange };
	exchange->request.arena = arena;
	exchange->home = connection->loop;
	exchange->owner = guard;
	exchange->version = http->version;
	exchange->begun_us = clock_monotonic_us();
	connection_begin(connection, &guard->running, http);
	return guard;
}

/* ---- an exchange's way ---- */

/* What is out is bounded by number and by size: a body takes forty times its bytes once it is read. */
static bool
may_lend(const struct loop *loop, const struct exchange *exchange)
{
	return loop->outstanding < loop->options->config->outstanding_max &&
	       (loop->outstanding == 0 ||
		loop->outstanding_bytes + exchange->lent_bytes <= LENT_MAX);
}

/* Counts the exchange as out before it is lent, because it may come back at once. False: there is no room. */
static bool
try_to_lend(struct guard *guard, bool to_collector)
{
	struct exchange *exchange = guard->exchange;
	struct loop *loop = loop_of_guard(guard);
	const struct server_options *options = loop->options;
	bool taken = false;
	exchange->lent_bytes = arena_used(exchange->request.arena);
	if (!guard->connection->doomed && may_lend(loop, exchange)) {
		exchange->lent = true;
		loop->outstanding++;
		loop->outstanding_bytes += exchange->lent_bytes;
		taken = to_collector ? collector_submit(options->collector, exchange)
				     : workers_submit(options->workers, exchange);
	}
	if (taken) {
		if (!exchange->streaming) /* else it has been paused */
			connection_wait(guard->connection);
		metrics_set(loop->metrics, METRICS_OUTSTANDING, loop->outstanding);
		return true;
	}
	if (exchange->lent) {
		loop->outstanding--;
		loop->outstanding_bytes -= exchange->lent_bytes;
	}
	exchange->lent = false;
	return false;
}

static void
lend_to(struct guard *guard, bool to_collector)
{
	struct exchange *exchange = guard->exchange;
	if (try_to_lend(guard, to_collector))
		return;
	metrics_count(loop_of_guard(guard)->metrics, METRICS_REFUSED);
	dispatch_finish(exchange, to_collector ? collector_turn_away(&exchange->request) : BUSY);
	send_reply(guard);
}

/* Keeps what the request is before anything is asked for it, so that each part can be asked for with the same memory. */
static void
lend_for_parts(struct guard *guard)
{
	struct exchange *exchange = guard->exchange;
	struct request *asked = arena_alloc_bytes(exchange->request.arena, sizeof(*asked));
	if (asked == NULL || !arena_mark(exchange->request.arena, &exchange->mark)) {
		dispatch_finish(exchange, TOO_LARGE);
		send_reply(guard);
		return;
	}
	*asked = exchange->request;
	exchange->asked = asked;
	lend_to(guard, false);
}

static void
on_wait_over(h2o_timeout_entry_t *entry)
{
	ask_for_part(H2O_STRUCT_FROM_MEMBER(struct guard, waiting, entry));
}

/* What was sent is forgotten first. Between two parts nothing is held but the request: no worker, no transaction. */
static void
ask_for_part(struct guard *guard)
{
	struct exchange *exchange = guard->exchange;
	struct loop *loop = loop_of_guard(guard);
	struct part part = exchange->request.part;
	part.more = false;
	arena_reset(exchange->request.arena, &exchange->mark);
	exchange->request = *exchange->asked;
	exchange->request.part = part;
	if (guard->connection->doomed || try_to_lend(guard, false))
		return;
	guard->waiting.cb = on_wait_over;
	h2o_timeout_link(loop->events, &loop->part_timeout, &guard->waiting);
}

/* Whom the limits count: the peer, or the client that a trusted proxy names. */
static uint64_t
client_of(const struct guard *guard)
{
	const struct connection *connection = guard->connection;
	if (connection->client != 0)
		return connection->client;
	return client_limits_key(
		&client_find(collect_shared(), &guard->exchange->request)->address);
}

/* Lets a request pass that its client's limit allows; answers it when not. */
static bool
is_within_limit(struct guard *guard)
{
	struct exchange *exchange = guard->exchange;
	struct request *req = &exchange->request;
	req->client_key = client_of(guard);
	req->retry_after = client_limits_take(limit_of(exchange->route), req->client_key);
	if (req->retry_after == 0) {
		exchange->tokens = 1;
		return true;
	}
	dispatch_error(exchange, 429, "too-many-requests", "Too much comes from this address.");
	send_reply(guard);
	return false;
}

/* What a request turned out to hold counts too. */
static void
take_tokens(struct exchange *exchange, int tokens)
{
	if (tokens > exchange->tokens)
		client_limits_charge(limit_of(exchange->route), exchange->request.client_key,
				     tokens - exchange->tokens);
	exchange->tokens = tokens;
}

static void
run_on_loop(struct guard *guard)
{
	struct exchange *exchange = guard->exchange;
	struct request *req = &exchange->request;
	enum outcome outcome = exchange->route->handler(req);
	if (outcome == DONE && req->submission != NULL) {
		take_tokens(exchange, req->submission->count);
		lend_to(guard, true);
		return;
	}
	dispatch_finish(exchange, outcome);
	send_reply(guard);
}

static void
run(struct guard *guard)
{
	struct exchange *exchange = guard->exchange;
	struct request *req = &exchange->request;
	h2o_req_t *http = guard->http;
	req->body = copy(req->arena, http->entity);
	req->body_len = http->entity.len;
	switch (exchange->route->stage) {
	case ON_WORKER_WITH_PEER:
		fill_client(req, loop_of_guard(guard), guard);
		/* fallthrough */
	case ON_WORKER:
	case ON_WORKER_READING:
		lend_to(guard, false);
		return;
	case IN_PARTS:
		lend_for_parts(guard);
		return;
	case HASHES_PASSWORD:
		fill_client(req, loop_of_guard(guard), guard);
		if (is_within_limit(guard))
			lend_to(guard, false);
		return;
	case ON_LOOP_WITH_PEER:
		fill_client(req, loop_of_guard(guard), guard);
		run_on_loop(guard);
		return;
	case COLLECTED:
		fill_client(req, loop_of_guard(guard), guard);
		req->collect = loop_of_guard(guard)->collect;
		if (is_within_limit(guard))
			run_on_loop(guard);
		return;
	case ON_LOOP:
		run_on_loop(guard);
		return;
	}
}

static void
answer_with_file(struct guard *guard)
{
	struct exchange *exchange = guard->exchange;
	struct request *req = &exchange->request;
	exchange->status = static_files_answer(loop_of_guard(guard)->options->files, req);
	if (exchange->status == 405) {
		dispatch_error(exchange, 405, "method-not-allowed", "Files can only be read.");
		reply_header(req, "allow", "GET, HEAD");
	} else if (exchange->status == 0) {
		dispatch_finish(exchange, NOT_FOUND);
	}
	send_reply(guard);
}

static int
on_request(h2o_handler_t *handler, h2o_req_t *http)
{
	(void)handler;
	struct connection *connection = connection_of(http);
	struct loop *loop = connection->loop;
	if (connection->doomed) {
		/* Nobody hears the answers to what came before the cut, and libh2o goes through all of it in one turn. */
		h2o_send_error_503(http, "Service Unavailable", "the connection is cut",
				   H2O_SEND_ERROR_HTTP1_CLOSE_CONNECTION);
		return 0;
	}
	target_open(http);
	struct guard *guard = attach(connection, http);
	if (guard == NULL) {
		h2o_send_error_503(http, "Service Unavailable", "out of memory", 0);
		return 0;
	}
	struct exchange *exchange = guard->exchange;
	if (!fill_request(&exchange->request, loop, http)) {
		dispatch_error(exchange, 400, "bad-request", "The path is not UTF-8 text.");
		send_reply(guard);
	} else if (framing_is_ambiguous(connection->socket, http)) {
		http->http1_is_persistent = 0;
		dispatch_error(exchange, 400, "bad-request",
			       "The request tells the length of its body more than once.");
		send_reply(guard);
	} else if (http->entity.len > (size_t)loop->options->config->body_max) {
		dispatch_error(exchange, 413, "payload-too-large", "The body is too large.");
		send_reply(guard);
	} else if (dispatch_begin(exchange)) {
		run(guard);
	} else if (exchange->status == 0) {
		answer_with_file(guard);
	} else {
		send_reply(guard);
	}
	return 0;
}

void
http_register(h2o_hostconf_t *host)
{
	library_error_register(host);
	h2o_pathconf_t *path = h2o_config_register_path(host, "/", 0);
	h2o_handler_t *handler = h2o_create_handler(path, sizeof(*handler));
	handler->on_req = on_request;
}
