/*
 * The HTTP library as it comes, without any of the server's defences: what attacks are first tried on,
 * so that a test knows that they are attacks. GET is answered at once, POST after a while, with what was
 * sent. Prints its port. Usage: attacks_plain [ANSWER_AFTER_MS [TIMEOUT_MS]]
 * SPDX-License-Identifier: MIT
 */
#include <errno.h>
#include <h2o.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { PIECE = 64 << 10, PIECES = 32 };

static h2o_globalconf_t config;
static h2o_context_t context;
static h2o_accept_ctx_t accepting;
static h2o_socket_t *listener;
static h2o_timeout_t delay;
static volatile sig_atomic_t stopping;

/* A request that waits for its answer. */
struct waiting {
	h2o_timeout_entry_t timer;
	h2o_req_t *http;
};

static void
on_gone(void *argument)
{
	struct waiting *waiting = argument;
	h2o_timeout_unlink(&waiting->timer);
}

static void
answer(h2o_req_t *http, size_t pieces)
{
	static h2o_generator_t generator;
	static char piece[PIECE];
	h2o_iovec_t bodies[PIECES];
	for (size_t i = 0; i < pieces; i++)
		bodies[i] = h2o_iovec_init(piece, sizeof(piece));
	http->res.status = 200;
	http->res.reason = "OK";
	http->res.content_length = pieces * sizeof(piece);
	h2o_start_response(http, &generator);
	h2o_send(http, bodies, pieces, H2O_SEND_STATE_FINAL);
}

static void
on_delay(h2o_timeout_entry_t *timer)
{
	struct waiting *waiting = H2O_STRUCT_FROM_MEMBER(struct waiting, timer, timer);
	answer(waiting->http, 0);
}

/* "/large" is answered with two megabytes. */
static int
on_request(h2o_handler_t *handler, h2o_req_t *http)
{
	(void)handler;
	if (!h2o_memis(http->method.base, http->method.len, H2O_STRLIT("POST"))) {
		bool large = h2o_memis(http->path.base, http->path.len, H2O_STRLIT("/large"));
		answer(http, large ? PIECES : 0);
		return 0;
	}
	struct waiting *waiting = h2o_mem_alloc_shared(&http->pool, sizeof(*waiting), on_gone);
	*waiting = (struct waiting){ .timer = { .cb = on_delay }, .http = http };
	h2o_timeout_link(context.loop, &delay, &waiting->timer);
	return 0;
}

static void
on_connection(h2o_socket_t *socket, const char *error)
{
	h2o_socket_t *accepted;
	while (error == NULL && (accepted = h2o_evloop_socket_accept(socket)) != NULL)
		h2o_accept(&accepting, accepted);
}

static void
stop(int number)
{
	(void)number;
	stopping = 1;
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
		perror("attacks_plain");
		exit(EXIT_FAILURE);
	}
	listener = h2o_evloop_socket_create(context.loop, fd, H2O_SOCKET_FLAG_DONT_READ);
	h2o_socket_read_start(listener, on_connection);
	printf("%d\n", ntohs(address.sin_port));
	fflush(stdout);
}

static uint64_t
argument_ms(int count, char **arguments, int index, uint64_t standard)
{
	return count > index ? strtoull(arguments[index], NULL, 10) : standard;
}

/* SIGTERM: as an application stops that does what the library offers for it. */
int
main(int count, char **arguments)
{
	signal(SIGPIPE, SIG_IGN);
	signal(SIGTERM, stop);
	h2o_config_init(&config);
	config.http1.req_timeout = argument_ms(count, arguments, 2, 10000);
	config.http2.idle_timeout = config.http1.req_timeout;
	h2o_hostconf_t *host =
		h2o_config_register_host(&config, h2o_iovec_init(H2O_STRLIT("default")), 65535);
	h2o_pathconf_t *path = h2o_config_register_path(host, "/", 0);
	h2o_create_handler(path, sizeof(h2o_handler_t))->on_req = on_request;
	h2o_context_init(&context, h2o_evloop_create(), &config);
	accepting.ctx = &context;
	accepting.hosts = config.hosts;
	h2o_timeout_init(context.loop, &delay, argument_ms(count, arguments, 1, 100));
	listen_here();
	while (!stopping)
		if (h2o_evloop_run(context.loop, 100) != 0 && errno != EINTR)
			abort();
	h2o_socket_read_stop(listener);
	h2o_socket_close(listener);
	h2o_context_request_shutdown(&context);
	while (context.http1._conns.next != &context.http1._conns ||
	       context.http2._conns.next != &context.http2._conns)
		if (h2o_evloop_run(context.loop, 100) != 0 && errno != EINTR)
			abort();
	return EXIT_SUCCESS;
}
