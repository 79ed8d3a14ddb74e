/*
 * Tests of language tags.
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "language.h"
#include "unit.h"

struct sample {
	const char *text;
	const char *tag; /* "": refused */
};

static void
writes_tags_in_one_spelling(void)
{
	static const struct sample samples[] = {
		{ "en", "en" },
		{ "EN", "en" },
		{ "en-us", "en-US" },
		{ "pt_br", "pt-BR" },
		{ "ZH-HANT-tw", "zh-Hant-TW" },
		{ "es-419", "es-419" },
		{ "de-CH-1996", "de-CH-1996" },
		{ "sr-latn-rs", "sr-Latn-RS" },
		{ "ca-ES-VALENCIA", "ca-ES-valencia" },
		{ "en-US-u-CA-gregory", "en-US-u-ca-gregory" },
		{ "x-KLINGON-US", "x-klingon-us" },
		{ "fil", "fil" },
		{ "a234567-12345678-12345678-12345678", "" }, /* the language has letters only */
		{ "abcdefgh-12345678-12345678-1234567", "abcdefgh-12345678-12345678-1234567" },
		{ "abcdefgh-12345678-12345678-12345678", "abcdefgh-12345678-12345678-12345678" },
		{ "abcdefgh-12345678-12345678-12345678-1", "" },
		{ "abcdefghi", "" },
		{ "", "" },
		{ "-", "" },
		{ "en-", "" },
		{ "-en", "" },
		{ "en--US", "" },
		{ "en US", "" },
		{ "en;q=1", "" },
		{ "*", "" },
		{ "12", "" },
		{ "fran\xC3\xA7"
		  "ais",
		  "" },
	};
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		char tag[LANGUAGE_SIZE];
		bool parsed = language_parse(samples[i].text, tag);
		CU_ASSERT_STRING_EQUAL(tag, samples[i].tag);
		CU_ASSERT_EQUAL(parsed, samples[i].tag[0] != '\0');
	}
}

static void
takes_the_heaviest_of_accept_language(void)
{
	static const struct sample samples[] = {
		{ "fr", "fr" },
		{ "fr-ch, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", "fr-CH" },
		{ "en;q=0.5,de;q=0.8", "de" },
		{ "en;q=0.8,de;q=0.8", "en" },
		{ "en; q=0.1, de ; q=0.123", "de" },
		{ "en;q=0", "" },
		{ "en;q=0, de;q=0.001", "de" },
		{ "*", "" },
		{ "*, en;q=0.1", "en" },
		{ "", "" },
		{ ", ,en", "en" },
		{ "en;q=x,de;q=0.1", "de" },
		{ "no way,de", "de" },
		{ "en;q=1.000,de", "en" },
		{ "e n,d\xC3\xA9,,", "" },
	};
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		char tag[LANGUAGE_SIZE];
		bool found = language_preferred(samples[i].text, tag);
		CU_ASSERT_STRING_EQUAL(tag, samples[i].tag);
		CU_ASSERT_EQUAL(found, samples[i].tag[0] != '\0');
	}
}

static const struct unit_test tests[] = {
	TEST(writes_tags_in_one_spelling),
	TEST(takes_the_heaviest_of_accept_language),
};

UNIT_MAIN("language", tests)
