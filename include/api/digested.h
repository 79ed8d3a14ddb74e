/*
 * Counting a tally over a website's blocks, with the help of a digest where there is one or making one pays. On a worker, in a
 * transaction.
 * SPDX-License-Identifier: MIT
 */
#ifndef DIGESTED_H
#define DIGESTED_H

#include "outcome.h"
#include "reader.h"
#include "tally.h"

/* When DONE, *tally is finished, and the caller's to free. CONFLICT as reading_scan() says. */
enum outcome digested_tally(struct reading *reading, struct tally_asked *asked,
			    struct tally **tally);

#endif
