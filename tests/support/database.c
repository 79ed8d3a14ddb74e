/*
 * Makes and drops the databases of test programs.
 * SPDX-License-Identifier: MIT
 */
#include "database.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "migrate.h"

enum { CLONE_TRIES = 50, CLONE_PAUSE_MS = 100 };

static char database[64];
static pid_t owner; /* a child that a test forks must not drop it */
static PGconn *connection;
static PGresult *last;

static void
fail(const char *doing, const char *why)
{
	fprintf(stderr, "test database: %s: %s\n", doing, why);
	exit(2);
}

static PGconn *
connect_to(const char *name)
{
	const char *const keywords[] = { "dbname", "application_name", "options", NULL };
	const char *const values[] = { name, "test", "-c client_min_messages=warning", NULL };
	PGconn *opened = PQconnectdbParams(keywords, values, 0);
	if (PQstatus(opened) != CONNECTION_OK)
		fail("connect", PQerrorMessage(opened));
	return opened;
}

/* The SQLSTATE of a statement that failed; NULL when it worked. */
static const char *
run_as_administrator(const char *sql)
{
	static char state[6];
	PGconn *administrator = connect_to("postgres");
	PGresult *result = PQexec(administrator, sql);
	bool done = PQresultStatus(result) == PGRES_COMMAND_OK;
	if (!done)
		snprintf(state, sizeof(state), "%s", PQresultErrorField(result, PG_DIAG_SQLSTATE));
	PQclear(result);
	PQfinish(administrator);
	return done ? NULL : state;
}

static void
drop_database(void)
{
	char sql[128];
	if (getpid() != owner)
		return;
	PQclear(last);
	PQfinish(connection);
	snprintf(sql, sizeof(sql), "DROP DATABASE IF EXISTS %s WITH (FORCE)", database);
	run_as_administrator(sql);
}

/* 55006: somebody is connected to the template just now. */
static void
create_database(const char *template)
{
	char sql[256];
	owner = getpid();
	snprintf(database, sizeof(database), "sillage_test_%d_%ld", (int)owner, (long)time(NULL));
	snprintf(sql, sizeof(sql), "CREATE DATABASE %s TEMPLATE \"%s\"", database, template);
	const char *state = run_as_administrator(sql);
	for (int tries = 1; state != NULL && strcmp(state, "55006") == 0 && tries < CLONE_TRIES;
	     tries++) {
		nanosleep(&(struct timespec){ .tv_nsec = CLONE_PAUSE_MS * 1000000L }, NULL);
		state = run_as_administrator(sql);
	}
	if (state != NULL)
		fail(sql, state);
	atexit(drop_database);
	setenv("PGDATABASE", database, 1);
}

void
test_database_open(void)
{
	const char *template = getenv("TEMPLATE_DATABASE");
	if (template != NULL && *template != '\0') {
		create_database(template);
	} else {
		create_database("template0");
		if (!migrate(SOURCE_DIR "/migrations"))
			fail("migrate", "see above");
	}
	connection = connect_to(database);
}

void
test_database_open_empty(void)
{
	create_database("template0");
	connection = connect_to(database);
}

struct pg_conn *
test_connection(void)
{
	return connection;
}

const char *
test_sql(const char *sql)
{
	PQclear(last);
	last = PQexec(connection, sql);
	ExecStatusType status = PQresultStatus(last);
	if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
		fail(sql, PQerrorMessage(connection));
	if (PQntuples(last) == 0)
		return "";
	return PQgetisnull(last, 0, 0) ? "NULL" : PQgetvalue(last, 0, 0);
}
