/*
 * The HTTP server: HTTP/1.1 and HTTP/2 on one port, with and without TLS, on event loop threads.
 * SPDX-License-Identifier: MIT
 */
#ifndef SERVER_H
#define SERVER_H

#include "address.h"
#include "collector.h"
#include "config.h"
#include "exchange.h"
#include "static_files.h"
#include "workers.h"

#include <stdbool.h>
#include <stddef.h>

struct server;

/* All kept, none copied or freed. */
struct server_options {
	const struct config *config;
	struct workers *workers;
	struct collector *collector;
	const struct static_files *files;
	const struct address_list *trusted_proxies;
	/* A loop's own context for collecting, made and freed on its thread; NULL: none. */
	struct collect_context *(*collect_context_new)(const struct config *config);
	void (*collect_context_free)(struct collect_context *context);
};

/* Binds the port and reads the certificate. NULL, with a sentence in `error`, when that fails. */
struct server *server_new(const struct server_options *options, char *error, size_t error_size);

/* Starts the loops; every one is ready when this returns. False: no threads to be had. */
bool server_start(struct server *server);

/* The port that was bound, which PORT=0 leaves to the system. */
int server_port(const struct server *server);

/*
 * Stops accepting, tells the clients, and waits until every request in flight is answered. Workers
 * and collector must still run.
 */
void server_stop(struct server *server);

/* Ends the threads of a server that was stopped, or never started. After workers and collector. */
void server_free(struct server *server);

/* Gives answered exchanges back to their loops: what workers and collector are given. Any thread.
 */
void server_exchanges_done(struct exchange *chain);

#endif
