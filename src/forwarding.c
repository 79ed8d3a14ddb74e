/*
 * Proxies' headers are kept as a list: a request carries none or a few of them.
 * SPDX-License-Identifier: MIT
 */
#include "forwarding.h"

#include <string.h>
#include <strings.h>

/* A name and its length, so that most headers are told apart by a number. */
#define NAME(text)                       \
	{                                \
		(text), sizeof(text) - 1 \
	}

static const struct {
	const char *text;
	size_t len;
} known[] = {
	/* the client's address */
	NAME("true-client-ip"),
	NAME("cf-connecting-ip"),
	NAME("fastly-client-ip"),
	NAME("x-nf-client-connection-ip"),
	NAME("do-connecting-ip"),
	NAME("x-real-ip"),
	NAME("x-appengine-user-ip"),
	NAME("x-forwarded-for"),
	NAME("forwarded"),
	NAME("x-client-ip"),
	NAME("x-cluster-client-ip"),
	NAME("x-forwarded"),
	/* its location */
	NAME("cf-ipcountry"),
	NAME("cf-region-code"),
	NAME("cf-ipcity"),
	NAME("x-vercel-ip-country"),
	NAME("x-vercel-ip-country-region"),
	NAME("x-vercel-ip-city"),
	NAME("cloudfront-viewer-country"),
	NAME("cloudfront-viewer-country-region"),
	NAME("cloudfront-viewer-city"),
	NAME("eo-ipcountry"),
	NAME("eo-region-code"),
	NAME("eo-ipcity"),
};

static bool
is_known(const char *name, size_t len, const char *extra)
{
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (known[i].len == len && memcmp(known[i].text, name, len) == 0)
			return true;
	return strlen(extra) == len && strncasecmp(extra, name, len) == 0;
}

static struct forwarding_header *
find(const struct request *req, const char *name, size_t len)
{
	for (struct forwarding_header *header = req->forwarding; header != NULL;
	     header = header->next)
		if (strlen(header->name) == len && memcmp(header->name, name, len) == 0)
			return header;
	return NULL;
}

void
forwarding_keep(struct request *req, const char *name, size_t name_len, const char *value,
		size_t value_len, const char *extra)
{
	if (!is_known(name, name_len, extra))
		return;
	struct forwarding_header *header = find(req, name, name_len);
	if (header != NULL) {
		const char *joined =
			arena_format(req->arena, "%s, %.*s", header->value, (int)value_len, value);
		header->value = joined == NULL ? header->value : joined;
		return;
	}
	header = arena_alloc(req->arena, sizeof(*header));
	const char *kept_name = arena_copy_bytes(req->arena, name, name_len);
	const char *kept_value = arena_copy_bytes(req->arena, value, value_len);
	if (header == NULL || kept_name == NULL || kept_value == NULL)
		return;
	*header = (struct forwarding_header){ kept_name, kept_value, req->forwarding };
	req->forwarding = header;
}

const char *
forwarding_value(const struct request *req, const char *name)
{
	const struct forwarding_header *header = find(req, name, strlen(name));
	return header == NULL ? NULL : header->value;
}
