/*
 * Waits, looks for work, does it. After a failure the pause is longer, since the next try may well fail the same way.
 * SPDX-License-Identifier: MIT
 */
#include "compactor.h"

#include "compaction.h"
#include "db.h"

enum { PAUSE_SECONDS = 3, PAUSE_AFTER_FAILURE_SECONDS = 10 };

static void
compactor_run(struct periodic *periodic, const void *context)
{
	const struct config *config = context;
	int pause = PAUSE_SECONDS;
	while (!periodic_pause(periodic, pause)) {
		bool more = false;
		if (!db_connect("compactor", config->statement_timeout_ms) ||
		    !compact_websites(&more))
			pause = PAUSE_AFTER_FAILURE_SECONDS;
		else
			pause = more ? 0 : PAUSE_SECONDS;
	}
	db_disconnect();
}

struct periodic *
compactor_start(const struct config *config)
{
	return periodic_start("compactor", compactor_run, config);
}
