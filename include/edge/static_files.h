/*
 * The dashboard and the tracker: the files of a folder, read into memory once at start, with their
 * compressed siblings. What is not in memory does not exist, so no path can lead out of the folder.
 * SPDX-License-Identifier: MIT
 */
#ifndef STATIC_FILES_H
#define STATIC_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "request.h"

struct static_files;

/*
 * Reads `folder`; a missing one is empty. `tracker_names` are more names for /script.js, separated
 * by commas. NULL, with a sentence in `error`, when a file cannot be read or there is no memory.
 */
struct static_files *static_files_load(const char *folder, const char *tracker_names, char *error,
				       size_t error_size);
void static_files_free(struct static_files *files);

size_t static_files_count(const struct static_files *files);

/*
 * Answers a request for a file: the reply is set and the result is 200 or 304; 405 when there is
 * such a file but the method is not GET or HEAD; 0 when there is none. Paths without a file get
 * /index.html when the client wants a page. Any thread.
 */
int static_files_answer(const struct static_files *files, struct request *req);

#endif
