/*
 * How a visitor came: the channel of a visit, in Umami's names and one of ours (aiAssistant).
 * Domains and words are compared whole, never as substrings: microsoft.com does not contain t.co.
 * SPDX-License-Identifier: MIT
 */
#ifndef CHANNEL_H
#define CHANNEL_H

#include <stdbool.h>

struct sources;

/* The numbers are stored: append only. */
enum channel {
	CHANNEL_DIRECT,
	CHANNEL_REFERRAL,
	CHANNEL_ORGANIC_SEARCH,
	CHANNEL_PAID_SEARCH,
	CHANNEL_ORGANIC_SOCIAL,
	CHANNEL_PAID_SOCIAL,
	CHANNEL_ORGANIC_VIDEO,
	CHANNEL_PAID_VIDEO,
	CHANNEL_ORGANIC_SHOPPING,
	CHANNEL_PAID_SHOPPING,
	CHANNEL_PAID_ADS,
	CHANNEL_AFFILIATE,
	CHANNEL_EMAIL,
	CHANNEL_SMS,
	CHANNEL_AI_ASSISTANT,
	CHANNEL_COUNT
};

/* Texts may be NULL or "" when absent. */
struct channel_input {
	const struct sources *sources;
	const char *referrer_host; /* as url_parse() gives it */
	const char *hostname;      /* the website's own: a referrer there is no referrer */
	const char *utm_source;
	const char *utm_medium;
	const char *gclid;
	const char *msclkid;
	const char *fbclid;
	const char *ttclid;
	const char *li_fat_id;
	const char *twclid;
};

enum channel channel_of(const struct channel_input *input);

/* "direct", "organicSearch", ... */
const char *channel_name(enum channel channel);

#endif
