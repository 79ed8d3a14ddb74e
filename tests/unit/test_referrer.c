/*
 * Tests of the list of sources.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "referrer.h"
#include "unit.h"

static struct sources *
shipped(void)
{
	char error[300] = "";
	struct sources *sources =
		sources_load(SOURCE_DIR "/data/sources.tsv", error, sizeof(error));
	CU_ASSERT_STRING_EQUAL(error[0] == '\0' || sources != NULL ? "" : error, "");
	CU_ASSERT_PTR_NOT_NULL_FATAL(sources);
	return sources;
}

struct sample {
	const char *asked;
	const char *name;
	enum source_kind kind;
};

static void
names_hosts(void)
{
	static const struct sample samples[] = {
		{ "", "", SOURCE_OTHER },
		{ "www.google.com", "Google", SOURCE_SEARCH },
		{ "google.fr", "Google", SOURCE_SEARCH },
		{ "www.google.co.uk", "Google", SOURCE_SEARCH },
		{ "google.com.br", "Google", SOURCE_SEARCH },
		{ "google.cat", "Google", SOURCE_SEARCH },
		{ "google.example.com", "google.example.com", SOURCE_OTHER },
		{ "google.github.io", "google.github.io", SOURCE_OTHER },
		{ "notgoogle.com", "notgoogle.com", SOURCE_OTHER },
		{ "google", "google", SOURCE_OTHER }, /* a machine of that name */
		{ "mail.google.com", "Gmail", SOURCE_EMAIL },
		{ "gemini.google.com", "Gemini", SOURCE_ASSISTANT },
		{ "news.google.com", "Google News", SOURCE_OTHER },
		{ "accounts.google.com", "Google Accounts", SOURCE_OTHER },
		{ "docs.google.com", "Google Workspace", SOURCE_OTHER },
		{ "scholar.google.com", "Google", SOURCE_SEARCH },
		{ "aws.amazon.com", "AWS", SOURCE_OTHER },
		{ "abc-def.cdn.ampproject.org", "Google", SOURCE_SEARCH },
		{ "shopping.google.com", "Google Shopping", SOURCE_SHOPPING },
		{ "com.google.android.gm", "Gmail", SOURCE_EMAIL },
		{ "com.google.android.googlequicksearchbox", "Google", SOURCE_SEARCH },
		{ "t.co", "X (Twitter)", SOURCE_SOCIAL },
		{ "microsoft.com", "microsoft.com", SOURCE_OTHER }, /* contains "t.co" */
		{ "reddit.community.example", "reddit.community.example", SOURCE_OTHER },
		{ "l.facebook.com", "Facebook", SOURCE_SOCIAL },
		{ "m.facebook.com", "Facebook", SOURCE_SOCIAL },
		{ "out.reddit.com", "Reddit", SOURCE_SOCIAL },
		{ "chatgpt.com", "ChatGPT", SOURCE_ASSISTANT },
		{ "www.perplexity.ai", "Perplexity", SOURCE_ASSISTANT },
		{ "m.youtube.com", "YouTube", SOURCE_VIDEO },
		{ "www.amazon.co.jp", "Amazon", SOURCE_SHOPPING },
		{ "www.amazonaws.com", "amazonaws.com", SOURCE_OTHER },
		{ "www.example.com", "example.com", SOURCE_OTHER },
		{ "www.youtube.com.", "youtube.com.", SOURCE_OTHER },
		{ ".", ".", SOURCE_OTHER },
		{ "..", "..", SOURCE_OTHER },
		{ "[2001:db8::1]", "[2001:db8::1]", SOURCE_OTHER },
	};
	struct sources *sources = shipped();
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		CU_ASSERT_STRING_EQUAL(referrer_source(sources, samples[i].asked), samples[i].name);
		CU_ASSERT_EQUAL(referrer_kind(sources, samples[i].asked), samples[i].kind);
	}
	sources_free(sources);
}

static void
knows_the_kind_of_campaign_sources(void)
{
	static const struct {
		const char *utm_source;
		enum source_kind kind;
	} samples[] = {
		{ "google", SOURCE_SEARCH },
		{ "Google", SOURCE_SEARCH },
		{ "FB", SOURCE_SOCIAL },
		{ "ig", SOURCE_SOCIAL },
		{ "chatgpt.com", SOURCE_ASSISTANT },
		{ "News.YCombinator.com", SOURCE_SOCIAL },
		{ "newsletter", SOURCE_EMAIL },
		{ "spring_sale", SOURCE_OTHER },
		{ "facebookish", SOURCE_OTHER },
		{ "", SOURCE_OTHER },
	};
	struct sources *sources = shipped();
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++)
		CU_ASSERT_EQUAL(referrer_kind_of_utm(sources, samples[i].utm_source),
				samples[i].kind);
	sources_free(sources);
}

static void
takes_long_texts_for_unknown(void)
{
	struct sources *sources = shipped();
	char text[2000];
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = i % 2 == 0 ? 'a' : '.';
	text[sizeof(text) - 1] = '\0';
	CU_ASSERT_EQUAL(referrer_kind(sources, text), SOURCE_OTHER);
	CU_ASSERT_EQUAL(referrer_kind_of_utm(sources, text), SOURCE_OTHER);
	sources_free(sources);
}

/* Loads a file with that text; the answer is the reason of the failure, "" for none. */
static const char *
problem_of(const char *text)
{
	static char error[300];
	char path[] = "/tmp/test_referrer_XXXXXX";
	int fd = mkstemp(path);
	CU_ASSERT_FATAL(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text));
	close(fd);
	struct sources *sources = sources_load(path, error, sizeof(error));
	unlink(path);
	if (sources != NULL)
		error[0] = '\0';
	sources_free(sources);
	return error;
}

static void
says_what_is_wrong_with_a_file(void)
{
	CU_ASSERT_STRING_EQUAL(problem_of("A\tsearch\ta.example\n"), "");
	CU_ASSERT_STRING_EQUAL(problem_of("# c\n\nA\tsearch\ta.example  b.example\r\n"), "");
	CU_ASSERT_PTR_NOT_NULL(
		strstr(problem_of("# c\nA\tsearching\ta.example\n"), ":2: unknown kind"));
	CU_ASSERT_PTR_NOT_NULL(strstr(problem_of("A search a.example\n"), ":1: not name"));
	CU_ASSERT_PTR_NOT_NULL(
		strstr(problem_of("A\tsearch\ta.example\nB\tsocial\ta.example\n"), ":2: a domain"));
	CU_ASSERT_PTR_NOT_NULL(strstr(problem_of("# nothing\n"), "no sources"));
	char error[300];
	CU_ASSERT_PTR_NULL(sources_load("/nonexistent.tsv", error, sizeof(error)));
	CU_ASSERT_PTR_NOT_NULL(strstr(error, "/nonexistent.tsv"));
}

static const struct unit_test tests[] = {
	TEST(names_hosts),
	TEST(knows_the_kind_of_campaign_sources),
	TEST(takes_long_texts_for_unknown),
	TEST(says_what_is_wrong_with_a_file),
};

UNIT_MAIN("referrer", tests)
