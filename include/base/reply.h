/*
 * The usual shapes of a reply, each in one call. All answer DONE, or TOO_LARGE when it does not fit
 * the arena.
 * SPDX-License-Identifier: MIT
 */
#ifndef REPLY_H
#define REPLY_H

#include "field.h"
#include "json.h"
#include "outcome.h"
#include "request.h"

/* What was written with `writer`. */
enum outcome reply_json(struct request *req, struct json_writer *writer);

/* {"ok":true} */
enum outcome reply_ok(struct request *req);

/* One object. */
enum outcome reply_record(struct request *req, const struct field *table, const void *record);

/* An array of objects: `count` records of `size` bytes each. */
enum outcome reply_records(struct request *req, const struct field *table, const void *records,
			   size_t size, size_t count);
#define reply_rows(req, table, rows, count) \
	reply_records((req), (table), (rows), sizeof((rows)[0]), (count))

#endif
