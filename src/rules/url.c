/*
 * Splits a URL by the states of the WHATWG URL Standard §4.4, and decodes path and fragment as
 * decodeURI() does.
 * SPDX-License-Identifier: MIT
 */
#include "url.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "text.h"

#define PORT_MAX 65535

/* What is being split. `at` moves to the right; `end` is the end of the cleaned text. */
struct reader {
	struct arena *arena;
	const char *at;
	const char *end;
	bool special; /* http and its like: a host is required, '\' is '/' */
};

/* The pieces in which a byte may not stand as it is (the standard's percent-encode sets). */
enum piece { OPAQUE_PATH = 1, PATH = 2, QUERY = 4, SPECIAL_QUERY = 8, FRAGMENT = 16, ANY = 31 };

static const unsigned char escaped_in[256] = {
	[0 ... 0x1F] = ANY,
	[' '] = PATH | QUERY | SPECIAL_QUERY | FRAGMENT,
	['"'] = PATH | QUERY | SPECIAL_QUERY | FRAGMENT,
	['#'] = PATH | QUERY | SPECIAL_QUERY,
	['\''] = SPECIAL_QUERY,
	['<'] = PATH | QUERY | SPECIAL_QUERY | FRAGMENT,
	['>'] = PATH | QUERY | SPECIAL_QUERY | FRAGMENT,
	['?'] = PATH,
	['`'] = PATH | FRAGMENT,
	['{'] = PATH,
	['}'] = PATH,
	[0x7F ... 0xFF] = ANY,
};

/* What no host may hold (the standard's forbidden host code points). */
static const bool forbidden_in_host[256] = {
	[0 ... ' '] = true, ['#'] = true, ['/'] = true, [':'] = true,  ['<'] = true,
	['>'] = true,       ['?'] = true, ['@'] = true, ['['] = true,  ['\\'] = true,
	[']'] = true,       ['^'] = true, ['|'] = true, [0x7F] = true,
};

static bool
is_special(const char *scheme)
{
	static const char *const special[] = { "http", "https", "ws", "wss", "ftp", "file" };
	for (size_t i = 0; i < sizeof(special) / sizeof(special[0]); i++)
		if (strcmp(scheme, special[i]) == 0)
			return true;
	return false;
}

static char *
escape_write(char *out, unsigned char byte)
{
	static const char digits[] = "0123456789ABCDEF";
	*out++ = '%';
	*out++ = digits[byte >> 4];
	*out++ = digits[byte & 15];
	return out;
}

static bool
is_slash(const struct reader *reader, const char *at)
{
	return at < reader->end && (*at == '/' || (reader->special && *at == '\\'));
}

/*
 * Copies without the spaces and control characters around the text, and without tabs and line ends
 * in it.
 */
static bool
reader_start(struct reader *reader, const char *text, size_t len)
{
	while (len > 0 && (unsigned char)text[0] <= ' ') {
		text++;
		len--;
	}
	while (len > 0 && (unsigned char)text[len - 1] <= ' ')
		len--;
	char *clean = arena_alloc_bytes(reader->arena, len + 1);
	if (clean == NULL)
		return false;
	reader->at = clean;
	for (size_t i = 0; i < len; i++)
		if (text[i] != '\t' && text[i] != '\n' && text[i] != '\r')
			*clean++ = text[i];
	reader->end = clean;
	return true;
}

/*
 * The scheme in lower case, "" when there is none; the reader then stands behind the colon. NULL
 * without memory.
 */
static const char *
scheme_read(struct reader *reader)
{
	const char *at = reader->at;
	if (at == reader->end || !isalpha((unsigned char)*at))
		return "";
	while (at < reader->end && (isalnum((unsigned char)*at) || strchr("+-.", *at) != NULL))
		at++;
	if (at == reader->end || *at != ':')
		return "";
	char *scheme = arena_copy_bytes(reader->arena, reader->at, (size_t)(at - reader->at));
	for (char *c = scheme; c != NULL && *c != '\0'; c++)
		*c = (char)tolower((unsigned char)*c);
	reader->at = at + 1;
	return scheme;
}

/* True when the host ends in a number, which makes all of it an IPv4 address. */
static bool
ends_in_number(const char *host)
{
	size_t len = strlen(host);
	if (len > 0 && host[len - 1] == '.')
		len--;
	size_t start = len;
	while (start > 0 && host[start - 1] != '.')
		start--;
	if (start == len)
		return false;
	if (len - start >= 2 && host[start] == '0' && host[start + 1] == 'x')
		return strspn(host + start + 2, "0123456789abcdef") == len - start - 2;
	return strspn(host + start, "0123456789") == len - start;
}

