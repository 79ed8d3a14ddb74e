/*
 * What a request of HTTP/1 asks for.
 * SPDX-License-Identifier: MIT
 */
#ifndef TARGET_H
#define TARGET_H

#include <h2o.h>

/*
 * Makes of a target in absolute form ("GET http://host/path"), as clients of a proxy send it and which libh2o takes for a path,
 * path, query and authority; its host counts in place of the Host header's (RFC 9112, 3.2.2). Any other is left as it is. Before
 * anything else reads the request.
 */
void target_open(h2o_req_t *http);

#endif
