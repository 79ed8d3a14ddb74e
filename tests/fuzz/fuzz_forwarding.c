/*
 * Whatever headers a client sends, behind a proxy it has the address that the proxy saw, and without one its own. The input's
 * lines are headers, "name: value", in the order in which they come.
 * SPDX-License-Identifier: MIT
 */
#include "forwarding.h"

#include "client.h"
#include "collect.h"
#include "fuzz.h"

enum { CEILING = 8 << 20 };

static const struct address seen = { { [10] = 0xff, 0xff, 203, 0, 113, 9 } };

static void
keep(struct request *req, const char *line, const char *extra)
{
	size_t name_len = strcspn(line, ":");
	const char *value = line + name_len;
	value += *value == ':';
	value += strspn(value, " ");
	forwarding_keep(req, line, name_len, value, strlen(value), extra);
}

static void
keep_lines(struct request *req, const char *lines, const char *extra)
{
	char *copy = fuzz_text((const uint8_t *)lines, strlen(lines));
	char *rest = copy;
	for (const char *line; (line = strsep(&rest, "\n")) != NULL;)
		keep(req, line, extra);
	free(copy);
	for (struct forwarding_header *it = req->forwarding; it != NULL; it = it->next)
		MUST(strlen(it->value) <= FORWARDING_VALUE_MAX);
}

/* The client's address, when the proxy adds this header behind those of the input. */
static struct address
address_of(const struct collect_shared *shared, const char *peer, const char *lines,
	   const char *added)
{
	struct arena *arena = arena_new(CEILING);
	MUST(arena != NULL);
	struct request req = { .arena = arena, .peer = peer };
	keep_lines(&req, lines, shared->config->client_ip_header);
	keep(&req, added, shared->config->client_ip_header);
	struct address address = client_find(shared, &req)->address;
	arena_free(arena);
	return address;
}

static bool
is_same(struct address one, struct address other)
{
	return memcmp(&one, &other, sizeof(one)) == 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct config usual = { .client_ip_header = "" };
	static const struct config choosing = { .client_ip_header = "X-My-Client" };
	static struct collect_shared shared;
	char error[64];
	char *lines = fuzz_text(data, size);
	MUST(address_list_parse("10.0.0.0/8", &shared.trusted_proxies, error, sizeof(error)));
	shared.config = &usual;
	MUST(is_same(address_of(&shared, "10.1.1.1", lines, "x-forwarded-for: 203.0.113.9"), seen));
	MUST(is_same(address_of(&shared, "203.0.113.9", lines, "x-forwarded-for: 1.1.1.1"), seen));
	shared.config = &choosing;
	MUST(is_same(address_of(&shared, "10.1.1.1", lines, "x-my-client: 203.0.113.9"), seen));
	MUST(is_same(address_of(&shared, "203.0.113.9", lines, "x-my-client: 1.1.1.1"), seen));
	free(lines);
	return 0;
}
