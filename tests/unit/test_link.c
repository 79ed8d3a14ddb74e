/*
 * Slugs, the URLs that links may lead to, and how they are sent.
 * SPDX-License-Identifier: MIT
 */
#include "link.h"

#include "unit.h"

#include <stdio.h>
#include <string.h>

static void
takes_slugs_that_need_no_escape(void)
{
	static const struct {
		const char *slug;
		bool valid;
	} cases[] = {
		{ "abcdefgh", true },   { "ABC-_019", true },   { "--------", true },
		{ "abcdefg", false },   { "", false },          { "abc defgh", false },
		{ "abc/defgh", false }, { "abc.defgh", false }, { "abcdéfgh", false },
		{ "abcdefg%", false },  { "abcdefg\n", false },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		CU_ASSERT_EQUAL(slug_is_valid(cases[i].slug), cases[i].valid);
	char slug[SLUG_MAX + 2];
	memset(slug, 'a', sizeof(slug) - 1);
	slug[SLUG_MAX + 1] = '\0';
	CU_ASSERT_FALSE(slug_is_valid(slug));
	slug[SLUG_MAX] = '\0';
	CU_ASSERT_TRUE(slug_is_valid(slug));
}

static void
leads_to_web_pages_only(void)
{
	static const struct {
		const char *url;
		bool valid;
	} cases[] = {
		{ "https://example.org", true },
		{ "http://example.org:8080/a?b=c#d", true },
		{ "HTTPS://EXAMPLE.ORG/", true },
		{ "https://user:password@example.org/", true },
		{ "https://[2001:db8::1]/", true },
		{ "https://bücher.example/é", true },
		{ "https://localhost/", true },
		{ "", false },
		{ "example.org", false },
		{ "/path", false },
		{ "//example.org", false },
		{ "https:", false },
		{ "https://", false },
		{ "https:///example.org", false },
		{ "https:example.org", false },
		{ "https:\\\\example.org", false },
		{ "https://example.org\\@other.example/", false },
		{ "javascript:alert(1)", false },
		{ "javascript://example.org/%0aalert(1)", false },
		{ "data:text/html,x", false },
		{ "ftp://example.org/", false },
		{ " https://example.org/", false },
		{ "https://example.org/ ", false },
		{ "https://example.org/a b", false },
		{ "https://example.org/\r\nx: y", false },
		{ "https://exam\tple.org/", false },
		{ "https://example.org/\x7f", false },
		{ "http://[::1", false },
		{ "https://example.org:99999/", false },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct arena *arena = arena_new(1 << 16);
		bool valid = link_url_is_valid(arena, cases[i].url);
		if (valid != cases[i].valid)
			fprintf(stderr, "\n%s\n", cases[i].url);
		CU_ASSERT_EQUAL(valid, cases[i].valid);
		arena_free(arena);
	}
}

static void
sends_what_a_header_can_carry(void)
{
	static const struct {
		const char *url, *location;
	} cases[] = {
		{ "https://a.example/b?c=d&e=%20#f", "https://a.example/b?c=d&e=%20#f" },
		{ "https://a.example/é?ü=🌊", "https://a.example/%C3%A9?%C3%BC=%F0%9F%8C%8A" },
		{ "https://a.example/\"<>^`{|}\x01\r\n",
		  "https://a.example/%22%3C%3E%5E%60%7B%7C%7D%01%0D%0A" },
		{ "https://a.example/-._~:/?#[]@!$&'()*+,;=%",
		  "https://a.example/-._~:/?#[]@!$&'()*+,;=%" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct arena *arena = arena_new(1 << 16);
		CU_ASSERT_STRING_EQUAL(link_location(arena, cases[i].url), cases[i].location);
		arena_free(arena);
	}
}

static void
knows_kinds_by_name(void)
{
	for (int kind = 0; kind < KIND_COUNT; kind++)
		CU_ASSERT_EQUAL(website_kind_named(website_kind_names[kind]),
				(enum website_kind)kind);
	CU_ASSERT_EQUAL(website_kind_named("board"), KIND_COUNT);
}

static const struct unit_test tests[] = {
	TEST(takes_slugs_that_need_no_escape),
	TEST(leads_to_web_pages_only),
	TEST(sends_what_a_header_can_carry),
	TEST(knows_kinds_by_name),
};

UNIT_MAIN("link", tests)
