/*
 * The same words for all three: what is printed is what is read.
 * SPDX-License-Identifier: MIT
 */
#include "sending.h"

#include "collect.h"
#include "forwarding.h"
#include "json.h"
#include "payload.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DATA_SIZE = 512, ARENA_CEILING = 1 << 20, HEADERS = 7 };

static struct config config = { .client_ip_header = "",
				.geo_database = "",
				.ignored_addresses = "",
				.trusted_proxies = "127.0.0.1" };
static struct collect_context *context;

struct header {
	const char *name, *value; /* NULL: not sent */
};

/* As a header can carry it: all but ASCII's letters as escapes. */
static const char *
escaped(struct arena *arena, const char *text)
{
	char *out = arena_alloc(arena, strlen(text) * 3 + 1), *to = out;
	if (out == NULL)
		abort();
	for (const unsigned char *at = (const unsigned char *)text; *at != '\0'; at++) {
		bool is_letter = (*at | 0x20) >= 'a' && (*at | 0x20) <= 'z';
		to += snprintf(to, 4, is_letter ? "%c" : "%%%02X", *at);
	}
	return out;
}

/* A network for each, as homes have. */
static void
headers_of(struct arena *arena, const struct model *model, const struct person *person,
	   struct header out[HEADERS])
{
	const struct place *place = &model->places[person->place];
	const char *region = place->region[0] == '\0' ? NULL : place->region;
	out[0] = (struct header){ "user-agent", model->agents[person->agent].user_agent };
	out[1] = (struct header){ "x-forwarded-for", arena_format(arena, "2001:db8:%llx:%llx::1",
								  person->number >> 16 & 0xffff,
								  person->number & 0xffff) };
	out[2] = (struct header){ "cf-ipcountry", place->country };
	out[3] = (struct header){ "cf-region-code", region };
	out[4] = (struct header){ "cf-ipcity", escaped(arena, place->city) };
	out[5] = (struct header){ "dnt", person->asks ? "1" : NULL };
	out[6] = (struct header){ NULL, NULL };
}

void
person_distinct_id(const struct person *person, char *text, size_t size)
{
	text[0] = '\0';
	if (person->account != 0)
		snprintf(text, size, "account-%d", person->account);
}

/* Body ---------------------------------------------------------------------------------------- */

static const char *
page_url(struct arena *arena, const struct model *model, const struct sending *sending)
{
	const char *url = model->pages[sending->page].url;
	const char *campaign = model->sources[sending->source].campaign;
	if (campaign[0] == '\0')
		return url;
	const char *click = sending->click == 0
				    ? ""
				    : arena_format(arena, "&gclid=Cj0KCQjw%012lxwE",
						   sending->click * 2654435761L & 0xffffffffffff);
	return arena_format(arena, "%s%c%s%s", url, strchr(url, '?') == NULL ? '?' : '&', campaign,
			    click);
}

static const char *
referrer(struct arena *arena, const struct model *model, const struct sending *sending)
{
	if (sending->from >= 0)
		return arena_format(arena, "https://%s%s", MODEL_HOST,
				    model->pages[sending->from].url);
	return model->sources[sending->source].referrer;
}

static void
write_optional(struct json_writer *writer, const char *name, const char *value)
{
	if (value[0] == '\0')
		return;
	json_name(writer, name);
	json_text(writer, value);
}

static void
write_measured(struct json_writer *writer, const struct sending *sending)
{
	static const char *const names[VITAL_COUNT] = { [VITAL_LCP] = "lcp",
							[VITAL_INP] = "inp",
							[VITAL_CLS] = "cls",
							[VITAL_FCP] = "fcp",
							[VITAL_TTFB] = "ttfb" };
	if (sending->type == EVENT_ENGAGEMENT) {
		json_name(writer, "engagedTime");
		json_integer(writer, sending->engaged_ms);
		json_name(writer, "scrollDepth");
		json_integer(writer, sending->scroll_depth);
	}
	for (int v = 0; sending->type == EVENT_PERFORMANCE && v < VITAL_COUNT; v++) {
		if (sending->vitals[v] < 0)
			continue;
		json_name(writer, names[v]);
		json_number(writer, sending->vitals[v]);
	}
}

static void
write_event(struct json_writer *writer, const struct model *model, const struct person *person,
	    const struct sending *sending)
{
	static const char *const variants[] = { "", "variant-a", "variant-b" };
	char data[DATA_SIZE] = "";
	if (sending->type == EVENT_CUSTOM) {
		json_name(writer, "name");
		json_text(writer, model->actions[sending->action].name);
		model_data(&model->actions[sending->action], sending->data, data, sizeof(data));
	}
	if (sending->type == EVENT_IDENTIFY)
		snprintf(data, sizeof(data),
			 "{\"plan\":\"%s\",\"seats\":%d,\"since\":\"2025-%02d-01T00:00:00Z\"}",
			 person->account % 3 == 0 ? "team" : "solo", 1 + person->account % 9,
			 1 + person->account % 12);
	if (data[0] != '\0') {
		json_name(writer, "data");
		json_document(writer, data);
	}
	if (event_is_row(sending->type))
		write_optional(writer, "tag", variants[person->variant]);
}

