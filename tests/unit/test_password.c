/*
 * Tests of password hashing.
 * SPDX-License-Identifier: MIT
 */
#include <string.h>
#include <time.h>

#include "password.h"
#include "unit.h"

static void
a_password_fits_its_own_hash_only(void)
{
	char hash[PASSWORD_HASH_SIZE];
	CU_ASSERT_TRUE_FATAL(password_hash("correct horse", hash));
	CU_ASSERT_EQUAL(strncmp(hash, "$y$", 3), 0);
	CU_ASSERT_TRUE(password_verify("correct horse", hash));
	CU_ASSERT_FALSE(password_verify("correct horsf", hash));
	CU_ASSERT_FALSE(password_verify("correct horse ", hash));
	CU_ASSERT_FALSE(password_verify("", hash));
}

static void
the_same_password_has_another_hash_each_time(void)
{
	char one[PASSWORD_HASH_SIZE];
	char other[PASSWORD_HASH_SIZE];
	CU_ASSERT_TRUE(password_hash("correct horse", one));
	CU_ASSERT_TRUE(password_hash("correct horse", other));
	CU_ASSERT_STRING_NOT_EQUAL(one, other);
}

/* Known pairs of other programs' making. */
static void
verifies_bcrypt_of_every_spelling(void)
{
	/* From the test vectors of OpenWall's crypt_blowfish: "U*U*U". */
	CU_ASSERT_TRUE(password_verify(
		"U*U*U", "$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a"));
	CU_ASSERT_TRUE(password_verify(
		"U*U*U", "$2b$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a"));
	CU_ASSERT_TRUE(password_verify(
		"U*U*U", "$2y$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a"));
	CU_ASSERT_FALSE(password_verify(
		"U*U*V", "$2b$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a"));
}

static void
refuses_hashes_that_are_not_ours(void)
{
	CU_ASSERT_FALSE(password_verify("password", ""));
	CU_ASSERT_FALSE(password_verify("password", "password"));
	CU_ASSERT_FALSE(password_verify("password", "*0"));
	CU_ASSERT_FALSE(password_verify("password", "$y$"));
	CU_ASSERT_FALSE(password_verify("password", "$1$salt$qJH7.N4xYta3aEG/dfqo/0")); /* MD5 */
}

static double
seconds_to_verify(const char *hash)
{
	struct timespec start;
	struct timespec end;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
	CU_ASSERT_FALSE(password_verify("wrong password", hash));
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
	return (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9;
}

static void
an_unknown_user_takes_as_long(void)
{
	char hash[PASSWORD_HASH_SIZE];
	CU_ASSERT_TRUE_FATAL(password_hash("correct horse", hash));
	double known = seconds_to_verify(hash);
	double unknown = seconds_to_verify(NULL);
	CU_ASSERT_TRUE(unknown > known / 4 && unknown < known * 4);
}

static void
only_the_length_is_limited(void)
{
	char text[300];
	char hash[PASSWORD_HASH_SIZE];
	memset(text, 'x', sizeof(text));
	text[256] = '\0';
	CU_ASSERT_FALSE(password_acceptable(text));
	CU_ASSERT_FALSE(password_hash(text, hash));
	text[255] = '\0';
	CU_ASSERT_TRUE(password_acceptable(text));
	text[8] = '\0';
	CU_ASSERT_TRUE(password_acceptable(text));
	text[7] = '\0';
	CU_ASSERT_FALSE(password_acceptable(text));
}

static void
every_byte_of_a_long_password_counts(void)
{
	char text[PASSWORD_BYTES_MAX + 1];
	char hash[PASSWORD_HASH_SIZE];
	memset(text, 'x', sizeof(text));
	text[PASSWORD_BYTES_MAX] = '\0';
	CU_ASSERT_TRUE(password_hash(text, hash));
	CU_ASSERT_TRUE(password_verify(text, hash));
	text[PASSWORD_BYTES_MAX - 1] = 'y';
	CU_ASSERT_FALSE(password_verify(text, hash));
}

static const struct unit_test tests[] = {
	TEST(a_password_fits_its_own_hash_only),
	TEST(the_same_password_has_another_hash_each_time),
	TEST(verifies_bcrypt_of_every_spelling),
	TEST(refuses_hashes_that_are_not_ours),
	TEST(an_unknown_user_takes_as_long),
	TEST(only_the_length_is_limited),
	TEST(every_byte_of_a_long_password_counts),
};

UNIT_MAIN("password", tests)
