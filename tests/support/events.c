/*
 * Two websites, four visitors, four pages.
 * SPDX-License-Identifier: MIT
 */
#include "events.h"

#include "event_digest.h"

#include <stdlib.h>
#include <string.h>

const char *const uuids[2] = { "00000000-0000-4000-8000-000000000001",
			       "00000000-0000-4000-8000-000000000002" };
const long long noon = 1792065600000LL;

void
event_init(struct event *event, int website, const char *address, long long at, const char *path)
{
	memset(event, 0, sizeof(*event));
	for (int t = 0; t < TEXT_COUNT; t++)
		event->texts[t] = "";
	uuid_parse(uuids[website], &event->website);
	event->type = EVENT_PAGEVIEW;
	event->at = at;
	event->address = address;
	event->user_agent = "test";
	event->texts[TEXT_HOSTNAME] = "example.org";
	event->texts[TEXT_PATH] = path;
	event->texts[TEXT_BROWSER] = "firefox";
}

void
event_draw(struct event *event)
{
	static const char *const addresses[] = { "192.0.2.1", "192.0.2.2", "192.0.2.3",
						 "192.0.2.4" };
	static const char *const paths[] = { "/a", "/b", "/c", "/d" };
	static const char *const referrers[] = { "", "", "google.com", "example.net" };
	static const enum event_type types[] = { EVENT_PAGEVIEW, EVENT_PAGEVIEW, EVENT_CUSTOM,
						 EVENT_LINK,     EVENT_PIXEL,    EVENT_ENGAGEMENT };
	long long at = noon - 12 * 60 * MINUTE + (rand() % 144) * 10LL * MINUTE + rand() % 3;
	event_init(event, rand() % 2, addresses[rand() % 4], at, paths[rand() % 4]);
	event->dated = true;
	event->type = types[rand() % (int)(sizeof(types) / sizeof(types[0]))];
	if (event->type == EVENT_ENGAGEMENT)
		event->engaged_ms = rand() % 6 * 10 * MINUTE + rand() % 3;
	if (event->type == EVENT_CUSTOM)
		event->texts[TEXT_EVENT_NAME] = "click";
	if (event_is_row(event->type))
		event->texts[TEXT_REFERRER_DOMAIN] = referrers[rand() % 4];
}

void
digest_and_store(struct batch_writer *writer, struct event **events, int count, long long now)
{
	for (int i = 0; i < count; i++)
		event_digest(events[i]);
	batch_store(writer, events, count, now);
}

void
store(struct batch_writer *writer, struct event *events, int count, long long now)
{
	struct event *pointers[BATCH_EVENTS_MAX];
	for (int i = 0; i < count; i++) {
		pointers[i] = &events[i];
		events[i].result = EVENT_WAITING;
	}
	digest_and_store(writer, pointers, count, now);
}
