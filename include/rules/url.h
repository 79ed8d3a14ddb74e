/*
 * The URL that a tag reports, split as a browser splits it (WHATWG URL Standard), without anything
 * that is not counted: user name, password and port are dropped.
 * SPDX-License-Identifier: MIT
 */
#ifndef URL_H
#define URL_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* Longer texts are refused; what is stored is cut to far less. */
#define URL_BYTES_MAX 8192

/*
 * All pieces are NUL-terminated valid UTF-8, in the caller's arena; one that is absent is "", never
 * NULL. Letters outside ASCII in a host stay as they are: browsers have already made them xn--.
 */
struct url {
	const char *scheme;   /* lower case, without ':' */
	const char *host;     /* lower case, without port, IPv6 in brackets; "": mailto: and such */
	const char *path;     /* begins with '/' when there is a host; decoded like decodeURI() */
	const char *query;    /* without '?', still percent-encoded: url_query_values() decodes */
	const char *fragment; /* without '#'; decoded like decodeURI() */
};

/*
 * The host of "host", "host:port" or "user@host:port" as struct url has it; NULL when no URL can name it, or without memory.
 */
const char *url_host(struct arena *arena, const char *text);

/*
 * Splits `text`, an absolute URL or a reference relative to https://<base_host>/, a host from url_host() or from another URL
 * (NULL or "" stands for localhost). Dot segments are resolved, backslashes read as slashes, tabs and line ends left
 * out, as browsers do. An escape in path and fragment is decoded unless it stands for a reserved or
 * a control character; where the escapes are not valid UTF-8 the piece keeps all of them. False
 * when a browser would refuse the text, when it is too long, or without memory.
 */
bool url_parse(struct arena *arena, const char *text, const char *base_host, struct url *out);

/*
 * The decoded values ('+' is a space) of the first parameters of these names in an encoded query.
 * "" for one that has no value, NULL for one that is absent. Bytes that are not UTF-8, and NUL, come
 * out as U+FFFD.
 */
void url_query_values(struct arena *arena, const char *query, const char *const names[],
		      size_t count, const char *values[]);

/* The host without one leading "www.": what Umami calls a domain. Points into `host`. */
const char *url_domain(const char *host);

#endif
