/*
 * Headers of providers give a valid location or none.
 * SPDX-License-Identifier: MIT
 */
#include <ctype.h>

#include "fuzz.h"
#include "geo.h"
#include "text.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);
	char *rest = text;
	const char *values[LOCATION_HEADER_COUNT] = { NULL };
	struct location location;
	for (int i = 0; i < LOCATION_HEADER_COUNT && rest != NULL; i++)
		values[i] = strsep(&rest, "\n");
	bool found = location_from_headers(values, &location);
	MUST(found == (location.country[0] != '\0'));
	MUST(!found ||
	     (strlen(location.country) == 2 && isupper((unsigned char)location.country[0])));
	MUST(location.region[0] == '\0' || strncmp(location.region, location.country, 2) == 0);
	MUST(text_is_utf8(location.city, strlen(location.city)));
	free(text);
	return 0;
}
