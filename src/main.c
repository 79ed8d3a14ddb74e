/*
 * The program: reads the settings, brings the database up to date, starts the threads, waits for a
 * signal and stops everything in the opposite order.
 * SPDX-License-Identifier: MIT
 */
#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "blocks_check.h"
#include "clock.h"
#include "collect.h"
#include "collector.h"
#include "compactor.h"
#include "config.h"
#include "db.h"
#include "dispatch.h"
#include "first_administrator.h"
#include "healthcheck.h"
#include "ledger_check.h"
#include "library_output.h"
#include "log.h"
#include "login_limits.h"
#include "migrate.h"
#include "reader.h"
#include "rebuild.h"
#include "replica_watch.h"
#include "routes.h"
#include "scan_pool.h"
#include "server.h"
#include "settings.h"
#include "static_files.h"
#include "status.h"
#include "website_purge.h"
#include "workers.h"

enum { EXIT_SETTINGS = 2, PATH_SIZE = 4096 };

/* Everything that runs. */
struct program {
	struct static_files *files;
	struct workers *workers;
	struct collector *collector;
	struct periodic *compactor;
	struct periodic *replica_watch; /* NULL without a replica */
	struct server *server;
};

static int
show_help(void)
{
	printf("sillage: self-hosted web analytics\n\n"
	       "  sillage                 serves until SIGTERM or SIGINT\n"
	       "  sillage --migrate       brings the database up to date and ends\n"
	       "  sillage --check         succeeds when the ledger's books balance and the blocks "
	       "that\n"
	       "                          reports read are as the rows; prints the differences\n"
	       "  sillage --rebuild [ID]  makes the blocks of a website, or of all, anew of the "
	       "rows\n"
	       "  sillage --healthcheck   succeeds when the server on PORT is alive\n"
	       "  sillage --routes        lists the API: method, path, who may ask\n"
	       "  sillage --version\n"
	       "  sillage --help\n\n"
	       "Settings, from the environment (or NAME_FILE, a file that holds the value):\n\n");
	config_help(stdout);
	return EXIT_SUCCESS;
}

static int
show_version(void)
{
	printf("sillage %s\n", SILLAGE_VERSION);
	return EXIT_SUCCESS;
}

static int
show_routes(void)
{
	static const char *const access_names[] = {
		[ANYONE] = "ANYONE", [USER] = "USER",   [CREATOR] = "CREATOR", [VIEWER] = "VIEWER",
		[EDITOR] = "EDITOR", [OWNER] = "OWNER", [ADMIN] = "ADMIN",
	};
	for (const struct route *route = routes; route->method != NULL; route++)
		printf("%s %s %s\n", route->method, route->path, access_names[route->access]);
	return EXIT_SUCCESS;
}

static const char *
share_path(const struct config *config, const char *name, char path[PATH_SIZE])
{
	snprintf(path, PATH_SIZE, "%s/%s", config->share_dir, name);
	return path;
}

static enum log_level
level_of(const char *name)
{
	static const char *const names[] = { "error", "warning", "info", "debug" };
	enum log_level level = LOG_ERROR;
	while (level < LOG_DEBUG && strcmp(names[level], name) != 0)
		level++;
	return level;
}

static bool
read_settings(struct config *config)
{
	char error[256];
	if (!config_read(config, stderr))
		return false;
	log_set_level(level_of(config->log_level));
	if (!config_export_database_url(config->database_url, error, sizeof(error))) {
		fprintf(stderr, "%s\n", error);
		return false;
	}
	static struct database_target replica;
	if (*config->database_replica_url != '\0') {
		if (!config_replica_target(config->database_replica_url, &replica, error,
					   sizeof(error))) {
			fprintf(stderr, "%s\n", error);
			return false;
		}
		db_set_replica(&replica);
	}
	settings_publish(config);
	return true;
}

static bool
apply_migrations(const struct config *config)
{
	char path[PATH_SIZE];
	return migrate(share_path(config, "migrations", path));
}

/* However much there is to read, nobody's request waits for it. */
static const long long no_timeout = 0;

static bool
check_database(void)
{
	bool connected = db_connect("check", no_timeout);
	bool balanced = connected && ledger_check(stdout);
	bool same = connected && blocks_check(stdout);
	db_disconnect();
	return balanced && same;
}

