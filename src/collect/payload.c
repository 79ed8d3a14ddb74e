/*
 * Reading one sending: every problem is named by its field, nothing is stored that the database would refuse.
 * SPDX-License-Identifier: MIT
 */
#include "payload.h"

#include "channel.h"
#include "collect.h"
#include "field.h"
#include "forwarding.h"
#include "language.h"
#include "property.h"
#include "text.h"
#include "token.h"
#include "url.h"
#include "visit.h"

#include <math.h>
#include <string.h>

enum { UTM_MAX = 255, CLIENT_NAME_MAX = 20, SCREEN_MAX = 11 };
enum { ENGAGED_MS_MAX = 24 * 3600 * 1000, SCROLL_DEPTH_MAX = 100 };
enum { VITAL_MS_MAX = 60000, CLS_MAX = 100 };

/* Senders may date events from the year 2000 to a day ahead. */
static const long long DATED_MIN_MS = 946684800000LL;
static const long long DATED_AHEAD_MS = 24LL * 3600 * 1000;

/* The payload as sent; pointers are NULL when absent. */
struct payload {
	const char *website, *hostname, *url, *referrer, *title, *screen, *language, *name, *tag,
		*id;
	const char *ip, *user_agent, *browser, *os, *device;
	double timestamp; /* seconds since 1970; 0: now */
	double engaged_time, scroll_depth;
	double vitals[VITAL_COUNT];
};

/* A number that was not sent. */
static const double ABSENT = -1;

#define OPTIONAL(member, json, most) \
	FIELD_AS(struct payload, member, json, .flags = FIELD_NULLABLE, .maximum = (most))

#define UP_TO(member, json, most)                                                     \
	FIELD_AS(struct payload, member, json, .flags = FIELD_NULLABLE, .minimum = 0, \
		 .maximum = (most))

static const struct field payload_fields[] = FIELDS(
	FIELD_AS(struct payload, website, "website", .flags = FIELD_REQUIRED | FIELD_UUID),
	OPTIONAL(hostname, "hostname", HOSTNAME_MAX), OPTIONAL(url, "url", 0),
	OPTIONAL(referrer, "referrer", 0), OPTIONAL(title, "title", 0),
	OPTIONAL(screen, "screen", SCREEN_MAX), OPTIONAL(language, "language", LANGUAGE_SIZE - 1),
	OPTIONAL(name, "name", EVENT_NAME_MAX), OPTIONAL(tag, "tag", EVENT_NAME_MAX),
	OPTIONAL(id, "id", EVENT_NAME_MAX), OPTIONAL(ip, "ip", 0),
	OPTIONAL(user_agent, "userAgent", 0), OPTIONAL(browser, "browser", 0),
	OPTIONAL(os, "os", 0), OPTIONAL(device, "device", 0),
	FIELD(struct payload, timestamp, .flags = FIELD_NULLABLE),
	UP_TO(engaged_time, "engagedTime", ENGAGED_MS_MAX),
	UP_TO(scroll_depth, "scrollDepth", SCROLL_DEPTH_MAX),
	UP_TO(vitals[VITAL_LCP], "lcp", VITAL_MS_MAX),
	UP_TO(vitals[VITAL_INP], "inp", VITAL_MS_MAX), UP_TO(vitals[VITAL_CLS], "cls", CLS_MAX),
	UP_TO(vitals[VITAL_FCP], "fcp", VITAL_MS_MAX),
	UP_TO(vitals[VITAL_TTFB], "ttfb", VITAL_MS_MAX));

static const char *const click_parameters[] = { "gclid",  "fbclid",    "msclkid",
						"ttclid", "li_fat_id", "twclid" };
enum { CLICK_PARAMETERS = sizeof(click_parameters) / sizeof(click_parameters[0]) };

struct reading {
	struct request *req;
	struct collect_context *context;
	const struct payload *payload;
	struct event *event;
};

static const char *
or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

