/*
 * libh2o with one handler on one loop, as it comes: without anything that the server adds to it.
 * SPDX-License-Identifier: MIT
 */
#ifndef PLAIN_H2O_H
#define PLAIN_H2O_H

#include <h2o.h>

struct plain_h2o {
	h2o_globalconf_t config; /* initialised; to be changed before plain_h2o_start() */
	h2o_context_t context;
	h2o_accept_ctx_t accepting;
	h2o_socket_t *listener;
};

void plain_h2o_init(struct plain_h2o *server);
/* Every request is `on_request`'s. Listens on a port of 127.0.0.1 that is free, and prints it. Without one the program ends. */
void plain_h2o_start(struct plain_h2o *server, int (*on_request)(h2o_handler_t *, h2o_req_t *));
/* Waits at most so many milliseconds for something to do. */
void plain_h2o_turn(struct plain_h2o *server, int32_t wait_ms);

#endif
