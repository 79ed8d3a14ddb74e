/*
 * A tally counts one chunk after the other; visitors who return are noted with their groups, and sorted out in the end.
 *
 * A chunk is a row of numbers, seven bits a byte, the lowest first, the last byte of each below 128: for each group that it has
 * the distance from the one before (the first: its place plus one), rows, visits, bounces, seconds, visitors whom no chunk before
 * has, and how many chunks before were the last to have others; then each of these chunks and how many visitors it had. 0 ends
 * it.
 * SPDX-License-Identifier: MIT
 */
#include "digest.h"

#include "tally_state.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* ---- what one is of ---- */

bool
digest_key_of(const struct tally_asked *asked, struct digest_key *key)
{
	*key = (struct digest_key){ .by = { .by = asked->by },
				    .event_types = asked->rows.event_types };
	if (asked->by == BY_NOTHING) {
		key->by = (struct groups_asked){ .by = BY_SLOT, .table = TABLE_LOCATIONS };
	} else if (asked->by == BY_ATTRIBUTE) {
		enum view_table table = attribute_table(asked->attribute);
		if (table == TABLE_CLIENTS || table == TABLE_LOCATIONS)
			key->by = (struct groups_asked){ .by = BY_SLOT, .table = table };
		else
			key->by.attribute = asked->attribute;
	} else if (asked->by == BY_TIME) {
		key->by.zone = asked->zone;
		key->by.unit = asked->unit;
		return asked->zone != NULL;
	}
	return true;
}

bool
digest_key_equals(const struct digest_key *one, const struct digest_key *other)
{
	return one->event_types == other->event_types && one->by.by == other->by.by &&
	       one->by.attribute == other->by.attribute && one->by.table == other->by.table &&
	       one->by.zone == other->by.zone && one->by.unit == other->by.unit;
}

/* ---- making one ---- */

struct tally *
digest_tally(const struct view *view, const struct digest_key *key, struct tally_asked asked)
{
	asked.rows = (struct selection_asked){ .lowest_id = 0,
					       .limit_id = LLONG_MAX,
					       .event_types = key->event_types };
	asked.by = key->by.by;
	asked.attribute = key->by.attribute;
	asked.table = key->by.table;
	asked.visits_too = asked.makes_digest = true;
	return tally_new(view, &asked);
}

struct digest *
digest_new(const struct digest_key *key)
{
	struct digest *digest = calloc(1, sizeof(*digest));
	if (digest != NULL)
		digest->key = *key;
	return digest;
}

void
digest_free(struct digest *digest)
{
	if (digest == NULL)
		return;
	for (uint32_t i = 0; i < digest->chunk_count; i++)
		free(digest->chunks[i].bytes);
	free(digest->chunks);
	free(digest->groups);
	free(digest);
}

size_t
digest_bytes(const struct digest *digest)
{
	size_t bytes = sizeof(*digest) + digest->group_count * sizeof(*digest->groups) +
		       digest->chunk_count * sizeof(*digest->chunks);
	for (uint32_t i = 0; i < digest->chunk_count; i++)
		bytes += digest->chunks[i].size;
	return bytes;
}

/* ---- numbers ---- */

enum {
	NUMBER_MAX = 10, /* bytes of a number */
	SUM_NUMBERS = 6,
	AGAIN_NUMBERS = 2
};

static unsigned char *
put(unsigned char *at, uint64_t number)
{
	for (; number >= 128; number >>= 7)
		*at++ = (unsigned char)(number | 128);
	*at++ = (unsigned char)number;
	return at;
}

static inline uint64_t
get(const unsigned char **at)
{
	uint64_t number = **at & 127;
	for (unsigned shift = 7; *(*at)++ >= 128; shift += 7)
		number |= (uint64_t)(**at & 127) << shift;
	return number;
}

/* What a group has in a chunk. */
struct sums {
	uint64_t distance; /* from the group before; the first: its place plus one */
	uint32_t rows;
	uint32_t visits;
	uint32_t bounces;
	uint64_t seconds;
	uint32_t visitors; /* at first: with a single visit */
};

static unsigned char *
sums_pack(unsigned char *at, const struct sums *sums)
{
	at = put(put(put(at, sums->distance), sums->rows), sums->visits);
	return put(put(put(at, sums->bounces), sums->seconds), sums->visitors);
}

/* False at the end of a chunk. */
static inline __attribute__((always_inline)) bool
sums_unpack(const unsigned char **at, struct sums *sums)
{
	sums->distance = get(at);
	if (sums->distance == 0)
		return false;
	sums->rows = (uint32_t)get(at);
	sums->visits = (uint32_t)get(at);
	sums->bounces = (uint32_t)get(at);
	sums->seconds = get(at);
	sums->visitors = (uint32_t)get(at);
	return true;
}

/* ---- cutting ---- */

