/*
 * From a request to a reply: route, access, transaction, handler, and the outcome made into a
 * status and a document.
 * SPDX-License-Identifier: MIT
 */
#ifndef DISPATCH_H
#define DISPATCH_H

#include "exchange.h"
#include "outcome.h"
#include "request.h"
#include "routes.h"

#include <stdbool.h>

/*
 * Finds the exchange's route. False when there is nothing to run: the reply to OPTIONS, to a wrong
 * method or to an unknown path of the API stands already (status is set), or the path is none of
 * the API's (status is still 0). Any thread.
 */
bool dispatch_begin(struct exchange *exchange);

/*
 * Runs the exchange's route: checks access, opens the transaction (read-only for GET), runs the
 * handler, commits, and sets status and reply. Worker thread with a database connection. A conflict
 * is tried once more.
 */
void dispatch(struct exchange *exchange);

/* Sets status and reply from an outcome: the handler's own document when DONE, else the error
 * document. Any thread. */
void dispatch_finish(struct exchange *exchange, enum outcome outcome);

/*
 * The error document, for what goes wrong before a route is known:
 * {"error":{"message","code","status","reason","requestId","errors":[...],"properties":{field:{"errors":[...]}}}}
 */
void dispatch_error(struct exchange *exchange, int status, const char *code, const char *message);

/* Writes that document's member "error" into the object that is open in `writer`, for an outcome other than DONE. */
void dispatch_write_error(struct json_writer *writer, struct request *req, enum outcome outcome);

/* True for paths of the API, which answer every origin and never with a page. */
bool dispatch_is_api(const char *path);

#endif
