/*
 * What a writer remembers of visitors it has stored lately: their number and their latest visit, so that neither need be read
 * again. The database stays the truth: what is remembered of a website counts only as long as its last event number is the
 * one this writer left, for every batch of any writer moves that number on. Bounded; one thread.
 * SPDX-License-Identifier: MIT
 */
#ifndef VISITOR_CACHE_H
#define VISITOR_CACHE_H

#include "visit.h"

#include <stdbool.h>
#include <stdint.h>

struct visitor_cache;

/* Room for about `visitors`, the most lately active ones; NULL without memory. */
struct visitor_cache *visitor_cache_new(size_t visitors);
void visitor_cache_free(struct visitor_cache *cache);

/* Forgets everything: the connection, or what became of a transaction, is not the one that was remembered. */
void visitor_cache_clear(struct visitor_cache *cache);

/* To be called with the website locked: forgets its visitors if somebody else has stored anything since. */
void visitor_cache_lock(struct visitor_cache *cache, int website_id, long long last_event_number);

/* To be called once the batch is committed, before its visitors are put: the number that it left. */
void visitor_cache_commit(struct visitor_cache *cache, int website_id, long long last_event_number);

/* The visitor's number and latest visit; 0 when it is not remembered. */
int visitor_cache_find(const struct visitor_cache *cache, int website_id, uint64_t visitor_hash,
		       struct visit *latest);

/* Remembers a visitor, in place of the one that has been away longest. `latest` is a stored visit that none comes after. */
void visitor_cache_put(struct visitor_cache *cache, uint64_t visitor_hash,
		       const struct visit *latest);

/* Forgets one visitor. */
void visitor_cache_remove(struct visitor_cache *cache, int website_id, uint64_t visitor_hash);

#endif
