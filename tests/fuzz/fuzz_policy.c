/*
 * Anything typed as a shield: what is accepted stays as it is when it is read again, and is a shield that events can be held
 * against. The second line is what an event came with.
 * SPDX-License-Identifier: MIT
 */
#include "fuzz.h"
#include "policy.h"

enum { CEILING = 1 << 20 };

static void
check_shield(enum shield_kind kind, const char *text, const char *told)
{
	char kept[SHIELD_MAX + 1], again[SHIELD_MAX + 1];
	struct policy policy = { .chosen = true };
	struct event event = { .address = told };
	if (!shield_normalize(kind, text, kept))
		return;
	MUST(shield_normalize(kind, kept, again));
	MUST(strcmp(kept, again) == 0);

	struct arena *arena = arena_new(CEILING);
	MUST(arena != NULL && policy_add(&policy, arena, kind, kept));
	for (int t = 0; t < TEXT_COUNT; t++)
		event.texts[t] = told;
	enum event_result result = policy_apply(&policy, DO_NOT_TRACK_IGNORE, &event);
	MUST(result == EVENT_WAITING || result == EVENT_SHIELD_ADDRESS ||
	     result == EVENT_SHIELD_COUNTRY || result == EVENT_SHIELD_PATH ||
	     result == EVENT_SHIELD_HOSTNAME);
	arena_free(arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);
	char *told = strchr(text, '\n');
	if (told != NULL)
		*told++ = '\0';
	for (int kind = 0; kind < SHIELD_KINDS; kind++)
		check_shield((enum shield_kind)kind, text, told == NULL ? "" : told);
	free(text);
	return 0;
}
