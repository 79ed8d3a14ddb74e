/*
 * The bytes of a column, lowest first in every number:
 *   packing, width   a byte each
 *   base             4 bytes: the lowest value
 *   value width      a byte,  with PACKING_VALUES only
 *   value count      4 bytes, with PACKING_VALUES only
 *   values           with PACKING_VALUES only: the difference of each value but the first to the one before, less 1
 *   rows             the value less the base, or its place among the values
 * Values and rows are packed: so many bits each, one after the other, up to the next whole byte.
 * SPDX-License-Identifier: MIT
 */
#include "column.h"

#include "radix.h"

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

/* The different values of a column, and the place of each row's among them. */
struct found {
	uint32_t *gaps; /* from each but the last to the next, less 1 */
	unsigned gap_width;
	uint32_t count;   /* at least one, also without rows */
	uint32_t *places; /* a row each */
};

static struct found
column_find_values(struct column_work *work, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		work->keys[i] = (uint64_t)work->values[i] << 32 | i;
	uint64_t *sorted = radix_sort(work->keys, work->spare, count, 32);
	uint32_t *room = (uint32_t *)(sorted == work->keys ? work->spare : work->keys);
	struct found found = { .gaps = room, .count = 1, .places = room + count };
	uint32_t widest = 0;
	for (uint32_t i = 0; i < count; i++) {
		uint64_t step = i == 0 ? 0 : (sorted[i] >> 32) - (sorted[i - 1] >> 32);
		if (step > 0) {
			uint32_t gap = (uint32_t)step - 1;
			found.gaps[found.count++ - 1] = gap;
			widest |= gap;
		}
		found.places[(uint32_t)sorted[i]] = found.count - 1;
	}
	found.gap_width = width_of(widest);
	return found;
}

/* `size` bytes with the padding behind them; the first ones say how the rest is packed. */
static unsigned char *
column_start(size_t size, enum packing packing, unsigned width, uint32_t base, struct arena *arena)
{
	unsigned char *bytes = arena_alloc_bytes(arena, size + COLUMN_PADDING);
	if (bytes == NULL)
		return NULL;
	memset(bytes + size, 0, COLUMN_PADDING);
	bytes[0] = (unsigned char)packing;
	bytes[1] = (unsigned char)width;
	memcpy(bytes + 2, &base, sizeof(base));
	return bytes;
}

static bool
frame_make(const uint32_t *values, uint32_t count, uint32_t lowest, unsigned width,
	   struct arena *arena, struct bytes *out)
{
	size_t size = FRAME_SIZE + packed_size(count, width);
	unsigned char *bytes = column_start(size, PACKING_FRAME, width, lowest, arena);
	if (bytes == NULL)
		return false;
	pack(bytes + FRAME_SIZE, values, count, lowest, width);
	*out = (struct bytes){ bytes, size };
	return true;
}

static bool
values_make(const struct found *found, uint32_t count, uint32_t lowest, struct arena *arena,
	    struct bytes *out)
{
	unsigned width = width_of(found->count - 1);
	size_t size = VALUES_SIZE + packed_size(found->count - 1, found->gap_width) +
		      packed_size(count, width);
	unsigned char *bytes = column_start(size, PACKING_VALUES, width, lowest, arena);
	if (bytes == NULL)
		return false;
	bytes[FRAME_SIZE] = (unsigned char)found->gap_width;
	memcpy(bytes + FRAME_SIZE + 1, &found->count, sizeof(found->count));
	unsigned char *rows =
		pack(bytes + VALUES_SIZE, found->gaps, found->count - 1, 0, found->gap_width);
	pack(rows, found->places, count, 0, width);
	*out = (struct bytes){ bytes, size };
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
	if (packing == PACKING_FRAME)
		return frame_make(work->values, count, lowest, width_of(highest - lowest), arena,
				  out);
	struct found found = column_find_values(work, count);
	return values_make(&found, count, lowest, arena, out);
}

/* Eight rows take `width` whole bytes. With a width that the compiler knows, nothing is left of the loop within. */
static inline __attribute__((always_inline)) void
unpack_groups(const unsigned char *packed, uint32_t groups, unsigned width, uint32_t *out)
{
	for (; groups > 0; groups--, packed += width, out += GROUP) {
#pragma GCC unroll 8
		for (unsigned i = 0; i < GROUP; i++) {
			uint64_t word;
			memcpy(&word, packed + (i * width >> 3), sizeof(word));
			out[i] = (uint32_t)(word >> (i * width & 7) & ((1ULL << width) - 1));
		}
	}
}