/* Moves what a counter has. */
static struct sums
counter_cut(struct tally *tally, uint32_t number, uint32_t before)
{
	struct counter *counter = &tally->counters[number];
	struct spent *spent = &tally->spent[number];
	struct sums sums = { .distance = number - before,
			     .rows = counter->rows,
			     .visits = counter->visits,
			     .bounces = spent->bounces,
			     .seconds = spent->seconds,
			     .visitors = counter->visitors };
	counter->rows = counter->visits = counter->visitors = 0;
	*spent = (struct spent){ 0 };
	return sums;
}

/* Packs what the counters have. */
static bool
counters_cut(struct tally *tally, struct digest_chunk *chunk)
{
	uint32_t count = 0, before = UINT32_MAX;
	for (uint32_t i = 0; i < tally->counter_count; i++)
		count += tally->counters[i].rows > 0;
	unsigned char *packed = malloc(((size_t)count * SUM_NUMBERS + 1) * NUMBER_MAX);
	unsigned char *at = packed;
	if (packed == NULL)
		return false;
	for (uint32_t i = 0; i < tally->counter_count; i++) {
		if (tally->counters[i].rows == 0)
			continue;
		struct sums sums = counter_cut(tally, i, before);
		at = sums_pack(at, &sums);
		before = i;
	}
	at = put(at, 0);
	chunk->size = (size_t)(at - packed);
	chunk->bytes = realloc(packed, chunk->size);
	if (chunk->bytes == NULL)
		chunk->bytes = packed;
	return true;
}

/* Until digest_finish(), a chunk has sums and nothing of who was where before. */
bool
digest_cut(struct digest *digest, struct tally *tally)
{
	struct digest_chunk *chunks =
		realloc(digest->chunks, ((size_t)digest->chunk_count + 1) * sizeof(*chunks));
	if (chunks == NULL)
		return false;
	digest->chunks = chunks;
	pairs_cut(tally->pairs);
	if (!counters_cut(tally, &chunks[digest->chunk_count]))
		return false;
	digest->chunk_count++;
	return true;
}

/* That somebody is in a group and a chunk, and the last chunk before with both, plus one; 0: none. */
struct coming {
	uint32_t group;
	uint32_t before;
};

struct comings {
	struct coming *all;
	uint32_t count, size;
};

struct finishing {
	struct comings *comings; /* by chunk */
	struct coming *sorted;
	uint32_t *starts;
	uint32_t sorted_size, starts_size;
};

static bool
coming_note(void *context, uint32_t group, uint32_t chunk, uint32_t before)
{
	struct finishing *finishing = context;
	struct comings *comings = &finishing->comings[chunk];
	if (comings->count == comings->size) {
		uint32_t size = 2 * comings->size + 1024;
		struct coming *all = realloc(comings->all, size * sizeof(*all));
		if (all == NULL)
			return false;
		comings->all = all;
		comings->size = size;
	}
	comings->all[comings->count++] =
		(struct coming){ group, before == PAIRS_NONE ? 0 : before + 1 };
	return true;
}

/* Sorts by one of the two numbers, which is below `limit`; in the order they had where it is the same. */
static bool
comings_sort(struct finishing *finishing, struct comings *comings, bool by_group, uint32_t limit)
{
	uint32_t *starts, next = 0;
	if (!scratch_reserve(&finishing->starts, &finishing->starts_size, limit))
		return false;
	if (comings->count > finishing->sorted_size) {
		free(finishing->sorted);
		finishing->sorted = malloc(comings->count * sizeof(*finishing->sorted));
		finishing->sorted_size = finishing->sorted == NULL ? 0 : comings->count;
		if (finishing->sorted == NULL)
			return false;
	}
	starts = finishing->starts;
	memset(starts, 0, limit * sizeof(*starts));
	for (uint32_t i = 0; i < comings->count; i++)
		starts[by_group ? comings->all[i].group : comings->all[i].before]++;
	for (uint32_t i = 0; i < limit; i++) {
		uint32_t here = starts[i];
		starts[i] = next;
		next += here;
	}
	for (uint32_t i = 0; i < comings->count; i++) {
		uint32_t key = by_group ? comings->all[i].group : comings->all[i].before;
		finishing->sorted[starts[key]++] = comings->all[i];
	}
	if (comings->count > 0)
		memcpy(comings->all, finishing->sorted, comings->count * sizeof(*comings->all));
	return true;
}

/* ---- packing ---- */

/* How many of the comings from `first` on are the same. */
static uint32_t
comings_alike(const struct comings *comings, uint32_t first, uint32_t end)
{
	uint32_t i = first;
	while (i < end && comings->all[i].before == comings->all[first].before)
		i++;
	return i - first;
}

