/*
 * Requests made by hand.
 * SPDX-License-Identifier: MIT
 */
#include "asked.h"

#include <stdlib.h>
#include <string.h>

enum { CEILING = 4 << 20 };

struct request *
asked(const char *query, const char *body)
{
	struct arena *arena = arena_new(CEILING);
	struct request *req = arena == NULL ? NULL : arena_alloc(arena, sizeof(*req));
	if (req == NULL)
		abort();
	req->arena = arena;
	req->id = "test";
	req->method = body == NULL ? "GET" : "POST";
	req->path = "/";
	req->query = query == NULL ? "" : query;
	req->body = body == NULL ? "" : body;
	req->body_len = strlen(req->body);
	return req;
}

void
asked_free(struct request *req)
{
	arena_free(req->arena);
}

const char *
asked_problems(struct request *req)
{
	const char *list = "";
	for (const struct problem *it = req->problems; it != NULL; it = it->next)
		list = arena_format(req->arena, "%s%s%s: %s", list, *list == '\0' ? "" : " | ",
				    it->field, it->message);
	return list;
}
