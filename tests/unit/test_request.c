/*
 * Requests: query strings in every spelling, path values, the body that is read once, problems in
 * order.
 * SPDX-License-Identifier: MIT
 */
#include "request.h"

#include "asked.h"
#include "unit.h"

#include <stdio.h>
#include <string.h>

static void
decodes_the_query_string(void)
{
	static const struct {
		const char *query, *name, *value; /* value NULL: absent */
	} cases[] = {
		{ "a=1&b=2", "b", "2" },
		{ "a=1&a=2", "a", "1" },
		{ "a", "a", "" },
		{ "a=", "a", "" },
		{ "=x", "", "x" },
		{ "&&a=1&", "a", "1" },
		{ "a=b=c", "a", "b=c" },
		{ "a=x+y%20z%2B", "a", "x y z+" },
		{ "a%62c=1", "abc", "1" },
		{ "a=%C3%a9", "a", "\xC3\xA9" },
		{ "a=\xC3\xA9", "a", "\xC3\xA9" },
		{ "a=100%", "a", "100%" },
		{ "a=%4", "a", "%4" },
		{ "a=%zz%41", "a", "%zzA" },
		{ "a=%26%3D", "a", "&=" },
		{ "a=%00", "a", NULL },
		{ "a=%FF", "a", NULL },
		{ "a=%C0%80", "a", NULL },
		{ "a=%ED%A0%80", "a", NULL },
		{ "%FF=1&a=2", "a", "2" },
		{ "A=1", "a", NULL },
		{ "", "a", NULL },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct request *req = asked(cases[i].query, NULL);
		const char *value = request_query_value(req, cases[i].name);
		bool right = cases[i].value == NULL
				     ? value == NULL
				     : value != NULL && strcmp(value, cases[i].value) == 0;
		if (!right)
			printf("\n    %s: %s\n", cases[i].query, value == NULL ? "NULL" : value);
		CU_ASSERT_TRUE(right);
		CU_ASSERT_PTR_NULL(req->problems);
		asked_free(req);
	}
}

/* What is not UTF-8 has its place and no value. */
static void
keeps_the_query_string_in_order(void)
{
	struct request *req = asked("z=1&a=%41&bad=%FF&z=2", NULL);
	const char *seen = "";
	for (const struct query_parameter *it = request_query(req); it != NULL; it = it->next)
		seen = arena_format(req->arena, "%s%s=%s;", seen, it->name,
				    it->value == NULL ? "?" : it->value);
	CU_ASSERT_STRING_EQUAL(seen, "z=1;a=A;bad=?;z=2;");
	asked_free(req);
}

static void
refuses_an_endless_query_string(void)
{
	char query[2 * (QUERY_PARAMETERS_MAX + 1) + 1];
	for (int count = QUERY_PARAMETERS_MAX; count <= QUERY_PARAMETERS_MAX + 1; count++) {
		memset(query, 0, sizeof(query));
		for (int i = 0; i < count; i++)
			memcpy(query + 2 * i, "a&", 2);
		struct request *req = asked(query, NULL);
		bool few = count == QUERY_PARAMETERS_MAX;
		CU_ASSERT_EQUAL(request_query(req) != NULL, few);
		CU_ASSERT_EQUAL(req->problems == NULL, few);
		CU_ASSERT_EQUAL(request_query(req) != NULL,
				few); /* the second time notes nothing more */
		CU_ASSERT(req->problems == NULL || req->problems->next == NULL);
		asked_free(req);
	}
}

static void
reads_the_body_once(void)
{
	struct request *req = asked(NULL, "{\"a\":1}");
	const struct json *body = request_body(req);
	CU_ASSERT_PTR_NOT_NULL_FATAL(body);
	CU_ASSERT_EQUAL(json_member(body, "a")->number, 1.0);
	size_t used = arena_used(req->arena);
	CU_ASSERT_PTR_EQUAL(request_body(req), body);
	CU_ASSERT_EQUAL(arena_used(req->arena), used);
	asked_free(req);
}

static void
notes_what_is_wrong_with_the_body_once(void)
{
	struct request *req = asked(NULL, "{\"a\":");
	CU_ASSERT_PTR_NULL(request_body(req));
	CU_ASSERT_PTR_NULL(request_body(req));
	CU_ASSERT_STRING_EQUAL(asked_problems(req), ": Malformed JSON at byte 5: premature EOF.");
	asked_free(req);
	req = asked(NULL, NULL);
	CU_ASSERT_PTR_NULL(request_body(req));
	CU_ASSERT_STRING_EQUAL(asked_problems(req), ": The body is empty; it must be JSON.");
	asked_free(req);
	req = asked(NULL, "null");
	CU_ASSERT_PTR_NOT_NULL(request_body(req));
	CU_ASSERT_PTR_NULL(req->problems);
	asked_free(req);
}

