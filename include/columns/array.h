/*
 * Arrays that are made larger in place. Pure.
 * SPDX-License-Identifier: MIT
 */
#ifndef COLUMNS_ARRAY_H
#define COLUMNS_ARRAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Room for one more element behind `count` in a malloc'ed array with room for *size: `array` is where the pointer to it is, which
 * may be NULL at first. False without memory.
 */
bool array_reserve(void *array, size_t element, uint32_t count, uint32_t *size);

#endif
