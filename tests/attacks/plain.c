/*
 * The HTTP library as it comes, without any of the server's defences: what attacks are first tried on,
 * so that a test knows that they are attacks. GET is answered at once, POST after a while, with what was
 * sent. Prints its port. Usage: attacks_plain [ANSWER_AFTER_MS [TIMEOUT_MS]]
 * SPDX-License-Identifier: MIT
 */
#include "plain_h2o.h"

#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>

enum { PIECE = 64 << 10, PIECES = 32 };

static struct plain_h2o server;
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
	h2o_timeout_link(server.context.loop, &delay, &waiting->timer);
	return 0;
}

static void
stop(int number)
{
	(void)number;
	stopping = 1;
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
	h2o_context_t *context = &server.context;
	plain_h2o_init(&server);
	signal(SIGTERM, stop);
	server.config.http1.req_timeout = argument_ms(count, arguments, 2, 10000);
	server.config.http2.idle_timeout = server.config.http1.req_timeout;
	plain_h2o_start(&server, on_request);
	h2o_timeout_init(context->loop, &delay, argument_ms(count, arguments, 1, 100));
	while (!stopping)
		plain_h2o_turn(&server, 100);
	h2o_socket_read_stop(server.listener);
	h2o_socket_close(server.listener);
	h2o_context_request_shutdown(context);
	while (context->http1._conns.next != &context->http1._conns ||
	       context->http2._conns.next != &context->http2._conns)
		plain_h2o_turn(&server, 100);
	return EXIT_SUCCESS;
}
