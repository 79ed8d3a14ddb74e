/*
 * Settings: defaults, values, files, every mistake by name, secrets that are not repeated, the
 * database URL.
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char messages[8192];

/* Every setting is unset again, so that no test sees another's. */
static void
clear_environment(void)
{
	char file_name[80];
	for (size_t i = 0; config_name(i) != NULL; i++) {
		snprintf(file_name, sizeof(file_name), "%s_FILE", config_name(i));
		unsetenv(config_name(i));
		unsetenv(file_name);
	}
}

static bool
read_config(struct config *config)
{
	FILE *errors = fmemopen(messages, sizeof(messages), "w");
	CU_ASSERT_PTR_NOT_NULL_FATAL(errors);
	bool valid = config_read(config, errors);
	fclose(errors);
	clear_environment();
	return valid;
}

/* What is written to a file of its own; the path to it. */
static const char *
file_with(const char *bytes, size_t len)
{
	static char path[64];
	snprintf(path, sizeof(path), "/tmp/test_config.XXXXXX");
	int file = mkstemp(path);
	CU_ASSERT_FATAL(file >= 0);
	CU_ASSERT_EQUAL(write(file, bytes, len), (ssize_t)len);
	close(file);
	return path;
}

static void
has_defaults_for_everything(void)
{
	struct config config;
	clear_environment();
	CU_ASSERT_TRUE(read_config(&config));
	CU_ASSERT_STRING_EQUAL(messages, "");
	CU_ASSERT_STRING_EQUAL(config.host, "0.0.0.0");
	CU_ASSERT_EQUAL(config.port, 3000);
	CU_ASSERT_EQUAL(config.salt_rotation, SALT_MONTH);
	CU_ASSERT_STRING_EQUAL(config.log_level, "info");
	CU_ASSERT_FALSE(config.http2_cleartext);
	CU_ASSERT_STRING_EQUAL(config.admin_password, "");
}

static void
reads_values_of_every_kind(void)
{
	struct config config;
	setenv("PORT", "0", 1);
	setenv("HTTP2_CLEARTEXT", "true", 1);
	setenv("DISABLE_BOT_CHECK", "1", 1);
	setenv("SALT_ROTATION", "day", 1);
	setenv("LOG_LEVEL", "debug", 1);
	setenv("TRUSTED_PROXIES", "10.0.0.0/8, ::1", 1);
	setenv("WORKERS", "", 1); /* as compose passes on what is not set */
	CU_ASSERT_TRUE(read_config(&config));
	CU_ASSERT_EQUAL(config.port, 0);
	CU_ASSERT_TRUE(config.http2_cleartext);
	CU_ASSERT_TRUE(config.disable_bot_check);
	CU_ASSERT_EQUAL(config.salt_rotation, SALT_DAY);
	CU_ASSERT_STRING_EQUAL(config.log_level, "debug");
	CU_ASSERT_STRING_EQUAL(config.trusted_proxies, "10.0.0.0/8, ::1");
	CU_ASSERT_EQUAL(config.workers, 4);
}

static void
keeps_values_that_the_environment_loses(void)
{
	struct config config;
	setenv("HOST", "::1", 1);
	CU_ASSERT_TRUE(read_config(&config));
	setenv("HOST", "changed", 1);
	CU_ASSERT_STRING_EQUAL(config.host, "::1");
	clear_environment();
}

static void
names_every_wrong_value(void)
{
	static const char *const wrong[][2] = {
		{ "PORT", "65536" },          { "WORKERS", "0" },
		{ "BODY_MAX", "1e6" },        { "LOOPS", "-1" },
		{ "HTTP2_CLEARTEXT", "yes" }, { "SALT_ROTATION", "Year" },
		{ "LOG_LEVEL", "verbose" },   { "TOKEN_DAYS", " 99999999999999999999" },
	};
	struct config config;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		setenv(wrong[i][0], wrong[i][1], 1);
	CU_ASSERT_FALSE(read_config(&config));
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		char begin[80];
		snprintf(begin, sizeof(begin), "%s is \"%s\": it must be ", wrong[i][0],
			 wrong[i][1]);
		CU_ASSERT_PTR_NOT_NULL(strstr(messages, begin));
	}
	CU_ASSERT_PTR_NOT_NULL(strstr(messages, "it must be one of: day, week, month."));
	CU_ASSERT_PTR_NOT_NULL(strstr(messages, "it must be a whole number from 0 to 65535."));
}

