/*
 * The numbers of texts and combinations that the database has given out, remembered so that it need
 * not be asked again. They never change, so what is remembered is never wrong. One thread.
 * SPDX-License-Identifier: MIT
 */
#ifndef DICTIONARY_H
#define DICTIONARY_H

#include <stdbool.h>
#include <stddef.h>

struct dictionary;

/* Forgets everything when it holds more than `bytes_max` bytes, and starts again. NULL without
 * memory. */
struct dictionary *dictionary_new(size_t bytes_max);
void dictionary_free(struct dictionary *dictionary);

/*
 * The number of a key of that kind in that website; 0 when it is not known. Kinds are the caller's;
 * keys are any bytes.
 */
int dictionary_find(const struct dictionary *dictionary, int kind, int website_id, const void *key,
		    size_t len);

/* Remembers a number, which is not 0. Without memory it is simply not remembered. */
void dictionary_add(struct dictionary *dictionary, int kind, int website_id, const void *key,
		    size_t len, int number);

/* Forgets everything at once. */
void dictionary_clear(struct dictionary *dictionary);

#endif
