/*
 * Expressions are PCRE2's, over bytes. Nothing is allocated while matching: PCRE2 takes what it
 * needs from a buffer on the stack, and gives up (no match) on a text that asks for more, or for
 * too many steps.
 *
 * Machine code for all of uap-core would take 12 MB and 13 ms at start, so it is made only for the
 * expressions that common user agents cause to be tried: most of the gain (12 to 40 µs become 3 to
 * 5) for a tenth of the cost.
 * SPDX-License-Identifier: MIT
 */
#include "patterns.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdalign.h>
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "literals.h"
#include "trie.h"

#define LITERAL_MIN  2
#define STEPS_MAX    20000
#define SCRATCH_SIZE (192 * 1024)
#define SUBJECT_MAX  4096

struct patterns {
	struct arena *arena;
	pcre2_general_context *memory; /* PCRE2 allocates from the arena */
	struct trie *trie;
	size_t count;
	pcre2_code *codes[PATTERNS_MAX];
	bool hastened[PATTERNS_MAX];        /* compiled to machine code */
	uint64_t always[PATTERNS_MAX / 64]; /* those without a literal */
	struct literals literals;           /* scratch of patterns_add() */
};

/* What PCRE2 allocates while it matches. Freed all at once. */
struct scratch {
	size_t used;
	alignas(max_align_t) unsigned char bytes[SCRATCH_SIZE];
};

static void *
arena_take(PCRE2_SIZE size, void *arena)
{
	return arena_alloc(arena, size);
}

static void *
scratch_take(PCRE2_SIZE size, void *context)
{
	struct scratch *scratch = context;
	size_t rounded = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	if (rounded > SCRATCH_SIZE - scratch->used)
		return NULL;
	void *at = scratch->bytes + scratch->used;
	scratch->used += rounded;
	return at;
}

static void
nothing_freed(void *memory, void *context)
{
	(void)memory;
	(void)context;
}

struct patterns *
patterns_new(struct arena *arena)
{
	struct patterns *patterns = arena_alloc(arena, sizeof(*patterns));
	if (patterns == NULL)
		return NULL;
	patterns->arena = arena;
	patterns->memory = pcre2_general_context_create(arena_take, nothing_freed, arena);
	patterns->trie = trie_new(arena);
	return patterns->memory != NULL && patterns->trie != NULL ? patterns : NULL;
}

static pcre2_code *
code_compile(struct patterns *patterns, const char *regex, bool ignore_case, char *error,
	     size_t error_size)
{
	int code;
	PCRE2_SIZE offset;
	PCRE2_UCHAR reason[128];
	pcre2_compile_context *context = pcre2_compile_context_create(patterns->memory);
	pcre2_code *compiled = NULL;
	if (context != NULL)
		compiled = pcre2_compile((PCRE2_SPTR)regex, PCRE2_ZERO_TERMINATED,
					 ignore_case ? PCRE2_CASELESS : 0, &code, &offset, context);
	else
		code = PCRE2_ERROR_NOMEMORY;
	if (compiled == NULL) {
		pcre2_get_error_message(code, reason, sizeof(reason));
		snprintf(error, error_size, "%s: %s", (const char *)reason, regex);
	}
	return compiled;
}

bool
patterns_add(struct patterns *patterns, const char *regex, bool ignore_case, char *error,
	     size_t error_size)
{
	size_t index = patterns->count;
	if (index == PATTERNS_MAX) {
		snprintf(error, error_size, "more than %d expressions", PATTERNS_MAX);
		return false;
	}
	patterns->codes[index] = code_compile(patterns, regex, ignore_case, error, error_size);
	if (patterns->codes[index] == NULL)
		return false;
	const struct literals *literals = &patterns->literals;
	if (!literals_of(regex, LITERAL_MIN, &patterns->literals))
		patterns->always[index / 64] |= UINT64_C(1) << index % 64;
	for (size_t i = 0; i < literals->count; i++) {
		struct literal item = literals->items[i];
		if (!trie_add(patterns->trie, literals->text + item.start, item.len,
			      (unsigned)index)) {
			snprintf(error, error_size, "out of memory");
			return false;
		}
	}
	patterns->count++;
	return true;
}

size_t
patterns_count(const struct patterns *patterns)
{
	return patterns->count;
}

bool
patterns_compile(struct patterns *patterns)
{
	return trie_compile(patterns->trie);
}

void
patterns_hasten(struct patterns *patterns, const char *text)
{
	struct patterns_text like;
	patterns_text_set(patterns, text, strlen(text), &like);
	for (size_t i = 0; i < patterns->count; i++) {
		bool wanted = like.candidates[i / 64] >> i % 64 & 1;
		if (wanted && !patterns->hastened[i])
			patterns->hastened[i] =
				pcre2_jit_compile(patterns->codes[i], PCRE2_JIT_COMPLETE) == 0;
	}
}

void
patterns_free(struct patterns *patterns)
{
	for (size_t i = 0; patterns != NULL && i < patterns->count; i++)
		pcre2_code_free(patterns->codes[i]);
}

void
patterns_text_set(const struct patterns *patterns, const char *text, size_t len,
		  struct patterns_text *out)
{
	out->patterns = patterns;
	out->text = text;
	out->len = len < SUBJECT_MAX ? len : SUBJECT_MAX;
	memcpy(out->candidates, patterns->always, sizeof(out->candidates));
	trie_scan(patterns->trie, text, out->len, out->candidates);
}

static void
groups_read(pcre2_match_data *match, int count, const char *text, struct pattern_group *groups)
{
	const PCRE2_SIZE *offsets = pcre2_get_ovector_pointer(match);
	for (int i = 0; i < PATTERN_GROUPS_MAX; i++) {
		PCRE2_SIZE start = i + 1 < count ? offsets[2 * (i + 1)] : PCRE2_UNSET;
		groups[i] = (struct pattern_group){ NULL, 0 };
		if (start != PCRE2_UNSET)
			groups[i] = (struct pattern_group){ text + start,
							    offsets[2 * (i + 1) + 1] - start };
	}
}

/* The candidates from `first` up to `end` in order. */
static int
candidate_next(const struct patterns_text *text, size_t first, size_t end)
{
	for (size_t word = first / 64; word * 64 < end; word++) {
		uint64_t bits = text->candidates[word];
		if (word == first / 64)
			bits &= ~UINT64_C(0) << first % 64;
		if (bits != 0) {
			size_t index = word * 64 + (size_t)__builtin_ctzll(bits);
			return index < end ? (int)index : -1;
		}
	}
	return -1;
}

int
patterns_first(const struct patterns_text *text, size_t first, size_t end,
	       struct pattern_group groups[PATTERN_GROUPS_MAX])
{
	struct scratch scratch;
	scratch.used = 0;
	pcre2_general_context *memory =
		pcre2_general_context_create(scratch_take, nothing_freed, &scratch);
	pcre2_match_context *limits = pcre2_match_context_create(memory);
	pcre2_match_data *match = pcre2_match_data_create(PATTERN_GROUPS_MAX + 1, memory);
	pcre2_set_match_limit(limits, STEPS_MAX);
	for (int at; (at = candidate_next(text, first, end)) >= 0; first = (size_t)at + 1) {
		const pcre2_code *code = text->patterns->codes[at];
		int count =
			pcre2_match(code, (PCRE2_SPTR)text->text, text->len, 0, 0, match, limits);
		if (count < 0)
			continue;
		if (groups != NULL)
			groups_read(match, count == 0 ? PATTERN_GROUPS_MAX + 1 : count, text->text,
				    groups);
		return at;
	}
	return -1;
}
