/*
 * Where an address is, by libmaxminddb or by a provider's headers.
 * SPDX-License-Identifier: MIT
 */
#include "geo.h"

#include <ctype.h>
#include <maxminddb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "address.h"
#include "text.h"

#define VALUE_MAX 512 /* of a header; what is longer is ignored */

struct geo {
	MMDB_s database;
};

/* Provider by provider: country, region, city. */
const struct header_name location_header_names[LOCATION_HEADER_COUNT] = {
	[LOCATION_CF_COUNTRY] = HEADER_NAME("cf-ipcountry"),
	[LOCATION_CF_REGION] = HEADER_NAME("cf-region-code"),
	[LOCATION_CF_CITY] = HEADER_NAME("cf-ipcity"),
	[LOCATION_VERCEL_COUNTRY] = HEADER_NAME("x-vercel-ip-country"),
	[LOCATION_VERCEL_REGION] = HEADER_NAME("x-vercel-ip-country-region"),
	[LOCATION_VERCEL_CITY] = HEADER_NAME("x-vercel-ip-city"),
	[LOCATION_CLOUDFRONT_COUNTRY] = HEADER_NAME("cloudfront-viewer-country"),
	[LOCATION_CLOUDFRONT_REGION] = HEADER_NAME("cloudfront-viewer-country-region"),
	[LOCATION_CLOUDFRONT_CITY] = HEADER_NAME("cloudfront-viewer-city"),
	[LOCATION_EO_COUNTRY] = HEADER_NAME("eo-ipcountry"),
	[LOCATION_EO_REGION] = HEADER_NAME("eo-region-code"),
	[LOCATION_EO_CITY] = HEADER_NAME("eo-ipcity"),
};

#define PER_PROVIDER 3

struct geo *
geo_open(const char *path, char *error, size_t error_size)
{
	struct geo *geo = calloc(1, sizeof(*geo));
	int status = geo == NULL ? MMDB_OUT_OF_MEMORY_ERROR
				 : MMDB_open(path, MMDB_MODE_MMAP, &geo->database);
	if (status == MMDB_SUCCESS)
		return geo;
	snprintf(error, error_size, "%s: %s", path, MMDB_strerror(status));
	free(geo);
	return NULL;
}

void
geo_close(struct geo *geo)
{
	if (geo == NULL)
		return;
	MMDB_close(&geo->database);
	free(geo);
}

/* Two letters and nothing else, written in capitals. XX and T1 (unknown, Tor) are no countries. */
static bool
country_set(char out[3], const char *text, size_t len)
{
	out[0] = '\0';
	if (len != 2 || !isalpha((unsigned char)text[0]) || !isalpha((unsigned char)text[1]))
		return false;
	out[0] = (char)toupper((unsigned char)text[0]);
	out[1] = (char)toupper((unsigned char)text[1]);
	out[2] = '\0';
	if (strcmp(out, "XX") == 0)
		out[0] = '\0';
	return out[0] != '\0';
}

/* "CC-SUB", from "SUB" or "CC-SUB"; the subdivision has one to three letters or digits. */
static void
region_set(char out[7], const char *country, const char *text, size_t len)
{
	if (len > 3 && strncasecmp(text, country, 2) == 0 && text[2] == '-') {
		text += 3;
		len -= 3;
	}
	out[0] = '\0';
	if (len < 1 || len > 3)
		return;
	for (size_t i = 0; i < len; i++)
		if (!isalnum((unsigned char)text[i]))
			return;
	memcpy(out, country, 2);
	out[2] = '-';
	for (size_t i = 0; i < len; i++)
		out[3 + i] = (char)toupper((unsigned char)text[i]);
	out[3 + len] = '\0';
}

/* Printable UTF-8, cut to what fits. */
static void
city_set(char out[101], const char *text, size_t len)
{
	out[0] = '\0';
	if (!text_is_utf8(text, len))
		return;
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)text[i] < 0x20 || text[i] == 0x7F)
			return;
	len = text_truncated_bytes(text, len, 100);
	memcpy(out, text, len);
	out[len] = '\0';
}

