/*
 * Internet addresses: text, lists of networks, and which address a request really came from.
 * SPDX-License-Identifier: MIT
 */
#include "address.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define MAPPED_BITS 96 /* of ::ffff:0:0/96, where IPv4 is mapped */

#define WORDS 8 /* of 16 bits, in an address */

/* The longest item read: an address, brackets, a zone, a port. */
#define ITEM_SIZE 128

static const unsigned char mapped_prefix[12] = { [10] = 0xFF, [11] = 0xFF };

const struct header_name address_header_names[ADDRESS_HEADER_COUNT] = {
	[ADDRESS_X_FORWARDED_FOR] = HEADER_NAME("x-forwarded-for"),
	[ADDRESS_FORWARDED] = HEADER_NAME("forwarded"),
	[ADDRESS_TRUE_CLIENT_IP] = HEADER_NAME("true-client-ip"),
	[ADDRESS_CF_CONNECTING_IP] = HEADER_NAME("cf-connecting-ip"),
	[ADDRESS_FASTLY_CLIENT_IP] = HEADER_NAME("fastly-client-ip"),
	[ADDRESS_X_NF_CLIENT_CONNECTION_IP] = HEADER_NAME("x-nf-client-connection-ip"),
	[ADDRESS_DO_CONNECTING_IP] = HEADER_NAME("do-connecting-ip"),
	[ADDRESS_X_REAL_IP] = HEADER_NAME("x-real-ip"),
	[ADDRESS_X_APPENGINE_USER_IP] = HEADER_NAME("x-appengine-user-ip"),
	[ADDRESS_X_CLIENT_IP] = HEADER_NAME("x-client-ip"),
	[ADDRESS_X_CLUSTER_CLIENT_IP] = HEADER_NAME("x-cluster-client-ip"),
	[ADDRESS_X_FORWARDED] = HEADER_NAME("x-forwarded"),
};

/* Not public, by the IANA special-purpose registries. */
static const struct {
	struct address address;
	unsigned bits;
} local_networks[] = {
#define IPV4(a, b, bits)                                                                       \
	{                                                                                      \
		{ { [10] = 0xFF, [11] = 0xFF, [12] = (a), [13] = (b) } }, MAPPED_BITS + (bits) \
	}
	IPV4(0, 0, 8),      /* this network */
	IPV4(10, 0, 8),     /* private */
	IPV4(100, 64, 10),  /* shared, behind a carrier's NAT */
	IPV4(127, 0, 8),    /* loopback */
	IPV4(169, 254, 16), /* link-local */
	IPV4(172, 16, 12),  /* private */
	IPV4(192, 168, 16), /* private */
#undef IPV4
	{ { { 0 } }, 128 },         /* unspecified */
	{ { { [15] = 1 } }, 128 },  /* loopback */
	{ { { 0xFC } }, 7 },        /* unique local */
	{ { { 0xFE, 0x80 } }, 10 }, /* link-local */
};

struct text_range {
	const char *start;
	const char *end;
};

static bool
is_space(char c)
{
	return c == ' ' || c == '\t';
}

static struct text_range
trimmed(struct text_range range)
{
	while (range.start < range.end && is_space(range.start[0]))
		range.start++;
	while (range.end > range.start && is_space(range.end[-1]))
		range.end--;
	return range;
}

static bool
is_port(const char *text)
{
	size_t digits = strspn(text, "0123456789");
	return digits > 0 && digits <= 5 && text[digits] == '\0';
}

/* Cuts brackets, port and zone off. False when something else follows the address. */
static bool
strip_decoration(char **text)
{
	char *item = *text;
	char *colon = strchr(item, ':');
	if (item[0] == '[') {
		char *bracket = strchr(item, ']');
		if (bracket == NULL ||
		    (bracket[1] != '\0' && !(bracket[1] == ':' && is_port(bracket + 2))))
			return false;
		*bracket = '\0';
		(*text)++;
	} else if (colon != NULL && strchr(colon + 1, ':') == NULL) {
		if (!is_port(colon + 1))
			return false;
		*colon = '\0';
	}
	char *zone = strchr(*text, '%');
	if (zone != NULL)
		*zone = '\0';
	return zone == NULL || strchr(*text, ':') != NULL;
}

static bool
range_parse(struct text_range range, struct address *out)
{
	char item[ITEM_SIZE];
	struct in_addr ipv4;
	range = trimmed(range);
	size_t len = (size_t)(range.end - range.start);
	if (len == 0 || len >= sizeof(item))
		return false;
	memcpy(item, range.start, len);
	item[len] = '\0';
	char *text = item;
	if (!strip_decoration(&text))
		return false;
	if (inet_pton(AF_INET, text, &ipv4) == 1) {
		memcpy(out->bytes, mapped_prefix, sizeof(mapped_prefix));
		memcpy(out->bytes + sizeof(mapped_prefix), &ipv4, sizeof(ipv4));
		return true;
	}
	return inet_pton(AF_INET6, text, out->bytes) == 1;
}

