/*
 * Tests of what counts as one client.
 * SPDX-License-Identifier: MIT
 */
#include <sodium.h>

#include "client_key.h"
#include "unit.h"

static const unsigned char secret[CLIENT_KEY_SECRET_SIZE] = { 1, 2, 3 };

static uint64_t
key_of(const char *text)
{
	struct address address;
	CU_ASSERT_TRUE_FATAL(address_parse(text, &address));
	return client_key(secret, &address);
}

static void
every_ipv4_address_is_a_client(void)
{
	CU_ASSERT_EQUAL(key_of("192.0.2.1"), key_of("::ffff:192.0.2.1"));
	CU_ASSERT_NOT_EQUAL(key_of("192.0.2.1"), key_of("192.0.2.2"));
}

static void
an_ipv6_network_of_64_bits_is_one_client(void)
{
	CU_ASSERT_EQUAL(key_of("2001:db8:1:2::1"), key_of("2001:db8:1:2:ffff:ffff:ffff:ffff"));
	CU_ASSERT_NOT_EQUAL(key_of("2001:db8:1:2::1"), key_of("2001:db8:1:3::1"));
}

static void
depends_on_the_secret(void)
{
	static const unsigned char other[CLIENT_KEY_SECRET_SIZE] = { 3, 2, 1 };
	struct address address;
	CU_ASSERT_TRUE_FATAL(address_parse("192.0.2.1", &address));
	CU_ASSERT_NOT_EQUAL(client_key(secret, &address), client_key(other, &address));
}

static const struct unit_test tests[] = {
	TEST(every_ipv4_address_is_a_client),
	TEST(an_ipv6_network_of_64_bits_is_one_client),
	TEST(depends_on_the_secret),
};

UNIT_MAIN("client keys", tests)
