/*
 * A handful of comparisons for each event of a website that has shields.
 * SPDX-License-Identifier: MIT
 */
#include "policy.h"

#include <ctype.h>
#include <string.h>

#include "text.h"

const char *const do_not_track_words[] = { "ignore", "anonymous", "drop", NULL };

bool
do_not_track_parse(const char *word, enum do_not_track *out)
{
	for (int i = 0; do_not_track_words[i] != NULL; i++)
		if (strcmp(word, do_not_track_words[i]) == 0) {
			*out = (enum do_not_track)i;
			return true;
		}
	return false;
}

/* Shields as they are written
 * ------------------------------------------------------------------------------------------------------------
 */

static bool
network_normalize(const char *text, char out[SHIELD_MAX + 1])
{
	struct address_network network;
	_Static_assert(ADDRESS_NETWORK_TEXT_SIZE <= SHIELD_MAX + 1, "a network fits");
	if (!address_network_parse(text, &network))
		return false;
	address_network_format(&network, out);
	return true;
}

static bool
country_normalize(const char *text, char out[SHIELD_MAX + 1])
{
	if (strlen(text) != 2 || !isalpha((unsigned char)text[0]) ||
	    !isalpha((unsigned char)text[1]))
		return false;
	for (int i = 0; i < 3; i++)
		out[i] = (char)toupper((unsigned char)text[i]);
	return true;
}

/* The length of the character whose escapes begin at `at`, when it is one that browsers escape in a path; else 0. */
static size_t
escaped_character(const char *at, const char *end, char out[4])
{
	static const char marks[] = { ' ', '"', '<', '>', '`', '{', '}' };
	size_t len = 0;
	int byte;
	while (len < 4 && (byte = text_escape_value(at + 3 * len, end)) >= 0)
		out[len++] = (char)byte;
	size_t whole = len == 0 ? 0 : text_character_length(out, len);
	return whole == 1 && memchr(marks, out[0], sizeof(marks)) == NULL ? 0 : whole;
}

/* A path as reports show it, also where it was copied from an address bar, which has /caf%C3%A9 for /café. */
static bool
path_normalize(const char *text, char out[SHIELD_MAX + 1])
{
	const char *end = text + strlen(text);
	if ((text[0] != '/' && text[0] != '*') || !text_is_storable(text, (size_t)(end - text)))
		return false;
	while (text < end) {
		char character[4];
		size_t len = escaped_character(text, end, character);
		memcpy(out, len == 0 ? text : character, len == 0 ? 1 : len);
		out += len == 0 ? 1 : len;
		text += len == 0 ? 1 : 3 * len;
	}
	*out = '\0';
	return true;
}

/* A host as browsers write it, so that there is something to compare: no scheme, port or path. */
static bool
hostname_normalize(const char *text, char out[SHIELD_MAX + 1])
{
	size_t len = strlen(text);
	for (size_t i = 0; i <= len; i++) {
		unsigned char c = (unsigned char)text[i];
		if (c != '\0' && c < 0x80 && !isalnum(c) && strchr(".-_*[]:", c) == NULL)
			return false;
		out[i] = (char)tolower(c);
	}
	bool has_port = strchr(text, ':') != NULL && text[0] != '[';
	return len > 0 && !has_port && text_is_storable(text, len);
}

static bool (*const normalizers[SHIELD_KINDS])(const char *text, char out[SHIELD_MAX + 1]) = {
	[SHIELD_ADDRESS] = network_normalize,
	[SHIELD_COUNTRY] = country_normalize,
	[SHIELD_PATH] = path_normalize,
	[SHIELD_HOSTNAME] = hostname_normalize,
};

static const char *const rules[SHIELD_KINDS] = {
	[SHIELD_ADDRESS] = "Must be an IPv4 or IPv6 address or a CIDR block, like 192.0.2.0/24.",
	[SHIELD_COUNTRY] = "Must be a country's two letters, like FR.",
	[SHIELD_PATH] = "Must start with / or *, and have at most 255 bytes.",
	[SHIELD_HOSTNAME] =
		"Must be a host name without scheme, port and path, like *.example.org.",
};

bool
shield_normalize(enum shield_kind kind, const char *text, char out[SHIELD_MAX + 1])
{
	return strlen(text) <= SHIELD_MAX && normalizers[kind](text, out);
}

