/*
 * Twice the room each time.
 * SPDX-License-Identifier: MIT
 */
#include "array.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SIZE = 256 };

bool
array_reserve(void *array, size_t element, uint32_t count, uint32_t *size)
{
	void *elements;
	if (count < *size)
		return true;
	uint32_t larger = *size == 0 ? FIRST_SIZE : *size * 2;
	memcpy(&elements, array, sizeof(elements));
	elements = realloc(elements, larger * element);
	if (elements == NULL)
		return false;
	memcpy(array, &elements, sizeof(elements));
	*size = larger;
	return true;
}
