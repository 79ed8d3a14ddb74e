/*
 * The system's queue of connections is the waiting room: when we cannot take more, we leave them in
 * it and stop looking, because epoll reports a listener that is not emptied again and again.
 * SPDX-License-Identifier: MIT
 */
#include "listener.h"

#include <errno.h>

#include "connection.h"
#include "loop.h"

enum { ACCEPTS_MAX = 64, REST_MS = 100 };

static void on_connections(h2o_socket_t *socket, const char *error);

static bool
is_full(const struct listener *listener)
{
	return listener->loop->connection_count >= listener->loop->connections_max;
}

static void
on_rested(h2o_timeout_entry_t *timer)
{
	struct listener *listener = H2O_STRUCT_FROM_MEMBER(struct listener, rest_timer, timer);
	h2o_socket_read_start(listener->socket, on_connections);
}

/* Rests for a while, or until a connection is closed; makes room where it can. */
static void
rest(struct listener *listener)
{
	h2o_socket_read_stop(listener->socket);
	if (is_full(listener))
		connections_make_room(listener->loop);
	h2o_timeout_link(listener->loop->events, &listener->rest_timeout, &listener->rest_timer);
}

static void
on_connections(h2o_socket_t *socket, const char *error)
{
	struct listener *listener = socket->data;
	if (error != NULL)
		return;
	for (int i = 0; i < ACCEPTS_MAX; i++) {
		if (is_full(listener)) {
			if (i ==
			    0) /* this one waits; those behind the last one are told of again */
				rest(listener);
			return;
		}
		errno = 0;
		h2o_socket_t *accepted = h2o_evloop_socket_accept(socket);
		if (accepted == NULL) {
			if (errno == EMFILE || errno == ENFILE || errno == ENOMEM ||
			    errno == ENOBUFS)
				rest(listener);
			return;
		}
		connection_open(listener->loop, accepted);
	}
}

void
listener_open(struct listener *listener, struct loop *loop, int fd)
{
	listener->loop = loop;
	h2o_timeout_init(loop->events, &listener->rest_timeout, REST_MS);
	listener->rest_timer.cb = on_rested;
	listener->socket = h2o_evloop_socket_create(loop->events, fd, H2O_SOCKET_FLAG_DONT_READ);
	listener->socket->data = listener;
	h2o_socket_read_start(listener->socket, on_connections);
}

void
listener_resume(struct listener *listener)
{
	if (listener->socket == NULL || !h2o_timeout_is_linked(&listener->rest_timer) ||
	    is_full(listener))
		return;
	h2o_timeout_unlink(&listener->rest_timer);
	h2o_socket_read_start(listener->socket, on_connections);
}

void
listener_close(struct listener *listener)
{
	h2o_socket_t *socket = listener->socket, *accepted;
	if (socket == NULL)
		return;
	while (!is_full(listener) && (accepted = h2o_evloop_socket_accept(socket)) != NULL)
		connection_open(listener->loop, accepted);
	listener->socket = NULL;
	h2o_timeout_unlink(&listener->rest_timer);
	h2o_socket_read_stop(socket);
	h2o_socket_close(socket);
}

void
listener_dispose(struct listener *listener)
{
	listener_close(listener);
	h2o_timeout_dispose(listener->loop->events, &listener->rest_timeout);
}
