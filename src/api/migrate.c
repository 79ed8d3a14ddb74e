/*
 * Migrations with plain libpq: it runs before any worker has a connection.
 * SPDX-License-Identifier: MIT
 */
#include "migrate.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <libpq-fe.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "arena.h"
#include "clock.h"
#include "log.h"

enum {
	WAIT_MAX_MS = 60 * 1000,   /* for a database that is still starting */
	REFUSED_MAX_MS = 3 * 1000, /* for one that is up and does not let us in */
	PAUSE_MIN_MS = 100,
	PAUSE_MAX_MS = 2000,
	MEMORY_MAX = 64 * 1024 * 1024,
	FILES_MAX = 10000,
	CHECKSUM_SIZE = 2 * crypto_hash_sha256_BYTES + 1,
	NUMBER_DIGITS = 4
};

/* The advisory lock that servers starting at once take turns with; any number, as long as it stays
 * the same. */
#define LOCK_KEY "7309453129"

struct migration {
	int version;
	const char *name; /* of the file */
	const char *sql;
	char checksum[CHECKSUM_SIZE];
	bool applied; /* the database has it */
};

struct migrator {
	struct arena *arena;
	PGconn *connection;
	struct migration *migrations; /* by version */
	size_t count;
	int applied; /* this time */
};

static void
pause_ms(int ms)
{
	nanosleep(&(struct timespec){ .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L }, NULL);
}

/* Whether it is worth trying again: the database is away or starting, or it has been refusing us
 * only for a moment. */
static bool
worth_waiting(long long waited_ms)
{
	switch (PQping("")) {
	case PQPING_OK:
		return waited_ms < REFUSED_MAX_MS;
	case PQPING_NO_ATTEMPT:
		return false;
	default:
		return waited_ms < WAIT_MAX_MS;
	}
}

/* An open connection, or NULL when there is none to be had within the time. */
static PGconn *
connect_patiently(void)
{
	long long started_at = clock_monotonic_us();
	for (int pause = PAUSE_MIN_MS;;
	     pause = pause * 2 < PAUSE_MAX_MS ? pause * 2 : PAUSE_MAX_MS) {
		PGconn *connection = PQconnectdb("");
		if (PQstatus(connection) == CONNECTION_OK)
			return connection;
		bool again = worth_waiting((clock_monotonic_us() - started_at) / 1000);
		log_line(again ? LOG_WARNING : LOG_ERROR,
			 again ? "database_awaited" : "database_away", "reason=%s",
			 log_quote(PQerrorMessage(connection)).text);
		PQfinish(connection);
		if (!again)
			return NULL;
		pause_ms(pause);
	}
}

/* The line of the file that the server complains about; 0 when it does not say. */
static int
error_line(const PGresult *result, const char *sql)
{
	const char *position = PQresultErrorField(result, PG_DIAG_STATEMENT_POSITION);
	long left = position == NULL ? 0 : strtol(position, NULL, 10);
	int line = left > 0;
	for (; left > 1 && *sql != '\0'; sql++) {
		line += *sql == '\n';
		left -= ((unsigned char)sql[1] & 0xC0) != 0x80; /* positions count characters */
	}
	return line;
}

/* Always false. */
static bool
log_failure(const char *file, const char *sql, const PGresult *result)
{
	const char *detail = PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL);
	log_line(LOG_ERROR, "migration_failed", "file=%s line=%d reason=%s detail=%s", file,
		 error_line(result, sql),
		 log_quote(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY)).text,
		 log_quote(detail).text);
	return false;
}

static bool
run(struct migrator *migrator, const char *file, const char *sql)
{
	PGresult *result = PQexec(migrator->connection, sql);
	ExecStatusType status = PQresultStatus(result);
	bool done = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ||
		    status == PGRES_EMPTY_QUERY || log_failure(file, sql, result);
	PQclear(result);
	return done;
}

static bool
prepare_database(struct migrator *migrator)
{
	return run(migrator, "-",
		   "SET application_name = 'sillage migrate';"
		   "SET client_min_messages = warning;"
		   "SET client_encoding = 'UTF8';"
		   "SET statement_timeout = 0;"
		   "SET lock_timeout = 0;") &&
	       run(migrator, "-", "SELECT pg_advisory_lock(" LOCK_KEY ")") &&
	       run(migrator, "-",
		   "CREATE TABLE IF NOT EXISTS schema_migrations ("
		   "  version integer PRIMARY KEY,"
		   "  name text NOT NULL,"
		   "  checksum text NOT NULL CHECK (length(checksum) = 64),"
		   "  applied_at timestamptz NOT NULL DEFAULT now()"
		   ");"
		   "COMMENT ON TABLE schema_migrations IS 'The files of migrations/ that this "
		   "database has';"
		   "COMMENT ON COLUMN schema_migrations.checksum IS 'SHA-256 of the file, in "
		   "hexadecimal';");
}

