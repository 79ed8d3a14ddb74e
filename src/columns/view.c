/*
 * What stands in which table and column; a column of ids loses its values for their slots.
 * SPDX-License-Identifier: MIT
 */
#include "view.h"

#include <string.h>

static const struct {
	const char *name;
	enum view_table table;
} attributes[ATTRIBUTE_COUNT] = {
	[ATTRIBUTE_PATH] = { "path", TABLE_PAGES },
	[ATTRIBUTE_TITLE] = { "title", TABLE_PAGES },
	[ATTRIBUTE_QUERY] = { "query", TABLE_PAGES },
	[ATTRIBUTE_HOSTNAME] = { "hostname", TABLE_PAGES },
	[ATTRIBUTE_REFERRER] = { "referrer", TABLE_SOURCES },
	[ATTRIBUTE_DOMAIN] = { "domain", TABLE_SOURCES },
	[ATTRIBUTE_CHANNEL] = { "channel", TABLE_SOURCES },
	[ATTRIBUTE_UTM_SOURCE] = { "utmSource", TABLE_SOURCES },
	[ATTRIBUTE_UTM_MEDIUM] = { "utmMedium", TABLE_SOURCES },
	[ATTRIBUTE_UTM_CAMPAIGN] = { "utmCampaign", TABLE_SOURCES },
	[ATTRIBUTE_UTM_CONTENT] = { "utmContent", TABLE_SOURCES },
	[ATTRIBUTE_UTM_TERM] = { "utmTerm", TABLE_SOURCES },
	[ATTRIBUTE_EVENT] = { "event", TABLE_ACTIONS },
	[ATTRIBUTE_TAG] = { "tag", TABLE_ACTIONS },
	[ATTRIBUTE_BROWSER] = { "browser", TABLE_CLIENTS },
	[ATTRIBUTE_OS] = { "os", TABLE_CLIENTS },
	[ATTRIBUTE_DEVICE] = { "device", TABLE_CLIENTS },
	[ATTRIBUTE_SCREEN] = { "screen", TABLE_CLIENTS },
	[ATTRIBUTE_LANGUAGE] = { "language", TABLE_CLIENTS },
	[ATTRIBUTE_COUNTRY] = { "country", TABLE_LOCATIONS },
	[ATTRIBUTE_REGION] = { "region", TABLE_LOCATIONS },
	[ATTRIBUTE_CITY] = { "city", TABLE_LOCATIONS },
};

enum view_table
attribute_table(enum attribute attribute)
{
	return attributes[attribute].table;
}

enum attribute
attribute_named(const char *property)
{
	if (strcmp(property, "name") == 0)
		return ATTRIBUTE_EVENT;
	enum attribute attribute = 0;
	while (attribute < ATTRIBUTE_COUNT && strcmp(attributes[attribute].name, property) != 0)
		attribute++;
	return attribute;
}

enum view_table
column_table(enum block_column column)
{
	switch (column) {
	case COLUMN_SOURCE:
	case COLUMN_OWN_SOURCE:
		return TABLE_SOURCES;
	case COLUMN_CLIENT:
		return TABLE_CLIENTS;
	case COLUMN_LOCATION:
		return TABLE_LOCATIONS;
	case COLUMN_ENTRY:
	case COLUMN_EXIT:
	case COLUMN_PAGE:
		return TABLE_PAGES;
	case COLUMN_ACTION:
		return TABLE_ACTIONS;
	default:
		return TABLE_COUNT;
	}
}

bool
view_column_open(struct bytes bytes, enum block_column which, uint32_t count, struct arena *arena,
		 struct view_column *view, const uint32_t **ids, uint32_t *id_count)
{
	struct column *column = &view->column;
	*view = (struct view_column){ .slots = NULL };
	*ids = NULL;
	*id_count = 0;
	if (!column_open(bytes, count, arena, column))
		return false;
	if (column_table(which) == TABLE_COUNT)
		return column->values == NULL; /* block_make() makes a frame of it */
	*ids = column->values;
	*id_count = column->value_count;
	if (*ids == NULL) { /* all the same */
		uint32_t *only = arena_alloc(arena, sizeof(*only));
		if (only == NULL || column->width != 0)
			return false;
		*only = column->base;
		*ids = only;
		*id_count = 1;
	}
	column->values = NULL;
	column->value_count = 0;
	column->base = 0;
	return true;
}
