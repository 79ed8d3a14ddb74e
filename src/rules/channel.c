/*
 * The rules, in order: what a paid click says, what the campaign's medium says, what kind of site
 * sent the visitor, whether any site did. Two differ from Umami's: words are compared whole, and
 * fbclid alone is no advertisement, since Facebook adds it to every link it shows.
 * SPDX-License-Identifier: MIT
 */
#include "channel.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "referrer.h"
#include "url.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char *const names[CHANNEL_COUNT] = {
	[CHANNEL_DIRECT] = "direct",
	[CHANNEL_REFERRAL] = "referral",
	[CHANNEL_ORGANIC_SEARCH] = "organicSearch",
	[CHANNEL_PAID_SEARCH] = "paidSearch",
	[CHANNEL_ORGANIC_SOCIAL] = "organicSocial",
	[CHANNEL_PAID_SOCIAL] = "paidSocial",
	[CHANNEL_ORGANIC_VIDEO] = "organicVideo",
	[CHANNEL_PAID_VIDEO] = "paidVideo",
	[CHANNEL_ORGANIC_SHOPPING] = "organicShopping",
	[CHANNEL_PAID_SHOPPING] = "paidShopping",
	[CHANNEL_PAID_ADS] = "paidAds",
	[CHANNEL_AFFILIATE] = "affiliate",
	[CHANNEL_EMAIL] = "email",
	[CHANNEL_SMS] = "sms",
	[CHANNEL_AI_ASSISTANT] = "aiAssistant",
};

/* The channels of a kind of site. */
static const struct {
	enum channel organic;
	enum channel paid;
} kinds[] = {
	[SOURCE_OTHER] = { CHANNEL_REFERRAL, CHANNEL_PAID_ADS },
	[SOURCE_SEARCH] = { CHANNEL_ORGANIC_SEARCH, CHANNEL_PAID_SEARCH },
	[SOURCE_SOCIAL] = { CHANNEL_ORGANIC_SOCIAL, CHANNEL_PAID_SOCIAL },
	[SOURCE_VIDEO] = { CHANNEL_ORGANIC_VIDEO, CHANNEL_PAID_VIDEO },
	[SOURCE_SHOPPING] = { CHANNEL_ORGANIC_SHOPPING, CHANNEL_PAID_SHOPPING },
	[SOURCE_EMAIL] = { CHANNEL_EMAIL, CHANNEL_EMAIL },
	[SOURCE_ASSISTANT] = { CHANNEL_AI_ASSISTANT, CHANNEL_PAID_ADS },
};

/* Media that leave the kind of site open. */
enum effect { BY_CHANNEL, ORGANIC, PAID };

/* What a utm_medium says. */
struct medium {
	const char *word;
	enum effect effect;
	enum channel channel;
};

