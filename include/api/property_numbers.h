/*
 * The numbers that a website's properties have in memory (property_values.h), shared by all threads. They last as long as what
 * was packed by them is of use: a new numbering has another serial. On a worker.
 * SPDX-License-Identifier: MIT
 */
#ifndef PROPERTY_NUMBERS_H
#define PROPERTY_NUMBERS_H

#include "part_cache.h"
#include "property_values.h"

#include <pthread.h>
#include <stdint.h>

struct property_numbers {
	struct held_part part;
	long long serial;
	pthread_mutex_t reading; /* whoever reads properties of some blocks from the database */
	pthread_mutex_t mutex;   /* of the following */
	struct property_values *values;
	struct arena *arena; /* they lie in it, and so does this */
};

/* Holds those of a website and history; the caller's to release as a part. NULL without memory. */
struct property_numbers *property_numbers_hold(int website_id, long long history);

#endif
