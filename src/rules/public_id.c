/*
 * Keys to UUIDs and back.
 * SPDX-License-Identifier: MIT
 */
#include "public_id.h"

#include <sodium.h>
#include <string.h>

_Static_assert(PUBLIC_ID_KEY_SIZE == crypto_shorthash_siphashx24_KEYBYTES, "the key is SipHash's");

enum { MASKED_FROM = 12 /* a visitor's id: the byte from which on the number stands */ };

static void
put_version(struct uuid *id, unsigned version)
{
	id->bytes[6] = (unsigned char)((id->bytes[6] & 0x0f) | version << 4);
	id->bytes[8] = (unsigned char)((id->bytes[8] & 0x3f) | 0x80);
}

static bool
has_version(const struct uuid *id, unsigned version)
{
	return id->bytes[6] >> 4 == version && id->bytes[8] >> 6 == 2;
}

static void
put_number(unsigned char bytes[4], unsigned number)
{
	for (int i = 0; i < 4; i++)
		bytes[i] = (unsigned char)(number >> (24 - 8 * i));
}

/*
 * Twelve bytes of a keyed hash of the number, then the number under a mask that depends on them. Visits are hashed from eight
 * bytes, visitors from nine, masks from twelve, properties from sixteen: no hash serves two ends.
 */
struct uuid
public_visitor_id(const unsigned char key[PUBLIC_ID_KEY_SIZE], int website_id, int visitor_id)
{
	struct uuid id, mask;
	unsigned char input[9] = { 0 };
	put_number(input, (unsigned)website_id);
	put_number(input + 4, (unsigned)visitor_id);
	crypto_shorthash_siphashx24(id.bytes, input, sizeof(input), key);
	put_version(&id, 8);
	crypto_shorthash_siphashx24(mask.bytes, id.bytes, MASKED_FROM, key);
	for (int i = 0; i < 4; i++)
		id.bytes[MASKED_FROM + i] = mask.bytes[i] ^ input[4 + i];
	return id;
}

bool
public_visitor_number(const unsigned char key[PUBLIC_ID_KEY_SIZE], int website_id,
		      const struct uuid *id, int *visitor_id)
{
	struct uuid mask;
	unsigned number = 0;
	crypto_shorthash_siphashx24(mask.bytes, id->bytes, MASKED_FROM, key);
	for (int i = 0; i < 4; i++)
		number = number << 8 | (unsigned)(mask.bytes[i] ^ id->bytes[MASKED_FROM + i]);
	*visitor_id = (int)number;
	struct uuid again = public_visitor_id(key, website_id, *visitor_id);
	return uuid_equal(&again, id);
}

struct uuid
public_visit_id(const unsigned char key[PUBLIC_ID_KEY_SIZE], int website_id, int visit_id)
{
	struct uuid id;
	unsigned char input[8];
	put_number(input, (unsigned)website_id);
	put_number(input + 4, (unsigned)visit_id);
	crypto_shorthash_siphashx24(id.bytes, input, sizeof(input), key);
	put_version(&id, 8);
	return id;
}

/* 48 bits of milliseconds, version, 12 bits of the number, variant, its last 8 bits. */
struct uuid
public_event_id(long long event_id)
{
	struct uuid id = { { 0 } };
	uint64_t ms = (uint64_t)event_id >> 20;
	unsigned number = (unsigned)event_id & 0xfffff;
	for (int i = 0; i < 6; i++)
		id.bytes[i] = (unsigned char)(ms >> (40 - 8 * i));
	id.bytes[6] = (unsigned char)(number >> 16);
	id.bytes[7] = (unsigned char)(number >> 8);
	id.bytes[15] = (unsigned char)number;
	put_version(&id, 7);
	return id;
}

bool
public_event_key(const struct uuid *id, long long *event_id)
{
	uint64_t ms = 0;
	for (int i = 0; i < 6; i++)
		ms = ms << 8 | id->bytes[i];
	uint64_t number =
		(uint64_t)(id->bytes[6] & 0x0f) << 16 | (uint64_t)id->bytes[7] << 8 | id->bytes[15];
	*event_id = (long long)((ms & 0x7ffffffffff) << 20 | number);
	struct uuid again = public_event_id(*event_id);
	return has_version(id, 7) && uuid_equal(&again, id);
}

struct uuid
public_property_id(const unsigned char key[PUBLIC_ID_KEY_SIZE], int website_id, long long event_id,
		   int place)
{
	struct uuid id;
	unsigned char input[16];
	put_number(input, (unsigned)website_id);
	put_number(input + 4, (unsigned)(event_id >> 32));
	put_number(input + 8, (unsigned)event_id);
	put_number(input + 12, (unsigned)place);
	crypto_shorthash_siphashx24(id.bytes, input, sizeof(input), key);
	put_version(&id, 8);
	return id;
}
