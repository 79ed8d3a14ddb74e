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

#include <string.h>

enum { UTM_MAX = 255, CLIENT_NAME_MAX = 20, SCREEN_MAX = 11 };

/* Senders may date events from the year 2000 to a day ahead. */
static const long long DATED_MIN_MS = 946684800000LL;
static const long long DATED_AHEAD_MS = 24LL * 3600 * 1000;

/* The payload as sent; pointers are NULL when absent. */
struct payload {
	const char *website, *hostname, *url, *referrer, *title, *screen, *language, *name, *tag,
		*id;
	const char *ip, *user_agent, *browser, *os, *device;
	double timestamp; /* seconds since 1970; 0: now */
};

#define OPTIONAL(member, json, most) \
	FIELD_AS(struct payload, member, json, .flags = FIELD_NULLABLE, .maximum = (most))

static const struct field payload_fields[] = FIELDS(
	FIELD_AS(struct payload, website, "website", .flags = FIELD_REQUIRED | FIELD_UUID),
	OPTIONAL(hostname, "hostname", HOSTNAME_MAX), OPTIONAL(url, "url", 0),
	OPTIONAL(referrer, "referrer", 0), OPTIONAL(title, "title", 0),
	OPTIONAL(screen, "screen", SCREEN_MAX), OPTIONAL(language, "language", LANGUAGE_SIZE - 1),
	OPTIONAL(name, "name", EVENT_NAME_MAX), OPTIONAL(tag, "tag", EVENT_NAME_MAX),
	OPTIONAL(id, "id", EVENT_NAME_MAX), OPTIONAL(ip, "ip", 0),
	OPTIONAL(user_agent, "userAgent", 0), OPTIONAL(browser, "browser", 0),
	OPTIONAL(os, "os", 0), OPTIONAL(device, "device", 0),
	FIELD(struct payload, timestamp, .flags = FIELD_NULLABLE));

/* Of a campaign, in the order of enum event_text; then those by which advertisers mark a click. */
static const char *const parameters[] = { "utm_source", "utm_medium", "utm_campaign", "utm_content",
					  "utm_term",   "gclid",      "fbclid",       "msclkid",
					  "ttclid",     "li_fat_id",  "twclid" };
enum { UTM_PARAMETERS = 5, PARAMETERS = sizeof(parameters) / sizeof(parameters[0]) };

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
	struct event *event = reading->event;
	bool named = is_given(reading->payload->name);
	if (type == NULL || type->kind != JSON_TEXT)
		request_problem(reading->req, "type", "Must be event or identify.");
	else if (strcmp(type->text, "event") == 0)
		event->type = named ? EVENT_CUSTOM : EVENT_PAGEVIEW;
	else if (strcmp(type->text, "identify") == 0)
		event->type = EVENT_IDENTIFY;
	else
		request_problem(reading->req, "type", "Must be event or identify.");
	if (event->type == EVENT_CUSTOM)
		event->texts[TEXT_EVENT_NAME] = reading->payload->name;
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
	struct arena *arena = reading->req->arena;
	struct event *event = reading->event;
	const char *values[PARAMETERS];
	const char *const *clicks = values + UTM_PARAMETERS;
	if (query[0] == '\0')
		return;
	url_query_values(arena, query, parameters, PARAMETERS, values);
	for (int i = 0; i < UTM_PARAMETERS; i++)
		event->texts[TEXT_UTM_SOURCE + i] = cut(arena, values[i], UTM_MAX);
	for (int i = PARAMETERS - 1; i >= UTM_PARAMETERS; i--)
		if (is_given(values[i]))
			event->texts[TEXT_CLICK_ID] = parameters[i];
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
	    event->at - token.issued_at > VISIT_GAP_MS)
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
	if (!properties_read(reading->req, data, "payload.data", &event->properties,
			     &event->property_count))
		return;
	if (event->type != EVENT_IDENTIFY)
		properties_revenue(reading->req, data, &event->revenue, &event->currency);
}

/* Everything in the payload; what is wrong with one part is noted beside what is wrong with the others. */
static void
read_payload(struct reading *reading, const struct json *type, const struct json *body)
{
	struct request *req = reading->req;
	struct payload payload = { 0 };
	struct event *event = reading->event;
	struct address address;
	char address_text[ADDRESS_TEXT_SIZE];
	bool peer_trusted;

	reading->payload = &payload;
	fields_from_json(req, body, "payload.", payload_fields, &payload, NULL);
	if (payload.website != NULL)
		uuid_parse(payload.website, &event->website);
	read_type(reading, type);
	read_time(reading);
	if (!read_client(reading))
		event->result = EVENT_BOT;
	read_page(reading);
	read_address(reading, &address, &peer_trusted);
	bool headers_count = peer_trusted && !is_given(payload.ip) &&
			     !reading->context->shared->config->skip_location_headers;
	read_location(reading, &address, headers_count);
	address_format(&address, address_text);
	event->address = or_empty(arena_copy(req->arena, address_text));
	read_known_visitor(reading);
	read_properties(reading, json_member(body, "data"));
}

void
payload_read(struct request *req, struct collect_context *context, const struct json *sent,
	     struct event *event)
{
	struct reading reading = { .req = req, .context = context, .event = event };
	const struct json *body = json_member(sent, "payload");

	memset(event, 0, sizeof(*event));
	event->at = req->received_at;
	for (int t = 0; t < TEXT_COUNT; t++)
		event->texts[t] = "";
	if (sent != NULL && sent->kind != JSON_OBJECT)
		request_problem(req, "", "Must be an object with type and payload.");
	else if (sent != NULL && (body == NULL || body->kind != JSON_OBJECT))
		request_problem(req, "payload", "Must be an object.");
	else if (sent != NULL)
		read_payload(&reading, json_member(sent, "type"), body);
	if (sent == NULL || req->problems != NULL)
		event->result = EVENT_INVALID;
}
