/*
 * Links lead where their owner said and nowhere else; what that may be is decided when it is said.
 * SPDX-License-Identifier: MIT
 */
#include "link.h"

#include "url.h"

#include <string.h>
#include <strings.h>

static const char SLUG_CHARACTERS[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/* Beside letters and digits: RFC 3986's unreserved and reserved characters, and '%'. */
static const char URL_MARKS[] = "-._~:/?#[]@!$&'()*+,;=%";

const char *const website_kind_names[KIND_COUNT] = {
	[KIND_WEBSITE] = "website",
	[KIND_LINK] = "link",
	[KIND_PIXEL] = "pixel",
};

enum website_kind
website_kind_named(const char *name)
{
	int kind = 0;
	while (kind < KIND_COUNT && strcmp(website_kind_names[kind], name) != 0)
		kind++;
	return (enum website_kind)kind;
}

bool
slug_is_valid(const char *slug)
{
	size_t len = strspn(slug, SLUG_CHARACTERS);
	return slug[len] == '\0' && len >= SLUG_MIN && len <= SLUG_MAX;
}

static bool
has_web_scheme(const char *url)
{
	return strncasecmp(url, "https://", 8) == 0 || strncasecmp(url, "http://", 7) == 0;
}

bool
link_url_is_valid(struct arena *arena, const char *url)
{
	struct url parts;
	for (const unsigned char *at = (const unsigned char *)url; *at != '\0'; at++)
		if (*at <= ' ' || *at == 0x7f || *at == '\\')
			return false;
	/* "https:///path" takes its host from the path */
	return has_web_scheme(url) && *(strstr(url, "//") + 2) != '/' &&
	       url_parse(arena, url, NULL, &parts) && parts.host[0] != '\0';
}

static bool
is_url_character(unsigned char c)
{
	bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	return letter || (c >= '0' && c <= '9') || (c != '\0' && strchr(URL_MARKS, c) != NULL);
}

const char *
link_location(struct arena *arena, const char *url)
{
	static const char digits[] = "0123456789ABCDEF";
	char *location = arena_alloc(arena, 3 * strlen(url) + 1), *to = location;
	if (location == NULL)
		return NULL;
	for (const unsigned char *at = (const unsigned char *)url; *at != '\0'; at++) {
		if (is_url_character(*at)) {
			*to++ = (char)*at;
			continue;
		}
		*to++ = '%';
		*to++ = digits[*at >> 4];
		*to++ = digits[*at & 15];
	}
	*to = '\0';
	return location;
}