/* The number that a file's name begins with; -1 when it is not called NNNN_what.sql. */
static int
version_of(const char *name)
{
	size_t len = strlen(name);
	int version = 0;
	for (int i = 0; i < NUMBER_DIGITS; i++) {
		if (!isdigit((unsigned char)name[i]))
			return -1;
		version = version * 10 + (name[i] - '0');
	}
	bool well_named = name[NUMBER_DIGITS] == '_' && len > NUMBER_DIGITS + 1 + strlen(".sql");
	return well_named ? version : -1;
}

static int
is_sql_file(const struct dirent *entry)
{
	size_t len = strlen(entry->d_name);
	return len > 4 && entry->d_name[0] != '.' && strcmp(entry->d_name + len - 4, ".sql") == 0;
}

static const char *
file_text(struct arena *arena, const char *path, size_t *len)
{
	FILE *file = fopen(path, "re");
	char *text = NULL;
	if (file == NULL)
		return NULL;
	if (fseek(file, 0, SEEK_END) == 0) {
		long size = ftell(file);
		rewind(file);
		text = size < 0 ? NULL : arena_alloc(arena, (size_t)size + 1);
		*len = text == NULL ? 0 : fread(text, 1, (size_t)size, file);
		if (text != NULL && (ferror(file) || *len < (size_t)size))
			text = NULL;
	}
	fclose(file);
	return text;
}

static bool
read_file(struct migrator *migrator, const char *folder, const char *name)
{
	struct migration *migration = &migrator->migrations[migrator->count];
	const char *path = arena_format(migrator->arena, "%s/%s", folder, name);
	size_t len = 0;
	migration->version = version_of(name);
	migration->name = arena_copy(migrator->arena, name);
	migration->sql = path == NULL ? NULL : file_text(migrator->arena, path, &len);
	const char *wrong = NULL;
	if (migration->version < 0)
		wrong = "The name must have the form NNNN_what.sql.";
	else if (migration->sql == NULL || migration->name == NULL)
		wrong = "The file cannot be read.";
	else if (memchr(migration->sql, '\0', len) != NULL)
		wrong = "The file is not text.";
	else if (migrator->count > 0 && migration[-1].version == migration->version)
		wrong = "There are two files of this number.";
	if (wrong != NULL) {
		log_line(LOG_ERROR, "migration_unusable", "file=%s reason=\"%s\"", name, wrong);
		return false;
	}
	unsigned char hash[crypto_hash_sha256_BYTES];
	crypto_hash_sha256(hash, (const unsigned char *)migration->sql, len);
	sodium_bin2hex(migration->checksum, sizeof(migration->checksum), hash, sizeof(hash));
	migrator->count++;
	return true;
}

/* All files, before anything is applied: one that is unusable stops the server with the database as
 * it was. */
