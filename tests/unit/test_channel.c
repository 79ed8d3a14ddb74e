/*
 * Tests of channels.
 * SPDX-License-Identifier: MIT
 */
#include <string.h>

#include "channel.h"
#include "referrer.h"
#include "unit.h"

static struct sources *
shipped(void)
{
	char error[300];
	struct sources *sources =
		sources_load(SOURCE_DIR "/data/sources.tsv", error, sizeof(error));
	CU_ASSERT_PTR_NOT_NULL_FATAL(sources);
	return sources;
}

struct sample {
	const char *channel;
	struct channel_input input;
};

static void
check(const struct sample *samples, size_t count)
{
	struct sources *sources = shipped();
	for (size_t i = 0; i < count; i++) {
		struct channel_input input = samples[i].input;
		input.sources = sources;
		CU_ASSERT_STRING_EQUAL(channel_name(channel_of(&input)), samples[i].channel);
	}
	sources_free(sources);
}

static void
the_referrer_decides_without_a_campaign(void)
{
	static const struct sample samples[] = {
		{ "direct", { .referrer_host = NULL } },
		{ "direct", { .referrer_host = "" } },
		{ "direct", { .referrer_host = "www.mine.example", .hostname = "mine.example" } },
		{ "direct", { .referrer_host = "mine.example", .hostname = "www.Mine.example" } },
		{ "referral",
		  { .referrer_host = "blog.mine.example", .hostname = "mine.example" } },
		{ "referral", { .referrer_host = "other.example", .hostname = "mine.example" } },
		{ "referral", { .referrer_host = "microsoft.com" } },
		{ "referral", { .referrer_host = "github.com" } },
		{ "organicSearch", { .referrer_host = "www.google.de" } },
		{ "organicSearch", { .referrer_host = "duckduckgo.com" } },
		{ "organicSocial", { .referrer_host = "t.co" } },
		{ "organicSocial", { .referrer_host = "l.facebook.com" } },
		{ "organicVideo", { .referrer_host = "www.youtube.com" } },
		{ "organicShopping", { .referrer_host = "www.etsy.com" } },
		{ "email", { .referrer_host = "mail.google.com" } },
		{ "aiAssistant", { .referrer_host = "chatgpt.com" } },
		{ "aiAssistant", { .referrer_host = "gemini.google.com" } },
		{ "aiAssistant", { .referrer_host = "claude.ai" } },
		{ "aiAssistant", { .referrer_host = "www.perplexity.ai" } },
		{ "aiAssistant", { .referrer_host = "copilot.microsoft.com" } },
		{ "aiAssistant", { .referrer_host = "chat.mistral.ai" } },
		{ "referral", { .referrer_host = "notclaude.ai" } },
		{ "referral", { .referrer_host = "www.microsoft.com" } },
		{ "aiAssistant", { .utm_source = "chatgpt.com" } },
	};
	check(samples, sizeof(samples) / sizeof(samples[0]));
}

static void
the_medium_is_a_whole_word(void)
{
	static const struct sample samples[] = {
		{ "email", { .utm_medium = "email" } },
		{ "email", { .utm_medium = "E-Mail", .referrer_host = "www.google.com" } },
		{ "email", { .utm_medium = "newsletter", .utm_source = "june" } },
		{ "sms", { .utm_medium = "sms" } },
		{ "affiliate", { .utm_medium = "affiliate", .referrer_host = "t.co" } },
		{ "referral", { .utm_medium = "referral" } },
		{ "organicSocial", { .utm_medium = "social" } },
		{ "organicVideo", { .utm_medium = "video", .utm_source = "facebook" } },
		{ "organicShopping", { .utm_medium = "shopping" } },
		{ "organicSearch", { .utm_medium = "organic" } },
		{ "organicSocial", { .utm_medium = "organic", .utm_source = "linkedin" } },
		{ "organicSearch", { .utm_medium = "organic", .utm_source = "bing" } },
		{ "paidAds", { .utm_medium = "display", .utm_source = "google" } },
		{ "paidSearch", { .utm_medium = "paid-search" } },
		{ "paidSocial", { .utm_medium = "paid_social" } },
		{ "referral", { .utm_medium = "smsish" } },
		{ "referral", { .utm_medium = "mailbox" } },
		{ "referral", { .utm_medium = "unpaid" } },
		{ "referral", { .utm_medium = "cpcx", .utm_source = "spring" } },
	};
	check(samples, sizeof(samples) / sizeof(samples[0]));
}

