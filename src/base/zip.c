/*
 * The container around zlib's deflate. Source of the layout: PKWARE's APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16.
 * Files stay below 4 GB: an arena holds them.
 * SPDX-License-Identifier: MIT
 */
#include "zip.h"

#include <stdint.h>
#include <string.h>
#include <zlib.h>

enum {
	VERSION = 20, /* what unpacking needs: deflate */
	DEFLATED = 8,
	FIRST_DATE = 1 << 5 | 1, /* the 1st of January 1980 */
	RAW = -MAX_WBITS,
	MEMORY_LEVEL = 8
};

struct entry {
	uint32_t crc, packed, size, offset;
};

void
zip_start(struct zip *zip, struct arena *arena)
{
	*zip = (struct zip){ .count = 0 };
	buffer_start(&zip->files, arena);
	buffer_start(&zip->directory, arena);
}

/* Numbers are little-endian. */
static void
add_number(struct buffer *bytes, unsigned long number, int len)
{
	unsigned char digits[4];
	for (int i = 0; i < len; i++)
		digits[i] = (unsigned char)(number >> (8 * i));
	buffer_add(bytes, digits, (size_t)len);
}

/* What a file's own header and its line of the directory share. */
static void
add_facts(struct buffer *bytes, const char *name, const struct entry *entry)
{
	add_number(bytes, VERSION, 2);
	add_number(bytes, 0, 2);
	add_number(bytes, DEFLATED, 2);
	add_number(bytes, 0, 2);
	add_number(bytes, FIRST_DATE, 2);
	add_number(bytes, entry->crc, 4);
	add_number(bytes, entry->packed, 4);
	add_number(bytes, entry->size, 4);
	add_number(bytes, strlen(name), 2);
	add_number(bytes, 0, 2);
}

static void *
take(void *arena, unsigned count, unsigned size)
{
	return arena_array(arena, count, size);
}

static void
leave(void *arena, void *memory)
{
	(void)arena;
	(void)memory;
}

/* The deflated content, in the arena; false without memory. */
static bool
pack(struct arena *arena, const struct buffer *content, struct buffer *packed)
{
	z_stream stream = { .zalloc = take, .zfree = leave, .opaque = arena };
	if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, RAW, MEMORY_LEVEL,
			 Z_DEFAULT_STRATEGY) != Z_OK)
		return false;
	size_t size = deflateBound(&stream, content->len);
	packed->at = arena_alloc_bytes(arena, size);
	if (packed->at == NULL)
		return false;
	stream.next_in = (unsigned char *)content->at;
	stream.avail_in = (unsigned)content->len;
	stream.next_out = (unsigned char *)packed->at;
	stream.avail_out = (unsigned)size;
	bool done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
	packed->len = stream.total_out;
	deflateEnd(&stream);
	return done;
}

void
zip_add(struct zip *zip, const char *name, const struct buffer *content)
{
	struct buffer packed = { .len = 0 };
	if (content->failed || !pack(zip->files.arena, content, &packed)) {
		zip->failed = true;
		return;
	}
	struct entry entry = {
		.crc = (uint32_t)crc32(0, (unsigned char *)content->at, (unsigned)content->len),
		.packed = (uint32_t)packed.len,
		.size = (uint32_t)content->len,
		.offset = (uint32_t)zip->files.len,
	};
	buffer_add(&zip->files, "PK\3\4", 4);
	add_facts(&zip->files, name, &entry);
	buffer_text(&zip->files, name);
	buffer_add(&zip->files, packed.at, packed.len);

	buffer_add(&zip->directory, "PK\1\2", 4);
	add_number(&zip->directory, VERSION, 2);
	add_facts(&zip->directory, name, &entry);
	add_number(&zip->directory, 0, 2); /* no comment, */
	add_number(&zip->directory, 0, 2); /* the first disk, */
	add_number(&zip->directory, 0, 2); /* no attributes */
	add_number(&zip->directory, 0, 4);
	add_number(&zip->directory, entry.offset, 4);
	buffer_text(&zip->directory, name);
	zip->count++;
}

const struct buffer *
zip_end(struct zip *zip)
{
	unsigned long offset = zip->files.len;
	buffer_add(&zip->files, zip->directory.at, zip->directory.len);
	buffer_add(&zip->files, "PK\5\6", 4);
	add_number(&zip->files, 0, 2);
	add_number(&zip->files, 0, 2);
	add_number(&zip->files, (unsigned long)zip->count, 2);
	add_number(&zip->files, (unsigned long)zip->count, 2);
	add_number(&zip->files, zip->directory.len, 4);
	add_number(&zip->files, offset, 4);
	add_number(&zip->files, 0, 2);
	return zip->failed || zip->files.failed || zip->directory.failed ? NULL : &zip->files;
}
