/*
 * One ordered list of expressions holds everything: uap-core's for browsers, systems and spiders,
 * our bots, and a few of our own that say what uap-core does not (the kind of device) or says in
 * other words than Umami. A user agent is scanned once and each range of the list is asked for its
 * first match.
 * SPDX-License-Identifier: MIT
 */
#include "useragent.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "patterns.h"
#include "uap.h"

#define ARENA_CEILING    (12 * 1024 * 1024)
#define USER_AGENT_MAX   1024 /* what is longer is cut */
#define LAPTOP_WIDTH_MAX 1920
#define LINE_SIZE        512

/* The ranges of the list, in its order. */
enum range {
	RANGE_BROWSER,
	RANGE_OS,
	RANGE_SPIDER,
	RANGE_BOT,
	RANGE_DEVICE,
	RANGE_ENGINE,
	RANGE_SYSTEM,
	RANGE_COUNT
};

/* What an expression says when it matches; texts may refer to its groups as $1. */
struct meaning {
	const char *family; /* NULL: the first group */
	const char *major;  /* of a system; NULL: the second group */
	const char *minor;
};

struct useragents {
	struct arena *arena;
	struct patterns *patterns;
	size_t starts[RANGE_COUNT];
	size_t ends[RANGE_COUNT];
	struct meaning meanings[PATTERNS_MAX];
	bool models_begun; /* while loading: the devices read now are no spiders any more */
};

struct word {
	const char *from;
	const char *to;
};

/* uap-core's families that the engine's tokens below do not tell. */
static const struct word browser_words[] = {
	{ "Amazon Silk", "silk" },
	{ "Android", "android" },
	{ "AOL", "aol" },
	{ "BlackBerry WebKit", "bb10" },
	{ "IE", "ie" },
	{ "IE Large Screen", "ie" },
	{ "IE Mobile", "ie" },
	{ "MiuiBrowser", "miui" },
	{ "Mobile Safari", "ios" },
	{ "NetFront", "netfront" },
	{ "Opera", "opera" },
	{ "Opera Mini", "opera-mini" },
	{ "Opera Mobile", "opera" },
	{ "PhantomJS", "phantomjs" },
	{ "Safari", "safari" },
	{ "Samsung Internet", "samsung" },
	{ "Yandex Browser", "yandexbrowser" },
	{ "curl", "curl" },
};

/* uap-core's system, with its version where that makes another name: Windows only. */
static const struct word os_words[] = {
	{ "Android", "Android OS" },
	{ "BSD", "Linux" },
	{ "BlackBerry OS", "BlackBerry OS" },
	{ "BlackBerry Tablet OS", "BlackBerry OS" },
	{ "Chrome OS", "Chrome OS" },
	{ "Chromecast", "Linux" },
	{ "Debian", "Linux" },
	{ "Fedora", "Linux" },
	{ "FreeBSD", "Linux" },
	{ "Gentoo", "Linux" },
	{ "KaiOS", "KaiOS" },
	{ "Kubuntu", "Linux" },
	{ "Linux", "Linux" },
	{ "Mac OS X", "Mac OS" },
	{ "Mac OS", "Mac OS" },
	{ "Mandriva", "Linux" },
	{ "NetBSD", "Linux" },
	{ "OpenBSD", "Open BSD" },
	{ "Red Hat", "Linux" },
	{ "Solaris", "Sun OS" },
	{ "SUSE", "Linux" },
	{ "Tizen", "Linux" },
	{ "Ubuntu", "Linux" },
	{ "Web0S", "Linux" },
	{ "Windows 10", "Windows 10" },
	{ "Windows 2000", "Windows 2000" },
	{ "Windows 3.1", "Windows 3.11" },
	{ "Windows 7", "Windows 7" },
	{ "Windows 8", "Windows 8" },
	{ "Windows 8.1", "Windows 8.1" },
	{ "Windows 95", "Windows 95" },
	{ "Windows 98", "Windows 98" },
	{ "Windows CE", "Windows CE" },
	{ "Windows ME", "Windows ME" },
	{ "Windows Mobile", "Windows Mobile" },
	{ "Windows Phone", "Windows Mobile" },
	{ "Windows RT", "Windows 8" },
	{ "Windows RT 8.1", "Windows 8.1" },
	{ "Windows Vista", "Windows Vista" },
	{ "Windows XP", "Windows XP" },
	{ "iOS", "iOS" },
	{ "watchOS", "iOS" },
};