/*
 * An IPv4 address in any of the forms that browsers read ("127.1", "0x7f000001"), as four decimal
 * numbers.
 */
static const char *
ipv4_host(struct arena *arena, char *host)
{
	struct in_addr address;
	size_t len = strlen(host);
	if (host[len - 1] == '.')
		host[len - 1] = '\0';
	char *out = arena_alloc(arena, INET_ADDRSTRLEN);
	if (out == NULL || inet_aton(host, &address) == 0)
		return NULL;
	return inet_ntop(AF_INET, &address, out, INET_ADDRSTRLEN);
}

static const char *
ipv6_host(struct arena *arena, const char *start, size_t len)
{
	char text[INET6_ADDRSTRLEN];
	struct in6_addr address;
	char *out = arena_alloc(arena, INET6_ADDRSTRLEN + 2);
	if (out == NULL || len < 2 || len - 2 >= sizeof(text) || start[len - 1] != ']')
		return NULL;
	memcpy(text, start + 1, len - 2);
	text[len - 2] = '\0';
	if (inet_pton(AF_INET6, text, &address) != 1)
		return NULL;
	inet_ntop(AF_INET6, &address, text, sizeof(text));
	snprintf(out, INET6_ADDRSTRLEN + 2, "[%s]", text);
	return out;
}

/*
 * The host in lower case, NULL when it is none. Of a special scheme escapes are decoded. Letters
 * outside ASCII stay as they are: a browser has turned them into xn-- form before the tag sees
 * them.
 */
static const char *
host_read(struct arena *arena, const char *start, size_t len, bool special)
{
	if (len > 0 && start[0] == '[')
		return ipv6_host(arena, start, len);
	char *host = arena_alloc(arena, len + 1);
	char *out = host;
	if (host == NULL)
		return NULL;
	for (const char *at = start; at < start + len; at++) {
		int byte = special && *at == '%' ? text_escape_value(at, start + len) : -1;
		unsigned char c = (unsigned char)(byte < 0 ? *at : byte);
		if (byte >= 0)
			at += 2;
		if (forbidden_in_host[c] || (special && c == '%'))
			return NULL;
		*out++ = (char)(c < 0x80 ? tolower(c) : c);
	}
	if (!text_is_utf8(host, (size_t)(out - host)))
		return NULL;
	return special && ends_in_number(host) ? ipv4_host(arena, host) : host;
}

/* True when the text is a port, which may be empty. */
static bool
port_is_valid(const char *start, const char *end)
{
	long port = 0;
	for (const char *at = start; at < end; at++) {
		if (!isdigit((unsigned char)*at))
			return false;
		port = port * 10 + (*at - '0');
		if (port > PORT_MAX)
			return false;
	}
	return true;
}

/* Reads user@host:port, of which the host is kept. NULL when it is not valid. */
static const char *
authority_read(struct reader *reader, bool may_be_empty)
{
	const char *start = reader->at;
	const char *end = start;
	while (end < reader->end && *end != '?' && *end != '#' && !is_slash(reader, end))
		end++;
	reader->at = end;
	const char *user = memrchr(start, '@', (size_t)(end - start));
	if (user != NULL)
		start = user + 1;
	const char *colon = memrchr(start, ':', (size_t)(end - start));
	if (colon != NULL && memchr(colon, ']', (size_t)(end - colon)) != NULL)
		colon = NULL; /* a colon inside of an IPv6 address */
	if (colon != NULL && !port_is_valid(colon + 1, end))
		return NULL;
	const char *host_end = colon == NULL ? end : colon;
	if (host_end == start)
		return may_be_empty && user == NULL && colon == NULL ? "" : NULL;
	return host_read(reader->arena, start, (size_t)(host_end - start), reader->special);
}

/* The dots of a dot segment ("." or "..", also written %2e); 0 for any other. */
static int
segment_dots(const char *start, const char *end)
{
	int dots = 0;
	while (start < end) {
		if (*start == '.')
			start++;
		else if (*start == '%' && text_escape_value(start, end) == '.')
			start += 3;
		else
			return 0;
		dots++;
	}
	return dots <= 2 ? dots : 0;
}

