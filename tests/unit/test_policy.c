/*
 * Tests of policies: what a shield may look like, what it hits, and what Do Not Track means.
 * SPDX-License-Identifier: MIT
 */
#include "policy.h"

#include <string.h>

#include "unit.h"

static struct arena *arena;

static void
a_shield_is_kept_in_its_usual_form(void)
{
	static const struct {
		enum shield_kind kind;
		const char *text;
		const char *kept; /* NULL: refused */
	} samples[] = {
		{ SHIELD_ADDRESS, "192.0.2.1", "192.0.2.1" },
		{ SHIELD_ADDRESS, "192.0.2.99/24", "192.0.2.0/24" },
		{ SHIELD_ADDRESS, "2001:DB8::1/48", "2001:db8::/48" },
		{ SHIELD_ADDRESS, "192.0.2.0/24,::1", NULL },
		{ SHIELD_ADDRESS, "example.org", NULL },
		{ SHIELD_COUNTRY, "fr", "FR" },
		{ SHIELD_COUNTRY, "FRA", NULL },
		{ SHIELD_COUNTRY, "F1", NULL },
		{ SHIELD_PATH, "/admin/*", "/admin/*" },
		{ SHIELD_PATH, "*.pdf", "*.pdf" },
		{ SHIELD_PATH, "/caf%C3%A9/%e2%82%ac%20%7Bid%7D",
		  "/caf\xc3\xa9/\xe2\x82\xac {id}" },
		{ SHIELD_PATH, "/%25C3%2FA%2a%41%", "/%25C3%2FA%2a%41%" },
		{ SHIELD_PATH, "/%C3/%A9%ff%C0%80%00", "/%C3/%A9%ff%C0%80%00" },
		{ SHIELD_PATH, "admin", NULL },
		{ SHIELD_PATH, "/\xff", NULL },
		{ SHIELD_HOSTNAME, "Example.ORG", "example.org" },
		{ SHIELD_HOSTNAME, "*.example.org", "*.example.org" },
		{ SHIELD_HOSTNAME, "[::1]", "[::1]" },
		{ SHIELD_HOSTNAME, "caf\xc3\xa9.fr", "caf\xc3\xa9.fr" },
		{ SHIELD_HOSTNAME, "https://example.org", NULL },
		{ SHIELD_HOSTNAME, "example.org:8080", NULL },
		{ SHIELD_HOSTNAME, "example.org/a", NULL },
	};
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		char kept[SHIELD_MAX + 1] = "";
		bool taken = shield_normalize(samples[i].kind, samples[i].text, kept);
		CU_ASSERT_EQUAL(taken, samples[i].kept != NULL);
		if (taken && samples[i].kept != NULL)
			CU_ASSERT_STRING_EQUAL(kept, samples[i].kept);
	}
	for (int kind = 0; kind < SHIELD_KINDS; kind++) {
		char kept[SHIELD_MAX + 1], longest[SHIELD_MAX + 2];
		CU_ASSERT_FALSE(shield_normalize((enum shield_kind)kind, "", kept));
		CU_ASSERT_TRUE(strlen(shield_rule((enum shield_kind)kind)) > 10);
		memset(longest, 'a', sizeof(longest));
		longest[0] = '*';
		longest[SHIELD_MAX + 1] = '\0';
		CU_ASSERT_FALSE(shield_normalize((enum shield_kind)kind, longest, kept));
		longest[SHIELD_MAX] = '\0';
		CU_ASSERT_EQUAL(shield_normalize((enum shield_kind)kind, longest, kept),
				kind >= SHIELD_PATH);
	}
}

static struct event
event_of(const char *address, const char *country, const char *path, const char *hostname)
{
	struct event event = { .type = EVENT_PAGEVIEW, .address = address };
	for (int t = 0; t < TEXT_COUNT; t++)
		event.texts[t] = "";
	event.texts[TEXT_COUNTRY] = country;
	event.texts[TEXT_PATH] = path;
	event.texts[TEXT_HOSTNAME] = hostname;
	return event;
}

static enum event_result
apply_one(enum shield_kind kind, const char *shield, struct event event)
{
	struct policy policy = { .chosen = false };
	CU_ASSERT_TRUE_FATAL(policy_add(&policy, arena, kind, shield));
	return policy_apply(&policy, DO_NOT_TRACK_IGNORE, &event);
}

