/*
 * What is answered without a handler, and what an outcome looks like to the client.
 * SPDX-License-Identifier: MIT
 */
#include "dispatch.h"

#include <string.h>

#include "json.h"
#include "unit.h"

static struct exchange
asked(const char *method, const char *path)
{
	return (struct exchange){ .request = { .arena = arena_new(1 << 20),
					       .id = "0a1b2c3d-0-1",
					       .method = method,
					       .path = path } };
}

static void
forget(struct exchange *exchange)
{
	arena_free(exchange->request.arena);
}

static const char *
header(const struct exchange *exchange, const char *name)
{
	const struct reply *reply = &exchange->request.reply;
	for (size_t i = 0; i < reply->header_count; i++)
		if (strcmp(reply->headers[i].name, name) == 0)
			return reply->headers[i].value;
	return NULL;
}

/* The member at a path of names, of the error document. */
static const struct json *
member(const struct exchange *exchange, const char *const *names)
{
	const struct reply *reply = &exchange->request.reply;
	const struct json *value =
		json_read(exchange->request.arena, reply->body, reply->body_len, NULL);
	for (; value != NULL && *names != NULL; names++)
		value = json_member(value, *names);
	return value;
}

#define MEMBER(exchange, ...) member((exchange), (const char *const[]){ __VA_ARGS__, NULL })

static const char *
text(const struct json *value)
{
	return value != NULL && value->kind == JSON_TEXT ? value->text : "";
}

