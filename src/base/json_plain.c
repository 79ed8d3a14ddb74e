/*
 * Recursive descent. The texts of the tree stand in one copy of the document, each ended by a NUL in place of what ended it.
 * SPDX-License-Identifier: MIT
 */
#include "json_plain.h"

#include <string.h>

enum {
	DEPTH_MAX = 8,
	MEMBERS_MAX = 32, /* each name is compared with all before it */
	DIGITS_MAX = 15   /* exact as a double */
};

struct plain {
	struct arena *arena;
	const char *text;
	const char *at; /* in `text` */
	const char *end;
	char *copy;
};

/* Where the run of a text's plain bytes ends. */
static const bool stops[256] = { [0 ... 0x1F] = true, ['"'] = true, ['\\'] = true };

static bool value_read(struct plain *plain, struct json *out, int depth);

static void
skip_blanks(struct plain *plain)
{
	while (plain->at < plain->end && (*plain->at == ' ' || *plain->at == '\n' ||
					  *plain->at == '\r' || *plain->at == '\t'))
		plain->at++;
}

/* The next byte that is no blank is this one, and the reader moves behind it. */
static bool
is_next(struct plain *plain, char byte)
{
	skip_blanks(plain);
	bool next = plain->at < plain->end && *plain->at == byte;
	plain->at += next;
	return next;
}

/* The copy of what was read from `start` on, ended here. */
static const char *
copied(const struct plain *plain, const char *start)
{
	plain->copy[plain->at - plain->text] = '\0';
	return plain->copy + (start - plain->text);
}

/* A text from behind its first quote on. */
static bool
text_read(struct plain *plain, const char **text, size_t *len)
{
	const char *start = plain->at;
	const char *in_copy = plain->copy + (start - plain->text); /* which ends in a NUL */
	while (!stops[(unsigned char)*in_copy])
		in_copy++;
	plain->at = plain->text + (in_copy - plain->copy);
	if (plain->at == plain->end || *plain->at != '"')
		return false;
	*text = copied(plain, start);
	*len = (size_t)(plain->at++ - start);
	return true;
}

static bool
number_read(struct plain *plain, struct json *out)
{
	const char *start = plain->at;
	bool negative = *plain->at == '-';
	long long value = 0;
	plain->at += negative;
	const char *digits = plain->at;
	while (plain->at < plain->end && *plain->at >= '0' && *plain->at <= '9' &&
	       plain->at - digits <= DIGITS_MAX)
		value = value * 10 + (*plain->at++ - '0');
	ptrdiff_t count = plain->at - digits;
	if (count == 0 || count > DIGITS_MAX || (count > 1 && *digits == '0') ||
	    (plain->at < plain->end && strchr(".eE", *plain->at) != NULL))
		return false;
	out->kind = JSON_NUMBER;
	out->number = negative ? -(double)value : (double)value;
	out->text = copied(plain, start);
	out->len = (size_t)(plain->at - start);
	return true;
}

static bool
word_read(struct plain *plain, const char *word, size_t len)
{
	bool same = (size_t)(plain->end - plain->at) >= len && memcmp(plain->at, word, len) == 0;
	plain->at += same ? len : 0;
	return same;
}

static bool
is_named_before(const struct json *object, const struct json *member)
{
	for (const struct json *other = object->first; other != member; other = other->next)
		if (other->name_len == member->name_len &&
		    memcmp(other->name, member->name, member->name_len) == 0)
			return true;
	return false;
}

static bool
name_read(struct plain *plain, const struct json *object, struct json *member)
{
	return is_next(plain, '"') && text_read(plain, &member->name, &member->name_len) &&
	       !is_named_before(object, member) && is_next(plain, ':');
}

/* The children of an array or an object, from behind its bracket on. */
static bool
children_read(struct plain *plain, struct json *parent, int depth)
{
	bool named = parent->kind == JSON_OBJECT;
	char closer = named ? '}' : ']';
	struct json **end = &parent->first;
	if (depth == DEPTH_MAX)
		return false;
	if (is_next(plain, closer))
		return true;
	do {
		struct json *child = arena_alloc(plain->arena, sizeof(*child));
		if (child == NULL || (named && parent->count == MEMBERS_MAX))
			return false;
		*end = child;
		end = &child->next;
		parent->count++;
		if ((named && !name_read(plain, parent, child)) ||
		    !value_read(plain, child, depth + 1))
			return false;
	} while (is_next(plain, ','));
	return is_next(plain, closer);
}

static bool
value_read(struct plain *plain, struct json *out, int depth)
{
	skip_blanks(plain);
	if (plain->at == plain->end)
		return false;
	switch (*plain->at) {
	case '"':
		plain->at++;
		out->kind = JSON_TEXT;
		return text_read(plain, &out->text, &out->len);
	case '{':
	case '[':
		out->kind = *plain->at++ == '{' ? JSON_OBJECT : JSON_ARRAY;
		return children_read(plain, out, depth);
	case 't':
		out->kind = JSON_BOOL;
		out->truth = true;
		return word_read(plain, "true", 4);
	case 'f':
		out->kind = JSON_BOOL;
		return word_read(plain, "false", 5);
	case 'n':
		out->kind = JSON_NULL;
		return word_read(plain, "null", 4);
	default:
		return number_read(plain, out);
	}
}

struct json *
json_plain_read(struct arena *arena, const char *text, size_t len)
{
	struct json *root = arena_alloc(arena, sizeof(*root));
	char *copy = arena_copy_bytes(arena, text, len);
	if (root == NULL || copy == NULL)
		return NULL;
	struct plain plain = { arena, text, text, text + len, copy };
	if (!value_read(&plain, root, 0))
		return NULL;
	skip_blanks(&plain);
	return plain.at == plain.end ? root : NULL;
}
