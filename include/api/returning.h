/*
 * Which visitors have several visits: whoever counts visitors looks only for those twice. Never changes; when there are more,
 * another one is made.
 * SPDX-License-Identifier: MIT
 */
#ifndef RETURNING_H
#define RETURNING_H

#include "known_website.h"
#include "outcome.h"
#include "view.h"

#include <stdatomic.h>

struct returning {
	atomic_int holders;
	struct bits bits;
};

/* Looks at the visits that were not looked at before. Under the website's mutex, in a transaction, after `fresh` was made. */
enum outcome returning_update(struct known_website *website);
/* NULL is allowed. */
void returning_release(struct returning *returning);

#endif
