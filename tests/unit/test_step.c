/*
 * Steps of funnels and goals: what is taken, what is refused, and what SQL gets.
 * SPDX-License-Identifier: MIT
 */
#include "step.h"

#include "asked.h"
#include "unit.h"

#include <stdio.h>
#include <string.h>

#define A    "{\"type\":\"path\",\"value\":\"/a\"}"
#define B    "{\"type\":\"event\",\"value\":\"b*\"}"
#define FREE "{\"property\":\"plan\",\"operator\":\"neq\",\"value\":\"\"}"

/* What SQL gets for the text, or "! " and what is wrong with it. */
static void
expect(const char *text, const char *expected)
{
	struct request *req = asked(NULL, NULL);
	struct steps steps;
	const char *got = steps_read_text(req, text, &steps)
				  ? steps_written(req, &steps)
				  : arena_format(req->arena, "! %s", asked_problems(req));
	if (strcmp(got, expected) != 0)
		printf("\n    %s\n    expected %s\n    got      %s\n", text, expected, got);
	CU_ASSERT_STRING_EQUAL(got, expected);
	asked_free(req);
}

static void
takes_two_to_eight_steps(void)
{
	expect("[" A "," B "]", "[" A "," B "]");
	expect("[" A "," A "," A "," A "," A "," A "," A "," B "]",
	       "[" A "," A "," A "," A "," A "," A "," A "," B "]");
	expect("[" A "]", "! steps: Must be a list of 2 to 8 steps.");
	expect("[" A "," A "," A "," A "," A "," A "," A "," A "," A "]",
	       "! steps: Must be a list of 2 to 8 steps.");
	expect(A, "! steps: Must be a list of 2 to 8 steps.");
	expect(NULL, "! steps: Required.");
}

static void
passes_on_filters_and_nothing_else(void)
{
	expect("[" A ", {\"value\": \"b\", \"type\": \"event\", \"more\": 1, \"filters\": [" FREE
	       "]}]",
	       "[" A ",{\"type\":\"event\",\"value\":\"b\",\"filters\":[" FREE "]}]");
	expect("[" A ", {\"type\": \"event\", \"value\": \"b\", \"filters\": null}]",
	       "[" A ",{\"type\":\"event\",\"value\":\"b\"}]");
}

static void
names_what_is_wrong(void)
{
	expect("[" A ", 5]", "! steps.1.type: Required. | steps.1.value: Required.");
	expect("[{\"type\": \"page\", \"value\": \"\"}," A "]",
	       "! steps.0.type: Must be one of: path, event. | steps.0.value: Must not be empty.");
	expect("[" A ", {\"type\": \"event\", \"value\": \"b\", \"filters\": {}}]",
	       "! steps: Filters must be a list of at most 10.");
	expect("[" A
	       ", {\"type\": \"event\", \"value\": \"b\", \"filters\": [{\"property\": \"plan\", "
	       "\"operator\": \"re\", \"value\": 5}]}]",
	       "! steps.1.filters.0.operator: Must be one of: eq, neq, c, dnc. | "
	       "steps.1.filters.0.value: Must be text.");
}

static const struct unit_test tests[] = {
	TEST(takes_two_to_eight_steps),
	TEST(passes_on_filters_and_nothing_else),
	TEST(names_what_is_wrong),
};

UNIT_MAIN("step", tests)
