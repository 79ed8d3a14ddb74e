/*
 * Tokens. A bearer token is random and only its hash is stored. A signed token carries a few bytes
 * of our own through a client (the x-umami-cache header) and cannot be altered there; it is not
 * secret.
 * SPDX-License-Identifier: MIT
 */
#ifndef TOKEN_H
#define TOKEN_H

#include <stdbool.h>
#include <stddef.h>

#define TOKEN_TEXT_SIZE        44 /* 32 random bytes in base64url, and the NUL */
#define TOKEN_HASH_SIZE        32
#define TOKEN_KEY_SIZE         16
#define TOKEN_PAYLOAD_MAX      64
#define TOKEN_SIGNED_TEXT_SIZE 108 /* payload and 16 bytes of signature in base64url, NUL */

/* A fresh bearer token. */
void token_new(char out[TOKEN_TEXT_SIZE]);

/* SHA-256 of the token's text: what is stored. PostgreSQL's sha256() gives the same. */
void token_hash(const char *token, unsigned char out[TOKEN_HASH_SIZE]);

/* Writes payload and signature. `len` is at most TOKEN_PAYLOAD_MAX. */
void token_sign(const unsigned char key[TOKEN_KEY_SIZE], const void *payload, size_t len,
		char out[TOKEN_SIGNED_TEXT_SIZE]);

/*
 * True when `text` was signed with that key over a payload of exactly `len` bytes, which is then
 * copied out.
 */
bool token_verify(const unsigned char key[TOKEN_KEY_SIZE], const char *text, void *payload,
		  size_t len);

#endif
