/*
 * The websites are those of events.c.
 * SPDX-License-Identifier: MIT
 */
#include "writer.h"

#include "database.h"
#include "db.h"
#include "events.h"
#include "secret.h"

#include <stdio.h>
#include <stdlib.h>

static const unsigned char identity[SECRET_SIZE] = { 42 };

struct batch_writer *
writer_another(void)
{
	struct batch_writer *writer = batch_writer_new(SALT_MONTH, identity);
	CU_ASSERT_PTR_NOT_NULL_FATAL(writer);
	return writer;
}

struct batch_writer *
writer_open(const char *connection)
{
	CU_ASSERT_TRUE_FATAL(db_connect(connection, 10000));
	test_sql("TRUNCATE events, engagements, performances, visits, visitors, event_properties, "
		 "visitor_properties, revenues, ledger, event_keys, salts, blocks, block_heads, "
		 "changes");
	test_sql("DELETE FROM website_numbers; DELETE FROM websites");
	test_sql("INSERT INTO websites (website_uuid, name) VALUES "
		 "('00000000-0000-4000-8000-000000000001', 'one'), "
		 "('00000000-0000-4000-8000-000000000002', 'two')");
	test_sql("INSERT INTO website_numbers (website_id) SELECT website_id FROM websites");
	return writer_another();
}

int
website_id(int place)
{
	char sql[128];
	snprintf(sql, sizeof(sql), "SELECT website_id FROM websites WHERE website_uuid = '%s'",
		 uuids[place]);
	return (int)strtol(test_sql(sql), NULL, 10);
}
