/*
 * Passwords, by libcrypt (libxcrypt), which Debian's own accounts use.
 * SPDX-License-Identifier: MIT
 */
#include "password.h"

#include <crypt.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

/* Prefixes of the hashes that are verified: anything else in the table is no password of ours. */
static const char *const prefixes[] = { "$y$", "$2a$", "$2b$", "$2y$" };

/*
 * The hash of a password nobody knows, at the cost that password_hash() uses: what an unknown user
 * is compared with.
 */
static const char nobody[] = "$y$j9T$8DadydP8qLEOfV6qfHAh/"
			     "zfXIKSdtXpsbKTr61tVUg5$ZYvf3OGWLDWHsm09HHsFpJcqtsrehnHVFm56J2kNgX5";

bool
password_acceptable(const char *password)
{
	size_t len = strnlen(password, PASSWORD_BYTES_MAX + 1);
	return len >= PASSWORD_BYTES_MIN && len <= PASSWORD_BYTES_MAX;
}

/* Runs libcrypt. `setting` may be a whole hash. */
static bool
crypt_into(const char *password, const char *setting, char out[PASSWORD_HASH_SIZE])
{
	struct crypt_data data;
	memset(&data, 0, sizeof(data));
	const char *hash = crypt_r(password, setting, &data);
	bool done = hash != NULL && hash[0] != '*' && strlen(hash) < PASSWORD_HASH_SIZE;
	if (done)
		snprintf(out, PASSWORD_HASH_SIZE, "%s", hash);
	sodium_memzero(&data, sizeof(data));
	return done;
}

bool
password_hash(const char *password, char out[PASSWORD_HASH_SIZE])
{
	char random[32];
	char setting[CRYPT_GENSALT_OUTPUT_SIZE];
	if (!password_acceptable(password))
		return false;
	randombytes_buf(random, sizeof(random));
	if (crypt_gensalt_rn("$y$", 0, random, sizeof(random), setting, sizeof(setting)) == NULL)
		return false;
	return crypt_into(password, setting, out);
}

static bool
hash_is_known(const char *hash)
{
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (strncmp(hash, prefixes[i], strlen(prefixes[i])) == 0)
			return true;
	return false;
}

bool
password_verify(const char *password, const char *hash)
{
	char computed[PASSWORD_HASH_SIZE];
	bool known = hash != NULL && hash_is_known(hash);
	const char *expected = known ? hash : nobody;
	if (strnlen(password, PASSWORD_BYTES_MAX + 1) > PASSWORD_BYTES_MAX)
		return false;
	if (!crypt_into(password, expected, computed))
		return false;
	size_t len = strlen(expected);
	bool equal = strlen(computed) == len && sodium_memcmp(computed, expected, len) == 0;
	sodium_memzero(computed, sizeof(computed));
	return equal && known;
}
