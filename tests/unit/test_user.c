/*
 * Roles by name and the user document.
 * SPDX-License-Identifier: MIT
 */
#include "user.h"

#include "unit.h"

#include <string.h>

static void
every_role_is_found_by_its_name(void)
{
	for (enum role role = ROLE_VIEW_ONLY; role <= ROLE_ADMIN; role++)
		CU_ASSERT_EQUAL(role_named(role_name(role)), role);
	CU_ASSERT_STRING_EQUAL(role_name(ROLE_VIEW_ONLY), "view-only");
	CU_ASSERT_STRING_EQUAL(role_name(ROLE_USER), "user");
	CU_ASSERT_STRING_EQUAL(role_name(ROLE_ADMIN), "admin");
}

static void
an_unknown_name_is_no_role(void)
{
	static const char *const names[] = { "", "Admin", "administrator", "view_only",
					     "team-owner" };
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		CU_ASSERT_EQUAL(role_named(names[i]), ROLE_NONE);
}

/* The document of `user`, with or without teams. */
static const char *
written(struct arena *arena, const struct asker *user, bool with_teams)
{
	struct json_writer *writer = json_writer_new(arena);
	size_t len;

	json_object_begin(writer);
	if (with_teams)
		user_write_with_teams(writer, user);
	else
		user_write(writer, user);
	json_object_end(writer);
	return json_written(writer, &len);
}

static void
the_document_is_umamis(void)
{
	struct arena *arena = arena_new(1 << 20);
	struct asker user = {
		.user_id = "41e2b680-648e-4b09-bcd7-3e2b10c06264",
		.username = "ad\"min",
		.created_at = "2026-01-02T03:04:05.678Z",
		.role = ROLE_ADMIN,
	};
	CU_ASSERT_STRING_EQUAL(written(arena, &user, false),
			       "{\"id\":\"41e2b680-648e-4b09-bcd7-3e2b10c06264\",\"username\":"
			       "\"ad\\\"min\",\"role\":\"admin\","
			       "\"createdAt\":\"2026-01-02T03:04:05.678Z\",\"isAdmin\":true}");
	user.role = ROLE_VIEW_ONLY;
	const char *text = written(arena, &user, true);
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "\"role\":\"view-only\""));
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "\"isAdmin\":false,\"teams\":[]}"));
	arena_free(arena);
}

static const struct unit_test tests[] = {
	TEST(every_role_is_found_by_its_name),
	TEST(an_unknown_name_is_no_role),
	TEST(the_document_is_umamis),
};

UNIT_MAIN("user", tests)
