/*
 * UUIDs: text and bytes.
 * SPDX-License-Identifier: MIT
 */
#include "uuid.h"

#include <sodium.h>
#include <string.h>

static const char digits[] = "0123456789abcdef";

static int
digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* A hyphen stands before the bytes 4, 6, 8 and 10. */
static bool
hyphen_before(int byte)
{
	return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

bool
uuid_parse(const char *text, struct uuid *out)
{
	const char *at = text;
	for (int i = 0; i < 16; i++) {
		if (hyphen_before(i) && *at++ != '-')
			return false;
		int high = digit_value(at[0]);
		int low = high < 0 ? -1 : digit_value(at[1]);
		if (low < 0)
			return false;
		out->bytes[i] = (unsigned char)(high << 4 | low);
		at += 2;
	}
	return *at == '\0';
}

void
uuid_format(const struct uuid *uuid, char out[UUID_TEXT_SIZE])
{
	char *at = out;
	for (int i = 0; i < 16; i++) {
		if (hyphen_before(i))
			*at++ = '-';
		*at++ = digits[uuid->bytes[i] >> 4];
		*at++ = digits[uuid->bytes[i] & 15];
	}
	*at = '\0';
}

struct uuid
uuid_random(void)
{
	struct uuid uuid;
	randombytes_buf(uuid.bytes, sizeof(uuid.bytes));
	uuid.bytes[6] = (unsigned char)((uuid.bytes[6] & 0x0F) | 0x40);
	uuid.bytes[8] = (unsigned char)((uuid.bytes[8] & 0x3F) | 0x80);
	return uuid;
}

bool
uuid_equal(const struct uuid *one, const struct uuid *other)
{
	return memcmp(one->bytes, other->bytes, sizeof(one->bytes)) == 0;
}

bool
uuid_is_nil(const struct uuid *uuid)
{
	static const struct uuid nil;
	return uuid_equal(uuid, &nil);
}
