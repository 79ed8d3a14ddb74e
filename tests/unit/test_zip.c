/*
 * Zip files read by their directory, as unpackers do, and deflated content by zlib.
 * SPDX-License-Identifier: MIT
 */
#include "zip.h"

#include "random_rows.h"
#include "unit.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { CEILING = 64 << 20, FILES = 5, SIZE_MAX_OF_FILE = 300000 };

static uint32_t
number_at(const char *at, int len)
{
	uint32_t number = 0;
	for (int i = len; i-- > 0;)
		number = number << 8 | (unsigned char)at[i];
	return number;
}

/* Random texts that repeat themselves, and a file without anything. */
static struct buffer
random_content(struct arena *arena, int file)
{
	struct buffer content;
	buffer_start(&content, arena);
	long long len = file == 0 ? 0 : random_below(SIZE_MAX_OF_FILE);
	while ((long long)content.len < len) {
		const char *rows[] = { "/a,1\r\n", "/b,22\r\n", "\"x, y\",3\r\n" };
		char byte = (char)random_below(256);
		buffer_text(&content, rows[random_below(3)]);
		buffer_add(&content, &byte, 1);
	}
	return content;
}

static void
assert_unpacks(const char *packed, uint32_t packed_len, const struct buffer *content)
{
	static char unpacked[2 * SIZE_MAX_OF_FILE];
	z_stream stream = { .next_in = (unsigned char *)packed,
			    .avail_in = packed_len,
			    .next_out = (unsigned char *)unpacked,
			    .avail_out = sizeof(unpacked) };
	CU_ASSERT_EQUAL_FATAL(inflateInit2(&stream, -MAX_WBITS), Z_OK);
	CU_ASSERT_EQUAL(inflate(&stream, Z_FINISH), Z_STREAM_END);
	CU_ASSERT_EQUAL(stream.avail_in, 0);
	CU_ASSERT_EQUAL_FATAL(stream.total_out, content->len);
	CU_ASSERT_TRUE(content->len == 0 || memcmp(unpacked, content->at, content->len) == 0);
	inflateEnd(&stream);
}

/* A line of the directory and the file that it is of; the answer is where the next line begins. */
static size_t
assert_file(const char *zip, size_t at, const char *name, const struct buffer *content)
{
	const char *entry = zip + at, *file = zip + number_at(entry + 42, 4);
	size_t name_len = strlen(name);
	CU_ASSERT_EQUAL_FATAL(memcmp(entry, "PK\1\2", 4), 0);
	CU_ASSERT_EQUAL_FATAL(memcmp(file, "PK\3\4", 4), 0);
	/* from the version to the length of the name, both say the same */
	CU_ASSERT_EQUAL(memcmp(entry + 6, file + 4, 26), 0);
	CU_ASSERT_EQUAL_FATAL(number_at(entry + 28, 2), name_len);
	CU_ASSERT_EQUAL(memcmp(entry + 46, name, name_len), 0);
	CU_ASSERT_EQUAL(memcmp(file + 30, name, name_len), 0);
	CU_ASSERT_EQUAL(number_at(entry + 10, 2), 8);
	CU_ASSERT_EQUAL(number_at(entry + 24, 4), content->len);
	CU_ASSERT_EQUAL(number_at(entry + 16, 4),
			crc32(0, (unsigned char *)content->at, (unsigned)content->len));
	assert_unpacks(file + 30 + name_len, number_at(entry + 20, 4), content);
	return at + 46 + name_len;
}

static void
every_file_comes_back(void)
{
	static const char *const names[FILES] = { "empty.csv", "a.csv", "pages.csv", "b.csv",
						  "countries.csv" };
	struct arena *arena = arena_new(CEILING);
	struct buffer contents[FILES];
	struct zip zip;
	srand(1);
	zip_start(&zip, arena);
	for (int i = 0; i < FILES; i++) {
		contents[i] = random_content(arena, i);
		zip_add(&zip, names[i], &contents[i]);
	}
	const struct buffer *whole = zip_end(&zip);
	CU_ASSERT_PTR_NOT_NULL_FATAL(whole);
	const char *end = whole->at + whole->len - 22;
	CU_ASSERT_EQUAL_FATAL(memcmp(end, "PK\5\6", 4), 0);
	CU_ASSERT_EQUAL(number_at(end + 8, 2), FILES);
	CU_ASSERT_EQUAL(number_at(end + 10, 2), FILES);
	size_t directory = number_at(end + 16, 4), at = directory;
	for (int i = 0; i < FILES; i++)
		at = assert_file(whole->at, at, names[i], &contents[i]);
	CU_ASSERT_EQUAL(at, (size_t)(end - whole->at));
	CU_ASSERT_EQUAL(number_at(end + 12, 4), at - directory);
	arena_free(arena);
}

static void
without_memory_there_is_no_zip(void)
{
	struct arena *arena = arena_new(CEILING), *small = arena_new(100000);
	struct buffer content = random_content(arena, 1);
	struct zip zip;
	zip_start(&zip, small);
	zip_add(&zip, "a.csv", &content);
	CU_ASSERT_PTR_NULL(zip_end(&zip));
	content.failed = true; /* what is to be packed is not whole */
	zip_start(&zip, arena);
	zip_add(&zip, "a.csv", &content);
	CU_ASSERT_PTR_NULL(zip_end(&zip));
	arena_free(small);
	arena_free(arena);
}

static const struct unit_test tests[] = {
	TEST(every_file_comes_back),
	TEST(without_memory_there_is_no_zip),
};

UNIT_MAIN("zip", tests)
