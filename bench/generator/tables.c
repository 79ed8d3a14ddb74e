/*
 * A buffer for each table. What refers to a row may be sent before it: there are no foreign keys.
 * SPDX-License-Identifier: MIT
 */
#include "tables.h"

#include "database.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BUFFER_SIZE = 4 << 20, ROW_MAX = 4096, DAY_MS = 86400000 };

static struct buffer {
	const char *copy; /* the target */
	char *bytes;
	size_t len;
	size_t row_at; /* where the row begins that is being written */
	long long rows;
} buffers[TABLE_COUNT] = {
	[TABLE_TEXTS] = { "texts (website_id, text_id, text)" },
	[TABLE_PAGES] = { "pages (website_id, page_id, path_id, title_id, hostname_id, query_id)" },
	[TABLE_SOURCES] = { "sources (website_id, source_id, referrer_domain_id, referrer_path_id, "
			    "referrer_query_id, source_name_id, utm_source_id, utm_medium_id, "
			    "utm_campaign_id, utm_content_id, utm_term_id, click_id_id, "
			    "channel_id)" },
	[TABLE_ACTIONS] = { "actions (website_id, action_id, name_id, tag_id, event_type)" },
	[TABLE_CLIENTS] = { "clients (website_id, client_id, browser_id, os_id, device_id, "
			    "screen_id, language_id)" },
	[TABLE_LOCATIONS] = { "locations (website_id, location_id, country_id, region_id, "
			      "city_id)" },
	[TABLE_VISITORS] = { "visitors (website_id, visitor_id, visitor_hash, client_id, "
			     "location_id, distinct_id_id, period_started_at)" },
	[TABLE_VISITS] = { "visits (website_id, visit_id, visitor_id, source_id, started_at, "
			   "ended_at, pageviews, events, entry_page_id, exit_page_id, engaged_ms, "
			   "client_id, location_id)" },
	[TABLE_EVENTS] = { "events (event_id, website_id, visitor_id, visit_id, page_id, "
			   "source_id, action_id)" },
	[TABLE_EVENT_PROPERTIES] = { "event_properties (event_id, website_id, name_id, data_type, "
				     "text_value, number_value, date_value)" },
	[TABLE_REVENUES] = { "revenues (event_id, website_id, visitor_id, visit_id, name_id, "
			     "currency, amount, page_id, source_id, action_id)" },
	[TABLE_ENGAGEMENTS] = { "engagements (event_id, website_id, visitor_id, visit_id, page_id, "
				"engaged_ms, scroll_depth)" },
	[TABLE_PERFORMANCES] = { "performances (event_id, website_id, visitor_id, visit_id, "
				 "page_id, lcp, inp, cls, fcp, ttfb)" },
	[TABLE_VISITOR_PROPERTIES] = { "visitor_properties (website_id, visitor_id, name_id, "
				       "data_type, text_value, number_value, date_value, set_at)" },
	[TABLE_LEDGER] = { "ledger (website_id, hour, outcome, events)" },
};

/* Database ------------------------------------------------------------------------------------ */

PGconn *
tables_open(void)
{
	PGconn *connection = database_open(NULL);
	database_run(connection, "SET TimeZone = 'UTC'", PGRES_COMMAND_OK);
	database_run(connection, "BEGIN", PGRES_COMMAND_OK);
	for (int t = 0; t < TABLE_COUNT; t++) {
		buffers[t].bytes = malloc(BUFFER_SIZE);
		if (buffers[t].bytes == NULL)
			abort();
	}
	return connection;
}

char *
tables_ask(PGconn *connection, const char *statement, const char *parameter)
{
	PGresult *result = PQexecParams(connection, statement, parameter != NULL, NULL, &parameter,
					NULL, NULL, 0);
	if (PQresultStatus(result) != PGRES_TUPLES_OK || PQntuples(result) != 1)
		database_fail(statement, PQresultStatus(result) == PGRES_TUPLES_OK
						 ? "no such row\n"
						 : PQerrorMessage(connection));
	char *value = strdup(PQgetvalue(result, 0, 0));
	PQclear(result);
	if (value == NULL)
		abort();
	return value;
}

static void
buffer_send(PGconn *connection, struct buffer *buffer)
{
	if (buffer->len > 0)
		database_copy(connection, buffer->copy, buffer->bytes, buffer->len);
	buffer->len = buffer->row_at = 0;
}

void
tables_close(PGconn *connection)
{
	for (int t = 0; t < TABLE_COUNT; t++)
		buffer_send(connection, &buffers[t]);
	database_run(connection, "COMMIT", PGRES_COMMAND_OK);
	PQfinish(connection);
}

/* Rows ---------------------------------------------------------------------------------------- */

static void
put(struct buffer *buffer, const char *bytes, size_t len)
{
	if (buffer->len + len + 1 > BUFFER_SIZE)
		abort(); /* row_end() leaves room for a row */
	memcpy(buffer->bytes + buffer->len, bytes, len);
	buffer->len += len;
}

static void
column_begin(struct buffer *buffer)
{
	if (buffer->len > buffer->row_at)
		put(buffer, "\t", 1);
}

void
row_integer(enum table table, long long number)
{
	char digits[24], *at = digits + sizeof(digits);
	unsigned long long rest =
		number < 0 ? 0 - (unsigned long long)number : (unsigned long long)number;
	do {
		*--at = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest > 0);
	if (number < 0)
		*--at = '-';
	column_begin(&buffers[table]);
	put(&buffers[table], at, (size_t)(digits + sizeof(digits) - at));
}

void
row_text(enum table table, const char *text)
{
	struct buffer *buffer = &buffers[table];
	column_begin(buffer);
	if (text == NULL) {
		put(buffer, "\\N", 2);
		return;
	}
	for (size_t len; *text != '\0'; text += len) {
		static const char specials[] = "\\\t\n\r";
		const char *special = strchr(specials, *text);
		len = special == NULL ? strcspn(text, specials) : 1;
		if (special == NULL) {
			put(buffer, text, len);
			continue;
		}
		put(buffer, "\\", 1);
		put(buffer, &"\\tnr"[special - specials], 1);
	}
}

static void
put_digits(char *to, int number, int digits)
{
	for (int i = digits - 1; i >= 0; i--, number /= 10)
		to[i] = (char)('0' + number % 10);
}

void
row_time(enum table table, long long at)
{
	static char text[] = "0000-00-00 00:00:00.000+00";
	static long long day = -1; /* that the text shows */
	int ms = (int)(at % DAY_MS);
	if (at / DAY_MS != day) {
		time_t seconds = (time_t)(at / 1000);
		struct tm utc;
		gmtime_r(&seconds, &utc);
		put_digits(text, utc.tm_year + 1900, 4);
		put_digits(text + 5, utc.tm_mon + 1, 2);
		put_digits(text + 8, utc.tm_mday, 2);
		day = at / DAY_MS;
	}
	put_digits(text + 11, ms / 3600000, 2);
	put_digits(text + 14, ms / 60000 % 60, 2);
	put_digits(text + 17, ms / 1000 % 60, 2);
	put_digits(text + 20, ms % 1000, 3);
	column_begin(&buffers[table]);
	put(&buffers[table], text, sizeof(text) - 1);
}

void
row_end(PGconn *connection, enum table table)
{
	struct buffer *buffer = &buffers[table];
	put(buffer, "\n", 1);
	buffer->row_at = buffer->len;
	buffer->rows++;
	if (buffer->len > BUFFER_SIZE - ROW_MAX)
		buffer_send(connection, buffer);
}

long long
tables_rows(enum table table)
{
	return buffers[table].rows;
}
