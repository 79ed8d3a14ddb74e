/*
 * Writes a small MaxMind-format file, so that tests need no database of somebody else's.
 * SPDX-License-Identifier: MIT
 */
#ifndef TEST_MMDB_H
#define TEST_MMDB_H

#include <stdbool.h>
#include <stddef.h>

/* A network and what is known about it; NULL members are left out. */
struct mmdb_network {
	const char *network; /* "192.0.2.0/24", "2001:db8::/32" */
	const char *country;
	const char *registered_country;
	const char *subdivision;
	const char *city;
};

/*
 * Later networks may not overlap earlier ones. False when the file cannot be written or a network
 * cannot be read.
 */
bool mmdb_write(const char *path, const struct mmdb_network *networks, size_t count);

#endif
