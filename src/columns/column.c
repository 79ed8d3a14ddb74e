/*
 * The bytes of a column, lowest first in every number:
 *   packing, width   a byte each
 *   base             4 bytes: the lowest value
 *   value width      a byte,  with PACKING_VALUES only
 *   value count      4 bytes, with PACKING_VALUES only
 *   values           with PACKING_VALUES only: the difference of each value but the first to the one before, less 1
 *   rows             the value less the base, or its number
 * Values and rows are packed: `width` bits each, without gaps, up to the next whole byte.
 * SPDX-License-Identifier: MIT
 */
#include "column.h"

#include <stddef.h>
#include <string.h>

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
	       "what is packed is read in words, the lowest byte first");

enum {
	WIDTH_MAX = 32,
	FRAME_SIZE = 6,   /* what stands before the rows */
	VALUES_SIZE = 11, /* and before the values */
	GROUP = 8,        /* rows that are unpacked together */
	CHECKED_AT_ONCE = 128 * GROUP
};

bool
column_work_init(struct column_work *work, uint32_t count, struct arena *arena)
{
	work->values = arena_alloc_bytes(arena, count * sizeof(*work->values));
	work->keys = arena_alloc_bytes(arena, count * sizeof(*work->keys));
	work->spare = arena_alloc_bytes(arena, count * sizeof(*work->spare));
	return work->values != NULL && work->keys != NULL && work->spare != NULL;
}

static unsigned
width_of(uint32_t number)
{
	return number == 0 ? 0 : 32 - (unsigned)__builtin_clz(number);
}

static size_t
packed_size(uint32_t count, unsigned width)
{
	return ((uint64_t)count * width + 7) / 8;
}

/* Packs each value less `base`; returns where the next byte goes. */
static unsigned char *
pack(unsigned char *at, const uint32_t *values, uint32_t count, uint32_t base, unsigned width)
{
	uint64_t word = 0;
	unsigned bits = 0;
	for (uint32_t i = 0; i < count; i++) {
		word |= (uint64_t)(values[i] - base) << bits;
		for (bits += width; bits >= 8; bits -= 8, word >>= 8)
			*at++ = (unsigned char)word;
	}
	if (bits > 0)
		*at++ = (unsigned char)word;
	return at;
}

/* The different values of a column. */
struct found {
	uint32_t *gaps; /* from each but the last to the next, less 1 */
	uint32_t count;
	uint32_t *numbers; /* of each row's value among them */
	unsigned gap_width;
};

/* Sorts what stands in the upper half of each key, a byte at a time; the answer is one of the two arrays. */
static uint64_t *
keys_sort(uint64_t *keys, uint64_t *spare, uint32_t count)
{
	for (unsigned shift = 32; shift < 64; shift += 8) {
		uint32_t places[256] = { 0 }, next = 0;
		for (uint32_t i = 0; i < count; i++)
			places[keys[i] >> shift & 0xFF]++;
		if (places[keys[0] >> shift & 0xFF] == count)
			continue;
		for (unsigned byte = 0; byte < 256; byte++) {
			uint32_t here = places[byte];
			places[byte] = next;
			next += here;
		}
		for (uint32_t i = 0; i < count; i++)
			spare[places[keys[i] >> shift & 0xFF]++] = keys[i];
		uint64_t *sorted = spare;
		spare = keys;
		keys = sorted;
	}
	return keys;
}

/* Finds the different values, of which there are at least two. */
static struct found
column_find_values(struct column_work *work, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		work->keys[i] = (uint64_t)work->values[i] << 32 | i;
	uint64_t *sorted = keys_sort(work->keys, work->spare, count);
	uint32_t *room = (uint32_t *)(sorted == work->keys ? work->spare : work->keys);
	struct found found = { .gaps = room, .numbers = room + count };
	uint32_t widest = 0, last = (uint32_t)(sorted[0] >> 32);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t value = (uint32_t)(sorted[i] >> 32);
		if (value != last) {
			found.gaps[found.count++] = value - last - 1;
			widest |= value - last - 1;
			last = value;
		}
		found.numbers[(uint32_t)sorted[i]] = found.count;
	}
	found.count++;
	found.gap_width = width_of(widest);
	return found;
}

