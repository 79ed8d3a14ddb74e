/*
 * One thing that a tag sends, as the generator thinks of it; as the body and headers of a request; and as the event that
 * the server makes of that request by its own rules.
 * SPDX-License-Identifier: MIT
 */
#ifndef SENDING_H
#define SENDING_H

#include "arena.h"
#include "event.h"
#include "model.h"

#include <stdbool.h>

struct person {
	long long number;  /* of the address */
	int agent, screen; /* in the model */
	int country, place;
	int language;
	int account; /* whom the website identifies: the number of the account; 0: nobody */
	int variant; /* of a test that the website makes: 1 or 2; 0: takes no part */
	bool asks;   /* not to be tracked */
	bool tells;  /* has a tracker that tells engagement */
};

struct sending {
	long long at; /* ms since 1970 */
	enum event_type type;
	int page;
	int source; /* SOURCE_DIRECT with a page before: navigation */
	int from;   /* the page before; -1: none */
	long click; /* number of the advertising click; 0: none */
	int action; /* EVENT_CUSTOM */
	int data;   /* which of the action's */
	int engaged_ms, scroll_depth;
	double vitals[VITAL_COUNT]; /* below 0: not measured */
};

/* Whom the website says that it is; "" for nobody. */
void person_distinct_id(const struct person *person, char *text, size_t size);

/* Prints a line: {"headers": {...}, "body": {...}}. */
void sending_print(const struct model *model, const char *website, const struct person *person,
		   const struct sending *sending);

/* Loads what sending_read() needs; `share_dir` is the server's SHARE_DIR. False: standard error says why. */
bool sending_load(const char *share_dir);

/* What payload_read() makes of the sending; a refused one ends the program. In the arena. */
struct event *sending_read(struct arena *arena, const struct model *model, const char *website,
			   const struct person *person, const struct sending *sending);

#endif
