/*
 * A tally counts one chunk after the other; visitors who return are noted with their groups, and sorted out in the end. Then the
 * groups are put in order.
 * SPDX-License-Identifier: MIT
 */
#include "digest.h"

#include "digest_sums.h"
#include "radix.h"
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
		if (attribute_table(asked->attribute) == TABLE_LOCATIONS)
			key->by = (struct groups_asked){ .by = BY_SLOT, .table = TABLE_LOCATIONS };
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
	free(digest->levels);
	free(digest->has.words);
	free(digest);
}

size_t
digest_bytes(const struct digest *digest)
{
	size_t bytes = sizeof(*digest) + digest->group_count * sizeof(*digest->groups) +
		       digest->level_count * sizeof(*digest->levels) + digest->has.count / 8 +
		       digest->chunk_count * sizeof(*digest->chunks);
	for (uint32_t i = 0; i < digest->chunk_count; i++)
		bytes += digest->chunks[i].size;
	return bytes;
}

/* ---- cutting ---- */

/* Moves what a counter has. */
static struct group_sums
counter_cut(struct tally *tally, uint32_t number, uint32_t before)
{
	struct counter *counter = &tally->counters[number];
	struct spent *spent = &tally->spent[number];
	struct group_sums sums = { .distance = number - before,
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
		struct group_sums sums = counter_cut(tally, i, before);
		at = sums_pack(at, &sums);
		before = i;
	}
	at = number_pack(at, 0);
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
	uint32_t *visitors;      /* of all chunks, by counter */
	uint32_t *places;        /* in the digest, by counter */
	/* Scratch. */
	struct coming *sorted;
	uint32_t *starts;
	uint32_t sorted_size, starts_size;
};

