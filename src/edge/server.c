/*
 * One listening socket, of which every loop has its own descriptor: the system hands a connection
 * to a loop that waits, and a stop loses nothing that waits in another loop's queue.
 * SPDX-License-Identifier: MIT
 */
#include "server.h"

#include <errno.h>
#include <fcntl.h>
#include <h2o.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "client_limits.h"
#include "http.h"
#include "log.h"
#include "loop.h"
#include "tls.h"

enum {
	BODY_SLACK = 64 << 10, /* libh2o's limit lies above ours, which answers with a document */
	HANDSHAKE_TIMEOUT_MS = 5000,
	UNREAD_TIMEOUT_MS = 30000, /* data that the other side does not acknowledge */
	RECEIVED_MAX = 64 << 10, /* bytes that wait unread: libh2o takes all of them in one turn */
	/*
	 * More than libh2o lets be open on an HTTP/2 connection. What had to wait for its turn it would run even while it
	 * gives up a connection that cannot be written to, and an answer at that moment fails an assertion of its own.
	 */
	REQUESTS_PER_CONNECTION = 128,
	DESCRIPTORS_SPARE = 128 /* besides connections: database, files, epoll */
};

struct server {
	struct server_options options;
	h2o_globalconf_t global;
	SSL_CTX *tls;
	int listener;
	int port;
	char cors_max_age[16];
	int started; /* loops whose thread runs */
	int loop_count;
	struct loop *loops;
};

static int
count_loops(const struct config *config)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	if (config->loops > 0)
		return config->loops;
	return cores > 2 ? (int)(cores / 2) : 1;
}

static void
configure(struct server *server)
{
	const struct config *config = server->options.config;
	h2o_globalconf_t *global = &server->global;
	h2o_config_init(global);
	global->server_name = h2o_iovec_init("", 0);
	global->max_request_entity_size = (size_t)config->body_max + BODY_SLACK;
	global->handshake_timeout = HANDSHAKE_TIMEOUT_MS;
	global->http1.req_timeout = (uint64_t)config->request_timeout_ms;
	global->http1.upgrade_to_http2 = config->http2_cleartext;
	global->http2.idle_timeout = (uint64_t)config->request_timeout_ms;
	global->http2.graceful_shutdown_timeout = (uint64_t)config->shutdown_timeout_ms / 2 + 1;
	global->http2.max_concurrent_requests_per_connection = REQUESTS_PER_CONNECTION;
	http_register(
		h2o_config_register_host(global, h2o_iovec_init(H2O_STRLIT("default")), 65535));
	snprintf(server->cors_max_age, sizeof(server->cors_max_age), "%d", config->cors_max_age);
}

/* Options of the listener are inherited by what it accepts. */
static bool
listen_on(int fd, const struct addrinfo *address)
{
	int on = 1, off = 0, unread = UNREAD_TIMEOUT_MS, received = RECEIVED_MAX;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &received, sizeof(received));
	setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof(on));
	setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &unread, sizeof(unread));
	if (address->ai_family == AF_INET6) /* "::" is every IPv4 address too */
		setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off));
	return bind(fd, address->ai_addr, address->ai_addrlen) == 0 && listen(fd, SOMAXCONN) == 0;
}

static int
bound_port(int fd)
{
	struct sockaddr_storage address;
	socklen_t len = sizeof(address);
	if (getsockname(fd, (struct sockaddr *)&address, &len) != 0)
		return 0;
	return (int)h2o_socket_getport((struct sockaddr *)&address);
}

static int
bind_listener(const struct config *config, char *error, size_t error_size)
{
	char port[8];
	struct addrinfo *found,
		hints = { .ai_flags = AI_PASSIVE | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM };
	snprintf(port, sizeof(port), "%d", config->port);
	int failed = getaddrinfo(config->host, port, &hints, &found);
	if (failed != 0) {
		snprintf(error, error_size, "HOST %s: %s", config->host, gai_strerror(failed));
		return -1;
	}
	int fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0 || !listen_on(fd, found)) {
		snprintf(error, error_size, "cannot listen on %s, port %d: %s", config->host,
			 config->port, strerror(errno));
		if (fd >= 0)
			close(fd);
		fd = -1;
	}
	freeaddrinfo(found);
	return fd;
}