static void
a_path_is_compared_whole_with_stars_for_any_characters(void)
{
	static const struct {
		const char *pattern;
		const char *path;
		bool hit;
	} samples[] = {
		{ "/admin", "/admin", true },
		{ "/admin", "/admin/", false },
		{ "/admin", "/Admin", false },
		{ "/admin*", "/administrators", true },
		{ "/admin/*", "/admin/", true },
		{ "/admin/*", "/admin/a/b", true },
		{ "/admin/*", "/admin", false },
		{ "*", "/", true },
		{ "*", "", true },
		{ "/*/edit", "/a/b/edit", true },
		{ "/*/edit", "/edit", false },
		{ "*.pdf", "/a.pdf", true },
		{ "*.pdf", "/a.pdf#2", false },
		{ "/a*b*c", "/aXbYbZc", true },
		{ "/a*b*c", "/acb", false },
		{ "/a**c", "/abc", true },
		{ "/*a", "/aaaaaaaaaaaaaab", false },
		{ "/a*a", "/a", false },
	};
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		struct event event = event_of("192.0.2.1", "FR", samples[i].path, "example.org");
		enum event_result result = apply_one(SHIELD_PATH, samples[i].pattern, event);
		CU_ASSERT_EQUAL(result, samples[i].hit ? EVENT_SHIELD_PATH : EVENT_WAITING);
	}
}

static void
an_address_is_hit_by_its_network_and_a_country_by_its_code(void)
{
	struct event event = event_of("192.0.2.1", "FR", "/", "example.org");
	struct event ipv6 = event_of("2001:db8::1", "", "/", "example.org");
	struct event nowhere = event_of("", "", "", "");
	CU_ASSERT_EQUAL(apply_one(SHIELD_ADDRESS, "192.0.2.0/24", event), EVENT_SHIELD_ADDRESS);
	CU_ASSERT_EQUAL(apply_one(SHIELD_ADDRESS, "192.0.2.2", event), EVENT_WAITING);
	CU_ASSERT_EQUAL(apply_one(SHIELD_ADDRESS, "2001:db8::/32", ipv6), EVENT_SHIELD_ADDRESS);
	CU_ASSERT_EQUAL(apply_one(SHIELD_ADDRESS, "0.0.0.0/0", ipv6), EVENT_WAITING);
	CU_ASSERT_EQUAL(apply_one(SHIELD_ADDRESS, "::/0", nowhere), EVENT_WAITING);
	CU_ASSERT_EQUAL(apply_one(SHIELD_COUNTRY, "FR", event), EVENT_SHIELD_COUNTRY);
	CU_ASSERT_EQUAL(apply_one(SHIELD_COUNTRY, "DE", event), EVENT_WAITING);
	CU_ASSERT_EQUAL(apply_one(SHIELD_COUNTRY, "FR", nowhere), EVENT_WAITING);
}

static void
only_listed_hosts_pass_once_there_is_one(void)
{
	static const struct {
		const char *hostname;
		bool passes;
	} samples[] = {
		{ "example.org", true },
		{ "Example.org", true },
		{ "example.org:8080", true },
		{ "www.example.org", false },
		{ "a.b.example.com", true },
		{ "example.com", false },
		{ "[::1]:3000", true },
		{ "[::2]", false },
		{ "", false },
		{ "example.org.evil.example", false },
	};
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		struct policy policy = { .chosen = false };
		struct event event = event_of("192.0.2.1", "FR", "/", samples[i].hostname);
		CU_ASSERT_TRUE(policy_add(&policy, arena, SHIELD_HOSTNAME, "example.org"));
		CU_ASSERT_TRUE(policy_add(&policy, arena, SHIELD_HOSTNAME, "*.example.com"));
		CU_ASSERT_TRUE(policy_add(&policy, arena, SHIELD_HOSTNAME, "[::1]"));
		CU_ASSERT_EQUAL(policy_apply(&policy, DO_NOT_TRACK_IGNORE, &event),
				samples[i].passes ? EVENT_WAITING : EVENT_SHIELD_HOSTNAME);
	}
}

