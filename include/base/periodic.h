/*
 * A thread that works, pauses and works again until it is told to end.
 * SPDX-License-Identifier: MIT
 */
#ifndef PERIODIC_H
#define PERIODIC_H

#include <stdbool.h>

struct periodic;

/* What the thread does, from its beginning to its end, which is soon after periodic_pause() has said so. */
typedef void (*periodic_fn)(struct periodic *periodic, const void *context);

/* `name` is the thread's, 15 bytes at most; it and the context are kept and not copied. NULL: no thread to be had. */
struct periodic *periodic_start(const char *name, periodic_fn run, const void *context);

/* The thread's own: waits so many seconds. True, and then at once: it is time to end. */
bool periodic_pause(struct periodic *periodic, int seconds);

/* Ends the thread's pause and joins it, after what it is at. NULL: does nothing. */
void periodic_stop(struct periodic *periodic);

#endif
