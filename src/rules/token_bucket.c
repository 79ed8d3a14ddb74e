/*
 * A bucket is one number: the moment at which it will be full again. It is kept in the lower 48 bits
 * of a slot, in microseconds, below 16 bits of the client's key. A bucket that is full is the same as
 * none, so slots free themselves; a client looks for its own in one set only. Two clients of a set
 * share a bucket when those 16 bits are the same, which nobody can bring about without the key's
 * secret.
 * SPDX-License-Identifier: MIT
 */
#include "token_bucket.h"

#include <stdbool.h>
#include <stddef.h>

enum { TIME_BITS = 48, US_PER_S = 1000 * 1000 };

#define TIME_MASK ((UINT64_C(1) << TIME_BITS) - 1)

/* A slot as it was read. */
struct slot {
	_Atomic uint64_t *place;
	uint64_t value;
	long long full_at; /* of the client's bucket; never before now */
};

void
token_buckets_init(struct token_buckets *buckets, int capacity, int tokens, int seconds)
{
	buckets->interval_us = (long long)seconds * US_PER_S / tokens;
	buckets->fill_us = buckets->interval_us * capacity;
}

static long long
full_at(uint64_t value)
{
	return (long long)(value & TIME_MASK);
}

/* The client's slot, or else the one of its set that is the soonest full. */
static struct slot
find(struct token_buckets *buckets, uint64_t client, long long now_us)
{
	_Atomic uint64_t *set = buckets->slots[client % (TOKEN_BUCKETS / TOKEN_BUCKET_WAYS)];
	struct slot found = { NULL, 0, now_us };
	for (size_t i = 0; i < TOKEN_BUCKET_WAYS; i++) {
		uint64_t value = atomic_load_explicit(&set[i], memory_order_relaxed);
		if (value >> TIME_BITS == client >> TIME_BITS && full_at(value) > now_us)
			return (struct slot){ &set[i], value, full_at(value) };
		if (found.place == NULL || full_at(value) < full_at(found.value))
			found = (struct slot){ &set[i], value, now_us };
	}
	return found;
}

/* False when another thread has changed the slot meanwhile. */
static bool
store(struct slot *slot, uint64_t client, long long when)
{
	uint64_t value = (client & ~TIME_MASK) | ((uint64_t)when & TIME_MASK);
	return atomic_compare_exchange_weak_explicit(slot->place, &slot->value, value,
						     memory_order_relaxed, memory_order_relaxed);
}

/* Until a token is in the bucket; not above 0: there is one. */
static long long
wait_for(const struct token_buckets *buckets, const struct slot *slot, long long now_us)
{
	return slot->full_at + buckets->interval_us - buckets->fill_us - now_us;
}

long long
token_bucket_wait(struct token_buckets *buckets, uint64_t client, long long now_us)
{
	struct slot slot = find(buckets, client, now_us);
	long long wait = wait_for(buckets, &slot, now_us);
	return wait > 0 ? wait : 0;
}

long long
token_bucket_take(struct token_buckets *buckets, uint64_t client, int tokens, long long now_us)
{
	struct slot slot;
	do {
		slot = find(buckets, client, now_us);
		long long wait = wait_for(buckets, &slot, now_us);
		if (wait > 0)
			return wait;
	} while (!store(&slot, client, slot.full_at + tokens * buckets->interval_us));
	return 0;
}

void
token_bucket_charge(struct token_buckets *buckets, uint64_t client, int tokens, long long now_us)
{
	struct slot slot;
	do {
		slot = find(buckets, client, now_us);
		if (tokens < 0 && slot.full_at == now_us)
			return; /* full already, and the slot may be somebody else's */
	} while (!store(&slot, client, slot.full_at + tokens * buckets->interval_us));
}
