/*
 * COPY goes by libpq, which takes rows of any length.
 * SPDX-License-Identifier: MIT
 */
#include "database.h"

#include <stdio.h>
#include <stdlib.h>

enum { STATEMENT_SIZE = 512 };

void
database_fail(const char *what, const char *why)
{
	fprintf(stderr, "%s: %s", what, why);
	exit(1);
}

PGconn *
database_open(const char *name)
{
	const char *const names[] = { "dbname", NULL }, *const values[] = { name, NULL };
	PGconn *connection = PQconnectdbParams(names, values, 0);
	if (PQstatus(connection) != CONNECTION_OK)
		database_fail("cannot connect", PQerrorMessage(connection));
	return connection;
}

void
database_run(PGconn *connection, const char *statement, ExecStatusType expected)
{
	PGresult *result = PQexec(connection, statement);
	if (PQresultStatus(result) != expected)
		database_fail(statement, PQerrorMessage(connection));
	PQclear(result);
}

void
database_copy_end(PGconn *connection, const char *target)
{
	PGresult *result;
	while ((result = PQgetResult(connection)) != NULL) {
		if (PQresultStatus(result) != PGRES_COMMAND_OK)
			database_fail(target, PQerrorMessage(connection));
		PQclear(result);
	}
}

void
database_copy(PGconn *connection, const char *target, const char *rows, size_t len)
{
	char statement[STATEMENT_SIZE];
	snprintf(statement, sizeof(statement), "COPY %s FROM STDIN", target);
	database_run(connection, statement, PGRES_COPY_IN);
	if (PQputCopyData(connection, rows, (int)len) != 1 || PQputCopyEnd(connection, NULL) != 1)
		database_fail(target, PQerrorMessage(connection));
	database_copy_end(connection, target);
}