bool
address_parse(const char *text, struct address *out)
{
	return range_parse((struct text_range){ text, text + strlen(text) }, out);
}

/* As inet_ntop(), without the price of its sprintf(). */
static void
ipv4_format(const unsigned char bytes[4], char *out)
{
	for (int i = 0; i < 4; i++) {
		if (bytes[i] >= 100)
			*out++ = (char)('0' + bytes[i] / 100);
		if (bytes[i] >= 10)
			*out++ = (char)('0' + bytes[i] / 10 % 10);
		*out++ = (char)('0' + bytes[i] % 10);
		*out++ = i < 3 ? '.' : '\0';
	}
}

static unsigned
word_of(const struct address *address, int word)
{
	return (unsigned)address->bytes[2 * word] << 8 | address->bytes[2 * word + 1];
}

/* The words of the longest run of zeros, the first of several: from *start on, *len of them, none where no two stand together. */
static void
zeros_find(const struct address *address, int *start, int *len)
{
	*start = *len = 0;
	for (int at = 0, zeros = 0; at < WORDS; at++) {
		zeros = word_of(address, at) == 0 ? zeros + 1 : 0;
		if (zeros > 1 && zeros > *len) {
			*start = at + 1 - zeros;
			*len = zeros;
		}
	}
}

static void
ipv6_format(const struct address *address, char *out)
{
	static const char digits[] = "0123456789abcdef";
	int zeros_start, zeros_len;
	zeros_find(address, &zeros_start, &zeros_len);
	if (zeros_start == 0 && zeros_len == WORDS - 2) { /* "::192.0.2.1" */
		inet_ntop(AF_INET6, address->bytes, out, ADDRESS_TEXT_SIZE);
		return;
	}
	for (int at = 0; at < WORDS; at++) {
		unsigned word = word_of(address, at);
		if (zeros_len > 0 && at == zeros_start) {
			*out++ = ':';
			at += zeros_len - 1;
			if (at == WORDS - 1)
				*out++ = ':';
			continue;
		}
		if (at > 0)
			*out++ = ':';
		for (int shift = 12; shift >= 0; shift -= 4)
			if (word >> shift != 0 || shift == 0)
				*out++ = digits[word >> shift & 15];
	}
	*out = '\0';
}

void
address_format(const struct address *address, char out[ADDRESS_TEXT_SIZE])
{
	if (address_is_ipv4(address))
		ipv4_format(address->bytes + sizeof(mapped_prefix), out);
	else
		ipv6_format(address, out);
}

bool
address_is_ipv4(const struct address *address)
{
	return memcmp(address->bytes, mapped_prefix, sizeof(mapped_prefix)) == 0;
}

static bool
same_network(const struct address *one, const struct address *other, unsigned bits)
{
	unsigned whole = bits / 8;
	if (memcmp(one->bytes, other->bytes, whole) != 0)
		return false;
	if (bits % 8 == 0)
		return true;
	unsigned char mask = (unsigned char)(0xFF << (8 - bits % 8));
	return ((one->bytes[whole] ^ other->bytes[whole]) & mask) == 0;
}

bool
address_is_loopback(const struct address *address)
{
	static const struct address ipv6 = { { [15] = 1 } };
	return address_is_ipv4(address) ? address->bytes[sizeof(mapped_prefix)] == 127
					: same_network(address, &ipv6, 128);
}

bool
address_is_local(const struct address *address)
{
	for (size_t i = 0; i < sizeof(local_networks) / sizeof(local_networks[0]); i++)
		if (same_network(address, &local_networks[i].address, local_networks[i].bits))
			return true;
	return false;
}

/* Reads "address" or "address/bits". */
static bool
network_parse(struct text_range item, struct address_network *out)
{
	const char *slash = memchr(item.start, '/', (size_t)(item.end - item.start));
	struct text_range address = { item.start, slash == NULL ? item.end : slash };
	if (!range_parse(address, &out->address))
		return false;
	unsigned offset = address_is_ipv4(&out->address) &&
					  memchr(address.start, ':',
						 (size_t)(address.end - address.start)) == NULL
				  ? MAPPED_BITS
				  : 0;
	out->bits = 128;
	if (slash == NULL)
		return true;
	unsigned bits = 0;
	const char *at = slash + 1;
	for (; at < item.end && isdigit((unsigned char)*at) && at - slash <= 3; at++)
		bits = bits * 10 + (unsigned)(*at - '0');
	out->bits = bits + offset;
	return at == item.end && at > slash + 1 && out->bits <= 128;
}

