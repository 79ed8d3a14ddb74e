/*
 * What came along with the events of a website's blocks, as far as reports have asked for it. Shared by all threads, one at a
 * time for a website, and bounded. On a worker, in a transaction.
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

struct known_properties;

/* Waits for its turn; the caller's to release. NULL without memory. */
struct known_properties *known_properties_take(int website_id);
/* Nothing of it may be used any more. */
void known_properties_release(struct known_properties *known);

/* All properties that are known, by number. */
const struct property_value *known_properties_values(const struct known_properties *known,
						     uint32_t *count);

/*
 * Reads what is missing of the blocks that the selection wants. When DONE, *blocks has the properties of each of them, until the
 * release; the list, and those of what was collected since, are in `arena`. CONFLICT as reading_scan().
 */
enum outcome known_properties_read(struct known_properties *known, struct reading *reading,
				   const struct selection *selection, struct arena *arena,
				   struct known_block_properties **blocks, uint32_t *count);

#endif
