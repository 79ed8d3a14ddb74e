/*
 * Moments as text, against the C library's calendar.
 * SPDX-License-Identifier: MIT
 */
#include "iso_time.h"

#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static void
reads_what_javascript_writes(void)
{
	static const struct {
		const char *text;
		long long ms;
	} cases[] = {
		{ "1970-01-01T00:00:00.000Z", 0 },
		{ "1970-01-01", 0 },
		{ "2026-11-23T02:39:00.123Z", 1795401540123LL },
		{ "2026-11-23T02:39Z", 1795401540000LL },
		{ "2026-11-23T02:39:00.1239Z", 1795401540123LL },
		{ "2026-11-23T04:39:00.5+02:00", 1795401540500LL },
		{ "2026-11-22T22:09:00-0430", 1795401540000LL },
		{ "2000-02-29T00:00:00Z", 951782400000LL },
		{ "1969-12-31T23:59:59.999Z", -1 },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		long long ms = 42;
		CU_ASSERT_TRUE(iso_time_parse(cases[i].text, &ms));
		CU_ASSERT_EQUAL(ms, cases[i].ms);
	}
}

static void
refuses_what_is_no_moment(void)
{
	static const char *const cases[] = {
		"",
		"2026",
		"2026-11",
		"2026-13-01",
		"2026-02-29",
		"2026-04-31T00:00:00Z",
		"2026-11-23T24:00:00Z",
		"2026-11-23T02:60:00Z",
		"2026-11-23T02:39:60Z",
		"2026-11-23T02:39:00",
		"2026-11-23T02:39:00.Z",
		"2026-11-23T02:39:00Zz",
		"2026-11-23 02:39:00Z",
		"0000-01-01T00:00:00Z",
		"2026-11-23T02:39:00+25:00",
		"-2026-11-23",
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		long long ms;
		CU_ASSERT_FALSE(iso_time_parse(cases[i], &ms));
	}
}

static void
agrees_with_the_c_library_on_every_day(void)
{
	for (long long day = -200 * 365; day < 200 * 365; day++) {
		time_t seconds = (time_t)day * 86400;
		struct tm tm;
		char text[64];
		long long ms;
		gmtime_r(&seconds, &tm);
		snprintf(text, sizeof(text), "%04d-%02d-%02dT00:00:00Z", tm.tm_year + 1900,
			 tm.tm_mon + 1, tm.tm_mday);
		CU_ASSERT_TRUE_FATAL(iso_time_parse(text, &ms));
		CU_ASSERT_EQUAL_FATAL(ms, (long long)seconds * 1000);
	}
}

static void
writes_what_it_reads(void)
{
	static const char *const cases[] = {
		"1970-01-01T00:00:00.000Z", "1969-12-31T23:59:59.999Z", "2000-02-29T12:00:00.001Z",
		"2024-12-31T23:59:59.999Z", "1716-06-28T09:46:40.000Z", "9999-12-31T23:59:59.999Z",
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		long long ms;
		char text[ISO_TIME_SIZE];
		CU_ASSERT_TRUE(iso_time_parse(cases[i], &ms));
		iso_time_format(ms, text);
		CU_ASSERT_STRING_EQUAL(text, cases[i]);
	}
}

static const struct unit_test tests[] = {
	TEST(reads_what_javascript_writes),
	TEST(refuses_what_is_no_moment),
	TEST(agrees_with_the_c_library_on_every_day),
	TEST(writes_what_it_reads),
};

UNIT_MAIN("iso_time", tests)
