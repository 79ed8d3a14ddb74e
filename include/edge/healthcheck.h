/*
 * Asks a running server whether it is alive: the container's health check.
 * SPDX-License-Identifier: MIT
 */
#ifndef HEALTHCHECK_H
#define HEALTHCHECK_H

#include "config.h"

#include <stdbool.h>

/* True when the server of these settings answers /healthz with 200 within three seconds. */
bool healthcheck(const struct config *config);

#endif
