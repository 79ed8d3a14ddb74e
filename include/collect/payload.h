/*
 * From what a tag sends to an event: validation, URL, source, client and location. Runs on a loop; asks no database.
 * The wire format is Umami's, as docs/openapi.yaml describes it.
 * SPDX-License-Identifier: MIT
 */
#ifndef PAYLOAD_H
#define PAYLOAD_H

#include "event.h"
#include "json.h"
#include "request.h"

struct collect_context;

enum payload_verdict {
	PAYLOAD_TAKEN,   /* the event is complete */
	PAYLOAD_INVALID, /* the problems stand in the request */
	PAYLOAD_BOT      /* sent by a program: not to be counted */
};

/* What goes to the visitor's page and comes back in x-umami-cache, signed. */
struct cache_token {
	struct uuid website;
	uint64_t visitor_hash;
	long long issued_at; /* ms since 1970 */
};

/* Reads {"type", "payload"} of one sending into `event`. */
enum payload_verdict payload_read(struct request *req, struct collect_context *context,
				  const struct json *sent, struct event *event);

#endif
