/*
 * Some bytes and how many.
 * SPDX-License-Identifier: MIT
 */
#ifndef BYTES_H
#define BYTES_H

#include <stddef.h>

struct bytes {
	const unsigned char *bytes;
	size_t len;
};

#endif
