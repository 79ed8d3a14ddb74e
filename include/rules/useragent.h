/*
 * What a User-Agent header says about the browser, in Umami's words. The knowledge is uap-core's
 * regexes.yaml and our own list of bots; it is read once and then shared by all threads.
 * SPDX-License-Identifier: MIT
 */
#ifndef USERAGENT_H
#define USERAGENT_H

#include <stdbool.h>
#include <stddef.h>

#define USERAGENT_WORD_SIZE   21 /* 20 bytes, the width of Umami's columns, and the NUL */
#define USERAGENT_FAMILY_SIZE 64

struct useragent {
	char browser[USERAGENT_WORD_SIZE]; /* "chrome", "crios", "ios-webview", ...; "" when unknown
					    */
	char os[USERAGENT_WORD_SIZE]; /* "Windows 10", "Mac OS", "Android OS", ...; "" when unknown
				       */
	char device[USERAGENT_WORD_SIZE]; /* "desktop", "laptop", "mobile", "tablet", "smarttv",
					     "console", ... */
	bool bot; /* a crawler, a library or a tool; the words are filled all the same */
};

struct useragents;

/*
 * Reads and compiles both files. NULL on failure, with a reason in `error`. Made at start-up,
 * before the threads; read-only afterwards.
 */
struct useragents *useragents_load(const char *regexes_yaml, const char *bots_file, char *error,
				   size_t error_size);

void useragents_free(struct useragents *useragents);

/*
 * Classifies a header. `screen` is the tag's "1920x1080"; NULL or "" when unknown. It tells a
 * laptop from a desktop. An empty user agent is nobody's word for a bot: all words are "" but the
 * device, which is "desktop" or "laptop".
 */
void useragent_classify(const struct useragents *useragents, const char *user_agent,
			const char *screen, struct useragent *out);

/*
 * The families in uap-core's words, which its own tests speak: "" when it knows none, Windows with
 * its version.
 */
void useragent_families(const struct useragents *useragents, const char *user_agent,
			char browser[USERAGENT_FAMILY_SIZE], char os[USERAGENT_FAMILY_SIZE]);

/*
 * True when the screen makes a desktop computer a laptop in Umami's words: a width of 1920 or less.
 */
bool useragent_screen_is_laptop(const char *screen);

#endif
