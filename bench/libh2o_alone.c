/*
 * libh2o and nothing else: one loop that answers every request at once with a fixed text, of the length and with the headers
 * of what a stored event is answered. What it takes is the least that a server on this library can take. Prints its port.
 * SPDX-License-Identifier: MIT
 */
#include "plain_h2o.h"

#include <string.h>

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

/* Runs until it is killed. */
int
main(void)
{
	static struct plain_h2o server;
	plain_h2o_init(&server);
	plain_h2o_start(&server, on_request);
	for (;;)
		plain_h2o_turn(&server, INT32_MAX);
}