/* Writes a piece with everything escaped that may not stand there as it is. */
static char *
escaped_write(char *out, const char *start, const char *end, enum piece piece)
{
	for (const char *at = start; at < end; at++) {
		unsigned char c = (unsigned char)*at;
		if (escaped_in[c] & piece)
			out = escape_write(out, c);
		else
			*out++ = (char)c;
	}
	return out;
}

/*
 * Resolves dot segments. The path is written with a leading slash; `out` has room for it three
 * times and two bytes.
 */
static void
path_write(const struct reader *reader, const char *end, char *out)
{
	char *path = out;
	const char *at = reader->at;
	if (is_slash(reader, at))
		at++;
	for (bool last = false; !last; at++) {
		const char *start = at;
		while (at < end && !is_slash(reader, at))
			at++;
		last = at == end;
		int dots = segment_dots(start, at);
		if (dots == 2)
			while (out > path && *--out != '/')
				;
		if (dots == 0) {
			*out++ = '/';
			out = escaped_write(out, start, at, PATH);
		} else if (last) {
			*out++ = '/';
		}
	}
	*out = '\0';
}

/*
 * decodeURI() keeps the escapes of reserved characters; control characters stay escaped too, so
 * that nothing unseen is stored.
 */
static bool
stays_escaped(int byte)
{
	return byte < 0x20 || byte == 0x7F || strchr(";/?:@&=+$,#", byte) != NULL;
}

/* True when every '%' begins an escape and those outside ASCII are whole characters of UTF-8. */
static bool
escapes_are_utf8(const char *text, const char *end)
{
	for (const char *at = text; (at = memchr(at, '%', (size_t)(end - at))) != NULL;) {
		char character[4];
		size_t len = 0;
		int byte = text_escape_value(at, end);
		if (byte < 0)
			return false;
		size_t wanted = byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
		for (; len < wanted && (byte = text_escape_value(at, end)) >= 0; at += 3)
			character[len++] = (char)byte;
		if (len < wanted || text_character_length(character, len) != wanted)
			return false;
	}
	return true;
}

/*
 * Decodes in place, as decodeURI(); leaves the text alone where that would throw. Everything
 * outside ASCII is escaped.
 */
static void
decode(char *text)
{
	char *end = text + strlen(text);
	char *out = strchr(text, '%');
	if (out == NULL || !escapes_are_utf8(out, end))
		return;
	for (const char *at = out; at < end; at++) {
		int byte = text_escape_value(at, end);
		if (byte < 0 || (byte < 0x80 && stays_escaped(byte))) {
			*out++ = *at;
		} else {
			*out++ = (char)byte;
			at += 2;
		}
	}
	*out = '\0';
}

/* The rest up to `stop` or `other`, escaped; the reader moves behind. NULL without memory. */
static char *
piece_read(struct reader *reader, char stop, char other, enum piece kind)
{
	const char *start = reader->at;
	while (reader->at < reader->end && *reader->at != stop && *reader->at != other)
		reader->at++;
	char *piece = arena_alloc(reader->arena, 3 * (size_t)(reader->at - start) + 1);
	if (piece != NULL)
		escaped_write(piece, start, reader->at, kind);
	return piece;
}

static char *
path_read(struct reader *reader)
{
	const char *end = reader->at;
	while (end < reader->end && *end != '?' && *end != '#')
		end++;
	char *path = arena_alloc(reader->arena, 3 * (size_t)(end - reader->at) + 2);
	if (path != NULL)
		path_write(reader, end, path);
	reader->at = end;
	return path;
}

/* Path, query and fragment. An opaque path ("mailto:a@b") has no segments. */
static bool
rest_read(struct reader *reader, bool opaque, struct url *out)
{
	char *path = opaque ? piece_read(reader, '?', '#', OPAQUE_PATH) : path_read(reader);
	char *query = NULL;
	char *fragment = NULL;
	if (path == NULL)
		return false;
	decode(path);
	out->path = path;
	out->query = "";
	out->fragment = "";
	if (reader->at < reader->end && *reader->at == '?') {
		reader->at++;
		query = piece_read(reader, '#', '#', reader->special ? SPECIAL_QUERY : QUERY);
		out->query = query;
	}
	if (reader->at < reader->end && *reader->at == '#') {
		reader->at++;
		fragment = piece_read(reader, '\0', '\0', FRAGMENT);
		if (fragment != NULL)
			decode(fragment);
		out->fragment = fragment;
	}
	return out->query != NULL && out->fragment != NULL;
}

static size_t
slashes(const struct reader *reader)
{
	size_t count = 0;
	while (is_slash(reader, reader->at + count))
		count++;
	return count;
}