const char *
shield_rule(enum shield_kind kind)
{
	return rules[kind];
}

/* Policies
 * ------------------------------------------------------------------------------------------------------------
 */

bool
policy_add(struct policy *policy, struct arena *arena, enum shield_kind kind, const char *text)
{
	struct shield **last = &policy->shields;
	struct shield *shield = arena_alloc(arena, sizeof(*shield));
	if (shield == NULL)
		return false;
	*shield = (struct shield){ .kind = kind, .text = text };
	if (kind == SHIELD_ADDRESS && !address_network_parse(text, &shield->network))
		return true; /* nothing that shield_normalize() wrote: it shields nothing */
	while (*last != NULL)
		last = &(*last)->next;
	*last = shield;
	return true;
}

/*
 * Whether the pattern, in which * stands for any characters, is the whole text. What follows the last star is tried at the
 * next place only, so that no pattern takes longer than its length times the text's.
 */
static bool
pattern_matches(const char *pattern, const char *text, size_t len)
{
	const char *end = text + len, *star = NULL, *tried = text;
	while (text < end) {
		if (*pattern == '*') {
			star = ++pattern;
			tried = text;
		} else if (*pattern == *text) {
			pattern++;
			text++;
		} else if (star != NULL) {
			pattern = star;
			text = ++tried;
		} else {
			return false;
		}
	}
	pattern += strspn(pattern, "*");
	return *pattern == '\0';
}

/* A hostname comes as the browser's address bar has it: with a port, perhaps. */
static bool
hostname_matches(const char *pattern, const char *hostname)
{
	char lower[SHIELD_MAX + 1];
	size_t len = 0;
	bool in_brackets = hostname[0] == '[';
	for (; hostname[len] != '\0' && len < SHIELD_MAX; len++) {
		if (hostname[len] == ':' && !in_brackets)
			break;
		in_brackets = in_brackets && hostname[len] != ']';
		lower[len] = (char)tolower((unsigned char)hostname[len]);
	}
	return pattern_matches(pattern, lower, len);
}

static bool
shield_hits(const struct shield *shield, const struct event *event)
{
	const char *path = event->texts[TEXT_PATH];
	struct address address;
	switch (shield->kind) {
	case SHIELD_ADDRESS:
		return address_parse(event->address, &address) &&
		       address_network_contains(&shield->network, &address);
	case SHIELD_COUNTRY:
		return strcmp(shield->text, event->texts[TEXT_COUNTRY]) == 0;
	case SHIELD_PATH:
		return pattern_matches(shield->text, path, strlen(path));
	default:
		return hostname_matches(shield->text, event->texts[TEXT_HOSTNAME]);
	}
}

/* The first shield that hits decides; of hosts, one that does lets the event through. */
static enum event_result
shields_apply(const struct shield *shield, const struct event *event)
{
	static const enum event_result results[SHIELD_KINDS] = {
		[SHIELD_ADDRESS] = EVENT_SHIELD_ADDRESS,
		[SHIELD_COUNTRY] = EVENT_SHIELD_COUNTRY,
		[SHIELD_PATH] = EVENT_SHIELD_PATH,
		[SHIELD_HOSTNAME] = EVENT_SHIELD_HOSTNAME,
	};
	enum event_result result = EVENT_WAITING;
	for (; shield != NULL; shield = shield->next) {
		bool hit = shield_hits(shield, event);
		if (shield->kind == SHIELD_HOSTNAME && hit)
			return EVENT_WAITING;
		if (shield->kind == SHIELD_HOSTNAME)
			result = EVENT_SHIELD_HOSTNAME;
		else if (hit)
			return results[shield->kind];
	}
	return result;
}

enum event_result
policy_apply(const struct policy *policy, enum do_not_track otherwise, struct event *event)
{
	enum event_result result = shields_apply(policy->shields, event);
	enum do_not_track action = policy->chosen ? policy->do_not_track : otherwise;
	event->anonymous = false;
	if (result != EVENT_WAITING || !event->do_not_track || action == DO_NOT_TRACK_IGNORE)
		return result;
	/* what is no row of events says something about a visitor, and there is none */
	if (action == DO_NOT_TRACK_DROP || !event_is_row(event->type))
		return EVENT_DO_NOT_TRACK;
	event->anonymous = true;
	return EVENT_WAITING;
}
