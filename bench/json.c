/*
 * How long one event takes to read and to write: best of several rounds, in nanoseconds. Prints one
 * line each.
 * SPDX-License-Identifier: MIT
 */
#include "json.h"
#include "clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 15, EVENTS = 20000, CEILING = 1 << 16 };

static const char event[] =
	"{\"type\":\"event\",\"payload\":{\"website\":\"7f9b1e34-52a0-4c8d-9e61-0d3a2b4c5d6e\","
	"\"hostname\":"
	"\"www.example.org\",\"screen\":\"1920x1080\",\"language\":\"en-GB\",\"title\":\"How a "
	"wake is formed \\u2013 "
	"Notes from the "
	"water\",\"url\":\"/notes/how-a-wake-is-formed?utm_source=newsletter&utm_medium=email\","
	"\"referrer\":\"https://search.example.net/"
	"results?q=wake+behind+a+ship\",\"tag\":\"spring\",\"name\":\"read\","
	"\"data\":{\"seconds\":42,\"scrolled\":0.75,\"signed_in\":false}}}";

typedef bool (*work_fn)(struct arena *arena);

static bool
read_event(struct arena *arena)
{
	return json_read(arena, event, sizeof(event) - 1, NULL) != NULL;
}

static bool
write_event(struct arena *arena)
{
	static struct arena *kept;
	static struct json *tree;
	if (tree == NULL) {
		kept = arena_new(CEILING);
		tree = json_read(kept, event, sizeof(event) - 1, NULL);
	}
	struct json_writer *writer = json_writer_new(arena);
	json_value(writer, tree);
	return json_written(writer, NULL) != NULL;
}

/* An arena as every request has one is part of the price. */
static bool
no_work(struct arena *arena)
{
	return arena_alloc(arena, 1) != NULL;
}

static void
measure(const char *name, work_fn work)
{
	long long best = -1;
	for (int round = 0; round < ROUNDS; round++) {
		long long started_at = clock_monotonic_us();
		for (int i = 0; i < EVENTS; i++) {
			struct arena *arena = arena_new(CEILING);
			if (arena == NULL || !work(arena))
				abort();
			arena_free(arena);
		}
		long long took = clock_monotonic_us() - started_at;
		if (best < 0 || took < best)
			best = took;
	}
	printf("%-12s %6lld ns\n", name, best * 1000 / EVENTS);
}

int
main(void)
{
	printf("%-12s %6zu bytes\n", "event", sizeof(event) - 1);
	measure("arena alone", no_work);
	measure("read", read_event);
	measure("write", write_event);
	return 0;
}
