/*
 * What the generated website is made of: its pages, and the browsers, places and sources of those who come. Made once from
 * the seed; then read only.
 * SPDX-License-Identifier: MIT
 */
#ifndef MODEL_H
#define MODEL_H

#include "random.h"

#include <stdbool.h>

#define MODEL_HOST "harbour.example"

enum { HOURS = 24, SCREENS = 4, LANGUAGES = 3, DATA_MAX = 2000, SOURCE_DIRECT = 0 };

struct page {
	const char *url; /* path, some with a query */
	const char *title;
};

/* Where a visit comes from. */
struct source {
	const char *referrer; /* "": none */
	const char *campaign; /* to stand in the query; "": none */
	bool is_ad;           /* each click has an id of its own */
};

struct agent {
	const char *user_agent;
	const char *screens[SCREENS];
};

struct place {
	const char *country, *region, *city;
};

struct country {
	const char *languages[LANGUAGES]; /* the first is spoken most */
	int zone;                         /* hours ahead of UTC */
	int first_place, place_count;
};

/* An event that the website names, with the properties that it may come with. */
struct action {
	const char *name;
	bool has_data;
	int data_count; /* different ones; 1: always the same, or none */
	double weight;
};

struct model {
	struct page *pages;
	int page_count;
	struct picker entry_page, next_page;
	struct source *sources; /* the first is none: direct */
	int source_count;
	struct picker source;
	const struct agent *agents;
	int agent_count;
	struct picker agent;
	struct country *countries;
	int country_count;
	struct picker country[HOURS]; /* who is awake at that hour, UTC */
	struct place *places;
	int place_count;
	const struct action *actions;
	int action_count;
	struct picker action;
	double hour_weight[HOURS]; /* of the visits of a day, UTC */
	double weekday_weight[7];  /* from Sunday */
};

struct model *model_new(int page_count);

/* The properties of an action's `number`th data as a JSON object, written into `text`; "" for none. */
void model_data(const struct action *action, int number, char *text, int size);

#endif
