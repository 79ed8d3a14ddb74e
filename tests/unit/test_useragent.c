/*
 * Tests of classifying user agents: our own table of current ones, and the tests that uap-core
 * ships beside its data.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <yaml.h>

#include "unit.h"
#include "useragent.h"

#define UAP_DIR    "/usr/share/uap-core"
#define BOTS_FILE  SOURCE_DIR "/data/bots.txt"
#define LINE_SIZE  4096
#define VALUE_SIZE 2048

static struct useragents *
loaded(void)
{
	char error[600] = "";
	struct useragents *useragents =
		useragents_load(UAP_DIR "/regexes.yaml", BOTS_FILE, error, sizeof(error));
	if (useragents == NULL)
		fprintf(stderr, "%s\n", error);
	CU_ASSERT_PTR_NOT_NULL_FATAL(useragents);
	return useragents;
}

static void
expect(const char *what, const char *user_agent, const char *got, const char *wanted)
{
	if (strcmp(got, wanted) != 0)
		fprintf(stderr, "%s: got \"%s\", wanted \"%s\": %s\n", what, got, wanted,
			user_agent);
	CU_ASSERT_STRING_EQUAL(got, wanted);
}

static void
current_user_agents_have_umamis_words(void)
{
	struct useragents *useragents = loaded();
	char line[LINE_SIZE];
	size_t count = 0;
	FILE *file = fopen(TESTS_DIR "/unit/useragents.tsv", "re");
	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	while (fgets(line, sizeof(line), file) != NULL) {
		char *rest = line;
		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '#' || line[0] == '\0')
			continue;
		const char *browser = strsep(&rest, "\t");
		const char *os = strsep(&rest, "\t");
		const char *device = strsep(&rest, "\t");
		const char *bot = strsep(&rest, "\t");
		struct useragent got;
		CU_ASSERT_PTR_NOT_NULL_FATAL(rest);
		useragent_classify(useragents, rest, NULL, &got);
		expect("browser", rest, got.browser, browser);
		expect("os", rest, got.os, os);
		expect("device", rest, got.device, device);
		expect("bot", rest, got.bot ? "bot" : "-", bot);
		count++;
	}
	fclose(file);
	CU_ASSERT(count > 80);
	useragents_free(useragents);
}

typedef void (*case_fn)(const struct useragents *, const char *user_agent, const char *family,
			const char *major, const char *minor);

struct test_case {
	char user_agent[VALUE_SIZE];
	char family[VALUE_SIZE];
	char major[VALUE_SIZE];
	char minor[VALUE_SIZE];
};

static char *
case_member(struct test_case *test, const char *key)
{
	if (strcmp(key, "user_agent_string") == 0)
		return test->user_agent;
	if (strcmp(key, "family") == 0)
		return test->family;
	if (strcmp(key, "major") == 0)
		return test->major;
	return strcmp(key, "minor") == 0 ? test->minor : NULL;
}

/* Calls `check` for every test case of one of uap-core's files; the answer is their number. */
static size_t
cases_read(const struct useragents *useragents, const char *path, case_fn check)
{
	static struct test_case test;
	yaml_parser_t parser;
	yaml_event_t event;
	size_t count = 0;
	int depth = 0;
	bool is_value = false;
	char *member = NULL;
	FILE *file = fopen(path, "re");
	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	CU_ASSERT_TRUE_FATAL(yaml_parser_initialize(&parser));
	yaml_parser_set_input_file(&parser, file);
	for (bool more = true; more;) {
		if (!yaml_parser_parse(&parser, &event))
			break;
		more = event.type != YAML_STREAM_END_EVENT;
		if (event.type == YAML_MAPPING_START_EVENT && ++depth == 2) {
			memset(&test, 0, sizeof(test));
			is_value = false;
		} else if (event.type == YAML_MAPPING_END_EVENT && depth-- == 2) {
			check(useragents, test.user_agent, test.family, test.major, test.minor);
			count++;
		} else if (event.type == YAML_SCALAR_EVENT && depth == 2) {
			const char *text = (const char *)event.data.scalar.value;
			if (is_value && member != NULL)
				snprintf(member, VALUE_SIZE, "%s", text);
			member = is_value ? NULL : case_member(&test, text);
			is_value = !is_value;
		}
		yaml_event_delete(&event);
	}
	CU_ASSERT_EQUAL(parser.error, YAML_NO_ERROR);
	yaml_parser_delete(&parser);
	fclose(file);
	return count;
}

static void
check_browser(const struct useragents *useragents, const char *user_agent, const char *family,
	      const char *major, const char *minor)
{
	char browser[USERAGENT_FAMILY_SIZE];
	char os[USERAGENT_FAMILY_SIZE];
	(void)major;
	(void)minor;
	useragent_families(useragents, user_agent, browser, os);
	expect("family", user_agent, browser[0] == '\0' ? "Other" : browser, family);
}

static void
check_os(const struct useragents *useragents, const char *user_agent, const char *family,
	 const char *major, const char *minor)
{
	char browser[USERAGENT_FAMILY_SIZE];
	char os[USERAGENT_FAMILY_SIZE];
	char wanted[3 * VALUE_SIZE];
	snprintf(wanted, sizeof(wanted), "%s", family);
	if (strcmp(family, "Windows") == 0 && major[0] != '\0')
		snprintf(wanted, sizeof(wanted), "%s %s%s%s", family, major,
			 minor[0] == '\0' ? "" : ".", minor);
	useragent_families(useragents, user_agent, browser, os);
	expect("system", user_agent, os[0] == '\0' ? "Other" : os, wanted);
}

