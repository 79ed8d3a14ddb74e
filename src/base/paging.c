/*
 * Reading and writing what a page of a list is.
 * SPDX-License-Identifier: MIT
 */
#include "paging.h"

#include "field.h"

#include <limits.h>

static const struct field asked_fields[] =
	FIELDS(FIELD(struct paging, page, .minimum = 1, .maximum = INT_MAX),
	       FIELD_AS(struct paging, page_size, "pageSize", .minimum = 1, .maximum = INT_MAX),
	       FIELD(struct paging, search));

bool
paging_read(struct request *req, struct paging *paging)
{
	*paging = (struct paging){ .page = 1, .page_size = 20, .search = "" };
	return fields_from_query(req, asked_fields, paging);
}

long long
paging_first(const struct paging *paging)
{
	return ((long long)paging->page - 1) * paging->page_size;
}

static void
write_optional_text(struct json_writer *writer, const char *name, const char *text)
{
	if (text == NULL || *text == '\0')
		return;
	json_name(writer, name);
	json_text(writer, text);
}

void
paging_write(struct json_writer *writer, long long total, const struct paging *paging)
{
	json_name(writer, "count");
	json_integer(writer, total);
	json_name(writer, "page");
	json_integer(writer, paging->page);
	json_name(writer, "pageSize");
	json_integer(writer, paging->page_size);
	write_optional_text(writer, "orderBy", paging->order_by);
	write_optional_text(writer, "search", paging->search);
}