static void
leaves_out_one_byte_order_mark(void)
{
	static const struct {
		const char *body;
		bool is_read;
	} cases[] = { { "\xEF\xBB\xBF{\"a\":1}", true },
		      { "\xEF\xBB\xBF 1", true },
		      { "\xEF\xBB\xBF", false },
		      { "\xEF\xBB\xBF\xEF\xBB\xBF{}", false },
		      { "\xEF\xBB", false },
		      { "{}\xEF\xBB\xBF", false },
		      { "\xFF\xFE{}", false } };
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct request *req = asked(NULL, cases[i].body);
		CU_ASSERT_EQUAL(request_body(req) != NULL, cases[i].is_read);
		CU_ASSERT_EQUAL(req->problems == NULL, cases[i].is_read);
		asked_free(req);
	}
}

static void
finds_path_values_by_name(void)
{
	struct request *req = asked(NULL, NULL);
	req->path_names[0] = "website_id";
	req->path_values[0] = "one";
	req->path_names[1] = "event_id";
	req->path_values[1] = "two";
	CU_ASSERT_STRING_EQUAL(request_path_value(req, "website_id"), "one");
	CU_ASSERT_STRING_EQUAL(request_path_value(req, "event_id"), "two");
	CU_ASSERT_PTR_NULL(request_path_value(req, "event"));
	asked_free(req);
}

static void
keeps_problems_in_order_and_survives_a_full_arena(void)
{
	struct request *req = asked(NULL, NULL);
	CU_ASSERT_FALSE(request_problem(req, "b", "First."));
	CU_ASSERT_FALSE(request_problem(req, "a", "Second."));
	CU_ASSERT_FALSE(request_problem(req, "", NULL));
	CU_ASSERT_STRING_EQUAL(asked_problems(req), "b: First. | a: Second. | : Not acceptable.");
	arena_alloc(req->arena, (size_t)1 << 40);
	request_problem(req, "c", "Lost.");
	CU_ASSERT_PTR_NULL(req->last_problem->next);
	asked_free(req);

	req = asked(NULL, NULL);
	arena_alloc(req->arena, (size_t)1 << 40);
	request_problem(req, "a", "Lost.");
	CU_ASSERT_PTR_NOT_NULL_FATAL(req->problems);
	CU_ASSERT_STRING_EQUAL(req->problems->field, "");
	asked_free(req);
}

static void
adds_headers_to_the_reply(void)
{
	struct request *req = asked(NULL, NULL);
	reply_header(req, "retry-after", "1");
	reply_header(req, "etag", "\"x\"");
	CU_ASSERT_EQUAL(req->reply.header_count, 2);
	CU_ASSERT_STRING_EQUAL(req->reply.headers[0].name, "retry-after");
	CU_ASSERT_STRING_EQUAL(req->reply.headers[1].value, "\"x\"");
	asked_free(req);
}

static void
says_that_a_compressed_body_is_not_read(void)
{
	static const struct {
		const char *encoding;
		bool is_read;
	} cases[] = { { "identity", true }, { "Identity", true }, { "", true },
		      { "gzip", false },    { "br", false },      { "gzip, identity", false } };
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct request *req = asked(NULL, "{}");
		req->headers.content_encoding = cases[i].encoding;
		CU_ASSERT_EQUAL(request_body(req) != NULL, cases[i].is_read);
		if (!cases[i].is_read)
			CU_ASSERT_STRING_EQUAL(asked_problems(req),
					       ": The body must be sent without Content-Encoding.");
		asked_free(req);
	}
}

static void
reads_an_object_as_if_it_stood_in_the_query_string(void)
{
	static const char *const expected[][2] = {
		{ "a", "text" },         { "b", "1.50" },
		{ "c", "true" },         { "d", "[1,{\"x\":null}]" },
		{ "e", "of the query" }, { "f", NULL },
		{ "g", "one,two" },      { "h", "[]" },
	};
	struct request *req =
		asked("a=late&e=of+the+query", "{\"a\": \"text\", \"b\": 1.50, \"c\": true, "
					       "\"d\": [1, {\"x\": null}], \"f\": null, "
					       "\"g\": [\"one\", \"two\"], \"h\": []}");
	request_query_add(req, request_body(req));
	request_query_add(req, NULL);
	request_query_add(req, json_member(request_body(req), "d"));
	for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
		const char *value = request_query_value(req, expected[i][0]);
		CU_ASSERT_EQUAL(value == NULL, expected[i][1] == NULL);
		CU_ASSERT_STRING_EQUAL(value == NULL ? "" : value,
				       expected[i][1] == NULL ? "" : expected[i][1]);
	}
	asked_free(req);
}

static const struct unit_test tests[] = {
	TEST(decodes_the_query_string),
	TEST(reads_an_object_as_if_it_stood_in_the_query_string),
	TEST(keeps_the_query_string_in_order),
	TEST(refuses_an_endless_query_string),
	TEST(reads_the_body_once),
	TEST(notes_what_is_wrong_with_the_body_once),
	TEST(says_that_a_compressed_body_is_not_read),
	TEST(leaves_out_one_byte_order_mark),
	TEST(finds_path_values_by_name),
	TEST(keeps_problems_in_order_and_survives_a_full_arena),
	TEST(adds_headers_to_the_reply),
};

UNIT_MAIN("request", tests)