static bool
rebuild_blocks(const char *website_uuid)
{
	bool rebuilt = db_connect("rebuild", no_timeout) && rebuild(website_uuid);
	db_disconnect();
	return rebuilt;
}

/* After an upgrade from a version that kept no blocks. */
static bool
rebuild_missing_blocks(void)
{
	bool rebuilt = db_connect("rebuild", no_timeout) && rebuild_missing();
	db_disconnect();
	return rebuilt;
}

/* ---- signals ---- */

static void
leave_at_once(int number)
{
	_exit(128 + number);
}

/* Until threads run, a signal ends the process; as the first process of a container it has to ask.
 */
static void
await_signals_by_leaving(void)
{
	struct sigaction action = { .sa_handler = leave_at_once };
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	signal(SIGPIPE, SIG_IGN);
}

static void
stop_signals(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGTERM);
	sigaddset(set, SIGINT);
}

/* Ends the process when the stop takes too long or when somebody asks twice. */
static void *
enforce_deadline(void *argument)
{
	const struct config *config = argument;
	struct timespec most = { .tv_sec = config->shutdown_timeout_ms / 1000 + 1,
				 .tv_nsec = config->shutdown_timeout_ms % 1000 * 1000000L };
	sigset_t set;
	stop_signals(&set);
	int number;
	do
		number = sigtimedwait(&set, NULL, &most);
	while (number < 0 && errno == EINTR);
	log_line(LOG_ERROR, "stop_forced", "reason=%s", number > 0 ? "signal" : "timeout");
	log_stop();
	_exit(EXIT_FAILURE);
}

/* ---- starting and stopping ---- */

static bool
refuse(const char *event, const char *reason)
{
	log_line(LOG_ERROR, event, "reason=%s", log_quote(reason).text);
	return false;
}

/* What can be wrong with the machine is found out before the database is waited for. */
static bool
prepare(struct program *program, const struct config *config)
{
	char error[512], path[PATH_SIZE];
	program->files = static_files_load(share_path(config, "www", path),
					   config->tracker_script_name, error, sizeof(error));
	if (program->files == NULL)
		return refuse("static_files_failed", error);
	if (static_files_count(program->files) == 0)
		log_line(LOG_WARNING, "static_files_missing", "folder=%s", log_quote(path).text);
	return collect_load(config);
}

/*
 * Reports take megabytes and give them back. Left to itself, malloc() keeps what large blocks were, for each thread: 250 MB where
 * this makes it 100.
 */
static void
memory_start(void)
{
	enum { LARGE = 256 << 10, ARENAS = 1 };
	mallopt(M_ARENA_MAX, ARENAS);
	mallopt(M_MMAP_THRESHOLD, LARGE);
	mallopt(M_TRIM_THRESHOLD, LARGE);
}

/* What a database must hold before anybody asks anything, over one connection. */
static bool
prepare_database(const struct config *config)
{
	if (!apply_migrations(config))
		return false;
	bool connected = db_connect("start", config->statement_timeout_ms);
	bool done = connected && first_administrator(config) &&
		    secrets_load(&collect_shared()->secrets);
	if (done)
		website_purge_rest();
	db_disconnect();
	if (!connected)
		return refuse("start_failed", "the database is away");
	return done && rebuild_missing_blocks();
}

static bool
start_threads(struct program *program, const struct config *config)
{
	struct workers_options workers = {
		.threads = config->workers,
		.queue_max = config->queue_max,
		.statement_timeout_ms = config->statement_timeout_ms,
		.run = dispatch,
		.done = server_exchanges_done,
	};
	struct collector_options collector = {
		.queue_max = config->collect_queue_max,
		.batch_max = config->collect_batch_max,
		.statement_timeout_ms = config->statement_timeout_ms,
		.salt_rotation = config->salt_rotation,
		.identity_secret = collect_shared()->secrets.identity,
		.done = server_exchanges_done,
	};
	login_limits_init(config->logins_per_user);
	memory_start();
	reader_start((size_t)config->reports_memory_mb << 20);
	scan_pool_start((int)sysconf(_SC_NPROCESSORS_ONLN) - 1);
	program->workers = workers_start(&workers);
	program->collector = collector_start(&collector);
	program->compactor = compactor_start(config);
	if (program->workers == NULL || program->collector == NULL || program->compactor == NULL)
		return refuse("start_failed", "no threads to be had");
	if (db_has_replica()) {
		program->replica_watch = replica_watch_start(config);
		if (program->replica_watch == NULL)
			return refuse("start_failed", "no threads to be had");
	}
	status_set_sources(
		&(struct status_sources){ config, program->workers, program->collector });
	struct server_options server = {
		.config = config,
		.workers = program->workers,
		.collector = program->collector,
		.files = program->files,
		.trusted_proxies = &collect_shared()->trusted_proxies,
		.collect_context_new = collect_context_new,
		.collect_context_free = collect_context_free,
	};
	char error[512] = "no memory";
	program->server = server_new(&server, error, sizeof(error));
	if (program->server == NULL)
		return refuse("listen_failed", error);
	return server_start(program->server) || refuse("start_failed", "no threads to be had");
}

