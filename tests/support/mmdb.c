/*
 * MaxMind DB 2.0 as its specification says: a binary tree over 128 bits (IPv4 under ::/96) with
 * 24-bit records, 16 zero bytes, the data, and the metadata behind a marker.
 * SPDX-License-Identifier: MIT
 */
#include "mmdb.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "address.h"

#define NODES_MAX 4096
#define DATA_MAX  65536
#define EMPTY     0
#define SEPARATOR 16

enum type {
	TYPE_TEXT = 2,
	TYPE_UINT16 = 5,
	TYPE_UINT32 = 6,
	TYPE_MAP = 7,
	TYPE_UINT64 = 9,
	TYPE_ARRAY = 11
};

/* A record is EMPTY, the number of a node (never the root), or -1 - offset of data. */
struct writer {
	size_t nodes;
	long records[NODES_MAX][2];
	size_t len;
	unsigned char data[DATA_MAX];
};

static void
put(struct writer *writer, unsigned byte)
{
	assert(writer->len < DATA_MAX);
	writer->data[writer->len++] = (unsigned char)byte;
}

static void
put_control(struct writer *writer, enum type type, size_t size)
{
	unsigned short_size = size < 29 ? (unsigned)size : 29;
	assert(size < 29 + 256);
	put(writer, (unsigned)(type > 7 ? 0 : type) << 5 | short_size);
	if (type > 7)
		put(writer, (unsigned)type - 7);
	if (short_size == 29)
		put(writer, (unsigned)size - 29);
}

static void
put_text(struct writer *writer, const char *text)
{
	put_control(writer, TYPE_TEXT, strlen(text));
	for (; *text != '\0'; text++)
		put(writer, (unsigned char)*text);
}

static void
put_number(struct writer *writer, enum type type, uint32_t number)
{
	put_control(writer, type, type == TYPE_UINT16 ? 2 : 4);
	for (int shift = type == TYPE_UINT16 ? 8 : 24; shift >= 0; shift -= 8)
		put(writer, number >> shift & 0xFF);
}

/* "name": { "iso_code": code } */
static void
put_coded(struct writer *writer, const char *name, const char *code)
{
	if (code == NULL)
		return;
	put_text(writer, name);
	put_control(writer, TYPE_MAP, 1);
	put_text(writer, "iso_code");
	put_text(writer, code);
}

static void
put_network(struct writer *writer, const struct mmdb_network *network)
{
	put_control(writer, TYPE_MAP,
		    (network->country != NULL) + (network->registered_country != NULL) +
			    (network->subdivision != NULL) + (network->city != NULL));
	put_coded(writer, "country", network->country);
	put_coded(writer, "registered_country", network->registered_country);
	if (network->subdivision != NULL) {
		put_text(writer, "subdivisions");
		put_control(writer, TYPE_ARRAY, 1);
		put_control(writer, TYPE_MAP, 1);
		put_text(writer, "iso_code");
		put_text(writer, network->subdivision);
	}
	if (network->city != NULL) {
		put_text(writer, "city");
		put_control(writer, TYPE_MAP, 1);
		put_text(writer, "names");
		put_control(writer, TYPE_MAP, 1);
		put_text(writer, "en");
		put_text(writer, network->city);
	}
}

static void
tree_add(struct writer *writer, const struct address_network *network, size_t offset)
{
	unsigned char bytes[16];
	size_t node = 0;
	memcpy(bytes, network->address.bytes, sizeof(bytes));
	if (address_is_ipv4(&network->address))
		memset(bytes + 10, 0, 2); /* IPv4 stands under ::/96 */
	for (unsigned bit = 0; bit < network->bits; bit++) {
		int side = bytes[bit / 8] >> (7 - bit % 8) & 1;
		long *record = &writer->records[node][side];
		if (bit + 1 == network->bits) {
			*record = -1 - (long)offset;
			return;
		}
		if (*record == EMPTY) {
			assert(writer->nodes < NODES_MAX);
			*record = (long)writer->nodes++;
		}
		node = (size_t)*record;
	}
}

static void
metadata_put(struct writer *writer)
{
	put_control(writer, TYPE_MAP, 9);
	put_text(writer, "binary_format_major_version");
	put_number(writer, TYPE_UINT16, 2);
	put_text(writer, "binary_format_minor_version");
	put_number(writer, TYPE_UINT16, 0);
	put_text(writer, "build_epoch");
	put_number(writer, TYPE_UINT64, 1767225600);
	put_text(writer, "database_type");
	put_text(writer, "Test-City");
	put_text(writer, "description");
	put_control(writer, TYPE_MAP, 0);
	put_text(writer, "ip_version");
	put_number(writer, TYPE_UINT16, 6);
	put_text(writer, "languages");
	put_control(writer, TYPE_ARRAY, 0);
	put_text(writer, "node_count");
	put_number(writer, TYPE_UINT32, (uint32_t)writer->nodes);
	put_text(writer, "record_size");
	put_number(writer, TYPE_UINT16, 24);
}

static void
tree_write(const struct writer *writer, FILE *file)
{
	for (size_t node = 0; node < writer->nodes; node++)
		for (int side = 0; side < 2; side++) {
			long record = writer->records[node][side];
			size_t value = record == EMPTY ? writer->nodes : (size_t)record;
			if (record < 0)
				value = writer->nodes + SEPARATOR + (size_t)(-1 - record);
			fputc((int)(value >> 16 & 0xFF), file);
			fputc((int)(value >> 8 & 0xFF), file);
			fputc((int)(value & 0xFF), file);
		}
}

bool
mmdb_write(const char *path, const struct mmdb_network *networks, size_t count)
{
	static const char marker[] = "\xAB\xCD\xEFMaxMind.com";
	static const char separator[SEPARATOR];
	static struct writer writer;
	struct address_list list;
	char error[100];
	memset(&writer, 0, sizeof(writer));
	writer.nodes = 1;
	for (size_t i = 0; i < count; i++) {
		if (!address_list_parse(networks[i].network, &list, error, sizeof(error)) ||
		    list.count != 1)
			return false;
		tree_add(&writer, &list.networks[0], writer.len);
		put_network(&writer, &networks[i]);
	}
	FILE *file = fopen(path, "wbe");
	if (file == NULL)
		return false;
	tree_write(&writer, file);
	fwrite(separator, sizeof(separator), 1, file);
	fwrite(writer.data, writer.len, 1, file);
	fwrite(marker, sizeof(marker) - 1, 1, file);
	writer.len = 0;
	metadata_put(&writer);
	fwrite(writer.data, writer.len, 1, file);
	return fclose(file) == 0;
}