/* Senders leave a member out, or send "" for it. */
static bool
is_given(const char *text)
{
	return or_empty(text)[0] != '\0';
}

/* The text, cut to so many characters; "" for NULL, and without memory, which request.c reports. */
static const char *
cut(struct arena *arena, const char *text, size_t max_characters)
{
	size_t len = strlen(or_empty(text));
	size_t kept = text_truncated_characters(or_empty(text), len, max_characters);
	return kept == len ? or_empty(text) : or_empty(arena_copy_bytes(arena, text, kept));
}

static void
read_type(struct reading *reading, const struct json *type)
{
	static const struct {
		const char *name;
		enum event_type type;
	} types[] = {
		{ "event", EVENT_PAGEVIEW },
		{ "identify", EVENT_IDENTIFY },
		{ "performance", EVENT_PERFORMANCE },
		{ "engagement", EVENT_ENGAGEMENT },
	};
	enum { TYPES = sizeof(types) / sizeof(types[0]) };
	struct event *event = reading->event;
	int t = 0;
	while (t < TYPES &&
	       (type == NULL || type->kind != JSON_TEXT || strcmp(type->text, types[t].name) != 0))
		t++;
	if (t == TYPES) {
		request_problem(reading->req, "type",
				"Must be event, identify, performance or engagement.");
		return;
	}
	event->type = types[t].type;
	if (event->type == EVENT_PAGEVIEW && is_given(reading->payload->name)) {
		event->type = EVENT_CUSTOM;
		event->texts[TEXT_EVENT_NAME] = reading->payload->name;
	}
}

static void
read_engagement(struct reading *reading)
{
	const struct payload *payload = reading->payload;
	if (payload->engaged_time == ABSENT)
		request_problem(reading->req, "payload.engagedTime", "Must be given.");
	else
		reading->event->engaged_ms = (int)lround(payload->engaged_time);
	if (payload->scroll_depth != ABSENT)
		reading->event->scroll_depth = (int)lround(payload->scroll_depth);
}

static void
read_performance(struct reading *reading)
{
	const double *vitals = reading->payload->vitals;
	bool any = false;
	for (int v = 0; v < VITAL_COUNT; v++) {
		if (vitals[v] == ABSENT)
			continue;
		reading->event->vitals[v] = arena_format(reading->req->arena, "%.6f", vitals[v]);
		any = true;
	}
	if (!any)
		request_problem(reading->req, "payload",
				"Must have at least one of lcp, inp, cls, fcp and ttfb.");
}

static void
read_time(struct reading *reading)
{
	struct event *event = reading->event;
	event->at = reading->req->received_at;
	event->dated = reading->payload->timestamp != 0;
	if (!event->dated)
		return;
	double ms = reading->payload->timestamp * 1000;
	if (ms < (double)DATED_MIN_MS || ms > (double)(event->at + DATED_AHEAD_MS))
		request_problem(
			reading->req, "payload.timestamp",
			"Must be in seconds since 1970, from the year 2000 to a day from now.");
	else
		event->at = (long long)ms;
}

/* Path and fragment as one text, as Umami stores it. */
static const char *
page_path(const struct reading *reading, const struct url *url)
{
	struct arena *arena = reading->req->arena;
	const char *path = url->path;
	size_t len = strlen(path);
	if (strcmp(path, "/undefined") == 0)
		return "";
	if (reading->context->shared->config->remove_trailing_slash && len > 1 &&
	    path[len - 1] == '/')
		path = or_empty(arena_copy_bytes(arena, path, len - 1));
	if (url->fragment[0] != '\0')
		path = or_empty(arena_format(arena, "%s#%s", path, url->fragment));
	return cut(arena, path, PAGE_TEXT_MAX);
}

