/*
 * UUIDs: text and bytes.
 * SPDX-License-Identifier: MIT
 */
#ifndef UUID_H
#define UUID_H

#include <stdbool.h>

#define UUID_TEXT_SIZE 37

struct uuid {
	unsigned char bytes[16];
};

/* Reads exactly 8-4-4-4-12 hexadecimal digits, either case, any version. */
bool uuid_parse(const char *text, struct uuid *out);

/* Lower case. */
void uuid_format(const struct uuid *uuid, char out[UUID_TEXT_SIZE]);

/* A random UUID (version 4). */
struct uuid uuid_random(void);

bool uuid_equal(const struct uuid *one, const struct uuid *other);

/* True for 00000000-0000-0000-0000-000000000000, which stands for none. */
bool uuid_is_nil(const struct uuid *uuid);

#endif
