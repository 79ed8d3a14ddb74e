/*
 * Who sent a request, as far as the connection and trusted proxies say: address and location. Any thread.
 * SPDX-License-Identifier: MIT
 */
#ifndef CLIENT_H
#define CLIENT_H

#include "address.h"
#include "geo.h"
#include "request.h"

#include <stdbool.h>

struct collect_shared;

struct client {
	struct address address; /* all zero when nothing is known */
	bool peer_trusted;      /* in TRUSTED_PROXIES: its headers are believed */
	int origin;             /* of the address, as address_client() tells it */
};

/* The answer is kept with the request: whoever asks next has it for nothing. */
const struct client *client_find(const struct collect_shared *shared, struct request *req);

enum location_origin { LOCATION_UNKNOWN, LOCATION_OF_HEADERS, LOCATION_OF_DATABASE };

/* Where the address is: by a trusted proxy's headers if `headers_count`, else by the database. Unknown: *out is empty. */
enum location_origin client_location(const struct collect_shared *shared, const struct request *req,
				     const struct address *address, bool headers_count,
				     struct location *out);

/* DNT: 1 or Sec-GPC: 1. */
bool client_asks_not_to_be_tracked(const struct request *req);

#endif
