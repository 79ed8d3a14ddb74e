/*
 * Internet addresses: text, lists of networks, and which address a request really came from.
 * SPDX-License-Identifier: MIT
 */
#ifndef ADDRESS_H
#define ADDRESS_H

#include "header_name.h"

#include <stdbool.h>
#include <stddef.h>

#define ADDRESS_TEXT_SIZE 46 /* INET6_ADDRSTRLEN */
#define ADDRESS_LIST_MAX  256

#define ADDRESS_NETWORK_TEXT_SIZE (ADDRESS_TEXT_SIZE + 4) /* "/128" */

/* An IPv6 address in network order; IPv4 is mapped (::ffff:a.b.c.d). */
struct address {
	unsigned char bytes[16];
};

struct address_network {
	struct address address;
	unsigned bits; /* of the 128 */
};

struct address_list {
	size_t count;
	struct address_network networks[ADDRESS_LIST_MAX];
};

/*
 * Reads "192.0.2.1", "192.0.2.1:443", "2001:db8::1", "[2001:db8::1]:443", "fe80::1%eth0": port,
 * brackets and zone are left out, spaces around ignored. False when it is no address.
 */
bool address_parse(const char *text, struct address *out);

/* The canonical text (RFC 5952), IPv4 with dots. */
void address_format(const struct address *address, char out[ADDRESS_TEXT_SIZE]);

bool address_is_ipv4(const struct address *address);

/* 127.0.0.0/8 or ::1. */
bool address_is_loopback(const struct address *address);

/*
 * True when the address is of no public network: loopback, link-local, private, shared (CGNAT),
 * unspecified.
 */
bool address_is_local(const struct address *address);

/*
 * Reads "192.0.2.0/24", or an address alone, which is a network of one. Bits past the prefix are cleared. False when it is
 * neither.
 */
bool address_network_parse(const char *text, struct address_network *out);

/* "192.0.2.0/24"; an address alone without its prefix length. */
void address_network_format(const struct address_network *network,
			    char out[ADDRESS_NETWORK_TEXT_SIZE]);

bool address_network_contains(const struct address_network *network, const struct address *address);

/*
 * Reads networks separated by commas or spaces, "10.0.0.0/8, ::1"; an empty text is an empty list.
 * False on the first that cannot be read, with a reason in `error`.
 */
bool address_list_parse(const char *text, struct address_list *out, char *error, size_t error_size);

bool address_list_contains(const struct address_list *list, const struct address *address);

/*
 * The headers in which proxies pass the client's address on, in the order in which they are asked.
 */
enum address_header {
	ADDRESS_X_FORWARDED_FOR,
	ADDRESS_FORWARDED,
	ADDRESS_TRUE_CLIENT_IP,
	ADDRESS_CF_CONNECTING_IP,
	ADDRESS_FASTLY_CLIENT_IP,
	ADDRESS_X_NF_CLIENT_CONNECTION_IP,
	ADDRESS_DO_CONNECTING_IP,
	ADDRESS_X_REAL_IP,
	ADDRESS_X_APPENGINE_USER_IP,
	ADDRESS_X_CLIENT_IP,
	ADDRESS_X_CLUSTER_CLIENT_IP,
	ADDRESS_X_FORWARDED,
	ADDRESS_HEADER_COUNT
};

extern const struct header_name address_header_names[ADDRESS_HEADER_COUNT];

/* NULL where the request has no such header; several lines of one header are joined with ", ". */
struct address_headers {
	const char *client_ip; /* the header that CLIENT_IP_HEADER names; NULL when the setting is
				  empty */
	bool only_client_ip;   /* the setting is not empty: no other header is asked */
	const char *values[ADDRESS_HEADER_COUNT];
};

/* Where the client's address was found: in an enum address_header, or one of these. */
enum {
	ADDRESS_OF_PEER = ADDRESS_HEADER_COUNT,
	ADDRESS_OF_CLIENT_IP /* the header that CLIENT_IP_HEADER names */
};

/*
 * The address of the client. Headers are believed only when the peer is in `trusted`. A list
 * (X-Forwarded-For, Forwarded) is walked from the right, past the proxies that are trusted too, so
 * that what a client put in front is not believed. *origin, if not NULL, tells where it was found.
 */
struct address address_client(const struct address *peer, const struct address_list *trusted,
			      const struct address_headers *headers, int *origin);

#endif
