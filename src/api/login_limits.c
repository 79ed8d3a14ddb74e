/*
 * Two tables of token buckets: tries by name, and the names that clients are known under. A client is known for as long as its
 * bucket of one token is empty.
 * SPDX-License-Identifier: MIT
 */
#include "login_limits.h"

#include <sodium.h>
#include <stdbool.h>
#include <string.h>

#include "clock.h"
#include "token_bucket.h"

enum { HOUR_S = 60 * 60, KNOWN_S = 30 * 24 * HOUR_S, US_PER_S = 1000 * 1000 };

_Static_assert(sizeof(uint64_t) == crypto_shorthash_BYTES, "a key is SipHash's result");

/* Set before the workers start; then only buckets change. */
static struct {
	bool limited;
	unsigned char secret[crypto_shorthash_KEYBYTES];
	struct token_buckets tries;
	struct token_buckets known;
} limits;

void
login_limits_init(int tries)
{
	limits.limited = tries > 0;
	if (!limits.limited)
		return;
	randombytes_buf(limits.secret, sizeof(limits.secret));
	token_buckets_init(&limits.tries, tries, tries, HOUR_S);
	token_buckets_init(&limits.known, 1, 1, KNOWN_S);
}

static uint64_t
key_of(const void *bytes, size_t len)
{
	uint64_t key;
	crypto_shorthash((unsigned char *)&key, bytes, len, limits.secret);
	return key;
}

static uint64_t
name_key(const char *username)
{
	return key_of(username, strlen(username));
}

static uint64_t
known_key(const char *username, uint64_t client)
{
	uint64_t both[] = { name_key(username), client };
	return key_of(both, sizeof(both));
}

/* Whether the client's tries under this name count. */
static bool
counts(const char *username, uint64_t client, long long now_us)
{
	return limits.limited && client != 0 &&
	       token_bucket_wait(&limits.known, known_key(username, client), now_us) == 0;
}

int
login_limits_take(const char *username, uint64_t client)
{
	long long now_us = clock_monotonic_us();
	if (!counts(username, client, now_us))
		return 0;
	long long wait = token_bucket_take(&limits.tries, name_key(username), 1, now_us);
	return (int)((wait + US_PER_S - 1) / US_PER_S);
}

void
login_limits_return(const char *username, uint64_t client)
{
	long long now_us = clock_monotonic_us();
	if (counts(username, client, now_us))
		token_bucket_charge(&limits.tries, name_key(username), -1, now_us);
}

void
login_limits_remember(const char *username, uint64_t client)
{
	long long now_us = clock_monotonic_us();
	if (counts(username, client, now_us))
		token_bucket_charge(&limits.known, known_key(username, client), 1, now_us);
}
