/*
 * Where links lead, remembered for when the database cannot be asked. What is remembered may be out of date: it is used for
 * nothing else. Any thread.
 * SPDX-License-Identifier: MIT
 */
#ifndef LINK_MEMORY_H
#define LINK_MEMORY_H

#include "arena.h"

/* Remembers where a slug leads, in place of another one where there is no room. */
void link_memory_keep(const char *slug, const char *url);
void link_memory_forget(const char *slug);

/* A copy in the arena; NULL when it is not remembered. */
const char *link_memory_find(const char *slug, struct arena *arena);

#endif
