/*
 * libh2o has no timeout for writing, for a slow HTTP/2 request or for a connection that has sent
 * nothing yet; and no defence against clients that open requests only to reset them. This file has.
 * To cut a connection is to shut its socket down: libh2o reads the end and cleans up by itself.
 * SPDX-License-Identifier: MIT
 */
#include "connection.h"

#include <fcntl.h>
#include <linux/tcp.h> /* for tcpi_bytes_received, which libc's own header lacks */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "client_limits.h"
#include "loop.h"

enum {
	TLS_HANDSHAKE = 0x16, /* first byte of TLS; no HTTP method starts with it */
	ABANDONED_MAX = 100,  /* and more than half of all */
	DRAIN_GRACE_MS = 100, /* a client that has just been told to close needs a moment */
	DRAIN_READ_MS = 800,  /* the second GOAWAY of HTTP/2 comes after a second */
	REST_MAX = 32 << 20,
	ROOM_SHARE = 256, /* of the connections that there may be, one is cut at a time for room */
	UNFINISHED_MAX = 32 << 20, /* on one loop; libh2o's buffers may be twice as large */
	UNFINISHED_CHECK_MS = 20,
	HEAD_BYTES_MAX = 1024 /* of a request's head that count as sent for it */
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
	connection->received.counted = true;
	h2o_linklist_init_anchor(&connection->requests);
	h2o_linklist_insert(&loop->idle, &connection->idle);
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
	struct connection *connection = socket->on_close.data;
	connection->received.finished += socket->input->size;
	bool enough = connection->received.finished > REST_MAX;
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
	h2o_linklist_unlink(&connection->idle);
	client_limits_leave(connection->client);
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

static struct address
address_at(h2o_socket_t *socket)
{
	struct sockaddr_storage storage;
	struct address address = { { [10] = 0xFF, [11] = 0xFF } };
	socklen_t len = h2o_socket_getpeername(socket, (struct sockaddr *)&storage);
	if (len != 0 && storage.ss_family == AF_INET)
		memcpy(address.bytes + 12, &((struct sockaddr_in *)&storage)->sin_addr, 4);
	else if (len != 0 && storage.ss_family == AF_INET6)
		memcpy(address.bytes, &((struct sockaddr_in6 *)&storage)->sin6_addr, 16);
	return address;
}

void
connection_open(struct loop *loop, h2o_socket_t *socket)
{
	struct address address = address_at(socket);
	uint64_t client = client_limits_key(&address);
	metrics_count(loop->metrics, METRICS_ACCEPTED);
	if (!client_limits_enter(client)) {
		metrics_count(loop->metrics, METRICS_CROWDED);
		h2o_socket_close(socket);
		return;
	}
	struct connection *connection = adopt(loop, socket, &loop->first_byte_timeout, on_timeout);
	if (connection == NULL) {
		client_limits_leave(client);
		return;
	}
	connection->address = address;
	connection->client = client;
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
	if (connection->peer[0] == '\0')
		address_format(&connection->address, connection->peer);
	return connection->peer;
}

static bool
is_idle(const struct connection *connection)
{
	return connection->requests.next == &connection->requests;
}

/* About what the client sent for a request. Its head may have been a few bytes that stand for many. */
static size_t
bytes_sent_for(const h2o_req_t *http)
{
	size_t head = 0;
	for (size_t i = 0; i < http->headers.size && head < HEAD_BYTES_MAX; i++)
		head += http->headers.entries[i].name->len + http->headers.entries[i].value.len;
	return http->entity.len + (head < HEAD_BYTES_MAX ? head : HEAD_BYTES_MAX);
}

void
connection_begin(struct connection *connection, struct running *request, const h2o_req_t *http)
{
	connection->version = http->version;
	connection->begun++;
	connection->active_at = loop_now(connection->loop);
	request->link = (h2o_linklist_t){ NULL, NULL };
	request->begun_at = connection->active_at;
	if (is_idle(connection))
		h2o_linklist_unlink(&connection->idle);
	h2o_linklist_insert(&connection->requests, &request->link);
	if (http->version < 0x200)
		connection->received.whole = true;
	else
		connection->received.finished += bytes_sent_for(http);
}

/* Something came before the answer did: it stays with the system. */
static void
on_early(h2o_socket_t *socket, const char *error)
{
	(void)error;
	h2o_socket_read_stop(socket);
}

void
connection_wait(struct connection *connection)
{
	if (connection->version >= 0x200)
		return;
	h2o_socket_dont_read(connection->socket, true);
	h2o_socket_read_start(connection->socket, on_early);
}

void
connection_resume(struct connection *connection)
{
	h2o_socket_dont_read(connection->socket, false);
}

void
connection_pause(struct connection *connection)
{
	if (connection->version >= 0x200)
		return;
	h2o_socket_read_stop(connection->socket);
	connection_resume(connection);
}

void
connection_finish(struct connection *connection, struct running *request, bool abandoned)
{
	h2o_linklist_unlink(&request->link);
	if (is_idle(connection))
		h2o_linklist_insert(&connection->loop->idle, &connection->idle);
	connection->active_at = loop_now(connection->loop);
	if (!abandoned)
		return;
	connection->abandoned++;
	if (connection->abandoned >= ABANDONED_MAX &&
	    connection->abandoned > connection->begun / 2 && !connection->doomed)
		cut(connection, SHUT_RDWR);
}

void
connection_progress(struct connection *connection, struct running *request)
{
	connection->active_at = loop_now(connection->loop);
	request->begun_at = connection->active_at;
	h2o_linklist_unlink(&request->link);
	h2o_linklist_insert(&connection->requests, &request->link);
}

void
connections_make_room(struct loop *loop)
{
	h2o_linklist_t *link = loop->idle.next;
	int room = 1 + loop->connections_max / ROOM_SHARE;
	for (int made = 0; made < room && link != &loop->idle; link = link->next) {
		struct connection *c = H2O_STRUCT_FROM_MEMBER(struct connection, idle, link);
		made++; /* one that is doomed is about to make room too */
		if (!c->doomed)
			cut(c, SHUT_RDWR);
	}
}

/* ---- what is not whole yet ---- */

static unsigned long long
bytes_received(const struct connection *connection)
{
	struct tcp_info info = { 0 };
	socklen_t len = sizeof(info);
	getsockopt(h2o_socket_get_fd(connection->socket), IPPROTO_TCP, TCP_INFO, &info, &len);
	return info.tcpi_bytes_received;
}

/*
 * At least what the connection has sent of requests that are not whole. Of HTTP/1 there is nothing while a request runs, or
 * when one has come since the last look: then the system is not asked, which spares a busy connection nearly all questions,
 * and what it says the next time is where to count from.
 */
static unsigned long long
bytes_unfinished(struct connection *connection)
{
	bool running = connection->version < 0x200 && !is_idle(connection);
	if (running || connection->received.whole) {
		connection->received.whole = false;
		connection->received.counted = false;
		return 0;
	}
	unsigned long long received = bytes_received(connection);
	if (!connection->received.counted || connection->received.finished > received)
		connection->received.finished = received;
	connection->received.counted = true;
	return received - connection->received.finished;
}

static void
cut_above(struct loop *loop, unsigned long long share)
{
	for (struct connection *c = loop->connections; c != NULL; c = c->next)
		if (!c->doomed && bytes_unfinished(c) > share)
			cut(c, SHUT_RDWR);
}

void
connections_check_unfinished(struct loop *loop)
{
	unsigned long long sum = 0, holders = 0;
	/* with many connections less often: it is one call of the system for each */
	long long pause = UNFINISHED_CHECK_MS + loop->connection_count / 64;
	if (loop_now(loop) - loop->unfinished_checked_at < pause)
		return;
	loop->unfinished_checked_at = loop_now(loop);
	for (struct connection *c = loop->connections; c != NULL; c = c->next) {
		unsigned long long bytes = c->doomed ? 0 : bytes_unfinished(c);
		sum += bytes;
		holders += bytes > 0;
	}
	if (sum > UNFINISHED_MAX)
		cut_above(loop, UNFINISHED_MAX / holders);
}

/* ---- when to cut ---- */

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
		bool unused = c->version == 0;
		if (since > loop->limits.drain || (unused && since > DRAIN_READ_MS))
			cut(c, SHUT_RDWR);
		else if (c->version < 0x200 && is_idle(c) && since >= DRAIN_GRACE_MS &&
			 now - c->active_at >= DRAIN_GRACE_MS)
			cut(c, SHUT_RD);
	}
}

/*
 * What has been read is answered, and libh2o closes the connection itself then. It begins to read again
 * whenever it has written, hence after every turn.
 */
void
connections_hold_back(struct loop *loop)
{
	if (!loop->draining || loop_now(loop) - loop->draining_since <= DRAIN_READ_MS)
		return;
	for (struct connection *c = loop->connections; c != NULL; c = c->next)
		if (c->version >= 0x200)
			h2o_socket_read_stop(c->socket);
}
