/*
 * Language tags (BCP 47) in one spelling: "en-US", "zh-Hant-TW".
 * SPDX-License-Identifier: MIT
 */
#ifndef LANGUAGE_H
#define LANGUAGE_H

#include <stdbool.h>

#define LANGUAGE_SIZE 36 /* 35 bytes, what RFC 5646 advises, and the NUL */

/*
 * A tag as `navigator.language` gives it ('_' is read as '-'). False, and "", when it is no
 * well-formed tag.
 */
bool language_parse(const char *text, char out[LANGUAGE_SIZE]);

/*
 * The tag with the highest weight in an Accept-Language header; the first of equals. False, and "",
 * when there is none.
 */
bool language_preferred(const char *accept_language, char out[LANGUAGE_SIZE]);

#endif
