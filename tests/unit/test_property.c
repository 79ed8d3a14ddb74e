/*
 * Custom data: flattening, types and limits.
 * SPDX-License-Identifier: MIT
 */
#include "property.h"

#include "unit.h"

#include <stdio.h>
#include <string.h>

static struct request
request_new(void)
{
	return (struct request){ .arena = arena_new(8 << 20), .query = "", .body = "" };
}

static const struct json *
parse(struct request *req, const char *text)
{
	const struct json *data = json_read(req->arena, text, strlen(text), NULL);
	CU_ASSERT_PTR_NOT_NULL_FATAL(data);
	return data;
}

static void
flattens_and_types_as_umami_does(void)
{
	static const struct {
		const char *name;
		enum property_type type;
		const char *text;
	} expected[] = {
		{ "s", PROPERTY_TEXT, "text" },
		{ "n", PROPERTY_NUMBER, "1.2346" },
		{ "b", PROPERTY_TRUTH, "true" },
		{ "d", PROPERTY_DATE, "2026-11-23T02:39:00.000Z" },
		{ "day", PROPERTY_TEXT, "2026-11-23" },
		{ "a.b.c", PROPERTY_NUMBER, "-3.0000" },
		{ "list", PROPERTY_OTHER, "[1,\"x\",{\"y\":null}]" },
		{ "none", PROPERTY_OTHER, NULL },
	};
	struct request req = request_new();
	struct property *properties;
	int count;
	CU_ASSERT_TRUE_FATAL(
		properties_read(&req,
				parse(&req, "{\"s\":\"text\",\"n\":1.23456,\"b\":true,\"d\":\"2026-"
					    "11-23T02:39:00.000Z\",\"day\":\"2026-11-23\","
					    "\"a\":{\"b\":{\"c\":-3}},\"list\":[1,\"x\",{\"y\":"
					    "null}],\"none\":null,\"empty\":{}}"),
				"payload.data", &properties, &count));
	CU_ASSERT_EQUAL_FATAL(count, 8);
	for (int i = 0; i < count; i++) {
		CU_ASSERT_STRING_EQUAL(properties[i].name, expected[i].name);
		CU_ASSERT_EQUAL(properties[i].type, expected[i].type);
		if (expected[i].text == NULL) {
			CU_ASSERT_PTR_NULL(properties[i].text);
		} else {
			CU_ASSERT_STRING_EQUAL(properties[i].text, expected[i].text);
		}
	}
	CU_ASSERT_EQUAL(properties[3].date, 1795401540000LL);
	arena_free(req.arena);
}

static void
refuses_what_cannot_be_stored(void)
{
	char many[2000] = "{", long_name[600];
	size_t len = 1;
	for (int i = 0; i < 51; i++)
		len += (size_t)snprintf(many + len, sizeof(many) - len, "%s\"p%d\":%d",
					i == 0 ? "" : ",", i, i);
	snprintf(many + len, sizeof(many) - len, "}");
	snprintf(long_name, sizeof(long_name), "{\"%0501d\":1}", 0);
	const struct {
		const char *data, *field;
	} cases[] = {
		{ "[1]", "payload.data" },
		{ "\"text\"", "payload.data" },
		{ "7", "payload.data" },
		{ "{\"n\":1e15}", "payload.data.n" },
		{ "{\"a\":{\"n\":-1e15}}", "payload.data.a.n" },
		{ "{\"\":1}", "payload.data" },
		{ many, "payload.data" },
		{ long_name, "payload.data" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct request req = request_new();
		struct property *properties;
		int count;
		CU_ASSERT_FALSE(properties_read(&req, parse(&req, cases[i].data), "payload.data",
						&properties, &count));
		CU_ASSERT_PTR_NOT_NULL_FATAL(req.problems);
		CU_ASSERT_STRING_EQUAL(req.problems->field, cases[i].field);
		arena_free(req.arena);
	}
}

static void
cuts_long_texts_between_characters(void)
{
	char text[2100] = "{\"t\":\"";
	size_t len = strlen(text);
	for (int i = 0; i < 600; i++)
		len += (size_t)snprintf(text + len, sizeof(text) - len, "é");
	snprintf(text + len, sizeof(text) - len, "\"}");
	struct request req = request_new();
	struct property *properties;
	int count;
	CU_ASSERT_TRUE_FATAL(
		properties_read(&req, parse(&req, text), "payload.data", &properties, &count));
	CU_ASSERT_EQUAL(strlen(properties[0].text), 1000);
	arena_free(req.arena);
}

static void
finds_revenue(void)
{
	struct request req = request_new();
	const char *amount = NULL, *currency = NULL;
	CU_ASSERT_TRUE(properties_revenue(
		&req, parse(&req, "{\"revenue\":19.99,\"currency\":\"eur\"}"), &amount, &currency));
	CU_ASSERT_STRING_EQUAL(amount, "19.9900");
	CU_ASSERT_STRING_EQUAL(currency, "EUR");
	CU_ASSERT_TRUE(properties_revenue(
		&req, parse(&req, "{\"revenue\":\"5.125\",\"currency\":\"usd\"}"), &amount,
		&currency));
	CU_ASSERT_STRING_EQUAL(amount, "5.1250");
	CU_ASSERT_STRING_EQUAL(currency, "USD");
	static const char *const none[] = { "{}",
					    "{\"revenue\":5}",
					    "{\"revenue\":0,\"currency\":\"EUR\"}",
					    "{\"revenue\":-1,\"currency\":\"EUR\"}",
					    "{\"revenue\":\"\",\"currency\":\"EUR\"}",
					    "{\"revenue\":\"5 EUR\",\"currency\":\"EUR\"}",
					    "{\"revenue\":\"0x5\",\"currency\":\"EUR\"}",
					    "{\"revenue\":\"inf\",\"currency\":\"EUR\"}",
					    "{\"revenue\":\"1e15\",\"currency\":\"EUR\"}",
					    "{\"revenue\":true,\"currency\":\"EUR\"}",
					    "{\"revenue\":5,\"currency\":\"\"}",
					    "{\"revenue\":5,\"currency\":\"TOO LONG A NAME\"}" };
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		CU_ASSERT_FALSE(properties_revenue(&req, parse(&req, none[i]), &amount, &currency));
	arena_free(req.arena);
}

static const struct unit_test tests[] = {
	TEST(flattens_and_types_as_umami_does),
	TEST(refuses_what_cannot_be_stored),
	TEST(cuts_long_texts_between_characters),
	TEST(finds_revenue),
};

UNIT_MAIN("property", tests)
