/*
 * Where a request of HTTP/1 ends.
 * SPDX-License-Identifier: MIT
 */
#ifndef FRAMING_H
#define FRAMING_H

#include <h2o.h>
#include <stdbool.h>

/*
 * True when the request's head tells the length of its body more than once, by Content-Length, Transfer-Encoding or both: a
 * proxy in front may have read another end than libh2o, and what comes next may not be what the proxy took for the next
 * request (RFC 9112, 6.1 and 6.3). Before the request is answered; `socket` is its connection's.
 */
bool framing_is_ambiguous(const h2o_socket_t *socket, const h2o_req_t *http);

#endif