static inline __attribute__((always_inline)) void
keep_groups(const unsigned char *packed, uint32_t groups, unsigned width, const uint8_t *table,
	    uint8_t *kept)
{
	for (; groups > 0; groups--, packed += width, kept += GROUP) {
#pragma GCC unroll 8
		for (unsigned i = 0; i < GROUP; i++) {
			uint64_t word;
			memcpy(&word, packed + (i * width >> 3), sizeof(word));
			kept[i] &= table[word >> (i * width & 7) & ((1ULL << width) - 1)];
		}
	}
}

#define UNPACK(width)                                      \
	case width:                                        \
		unpack_groups(packed, groups, width, out); \
		return;
#define UNPACK_4(width) UNPACK(width) UNPACK(width + 1) UNPACK(width + 2) UNPACK(width + 3)

#define KEEP(width)                                              \
	case width:                                              \
		keep_groups(packed, groups, width, table, kept); \
		break;
#define KEEP_4(width) KEEP(width) KEEP(width + 1) KEEP(width + 2) KEEP(width + 3)

/* Columns with more than half a million different values are rare: of these each row is looked up alone. */
void
column_filter(const struct column *column, const uint8_t *table, uint8_t *kept)
{
	const unsigned char *packed = column->packed;
	uint32_t groups = column->width < 20 ? column->count / GROUP : 0;
	switch (column->width) {
		KEEP_4(0)
		KEEP_4(4)
		KEEP_4(8)
		KEEP_4(12)
		KEEP_4(16)
	}
	for (uint32_t row = groups * GROUP; row < column->count; row++)
		kept[row] &= table[column_packed(column, row)];
}

/* All whole groups of rows. */
static void
column_unpack_groups(const struct column *column, uint32_t *out)
{
	const unsigned char *packed = column->packed;
	uint32_t groups = column->count / GROUP;
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
		out[row] = column_packed(column, row);
}

void
column_unpack_values(const struct column *column, uint32_t *out)
{
	const uint32_t *values = column->values;
	uint32_t count = column->count, base = column->base;
	column_unpack(column, out);
	for (uint32_t row = 0; values != NULL && row < count; row++)
		out[row] = values[out[row]];
	for (uint32_t row = 0; values == NULL && row < count; row++)
		out[row] += base;
}

/* True when every place is one of a value. */
static bool
places_are_below(struct column places, uint32_t value_count)
{
	uint32_t unpacked[CHECKED_AT_ONCE], left = places.count, beyond = 0;
	for (; left > 0; left -= places.count) {
		places.count = left < CHECKED_AT_ONCE ? left : CHECKED_AT_ONCE;
		column_unpack(&places, unpacked);
		for (uint32_t i = 0; i < places.count; i++)
			beyond |= unpacked[i] >= value_count;
		places.packed += packed_size(places.count, places.width);
	}
	return beyond == 0;
}

/* The values by the differences between them. False when they would not stay below 2^32. */
static bool
values_open(const struct column *gaps, uint32_t lowest, uint32_t *values)
{
	uint64_t value = values[0] = lowest;
	column_unpack(gaps, values + 1);
	for (uint32_t i = 1; i <= gaps->count; i++) {
		value += (uint64_t)values[i] + 1;
		if (value > UINT32_MAX)
			return false;
		values[i] = (uint32_t)value;
	}
	return true;
}

/* The rest of column_open(), with the width known, and the lowest value as base. */
static bool
column_open_values(struct bytes bytes, struct arena *arena, struct column *column)
{
	if (bytes.len < VALUES_SIZE)
		return false;
	struct column gaps = { .packed = bytes.bytes + VALUES_SIZE,
			       .width = bytes.bytes[FRAME_SIZE] };
	memcpy(&gaps.count, bytes.bytes + FRAME_SIZE + 1, sizeof(gaps.count));
	column->value_count = gaps.count--;
	if (gaps.width > WIDTH_MAX || column->value_count == 0 ||
	    (gaps.count > 0 && gaps.count >= column->count) ||
	    column->width != width_of(gaps.count))
		return false;
	size_t gaps_size = packed_size(gaps.count, gaps.width);
	if (bytes.len != VALUES_SIZE + gaps_size + packed_size(column->count, column->width))
		return false;
	uint32_t *values = arena_alloc_bytes(arena, column->value_count * sizeof(*values));
	if (values == NULL || !values_open(&gaps, column->base, values))
		return false;
	column->packed = gaps.packed + gaps_size;
	column->values = values;
	return places_are_below(*column, column->value_count);
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
		return bytes.len == FRAME_SIZE + packed_size(count, column->width);
	return bytes.bytes[0] == PACKING_VALUES && column_open_values(bytes, arena, column);
}
