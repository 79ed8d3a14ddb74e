/*
 * A parser by hand: strptime() knows neither fractions nor refuses the 31st of February.
 * SPDX-License-Identifier: MIT
 */
#include "iso_time.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* Reads exactly `digits` digits and moves on. */
static bool
read_number(const char **at, int digits, int *number)
{
	*number = 0;
	for (int i = 0; i < digits; i++, (*at)++) {
		if (**at < '0' || **at > '9')
			return false;
		*number = *number * 10 + (**at - '0');
	}
	return true;
}

static bool
read_character(const char **at, char wanted)
{
	if (**at != wanted)
		return false;
	(*at)++;
	return true;
}

static int
days_of_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return days[month - 1] + (month == 2 && leap);
}

/* Days since 1970-01-01 in the Gregorian calendar, counting years from March so that leap days come
 * last. */
static long long
days_since_1970(int year, int month, int day)
{
	long long years = month <= 2 ? year - 1 : year;
	long long era = years / 400, year_of_era = years % 400;
	long long day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
	       day_of_year - 719468;
}

static bool
read_date(const char **at, long long *days)
{
	int year, month, day;
	if (!read_number(at, 4, &year) || !read_character(at, '-') || !read_number(at, 2, &month) ||
	    !read_character(at, '-') || !read_number(at, 2, &day))
		return false;
	if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_of_month(year, month))
		return false;
	*days = days_since_1970(year, month, day);
	return true;
}

/* Decimals of a second, as whole milliseconds; what is finer is cut. */
static bool
read_decimals(const char **at, long long *ms)
{
	long long weight = 100;
	*ms = 0;
	if (!read_character(at, '.'))
		return true;
	if (**at < '0' || **at > '9')
		return false;
	for (; **at >= '0' && **at <= '9'; (*at)++, weight /= 10)
		*ms += weight * (**at - '0');
	return true;
}

static bool
read_clock(const char **at, long long *ms)
{
	int hour, minute, second = 0;
	long long decimals = 0;
	if (!read_number(at, 2, &hour) || !read_character(at, ':') || !read_number(at, 2, &minute))
		return false;
	if (read_character(at, ':') &&
	    (!read_number(at, 2, &second) || !read_decimals(at, &decimals)))
		return false;
	if (hour > 23 || minute > 59 || second > 59)
		return false;
	*ms = ((hour * 60LL + minute) * 60 + second) * 1000 + decimals;
	return true;
}

static bool
read_offset(const char **at, long long *ms)
{
	int hours, minutes;
	*ms = 0;
	if (read_character(at, 'Z'))
		return true;
	int sign = **at == '-' ? -1 : 1;
	if (!read_character(at, '+') && !read_character(at, '-'))
		return false;
	if (!read_number(at, 2, &hours))
		return false;
	read_character(at, ':');
	if (!read_number(at, 2, &minutes) || hours > 23 || minutes > 59)
		return false;
	*ms = sign * (hours * 60LL + minutes) * 60 * 1000;
	return true;
}

bool
iso_time_parse(const char *text, long long *ms)
{
	long long days, clock = 0, offset = 0;
	if (!read_date(&text, &days))
		return false;
	if (*text != '\0' && (!read_character(&text, 'T') || !read_clock(&text, &clock) ||
			      !read_offset(&text, &offset)))
		return false;
	*ms = days * 24 * 3600 * 1000 + clock - offset;
	return *text == '\0';
}

void
iso_time_format(long long ms, char out[ISO_TIME_SIZE])
{
	int fraction = (int)((ms % 1000 + 1000) % 1000);
	time_t seconds = (time_t)((ms - fraction) / 1000);
	struct tm date;
	gmtime_r(&seconds, &date);
	size_t len = strftime(out, ISO_TIME_SIZE, "%Y-%m-%dT%H:%M:%S", &date);
	snprintf(out + len, ISO_TIME_SIZE - len, ".%03dZ", fraction);
}