static bool
coming_note(void *context, uint32_t group, uint32_t chunk, uint32_t before)
{
	struct finishing *finishing = context;
	struct comings *comings = &finishing->comings[chunk];
	finishing->visitors[group] += before == PAIRS_NONE;
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
group_pack(unsigned char *at, struct group_sums sums, const struct comings *comings, uint32_t first,
	   uint32_t end)
{
	uint32_t kinds = 0;
	uint32_t fresh = first < end && comings->all[first].before == 0
				 ? comings_alike(comings, first, end)
				 : 0;
	for (uint32_t i = first + fresh; i < end; i += comings_alike(comings, i, end))
		kinds++;
	sums.visitors += fresh;
	at = number_pack(sums_pack(at, &sums), kinds);
	for (uint32_t i = first + fresh; i < end;) {
		uint32_t alike = comings_alike(comings, i, end);
		at = number_pack(number_pack(at, comings->all[i].before - 1), alike);
		i += alike;
	}
	return at;
}

/* The sums of a chunk in the order of their groups' places, which become their distances; `order` says where each is. */
struct unpacked {
	struct group_sums *sums;
	uint64_t *order, *spare;
	uint32_t count;
};

static bool
chunk_unpack(const struct digest_chunk *chunk, const uint32_t *places, struct unpacked *unpacked)
{
	const unsigned char *from = chunk->bytes;
	size_t most = chunk->size / SUM_NUMBERS + 1;
	uint32_t counter = UINT32_MAX;
	struct group_sums sums;
	*unpacked = (struct unpacked){ .sums = malloc(most * sizeof(*unpacked->sums)),
				       .order = malloc(most * sizeof(*unpacked->order)),
				       .spare = malloc(most * sizeof(*unpacked->spare)) };
	if (unpacked->sums == NULL || unpacked->order == NULL || unpacked->spare == NULL)
		return false;
	while (sums_unpack(&from, &sums)) {
		counter += (uint32_t)sums.distance;
		sums.distance = places[counter];
		unpacked->order[unpacked->count] = sums.distance << 32 | unpacked->count;
		unpacked->sums[unpacked->count++] = sums;
	}
	uint64_t *sorted = radix_sort(unpacked->order, unpacked->spare, unpacked->count, 32);
	if (sorted == unpacked->spare) {
		unpacked->spare = unpacked->order;
		unpacked->order = sorted;
	}
	return true;
}

static void
unpacked_free(struct unpacked *unpacked)
{
	free(unpacked->sums);
	free(unpacked->order);
	free(unpacked->spare);
}

/* What a chunk has, with who was where before. */
static bool
groups_pack(struct digest_chunk *chunk, const struct unpacked *unpacked,
	    const struct comings *comings)
{
	size_t most =
		((size_t)unpacked->count * (SUM_NUMBERS + 1) + comings->count * AGAIN_NUMBERS + 1) *
		NUMBER_MAX;
	unsigned char *packed = malloc(most), *at = packed;
	uint32_t first = 0, before = UINT32_MAX;
	if (packed == NULL)
		return false;
	for (uint32_t i = 0; i < unpacked->count; i++) {
		struct group_sums sums = unpacked->sums[(uint32_t)unpacked->order[i]];
		uint32_t group = (uint32_t)sums.distance, end = first;
		while (end < comings->count && comings->all[end].group == group)
			end++;
		sums.distance = group - before;
		at = group_pack(at, sums, comings, first, end);
		first = end;
		before = group;
	}
	at = number_pack(at, 0);
	free(chunk->bytes);
	chunk->size = (size_t)(at - packed);
	chunk->bytes = realloc(packed, chunk->size);
	if (chunk->bytes == NULL)
		chunk->bytes = packed;
	return true;
}

/* Adds to a chunk who was where before, its groups in their order. */
static bool
chunk_pack(struct finishing *finishing, const struct digest *digest, uint32_t number)
{
	struct comings *comings = &finishing->comings[number];
	struct digest_chunk *chunk = &digest->chunks[number];
	struct unpacked unpacked;
	for (uint32_t i = 0; i < comings->count; i++)
		comings->all[i].group = finishing->places[comings->all[i].group];
	bool fits = chunk_unpack(chunk, finishing->places, &unpacked) &&
		    comings_sort(finishing, comings, false, digest->chunk_count + 1) &&
		    comings_sort(finishing, comings, true, digest->group_count) &&
		    groups_pack(chunk, &unpacked, comings);
	unpacked_free(&unpacked);
	return fits;
}

/* ---- the order of the groups ---- */

struct standing {
	uint32_t counter;
	uint32_t visitors; /* at most, in any run of chunks */
	const char *text;  /* NULL: not known */
};

static int
compare_standings(const void *a, const void *b)
{
	const struct standing *one = a, *other = b;
	if (one->visitors != other->visitors)
		return one->visitors > other->visitors ? -1 : 1;
	if (one->text != NULL && other->text != NULL)
		return strcmp(one->text, other->text);
	return one->counter < other->counter ? -1 : 1;
}

/* Those who are identified are known, whatever they did. */
static void
standings_of_identities(const struct tally *tally, struct standing *standings)
{
	const struct view *view = tally->view;
	for (uint32_t i = 0; i < tally->counter_count; i++)
		standings[i].visitors = 0;
	for (uint32_t i = 0; i < view->identified_count; i++) {
		uint32_t counter = tally->counter_of_group[view->identities[i]];
		if (counter == 0)
			continue;
		standings[counter - 1].visitors++;
		standings[counter - 1].text = view->identity_texts[i];
	}
}

static struct standing *
standings_make(const struct finishing *finishing, const struct tally *tally)
{
	uint32_t count = tally->counter_count;
	struct standing *standings = malloc(((size_t)count + 1) * sizeof(*standings));
	if (standings == NULL)
		return NULL;
	for (uint32_t i = 0; i < count; i++)
		standings[i] =
			(struct standing){ .counter = i, .visitors = finishing->visitors[i] };
	if (tally->asked.by == BY_IDENTITY)
		standings_of_identities(tally, standings);
	qsort(standings, count, sizeof(*standings), compare_standings);
	return standings;
}

static uint32_t
group_of(const struct digest *digest, const struct tally *tally, uint32_t counter)
{
	return digest->key.by.by == BY_TIME ? (uint32_t)tally->asked.unit_starts[counter]
					    : tally->group_of_counter[counter];
}

/* The groups in their order, how many visitors they have, and which they are. */
static bool
groups_set(struct digest *digest, const struct tally *tally, const struct standing *standings,
	   struct finishing *finishing)
{
	uint32_t count = digest->group_count = tally->counter_count, levels = 0;
	for (uint32_t i = 0; i < count; i++)
		levels += i == 0 || standings[i].visitors != standings[i - 1].visitors;
	digest->groups = malloc(((size_t)count + 1) * sizeof(*digest->groups));
	digest->levels = malloc(((size_t)levels + 1) * sizeof(*digest->levels));
	if (digest->groups == NULL || digest->levels == NULL)
		return false;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t group = group_of(digest, tally, standings[i].counter);
		digest->groups[i] = group;
		finishing->places[standings[i].counter] = i;
		if (group >= digest->group_limit)
			digest->group_limit = group + 1;
		if (i == 0 || standings[i].visitors != standings[i - 1].visitors)
			digest->level_count++;
		digest->levels[digest->level_count - 1] =
			(struct digest_level){ standings[i].visitors, i + 1 };
	}
	return true;
}

