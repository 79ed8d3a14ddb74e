/*
 * What tags send is plain JSON: texts without escapes, whole numbers, few names. Such a document is read here in one go, in
 * a quarter of yajl's time; json.c has yajl read everything else, and say what is wrong with it.
 * SPDX-License-Identifier: MIT
 */
#ifndef JSON_PLAIN_H
#define JSON_PLAIN_H

#include "json.h"

/*
 * The tree of a plain document, which is UTF-8, as json_read() gives it. NULL for any other, which may be JSON, and without
 * memory.
 */
struct json *json_plain_read(struct arena *arena, const char *text, size_t len);

#endif
