/*
 * Tests of the ordered list of expressions.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "patterns.h"
#include "unit.h"

#define CEILING (16 * 1024 * 1024)

static const char *const regexes[] = {
	"^(Fire|Ice)(fox)/(\\d+)", /* 0 */
	"fox",                     /* 1 */
	"\\d{3}",                  /* 2: no literal */
	"(a)|(b)(c)",              /* 3 */
	"FOX",                     /* 4: without regard to case */
	"(x+x+)+[yw]",             /* 5: exponential */
};

static struct patterns *
made(struct arena *arena)
{
	char error[200];
	struct patterns *patterns = patterns_new(arena);
	CU_ASSERT_PTR_NOT_NULL_FATAL(patterns);
	for (size_t i = 0; i < sizeof(regexes) / sizeof(regexes[0]); i++)
		CU_ASSERT_TRUE(patterns_add(patterns, regexes[i], i == 4, error, sizeof(error)));
	CU_ASSERT_EQUAL(patterns_count(patterns), sizeof(regexes) / sizeof(regexes[0]));
	CU_ASSERT_TRUE_FATAL(patterns_compile(patterns));
	return patterns;
}

struct sample {
	const char *text;
	size_t first;
	size_t end;
	int index;
};

static const struct sample samples[] = {
	{ "Firefox/143", 0, 6, 0 },  { "Firefox/143", 1, 6, 1 },
	{ "Firefox/143", 2, 6, 2 },  { "Firefox/143", 4, 6, 4 },
	{ "Firefox/143", 5, 6, -1 }, { "Firefox/143", 1, 1, -1 },
	{ "firefox/143", 0, 6, 1 }, /* case counts for 0 */
	{ "FIREFOX/143", 0, 2, -1 }, { "FIREFOX", 0, 6, 4 },
	{ "12", 0, 6, -1 },          { "", 0, 6, -1 },
};

static void
check(const struct patterns *patterns)
{
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		struct patterns_text text;
		patterns_text_set(patterns, samples[i].text, strlen(samples[i].text), &text);
		CU_ASSERT_EQUAL(patterns_first(&text, samples[i].first, samples[i].end, NULL),
				samples[i].index);
	}
}

static void
the_first_that_matches_is_found(void)
{
	struct arena *arena = arena_new(CEILING);
	struct patterns *patterns = made(arena);
	check(patterns);
	patterns_hasten(patterns, "Firefox/143 abc");
	check(patterns);
	patterns_free(patterns);
	arena_free(arena);
}

static bool
group_is(const struct pattern_group *group, const char *text)
{
	if (text == NULL)
		return group->start == NULL && group->len == 0;
	return group->start != NULL && group->len == strlen(text) &&
	       memcmp(group->start, text, group->len) == 0;
}

static void
groups_are_parts_of_the_text(void)
{
	struct arena *arena = arena_new(CEILING);
	struct patterns *patterns = made(arena);
	struct patterns_text text;
	struct pattern_group groups[PATTERN_GROUPS_MAX];
	patterns_text_set(patterns, "Icefox/7x", 9, &text);
	CU_ASSERT_EQUAL(patterns_first(&text, 0, 6, groups), 0);
	CU_ASSERT_TRUE(group_is(&groups[0], "Ice") && group_is(&groups[1], "fox") &&
		       group_is(&groups[2], "7"));
	patterns_text_set(patterns, "bc", 2, &text);
	CU_ASSERT_EQUAL(patterns_first(&text, 0, 6, groups), 3);
	CU_ASSERT_TRUE(group_is(&groups[0], NULL) && group_is(&groups[1], "b") &&
		       group_is(&groups[2], "c"));
	patterns_text_set(patterns, "fox", 3, &text);
	CU_ASSERT_EQUAL(patterns_first(&text, 0, 6, groups), 1);
	CU_ASSERT_TRUE(group_is(&groups[0], NULL) && group_is(&groups[1], NULL) &&
		       group_is(&groups[2], NULL));
	patterns_free(patterns);
	arena_free(arena);
}

static void
gives_up_on_endless_matches(void)
{
	struct arena *arena = arena_new(CEILING);
	struct patterns *patterns = made(arena);
	struct patterns_text text;
	char bad[4000];
	memset(bad, 'x', sizeof(bad));
	for (int hastened = 0; hastened < 2; hastened++) {
		patterns_text_set(patterns, bad, sizeof(bad), &text);
		CU_ASSERT_EQUAL(patterns_first(&text, 0, 6, NULL), -1);
		patterns_hasten(patterns, "xx y");
	}
	patterns_free(patterns);
	arena_free(arena);
}

static void
machine_code_finds_the_same(void)
{
	struct arena *arena = arena_new(CEILING);
	struct patterns *patterns = patterns_new(arena);
	struct patterns_text text;
	char error[200];
	char subject[100];
	memset(subject, 'a', sizeof(subject));
	subject[sizeof(subject) - 1] = 'z';
	CU_ASSERT_TRUE(patterns_add(patterns, "^(?:(a)|(b))*z$", false, error, sizeof(error)));
	CU_ASSERT_TRUE(patterns_compile(patterns));
	for (int hastened = 0; hastened < 2; hastened++) {
		patterns_text_set(patterns, subject, sizeof(subject), &text);
		CU_ASSERT_EQUAL(patterns_first(&text, 0, 1, NULL), 0);
		patterns_hasten(patterns, "z");
	}
	patterns_free(patterns);
	arena_free(arena);
}

static void
says_which_expression_is_wrong(void)
{
	struct arena *arena = arena_new(CEILING);
	struct patterns *patterns = patterns_new(arena);
	char error[200] = "";
	CU_ASSERT_FALSE(patterns_add(patterns, "(unclosed", false, error, sizeof(error)));
	CU_ASSERT_PTR_NOT_NULL(strstr(error, "(unclosed"));
	CU_ASSERT_EQUAL(patterns_count(patterns), 0);
	bool added = true;
	for (int i = 0; i < PATTERNS_MAX; i++)
		added = added && patterns_add(patterns, "abc", false, error, sizeof(error));
	CU_ASSERT_TRUE(added);
	CU_ASSERT_FALSE(patterns_add(patterns, "abc", false, error, sizeof(error)));
	patterns_free(patterns);
	arena_free(arena);
}

static const struct unit_test tests[] = {
	TEST(the_first_that_matches_is_found), TEST(groups_are_parts_of_the_text),
	TEST(gives_up_on_endless_matches),     TEST(machine_code_finds_the_same),
	TEST(says_which_expression_is_wrong),
};

UNIT_MAIN("patterns", tests)
