/*
 * Who may do what: the access column of the route table, asked of the database. Worker thread, in a
 * transaction.
 *
 *              no token   view-only        user             admin
 * ANYONE       yes        yes              yes              yes
 * USER         no         yes              yes              yes
 * CREATOR      no         no               yes              yes
 * VIEWER       no         own websites     own websites     every website
 * EDITOR       no         no               own websites     every website
 * OWNER        no         no               own websites     every website
 * ADMIN        no         no               no               yes
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef ACCESS_H
#define ACCESS_H

#include "outcome.h"
#include "request.h"
#include "routes.h"

/*
 * Fills req->asker from the bearer token and req->website from the path's {website_id}, {link_id},
 * {pixel_id} or {report_id}, or from the "websiteId" in body or query string where a route about a website has none in its path;
 * a website's id may be that of a link or pixel. DONE when `access` allows the request;
 * UNAUTHORIZED when it does not; NOT_FOUND for a website that does not exist, told to an
 * administrator only; INVALID for a malformed id, told to somebody who is signed in. To be called
 * first in the transaction: once an hour it ends it to note that the token was used, and begins
 * another.
 */
enum outcome access_check(struct request *req, enum access access);

/* The token that came with the request, in its header; NULL when there is none. */
const char *access_token(const struct request *req);

#endif
