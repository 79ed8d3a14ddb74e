/*
 * Which visit an event belongs to. A visit is a visitor's pageviews, events and time in the
 * foreground with no gap over 30 minutes, whatever order they arrive in: what lies in between
 * extends a visit, and what bridges several makes them one. Pure; one thread.
 * SPDX-License-Identifier: MIT
 */
#ifndef VISIT_H
#define VISIT_H

#include "arena.h"

#include <stdbool.h>

enum { VISIT_GAP_MS = 30 * 60 * 1000 };

struct visit {
	struct visit *next; /* of the same visitor, later */
	int visit_id;       /* 0: not stored yet */
	int visitor_id;
	int website_id;
	int client_id;        /* the visitor's, as first seen */
	int location_id;      /* as client_id */
	int source_id;        /* of the first pageview or event */
	long long started_at; /* ms since 1970 */
	long long ended_at;
	int pageviews;
	int events;           /* custom events; no report counts a visit without either */
	long long engaged_ms; /* time in the foreground */
	int entry_page_id;
	int exit_page_id;
	bool fresh;   /* not stored yet; set when it gets its number */
	bool changed; /* differs from what is stored */
	bool recount; /* what is stored must be counted again from its rows: something came out of
			 order */
	struct visit *merged; /* NULL, or the visit that took this one in */
};

/* A visitor's visits by time, disjoint and more than the gap apart. */
struct visits {
	struct visit *first;
};

struct visit_event {
	long long began_at;
	long long at;       /* the end; of a pageview or custom event the same */
	bool is_engagement; /* time in the foreground, and nothing else */
	bool is_pageview;
	int page_id;
	int source_id;
};

/* Adds a stored visit; in any order. */
void visits_add(struct visits *visits, struct visit *visit);

/*
 * Finds or makes the visit of an event and counts the event into it. Events of a batch come in the
 * order of their time. The answer may be merged later: visit_current() tells where it went. NULL
 * without memory.
 */
struct visit *visits_place(struct visits *visits, const struct visit_event *event,
			   struct arena *arena);

/* As reports show them; the SQL functions visit_seconds() and is_bounce() say the same. */
int visit_seconds(const struct visit *visit);
bool visit_is_bounce(const struct visit *visit);

/* The visit itself, or the one that took it in. */
struct visit *visit_current(struct visit *visit);

#endif
