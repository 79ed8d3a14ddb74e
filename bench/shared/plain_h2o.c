/*
 * The listener hands connections out without reading what they send: that is the library's.
 * SPDX-License-Identifier: MIT
 */
#include "plain_h2o.h"

#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
plain_h2o_init(struct plain_h2o *server)
{
	signal(SIGPIPE, SIG_IGN);
	memset(server, 0, sizeof(*server));
	h2o_config_init(&server->config);
}

static void
on_connection(h2o_socket_t *listener, const char *error)
{
	struct plain_h2o *server = listener->data;
	h2o_socket_t *socket;
	while (error == NULL && (socket = h2o_evloop_socket_accept(listener)) != NULL)
		h2o_accept(&server->accepting, socket);
}

static void
listen_here(struct plain_h2o *server)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
				       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0 || bind(fd, (struct sockaddr *)&address, len) != 0 ||
	    listen(fd, SOMAXCONN) != 0 || getsockname(fd, (struct sockaddr *)&address, &len) != 0) {
		perror("plain_h2o");
		exit(EXIT_FAILURE);
	}
	server->listener =
		h2o_evloop_socket_create(server->context.loop, fd, H2O_SOCKET_FLAG_DONT_READ);
	server->listener->data = server;
	h2o_socket_read_start(server->listener, on_connection);
	printf("%d\n", ntohs(address.sin_port));
	fflush(stdout);
}

void
plain_h2o_start(struct plain_h2o *server, int (*on_request)(h2o_handler_t *, h2o_req_t *))
{
	h2o_hostconf_t *host = h2o_config_register_host(
		&server->config, h2o_iovec_init(H2O_STRLIT("default")), 65535);
	h2o_pathconf_t *path = h2o_config_register_path(host, "/", 0);
	h2o_create_handler(path, sizeof(h2o_handler_t))->on_req = on_request;
	h2o_context_init(&server->context, h2o_evloop_create(), &server->config);
	server->accepting.ctx = &server->context;
	server->accepting.hosts = server->config.hosts;
	listen_here(server);
}

void
plain_h2o_turn(struct plain_h2o *server, int32_t wait_ms)
{
	if (h2o_evloop_run(server->context.loop, wait_ms) != 0 && errno != EINTR)
		abort();
}
