/*
 * No text is taken for a signed token, and every payload comes back. UUIDs ride along.
 * SPDX-License-Identifier: MIT
 */
#include "fuzz.h"
#include "token.h"
#include "uuid.h"

static void
check_uuid(const char *text)
{
	struct uuid uuid;
	char written[UUID_TEXT_SIZE];
	if (!uuid_parse(text, &uuid))
		return;
	uuid_format(&uuid, written);
	MUST(strcasecmp(written, text) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const unsigned char key[TOKEN_KEY_SIZE] = "nobody guesses i";
	unsigned char payload[TOKEN_PAYLOAD_MAX];
	char signed_text[TOKEN_SIGNED_TEXT_SIZE];
	char *text = fuzz_text(data, size);
	for (size_t len = 0; len <= TOKEN_PAYLOAD_MAX; len += 16)
		MUST(!token_verify(key, text, payload, len));
	if (size <= TOKEN_PAYLOAD_MAX) {
		token_sign(key, data, size, signed_text);
		MUST(token_verify(key, signed_text, payload, size));
		MUST(memcmp(payload, data, size) == 0);
	}
	check_uuid(text);
	free(text);
	return 0;
}
