/*
 * A thread's own database connections and its transaction, and what an SQLSTATE means. Handlers use
 * db_failed() and db_row_count(); the rest is for the threads that own a connection.
 * SPDX-License-Identifier: MIT
 */
#ifndef DB_H
#define DB_H

#include "bytes.h"
#include "config.h"
#include "outcome.h"
#include "request.h"

#include <stdbool.h>

enum db_access { DB_READ, DB_WRITE };

/*
 * Opens this thread's connection under `name` (unique among threads, kept, not copied), or opens it
 * again after it was lost; true at once when it is open. libpq's environment decides where. False:
 * away, the log says why; a call within 250 ms after a try that failed fails without another.
 */
bool db_connect(const char *name, long long statement_timeout_ms);
/* Closes the connection in use; db_open() opens another. */
void db_close(void);
/* As db_connect(), under the name that the connection in use has. */
bool db_open(void);
/* Closes all of the thread's connections. */
void db_disconnect(void);
/* Opens another connection in place of this thread's, whatever state that is in. As db_connect(). */
bool db_reconnect(void);
/* Tells this thread's connections apart: what was prepared under another number is gone. 0: never
 * connected. */
long long db_connection_number(void);
/*
 * Which run of which database the primary's connection leads to: another one after PostgreSQL was started anew, another
 * server took over or a backup was restored. What was read in another one may be what nobody has any more, under numbers that
 * are given anew.
 */
long long db_history(void);
/* As far as this thread knows without asking. */
bool db_connected(void);

/*
 * A thread may have two connections, one to each of these. Everything else here, and EXEC SQL, is about the one in use, which
 * is the primary's unless db_use() has said otherwise. The replica's has the primary's name with "-replica". Switching costs no
 * round trip, and a transaction of the other connection goes on.
 */
enum db_server { DB_PRIMARY, DB_REPLICA };
void db_use(enum db_server server);
/* Before any thread connects: where the replica is; kept. NULL: nowhere. */
void db_set_replica(const struct database_target *target);
bool db_has_replica(void);

/*
 * Starts a transaction on this thread's connection, which is opened again if it was lost (a replica's is not); DB_READ
 * sees one snapshot throughout. False: the database is away. Every EXEC SQL statement stands
 * between db_begin() and db_commit() or db_rollback(): a thread without a connection of its own
 * would silently use another thread's.
 */
bool db_begin(enum db_access access);
/* DONE when committed; otherwise what db_failed() says, and the transaction is over too. */
enum outcome db_commit(void);
void db_rollback(void);

enum { DB_PARAMETERS_MAX = 13 };

/* A statement that EXEC SQL PREPARE has named on this thread's connection, and its parameters as text. */
struct db_statement {
	const char *name;
	const char *parameters[DB_PARAMETERS_MAX];
	int parameter_count;
	/* Where the first column of the rows goes, an integer; NULL is 0. NULL: whatever is returned does not matter. */
	int *numbers;
	int number_count; /* the rows that there must be */
};

/*
 * Runs statements, all in one round trip. The first that fails ends the row, and the answer is db_failed()'s; FAILED, too,
 * when one returns another number of rows than it must.
 */
enum outcome db_run(const struct db_statement *statements, int count);
/* The same and COMMIT, as db_commit() answers: unless it says DONE, the transaction is over all the same. */
enum outcome db_run_and_commit(const struct db_statement *statements, int count);

enum db_value_type {
	DB_INTEGER,
	DB_INTEGERS,      /* integer[], as pg_array_text() writes it */
	DB_INTEGERS_LONG, /* bigint[] */
	DB_TEXT,
	DB_BYTES
};

/* A parameter of db_query(). */
struct db_value {
	enum db_value_type type;
	long long integer;
	const char *array;
	const char *text; /* not NULL */
	struct bytes bytes;
};

enum { DB_VALUES_MAX = 32 };
struct pg_result;

/*
 * Runs a statement whose parameters or rows ECPG's variables cannot hold: bytes of any length, rows without a bound. When it
 * is DONE, the rows are the caller's to PQclear().
 */
enum outcome db_query(const char *sql, const struct db_value *values, int count,
		      struct pg_result **rows);
/* An integer, or a truth as 0 or 1, of whatever width; NULL is 0. */
long long db_integer(const struct pg_result *rows, int row, int column);
/* A numeric from 0 on with at most four digits behind the point, below 10^15, in ten-thousandths. NULL is 0. */
unsigned long long db_ten_thousandths(const struct pg_result *rows, int row, int column);
/* NULL is empty. They live as long as the rows. */
struct bytes db_bytes(const struct pg_result *rows, int row, int column);

/* The rows that the last statement returned or touched. */
long long db_row_count(void);

/*
 * The outcome of the statement that failed last, from its SQLSTATE: class 22/23 INVALID or
 * CONFLICT, 40001 and 40P01 BUSY, a lost or slow database BUSY, the rest FAILED. Logs what is our
 * fault. `req` may be NULL; else INVALID and CONFLICT note a problem in it.
 */
enum outcome db_failed(struct request *req);
/* The SQLSTATE of this thread's last failure, for tests and for the collector; "" before the first.
 */
const char *db_sqlstate(void);
/* True when db_failed() saw a conflict between transactions: worth one more try. Until the next
 * db_begin(). */
bool db_conflicted(void);

/* For PQ functions (COPY, PQcancel): this thread's libpq connection; NULL without one. */
struct pg_conn *db_connection(void);

#endif