static const char *
type_name(enum event_type type)
{
	switch (type) {
	case EVENT_IDENTIFY:
		return "identify";
	case EVENT_PERFORMANCE:
		return "performance";
	case EVENT_ENGAGEMENT:
		return "engagement";
	default:
		return "event";
	}
}

static void
write_time(struct arena *arena, struct json_writer *writer, long long at)
{
	/* Whole milliseconds stay whole when the server multiplies by a thousand and cuts. */
	const char *seconds = arena_format(arena, "%lld.%03lld2", at / 1000, at % 1000);
	json_name(writer, "timestamp");
	json_document(writer, seconds);
}

static void
write_body(struct arena *arena, struct json_writer *writer, const struct model *model,
	   const char *website, const struct person *person, const struct sending *sending)
{
	char distinct_id[EVENT_NAME_MAX + 1];
	json_object_begin(writer);
	json_name(writer, "type");
	json_text(writer, type_name(sending->type));
	json_name(writer, "payload");
	json_object_begin(writer);
	json_name(writer, "website");
	json_text(writer, website);
	write_time(arena, writer, sending->at);
	json_name(writer, "hostname");
	json_text(writer, MODEL_HOST);
	json_name(writer, "url");
	json_text(writer, page_url(arena, model, sending));
	json_name(writer, "title");
	json_text(writer, model->pages[sending->page].title);
	write_optional(writer, "referrer", referrer(arena, model, sending));
	json_name(writer, "screen");
	json_text(writer, model->agents[person->agent].screens[person->screen]);
	json_name(writer, "language");
	json_text(writer, model->countries[person->country].languages[person->language]);
	person_distinct_id(person, distinct_id, sizeof(distinct_id));
	write_optional(writer, "id", distinct_id);
	write_event(writer, model, person, sending);
	write_measured(writer, sending);
	json_object_end(writer);
	json_object_end(writer);
}

static const char *
sending_body(struct arena *arena, const struct model *model, const char *website,
	     const struct person *person, const struct sending *sending)
{
	size_t len;
	struct json_writer *writer = json_writer_new(arena);
	write_body(arena, writer, model, website, person, sending);
	return json_written(writer, &len);
}

void
sending_print(const struct model *model, const char *website, const struct person *person,
	      const struct sending *sending)
{
	struct arena *arena = arena_new(ARENA_CEILING);
	struct header headers[HEADERS];
	size_t len;
	struct json_writer *writer = json_writer_new(arena);
	headers_of(arena, model, person, headers);
	json_object_begin(writer);
	json_name(writer, "headers");
	json_object_begin(writer);
	for (int i = 0; headers[i].name != NULL; i++)
		write_optional(writer, headers[i].name,
			       headers[i].value == NULL ? "" : headers[i].value);
	json_object_end(writer);
	json_name(writer, "body");
	write_body(arena, writer, model, website, person, sending);
	json_object_end(writer);
	puts(json_written(writer, &len));
	arena_free(arena);
}

/* Event --------------------------------------------------------------------------------------- */

bool
sending_load(const char *share_dir)
{
	config.share_dir = share_dir;
	if (!collect_load(&config))
		return false;
	context = collect_context_new(&config);
	return context != NULL;
}

struct event *
sending_read(struct arena *arena, const struct model *model, const char *website,
	     const struct person *person, const struct sending *sending)
{
	struct request *req = arena_alloc(arena, sizeof(*req));
	struct event *event = arena_alloc(arena, sizeof(*event));
	struct header headers[HEADERS];
	if (req == NULL || event == NULL)
		abort();
	headers_of(arena, model, person, headers);
	req->arena = arena;
	req->body = sending_body(arena, model, website, person, sending);
	req->body_len = strlen(req->body);
	req->received_at = sending->at;
	req->peer = "127.0.0.1";
	req->headers.user_agent = headers[0].value;
	req->headers.dnt = person->asks ? "1" : NULL;
	for (int i = 1; headers[i].name != NULL; i++)
		if (headers[i].value != NULL)
			forwarding_keep(req, headers[i].name, strlen(headers[i].name),
					headers[i].value, strlen(headers[i].value), "");
	payload_read(req, context, request_body(req), event);
	if (event->result == EVENT_WAITING)
		return event;
	fprintf(stderr, "the server would refuse as %s: %s\n", event_result_name(event->result),
		req->body);
	exit(1);
}
