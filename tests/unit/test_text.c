/*
 * Tests of UTF-8 checking and cutting.
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "text.h"
#include "unit.h"

struct sample {
	const char *bytes;
	bool utf8;
};

static void
accepts_exactly_what_rfc_3629_allows(void)
{
	static const struct sample samples[] = {
		{ "", true },
		{ "plain", true },
		{ "\xC3\xA9", true },          /* é */
		{ "\xC2\x80", true },          /* the first of two bytes */
		{ "\xDF\xBF", true },          /* the last of two bytes */
		{ "\xE0\xA0\x80", true },      /* the first of three */
		{ "\xED\x9F\xBF", true },      /* the last before the surrogates */
		{ "\xEE\x80\x80", true },      /* the first behind them */
		{ "\xF0\x90\x80\x80", true },  /* the first of four */
		{ "\xF4\x8F\xBF\xBF", true },  /* U+10FFFF */
		{ "\xC0\x80", false },         /* NUL, overlong */
		{ "\xC1\xBF", false },         /* overlong */
		{ "\xE0\x9F\xBF", false },     /* overlong */
		{ "\xF0\x8F\xBF\xBF", false }, /* overlong */
		{ "\xED\xA0\x80", false },     /* a surrogate */
		{ "\xED\xBF\xBF", false },     /* a surrogate */
		{ "\xF4\x90\x80\x80", false }, /* past U+10FFFF */
		{ "\xF5\x80\x80\x80", false },
		{ "\xFF", false },
		{ "\x80", false }, /* a continuation alone */
		{ "\xC3", false }, /* cut */
		{ "\xE2\x82", false },
		{ "\xF0\x9F\x98", false },
		{ "a\xC3z", false },
		{ "\xE2\x28\xA1", false },
		{ "\xE2\x82\x28", false },
		{ "\xF0\x9F\x98\x28", false },
	};
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
		CU_ASSERT_EQUAL(text_is_utf8(samples[i].bytes, strlen(samples[i].bytes)),
				samples[i].utf8);
}

static void
a_nul_is_utf8_but_not_storable(void)
{
	CU_ASSERT_TRUE(text_is_utf8("a\0b", 3));
	CU_ASSERT_FALSE(text_is_storable("a\0b", 3));
	CU_ASSERT_TRUE(text_is_storable("a\xC3\xA9", 3));
	CU_ASSERT_FALSE(text_is_storable("a\xC3", 2));
}

static void
cuts_between_characters(void)
{
	static const char text[] =
		"a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80z"; /* 1 + 2 + 3 + 4 + 1 bytes */
	static const size_t expected[] = { 0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11, 11 };
	for (size_t max = 0; max < sizeof(expected) / sizeof(expected[0]); max++)
		CU_ASSERT_EQUAL(text_truncated_bytes(text, strlen(text), max), expected[max]);
}

static void
counts_characters(void)
{
	static const char text[] = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80z";
	static const size_t expected[] = { 0, 1, 3, 6, 10, 11, 11 };
	for (size_t max = 0; max < sizeof(expected) / sizeof(expected[0]); max++)
		CU_ASSERT_EQUAL(text_truncated_characters(text, strlen(text), max), expected[max]);
}

static int
escape(const char *text)
{
	return text_escape_value(text, text + strlen(text));
}

static void
reads_percent_escapes(void)
{
	static const char cut[] = "%41";
	CU_ASSERT_EQUAL(escape("%41"), 'A');
	CU_ASSERT_EQUAL(escape("%e9x"), 0xE9);
	CU_ASSERT_EQUAL(escape("%00"), 0);
	CU_ASSERT_EQUAL(escape("%fF"), 0xFF);
	CU_ASSERT_EQUAL(escape("%4"), -1);
	CU_ASSERT_EQUAL(escape("%"), -1);
	CU_ASSERT_EQUAL(escape(""), -1);
	CU_ASSERT_EQUAL(escape("41"), -1);
	CU_ASSERT_EQUAL(escape("%4g"), -1);
	CU_ASSERT_EQUAL(escape("%g4"), -1);
	CU_ASSERT_EQUAL(escape("%%41"), -1);
	CU_ASSERT_EQUAL(text_escape_value(cut, cut + 2), -1);
}

static const struct unit_test tests[] = {
	TEST(accepts_exactly_what_rfc_3629_allows),
	TEST(a_nul_is_utf8_but_not_storable),
	TEST(cuts_between_characters),
	TEST(counts_characters),
	TEST(reads_percent_escapes),
};

UNIT_MAIN("text", tests)
