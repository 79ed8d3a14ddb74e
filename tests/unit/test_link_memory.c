/*
 * The memory of where links lead: what it keeps, and that it has an end.
 * SPDX-License-Identifier: MIT
 */
#include "link_memory.h"

#include "unit.h"

#include <stdbool.h>
#include <stdio.h>

static bool
leads_to(const char *slug, const char *wanted)
{
	struct arena *arena = arena_new(1 << 16);
	const char *url = link_memory_find(slug, arena);
	CU_ASSERT_TRUE((url == NULL) == (wanted == NULL));
	if (url != NULL && wanted != NULL)
		CU_ASSERT_STRING_EQUAL(url, wanted);
	arena_free(arena);
	return url != NULL;
}

static void
keeps_the_last_word_until_told_to_forget(void)
{
	leads_to("some-slug", NULL);
	link_memory_keep("some-slug", "https://example.org/1");
	link_memory_keep("other-slug", "https://example.org/other");
	link_memory_keep("some-slug", "https://example.org/2");
	leads_to("some-slug", "https://example.org/2");
	link_memory_forget("some-slug");
	link_memory_forget("some-slug");
	leads_to("some-slug", NULL);
	leads_to("other-slug", "https://example.org/other");
}

/* Many more than there are places: most are given up, never for a wrong one, and what came last is there. */
static void
gives_up_old_ones_for_new_ones(void)
{
	enum { MANY = 20000 };
	char slug[32], url[64];
	int kept = 0;
	for (int i = 0; i < MANY; i++) {
		snprintf(slug, sizeof(slug), "number-%d", i);
		snprintf(url, sizeof(url), "https://example.org/%d", i);
		link_memory_keep(slug, url);
		leads_to(slug, url);
	}
	for (int i = 0; i < MANY; i++) {
		struct arena *arena = arena_new(1 << 16);
		snprintf(slug, sizeof(slug), "number-%d", i);
		snprintf(url, sizeof(url), "https://example.org/%d", i);
		const char *found = link_memory_find(slug, arena);
		if (found != NULL) {
			CU_ASSERT_STRING_EQUAL(found, url);
			kept++;
		}
		arena_free(arena);
	}
	CU_ASSERT_EQUAL(kept, 512 * 4);
}

static const struct unit_test tests[] = {
	TEST(keeps_the_last_word_until_told_to_forget),
	TEST(gives_up_old_ones_for_new_ones),
};

UNIT_MAIN("link_memory", tests)
