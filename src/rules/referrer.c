/*
 * A host is looked up whole, then without its first label, and so on: the most particular entry
 * wins. An entry "google.*" stands for google under every public suffix (google.fr, google.co.uk),
 * but not for google.example.com.
 * SPDX-License-Identifier: MIT
 */
#include "referrer.h"

#include <ctype.h>
#include <errno.h>
#include <libpsl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "url.h"

#define ARENA_CEILING (1024 * 1024)
#define LINE_SIZE     2048
#define HOST_MAX      253  /* of a name in the DNS */
#define PLACES        4096 /* a power of two, at least twice the entries */

struct source {
	const char *name;
	enum source_kind kind;
};

struct place {
	const char *key; /* a domain, "google.*" or a word; NULL: free */
	const struct source *source;
};

struct sources {
	struct arena *arena;
	const psl_ctx_t *suffixes;
	size_t count;
	struct place places[PLACES];
};

static const char *const kind_names[] = {
	[SOURCE_OTHER] = "other",         [SOURCE_SEARCH] = "search",
	[SOURCE_SOCIAL] = "social",       [SOURCE_VIDEO] = "video",
	[SOURCE_SHOPPING] = "shopping",   [SOURCE_EMAIL] = "email",
	[SOURCE_ASSISTANT] = "assistant",
};

/* FNV-1a: the keys are our own, nobody can choose them to collide. */
static size_t
place_of(const char *key, size_t len)
{
	uint32_t hash = 2166136261U;
	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)key[i]) * 16777619U;
	return hash & (PLACES - 1);
}

static bool
kind_parse(const char *name, enum source_kind *out)
{
	for (size_t i = 0; i < sizeof(kind_names) / sizeof(kind_names[0]); i++)
		if (strcmp(name, kind_names[i]) == 0) {
			*out = (enum source_kind)i;
			return true;
		}
	return false;
}

static const struct source *
find(const struct sources *sources, const char *key, size_t len)
{
	for (size_t i = place_of(key, len);; i = (i + 1) & (PLACES - 1)) {
		const struct place *place = &sources->places[i];
		if (place->key == NULL)
			return NULL;
		if (strncmp(place->key, key, len) == 0 && place->key[len] == '\0')
			return place->source;
	}
}

static const char *
entry_add(struct sources *sources, const char *key, const struct source *source)
{
	size_t len = strlen(key);
	if (len > HOST_MAX || sources->count >= PLACES / 2)
		return "too long, or too many domains";
	if (find(sources, key, len) != NULL)
		return "a domain stands twice";
	char *copy = arena_copy(sources->arena, key);
	if (copy == NULL)
		return "out of memory";
	size_t i = place_of(key, len);
	while (sources->places[i].key != NULL)
		i = (i + 1) & (PLACES - 1);
	sources->places[i] = (struct place){ copy, source };
	sources->count++;
	return NULL;
}

/*
 * One line: name, kind and domains, separated by tabs; the domains by spaces. The answer is what is
 * wrong, or NULL.
 */
static const char *
line_add(struct sources *sources, char *line)
{
	char *rest = line;
	char *name = strsep(&rest, "\t");
	char *kind = strsep(&rest, "\t");
	if (rest == NULL || name[0] == '\0')
		return "not name, kind and domains";
	struct source *source = arena_alloc(sources->arena, sizeof(*source));
	if (source == NULL || (source->name = arena_copy(sources->arena, name)) == NULL)
		return "out of memory";
	if (!kind_parse(kind, &source->kind))
		return "unknown kind";
	for (char *key; (key = strsep(&rest, " ")) != NULL;) {
		const char *problem = key[0] == '\0' ? NULL : entry_add(sources, key, source);
		if (problem != NULL)
			return problem;
	}
	return NULL;
}

static bool
lines_add(struct sources *sources, FILE *file, const char *path, char *error, size_t error_size)
{
	char line[LINE_SIZE];
	for (int number = 1; fgets(line, sizeof(line), file) != NULL; number++) {
		line[strcspn(line, "\r\n")] = '\0';
		if (line[0] == '#' || line[0] == '\0')
			continue;
		const char *problem = line_add(sources, line);
		if (problem != NULL) {
			snprintf(error, error_size, "%s:%d: %s", path, number, problem);
			return false;
		}
	}
	snprintf(error, error_size, "%s: no sources, or no list of public suffixes in libpsl",
		 path);
	return sources->count > 0 && sources->suffixes != NULL;
}

struct sources *
sources_load(const char *path, char *error, size_t error_size)
{
	FILE *file = fopen(path, "re");
	if (file == NULL) {
		snprintf(error, error_size, "%s: %s", path, strerror(errno));
		return NULL;
	}
	struct arena *arena = arena_new(ARENA_CEILING);
	struct sources *sources = arena == NULL ? NULL : arena_alloc(arena, sizeof(*sources));
	bool loaded = false;
	if (sources != NULL) {
		sources->arena = arena;
		sources->suffixes = psl_builtin();
		loaded = lines_add(sources, file, path, error, error_size);
	} else {
		snprintf(error, error_size, "out of memory");
	}
	fclose(file);
	if (!loaded)
		arena_free(arena);
	return loaded ? sources : NULL;
}

void
sources_free(struct sources *sources)
{
	if (sources != NULL)
		arena_free(sources->arena);
}

/* The entry "label.*" for a host that is a label and a public suffix. */
static const struct source *
find_under_any_suffix(const struct sources *sources, const char *host)
{
	char key[HOST_MAX + 1];
	size_t label = strcspn(host, ".");
	if (host[label] == '\0' || label + 3 > sizeof(key))
		return NULL;
	memcpy(key, host, label);
	memcpy(key + label, ".*", 3);
	const struct source *source = find(sources, key, label + 2);
	int type = PSL_TYPE_ICANN | PSL_TYPE_NO_STAR_RULE;
	if (source == NULL || psl_is_public_suffix2(sources->suffixes, host + label + 1, type) == 0)
		return NULL;
	return source;
}

static const struct source *
find_host(const struct sources *sources, const char *host)
{
	const char *at = host;
	if (strlen(host) > HOST_MAX)
		return NULL;
	while (strchr(at, '.') != NULL) {
		const struct source *source = find(sources, at, strlen(at));
		if (source == NULL)
			source = find_under_any_suffix(sources, at);
		if (source != NULL)
			return source;
		at = strchr(at, '.') + 1;
	}
	return NULL;
}

/* A utm_source with a dot is a host; any other is a word of the list. */
static const struct source *
find_utm(const struct sources *sources, const char *utm_source)
{
	char lower[HOST_MAX + 1];
	size_t len = 0;
	for (; utm_source[len] != '\0' && len < HOST_MAX; len++)
		lower[len] = (char)tolower((unsigned char)utm_source[len]);
	lower[len] = '\0';
	if (len == 0 || utm_source[len] != '\0')
		return NULL;
	return strchr(lower, '.') != NULL ? find_host(sources, lower) : find(sources, lower, len);
}

const char *
referrer_source(const struct sources *sources, const char *host)
{
	const struct source *source = find_host(sources, host);
	return source != NULL ? source->name : url_domain(host);
}

enum source_kind
referrer_kind(const struct sources *sources, const char *host)
{
	const struct source *source = find_host(sources, host);
	return source != NULL ? source->kind : SOURCE_OTHER;
}

enum source_kind
referrer_kind_of_utm(const struct sources *sources, const char *utm_source)
{
	const struct source *source = find_utm(sources, utm_source);
	return source != NULL ? source->kind : SOURCE_OTHER;
}
