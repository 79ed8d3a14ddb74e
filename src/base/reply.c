/*
 * The usual shapes of a reply.
 * SPDX-License-Identifier: MIT
 */
#include "reply.h"

enum outcome
reply_json(struct request *req, struct json_writer *writer)
{
	size_t len = 0;
	const char *body = json_written(writer, &len);
	if (body == NULL)
		return TOO_LARGE;
	req->reply.type = "application/json";
	req->reply.body = body;
	req->reply.body_len = len;
	return DONE;
}

enum outcome
reply_ok(struct request *req)
{
	struct json_writer *writer = json_writer_new(req->arena);
	json_object_begin(writer);
	json_name(writer, "ok");
	json_bool(writer, true);
	json_object_end(writer);
	return reply_json(req, writer);
}

static void
write_record(struct json_writer *writer, const struct field *table, const void *record)
{
	json_object_begin(writer);
	fields_write(writer, table, record);
	json_object_end(writer);
}

static void
write_records(struct json_writer *writer, const struct field *table, const void *records,
	      size_t size, size_t count)
{
	json_array_begin(writer);
	for (size_t i = 0; i < count; i++)
		write_record(writer, table, (const char *)records + i * size);
	json_array_end(writer);
}

enum outcome
reply_record(struct request *req, const struct field *table, const void *record)
{
	struct json_writer *writer = json_writer_new(req->arena);
	write_record(writer, table, record);
	return reply_json(req, writer);
}

enum outcome
reply_records(struct request *req, const struct field *table, const void *records, size_t size,
	      size_t count)
{
	struct json_writer *writer = json_writer_new(req->arena);
	write_records(writer, table, records, size, count);
	return reply_json(req, writer);
}
