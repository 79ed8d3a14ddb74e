/*
 * Tests of addresses, lists of networks and the client behind proxies.
 * SPDX-License-Identifier: MIT
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "address.h"
#include "unit.h"

static struct address
address(const char *text)
{
	struct address parsed = { { 0 } };
	CU_ASSERT_TRUE_FATAL(address_parse(text, &parsed));
	return parsed;
}

static struct address_list
list(const char *text)
{
	static struct address_list parsed;
	char error[100];
	CU_ASSERT_TRUE_FATAL(address_list_parse(text, &parsed, error, sizeof(error)));
	return parsed;
}

struct sample {
	const char *text;
	const char *canonical; /* NULL: refused */
};

static void
reads_every_way_of_writing_an_address(void)
{
	static const struct sample samples[] = {
		{ "192.0.2.1", "192.0.2.1" },
		{ " 192.0.2.1\t", "192.0.2.1" },
		{ "192.0.2.1:443", "192.0.2.1" },
		{ "::ffff:192.0.2.1", "192.0.2.1" },
		{ "[::ffff:192.0.2.1]:80", "192.0.2.1" },
		{ "2001:DB8:0:0::1", "2001:db8::1" },
		{ "[2001:db8::1]", "2001:db8::1" },
		{ "[2001:db8::1]:65535", "2001:db8::1" },
		{ "fe80::1%eth0", "fe80::1" },
		{ "[fe80::1%25eth0]:80", "fe80::1" },
		{ "::", "::" },
		{ "0.0.0.0", "0.0.0.0" },
		{ "", NULL },
		{ " ", NULL },
		{ "unknown", NULL },
		{ "_hidden", NULL },
		{ "192.0.2", NULL },
		{ "192.0.2.256", NULL },
		{ "192.0.2.01", NULL },
		{ "192.0.2.1:", NULL },
		{ "192.0.2.1:http", NULL },
		{ "192.0.2.1:123456", NULL },
		{ "192.0.2.1%eth0", NULL },
		{ "[2001:db8::1", NULL },
		{ "[2001:db8::1]x", NULL },
		{ "[2001:db8::1]:", NULL },
		{ "2001:db8::1::2", NULL },
		{ "192.0.2.1, 192.0.2.2", NULL },
		{ "192.0.2.1 192.0.2.2", NULL },
	};
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		struct address parsed;
		char text[ADDRESS_TEXT_SIZE];
		bool accepted = address_parse(samples[i].text, &parsed);
		CU_ASSERT_EQUAL(accepted, samples[i].canonical != NULL);
		if (accepted && samples[i].canonical != NULL) {
			address_format(&parsed, text);
			CU_ASSERT_STRING_EQUAL(text, samples[i].canonical);
		}
	}
}

static void
refuses_a_text_longer_than_any_address(void)
{
	char text[1000];
	struct address parsed;
	memset(text, '1', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	CU_ASSERT_FALSE(address_parse(text, &parsed));
}

static void
knows_local_addresses(void)
{
	static const char *const local[] = {
		"127.0.0.1",       "127.255.255.255", "10.0.0.1",    "172.16.0.1",
		"172.31.255.255",  "192.168.1.1",     "169.254.1.1", "100.64.0.1",
		"100.127.255.255", "0.0.0.0",         "::1",         "::",
		"fe80::1",         "fc00::1",         "fdff::1",
	};
	static const char *const public[] = {
		"126.255.255.255", "128.0.0.0",      "11.0.0.0",    "172.15.255.255", "172.32.0.0",
		"192.167.255.255", "100.63.255.255", "100.128.0.0", "8.8.8.8",        "::2",
		"fec0::1",         "fbff::1",        "fe00::1",     "2001:4860::1",
	};
	for (size_t i = 0; i < sizeof(local) / sizeof(local[0]); i++) {
		struct address parsed = address(local[i]);
		CU_ASSERT_TRUE(address_is_local(&parsed));
	}
	for (size_t i = 0; i < sizeof(public) / sizeof(public[0]); i++) {
		struct address parsed = address(public[i]);
		CU_ASSERT_FALSE(address_is_local(&parsed));
	}
}

static void
loopback_is_this_machine(void)
{
	static const char *const loopback[] = { "127.0.0.1", "127.255.0.1", "::1",
						"::ffff:127.0.0.1" };
	static const char *const others[] = { "126.0.0.1", "10.0.0.1", "::2", "::", "::7f00:1" };
	for (size_t i = 0; i < sizeof(loopback) / sizeof(loopback[0]); i++) {
		struct address parsed = address(loopback[i]);
		CU_ASSERT_TRUE(address_is_loopback(&parsed));
	}
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		struct address parsed = address(others[i]);
		CU_ASSERT_FALSE(address_is_loopback(&parsed));
	}
}

