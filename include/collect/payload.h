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

/* What goes to the visitor's page and comes back in x-umami-cache, signed. */
struct cache_token {
	struct uuid website;
	uint64_t visitor_hash;
	long long issued_at; /* ms since 1970 */
};

/*
 * Reads {"type", "payload"} of one sending into `event`; NULL stands for a body that could not be read. The event's result is
 * EVENT_WAITING when it is complete. Otherwise it is the refusal, with the problems of EVENT_INVALID in the request, and
 * website (as far as it was named) and time are there for the ledger.
 */
void payload_read(struct request *req, struct collect_context *context, const struct json *sent,
		  struct event *event);

#endif
