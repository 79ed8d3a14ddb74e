/*
 * What a website does not want counted: its shields against addresses, countries, paths and hosts, and what it makes of
 * Do Not Track and Global Privacy Control.
 * SPDX-License-Identifier: MIT
 */
#ifndef POLICY_H
#define POLICY_H

#include "address.h"
#include "arena.h"
#include "event.h"

#include <stdbool.h>
#include <stddef.h>

/* What becomes of events from browsers that ask not to be tracked. */
enum do_not_track {
	DO_NOT_TRACK_IGNORE,    /* counted as all others */
	DO_NOT_TRACK_ANONYMOUS, /* counted without a visitor */
	DO_NOT_TRACK_DROP       /* not counted */
};

/* "ignore", "anonymous" or "drop"; false for anything else. */
bool do_not_track_parse(const char *word, enum do_not_track *out);

/* The words, NULL-terminated. */
extern const char *const do_not_track_words[];

/* In the order in which they are asked. */
enum shield_kind {
	SHIELD_ADDRESS,  /* not from this address or network */
	SHIELD_COUNTRY,  /* not from this country */
	SHIELD_PATH,     /* not these pages */
	SHIELD_HOSTNAME, /* only these hosts, once there is one */
	SHIELD_KINDS
};

enum {
	SHIELDS_MAX = 100, /* of one kind */
	SHIELD_MAX = 255   /* bytes */
};

/*
 * Writes what somebody typed as it is kept and compared: networks and country codes in their usual form, paths as reports
 * show them, hosts in lower case. In a path and a host, * stands for any characters. False when it is nothing of its kind;
 * shield_rule() says what it must be.
 */
bool shield_normalize(enum shield_kind kind, const char *text, char out[SHIELD_MAX + 1]);
const char *shield_rule(enum shield_kind kind);

struct shield {
	enum shield_kind kind;
	const char *text;
	struct address_network network; /* SHIELD_ADDRESS */
	struct shield *next;
};

struct policy {
	bool chosen; /* do_not_track was chosen for this website; else the server's setting counts */
	enum do_not_track do_not_track;
	struct shield *shields; /* by kind */
};

/* Adds a shield that shield_normalize() wrote; `text` is kept. Kinds in their order. False without memory. */
bool policy_add(struct policy *policy, struct arena *arena, enum shield_kind kind,
		const char *text);

/*
 * EVENT_WAITING when the event is to be stored, or why it is not. Sets event->anonymous. `otherwise` is what counts where
 * the website has not chosen.
 */
enum event_result policy_apply(const struct policy *policy, enum do_not_track otherwise,
			       struct event *event);

#endif
