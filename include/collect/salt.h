/*
 * The random keys of visitor hashes: one a rotation period, destroyed when the period is over and nobody can still be in
 * mid-visit from it. Collector's thread, with a database connection.
 * SPDX-License-Identifier: MIT
 */
#ifndef SALT_H
#define SALT_H

#include "visitor.h"

#include <stdbool.h>

struct salts {
	enum salt_rotation rotation;
	long long period; /* start of the current period, ms since 1970; 0: nothing loaded yet */
	long long
		previous_period; /* 0: the salt before this one has been destroyed, or there was none */
	unsigned char current[VISITOR_KEY_SIZE];
	unsigned char previous[VISITOR_KEY_SIZE];
	long long
		destroy_at; /* when to try again to destroy what is over, ms since 1970; 0: nothing is left of it */
};

/* True when salts_rotate() has nothing to do at `now` (ms since 1970). */
bool salts_fresh(const struct salts *salts, long long now);

/*
 * Makes the salt of the period that `now` is in unless another server has, reads it, and destroys the salts of periods that
 * ended more than a visit's gap ago. While somebody else uses the table, as a backup does, they stay, and the salts are not
 * fresh again a minute later. In transactions of its own. False: the database is away.
 */
bool salts_rotate(struct salts *salts, long long now);

#endif
