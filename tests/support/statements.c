/*
 * ecpg writes ECPGdo(..., ECPGst_normal, "statement", ECPGt_int,..., ECPGt_EOIT, ECPGt_char,...,
 * ECPGt_EORT); and behind it a #line with the place in the .pgc: that is all this reads.
 * SPDX-License-Identifier: MIT
 */
#include "statements.h"

#include <libpq-fe.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"

enum { MEMORY_MAX = 64 << 20, VARIABLES_MAX = 256, KIND_MAX = 32 };

/* PostgreSQL's own types have fixed numbers. */
enum {
	BOOL = 16,
	BYTEA = 17,
	BIGINT = 20,
	SMALLINT = 21,
	INTEGER = 23,
	OID = 26,
	REAL = 700,
	DOUBLE = 701,
	NUMERIC = 1700
};

struct statement {
	char kind[KIND_MAX]; /* normal, prepare, execute, ... */
	const char *sql;     /* of execute: the name */
	const char *name;    /* of prepare */
	char inputs[VARIABLES_MAX][KIND_MAX];
	int input_count;
	char outputs[VARIABLES_MAX][KIND_MAX];
	int output_count;
	const char *file;
	int line; /* the last one of the statement */
};

struct checker {
	PGconn *connection;
	struct arena *arena;
	FILE *complaints;
	const struct statement *statement;
	struct statements_result result;
};

