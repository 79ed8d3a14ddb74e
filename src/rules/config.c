/*
 * The table of settings, and all that reads it: the environment, --help, the documentation's check.
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <errno.h>
#include <libpq-fe.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"

enum { FILE_VALUE_MAX = 64 * 1024, TEXTS_MAX = 4 * 1024 * 1024 };

/* Seconds; libpq's own limit is the system's, minutes. */
#define CONNECT_TIMEOUT         "5"
/* Whoever asks for a report goes to the primary meanwhile, so that a replica need not be waited for. */
#define REPLICA_CONNECT_TIMEOUT "2"

enum kind { TEXT, INTEGER, BOOLEAN, WORD, ROTATION, TRACKING };

struct setting {
	const char *name;
	enum kind kind;
	size_t offset;
	const char *standard; /* as it would stand in the environment */
	const char *help;
	int minimum, maximum;     /* INTEGER */
	const char *const *words; /* WORD, ROTATION, TRACKING */
};

static const char *const rotation_words[] = { "day", "week", "month", NULL };
static const char *const level_words[] = { "error", "warning", "info", "debug", NULL };
static const char *const request_words[] = { "all", "errors", "none", NULL };

#define SETTING(variable, type, member, value, text, ...)                                      \
	{                                                                                      \
		.name = (variable), .kind = (type), .offset = offsetof(struct config, member), \
		.standard = (value), .help = (text), __VA_ARGS__                               \
	}
#define BETWEEN(least, most) .minimum = (least), .maximum = (most)

