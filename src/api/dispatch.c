/*
 * Outcomes become HTTP's statuses here and nowhere else. Access is asked before the handler reads its inputs,
 * unlike Umami, which checks inputs first: somebody who may not see a website learns nothing from
 * the answer, not even what is valid.
 * SPDX-License-Identifier: MIT
 */
#include "dispatch.h"

#include "access.h"
#include "db.h"
#include "json.h"
#include "replica.h"
#include "reply.h"

#include <string.h>

enum {
	OK = 200,
	TEMPORARY_REDIRECT = 307,
	NO_CONTENT = 204,
	METHOD_NOT_ALLOWED = 405,
	NESTING_MAX = 8
};

struct failure {
	int status;
	const char *code;
	const char *message;
};

static const struct failure failures[] = {
	[INVALID] = { 400, "bad-request", "The request is not valid." },
	[UNAUTHORIZED] = { 401, "unauthorized",
			   "Sign in with an account that is permitted to do this." },
	[FORBIDDEN] = { 403, "forbidden", "This is not allowed." },
	[NOT_FOUND] = { 404, "not-found", "There is nothing here." },
	[CONFLICT] = { 409, "conflict", "This is in conflict with what exists." },
	[LIMITED] = { 429, "too-many-requests", "This was tried too often: try again later." },
	[TOO_LARGE] = { 400, "too-large", "The answer would be too large: ask for less." },
	[BUSY] = { 503, "unavailable", "The server is busy or its database is away: try again." },
	[FAILED] = { 500, "server-error", "Something went wrong on our side." },
};

bool
dispatch_is_api(const char *path)
{
	return strncmp(path, "/api/", 5) == 0 || strcmp(path, "/api") == 0;
}

/* Names with dots are nested: "payload.website" stands under properties.payload.properties.website.
 */
static bool
has_prefix(const struct problem *problem, const char *prefix, size_t len)
{
	return strncmp(problem->field, prefix, len) == 0;
}

static void
write_messages(struct json_writer *writer, const struct problem *problems, const char *field,
	       size_t len)
{
	bool open = false;
	for (const struct problem *p = problems; p != NULL; p = p->next) {
		if (strlen(p->field) != len || memcmp(p->field, field, len) != 0)
			continue;
		if (!open) {
			json_name(writer, "errors");
			json_array_begin(writer);
		}
		open = true;
		json_text(writer, p->message);
	}
	if (open)
		json_array_end(writer);
}

/* True when an earlier problem has the same name below the prefix, so that each name is written
 * once. */
static bool
is_repeated(const struct problem *problems, const struct problem *problem, size_t len)
{
	for (const struct problem *p = problems; p != problem; p = p->next)
		if (has_prefix(p, problem->field, len) &&
		    (p->field[len] == '.' || p->field[len] == '\0'))
			return true;
	return false;
}

/* Where the next part of a name ends; the rest is one part where it has an empty one or is too
 * deep. */
static size_t
part_end(const char *field, size_t below, int depth)
{
	size_t len = strcspn(field + below, ".");
	return len == 0 || depth == NESTING_MAX ? strlen(field) : below + len;
}

/* Writes "errors" and "properties" of everything whose name starts with the first `len` bytes of
 * `field`. */
static void
write_problems(struct json_writer *writer, struct request *req, const char *field, size_t len,
	       int depth)
{
	size_t below = len == 0 ? 0 : len + 1;
	bool open = false;
	write_messages(writer, req->problems, field, len);
	for (const struct problem *p = req->problems; p != NULL; p = p->next) {
		if (!has_prefix(p, field, len) || (len > 0 && p->field[len] != '.') ||
		    p->field[below] == '\0')
			continue;
		size_t end = part_end(p->field, below, depth);
		const char *name = arena_copy_bytes(req->arena, p->field + below, end - below);
		if (name == NULL || is_repeated(req->problems, p, end))
			continue;
		if (!open) {
			json_name(writer, "properties");
			json_object_begin(writer);
		}
		open = true;
		json_name(writer, name);
		json_object_begin(writer);
		write_problems(writer, req, p->field, end, depth + 1);
		json_object_end(writer);
	}
	if (open)
		json_object_end(writer);
}

/* What is said when the request's memory is used up, so that nothing more can be written into it.
 */
static void
reply_without_memory(struct request *req)
{
	static const char document[] = "{\"error\":{\"message\":\"The request needs too much "
				       "memory.\",\"code\":\"too-large\"}}";
	req->reply.body = document;
	req->reply.body_len = sizeof(document) - 1;
}

static void
write_error(struct json_writer *writer, struct request *req, const struct failure *failure)
{
	json_name(writer, "error");
	json_object_begin(writer);
	json_name(writer, "message");
	json_text(writer, failure->message);
	json_name(writer, "code");
	json_text(writer, failure->code);
	json_name(writer, "status");
	json_integer(writer, failure->status);
	if (req->error_reason != NULL) {
		json_name(writer, "reason");
		json_text(writer, req->error_reason);
	}
	json_name(writer, "requestId");
	json_text(writer, req->id);
	write_problems(writer, req, "", 0, 0);
	json_object_end(writer);
}

