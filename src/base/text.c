/*
 * UTF-8 text from outside: is it well formed, where may it be cut, what do its escapes mean.
 * SPDX-License-Identifier: MIT
 */
#include "text.h"

#include <stdint.h>
#include <string.h>

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool
is_continuation(unsigned char byte)
{
	return (byte & 0xC0) == 0x80;
}

/* The table of RFC 3629 §4. */
size_t
text_character_length(const char *bytes, size_t available)
{
	const unsigned char *at = (const unsigned char *)bytes;
	unsigned char first = at[0];
	if (first < 0x80)
		return 1;
	if (first < 0xC2 || first > 0xF4)
		return 0;
	size_t len = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
	if (available < len)
		return 0;
	unsigned char low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
	unsigned char high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
	if (at[1] < low || at[1] > high)
		return 0;
	for (size_t i = 2; i < len; i++)
		if (!is_continuation(at[i]))
			return 0;
	return len;
}

/* Eight bytes without a character outside ASCII. */
static bool
is_ascii(const char *bytes)
{
	uint64_t word;
	memcpy(&word, bytes, sizeof(word));
	return (word & UINT64_C(0x8080808080808080)) == 0;
}

bool
text_is_utf8(const char *bytes, size_t len)
{
	for (size_t at = 0, step; at < len; at += step) {
		while (len - at >= sizeof(uint64_t) && is_ascii(bytes + at))
			at += sizeof(uint64_t);
		if (at == len)
			break;
		step = text_character_length(bytes + at, len - at);
		if (step == 0)
			return false;
	}
	return true;
}

bool
text_is_storable(const char *bytes, size_t len)
{
	return memchr(bytes, '\0', len) == NULL && text_is_utf8(bytes, len);
}

size_t
text_truncated_bytes(const char *bytes, size_t len, size_t max_bytes)
{
	if (len <= max_bytes)
		return len;
	size_t cut = max_bytes;
	while (cut > 0 && is_continuation((unsigned char)bytes[cut]))
		cut--;
	return cut;
}

size_t
text_truncated_characters(const char *bytes, size_t len, size_t max_characters)
{
	size_t characters = 0;
	if (len <= max_characters)
		return len;
	for (size_t i = 0; i < len; i++)
		if (!is_continuation((unsigned char)bytes[i]) && characters++ == max_characters)
			return i;
	return len;
}

int
text_escape_value(const char *at, const char *end)
{
	if (end - at < 3 || at[0] != '%' || hex_value(at[1]) < 0 || hex_value(at[2]) < 0)
		return -1;
	return hex_value(at[1]) << 4 | hex_value(at[2]);
}