struct containing {
	const char *list;
	const char *address;
	bool contained;
};

static void
a_list_contains_its_networks(void)
{
	static const struct containing samples[] = {
		{ "", "192.0.2.1", false },
		{ "192.0.2.1", "192.0.2.1", true },
		{ "192.0.2.1", "192.0.2.2", false },
		{ "10.0.0.0/8, ::1", "10.255.255.255", true },
		{ "10.0.0.0/8, ::1", "11.0.0.0", false },
		{ "10.0.0.0/8, ::1", "::1", true },
		{ "10.0.0.0/8,::1", "::2", false },
		{ " 10.0.0.0/8  192.168.0.0/16\n", "192.168.7.7", true },
		{ "192.0.2.128/25", "192.0.2.127", false },
		{ "192.0.2.128/25", "192.0.2.129", true },
		{ "192.0.2.129/25", "192.0.2.255", true }, /* bits behind the prefix do not count */
		{ "0.0.0.0/0", "203.0.113.5", true },
		{ "0.0.0.0/0", "2001:db8::1", false },
		{ "::/0", "203.0.113.5", true }, /* IPv4 is mapped into IPv6 */
		{ "2001:db8::/33", "2001:db8:7fff::1", true },
		{ "2001:db8::/33", "2001:db8:8000::1", false },
		{ "::ffff:10.0.0.0/104", "10.1.2.3", true },
		{ "::ffff:10.0.0.0/104", "11.1.2.3", false },
	};
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		struct address_list networks = list(samples[i].list);
		struct address parsed = address(samples[i].address);
		CU_ASSERT_EQUAL(address_list_contains(&networks, &parsed), samples[i].contained);
	}
}

static void
says_which_network_cannot_be_read(void)
{
	static const char *const bad[] = { "10.0.0.0/33",    "10.0.0.0/",
					   "10.0.0.0/8x",    "::1/129",
					   "proxy.example",  "10.0.0.0/-1",
					   "10.0.0.0/00008", "/8" };
	struct address_list networks;
	char error[100];
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		char text[100];
		snprintf(text, sizeof(text), "192.0.2.1, %s, ::1", bad[i]);
		CU_ASSERT_FALSE(address_list_parse(text, &networks, error, sizeof(error)));
		CU_ASSERT_PTR_NOT_NULL(strstr(error, bad[i]));
	}
}

static void
refuses_too_many_networks(void)
{
	static char text[ADDRESS_LIST_MAX * 4 + 10];
	static struct address_list networks;
	char error[100];
	for (size_t i = 0; i < ADDRESS_LIST_MAX; i++)
		memcpy(text + 4 * i, "::1,", 4);
	CU_ASSERT_TRUE(address_list_parse(text, &networks, error, sizeof(error)));
	memcpy(text + strlen(text), "::1", 4);
	CU_ASSERT_FALSE(address_list_parse(text, &networks, error, sizeof(error)));
}

#define TRUSTED "10.0.0.0/8, 2001:db8::/32"

struct asked {
	const char *peer;
	enum address_header header;
	const char *value;
	const char *client;
};

static void
believes_headers_of_trusted_peers_only(void)
{
	static const struct asked samples[] = {
		{ "203.0.113.5", ADDRESS_X_FORWARDED_FOR, "198.51.100.1", "203.0.113.5" },
		{ "203.0.113.5", ADDRESS_TRUE_CLIENT_IP, "198.51.100.1", "203.0.113.5" },
		{ "10.0.0.1", ADDRESS_X_FORWARDED_FOR, "198.51.100.1", "198.51.100.1" },
		{ "10.0.0.1", ADDRESS_TRUE_CLIENT_IP, "198.51.100.1", "198.51.100.1" },
		{ "10.0.0.1", ADDRESS_CF_CONNECTING_IP, "2001:470::7", "2001:470::7" },
		{ "10.0.0.1", ADDRESS_X_REAL_IP, "198.51.100.1:1234", "198.51.100.1" },
		{ "10.0.0.1", ADDRESS_X_REAL_IP, "nonsense", "10.0.0.1" },
		{ "10.0.0.1", ADDRESS_X_REAL_IP, "", "10.0.0.1" },
	};
	struct address_list trusted = list(TRUSTED);
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		struct address_headers headers = { .client_ip = NULL };
		struct address peer = address(samples[i].peer);
		char text[ADDRESS_TEXT_SIZE];
		headers.values[samples[i].header] = samples[i].value;
		struct address client = address_client(&peer, &trusted, &headers, NULL);
		address_format(&client, text);
		CU_ASSERT_STRING_EQUAL(text, samples[i].client);
	}
}

