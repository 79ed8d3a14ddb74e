/*
 * A place a connection, in which its thread leaves a descriptor of the socket and when it began. The descriptor is
 * one of our own: libpq closes its own whenever it likes, and the number may then be somebody else's.
 * SPDX-License-Identifier: MIT
 */
#include "db_watch.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

#include "clock.h"
#include "log.h"

enum {
	PLACES = 1024, /* more than there are connections */
	/* The system's own notice of a host that acknowledges nothing. */
	KEEPALIVE_IDLE_S = 10,
	KEEPALIVE_INTERVAL_S = 5,
	KEEPALIVE_COUNT = 3,
	UNACKNOWLEDGED_MS = 15000
};

struct db_watched {
	int descriptor;        /* under the lock; 0: the place is free */
	atomic_llong begun_at; /* clock_monotonic_us(); 0: the thread does not wait */
};

static struct db_watched places[PLACES];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* A socket of the UNIX domain takes no notice. */
static void
set_options(int socket)
{
	int on = 1, idle = KEEPALIVE_IDLE_S, interval = KEEPALIVE_INTERVAL_S;
	int count = KEEPALIVE_COUNT, unacknowledged = UNACKNOWLEDGED_MS;
	setsockopt(socket, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof(on));
	setsockopt(socket, IPPROTO_TCP, TCP_KEEPIDLE, &idle, sizeof(idle));
	setsockopt(socket, IPPROTO_TCP, TCP_KEEPINTVL, &interval, sizeof(interval));
	setsockopt(socket, IPPROTO_TCP, TCP_KEEPCNT, &count, sizeof(count));
	setsockopt(socket, IPPROTO_TCP, TCP_USER_TIMEOUT, &unacknowledged, sizeof(unacknowledged));
}

struct db_watched *
db_watch_open(int socket)
{
	struct db_watched *free_place = NULL;
	set_options(socket);
	pthread_mutex_lock(&lock);
	for (size_t i = 0; free_place == NULL && i < PLACES; i++)
		if (places[i].descriptor == 0)
			free_place = &places[i];
	int descriptor = free_place == NULL ? -1 : fcntl(socket, F_DUPFD_CLOEXEC, 1);
	if (descriptor > 0)
		free_place->descriptor = descriptor;
	pthread_mutex_unlock(&lock);
	return descriptor > 0 ? free_place : NULL;
}

void
db_watch_close(struct db_watched *watched)
{
	if (watched == NULL)
		return;
	db_watch_end(watched);
	pthread_mutex_lock(&lock);
	close(watched->descriptor);
	watched->descriptor = 0;
	pthread_mutex_unlock(&lock);
}

void
db_watch_begin(struct db_watched *watched)
{
	if (watched != NULL)
		atomic_store_explicit(&watched->begun_at, clock_monotonic_us(),
				      memory_order_relaxed);
}

void
db_watch_end(struct db_watched *watched)
{
	if (watched != NULL)
		atomic_store_explicit(&watched->begun_at, 0, memory_order_relaxed);
}

void
db_watch_cut(long long longest_us)
{
	long long now = clock_monotonic_us();
	int cut = 0;
	pthread_mutex_lock(&lock);
	for (size_t i = 0; i < PLACES; i++) {
		long long begun_at =
			atomic_load_explicit(&places[i].begun_at, memory_order_relaxed);
		if (places[i].descriptor == 0 || begun_at == 0 || now - begun_at <= longest_us)
			continue;
		shutdown(places[i].descriptor, SHUT_RDWR);
		atomic_store_explicit(&places[i].begun_at, 0, memory_order_relaxed);
		cut++;
	}
	pthread_mutex_unlock(&lock);
	if (cut > 0)
		log_line(LOG_ERROR, "database_silent", "connections_cut=%d", cut);
}
