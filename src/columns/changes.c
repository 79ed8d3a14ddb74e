/*
 * Each value has one form only: what can be read is, byte by byte, what would be written of it again.
 * SPDX-License-Identifier: MIT
 */
#include "changes.h"

#include <limits.h>
#include <stdint.h>

enum {
	FORMAT = 1,      /* the first byte; another one for another form of the rest */
	NUMBER_MAX = 10, /* bytes of a number of 64 bits */
	VISIT_NUMBERS = 11,
	EVENT_NUMBERS = 5
};

/* What the differences are to. */
struct previous {
	int visit_id;
	int visitor_id;
	long long ms; /* of the last event */
	long long number;
};

static void
write_number(unsigned char **at, uint64_t number)
{
	for (; number >= 0x80; number >>= 7)
		*(*at)++ = (unsigned char)(number | 0x80);
	*(*at)++ = (unsigned char)number;
}

/* Small whatever its sign: 0, -1, 1, -2, ... */
static void
write_signed(unsigned char **at, long long number)
{
	write_number(at, (uint64_t)number << 1 ^ (uint64_t)(number >> 63));
}

static void
write_int(unsigned char **at, int number)
{
	write_number(at, (unsigned)number);
}

static void
write_visit(unsigned char **at, const struct visit_row *visit, struct previous *previous)
{
	write_int(at, visit->visit_id - previous->visit_id);
	write_int(at, (int)visit->change << 1 | visit->bounce);
	write_signed(at, (long long)visit->visitor_id - previous->visitor_id);
	write_int(at, visit->source_id);
	write_int(at, visit->client_id);
	write_int(at, visit->location_id);
	write_int(at, visit->entry_page_id);
	write_signed(at, (long long)visit->exit_page_id - visit->entry_page_id);
	write_int(at, visit->seconds);
	write_int(at, visit->pageviews);
	write_int(at, visit->event_count);
	previous->visit_id = visit->visit_id;
	previous->visitor_id = visit->visitor_id;
}

static void
write_event(unsigned char **at, const struct event_row *event, struct previous *previous)
{
	long long ms = event->event_id >> EVENT_NUMBER_BITS;
	long long number = event->event_id & ((1 << EVENT_NUMBER_BITS) - 1);
	write_signed(at, ms - previous->ms);
	write_signed(at, number - previous->number);
	write_int(at, event->page_id);
	write_int(at, event->source_id);
	write_int(at, event->action_id);
	write_int(at, event->property_count);
	previous->ms = ms;
	previous->number = number;
}

bool
rows_write(const struct rows *rows, struct arena *arena, struct bytes *out)
{
	size_t numbers = 2 + (size_t)rows->visit_count * VISIT_NUMBERS +
			 (size_t)rows->event_count * EVENT_NUMBERS;
	unsigned char *bytes = arena_alloc_bytes(arena, 1 + numbers * NUMBER_MAX), *at = bytes;
	const struct event_row *event = rows->events;
	struct previous previous = { 0 };
	if (bytes == NULL)
		return false;
	*at++ = FORMAT;
	write_int(&at, rows->visit_count);
	write_int(&at, rows->event_count);
	for (int i = 0; i < rows->visit_count; i++) {
		const struct visit_row *visit = &rows->visits[i];
		write_visit(&at, visit, &previous);
		for (int j = 0; j < visit->event_count; j++)
			write_event(&at, event++, &previous);
	}
	*out = (struct bytes){ bytes, (size_t)(at - bytes) };
	return true;
}

struct reader {
	const unsigned char *at;
	const unsigned char *end;
	bool failed; /* and from then on every number is 0 */
};

/* In its shortest form, as write_number() has it. */
static uint64_t
read_number(struct reader *reader)
{
	uint64_t number = 0;
	for (unsigned shift = 0; !reader->failed && reader->at < reader->end; shift += 7) {
		unsigned char byte = *reader->at++;
		if ((byte == 0 && shift > 0) || (shift == 63 && byte > 1))
			break;
		number |= (uint64_t)(byte & 0x7F) << shift;
		if (byte < 0x80)
			return number;
	}
	reader->failed = true;
	return 0;
}

