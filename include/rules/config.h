/*
 * Every setting of the server: one table of name, default and help that the environment, --help and
 * the documentation's check all read. Filled once by main() before any thread starts; read-only
 * afterwards.
 * SPDX-License-Identifier: MIT
 */
#ifndef CONFIG_H
#define CONFIG_H

#include "policy.h"  /* enum do_not_track */
#include "visitor.h" /* enum salt_rotation */

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct config {
	/* listening */
	const char *host;                /* HOST: address to listen on */
	int port;                        /* PORT */
	const char *tls_certificate;     /* TLS_CERTIFICATE: PEM chain; "" none */
	const char *tls_key;             /* TLS_KEY */
	bool http2_cleartext;            /* HTTP2_CLEARTEXT */
	const char *share_dir;           /* SHARE_DIR: www/, migrations/, data/ */
	int loops;                       /* LOOPS: event loop threads; 0: one for every two cores */
	int connections_max;             /* CONNECTIONS_MAX */
	int connections_per_address_max; /* CONNECTIONS_PER_ADDRESS_MAX; 0: no limit */
	int body_max;                    /* BODY_MAX: bytes */
	int request_timeout_ms;          /* REQUEST_TIMEOUT_MS */
	int shutdown_timeout_ms;         /* SHUTDOWN_TIMEOUT_MS */
	int cors_max_age;                /* CORS_MAX_AGE: seconds */
	int events_rate;                 /* EVENTS_RATE: a second and address; 0: no limit */
	int events_burst;                /* EVENTS_BURST */
	int logins_rate;                 /* LOGINS_RATE: a minute and address; 0: no limit */
	int logins_burst;                /* LOGINS_BURST */
	int logins_per_user;             /* LOGINS_PER_USER: an hour and user name; 0: no limit */
	/* database */
	const char *database_url;         /* DATABASE_URL; "": libpq's own variables */
	const char *database_replica_url; /* DATABASE_REPLICA_URL; "": no replica */
	int workers;                      /* WORKERS */
	int queue_max;                    /* QUEUE_MAX: requests waiting for a worker */
	int outstanding_max;              /* OUTSTANDING_MAX: requests a loop may have out */
	int statement_timeout_ms;         /* STATEMENT_TIMEOUT_MS */
	/* reports */
	int reports_memory_mb; /* REPORTS_MEMORY_MB: what they keep for the next ones */
	/* collecting */
	int collect_queue_max;            /* COLLECT_QUEUE_MAX: events waiting for a commit */
	int collect_batch_max;            /* COLLECT_BATCH_MAX: events in one commit */
	enum salt_rotation salt_rotation; /* SALT_ROTATION: day, week or month */
	const char *trusted_proxies;      /* TRUSTED_PROXIES: addresses and CIDR, comma-separated */
	const char *client_ip_header;     /* CLIENT_IP_HEADER */
	bool skip_location_headers;       /* SKIP_LOCATION_HEADERS */
	const char *ignored_addresses;    /* IGNORE_IP: addresses and CIDR, comma-separated */
	enum do_not_track do_not_track;   /* DO_NOT_TRACK: of websites that have not chosen */
	const char *geo_database;         /* GEOLITE_DB_PATH */
	bool disable_bot_check;           /* DISABLE_BOT_CHECK */
	bool remove_trailing_slash;       /* REMOVE_TRAILING_SLASH */
	const char *tracker_script_name;  /* TRACKER_SCRIPT_NAME: more paths for the tracker */
	/* people */
	const char *admin_password; /* ADMIN_PASSWORD; "": made up and printed once */
	int token_days;             /* TOKEN_DAYS: how long a token lasts */
	/* watching over it */
	const char *metrics_token; /* METRICS_TOKEN; "": /metrics is for this machine only */
	/* log */
	const char *log_level;    /* LOG_LEVEL: error, warning, info, debug */
	const char *log_requests; /* LOG_REQUESTS: all, errors, none */
};

/*
 * Reads the settings from the environment: NAME, or the contents of the file NAME_FILE. Empty
 * counts as not set. False when one is wrong, after printing every wrong one to `errors`. The texts
 * live as long as the process.
 */
bool config_read(struct config *config, FILE *errors);

/* The settings with their defaults and help, as --help shows them. */
void config_help(FILE *out);

/* The name of the setting at `index` in the table; NULL past the last one. For the documentation's
 * check. */
const char *config_name(size_t index);

/*
 * Makes libpq's variables (PGHOST, PGPORT, ...) of DATABASE_URL, which ECPG cannot read itself; ""
 * leaves them as they are. Either way a connection attempt ends after some seconds, unless
 * PGCONNECT_TIMEOUT says otherwise. Before any thread starts. False, with a sentence in `error`,
 * when it is no PostgreSQL URL.
 */
bool config_export_database_url(const char *url, char *error, size_t error_size);

enum { TARGET_PARAMETERS_MAX = 60 }; /* more than libpq has */

/* A database as libpq wants it told, and as ECPG does; what neither says is in the environment. */
struct database_target {
	const char *parameters[TARGET_PARAMETERS_MAX + 1]; /* ended by NULL */
	const char *values[TARGET_PARAMETERS_MAX + 1];
	const char *target, *user, *password; /* of CONNECT; "": not said */
};

/* What DATABASE_REPLICA_URL names; the texts live as long as the process. False, with a sentence in `error`, as above. */
bool config_replica_target(const char *url, struct database_target *target, char *error,
			   size_t error_size);

#endif
