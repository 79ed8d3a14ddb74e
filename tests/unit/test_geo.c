/*
 * Tests of locations, with a database made here.
 * SPDX-License-Identifier: MIT
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "address.h"
#include "geo.h"
#include "mmdb.h"
#include "unit.h"

static const struct mmdb_network networks[] = {
	{ "81.2.69.0/24", "GB", "US", "ENG", "London" },
	{ "216.160.83.0/24", NULL, "US", NULL, NULL },
	{ "89.160.20.0/28", "SE", "SE", "E", "Link\xC3\xB6ping" },
	{ "203.0.113.0/24", "FR", NULL, "TOOLONG", "\xC3\x28" },
	{ "198.51.100.0/24", "Q1", NULL, NULL, NULL },
	{ "192.0.2.0/24", NULL, NULL, NULL, "Nowhere" },
	{ "2001:480::/32", "JP", "JP", "13", "Tokyo" },
	{ "10.0.0.0/8", "DE", NULL, NULL, NULL },
};

struct sample {
	const char *address;
	struct location location;
};

static struct geo *
made_database(void)
{
	char path[] = "/tmp/test_geo_XXXXXX";
	char error[200] = "";
	int fd = mkstemp(path);
	CU_ASSERT_FATAL(fd >= 0);
	close(fd);
	CU_ASSERT_TRUE_FATAL(mmdb_write(path, networks, sizeof(networks) / sizeof(networks[0])));
	struct geo *geo = geo_open(path, error, sizeof(error));
	CU_ASSERT_STRING_EQUAL(error, "");
	unlink(path);
	CU_ASSERT_PTR_NOT_NULL_FATAL(geo);
	return geo;
}

static void
finds_country_region_and_city(void)
{
	static const struct sample samples[] = {
		{ "81.2.69.160", { "GB", "GB-ENG", "London" } },
		{ "::ffff:81.2.69.160", { "GB", "GB-ENG", "London" } },
		{ "216.160.83.56", { "US", "", "" } }, /* only the country where it is registered */
		{ "89.160.20.7", { "SE", "SE-E", "Link\xC3\xB6ping" } },
		{ "89.160.20.16", { "", "", "" } }, /* one past the network */
		{ "2001:480:1::1", { "JP", "JP-13", "Tokyo" } },
		{ "203.0.113.5", { "FR", "", "" } }, /* a region and a city that are none */
		{ "198.51.100.5", { "", "", "" } },  /* a country that is none */
		{ "192.0.2.5", { "", "", "" } },     /* no country */
		{ "10.1.2.3", { "", "", "" } },      /* local: not looked up */
		{ "8.8.8.8", { "", "", "" } },
	};
	struct geo *geo = made_database();
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		struct address address;
		struct location location;
		CU_ASSERT_TRUE_FATAL(address_parse(samples[i].address, &address));
		bool found = geo_lookup(geo, &address, &location);
		CU_ASSERT_EQUAL(found, samples[i].location.country[0] != '\0');
		CU_ASSERT_STRING_EQUAL(location.country, samples[i].location.country);
		CU_ASSERT_STRING_EQUAL(location.region, samples[i].location.region);
		CU_ASSERT_STRING_EQUAL(location.city, samples[i].location.city);
	}
	geo_close(geo);
}

static void
knows_nothing_without_a_database(void)
{
	struct address address;
	struct location location = { "XX", "XX-X", "x" };
	CU_ASSERT_TRUE(address_parse("81.2.69.160", &address));
	CU_ASSERT_FALSE(geo_lookup(NULL, &address, &location));
	CU_ASSERT_STRING_EQUAL(location.country, "");
	CU_ASSERT_STRING_EQUAL(location.city, "");
	geo_close(NULL);
}

static void
says_why_a_file_cannot_be_opened(void)
{
	char error[200] = "";
	CU_ASSERT_PTR_NULL(geo_open("/nonexistent.mmdb", error, sizeof(error)));
	CU_ASSERT_PTR_NOT_NULL(strstr(error, "/nonexistent.mmdb"));
	CU_ASSERT_PTR_NULL(geo_open(TESTS_DIR "/CMakeLists.txt", error, sizeof(error)));
	CU_ASSERT_PTR_NOT_NULL(strstr(error, "CMakeLists.txt"));
}

struct headers {
	enum location_header country;
	const char *values[3]; /* country, region, city */
	struct location location;
};

