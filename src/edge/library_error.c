/*
 * libh2o answers in plain text what it refuses itself: a body far above the limit, a request that is
 * not HTTP. A filter on its way out puts our document in the place of the text.
 * SPDX-License-Identifier: MIT
 */
#include "library_error.h"

#include <stdio.h>

#include "connection.h"

struct error_stream {
	h2o_ostream_t super;
	h2o_iovec_t document;
};

static void
on_error_send(h2o_ostream_t *stream, h2o_req_t *http, h2o_iovec_t *bodies, size_t count,
	      h2o_send_state_t state)
{
	(void)bodies;
	struct error_stream *self = (struct error_stream *)stream;
	h2o_iovec_t document = self->document;
	h2o_ostream_send_next(stream, http, &document, count > 0 ? 1 : 0, state);
}

static void
on_library_error(h2o_filter_t *filter, h2o_req_t *http, h2o_ostream_t **slot)
{
	(void)filter;
	bool too_large = http->res.status == 413;
	struct error_stream *stream = (void *)h2o_add_ostream(http, sizeof(*stream), slot);
	char document[160];
	int len = snprintf(document, sizeof(document),
			   "{\"error\":{\"message\":\"%s\",\"code\":\"%s\",\"status\":%d}}",
			   too_large ? "The body is too large." : "The request is not valid HTTP.",
			   too_large ? "payload-too-large" : "bad-request", http->res.status);
	stream->super.do_send = on_error_send;
	stream->document = h2o_strdup(&http->pool, document, (size_t)len);
	http->res.content_length = stream->document.len;
	http->res.headers.size = 0;
	h2o_add_header(&http->pool, &http->res.headers, H2O_TOKEN_CONTENT_TYPE, NULL,
		       H2O_STRLIT("application/json"));
	h2o_add_header(&http->pool, &http->res.headers, H2O_TOKEN_ACCESS_CONTROL_ALLOW_ORIGIN, NULL,
		       H2O_STRLIT("*"));
	if (http->version < 0x200)
		connection_read_rest(connection_of(http));
	h2o_setup_next_ostream(http, &stream->super.next);
}

void
library_error_register(h2o_hostconf_t *host)
{
	h2o_filter_t *filter = h2o_create_filter(&host->fallback_path, sizeof(*filter));
	filter->on_setup_ostream = on_library_error;
}
