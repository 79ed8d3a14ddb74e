/*
 * Hashes of an event's combinations of texts: the collector's writer knows a combination by one, and need not look at its
 * texts, which another processor has written, before the combination is a new one.
 * SPDX-License-Identifier: MIT
 */
#ifndef EVENT_DIGEST_H
#define EVENT_DIGEST_H

#include "event.h"

/* To be called once the event's type and texts are set, before it is submitted. Any thread. */
void event_digest(struct event *event);

#endif
