/*
 * A user as the API shows one, and the names of roles. Pure.
 * SPDX-License-Identifier: MIT
 */
#ifndef USER_H
#define USER_H

#include "json.h"
#include "request.h"

/* "admin", "user", "view-only": in the API and in the database. */
const char *role_name(enum role role);

/* ROLE_NONE for an unknown name. */
enum role role_named(const char *name);

/* The members id, username, role, createdAt and isAdmin, into the object that is open in `writer`.
 */
void user_write(struct json_writer *writer, const struct asker *user);

/* The same and teams, as logging in and verifying a token answer. There are no teams: the list is
 * empty. */
void user_write_with_teams(struct json_writer *writer, const struct asker *user);

#endif