static size_t
frame_size(uint32_t count, unsigned width)
{
	return FRAME_SIZE + packed_size(count, width);
}

static size_t
values_size(const struct found *found, uint32_t count)
{
	return VALUES_SIZE + packed_size(found->count - 1, found->gap_width) +
	       packed_size(count, width_of(found->count - 1));
}

/* `size` bytes with the padding behind them; the first ones say how the rest is packed. */
static unsigned char *
column_start(struct arena *arena, size_t size, enum packing packing, unsigned width, uint32_t base,
	     struct bytes *out)
{
	unsigned char *bytes = arena_alloc_bytes(arena, size + COLUMN_PADDING);
	if (bytes == NULL)
		return NULL;
	memset(bytes + size, 0, COLUMN_PADDING);
	bytes[0] = (unsigned char)packing;
	bytes[1] = (unsigned char)width;
	memcpy(bytes + 2, &base, sizeof(base));
	*out = (struct bytes){ bytes, size };
	return bytes;
}

static bool
frame_make(const uint32_t *values, uint32_t count, uint32_t base, unsigned width,
	   struct arena *arena, struct bytes *out)
{
	unsigned char *bytes =
		column_start(arena, frame_size(count, width), PACKING_FRAME, width, base, out);
	if (bytes == NULL)
		return false;
	pack(bytes + FRAME_SIZE, values, count, base, width);
	return true;
}

static bool
values_make(const struct found *found, uint32_t count, uint32_t base, struct arena *arena,
	    struct bytes *out)
{
	unsigned width = width_of(found->count - 1);
	unsigned char *bytes =
		column_start(arena, values_size(found, count), PACKING_VALUES, width, base, out);
	if (bytes == NULL)
		return false;
	bytes[FRAME_SIZE] = (unsigned char)found->gap_width;
	memcpy(bytes + FRAME_SIZE + 1, &found->count, sizeof(found->count));
	unsigned char *rows =
		pack(bytes + VALUES_SIZE, found->gaps, found->count - 1, 0, found->gap_width);
	pack(rows, found->numbers, count, 0, width);
	return true;
}

bool
column_make(struct column_work *work, uint32_t count, enum packing packing, struct arena *arena,
	    struct bytes *out)
{
	uint32_t lowest = count > 0 ? work->values[0] : 0, highest = lowest;
	for (uint32_t i = 1; i < count; i++) {
		uint32_t value = work->values[i];
		lowest = value < lowest ? value : lowest;
		highest = value > highest ? value : highest;
	}
	unsigned width = width_of(highest - lowest);
	if (packing != PACKING_FRAME && width > 0) {
		struct found found = column_find_values(work, count);
		if (packing == PACKING_VALUES ||
		    values_size(&found, count) < frame_size(count, width))
			return values_make(&found, count, lowest, arena, out);
	}
	return frame_make(work->values, count, lowest, width, arena, out);
}

/* Eight rows take `width` whole bytes. With a width that the compiler knows, nothing is left of the loop within. */
static inline __attribute__((always_inline)) void
unpack_groups(const unsigned char *packed, uint32_t groups, unsigned width, uint32_t base,
	      uint32_t *out)
{
	for (; groups > 0; groups--, packed += width, out += GROUP) {
#pragma GCC unroll 8
		for (unsigned i = 0; i < GROUP; i++) {
			uint64_t word;
			memcpy(&word, packed + (i * width >> 3), sizeof(word));
			out[i] = (uint32_t)(word >> (i * width & 7) & ((1ULL << width) - 1)) + base;
		}
	}
}

#define UNPACK(width)                                            \
	case width:                                              \
		unpack_groups(packed, groups, width, base, out); \
		return;
