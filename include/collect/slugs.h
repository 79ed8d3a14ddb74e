/*
 * What links and pixels are asked for by. Collector's thread.
 * SPDX-License-Identifier: MIT
 */
#ifndef SLUGS_H
#define SLUGS_H

#include "arena.h"
#include "event.h"
#include "outcome.h"

/*
 * Finds the website of every event that has a slug, and where it leads. Asked anew for each batch, so that what the owner
 * has changed holds on every server from the next click on. In a transaction of its own, when there is anything to ask.
 */
enum outcome slugs_find(struct arena *arena, struct event *const events[], int count);

#endif
