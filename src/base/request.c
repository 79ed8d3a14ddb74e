/*
 * Reading the parts of a request: path values, the query string, the JSON body. Query string and
 * body are decoded once.
 * SPDX-License-Identifier: MIT
 */
#include "request.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

#include "text.h"

const char *
request_path_value(const struct request *req, const char *name)
{
	for (size_t i = 0; i < PATH_VALUES_MAX && req->path_names[i] != NULL; i++)
		if (strcmp(req->path_names[i], name) == 0)
			return req->path_values[i];
	return NULL;
}

static int
hex_digit(char digit)
{
	if (digit >= '0' && digit <= '9')
		return digit - '0';
	digit |= 0x20;
	return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

/*
 * As browsers decode forms: '+' is a blank, %XX a byte, any other '%' stands for itself. NULL for
 * what is not UTF-8 or holds a NUL.
 */
static const char *
decode(struct arena *arena, const char *text, size_t len)
{
	char *decoded = arena_copy_bytes(arena, text, len);
	if (decoded == NULL)
		return NULL;
	char *to = decoded;
	for (size_t i = 0; i < len; i++) {
		int high = text[i] == '%' && len - i > 2 ? hex_digit(text[i + 1]) : -1;
		int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
		if (low >= 0) {
			*to++ = (char)(high << 4 | low);
			i += 2;
		} else {
			*to++ = text[i] == '+' ? ' ' : text[i];
		}
	}
	*to = '\0';
	return text_is_storable(decoded, (size_t)(to - decoded)) ? decoded : NULL;
}

/* "name=value" or "name". NULL when the arena is full or the name is no text: nobody can ask for
 * it. */
static struct query_parameter *
parameter_read(struct arena *arena, const char *pair, size_t len)
{
	const char *equals = memchr(pair, '=', len);
	size_t name_len = equals == NULL ? len : (size_t)(equals - pair);
	const char *name = decode(arena, pair, name_len);
	struct query_parameter *parameter =
		name == NULL ? NULL : arena_alloc(arena, sizeof(*parameter));
	if (parameter == NULL)
		return NULL;
	parameter->name = name;
	parameter->value = equals == NULL ? "" : decode(arena, equals + 1, len - name_len - 1);
	return parameter;
}

static void
query_read(struct request *req)
{
	struct query_parameter **end = &req->read.parameters;
	int count = 0;
	for (const char *at = req->query; at != NULL && *at != '\0';) {
		size_t len = strcspn(at, "&");
		struct query_parameter *parameter =
			len == 0 ? NULL : parameter_read(req->arena, at, len);
		if (parameter != NULL) {
			*end = parameter;
			end = &parameter->next;
		}
		if (len > 0 && ++count > QUERY_PARAMETERS_MAX) {
			request_problem(req, "", "The query string has too many parameters.");
			req->read.parameters = NULL;
			return;
		}
		at += len + (at[len] == '&');
	}
}

const struct query_parameter *
request_query(struct request *req)
{
	if (!req->read.query) {
		req->read.query = true;
		query_read(req);
	}
	return req->read.parameters;
}

const char *
request_query_value(struct request *req, const char *name)
{
	for (const struct query_parameter *it = request_query(req); it != NULL; it = it->next)
		if (strcmp(it->name, name) == 0)
			return it->value;
	return NULL;
}

/*
 * A member as it would stand in a query string: lists of texts with commas between them, other lists and objects as JSON. NULL
 * when memory does not suffice.
 */
static const char *
member_text(struct arena *arena, const struct json *member)
{
	size_t len;
	struct json_writer *writer;
	const char *texts = json_texts(arena, member);
	if (texts != NULL)
		return texts;
	switch (member->kind) {
	case JSON_NUMBER:
		return member->text;
	case JSON_BOOL:
		return member->truth ? "true" : "false";
	default:
		writer = json_writer_new(arena);
		json_value(writer, member);
		return json_written(writer, &len);
	}
}

void
request_query_add(struct request *req, const struct json *object)
{
	const struct query_parameter *sent = request_query(req);
	struct query_parameter **end = &req->read.parameters;
	if (object == NULL || object->kind != JSON_OBJECT)
		return;
	for (const struct json *member = object->first; member != NULL; member = member->next) {
		if (member->kind == JSON_NULL)
			continue;
		struct query_parameter *parameter = arena_alloc(req->arena, sizeof(*parameter));
		if (parameter == NULL)
			return;
		parameter->name = member->name;
		parameter->value = member_text(req->arena, member);
		*end = parameter;
		end = &parameter->next;
	}
	*end = (struct query_parameter *)sent;
}

static bool
body_is_encoded(const struct request *req)
{
	const char *encoding = req->headers.content_encoding;
	return encoding != NULL && encoding[0] != '\0' && strcasecmp(encoding, "identity") != 0;
}

/* A byte order mark in front is no part of the text: what decodes JSON for others leaves it out, too (RFC 8259, 8.1). */
static const struct json *
read_json(const struct request *req, const char **error)
{
	static const char mark[] = "\xEF\xBB\xBF";
	size_t len = sizeof(mark) - 1;
	bool is_marked = req->body_len >= len && memcmp(req->body, mark, len) == 0;
	size_t from = is_marked ? len : 0;
	return json_read(req->arena, req->body + from, req->body_len - from, error);
}

const struct json *
request_body(struct request *req)
{
	if (req->read.body)
		return req->read.json;
	req->read.body = true;
	const char *error = NULL;
	if (req->body == NULL || req->body_len == 0)
		error = "The body is empty; it must be JSON.";
	else if (body_is_encoded(req))
		error = "The body must be sent without Content-Encoding.";
	else
		req->read.json = read_json(req, &error);
	if (req->read.json == NULL)
		request_problem(req, "", error);
	return req->read.json;
}

bool
request_problem(struct request *req, const char *field, const char *message)
{
	static struct problem no_memory = { .field = "",
					    .message = "The input takes too much memory." };
	struct problem *problem = arena_alloc(req->arena, sizeof(*problem));
	if (problem == NULL) {
		if (req->problems == NULL)
			req->problems = req->last_problem = &no_memory;
		return false;
	}
	problem->field = field;
	problem->message = message == NULL ? "Not acceptable." : message;
	if (req->problems == NULL)
		req->problems = problem;
	else
		req->last_problem->next = problem;
	req->last_problem = problem;
	return false;
}

void
reply_header(struct request *req, const char *name, const char *value)
{
	assert(req->reply.header_count < REPLY_HEADERS_MAX);
	req->reply.headers[req->reply.header_count].name = name;
	req->reply.headers[req->reply.header_count].value = value;
	req->reply.header_count++;
}
