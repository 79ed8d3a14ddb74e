/*
 * Filters on the attribute that is counted by let all rows of a group through or none.
 * SPDX-License-Identifier: MIT
 */
#include "tally.h"

#include "tally_state.h"

bool
tally_filters_groups(const struct tally_asked *asked)
{
	const struct selection_asked *rows = &asked->rows;
	if (asked->by != BY_ATTRIBUTE || rows->group_count == 0 || rows->exclude_bounce ||
	    rows->only_with_data || rows->visitors != NULL)
		return false;
	for (int i = 0; i < rows->group_count; i++) {
		const struct selection_group *group = &rows->groups[i];
		if (group->visitors != NULL || group->having_count + group->lacking_count > 0)
			return false;
		for (enum attribute a = 0; a < ATTRIBUTE_COUNT; a++)
			if (group->texts[a] != NULL && a != asked->attribute)
				return false;
	}
	return true;
}

static bool
text_passes(const struct tally_asked *asked, uint32_t text)
{
	bool passes = true;
	for (int i = 0; i < asked->rows.group_count; i++) {
		const struct selection_group *group = &asked->rows.groups[i];
		const struct bits *texts = group->texts[asked->attribute];
		bool holds = texts == NULL || bits_have(texts, text);
		passes = passes && holds != group->negated;
	}
	return passes;
}

void
tally_keep(struct tally *tally, const struct tally_asked *asked)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < tally->row_count; i++)
		if (text_passes(asked, tally->rows[i].value))
			tally->rows[kept++] = tally->rows[i];
	tally->row_count = kept;
}
