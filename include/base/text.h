/*
 * UTF-8 text from outside: is it well formed, where may it be cut, what do its escapes mean.
 * SPDX-License-Identifier: MIT
 */
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The bytes of the UTF-8 character at `bytes`, of which `available` (at least 1) may be read; 0
 * when there is none.
 */
size_t text_character_length(const char *bytes, size_t available);

/*
 * True when the bytes are UTF-8 in the strict sense of RFC 3629: no overlong form, no surrogate,
 * nothing past U+10FFFF. A NUL is well-formed UTF-8; who stores the text in PostgreSQL asks
 * text_is_storable().
 */
bool text_is_utf8(const char *bytes, size_t len);

/* text_is_utf8() and without a NUL byte, which PostgreSQL's text cannot hold. */
bool text_is_storable(const char *bytes, size_t len);

/*
 * The length of the longest start of `bytes` that has at most `max_bytes` bytes and does not cut a
 * character.
 */
size_t text_truncated_bytes(const char *bytes, size_t len, size_t max_bytes);

/*
 * As text_truncated_bytes(), counted in characters (code points): what Umami's varchar(n) columns
 * count.
 */
size_t text_truncated_characters(const char *bytes, size_t len, size_t max_characters);

/*
 * The byte that the percent escape ("%C3") at `at` stands for; -1 when none is there before `end`.
 */
int text_escape_value(const char *at, const char *end);

#endif
