/*
 * The route table and how a path is looked up in it.
 * SPDX-License-Identifier: MIT
 */
#include "routes.h"

#include "handlers.h"

#include <stdbool.h>
#include <string.h>

/* clang-format off */
const struct route routes[] = {
	/* the server itself */
	{ "GET",    "/healthz",                                     status_alive,            ANYONE, ON_LOOP },
	{ "GET",    "/readyz",                                      status_ready,            ANYONE, ON_LOOP },
	{ "GET",    "/metrics",                                     status_metrics,          ANYONE, ON_LOOP_WITH_PEER },
	{ "GET",    "/api/heartbeat",                               heartbeat,               ANYONE, ON_LOOP },
	{ "GET",    "/api/config",                                  public_config,           ANYONE, ON_LOOP },
	{ "GET",    "/api/whoami",                                  whoami,                  ADMIN,  ON_WORKER_WITH_PEER },

	/* collecting */
	{ "POST",   "/api/send",                                    collect_send,            ANYONE, COLLECTED },
	{ "POST",   "/api/batch",                                   collect_batch,           ANYONE, COLLECTED },
	{ "POST",   "/api/record",                                  collect_record,          ANYONE, ON_LOOP },
	{ "GET",    "/q/{slug}",                                    collect_click,           ANYONE, COLLECTED },
	{ "GET",    "/p/{slug}",                                    collect_pixel,           ANYONE, COLLECTED },

	/* people */
	{ "POST",   "/api/auth/login",                              auth_login,              ANYONE, HASHES_PASSWORD },
	{ "POST",   "/api/auth/verify",                             auth_verify,             USER,   ON_WORKER },
	{ "POST",   "/api/auth/logout",                             auth_logout,             USER,   ON_WORKER },
	{ "GET",    "/api/me",                                      me_show,                 USER,   ON_WORKER },

	/* websites */
	{ "GET",    "/api/websites",                                website_list,            USER,   ON_WORKER },
	{ "POST",   "/api/websites",                                website_create,          CREATOR, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}",                   website_show,            VIEWER, ON_WORKER },
	{ "POST",   "/api/websites/{website_id}",                   website_update,          EDITOR, ON_WORKER },
	{ "DELETE", "/api/websites/{website_id}",                   website_delete,          OWNER,  ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/policy",            website_policy_show,     EDITOR, ON_WORKER },
	{ "POST",   "/api/websites/{website_id}/policy",            website_policy_update,   EDITOR, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/segments",          segment_list,            VIEWER, ON_WORKER },
	{ "POST",   "/api/websites/{website_id}/segments",          segment_create,          EDITOR, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/segments/{segment_id}", segment_show,        VIEWER, ON_WORKER },
	{ "POST",   "/api/websites/{website_id}/segments/{segment_id}", segment_update,      EDITOR, ON_WORKER },
	{ "DELETE", "/api/websites/{website_id}/segments/{segment_id}", segment_delete,      EDITOR, ON_WORKER },

	/* links and pixels; their reports are those of websites */
	{ "GET",    "/api/links",                                   link_list,               USER,   ON_WORKER },
	{ "POST",   "/api/links",                                   link_create,             CREATOR, ON_WORKER },
	{ "GET",    "/api/links/charts",                            report_link_charts,      USER,   ON_WORKER },
	{ "GET",    "/api/links/{link_id}",                         link_show,               VIEWER, ON_WORKER },
	{ "POST",   "/api/links/{link_id}",                         link_update,             EDITOR, ON_WORKER },
	{ "DELETE", "/api/links/{link_id}",                         link_delete,             OWNER,  ON_WORKER },
	{ "GET",    "/api/pixels",                                  pixel_list,              USER,   ON_WORKER },
	{ "POST",   "/api/pixels",                                  pixel_create,            CREATOR, ON_WORKER },
	{ "GET",    "/api/pixels/charts",                           report_pixel_charts,     USER,   ON_WORKER },
	{ "GET",    "/api/pixels/{pixel_id}",                       pixel_show,              VIEWER, ON_WORKER },
	{ "POST",   "/api/pixels/{pixel_id}",                       pixel_update,            EDITOR, ON_WORKER },
	{ "DELETE", "/api/pixels/{pixel_id}",                       pixel_delete,            OWNER,  ON_WORKER },

	/* reports */
	{ "GET",    "/api/websites/{website_id}/active",            report_active,           VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/daterange",         report_date_range,       VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/stats",             report_stats,            VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/pageviews",         report_pageviews,        VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/metrics",           report_metrics,          VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/metrics/expanded",  report_metrics_expanded, VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/values",            report_values,           VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/export",            report_export,           VIEWER, IN_PARTS },
	{ "GET",    "/api/websites/{website_id}/ledger",            report_ledger,           VIEWER, ON_WORKER },
	{ "GET",    "/api/realtime/{website_id}",                   report_realtime,         VIEWER, ON_WORKER },

	/* visitors, whom the API calls sessions, and events, one by one */
	{ "GET",    "/api/websites/{website_id}/sessions",          report_sessions,         VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/sessions/stats",    report_sessions_stats,   VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/sessions/weekly",   report_sessions_weekly,  VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/sessions/{session_id}", report_session,      VIEWER, ON_WORKER },
	{ "DELETE", "/api/websites/{website_id}/sessions/{session_id}", visitor_delete,      OWNER,  ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/sessions/{session_id}/activity",   report_session_activity,   VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/sessions/{session_id}/properties", report_session_properties, VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/events",            report_events,           VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/events/series",     report_events_series,    VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/events/stats",      report_events_stats,     VIEWER, ON_WORKER },

	/* what a site said along with its events, and about its visitors */
	{ "GET",    "/api/websites/{website_id}/event-data",            event_data,            VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/event-data/events",     event_data_events,     VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/event-data/fields",     event_data_fields,     VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/event-data/properties", event_data_properties, VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/event-data/stats",      event_data_stats,      VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/event-data/values",     event_data_values,     VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/event-data/{event_id}", event_data_of_event,   VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/event-data-pivot",      event_data_pivot,      VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/event-data-pivot/array-series",    event_data_array_series,    VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/event-data-pivot/date-series",     event_data_date_series,     VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/event-data-pivot/numeric-series",  event_data_numeric_series,  VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/event-data-pivot/numeric-stats",   event_data_numeric_stats,   VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/event-data-pivot/property-series", event_data_property_series, VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/session-data-pivot",    session_data_pivot,    VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/session-data/properties", session_data_properties, VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/session-data/stats",    session_data_stats,    VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/session-data/values",   session_data_values,   VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/session-data/array-series",    session_data_array_series,    VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/session-data/date-series",     session_data_date_series,     VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/session-data/numeric-series",  session_data_numeric_series,  VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/session-data/numeric-stats",   session_data_numeric_stats,   VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/session-data/property-series", session_data_property_series, VIEWER, ON_WORKER },
	/* funnels, journeys and the like: as Umami 3.3 asks for them, and as 3.1 does */
	{ "GET",    "/api/websites/{website_id}/funnels/stats",          report_funnel,              VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/retention",              report_retention,           VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/journeys",               report_journeys,            VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/goals/stats",            report_goal,                VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/utm/metrics",            report_utm_metrics,         VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/revenue/chart",          report_revenue_chart,       VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/revenue/metrics",        report_revenue_metrics,     VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/revenue/sessions",       report_revenue_sessions,    VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/revenue/stats",          report_revenue_stats,       VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/attribution",            report_attribution,         VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/breakdown",              report_breakdown,           VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/performance/chart",      report_performance_chart,   VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/performance/metrics",    report_performance_metrics, VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/performance/stats",      report_performance_stats,   VIEWER, ON_WORKER },
	{ "POST",   "/api/reports/funnel",                               report_funnel,              VIEWER, ON_WORKER_READING },
	{ "POST",   "/api/reports/retention",                            report_retention,           VIEWER, ON_WORKER_READING },
	{ "POST",   "/api/reports/journey",                              report_journeys,            VIEWER, ON_WORKER_READING },
	{ "POST",   "/api/reports/goal",                                 report_goal,                VIEWER, ON_WORKER_READING },
	{ "POST",   "/api/reports/utm",                                  report_utm,                 VIEWER, ON_WORKER_READING },
	{ "POST",   "/api/reports/revenue",                              report_revenue,             VIEWER, ON_WORKER_READING },
	{ "POST",   "/api/reports/attribution",                          report_attribution,         VIEWER, ON_WORKER_READING },
	{ "POST",   "/api/reports/breakdown",                            report_breakdown,           VIEWER, ON_WORKER_READING },
	{ "POST",   "/api/reports/performance",                          report_performance,         VIEWER, ON_WORKER_READING },

	/* reports that people keep */
	{ "GET",    "/api/websites/{website_id}/funnels",                funnel_list,                VIEWER, ON_WORKER },
	{ "POST",   "/api/websites/{website_id}/funnels",                funnel_create,              EDITOR, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/funnels/{funnel_id}",    funnel_show,                VIEWER, ON_WORKER },
	{ "POST",   "/api/websites/{website_id}/funnels/{funnel_id}",    funnel_update,              EDITOR, ON_WORKER },
	{ "DELETE", "/api/websites/{website_id}/funnels/{funnel_id}",    funnel_delete,              EDITOR, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/funnels/{funnel_id}/stats", report_saved_funnel,        VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/goals",                  goal_list,                  VIEWER, ON_WORKER },
	{ "POST",   "/api/websites/{website_id}/goals",                  goal_create,                EDITOR, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/goals/{goal_id}",        goal_show,                  VIEWER, ON_WORKER },
	{ "POST",   "/api/websites/{website_id}/goals/{goal_id}",        goal_update,                EDITOR, ON_WORKER },
	{ "DELETE", "/api/websites/{website_id}/goals/{goal_id}",        goal_delete,                EDITOR, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/goals/{goal_id}/stats",  report_saved_goal,          VIEWER, ON_WORKER },
	{ "GET",    "/api/websites/{website_id}/reports",                saved_report_list,          VIEWER, ON_WORKER },
	{ "GET",    "/api/reports",                                      saved_report_list,          VIEWER, ON_WORKER },
	{ "POST",   "/api/reports",                                      saved_report_create,        EDITOR, ON_WORKER },
	{ "GET",    "/api/reports/{report_id}",                          saved_report_show,          VIEWER, ON_WORKER },
	{ "POST",   "/api/reports/{report_id}",                          saved_report_update,        EDITOR, ON_WORKER },
	{ "DELETE", "/api/reports/{report_id}",                          saved_report_delete,        EDITOR, ON_WORKER },

	{ NULL, NULL, NULL, ANYONE, ON_LOOP }
};
/* clang-format on */

enum { METHODS_MAX = 64 };

size_t
route_count(void)
{
	return sizeof(routes) / sizeof(routes[0]) - 1;
}

static size_t
segment_len(const char *path)
{
	return strcspn(path, "/");
}

/*
 * A {name} stands for exactly one segment that is not empty. One slash at the end makes no
 * difference: Umami leads its clients on from there. Values are noted as places in `path`, so that
 * nothing is copied for routes that do not fit.
 */
static bool
path_fits(const char *pattern, const char *path, const char *values[PATH_VALUES_MAX])
{
	size_t count = 0;
	while (*pattern != '\0') {
		if (*pattern != '{') {
			if (*pattern++ != *path++)
				return false;
			continue;
		}
		size_t len = segment_len(path);
		if (len == 0 || count == PATH_VALUES_MAX)
			return false;
		values[count++] = path;
		path += len;
		pattern = strchr(pattern, '}') + 1;
	}
	return *path == '\0' || strcmp(path, "/") == 0;
}

static bool
method_fits(const struct route *route, const char *method)
{
	return strcmp(route->method, strcmp(method, "HEAD") == 0 ? "GET" : method) == 0;
}

static const struct route *
note_values(struct request *req, const struct route *route, const char *const values[])
{
	size_t i = 0;
	for (const char *name = strchr(route->path, '{'); name != NULL;
	     name = strchr(name, '{'), i++) {
		name++;
		req->path_names[i] = arena_copy_bytes(req->arena, name, strcspn(name, "}"));
		req->path_values[i] =
			arena_copy_bytes(req->arena, values[i], segment_len(values[i]));
	}
	return route;
}

static void
add_method(char *methods, const char *method)
{
	size_t len = strlen(methods);
	if (len + strlen(method) + sizeof(", ") <= METHODS_MAX)
		memcpy(mempcpy(methods + len, method, strlen(method)), ", ", sizeof(", "));
}

const struct route *
route_find(struct request *req, const char **allow)
{
	char methods[METHODS_MAX] = "";
	*allow = NULL;
	for (const struct route *route = routes; route->method != NULL; route++) {
		const char *values[PATH_VALUES_MAX];
		if (!path_fits(route->path, req->path, values))
			continue;
		if (method_fits(route, req->method))
			return note_values(req, route, values);
		add_method(methods, route->method);
		if (strcmp(route->method, "GET") == 0)
			add_method(methods, "HEAD");
	}
	if (methods[0] != '\0')
		*allow = arena_format(req->arena, "%sOPTIONS", methods);
	return NULL;
}
