/*
 * The route table finds itself, and says what else a path allows.
 * SPDX-License-Identifier: MIT
 */
#include "routes.h"

#include <stdio.h>
#include <string.h>

#include "unit.h"

enum { PATH_MAX_TEST = 256 };

static const struct route *
look_up(struct arena *arena, const char *method, const char *path, const char **allow)
{
	struct request req = { .arena = arena, .method = method, .path = path };
	return route_find(&req, allow);
}

/* A path of the route's pattern, with "value-1" and so on in the place of names. */
static void
make_path(const char *pattern, char path[PATH_MAX_TEST])
{
	size_t len = 0;
	for (int value = 1; *pattern != '\0';) {
		if (*pattern != '{') {
			path[len++] = *pattern++;
			continue;
		}
		len += (size_t)snprintf(path + len, PATH_MAX_TEST - len, "value-%d", value++);
		pattern = strchr(pattern, '}') + 1;
	}
	path[len] = '\0';
}

static void
every_route_is_found_by_a_path_of_its_own(void)
{
	struct arena *arena = arena_new(1 << 20);
	size_t count = 0;
	for (const struct route *route = routes; route->method != NULL; route++, count++) {
		char path[PATH_MAX_TEST];
		const char *allow;
		make_path(route->path, path);
		CU_ASSERT_PTR_EQUAL(look_up(arena, route->method, path, &allow), route);
	}
	CU_ASSERT_EQUAL(count, route_count());
	CU_ASSERT_TRUE(count > 20);
	arena_free(arena);
}

static void
every_route_has_a_handler_and_a_known_method(void)
{
	for (const struct route *route = routes; route->method != NULL; route++) {
		CU_ASSERT_PTR_NOT_NULL(route->handler);
		CU_ASSERT_TRUE(strcmp(route->method, "GET") == 0 ||
			       strcmp(route->method, "POST") == 0 ||
			       strcmp(route->method, "DELETE") == 0);
		CU_ASSERT_EQUAL(route->path[0], '/');
	}
}

static void
whoever_needs_the_database_to_be_known_runs_on_a_worker(void)
{
	for (const struct route *route = routes; route->method != NULL; route++)
		CU_ASSERT_TRUE(route->access == ANYONE || route->stage == ON_WORKER ||
			       route->stage == ON_WORKER_READING ||
			       route->stage == ON_WORKER_WITH_PEER || route->stage == IN_PARTS ||
			       route->stage == HASHES_PASSWORD);
}

static void
gives_the_values_of_names(void)
{
	struct arena *arena = arena_new(1 << 20);
	struct request req = { .arena = arena,
			       .method = "GET",
			       .path = "/api/websites/1b4e28ba/metrics/expanded" };
	const char *allow;
	const struct route *route = route_find(&req, &allow);
	CU_ASSERT_PTR_NOT_NULL_FATAL(route);
	CU_ASSERT_STRING_EQUAL(route->path, "/api/websites/{website_id}/metrics/expanded");
	CU_ASSERT_STRING_EQUAL(request_path_value(&req, "website_id"), "1b4e28ba");
	CU_ASSERT_PTR_NULL(request_path_value(&req, "website"));
	arena_free(arena);
}

static void
head_finds_what_get_finds(void)
{
	struct arena *arena = arena_new(1 << 20);
	const char *allow;
	CU_ASSERT_PTR_EQUAL(look_up(arena, "HEAD", "/healthz", &allow),
			    look_up(arena, "GET", "/healthz", &allow));
	CU_ASSERT_PTR_NULL(look_up(arena, "HEAD", "/api/send", &allow));
	arena_free(arena);
}

static void
a_wrong_method_is_told_the_right_ones(void)
{
	static const struct {
		const char *method, *path, *allow;
	} cases[] = {
		{ "PUT", "/api/send", "POST, OPTIONS" },
		{ "OPTIONS", "/api/send", "POST, OPTIONS" },
		{ "DELETE", "/api/websites", "GET, HEAD, POST, OPTIONS" },
		{ "PATCH", "/api/websites/x", "GET, HEAD, POST, DELETE, OPTIONS" },
		{ "get", "/healthz", "GET, HEAD, OPTIONS" },
	};
	struct arena *arena = arena_new(1 << 20);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *allow = NULL;
		CU_ASSERT_PTR_NULL(look_up(arena, cases[i].method, cases[i].path, &allow));
		CU_ASSERT_PTR_NOT_NULL_FATAL(allow);
		CU_ASSERT_STRING_EQUAL(allow, cases[i].allow);
	}
	arena_free(arena);
}

static void
one_slash_at_the_end_makes_no_difference(void)
{
	struct arena *arena = arena_new(1 << 20);
	struct request req = { .arena = arena, .method = "GET", .path = "/api/websites/1b4e28ba/" };
	const char *allow;
	const struct route *route = route_find(&req, &allow);
	CU_ASSERT_PTR_NOT_NULL_FATAL(route);
	CU_ASSERT_STRING_EQUAL(route->path, "/api/websites/{website_id}");
	CU_ASSERT_STRING_EQUAL(request_path_value(&req, "website_id"), "1b4e28ba");
	CU_ASSERT_PTR_EQUAL(look_up(arena, "POST", "/api/send/", &allow),
			    look_up(arena, "POST", "/api/send", &allow));
	CU_ASSERT_PTR_NULL(look_up(arena, "GET", "/api/send/", &allow));
	CU_ASSERT_STRING_EQUAL(allow, "POST, OPTIONS");
	arena_free(arena);
}

static void
paths_that_only_look_similar_are_unknown(void)
{
	static const char *const paths[] = {
		"",
		"/",
		"//",
		"/api",
		"/api/",
		"/api/sen",
		"/api/sends",
		"/API/send",
		"api/send",
		"/api//send",
		"/api/websites//stats",
		"/api/send//",
		"/api/websites//",
		"/api/websites/x/metrics/expanded/more",
		"/api/websites/x/y/stats",
		"/api/websites/{website_id}/nothing",
		"/healthz/x",
	};
	struct arena *arena = arena_new(1 << 20);
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		const char *allow = "not touched";
		CU_ASSERT_PTR_NULL(look_up(arena, "GET", paths[i], &allow));
		CU_ASSERT_PTR_NULL(allow);
	}
	arena_free(arena);
}

static const struct unit_test tests[] = {
	TEST(every_route_is_found_by_a_path_of_its_own),
	TEST(every_route_has_a_handler_and_a_known_method),
	TEST(whoever_needs_the_database_to_be_known_runs_on_a_worker),
	TEST(gives_the_values_of_names),
	TEST(head_finds_what_get_finds),
	TEST(a_wrong_method_is_told_the_right_ones),
	TEST(one_slash_at_the_end_makes_no_difference),
	TEST(paths_that_only_look_similar_are_unknown),
};

UNIT_MAIN("routes", tests)
