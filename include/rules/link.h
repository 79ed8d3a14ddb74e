/*
 * What a link or a pixel may be called, and where a link may lead. Pure.
 * SPDX-License-Identifier: MIT
 */
#ifndef LINK_H
#define LINK_H

#include "arena.h"

#include <stdbool.h>

/* The schema's limits: of slugs in bytes, of URLs in characters. */
enum { SLUG_MIN = 8, SLUG_MAX = 100, LINK_URL_MAX = 500 };

/* What is measured, as in the column of that name; any kind is a website to reports. */
enum website_kind { KIND_WEBSITE, KIND_LINK, KIND_PIXEL, KIND_COUNT };
extern const char *const website_kind_names[KIND_COUNT];
/* KIND_COUNT for a name that is none. */
enum website_kind website_kind_named(const char *name);

/* SLUG_MIN to SLUG_MAX of A-Z a-z 0-9 - _. */
bool slug_is_valid(const char *slug);

/* An absolute URL of http or https with a host and without blanks and control characters: nothing that runs in a browser. */
bool link_url_is_valid(struct arena *arena, const char *url);

/*
 * The URL as a header can carry it: what is not ASCII, and what RFC 3986 does not allow, is percent-encoded, as browsers do.
 * In the arena; NULL without memory.
 */
const char *link_location(struct arena *arena, const char *url);

#endif
