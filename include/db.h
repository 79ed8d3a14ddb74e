/*
 * A thread's own database connection and its transaction, and what an SQLSTATE means. Handlers use db_failed() and
 * db_row_count(); the rest is for the threads that own a connection.
 * SPDX-License-Identifier: MIT
 */
#ifndef DB_H
#define DB_H

#include "outcome.h"
#include "request.h"

#include <stdbool.h>

enum db_access { DB_READ, DB_WRITE };

/*
 * Opens this thread's connection under `name` (unique among threads, kept, not copied), or opens it again after it was
 * lost. libpq's environment decides where. Waits at least 250 ms between tries. False: away, the log says why.
 */
bool db_connect(const char *name, long long statement_timeout_ms);
void db_disconnect(void);

/*
 * Starts a transaction on this thread's connection; DB_READ sees one snapshot throughout. False: the database is away.
 * Every EXEC SQL statement stands between db_begin() and db_commit() or db_rollback().
 */
bool db_begin(enum db_access access);
/* DONE when committed; otherwise what db_failed() says. */
enum outcome db_commit(void);
void db_rollback(void);

/* The rows that the last statement returned or touched. */
long long db_row_count(void);

/*
 * The outcome of the statement that failed last, from its SQLSTATE: class 22/23 INVALID or CONFLICT, 40001 and 40P01
 * BUSY, a lost or slow database BUSY, the rest FAILED. Logs what is our fault. `req` may be NULL.
 */
enum outcome db_failed(struct request *req);
/* The SQLSTATE of this thread's last failure, for tests and for the collector. */
const char *db_sqlstate(void);
/* True when db_failed() saw a conflict between transactions: worth one more try. */
bool db_conflicted(void);

/* For PQ functions (COPY, PQping): this thread's libpq connection. */
struct pg_conn *db_connection(void);

#endif
