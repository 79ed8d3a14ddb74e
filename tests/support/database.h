/*
 * A database for one test program alone, as a clone of the migrated template or migrated here, gone
 * when the program ends. libpq's environment (PGHOST, PGPORT, PGUSER) says which server; PGDATABASE
 * is set so that db_connect() finds it.
 * SPDX-License-Identifier: MIT
 */
#ifndef TEST_DATABASE_H
#define TEST_DATABASE_H

#include "unit.h"

/* A clone of $TEMPLATE_DATABASE, or without one a database of its own with our migrations. Ends the
 * program if it cannot. */
void test_database_open(void);
/* An empty one. */
void test_database_open_empty(void);
/* The connection that test_sql() uses: for results with more than one value. */
struct pg_conn *test_connection(void);

/*
 * Runs `sql` and answers the first value of the first row as text: "" without rows, "NULL" for
 * NULL. Valid until the next call. An error ends the program: it is a mistake in the test.
 */
const char *test_sql(const char *sql);

#define DATABASE_MAIN(suite, tests)                                                \
	int main(void)                                                             \
	{                                                                          \
		test_database_open();                                              \
		return unit_run(suite, tests, sizeof(tests) / sizeof((tests)[0])); \
	}

#endif
