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

/*
 * The same from a request for /q/<slug> or /p/<slug> itself: a click on a link or a load of a pixel. It is never invalid;
 * a bot's is EVENT_BOT. The collector finds the website by the slug.
 */
void payload_read_slug(struct request *req, struct collect_context *context, enum website_kind kind,
		       struct slug_target *slug, struct event *event);

#endif
