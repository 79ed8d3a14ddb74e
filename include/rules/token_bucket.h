/*
 * How often each client may do something: a bucket of tokens a client, which fills up at a steady
 * rate. The buckets stand in a table of fixed size that threads share without a lock.
 * SPDX-License-Identifier: MIT
 */
#ifndef TOKEN_BUCKET_H
#define TOKEN_BUCKET_H

#include <stdatomic.h>
#include <stdint.h>

enum { TOKEN_BUCKETS = 1 << 16, TOKEN_BUCKET_WAYS = 8 };

/* Zeroed, the table is one of full buckets. */
struct token_buckets {
	long long interval_us; /* until one more token is in a bucket */
	long long fill_us;     /* until an empty one is full */
	/* sets of as many slots as a line of the cache holds; see token_bucket.c */
	_Alignas(64) _Atomic uint64_t slots[TOKEN_BUCKETS / TOKEN_BUCKET_WAYS][TOKEN_BUCKET_WAYS];
};

/* `capacity` tokens a bucket, `tokens` more of them in `seconds`. Before threads share it. */
void token_buckets_init(struct token_buckets *buckets, int capacity, int tokens, int seconds);

/*
 * Takes `tokens` from a client's bucket when at least one is in it: what is missing is owed, and
 * comes back before anything else does. 0 when they were taken, else the microseconds until there is
 * a token. `now_us` is of a clock that never goes back and has run for less than eight years; a
 * client that the table has no room for starts again with a full bucket.
 */
long long token_bucket_take(struct token_buckets *buckets, uint64_t client, int tokens,
			    long long now_us);

/* What token_bucket_take() would answer; takes nothing. */
long long token_bucket_wait(struct token_buckets *buckets, uint64_t client, long long now_us);

/* Takes tokens that are owed whatever the bucket holds; fewer than none puts them back. */
void token_bucket_charge(struct token_buckets *buckets, uint64_t client, int tokens,
			 long long now_us);

#endif
