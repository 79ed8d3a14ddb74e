/*
 * What a benchmark's program does with a database. Any trouble ends the program.
 * SPDX-License-Identifier: MIT
 */
#ifndef BENCH_DATABASE_H
#define BENCH_DATABASE_H

#include <libpq-fe.h>

_Noreturn void database_fail(const char *what, const char *why);

/* Connects with the database of that name, NULL: as libpq's variables say. */
PGconn *database_open(const char *name);
void database_run(PGconn *connection, const char *statement, ExecStatusType expected);
/* Sends rows as COPY's text has them; `target` names table and columns. */
void database_copy(PGconn *connection, const char *target, const char *rows, size_t len);
/* What a COPY that has ended has to say. */
void database_copy_end(PGconn *connection, const char *target);

#endif