/* clang-format off: one setting a line, or two */
static const struct setting settings[] = {
	SETTING("HOST", TEXT, host, "0.0.0.0", "Address to listen on."),
	SETTING("PORT", INTEGER, port, "3000", "Port to listen on; 0 takes a free one.",
		BETWEEN(0, 65535)),
	SETTING("TLS_CERTIFICATE", TEXT, tls_certificate, "",
		"PEM file with the certificate chain; turns on TLS and HTTP/2."),
	SETTING("TLS_KEY", TEXT, tls_key, "", "PEM file with the certificate's private key."),
	SETTING("HTTP2_CLEARTEXT", BOOLEAN, http2_cleartext, "false",
		"Speak HTTP/2 without TLS too."),
	SETTING("SHARE_DIR", TEXT, share_dir, "/usr/share/sillage",
		"Folder that holds www/, migrations/ and data/."),
	SETTING("LOOPS", INTEGER, loops, "0", "Event loop threads; 0: one for every two cores.",
		BETWEEN(0, 256)),
	SETTING("CONNECTIONS_MAX", INTEGER, connections_max, "4096", "Connections open at once.",
		BETWEEN(1, 1000000)),
	SETTING("CONNECTIONS_PER_ADDRESS_MAX", INTEGER, connections_per_address_max, "256",
		"Connections that one address may have open; 0: as many as it likes.",
		BETWEEN(0, 1000000)),
	SETTING("EVENTS_RATE", INTEGER, events_rate, "50",
		"Events that one address may send in a second, over time; 0: as many as it likes.",
		BETWEEN(0, 1000000)),
	SETTING("EVENTS_BURST", INTEGER, events_burst, "200",
		"Events that one address may send at once.", BETWEEN(1, 1000000)),
	SETTING("LOGINS_RATE", INTEGER, logins_rate, "10",
		"Failed logins that one address may try in a minute, over time; 0: as many as it "
		"likes.",
		BETWEEN(0, 1000000)),
	SETTING("LOGINS_BURST", INTEGER, logins_burst, "5",
		"Failed logins that one address may try at once.", BETWEEN(1, 1000000)),
	SETTING("LOGINS_PER_USER", INTEGER, logins_per_user, "60",
		"Failed logins under one user name in an hour, from addresses that have not logged "
		"in under it before; 0: as many as they like.",
		BETWEEN(0, 1000000)),
	SETTING("BODY_MAX", INTEGER, body_max, "262144", "Bytes in a request's body.",
		BETWEEN(1024, 16777216)),
	SETTING("REQUEST_TIMEOUT_MS", INTEGER, request_timeout_ms, "15000",
		"How long a request may take to arrive, and a connection may be idle.",
		BETWEEN(100, 3600000)),
	SETTING("SHUTDOWN_TIMEOUT_MS", INTEGER, shutdown_timeout_ms, "8000",
		"How long requests in flight may take to end after SIGTERM.", BETWEEN(0, 600000)),
	SETTING("CORS_MAX_AGE", INTEGER, cors_max_age, "86400",
		"Seconds a browser may remember what CORS allows.", BETWEEN(0, INT_MAX)),
	SETTING("DATABASE_URL", TEXT, database_url, "",
		"postgresql://user:password@host:5432/database; without it PGHOST, PGUSER and the "
		"like."),
	SETTING("DATABASE_REPLICA_URL", TEXT, database_replica_url, "",
		"A streaming replica of that database, which reports read; what the URL leaves out "
		"is as for the primary."),
	SETTING("WORKERS", INTEGER, workers, "4", "Threads with a database connection each.",
		BETWEEN(1, 256)),
	SETTING("QUEUE_MAX", INTEGER, queue_max, "256", "Requests that may wait for a worker.",
		BETWEEN(1, 1000000)),
	SETTING("OUTSTANDING_MAX", INTEGER, outstanding_max, "1024",
		"Requests of one event loop that may be unanswered.", BETWEEN(1, 1000000)),
	SETTING("STATEMENT_TIMEOUT_MS", INTEGER, statement_timeout_ms, "15000",
		"How long a database statement may take.", BETWEEN(100, 3600000)),
	SETTING("REPORTS_MEMORY_MB", INTEGER, reports_memory_mb, "112",
		"Megabytes that may stay in memory for the next report.", BETWEEN(0, 1048576)),
	SETTING("COLLECT_QUEUE_MAX", INTEGER, collect_queue_max, "8192",
		"Events that may wait to be stored.", BETWEEN(1, 10000000)),
	SETTING("COLLECT_BATCH_MAX", INTEGER, collect_batch_max, "500",
		"Events stored in one transaction.", BETWEEN(1, 100000)),
	SETTING("SALT_ROTATION", ROTATION, salt_rotation, "month",
		"How often visitors are forgotten: day, week or month.", .words = rotation_words),
	SETTING("TRUSTED_PROXIES", TEXT, trusted_proxies, "",
		"Addresses and CIDR blocks, comma-separated, whose word about the client's address "
		"is believed."),
	SETTING("CLIENT_IP_HEADER", TEXT, client_ip_header, "",
		"Header in which a trusted proxy names the client's address."),
	SETTING("SKIP_LOCATION_HEADERS", BOOLEAN, skip_location_headers, "false",
		"Do not take the location from a trusted proxy's headers."),
	SETTING("IGNORE_IP", TEXT, ignored_addresses, "",
		"Addresses and CIDR blocks, comma-separated, from which nothing is counted."),
	SETTING("DO_NOT_TRACK", TRACKING, do_not_track, "ignore",
		"What becomes of browsers that ask not to be tracked, where a website has not "
		"chosen: ignore, anonymous or drop.",
		.words = do_not_track_words),
	SETTING("GEOLITE_DB_PATH", TEXT, geo_database, "",
		"Location database in MaxMind's format (.mmdb)."),
	SETTING("DISABLE_BOT_CHECK", BOOLEAN, disable_bot_check, "false",
		"Count bots as visitors."),
	SETTING("REMOVE_TRAILING_SLASH", BOOLEAN, remove_trailing_slash, "false",
		"Store /page/ as /page."),
	SETTING("TRACKER_SCRIPT_NAME", TEXT, tracker_script_name, "",
		"More names for the tracker besides script.js, comma-separated."),
	SETTING("ADMIN_PASSWORD", TEXT, admin_password, "",
		"Password of the first administrator; without it one is made up and printed once."),
	SETTING("TOKEN_DAYS", INTEGER, token_days, "30", "Days until a sign-in ends.",
		BETWEEN(1, 3650)),
	SETTING("METRICS_TOKEN", TEXT, metrics_token, "",
		"What must be sent as a bearer token to read /metrics; without it /metrics answers "
		"this machine only."),
	SETTING("LOG_LEVEL", WORD, log_level, "info",
		"What is logged: error, warning, info or debug, which adds what was collected.",
		.words = level_words),
	SETTING("LOG_REQUESTS", WORD, log_requests, "all",
		"Which requests are logged: all, errors or none.", .words = request_words),
};
/* clang-format on */

enum { SETTINGS_COUNT = sizeof(settings) / sizeof(settings[0]) };

/* The values, for as long as the process lives; read again in tests, hence not freed. */
static struct arena *texts;

static bool
texts_ready(void)
{
	if (texts == NULL)
		texts = arena_new(TEXTS_MAX);
	return texts != NULL;
}

/* One line about what is wrong. Texts are never wrong, so that no secret is repeated here. */
static bool
refuse(FILE *errors, const struct setting *setting, const char *value, const char *must)
{
	fprintf(errors, "%s is \"%s\": it %s\n", setting->name, value, must);
	return false;
}

