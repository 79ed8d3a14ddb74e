/*
 * Random keys that last: kept in the database, made by the first server that asks. Read once at start.
 * SPDX-License-Identifier: MIT
 */
#ifndef SECRET_H
#define SECRET_H

#include <stdbool.h>

enum { SECRET_SIZE = 32 };

struct secrets {
	unsigned char cache_token[SECRET_SIZE]; /* signs x-umami-cache */
	unsigned char identity[SECRET_SIZE]; /* hashes the ids that a website gives its visitors */
};

/*
 * Fills `secrets` and the key of public ids, on a thread with a database connection. False: the database is away; the log
 * says why.
 */
bool secrets_load(struct secrets *secrets);

/* The key that makes sessionId and visitId of numbers (public_id.h); zeros before secrets_load(), unchanged after it. */
const unsigned char *public_id_key(void);

#endif
