/*
 * A pageview, event or identification as the loop makes it of what a tag sent, and as the collector
 * stores it. Its texts live in the arena of the request that brought it.
 * SPDX-License-Identifier: MIT
 */
#ifndef EVENT_H
#define EVENT_H

#include "link.h"
#include "uuid.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct visit;

/* As in Umami's event_type column; engagement is our own. */
enum event_type {
	EVENT_IDENTIFY = 0, /* stored with the visitor */
	EVENT_PAGEVIEW = 1,
	EVENT_CUSTOM = 2,
	EVENT_LINK = 3,
	EVENT_PIXEL = 4,
	EVENT_PERFORMANCE = 5, /* a row of performances */
	EVENT_ENGAGEMENT = 6   /* a row of engagements */
};

/* True for what is a row of `events` and may open a visit; the others attach to a visitor or to the
 * visit under way. */
bool event_is_row(enum event_type type);

/* True for what visits are made of: rows, and time in the foreground. */
bool event_is_activity(enum event_type type);

/* True for what counts as a pageview: clicks on links and loads of pixels too. */
bool event_is_view(enum event_type type);

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

/*
 * What became of an event: stored, or refused and why. The ledger keeps these numbers: a new reason
 * stands before EVENT_BUSY, and none ever changes.
 */
enum event_result {
	EVENT_WAITING,  /* nothing yet; the ledger's number for what was received */
	EVENT_STORED,   /* as a row of events */
	EVENT_ATTACHED, /* stored with a visitor or a visit: no row of events */
	EVENT_NO_WEBSITE,
	EVENT_INVALID,
	EVENT_BOT,
	EVENT_IGNORED_ADDRESS, /* IGNORE_IP */
	EVENT_SHIELD_ADDRESS,  /* this and the following: the website's own settings */
	EVENT_SHIELD_COUNTRY,
	EVENT_SHIELD_PATH,
	EVENT_SHIELD_HOSTNAME,
	EVENT_SPAM_REFERRER,
	EVENT_DO_NOT_TRACK,
	EVENT_DUPLICATE,           /* sent again under an id that is stored already */
	EVENT_REFUSED_BY_DATABASE, /* see the log */
	EVENT_FAILED,              /* our fault: see the log */
	EVENT_DELETED, /* stored or attached at first, and deleted since with its visitor */
	EVENT_BUSY,    /* the database is away or slow: not counted, worth sending again */
	EVENT_RESULT_COUNT
};

/* As replies, /metrics and the ledger's readers are told: "stored", "no_website", ...; "unknown" for what a newer server booked. */
const char *event_result_name(enum event_result result);

/* True for EVENT_STORED and EVENT_ATTACHED. */
bool event_is_stored(enum event_result result);

enum { POLICY_NOT_ASKED = -1 };

/* A link or a pixel that was asked for by its slug: the collector finds out which it is. */
struct slug_target {
	const char *slug;
	bool nobodys;                   /* the database knows none of that slug; the collector's */
	char url[4 * LINK_URL_MAX + 1]; /* where a link leads; the collector's */
};

/* How fast a page was, in the order of the columns of performances. */
enum web_vital { VITAL_LCP, VITAL_INP, VITAL_CLS, VITAL_FCP, VITAL_TTFB, VITAL_COUNT };

/* See event_digest.h; all zero: the combination is of nothing. */
struct combination_digest {
	unsigned char bytes[16];
};

struct event {
	struct uuid website;
	enum website_kind kind;   /* that the website is to be of */
	struct slug_target *slug; /* NULL: the website is known; else its UUID is the collector's */
	enum event_type type;
	long long at;    /* ms since 1970 */
	bool dated;      /* the sender said when; `at` is not the time of arrival */
	struct uuid key; /* the sender's own id, under which it may be sent again; nil: none */

	/* Who: forgotten as soon as the collector has made a hash of it. */
	const char *address;
	const char *user_agent;
	bool do_not_track;  /* the browser asks for it: DNT: 1 or Sec-GPC: 1 */
	bool visitor_known; /* visitor_hash came with the request, in a token of ours */
	uint64_t visitor_hash;
	uint64_t previous_hash; /* the collector's: under the salt before this one; 0: none */

	const char *texts[TEXT_COUNT]; /* "": none; never NULL */
	struct combination_digest combination_digests[COMBINATION_COUNT];
	struct property *properties;
	int property_count;
	const char *currency; /* NULL: no revenue */
	const char *revenue;  /* digits for numeric(19,4) */
	int engaged_ms;       /* EVENT_ENGAGEMENT: time in the foreground that ended at `at` */
	int scroll_depth;     /* EVENT_ENGAGEMENT: percent of the page */
	const char *vitals[VITAL_COUNT]; /* EVENT_PERFORMANCE: digits; NULL: not measured */

	/* The collector's. */
	int website_id;
	int text_ids[TEXT_COUNT]; /* of texts that rows hold, or a new combination; else 0 */
	int combination_ids[COMBINATION_COUNT];
	int policy_version; /* of the website's policy that was applied; or POLICY_NOT_ASKED */
	bool anonymous;     /* counted without a visitor: visitor_id and visit_id are 0 */
	int visitor_id;
	struct visit *visit;
	int visit_id; /* 0: none, for an identification outside a visit */
	long long event_id;
	enum event_result result; /* the loop's where it refuses the event, else the collector's */
};

/* The result of an event that has been stored. */
enum event_result event_stored(const struct event *event);

/* When what it tells of began, in ms since 1970; it ended at `at`. */
long long event_began_at(const struct event *event);

/* The first text of a combination, and one past its last: its texts stand together in enum
 * event_text. */
struct combination_texts {
	enum event_text first;
	enum event_text end;
};
extern const struct combination_texts combination_texts[COMBINATION_COUNT];

#endif
