/*
 * The user document and the roles' names.
 * SPDX-License-Identifier: MIT
 */
#include "user.h"

#include <string.h>

static const char *const role_names[] = {
	[ROLE_NONE] = "",
	[ROLE_VIEW_ONLY] = "view-only",
	[ROLE_USER] = "user",
	[ROLE_ADMIN] = "admin",
};

const char *
role_name(enum role role)
{
	return role_names[role];
}

enum role
role_named(const char *name)
{
	for (enum role role = ROLE_VIEW_ONLY; role <= ROLE_ADMIN; role++)
		if (strcmp(role_names[role], name) == 0)
			return role;
	return ROLE_NONE;
}

void
user_write(struct json_writer *writer, const struct asker *user)
{
	json_name(writer, "id");
	json_text(writer, user->user_id);
	json_name(writer, "username");
	json_text(writer, user->username);
	json_name(writer, "role");
	json_text(writer, role_name(user->role));
	json_name(writer, "createdAt");
	json_text(writer, user->created_at);
	json_name(writer, "isAdmin");
	json_bool(writer, user->role == ROLE_ADMIN);
}

void
user_write_with_teams(struct json_writer *writer, const struct asker *user)
{
	user_write(writer, user);
	json_name(writer, "teams");
	json_array_begin(writer);
	json_array_end(writer);
}
