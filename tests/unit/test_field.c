/*
 * Tables of fields: what is read from query strings and bodies, every problem named at once, what
 * is written.
 * SPDX-License-Identifier: MIT
 */
#include "field.h"

#include "asked.h"
#include "unit.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

struct record {
	char name[9];
	char id[37];
	char zone[65];
	char unit[8];
	const char *note;
	int page;
	long long at;
	double share;
	bool active;
};

static const char *const units[] = { "day", "hour", "month", NULL };

static const struct field fields[] = FIELDS(
	FIELD(struct record, name, .minimum = 2, .maximum = 5),
	FIELD(struct record, id, .flags = FIELD_UUID),
	FIELD_AS(struct record, zone, "timezone", .flags = FIELD_TIME_ZONE),
	FIELD(struct record, unit, .words = units),
	FIELD(struct record, note, .flags = FIELD_NULLABLE),
	FIELD(struct record, page, .minimum = 1, .maximum = 100),
	FIELD_AS(struct record, at, "startAt"),
	FIELD(struct record, share, .minimum = -0.5, .maximum = 1), FIELD(struct record, active));

static const struct field required[] =
	FIELDS(FIELD(struct record, name, .flags = FIELD_REQUIRED),
	       FIELD(struct record, page, .flags = FIELD_REQUIRED | FIELD_NULLABLE),
	       FIELD(struct record, note));

static void
reads_a_query_string(void)
{
	struct request *req =
		asked("name=%C3%A9%C3%A9%C3%A9&id=7F9B1E34-52A0-4C8D-9E61-0D3A2B4C5D6E&timezone="
		      "Europe%2FParis&unit=hour&"
		      "note=a+b&page=7&startAt=1700000000123&share=0.25&active=1&other=x",
		      NULL);
	struct record record = { .page = -1 };
	CU_ASSERT_TRUE(fields_from_query(req, fields, &record));
	CU_ASSERT_STRING_EQUAL(record.name, "\xC3\xA9\xC3\xA9\xC3\xA9");
	CU_ASSERT_STRING_EQUAL(record.id, "7f9b1e34-52a0-4c8d-9e61-0d3a2b4c5d6e");
	CU_ASSERT_STRING_EQUAL(record.zone, "Europe/Paris");
	CU_ASSERT_STRING_EQUAL(record.unit, "hour");
	CU_ASSERT_STRING_EQUAL(record.note, "a b");
	CU_ASSERT_EQUAL(record.page, 7);
	CU_ASSERT_EQUAL(record.at, 1700000000123LL);
	CU_ASSERT_EQUAL(record.share, 0.25);
	CU_ASSERT_TRUE(record.active);
	CU_ASSERT_PTR_NULL(req->problems);
	asked_free(req);
}

static void
reads_a_body(void)
{
	struct request *req = asked(
		NULL,
		"{\"name\":\"abcde\",\"note\":\"\",\"page\":1e1,\"startAt\":-9223372036854775808,"
		"\"share\":-0.5,\"active\":true,\"other\":[]}");
	struct record record = { .unit = "day" };
	unsigned long long given = 0;
	CU_ASSERT_TRUE(fields_from_body(req, fields, &record, &given));
	CU_ASSERT_STRING_EQUAL(record.name, "abcde");
	CU_ASSERT_STRING_EQUAL(record.note, "");
	CU_ASSERT_EQUAL(record.page, 10);
	CU_ASSERT_EQUAL(record.at, LLONG_MIN);
	CU_ASSERT_EQUAL(record.share, -0.5);
	CU_ASSERT_TRUE(record.active);
	CU_ASSERT_EQUAL(given, 1 | 1 << 4 | 1 << 5 | 1 << 6 | 1 << 7 | 1 << 8);
	asked_free(req);
}

static void
leaves_absent_members_as_they_were(void)
{
	struct record before = {
		.name = "old", .note = "kept", .page = 3, .at = 4, .share = 0.5, .active = true
	};
	struct record record = before;
	struct request *req = asked("", "{\"note\":null}");
	unsigned long long given = 0;
	CU_ASSERT_TRUE(fields_from_query(req, fields, &record));
	CU_ASSERT_TRUE(fields_from_body(req, fields, &record, &given));
	CU_ASSERT_EQUAL(memcmp(&before, &record, sizeof(record)), 0);
	CU_ASSERT_EQUAL(given, 1 << 4);
	asked_free(req);
}

