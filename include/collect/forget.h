/*
 * What nobody asks for any more: the ids of events that are too old to be sent again, visitors whose hash cannot be made again,
 * their salt being gone, and the last batches of connections that ended. Collector's thread.
 * SPDX-License-Identifier: MIT
 */
#ifndef FORGET_H
#define FORGET_H

#include <stdbool.h>

/*
 * Removes some of each, in a transaction of its own; so few that nobody waits long for it. Visitors stay while they are in a
 * visit at `now` (ms since 1970). True: there may be more.
 */
bool forget_some(long long now);

#endif
