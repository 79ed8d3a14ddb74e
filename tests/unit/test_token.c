/*
 * Tests of bearer and signed tokens.
 * SPDX-License-Identifier: MIT
 */
#include <ctype.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "token.h"
#include "unit.h"

static const unsigned char key[TOKEN_KEY_SIZE] = "16 bytes of key";

static void
bearer_tokens_are_url_safe_and_differ(void)
{
	char one[TOKEN_TEXT_SIZE];
	char other[TOKEN_TEXT_SIZE];
	token_new(one);
	token_new(other);
	CU_ASSERT_EQUAL(strlen(one), 43);
	CU_ASSERT_STRING_NOT_EQUAL(one, other);
	for (const char *c = one; *c != '\0'; c++)
		CU_ASSERT_TRUE(isalnum((unsigned char)*c) || *c == '-' || *c == '_');
}

static void
the_hash_is_sha_256(void)
{
	unsigned char hash[TOKEN_HASH_SIZE];
	char hex[2 * TOKEN_HASH_SIZE + 1];
	token_hash("abc", hash);
	sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash));
	CU_ASSERT_STRING_EQUAL(
		hex,
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"); /* FIPS 180-2
										      */
}

static void
a_signed_token_comes_back(void)
{
	char text[TOKEN_SIGNED_TEXT_SIZE];
	for (size_t len = 0; len <= TOKEN_PAYLOAD_MAX; len++) {
		unsigned char payload[TOKEN_PAYLOAD_MAX];
		unsigned char read[TOKEN_PAYLOAD_MAX] = { 0 };
		memset(payload, (int)len + 1, sizeof(payload));
		token_sign(key, payload, len, text);
		CU_ASSERT_TRUE(token_verify(key, text, read, len));
		CU_ASSERT_EQUAL(memcmp(payload, read, len), 0);
		CU_ASSERT_FALSE(len > 0 && token_verify(key, text, read, len - 1));
		CU_ASSERT_FALSE(len < TOKEN_PAYLOAD_MAX && token_verify(key, text, read, len + 1));
	}
}

static void
refuses_a_token_with_any_bit_changed(void)
{
	static const unsigned char payload[48] = "website, visitor, visit, start of the visit";
	unsigned char read[48];
	char text[TOKEN_SIGNED_TEXT_SIZE];
	token_sign(key, payload, sizeof(payload), text);
	for (size_t i = 0; text[i] != '\0'; i++) {
		char kept = text[i];
		text[i] = kept == 'A' ? 'B' : 'A';
		CU_ASSERT_FALSE(token_verify(key, text, read, sizeof(read)));
		text[i] = kept;
	}
	CU_ASSERT_TRUE(token_verify(key, text, read, sizeof(read)));
}

static void
refuses_another_key_and_other_texts(void)
{
	static const unsigned char other_key[TOKEN_KEY_SIZE] = "another of these";
	static const unsigned char payload[32] = "payload";
	unsigned char read[32];
	char text[TOKEN_SIGNED_TEXT_SIZE];
	char longer[TOKEN_SIGNED_TEXT_SIZE + 200];
	token_sign(key, payload, sizeof(payload), text);
	CU_ASSERT_FALSE(token_verify(other_key, text, read, sizeof(read)));
	CU_ASSERT_FALSE(token_verify(key, "", read, sizeof(read)));
	CU_ASSERT_FALSE(token_verify(key, "not base64!", read, sizeof(read)));
	snprintf(longer, sizeof(longer), "%sA", text);
	CU_ASSERT_FALSE(token_verify(key, longer, read, sizeof(read)));
	memset(longer, 'A', sizeof(longer));
	longer[sizeof(longer) - 1] = '\0';
	CU_ASSERT_FALSE(token_verify(key, longer, read, sizeof(read)));
}

static const struct unit_test tests[] = {
	TEST(bearer_tokens_are_url_safe_and_differ),
	TEST(the_hash_is_sha_256),
	TEST(a_signed_token_comes_back),
	TEST(refuses_a_token_with_any_bit_changed),
	TEST(refuses_another_key_and_other_texts),
};

UNIT_MAIN("token", tests)
