/*
 * The pass for literals never hides a match: an expression (the first line) that matches a text
 * (the rest) by PCRE2 alone is found through the list too.
 * SPDX-License-Identifier: MIT
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "arena.h"
#include "fuzz.h"
#include "patterns.h"

#define CEILING     (4 * 1024 * 1024)
#define REGEX_MAX   200
#define STEPS_MAX   2000
#define HEAP_MAX    64 /* KiB */
#define SUBJECT_MAX 400

/* 1: matches, 0: does not, -1: gives up, sooner than the list does, or cannot be compiled. */
static int
alone(const char *regex, const char *text, size_t len)
{
	int code;
	PCRE2_SIZE offset;
	pcre2_code *compiled =
		pcre2_compile((PCRE2_SPTR)regex, PCRE2_ZERO_TERMINATED, 0, &code, &offset, NULL);
	if (compiled == NULL)
		return -1;
	pcre2_match_data *match = pcre2_match_data_create(1, NULL);
	pcre2_match_context *limits = pcre2_match_context_create(NULL);
	MUST(match != NULL && limits != NULL);
	pcre2_set_match_limit(limits, STEPS_MAX);
	pcre2_set_heap_limit(limits, HEAP_MAX);
	int count = pcre2_match(compiled, (PCRE2_SPTR)text, len, 0, 0, match, limits);
	pcre2_match_context_free(limits);
	pcre2_match_data_free(match);
	pcre2_code_free(compiled);
	return count >= 0 ? 1 : count == PCRE2_ERROR_NOMATCH ? 0 : -1;
}

static int
by_list(const char *regex, const char *text, size_t len)
{
	char error[300];
	struct patterns_text set;
	struct arena *arena = arena_new(CEILING);
	struct patterns *patterns = patterns_new(arena);
	MUST(patterns != NULL);
	int index = -2;
	if (patterns_add(patterns, regex, false, error, sizeof(error))) {
		MUST(patterns_compile(patterns));
		patterns_text_set(patterns, text, len, &set);
		index = patterns_first(&set, 0, 1, NULL);
	}
	patterns_free(patterns);
	arena_free(arena);
	return index;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *end = memchr(data, '\n', size);
	if (end == NULL || end - data > REGEX_MAX || size > REGEX_MAX + SUBJECT_MAX)
		return 0;
	char *regex = fuzz_text(data, (size_t)(end - data));
	char *text = fuzz_text(end + 1, size - (size_t)(end - data) - 1);
	size_t len = size - (size_t)(end - data) - 1;
	int matches = alone(regex, text, len);
	int index = by_list(regex, text, len);
	MUST(matches != 1 || index == 0);
	MUST(matches != 0 || index == -1);
	free(regex);
	free(text);
	return 0;
}
