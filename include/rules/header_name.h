/*
 * The name of an HTTP header, in lower case, and its length: names are told apart by that mostly.
 * SPDX-License-Identifier: MIT
 */
#ifndef HEADER_NAME_H
#define HEADER_NAME_H

#include <stddef.h>

struct header_name {
	const char *text;
	size_t len;
};

#define HEADER_NAME(text)                 \
	{                                 \
		(text), sizeof(text) - 1, \
	}

#endif
