/*
 * A pageview, event or identification as the loop makes it of what a tag sent, and as the collector
 * stores it. Its texts live in the arena of the request that brought it.
 * SPDX-License-Identifier: MIT
 */
#ifndef EVENT_H
#define EVENT_H

#include "uuid.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct visit;

/* As in Umami's event_type column; the first and the last are ours. */
enum event_type {
	EVENT_IDENTIFY = 0, /* stored with the visitor */
	EVENT_PAGEVIEW = 1,
	EVENT_CUSTOM = 2,
	EVENT_LINK = 3,
	EVENT_PIXEL = 4,
	EVENT_PERFORMANCE = 5, /* a row of performances */
	EVENT_ENGAGEMENT = 6   /* a row of engagements */
};

/* The texts of an event, in the order of the combinations they belong to. */
enum event_text {
	TEXT_PATH,
	TEXT_TITLE,
	TEXT_HOSTNAME,
	TEXT_QUERY,
	TEXT_REFERRER_DOMAIN,
	TEXT_REFERRER_PATH,
	TEXT_REFERRER_QUERY,
	TEXT_SOURCE_NAME,
	TEXT_UTM_SOURCE,
	TEXT_UTM_MEDIUM,
	TEXT_UTM_CAMPAIGN,
	TEXT_UTM_CONTENT,
	TEXT_UTM_TERM,
	TEXT_CLICK_ID,
	TEXT_CHANNEL,
	TEXT_EVENT_NAME,
	TEXT_TAG,
	TEXT_BROWSER,
	TEXT_OS,
	TEXT_DEVICE,
	TEXT_SCREEN,
	TEXT_LANGUAGE,
	TEXT_COUNTRY,
	TEXT_REGION,
	TEXT_CITY,
	TEXT_DISTINCT_ID,
	TEXT_COUNT
};

/* What texts combine to: one row of the table of that name. */
enum combination {
	COMBINATION_PAGE,
	COMBINATION_SOURCE,
	COMBINATION_ACTION,
	COMBINATION_CLIENT,
	COMBINATION_LOCATION,
	COMBINATION_COUNT
};

/* As in Umami's data_type column. */
enum property_type {
	PROPERTY_TEXT = 1,
	PROPERTY_NUMBER,
	PROPERTY_TRUTH,
	PROPERTY_DATE,
	PROPERTY_OTHER
};

enum {
	EVENT_PROPERTIES_MAX = 50,
	PROPERTY_TEXT_MAX = 500, /* characters */
	EVENT_NAME_MAX = 50,     /* characters; also of a tag and of a distinct id */
	PAGE_TEXT_MAX = 500,     /* characters of path, query, title, referrer */
	HOSTNAME_MAX = 100       /* characters */
};

struct property {
	const char *name; /* flattened: "order.total" */
	enum property_type type;
	const char *text;   /* NULL: none */
	const char *number; /* digits for numeric(19,4); NULL: none */
	long long date;     /* ms since 1970; PROPERTY_DATE only */
	int name_id;        /* the collector's */
};

enum event_result {
	EVENT_WAITING,
	EVENT_STORED,
	EVENT_NO_WEBSITE, /* no such website */
	EVENT_REFUSED,    /* the database does not take it: see the log */
	EVENT_FAILED,     /* our fault: see the log */
	EVENT_BUSY        /* the database is away or slow: worth sending again */
};

/* How fast a page was, in the order of the columns of performances. */
enum web_vital { VITAL_LCP, VITAL_INP, VITAL_CLS, VITAL_FCP, VITAL_TTFB, VITAL_COUNT };

struct event {
	struct uuid website;
	enum event_type type;
	long long at; /* ms since 1970 */
	bool dated;   /* the sender said when; `at` is not the time of arrival */

	/* Who: forgotten as soon as the collector has made a hash of it. */
	const char *address;
	const char *user_agent;
	bool visitor_known; /* visitor_hash came with the request, in a token of ours */
	uint64_t visitor_hash;
	uint64_t previous_hash; /* the collector's: under the salt before this one; 0: none */

	const char *texts[TEXT_COUNT]; /* "": none; never NULL */
	struct property *properties;
	int property_count;
	const char *currency; /* NULL: no revenue */
	const char *revenue;  /* digits for numeric(19,4) */
	int engaged_ms;       /* EVENT_ENGAGEMENT: time in the foreground that ended at `at` */
	int scroll_depth;     /* EVENT_ENGAGEMENT: percent of the page */
	const char *vitals[VITAL_COUNT]; /* EVENT_PERFORMANCE: digits; NULL: not measured */

	/* The collector's. */
	int website_id;
	int text_ids[TEXT_COUNT];
	int combination_ids[COMBINATION_COUNT];
	int visitor_id;
	struct visit *visit;
	int visit_id; /* 0: none, for an identification outside a visit */
	long long event_id;
	enum event_result result;
};

/* The first text of a combination, and one past its last: its texts stand together in enum
 * event_text. */
struct combination_texts {
	enum event_text first;
	enum event_text end;
};
extern const struct combination_texts combination_texts[COMBINATION_COUNT];

/* Whether it becomes a row of `events`, which reports count. */
bool event_is_row(const struct event *event);

/* When what it tells of began, in ms since 1970; it ended at `at`. */
long long event_began_at(const struct event *event);

#endif
