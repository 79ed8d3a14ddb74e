/*
 * Loading what collecting needs.
 * SPDX-License-Identifier: MIT
 */
#include "collect.h"

#include "log.h"

#include <stdio.h>
#include <stdlib.h>

enum { USERAGENTS_CACHED = 4096, PATH_SIZE = 4096, ERROR_SIZE = 256 };

/* Written before the loops start, read-only afterwards. */
static struct collect_shared shared;

static bool
load_data(const struct config *config, char *error, size_t error_size)
{
	char regexes[PATH_SIZE], bots[PATH_SIZE], sources[PATH_SIZE], spam[PATH_SIZE];
	snprintf(regexes, sizeof(regexes), "%s/regexes.yaml", config->share_dir);
	snprintf(bots, sizeof(bots), "%s/data/bots.txt", config->share_dir);
	snprintf(sources, sizeof(sources), "%s/data/sources.tsv", config->share_dir);
	snprintf(spam, sizeof(spam), "%s/data/spam-referrers.txt", config->share_dir);
	shared.useragents = useragents_load(regexes, bots, error, error_size);
	if (shared.useragents == NULL)
		return false;
	shared.sources = sources_load(sources, error, error_size);
	if (shared.sources == NULL)
		return false;
	shared.spam_referrers = spam_referrers_load(spam, error, error_size);
	return shared.spam_referrers != NULL;
}

static bool
load_addresses(const char *name, const char *value, struct address_list *list)
{
	char error[ERROR_SIZE] = "";
	if (address_list_parse(value, list, error, sizeof(error)))
		return true;
	log_line(LOG_ERROR, "bad_setting", "name=%s reason=%s", name, log_quote(error).text);
	return false;
}

bool
collect_load(const struct config *config)
{
	char error[ERROR_SIZE] = "";
	shared.config = config;
	if (!load_addresses("TRUSTED_PROXIES", config->trusted_proxies, &shared.trusted_proxies) ||
	    !load_addresses("IGNORE_IP", config->ignored_addresses, &shared.ignored_addresses))
		return false;
	if (!load_data(config, error, sizeof(error))) {
		log_line(LOG_ERROR, "bad_setting", "name=SHARE_DIR reason=%s",
			 log_quote(error).text);
		return false;
	}
	if (config->geo_database[0] == '\0')
		return true;
	shared.geo = geo_open(config->geo_database, error, sizeof(error));
	if (shared.geo == NULL)
		log_line(LOG_ERROR, "bad_setting", "name=GEOLITE_DB_PATH reason=%s",
			 log_quote(error).text);
	return shared.geo != NULL;
}

struct collect_shared *
collect_shared(void)
{
	return &shared;
}

void
collect_unload(void)
{
	useragents_free(shared.useragents);
	sources_free(shared.sources);
	spam_referrers_free(shared.spam_referrers);
	geo_close(shared.geo);
	shared = (struct collect_shared){ 0 };
}

struct collect_context *
collect_context_new(const struct config *config)
{
	(void)config;
	struct collect_context *context = calloc(1, sizeof(*context));
	if (context == NULL)
		return NULL;
	context->shared = &shared;
	context->useragents = useragent_cache_new(shared.useragents, USERAGENTS_CACHED);
	if (context->useragents != NULL)
		return context;
	free(context);
	return NULL;
}

void
collect_context_free(struct collect_context *context)
{
	useragent_cache_free(context->useragents);
	free(context);
}
