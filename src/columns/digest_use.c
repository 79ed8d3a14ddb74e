/*
 * Of the groups in the order that they have, as many of each chunk are added as can be among those asked for.
 * SPDX-License-Identifier: MIT
 */
#include "digest.h"

#include "digest_sums.h"
#include "rank.h"
#include "tally_state.h"

#include <stdlib.h>

bool
digest_is_known(const struct digest *digest, const struct view *view)
{
	const struct groups_asked *by = &digest->key.by;
	uint32_t known = by->by == BY_SLOT ? view->tables[by->table].count : view->text_count;
	return by->by == BY_TIME || digest->group_limit <= known;
}

/* ---- the digest's groups in the tally ---- */

/* The unit that starts so; 0 where none does, which is then of no chunk that is used. */
static uint32_t
find_unit(const struct tally_asked *asked, uint32_t start)
{
	uint32_t low = 0, high = asked->unit_count;
	while (low < high) {
		uint32_t middle = (low + high) / 2;
		if ((uint32_t)asked->unit_starts[middle] < start)
			low = middle + 1;
		else
			high = middle;
	}
	return low < asked->unit_count && (uint32_t)asked->unit_starts[low] == start ? low : 0;
}

static uint32_t
counter_of_group(const struct digest *digest, struct tally *tally, uint32_t group)
{
	if (tally->groups.grouped == GROUPED_NOT)
		return 0;
	if (digest->key.by.by == BY_TIME)
		return find_unit(&tally->asked, group);
	return tally_counter(tally,
			     digest->key.by.by == BY_SLOT ? tally->groups.of_slot[group] : group);
}

/* ---- adding ---- */

/* How far a chunk has been added. */
struct cursor {
	const unsigned char *at;
	uint32_t group; /* the last one */
};

struct adding {
	const struct digest *digest;
	struct tally *tally;
	uint32_t first, end; /* chunks */
	struct cursor *cursors;
	uint32_t added;       /* groups */
	uint32_t counted;     /* counters that were there before */
	struct bits is_added; /* of these */
	uint64_t *numbers;    /* scratch: one for each group */
};

/* The counters of the groups up to a limit, into places. */
static bool
counters_of_groups(struct adding *adding, uint32_t limit)
{
	const struct digest *digest = adding->digest;
	struct tally *tally = adding->tally;
	if (!scratch_reserve(&tally->places, &tally->places_size, limit) ||
	    !tally_reserve(tally, tally->counter_count + limit - adding->added))
		return false;
	for (uint32_t i = adding->added; i < limit; i++) {
		uint32_t counter = counter_of_group(digest, tally, digest->groups[i]);
		tally->places[i] = counter;
		if (counter < adding->counted)
			bits_add(&adding->is_added, counter);
	}
	return true;
}

/* The chunk's groups up to a limit. */
static void
chunk_add(struct cursor *cursor, uint32_t limit, uint32_t first, struct tally *tally)
{
	const unsigned char *at = cursor->at, *after = at;
	uint32_t group = cursor->group;
	struct group_sums sums;
	while (sums_unpack(&after, &sums) && group + (uint32_t)sums.distance < limit) {
		group += (uint32_t)sums.distance;
		uint32_t number = tally->places[group];
		struct counter *counter = &tally->counters[number];
		counter->rows += sums.rows;
		counter->visits += sums.visits;
		counter->visitors += sums.visitors;
		if (tally->spent != NULL) {
			tally->spent[number].bounces += sums.bounces;
			tally->spent[number].seconds += sums.seconds;
		}
		for (uint64_t left = number_unpack(&after); left > 0; left--) {
			uint64_t before = number_unpack(&after);
			uint32_t visitors = (uint32_t)number_unpack(&after);
			counter->visitors += before < first ? visitors : 0;
		}
		at = after;
	}
	*cursor = (struct cursor){ at, group };
}

static bool
groups_add(struct adding *adding, uint32_t limit)
{
	if (!counters_of_groups(adding, limit))
		return false;
	for (uint32_t i = adding->first; i < adding->end; i++)
		chunk_add(&adding->cursors[i - adding->first], limit, adding->first, adding->tally);
	adding->added = limit;
	return true;
}

/* ---- which can be among those asked for ---- */

