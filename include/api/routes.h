/*
 * The API's index: every method and path, who may ask, and which handler answers.
 * SPDX-License-Identifier: MIT
 */
#ifndef ROUTES_H
#define ROUTES_H

#include "outcome.h"
#include "request.h"

#include <stddef.h>

/* Who may ask; include/access.h has the rules. VIEWER, EDITOR and OWNER are about the website, link,
 * pixel or saved report in the path, or else the "websiteId" that is sent. */
enum access { ANYONE, USER, CREATOR, VIEWER, EDITOR, OWNER, ADMIN };

/*
 * Where the handler runs: on the loop (it touches no database), on a worker, on a worker and reading only, whatever the
 * method is, on a worker that it keeps for as long as hashing a password takes, or on the loop and then in the collector.
 * IN_PARTS is on a worker once for each part of an answer of any length: see struct part. The last two and those WITH_PEER are
 * told the peer and the forwarding headers.
 */
enum stage {
	ON_LOOP,
	ON_LOOP_WITH_PEER,
	ON_WORKER,
	ON_WORKER_READING,
	ON_WORKER_WITH_PEER,
	IN_PARTS,
	HASHES_PASSWORD,
	COLLECTED
};

typedef enum outcome (*handler_fn)(struct request *req);

struct route {
	const char *method;
	const char *path; /* "/api/websites/{website_id}/stats" */
	handler_fn handler;
	enum access access;
	enum stage stage;
};

/* Ended by an entry without a method, which route_count() does not count. */
extern const struct route routes[];
size_t route_count(void);

/*
 * Finds the route for the request's method and path and fills path_names and path_values. NULL when there is none; *allow
 * then is NULL for an unknown path, else the methods of that path ("GET, HEAD, POST, OPTIONS"), in the request's arena.
 * HEAD finds the GET route.
 */
const struct route *route_find(struct request *req, const char **allow);

#endif
