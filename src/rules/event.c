/*
 * Which texts make which combination, and what kind of thing an event is.
 * SPDX-License-Identifier: MIT
 */
#include "event.h"

const struct combination_texts combination_texts[COMBINATION_COUNT] = {
	[COMBINATION_PAGE] = { TEXT_PATH, TEXT_REFERRER_DOMAIN },
	[COMBINATION_SOURCE] = { TEXT_REFERRER_DOMAIN, TEXT_EVENT_NAME },
	[COMBINATION_ACTION] = { TEXT_EVENT_NAME, TEXT_BROWSER },
	[COMBINATION_CLIENT] = { TEXT_BROWSER, TEXT_COUNTRY },
	[COMBINATION_LOCATION] = { TEXT_COUNTRY, TEXT_DISTINCT_ID },
};

bool
event_is_row(const struct event *event)
{
	return event->type >= EVENT_PAGEVIEW && event->type <= EVENT_PIXEL;
}

long long
event_began_at(const struct event *event)
{
	return event->at - event->engaged_ms;
}
