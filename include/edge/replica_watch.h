/*
 * Looks after the replica once a second, so that no request finds out that it is away. Runs on a thread of its own, with
 * connections of its own to the primary and to the replica.
 * SPDX-License-Identifier: MIT
 */
#ifndef REPLICA_WATCH_H
#define REPLICA_WATCH_H

#include "config.h"
#include "periodic.h"

/* The settings are kept. NULL: no thread to be had. It ends by periodic_stop(), after the look that it is at. */
struct periodic *replica_watch_start(const struct config *config);

#endif
