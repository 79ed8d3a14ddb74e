/*
 * Steps of funnels and goals: what is taken, what is refused, and what SQL is asked for.
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

/* "type value [property operator value]..." of each step. */
static const char *
shown(struct request *req, const struct steps *steps)
{
	const char *text = "";
	for (int i = 0; i < steps->count; i++) {
		const struct step *step = &steps->steps[i];
		struct step_filter filters[STEP_FILTERS_MAX];
		int count = step_filters(req, step, filters);
		text = arena_format(req->arena, "%s%s%s %s", text, i == 0 ? "" : ", ", step->type,
				    step->value);
		for (int f = 0; f < count; f++)
			text = arena_format(req->arena, "%s [%s %s %s]", text, filters[f].property,
					    filters[f].operator, filters[f].value);
	}
	return text;
}

/* The steps of the text, or "! " and what is wrong with it. */
static void
expect(const char *text, const char *expected)
{
	struct request *req = asked(NULL, NULL);
	struct steps steps;
	const char *got = steps_read_text(req, text, &steps)
				  ? shown(req, &steps)
				  : arena_format(req->arena, "! %s", asked_problems(req));
	if (strcmp(got, expected) != 0)
		printf("\n    %s\n    expected %s\n    got      %s\n", text, expected, got);
	CU_ASSERT_STRING_EQUAL(got, expected);
	asked_free(req);
}

static void
takes_two_to_eight_steps(void)
{
	expect("[" A "," B "]", "path /a, event b*");
	expect("[" A "," A "," A "," A "," A "," A "," A "," B "]",
	       "path /a, path /a, path /a, path /a, path /a, path /a, path /a, event b*");
	expect("[" A "]", "! steps: Must be a list of 2 to 8 steps.");
	expect("[" A "," A "," A "," A "," A "," A "," A "," A "," A "]",
	       "! steps: Must be a list of 2 to 8 steps.");
	expect(A, "! steps: Must be a list of 2 to 8 steps.");
	expect(NULL, "! steps: Required.");
}

static void
takes_filters_and_nothing_else(void)
{
	expect("[" A ", {\"value\": \"b\", \"type\": \"event\", \"more\": 1, \"filters\": [" FREE
	       "]}]",
	       "path /a, event b [plan neq ]");
	expect("[" A ", {\"type\": \"event\", \"value\": \"b\", \"filters\": null}]",
	       "path /a, event b");
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

static void
makes_patterns_in_which_only_stars_are_special(void)
{
	struct request *req = asked(NULL, NULL);
	CU_ASSERT_STRING_EQUAL(step_pattern(req->arena, "/a"), "/a");
	CU_ASSERT_STRING_EQUAL(step_pattern(req->arena, "*/b*"), "%/b%");
	CU_ASSERT_STRING_EQUAL(step_pattern(req->arena, "50%_\\"), "50\\%\\_\\\\");
	asked_free(req);
}

static void
knows_which_filters_take_an_event_that_says_nothing(void)
{
	static const struct {
		const char *operator, * value;
		bool takes;
	} cases[] = { { "eq", "", true },   { "eq", "a", false }, { "neq", "", false },
		      { "neq", "a", true }, { "c", "", true },    { "c", "a", false },
		      { "dnc", "", false }, { "dnc", "a", true } };
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct step_filter filter = { "plan", cases[i].operator, cases[i].value };
		CU_ASSERT_EQUAL(step_filter_takes_nothing(&filter), cases[i].takes);
	}
}

static const struct unit_test tests[] = {
	TEST(takes_two_to_eight_steps),
	TEST(takes_filters_and_nothing_else),
	TEST(names_what_is_wrong),
	TEST(makes_patterns_in_which_only_stars_are_special),
	TEST(knows_which_filters_take_an_event_that_says_nothing),
};

UNIT_MAIN("step", tests)