static void
outcomes_become_statuses_and_codes(void)
{
	static const struct {
		enum outcome outcome;
		int status;
		const char *code;
	} cases[] = {
		{ INVALID, 400, "bad-request" }, { UNAUTHORIZED, 401, "unauthorized" },
		{ FORBIDDEN, 403, "forbidden" }, { NOT_FOUND, 404, "not-found" },
		{ CONFLICT, 409, "conflict" },   { TOO_LARGE, 400, "too-large" },
		{ BUSY, 503, "unavailable" },    { FAILED, 500, "server-error" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct exchange exchange = asked("GET", "/api/me");
		dispatch_finish(&exchange, cases[i].outcome);
		CU_ASSERT_EQUAL(exchange.status, cases[i].status);
		CU_ASSERT_STRING_EQUAL(text(MEMBER(&exchange, "error", "code")), cases[i].code);
		CU_ASSERT_EQUAL(MEMBER(&exchange, "error", "status")->number, cases[i].status);
		CU_ASSERT_STRING_EQUAL(text(MEMBER(&exchange, "error", "requestId")),
				       "0a1b2c3d-0-1");
		CU_ASSERT_TRUE(strlen(text(MEMBER(&exchange, "error", "message"))) > 0);
		CU_ASSERT_STRING_EQUAL(exchange.request.reply.type, "application/json");
		forget(&exchange);
	}
}

static void
a_busy_server_says_when_to_come_back(void)
{
	struct exchange exchange = asked("GET", "/api/me");
	dispatch_finish(&exchange, BUSY);
	CU_ASSERT_STRING_EQUAL(header(&exchange, "retry-after"), "1");
	forget(&exchange);
}

static void
an_unknown_asker_is_told_the_scheme(void)
{
	struct exchange exchange = asked("GET", "/api/me");
	dispatch_finish(&exchange, UNAUTHORIZED);
	CU_ASSERT_STRING_EQUAL(header(&exchange, "www-authenticate"), "Bearer");
	forget(&exchange);
}

static void
a_handler_may_name_code_and_message(void)
{
	struct exchange exchange = asked("POST", "/api/auth/login");
	exchange.request.error_code = "incorrect-username-password";
	exchange.request.error_message = "Not these.";
	dispatch_finish(&exchange, UNAUTHORIZED);
	CU_ASSERT_EQUAL(exchange.status, 401);
	CU_ASSERT_STRING_EQUAL(text(MEMBER(&exchange, "error", "code")),
			       "incorrect-username-password");
	CU_ASSERT_STRING_EQUAL(text(MEMBER(&exchange, "error", "message")), "Not these.");
	forget(&exchange);
}

static void
problems_stand_at_their_fields_as_deep_as_they_are(void)
{
	struct exchange exchange = asked("POST", "/api/send");
	struct request *req = &exchange.request;
	request_problem(req, "type", "Required.");
	request_problem(req, "payload.website", "Must be a UUID.");
	request_problem(req, "payload.name", "At most 50 characters.");
	request_problem(req, "", "Something about the whole.");
	request_problem(req, "payload.website", "And another thing.");
	request_problem(req, "payload", "Too big.");
	request_problem(req, "typeface", "Unknown.");
	dispatch_finish(&exchange, INVALID);
	const struct json *error = MEMBER(&exchange, "error");
	CU_ASSERT_STRING_EQUAL(text(json_member(error, "errors")->first),
			       "Something about the whole.");
	CU_ASSERT_EQUAL(json_member(error, "errors")->count, 1);
	const struct json *properties = json_member(error, "properties");
	CU_ASSERT_EQUAL(properties->count, 3);
	CU_ASSERT_STRING_EQUAL(text(json_member(json_member(properties, "type"), "errors")->first),
			       "Required.");
	CU_ASSERT_STRING_EQUAL(
		text(json_member(json_member(properties, "typeface"), "errors")->first),
		"Unknown.");
	const struct json *payload = json_member(properties, "payload");
	CU_ASSERT_STRING_EQUAL(text(json_member(payload, "errors")->first), "Too big.");
	const struct json *below = json_member(payload, "properties");
	CU_ASSERT_EQUAL(below->count, 2);
	const struct json *website = json_member(json_member(below, "website"), "errors");
	CU_ASSERT_EQUAL(website->count, 2);
	CU_ASSERT_STRING_EQUAL(text(website->first), "Must be a UUID.");
	CU_ASSERT_STRING_EQUAL(text(website->first->next), "And another thing.");
	forget(&exchange);
}

static void
a_name_of_dots_does_no_harm(void)
{
	static const char *const names[] = { ".",
					     "..",
					     "a.",
					     ".a",
					     "a..b",
					     "a.b.c.d.e.f",
					     "b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b.b" };
	struct exchange exchange = asked("POST", "/api/send");
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		request_problem(&exchange.request, names[i], "Wrong.");
	dispatch_finish(&exchange, INVALID);
	CU_ASSERT_EQUAL(exchange.status, 400);
	CU_ASSERT_PTR_NOT_NULL(MEMBER(&exchange, "error", "properties"));
	forget(&exchange);
}

static void
answers_even_without_memory(void)
{
	struct exchange exchange = asked("GET", "/api/me");
	while (arena_alloc(exchange.request.arena, 1000) != NULL)
		continue;
	dispatch_finish(&exchange, DONE);
	CU_ASSERT_EQUAL(exchange.status, 400);
	struct arena *full = exchange.request.arena;
	exchange.request.arena = arena_new(1 << 20);
	CU_ASSERT_STRING_EQUAL(text(MEMBER(&exchange, "error", "code")), "too-large");
	arena_free(full);
	forget(&exchange);
}

static void
keeps_the_reply_of_a_handler_that_is_done(void)
{
	struct exchange exchange = asked("GET", "/api/me");
	exchange.request.reply = (struct reply){ .type = "text/plain", .body = "x", .body_len = 1 };
	dispatch_finish(&exchange, DONE);
	CU_ASSERT_EQUAL(exchange.status, 200);
	CU_ASSERT_STRING_EQUAL(exchange.request.reply.body, "x");
	forget(&exchange);
}

static void
knows_what_needs_no_handler(void)
{
	static const struct {
		const char *method, *path;
		bool runs;
		int status;
		const char *allow;
	} cases[] = {
		{ "GET", "/api/me", true, 0, NULL },
		{ "HEAD", "/api/me", true, 0, NULL },
		{ "OPTIONS", "/api/me", false, 204, "GET, HEAD, OPTIONS" },
		{ "POST", "/api/me", false, 405, "GET, HEAD, OPTIONS" },
		{ "OPTIONS", "/api/nothing", false, 404, NULL },
		{ "GET", "/api", false, 404, NULL },
		{ "GET", "/api/nothing", false, 404, NULL },
		{ "GET", "/apiary", false, 0, NULL },
		{ "GET", "/", false, 0, NULL },
		{ "DELETE", "/healthz", false, 405, "GET, HEAD, OPTIONS" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct exchange exchange = asked(cases[i].method, cases[i].path);
		CU_ASSERT_EQUAL(dispatch_begin(&exchange), cases[i].runs);
		CU_ASSERT_EQUAL(exchange.status, cases[i].status);
		CU_ASSERT_EQUAL(exchange.route != NULL, cases[i].runs);
		const char *allow = header(&exchange, "allow");
		CU_ASSERT_TRUE(allow == cases[i].allow || strcmp(allow, cases[i].allow) == 0);
		forget(&exchange);
	}
}

static const struct unit_test tests[] = {
	TEST(outcomes_become_statuses_and_codes),
	TEST(a_busy_server_says_when_to_come_back),
	TEST(an_unknown_asker_is_told_the_scheme),
	TEST(a_handler_may_name_code_and_message),
	TEST(problems_stand_at_their_fields_as_deep_as_they_are),
	TEST(a_name_of_dots_does_no_harm),
	TEST(answers_even_without_memory),
	TEST(keeps_the_reply_of_a_handler_that_is_done),
	TEST(knows_what_needs_no_handler),
};

UNIT_MAIN("dispatch", tests)