/* Expression and word: the first that matches decides. "(?i)" in front: without regard to case. */
static const struct word devices[] = {
	{ "PlayStation|PLAYSTATION|Xbox|Nintendo", "console" },
	{ "(?i)smart-?tv|apple ?tv|googletv|android tv|opera tv| tv safari|nettv", "smarttv" },
	{ "(?i)hbbtv|netcast|viera|vidaa|bravia|web0s|crkey|mitv|mibox|roku[/ ]", "smarttv" },
	{ "\\bAFT[A-Z0-9]{1,5}\\b|Tizen.{1,40} TV|SHIELD Android|Large Screen", "smarttv" },
	{ "(?i)watch ?os|apple ?watch|wear os|smartwatch|\\bsm-r[0-9]{3}", "wearable" },
	{ "OculusBrowser|\\bQuest [0-9P]|Pico [0-9]|Vision ?Pro|Pacific Build", "xr" },
	{ "Tesla/|QtCarBrowser", "embedded" },
	{ "(?i)ipad|tablet|playbook|kindle|silk-accelerated|nexus (?:7|9|10)\\b", "tablet" },
	{ "\\bKF[A-Z]{2,5}\\b|\\bSM-[TPX][0-9]{3}|\\bGT-P[0-9]{4}", "tablet" },
	{ "^(?!.*(?:Mobi|Opera Mini)).*Android", "tablet" },
	{ "(?i)mobi|iphone|ipod|android|windows phone|opera mini|kaios", "mobile" },
	{ "(?i)blackberry|bb10|symbian|nokia|j2me|midp", "mobile" },
};

/* The browser by its engine's tokens, for the many families that are one of these underneath. */
static const struct word engines[] = {
	{ "KAKAOTALK", "kakaotalk" },
	{ "EdgiOS/", "edge-ios" },
	{ "EdgA?/", "edge-chromium" },
	{ "Edge/", "edge" },
	{ "AOLShield/", "aol" },
	{ "OPR/", "opera" },
	{ "CriOS/", "crios" },
	{ "FxiOS/", "fxios" },
	{ "; wv\\).*Chrome/", "chromium-webview" },
	{ "Chrom(?:e|ium)/", "chrome" },
	{ "Firefox/", "firefox" },
	{ "Trident/|MSIE ", "ie" },
	{ "Android.*AppleWebKit", "android" },
	{ "Version/.*Mobile.*Safari", "ios" },
	{ "Version/.*Safari", "safari" },
	{ "FB[AS]V/", "facebook" },
	{ "Instagram ", "instagram" },
	{ "AppleWebKit/.*(?:Mobile|Gecko\\)$)", "ios-webview" },
	{ "(?i)bot|crawl|spider|slurp|externalhit", "searchbot" },
};

/* The system where uap-core knows none, or one that Umami has no word for. */
static const struct word systems[] = {
	{ "iPhone|iPad|iPod", "iOS" },
	{ "Android", "Android OS" },
	{ "Macintosh", "Mac OS" },
	{ "Linux|X11", "Linux" },
};

/*
 * What most visitors' browsers send, one of each kind: what is tried for them is compiled to
 * machine code.
 */
