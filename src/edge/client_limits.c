/*
 * Two tables of token buckets and one of counters, all of fixed size. A counter stands for every
 * client whose key falls on it: with 65536 of them, and CONNECTIONS_MAX connections to count, somebody
 * hardly ever pays for a stranger.
 * SPDX-License-Identifier: MIT
 */
#include "client_limits.h"

#include <sodium.h>
#include <stdatomic.h>

#include "client_key.h"
#include "clock.h"
#include "token_bucket.h"

enum { COUNTERS = 1 << 16, US_PER_S = 1000 * 1000, S_PER_MINUTE = 60 };

/* Set before the loops start; then only buckets and counters change. */
static struct {
	const struct address_list *trusted_proxies;
	unsigned char secret[CLIENT_KEY_SECRET_SIZE];
	int connections_max; /* 0: no limit */
	bool limited[CLIENT_LIMITS];
	struct token_buckets buckets[CLIENT_LIMITS];
	atomic_int connections[COUNTERS];
} limits;

static void
set_limit(enum client_limit limit, int burst, int rate, int seconds)
{
	limits.limited[limit] = rate > 0;
	if (rate > 0)
		token_buckets_init(&limits.buckets[limit], burst, rate, seconds);
}

void
client_limits_init(const struct config *config, const struct address_list *trusted_proxies)
{
	limits.trusted_proxies = trusted_proxies;
	randombytes_buf(limits.secret, sizeof(limits.secret));
	limits.connections_max = config->connections_per_address_max;
	set_limit(LIMIT_EVENTS, config->events_burst, config->events_rate, 1);
	set_limit(LIMIT_LOGINS, config->logins_burst, config->logins_rate, S_PER_MINUTE);
}

uint64_t
client_limits_key(const struct address *address)
{
	if (address_list_contains(limits.trusted_proxies, address))
		return 0;
	return client_key(limits.secret, address);
}

static atomic_int *
counter_of(uint64_t client)
{
	return &limits.connections[client % COUNTERS];
}

bool
client_limits_enter(uint64_t client)
{
	if (client == 0)
		return true;
	int before = atomic_fetch_add_explicit(counter_of(client), 1, memory_order_relaxed);
	if (limits.connections_max == 0 || before < limits.connections_max)
		return true;
	client_limits_leave(client);
	return false;
}

void
client_limits_leave(uint64_t client)
{
	if (client != 0)
		atomic_fetch_sub_explicit(counter_of(client), 1, memory_order_relaxed);
}

int
client_limits_take(enum client_limit limit, uint64_t client)
{
	if (client == 0 || !limits.limited[limit])
		return 0;
	long long wait = token_bucket_take(&limits.buckets[limit], client, 1, clock_monotonic_us());
	return (int)((wait + US_PER_S - 1) / US_PER_S);
}

void
client_limits_charge(enum client_limit limit, uint64_t client, int more)
{
	if (client != 0 && limits.limited[limit])
		token_bucket_charge(&limits.buckets[limit], client, more, clock_monotonic_us());
}
