/*
 * libh2o has no timeout for writing, for a slow HTTP/2 request or for a connection that has sent
 * nothing yet; and no defence against clients that open requests only to reset them. This file has.
 * To cut a connection is to shut its socket down: libh2o reads the end and cleans up by itself.
 * SPDX-License-Identifier: MIT
 */
#include "connection.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "loop.h"

enum {
	TLS_HANDSHAKE = 0x16,   /* first byte of TLS; no HTTP method starts with it */
	ABANDONED_MAX = 100,    /* and more than half of all */
	DRAIN_GRACE_MS = 100,   /* a client that has just been told to close needs a moment */
	DRAIN_GOAWAY_MS = 2500, /* the second GOAWAY of HTTP/2 comes after a second */
	REST_MAX = 32 << 20
};

static void on_close(void *argument);

static void
cut(struct connection *connection, int how)
{
	if (how == SHUT_RDWR && !connection->doomed) {
		connection->doomed = true;
		metrics_count(connection->loop->metrics, METRICS_DOOMED);
	}
	shutdown(h2o_socket_get_fd(connection->socket), how);
}

/* The connection becomes one of the loop's; `timer` runs out after `timeout`. */
static struct connection *
adopt(struct loop *loop, h2o_socket_t *socket, h2o_timeout_t *timeout, h2o_timeout_cb on_timeout)
{
	struct connection *connection = calloc(1, sizeof(*connection));
	if (connection == NULL) {
		h2o_socket_close(socket);
		return NULL;
	}
	connection->loop = loop;
	connection->socket = socket;
	connection->rest = -1;
	h2o_linklist_init_anchor(&connection->requests);
	connection->active_at = loop_now(loop);
	connection->next = loop->connections;
	connection->link = &loop->connections;
	if (connection->next != NULL)
		connection->next->link = &connection->next;
	loop->connections = connection;
	metrics_set(loop->metrics, METRICS_CONNECTIONS, ++loop->connection_count);

	socket->on_close.cb = on_close;
	socket->on_close.data = connection;
	connection->timer.cb = on_timeout;
	h2o_timeout_link(loop->events, timeout, &connection->timer);
	return connection;
}

static void
on_timeout(h2o_timeout_entry_t *timer)
{
	struct connection *connection = H2O_STRUCT_FROM_MEMBER(struct connection, timer, timer);
	h2o_socket_close(connection->socket);
}

/* ---- the end of a refused upload ---- */

static void
on_rest(h2o_socket_t *socket, const char *error)
{
	bool enough = socket->bytes_read > REST_MAX;
	h2o_buffer_consume(&socket->input, socket->input->size);
	if (error != NULL || enough)
		h2o_socket_close(socket);
}

/* Says that nothing more comes from us, and throws away what still comes from the client. */
static void
read_rest(struct loop *loop, int fd)
{
	shutdown(fd, SHUT_WR);
	h2o_socket_t *socket = h2o_evloop_socket_create(loop->events, fd, 0);
	if (adopt(loop, socket, &loop->rest_timeout, on_timeout) != NULL)
		h2o_socket_read_start(socket, on_rest);
}

void
connection_read_rest(struct connection *connection)
{
	if (connection->rest < 0)
		connection->rest = fcntl(h2o_socket_get_fd(connection->socket), F_DUPFD_CLOEXEC, 0);
}

static void
on_close(void *argument)
{
	struct connection *connection = argument;
	struct loop *loop = connection->loop;
	if (connection->rest >= 0)
		read_rest(loop, connection->rest);
	h2o_timeout_unlink(&connection->timer);
	*connection->link = connection->next;
	if (connection->next != NULL)
		connection->next->link = connection->link;
	metrics_set(loop->metrics, METRICS_CONNECTIONS, --loop->connection_count);
	free(connection);
	listener_resume(&loop->listener);
}

/* ---- a connection's beginning ---- */

