/*
 * A thread a connection; each copies bytes both ways and looks at what the client sends.
 * SPDX-License-Identifier: MIT
 */
#include "proxy.h"

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { CHUNK = 65536, BACKLOG = 16 };

static char folder[] = "/tmp/sillage-proxy.XXXXXX";
static struct sockaddr_un here, there;
static char server_folder[sizeof(there.sun_path)];
static int listener = -1;
static atomic_int wanted_loss;

static void
fail(const char *doing)
{
	perror(doing);
	exit(2);
}

static struct sockaddr_un
socket_address(const char *where)
{
	const char *port = getenv("PGPORT");
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	snprintf(address.sun_path, sizeof(address.sun_path), "%s/.s.PGSQL.%s", where,
		 port == NULL || *port == '\0' ? "5432" : port);
	return address;
}

static bool
pass(int to, const char *bytes, ssize_t len)
{
	return len > 0 && send(to, bytes, (size_t)len, MSG_NOSIGNAL) == len;
}

/* COMMIT comes as a query of its own, or behind other statements. */
static bool
has_commit(const char *bytes, ssize_t len)
{
	static const char command[] = "COMMIT";
	for (ssize_t at = 0; at + (ssize_t)sizeof(command) <= len; at++)
		if (strcasecmp(bytes + at, command) == 0)
			return true;
	return false;
}

/* False when the connection is to end. */
static bool
pass_from_client(int client, int server)
{
	static _Thread_local char bytes[CHUNK];
	ssize_t len = recv(client, bytes, sizeof(bytes), 0);
	int loss =
		has_commit(bytes, len) ? atomic_exchange(&wanted_loss, LOSE_NOTHING) : LOSE_NOTHING;
	if (loss == LOSE_COMMIT || !pass(server, bytes, len))
		return false;
	if (loss == LOSE_ANSWER)
		recv(server, bytes, sizeof(bytes), 0);
	return loss == LOSE_NOTHING;
}

static bool
pass_from_server(int client, int server)
{
	static _Thread_local char bytes[CHUNK];
	return pass(client, bytes, recv(server, bytes, sizeof(bytes), 0));
}

static void *
connection_run(void *argument)
{
	int client = (int)(long)argument;
	int server = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool open = connect(server, (struct sockaddr *)&there, sizeof(there)) == 0;
	while (open) {
		struct pollfd ends[2] = { { .fd = client, .events = POLLIN },
					  { .fd = server, .events = POLLIN } };
		poll(ends, 2, -1);
		if (ends[0].revents != 0)
			open = pass_from_client(client, server);
		if (open && ends[1].revents != 0)
			open = pass_from_server(client, server);
	}
	close(server);
	close(client);
	return NULL;
}

static void *
listener_run(void *argument)
{
	(void)argument;
	for (;;) {
		pthread_t thread;
		int client = accept(listener, NULL, NULL);
		if (client < 0)
			return NULL;
		if (pthread_create(&thread, NULL, connection_run, (void *)(long)client) != 0)
			fail("proxy: thread");
		pthread_detach(thread);
	}
}

static void
remove_folder(void)
{
	unlink(here.sun_path);
	rmdir(folder);
}

void
proxy_start(void)
{
	pthread_t thread;
	const char *host = getenv("PGHOST");
	snprintf(server_folder, sizeof(server_folder), "%s", host == NULL ? "" : host);
	if (listener >= 0) {
		setenv("PGHOST", folder, 1);
		return;
	}
	if (server_folder[0] != '/' || mkdtemp(folder) == NULL)
		fail("proxy: PGHOST must be the folder of a socket");
	setenv("PGHOST", folder, 1);
	here = socket_address(folder);
	there = socket_address(server_folder);
	listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (bind(listener, (struct sockaddr *)&here, sizeof(here)) != 0 ||
	    listen(listener, BACKLOG) != 0)
		fail("proxy: listen");
	atexit(remove_folder);
	if (pthread_create(&thread, NULL, listener_run, NULL) != 0)
		fail("proxy: thread");
	pthread_detach(thread);
}

void
proxy_stop(void)
{
	setenv("PGHOST", server_folder, 1);
}

void
proxy_lose(enum proxy_loss loss)
{
	atomic_store(&wanted_loss, loss);
}