/*
 * A reference without a scheme, or with the base's own and no host: "/path", "?query",
 * "//host/path", "https:path".
 */
static bool
relative_read(struct reader *reader, const char *base_host, struct url *out)
{
	out->scheme = "https";
	if (slashes(reader) >= 2) {
		reader->at += slashes(reader);
		out->host = authority_read(reader, false);
	} else {
		out->host = base_host == NULL || base_host[0] == '\0' ? "localhost" : base_host;
	}
	return out->host != NULL && rest_read(reader, false, out);
}

static bool
absolute_read(struct reader *reader, struct url *out)
{
	bool file = strcmp(out->scheme, "file") == 0;
	size_t count = slashes(reader);
	out->host = "";
	if (reader->special && !file) {
		reader->at += count;
		out->host = authority_read(reader, false);
	} else if (count >= 2) {
		reader->at += 2;
		out->host = authority_read(reader, true);
	}
	if (out->host == NULL)
		return false;
	return rest_read(reader, !reader->special && count == 0, out);
}

const char *
url_host(struct arena *arena, const char *text)
{
	struct reader reader = { arena, text, text + strlen(text), true };
	const char *host = authority_read(&reader, false);
	return reader.at == reader.end ? host : NULL;
}

bool
url_parse(struct arena *arena, const char *text, const char *base_host, struct url *out)
{
	struct reader reader = { .arena = arena, .special = true };
	size_t len = strnlen(text, URL_BYTES_MAX + 1);
	if (len > URL_BYTES_MAX || !reader_start(&reader, text, len))
		return false;
	out->scheme = scheme_read(&reader);
	if (out->scheme == NULL)
		return false;
	if (out->scheme[0] == '\0')
		return relative_read(&reader, base_host, out);
	reader.special = is_special(out->scheme);
	if (strcmp(out->scheme, "https") == 0 && slashes(&reader) < 2)
		return relative_read(&reader, base_host, out);
	return absolute_read(&reader, out);
}

/* One decoded byte of an application/x-www-form-urlencoded text. */
static unsigned char
form_byte(const char **at, const char *end)
{
	int byte = **at == '%' ? text_escape_value(*at, end) : -1;
	if (byte >= 0) {
		*at += 3;
		return (unsigned char)byte;
	}
	char c = *(*at)++;
	return (unsigned char)(c == '+' ? ' ' : c);
}

static bool
form_equals(const char *at, const char *end, const char *text)
{
	while (at < end) {
		unsigned char byte = form_byte(&at, end);
		if (*text == '\0' || byte != (unsigned char)*text++)
			return false;
	}
	return *text == '\0';
}

/* Bytes that are no character become U+FFFD; a NUL too, since PostgreSQL cannot hold it. */
static const char *
form_decode(struct arena *arena, const char *at, const char *end)
{
	static const char replacement[] = "\xEF\xBF\xBD";
	size_t len = 0;
	char *bytes = arena_alloc_bytes(arena, (size_t)(end - at) + 1);
	char *out = arena_alloc_bytes(arena, 3 * (size_t)(end - at) + 1);
	if (bytes == NULL || out == NULL)
		return NULL;
	while (at < end)
		bytes[len++] = (char)form_byte(&at, end);
	char *write = out;
	for (size_t i = 0, step; i < len; i += step) {
		step = bytes[i] == '\0' ? 0 : text_character_length(bytes + i, len - i);
		memcpy(write, step == 0 ? replacement : bytes + i, step == 0 ? 3 : step);
		write += step == 0 ? 3 : step;
		step += step == 0;
	}
	*write = '\0';
	return out;
}

void
url_query_values(struct arena *arena, const char *query, const char *const names[], size_t count,
		 const char *values[])
{
	memset(values, 0, count * sizeof(values[0]));
	for (const char *at = query; *at != '\0'; at += *at == '&') {
		const char *start = at;
		at = strchrnul(at, '&');
		const char *equals = memchr(start, '=', (size_t)(at - start));
		const char *name_end = equals == NULL ? at : equals;
		for (size_t i = 0; name_end > start && i < count; i++)
			if (values[i] == NULL && form_equals(start, name_end, names[i]))
				values[i] =
					form_decode(arena, equals == NULL ? at : equals + 1, at);
	}
}

const char *
url_domain(const char *host)
{
	return strncmp(host, "www.", 4) == 0 && host[4] != '\0' ? host + 4 : host;
}
