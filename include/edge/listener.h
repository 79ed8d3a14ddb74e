/*
 * Accepts connections on one loop, and rests when there are too many or when the process has no
 * descriptors left. Loop thread; edge only.
 * SPDX-License-Identifier: MIT
 */
#ifndef LISTENER_H
#define LISTENER_H

#include <h2o.h>
#include <stdbool.h>

struct loop;

struct listener {
	struct loop *loop;
	h2o_socket_t *socket; /* NULL once closed */
	h2o_timeout_t rest_timeout;
	h2o_timeout_entry_t rest_timer;
};

/* Begins to accept on `fd`, which is the listener's from now on. */
void listener_open(struct listener *listener, struct loop *loop, int fd);

/* A connection is closed: there may be room again, and a descriptor. */
void listener_resume(struct listener *listener);

/* Takes what the system has accepted already, then closes. Closing twice is allowed. */
void listener_close(struct listener *listener);

void listener_dispose(struct listener *listener);

#endif