static const struct medium media[] = {
	{ "affiliate", BY_CHANNEL, CHANNEL_AFFILIATE },
	{ "affiliates", BY_CHANNEL, CHANNEL_AFFILIATE },
	{ "ai", BY_CHANNEL, CHANNEL_AI_ASSISTANT },
	{ "ai-assistant", BY_CHANNEL, CHANNEL_AI_ASSISTANT },
	{ "app", BY_CHANNEL, CHANNEL_REFERRAL },
	{ "banner", BY_CHANNEL, CHANNEL_PAID_ADS },
	{ "cpa", PAID, CHANNEL_PAID_ADS },
	{ "cpc", PAID, CHANNEL_PAID_ADS },
	{ "cpm", PAID, CHANNEL_PAID_ADS },
	{ "cpv", BY_CHANNEL, CHANNEL_PAID_VIDEO },
	{ "display", BY_CHANNEL, CHANNEL_PAID_ADS },
	{ "e-mail", BY_CHANNEL, CHANNEL_EMAIL },
	{ "e_mail", BY_CHANNEL, CHANNEL_EMAIL },
	{ "email", BY_CHANNEL, CHANNEL_EMAIL },
	{ "interstitial", BY_CHANNEL, CHANNEL_PAID_ADS },
	{ "link", BY_CHANNEL, CHANNEL_REFERRAL },
	{ "mail", BY_CHANNEL, CHANNEL_EMAIL },
	{ "newsletter", BY_CHANNEL, CHANNEL_EMAIL },
	{ "organic", ORGANIC, CHANNEL_ORGANIC_SEARCH },
	{ "organic-search", BY_CHANNEL, CHANNEL_ORGANIC_SEARCH },
	{ "organic-social", BY_CHANNEL, CHANNEL_ORGANIC_SOCIAL },
	{ "organic_search", BY_CHANNEL, CHANNEL_ORGANIC_SEARCH },
	{ "organic_social", BY_CHANNEL, CHANNEL_ORGANIC_SOCIAL },
	{ "paid", PAID, CHANNEL_PAID_ADS },
	{ "paid-search", BY_CHANNEL, CHANNEL_PAID_SEARCH },
	{ "paid-shopping", BY_CHANNEL, CHANNEL_PAID_SHOPPING },
	{ "paid-social", BY_CHANNEL, CHANNEL_PAID_SOCIAL },
	{ "paid-video", BY_CHANNEL, CHANNEL_PAID_VIDEO },
	{ "paid_search", BY_CHANNEL, CHANNEL_PAID_SEARCH },
	{ "paid_shopping", BY_CHANNEL, CHANNEL_PAID_SHOPPING },
	{ "paid_social", BY_CHANNEL, CHANNEL_PAID_SOCIAL },
	{ "paid_video", BY_CHANNEL, CHANNEL_PAID_VIDEO },
	{ "paidsearch", BY_CHANNEL, CHANNEL_PAID_SEARCH },
	{ "paidshopping", BY_CHANNEL, CHANNEL_PAID_SHOPPING },
	{ "paidsocial", BY_CHANNEL, CHANNEL_PAID_SOCIAL },
	{ "paidvideo", BY_CHANNEL, CHANNEL_PAID_VIDEO },
	{ "ppc", PAID, CHANNEL_PAID_ADS },
	{ "programmatic", BY_CHANNEL, CHANNEL_PAID_ADS },
	{ "referral", BY_CHANNEL, CHANNEL_REFERRAL },
	{ "remarketing", PAID, CHANNEL_PAID_ADS },
	{ "retargeting", PAID, CHANNEL_PAID_ADS },
	{ "sem", BY_CHANNEL, CHANNEL_PAID_SEARCH },
	{ "seo", ORGANIC, CHANNEL_ORGANIC_SEARCH },
	{ "shopping", BY_CHANNEL, CHANNEL_ORGANIC_SHOPPING },
	{ "sms", BY_CHANNEL, CHANNEL_SMS },
	{ "social", BY_CHANNEL, CHANNEL_ORGANIC_SOCIAL },
	{ "social media", BY_CHANNEL, CHANNEL_ORGANIC_SOCIAL },
	{ "social network", BY_CHANNEL, CHANNEL_ORGANIC_SOCIAL },
	{ "social-media", BY_CHANNEL, CHANNEL_ORGANIC_SOCIAL },
	{ "social-network", BY_CHANNEL, CHANNEL_ORGANIC_SOCIAL },
	{ "social_media", BY_CHANNEL, CHANNEL_ORGANIC_SOCIAL },
	{ "social_network", BY_CHANNEL, CHANNEL_ORGANIC_SOCIAL },
	{ "text_message", BY_CHANNEL, CHANNEL_SMS },
	{ "video", BY_CHANNEL, CHANNEL_ORGANIC_VIDEO },
};

static bool
is_present(const char *text)
{
	return text != NULL && text[0] != '\0';
}

/* NULL when the medium is absent or says nothing. */
static const struct medium *
medium_find(const char *utm_medium)
{
	if (!is_present(utm_medium))
		return NULL;
	int first = tolower((unsigned char)utm_medium[0]);
	for (size_t i = 0; i < COUNT(media); i++)
		if (media[i].word[0] == first && strcasecmp(media[i].word, utm_medium) == 0)
			return &media[i];
	return NULL;
}

/* Of the website's own pages and of no page there is no referrer. */
static bool
has_referrer(const struct channel_input *input)
{
	if (!is_present(input->referrer_host))
		return false;
	return !is_present(input->hostname) ||
	       strcasecmp(url_domain(input->referrer_host), url_domain(input->hostname)) != 0;
}

/* What kind of site sent the visitor: the campaign's word counts before the referrer. */
static enum source_kind
kind_of(const struct channel_input *input)
{
	enum source_kind kind = SOURCE_OTHER;
	if (is_present(input->utm_source))
		kind = referrer_kind_of_utm(input->sources, input->utm_source);
	if (kind == SOURCE_OTHER && has_referrer(input))
		kind = referrer_kind(input->sources, input->referrer_host);
	if (kind == SOURCE_OTHER && is_present(input->fbclid))
		kind = SOURCE_SOCIAL;
	return kind;
}

static bool
is_paid_click(const struct channel_input *input)
{
	return is_present(input->gclid) || is_present(input->msclkid) ||
	       is_present(input->ttclid) || is_present(input->li_fat_id) ||
	       is_present(input->twclid);
}

enum channel
channel_of(const struct channel_input *input)
{
	const struct medium *medium = medium_find(input->utm_medium);
	enum source_kind kind = kind_of(input);
	if (is_paid_click(input))
		return CHANNEL_PAID_ADS;
	if (medium != NULL && medium->effect == BY_CHANNEL)
		return medium->channel;
	if (medium != NULL && medium->effect == PAID)
		return kinds[kind].paid;
	if (kind != SOURCE_OTHER)
		return kinds[kind].organic;
	if (medium != NULL)
		return medium->channel;
	if (has_referrer(input) || is_present(input->utm_source) || is_present(input->utm_medium))
		return CHANNEL_REFERRAL;
	return CHANNEL_DIRECT;
}

const char *
channel_name(enum channel channel)
{
	return names[channel];
}