static void complain(struct checker *checker, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void
complain(struct checker *checker, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	fprintf(checker->complaints, "%s:%d: ", checker->statement->file, checker->statement->line);
	vfprintf(checker->complaints, format, args);
	fputc('\n', checker->complaints);
	va_end(args);
	checker->result.wrong++;
}

/* A C string literal that begins at its quote, without its escapes; *end comes to stand behind it.
 */
static const char *
read_literal(struct arena *arena, const char *at, const char **end)
{
	char *text = arena_copy(arena, at);
	char *to = text;
	for (at++; *at != '\0' && *at != '"'; at++) {
		if (*at != '\\') {
			*to++ = *at;
		} else if (*++at == 'n') {
			*to++ = '\n';
		} else if (*at !=
			   '\n') { /* a backslash at the end of a line only goes on with the next */
			*to++ = *at;
		}
	}
	*to = '\0';
	*end = *at == '"' ? at + 1 : at;
	return text;
}

/* The identifier that follows `prefix`, from `at` on; NULL when there is none before `limit`. */
static const char *
read_kind(const char *at, const char *limit, const char *prefix, char kind[KIND_MAX])
{
	at = strstr(at, prefix);
	if (at == NULL || at >= limit)
		return NULL;
	at += strlen(prefix);
	size_t len = strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_");
	snprintf(kind, KIND_MAX, "%.*s", (int)len, at);
	return at + len;
}

/* Each variable is followed by its indicator, which says nothing about types. */
static void
read_variables(struct statement *statement, const char *at)
{
	bool is_indicator = false, is_output = false;
	char kind[KIND_MAX];
	while ((at = read_kind(at, at + strlen(at), "ECPGt_", kind)) != NULL &&
	       strcmp(kind, "EORT") != 0) {
		if (strcmp(kind, "EOIT") == 0) {
			is_output = true;
			continue;
		}
		char(*list)[KIND_MAX] = is_output ? statement->outputs : statement->inputs;
		int *count = is_output ? &statement->output_count : &statement->input_count;
		if (!is_indicator && *count < VARIABLES_MAX)
			memcpy(list[(*count)++], kind, KIND_MAX);
		is_indicator = !is_indicator;
	}
}

/* #line 16 "/path/websites.pgc" */
static void
read_place(struct arena *arena, struct statement *statement, const char *at)
{
	const char *end;
	at = strstr(at, "\n#line ");
	statement->file = "?";
	if (at == NULL)
		return;
	statement->line = (int)strtol(at + strlen("\n#line "), NULL, 10);
	statement->file = read_literal(arena, strchr(at, '"'), &end);
}

/* The statement whose ECPGdo( begins at `at`. */
static const struct statement *
read_statement(struct arena *arena, const char *at)
{
	struct statement *statement = arena_alloc(arena, sizeof(*statement));
	const char *end = at + strlen(at);
	if (statement == NULL)
		abort();
	read_place(arena, statement, at);
	at = read_kind(at, end, "ECPGst_", statement->kind);
	at = at == NULL ? NULL : strstr(at, ", ");
	if (at == NULL || at[2] != '"')
		return statement; /* a text that is put together at run time */
	statement->sql = read_literal(arena, at + 2, &at);
	if (strcmp(statement->kind, "prepare") == 0) {
		statement->name = read_literal(arena, strchr(at, '"'), &end);
		return statement;
	}
	read_variables(statement, at);
	return statement;
}

static const char *
type_name(struct checker *checker, Oid type)
{
	const char *const values[] = { arena_format(checker->arena, "%u", type) };
	PGresult *result = PQexecParams(checker->connection, "SELECT format_type($1::oid, NULL)", 1,
					NULL, values, NULL, NULL, 0);
	const char *name =
		PQntuples(result) == 1 ? arena_copy(checker->arena, PQgetvalue(result, 0, 0)) : "?";
	PQclear(result);
	return name;
}

static bool
is_one_of(const char *kind, const char *const *kinds)
{
	for (; *kinds != NULL; kinds++)
		if (strcmp(kind, *kinds) == 0)
			return true;
	return false;
}

static const char *const whole_kinds[] = {
	"short",     "unsigned_short",     "int", "unsigned_int", "long", "unsigned_long",
	"long_long", "unsigned_long_long", NULL
};
static const char *const wide_kinds[] = { "long", "unsigned_long", "long_long",
					  "unsigned_long_long", NULL };
static const char *const broken_kinds[] = { "float", "double", NULL };

static bool
is_whole_type(Oid type)
{
	return type == SMALLINT || type == INTEGER || type == BIGINT || type == OID;
}

static bool
is_number_type(Oid type)
{
	return is_whole_type(type) || type == REAL || type == DOUBLE || type == NUMERIC;
}

/* ECPG cuts a bigint to an int without a word. */
static bool
fits_output(const char *kind, Oid type)
{
	if (strcmp(kind, "bool") == 0)
		return type == BOOL;
	if (strcmp(kind, "bytea") == 0)
		return type == BYTEA;
	if (is_one_of(kind, wide_kinds))
		return is_whole_type(type);
	if (strcmp(kind, "int") == 0)
		return type == SMALLINT || type == INTEGER;
	if (is_one_of(kind, whole_kinds))
		return type == SMALLINT;
	return !is_one_of(kind, broken_kinds) || is_number_type(type);
}

/* A text for a number works until somebody sends a text that is none. */
static bool
fits_input(const char *kind, Oid type)
{
	if (strcmp(kind, "bool") == 0)
		return type == BOOL;
	if (strcmp(kind, "bytea") == 0)
		return type == BYTEA;
	if (is_one_of(kind, whole_kinds))
		return is_number_type(type);
	if (is_one_of(kind, broken_kinds))
		return is_number_type(type) && !is_whole_type(type);
	return !is_whole_type(type) && type != BOOL;
}

static void
check_variables(struct checker *checker, const PGresult *description)
{
	const struct statement *statement = checker->statement;
	int parameters = PQnparams(description), columns = PQnfields(description);
	if (statement->input_count != parameters)
		complain(checker, "%d parameters get %d values", parameters,
			 statement->input_count);
	if (statement->output_count != columns)
		complain(checker, "%d columns go into %d variables", columns,
			 statement->output_count);
	for (int i = 0; i < parameters && i < statement->input_count; i++)
		if (!fits_input(statement->inputs[i], PQparamtype(description, i)))
			complain(checker, "$%d is %s and gets a variable of type %s", i + 1,
				 type_name(checker, PQparamtype(description, i)),
				 statement->inputs[i]);
	for (int i = 0; i < columns && i < statement->output_count; i++)
		if (!fits_output(statement->outputs[i], PQftype(description, i)))
			complain(
				checker, "column %d (%s) is %s and goes into a variable of type %s",
				i + 1, PQfname(description, i),
				type_name(checker, PQftype(description, i)), statement->outputs[i]);
}

static bool
succeeded(struct checker *checker, const PGresult *result)
{
	if (PQresultStatus(result) == PGRES_COMMAND_OK)
		return true;
	complain(checker, "%s", PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
	return false;
}

/* `name`: of a statement that the server has analysed; "" the unnamed one. */
static void
check_prepared(struct checker *checker, const char *name)
{
	PGresult *description = PQdescribePrepared(checker->connection, name);
	if (succeeded(checker, description))
		check_variables(checker, description);
	PQclear(description);
}

/* The server analyses only these when it prepares them; of others a wrong name would go unnoticed.
 */
static bool
is_analysed(const char *sql)
{
	static const char *const words[] = { "select", "insert", "update", "delete", "merge",
					     "values", "with",   "(",      NULL };
	for (const char *const *word = words; *word != NULL; word++)
		if (strncmp(sql, *word, strlen(*word)) == 0)
			return true;
	return false;
}

static void
check_normal(struct checker *checker)
{
	const char *sql = checker->statement->sql;
	if (strcmp(sql, "discard plans") == 0)
		return; /* has no name in it that could be wrong */
	if (!is_analysed(sql)) {
		complain(checker, "cannot be checked before it runs: %.40s", sql);
		return;
	}
	PGresult *result = PQprepare(checker->connection, "", sql, 0, NULL);
	if (succeeded(checker, result))
		check_prepared(checker, "");
	PQclear(result);
}

/* "prepare $0 ( bigint ) as select ..." */
static void
prepare(struct checker *checker)
{
	const struct statement *statement = checker->statement;
	const char *rest = strstr(statement->sql, "$0");
	if (rest == NULL) {
		complain(checker, "cannot be checked: %.40s", statement->sql);
		return;
	}
	PGresult *result =
		PQexec(checker->connection, arena_format(checker->arena, "PREPARE %s%s",
							 statement->name, rest + strlen("$0")));
	succeeded(checker, result);
	PQclear(result);
}

static void
check(struct checker *checker)
{
	const struct statement *statement = checker->statement;
	if (statement->sql == NULL)
		complain(checker, "is put together at run time and cannot be checked");
	else if (strcmp(statement->kind, "execute") == 0)
		check_prepared(checker, statement->sql);
	else
		check_normal(checker);
}

/* Visits every statement: the ones that prepare, or all others. */
static void
each_statement(struct checker *checker, const char *generated, bool preparing,
	       void (*visit)(struct checker *checker))
{
	static const char call[] = "ECPGdo(";
	for (const char *at = generated; (at = strstr(at, call)) != NULL; at += sizeof(call) - 1) {
		checker->statement = read_statement(checker->arena, at);
		if ((strcmp(checker->statement->kind, "prepare") == 0) != preparing)
			continue;
		checker->result.checked++;
		visit(checker);
	}
}

/* ecpg takes another way for PREPARE without types or from a string: the types of its values are
 * not known then. */
static void
refuse_untyped(struct checker *checker, const char *generated)
{
	static const char call[] = "ECPGprepare(";
	for (const char *at = generated; (at = strstr(at, call)) != NULL; at += sizeof(call) - 1) {
		struct statement untyped = { .sql = NULL };
		read_place(checker->arena, &untyped, at);
		checker->statement = &untyped;
		checker->result.checked++;
		complain(checker, "is prepared without types and cannot be checked");
	}
}

struct statements_result
statements_check(struct pg_conn *connection, const char *generated, FILE *complaints)
{
	struct checker checker = { connection, arena_new(MEMORY_MAX), complaints, NULL, { 0, 0 } };
	PQclear(PQexec(connection, "DEALLOCATE ALL"));
	each_statement(&checker, generated, true, prepare);
	each_statement(&checker, generated, false, check);
	refuse_untyped(&checker, generated);
	arena_free(checker.arena);
	return checker.result;
}
