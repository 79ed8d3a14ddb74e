/*
 * Tests of the cache of user agents: it says what useragent_classify() says, whatever it has
 * forgotten.
 * SPDX-License-Identifier: MIT
 */
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "unit.h"
#include "useragent.h"
#include "useragent_cache.h"

static struct useragents *
loaded(void)
{
	char error[600];
	struct useragents *useragents =
		useragents_load("/usr/share/uap-core/regexes.yaml", SOURCE_DIR "/data/bots.txt",
				error, sizeof(error));
	CU_ASSERT_PTR_NOT_NULL_FATAL(useragents);
	return useragents;
}

static void
gives_the_same_answers_as_classifying(void)
{
	static const char *const screens[] = { "1366x768", "2560x1440", "" };
	struct useragents *useragents = loaded();
	struct useragent_cache *cache = useragent_cache_new(useragents, 64);
	CU_ASSERT_PTR_NOT_NULL_FATAL(cache);
	for (int round = 0; round < 3; round++)
		for (int i = 0; i < 500; i++) { /* more than it holds */
			char user_agent[200];
			struct useragent expected;
			const char *screen = screens[i % 3];
			snprintf(user_agent, sizeof(user_agent),
				 "Mozilla/5.0 (%s) Gecko/20100101 Firefox/%d.0",
				 i % 2 ? "X11; Linux x86_64" : "Android 15; Mobile", i / 3);
			useragent_classify(useragents, user_agent, screen, &expected);
			const struct useragent *got =
				useragent_cache_get(cache, user_agent, screen);
			CU_ASSERT_EQUAL(memcmp(got, &expected, sizeof(expected)), 0);
		}
	useragent_cache_free(cache);
	useragents_free(useragents);
}

static void
remembers_the_most_recent(void)
{
	struct useragents *useragents = loaded();
	struct useragent_cache *cache = useragent_cache_new(useragents, 8); /* one set */
	const struct useragent *first = useragent_cache_get(cache, "first", "");
	for (int i = 0; i < 100; i++) {
		char user_agent[20];
		snprintf(user_agent, sizeof(user_agent), "other %d", i);
		useragent_cache_get(cache, user_agent, "");
		CU_ASSERT_PTR_EQUAL(useragent_cache_get(cache, "first", ""), first);
	}
	for (int i = 0; i < 8; i++) {
		char user_agent[20];
		snprintf(user_agent, sizeof(user_agent), "another %d", i);
		useragent_cache_get(cache, user_agent, "");
	}
	CU_ASSERT_PTR_EQUAL(useragent_cache_get(cache, "another 7", ""),
			    first); /* its place was taken */
	useragent_cache_free(cache);
	useragents_free(useragents);
}

static void
an_empty_user_agent_has_a_place(void)
{
	struct useragents *useragents = loaded();
	struct useragent_cache *cache = useragent_cache_new(useragents, 1);
	const struct useragent *got = useragent_cache_get(cache, "", "");
	CU_ASSERT_STRING_EQUAL(got->device, "desktop");
	CU_ASSERT_FALSE(got->bot);
	useragent_cache_free(cache);
	useragents_free(useragents);
}

static const struct unit_test tests[] = {
	TEST(gives_the_same_answers_as_classifying),
	TEST(remembers_the_most_recent),
	TEST(an_empty_user_agent_has_a_place),
};

UNIT_MAIN("useragent_cache", tests)
