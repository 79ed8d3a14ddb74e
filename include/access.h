/*
 * Who may do what: the access column of the route table, asked of the database. Worker thread, in a transaction.
 * SPDX-License-Identifier: MIT
 */
#ifndef ACCESS_H
#define ACCESS_H

#include "outcome.h"
#include "request.h"
#include "routes.h"

/*
 * Fills req->asker from the bearer token and req->website from the path's {website_id}. DONE when `access` allows the
 * request; UNAUTHORIZED when it does not; NOT_FOUND for a website that does not exist, told to an administrator only;
 * INVALID for a malformed {website_id}.
 */
enum outcome access_check(struct request *req, enum access access);

#endif
