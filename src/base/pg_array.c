/*
 * Array literals in the arena.
 * SPDX-License-Identifier: MIT
 */
#include "pg_array.h"

#include <string.h>

enum { DIGITS_MAX = 20 }; /* of a long long, its sign included */

/* Makes room for `more` bytes after what is written. */
static bool
pg_array_reserve(struct pg_array *array, size_t more)
{
	if (array->failed)
		return false;
	if (array->size - array->len >= more)
		return true;
	size_t size = array->size * 2 + more;
	char *text = arena_alloc_bytes(array->arena, size);
	if (text == NULL) {
		array->failed = true;
		return false;
	}
	memcpy(text, array->text, array->len);
	array->text = text;
	array->size = size;
	return true;
}

void
pg_array_start(struct pg_array *array, struct arena *arena, size_t elements)
{
	*array = (struct pg_array){ .arena = arena, .size = elements * 8 + 16 };
	array->text = arena_alloc_bytes(arena, array->size);
	array->failed = array->text == NULL;
	if (!array->failed)
		array->text[array->len++] = '{';
}

static void
pg_array_separate(struct pg_array *array)
{
	if (array->count++ > 0)
		array->text[array->len++] = ',';
}

/* Two digits a division: an event's id has nineteen. */
static const char pairs[] =
	"00010203040506070809101112131415161718192021222324252627282930313233343536373839"
	"40414243444546474849505152535455565758596061626364656667686970717273747576777879"
	"8081828384858687888990919293949596979899";

void
pg_array_integer(struct pg_array *array, long long number)
{
	char digits[DIGITS_MAX];
	size_t at = sizeof(digits);
	unsigned long long rest =
		number < 0 ? 0ULL - (unsigned long long)number : (unsigned long long)number;
	for (; rest >= 10; rest /= 100) {
		at -= 2;
		memcpy(digits + at, pairs + rest % 100 * 2, 2);
	}
	if (rest > 0 || at == sizeof(digits))
		digits[--at] = (char)('0' + rest);
	if (number < 0)
		digits[--at] = '-';
	if (!pg_array_reserve(array, sizeof(digits) + 3))
		return;
	pg_array_separate(array);
	memcpy(array->text + array->len, digits + at, sizeof(digits) - at);
	array->len += sizeof(digits) - at;
}

void
pg_array_optional(struct pg_array *array, long long number)
{
	if (number == 0)
		pg_array_null(array);
	else
		pg_array_integer(array, number);
}

void
pg_array_string(struct pg_array *array, const char *text)
{
	if (text == NULL) {
		pg_array_null(array);
		return;
	}
	if (!pg_array_reserve(array, strlen(text) * 2 + 5))
		return;
	pg_array_separate(array);
	array->text[array->len++] = '"';
	for (; *text != '\0'; text++) {
		if (*text == '"' || *text == '\\')
			array->text[array->len++] = '\\';
		array->text[array->len++] = *text;
	}
	array->text[array->len++] = '"';
}

/* Hexadecimal; the array's own quoting doubles the backslash. */
void
pg_array_bytes(struct pg_array *array, const unsigned char *bytes, size_t len)
{
	static const char digits[] = "0123456789abcdef";
	if (!pg_array_reserve(array, len * 2 + 8))
		return;
	pg_array_separate(array);
	memcpy(array->text + array->len, "\"\\\\x", 4);
	array->len += 4;
	for (size_t i = 0; i < len; i++) {
		array->text[array->len++] = digits[bytes[i] >> 4];
		array->text[array->len++] = digits[bytes[i] & 15];
	}
	array->text[array->len++] = '"';
}

void
pg_array_null(struct pg_array *array)
{
	if (!pg_array_reserve(array, 8))
		return;
	pg_array_separate(array);
	memcpy(array->text + array->len, "NULL", 4);
	array->len += 4;
}

const char *
pg_array_text(struct pg_array *array)
{
	if (!pg_array_reserve(array, 2))
		return NULL;
	array->text[array->len++] = '}';
	array->text[array->len] = '\0';
	return array->text;
}
