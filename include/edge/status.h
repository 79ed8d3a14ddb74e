/*
 * What the server says about itself: /healthz, /readyz, /metrics, /api/heartbeat, /api/config. The
 * handlers stand in handlers.h and run on the loops.
 * SPDX-License-Identifier: MIT
 */
#ifndef STATUS_H
#define STATUS_H

#include "collector.h"
#include "config.h"
#include "workers.h"

/* Whom the handlers ask. Kept, not copied; set by main() before a loop runs. */
struct status_sources {
	const struct config *config;
	struct workers *workers;
	struct collector *collector;
};
void status_set_sources(const struct status_sources *sources);

#endif
