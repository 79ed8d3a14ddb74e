/*
 * Makes what has been collected part of the blocks that reports read, every few seconds where there is enough. Runs on a thread
 * and a connection of its own.
 * SPDX-License-Identifier: MIT
 */
#ifndef COMPACTOR_H
#define COMPACTOR_H

#include "config.h"
#include "periodic.h"

/* The settings are kept. NULL: no thread to be had. It ends by periodic_stop(), after the step that it is at. */
struct periodic *compactor_start(const struct config *config);

#endif
