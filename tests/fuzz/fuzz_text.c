/*
 * Text is cut where a character ends, and what is UTF-8 stays so.
 * SPDX-License-Identifier: MIT
 */
#include "fuzz.h"
#include "text.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t max = size > 0 ? data[0] : 0;
	char *text = fuzz_text(data, size);
	bool utf8 = text_is_utf8(text, size);
	size_t bytes = text_truncated_bytes(text, size, max);
	size_t characters = text_truncated_characters(text, size, max);
	MUST(bytes <= size && bytes <= max);
	MUST(characters <= size);
	MUST(!utf8 || (text_is_utf8(text, bytes) && text_is_utf8(text, characters)));
	MUST(!utf8 || bytes == size || bytes + 4 > max);
	free(text);
	return 0;
}