/* True when the entry has a text at that path. */
static bool
entry_text(MMDB_entry_s *entry, const char *const *path, MMDB_entry_data_s *out)
{
	return MMDB_aget_value(entry, out, path) == MMDB_SUCCESS && out->has_data &&
	       out->type == MMDB_DATA_TYPE_UTF8_STRING;
}

static bool
location_of_entry(MMDB_entry_s *entry, struct location *out)
{
	static const char *const country[] = { "country", "iso_code", NULL };
	static const char *const registered[] = { "registered_country", "iso_code", NULL };
	static const char *const region[] = { "subdivisions", "0", "iso_code", NULL };
	static const char *const city[] = { "city", "names", "en", NULL };
	MMDB_entry_data_s data;
	if (!entry_text(entry, country, &data) && !entry_text(entry, registered, &data))
		return false;
	if (!country_set(out->country, data.utf8_string, data.data_size))
		return false;
	if (entry_text(entry, region, &data))
		region_set(out->region, out->country, data.utf8_string, data.data_size);
	if (entry_text(entry, city, &data))
		city_set(out->city, data.utf8_string, data.data_size);
	return true;
}

bool
geo_lookup(const struct geo *geo, const struct address *address, struct location *out)
{
	struct sockaddr_in6 ipv6 = { .sin6_family = AF_INET6 };
	struct sockaddr_in ipv4 = { .sin_family = AF_INET };
	const struct sockaddr *socket = (const struct sockaddr *)&ipv6;
	int problem;
	memset(out, 0, sizeof(*out));
	if (geo == NULL || address_is_local(address))
		return false;
	memcpy(&ipv6.sin6_addr, address->bytes, sizeof(address->bytes));
	if (address_is_ipv4(address)) {
		memcpy(&ipv4.sin_addr, address->bytes + 12, 4);
		socket = (const struct sockaddr *)&ipv4;
	}
	MMDB_lookup_result_s found = MMDB_lookup_sockaddr(&geo->database, socket, &problem);
	return problem == MMDB_SUCCESS && found.found_entry && location_of_entry(&found.entry, out);
}

/* Percent-decodes; an escape that is none stays. */
static size_t
unescape(const char *text, char *out)
{
	const char *end = text + strlen(text);
	size_t len = 0;
	for (const char *at = text; at < end; at++) {
		int byte = text_escape_value(at, end);
		out[len++] = (char)(byte < 0 ? *at : byte);
		at += byte < 0 ? 0 : 2;
	}
	return len;
}

/* Each byte as the character of that number. `out` has room for two bytes each. */
static size_t
latin1_to_utf8(const char *text, size_t len, char *out)
{
	size_t written = 0;
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];
		if (c < 0x80) {
			out[written++] = (char)c;
		} else {
			out[written++] = (char)(0xC0 | c >> 6);
			out[written++] = (char)(0x80 | (c & 0x3F));
		}
	}
	return written;
}

/*
 * A city arrives percent-encoded (Vercel), as UTF-8 bytes (Cloudflare) or as Latin-1 (CloudFront).
 */
static void
city_from_header(char out[101], const char *value)
{
	char decoded[VALUE_MAX] = "";
	char converted[2 * VALUE_MAX];
	if (strlen(value) >= sizeof(decoded))
		return;
	size_t len = unescape(value, decoded);
	if (text_is_utf8(decoded, len))
		city_set(out, decoded, len);
	else
		city_set(out, converted, latin1_to_utf8(decoded, len, converted));
}

bool
location_from_headers(const char *const values[LOCATION_HEADER_COUNT], struct location *out)
{
	memset(out, 0, sizeof(*out));
	for (int i = 0; i < LOCATION_HEADER_COUNT; i += PER_PROVIDER) {
		const char *country = values[i];
		const char *region = values[i + 1];
		const char *city = values[i + 2];
		if (country == NULL || !country_set(out->country, country, strlen(country)))
			continue;
		if (region != NULL)
			region_set(out->region, out->country, region, strlen(region));
		if (city != NULL)
			city_from_header(out->city, city);
		return true;
	}
	return false;
}
