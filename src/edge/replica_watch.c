/*
 * Looks, waits a second, looks again. Connecting to a host that is gone takes seconds, which here are nobody's.
 * SPDX-License-Identifier: MIT
 */
#include "replica_watch.h"

#include "db.h"
#include "replica.h"

enum { PAUSE_SECONDS = 1 };

static void
watch_run(struct periodic *periodic, const void *context)
{
	const struct config *config = context;
	do {
		if (db_connect("replica-watch", config->statement_timeout_ms))
			replica_look();
	} while (!periodic_pause(periodic, PAUSE_SECONDS));
	db_disconnect();
}

struct periodic *
replica_watch_start(const struct config *config)
{
	return periodic_start("replica-watch", watch_run, config);
}
