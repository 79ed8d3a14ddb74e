/*
 * Reading one sending: every problem is named by its field, nothing is stored that the database would refuse.
 * SPDX-License-Identifier: MIT
 */
#include "payload.h"

#include "channel.h"
#include "client.h"
#include "collect.h"
#include "event_digest.h"
#include "field.h"
#include "language.h"
#include "property.h"
#include "spam.h"
#include "text.h"
#include "token.h"
#include "url.h"
#include "visit.h"

#include <math.h>
#include <string.h>

enum { UTM_MAX = 255, AGE_MAX_MS = 24 * 3600 * 1000, CLIENT_NAME_MAX = 20, SCREEN_MAX = 11 };
enum { ENGAGED_MS_MAX = 24 * 3600 * 1000, SCROLL_DEPTH_MAX = 100 };
enum { VITAL_MS_MAX = 60000, CLS_MAX = 100 };

/* Senders may date events from the year 2000 to a day ahead. */
static const long long DATED_MIN_MS = 946684800000LL;
static const long long DATED_AHEAD_MS = 24LL * 3600 * 1000;

/* The payload as sent; pointers are NULL when absent. */
struct payload {
	const char *website, *link, *pixel; /* exactly one of them */
	const char *hostname, *url, *referrer, *title, *screen, *language, *name, *tag, *id;
	const char *ip, *user_agent, *browser, *os, *device;
	const char *event_id;
	double timestamp; /* seconds since 1970; 0: now */
	double age;       /* ms since it happened, by the sender's clock; 0: none */
	double engaged_time, scroll_depth;
	double vitals[VITAL_COUNT];
};

#define OPTIONAL(member, json, most) \
	FIELD_AS(struct payload, member, json, .flags = FIELD_NULLABLE, .maximum = (most))

#define UP_TO(member, json, most)                                                     \
	FIELD_AS(struct payload, member, json, .flags = FIELD_NULLABLE, .minimum = 0, \
		 .maximum = (most))

#define MEASURED(member) FIELD(struct payload, member, .flags = FIELD_NULLABLE | FIELD_UUID)

static const struct field payload_fields[] = FIELDS(
	MEASURED(website), MEASURED(link), MEASURED(pixel),
	OPTIONAL(hostname, "hostname", HOSTNAME_MAX), OPTIONAL(url, "url", 0),
	OPTIONAL(referrer, "referrer", 0), OPTIONAL(title, "title", 0),
	OPTIONAL(screen, "screen", SCREEN_MAX), OPTIONAL(language, "language", LANGUAGE_SIZE - 1),
	OPTIONAL(name, "name", EVENT_NAME_MAX), OPTIONAL(tag, "tag", EVENT_NAME_MAX),
	OPTIONAL(id, "id", 0), OPTIONAL(ip, "ip", 0), OPTIONAL(user_agent, "userAgent", 0),
	OPTIONAL(browser, "browser", 0), OPTIONAL(os, "os", 0), OPTIONAL(device, "device", 0),
	FIELD_AS(struct payload, event_id, "eventId", .flags = FIELD_NULLABLE | FIELD_UUID),
	FIELD(struct payload, timestamp, .flags = FIELD_NULLABLE | FIELD_NUMBER_TEXT),
	FIELD(struct payload, age, .flags = FIELD_NULLABLE, .maximum = AGE_MAX_MS),
	UP_TO(engaged_time, "engagedTime", ENGAGED_MS_MAX),
	UP_TO(scroll_depth, "scrollDepth", SCROLL_DEPTH_MAX),
	UP_TO(vitals[VITAL_LCP], "lcp", VITAL_MS_MAX),
	UP_TO(vitals[VITAL_INP], "inp", VITAL_MS_MAX), UP_TO(vitals[VITAL_CLS], "cls", CLS_MAX),
	UP_TO(vitals[VITAL_FCP], "fcp", VITAL_MS_MAX),
	UP_TO(vitals[VITAL_TTFB], "ttfb", VITAL_MS_MAX));