/* So that what is shown is what counts. */
static void
network_mask(struct address_network *network)
{
	for (unsigned bit = network->bits; bit < 128; bit++)
		network->address.bytes[bit / 8] &= (unsigned char)~(0x80U >> bit % 8);
}

bool
address_network_parse(const char *text, struct address_network *out)
{
	if (!network_parse((struct text_range){ text, text + strlen(text) }, out))
		return false;
	network_mask(out);
	return true;
}

void
address_network_format(const struct address_network *network, char out[ADDRESS_NETWORK_TEXT_SIZE])
{
	bool ipv4 = address_is_ipv4(&network->address) && network->bits >= MAPPED_BITS;
	address_format(&network->address, out);
	size_t len = strlen(out);
	if (network->bits < 128)
		snprintf(out + len, ADDRESS_NETWORK_TEXT_SIZE - len, "/%u",
			 network->bits - (ipv4 ? MAPPED_BITS : 0));
}

bool
address_network_contains(const struct address_network *network, const struct address *address)
{
	return same_network(address, &network->address, network->bits);
}

bool
address_list_parse(const char *text, struct address_list *out, char *error, size_t error_size)
{
	static const char separators[] = ", \t\n";
	out->count = 0;
	for (const char *at = text + strspn(text, separators); *at != '\0';
	     at += strspn(at, separators)) {
		struct text_range item = { at, at + strcspn(at, separators) };
		if (out->count == ADDRESS_LIST_MAX) {
			snprintf(error, error_size, "more than %d networks", ADDRESS_LIST_MAX);
			return false;
		}
		if (!network_parse(item, &out->networks[out->count])) {
			snprintf(error, error_size, "not a network: %.*s",
				 (int)(item.end - item.start), item.start);
			return false;
		}
		out->count++;
		at = item.end;
	}
	return true;
}

bool
address_list_contains(const struct address_list *list, const struct address *address)
{
	for (size_t i = 0; i < list->count; i++)
		if (address_network_contains(&list->networks[i], address))
			return true;
	return false;
}

/*
 * The last item before *end, which moves to the comma in front of it (NULL: there is none). Commas
 * in quotes count.
 */
static struct text_range
previous_item(const char *start, const char **end)
{
	struct text_range item = { *end, *end };
	while (item.start > start && item.start[-1] != ',')
		item.start--;
	*end = item.start > start ? item.start - 1 : NULL;
	return item;
}

/*
 * The value of for= in one element of a Forwarded header (RFC 7239); the element is empty when
 * there is none.
 */
static struct text_range
forwarded_for(struct text_range element)
{
	const char *at = element.start;
	while (at < element.end) {
		const char *semicolon = memchr(at, ';', (size_t)(element.end - at));
		struct text_range pair = trimmed(
			(struct text_range){ at, semicolon == NULL ? element.end : semicolon });
		if (pair.end - pair.start > 4 && strncasecmp(pair.start, "for=", 4) == 0) {
			pair.start += 4;
			if (pair.end - pair.start >= 2 && pair.start[0] == '"' &&
			    pair.end[-1] == '"')
				pair = (struct text_range){ pair.start + 1, pair.end - 1 };
			return pair;
		}
		at = semicolon == NULL ? element.end : semicolon + 1;
	}
	return (struct text_range){ element.end, element.end };
}

/*
 * Walks a list from the right to the first address that is no trusted proxy; an item with a '=' is
 * an element of Forwarded. An item that cannot be read ends the walk at the last address known,
 * since everything further left is that unknown hop's word. False when no item could be read.
 */
static bool
walk(const char *list, const struct address_list *trusted, struct address *out)
{
	struct address address;
	bool found = false;
	for (const char *end = list + strlen(list); end != NULL;) {
		struct text_range item = previous_item(list, &end);
		if (memchr(item.start, '=', (size_t)(item.end - item.start)) != NULL)
			item = forwarded_for(item);
		if (!range_parse(item, &address))
			break;
		*out = address;
		found = true;
		if (!address_list_contains(trusted, &address))
			break;
	}
	return found;
}

struct address
address_client(const struct address *peer, const struct address_list *trusted,
	       const struct address_headers *headers, int *origin)
{
	struct address client = *peer;
	int found = ADDRESS_OF_PEER;
	bool believed = address_list_contains(trusted, peer);
	if (believed && headers->only_client_ip) {
		if (headers->client_ip != NULL && walk(headers->client_ip, trusted, &client))
			found = ADDRESS_OF_CLIENT_IP;
	} else if (believed) {
		for (int i = 0; i < ADDRESS_HEADER_COUNT && found == ADDRESS_OF_PEER; i++)
			if (headers->values[i] != NULL &&
			    walk(headers->values[i], trusted, &client))
				found = i;
	}
	if (origin != NULL)
		*origin = found;
	return client;
}
