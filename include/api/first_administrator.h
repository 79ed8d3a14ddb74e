/*
 * The user who can let the others in. At start, after the migrations, on a thread with a connection.
 * SPDX-License-Identifier: MIT
 */
#ifndef FIRST_ADMINISTRATOR_H
#define FIRST_ADMINISTRATOR_H

#include "config.h"

#include <stdbool.h>

/*
 * Creates the administrator "admin" when there is no user at all; of several servers that start at
 * once, one does it. The password is ADMIN_PASSWORD, else a random one that is printed to stdout. A
 * user who exists keeps the password, whatever ADMIN_PASSWORD says now. False, with the reason in
 * the log, when that failed.
 */
bool first_administrator(const struct config *config);

#endif