static long long
read_signed(struct reader *reader)
{
	uint64_t number = read_number(reader);
	return (long long)(number >> 1 ^ -(number & 1));
}

static int
read_int(struct reader *reader)
{
	uint64_t number = read_number(reader);
	if (number <= UINT_MAX)
		return (int)number;
	reader->failed = true;
	return 0;
}

/* `previous` and a signed difference, which must come to something from `low` to `high`. */
static long long
read_next(struct reader *reader, long long previous, long long low, long long high)
{
	long long number;
	if (!__builtin_add_overflow(previous, read_signed(reader), &number) && number >= low &&
	    number <= high)
		return number;
	reader->failed = true;
	return low;
}

static void
read_visit(struct reader *reader, struct visit_row *visit, struct previous *previous)
{
	uint64_t step = read_number(reader);
	if (step > (uint64_t)(INT_MAX - previous->visit_id))
		reader->failed = true;
	else
		previous->visit_id += (int)step;
	visit->visit_id = previous->visit_id;
	int marks = read_int(reader);
	if (marks < 0 || marks >> 1 > CHANGE_REMOVES)
		reader->failed = true;
	visit->change = (enum change)(marks >> 1);
	visit->bounce = marks & 1;
	visit->visitor_id = (int)read_next(reader, previous->visitor_id, INT_MIN, INT_MAX);
	visit->source_id = read_int(reader);
	visit->client_id = read_int(reader);
	visit->location_id = read_int(reader);
	visit->entry_page_id = read_int(reader);
	visit->exit_page_id = (int)read_next(reader, visit->entry_page_id, INT_MIN, INT_MAX);
	visit->seconds = read_int(reader);
	visit->pageviews = read_int(reader);
	visit->event_count = read_int(reader);
	previous->visitor_id = visit->visitor_id;
}

static void
read_event(struct reader *reader, struct event_row *event, struct previous *previous)
{
	previous->ms = read_next(reader, previous->ms, 0, LLONG_MAX >> EVENT_NUMBER_BITS);
	previous->number = read_next(reader, previous->number, 0, (1 << EVENT_NUMBER_BITS) - 1);
	event->event_id = previous->ms << EVENT_NUMBER_BITS | previous->number;
	event->page_id = read_int(reader);
	event->source_id = read_int(reader);
	event->action_id = read_int(reader);
	event->property_count = read_int(reader);
}

/* Room for as many rows as the bytes say, when they can hold so many. */
static bool
read_counts(struct reader *reader, struct arena *arena, struct rows *rows)
{
	rows->visit_count = read_int(reader);
	rows->event_count = read_int(reader);
	size_t left = (size_t)(reader->end - reader->at);
	if (rows->visit_count < 0 || (size_t)rows->visit_count > left / VISIT_NUMBERS ||
	    rows->event_count < 0 || (size_t)rows->event_count > left / EVENT_NUMBERS)
		return false;
	rows->visits = arena_array(arena, (size_t)rows->visit_count, sizeof(*rows->visits));
	rows->events = arena_array(arena, (size_t)rows->event_count, sizeof(*rows->events));
	return rows->visits != NULL && rows->events != NULL;
}

bool
rows_read(const void *bytes, size_t len, struct arena *arena, struct rows *out)
{
	struct reader reader = { bytes, (const unsigned char *)bytes + len, len == 0 };
	struct previous previous = { 0 };
	struct rows rows = { 0 };
	int events = 0;
	if (reader.failed || *reader.at++ != FORMAT || !read_counts(&reader, arena, &rows))
		return false;
	for (int i = 0; i < rows.visit_count; i++) {
		struct visit_row *visit = &rows.visits[i];
		read_visit(&reader, visit, &previous);
		if (reader.failed || visit->event_count < 0 ||
		    visit->event_count > rows.event_count - events)
			return false;
		for (int j = 0; j < visit->event_count; j++)
			read_event(&reader, &rows.events[events++], &previous);
	}
	if (reader.failed || reader.at != reader.end || !rows_are_in_order(&rows))
		return false;
	*out = rows;
	return true;
}
