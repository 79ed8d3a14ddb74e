/*
 * What stands in which table and column.
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