/* As many descriptors as the system allows; a word when they are too few for CONNECTIONS_MAX. */
static void
raise_descriptor_limit(const struct config *config)
{
	struct rlimit limit;
	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return;
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
	if (limit.rlim_cur < (rlim_t)config->connections_max + DESCRIPTORS_SPARE)
		log_line(LOG_WARNING, "few_descriptors", "limit=%llu connections_max=%d",
			 (unsigned long long)limit.rlim_cur, config->connections_max);
}

static bool
prepare_loops(struct server *server)
{
	const struct config *config = server->options.config;
	unsigned instance = randombytes_random();
	server->loop_count = count_loops(config);
	server->loops = calloc((size_t)server->loop_count, sizeof(struct loop));
	for (int i = 0; server->loops != NULL && i < server->loop_count; i++) {
		struct loop *loop = &server->loops[i];
		loop->options = &server->options;
		loop->global = &server->global;
		loop->number = i;
		loop->connections_max =
			(config->connections_max + server->loop_count - 1) / server->loop_count;
		snprintf(loop->id_prefix, sizeof(loop->id_prefix), "%08x-%x-", instance,
			 (unsigned)i);
		loop->limits.idle = 2LL * config->request_timeout_ms;
		loop->limits.running =
			config->statement_timeout_ms + 2LL * config->request_timeout_ms;
		loop->limits.waiting = config->statement_timeout_ms + config->request_timeout_ms;
		loop->limits.drain = config->shutdown_timeout_ms * 4LL / 5;
		loop->cors_max_age = server->cors_max_age;
		loop->secure.ssl_ctx = server->tls;
		loop->metrics = metrics_new();
		loop->arenas = arena_pool_new();
		if (loop->metrics == NULL || loop->arenas == NULL)
			return false;
	}
	return server->loops != NULL;
}

struct server *
server_new(const struct server_options *options, char *error, size_t error_size)
{
	const struct config *config = options->config;
	struct server *server = calloc(1, sizeof(*server));
	if (server == NULL)
		return NULL;
	server->options = *options;
	server->listener = bind_listener(config, error, error_size);
	if (server->listener >= 0 && config->tls_certificate[0] != '\0')
		server->tls = tls_context_new(config->tls_certificate, config->tls_key, error,
					      error_size);
	if (server->listener < 0 || (config->tls_certificate[0] != '\0' && server->tls == NULL)) {
		if (server->listener >= 0)
			close(server->listener);
		free(server);
		return NULL;
	}
	server->port = bound_port(server->listener);
	raise_descriptor_limit(config);
	client_limits_init(config, options->trusted_proxies);
	configure(server);
	return server;
}

bool
server_start(struct server *server)
{
	if (!prepare_loops(server))
		return false;
	for (int i = 0; i < server->loop_count; i++) {
		int fd = fcntl(server->listener, F_DUPFD_CLOEXEC, 0);
		if (fd < 0 || !loop_start(&server->loops[i], fd))
			return false;
		server->started++;
	}
	for (int i = 0; i < server->started; i++)
		loop_wait_ready(&server->loops[i]);
	close(server->listener); /* each loop has its own descriptor of it */
	server->listener = -1;
	return true;
}

int
server_port(const struct server *server)
{
	return server->port;
}

void
server_stop(struct server *server)
{
	for (int i = 0; i < server->started; i++) {
		loop_wait_ready(&server->loops[i]); /* when another one could not be started */
		loop_stop(&server->loops[i]);
	}
	for (int i = 0; i < server->started; i++)
		loop_wait_drained(&server->loops[i]);
}

void
server_free(struct server *server)
{
	for (int i = 0; i < server->started; i++)
		loop_end(&server->loops[i]);
	for (int i = 0; i < server->loop_count; i++) {
		metrics_free(server->loops[i].metrics);
		arena_pool_free(server->loops[i].arenas);
	}
	h2o_config_dispose(&server->global);
	if (server->listener >= 0)
		close(server->listener);
	SSL_CTX_free(server->tls);
	free(server->loops);
	free(server);
}

void
server_exchanges_done(struct exchange *chain)
{
	while (chain != NULL) {
		struct loop *home = chain->home;
		struct exchange *last = chain;
		while (last->next != NULL && last->next->home == home)
			last = last->next;
		struct exchange *rest = last->next;
		loop_return(home, chain, last);
		chain = rest;
	}
}
