/*
 * The numbers of texts and combinations, as the collector would give them. What they are of is found by reading a sending
 * that has them by the server's own rules, once.
 * SPDX-License-Identifier: MIT
 */
#ifndef NAMES_OF_WEBSITE_H
#define NAMES_OF_WEBSITE_H

#include "event.h"
#include "sending.h"

#include <libpq-fe.h>

enum { PROPERTIES_MAX = 8 };

/* What an event's data mean: rows of properties, and an amount. */
struct named_data {
	int count;
	struct {
		int name_id;
		enum property_type type;
		const char *text, *number; /* NULL: none */
		long long date;
	} properties[PROPERTIES_MAX];
	const char *currency, *revenue; /* NULL: no revenue */
};

struct names;

/* Numbers go on from those that the database has given already. */
struct names *names_new(PGconn *connection, const struct model *model, const char *website,
			int website_id);

/* The sending's number of a combination, 0 where it is none. */
int names_combination(struct names *names, enum combination combination,
		      const struct person *person, const struct sending *sending);

/* The number of a text, which is one that the server keeps as it is; 0 for "". */
int names_text(struct names *names, const char *text);

/* The data of a custom event or an identification. */
const struct named_data *names_data(struct names *names, const struct person *person,
				    const struct sending *sending);

/* Lets the database go on from the last numbers. */
void names_close(struct names *names);

#endif
