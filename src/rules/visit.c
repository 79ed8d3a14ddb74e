/*
 * Events that come in order extend the last visit and are counted at once, and so is time in the
 * foreground. Anything else marks the visit to be counted again from its rows, which is always right
 * and seldom needed.
 * SPDX-License-Identifier: MIT
 */
#include "visit.h"

#include <stddef.h>

/* So long in the foreground, a page was more than looked at. */
enum { BOUNCE_MS = 10 * 1000 };

void
visits_add(struct visits *visits, struct visit *visit)
{
	struct visit **at = &visits->first;
	while (*at != NULL && (*at)->started_at <= visit->started_at)
		at = &(*at)->next;
	visit->next = *at;
	*at = visit;
}

static bool
visit_takes(const struct visit *visit, const struct visit_event *event)
{
	return event->at >= visit->started_at - VISIT_GAP_MS &&
	       event->began_at <= visit->ended_at + VISIT_GAP_MS;
}

static bool
visit_is_seen(const struct visit *visit)
{
	return visit->pageviews + visit->events > 0;
}

/* Counts a pageview or custom event that is not earlier than any the visit has. */
static void
visit_append(struct visit *visit, const struct visit_event *event)
{
	if (!visit_is_seen(visit))
		visit->source_id = event->source_id;
	if (!event->is_pageview) {
		visit->events++;
		return;
	}
	if (visit->pageviews == 0)
		visit->entry_page_id = event->page_id;
	visit->exit_page_id = event->page_id;
	visit->pageviews++;
}

/* Time in the foreground only adds up; of the rest the order counts. */
static void
visit_count(struct visit *visit, const struct visit_event *event)
{
	if (event->is_engagement)
		visit->engaged_ms += event->at - event->began_at;
	else if (event->at >= visit->ended_at || !visit_is_seen(visit))
		visit_append(visit, event);
	else
		visit->recount = true;
	if (event->began_at < visit->started_at)
		visit->started_at = event->began_at;
	if (event->at > visit->ended_at)
		visit->ended_at = event->at;
	visit->changed = true;
}

static struct visit *
visit_start(struct visits *visits, const struct visit_event *event, struct arena *arena)
{
	struct visit *visit = arena_alloc(arena, sizeof(*visit));
	if (visit == NULL)
		return NULL;
	visit->started_at = event->began_at;
	visit->ended_at = event->at;
	visit_count(visit, event);
	visits_add(visits, visit);
	return visit;
}

/* Makes one visit of two neighbours that are no longer apart. The one that is stored stays; of two,
 * the earlier. */
static void
visits_merge(struct visits *visits, struct visit *earlier, struct visit *later)
{
	bool keep_later = earlier->visit_id == 0 && later->visit_id != 0;
	struct visit *kept = keep_later ? later : earlier;
	struct visit *gone = keep_later ? earlier : later;

	kept->started_at = earlier->started_at;
	if (earlier->ended_at > later->ended_at)
		kept->ended_at = earlier->ended_at;
	else
		kept->ended_at = later->ended_at;
	kept->engaged_ms += gone->engaged_ms;
	kept->recount = true;
	kept->changed = true;
	gone->merged = kept;
	for (struct visit **at = &visits->first; *at != NULL; at = &(*at)->next) {
		if (*at == gone) {
			*at = gone->next;
			break;
		}
	}
}

struct visit *
visits_place(struct visits *visits, const struct visit_event *event, struct arena *arena)
{
	struct visit *visit = visits->first;
	while (visit != NULL && !visit_takes(visit, event))
		visit = visit->next;
	if (visit == NULL)
		return visit_start(visits, event, arena);

	visit_count(visit, event);
	while (visit->next != NULL && visit->ended_at >= visit->next->started_at - VISIT_GAP_MS) {
		visits_merge(visits, visit, visit->next);
		visit = visit_current(visit);
	}
	return visit;
}

int
visit_seconds(const struct visit *visit)
{
	return (int)((visit->ended_at - visit->started_at) / 1000);
}

bool
visit_is_bounce(const struct visit *visit)
{
	return visit->pageviews == 1 && visit->events == 0 && visit->engaged_ms < BOUNCE_MS;
}

struct visit *
visit_current(struct visit *visit)
{
	while (visit->merged != NULL)
		visit = visit->merged;
	return visit;
}
