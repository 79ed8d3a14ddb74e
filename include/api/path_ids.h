/*
 * The ids in a route's path that stand for a visitor or an event of the website.
 * SPDX-License-Identifier: MIT
 */
#ifndef PATH_IDS_H
#define PATH_IDS_H

#include "outcome.h"
#include "request.h"

/*
 * The visitor whom {session_id} stands for, or the event of {event_id}. INVALID, with the problem noted, when it is no UUID;
 * NOT_FOUND when no visitor or event of this website can have it. Whether there is one stays to be asked of the database.
 */
enum outcome path_visitor(struct request *req, int *visitor_id);
enum outcome path_event(struct request *req, long long *event_id);

#endif
