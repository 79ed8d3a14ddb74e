/*
 * A hash table with open addressing over keys in an arena. The hash is keyed, because senders
 * choose the keys.
 * SPDX-License-Identifier: MIT
 */
#include "dictionary.h"

#include "arena.h"

#include <sodium.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { SLOTS_FIRST = 1024 };

struct entry {
	uint64_t hash;
	int kind;
	int website_id;
	int number;
	unsigned len;
	unsigned char key[];
};

struct dictionary {
	struct arena *arena;  /* the entries */
	struct entry **slots; /* a power of two of them, at most half full */
	size_t slot_count;
	size_t count;
	size_t bytes_max;
	unsigned char secret[crypto_shorthash_KEYBYTES];
};

struct dictionary *
dictionary_new(size_t bytes_max)
{
	struct dictionary *dictionary = calloc(1, sizeof(*dictionary));
	if (dictionary == NULL)
		return NULL;
	dictionary->bytes_max = bytes_max;
	dictionary->arena = arena_new(SIZE_MAX);
	dictionary->slot_count = SLOTS_FIRST;
	dictionary->slots = calloc(SLOTS_FIRST, sizeof(struct entry *));
	if (dictionary->arena == NULL || dictionary->slots == NULL) {
		dictionary_free(dictionary);
		return NULL;
	}
	crypto_shorthash_keygen(dictionary->secret);
	return dictionary;
}

void
dictionary_free(struct dictionary *dictionary)
{
	if (dictionary == NULL)
		return;
	arena_free(dictionary->arena);
	free(dictionary->slots);
	free(dictionary);
}

static uint64_t
dictionary_hash(const struct dictionary *dictionary, int kind, int website_id, const void *key,
		size_t len)
{
	uint64_t hash;
	crypto_shorthash((unsigned char *)&hash, key, len, dictionary->secret);
	return hash ^
	       (((uint64_t)(unsigned)kind << 32 | (unsigned)website_id) * 0x9e3779b97f4a7c15u);
}

/* The slot that holds the key, or the empty one where it belongs. */
static struct entry **
dictionary_slot(const struct dictionary *dictionary, uint64_t hash, int kind, int website_id,
		const void *key, size_t len)
{
	size_t mask = dictionary->slot_count - 1;
	for (size_t i = hash & mask;; i = (i + 1) & mask) {
		struct entry *entry = dictionary->slots[i];
		if (entry == NULL)
			return &dictionary->slots[i];
		if (entry->hash == hash && entry->kind == kind && entry->website_id == website_id &&
		    entry->len == len && memcmp(entry->key, key, len) == 0)
			return &dictionary->slots[i];
	}
}

int
dictionary_find(const struct dictionary *dictionary, int kind, int website_id, const void *key,
		size_t len)
{
	uint64_t hash = dictionary_hash(dictionary, kind, website_id, key, len);
	const struct entry *entry = *dictionary_slot(dictionary, hash, kind, website_id, key, len);
	return entry == NULL ? 0 : entry->number;
}

static bool
dictionary_grow(struct dictionary *dictionary)
{
	size_t count = dictionary->slot_count * 2;
	struct entry **slots = calloc(count, sizeof(struct entry *));
	if (slots == NULL)
		return false;
	for (size_t i = 0; i < dictionary->slot_count; i++) {
		struct entry *entry = dictionary->slots[i];
		if (entry == NULL)
			continue;
		size_t at = entry->hash & (count - 1);
		while (slots[at] != NULL)
			at = (at + 1) & (count - 1);
		slots[at] = entry;
	}
	free(dictionary->slots);
	dictionary->slots = slots;
	dictionary->slot_count = count;
	return true;
}

void
dictionary_clear(struct dictionary *dictionary)
{
	struct arena *fresh = arena_new(SIZE_MAX);
	if (fresh != NULL) { /* without memory the entries stay where they are, unseen */
		arena_free(dictionary->arena);
		dictionary->arena = fresh;
	}
	memset(dictionary->slots, 0, dictionary->slot_count * sizeof(struct entry *));
	dictionary->count = 0;
}

void
dictionary_add(struct dictionary *dictionary, int kind, int website_id, const void *key, size_t len,
	       int number)
{
	size_t bytes =
		arena_used(dictionary->arena) + dictionary->slot_count * sizeof(struct entry *);
	if (bytes + sizeof(struct entry) + len > dictionary->bytes_max)
		dictionary_clear(dictionary);
	if (dictionary->count * 2 >= dictionary->slot_count && !dictionary_grow(dictionary))
		return;
	uint64_t hash = dictionary_hash(dictionary, kind, website_id, key, len);
	struct entry **slot = dictionary_slot(dictionary, hash, kind, website_id, key, len);
	if (*slot == NULL) {
		struct entry *entry = arena_alloc(dictionary->arena, sizeof(*entry) + len);
		if (entry == NULL)
			return;
		*entry = (struct entry){
			.hash = hash, .kind = kind, .website_id = website_id, .len = (unsigned)len
		};
		memcpy(entry->key, key, len);
		*slot = entry;
		dictionary->count++;
	}
	(*slot)->number = number;
}
