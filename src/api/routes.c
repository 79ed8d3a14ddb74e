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
	{ "GET",    "/metrics",                                     status_metrics,          ANYONE, ON_LOOP },
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
	{ "GET",    "/api/websites/{website_id}/ledger",            report_ledger,           VIEWER, ON_WORKER },
	{ "GET",    "/api/realtime/{website_id}",                   report_realtime,         VIEWER, ON_WORKER },

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
