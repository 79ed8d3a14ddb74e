/*
 * Which texts make which combination, what kind of thing an event is, and the names of results.
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

static const char *const result_names[EVENT_RESULT_COUNT] = {
	[EVENT_WAITING] = "received",
	[EVENT_STORED] = "stored",
	[EVENT_ATTACHED] = "attached",
	[EVENT_NO_WEBSITE] = "no_website",
	[EVENT_INVALID] = "invalid",
	[EVENT_BOT] = "bot",
	[EVENT_IGNORED_ADDRESS] = "ignored_address",
	[EVENT_SHIELD_ADDRESS] = "shield_address",
	[EVENT_SHIELD_COUNTRY] = "shield_country",
	[EVENT_SHIELD_PATH] = "shield_path",
	[EVENT_SHIELD_HOSTNAME] = "shield_hostname",
	[EVENT_SPAM_REFERRER] = "spam_referrer",
	[EVENT_DO_NOT_TRACK] = "do_not_track",
	[EVENT_DUPLICATE] = "duplicate",
	[EVENT_REFUSED_BY_DATABASE] = "refused_by_database",
	[EVENT_FAILED] = "failed",
	[EVENT_DELETED] = "deleted",
	[EVENT_BUSY] = "busy",
};

const char *
event_result_name(enum event_result result)
{
	return result < EVENT_RESULT_COUNT ? result_names[result] : "unknown";
}

bool
event_is_stored(enum event_result result)
{
	return result == EVENT_STORED || result == EVENT_ATTACHED;
}

enum event_result
event_stored(const struct event *event)
{
	return event_is_row(event->type) ? EVENT_STORED : EVENT_ATTACHED;
}

bool
event_is_row(enum event_type type)
{
	return type >= EVENT_PAGEVIEW && type <= EVENT_PIXEL;
}

bool
event_is_activity(enum event_type type)
{
	return event_is_row(type) || type == EVENT_ENGAGEMENT;
}

bool
event_is_view(enum event_type type)
{
	return event_is_row(type) && type != EVENT_CUSTOM;
}

long long
event_began_at(const struct event *event)
{
	return event->at - event->engaged_ms;
}
