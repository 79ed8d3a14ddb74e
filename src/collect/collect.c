/*
 * /api/send and /api/batch: what was sent becomes a submission for the collector, and its results
 * become the reply. The handlers run on a loop, the replies are written on the collector's thread.
 * SPDX-License-Identifier: MIT
 */
#include "collect.h"

#include "collector.h"
#include "handlers.h"
#include "json.h"
#include "payload.h"
#include "public_id.h"
#include "reply.h"
#include "token.h"

#include <string.h>

enum { BATCH_ITEMS_MAX = 500 };

/* What becomes of an event that was not stored. */
struct refusal {
	const char *field; /* at fault; NULL: not the sender's fault */
	const char *message;
	const char *code;
	int status;
};

static const struct refusal refusals[] = {
	[EVENT_NO_WEBSITE] = { "payload.website", "Website not found.", "bad-request", 400 },
	[EVENT_REFUSED] = { "payload", "The database does not take this event.", "bad-request",
			    400 },
	[EVENT_FAILED] = { NULL, "Something went wrong on our side.", "server-error", 500 },
	[EVENT_BUSY] = { NULL, "The database is away or slow: send it again.", "unavailable", 503 },
};

static enum outcome
reply_bot(struct request *req)
{
	struct json_writer *writer = json_writer_new(req->arena);
	json_object_begin(writer);
	json_name(writer, "beep");
	json_text(writer, "boop");
	json_object_end(writer);
	return reply_json(req, writer);
}

/* {"cache","sessionId","visitId"}: the ids that are in the database now. */
static void
write_stored(struct json_writer *writer, const struct event *event, long long now)
{
	const struct secrets *secrets = &collect_shared()->secrets;
	struct cache_token token;
	char text[UUID_TEXT_SIZE], signed_token[TOKEN_SIGNED_TEXT_SIZE];
	memset(&token, 0, sizeof(token)); /* its padding is signed too */
	token.website = event->website;
	token.visitor_hash = event->visitor_hash;
	token.issued_at = now;
	token_sign(secrets->cache_token, &token, sizeof(token), signed_token);

	struct uuid visitor = public_visitor_id(event->visitor_hash);
	json_name(writer, "cache");
	json_text(writer, signed_token);
	json_name(writer, "sessionId");
	uuid_format(&visitor, text);
	json_text(writer, text);
	json_name(writer, "visitId");
	if (event->visit_id == 0) {
		json_null(writer);
		return;
	}
	struct uuid visit = public_visit_id(secrets->visit_id, event->website_id, event->visit_id);
	uuid_format(&visit, text);
	json_text(writer, text);
}

static enum outcome
send_reply(struct request *req, struct collect_submission *submission)
{
	const struct event *event = &submission->events[0];
	const struct refusal *refusal = &refusals[event->result];
	struct json_writer *writer;
	switch (event->result) {
	case EVENT_STORED:
		writer = json_writer_new(req->arena);
		json_object_begin(writer);
		write_stored(writer, event, req->received_at);
		json_object_end(writer);
		return reply_json(req, writer);
	case EVENT_BUSY:
		return BUSY;
	case EVENT_FAILED:
		return FAILED;
	default:
		req->error_message = refusal->message;
		request_problem(req, refusal->field, refusal->message);
		return INVALID;
	}
}

static struct collect_submission *
submission_new(struct request *req, int count)
{
	struct collect_submission *submission = arena_alloc(req->arena, sizeof(*submission));
	if (submission == NULL)
		return NULL;
	submission->events = arena_array(req->arena, (size_t)count, sizeof(struct event));
	submission->count = count;
	return submission->events == NULL ? NULL : submission;
}

enum outcome
collect_send(struct request *req)
{
	const struct json *sent = request_body(req);
	if (sent == NULL)
		return INVALID;
	struct collect_submission *submission = submission_new(req, 1);
	if (submission == NULL)
		return TOO_LARGE;
	switch (payload_read(req, req->collect, sent, &submission->events[0])) {
	case PAYLOAD_BOT:
		return reply_bot(req);
	case PAYLOAD_INVALID:
		return INVALID;
	default:
		break;
	}
	if (arena_exhausted(req->arena))
		return TOO_LARGE;
	submission->reply = send_reply;
	req->submission = submission;
	return DONE;
}

/* Batches
 * ------------------------------------------------------------------------------------------------------------
 */

/* What became of one item of a batch before the collector saw it. */
struct batch_item {
	enum payload_verdict verdict;
	const struct problem *problem; /* the first; PAYLOAD_INVALID */
};