/* The loops first: while they drain, workers and collector still answer. */
static void
stop_threads(struct program *program)
{
	if (program->server != NULL)
		server_stop(program->server);
	if (program->workers != NULL)
		workers_stop(program->workers);
	scan_pool_stop();
	reader_stop();
	periodic_stop(program->compactor);
	periodic_stop(program->replica_watch);
	if (program->collector != NULL)
		collector_stop(program->collector);
	if (program->server != NULL)
		server_free(program->server);
	static_files_free(program->files);
	collect_unload();
}

static void
wait_for_signal(void)
{
	sigset_t set;
	int number;
	stop_signals(&set);
	sigwait(&set, &number);
	log_line(LOG_INFO, "stopping", "signal=%s", sigabbrev_np(number));
}

static void
stop_in_time(struct program *program, struct config *config)
{
	pthread_t deadline;
	bool enforced = pthread_create(&deadline, NULL, enforce_deadline, config) == 0;
	stop_threads(program);
	if (enforced) {
		pthread_cancel(deadline);
		pthread_join(deadline, NULL);
	}
}

static int
serve(struct config *config)
{
	struct program program = { 0 };
	sigset_t set;
	if (!prepare(&program, config) || !prepare_database(config))
		return EXIT_FAILURE;
	stop_signals(&set);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	library_output_guard();
	log_start();
	bool started = start_threads(&program, config);
	if (started) {
		log_line(LOG_INFO, "listening", "port=%d version=%s", server_port(program.server),
			 SILLAGE_VERSION);
		wait_for_signal();
	}
	long long since = clock_monotonic_us();
	stop_in_time(&program, config);
	log_line(LOG_INFO, "stopped", "ms=%lld", (clock_monotonic_us() - since) / 1000);
	log_stop();
	return started ? EXIT_SUCCESS : EXIT_FAILURE;
}

int
main(int count, char **arguments)
{
	static struct config config;
	const char *option = count > 1 ? arguments[1] : "";
	if (strcmp(option, "--help") == 0)
		return show_help();
	if (strcmp(option, "--version") == 0)
		return show_version();
	if (strcmp(option, "--routes") == 0)
		return show_routes();
	bool is_rebuild = strcmp(option, "--rebuild") == 0;
	bool is_command = strcmp(option, "--migrate") == 0 || strcmp(option, "--check") == 0 ||
			  strcmp(option, "--healthcheck") == 0 || is_rebuild;
	if (count > (is_rebuild ? 3 : 2) || (count == 2 && !is_command)) {
		fprintf(stderr, "sillage: unknown option; see sillage --help\n");
		return EXIT_SETTINGS;
	}
	if (sodium_init() < 0 || !read_settings(&config))
		return EXIT_SETTINGS;
	if (strcmp(option, "--healthcheck") == 0)
		return healthcheck(&config) ? EXIT_SUCCESS : EXIT_FAILURE;
	await_signals_by_leaving();
	if (strcmp(option, "--migrate") == 0)
		return apply_migrations(&config) ? EXIT_SUCCESS : EXIT_FAILURE;
	if (strcmp(option, "--check") == 0)
		return check_database() ? EXIT_SUCCESS : EXIT_FAILURE;
	if (is_rebuild)
		return rebuild_blocks(arguments[2]) ? EXIT_SUCCESS : EXIT_FAILURE;
	return serve(&config);
}
