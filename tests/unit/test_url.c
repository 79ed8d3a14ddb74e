/*
 * Tests of URL splitting. Expected values are what a browser's URL and decodeURI() give, written by
 * hand.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "text.h"
#include "unit.h"
#include "url.h"

#define CEILING (1024 * 1024)

struct sample {
	const char *text;
	struct url url;
};

static void
check(const char *text, const char *base, const struct url *expected)
{
	struct arena *arena = arena_new(CEILING);
	struct url url;
	CU_ASSERT_TRUE_FATAL(url_parse(arena, text, base, &url));
	CU_ASSERT_STRING_EQUAL(url.scheme, expected->scheme);
	CU_ASSERT_STRING_EQUAL(url.host, expected->host);
	CU_ASSERT_STRING_EQUAL(url.path, expected->path);
	CU_ASSERT_STRING_EQUAL(url.query, expected->query);
	CU_ASSERT_STRING_EQUAL(url.fragment, expected->fragment);
	arena_free(arena);
}

static void
splits_absolute_urls(void)
{
	static const struct sample samples[] = {
		{ "https://example.com/a/b?c=d#e", { "https", "example.com", "/a/b", "c=d", "e" } },
		{ "HTTPS://EXAMPLE.com", { "https", "example.com", "/", "", "" } },
		{ "http://user:pass@example.com:8080/x", { "http", "example.com", "/x", "", "" } },
		{ "http://a@b@example.com/", { "http", "example.com", "/", "", "" } },
		{ "http://example.com:/", { "http", "example.com", "/", "", "" } },
		{ "http:example.com/x", { "http", "example.com", "/x", "", "" } },
		{ "http:////example.com/x", { "http", "example.com", "/x", "", "" } },
		{ "http:\\\\example.com\\x\\y", { "http", "example.com", "/x/y", "", "" } },
		{ "  https://example.com/ \n", { "https", "example.com", "/", "", "" } },
		{ "https://exa\tmple.com/a\nb", { "https", "example.com", "/ab", "", "" } },
		{ "https://ex%61mple.com/", { "https", "example.com", "/", "", "" } },
		{ "https://[2001:DB8::1]:443/", { "https", "[2001:db8::1]", "/", "", "" } },
		{ "https://[::1]/x", { "https", "[::1]", "/x", "", "" } },
		{ "http://127.1/", { "http", "127.0.0.1", "/", "", "" } },
		{ "http://0x7f000001/", { "http", "127.0.0.1", "/", "", "" } },
		{ "http://1.2.3.4./", { "http", "1.2.3.4", "/", "", "" } },
		{ "https://1.example/", { "https", "1.example", "/", "", "" } },
		{ "https://xn--bcher-kva.example/",
		  { "https", "xn--bcher-kva.example", "/", "", "" } },
		{ "https://example.com?x", { "https", "example.com", "/", "x", "" } },
		{ "https://example.com#x", { "https", "example.com", "/", "", "x" } },
		{ "https://example.com/#/route?x=1",
		  { "https", "example.com", "/", "", "/route?x=1" } },
		{ "https://example.com/??a#b#c", { "https", "example.com", "/", "?a", "b#c" } },
		{ "android-app://com.Google.android.gm/",
		  { "android-app", "com.google.android.gm", "/", "", "" } },
		{ "file:///etc/motd", { "file", "", "/etc/motd", "", "" } },
		{ "mailto:someone@example.com", { "mailto", "", "someone@example.com", "", "" } },
		{ "about:blank", { "about", "", "blank", "", "" } },
	};
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
		check(samples[i].text, NULL, &samples[i].url);
}

static void
resolves_references_against_the_host(void)
{
	static const struct sample samples[] = {
		{ "/a?b#c", { "https", "example.com", "/a", "b", "c" } },
		{ "", { "https", "example.com", "/", "", "" } },
		{ "a/b", { "https", "example.com", "/a/b", "", "" } },
		{ "?x=1", { "https", "example.com", "/", "x=1", "" } },
		{ "#top", { "https", "example.com", "/", "", "top" } },
		{ "//other.example/x", { "https", "other.example", "/x", "", "" } },
		{ "\\\\other.example\\x", { "https", "other.example", "/x", "", "" } },
		{ "https:/x", { "https", "example.com", "/x", "", "" } },
		{ "https:x", { "https", "example.com", "/x", "", "" } },
		{ "/a:b", { "https", "example.com", "/a:b", "", "" } },
		{ "3d/x", { "https", "example.com", "/3d/x", "", "" } },
	};
	static const struct url local = { "https", "localhost", "/a", "", "" };
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
		check(samples[i].text, "example.com", &samples[i].url);
	check("/a", NULL, &local);
	check("/a", "", &local);
}

struct piece {
	const char *text;
	const char *expected;
};

static void
resolves_dot_segments(void)
{
	static const struct piece samples[] = {
		{ "/a/./b", "/a/b" },   { "/a/../b", "/b" },    { "/../../a", "/a" },
		{ "/a/b/..", "/a/" },   { "/a/b/.", "/a/b/" },  { "/a/%2e%2E/b", "/b" },
		{ "/a/.%2e/b", "/b" },  { "/a//b", "/a//b" },   { "/a//../b", "/a/b" },
		{ "/.../b", "/.../b" }, { "/..a/b", "/..a/b" }, { "/.", "/" },
		{ "/..", "/" },         { "./a", "/a" },        { "/a\\..\\b", "/b" },
	};
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		struct url url = { "https", "localhost", samples[i].expected, "", "" };
		check(samples[i].text, NULL, &url);
	}
}

static void
decodes_paths_as_decode_uri_does(void)
{
	static const struct piece samples[] = {
		{ "/caf%C3%A9", "/caf\xC3\xA9" },
		{ "/caf\xC3\xA9", "/caf\xC3\xA9" },
		{ "/%F0%9F%98%80", "/\xF0\x9F\x98\x80" },
		{ "/a%20b c", "/a b c" },
		{ "/a%2Fb%3Fc%23d%26", "/a%2Fb%3Fc%23d%26" }, /* reserved characters stay */
		{ "/%41%25", "/A%" },
		{ "/caf%E9", "/caf%E9" }, /* Latin-1: nothing is decoded */
		{ "/caf%E9%20x", "/caf%E9%20x" },
		{ "/caf\xE9 x", "/caf%E9%20x" }, /* the same, not escaped */
		{ "/100%", "/100%" },
		{ "/%zz%20", "/%zz%20" },
		{ "/%C3", "/%C3" },
		{ "/%C3%28", "/%C3%28" },
		{ "/%ED%A0%80", "/%ED%A0%80" }, /* a surrogate */
		{ "/%C0%80", "/%C0%80" },       /* an overlong NUL */
		{ "/a%00b", "/a%00b" },         /* control characters stay */
		{ "/a%0Ab%7F", "/a%0Ab%7F" },
		{ "/a\x01"
		  "b",
		  "/a%01b" },
		{ "/\"<>`{}", "/\"<>`{}" },
	};
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		struct url url = { "https", "localhost", samples[i].expected, "", "" };
		check(samples[i].text, NULL, &url);
	}
}