static void
names_every_problem_of_a_query_string(void)
{
	static const struct {
		const char *query, *problems;
	} cases[] = {
		{ "name=", "name: Must not be empty." },
		{ "name=%C3%A9", "name: At least 2 characters." },
		{ "name=abcdef", "name: At most 5 characters." },
		{ "name=%F0%9F%90%A2%F0%9F%90%A2%F0%9F%90%A2", "name: At most 8 bytes." },
		{ "name=%E2%82%AC%E2%82%AC%E2%82%AC", "name: At most 8 bytes." },
		{ "name=%FF", "name: Must be UTF-8 text." },
		{ "id=7f9b1e3452a04c8d9e610d3a2b4c5d6e", "id: Must be a UUID." },
		{ "id=", "id: Must be a UUID." },
		{ "timezone=Paris%20",
		  "timezone: Must be the name of a time zone, like Europe/Paris." },
		{ "timezone=", "timezone: Must be the name of a time zone, like Europe/Paris." },
		{ "timezone=/Paris",
		  "timezone: Must be the name of a time zone, like Europe/Paris." },
		{ "timezone=../etc",
		  "timezone: Must be the name of a time zone, like Europe/Paris." },
		{ "timezone=Europe/",
		  "timezone: Must be the name of a time zone, like Europe/Paris." },
		{ "timezone=Europe//Paris",
		  "timezone: Must be the name of a time zone, like Europe/Paris." },
		{ "timezone=%2B02:00",
		  "timezone: Must be the name of a time zone, like Europe/Paris." },
		{ "unit=week", "unit: Must be one of: day, hour, month." },
		{ "unit=Day", "unit: Must be one of: day, hour, month." },
		{ "page=0", "page: Must be at least 1." },
		{ "page=101", "page: Must be at most 100." },
		{ "page=1.5", "page: Must be a whole number." },
		{ "page=", "page: Must be a number." },
		{ "page=1x", "page: Must be a number." },
		{ "page=+1", "page: Must be a number." },
		{ "page=0x1", "page: Must be a number." },
		{ "page=nan", "page: Must be a number." },
		{ "page=99999999999", "page: Must be at most 100." },
		{ "startAt=9223372036854775808", "startAt: Must be a whole number." },
		{ "startAt=1e300", "startAt: Must be a whole number." },
		{ "startAt=1e999", "startAt: Is out of range." },
		{ "startAt=inf", "startAt: Must be a number." },
		{ "share=1.01", "share: Must be at most 1." },
		{ "share=-0.51", "share: Must be at least -0.5." },
		{ "active=yes", "active: Must be true or false." },
		{ "active=", "active: Must be true or false." },
		{ "page=x&active=y&unit=z", "unit: Must be one of: day, hour, month. | page: Must "
					    "be a number. | active: Must be true or false." },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct request *req = asked(cases[i].query, NULL);
		struct record record = { .page = 1 };
		CU_ASSERT_FALSE(fields_from_query(req, fields, &record));
		if (strcmp(asked_problems(req), cases[i].problems) != 0)
			printf("\n    %s: %s\n", cases[i].query, asked_problems(req));
		CU_ASSERT_STRING_EQUAL(asked_problems(req), cases[i].problems);
		asked_free(req);
	}
}

static void
accepts_the_limits_themselves(void)
{
	static const char *const queries[] = {
		"name=ab",
		"name=abcde",
		"name=%F0%9F%90%A2%F0%9F%90%A2",
		"timezone=UTC",
		"timezone=Etc/GMT%2B5",
		"timezone=America/Argentina/Buenos_Aires",
		"page=1",
		"page=100",
		"page=1e2",
		"share=1",
		"share=-0.5",
		"active=false",
		"active=0",
		"startAt=-9223372036854775808",
		"startAt=9223372036854775807",
		"note=",
	};
	for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		struct request *req = asked(queries[i], NULL);
		struct record record = { .page = 1 };
		CU_ASSERT_TRUE(fields_from_query(req, fields, &record));
		asked_free(req);
	}
}

static void
names_every_problem_of_a_body(void)
{
	static const struct {
		const char *body, *problems;
	} cases[] = {
		{ "{\"name\":1,\"page\":\"1\",\"active\":1,\"startAt\":true}",
		  "name: Must be text. | page: Must be a number. | startAt: Must be a number. | "
		  "active: Must be true or false." },
		{ "{\"name\":null}", "name: Must not be null." },
		{ "{\"note\":{}}", "note: Must be text." },
		{ "{\"page\":2.5}", "page: Must be a whole number." },
		{ "[]", ": The body must be a JSON object." },
		{ "{", ": Malformed JSON at byte 1: premature EOF." },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct request *req = asked(NULL, cases[i].body);
		struct record record = { .page = 1 };
		CU_ASSERT_FALSE(fields_from_body(req, fields, &record, NULL));
		CU_ASSERT_STRING_EQUAL(asked_problems(req), cases[i].problems);
		asked_free(req);
	}
}

