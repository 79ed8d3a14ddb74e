/*
 * Zip files in memory, deflated. Times of files are left at the format's first.
 * SPDX-License-Identifier: MIT
 */
#ifndef ZIP_H
#define ZIP_H

#include "bytes.h"

struct zip {
	struct bytes files;
	struct bytes directory; /* of the whole file, which stands at its end */
	int count;
	bool failed;
};

void zip_start(struct zip *zip, struct arena *arena);

/* Adds a file whose name is ASCII; `content` is not kept. */
void zip_add(struct zip *zip, const char *name, const struct bytes *content);

/* The whole file; NULL when memory did not suffice anywhere. */
const struct bytes *zip_end(struct zip *zip);

#endif
