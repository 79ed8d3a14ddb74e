/*
 * Reads regexes.yaml of uap-core, the ua-parser project's knowledge of user agents. The only file
 * that knows libyaml.
 * SPDX-License-Identifier: MIT
 */
#ifndef UAP_H
#define UAP_H

#include <stdbool.h>
#include <stddef.h>

enum uap_section { UAP_BROWSER, UAP_OS, UAP_DEVICE, UAP_SECTION_COUNT };

/* One entry. Texts live in the caller's arena; those that the entry lacks are NULL. */
struct uap_rule {
	enum uap_section section;
	const char *regex;
	const char *flag;        /* "i": without regard to case */
	const char *replacement; /* of the browser's, system's or device's family; may refer to
				    groups as $1 */
	const char *major;       /* replacements of a system's version */
	const char *minor;
};

struct arena;

/* Takes an entry; false stops the reading, with a reason in `error`. */
typedef bool (*uap_rule_fn)(void *context, const struct uap_rule *rule, char *error,
			    size_t error_size);

/* Hands over the file's entries in order. False on failure, with a reason in `error`. */
bool uap_read(const char *path, struct arena *arena, uap_rule_fn take, void *context, char *error,
	      size_t error_size);

#endif
