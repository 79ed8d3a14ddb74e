/*
 * GET /api/whoami: how the server sees the administrator who asks, so that forwarding headers can be put right. Runs on a
 * worker thread. Nothing of it is kept.
 * SPDX-License-Identifier: MIT
 */
#include "client.h"
#include "collect.h"
#include "forwarding.h"
#include "handlers.h"
#include "reply.h"

#include <string.h>

struct answer {
	const char *advice;
	const char *peer;
	bool peer_trusted;
	char address[ADDRESS_TEXT_SIZE];
	const char *header; /* the one that was believed; NULL: the peer is the client */
	struct location location;
	const char *location_origin; /* NULL: unknown */
	const char *user_agent;
	struct useragent client;
	bool do_not_track;
};

/* clang-format off */
static const struct field answer_fields[] = FIELDS(
	FIELD(struct answer, advice),
	FIELD(struct answer, peer),
	FIELD_AS(struct answer, peer_trusted, "peerTrusted"),
	FIELD(struct answer, address),
	FIELD_AS(struct answer, header, "addressHeader", .flags = FIELD_NULLABLE),
	FIELD_AS(struct answer, location.country, "country", .flags = FIELD_NULLABLE),
	FIELD_AS(struct answer, location.region, "region", .flags = FIELD_NULLABLE),
	FIELD_AS(struct answer, location.city, "city", .flags = FIELD_NULLABLE),
	FIELD_AS(struct answer, location_origin, "locationFrom", .flags = FIELD_NULLABLE),
	FIELD_AS(struct answer, user_agent, "userAgent"),
	FIELD_AS(struct answer, client.browser, "browser", .flags = FIELD_NULLABLE),
	FIELD_AS(struct answer, client.os, "os", .flags = FIELD_NULLABLE),
	FIELD_AS(struct answer, client.device, "device", .flags = FIELD_NULLABLE),
	FIELD_AS(struct answer, client.bot, "bot"),
	FIELD_AS(struct answer, do_not_track, "doNotTrack"));

static const struct field header_fields[] = FIELDS(
	FIELD(struct forwarding_header, name),
	FIELD(struct forwarding_header, value));
/* clang-format on */

static bool
has_address_header(const struct request *req)
{
	for (int i = 0; i < ADDRESS_HEADER_COUNT; i++)
		if (forwarding_value(req, address_header_names[i].text,
				     address_header_names[i].len) != NULL)
			return true;
	return false;
}

/* What is to be done, as words that the dashboard explains; docs/openapi.yaml has them, too. */
static const char *
advice(const struct request *req, const struct address *peer, const struct client *client)
{
	if (client->peer_trusted && client->origin == ADDRESS_OF_PEER)
		return "no_address_header";
	if (client->peer_trusted)
		return address_is_local(&client->address) ? "trust_address" : "fine";
	if (has_address_header(req))
		return "trust_peer";
	return address_is_local(peer) ? "local" : "fine";
}

static void
find_client(struct request *req, struct answer *answer)
{
	static const char *const location_origins[] = {
		[LOCATION_OF_HEADERS] = "headers", [LOCATION_OF_DATABASE] = "database"
	};
	const struct collect_shared *shared = collect_shared();
	struct address peer = { { 0 } };
	answer->peer = req->peer == NULL ? "" : req->peer;
	address_parse(answer->peer, &peer);
	const struct client *client = client_find(shared, req);
	answer->peer_trusted = client->peer_trusted;
	answer->advice = advice(req, &peer, client);
	address_format(&client->address, answer->address);
	if (client->origin == ADDRESS_OF_CLIENT_IP)
		answer->header = shared->config->client_ip_header;
	else if (client->origin != ADDRESS_OF_PEER)
		answer->header = address_header_names[client->origin].text;
	bool headers_count = client->peer_trusted && !shared->config->skip_location_headers;
	answer->location_origin = location_origins[client_location(
		shared, req, &client->address, headers_count, &answer->location)];
}

enum outcome
whoami(struct request *req)
{
	struct answer answer = { .user_agent = "" };
	if (req->headers.user_agent != NULL)
		answer.user_agent = req->headers.user_agent;
	find_client(req, &answer);
	useragent_classify(collect_shared()->useragents, answer.user_agent, "", &answer.client);
	answer.do_not_track = client_asks_not_to_be_tracked(req);

	struct json_writer *writer = json_writer_new(req->arena);
	json_object_begin(writer);
	fields_write(writer, answer_fields, &answer);
	json_name(writer, "headers");
	json_array_begin(writer);
	for (const struct forwarding_header *header = req->forwarding; header != NULL;
	     header = header->next) {
		json_object_begin(writer);
		fields_write(writer, header_fields, header);
		json_object_end(writer);
	}
	json_array_end(writer);
	json_object_end(writer);
	return reply_json(req, writer);
}