#define WEBKIT "AppleWebKit/537.36 (KHTML, like Gecko) "
#define SAFARI "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 "
static const char *const common[] = {
	"Mozilla/5.0 (Windows NT 10.0; Win64; x64) " WEBKIT
	"Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0",
	"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) " SAFARI "Safari/605.1.15",
	"Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) " SAFARI
	"Mobile/15E148 Safari/604.1",
	"Mozilla/5.0 (Linux; Android 10; K) " WEBKIT
	"SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
	"Mozilla/5.0 (Linux; Android 15; SM-S921B; wv) " WEBKIT
	"Version/4.0 Chrome/141.0.7390.44 Mobile Safari/537.36 Instagram 390.0.0.43.81",
	"Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0",
	"Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool
rule_add(struct useragents *useragents, enum range range, const char *regex, bool ignore_case,
	 struct meaning meaning, char *error, size_t error_size)
{
	size_t index = patterns_count(useragents->patterns);
	if (!patterns_add(useragents->patterns, regex, ignore_case, error, error_size))
		return false;
	if (useragents->ends[range] == 0)
		useragents->starts[range] = index;
	useragents->ends[range] = index + 1;
	useragents->meanings[index] = meaning;
	return true;
}

/*
 * Of the devices only the spiders are taken: the rest are thousands of models, which nobody counts.
 */
static bool
uap_rule_add(void *context, const struct uap_rule *rule, char *error, size_t error_size)
{
	struct useragents *useragents = context;
	static const enum range ranges[UAP_SECTION_COUNT] = { RANGE_BROWSER, RANGE_OS,
							      RANGE_SPIDER };
	bool spider = rule->replacement != NULL && strcmp(rule->replacement, "Spider") == 0;
	struct meaning meaning = { rule->replacement, rule->major, rule->minor };
	bool ignore_case = rule->flag != NULL && strcmp(rule->flag, "i") == 0;
	useragents->models_begun |= rule->section == UAP_DEVICE && !spider;
	if (useragents->models_begun)
		return true;
	return rule_add(useragents, ranges[rule->section], rule->regex, ignore_case, meaning, error,
			error_size);
}

static bool
words_add(struct useragents *useragents, enum range range, const struct word *words, size_t count,
	  char *error, size_t error_size)
{
	for (size_t i = 0; i < count; i++) {
		bool ignore_case = strncmp(words[i].from, "(?i)", 4) == 0;
		struct meaning meaning = { .family = words[i].to };
		if (!rule_add(useragents, range, words[i].from + (ignore_case ? 4 : 0), ignore_case,
			      meaning, error, error_size))
			return false;
	}
	return true;
}

/* One expression a line, without regard to case; '#' begins a comment line. */
static bool
bots_add(struct useragents *useragents, const char *path, char *error, size_t error_size)
{
	char line[LINE_SIZE];
	char reason[LINE_SIZE + 200];
	struct meaning meaning = { .family = "bot" };
	FILE *file = fopen(path, "re");
	if (file == NULL) {
		snprintf(error, error_size, "%s: %s", path, strerror(errno));
		return false;
	}
	bool added = true;
	for (int number = 1; added && fgets(line, sizeof(line), file) != NULL; number++) {
		line[strcspn(line, "\r\n")] = '\0';
		if (line[0] == '#' || line[0] == '\0')
			continue;
		added = rule_add(useragents, RANGE_BOT, line, true, meaning, reason,
				 sizeof(reason));
		if (!added)
			snprintf(error, error_size, "%s:%d: %s", path, number, reason);
	}
	fclose(file);
	return added;
}

static bool
load(struct useragents *useragents, const char *regexes_yaml, const char *bots_file, char *error,
     size_t error_size)
{
	if (!uap_read(regexes_yaml, useragents->arena, uap_rule_add, useragents, error,
		      error_size) ||
	    !bots_add(useragents, bots_file, error, error_size) ||
	    !words_add(useragents, RANGE_DEVICE, devices, COUNT(devices), error, error_size) ||
	    !words_add(useragents, RANGE_ENGINE, engines, COUNT(engines), error, error_size) ||
	    !words_add(useragents, RANGE_SYSTEM, systems, COUNT(systems), error, error_size))
		return false;
	snprintf(error, error_size, "%s: no rules, or out of memory", regexes_yaml);
	return useragents->ends[RANGE_BROWSER] > 0 && useragents->ends[RANGE_OS] > 0 &&
	       patterns_compile(useragents->patterns);
}

struct useragents *
useragents_load(const char *regexes_yaml, const char *bots_file, char *error, size_t error_size)
{
	struct arena *arena = arena_new(ARENA_CEILING);
	struct useragents *useragents =
		arena == NULL ? NULL : arena_alloc(arena, sizeof(*useragents));
	if (useragents != NULL) {
		useragents->arena = arena;
		useragents->patterns = patterns_new(arena);
	}
	if (useragents == NULL || useragents->patterns == NULL) {
		snprintf(error, error_size, "out of memory");
	} else if (load(useragents, regexes_yaml, bots_file, error, error_size)) {
		for (size_t i = 0; i < COUNT(common); i++)
			patterns_hasten(useragents->patterns, common[i]);
		return useragents;
	}
	if (useragents != NULL)
		patterns_free(useragents->patterns);
	arena_free(arena);
	return NULL;
}

void
useragents_free(struct useragents *useragents)
{
	if (useragents == NULL)
		return;
	patterns_free(useragents->patterns);
	arena_free(useragents->arena);
}

static void
text_append(char out[USERAGENT_FAMILY_SIZE], const char *text, size_t len)
{
	size_t used = strlen(out);
	size_t room = USERAGENT_FAMILY_SIZE - 1 - used;
	len = len < room ? len : room;
	memcpy(out + used, text, len);
	out[used + len] = '\0';
}

/* Appends a replacement, its $1 ... $3 filled in; without a replacement, that group. */
static void
meaning_append(char out[USERAGENT_FAMILY_SIZE], const char *replacement, int group,
	       const struct pattern_group *groups)
{
	char whole[] = { '$', (char)('1' + group), '\0' };
	for (const char *at = replacement == NULL ? whole : replacement; *at != '\0'; at++) {
		if (at[0] == '$' && at[1] >= '1' && at[1] <= '0' + PATTERN_GROUPS_MAX) {
			const struct pattern_group *part = &groups[at[1] - '1'];
			if (part->start != NULL)
				text_append(out, part->start, part->len);
			at++;
		} else {
			text_append(out, at, 1);
		}
	}
}

static int
range_first(const struct useragents *useragents, const struct patterns_text *text, enum range range,
	    struct pattern_group *groups)
{
	return patterns_first(text, useragents->starts[range], useragents->ends[range], groups);
}

static const char *
range_word(const struct useragents *useragents, const struct patterns_text *text, enum range range)
{
	int index = range_first(useragents, text, range, NULL);
	return index < 0 ? NULL : useragents->meanings[index].family;
}

/* uap-core's family, "" when it knows none. */
static void
browser_family(const struct useragents *useragents, const struct patterns_text *text,
	       char out[USERAGENT_FAMILY_SIZE])
{
	struct pattern_group groups[PATTERN_GROUPS_MAX];
	int index = range_first(useragents, text, RANGE_BROWSER, groups);
	out[0] = '\0';
	if (index >= 0)
		meaning_append(out, useragents->meanings[index].family, 0, groups);
}

/* uap-core's family; behind Windows its version, which is what people mean. */
static void
os_family(const struct useragents *useragents, const struct patterns_text *text,
	  char out[USERAGENT_FAMILY_SIZE])
{
	struct pattern_group groups[PATTERN_GROUPS_MAX];
	int index = range_first(useragents, text, RANGE_OS, groups);
	out[0] = '\0';
	if (index < 0)
		return;
	const struct meaning *meaning = &useragents->meanings[index];
	meaning_append(out, meaning->family, 0, groups);
	bool versioned = meaning->major != NULL || groups[1].start != NULL;
	if (strcmp(out, "Windows") != 0 || !versioned)
		return;
	text_append(out, " ", 1);
	meaning_append(out, meaning->major, 1, groups);
	if (meaning->minor != NULL) {
		text_append(out, ".", 1);
		meaning_append(out, meaning->minor, 2, groups);
	}
}

static const char *
word_of(const struct word *words, size_t count, const char *from)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(words[i].from, from) == 0)
			return words[i].to;
	return NULL;
}