#define UNPACK_4(width) UNPACK(width) UNPACK(width + 1) UNPACK(width + 2) UNPACK(width + 3)

/* All whole groups of rows, less what `values` make of them. */
static void
column_unpack_groups(const struct column *column, uint32_t *out)
{
	const unsigned char *packed = column->packed;
	uint32_t groups = column->count / GROUP, base = column->base;
	switch (column->width) {
		UNPACK_4(0)
		UNPACK_4(4)
		UNPACK_4(8)
		UNPACK_4(12)
		UNPACK_4(16)
		UNPACK_4(20)
		UNPACK_4(24)
		UNPACK_4(28)
		UNPACK(32)
	}
}

void
column_unpack(const struct column *column, uint32_t *out)
{
	column_unpack_groups(column, out);
	for (uint32_t row = column->count / GROUP * GROUP; row < column->count; row++)
		out[row] = column_packed(column, row) + column->base;
	if (column->values != NULL)
		for (uint32_t row = 0; row < column->count; row++)
			out[row] = column->values[out[row]];
}

/* True when the number of every row is one of a value. */
static bool
numbers_are_below(struct column numbers, uint32_t value_count)
{
	uint32_t unpacked[CHECKED_AT_ONCE], left = numbers.count, beyond = 0;
	for (; left > 0; left -= numbers.count) {
		numbers.count = left < CHECKED_AT_ONCE ? left : CHECKED_AT_ONCE;
		column_unpack(&numbers, unpacked);
		for (uint32_t i = 0; i < numbers.count; i++)
			beyond |= unpacked[i] >= value_count;
		numbers.packed += packed_size(numbers.count, numbers.width);
	}
	return beyond == 0;
}

/* The values from the differences between them. False when they would not stay below 2^32. */
static bool
values_open(struct column gaps, uint32_t lowest, uint32_t *values)
{
	uint64_t value = values[0] = lowest;
	column_unpack(&gaps, values + 1);
	for (uint32_t i = 1; i <= gaps.count; i++) {
		value += (uint64_t)values[i] + 1;
		if (value > UINT32_MAX)
			return false;
		values[i] = (uint32_t)value;
	}
	return true;
}

/* `column` has the width, and the lowest value as its base. */
static bool
column_open_values(struct bytes bytes, struct arena *arena, struct column *column)
{
	if (bytes.len < VALUES_SIZE)
		return false;
	struct column gaps = { .packed = bytes.bytes + VALUES_SIZE,
			       .width = bytes.bytes[FRAME_SIZE] };
	memcpy(&column->value_count, bytes.bytes + FRAME_SIZE + 1, sizeof(column->value_count));
	if (gaps.width > WIDTH_MAX || column->value_count < 2 ||
	    column->value_count > column->count ||
	    column->width != width_of(column->value_count - 1))
		return false;
	gaps.count = column->value_count - 1;
	size_t gaps_size = packed_size(gaps.count, gaps.width);
	if (bytes.len != VALUES_SIZE + gaps_size + packed_size(column->count, column->width))
		return false;
	uint32_t *values = arena_alloc_bytes(arena, column->value_count * sizeof(*values));
	if (values == NULL || !values_open(gaps, column->base, values))
		return false;
	column->packed = gaps.packed + gaps_size;
	column->base = 0;
	if (!numbers_are_below(*column, column->value_count))
		return false;
	column->values = values;
	return true;
}

bool
column_open(struct bytes bytes, uint32_t count, struct arena *arena, struct column *column)
{
	if (bytes.len < FRAME_SIZE || bytes.bytes[1] > WIDTH_MAX)
		return false;
	*column = (struct column){ .packed = bytes.bytes + FRAME_SIZE,
				   .count = count,
				   .width = bytes.bytes[1] };
	memcpy(&column->base, bytes.bytes + 2, sizeof(column->base));
	if (bytes.bytes[0] == PACKING_FRAME)
		return bytes.len == frame_size(count, column->width);
	return bytes.bytes[0] == PACKING_VALUES && column_open_values(bytes, arena, column);
}
