/*
 * What reports without filters count, summed up in advance: chunks of neighbouring blocks, and what each group has in them. Pure;
 * one that is made never changes.
 *
 * Visitors cannot be summed up, since one may have been in several chunks. So a chunk knows of each group how many visitors it
 * shares with no chunk before, and of the others which was the last chunk before that has them. In the chunks from a to b those
 * count whose last one lies before a: each once, in the first chunk of these that has them.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_DIGEST_H
#define COLUMNS_DIGEST_H

#include "groups.h"
#include "tally.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What one is of. Where a visitor has all attributes of a table once and for all, it is of the table's combinations. */
struct digest_key {
	struct groups_asked by; /* not BY_NOTHING, which combinations answer */
	unsigned event_types;   /* of the rows: 1 << type */
};

/* A chunk, packed: digest.c says how. */
struct digest_chunk {
	unsigned char *bytes;
	size_t size;
};

/* Groups of which each has at most so many visitors in any run of chunks. */
struct digest_level {
	uint32_t visitors;
	uint32_t end; /* after the last of them */
};

struct digest {
	struct digest_key key;
	/* Their numbers: slots of combinations or texts; BY_TIME: starts of units. Those with the most visitors come first; BY_IDENTITY, those with as many are in the order of their texts. */
	uint32_t *groups;
	uint32_t group_count;
	uint32_t group_limit; /* above all of the numbers */
	struct digest_level *levels;
	uint32_t level_count;
	struct bits has;           /* the numbers; not BY_TIME */
	uint32_t identified_count; /* BY_IDENTITY: of whom it knows */
	struct digest_chunk *chunks;
	uint32_t chunk_count;
};

/* The digest that answers a question without its filters, if one does. */
bool digest_key_of(const struct tally_asked *asked, struct digest_key *key);
bool digest_key_equals(const struct digest_key *one, const struct digest_key *other);

/*
 * Making one: the blocks are given to digest_tally(), chunk by chunk, digest_cut() after each, then digest_finish().
 * NULL or false without memory.
 */
/* `asked` has the units of all minutes that there are, BY_TIME. */
struct tally *digest_tally(const struct view *view, const struct digest_key *key,
			   struct tally_asked asked);
struct digest *digest_new(const struct digest_key *key);
bool digest_cut(struct digest *digest, struct tally *tally);
bool digest_finish(struct digest *digest, struct tally *tally);
void digest_free(struct digest *digest);

/* Whether a view has all of its groups. */
bool digest_is_known(const struct digest *digest, const struct view *view);

size_t digest_bytes(const struct digest *digest);

/*
 * Using one: a tally that was asked `beside_digest` gets all blocks but those of some chunks; beside.h says what it has to know of
 * these; then digest_add(), then tally_finish().
 */
bool digest_add(const struct digest *digest, struct tally *tally, uint32_t first, uint32_t end);

#endif