static void
a_paid_medium_goes_by_the_kind_of_site(void)
{
	static const struct sample samples[] = {
		{ "paidSearch", { .utm_medium = "cpc", .utm_source = "google" } },
		{ "paidSearch", { .utm_medium = "PPC", .referrer_host = "www.bing.com" } },
		{ "paidSocial", { .utm_medium = "cpc", .utm_source = "fb" } },
		{ "paidSocial",
		  { .utm_medium = "paid", .utm_source = "spring", .referrer_host = "t.co" } },
		{ "paidVideo", { .utm_medium = "cpm", .utm_source = "youtube" } },
		{ "paidShopping", { .utm_medium = "cpc", .utm_source = "idealo" } },
		{ "paidAds", { .utm_medium = "cpc", .utm_source = "some-network" } },
		{ "paidAds", { .utm_medium = "retargeting" } },
		{ "email", { .utm_medium = "paid", .utm_source = "newsletter" } },
	};
	check(samples, sizeof(samples) / sizeof(samples[0]));
}

static void
a_paid_click_is_an_advertisement(void)
{
	static const struct sample samples[] = {
		{ "paidAds", { .gclid = "x" } },
		{ "paidAds", { .gclid = "x", .referrer_host = "www.google.com" } },
		{ "paidAds", { .msclkid = "x" } },
		{ "paidAds", { .ttclid = "x" } },
		{ "paidAds", { .li_fat_id = "x" } },
		{ "paidAds", { .twclid = "x", .referrer_host = "t.co" } },
		{ "direct", { .gclid = "", .msclkid = "" } },
		{ "organicSocial", { .fbclid = "x" } }, /* Facebook adds it to every link */
		{ "organicSocial", { .fbclid = "x", .referrer_host = "l.facebook.com" } },
		{ "paidSocial", { .fbclid = "x", .utm_medium = "cpc" } },
	};
	check(samples, sizeof(samples) / sizeof(samples[0]));
}

static void
a_campaign_without_known_words_is_a_referral(void)
{
	static const struct sample samples[] = {
		{ "referral", { .utm_source = "spring_sale" } },
		{ "organicSocial",
		  { .utm_source = "spring_sale", .referrer_host = "www.reddit.com" } },
		{ "organicSearch",
		  { .utm_source = "google",
		    .referrer_host = "t.co" } }, /* the campaign's word first */
	};
	check(samples, sizeof(samples) / sizeof(samples[0]));
}

static void
names_and_numbers_fit_together(void)
{
	for (int i = 0; i < CHANNEL_COUNT; i++)
		for (int other = 0; other < i; other++)
			CU_ASSERT_STRING_NOT_EQUAL(channel_name((enum channel)i),
						   channel_name((enum channel)other));
	CU_ASSERT_STRING_EQUAL(channel_name(CHANNEL_DIRECT), "direct");
	CU_ASSERT_EQUAL(CHANNEL_DIRECT, 0);
	CU_ASSERT_EQUAL(CHANNEL_AI_ASSISTANT, 14);
}

static const struct unit_test tests[] = {
	TEST(the_referrer_decides_without_a_campaign),      TEST(the_medium_is_a_whole_word),
	TEST(a_paid_medium_goes_by_the_kind_of_site),       TEST(a_paid_click_is_an_advertisement),
	TEST(a_campaign_without_known_words_is_a_referral), TEST(names_and_numbers_fit_together),
};

UNIT_MAIN("channel", tests)
