/*
 * Open addressing: numbers plus one in a table of a power of two, at most half full.
 * SPDX-License-Identifier: MIT
 */
#include "property_values.h"

#include <stddef.h>
#include <string.h>

enum { FIRST_BITS = 8, BITS_MAX = 30 };

struct property_values {
	struct arena *arena;
	struct property_value *all; /* room for half of the table */
	uint32_t *table;            /* 0: free */
	uint32_t count;
	unsigned bits;
};

/* FNV-1a (Fowler, Noll, Vo), its higher bits mixed into those that are used. */
static uint32_t
hash(const struct property_values *values, const struct property_value *value)
{
	uint64_t sum = 0xcbf29ce484222325u ^ ((uint64_t)value->name_id << 8 | value->type);
	for (const char *c = value->text; c != NULL && *c != '\0'; c++)
		sum = (sum ^ (unsigned char)*c) * 0x100000001b3u;
	return (uint32_t)(sum * 0x9e3779b97f4a7c15u >> (64 - values->bits));
}

static bool
same(const struct property_value *a, const struct property_value *b)
{
	if (a->name_id != b->name_id || a->type != b->type)
		return false;
	return a->text == NULL || b->text == NULL ? a->text == b->text
						  : strcmp(a->text, b->text) == 0;
}

/* Where a property stands in the table, or would. */
static uint32_t
find(const struct property_values *values, const struct property_value *value)
{
	uint32_t mask = (1u << values->bits) - 1, at = hash(values, value);
	while (values->table[at] != 0 && !same(&values->all[values->table[at] - 1], value))
		at = (at + 1) & mask;
	return at;
}

static bool
grow(struct property_values *values, unsigned bits)
{
	if (bits > BITS_MAX)
		return false;
	size_t size = (size_t)1 << bits;
	struct property_value *larger =
		arena_alloc_bytes(values->arena, size / 2 * sizeof(*larger));
	uint32_t *table = arena_array(values->arena, size, sizeof(*table));
	if (larger == NULL || table == NULL)
		return false;
	if (values->count > 0)
		memcpy(larger, values->all, values->count * sizeof(*larger));
	values->all = larger;
	values->table = table;
	values->bits = bits;
	for (uint32_t number = 0; number < values->count; number++)
		table[find(values, &larger[number])] = number + 1;
	return true;
}

struct property_values *
property_values_new(struct arena *arena)
{
	struct property_values *values = arena_alloc(arena, sizeof(*values));
	if (values == NULL)
		return NULL;
	values->arena = arena;
	return grow(values, FIRST_BITS) ? values : NULL;
}

bool
property_values_number(struct property_values *values, const struct property_value *value,
		       uint32_t *number)
{
	if (values->count == 1u << (values->bits - 1) && !grow(values, values->bits + 1))
		return false;
	uint32_t at = find(values, value);
	if (values->table[at] == 0) {
		struct property_value added = *value;
		if (value->text != NULL)
			added.text = arena_copy(values->arena, value->text);
		if (added.text == NULL && value->text != NULL)
			return false;
		values->all[values->count] = added;
		values->table[at] = ++values->count;
	}
	*number = values->table[at] - 1;
	return true;
}

const struct property_value *
property_values_all(const struct property_values *values, uint32_t *count)
{
	*count = values->count;
	return values->all;
}
