/*
 * The limit of collecting: how fast PostgreSQL takes the rows of stored events by COPY, in batches of 500 events with the
 * visitors and visits that first appear in them, their properties and revenues; one transaction a batch. The rows are those of
 * the database SOURCE, read before the clock starts; the tables of TARGET are emptied and take them.
 *
 *   copy_limit SOURCE TARGET EVENTS
 *
 * Prints "events microseconds", and the microseconds of CPU that PostgreSQL's process for it used.
 * SPDX-License-Identifier: MIT
 */
#include "clock.h"
#include "database.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BATCH_EVENTS = 500, STATEMENT_SIZE = 512 };

/* A table's rows as COPY writes them, one batch after the other. */
struct rows {
	const char *table;
	const char *key; /* with website_id: what a batch's events name */
	char *bytes;
	size_t len, size;
	size_t *ends; /* of each batch's rows in bytes */
};

static struct rows tables[] = {
	{ .table = "visitors", .key = "visitor_id" },
	{ .table = "visits", .key = "visit_id" },
	{ .table = "events", .key = "event_id" },
	{ .table = "event_properties", .key = "event_id" },
	{ .table = "revenues", .key = "event_id" },
};
enum { TABLES = sizeof(tables) / sizeof(tables[0]) };

static void
append(struct rows *rows, const char *row, size_t len)
{
	if (rows->len + len > rows->size) {
		rows->size = (rows->len + len) * 2;
		rows->bytes = realloc(rows->bytes, rows->size);
		if (rows->bytes == NULL)
			abort();
	}
	memcpy(rows->bytes + rows->len, row, len);
	rows->len += len;
}

/* Every row comes with its batch's number and a tab before it. */
static void
read_rows(PGconn *connection, struct rows *rows, int batches)
{
	char statement[STATEMENT_SIZE];
	char *row, *after;
	int len;
	snprintf(statement, sizeof(statement),
		 "COPY (SELECT b.batch, t.* FROM %s AS t JOIN (SELECT website_id, %s, min(batch) "
		 "AS batch"
		 "  FROM batched GROUP BY website_id, %s) AS b USING (website_id, %s)"
		 " ORDER BY b.batch) TO STDOUT",
		 rows->table, rows->key, rows->key, rows->key);
	database_run(connection, statement, PGRES_COPY_OUT);
	rows->ends = calloc((size_t)batches, sizeof(rows->ends[0]));
	if (rows->ends == NULL)
		abort();
	while ((len = PQgetCopyData(connection, &row, 0)) > 0) {
		long batch = strtol(row, &after, 10);
		append(rows, after + 1, (size_t)(row + len - (after + 1)));
		rows->ends[batch] = rows->len;
		PQfreemem(row);
	}
	database_copy_end(connection, rows->table);
	for (int i = 1; i < batches; i++)
		if (rows->ends[i] == 0)
			rows->ends[i] = rows->ends[i - 1];
}

/* Returns how many events there are, at most as many as asked for. */
static int
number_batches(PGconn *connection, int events)
{
	char statement[STATEMENT_SIZE];
	snprintf(statement, sizeof(statement),
		 "CREATE TEMPORARY TABLE batched AS"
		 " SELECT website_id, event_id, visitor_id, visit_id,"
		 "        (row_number() OVER (ORDER BY event_id, website_id) - 1) / %d AS batch"
		 "   FROM events ORDER BY event_id, website_id LIMIT %d",
		 BATCH_EVENTS, events);
	database_run(connection, statement, PGRES_COMMAND_OK);
	PGresult *result = PQexec(connection, "SELECT count(*) FROM batched");
	if (PQresultStatus(result) != PGRES_TUPLES_OK)
		database_fail("counting", PQerrorMessage(connection));
	int count = (int)strtol(PQgetvalue(result, 0, 0), NULL, 10);
	PQclear(result);
	return count;
}

static void
copy_rows(PGconn *connection, const struct rows *rows, int batch)
{
	size_t begin = batch == 0 ? 0 : rows->ends[batch - 1], end = rows->ends[batch];
	if (begin < end)
		database_copy(connection, rows->table, rows->bytes + begin, end - begin);
}

/* Microseconds that a process of this machine has run. */
static long long
cpu_us(int pid)
{
	char path[64];
	long long ns = 0;
	snprintf(path, sizeof(path), "/proc/%d/schedstat", pid);
	FILE *file = fopen(path, "r");
	if (file == NULL || fscanf(file, "%lld", &ns) != 1)
		database_fail(path, "cannot be read\n");
	fclose(file);
	return ns / 1000;
}

int
main(int argc, char **argv)
{
	if (argc != 4)
		database_fail("usage", "copy_limit SOURCE TARGET EVENTS\n");
	PGconn *source = database_open(argv[1]), *target = database_open(argv[2]);
	int events = number_batches(source, (int)strtol(argv[3], NULL, 10));
	int batches = (events + BATCH_EVENTS - 1) / BATCH_EVENTS;
	for (int t = 0; t < TABLES; t++)
		read_rows(source, &tables[t], batches);
	PQfinish(source);
	database_run(target, "TRUNCATE visitors, visits, events, event_properties, revenues",
		     PGRES_COMMAND_OK);

	int backend = PQbackendPID(target);
	long long used = cpu_us(backend), started_at = clock_monotonic_us();
	for (int batch = 0; batch < batches; batch++) {
		database_run(target, "BEGIN", PGRES_COMMAND_OK);
		for (int t = 0; t < TABLES; t++)
			copy_rows(target, &tables[t], batch);
		database_run(target, "COMMIT", PGRES_COMMAND_OK);
	}
	printf("%d\t%lld\t%lld\n", events, clock_monotonic_us() - started_at,
	       cpu_us(backend) - used);
	PQfinish(target);
	return 0;
}
