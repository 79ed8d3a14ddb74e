/*
 * What a handler can answer. dispatch.c turns an outcome into a status; nobody else knows statuses.
 * SPDX-License-Identifier: MIT
 */
#ifndef OUTCOME_H
#define OUTCOME_H

enum outcome {
	DONE,         /* the reply stands in the request */
	REDIRECTED,   /* likewise: where to go instead */
	INVALID,      /* the problems stand in the request */
	UNAUTHORIZED, /* not signed in, or not permitted */
	FORBIDDEN,
	NOT_FOUND,
	CONFLICT,
	LIMITED,   /* tried too often; the request says when to try again */
	TOO_LARGE, /* what was asked for does not fit the request's memory */
	BUSY,      /* the database is away, slow or full: worth trying again */
	FAILED     /* our fault; the log knows why */
};

#endif
