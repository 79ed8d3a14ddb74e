/*
 * Zip files in memory, deflated. Times of files are left at the format's first.
 * SPDX-License-Identifier: MIT
 */
#ifndef ZIP_H
#define ZIP_H

#include "buffer.h"

struct zip {
	struct buffer files;
	struct buffer directory; /* of the whole file, which stands at its end */
	int count;
	bool failed;
};

void zip_start(struct zip *zip, struct arena *arena);

/* Adds a file whose name is ASCII; `content` is not kept. */
void zip_add(struct zip *zip, const char *name, const struct buffer *content);

/* The whole file; NULL when memory did not suffice anywhere. */
const struct buffer *zip_end(struct zip *zip);

#endif
