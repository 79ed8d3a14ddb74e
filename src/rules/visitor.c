/*
 * Who is the same visitor: SipHash-2-4 under a secret salt.
 *
 * Why SipHash: it is a keyed function whose 64 bits cannot be predicted or inverted without the
 * key, and it takes a tenth of a microsecond. Addresses can all be tried in hours once a key is
 * known, whatever the function: what protects people is that the key is random, is in one place,
 * and is destroyed. With a million visitors in one period the chance that any two share a number is
 * 1 in 37 million.
 * SPDX-License-Identifier: MIT
 */
#include "visitor.h"

#include <sodium.h>
#include <string.h>
#include <time.h>

_Static_assert(VISITOR_KEY_SIZE == crypto_shorthash_KEYBYTES, "the salt is SipHash's key");
_Static_assert(crypto_shorthash_BYTES == sizeof(uint64_t), "a visitor is SipHash's result");

#define SECONDS_PER_DAY 86400LL
#define MS_PER_DAY      (SECONDS_PER_DAY * 1000)

/*
 * The first byte of what is hashed, so that a request can never take an identified visitor's
 * number.
 */
enum kind { KIND_REQUEST = 1, KIND_IDENTIFIED = 2 };

/*
 * A text longer than this is hashed first: the encoding stays bounded and a long text counts in
 * full all the same.
 */
#define PIECE_MAX 512

struct encoding {
	size_t len;
	unsigned char bytes[1 + 4 + 8 + 2 * (4 + PIECE_MAX)];
};

static void
put_number(struct encoding *encoding, uint64_t number, int bytes)
{
	for (int i = 0; i < bytes; i++)
		encoding->bytes[encoding->len++] = (unsigned char)(number >> (8 * i));
}

/* The length stands in front, so that ("ab", "c") and ("a", "bc") differ. */
static void
put_text(struct encoding *encoding, const char *text)
{
	size_t len = strlen(text);
	put_number(encoding, len, 4);
	if (len <= PIECE_MAX) {
		memcpy(encoding->bytes + encoding->len, text, len);
		encoding->len += len;
	} else {
		crypto_generichash(encoding->bytes + encoding->len, crypto_generichash_BYTES,
				   (const unsigned char *)text, len, NULL, 0);
		encoding->len += crypto_generichash_BYTES;
	}
}

static uint64_t
encoding_hash(const struct encoding *encoding, const unsigned char key[VISITOR_KEY_SIZE])
{
	unsigned char hash[crypto_shorthash_BYTES];
	uint64_t number = 0;
	crypto_shorthash(hash, encoding->bytes, encoding->len, key);
	for (int i = 7; i >= 0; i--)
		number = number << 8 | hash[i];
	return number == 0 ? 1 : number;
}

bool
salt_rotation_parse(const char *text, enum salt_rotation *out)
{
	static const char *const names[] = {
		[SALT_DAY] = "day", [SALT_WEEK] = "week", [SALT_MONTH] = "month"
	};
	for (int i = SALT_DAY; i <= SALT_MONTH; i++)
		if (strcmp(text, names[i]) == 0) {
			*out = (enum salt_rotation)i;
			return true;
		}
	return false;
}

long long
salt_period(enum salt_rotation rotation, long long unix_ms)
{
	long long day = unix_ms / MS_PER_DAY - (unix_ms % MS_PER_DAY < 0);
	if (rotation == SALT_WEEK)
		day -= ((day + 3) % 7 + 7) % 7; /* 1970-01-01 was a Thursday */
	if (rotation == SALT_MONTH) {
		time_t seconds = (time_t)(day * SECONDS_PER_DAY);
		struct tm utc;
		day -= gmtime_r(&seconds, &utc) == NULL ? 0 : utc.tm_mday - 1;
	}
	return day * MS_PER_DAY;
}

uint64_t
visitor_hash(const unsigned char key[VISITOR_KEY_SIZE], uint32_t website_id, long long period,
	     const char *address, const char *user_agent)
{
	struct encoding encoding = { .len = 0 };
	put_number(&encoding, KIND_REQUEST, 1);
	put_number(&encoding, website_id, 4);
	put_number(&encoding, (uint64_t)period, 8);
	put_text(&encoding, address);
	put_text(&encoding, user_agent);
	return encoding_hash(&encoding, key);
}

uint64_t
visitor_hash_identified(const unsigned char key[VISITOR_KEY_SIZE], uint32_t website_id,
			const char *distinct_id)
{
	struct encoding encoding = { .len = 0 };
	put_number(&encoding, KIND_IDENTIFIED, 1);
	put_number(&encoding, website_id, 4);
	put_text(&encoding, distinct_id);
	return encoding_hash(&encoding, key);
}