static void
reads_a_value_from_a_file(void)
{
	struct config config;
	const char *path = file_with("s3cret with blanks \r\n\n", 22);
	setenv("ADMIN_PASSWORD_FILE", path, 1);
	CU_ASSERT_TRUE(read_config(&config));
	unlink(path);
	CU_ASSERT_STRING_EQUAL(config.admin_password, "s3cret with blanks ");
	path = file_with("8080", 4);
	setenv("PORT_FILE", path, 1);
	CU_ASSERT_TRUE(read_config(&config));
	unlink(path);
	CU_ASSERT_EQUAL(config.port, 8080);
}

static void
refuses_files_that_hold_no_value(void)
{
	struct config config;
	setenv("ADMIN_PASSWORD_FILE", "/nowhere/password", 1);
	CU_ASSERT_FALSE(read_config(&config));
	CU_ASSERT_STRING_EQUAL(
		messages,
		"ADMIN_PASSWORD_FILE is \"/nowhere/password\": No such file or directory\n");
	const char *path = file_with("a\0b", 3);
	setenv("HOST_FILE", path, 1);
	CU_ASSERT_FALSE(read_config(&config));
	CU_ASSERT_PTR_NOT_NULL(strstr(messages, "HOST_FILE is "));
	unlink(path);
	static char long_text[70000];
	memset(long_text, 'a', sizeof(long_text));
	path = file_with(long_text, sizeof(long_text));
	setenv("HOST_FILE", path, 1);
	CU_ASSERT_FALSE(read_config(&config));
	unlink(path);
	setenv("HOST_FILE", "/tmp", 1);
	CU_ASSERT_FALSE(read_config(&config));
}

static void
refuses_a_value_and_a_file_at_once(void)
{
	struct config config;
	setenv("ADMIN_PASSWORD", "hush", 1);
	setenv("ADMIN_PASSWORD_FILE", "/nowhere", 1);
	CU_ASSERT_FALSE(read_config(&config));
	CU_ASSERT_STRING_EQUAL(
		messages, "ADMIN_PASSWORD and ADMIN_PASSWORD_FILE are both set: one is enough.\n");
}

static void
wants_certificate_and_key_together(void)
{
	struct config config;
	setenv("TLS_KEY", "key.pem", 1);
	CU_ASSERT_FALSE(read_config(&config));
	CU_ASSERT_PTR_NOT_NULL(strstr(messages, "TLS_CERTIFICATE and TLS_KEY go together"));
	setenv("TLS_KEY", "key.pem", 1);
	setenv("TLS_CERTIFICATE", "chain.pem", 1);
	CU_ASSERT_TRUE(read_config(&config));
}

static void
shows_every_setting_in_the_help(void)
{
	char *help = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&help, &len);
	config_help(out);
	fclose(out);
	for (size_t i = 0; config_name(i) != NULL; i++) {
		char row[80];
		snprintf(row, sizeof(row), "\n  %-22s ", config_name(i));
		CU_ASSERT_PTR_NOT_NULL(strstr(help, row));
		for (size_t other = 0; other < i; other++)
			CU_ASSERT_STRING_NOT_EQUAL(config_name(other), config_name(i));
	}
	free(help);
}

static bool
export_url(const char *url)
{
	static const char *const names[] = { "PGHOST",     "PGPORT",     "PGUSER",
					     "PGPASSWORD", "PGDATABASE", "PGSSLMODE" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		unsetenv(names[i]);
	messages[0] = '\0';
	return config_export_database_url(url, messages, sizeof(messages));
}

static void
makes_variables_of_a_database_url(void)
{
	CU_ASSERT_TRUE(
		export_url("postgresql://some%40one:p%3Aw@db.example:5433/wake?sslmode=require"));
	CU_ASSERT_STRING_EQUAL(getenv("PGHOST"), "db.example");
	CU_ASSERT_STRING_EQUAL(getenv("PGPORT"), "5433");
	CU_ASSERT_STRING_EQUAL(getenv("PGUSER"), "some@one");
	CU_ASSERT_STRING_EQUAL(getenv("PGPASSWORD"), "p:w");
	CU_ASSERT_STRING_EQUAL(getenv("PGDATABASE"), "wake");
	CU_ASSERT_STRING_EQUAL(getenv("PGSSLMODE"), "require");
	CU_ASSERT_TRUE(export_url("postgres://[::1],second:5433/wake"));
	CU_ASSERT_STRING_EQUAL(getenv("PGHOST"), "::1,second");
	CU_ASSERT_PTR_NULL(getenv("PGPASSWORD"));
	CU_ASSERT_TRUE(export_url("postgresql:///wake?host=/run/postgresql"));
	CU_ASSERT_STRING_EQUAL(getenv("PGHOST"), "/run/postgresql");
}

static void
bounds_the_wait_for_a_connection(void)
{
	unsetenv("PGCONNECT_TIMEOUT");
	CU_ASSERT_TRUE(export_url(""));
	CU_ASSERT_STRING_EQUAL(getenv("PGCONNECT_TIMEOUT"), "5");
	setenv("PGCONNECT_TIMEOUT", "2", 1);
	CU_ASSERT_TRUE(export_url("postgresql://db/wake"));
	CU_ASSERT_STRING_EQUAL(getenv("PGCONNECT_TIMEOUT"), "2");
	CU_ASSERT_TRUE(export_url("postgresql://db/wake?connect_timeout=9"));
	CU_ASSERT_STRING_EQUAL(getenv("PGCONNECT_TIMEOUT"), "9");
}

static void
refuses_other_urls_without_repeating_them(void)
{
	static const char *const wrong[] = {
		"mysql://user:hush@db/wake",
		"postgresql://user:hu%zzsh@db/wake",
		"postgresql://user:hush@[::1/wake",
		"postgresql://user:hush@db/wake?schema=public",
		"host=db password=hush",
		"postgresql://user:hush@db/wake?keepalives=1",
	};
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		CU_ASSERT_FALSE(export_url(wrong[i]));
		CU_ASSERT_EQUAL(strncmp(messages, "DATABASE_URL ", 13), 0);
		CU_ASSERT_PTR_NULL(strstr(messages, "hu"));
	}
	CU_ASSERT_FALSE(export_url(wrong[3]));
	CU_ASSERT_PTR_NOT_NULL(strstr(messages, "\"schema\""));
}

