/*
 * Numbers for properties: the same name, type and value have the same one, whatever event they came with. Pure; lives in an
 * arena.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_PROPERTY_VALUES_H
#define COLUMNS_PROPERTY_VALUES_H

#include "arena.h"

#include <stdbool.h>
#include <stdint.h>

struct property_value {
	const char *text; /* as it is shown; NULL for null */
	uint32_t name_id; /* a text of the website */
	unsigned type;    /* as enum property_type */
};

struct property_values;

/* NULL without memory. */
struct property_values *property_values_new(struct arena *arena);

/* The number of a property, which gets the next one if it has none; its text is copied. False without memory. */
bool property_values_number(struct property_values *values, const struct property_value *value,
			    uint32_t *number);

/* All of them, by number. Until the next one is added. */
const struct property_value *property_values_all(const struct property_values *values,
						 uint32_t *count);

#endif
