/*
 * Which headers of proxies are kept, and how.
 * SPDX-License-Identifier: MIT
 */
#include "forwarding.h"

#include <string.h>

#include "unit.h"

static void
keep(struct request *req, const char *name, const char *value, const char *extra)
{
	forwarding_keep(req, name, strlen(name), value, strlen(value), extra);
}

static const char *
value_of(const struct request *req, const char *name)
{
	return forwarding_value(req, name, strlen(name));
}

static void
keeps_what_proxies_send_and_nothing_else(void)
{
	struct request req = { .arena = arena_new(1 << 16) };
	keep(&req, "cf-ipcountry", "FR", "");
	keep(&req, "x-real-ip", "192.0.2.1", "");
	keep(&req, "cookie", "secret=1", "");
	keep(&req, "x-real-ipx", "192.0.2.9", "");
	keep(&req, "", "192.0.2.9", "");
	CU_ASSERT_STRING_EQUAL(value_of(&req, "cf-ipcountry"), "FR");
	CU_ASSERT_STRING_EQUAL(value_of(&req, "x-real-ip"), "192.0.2.1");
	CU_ASSERT_PTR_NULL(value_of(&req, "cookie"));
	CU_ASSERT_PTR_NULL(value_of(&req, "x-real-ipx"));
	CU_ASSERT_PTR_NULL(value_of(&req, "cf-ipcity"));
	arena_free(req.arena);
}

static void
keeps_the_header_of_the_setting(void)
{
	struct request req = { .arena = arena_new(1 << 16) };
	keep(&req, "x-edge-client", "192.0.2.7", "X-Edge-Client");
	CU_ASSERT_STRING_EQUAL(value_of(&req, "x-edge-client"), "192.0.2.7");
	arena_free(req.arena);
}

static void
joins_headers_of_the_same_name_in_their_order(void)
{
	struct request req = { .arena = arena_new(1 << 16) };
	keep(&req, "x-forwarded-for", "192.0.2.1, 192.0.2.2", "");
	keep(&req, "cf-ipcountry", "FR", "");
	keep(&req, "x-forwarded-for", "192.0.2.3", "");
	CU_ASSERT_STRING_EQUAL(value_of(&req, "x-forwarded-for"),
			       "192.0.2.1, 192.0.2.2, 192.0.2.3");
	arena_free(req.arena);
}

/* HTTP/2 sends names in lower case; settings are written as people write them. */
static void
finds_a_header_whatever_the_case_of_the_setting(void)
{
	struct request req = { .arena = arena_new(1 << 16) };
	keep(&req, "x-my-client", "192.0.2.1", "X-My-Client");
	CU_ASSERT_PTR_NOT_NULL_FATAL(value_of(&req, "X-My-Client"));
	CU_ASSERT_STRING_EQUAL(value_of(&req, "X-My-Client"), "192.0.2.1");
	arena_free(req.arena);
}

static void
copies_exactly_the_bytes_it_is_given(void)
{
	struct request req = { .arena = arena_new(1 << 16) };
	forwarding_keep(&req, "x-real-ipNEXT", 9, "192.0.2.1NEXT", 9, "");
	CU_ASSERT_STRING_EQUAL(value_of(&req, "x-real-ip"), "192.0.2.1");
	arena_free(req.arena);
}

static void
keeps_the_right_end_of_what_is_too_long(void)
{
	static char many[3 * FORWARDING_VALUE_MAX];
	struct request req = { .arena = arena_new(1 << 16) };
	memset(many, '1', sizeof(many) - 1);
	memcpy(many + sizeof(many) - 1 - 22, ", 192.0.2.1, 192.0.2.2", 22);
	keep(&req, "x-forwarded-for", many, "");
	CU_ASSERT_STRING_EQUAL(value_of(&req, "x-forwarded-for"), " 192.0.2.1, 192.0.2.2");
	memset(many, '1', sizeof(many) - 1);
	keep(&req, "forwarded", many, "");
	CU_ASSERT_STRING_EQUAL(value_of(&req, "forwarded"), "");
	arena_free(req.arena);
}

static void
takes_little_memory_for_many_headers(void)
{
	static char large[4000];
	struct request req = { .arena = arena_new(1 << 24) };
	memset(large, '1', sizeof(large) - 1);
	large[sizeof(large) - 20] = ',';
	for (int i = 0; i < 100; i++)
		keep(&req, "x-forwarded-for", large, "");
	for (int i = 0; i < 100; i++)
		keep(&req, "x-real-ip", "192.0.2.1, 192.0.2.1, 192.0.2.1", "");
	CU_ASSERT_TRUE(arena_used(req.arena) < 512 << 10);
	CU_ASSERT_TRUE(strlen(value_of(&req, "x-real-ip")) <= FORWARDING_VALUE_MAX);
	arena_free(req.arena);
}

static void
keeps_nothing_half_without_memory(void)
{
	struct request req = { .arena = arena_new(40) };
	keep(&req, "x-forwarded-for", "192.0.2.1", "");
	CU_ASSERT_PTR_NULL(req.forwarding);
	CU_ASSERT_TRUE(arena_exhausted(req.arena));
	arena_free(req.arena);
}

static const struct unit_test tests[] = {
	TEST(keeps_what_proxies_send_and_nothing_else),
	TEST(keeps_the_header_of_the_setting),
	TEST(joins_headers_of_the_same_name_in_their_order),
	TEST(finds_a_header_whatever_the_case_of_the_setting),
	TEST(copies_exactly_the_bytes_it_is_given),
	TEST(keeps_the_right_end_of_what_is_too_long),
	TEST(takes_little_memory_for_many_headers),
	TEST(keeps_nothing_half_without_memory),
};

UNIT_MAIN("forwarding", tests)
