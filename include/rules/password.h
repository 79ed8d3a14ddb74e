/*
 * Passwords: hashed with yescrypt; bcrypt hashes that come from an Umami database are verified too.
 * SPDX-License-Identifier: MIT
 */
#ifndef PASSWORD_H
#define PASSWORD_H

#include <stdbool.h>

#define PASSWORD_BYTES_MIN 8
#define PASSWORD_BYTES_MAX 255
#define PASSWORD_HASH_SIZE 129 /* 128 bytes and the NUL */

/* True when somebody may choose that password: its length only. */
bool password_acceptable(const char *password);

/*
 * Hashes with a fresh random salt. Takes tens of milliseconds. False when the password is not
 * acceptable or memory is short.
 */
bool password_hash(const char *password, char out[PASSWORD_HASH_SIZE]);

/*
 * True when the password fits the hash. `hash` NULL stands for an unknown user: takes as long as a
 * real comparison and says no, so that the time tells nothing about who exists.
 */
bool password_verify(const char *password, const char *hash);

#endif