static void
the_first_kind_that_hits_is_the_reason(void)
{
	struct policy policy = { .chosen = true, .do_not_track = DO_NOT_TRACK_DROP };
	struct event event = event_of("192.0.2.1", "FR", "/admin", "example.org");
	event.do_not_track = true;
	CU_ASSERT_EQUAL(policy_apply(&policy, DO_NOT_TRACK_IGNORE, &event), EVENT_DO_NOT_TRACK);
	policy_add(&policy, arena, SHIELD_PATH, "/admin");
	CU_ASSERT_EQUAL(policy_apply(&policy, DO_NOT_TRACK_IGNORE, &event), EVENT_SHIELD_PATH);
	policy_add(&policy, arena, SHIELD_HOSTNAME, "example.org");
	CU_ASSERT_EQUAL(policy_apply(&policy, DO_NOT_TRACK_IGNORE, &event), EVENT_SHIELD_PATH);
	event.texts[TEXT_PATH] = "/";
	CU_ASSERT_EQUAL(policy_apply(&policy, DO_NOT_TRACK_IGNORE, &event), EVENT_DO_NOT_TRACK);
}

static void
do_not_track_goes_by_the_website_and_else_by_the_server(void)
{
	static const struct {
		bool asked, chosen;
		enum do_not_track website, server;
		enum event_type type;
		enum event_result result;
		bool anonymous;
	} samples[] = {
		{ false, true, DO_NOT_TRACK_DROP, DO_NOT_TRACK_DROP, EVENT_PAGEVIEW, EVENT_WAITING,
		  false },
		{ true, true, DO_NOT_TRACK_IGNORE, DO_NOT_TRACK_DROP, EVENT_PAGEVIEW, EVENT_WAITING,
		  false },
		{ true, true, DO_NOT_TRACK_ANONYMOUS, DO_NOT_TRACK_DROP, EVENT_PAGEVIEW,
		  EVENT_WAITING, true },
		{ true, true, DO_NOT_TRACK_ANONYMOUS, DO_NOT_TRACK_DROP, EVENT_CUSTOM,
		  EVENT_WAITING, true },
		{ true, true, DO_NOT_TRACK_ANONYMOUS, DO_NOT_TRACK_IGNORE, EVENT_IDENTIFY,
		  EVENT_DO_NOT_TRACK, false },
		{ true, false, DO_NOT_TRACK_IGNORE, DO_NOT_TRACK_DROP, EVENT_PAGEVIEW,
		  EVENT_DO_NOT_TRACK, false },
		{ true, false, DO_NOT_TRACK_DROP, DO_NOT_TRACK_ANONYMOUS, EVENT_PAGEVIEW,
		  EVENT_WAITING, true },
		{ true, false, DO_NOT_TRACK_DROP, DO_NOT_TRACK_IGNORE, EVENT_PAGEVIEW,
		  EVENT_WAITING, false },
	};
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		struct policy policy = { .chosen = samples[i].chosen,
					 .do_not_track = samples[i].website };
		struct event event = event_of("192.0.2.1", "FR", "/", "example.org");
		event.type = samples[i].type;
		event.do_not_track = samples[i].asked;
		event.anonymous = true; /* left by a try before */
		CU_ASSERT_EQUAL(policy_apply(&policy, samples[i].server, &event),
				samples[i].result);
		CU_ASSERT_EQUAL(event.anonymous, samples[i].anonymous);
	}
}

static void
the_words_are_those_of_the_setting(void)
{
	enum do_not_track parsed;
	for (int i = DO_NOT_TRACK_IGNORE; i <= DO_NOT_TRACK_DROP; i++)
		CU_ASSERT_TRUE(do_not_track_parse(do_not_track_words[i], &parsed) &&
			       (int)parsed == i);
	CU_ASSERT_PTR_NULL(do_not_track_words[DO_NOT_TRACK_DROP + 1]);
	CU_ASSERT_FALSE(do_not_track_parse("Drop", &parsed));
	CU_ASSERT_FALSE(do_not_track_parse("", &parsed));
}

static const struct unit_test tests[] = {
	TEST(a_shield_is_kept_in_its_usual_form),
	TEST(a_path_is_compared_whole_with_stars_for_any_characters),
	TEST(an_address_is_hit_by_its_network_and_a_country_by_its_code),
	TEST(only_listed_hosts_pass_once_there_is_one),
	TEST(the_first_kind_that_hits_is_the_reason),
	TEST(do_not_track_goes_by_the_website_and_else_by_the_server),
	TEST(the_words_are_those_of_the_setting),
};

int
main(void)
{
	arena = arena_new(1 << 20);
	int failed = unit_run("policy", tests, sizeof(tests) / sizeof(tests[0]));
	arena_free(arena);
	return failed;
}