static bool
read_integer(const struct setting *setting, const char *value, int *out, FILE *errors)
{
	char must[80];
	char *end;
	errno = 0;
	long number = strtol(value, &end, 10);
	snprintf(must, sizeof(must), "must be a whole number from %d to %d.", setting->minimum,
		 setting->maximum);
	if (*end != '\0' || errno != 0 || number < setting->minimum || number > setting->maximum)
		return refuse(errors, setting, value, must);
	*out = (int)number;
	return true;
}

static bool
read_boolean(const struct setting *setting, const char *value, bool *out, FILE *errors)
{
	*out = strcmp(value, "true") == 0 || strcmp(value, "1") == 0;
	if (!*out && strcmp(value, "false") != 0 && strcmp(value, "0") != 0)
		return refuse(errors, setting, value, "must be true or false (or 1 or 0).");
	return true;
}

static bool
check_word(const struct setting *setting, const char *value, FILE *errors)
{
	char must[80] = "must be one of:";
	for (const char *const *word = setting->words; *word != NULL; word++) {
		size_t used = strlen(must);
		if (strcmp(value, *word) == 0)
			return true;
		snprintf(must + used, sizeof(must) - used, " %s%s", *word,
			 word[1] == NULL ? "." : ",");
	}
	return refuse(errors, setting, value, must);
}

static bool
setting_read(const struct setting *setting, const char *value, struct config *config, FILE *errors)
{
	void *member = (char *)config + setting->offset;
	switch (setting->kind) {
	case INTEGER:
		return read_integer(setting, value, member, errors);
	case BOOLEAN:
		return read_boolean(setting, value, member, errors);
	case ROTATION:
		return salt_rotation_parse(value, member) || check_word(setting, value, errors);
	case TRACKING:
		return do_not_track_parse(value, member) || check_word(setting, value, errors);
	case WORD:
		if (!check_word(setting, value, errors))
			return false;
		/* fallthrough */
	case TEXT:
		memcpy(member, &value, sizeof(value));
		return true;
	}
	return false;
}

/* What the file holds, without the line ends that editors leave. */
static const char *
file_value(const char *name, const char *path, FILE *errors)
{
	FILE *file = fopen(path, "re");
	char *value = file == NULL ? NULL : arena_alloc(texts, FILE_VALUE_MAX);
	size_t len = value == NULL ? 0 : fread(value, 1, FILE_VALUE_MAX, file);
	bool failed = file == NULL || value == NULL || ferror(file);
	int error = errno;
	if (file != NULL)
		fclose(file);
	if (failed || len == FILE_VALUE_MAX || memchr(value, '\0', len) != NULL) {
		fprintf(errors, "%s_FILE is \"%s\": %s\n", name, path,
			failed ? strerror(error) : "too long, or not text.");
		return NULL;
	}
	while (len > 0 && (value[len - 1] == '\n' || value[len - 1] == '\r'))
		value[--len] = '\0';
	return value;
}

static const char *
environment_value(const char *name)
{
	const char *value = getenv(name);
	return value == NULL || *value == '\0' ? NULL : value;
}

/* The value as text: of the environment, of a file, or the standard one. NULL when it cannot be
 * had. */
static const char *
setting_value(const struct setting *setting, FILE *errors)
{
	const char *name = setting->name;
	const char *value = environment_value(name);
	const char *file_name = arena_format(texts, "%s_FILE", name);
	const char *path = file_name == NULL ? NULL : environment_value(file_name);
	if (value != NULL && path != NULL) {
		fprintf(errors, "%s and %s_FILE are both set: one is enough.\n", name, name);
		return NULL;
	}
	if (path != NULL)
		return file_value(name, path, errors);
	return value == NULL ? setting->standard : arena_copy(texts, value);
}

static bool
check_together(const struct config *config, FILE *errors)
{
	if ((*config->tls_certificate == '\0') == (*config->tls_key == '\0'))
		return true;
	fprintf(errors, "TLS_CERTIFICATE and TLS_KEY go together: one of them is not set.\n");
	return false;
}

bool
config_read(struct config *config, FILE *errors)
{
	bool valid = true;
	if (!texts_ready()) {
		fprintf(errors, "There is no memory for the settings.\n");
		return false;
	}
	memset(config, 0, sizeof(*config));
	for (size_t i = 0; i < SETTINGS_COUNT; i++) {
		const char *value = setting_value(&settings[i], errors);
		valid &= value != NULL && setting_read(&settings[i], value, config, errors);
	}
	return valid && check_together(config, errors);
}

void
config_help(FILE *out)
{
	fprintf(out, "Settings, from the environment. Each may also stand in a file that NAME_FILE "
		     "names.\n\n");
	for (size_t i = 0; i < SETTINGS_COUNT; i++)
		fprintf(out, "  %-22s %-19s %s\n", settings[i].name,
			*settings[i].standard == '\0' ? "-" : settings[i].standard,
			settings[i].help);
}