static void
read_campaign(struct reading *reading, const char *query, struct channel_input *input)
{
	static const struct {
		enum event_text text;
		const char *name;
	} parameters[] = {
		{ TEXT_UTM_SOURCE, "utm_source" },     { TEXT_UTM_MEDIUM, "utm_medium" },
		{ TEXT_UTM_CAMPAIGN, "utm_campaign" }, { TEXT_UTM_CONTENT, "utm_content" },
		{ TEXT_UTM_TERM, "utm_term" },
	};
	struct arena *arena = reading->req->arena;
	struct event *event = reading->event;
	const char *clicks[CLICK_PARAMETERS];
	if (query[0] == '\0')
		return;
	for (size_t i = 0; i < sizeof(parameters) / sizeof(parameters[0]); i++)
		event->texts[parameters[i].text] =
			cut(arena, url_query_value(arena, query, parameters[i].name), UTM_MAX);
	for (int i = CLICK_PARAMETERS - 1; i >= 0; i--) {
		clicks[i] = url_query_value(arena, query, click_parameters[i]);
		if (is_given(clicks[i]))
			event->texts[TEXT_CLICK_ID] = click_parameters[i];
	}
	input->gclid = clicks[0];
	input->fbclid = clicks[1];
	input->msclkid = clicks[2];
	input->ttclid = clicks[3];
	input->li_fat_id = clicks[4];
	input->twclid = clicks[5];
}

/* A referrer on the page's own host is navigation and no source. */
static void
read_referrer(struct reading *reading, const char *own_host, struct channel_input *input)
{
	struct arena *arena = reading->req->arena;
	struct event *event = reading->event;
	struct url url, own;
	if (!is_given(reading->payload->referrer))
		return;
	if (!url_parse(arena, reading->payload->referrer, own_host, &url)) {
		request_problem(reading->req, "payload.referrer", "Must be a URL or a path.");
		return;
	}
	/* a hostname as it was sent may have capitals and a port */
	if (!url_parse(arena, "/", own_host, &own))
		own.host = "";
	if (url.host[0] == '\0' || strcmp(url_domain(url.host), url_domain(own.host)) == 0)
		return;
	input->referrer_host = url.host;
	event->texts[TEXT_REFERRER_DOMAIN] = cut(arena, url_domain(url.host), PAGE_TEXT_MAX);
	event->texts[TEXT_REFERRER_PATH] = cut(arena, url.path, PAGE_TEXT_MAX);
	event->texts[TEXT_REFERRER_QUERY] = cut(arena, url.query, PAGE_TEXT_MAX);
	event->texts[TEXT_SOURCE_NAME] = cut(
		arena, referrer_source(reading->context->shared->sources, url.host), PAGE_TEXT_MAX);
}

/* The channel stands with a source that says anything; without one the visit is direct. */
static void
read_channel(struct event *event, const struct channel_input *input)
{
	bool known = false;
	for (int t = TEXT_REFERRER_DOMAIN; t < TEXT_CHANNEL; t++)
		known = known || event->texts[t][0] != '\0';
	if (known)
		event->texts[TEXT_CHANNEL] = channel_name(channel_of(input));
}

/* True for "https://host/path" and "//host/path", not for a path. */
static bool
names_host(const char *url)
{
	size_t before_path = strcspn(url, "/?#");
	return strncmp(url + before_path, "//", 2) == 0;
}

static void
read_page(struct reading *reading)
{
	const struct payload *payload = reading->payload;
	struct arena *arena = reading->req->arena;
	struct event *event = reading->event;
	struct url url = { "", "", "", "", "" };
	if (is_given(payload->url) && !url_parse(arena, payload->url, payload->hostname, &url)) {
		request_problem(reading->req, "payload.url", "Must be a URL or a path.");
		return;
	}
	const char *host = "";
	if (is_given(payload->hostname))
		host = payload->hostname;
	else if (names_host(or_empty(payload->url)))
		host = url_domain(url.host);
	event->texts[TEXT_HOSTNAME] = cut(arena, host, HOSTNAME_MAX);
	event->texts[TEXT_PATH] = page_path(reading, &url);
	event->texts[TEXT_QUERY] = cut(arena, url.query, PAGE_TEXT_MAX);
	event->texts[TEXT_TITLE] = cut(arena, payload->title, PAGE_TEXT_MAX);
	if (!event_is_row(event))
		return;
	event->texts[TEXT_TAG] = or_empty(payload->tag);

	struct channel_input input = { .sources = reading->context->shared->sources,
				       .hostname = host };
	read_campaign(reading, url.query, &input);
	input.utm_source = event->texts[TEXT_UTM_SOURCE];
	input.utm_medium = event->texts[TEXT_UTM_MEDIUM];
	read_referrer(reading, host, &input);
	read_channel(event, &input);
}

