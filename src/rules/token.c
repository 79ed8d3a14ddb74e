/*
 * Bearer tokens and signed tokens.
 * SPDX-License-Identifier: MIT
 */
#include "token.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#define ENCODING    sodium_base64_VARIANT_URLSAFE_NO_PADDING
#define TOKEN_BYTES 32
#define SIGNATURE   16 /* bytes: a guess fits once in 2^128 */
#define SIGNED_MAX  (TOKEN_PAYLOAD_MAX + SIGNATURE)

_Static_assert(TOKEN_TEXT_SIZE == sodium_base64_ENCODED_LEN(TOKEN_BYTES, ENCODING), "fits a token");
_Static_assert(TOKEN_SIGNED_TEXT_SIZE == sodium_base64_ENCODED_LEN(SIGNED_MAX, ENCODING),
	       "fits a signed token");
_Static_assert(TOKEN_KEY_SIZE == crypto_shorthash_siphashx24_KEYBYTES, "the key is SipHash's");
_Static_assert(SIGNATURE == crypto_shorthash_siphashx24_BYTES, "SipHash makes that length");
_Static_assert(TOKEN_HASH_SIZE == crypto_hash_sha256_BYTES, "the hash is SHA-256");

/* As sodium_bin2base64(), which takes ten times as long to hide what is encoded: here it is no secret. */
static void
base64_write(const unsigned char *bytes, size_t len, char *out)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	unsigned held = 0, bits = 0; /* bytes that wait to be written, and how many bits of them */
	for (size_t i = 0; i < len; i++) {
		held = held << 8 | bytes[i];
		for (bits += 8; bits >= 6; bits -= 6)
			*out++ = digits[held >> (bits - 6) & 63];
	}
	if (bits > 0)
		*out++ = digits[held << (6 - bits) & 63];
	*out = '\0';
}

void
token_new(char out[TOKEN_TEXT_SIZE])
{
	unsigned char bytes[TOKEN_BYTES];
	randombytes_buf(bytes, sizeof(bytes));
	sodium_bin2base64(out, TOKEN_TEXT_SIZE, bytes, sizeof(bytes), ENCODING);
	sodium_memzero(bytes, sizeof(bytes));
}

void
token_hash(const char *token, unsigned char out[TOKEN_HASH_SIZE])
{
	crypto_hash_sha256(out, (const unsigned char *)token, strlen(token));
}

/* SipHash-2-4 with 128 bits: made as an authentication code for short messages, at a tenth of BLAKE2b's time. */
static void
signature_make(const unsigned char key[TOKEN_KEY_SIZE], const unsigned char *payload, size_t len,
	       unsigned char out[SIGNATURE])
{
	crypto_shorthash_siphashx24(out, payload, len, key);
}

void
token_sign(const unsigned char key[TOKEN_KEY_SIZE], const void *payload, size_t len,
	   char out[TOKEN_SIGNED_TEXT_SIZE])
{
	unsigned char bytes[SIGNED_MAX];
	assert(len <= TOKEN_PAYLOAD_MAX);
	memcpy(bytes, payload, len);
	signature_make(key, bytes, len, bytes + len);
	base64_write(bytes, len + SIGNATURE, out);
}

bool
token_verify(const unsigned char key[TOKEN_KEY_SIZE], const char *text, void *payload, size_t len)
{
	unsigned char bytes[SIGNED_MAX];
	unsigned char expected[SIGNATURE];
	size_t decoded;
	assert(len <= TOKEN_PAYLOAD_MAX);
	size_t text_len = strnlen(text, TOKEN_SIGNED_TEXT_SIZE);
	if (sodium_base642bin(bytes, sizeof(bytes), text, text_len, NULL, &decoded, NULL,
			      ENCODING) != 0)
		return false;
	if (decoded != len + SIGNATURE)
		return false;
	signature_make(key, bytes, len, expected);
	if (sodium_memcmp(expected, bytes + len, SIGNATURE) != 0)
		return false;
	memcpy(payload, bytes, len);
	return true;
}
