/*
 * Random numbers from a seed: the same numbers every time, on every machine.
 * SPDX-License-Identifier: MIT
 */
#ifndef RANDOM_H
#define RANDOM_H

#include <stdbool.h>
#include <stdint.h>

struct random {
	uint64_t state;
};

uint64_t random_next(struct random *random);

/* From 0 up to, but not including, 1. */
double random_unit(struct random *random);

/* From 0 up to, but not including, `limit`, which is at least 1. */
int random_below(struct random *random, int limit);

bool random_chance(struct random *random, double probability);

/* Exponentially distributed with this mean. */
double random_exponential(struct random *random, double mean);

/* Draws one of some numbers by their weights. */
struct picker {
	double *sums; /* of the weights up to each */
	int count;
};

/* The weights are those of 0, 1, ...; never freed. */
struct picker picker_new(const double *weights, int count);
int picker_pick(const struct picker *picker, struct random *random);

/* Memory that lasts as long as the program; ends it when there is none. Zeroed. */
void *memory(uint64_t count, uint64_t size);

#endif
