/*
 * libh2o takes the last Transfer-Encoding or the first Content-Length and shows neither. But the head stands in the
 * connection's buffer, in front of the body, until the request is answered.
 * SPDX-License-Identifier: MIT
 */
#include "framing.h"

#include <string.h>
#include <strings.h>

/* The name's first letter tells most lines apart without a call: this is done for each event. */
static bool
begins_with(const char *line, const char *end, const char *name, size_t len)
{
	return (size_t)(end - line) >= len && (line[0] | 0x20) == name[0] &&
	       strncasecmp(line, name, len) == 0;
}

bool
framing_is_ambiguous(const h2o_socket_t *socket, const h2o_req_t *http)
{
	const char *line = socket->input->bytes;
	const char *end = http->entity.base;
	int lengths = 0;
	if (http->version >= 0x200 || end == NULL || end < line || end > line + socket->input->size)
		return false;
	while ((line = memchr(line, '\n', (size_t)(end - line))) != NULL) {
		line++;
		lengths += begins_with(line, end, H2O_STRLIT("content-length:")) ||
			   begins_with(line, end, H2O_STRLIT("transfer-encoding:"));
	}
	return lengths > 1;
}
