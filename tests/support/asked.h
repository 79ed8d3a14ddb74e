/*
 * A request as a handler would get it, without a server around it.
 * SPDX-License-Identifier: MIT
 */
#ifndef TEST_ASKED_H
#define TEST_ASKED_H

#include "request.h"

/* A request with this query string and body (NULL: none), in an arena of its own with room enough.
 */
struct request *asked(const char *query, const char *body);
void asked_free(struct request *req);

/* The problems as "field: message" joined by " | "; "" when there is none. In the request's arena.
 */
const char *asked_problems(struct request *req);

#endif
