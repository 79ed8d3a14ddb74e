/*
 * How often a user's password may be guessed, whoever guesses: the limit of each address alone does not stop somebody who has
 * many. It counts by user name and leaves out clients that have logged in under that name before, so that the attacked user is
 * not kept out from where they usually are. Kept in memory. Worker threads.
 * SPDX-License-Identifier: MIT
 */
#ifndef LOGIN_LIMITS_H
#define LOGIN_LIMITS_H

#include <stdint.h>

/* `tries` that fail for one name in an hour; 0: no limit. Before the first worker starts. */
void login_limits_init(int tries);

/*
 * Lets a try pass that is about to be made: 0, else the whole seconds until the next may. `client` is the number that the
 * edge's limits count the client under; 0 is never limited. Names need not exist.
 */
int login_limits_take(const char *username, uint64_t client);

/* A try that was let pass did not fail: it does not count. */
void login_limits_return(const char *username, uint64_t client);

/* It was the right password: the client is known under that name from now on. */
void login_limits_remember(const char *username, uint64_t client);

#endif
