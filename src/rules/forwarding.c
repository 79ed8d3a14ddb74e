/*
 * Proxies' headers are kept as a list: a request carries none or a few of them.
 * SPDX-License-Identifier: MIT
 */
#include "forwarding.h"

#include "address.h"
#include "geo.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

static bool
is_name(const char *known, const char *name, size_t len)
{
	return known[0] == name[0] && strncmp(known, name, len) == 0 && known[len] == '\0';
}

static bool
is_known(const char *name, size_t len, const char *extra)
{
	if (len == 0)
		return false;
	for (int i = 0; i < ADDRESS_HEADER_COUNT; i++)
		if (is_name(address_header_name((enum address_header)i), name, len))
			return true;
	for (int i = 0; i < LOCATION_HEADER_COUNT; i++)
		if (is_name(location_header_name((enum location_header)i), name, len))
			return true;
	return strlen(extra) == len && strncasecmp(extra, name, len) == 0;
}

static struct forwarding_header *
find(const struct request *req, const char *name, size_t len)
{
	for (struct forwarding_header *header = req->forwarding; header != NULL;
	     header = header->next)
		if (header->name_len == len && strncasecmp(header->name, name, len) == 0)
			return header;
	return NULL;
}

/* The end of a list that is too long, where the nearest proxies stand, from a comma on; else nothing. */
static void
shorten(const char **value, size_t *len)
{
	if (*len <= FORWARDING_VALUE_MAX)
		return;
	const char *from = *value + *len - FORWARDING_VALUE_MAX;
	const char *comma = memchr(from, ',', FORWARDING_VALUE_MAX);
	const char *end = *value + *len;
	*value = comma == NULL ? end : comma + 1;
	*len = (size_t)(end - *value);
}

/* Where both together are too long, the first is left out: it stands farther from us. */
static void
join(struct request *req, struct forwarding_header *header, const char *value, size_t len)
{
	bool fits = strlen(header->value) + len + 2 <= FORWARDING_VALUE_MAX;
	const char *joined =
		fits ? arena_format(req->arena, "%s, %.*s", header->value, (int)len, value)
		     : arena_copy_bytes(req->arena, value, len);
	header->value = joined == NULL ? header->value : joined;
}

void
forwarding_keep(struct request *req, const char *name, size_t name_len, const char *value,
		size_t value_len, const char *extra)
{
	if (!is_known(name, name_len, extra))
		return;
	shorten(&value, &value_len);
	struct forwarding_header *header = find(req, name, name_len);
	if (header != NULL) {
		join(req, header, value, value_len);
		return;
	}
	header = arena_alloc(req->arena, sizeof(*header));
	const char *kept_name = arena_copy_bytes(req->arena, name, name_len);
	const char *kept_value = arena_copy_bytes(req->arena, value, value_len);
	if (header == NULL || kept_name == NULL || kept_value == NULL)
		return;
	*header = (struct forwarding_header){ kept_name, name_len, kept_value, req->forwarding };
	req->forwarding = header;
}

const char *
forwarding_value(const struct request *req, const char *name)
{
	const struct forwarding_header *header = find(req, name, strlen(name));
	return header == NULL ? NULL : header->value;
}
