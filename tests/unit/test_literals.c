/*
 * Tests of the literals that an expression requires.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <string.h>

#include "literals.h"
#include "unit.h"

/* The literals, sorted as found, joined with '|'; "" when there are none. */
static const char *
joined(const char *regex)
{
	static struct literals literals;
	static char text[LITERALS_BYTES_MAX + LITERALS_MAX];
	size_t len = 0;
	text[0] = '\0';
	if (!literals_of(regex, 2, &literals)) {
		CU_ASSERT_EQUAL(literals.count, 0);
		return text;
	}
	for (size_t i = 0; i < literals.count; i++)
		len += (size_t)snprintf(text + len, sizeof(text) - len, "%s%.*s", i == 0 ? "" : "|",
					(int)literals.items[i].len,
					literals.text + literals.items[i].start);
	return text;
}

struct sample {
	const char *regex;
	const char *literals;
};

static void
check(const struct sample *samples, size_t count)
{
	for (size_t i = 0; i < count; i++)
		CU_ASSERT_STRING_EQUAL(joined(samples[i].regex), samples[i].literals);
}

static void
keeps_the_longest_part(void)
{
	static const struct sample samples[] = {
		{ "Firefox", "firefox" },
		{ "(Firefox)/(\\d+)", "firefox" },
		{ "ab.cdef.gh", "cdef" },
		{ "^ab$", "ab" },
		{ "ab\\bcd", "abcd" },
		{ "a\\.b\\/c", "a.b/c" },
		{ "Opera Mobi.{1,100}Version/", "opera mobi" },
		{ "a", "" },
		{ "", "" },
		{ ".*", "" },
		{ "\\d+\\w", "" },
		{ "12\\d345", "345" },
	};
	check(samples, sizeof(samples) / sizeof(samples[0]));
}

static void
keeps_every_alternative(void)
{
	static const struct sample samples[] = {
		{ "one|two|three", "one|two|three" },
		{ "(?:one|two)/", "one|two" },
		{ "(?:a|bcd)efgh", "efgh" },
		{ "(?:one|.)", "" },
		{ "(?:one|)", "" },
		{ "(?:one|two)longer", "longer" },
		{ "(?:oneone|twotwo)long", "oneone|twotwo" },
		{ "(?:one(?:three|seven)|four)", "three|seven|four" },
		{ "(?:one(?:two|six)|four)", "one|four" }, /* as long, and one text only */
		{ "(?:((one)|two)|three)x", "one|two|three" },
	};
	check(samples, sizeof(samples) / sizeof(samples[0]));
}

static void
leaves_out_what_may_be_absent(void)
{
	static const struct sample samples[] = {
		{ "ab(?:cdef)?gh", "ab" },
		{ "ab(?:cdef)*ghi", "ghi" },
		{ "ab(?:cdef){0,3}ghi", "ghi" },
		{ "ab(?:cdef)+gh", "cdef" },
		{ "ab(?:cdef){2}gh", "cdef" },
		{ "abc?", "ab" },
		{ "abc*def", "def" },
		{ "abc+def", "abc" },
		{ "abc+defg", "defg" },
		{ "abc??def", "def" },
		{ "a{2}bc", "bc" },
		{ "ab{cd", "ab{cd" },
		{ "abc{2}{3}d", "abc" },
		{ "abc{2}{0}de", "ab" },
	};
	check(samples, sizeof(samples) / sizeof(samples[0]));
}

static void
reads_classes(void)
{
	static const struct sample samples[] = {
		{ "[Bb]ot", "bot" },   { "[Ss][Pp]ider", "spider" }, { "x[ab]yz", "yz" },
		{ "x[^a]yz", "yz" },   { "x[a-z]yz", "yz" },         { "x[]a]yz", "yz" },
		{ "x[\\]a]yz", "yz" }, { "x[.]yz", "x.yz" },         { "x[\\.]yz", "x.yz" },
		{ "x[\\d]yz", "yz" },  { "x[[:alpha:]]yz", "" }, /* read as a class and a ']':
								    cautious is good enough */
	};
	check(samples, sizeof(samples) / sizeof(samples[0]));
}

static void
passes_over_look_arounds(void)
{
	static const struct sample samples[] = {
		{ "(?!no)yes", "yes" },  { "(?=no)yes", "yes" },       { "(?<!cu)bot", "bot" },
		{ "(?<=cu)bot", "bot" }, { "ab(?!longer)cd", "abcd" },
	};
	check(samples, sizeof(samples) / sizeof(samples[0]));
}

static void
claims_nothing_about_what_it_does_not_know(void)
{
	static const char *const regexes[] = { "(?i)abc",   "abc\\12def",     "[\\Q]\\E]abc",
					       "abcd{,3}",  "x[[:alpha:]]yz", "(?P<n>abc)",
					       "(?<n>abc)", "\\Qabc",         "abc\\x41",
					       "\\p{L}abc", "(abc",           "abc)",
					       "[abc",      "abc\\",          "*abc" };
	for (size_t i = 0; i < sizeof(regexes) / sizeof(regexes[0]); i++)
		CU_ASSERT_STRING_EQUAL(joined(regexes[i]), "");
}

static void
gives_up_on_what_is_too_big(void)
{
	static char regex[4 * (LITERALS_MAX + 2)];
	for (size_t i = 0; i <= LITERALS_MAX; i++)
		memcpy(regex + 4 * i, "abc|", 4);
	regex[4 * (LITERALS_MAX + 1) - 1] = '\0';
	CU_ASSERT_STRING_EQUAL(joined(regex), "");
	memset(regex, '(', 100);
	memcpy(regex + 100, "abc", 3);
	memset(regex + 103, ')', 100);
	regex[203] = '\0';
	CU_ASSERT_STRING_EQUAL(joined(regex), "");
}

static const struct unit_test tests[] = {
	TEST(keeps_the_longest_part),        TEST(keeps_every_alternative),
	TEST(leaves_out_what_may_be_absent), TEST(reads_classes),
	TEST(passes_over_look_arounds),      TEST(claims_nothing_about_what_it_does_not_know),
	TEST(gives_up_on_what_is_too_big),
};

UNIT_MAIN("literals", tests)
