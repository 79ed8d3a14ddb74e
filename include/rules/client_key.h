/*
 * One number for all who may be one client: an IPv4 address, or the /64 network that an IPv6 user is
 * usually given whole. Limits count by it, so that they need not keep addresses.
 * SPDX-License-Identifier: MIT
 */
#ifndef CLIENT_KEY_H
#define CLIENT_KEY_H

#include "address.h"

#include <stdint.h>

#define CLIENT_KEY_SECRET_SIZE 16

/* Never 0. Without the secret nobody can choose addresses whose keys have something in common. */
uint64_t client_key(const unsigned char secret[CLIENT_KEY_SECRET_SIZE],
		    const struct address *address);

#endif
