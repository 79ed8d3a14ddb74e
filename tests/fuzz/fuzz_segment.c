/*
 * Any JSON as a saved segment and as a cohort: what is accepted makes a selection that is JSON, and what is refused
 * names a problem.
 * SPDX-License-Identifier: MIT
 */
#include "fuzz.h"
#include "json.h"
#include "segment.h"

enum { CEILING = 4 << 20 };

static void
check_selection(struct request *req, const struct segment *segment)
{
	struct filters filters;
	struct cohort cohort = { .filters = segment->filters,
				 .action_type = segment->action_type,
				 .action_value = segment->action_value };
	struct segment copy = *segment;
	MUST(filters_read(req, &filters));
	filters_add_segment(&filters, &copy.filters);
	filters.cohort = &cohort;
	const char *selection = filters_selection(req, &filters, ROWS_ALL);
	MUST(selection == NULL ||
	     json_read(req->arena, selection, strlen(selection), NULL) != NULL ||
	     arena_exhausted(req->arena));
}

static void
check_range(const struct segment_range *range)
{
	MUST(range->fixed.start <= range->fixed.end);
	MUST(range->unit == NULL || (range->units >= 1 && range->units <= 1000));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new(CEILING);
	char *text = fuzz_text(data, size);
	MUST(arena != NULL);
	const struct json *parameters = json_read(arena, text, strlen(text), NULL);
	for (int i = 0; parameters != NULL && segment_types[i] != NULL; i++) {
		struct request req = { .arena = arena, .query = "", .body = "", .id = "fuzz" };
		struct segment segment;
		if (segment_read(&req, parameters, "parameters.", segment_types[i], &segment)) {
			check_range(&segment.range);
			check_selection(&req, &segment);
		} else {
			MUST(req.problems != NULL || arena_exhausted(arena));
		}
	}
	arena_free(arena);
	free(text);
	return 0;
}
