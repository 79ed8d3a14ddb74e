/*
 * What collecting needs besides the request: data that all loops share, and each loop's own caches.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLLECT_H
#define COLLECT_H

#include "address.h"
#include "config.h"
#include "geo.h"
#include "referrer.h"
#include "secret.h"
#include "spam.h"
#include "useragent.h"
#include "useragent_cache.h"

#include <stdbool.h>

/* Read-only once the loops run. */
struct collect_shared {
	const struct config *config;
	struct useragents *useragents;
	struct sources *sources;
	struct spam_referrers *spam_referrers;
	struct geo *geo; /* NULL: no database of locations */
	struct address_list trusted_proxies;
	struct address_list ignored_addresses; /* IGNORE_IP */
	struct secrets secrets;
};

/* One for each loop; used on its thread only. */
struct collect_context {
	const struct collect_shared *shared;
	struct useragent_cache *useragents;
};

/*
 * Loads the data files of SHARE_DIR and the geo database. False, after logging what is wrong with which setting. The secrets
 * are the caller's to fill.
 */
bool collect_load(const struct config *config);
/* What collect_load() loaded; main fills its secrets before the loops start. */
struct collect_shared *collect_shared(void);
void collect_unload(void);

/* As server.h wants them. NULL without memory. */
struct collect_context *collect_context_new(const struct config *config);
void collect_context_free(struct collect_context *context);

#endif