/* The value of a parameter; NULL when it is not said. */
static const char *
target_value(const struct database_target *target, const char *parameter)
{
	for (size_t i = 0; target->parameters[i] != NULL; i++)
		if (strcmp(target->parameters[i], parameter) == 0)
			return target->values[i];
	return NULL;
}

static bool
replica_target(const char *url, struct database_target *target)
{
	messages[0] = '\0';
	return config_replica_target(url, target, messages, sizeof(messages));
}

static void
makes_a_target_of_a_replicas_url(void)
{
	struct database_target target;
	CU_ASSERT_TRUE(replica_target(
		"postgresql://some%40one:p%26w%3F@one,two:5433/wake?sslmode=require", &target));
	CU_ASSERT_STRING_EQUAL(target_value(&target, "host"), "one,two");
	CU_ASSERT_STRING_EQUAL(target_value(&target, "password"), "p&w?");
	CU_ASSERT_STRING_EQUAL(target_value(&target, "connect_timeout"), "2");
	CU_ASSERT_STRING_EQUAL(target.user, "some@one");
	CU_ASSERT_STRING_EQUAL(target.password, "p&w?");
	CU_ASSERT_PTR_NOT_NULL(strstr(target.target, "&host=one,two&"));
	CU_ASSERT_PTR_NOT_NULL(strstr(target.target, "&sslmode=require"));
	CU_ASSERT_PTR_NULL(strstr(target.target, "p&w"));
	CU_ASSERT_TRUE(replica_target(
		"postgresql://replica?target_session_attrs=standby&connect_timeout=9", &target));
	CU_ASSERT_STRING_EQUAL(target_value(&target, "target_session_attrs"), "standby");
	CU_ASSERT_STRING_EQUAL(target_value(&target, "connect_timeout"), "9");
	CU_ASSERT_STRING_EQUAL(target.user, "");
}

static void
refuses_other_replicas_without_repeating_them(void)
{
	static const char *const wrong[] = {
		"mysql://user:hush@db/wake",
		"postgresql://user:hush@db/wake?schema=public",
		"postgresql://user:hush@/wake",
		"postgresql://user:hush@db/wake%26hu",
	};
	struct database_target target;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		CU_ASSERT_FALSE(replica_target(wrong[i], &target));
		CU_ASSERT_EQUAL(strncmp(messages, "DATABASE_REPLICA_URL ", 21), 0);
		CU_ASSERT_PTR_NULL(strstr(messages, "hu"));
	}
}

static const struct unit_test tests[] = {
	TEST(has_defaults_for_everything),
	TEST(reads_values_of_every_kind),
	TEST(keeps_values_that_the_environment_loses),
	TEST(names_every_wrong_value),
	TEST(reads_a_value_from_a_file),
	TEST(refuses_files_that_hold_no_value),
	TEST(refuses_a_value_and_a_file_at_once),
	TEST(wants_certificate_and_key_together),
	TEST(shows_every_setting_in_the_help),
	TEST(makes_variables_of_a_database_url),
	TEST(bounds_the_wait_for_a_connection),
	TEST(refuses_other_urls_without_repeating_them),
	TEST(makes_a_target_of_a_replicas_url),
	TEST(refuses_other_replicas_without_repeating_them),
};

UNIT_MAIN("config", tests)