static void
walks_lists_from_the_right(void)
{
	static const struct asked samples[] = {
		{ "10.0.0.1", ADDRESS_X_FORWARDED_FOR, "192.0.2.66, 198.51.100.1",
		  "198.51.100.1" }, /* the first is forged */
		{ "10.0.0.1", ADDRESS_X_FORWARDED_FOR,
		  "192.0.2.66, 198.51.100.1, 10.0.0.2,10.0.0.3", "198.51.100.1" },
		{ "10.0.0.1", ADDRESS_X_FORWARDED_FOR, "10.0.0.3, 10.0.0.2",
		  "10.0.0.3" }, /* all are proxies */
		{ "10.0.0.1", ADDRESS_X_FORWARDED_FOR, "198.51.100.1, unknown, 10.0.0.2",
		  "10.0.0.2" },
		{ "10.0.0.1", ADDRESS_X_FORWARDED_FOR, "198.51.100.1, unknown", "10.0.0.1" },
		{ "10.0.0.1", ADDRESS_X_FORWARDED_FOR, "198.51.100.1,", "10.0.0.1" },
		{ "10.0.0.1", ADDRESS_X_FORWARDED_FOR,
		  "[2001:db8::7]:80, [2001:470::1]:443, 2001:db8::9", "2001:470::1" },
		{ "10.0.0.1", ADDRESS_FORWARDED,
		  "for=192.0.2.66, for=198.51.100.1;proto=https;by=10.0.0.1", "198.51.100.1" },
		{ "10.0.0.1", ADDRESS_FORWARDED, "proto=http; For=\"[2001:470::1]:4711\"",
		  "2001:470::1" },
		{ "10.0.0.1", ADDRESS_FORWARDED, "for=198.51.100.1, for=10.0.0.2", "198.51.100.1" },
		{ "10.0.0.1", ADDRESS_FORWARDED, "for=\"198.51.100.1:80\"", "198.51.100.1" },
		{ "10.0.0.1", ADDRESS_FORWARDED, "for=_secret", "10.0.0.1" },
		{ "10.0.0.1", ADDRESS_FORWARDED, "proto=https", "10.0.0.1" },
		{ "10.0.0.1", ADDRESS_FORWARDED, "for=\"", "10.0.0.1" },
	};
	struct address_list trusted = list(TRUSTED);
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		struct address_headers headers = { .client_ip = NULL };
		struct address peer = address(samples[i].peer);
		char text[ADDRESS_TEXT_SIZE];
		headers.values[samples[i].header] = samples[i].value;
		struct address client = address_client(&peer, &trusted, &headers, NULL);
		address_format(&client, text);
		CU_ASSERT_STRING_EQUAL(text, samples[i].client);
	}
}

static void
the_list_counts_before_single_values(void)
{
	struct address_list trusted = list(TRUSTED);
	struct address_headers headers = { .client_ip = NULL };
	struct address peer = address("10.0.0.1");
	char text[ADDRESS_TEXT_SIZE];
	headers.values[ADDRESS_TRUE_CLIENT_IP] =
		"192.0.2.66"; /* the proxy lets a client's own header through */
	headers.values[ADDRESS_X_FORWARDED_FOR] = "198.51.100.1";
	struct address client = address_client(&peer, &trusted, &headers, NULL);
	address_format(&client, text);
	CU_ASSERT_STRING_EQUAL(text, "198.51.100.1");
}

static void
a_chosen_header_is_the_only_one(void)
{
	struct address_list trusted = list(TRUSTED);
	struct address_headers headers = { .only_client_ip = true, .client_ip = "198.51.100.9" };
	struct address peer = address("10.0.0.1");
	struct address stranger = address("203.0.113.5");
	char text[ADDRESS_TEXT_SIZE];
	headers.values[ADDRESS_X_FORWARDED_FOR] = "198.51.100.1";
	struct address client = address_client(&peer, &trusted, &headers, NULL);
	address_format(&client, text);
	CU_ASSERT_STRING_EQUAL(text, "198.51.100.9");
	client = address_client(&stranger, &trusted, &headers, NULL);
	address_format(&client, text);
	CU_ASSERT_STRING_EQUAL(text, "203.0.113.5");
	headers.client_ip = NULL;
	client = address_client(&peer, &trusted, &headers, NULL);
	address_format(&client, text);
	CU_ASSERT_STRING_EQUAL(text, "10.0.0.1");
}