/* A group with its comings, from `first` to `end`. */
static unsigned char *
group_pack(unsigned char *at, struct sums sums, const struct comings *comings, uint32_t first,
	   uint32_t end)
{
	uint32_t kinds = 0;
	uint32_t fresh = first < end && comings->all[first].before == 0
				 ? comings_alike(comings, first, end)
				 : 0;
	for (uint32_t i = first + fresh; i < end; i += comings_alike(comings, i, end))
		kinds++;
	sums.visitors += fresh;
	at = put(sums_pack(at, &sums), kinds);
	for (uint32_t i = first + fresh; i < end;) {
		uint32_t alike = comings_alike(comings, i, end);
		at = put(put(at, comings->all[i].before - 1), alike);
		i += alike;
	}
	return at;
}

/* Adds to a chunk who was where before. Each of its groups has SUM_NUMBERS bytes or more. */
static bool
chunk_pack(struct digest_chunk *chunk, const struct comings *comings)
{
	const unsigned char *from = chunk->bytes;
	size_t most = chunk->size +
		      (chunk->size / SUM_NUMBERS * 2 + (size_t)comings->count * AGAIN_NUMBERS + 1) *
			      NUMBER_MAX;
	unsigned char *packed = malloc(most), *at = packed;
	uint32_t first = 0, group = UINT32_MAX;
	struct sums sums;
	if (packed == NULL)
		return false;
	while (sums_unpack(&from, &sums)) {
		uint32_t end = first;
		group += (uint32_t)sums.distance;
		while (end < comings->count && comings->all[end].group == group)
			end++;
		at = group_pack(at, sums, comings, first, end);
		first = end;
	}
	at = put(at, 0);
	free(chunk->bytes);
	chunk->size = (size_t)(at - packed);
	chunk->bytes = realloc(packed, chunk->size);
	if (chunk->bytes == NULL)
		chunk->bytes = packed;
	return true;
}

static bool
groups_copy(struct digest *digest, const struct tally *tally)
{
	digest->groups = malloc(((size_t)tally->counter_count + 1) * sizeof(*digest->groups));
	if (digest->groups == NULL)
		return false;
	digest->group_count = tally->counter_count;
	for (uint32_t i = 0; i < digest->group_count; i++) {
		digest->groups[i] = digest->key.by.by == BY_TIME
					    ? (uint32_t)tally->asked.unit_starts[i]
					    : tally->group_of_counter[i];
		if (digest->groups[i] >= digest->group_limit)
			digest->group_limit = digest->groups[i] + 1;
	}
	return true;
}

bool
digest_finish(struct digest *digest, struct tally *tally)
{
	struct finishing finishing = { 0 };
	finishing.comings = calloc((size_t)digest->chunk_count + 1, sizeof(*finishing.comings));
	bool fits = finishing.comings != NULL && groups_copy(digest, tally) &&
		    pairs_each_chunk(tally->pairs, coming_note, &finishing);
	for (uint32_t i = 0; fits && i < digest->chunk_count; i++) {
		struct comings *comings = &finishing.comings[i];
		fits = comings_sort(&finishing, comings, false, digest->chunk_count + 1) &&
		       comings_sort(&finishing, comings, true, digest->group_count) &&
		       chunk_pack(&digest->chunks[i], comings);
		free(comings->all);
		comings->all = NULL;
	}
	for (uint32_t i = 0; finishing.comings != NULL && i < digest->chunk_count; i++)
		free(finishing.comings[i].all);
	free(finishing.comings);
	free(finishing.sorted);
	free(finishing.starts);
	return fits;
}

/* ---- using one ---- */

bool
digest_is_known(const struct digest *digest, const struct view *view)
{
	const struct groups_asked *by = &digest->key.by;
	uint32_t known = by->by == BY_SLOT ? view->tables[by->table].count : view->text_count;
	return by->by == BY_TIME || digest->group_limit <= known;
}

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

/* The counters of all groups, into places. */
static bool
counters_of_groups(const struct digest *digest, struct tally *tally)
{
	if (!scratch_reserve(&tally->places, &tally->places_size, digest->group_count) ||
	    !tally_reserve(tally, tally->counter_count + digest->group_count))
		return false;
	for (uint32_t i = 0; i < digest->group_count; i++)
		tally->places[i] = counter_of_group(digest, tally, digest->groups[i]);
	return true;
}

static void
chunk_add(const struct digest_chunk *chunk, uint32_t first, struct tally *tally)
{
	const unsigned char *at = chunk->bytes;
	uint32_t group = UINT32_MAX;
	struct sums sums;
	while (sums_unpack(&at, &sums)) {
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
		for (uint64_t left = get(&at); left > 0; left--) {
			uint64_t before = get(&at);
			uint32_t visitors = (uint32_t)get(&at);
			counter->visitors += before < first ? visitors : 0;
		}
	}
}

bool
digest_add(const struct digest *digest, struct tally *tally, uint32_t first, uint32_t end)
{
	if (!counters_of_groups(digest, tally))
		return false;
	for (uint32_t i = first; i < end; i++)
		chunk_add(&digest->chunks[i], first, tally);
	return true;
}
