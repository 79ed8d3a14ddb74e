/*
 * /api/send and /api/batch: what was sent becomes a submission for the collector, and its results
 * become the reply. The handlers run on a loop, the replies are written on the collector's thread.
 * SPDX-License-Identifier: MIT
 */
#include "collect.h"

#include "collector.h"
#include "dispatch.h"
#include "handlers.h"
#include "json.h"
#include "payload.h"
#include "public_id.h"
#include "reply.h"
#include "token.h"

#include <string.h>

enum { BATCH_ITEMS_MAX = 500 };

/* What the sender of an event that was not stored is told. Without a message: that all is well, and why it does not count. */
struct refusal {
	enum outcome outcome;
	const char *message;
	const char *
		field; /* at fault; NULL: the problems stand in the request, or it is not the sender's fault */
};

static const struct refusal refusals[EVENT_RESULT_COUNT] = {
	[EVENT_INVALID] = { INVALID, "The event is not valid.", NULL },
	[EVENT_IGNORED_ADDRESS] = { FORBIDDEN, "This address is not counted.", NULL },
	[EVENT_REFUSED_BY_DATABASE] = { INVALID, "The database does not take this event.",
					"payload" },
	[EVENT_FAILED] = { FAILED, "Something went wrong on our side.", NULL },
	[EVENT_BUSY] = { BUSY, "The database is away or slow: send it again.", NULL },
};

/* EVENT_NO_WEBSITE, by what the sender said it was. */
static const struct refusal unknown[KIND_COUNT] = {
	[KIND_WEBSITE] = { INVALID, "Website not found.", "payload.website" },
	[KIND_LINK] = { INVALID, "Link not found.", "payload.link" },
	[KIND_PIXEL] = { INVALID, "Pixel not found.", "payload.pixel" },
};

/* The outcome for the event's sender, with the words of an error document noted in the request; DONE: no error. */
static enum outcome
event_outcome(struct request *req, const struct event *event)
{
	const struct refusal *refusal = event->result == EVENT_NO_WEBSITE
						? &unknown[event->kind]
						: &refusals[event->result];
	if (refusal->message == NULL)
		return DONE;
	req->error_reason = event_result_name(event->result);
	req->error_message = refusal->message;
	if (refusal->field != NULL)
		request_problem(req, refusal->field, refusal->message);
	return refusal->outcome;
}

/* What an event without a visitor is answered: nothing that the next request could bring back. */
static void
write_anonymous(struct json_writer *writer)
{
	json_name(writer, "cache");
	json_text(writer, "");
	json_name(writer, "sessionId");
	json_null(writer);
	json_name(writer, "visitId");
	json_null(writer);
}

/* The id of a number; null for 0. */
static void
write_id(struct json_writer *writer, const char *name, int number, struct uuid id)
{
	char text[UUID_TEXT_SIZE];
	json_name(writer, name);
	if (number == 0) {
		json_null(writer);
		return;
	}
	uuid_format(&id, text);
	json_text(writer, text);
}

/*
 * {"cache","sessionId","visitId"}: the ids that are in the database now. What came again does not know its visit any more, nor
 * its visitor where the salt has changed since.
 */
static void
write_stored(struct json_writer *writer, const struct event *event, long long now)
{
	const struct secrets *secrets = &collect_shared()->secrets;
	struct cache_token token;
	char signed_token[TOKEN_SIGNED_TEXT_SIZE];
	if (event->anonymous) {
		write_anonymous(writer);
		return;
	}
	memset(&token, 0, sizeof(token)); /* its padding is signed too */
	token.website = event->website;
	token.visitor_hash = event->visitor_hash;
	token.issued_at = now;
	token_sign(secrets->cache_token, &token, sizeof(token), signed_token);
	json_name(writer, "cache");
	json_text(writer, signed_token);
	write_id(writer, "sessionId", event->visitor_id,
		 public_visitor_id(public_id_key(), event->website_id, event->visitor_id));
	write_id(writer, "visitId", event->visit_id,
		 public_visit_id(public_id_key(), event->website_id, event->visit_id));
}

/* Umami's answer to bots, for everything that is well but not counted. */
static void
write_not_counted(struct json_writer *writer, const struct event *event)
{
	json_name(writer, "beep");
	json_text(writer, "boop");
	json_name(writer, "reason");
	json_text(writer, event_result_name(event->result));
}

static enum outcome
send_reply(struct request *req, struct collect_submission *submission)
{
	const struct event *event = &submission->events[0];
	enum outcome outcome = event_outcome(req, event);
	if (outcome != DONE)
		return arena_exhausted(req->arena) ? TOO_LARGE : outcome;
	struct json_writer *writer = json_writer_new(req->arena);
	json_object_begin(writer);
	if (event_is_stored(event->result) || event->result == EVENT_DUPLICATE)
		write_stored(writer, event, req->received_at);
	else
		write_not_counted(writer, event);
	json_object_end(writer);
	return reply_json(req, writer);
}

