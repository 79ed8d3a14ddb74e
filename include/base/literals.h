/*
 * What text must stand in whatever a regular expression matches: at least one of a few literals.
 * Found once when the expression is compiled; a text without any of them need not be matched at
 * all.
 * SPDX-License-Identifier: MIT
 */
#ifndef LITERALS_H
#define LITERALS_H

#include <stdbool.h>
#include <stddef.h>

#define LITERALS_MAX       512
#define LITERALS_BYTES_MAX 8192

struct literal {
	unsigned short start;
	unsigned short len;
};

/* Lower case: the text is compared without regard to case, whatever the expression says. */
struct literals {
	size_t count;
	size_t used; /* bytes of `text` */
	struct literal items[LITERALS_MAX];
	char text[LITERALS_BYTES_MAX];
};

/*
 * Fills `out` with literals of which every match contains one, each at least `min_length` bytes
 * long. False, and none, when the expression has no such literals or uses what is not understood
 * here; it must then always be tried.
 */
bool literals_of(const char *regex, size_t min_length, struct literals *out);

#endif
