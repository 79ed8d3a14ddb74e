/*
 * libh2o and nothing else: one loop that answers every request at once with a fixed text, of the length and with the headers
 * of what a stored event is answered. What it takes is the least that a server on this library can take. Prints its port.
 * SPDX-License-Identifier: MIT
 */
#include <errno.h>
#include <h2o.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static h2o_globalconf_t config;
static h2o_context_t context;
static h2o_accept_ctx_t accepting;

static const char *const headers[][2] = {
	{ "content-type", "application/json" },  { "access-control-allow-origin", "*" },
	{ "cache-control", "no-cache" },         { "x-request-id", "0123456789abcdef-1-1a2b3c" },
	{ "x-content-type-options", "nosniff" },
};

static int
on_request(h2o_handler_t *handler, h2o_req_t *http)
{
	static h2o_generator_t generator;
	static char text[180];
	(void)handler;
	memset(text, 'x', sizeof(text));
	h2o_iovec_t body = h2o_iovec_init(text, sizeof(text));
	http->res.status = 200;
	http->res.reason = "OK";
	http->res.content_length = sizeof(text);
	for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++)
		h2o_add_header_by_str(&http->pool, &http->res.headers, headers[i][0],
				      strlen(headers[i][0]), 1, NULL, headers[i][1],
				      strlen(headers[i][1]));
	h2o_start_response(http, &generator);
	h2o_send(http, &body, 1, H2O_SEND_STATE_FINAL);
	return 0;
}

static void
on_connection(h2o_socket_t *listener, const char *error)
{
	h2o_socket_t *socket;
	while (error == NULL && (socket = h2o_evloop_socket_accept(listener)) != NULL)
		h2o_accept(&accepting, socket);
}

static void
listen_here(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
				       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0 || bind(fd, (struct sockaddr *)&address, len) != 0 ||
	    listen(fd, SOMAXCONN) != 0 || getsockname(fd, (struct sockaddr *)&address, &len) != 0) {
		perror("bench_libh2o_alone");
		exit(EXIT_FAILURE);
	}
	h2o_socket_read_start(h2o_evloop_socket_create(context.loop, fd, H2O_SOCKET_FLAG_DONT_READ),
			      on_connection);
	printf("%d\n", ntohs(address.sin_port));
	fflush(stdout);
}

/* Runs until it is killed. */
int
main(void)
{
	signal(SIGPIPE, SIG_IGN);
	h2o_config_init(&config);
	h2o_hostconf_t *host =
		h2o_config_register_host(&config, h2o_iovec_init(H2O_STRLIT("default")), 65535);
	h2o_pathconf_t *path = h2o_config_register_path(host, "/", 0);
	h2o_create_handler(path, sizeof(h2o_handler_t))->on_req = on_request;
	h2o_context_init(&context, h2o_evloop_create(), &config);
	accepting.ctx = &context;
	accepting.hosts = config.hosts;
	listen_here();
	for (;;)
		if (h2o_evloop_run(context.loop, INT32_MAX) != 0 && errno != EINTR)
			abort();
}
