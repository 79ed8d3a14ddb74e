/*
 * Rows on their way into the database by COPY, as text, in one transaction. Any trouble with the database ends the program.
 * SPDX-License-Identifier: MIT
 */
#ifndef TABLES_H
#define TABLES_H

#include <libpq-fe.h>

enum table {
	TABLE_TEXTS,
	TABLE_PAGES, /* the combinations stand in the order of enum combination */
	TABLE_SOURCES,
	TABLE_ACTIONS,
	TABLE_CLIENTS,
	TABLE_LOCATIONS,
	TABLE_VISITORS,
	TABLE_VISITS,
	TABLE_EVENTS,
	TABLE_EVENT_PROPERTIES,
	TABLE_REVENUES,
	TABLE_ENGAGEMENTS,
	TABLE_PERFORMANCES,
	TABLE_VISITOR_PROPERTIES,
	TABLE_LEDGER,
	TABLE_COUNT
};

/* Connects as libpq's variables say, and begins the transaction. */
PGconn *tables_open(void);

/* The one value that a statement answers, as text; to be freed. `parameter` may be NULL. */
char *tables_ask(PGconn *connection, const char *statement, const char *parameter);

/* The columns of a row one after the other, as the COPY in tables.c names them; then its end. */
void row_integer(enum table table, long long number);
void row_text(enum table table, const char *text); /* NULL writes SQL's NULL */
void row_time(enum table table, long long at);     /* ms since 1970 */
void row_end(PGconn *connection, enum table table);

long long tables_rows(enum table table);

/* Sends what has gathered and commits. */
void tables_close(PGconn *connection);

#endif