/* Who sent it: the payload's words, else what the connection and trusted proxies say. */
static void
read_address(struct reading *reading, struct address *address, bool *peer_trusted)
{
	const struct collect_shared *shared = reading->context->shared;
	const struct request *req = reading->req;
	struct address_headers headers = { .only_client_ip =
						   shared->config->client_ip_header[0] != '\0' };
	struct address peer;
	*peer_trusted = false;
	memset(address, 0, sizeof(*address));
	if (req->peer == NULL || !address_parse(req->peer, &peer))
		memset(&peer, 0, sizeof(peer));
	else
		*peer_trusted = address_list_contains(&shared->trusted_proxies, &peer);
	if (is_given(reading->payload->ip)) {
		if (!address_parse(reading->payload->ip, address))
			request_problem(reading->req, "payload.ip",
					"Must be an IPv4 or IPv6 address.");
		return;
	}
	if (headers.only_client_ip)
		headers.client_ip = forwarding_value(req, shared->config->client_ip_header);
	for (int i = 0; i < ADDRESS_HEADER_COUNT; i++)
		headers.values[i] =
			forwarding_value(req, address_header_name((enum address_header)i));
	*address = address_client(&peer, &shared->trusted_proxies, &headers);
}

/* Where: from headers only of a trusted proxy, and never for an address that the payload names. */
static void
read_location(struct reading *reading, const struct address *address, bool headers_count)
{
	const struct collect_shared *shared = reading->context->shared;
	struct arena *arena = reading->req->arena;
	struct event *event = reading->event;
	const char *values[LOCATION_HEADER_COUNT];
	struct location location;
	bool found = false;
	if (headers_count) {
		for (int i = 0; i < LOCATION_HEADER_COUNT; i++)
			values[i] = forwarding_value(reading->req,
						     location_header_name((enum location_header)i));
		found = location_from_headers(values, &location);
	}
	if (!found && !geo_lookup(shared->geo, address, &location))
		return;
	event->texts[TEXT_COUNTRY] = or_empty(arena_copy(arena, location.country));
	event->texts[TEXT_REGION] = or_empty(arena_copy(arena, location.region));
	event->texts[TEXT_CITY] = or_empty(arena_copy(arena, location.city));
}

/* The cache token keeps a visitor whose address changes in mid-visit the same visitor. */
static void
read_known_visitor(struct reading *reading)
{
	const struct payload *payload = reading->payload;
	struct event *event = reading->event;
	struct cache_token token;
	if (reading->req->headers.umami_cache == NULL || is_given(payload->ip) ||
	    is_given(payload->user_agent) || is_given(payload->id) || event->dated)
		return;
	if (!token_verify(reading->context->shared->secrets.cache_token,
			  reading->req->headers.umami_cache, &token, sizeof(token)))
		return;
	if (!uuid_equal(&token.website, &event->website) ||
	    event_began_at(event) - token.issued_at > VISIT_GAP_MS)
		return;
	event->visitor_known = true;
	event->visitor_hash = token.visitor_hash;
}

