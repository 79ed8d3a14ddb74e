/*
 * What was asked, by whom, and what is answered: the one thing a handler is given. It knows nothing
 * of HTTP's framing. It belongs to one thread at a time and lives in its arena.
 * SPDX-License-Identifier: MIT
 */
#ifndef REQUEST_H
#define REQUEST_H

#include "arena.h"
#include "json.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum role { ROLE_NONE, ROLE_VIEW_ONLY, ROLE_USER, ROLE_ADMIN };

enum { PATH_VALUES_MAX = 4, REPLY_HEADERS_MAX = 8, USERNAME_MAX = 255, QUERY_PARAMETERS_MAX = 200 };

/* Who asks: filled by the access check; all empty for somebody who is not signed in. */
struct asker {
	char user_id[37];
	char username[USERNAME_MAX + 1];
	char created_at[32];
	enum role role;
	unsigned char token_hash[32];
};

/* The website in the path, once the access check has found it and allowed it. */
struct asked_website {
	int website_id;        /* the key of the tables; 0: the route names no website */
	char website_uuid[37]; /* what the tag and the API carry */
	long long reset_at;    /* ms since 1970; events before it do not exist; 0: never reset */
	bool may_delete;       /* the asker may delete what was collected for it */
};

/* One thing wrong with the input. */
struct problem {
	const char *field; /* "payload.website"; "" for the whole body */
	const char *message;
	struct problem *next;
};

/* The few headers that are read, NULL when absent. */
struct request_headers {
	const char *authorization;
	const char *user_agent;
	const char *accept_language;
	const char *umami_cache;
	const char *referer;
	const char *origin;
	const char *dnt;
	const char *gpc;
	const char *content_encoding;
	const char *accept;
	const char *accept_encoding;
	const char *if_none_match;
};

/* What proxies add about the client; believed only when the peer is one of ours. */
struct forwarding_header {
	const char *name; /* lower case */
	size_t name_len;
	const char *value; /* those of the same name joined by ", " */
	struct forwarding_header *next;
};

/* One name and value of the query string, decoded. */
struct query_parameter {
	const char *name;
	const char *value; /* NULL: it is no UTF-8 text */
	struct query_parameter *next;
};

struct reply {
	const char *type; /* content type */
	const char *body;
	size_t body_len;
	struct {
		const char *name; /* lower case, static */
		const char *value;
	} headers[REPLY_HEADERS_MAX];
	size_t header_count;
};

/*
 * How far a handler has come whose answer is sent in parts. It is asked for each part anew, with the request as it was at
 * first; only this stays.
 */
struct part {
	bool more;          /* set by the handler: this part is not the last */
	bool begun;         /* set by the handler when it has gone as far as `position` */
	long long position; /* what they mean is the handler's to say */
	long long step;
};

struct request {
	struct arena *arena;
	const char *id; /* for the log and for error documents */
	const char *method;
	const char *path;  /* decoded, without the query */
	const char *query; /* as sent, without '?'; "" when absent */
	const char *body;
	size_t body_len;
	long long received_at; /* ms since 1970 */
	struct request_headers headers;
	const char *host; /* that was asked for; for what is collected only */
	const char *peer; /* the address at the other end of the connection, as text */
	struct forwarding_header *forwarding; /* see forwarding.h; kept where the route says so */
	struct collect_context
		*collect;    /* the loop's own caches, for what is collected; NULL elsewhere */
	uint64_t client_key; /* whom limits count, see client_limits.h; 0: nobody, or not asked */
	int retry_after;     /* seconds, with LIMITED and what the edge limits */
	const struct client *client; /* once client_find() has found it */
	struct collect_submission
		*submission; /* set by a collecting handler: what is to be stored */
	const char *path_names[PATH_VALUES_MAX]; /* from the route: "website_id" */
	const char *path_values[PATH_VALUES_MAX];
	struct asker asker;
	struct asked_website website;
	struct problem *problems; /* in the order they were found */
	struct problem *last_problem;
	const char *error_code; /* of the error document, where the outcome's own does not do; else
				   NULL */
	const char *error_message; /* likewise */
	const char *error_reason;  /* why an event was refused; NULL: none was */
	struct reply reply;
	struct part part;
	/* what request.c has read already; use its functions */
	struct {
		bool query, body;
		struct query_parameter *parameters;
		const struct json *json;
	} read;
};

/* The value of {name} in the route's path; NULL when the route has none of that name. */
const char *request_path_value(const struct request *req, const char *name);

/*
 * The query string, decoded once, in the order it was sent. NULL when it is empty, and (with a
 * problem noted) when it holds more than QUERY_PARAMETERS_MAX parameters.
 */
const struct query_parameter *request_query(struct request *req);

/* The first value of `name` in the query string, decoded, in the arena; NULL when absent or not
 * UTF-8. */
const char *request_query_value(struct request *req, const char *name);

/*
 * Puts the members of an object ahead of the query string's parameters, as if they had been sent there: lists of texts with
 * commas between them, other lists and objects as JSON, null not at all. Anything else than an object adds nothing.
 */
void request_query_add(struct request *req, const struct json *object);

/* The body as JSON, read once; NULL (with a problem noted) when it is none. */
const struct json *request_body(struct request *req);

/* Notes something wrong with `field`; the strings are kept, not copied. Always false, so that one
 * can return it. */
bool request_problem(struct request *req, const char *field, const char *message);

/* Adds a header to the reply; the strings are kept, not copied. */
void reply_header(struct request *req, const char *name, const char *value);

#endif
