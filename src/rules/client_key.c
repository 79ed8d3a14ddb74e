/*
 * SipHash-2-4 of the address or of its network.
 * SPDX-License-Identifier: MIT
 */
#include "client_key.h"

#include <sodium.h>

_Static_assert(CLIENT_KEY_SECRET_SIZE == crypto_shorthash_KEYBYTES, "the secret is SipHash's key");
_Static_assert(sizeof(uint64_t) == crypto_shorthash_BYTES, "the key is SipHash's result");

enum { IPV6_NETWORK_BYTES = 8 };

uint64_t
client_key(const unsigned char secret[CLIENT_KEY_SECRET_SIZE], const struct address *address)
{
	size_t len = address_is_ipv4(address) ? sizeof(address->bytes) : IPV6_NETWORK_BYTES;
	uint64_t key;
	crypto_shorthash((unsigned char *)&key, address->bytes, len, secret);
	return key == 0 ? 1 : key;
}