/* False for a bot. */
static bool
read_client(struct reading *reading)
{
	const struct payload *payload = reading->payload;
	const struct collect_shared *shared = reading->context->shared;
	struct arena *arena = reading->req->arena;
	struct event *event = reading->event;
	char language[LANGUAGE_SIZE];
	const char *user_agent = is_given(payload->user_agent)
					 ? payload->user_agent
					 : or_empty(reading->req->headers.user_agent);

	const struct useragent *known = useragent_cache_get(reading->context->useragents,
							    user_agent, or_empty(payload->screen));
	if (known->bot && !shared->config->disable_bot_check)
		return false;
	event->user_agent = user_agent;
	event->texts[TEXT_BROWSER] = payload->browser == NULL
					     ? or_empty(arena_copy(arena, known->browser))
					     : cut(arena, payload->browser, CLIENT_NAME_MAX);
	event->texts[TEXT_OS] = payload->os == NULL ? or_empty(arena_copy(arena, known->os))
						    : cut(arena, payload->os, CLIENT_NAME_MAX);
	event->texts[TEXT_DEVICE] = payload->device == NULL
					    ? or_empty(arena_copy(arena, known->device))
					    : cut(arena, payload->device, CLIENT_NAME_MAX);
	event->texts[TEXT_SCREEN] = or_empty(payload->screen);
	if (payload->language != NULL && language_parse(payload->language, language))
		event->texts[TEXT_LANGUAGE] = or_empty(arena_copy(arena, language));
	event->texts[TEXT_DISTINCT_ID] = or_empty(payload->id);
	return true;
}

static void
read_properties(struct reading *reading, const struct json *data)
{
	struct event *event = reading->event;
	if (data == NULL || data->kind == JSON_NULL)
		return;
	if (!event_is_row(event) && event->type != EVENT_IDENTIFY)
		return;
	if (!properties_read(reading->req, data, "payload.data", &event->properties,
			     &event->property_count))
		return;
	if (event_is_row(event))
		properties_revenue(reading->req, data, &event->revenue, &event->currency);
}

enum payload_verdict
payload_read(struct request *req, struct collect_context *context, const struct json *sent,
	     struct event *event)
{
	struct payload payload = { .engaged_time = ABSENT, .scroll_depth = ABSENT };
	struct reading reading = {
		.req = req, .context = context, .payload = &payload, .event = event
	};
	const struct json *body = json_member(sent, "payload");
	struct address address;
	char address_text[ADDRESS_TEXT_SIZE];
	bool peer_trusted;

	memset(event, 0, sizeof(*event));
	for (int t = 0; t < TEXT_COUNT; t++)
		event->texts[t] = "";
	for (int v = 0; v < VITAL_COUNT; v++)
		payload.vitals[v] = ABSENT;
	if (sent->kind != JSON_OBJECT)
		request_problem(req, "", "Must be an object with type and payload.");
	else if (body == NULL || body->kind != JSON_OBJECT)
		request_problem(req, "payload", "Must be an object.");
	else if (fields_from_json(req, body, "payload.", payload_fields, &payload, NULL))
		uuid_parse(payload.website, &event->website);
	if (req->problems != NULL)
		return PAYLOAD_INVALID;

	read_type(&reading, json_member(sent, "type"));
	read_time(&reading);
	if (event->type == EVENT_ENGAGEMENT)
		read_engagement(&reading);
	if (event->type == EVENT_PERFORMANCE)
		read_performance(&reading);
	if (!read_client(&reading))
		return PAYLOAD_BOT;
	read_page(&reading);
	read_address(&reading, &address, &peer_trusted);
	bool headers_count = peer_trusted && !is_given(payload.ip) &&
			     !context->shared->config->skip_location_headers;
	read_location(&reading, &address, headers_count);
	address_format(&address, address_text);
	event->address = or_empty(arena_copy(req->arena, address_text));
	read_known_visitor(&reading);
	read_properties(&reading, json_member(body, "data"));
	return req->problems == NULL ? PAYLOAD_TAKEN : PAYLOAD_INVALID;
}