static void
word_set(char out[USERAGENT_WORD_SIZE], const char *word)
{
	snprintf(out, USERAGENT_WORD_SIZE, "%s", word == NULL ? "" : word);
}

bool
useragent_screen_is_laptop(const char *screen)
{
	if (screen == NULL || !isdigit((unsigned char)screen[0]))
		return false;
	char *end;
	long width = strtol(screen, &end, 10);
	return width <= LAPTOP_WIDTH_MAX && (*end == 'x' || *end == '\0');
}

static void
classify_text(const struct useragents *useragents, const struct patterns_text *text,
	      struct useragent *out)
{
	char family[USERAGENT_FAMILY_SIZE];
	browser_family(useragents, text, family);
	const char *browser = word_of(browser_words, COUNT(browser_words), family);
	if (browser == NULL)
		browser = range_word(useragents, text, RANGE_ENGINE);
	os_family(useragents, text, family);
	const char *os = word_of(os_words, COUNT(os_words), family);
	if (os == NULL)
		os = range_word(useragents, text, RANGE_SYSTEM);
	out->bot = range_first(useragents, text, RANGE_BOT, NULL) >= 0 ||
		   range_first(useragents, text, RANGE_SPIDER, NULL) >= 0;
	word_set(out->browser, browser);
	word_set(out->os, os);
	word_set(out->device, range_word(useragents, text, RANGE_DEVICE));
}

void
useragent_classify(const struct useragents *useragents, const char *user_agent, const char *screen,
		   struct useragent *out)
{
	size_t len = strnlen(user_agent, USER_AGENT_MAX);
	memset(out, 0, sizeof(*out));
	if (len > 0) {
		struct patterns_text text;
		patterns_text_set(useragents->patterns, user_agent, len, &text);
		classify_text(useragents, &text, out);
	}
	if (out->device[0] == '\0')
		word_set(out->device, useragent_screen_is_laptop(screen) ? "laptop" : "desktop");
}

void
useragent_families(const struct useragents *useragents, const char *user_agent,
		   char browser[USERAGENT_FAMILY_SIZE], char os[USERAGENT_FAMILY_SIZE])
{
	struct patterns_text text;
	patterns_text_set(useragents->patterns, user_agent, strnlen(user_agent, USER_AGENT_MAX),
			  &text);
	browser_family(useragents, &text, browser);
	os_family(useragents, &text, os);
}
