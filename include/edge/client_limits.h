/*
 * What one client may have of the server: connections, events a second, tries to log in. Counted
 * for all loops together, without a lock. Edge only.
 * SPDX-License-Identifier: MIT
 */
#ifndef CLIENT_LIMITS_H
#define CLIENT_LIMITS_H

#include "address.h"
#include "config.h"

#include <stdbool.h>
#include <stdint.h>

enum client_limit { LIMIT_EVENTS, LIMIT_LOGINS, CLIENT_LIMITS };

/* Both are kept. Before the first loop starts. */
void client_limits_init(const struct config *config, const struct address_list *trusted_proxies);

/*
 * Under which number a client is counted. 0: it is a trusted proxy, and nothing is counted. Everything
 * below takes any client's number, 0 too. Any thread.
 */
uint64_t client_limits_key(const struct address *address);

/* A connection opens: false when its client has as many as it may. One that is let in leaves later. */
bool client_limits_enter(uint64_t client);
void client_limits_leave(uint64_t client);

/* Lets one event or one try pass: 0, else the whole seconds until the next one may. */
int client_limits_take(enum client_limit limit, uint64_t client);

/* Counts `more` than the one that was let pass; -1 takes that one back. */
void client_limits_charge(enum client_limit limit, uint64_t client, int more);

#endif
