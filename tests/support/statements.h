/*
 * Checks embedded SQL against a database: reads the statements out of what ecpg generated, lets the
 * server analyse each, and compares the types it finds with those of the C variables.
 * SPDX-License-Identifier: MIT
 */
#ifndef TEST_STATEMENTS_H
#define TEST_STATEMENTS_H

#include <stddef.h>
#include <stdio.h>

struct pg_conn;

/* What was found; complaints are lines "file:line: what is wrong". */
struct statements_result {
	int checked;
	int wrong;
};

/* Checks the statements of one generated file, given as its whole text. */
struct statements_result statements_check(struct pg_conn *connection, const char *generated,
					  FILE *complaints);

#endif