struct batch_submission {
	struct collect_submission submission; /* first, so that one is the other */
	struct batch_item *items;
	int size;
};

static void
write_error(struct json_writer *writer, int index, const char *field, const char *message,
	    const char *code, int status)
{
	json_object_begin(writer);
	json_name(writer, "index");
	json_integer(writer, index);
	json_name(writer, "response");
	json_object_begin(writer);
	json_name(writer, "error");
	json_object_begin(writer);
	json_name(writer, "message");
	json_text(writer, message);
	json_name(writer, "code");
	json_text(writer, code);
	json_name(writer, "status");
	json_integer(writer, status);
	if (field != NULL) {
		json_name(writer, "field");
		json_text(writer, field);
	}
	json_object_end(writer);
	json_object_end(writer);
	json_object_end(writer);
}

/* Writes the items that were not taken; the answer is how many. */
static int
write_errors(struct json_writer *writer, const struct batch_submission *batch)
{
	const struct event *event = batch->submission.events;
	int errors = 0;
	json_array_begin(writer);
	for (int i = 0; i < batch->size; i++) {
		const struct batch_item *item = &batch->items[i];
		if (item->verdict == PAYLOAD_INVALID) {
			write_error(writer, i, item->problem->field, item->problem->message,
				    "bad-request", 400);
			errors++;
		}
		if (item->verdict != PAYLOAD_TAKEN)
			continue;
		const struct refusal *refusal = &refusals[event->result];
		if (event->result != EVENT_STORED) {
			write_error(writer, i, refusal->field, refusal->message, refusal->code,
				    refusal->status);
			errors++;
		}
		event++;
	}
	json_array_end(writer);
	return errors;
}

/* The reply to senders whose whole batch the database had no time for: nothing was stored, all may
 * be sent again. */
static bool
nothing_stored_for_now(const struct collect_submission *submission)
{
	bool busy = false;
	for (int i = 0; i < submission->count; i++) {
		if (submission->events[i].result == EVENT_STORED)
			return false;
		busy = busy || submission->events[i].result == EVENT_BUSY;
	}
	return busy;
}

static enum outcome
batch_reply(struct request *req, struct collect_submission *submission)
{
	const struct batch_submission *batch = (const struct batch_submission *)submission;
	if (nothing_stored_for_now(submission))
		return BUSY;
	struct json_writer *writer = json_writer_new(req->arena);
	json_object_begin(writer);
	json_name(writer, "details");
	int errors = write_errors(writer, batch);
	json_name(writer, "size");
	json_integer(writer, batch->size);
	json_name(writer, "processed");
	json_integer(writer, batch->size - errors);
	json_name(writer, "errors");
	json_integer(writer, errors);
	int first = 0;
	while (first < submission->count && submission->events[first].result != EVENT_STORED)
		first++;
	if (first < submission->count)
		write_stored(writer, &submission->events[first], req->received_at);
	json_object_end(writer);
	return reply_json(req, writer);
}

/* Reads every item; those that are taken stand packed at the front of the submission. */
static bool
batch_read(struct request *req, const struct json *items, struct batch_submission *batch)
{
	int index = 0;
	for (const struct json *item = items->first; item != NULL; item = item->next, index++) {
		struct event *event = &batch->submission.events[batch->submission.count];
		batch->items[index].verdict = payload_read(req, req->collect, item, event);
		batch->items[index].problem = req->problems;
		if (batch->items[index].verdict == PAYLOAD_TAKEN)
			batch->submission.count++;
		req->problems = req->last_problem = NULL;
	}
	return !arena_exhausted(req->arena);
}

enum outcome
collect_batch(struct request *req)
{
	const struct json *sent = request_body(req);
	if (sent == NULL)
		return INVALID;
	if (sent->kind != JSON_ARRAY || sent->count > BATCH_ITEMS_MAX) {
		request_problem(req, "", "Must be an array of at most 500 items.");
		return INVALID;
	}
	struct batch_submission *batch = arena_alloc(req->arena, sizeof(*batch));
	if (batch == NULL)
		return TOO_LARGE;
	batch->size = (int)sent->count;
	batch->items = arena_array(req->arena, sent->count + 1, sizeof(*batch->items));
	batch->submission.events = arena_array(req->arena, sent->count + 1, sizeof(struct event));
	batch->submission.reply = batch_reply;
	if (batch->items == NULL || batch->submission.events == NULL ||
	    !batch_read(req, sent, batch))
		return TOO_LARGE;
	if (batch->submission.count == 0)
		return batch_reply(req, &batch->submission);
	req->submission = &batch->submission;
	return DONE;
}
