/*
 * Language tags (BCP 47) in one spelling.
 * SPDX-License-Identifier: MIT
 */
#include "language.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

#define SUBTAG_MAX 8

/* The bytes of a language tag's end: also what ends it in an Accept-Language header. */
static size_t
tag_length(const char *text)
{
	size_t len = 0;
	while (isalnum((unsigned char)text[len]) || text[len] == '-' || text[len] == '_')
		len++;
	return len;
}

static bool
is_alphabetic(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (!isalpha((unsigned char)text[i]))
			return false;
	return true;
}

/*
 * RFC 5646 §2.1.1: regions in capitals, scripts with a capital, the rest in lower case; after a
 * singleton all lower.
 */
static void
subtag_write(char *out, const char *subtag, size_t len, bool plain)
{
	bool region = !plain && len == 2 && is_alphabetic(subtag, len);
	bool script = !plain && len == 4 && is_alphabetic(subtag, len);
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)subtag[i];
		out[i] = (char)(region || (script && i == 0) ? toupper(c) : tolower(c));
	}
}

static bool
tag_normalise(const char *text, size_t len, char out[LANGUAGE_SIZE])
{
	bool plain = true; /* the primary language, and what follows a singleton such as x- or u- */
	size_t start = 0;
	out[0] = '\0';
	if (len == 0 || len >= LANGUAGE_SIZE)
		return false;
	while (start <= len) {
		size_t end = start;
		while (end < len && text[end] != '-' && text[end] != '_')
			end++;
		size_t subtag = end - start;
		if (subtag == 0 || subtag > SUBTAG_MAX ||
		    (start == 0 && !is_alphabetic(text, subtag))) {
			out[0] = '\0';
			return false;
		}
		subtag_write(out + start, text + start, subtag, plain);
		if (start == 0)
			plain = subtag == 1;
		else if (subtag == 1)
			plain = true;
		out[end] = end < len ? '-' : '\0';
		start = end + 1;
	}
	return true;
}

bool
language_parse(const char *text, char out[LANGUAGE_SIZE])
{
	size_t len = tag_length(text);
	out[0] = '\0';
	return text[len] == '\0' && tag_normalise(text, len, out);
}

/*
 * The weight in thousandths: 1000 without one, 0 when it cannot be read. *at moves past the comma
 * that ends the item.
 */
static int
weight_read(const char **at)
{
	const char *item = *at;
	size_t len = strcspn(item, ",");
	*at = item + len + (item[len] == ',');
	const char *q = memchr(item, ';', len);
	if (q == NULL)
		return 1000;
	q++;
	q += strspn(q, " \t");
	if ((q[0] != 'q' && q[0] != 'Q') || q[1] != '=' || (q[2] != '0' && q[2] != '1'))
		return 0;
	int weight = (q[2] - '0') * 1000;
	if (q[3] != '.')
		return weight;
	for (int i = 4, unit = 100; unit > 0 && isdigit((unsigned char)q[i]); i++, unit /= 10)
		weight += (q[i] - '0') * unit;
	return weight > 1000 ? 1000 : weight;
}

bool
language_preferred(const char *accept_language, char out[LANGUAGE_SIZE])
{
	char tag[LANGUAGE_SIZE];
	int best = 0;
	out[0] = '\0';
	for (const char *at = accept_language; *at != '\0';) {
		at += strspn(at, " \t,");
		size_t len = tag_length(at);
		const char *start = at;
		const char *behind = at + len + strspn(at + len, " \t");
		bool ends = strchr(",;", *behind) != NULL; /* the NUL too */
		int weight = weight_read(&at);
		if (weight > best && ends && tag_normalise(start, len, tag)) {
			best = weight;
			memcpy(out, tag, sizeof(tag));
		}
	}
	return best > 0;
}
