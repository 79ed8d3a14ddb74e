/*
 * A normalised tag is its own normal form.
 * SPDX-License-Identifier: MIT
 */
#include "fuzz.h"
#include "language.h"

static void
check(bool found, const char *tag)
{
	char again[LANGUAGE_SIZE];
	MUST(found == (tag[0] != '\0'));
	MUST(strlen(tag) < LANGUAGE_SIZE);
	if (!found)
		return;
	MUST(language_parse(tag, again));
	MUST(strcmp(tag, again) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);
	char tag[LANGUAGE_SIZE];
	bool found = language_parse(text, tag);
	check(found, tag);
	found = language_preferred(text, tag);
	check(found, tag);
	free(text);
	return 0;
}
