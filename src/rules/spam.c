/*
 * A sorted list: a host is looked up whole, then without its first label, and so on.
 * SPDX-License-Identifier: MIT
 */
#include "spam.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"

enum { ARENA_CEILING = 4 << 20, DOMAINS_MAX = 16384, DOMAIN_SIZE = 256 };

struct spam_referrers {
	struct arena *arena;
	size_t count;
	const char *domains[DOMAINS_MAX];
};

static int
compare(const void *one, const void *other)
{
	return strcmp(*(const char *const *)one, *(const char *const *)other);
}

/* A domain a line. The answer is what is wrong, or NULL. */
static const char *
lines_add(struct spam_referrers *list, FILE *file, int *number)
{
	char line[DOMAIN_SIZE];
	for (*number = 1; fgets(line, sizeof(line), file) != NULL; (*number)++) {
		size_t len = strcspn(line, "\r\n");
		if (line[0] == '#' || len == 0)
			continue;
		line[len] = '\0';
		if (strspn(line, "abcdefghijklmnopqrstuvwxyz0123456789.-") != len ||
		    strchr(line, '.') == NULL)
			return "not a domain in lower case";
		if (list->count == DOMAINS_MAX)
			return "too many domains";
		list->domains[list->count] = arena_copy(list->arena, line);
		if (list->domains[list->count++] == NULL)
			return "out of memory";
	}
	return list->count == 0 ? "no domains" : NULL;
}

struct spam_referrers *
spam_referrers_load(const char *path, char *error, size_t error_size)
{
	FILE *file = fopen(path, "re");
	if (file == NULL) {
		snprintf(error, error_size, "%s: %s", path, strerror(errno));
		return NULL;
	}
	int number = 0;
	const char *problem = "out of memory";
	struct arena *arena = arena_new(ARENA_CEILING);
	struct spam_referrers *list = arena == NULL ? NULL : arena_alloc(arena, sizeof(*list));
	if (list != NULL) {
		list->arena = arena;
		problem = lines_add(list, file, &number);
	}
	fclose(file);
	if (problem != NULL) {
		snprintf(error, error_size, "%s:%d: %s", path, number, problem);
		arena_free(arena);
		return NULL;
	}
	qsort(list->domains, list->count, sizeof(list->domains[0]), compare);
	return list;
}

void
spam_referrers_free(struct spam_referrers *list)
{
	if (list != NULL)
		arena_free(list->arena);
}

bool
spam_referrers_contain(const struct spam_referrers *list, const char *host)
{
	for (const char *at = host; at != NULL; at = strchr(at, '.')) {
		at += *at == '.';
		if (bsearch(&at, list->domains, list->count, sizeof(list->domains[0]), compare) !=
		    NULL)
			return true;
	}
	return false;
}
