/*
 * The websites' policies as the collector's writer remembers them. Each event notes which version of the policy let it
 * through; the version that is read under the website's lock tells whether that was the last one. Collector's thread.
 * SPDX-License-Identifier: MIT
 */
#ifndef POLICIES_H
#define POLICIES_H

#include "arena.h"
#include "event.h"
#include "outcome.h"
#include "policy.h"

#include <stdbool.h>

enum { POLICY_BUCKETS = 256 };

struct known_policy;

/* Only websites that have a policy stand here: all zero is an empty one. */
struct policies {
	struct known_policy *buckets[POLICY_BUCKETS];
	int count;
};

/* Prepares the statement of policies_refresh() on this thread's connection, in the caller's transaction. */
enum outcome policies_prepare(void);

void policies_clear(struct policies *policies);

/*
 * Refuses waiting events, or lets them pass, by what is remembered; the setting DO_NOT_TRACK counts where a website has not
 * chosen.
 */
void policies_apply(const struct policies *policies, struct event *const events[], int count);

/*
 * Reads the policies of the events' websites that have changed since. *changed: there was one, and policies_apply() may
 * come to another result. In the caller's transaction.
 */
enum outcome policies_refresh(struct policies *policies, struct arena *arena,
			      struct event *const events[], int count, bool *changed);

#endif