static void
misses_required_fields(void)
{
	struct record record = { .page = 5 };
	struct request *req = asked("note=x", "{\"note\":\"x\"}");
	CU_ASSERT_FALSE(fields_from_query(req, required, &record));
	CU_ASSERT_STRING_EQUAL(asked_problems(req), "name: Required. | page: Required.");
	asked_free(req);
	req = asked(NULL, "{\"page\":null}");
	CU_ASSERT_FALSE(fields_from_body(req, required, &record, NULL));
	CU_ASSERT_STRING_EQUAL(asked_problems(req), "name: Required.");
	CU_ASSERT_EQUAL(record.page, 5);
	asked_free(req);
}

static void
names_fields_inside_an_object_with_their_prefix(void)
{
	struct record record = { .page = 1 };
	struct request *req = asked(NULL, "{\"payload\":{\"page\":0}}");
	const struct json *payload = json_member(request_body(req), "payload");
	CU_ASSERT_FALSE(fields_from_json(req, payload, "payload.", required, &record, NULL));
	CU_ASSERT_FALSE(fields_from_json(req, payload, "payload.", fields, &record, NULL));
	CU_ASSERT_STRING_EQUAL(asked_problems(req),
			       "payload.name: Required. | payload.page: Must be at least 1.");
	asked_free(req);
}

static void
refuses_whole_numbers_that_the_member_cannot_hold(void)
{
	static const struct field plain[] = FIELDS(FIELD(struct record, page));
	struct record record = { .page = 1 };
	struct request *req = asked("page=2147483648", NULL);
	CU_ASSERT_FALSE(fields_from_query(req, plain, &record));
	CU_ASSERT_STRING_EQUAL(asked_problems(req), "page: Is out of range.");
	CU_ASSERT_EQUAL(record.page, 1);
	asked_free(req);
}

static const char *
written(struct request *req, const struct field *table, const struct record *record)
{
	struct json_writer *writer = json_writer_new(req->arena);
	json_object_begin(writer);
	fields_write(writer, table, record);
	json_object_end(writer);
	return json_written(writer, NULL);
}

static void
writes_every_kind(void)
{
	struct request *req = asked(NULL, NULL);
	struct record record = { "n\"", "", "UTC", "day", "note", 1, 1700000000123LL, 0.1, true };
	CU_ASSERT_STRING_EQUAL(written(req, fields, &record),
			       "{\"name\":\"n\\\"\",\"id\":\"\",\"timezone\":\"UTC\",\"unit\":"
			       "\"day\",\"note\":\"note\",\"page\":1,"
			       "\"startAt\":1700000000123,\"share\":0.1,\"active\":true}");
	asked_free(req);
}

static void
writes_null_or_nothing_for_what_is_absent(void)
{
	static const struct field optional[] = FIELDS(
		FIELD(struct record, name, .flags = FIELD_NULLABLE),
		FIELD(struct record, note, .flags = FIELD_NULLABLE),
		FIELD(struct record, page, .flags = FIELD_NULLABLE),
		FIELD(struct record, at, .flags = FIELD_NULLABLE),
		FIELD(struct record, share, .flags = FIELD_NULLABLE),
		FIELD(struct record, zone, .flags = FIELD_OMIT), FIELD(struct record, active));
	struct request *req = asked(NULL, NULL);
	struct record record = { .page = -1, .at = -1, .share = -1 };
	CU_ASSERT_STRING_EQUAL(written(req, optional, &record),
			       "{\"name\":null,\"note\":null,\"page\":null,\"at\":null,\"share\":"
			       "null,\"active\":false}");
	record = (struct record){ .name = "a", .note = "b", .zone = "c" };
	CU_ASSERT_STRING_EQUAL(written(req, optional, &record),
			       "{\"name\":\"a\",\"note\":\"b\",\"page\":0,\"at\":0,\"share\":0,"
			       "\"zone\":\"c\",\"active\":false}");
	asked_free(req);
}

static const struct unit_test tests[] = {
	TEST(reads_a_query_string),
	TEST(reads_a_body),
	TEST(leaves_absent_members_as_they_were),
	TEST(names_every_problem_of_a_query_string),
	TEST(accepts_the_limits_themselves),
	TEST(names_every_problem_of_a_body),
	TEST(misses_required_fields),
	TEST(names_fields_inside_an_object_with_their_prefix),
	TEST(refuses_whole_numbers_that_the_member_cannot_hold),
	TEST(writes_every_kind),
	TEST(writes_null_or_nothing_for_what_is_absent),
};

UNIT_MAIN("field", tests)
