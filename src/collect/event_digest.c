/*
 * SipHash-2-4 of 128 bits under a random key of the process: nobody who does not know the key can make two combinations
 * whose hashes are equal.
 * SPDX-License-Identifier: MIT
 */
#include "event_digest.h"

#include <pthread.h>
#include <sodium.h>
#include <string.h>

static unsigned char key[crypto_shorthash_siphashx24_KEYBYTES];

static void
key_make(void)
{
	randombytes_buf(key, sizeof(key));
}

/* What does not fit into the block goes on behind the hash of what was in it. */
struct hasher {
	size_t used;
	unsigned char block[1024];
};

static void
hasher_add(struct hasher *hasher, const void *bytes, size_t len)
{
	const unsigned char *from = bytes;
	while (len > 0) {
		if (hasher->used == sizeof(hasher->block)) {
			unsigned char hash[crypto_shorthash_siphashx24_BYTES];
			crypto_shorthash_siphashx24(hash, hasher->block, hasher->used, key);
			memcpy(hasher->block, hash, sizeof(hash));
			hasher->used = sizeof(hash);
		}
		size_t room = sizeof(hasher->block) - hasher->used;
		size_t part = len < room ? len : room;
		memcpy(hasher->block + hasher->used, from, part);
		hasher->used += part;
		from += part;
		len -= part;
	}
}

/* All zero for a combination of nothing, which has no row. A page always has one. */
static void
combination_digest(const struct event *event, enum combination combination,
		   struct combination_digest *out)
{
	const struct combination_texts *texts = &combination_texts[combination];
	struct hasher hasher;
	bool empty = combination != COMBINATION_PAGE;
	hasher.used = 0;
	for (int t = texts->first; t < (int)texts->end; t++) {
		empty = empty && event->texts[t][0] == '\0';
		hasher_add(&hasher, event->texts[t], strlen(event->texts[t]) + 1);
	}
	if (combination == COMBINATION_ACTION) {
		empty = empty && event->type == EVENT_PAGEVIEW;
		hasher_add(&hasher, &event->type, sizeof(event->type));
	}
	if (empty)
		memset(out, 0, sizeof(*out));
	else
		crypto_shorthash_siphashx24(out->bytes, hasher.block, hasher.used, key);
}

void
event_digest(struct event *event)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, key_make);
	for (int c = 0; c < COMBINATION_COUNT; c++)
		combination_digest(event, (enum combination)c, &event->combination_digests[c]);
}
