/*
 * The headers by which proxies tell who the client is and where, kept with a request that is to be
 * collected. Whether they are believed is decided where they are read.
 * SPDX-License-Identifier: MIT
 */
#ifndef FORWARDING_H
#define FORWARDING_H

#include "request.h"

/* Bytes of one header's value that are kept: HTTP/2 lets a client send a long one for a byte each. */
enum { FORWARDING_VALUE_MAX = 2048 };

/*
 * Keeps a header if its name (lower case, not NUL-terminated) is one that proxies use, or is
 * `extra` (which may be ""). A second one of the same name is joined to the first by ", "; of what
 * is too long then, the right end is kept.
 */
void forwarding_keep(struct request *req, const char *name, size_t name_len, const char *value,
		     size_t value_len, const char *extra);

/* The value of the header of that name (in any case), NULL when the request has none. */
const char *forwarding_value(const struct request *req, const char *name, size_t len);

#endif
