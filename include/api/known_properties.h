/*
 * What came along with the events of a website's blocks. What was read once stays in memory (part_cache.h). On a worker, in a
 * transaction.
 * SPDX-License-Identifier: MIT
 */
#ifndef KNOWN_PROPERTIES_H
#define KNOWN_PROPERTIES_H

#include "arena.h"
#include "block_properties.h"
#include "outcome.h"
#include "property_values.h"
#include "reader.h"
#include "selection.h"

#include <stdint.h>

struct held_part;

/* Properties of blocks that are held, and of what was collected since. */
struct known_properties {
	struct known_block_properties *blocks; /* those that a selection wants, by number */
	uint32_t count;
	const struct property_value *values; /* all that there are, by number */
	uint32_t value_count;
	struct held_part *numbering; /* of the values */
	struct held_part **parts;    /* of the blocks */
};

/*
 * Reads what is missing of the blocks that the selection wants. Whatever the outcome, known_properties_release() is due; `arena`
 * has the lists. CONFLICT as reading_scan().
 */
enum outcome known_properties_read(int website_id, struct reading *reading,
				   const struct selection *selection, struct arena *arena,
				   struct known_properties *known);
void known_properties_release(struct known_properties *known);

#endif