/* The level of the first group that has not been added. */
static const struct digest_level *
level_left(const struct adding *adding)
{
	const struct digest_level *level = adding->digest->levels;
	while (level->end <= adding->added)
		level++;
	return level;
}

/* A group that the digest has, that was met elsewhere and has not been added. */
static bool
is_partial(const struct adding *adding, uint32_t counter)
{
	return !bits_have(&adding->is_added, counter) &&
	       bits_have(&adding->digest->has, adding->tally->group_of_counter[counter]);
}

/* No other group has as many visitors as the last of those asked for. */
static bool
others_are_fewer(struct adding *adding)
{
	const struct tally *tally = adding->tally;
	uint32_t most = level_left(adding)->visitors;
	for (uint32_t i = 0; i < adding->added; i++)
		adding->numbers[i] = tally->counters[tally->places[i]].visitors;
	uint64_t last = rank_largest(adding->numbers, adding->added, tally->asked.most - 1);
	if (most >= last)
		return false;
	for (uint32_t i = 0; i < adding->counted; i++)
		if (is_partial(adding, i) && tally->counters[i].visitors + most >= last)
			return false;
	return true;
}

/* As many identities as are asked for have more visitors than all others, or as many and their texts come before. */
static bool
others_come_later(const struct adding *adding)
{
	const struct tally *tally = adding->tally;
	const struct digest_level *level = level_left(adding);
	uint32_t first = level == adding->digest->levels ? 0 : level[-1].end, before = 0;
	for (uint32_t i = 0; i < adding->added; i++) {
		uint32_t visitors = tally->counters[tally->places[i]].visitors;
		before += visitors > level->visitors || (visitors == level->visitors && i >= first);
	}
	return before >= tally->asked.most;
}

/* Whether somebody has been identified since the digest was made by a text that it has. */
static bool
has_more_visitors(const struct digest *digest, const struct view *view)
{
	for (uint32_t i = digest->identified_count; i < view->identified_count; i++)
		if (bits_have(&digest->has, view->identities[i]))
			return true;
	return false;
}

/* Of places and units of time all are wanted. */
static bool
wants_all(const struct digest *digest, const struct tally *tally)
{
	enum tally_by by = digest->key.by.by;
	return tally->asked.most == 0 || by == BY_SLOT || by == BY_TIME ||
	       tally->asked.most >= digest->group_count / 2 ||
	       (by == BY_IDENTITY && has_more_visitors(digest, tally->view));
}

/* Adds more and more of the groups until the others cannot be among those asked for, and leaves those out. */
static bool
add_most(struct adding *adding)
{
	const struct digest *digest = adding->digest;
	struct tally *tally = adding->tally;
	bool by_identity = digest->key.by.by == BY_IDENTITY, enough = false;
	uint32_t limit = 2 * tally->asked.most;
	adding->numbers = malloc(digest->group_count * sizeof(*adding->numbers));
	if (adding->numbers == NULL)
		return false;
	for (; !enough; limit *= 2) {
		limit = limit < digest->group_count ? limit : digest->group_count;
		if (!groups_add(adding, limit))
			return false;
		enough = limit == digest->group_count ||
			 (by_identity ? others_come_later(adding) : others_are_fewer(adding));
	}
	for (uint32_t i = 0; i < adding->counted; i++)
		if (is_partial(adding, i))
			tally->counters[i].rows = 0;
	return true;
}

bool
digest_add(const struct digest *digest, struct tally *tally, uint32_t first, uint32_t end)
{
	if (!tally_settle(tally))
		return false;
	struct adding adding = { .digest = digest,
				 .tally = tally,
				 .first = first,
				 .end = end,
				 .counted = tally->counter_count,
				 .cursors = malloc(((size_t)end - first + 1) *
						   sizeof(*adding.cursors)) };
	adding.is_added =
		(struct bits){ calloc(adding.counted / 64 + 1, sizeof(uint64_t)), adding.counted };
	bool fits = adding.cursors != NULL && adding.is_added.words != NULL;
	for (uint32_t i = first; fits && i < end; i++)
		adding.cursors[i - first] = (struct cursor){ digest->chunks[i].bytes, UINT32_MAX };
	if (fits)
		fits = wants_all(digest, tally) ? groups_add(&adding, digest->group_count)
						: add_most(&adding);
	free(adding.cursors);
	free(adding.is_added.words);
	free(adding.numbers);
	return fits;
}