const char *
config_name(size_t index)
{
	return index < SETTINGS_COUNT ? settings[index].name : NULL;
}

/* The parser's own words may repeat the URL, and with it a password: only those about a parameter's
 * name are passed on. */
static bool
refuse_url(const char *setting, const char *why, char *error, size_t error_size)
{
	static const char about_parameter[] = "invalid URI query parameter";
	if (why != NULL && strncmp(why, about_parameter, sizeof(about_parameter) - 1) == 0)
		snprintf(error, error_size,
			 "%s has a parameter that PostgreSQL does not know: %.*s", setting,
			 (int)strcspn(why, "\n"), why);
	else
		snprintf(error, error_size,
			 "%s must look like postgresql://user:password@host:5432/database, "
			 "with special characters written as %%XX.",
			 setting);
	return false;
}

/* The URL's parts, to be freed by PQconninfoFree(). NULL with a sentence in `error`. */
static PQconninfoOption *
url_parse(const char *setting, const char *url, char *error, size_t error_size)
{
	bool is_url =
		strncmp(url, "postgresql://", 13) == 0 || strncmp(url, "postgres://", 11) == 0;
	char *why = NULL;
	PQconninfoOption *options = is_url ? PQconninfoParse(url, &why) : NULL;
	if (options == NULL)
		refuse_url(setting, why, error, error_size);
	PQfreemem(why);
	return options;
}

bool
config_export_database_url(const char *url, char *error, size_t error_size)
{
	setenv("PGCONNECT_TIMEOUT", CONNECT_TIMEOUT, 0);
	if (*url == '\0')
		return true;
	PQconninfoOption *options = url_parse("DATABASE_URL", url, error, error_size);
	if (options == NULL)
		return false;
	bool valid = true;
	for (PQconninfoOption *option = options; valid && option->keyword != NULL; option++) {
		if (option->val == NULL)
			continue;
		valid = option->envvar != NULL && setenv(option->envvar, option->val, 1) == 0;
		if (!valid)
			snprintf(error, error_size, "DATABASE_URL cannot set %s here.",
				 option->keyword);
	}
	PQconninfoFree(options);
	return valid;
}

static void
target_set(struct database_target *target, const char *parameter, const char *value)
{
	size_t at = 0;
	while (target->parameters[at] != NULL && strcmp(target->parameters[at], parameter) != 0)
		at++;
	if (at == TARGET_PARAMETERS_MAX)
		return;
	target->parameters[at] = arena_copy(texts, parameter);
	target->values[at] = arena_copy(texts, value);
}

/* The same for ECPG, whose targets know no way of writing these two in a value. */
static bool
target_write(struct database_target *target, char *error, size_t error_size)
{
	target->target = "tcp:postgresql://";
	target->user = target->password = "";
	for (size_t i = 0; target->parameters[i] != NULL; i++) {
		const char *parameter = target->parameters[i], *value = target->values[i];
		if (strcmp(parameter, "user") == 0) {
			target->user = value;
		} else if (strcmp(parameter, "password") == 0) {
			target->password = value;
		} else if (strpbrk(value, "&?") != NULL) {
			snprintf(error, error_size,
				 "DATABASE_REPLICA_URL cannot have & or ? in %s.", parameter);
			return false;
		} else {
			target->target = arena_format(texts, "%s%c%s=%s", target->target,
						      i == 0 ? '?' : '&', parameter, value);
		}
	}
	return true;
}

bool
config_replica_target(const char *url, struct database_target *target, char *error,
		      size_t error_size)
{
	bool has_host = false;
	if (!texts_ready()) {
		snprintf(error, error_size, "There is no memory for the settings.");
		return false;
	}
	PQconninfoOption *options = url_parse("DATABASE_REPLICA_URL", url, error, error_size);
	if (options == NULL)
		return false;
	*target = (struct database_target){ 0 };
	target_set(target, "connect_timeout", REPLICA_CONNECT_TIMEOUT);
	/* what the primary's URL asks of its server is not for this one */
	target_set(target, "target_session_attrs", "any");
	for (PQconninfoOption *option = options; option->keyword != NULL; option++) {
		if (option->val == NULL || *option->val == '\0')
			continue;
		target_set(target, option->keyword, option->val);
		has_host = has_host || strncmp(option->keyword, "host", 4) == 0;
	}
	PQconninfoFree(options);
	if (!has_host)
		snprintf(error, error_size, "DATABASE_REPLICA_URL must name a host.");
	return has_host && target_write(target, error, error_size);
}
