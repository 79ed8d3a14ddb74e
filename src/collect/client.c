/*
 * Reading what forwarding.h kept.
 * SPDX-License-Identifier: MIT
 */
#include "client.h"

#include "arena.h"
#include "collect.h"
#include "forwarding.h"

#include <string.h>

static void
client_read(const struct collect_shared *shared, const struct request *req, struct client *out)
{
	const char *chosen = shared->config->client_ip_header;
	struct address_headers headers = { .only_client_ip = chosen[0] != '\0' };
	struct address peer = { { 0 } };
	out->origin = ADDRESS_OF_PEER;
	if (req->peer != NULL && address_parse(req->peer, &peer))
		out->peer_trusted = address_list_contains(&shared->trusted_proxies, &peer);
	if (headers.only_client_ip)
		headers.client_ip = forwarding_value(req, chosen, strlen(chosen));
	for (int i = 0; out->peer_trusted && i < ADDRESS_HEADER_COUNT; i++)
		headers.values[i] = forwarding_value(req, address_header_names[i].text,
						     address_header_names[i].len);
	out->address = address_client(&peer, &shared->trusted_proxies, &headers, &out->origin);
}

const struct client *
client_find(const struct collect_shared *shared, struct request *req)
{
	static const struct client unknown = { .origin = ADDRESS_OF_PEER };
	if (req->client != NULL)
		return req->client;
	struct client *client = arena_alloc(req->arena, sizeof(*client));
	if (client == NULL)
		return &unknown;
	client_read(shared, req, client);
	req->client = client;
	return client;
}

enum location_origin
client_location(const struct collect_shared *shared, const struct request *req,
		const struct address *address, bool headers_count, struct location *out)
{
	const char *values[LOCATION_HEADER_COUNT];
	for (int i = 0; headers_count && i < LOCATION_HEADER_COUNT; i++)
		values[i] = forwarding_value(req, location_header_names[i].text,
					     location_header_names[i].len);
	if (headers_count && location_from_headers(values, out))
		return LOCATION_OF_HEADERS;
	return geo_lookup(shared->geo, address, out) ? LOCATION_OF_DATABASE : LOCATION_UNKNOWN;
}

static bool
says_one(const char *value)
{
	return value != NULL && strcmp(value, "1") == 0;
}

bool
client_asks_not_to_be_tracked(const struct request *req)
{
	return says_one(req->headers.dnt) || says_one(req->headers.gpc);
}
