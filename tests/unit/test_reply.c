/*
 * The usual shapes of a reply.
 * SPDX-License-Identifier: MIT
 */
#include "reply.h"

#include "asked.h"
#include "unit.h"

#include <string.h>

struct row {
	char x[8];
	long long y;
};

static const struct field row_fields[] = FIELDS(FIELD(struct row, x), FIELD(struct row, y));

static const struct row rows[] = { { "a", 1 }, { "b", 2 } };

static void
check(struct request *req, enum outcome outcome, const char *body)
{
	CU_ASSERT_EQUAL(outcome, DONE);
	CU_ASSERT_STRING_EQUAL(req->reply.type, "application/json");
	CU_ASSERT_STRING_EQUAL(req->reply.body, body);
	CU_ASSERT_EQUAL(req->reply.body_len, strlen(body));
	asked_free(req);
}

static void
replies_ok(void)
{
	struct request *req = asked(NULL, NULL);
	check(req, reply_ok(req), "{\"ok\":true}");
}

static void
replies_a_record(void)
{
	struct request *req = asked(NULL, NULL);
	check(req, reply_record(req, row_fields, &rows[1]), "{\"x\":\"b\",\"y\":2}");
}

static void
replies_rows(void)
{
	struct request *req = asked(NULL, NULL);
	check(req, reply_rows(req, row_fields, rows, 2),
	      "[{\"x\":\"a\",\"y\":1},{\"x\":\"b\",\"y\":2}]");
	req = asked(NULL, NULL);
	check(req, reply_rows(req, row_fields, rows, 0), "[]");
}

static void
tells_when_a_reply_does_not_fit(void)
{
	struct request *req = asked(NULL, NULL);
	CU_ASSERT_PTR_NOT_NULL(arena_alloc(req->arena, (4 << 20) - arena_used(req->arena) - 3000));
	struct row many[200];
	memset(many, 0, sizeof(many));
	CU_ASSERT_EQUAL(reply_rows(req, row_fields, many, 200), TOO_LARGE);
	CU_ASSERT_PTR_NULL(req->reply.body);
	CU_ASSERT_EQUAL(reply_ok(req), TOO_LARGE);
	asked_free(req);
}

static const struct unit_test tests[] = {
	TEST(replies_ok),
	TEST(replies_a_record),
	TEST(replies_rows),
	TEST(tells_when_a_reply_does_not_fit),
};

UNIT_MAIN("reply", tests)