/* Of a campaign, in the order of enum event_text; then those by which advertisers mark a click. */
static const char *const parameters[] = { "utm_source", "utm_medium", "utm_campaign", "utm_content",
					  "utm_term",   "gclid",      "fbclid",       "msclkid",
					  "ttclid",     "li_fat_id",  "twclid" };
enum { UTM_PARAMETERS = 5, PARAMETERS = sizeof(parameters) / sizeof(parameters[0]) };

struct payload_reading {
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

/* What is measured: the one of website, link and pixel that is given. One that is no UUID has been noted already. */
static void
read_website(struct payload_reading *reading, const struct json *body)
{
	static const char ONE[] = "Exactly one of website, link and pixel must be given.";
	static const char *const fields[KIND_COUNT] = {
		[KIND_WEBSITE] = "payload.website",
		[KIND_LINK] = "payload.link",
		[KIND_PIXEL] = "payload.pixel",
	};
	const char *ids[KIND_COUNT] = {
		[KIND_WEBSITE] = reading->payload->website,
		[KIND_LINK] = reading->payload->link,
		[KIND_PIXEL] = reading->payload->pixel,
	};
	struct event *event = reading->event;
	int given = 0;
	for (int kind = 0; kind < KIND_COUNT; kind++) {
		const struct json *member = json_member(body, website_kind_names[kind]);
		if (member == NULL || member->kind == JSON_NULL)
			continue;
		given++;
		event->kind = (enum website_kind)kind;
		if (ids[kind] != NULL)
			uuid_parse(ids[kind], &event->website);
	}
	for (int kind = 0; given > 1 && kind < KIND_COUNT; kind++)
		if (ids[kind] != NULL)
			request_problem(reading->req, fields[kind], ONE);
	if (given == 0)
		request_problem(reading->req, fields[KIND_WEBSITE], ONE);
}

static void
read_type(struct payload_reading *reading, const struct json *type)
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
	static const enum event_type views[KIND_COUNT] = { EVENT_PAGEVIEW, EVENT_LINK,
							   EVENT_PIXEL };
	enum { TYPES = sizeof(types) / sizeof(types[0]) };
	struct event *event = reading->event;
	bool named = is_given(reading->payload->name);
	int t = 0;
	while (t < TYPES &&
	       (type == NULL || type->kind != JSON_TEXT || strcmp(type->text, types[t].name) != 0))
		t++;
	if (t == TYPES) {
		request_problem(reading->req, "type",
				"Must be event, identify, performance or engagement.");
		event->type = EVENT_PAGEVIEW; /* what else is wrong with it is named too */
		return;
	}
	event->type = types[t].type;
	if (event->type == EVENT_PAGEVIEW)
		event->type =
			named && event->kind == KIND_WEBSITE ? EVENT_CUSTOM : views[event->kind];
	if (named && event_is_row(event->type))
		event->texts[TEXT_EVENT_NAME] = reading->payload->name;
}

static bool
is_sent(const struct json *body, const char *name)
{
	const struct json *member = json_member(body, name);
	return member != NULL && member->kind != JSON_NULL;
}

static void
read_engagement(struct payload_reading *reading, const struct json *body)
{
	const struct payload *payload = reading->payload;
	if (!is_sent(body, "engagedTime"))
		request_problem(reading->req, "payload.engagedTime", "Required.");
	reading->event->engaged_ms = (int)lround(payload->engaged_time);
	reading->event->scroll_depth = (int)lround(payload->scroll_depth);
}

static void
read_performance(struct payload_reading *reading, const struct json *body)
{
	static const char *const names[VITAL_COUNT] = { [VITAL_LCP] = "lcp",
							[VITAL_INP] = "inp",
							[VITAL_CLS] = "cls",
							[VITAL_FCP] = "fcp",
							[VITAL_TTFB] = "ttfb" };
	const double *vitals = reading->payload->vitals;
	bool any = false;
	for (int v = 0; v < VITAL_COUNT; v++) {
		if (!is_sent(body, names[v]))
			continue;
		reading->event->vitals[v] = arena_format(reading->req->arena, "%.6f", vitals[v]);
		any = true;
	}
	if (!any)
		request_problem(reading->req, "payload",
				"Must have at least one of lcp, inp, cls, fcp and ttfb.");
}

