/*
 * One pointer that main() sets and everybody else reads.
 * SPDX-License-Identifier: MIT
 */
#include "settings.h"

#include <assert.h>
#include <stddef.h>

static const struct config *published;

void
settings_publish(const struct config *config)
{
	published = config;
}

const struct config *
settings(void)
{
	assert(published != NULL);
	return published;
}
