/*
 * Tests of reading regexes.yaml.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "uap.h"
#include "unit.h"

#define RULES_MAX 8
#define CEILING   (4 * 1024 * 1024)

struct taken {
	size_t count;
	size_t refuse_at; /* the rule that is refused; RULES_MAX: none */
	struct uap_rule rules[RULES_MAX];
};

static bool
take(void *context, const struct uap_rule *rule, char *error, size_t error_size)
{
	struct taken *taken = context;
	if (taken->count == taken->refuse_at) {
		snprintf(error, error_size, "not this one");
		return false;
	}
	if (taken->count < RULES_MAX)
		taken->rules[taken->count] = *rule;
	taken->count++;
	return true;
}

/* Reads a file with that text. */
static bool
read_text(const char *text, struct arena *arena, struct taken *taken, char *error,
	  size_t error_size)
{
	char path[] = "/tmp/test_uap_XXXXXX";
	int fd = mkstemp(path);
	CU_ASSERT_FATAL(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text));
	close(fd);
	taken->count = 0;
	bool done = uap_read(path, arena, take, taken, error, error_size);
	unlink(path);
	return done;
}

static const char sample[] = "user_agent_parsers:\n"
			     "  # a comment\n"
			     "  - regex: '(It''s)/(\\d+)'\n"
			     "    family_replacement: 'Its $1'\n"
			     "    v1_replacement: '7'\n"
			     "  - regex: \"plain\"\n"
			     "os_parsers:\n"
			     "  - regex: 'Windows'\n"
			     "    os_replacement: 'Windows'\n"
			     "    os_v1_replacement: '10'\n"
			     "    os_v2_replacement: '1'\n"
			     "    family_replacement: 'of no meaning here'\n"
			     "unknown_parsers:\n"
			     "  - regex: 'not read'\n"
			     "  - nested: { regex: 'neither' }\n"
			     "device_parsers:\n"
			     "  - regex: 'bot'\n"
			     "    regex_flag: 'i'\n"
			     "    device_replacement: 'Spider'\n"
			     "  - device_replacement: 'without an expression'\n";

static void
reads_each_section_in_order(void)
{
	struct arena *arena = arena_new(CEILING);
	struct taken taken = { .refuse_at = RULES_MAX };
	char error[200];
	CU_ASSERT_TRUE(read_text(sample, arena, &taken, error, sizeof(error)));
	CU_ASSERT_EQUAL_FATAL(taken.count, 4);
	CU_ASSERT_EQUAL(taken.rules[0].section, UAP_BROWSER);
	CU_ASSERT_STRING_EQUAL(taken.rules[0].regex, "(It's)/(\\d+)");
	CU_ASSERT_STRING_EQUAL(taken.rules[0].replacement, "Its $1");
	CU_ASSERT_PTR_NULL(taken.rules[0].flag);
	CU_ASSERT_STRING_EQUAL(taken.rules[1].regex, "plain");
	CU_ASSERT_PTR_NULL(taken.rules[1].replacement);
	CU_ASSERT_EQUAL(taken.rules[2].section, UAP_OS);
	CU_ASSERT_STRING_EQUAL(taken.rules[2].replacement, "Windows");
	CU_ASSERT_STRING_EQUAL(taken.rules[2].major, "10");
	CU_ASSERT_STRING_EQUAL(taken.rules[2].minor, "1");
	CU_ASSERT_EQUAL(taken.rules[3].section, UAP_DEVICE);
	CU_ASSERT_STRING_EQUAL(taken.rules[3].flag, "i");
	CU_ASSERT_STRING_EQUAL(taken.rules[3].replacement, "Spider");
	CU_ASSERT_PTR_NULL(taken.rules[3].major);
	arena_free(arena);
}

static void
stops_where_a_rule_is_refused(void)
{
	struct arena *arena = arena_new(CEILING);
	struct taken taken = { .refuse_at = 1 };
	char error[200];
	CU_ASSERT_FALSE(read_text(sample, arena, &taken, error, sizeof(error)));
	CU_ASSERT_PTR_NOT_NULL(strstr(error, ": not this one"));
	CU_ASSERT_EQUAL(taken.count, 1);
	arena_free(arena);
}

static void
says_why_a_file_cannot_be_read(void)
{
	struct arena *arena = arena_new(CEILING);
	struct taken taken = { .refuse_at = RULES_MAX };
	char error[200];
	CU_ASSERT_FALSE(uap_read("/nonexistent.yaml", arena, take, &taken, error, sizeof(error)));
	CU_ASSERT_PTR_NOT_NULL(strstr(error, "/nonexistent.yaml"));
	CU_ASSERT_FALSE(read_text("a:\n  - 'unclosed\n", arena, &taken, error, sizeof(error)));
	CU_ASSERT_PTR_NOT_NULL(strstr(error, "line "));
	CU_ASSERT_TRUE(read_text("", arena, &taken, error, sizeof(error)));
	CU_ASSERT_EQUAL(taken.count, 0);
	CU_ASSERT_TRUE(read_text("[[[[{a: b}]]]]", arena, &taken, error, sizeof(error)));
	CU_ASSERT_EQUAL(taken.count, 0);
	arena_free(arena);
}

static void
reports_a_lack_of_memory(void)
{
	struct arena *arena = arena_new(16);
	struct taken taken = { .refuse_at = RULES_MAX };
	char error[200];
	CU_ASSERT_FALSE(read_text(sample, arena, &taken, error, sizeof(error)));
	CU_ASSERT_PTR_NOT_NULL(strstr(error, "out of memory"));
	arena_free(arena);
}

static const struct unit_test tests[] = {
	TEST(reads_each_section_in_order),
	TEST(stops_where_a_rule_is_refused),
	TEST(says_why_a_file_cannot_be_read),
	TEST(reports_a_lack_of_memory),
};

UNIT_MAIN("uap", tests)