static void
on_first_byte(h2o_socket_t *socket, const char *error)
{
	struct connection *connection = socket->on_close.data;
	struct loop *loop = connection->loop;
	if (error != NULL) {
		h2o_socket_close(socket);
		return;
	}
	if (socket->input->size == 0)
		return;
	h2o_timeout_unlink(&connection->timer);
	h2o_socket_read_stop(socket);
	bool secure = loop->secure.ssl_ctx != NULL &&
		      (unsigned char)socket->input->bytes[0] == TLS_HANDSHAKE;
	h2o_accept(secure ? &loop->secure : &loop->plain, socket);
}

void
connection_open(struct loop *loop, h2o_socket_t *socket)
{
	metrics_count(loop->metrics, METRICS_ACCEPTED);
	if (adopt(loop, socket, &loop->first_byte_timeout, on_timeout) != NULL)
		h2o_socket_read_start(socket, on_first_byte);
}

struct connection *
connection_of(h2o_req_t *http)
{
	return http->conn->callbacks->get_socket(http->conn)->on_close.data;
}

const char *
connection_peer(struct connection *connection)
{
	if (connection->peer[0] != '\0')
		return connection->peer;
	struct sockaddr_storage storage;
	struct sockaddr *peer = (struct sockaddr *)&storage;
	char text[NI_MAXHOST];
	socklen_t len = h2o_socket_getpeername(connection->socket, peer);
	size_t text_len = len == 0 ? SIZE_MAX : h2o_socket_getnumerichost(peer, len, text);
	const char *zone = text_len == SIZE_MAX ? NULL : memchr(text, '%', text_len);
	text_len = zone == NULL ? text_len : (size_t)(zone - text);
	if (text_len < sizeof(connection->peer))
		memcpy(connection->peer, text, text_len);
	return connection->peer;
}

void
connection_begin(struct connection *connection, struct running *request, int version)
{
	connection->version = version;
	connection->begun++;
	connection->active_at = loop_now(connection->loop);
	request->link = (h2o_linklist_t){ NULL, NULL };
	request->begun_at = connection->active_at;
	h2o_linklist_insert(&connection->requests, &request->link);
}

void
connection_finish(struct connection *connection, struct running *request, bool abandoned)
{
	h2o_linklist_unlink(&request->link);
	connection->active_at = loop_now(connection->loop);
	if (!abandoned)
		return;
	connection->abandoned++;
	if (connection->abandoned >= ABANDONED_MAX &&
	    connection->abandoned > connection->begun / 2 && !connection->doomed)
		cut(connection, SHUT_RDWR);
}

static bool
is_idle(const struct connection *connection)
{
	return connection->requests.next == &connection->requests;
}

/* The oldest request counts: new ones beside it do not make its client any quicker. */
static bool
is_late(const struct connection *connection)
{
	const struct loop_limits *limits = &connection->loop->limits;
	long long now = loop_now(connection->loop);
	if (is_idle(connection))
		return now - connection->active_at > limits->idle;
	const struct running *oldest =
		H2O_STRUCT_FROM_MEMBER(struct running, link, connection->requests.next);
	return now - oldest->begun_at > limits->running;
}

void
connections_sweep(struct loop *loop)
{
	for (struct connection *c = loop->connections; c != NULL; c = c->next)
		if (!c->doomed && is_late(c))
			cut(c, SHUT_RDWR);
}

void
connections_drain(struct loop *loop)
{
	long long now = loop_now(loop), since = now - loop->draining_since;
	for (struct connection *c = loop->connections; c != NULL; c = c->next) {
		long long idle = c->version >= 0x200 ? DRAIN_GOAWAY_MS : DRAIN_GRACE_MS;
		if (since > loop->limits.drain)
			cut(c, SHUT_RDWR);
		else if (is_idle(c) && since >= idle && now - c->active_at >= DRAIN_GRACE_MS)
			cut(c, SHUT_RD);
	}
}
