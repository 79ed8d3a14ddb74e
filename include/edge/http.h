/*
 * The one handler that libh2o calls: an HTTP request becomes an exchange, and an answered exchange
 * becomes an HTTP response. Loop thread; edge only.
 * SPDX-License-Identifier: MIT
 */
#ifndef HTTP_H
#define HTTP_H

#include <h2o.h>

#include "exchange.h"

/* Registers the handler for every path, and our error document for libh2o's own errors. */
void http_register(h2o_hostconf_t *host);

/* Sends the answer of an exchange that came back, or frees it when its client has left. */
void http_answer(struct exchange *exchange);

#endif