/*
 * The moment of arrival; before that, for an event that comes late or again, by its age, which needs no clock to be right; or
 * when the sender says, however late that comes.
 */
static void
read_time(struct payload_reading *reading)
{
	struct event *event = reading->event;
	event->at = reading->req->received_at;
	event->dated = reading->payload->timestamp != 0;
	if (!event->dated) {
		event->at -= (long long)reading->payload->age;
		return;
	}
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
page_path(const struct payload_reading *reading, const struct url *url)
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
read_campaign(struct payload_reading *reading, const char *query, struct channel_input *input)
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
read_referrer(struct payload_reading *reading, const char *own_host, struct channel_input *input)
{
	struct arena *arena = reading->req->arena;
	struct event *event = reading->event;
	struct url url;
	if (!is_given(reading->payload->referrer))
		return;
	if (!url_parse(arena, reading->payload->referrer, own_host, &url)) {
		request_problem(reading->req, "payload.referrer", "Must be a URL or a path.");
		return;
	}
	if (url.host[0] == '\0' || strcmp(url_domain(url.host), url_domain(own_host)) == 0)
		return;
	if (event->result == EVENT_WAITING &&
	    spam_referrers_contain(reading->context->shared->spam_referrers, url.host))
		event->result = EVENT_SPAM_REFERRER;
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

/* Titles are decoded as Umami decodes them: its older trackers send them encoded. Others keep what is no escape. */
static const char *
decoded_title(struct arena *arena, const char *title)
{
	const char *end = title + strlen(title);
	char *decoded = strchr(title, '%') == NULL ? NULL : arena_copy(arena, title);
	if (decoded == NULL)
		return title;
	char *to = decoded;
	for (const char *at = title; at < end; at++) {
		int value = *at == '%' ? text_escape_value(at, end) : (unsigned char)*at;
		if (value < 0)
			return title;
		*to++ = (char)value;
		at += *at == '%' ? 2 : 0;
	}
	*to = '\0';
	return text_is_storable(decoded, (size_t)(to - decoded)) ? decoded : title;
}

/* A host that nothing else of a URL stands around, as URLs have it; "" for what is none. */
static const char *
host_alone(struct arena *arena, const char *host)
{
	return strpbrk(host, "/?#@\\") == NULL ? or_empty(url_host(arena, host)) : "";
}

/* The hostname as it was sent; "" when none was, or one that is none. *as_in_urls: without capitals and port, never empty. */
static const char *
own_host(const struct payload_reading *reading, const char **as_in_urls)
{
	const char *host = or_empty(reading->payload->hostname);
	const char *known = host_alone(reading->req->arena, host);
	*as_in_urls = known[0] == '\0' ? "localhost" : known;
	if (host[0] == '\0' || known[0] != '\0')
		return host;
	request_problem(reading->req, "payload.hostname", "Must be the name of a host.");
	return "";
}

static void
read_page(struct payload_reading *reading)
{
	const struct payload *payload = reading->payload;
	struct arena *arena = reading->req->arena;
	struct event *event = reading->event;
	static const struct url none = { "", "", "", "", "" };
	struct url url = none;
	const char *host_in_urls;
	const char *host = own_host(reading, &host_in_urls);
	if (is_given(payload->url) && !url_parse(arena, payload->url, host_in_urls, &url)) {
		request_problem(reading->req, "payload.url", "Must be a URL or a path.");
		url = none;
	}
	if (host[0] == '\0' && names_host(or_empty(payload->url)))
		host = host_in_urls = url_domain(url.host);
	event->texts[TEXT_HOSTNAME] = cut(arena, host, HOSTNAME_MAX);
	event->texts[TEXT_PATH] = page_path(reading, &url);
	event->texts[TEXT_QUERY] = cut(arena, url.query, PAGE_TEXT_MAX);
	event->texts[TEXT_TITLE] =
		cut(arena, decoded_title(arena, or_empty(payload->title)), PAGE_TEXT_MAX);
	if (!event_is_row(event->type))
		return;
	event->texts[TEXT_TAG] = or_empty(payload->tag);

	struct channel_input input = { .sources = reading->context->shared->sources,
				       .hostname = host };
	read_campaign(reading, url.query, &input);
	input.utm_source = event->texts[TEXT_UTM_SOURCE];
	input.utm_medium = event->texts[TEXT_UTM_MEDIUM];
	read_referrer(reading, host_in_urls, &input);
	read_channel(event, &input);
}

/*
 * Who sent it and from where: the payload's words, else what the connection and trusted proxies say. Their headers say nothing
 * about an address that the payload names.
 */
static void
read_origin(struct payload_reading *reading)
{
	const struct collect_shared *shared = reading->context->shared;
	struct arena *arena = reading->req->arena;
	struct event *event = reading->event;
	const char *named = reading->payload->ip;
	char text[ADDRESS_TEXT_SIZE];
	const struct client *client = client_find(shared, reading->req);
	struct address address = client->address;
	struct location location;

	if (is_given(named) && !address_parse(named, &address))
		request_problem(reading->req, "payload.ip", "Must be an IPv4 or IPv6 address.");
	address_format(&address, text);
	event->address = or_empty(arena_copy(arena, text));
	if (event->result == EVENT_WAITING &&
	    address_list_contains(&shared->ignored_addresses, &address))
		event->result = EVENT_IGNORED_ADDRESS;
	event->do_not_track = client_asks_not_to_be_tracked(reading->req);

	bool headers_count =
		client->peer_trusted && !is_given(named) && !shared->config->skip_location_headers;
	if (client_location(shared, reading->req, &address, headers_count, &location) ==
	    LOCATION_UNKNOWN)
		return;
	event->texts[TEXT_COUNTRY] = or_empty(arena_copy(arena, location.country));
	event->texts[TEXT_REGION] = or_empty(arena_copy(arena, location.region));
	event->texts[TEXT_CITY] = or_empty(arena_copy(arena, location.city));
}

/* The cache token keeps a visitor whose address changes in mid-visit the same visitor. */
static void
read_known_visitor(struct payload_reading *reading)
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
read_client(struct payload_reading *reading)
{
	const struct payload *payload = reading->payload;
	const struct collect_shared *shared = reading->context->shared;
	struct arena *arena = reading->req->arena;
	struct event *event = reading->event;
	char language[LANGUAGE_SIZE];
	const char *user_agent = is_given(payload->user_agent)
					 ? payload->user_agent
					 : or_empty(reading->req->headers.user_agent);
	event->user_agent = user_agent;

	const struct useragent *known = useragent_cache_get(reading->context->useragents,
							    user_agent, or_empty(payload->screen));
	if (known->bot && !shared->config->disable_bot_check)
		return false;
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
	event->texts[TEXT_DISTINCT_ID] = cut(arena, payload->id, EVENT_NAME_MAX);
	return true;
}

static void
read_properties(struct payload_reading *reading, const struct json *data)
{
	struct event *event = reading->event;
	if (data == NULL || data->kind == JSON_NULL)
		return;
	if (!event_is_row(event->type) && event->type != EVENT_IDENTIFY)
		return;
	if (!properties_read(reading->req, data, "payload.data", &event->properties,
			     &event->property_count))
		return;
	if (event_is_row(event->type))
		properties_revenue(reading->req, data, &event->revenue, &event->currency);
}

static void
event_clear(struct event *event, const struct request *req)
{
	memset(event, 0, sizeof(*event));
	event->at = req->received_at;
	for (int t = 0; t < TEXT_COUNT; t++)
		event->texts[t] = "";
}

/* Everything but type and properties. */
static void
read_circumstances(struct payload_reading *reading)
{
	read_time(reading);
	if (!read_client(reading))
		reading->event->result = EVENT_BOT;
	read_page(reading);
	read_origin(reading);
	read_known_visitor(reading);
}

/* Everything in the payload; what is wrong with one part is noted beside what is wrong with the others. */
static void
read_payload(struct payload_reading *reading, const struct json *type, const struct json *body)
{
	struct payload payload = { 0 };

	reading->payload = &payload;
	fields_from_json(reading->req, body, "payload.", payload_fields, &payload, NULL);
	if (payload.event_id != NULL)
		uuid_parse(payload.event_id, &reading->event->key);
	read_website(reading, body);
	read_type(reading, type);
	if (reading->event->type == EVENT_ENGAGEMENT)
		read_engagement(reading, body);
	if (reading->event->type == EVENT_PERFORMANCE)
		read_performance(reading, body);
	read_circumstances(reading);
	read_properties(reading, json_member(body, "data"));
}

void
payload_read(struct request *req, struct collect_context *context, const struct json *sent,
	     struct event *event)
{
	struct payload_reading reading = { .req = req, .context = context, .event = event };
	const struct json *body = json_member(sent, "payload");

	event_clear(event, req);
	if (sent != NULL && sent->kind != JSON_OBJECT)
		request_problem(req, "", "Must be an object with type and payload.");
	else if (sent != NULL && (body == NULL || body->kind != JSON_OBJECT))
		request_problem(req, "payload", "Must be an object.");
	else if (sent != NULL)
		read_payload(&reading, json_member(sent, "type"), body);
	if (sent == NULL || req->problems != NULL)
		event->result = EVENT_INVALID;
	if (event->result == EVENT_WAITING)
		event_digest(event);
}

/* The address that was asked for, as a tag would tell it; without the query where that is no text. */
static const char *
asked_url(struct request *req, const char *path)
{
	const char *query = text_is_storable(req->query, strlen(req->query)) ? req->query : "";
	const char *host = host_alone(req->arena, or_empty(req->host));
	struct url url;
	const char *text = arena_format(req->arena, "%s%s%s%s%s", host[0] == '\0' ? "" : "https://",
					host, path, *query == '\0' ? "" : "?", query);
	if (text != NULL && text_is_storable(text, strlen(text)) &&
	    url_parse(req->arena, text, NULL, &url))
		return text;
	return path;
}

/* A Referer that is no URL is none: nobody is kept from where a link leads for it. */
static const char *
asked_referrer(struct request *req)
{
	const char *referrer = or_empty(req->headers.referer);
	const char *host = host_alone(req->arena, or_empty(req->host));
	struct url url;
	bool is_url = text_is_storable(referrer, strlen(referrer)) &&
		      (host[0] != '\0' || names_host(referrer)) &&
		      url_parse(req->arena, referrer, host, &url);
	return is_url ? referrer : "";
}

void
payload_read_slug(struct request *req, struct collect_context *context, enum website_kind kind,
		  struct slug_target *slug, struct event *event)
{
	char language[LANGUAGE_SIZE];
	const char *path =
		arena_format(req->arena, "/%c/%s", kind == KIND_LINK ? 'q' : 'p', slug->slug);
	struct payload payload = { .url = asked_url(req, or_empty(path)),
				   .referrer = asked_referrer(req) };
	struct payload_reading reading = {
		.req = req, .context = context, .payload = &payload, .event = event
	};
	if (language_preferred(or_empty(req->headers.accept_language), language))
		payload.language = language;
	event_clear(event, req);
	event->kind = kind;
	event->slug = slug;
	event->type = kind == KIND_LINK ? EVENT_LINK : EVENT_PIXEL;
	read_circumstances(&reading);
	/* who asks for the headers alone is a program */
	if (strcmp(req->method, "HEAD") == 0)
		event->result = EVENT_BOT;
	if (event->result == EVENT_WAITING)
		event_digest(event);
}