static void
keeps_queries_encoded(void)
{
	static const struct url url = { "https", "localhost", "/", "q=a%20b&r=%C3%A9&s=%27+%2B",
					"f g" };
	check("/?q=a b&r=\xC3\xA9&s='+%2B#f%20g", NULL, &url);
}

static void
refuses_what_browsers_refuse(void)
{
	static const char *const texts[] = {
		"http://",
		"https:///",
		"http://?x",
		"http://example.com:99999/",
		"http://a:b/",
		"http://exa mple.com/",
		"http://example.com:80:80/",
		"http://[::1/",
		"http://[zz]/",
		"http://a<b/",
		"http://1.2.3.4.5/",
		"http://256.1.1.1/",
		"http://a%2Fb/",
		"http://a%zz/",
		"//",
		"http://user@/",
		"http://caf\xE9.example/",
		"http://%00/",
		"http://a^b/",
		"http://0x/../..:x",
	};
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct arena *arena = arena_new(CEILING);
		struct url url;
		CU_ASSERT_FALSE(url_parse(arena, texts[i], NULL, &url));
		arena_free(arena);
	}
}

static void
refuses_what_is_too_long(void)
{
	static char text[URL_BYTES_MAX + 2];
	struct arena *arena = arena_new(CEILING);
	struct url url;
	memset(text, 'a', sizeof(text) - 1);
	CU_ASSERT_FALSE(url_parse(arena, text, NULL, &url));
	text[URL_BYTES_MAX] = '\0';
	CU_ASSERT_TRUE(url_parse(arena, text, NULL, &url));
	arena_free(arena);
}

