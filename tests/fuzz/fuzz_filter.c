/*
 * Any query string as the filters of a report: what is accepted makes a selection that is JSON, and what is refused names a
 * problem.
 * SPDX-License-Identifier: MIT
 */
#include "filter.h"
#include "fuzz.h"
#include "json.h"

enum { CEILING = 4 << 20 };

static void
check_json(struct arena *arena, const char *text)
{
	const char *error = NULL;
	if (text == NULL)
		return;
	MUST(json_read(arena, text, strlen(text), &error) != NULL);
}

static void
check_filters(const struct filters *filters)
{
	MUST(filters->count >= 0 && filters->count <= FILTERS_MAX);
	for (int i = 0; i < filters->count; i++) {
		const struct filter *filter = &filters->filters[i];
		MUST(filter->property != NULL && filter->value != NULL);
		MUST(filter_property(filter->property) != NULL);
		MUST(filter->test >= TEST_EQUAL && filter->test <= TEST_NOT_MATCH);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new(CEILING);
	char *text = fuzz_text(data, size);
	MUST(arena != NULL);
	struct request req = { .arena = arena, .query = text, .body = "", .id = "fuzz" };
	struct filters filters;
	if (filters_read(&req, &filters)) {
		check_filters(&filters);
		for (int rows = ROWS_PAGEVIEWS; rows <= ROWS_ONLY_PAGEVIEWS; rows++)
			check_json(arena,
				   filters_selection(&req, &filters, (enum filter_rows)rows));
		check_json(arena, filters_patterns(&req, &filters));
	} else {
		MUST(req.problems != NULL || arena_exhausted(arena));
	}
	arena_free(arena);
	free(text);
	return 0;
}
