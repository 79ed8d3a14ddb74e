/*
 * A few dozen conditions; the one that was not asked for longest makes room.
 * SPDX-License-Identifier: MIT
 */
#include "text_sets.h"

#include <stdlib.h>
#include <string.h>

enum { SETS_MAX = 32 };

struct text_set {
	char *condition; /* NULL: none */
	unsigned long long used;
	struct bits known;
	struct bits matching;
};

struct text_sets {
	struct text_set sets[SETS_MAX];
	unsigned long long uses;
};

struct text_sets *
text_sets_new(void)
{
	return calloc(1, sizeof(struct text_sets));
}

static void
set_clear(struct text_set *set)
{
	free(set->condition);
	free(set->known.words);
	free(set->matching.words);
	*set = (struct text_set){ 0 };
}

void
text_sets_free(struct text_sets *sets)
{
	for (int i = 0; sets != NULL && i < SETS_MAX; i++)
		set_clear(&sets->sets[i]);
	free(sets);
}

size_t
text_sets_bytes(const struct text_sets *sets)
{
	size_t bytes = sizeof(*sets);
	for (int i = 0; i < SETS_MAX; i++)
		bytes += (sets->sets[i].known.count + sets->sets[i].matching.count) / 8;
	return bytes;
}

static struct text_set *
find(struct text_sets *sets, const char *condition)
{
	for (int i = 0; i < SETS_MAX; i++)
		if (sets->sets[i].condition != NULL &&
		    strcmp(sets->sets[i].condition, condition) == 0)
			return &sets->sets[i];
	return NULL;
}

/* The words of a set that may be smaller. */
static uint64_t
word_at(const struct bits *bits, size_t i)
{
	return i * 64 < bits->count ? bits->words[i] : 0;
}

bool
text_sets_find(struct text_sets *sets, const char *condition, const struct bits *wanted,
	       struct bits *matching, struct bits *unknown)
{
	static const struct text_set nothing;
	const struct text_set *set = &nothing;
	struct text_set *found = find(sets, condition);
	uint64_t any = 0;
	if (found != NULL) {
		found->used = ++sets->uses;
		set = found;
	}
	for (size_t i = 0; i <= wanted->count / 64; i++) {
		uint64_t known = word_at(&set->known, i);
		matching->words[i] |= wanted->words[i] & word_at(&set->matching, i);
		unknown->words[i] |= wanted->words[i] & ~known;
		any |= wanted->words[i] & ~known;
	}
	return any != 0;
}

/* Room for `count`; a multiple of 64, so that words are whole. */
static bool
grow(struct bits *bits, size_t count)
{
	size_t size = (count / 64 + 1) * 64;
	if (size <= bits->count)
		return true;
	uint64_t *words = realloc(bits->words, size / 8);
	if (words == NULL)
		return false;
	memset(words + bits->count / 64, 0, (size - bits->count) / 8);
	*bits = (struct bits){ words, size };
	return true;
}

static struct text_set *
begin(struct text_sets *sets, const char *condition)
{
	struct text_set *oldest = &sets->sets[0];
	for (int i = 1; i < SETS_MAX; i++)
		if (sets->sets[i].used < oldest->used)
			oldest = &sets->sets[i];
	set_clear(oldest);
	oldest->condition = strdup(condition);
	return oldest->condition == NULL ? NULL : oldest;
}

void
text_sets_note(struct text_sets *sets, const char *condition, const struct bits *asked,
	       const struct bits *matching)
{
	struct text_set *set = find(sets, condition);
	if (set == NULL)
		set = begin(sets, condition);
	if (set == NULL)
		return;
	set->used = ++sets->uses;
	if (!grow(&set->known, asked->count) || !grow(&set->matching, asked->count)) {
		set_clear(set);
		return;
	}
	for (size_t i = 0; i <= asked->count / 64; i++) {
		set->known.words[i] |= asked->words[i];
		set->matching.words[i] |= asked->words[i] & matching->words[i];
	}
}
