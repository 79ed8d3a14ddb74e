/*
 * Events as the loop hands them to the collector, for tests of what becomes of them.
 * SPDX-License-Identifier: MIT
 */
#ifndef TEST_EVENTS_H
#define TEST_EVENTS_H

#include "batch.h"
#include "event.h"

enum { MINUTE = 60 * 1000 };

/* The UUIDs of two websites, which the tests make. */
extern const char *const uuids[2];

/* Noon of a day in the middle of a month, far from any salt's change. */
extern const long long noon;

/* A pageview on the website of that number. */
void event_init(struct event *event, int website, const char *address, long long at,
		const char *path);

/* An event of a few visitors at some time of a day: pageviews, custom events and time in the foreground. */
void event_draw(struct event *event);

/* As the loop and the collector do. */
void digest_and_store(struct batch_writer *writer, struct event **events, int count, long long now);

/* Stores events that wait, at most BATCH_EVENTS_MAX, in the order they come. */
void store(struct batch_writer *writer, struct event *events, int count, long long now);

#endif