static void
tells_where_the_address_was_found(void)
{
	struct address_list trusted = list(TRUSTED);
	struct address_headers headers = { .client_ip = "198.51.100.9" };
	struct address peer = address("10.0.0.1"), stranger = address("203.0.113.5");
	int origin;
	address_client(&peer, &trusted, &headers, &origin);
	CU_ASSERT_EQUAL(origin, ADDRESS_OF_PEER);
	headers.values[ADDRESS_X_FORWARDED_FOR] = "nobody";
	headers.values[ADDRESS_X_REAL_IP] = "198.51.100.1";
	address_client(&peer, &trusted, &headers, &origin);
	CU_ASSERT_EQUAL(origin, ADDRESS_X_REAL_IP);
	address_client(&stranger, &trusted, &headers, &origin);
	CU_ASSERT_EQUAL(origin, ADDRESS_OF_PEER);
	headers.only_client_ip = true;
	address_client(&peer, &trusted, &headers, &origin);
	CU_ASSERT_EQUAL(origin, ADDRESS_OF_CLIENT_IP);
}

static void
a_network_is_written_as_it_counts(void)
{
	static const struct {
		const char *text;
		const char *canonical; /* NULL: refused */
		const char *member;
		const char *stranger;
	} samples[] = {
		{ "192.0.2.77/24", "192.0.2.0/24", "192.0.2.255", "192.0.3.0" },
		{ "192.0.2.77", "192.0.2.77", "192.0.2.77", "192.0.2.78" },
		{ "0.0.0.0/0", "0.0.0.0/0", "255.1.2.3", "2001:db8::1" },
		{ "2001:DB8:0:0:1::/63", "2001:db8::/63", "2001:db8:0:1::1", "2001:db8:0:2::1" },
		{ "::/0", "::/0", "2001:db8::1", NULL },
		{ "::1", "::1", "::1", "::2" },
		{ "192.0.2.0/33", NULL, NULL, NULL },
		{ "192.0.2.0/", NULL, NULL, NULL },
		{ "192.0.2.0/2x", NULL, NULL, NULL },
		{ "192.0.2.1, 192.0.2.2", NULL, NULL, NULL },
		{ "example.org", NULL, NULL, NULL },
		{ "", NULL, NULL, NULL },
	};
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		struct address_network network;
		char text[ADDRESS_NETWORK_TEXT_SIZE];
		bool accepted = address_network_parse(samples[i].text, &network);
		CU_ASSERT_EQUAL(accepted, samples[i].canonical != NULL);
		if (!accepted || samples[i].canonical == NULL)
			continue;
		address_network_format(&network, text);
		CU_ASSERT_STRING_EQUAL(text, samples[i].canonical);
		struct address member = address(samples[i].member);
		CU_ASSERT_TRUE(address_network_contains(&network, &member));
		if (samples[i].stranger == NULL)
			continue;
		struct address stranger = address(samples[i].stranger);
		CU_ASSERT_FALSE(address_network_contains(&network, &stranger));
	}
}

static void
every_header_has_a_name(void)
{
	for (int i = 0; i < ADDRESS_HEADER_COUNT; i++)
		CU_ASSERT_PTR_NOT_NULL(address_header_names[i].text);
	CU_ASSERT_STRING_EQUAL(address_header_names[ADDRESS_X_FORWARDED_FOR].text,
			       "x-forwarded-for");
}

/* All ways in which the eight words can be zero or not, each of one to four digits. */
static void
writes_ipv6_as_the_library_does(void)
{
	static const unsigned words[] = { 0x1, 0x20, 0xabc, 0xf00d, 0xfff0 };
	unsigned at = 0;
	for (unsigned zeros = 0; zeros < 4096; zeros++) {
		struct address address;
		char expected[ADDRESS_TEXT_SIZE], text[ADDRESS_TEXT_SIZE];
		for (unsigned word = 0; word < 8; word++) {
			unsigned value = zeros >> word & 1 ? 0 : words[at++ % 5];
			address.bytes[2 * word] = (unsigned char)(value >> 8);
			address.bytes[2 * word + 1] = (unsigned char)value;
		}
		CU_ASSERT_PTR_NOT_NULL_FATAL(
			inet_ntop(AF_INET6, address.bytes, expected, sizeof(expected)));
		address_format(&address, text);
		CU_ASSERT_STRING_EQUAL(text, expected);
	}
}

static const struct unit_test tests[] = {
	TEST(writes_ipv6_as_the_library_does),
	TEST(reads_every_way_of_writing_an_address),
	TEST(refuses_a_text_longer_than_any_address),
	TEST(knows_local_addresses),
	TEST(loopback_is_this_machine),
	TEST(a_list_contains_its_networks),
	TEST(says_which_network_cannot_be_read),
	TEST(refuses_too_many_networks),
	TEST(believes_headers_of_trusted_peers_only),
	TEST(walks_lists_from_the_right),
	TEST(the_list_counts_before_single_values),
	TEST(a_chosen_header_is_the_only_one),
	TEST(tells_where_the_address_was_found),
	TEST(a_network_is_written_as_it_counts),
	TEST(every_header_has_a_name),
};

UNIT_MAIN("address", tests)
