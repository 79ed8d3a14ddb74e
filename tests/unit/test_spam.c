/*
 * Tests of the list of spam referrers.
 * SPDX-License-Identifier: MIT
 */
#include "spam.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "referrer.h"
#include "unit.h"

static void
a_domain_is_compared_on_the_borders_of_its_labels(void)
{
	static const struct {
		const char *host;
		bool listed;
	} samples[] = {
		{ "semalt.com", true },
		{ "www.semalt.com", true },
		{ "a.b.semalt.com", true },
		{ "notsemalt.com", false },
		{ "semalt.com.example", false },
		{ "com", false },
		{ "semalt", false },
		{ "", false },
		{ ".", false },
		{ "example.org", false },
		{ "google.com", false },
		{ "buttons-for-website.com", true },
		{ "x.darodar.com", true },
		{ "semalt.com.", false },
	};
	char error[300];
	struct spam_referrers *list =
		spam_referrers_load(SOURCE_DIR "/data/spam-referrers.txt", error, sizeof(error));
	CU_ASSERT_PTR_NOT_NULL_FATAL(list);
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
		CU_ASSERT_EQUAL(spam_referrers_contain(list, samples[i].host), samples[i].listed);
	spam_referrers_free(list);
}

/* A line too many would take away honest visits. */
static void
no_known_source_of_visitors_is_on_the_list(void)
{
	char error[300], line[300];
	struct sources *sources =
		sources_load(SOURCE_DIR "/data/sources.tsv", error, sizeof(error));
	FILE *file = fopen(SOURCE_DIR "/data/spam-referrers.txt", "r");
	CU_ASSERT_PTR_NOT_NULL_FATAL(sources);
	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	int domains = 0;
	while (fgets(line, sizeof(line), file) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '#' || line[0] == '\0')
			continue;
		domains++;
		CU_ASSERT_EQUAL(referrer_kind(sources, line), SOURCE_OTHER);
		CU_ASSERT_STRING_EQUAL(referrer_source(sources, line), line);
	}
	CU_ASSERT_TRUE(domains > 100);
	fclose(file);
	sources_free(sources);
}

static void
says_which_line_is_wrong(void)
{
	static const struct {
		const char *text;
		const char *problem;
	} samples[] = {
		{ "# nothing\n\n", ":3: no domains" },
		{ "a.example\nB.example\n", ":2: not a domain in lower case" },
		{ "a.example\nb.example # why\n", ":2: not a domain in lower case" },
		{ "localhost\n", ":1: not a domain in lower case" },
	};
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		char path[] = "/tmp/test_spam_XXXXXX", error[300] = "";
		int fd = mkstemp(path);
		FILE *file = fdopen(fd, "w");
		fputs(samples[i].text, file);
		fclose(file);
		CU_ASSERT_PTR_NULL(spam_referrers_load(path, error, sizeof(error)));
		CU_ASSERT_PTR_NOT_NULL(strstr(error, samples[i].problem));
		unlink(path);
	}
	char error[300];
	CU_ASSERT_PTR_NULL(spam_referrers_load("/nowhere/list.txt", error, sizeof(error)));
	CU_ASSERT_PTR_NOT_NULL(strstr(error, "/nowhere/list.txt"));
}

static const struct unit_test tests[] = {
	TEST(a_domain_is_compared_on_the_borders_of_its_labels),
	TEST(no_known_source_of_visitors_is_on_the_list),
	TEST(says_which_line_is_wrong),
};

UNIT_MAIN("spam", tests)
