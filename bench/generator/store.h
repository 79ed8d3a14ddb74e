/*
 * The website's rows in the database: those of a visit, those of each sending when its time has come, and at the end the books
 * and the last numbers.
 * SPDX-License-Identifier: MIT
 */
#ifndef STORE_H
#define STORE_H

#include "model.h"
#include "sending.h"
#include "traffic.h"

#include <stdbool.h>

struct store;

/* What the rows of a sending refer to; 0: none. */
struct sending_numbers {
	int visitor_id, visit_id, page_id, source_id, action_id;
	bool first_word; /* an identification: the account's first */
};

/* Begins the transaction. The traffic goes from `since` to `until`, ms since 1970; `website` has none yet. */
struct store *store_open(const struct model *model, const char *website, long long since,
			 long long until, uint64_t seed);

/* Writes the rows of a visit and, if need be, of its visitor; `numbers` gets those of each of its sendings. */
void store_visit(struct store *store, const struct visit_sendings *sent,
		 struct sending_numbers numbers[SENDINGS_MAX]);

/* Writes the rows of a sending. Sendings come in the order of their times. */
void store_sending(struct store *store, const struct person *person, const struct sending *sending,
		   const struct sending_numbers *numbers);

long long store_event_count(void);

/* Commits, and says on standard error what there is. */
void store_close(struct store *store);

#endif
