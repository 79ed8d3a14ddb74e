/*
 * Keeps what libraries print on stderr from flooding the log.
 * SPDX-License-Identifier: MIT
 */
#ifndef LIBRARY_OUTPUT_H
#define LIBRARY_OUTPUT_H

#include <stdbool.h>

/*
 * From here on, what is printed to the stream stderr is counted, and a line of the log says how
 * much it was, once a second at most. Before any thread starts. False: no memory, and nothing
 * changes.
 */
bool library_output_guard(void);

#endif