/* What an outcome means, in the request's own words where it has some. */
static struct failure
failure_of(const struct request *req, enum outcome outcome)
{
	struct failure failure = failures[outcome];
	if (req->error_code != NULL)
		failure.code = req->error_code;
	if (req->error_message != NULL)
		failure.message = req->error_message;
	return failure;
}

void
dispatch_write_error(struct json_writer *writer, struct request *req, enum outcome outcome)
{
	struct failure failure = failure_of(req, outcome);
	write_error(writer, req, &failure);
}

void
dispatch_error(struct exchange *exchange, int status, const char *code, const char *message)
{
	struct request *req = &exchange->request;
	struct failure failure = { status, code, message };
	exchange->status = status;
	req->reply = (struct reply){ .type = "application/json" };
	if (status == 503)
		reply_header(req, "retry-after", "1");
	if (status == 429)
		reply_header(req, "retry-after", arena_format(req->arena, "%d", req->retry_after));
	if (status == 401)
		reply_header(req, "www-authenticate", "Bearer");

	struct json_writer *writer = json_writer_new(req->arena);
	json_object_begin(writer);
	write_error(writer, req, &failure);
	json_object_end(writer);
	req->reply.body = json_written(writer, &req->reply.body_len);
	if (req->reply.body == NULL)
		reply_without_memory(req);
}

void
dispatch_finish(struct exchange *exchange, enum outcome outcome)
{
	struct request *req = &exchange->request;
	if (outcome == DONE && arena_exhausted(req->arena))
		outcome = TOO_LARGE;
	if (outcome == DONE || outcome == REDIRECTED) {
		exchange->status = outcome == DONE ? OK : TEMPORARY_REDIRECT;
		return;
	}
	struct failure failure = failure_of(req, outcome);
	dispatch_error(exchange, failure.status, failure.code, failure.message);
}

bool
dispatch_begin(struct exchange *exchange)
{
	struct request *req = &exchange->request;
	const char *allow;
	exchange->route = route_find(req, &allow);
	if (exchange->route != NULL)
		return true;
	if (allow != NULL && strcmp(req->method, "OPTIONS") == 0) {
		exchange->status = NO_CONTENT;
		reply_header(req, "allow", allow);
	} else if (allow != NULL) {
		dispatch_error(exchange, METHOD_NOT_ALLOWED, "method-not-allowed",
			       "This path does not know that method.");
		reply_header(req, "allow", allow);
	} else if (dispatch_is_api(req->path)) {
		dispatch_finish(exchange, NOT_FOUND);
	}
	return false;
}

static bool
is_read(const struct exchange *exchange)
{
	const char *method = exchange->request.method;
	return exchange->route->stage == ON_WORKER_READING || strcmp(method, "GET") == 0 ||
	       strcmp(method, "HEAD") == 0;
}

/* What a website's viewers read need not come from the primary. */
static bool
may_use_replica(const struct exchange *exchange)
{
	return exchange->route->access == VIEWER && is_read(exchange);
}

/*
 * One transaction, whatever becomes of it; or one in which access is checked, and another on the replica. *elsewhere says
 * whether it is to be tried once more on the primary.
 */
static enum outcome
run_once(struct exchange *exchange, bool use_replica, bool *elsewhere)
{
	struct request *req = &exchange->request;
	const struct route *route = exchange->route;
	*elsewhere = false;
	if (!db_begin(is_read(exchange) ? DB_READ : DB_WRITE))
		return BUSY;
	enum outcome outcome = route->access == ANYONE ? DONE : access_check(req, route->access);
	bool on_replica = outcome == DONE && use_replica && replica_begin();
	if (outcome == DONE)
		outcome = route->handler(req);
	if (outcome == DONE)
		outcome = db_commit();
	else
		db_rollback();
	if (on_replica) {
		*elsewhere = outcome == BUSY || outcome == FAILED;
		replica_end(*elsewhere);
	}
	return outcome;
}

/* Takes back what a try has found and answered; its memory is the arena's. */
static void
forget_try(struct request *req, struct part part)
{
	req->asker = (struct asker){ 0 };
	req->website = (struct asked_website){ 0 };
	req->problems = req->last_problem = NULL;
	req->error_code = req->error_message = NULL;
	req->reply = (struct reply){ 0 };
	req->part = part;
}

void
dispatch(struct exchange *exchange)
{
	struct part part = exchange->request.part;
	bool elsewhere;
	enum outcome outcome = run_once(exchange, may_use_replica(exchange), &elsewhere);
	if (elsewhere || (outcome == BUSY && db_conflicted())) {
		forget_try(&exchange->request, part);
		outcome = run_once(exchange, false, &elsewhere);
	}
	dispatch_finish(exchange, outcome);
}
