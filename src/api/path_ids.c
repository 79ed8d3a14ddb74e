/*
 * Public ids in paths, read back into the keys of the tables.
 * SPDX-License-Identifier: MIT
 */
#include "path_ids.h"

#include "public_id.h"
#include "secret.h"
#include "uuid.h"

static bool
path_uuid(struct request *req, const char *name, const char *field, struct uuid *id)
{
	const char *text = request_path_value(req, name);
	if (text != NULL && uuid_parse(text, id))
		return true;
	return request_problem(req, field, "Must be a UUID.");
}

enum outcome
path_visitor(struct request *req, int *visitor_id)
{
	struct uuid id;
	if (!path_uuid(req, "session_id", "sessionId", &id))
		return INVALID;
	bool known =
		public_visitor_number(public_id_key(), req->website.website_id, &id, visitor_id);
	return known && *visitor_id > 0 ? DONE : NOT_FOUND;
}

enum outcome
path_event(struct request *req, long long *event_id)
{
	struct uuid id;
	if (!path_uuid(req, "event_id", "eventId", &id))
		return INVALID;
	return public_event_key(&id, event_id) ? DONE : NOT_FOUND;
}
