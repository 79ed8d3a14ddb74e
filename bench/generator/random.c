/*
 * SplitMix64 (Steele, Lea and Flood, 2014): one addition and a few shifts a number.
 * SPDX-License-Identifier: MIT
 */
#include "random.h"

#include <math.h>
#include <stdlib.h>

uint64_t
random_next(struct random *random)
{
	uint64_t mixed = random->state += 0x9e3779b97f4a7c15;
	mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
	mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
	return mixed ^ (mixed >> 31);
}

double
random_unit(struct random *random)
{
	return (double)(random_next(random) >> 11) * 0x1p-53;
}

int
random_below(struct random *random, int limit)
{
	return (int)(random_unit(random) * limit);
}

bool
random_chance(struct random *random, double probability)
{
	return random_unit(random) < probability;
}

double
random_exponential(struct random *random, double mean)
{
	return -log(1 - random_unit(random)) * mean;
}

struct picker
picker_new(const double *weights, int count)
{
	struct picker picker = { memory((uint64_t)count, sizeof(double)), count };
	double sum = 0;
	for (int i = 0; i < count; i++)
		picker.sums[i] = sum += weights[i];
	return picker;
}

/* The first whose sum is above what was drawn. */
int
picker_pick(const struct picker *picker, struct random *random)
{
	double drawn = random_unit(random) * picker->sums[picker->count - 1];
	int low = 0, high = picker->count - 1;
	while (low < high) {
		int middle = (low + high) / 2;
		if (picker->sums[middle] > drawn)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

void *
memory(uint64_t count, uint64_t size)
{
	void *found = calloc(count == 0 ? 1 : count, size);
	if (found == NULL)
		abort();
	return found;
}