static void
agrees_with_uap_cores_own_tests(void)
{
	struct useragents *useragents = loaded();
	CU_ASSERT(cases_read(useragents, UAP_DIR "/tests/test_ua.yaml", check_browser) > 1000);
	CU_ASSERT(cases_read(useragents, UAP_DIR "/tests/test_os.yaml", check_os) > 300);
	CU_ASSERT(cases_read(useragents, UAP_DIR "/test_resources/firefox_user_agent_strings.yaml",
			     check_browser) > 100);
	useragents_free(useragents);
}

struct screen {
	const char *screen;
	const char *device;
};

static void
the_screen_makes_a_desktop_a_laptop(void)
{
	static const char desktop[] =
		"Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0";
	static const char phone[] =
		"Mozilla/5.0 (Android 15; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0";
	static const struct screen screens[] = {
		{ "1920x1080", "laptop" },
		{ "1921x1080", "desktop" },
		{ "1366x768", "laptop" },
		{ "2560x1440", "desktop" },
		{ "1920", "laptop" },
		{ "", "desktop" },
		{ NULL, "desktop" },
		{ "x1080", "desktop" },
		{ "-1x5", "desktop" },
		{ "12ab", "desktop" },
		{ "99999999999999999999x1", "desktop" },
	};
	struct useragents *useragents = loaded();
	struct useragent got;
	for (size_t i = 0; i < sizeof(screens) / sizeof(screens[0]); i++) {
		useragent_classify(useragents, desktop, screens[i].screen, &got);
		CU_ASSERT_STRING_EQUAL(got.device, screens[i].device);
		useragent_classify(useragents, phone, screens[i].screen, &got);
		CU_ASSERT_STRING_EQUAL(got.device, "mobile");
	}
	useragents_free(useragents);
}

static void
an_empty_user_agent_is_nobody_and_no_bot(void)
{
	struct useragents *useragents = loaded();
	struct useragent got;
	useragent_classify(useragents, "", "1366x768", &got);
	CU_ASSERT_STRING_EQUAL(got.browser, "");
	CU_ASSERT_STRING_EQUAL(got.os, "");
	CU_ASSERT_STRING_EQUAL(got.device, "laptop");
	CU_ASSERT_FALSE(got.bot);
	useragents_free(useragents);
}

static void
any_bytes_are_survived(void)
{
	struct useragents *useragents = loaded();
	struct useragent got;
	char text[5000];
	for (int c = 1; c < 256; c++) {
		memset(text, c, sizeof(text));
		text[sizeof(text) - 1] = '\0';
		useragent_classify(useragents, text, NULL, &got);
		CU_ASSERT(memchr(got.browser, '\0', sizeof(got.browser)) != NULL);
	}
	useragents_free(useragents);
}

/* Loads a list of bots with that text; the answer is the reason of the failure, "" for none. */
static const char *
problem_of(const char *bots)
{
	static char error[600];
	char path[] = "/tmp/test_useragent_XXXXXX";
	int fd = mkstemp(path);
	CU_ASSERT_FATAL(fd >= 0 && write(fd, bots, strlen(bots)) == (ssize_t)strlen(bots));
	close(fd);
	struct useragents *useragents =
		useragents_load(UAP_DIR "/regexes.yaml", path, error, sizeof(error));
	unlink(path);
	if (useragents != NULL)
		error[0] = '\0';
	useragents_free(useragents);
	return error;
}

static void
says_what_is_wrong_with_a_file(void)
{
	char error[600];
	CU_ASSERT_STRING_EQUAL(problem_of("# none\n"), "");
	CU_ASSERT_STRING_EQUAL(problem_of("bot\r\n\ncrawl"), "");
	CU_ASSERT_PTR_NOT_NULL(strstr(problem_of("bot\n(bot\n"), ":2: "));
	CU_ASSERT_PTR_NULL(useragents_load("/nonexistent.yaml", BOTS_FILE, error, sizeof(error)));
	CU_ASSERT_PTR_NOT_NULL(strstr(error, "/nonexistent.yaml"));
	CU_ASSERT_PTR_NULL(
		useragents_load(UAP_DIR "/regexes.yaml", "/nonexistent.txt", error, sizeof(error)));
	CU_ASSERT_PTR_NOT_NULL(strstr(error, "/nonexistent.txt"));
	CU_ASSERT_PTR_NULL(
		useragents_load(UAP_DIR "/tests/test_ua.yaml", BOTS_FILE, error, sizeof(error)));
	CU_ASSERT_PTR_NOT_NULL(strstr(error, "no rules"));
}

static const struct unit_test tests[] = {
	TEST(current_user_agents_have_umamis_words),
	TEST(agrees_with_uap_cores_own_tests),
	TEST(the_screen_makes_a_desktop_a_laptop),
	TEST(an_empty_user_agent_is_nobody_and_no_bot),
	TEST(any_bytes_are_survived),
	TEST(says_what_is_wrong_with_a_file),
};

UNIT_MAIN("useragent", tests)
