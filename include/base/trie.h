/*
 * Finds many literals in one pass over a text (Aho and Corasick's automaton), without regard to
 * case.
 * SPDX-License-Identifier: MIT
 */
#ifndef TRIE_H
#define TRIE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct trie;

/* An empty trie in the arena; NULL without memory. */
struct trie *trie_new(struct arena *arena);

/* Adds a literal of at least one byte; `value` may be given to several. Before trie_compile(). */
bool trie_add(struct trie *trie, const char *text, size_t len, unsigned value);

/* Makes the automaton; false without memory or with more than 65535 nodes. Read-only afterwards. */
bool trie_compile(struct trie *trie);

/* Sets the bit of each value that has a literal in the text. `bits` has room for all values. */
void trie_scan(const struct trie *trie, const char *text, size_t len, uint64_t *bits);

#endif
