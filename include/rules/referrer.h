/*
 * The sites that send visitors: a shown name for each ("Google" for all of Google's domains) and
 * its kind, which decides the channel. Read once from data/sources.tsv, then shared by all threads.
 * SPDX-License-Identifier: MIT
 */
#ifndef REFERRER_H
#define REFERRER_H

#include <stddef.h>

enum source_kind {
	SOURCE_OTHER, /* not in the list */
	SOURCE_SEARCH,
	SOURCE_SOCIAL,
	SOURCE_VIDEO,
	SOURCE_SHOPPING,
	SOURCE_EMAIL,
	SOURCE_ASSISTANT
};

struct sources;

/* NULL on failure, with a reason (file and line) in `error`. */
struct sources *sources_load(const char *path, char *error, size_t error_size);

void sources_free(struct sources *sources);

/*
 * The shown name of a referrer: the list's name when the host, or a domain it belongs to, is
 * listed; else the host without "www."; "" for "". `host` is lower case as url_parse() gives it; of
 * android-app://<package>/ the host is the package. The answer points into `sources` or into
 * `host`.
 */
const char *referrer_source(const struct sources *sources, const char *host);

/* What kind of site that host is. */
enum source_kind referrer_kind(const struct sources *sources, const char *host);

/*
 * The same for a utm_source, which may be a domain ("news.ycombinator.com") or a word ("fb"); any
 * case.
 */
enum source_kind referrer_kind_of_utm(const struct sources *sources, const char *utm_source);

#endif