static void
reads_the_headers_of_providers(void)
{
	static const struct headers samples[] = {
		{ LOCATION_CF_COUNTRY, { "FR", "IDF", "Paris" }, { "FR", "FR-IDF", "Paris" } },
		{ LOCATION_CF_COUNTRY, { "fr", "idf", NULL }, { "FR", "FR-IDF", "" } },
		{ LOCATION_CF_COUNTRY,
		  { "SE", "E", "Link\xC3\xB6ping" },
		  { "SE", "SE-E", "Link\xC3\xB6ping" } },
		{ LOCATION_CF_COUNTRY, { "T1", NULL, NULL }, { "", "", "" } }, /* Tor */
		{ LOCATION_CF_COUNTRY, { "XX", NULL, NULL }, { "", "", "" } }, /* unknown */
		{ LOCATION_VERCEL_COUNTRY,
		  { "CH", "ZH", "Z%C3%BCrich" },
		  { "CH", "CH-ZH", "Z\xC3\xBCrich" } },
		{ LOCATION_CLOUDFRONT_COUNTRY,
		  { "BR", "SP", "S\xE3o Paulo" },
		  { "BR", "BR-SP", "S\xC3\xA3o Paulo" } },
		{ LOCATION_CLOUDFRONT_COUNTRY,
		  { "US", "US-CA", "100%" },
		  { "US", "US-CA", "100%" } },
		{ LOCATION_EO_COUNTRY, { "CN", "11", "Beijing" }, { "CN", "CN-11", "Beijing" } },
		{ LOCATION_EO_COUNTRY, { "FRA", NULL, NULL }, { "", "", "" } },
		{ LOCATION_EO_COUNTRY, { "F", NULL, NULL }, { "", "", "" } },
		{ LOCATION_EO_COUNTRY, { "DE", "B E", "a%00b" }, { "DE", "", "" } },
		{ LOCATION_EO_COUNTRY, { "DE", "", "" }, { "DE", "", "" } },
	};
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		const char *values[LOCATION_HEADER_COUNT] = { NULL };
		struct location location;
		for (int j = 0; j < 3; j++)
			values[(int)samples[i].country + j] = samples[i].values[j];
		bool found = location_from_headers(values, &location);
		CU_ASSERT_EQUAL(found, samples[i].location.country[0] != '\0');
		CU_ASSERT_STRING_EQUAL(location.country, samples[i].location.country);
		CU_ASSERT_STRING_EQUAL(location.region, samples[i].location.region);
		CU_ASSERT_STRING_EQUAL(location.city, samples[i].location.city);
	}
}

static void
takes_the_first_provider_that_knows(void)
{
	const char *values[LOCATION_HEADER_COUNT] = { NULL };
	struct location location;
	values[LOCATION_CF_COUNTRY] = "XX";
	values[LOCATION_CF_CITY] = "Nowhere";
	values[LOCATION_CLOUDFRONT_COUNTRY] = "DE";
	CU_ASSERT_TRUE(location_from_headers(values, &location));
	CU_ASSERT_STRING_EQUAL(location.country, "DE");
	CU_ASSERT_STRING_EQUAL(location.city, "");
}

static void
cuts_long_cities_between_characters(void)
{
	const char *values[LOCATION_HEADER_COUNT] = { NULL };
	struct location location;
	char city[200];
	char longer[700];
	memset(city, 'x', sizeof(city));
	memcpy(city + 99, "\xC3\xA9", 2);
	city[sizeof(city) - 1] = '\0';
	values[LOCATION_CF_COUNTRY] = "FR";
	values[LOCATION_CF_CITY] = city;
	CU_ASSERT_TRUE(location_from_headers(values, &location));
	CU_ASSERT_EQUAL(strlen(location.city), 99);
	memset(longer, 'x', sizeof(longer));
	longer[sizeof(longer) - 1] = '\0';
	values[LOCATION_CF_CITY] = longer;
	CU_ASSERT_TRUE(location_from_headers(values, &location));
	CU_ASSERT_STRING_EQUAL(location.city, "");
}

static void
every_header_has_a_name(void)
{
	for (int i = 0; i < LOCATION_HEADER_COUNT; i++)
		CU_ASSERT_PTR_NOT_NULL(location_header_names[i].text);
	CU_ASSERT_STRING_EQUAL(location_header_names[LOCATION_CF_COUNTRY].text, "cf-ipcountry");
}

static const struct unit_test tests[] = {
	TEST(finds_country_region_and_city),
	TEST(knows_nothing_without_a_database),
	TEST(says_why_a_file_cannot_be_opened),
	TEST(reads_the_headers_of_providers),
	TEST(takes_the_first_provider_that_knows),
	TEST(cuts_long_cities_between_characters),
	TEST(every_header_has_a_name),
};

UNIT_MAIN("geo", tests)
