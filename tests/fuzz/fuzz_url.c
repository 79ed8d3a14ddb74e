/*
 * Any text splits into valid pieces or is refused.
 * SPDX-License-Identifier: MIT
 */
#include "arena.h"
#include "fuzz.h"
#include "text.h"
#include "url.h"

#define CEILING (256 * 1024)

static bool
is_clean(const char *piece)
{
	for (const char *c = piece; *c != '\0'; c++)
		if ((unsigned char)*c < 0x20 || *c == 0x7F)
			return false;
	return text_is_utf8(piece, strlen(piece));
}

/* A URL made of its own host and path again is the same one. */
static void
check_again(struct arena *arena, const struct url *url)
{
	struct url again;
	char *path = arena_copy(arena, url->path);
	MUST(path != NULL);
	if (strchr(path, '%') != NULL || strchr(path, '\\') != NULL || path[0] == '\0' ||
	    path[strlen(path) - 1] == ' ')
		return; /* what is decoded cannot be told from what was never encoded */
	MUST(url_parse(arena, arena_format(arena, "%s://%s%s", url->scheme, url->host, path), NULL,
		       &again));
	MUST(strcmp(again.host, url->host) == 0);
	MUST(strcmp(again.path, url->path) == 0);
}

static void
check_query(struct arena *arena, const char *query)
{
	static const char *const names[] = { "a", "utm_source" };
	const char *values[2];
	url_query_values(arena, query, names, 2, values);
	for (int i = 0; i < 2; i++)
		MUST(values[i] == NULL || text_is_storable(values[i], strlen(values[i])));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);
	struct arena *arena = arena_new(CEILING);
	struct url url;
	if (url_parse(arena, text, "example.com", &url)) {
		MUST(is_clean(url.scheme) && is_clean(url.host) && is_clean(url.path) &&
		     is_clean(url.query) && is_clean(url.fragment));
		MUST(url.host[0] == '\0' || url.path[0] == '/');
		MUST(strpbrk(url.query, "# \"<>") == NULL);
		check_query(arena, url.query);
		if (strcmp(url.scheme, "https") == 0)
			check_again(arena, &url);
	}
	check_query(arena, text);
	arena_free(arena);
	free(text);
	return 0;
}