static bool
read_folder(struct migrator *migrator, const char *folder)
{
	struct dirent **entries = NULL;
	int count = scandir(folder, &entries, is_sql_file, alphasort);
	if (count <= 0 || count > FILES_MAX) {
		log_line(LOG_ERROR, "migrations_missing", "folder=%s reason=%s",
			 log_quote(folder).text,
			 log_quote(count < 0 ? strerror(errno)
					     : "no usual number of files NNNN_what.sql")
				 .text);
	}
	bool done = count > 0 && count <= FILES_MAX;
	if (done)
		migrator->migrations =
			arena_array(migrator->arena, (size_t)count, sizeof(*migrator->migrations));
	done = done && migrator->migrations != NULL;
	for (int i = 0; i < count; i++) {
		done = done && read_file(migrator, folder, entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	return done;
}

static struct migration *
find(struct migrator *migrator, int version)
{
	for (size_t i = 0; i < migrator->count; i++)
		if (migrator->migrations[i].version == version)
			return &migrator->migrations[i];
	return NULL;
}

/* Compares one row of schema_migrations with the files. */
static bool
check_applied(struct migrator *migrator, int version, const char *name, const char *checksum)
{
	struct migration *migration = find(migrator, version);
	if (migration == NULL) {
		log_line(LOG_WARNING, "migration_unknown",
			 "file=%s reason=\"The database has it and this program does not: the "
			 "program is older.\"",
			 log_quote(name).text);
		return true;
	}
	migration->applied = true;
	if (strcmp(migration->checksum, checksum) == 0)
		return true;
	log_line(LOG_ERROR, "migration_changed",
		 "file=%s reason=\"The file has changed since it was applied. Put it back, and "
		 "make the change in a "
		 "new file.\" applied=%s now=%s",
		 migration->name, checksum, migration->checksum);
	return false;
}

/* The highest version that the database has (0: none), after checking every one; -1 when something
 * is wrong. */
static int
applied_version(struct migrator *migrator)
{
	static const char sql[] =
		"SELECT version, name, checksum FROM schema_migrations ORDER BY version";
	PGresult *result = PQexec(migrator->connection, sql);
	int highest = 0;
	if (PQresultStatus(result) != PGRES_TUPLES_OK) {
		log_failure("-", sql, result);
		highest = -1;
	}
	for (int row = 0; highest >= 0 && row < PQntuples(result); row++) {
		int version = (int)strtol(PQgetvalue(result, row, 0), NULL, 10);
		bool same = check_applied(migrator, version, PQgetvalue(result, row, 1),
					  PQgetvalue(result, row, 2));
		highest = same ? version : -1;
	}
	PQclear(result);
	return highest;
}

static bool
record(struct migrator *migrator, const struct migration *migration)
{
	static const char sql[] = "INSERT INTO schema_migrations (version, name, checksum) VALUES "
				  "($1::integer, $2, $3)";
	const char *const values[] = { arena_format(migrator->arena, "%d", migration->version),
				       migration->name, migration->checksum };
	PGresult *result = PQexecParams(migrator->connection, sql, 3, NULL, values, NULL, NULL, 0);
	bool done = PQresultStatus(result) == PGRES_COMMAND_OK ||
		    log_failure(migration->name, sql, result);
	PQclear(result);
	return done;
}

/* A file that ends the transaction itself could be applied by half. */
static bool
still_in_transaction(const struct migrator *migrator, const struct migration *migration)
{
	if (PQtransactionStatus(migrator->connection) == PQTRANS_INTRANS)
		return true;
	log_line(LOG_ERROR, "migration_failed",
		 "file=%s reason=\"A migration must not end its transaction itself.\"",
		 migration->name);
	return false;
}

static bool
apply(struct migrator *migrator, const struct migration *migration)
{
	long long started_at = clock_monotonic_us();
	bool done = run(migrator, migration->name, "BEGIN") &&
		    run(migrator, migration->name, migration->sql) &&
		    still_in_transaction(migrator, migration) && record(migrator, migration) &&
		    run(migrator, migration->name, "COMMIT");
	if (!done) {
		PQclear(PQexec(migrator->connection, "ROLLBACK"));
		return false;
	}
	migrator->applied++;
	log_line(LOG_INFO, "migration_applied", "file=%s ms=%lld", migration->name,
		 (clock_monotonic_us() - started_at) / 1000);
	return true;
}

static bool
apply_missing(struct migrator *migrator)
{
	int highest = applied_version(migrator);
	if (highest < 0)
		return false;
	for (size_t i = 0; i < migrator->count; i++) {
		const struct migration *migration = &migrator->migrations[i];
		if (migration->applied)
			continue;
		if (migration->version < highest) {
			log_line(LOG_ERROR, "migration_late",
				 "file=%s reason=\"A later one has been applied already: give the "
				 "file a number "
				 "above %04d.\"",
				 migration->name, highest);
			return false;
		}
		if (!apply(migrator, migration))
			return false;
	}
	return true;
}

bool
migrate(const char *folder)
{
	struct migrator migrator = { .arena = arena_new(MEMORY_MAX) };
	bool done = migrator.arena != NULL && read_folder(&migrator, folder);
	if (done)
		migrator.connection = connect_patiently();
	done = migrator.connection != NULL && prepare_database(&migrator) &&
	       apply_missing(&migrator);
	if (done)
		log_line(LOG_INFO, "schema_ready", "version=%d applied=%d",
			 migrator.migrations[migrator.count - 1].version, migrator.applied);
	PQfinish(migrator.connection); /* which lets go of the lock */
	arena_free(migrator.arena);
	return done;
}