static void
reads_a_host_alone(void)
{
	static const struct {
		const char *text;
		const char *host; /* NULL: none */
	} samples[] = {
		{ "example.com", "example.com" },
		{ "EXAMPLE.com:8080", "example.com" },
		{ "user@example.com", "example.com" },
		{ "[2001:DB8::1]:80", "[2001:db8::1]" },
		{ "127.1", "127.0.0.1" },
		{ "not a host", NULL },
		{ "", NULL },
		{ "example.com/", NULL },
		{ "example.com:port", NULL },
	};
	struct arena *arena = arena_new(CEILING);
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		const char *host = url_host(arena, samples[i].text);
		if (samples[i].host == NULL) {
			CU_ASSERT_PTR_NULL(host);
			continue;
		}
		CU_ASSERT_PTR_NOT_NULL_FATAL(host);
		CU_ASSERT_STRING_EQUAL(host, samples[i].host);
	}
	arena_free(arena);
}

static void
fails_without_memory(void)
{
	struct arena *arena = arena_new(64);
	struct url url;
	CU_ASSERT_FALSE(url_parse(
		arena, "https://example.com/a/rather/long/path?with=a&query=too#and-a-fragment",
		NULL, &url));
	arena_free(arena);
}

struct parameter {
	const char *query;
	const char *name;
	const char *value; /* NULL: absent */
};

static void
finds_and_decodes_parameters(void)
{
	static const struct parameter samples[] = {
		{ "utm_source=news&utm_medium=e+mail", "utm_medium", "e mail" },
		{ "utm_source=news&utm_medium=e%2Bmail", "utm_medium", "e+mail" },
		{ "a=1&a=2", "a", "1" },
		{ "a", "a", "" },
		{ "a=", "a", "" },
		{ "a=b=c", "a", "b=c" },
		{ "&&a=1&", "a", "1" },
		{ "", "a", NULL },
		{ "aa=1", "a", NULL },
		{ "a=1", "aa", NULL },
		{ "=1", "", NULL },
		{ "%61%5Fb=1", "a_b", "1" },
		{ "a=%C3%A9", "a", "\xC3\xA9" },
		{ "a=%E9", "a", "\xEF\xBF\xBD" },
		{ "a=x%00y", "a", "x\xEF\xBF\xBDy" },
		{ "a=%", "a", "%" },
		{ "a=%4", "a", "%4" },
		{ "A=1", "a", NULL },
	};
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		struct arena *arena = arena_new(CEILING);
		const char *value;
		url_query_values(arena, samples[i].query, &samples[i].name, 1, &value);
		CU_ASSERT_EQUAL(value != NULL, samples[i].value != NULL);
		if (value != NULL && samples[i].value != NULL)
			CU_ASSERT_STRING_EQUAL(value, samples[i].value);
		arena_free(arena);
	}
}

static void
a_domain_is_a_host_without_www(void)
{
	CU_ASSERT_STRING_EQUAL(url_domain("www.example.com"), "example.com");
	CU_ASSERT_STRING_EQUAL(url_domain("example.com"), "example.com");
	CU_ASSERT_STRING_EQUAL(url_domain("www.www.example.com"), "www.example.com");
	CU_ASSERT_STRING_EQUAL(url_domain("wwwexample.com"), "wwwexample.com");
	CU_ASSERT_STRING_EQUAL(url_domain("www."), "www.");
	CU_ASSERT_STRING_EQUAL(url_domain(""), "");
}

static const struct unit_test tests[] = {
	TEST(splits_absolute_urls),           TEST(resolves_references_against_the_host),
	TEST(resolves_dot_segments),          TEST(decodes_paths_as_decode_uri_does),
	TEST(keeps_queries_encoded),          TEST(refuses_what_browsers_refuse),
	TEST(refuses_what_is_too_long),       TEST(reads_a_host_alone),
	TEST(fails_without_memory),           TEST(finds_and_decodes_parameters),
	TEST(a_domain_is_a_host_without_www),
};

UNIT_MAIN("url", tests)