static bool
has_set(struct digest *digest)
{
	if (digest->key.by.by == BY_TIME)
		return true;
	digest->has.words = calloc(digest->group_limit / 64 + 1, sizeof(uint64_t));
	if (digest->has.words == NULL)
		return false;
	digest->has.count = digest->group_limit;
	for (uint32_t i = 0; i < digest->group_count; i++)
		bits_add(&digest->has, digest->groups[i]);
	return true;
}

static bool
groups_order(struct digest *digest, const struct tally *tally, struct finishing *finishing)
{
	for (uint32_t i = 0; i < digest->chunk_count; i++) {
		const unsigned char *at = digest->chunks[i].bytes;
		uint32_t counter = UINT32_MAX;
		struct group_sums sums;
		while (sums_unpack(&at, &sums)) {
			counter += (uint32_t)sums.distance;
			finishing->visitors[counter] += sums.visitors;
		}
	}
	struct standing *standings = standings_make(finishing, tally);
	bool fits = standings != NULL && groups_set(digest, tally, standings, finishing) &&
		    has_set(digest);
	free(standings);
	digest->identified_count = tally->view->identified_count;
	return fits;
}

/* ---- finishing ---- */

static bool
finishing_start(struct finishing *finishing, const struct digest *digest, const struct tally *tally)
{
	*finishing = (struct finishing){
		.comings = calloc((size_t)digest->chunk_count + 1, sizeof(*finishing->comings)),
		.visitors = calloc((size_t)tally->counter_count + 1, sizeof(*finishing->visitors)),
		.places = calloc((size_t)tally->counter_count + 1, sizeof(*finishing->places)),
	};
	return finishing->comings != NULL && finishing->visitors != NULL &&
	       finishing->places != NULL;
}

static void
finishing_end(struct finishing *finishing, uint32_t chunk_count)
{
	for (uint32_t i = 0; finishing->comings != NULL && i < chunk_count; i++)
		free(finishing->comings[i].all);
	free(finishing->comings);
	free(finishing->visitors);
	free(finishing->places);
	free(finishing->sorted);
	free(finishing->starts);
}

bool
digest_finish(struct digest *digest, struct tally *tally)
{
	struct finishing finishing;
	bool fits = finishing_start(&finishing, digest, tally) &&
		    pairs_each_chunk(tally->pairs, coming_note, &finishing) &&
		    groups_order(digest, tally, &finishing);
	for (uint32_t i = 0; fits && i < digest->chunk_count; i++) {
		fits = chunk_pack(&finishing, digest, i);
		free(finishing.comings[i].all);
		finishing.comings[i].all = NULL;
	}
	finishing_end(&finishing, digest->chunk_count);
	return fits;
}
