/*
 * Where an address is: from a MaxMind-format file (GeoLite2-City, DB-IP, ...) or from what a
 * provider's proxy says in headers.
 * SPDX-License-Identifier: MIT
 */
#ifndef GEO_H
#define GEO_H

#include "header_name.h"

#include <stdbool.h>
#include <stddef.h>

struct address;
struct geo;

/* Pieces that are not known are "". */
struct location {
	char country[3]; /* ISO 3166-1, "FR" */
	char region[7];  /* ISO 3166-2, "FR-IDF" */
	char city[101];  /* English name, UTF-8 */
};

/*
 * Maps the file into memory. NULL on failure, with a reason in `error`. Read-only afterwards,
 * shared by all threads.
 */
struct geo *geo_open(const char *path, char *error, size_t error_size);

void geo_close(struct geo *geo);

/*
 * False, and an empty location, when the address is local or not in the file. `geo` may be NULL:
 * nothing is known.
 */
bool geo_lookup(const struct geo *geo, const struct address *address, struct location *out);

/* Headers in which hosting providers pass a location on. */
enum location_header {
	LOCATION_CF_COUNTRY,
	LOCATION_CF_REGION,
	LOCATION_CF_CITY,
	LOCATION_VERCEL_COUNTRY,
	LOCATION_VERCEL_REGION,
	LOCATION_VERCEL_CITY,
	LOCATION_CLOUDFRONT_COUNTRY,
	LOCATION_CLOUDFRONT_REGION,
	LOCATION_CLOUDFRONT_CITY,
	LOCATION_EO_COUNTRY,
	LOCATION_EO_REGION,
	LOCATION_EO_CITY,
	LOCATION_HEADER_COUNT
};

extern const struct header_name location_header_names[LOCATION_HEADER_COUNT];

/*
 * The location of the first provider whose country header is present and valid. `values` holds one
 * text a header, NULL where absent. Only for requests whose peer is a trusted proxy. False, and an
 * empty location, when there is none.
 */
bool location_from_headers(const char *const values[LOCATION_HEADER_COUNT], struct location *out);

#endif
