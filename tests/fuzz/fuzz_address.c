/*
 * What is read as an address is written and read again as the same; headers can say anything.
 * SPDX-License-Identifier: MIT
 */
#include "address.h"
#include "fuzz.h"

static void
check_round_trip(const char *text)
{
	struct address address;
	struct address again;
	char written[ADDRESS_TEXT_SIZE];
	if (!address_parse(text, &address))
		return;
	address_format(&address, written);
	MUST(address_parse(written, &again));
	MUST(memcmp(&address, &again, sizeof(address)) == 0);
	(void)address_is_local(&address);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct address_list list;
	static const struct address peer = { { [15] = 1 } };
	char *text = fuzz_text(data, size);
	char error[64];
	struct address_headers headers = { .only_client_ip = size % 2, .client_ip = text };
	struct address client;
	check_round_trip(text);
	if (address_list_parse(text, &list, error, sizeof(error)))
		for (size_t i = 0; i < list.count; i++)
			MUST(address_list_contains(&list, &list.networks[i].address));
	MUST(address_list_parse("::1, 10.0.0.0/8", &list, error, sizeof(error)));
	headers.values[size % ADDRESS_HEADER_COUNT] = text;
	client = address_client(&peer, &list, &headers, NULL);
	(void)address_is_ipv4(&client);
	MUST(address_list_parse("", &list, error, sizeof(error)));
	client = address_client(&peer, &list, &headers, NULL);
	MUST(memcmp(&client, &peer, sizeof(peer)) == 0); /* an untrusted peer is the client */
	free(text);
	return 0;
}