static bool
submission_fill(struct request *req, struct collect_submission *submission, int count)
{
	submission->events = arena_array(req->arena, (size_t)count + 1, sizeof(struct event));
	submission->count = count;
	return submission->events != NULL;
}

/* What cannot be taken apart is one invalid event of no website; its problems stand in the request. */
static void
submission_refuse(struct request *req, struct collect_submission *submission)
{
	submission->count = 1;
	submission->reply = send_reply;
	payload_read(req, req->collect, NULL, &submission->events[0]);
}

enum outcome
collect_send(struct request *req)
{
	struct collect_submission *submission = arena_alloc(req->arena, sizeof(*submission));
	if (submission == NULL || !submission_fill(req, submission, 1))
		return TOO_LARGE;
	submission->reply = send_reply;
	payload_read(req, req->collect, request_body(req), &submission->events[0]);
	if (arena_exhausted(req->arena))
		submission_refuse(req, submission);
	req->submission = submission;
	return DONE;
}

/* There are no recordings: what a recorder sends is refused before anybody reads it, as Umami does where they are off. */
enum outcome
collect_record(struct request *req)
{
	struct json_writer *writer = json_writer_new(req->arena);
	json_object_begin(writer);
	json_name(writer, "ok");
	json_bool(writer, false);
	json_name(writer, "reason");
	json_text(writer, "replay_disabled");
	json_object_end(writer);
	return reply_json(req, writer);
}

/* Batches
 * ------------------------------------------------------------------------------------------------------------
 */

struct batch_submission {
	struct collect_submission
		submission;        /* first, so that one is the other; an event an item */
	struct problem **problems; /* of each item */
};

/* Writes the items that were not taken; the answer is how many. */
static int
write_errors(struct json_writer *writer, struct request *req, const struct batch_submission *batch)
{
	int errors = 0;
	json_array_begin(writer);
	for (int i = 0; i < batch->submission.count; i++) {
		req->problems = req->last_problem = batch->problems[i];
		enum outcome outcome = event_outcome(req, &batch->submission.events[i]);
		if (outcome == DONE)
			continue;
		errors++;
		json_object_begin(writer);
		json_name(writer, "index");
		json_integer(writer, i);
		json_name(writer, "response");
		json_object_begin(writer);
		dispatch_write_error(writer, req, outcome);
		json_object_end(writer);
		json_object_end(writer);
	}
	json_array_end(writer);
	return errors;
}

/* True when nothing was committed, so that all may be sent again. */
static bool
all_busy(const struct collect_submission *submission)
{
	for (int i = 0; i < submission->count; i++)
		if (submission->events[i].result != EVENT_BUSY)
			return false;
	return true;
}

static enum outcome
batch_reply(struct request *req, struct collect_submission *submission)
{
	const struct batch_submission *batch = (const struct batch_submission *)submission;
	if (submission->count > 0 && all_busy(submission))
		return event_outcome(req, &submission->events[0]);
	struct json_writer *writer = json_writer_new(req->arena);
	json_object_begin(writer);
	json_name(writer, "details");
	int errors = write_errors(writer, req, batch);
	json_name(writer, "size");
	json_integer(writer, submission->count);
	json_name(writer, "processed");
	json_integer(writer, submission->count - errors);
	json_name(writer, "errors");
	json_integer(writer, errors);
	int first = 0;
	while (first < submission->count && !event_is_stored(submission->events[first].result))
		first++;
	if (first < submission->count)
		write_stored(writer, &submission->events[first], req->received_at);
	json_object_end(writer);
	return reply_json(req, writer);
}

static void
batch_read(struct request *req, const struct json *items, struct batch_submission *batch)
{
	int index = 0;
	for (const struct json *item = items->first; item != NULL; item = item->next, index++) {
		payload_read(req, req->collect, item, &batch->submission.events[index]);
		batch->problems[index] = req->problems;
		req->problems = req->last_problem = NULL;
	}
}

enum outcome
collect_batch(struct request *req)
{
	const struct json *sent = request_body(req);
	bool fits = sent != NULL && sent->kind == JSON_ARRAY && sent->count <= BATCH_ITEMS_MAX;
	int count = fits ? (int)sent->count : 1;
	struct batch_submission *batch = arena_alloc(req->arena, sizeof(*batch));
	if (batch == NULL || !submission_fill(req, &batch->submission, count))
		return TOO_LARGE;
	batch->submission.reply = batch_reply;
	batch->problems = arena_array(req->arena, (size_t)count + 1, sizeof(struct problem *));
	if (sent != NULL && !fits)
		request_problem(req, "", "Must be an array of at most 500 items.");
	if (fits && batch->problems != NULL)
		batch_read(req, sent, batch);
	if (!fits || arena_exhausted(req->arena))
		submission_refuse(req, &batch->submission);
	if (count == 0)
		return batch_reply(req, &batch->submission);
	req->submission = &batch->submission;
	return DONE;
}
