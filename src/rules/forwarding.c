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
is_among(const struct header_name names[], int count, const char *name, size_t len)
{
	for (int i = 0; i < count; i++)
		if (names[i].len == len && memcmp(names[i].text, name, len) == 0)
			return true;
	return false;
}

static bool
is_known(const char *name, size_t len, const char *extra)
{
	if (len == 0)
		return false;
	return is_among(address_header_names, ADDRESS_HEADER_COUNT, name, len) ||
	       is_among(location_header_names, LOCATION_HEADER_COUNT, name, len) ||
	       (strlen(extra) == len && strncasecmp(extra, name, len) == 0);
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
forwarding_value(const struct request *req, const char *name, size_t len)
{
	const struct forwarding_header *header = find(req, name, len);
	return header == NULL ? NULL : header->value;
}
