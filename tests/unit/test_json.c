/*
 * JSON: what is read, what is refused and with which words, and that what is written is JSON again.
 * SPDX-License-Identifier: MIT
 */
#include "json.h"

#include "json_plain.h"
#include "unit.h"

#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { CEILING = 4 << 20 };

static struct arena *arena;

static struct json *
read_text(const char *text)
{
	return json_read(arena, text, strlen(text), NULL);
}

/* The document as read and written again; "" when it is refused. */
static const char *
rewritten(const char *text)
{
	struct json *value = read_text(text);
	if (value == NULL)
		return "";
	struct json_writer *writer = json_writer_new(arena);
	json_value(writer, value);
	const char *written = json_written(writer, NULL);
	return written == NULL ? "" : written;
}

/* fuzz_json.c compares the trees. */
static void
knows_what_is_plain(void)
{
	static const char *const plain[] = {
		"{\"type\":\"event\",\"payload\":{\"url\":\"/\",\"screen\":\"1x1\"}}",
		" { \"a\" : [ 1 , -20 , null ] } \n",
		"{\"a\":{},\"b\":[],\"c\":true,\"d\":false,\"e\":999999999999999}",
	};
	static const char *const others[] = {
		"\"\\n\"",
		"1.5",
		"1e3",
		"1234567890123456",
		"{\"a\":1,\"a\":2}",
		"01",
		"-",
		"[1,]",
		"[1",
		"{\"a\"}",
		"{\"a\":}",
		"1 2",
		"tru",
		"\"a",
		"\"\t\"",
		"",
	};
	arena = arena_new(CEILING);
	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
		CU_ASSERT_PTR_NOT_NULL(json_plain_read(arena, plain[i], strlen(plain[i])));
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		CU_ASSERT_PTR_NULL(json_plain_read(arena, others[i], strlen(others[i])));
	arena_free(arena);
}

static void
reads_and_writes_every_kind_of_value(void)
{
	static const char *const documents[] = {
		"null",
		"true",
		"false",
		"0",
		"-0",
		"12.5e-3",
		"\"\"",
		"\"text\"",
		"[]",
		"{}",
		"[1,[2,[3]],{}]",
		"{\"a\":{\"b\":[null,true]},\"c\":\"\"}",
		"\"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x90\xA2\"",
		"123456789012345678901234567890",
		"1e308",
		"\"\x7F\"",
	};
	arena = arena_new(CEILING);
	for (size_t i = 0; i < sizeof(documents) / sizeof(documents[0]); i++)
		CU_ASSERT_STRING_EQUAL(rewritten(documents[i]), documents[i]);
	CU_ASSERT_STRING_EQUAL(rewritten(" \t\r\n{ \"a\" : [ 1 , 2 ] } \n"), "{\"a\":[1,2]}");
	arena_free(arena);
}

static void
builds_a_tree_in_the_order_of_the_text(void)
{
	arena = arena_new(CEILING);
	const struct json *root = read_text("{\"z\":1,\"a\":[true,\"x\"],\"\":null}");
	CU_ASSERT_PTR_NOT_NULL_FATAL(root);
	CU_ASSERT_EQUAL(root->kind, JSON_OBJECT);
	CU_ASSERT_EQUAL(root->count, 3);
	CU_ASSERT_STRING_EQUAL(root->first->name, "z");
	CU_ASSERT_EQUAL(root->first->number, 1.0);
	CU_ASSERT_STRING_EQUAL(root->first->text, "1");
	const struct json *list = json_member(root, "a");
	CU_ASSERT_PTR_NOT_NULL_FATAL(list);
	CU_ASSERT_EQUAL(list->count, 2);
	CU_ASSERT_TRUE(list->first->truth);
	CU_ASSERT_PTR_NULL(list->first->name);
	CU_ASSERT_STRING_EQUAL(list->first->next->text, "x");
	CU_ASSERT_EQUAL(list->first->next->len, 1);
	CU_ASSERT_PTR_NULL(list->first->next->next);
	CU_ASSERT_EQUAL(json_member(root, "")->kind, JSON_NULL);
	CU_ASSERT_PTR_NULL(json_member(root, "b"));
	CU_ASSERT_PTR_NULL(json_member(list, "a"));
	CU_ASSERT_PTR_NULL(json_member(NULL, "a"));
	arena_free(arena);
}

static void
decodes_escapes(void)
{
	arena = arena_new(CEILING);
	const struct json *value = read_text(
		"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\u20AC\\uD83D\\uDC22\\\\u0000\"");
	CU_ASSERT_PTR_NOT_NULL_FATAL(value);
	CU_ASSERT_STRING_EQUAL(value->text,
			       "\"\\/\b\f\n\r\tA\xC3\xA9\xE2\x82\xAC\xF0\x9F\x90\xA2\\u0000");
	arena_free(arena);
}

/* What is left of a pair that was cut is the character that stands for what cannot be shown; all else stays. */
static void
replaces_halves_of_surrogate_pairs(void)
{
	static const struct {
		const char *text, *read;
	} cases[] = {
		{ "\"a\\uD83D\"", "a\xEF\xBF\xBD" },
		{ "\"\\uD83D\\n\"", "\xEF\xBF\xBD\n" },
		{ "\"\\uD83D\\u0041\"", "\xEF\xBF\xBD"
					"A" },
		{ "\"\\uD83D\\uD83D\\uDC22\"", "\xEF\xBF\xBD\xF0\x9F\x90\xA2" },
		{ "\"\\uDC22b\"", "\xEF\xBF\xBD"
				  "b" },
		{ "\"\\udc22\\ud83d\"", "\xEF\xBF\xBD\xEF\xBF\xBD" },
		{ "\"\\\\ud83d\\ud83d\"", "\\ud83d\xEF\xBF\xBD" },
		{ "\"\\uD7FF\\uE000\"", "\xED\x9F\xBF\xEE\x80\x80" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		arena = arena_new(CEILING);
		const struct json *value = read_text(cases[i].text);
		CU_ASSERT_PTR_NOT_NULL_FATAL(value);
		CU_ASSERT_STRING_EQUAL(value->text, cases[i].read);
		arena_free(arena);
	}
	arena = arena_new(CEILING);
	CU_ASSERT_PTR_NULL(read_text("\"\\uD83D"));
	CU_ASSERT_PTR_NULL(read_text("\"\\uD83D\\u0000\""));
	arena_free(arena);
}

static void
reads_numbers_as_the_nearest_double(void)
{
	static const struct {
		const char *text;
		double number;
	} cases[] = {
		{ "-1", -1 },
		{ "999999999999999", 999999999999999.0 },
		{ "9007199254740993", 9007199254740992.0 },
		{ "0.1", 0.1 },
		{ "1e-400", 0 },
		{ "1E+2", 100 },
		{ "-123456789012345", -123456789012345.0 },
		{ "1.7976931348623157e308", DBL_MAX },
		{ "1000000000000000000000", 1e21 },
	};
	arena = arena_new(CEILING);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct json *value = read_text(cases[i].text);
		CU_ASSERT_PTR_NOT_NULL_FATAL(value);
		CU_ASSERT_EQUAL(value->number, cases[i].number);
		CU_ASSERT_STRING_EQUAL(value->text, cases[i].text);
	}
	CU_ASSERT_TRUE(signbit(read_text("-0")->number));
	arena_free(arena);
}

static void
refuses_what_is_not_json_and_says_why(void)
{
	static const struct {
		const char *text;
		const char *error; /* how the sentence begins */
	} cases[] = {
		{ "", "Malformed JSON at byte 0: " },
		{ " ", "Malformed JSON at byte 1: " },
		{ "{", "Malformed JSON at byte 1: premature EOF." },
		{ "[1", "Malformed JSON at byte 2: premature EOF." },
		{ "\"a", "Malformed JSON" },
		{ "{} {}", "Malformed JSON at byte " },
		{ "1 2", "Malformed JSON at byte " },
		{ "[1,]", "Malformed JSON at byte " },
		{ "{\"a\":1,}", "Malformed JSON at byte " },
		{ "{\"a\"}", "Malformed JSON at byte " },
		{ "{a:1}", "Malformed JSON at byte " },
		{ "{1:1}", "Malformed JSON at byte " },
		{ "[1}", "Malformed JSON at byte " },
		{ "'a'", "Malformed JSON at byte " },
		{ "nul", "Malformed JSON" },
		{ "True", "Malformed JSON at byte " },
		{ "NaN", "Malformed JSON at byte " },
		{ "01", "Malformed JSON at byte " },
		{ "+1", "Malformed JSON at byte " },
		{ ".5", "Malformed JSON at byte " },
		{ "[1.]", "Malformed JSON at byte " },
		{ "[1e]", "Malformed JSON at byte " },
		{ "[-]", "Malformed JSON at byte " },
		{ "[0x1]", "Malformed JSON at byte " },
		{ "/* */ 1", "Malformed JSON at byte " },
		{ "\xEF\xBB\xBF{}", "Malformed JSON at byte " },
		{ "\"\\x\"", "Malformed JSON at byte " },
		{ "\"\\u12\"", "Malformed JSON at byte " },
		{ "\"a\nb\"", "Malformed JSON at byte " },
		{ "\"\x01\"", "Malformed JSON at byte " },
		{ "\"\\u0000\"", "The JSON holds \\u0000" },
		{ "{\"\\u0000\":1}", "The JSON holds \\u0000" },
		{ "\"\xC0\x80\"", "The JSON is not UTF-8 text." },
		{ "\"\xED\xA0\x80\"", "The JSON is not UTF-8 text." },
		{ "\"\xF4\x90\x80\x80\"", "The JSON is not UTF-8 text." },
		{ "\"\xC3\"", "The JSON is not UTF-8 text." },
		{ "\xFF", "The JSON is not UTF-8 text." },
		{ "1e999", "The JSON holds a number that is out of range." },
		{ "[-1e999]", "The JSON holds a number that is out of range." },
		{ "{\"a\":1,\"a\":2}", "The JSON names \"a\" twice in one object." },
		{ "{\"a\":1,\"\\u0061\":2}", "The JSON names \"a\" twice in one object." },
		{ "[{\"x\":{\"\":1,\"\":1}}]", "The JSON names \"\" twice in one object." },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *error = "";
		arena = arena_new(CEILING);
		struct json *value = json_read(arena, cases[i].text, strlen(cases[i].text), &error);
		if (value != NULL || strncmp(error, cases[i].error, strlen(cases[i].error)) != 0) {
			printf("\n    %s: %s\n", cases[i].text, value == NULL ? error : "was read");
			CU_FAIL("see above");
		} else {
			CU_PASS("refused as it should be");
			CU_ASSERT_EQUAL(error[strlen(error) - 1], '.');
		}
		arena_free(arena);
	}
}

static void
refuses_a_nul_byte_anywhere(void)
{
	arena = arena_new(CEILING);
	CU_ASSERT_PTR_NULL(json_read(arena, "\"a\0b\"", 5, NULL));
	CU_ASSERT_PTR_NULL(json_read(arena, "{}\0", 3, NULL));
	CU_ASSERT_PTR_NOT_NULL(json_read(arena, "{}\0", 2, NULL));
	arena_free(arena);
}

static void
allows_one_name_in_several_objects(void)
{
	arena = arena_new(CEILING);
	CU_ASSERT_PTR_NOT_NULL(
		read_text("{\"a\":{\"a\":[{\"a\":1},{\"a\":2}]},\"b\":1,\"A\":2,\"aa\":3}"));
	arena_free(arena);
}

/* So long that yajl has to move what it has decoded, more than once. */
static void
decodes_escapes_in_long_texts(void)
{
	enum { PAIRS = 20000 };
	arena = arena_new(CEILING);
	char *text = arena_alloc(arena, 3 * PAIRS + 3),
	     *expected = arena_alloc(arena, 2 * PAIRS + 1);
	CU_ASSERT_FATAL(text != NULL && expected != NULL);
	for (int i = 0; i < PAIRS; i++) {
		memcpy(text + 1 + 3 * i, (const char[]){ (char)('a' + i % 26), '\\', 'n' }, 3);
		memcpy(expected + 2 * i, (const char[]){ (char)('a' + i % 26), '\n' }, 2);
	}
	text[0] = text[3 * PAIRS + 1] = '"';
	const struct json *value = read_text(text);
	CU_ASSERT_PTR_NOT_NULL_FATAL(value);
	CU_ASSERT_STRING_EQUAL(value->text, expected);
	arena_free(arena);
}

/* An object of `count` members "m0", "m1", ...; the last repeats the name of member `repeated`
 * unless it is negative. */
static const char *
big_object(int count, int repeated)
{
	size_t size = (size_t)count * 16 + 32;
	char *text = arena_alloc(arena, size);
	size_t len = 0;
	CU_ASSERT_PTR_NOT_NULL_FATAL(text);
	for (int i = 0; i < count; i++)
		len += (size_t)snprintf(text + len, size - len, "%c\"m%d\":1", i == 0 ? '{' : ',',
					i);
	if (repeated >= 0)
		len += (size_t)snprintf(text + len, size - len, ",\"m%d\":1", repeated);
	snprintf(text + len, size - len, "}");
	return text;
}

static void
finds_a_repeated_name_among_few_and_many(void)
{
	static const int counts[] = { 2, 15, 16, 17, 100, 5000 };
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		arena = arena_new(16 * CEILING);
		CU_ASSERT_PTR_NOT_NULL(read_text(big_object(counts[i], -1)));
		CU_ASSERT_PTR_NULL(read_text(big_object(counts[i], 0)));
		CU_ASSERT_PTR_NULL(read_text(big_object(counts[i], counts[i] / 2)));
		CU_ASSERT_PTR_NULL(read_text(big_object(counts[i], counts[i] - 1)));
		arena_free(arena);
	}
}

/* Of this thread, whoever else wants the processor. */
static long long
cpu_us(void)
{
	struct timespec used;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
	return used.tv_sec * 1000000LL + used.tv_nsec / 1000;
}

/* The least of some tries, in microseconds. */
static long long
time_to_read(const char *text)
{
	long long best = LLONG_MAX;
	for (int i = 0; i < 5; i++) {
		struct arena *own = arena_new(16 * CEILING);
		long long started_at = cpu_us();
		CU_ASSERT_PTR_NOT_NULL(json_read(own, text, strlen(text), NULL));
		long long took = cpu_us() - started_at;
		best = took < best ? took : best;
		arena_free(own);
	}
	return best;
}

/* Comparing each name with each other one would take 1600 times as long. */
static void
takes_no_square_of_the_time_for_many_names(void)
{
	arena = arena_new(16 * CEILING);
	long long few = time_to_read(big_object(500, -1)),
		  many = time_to_read(big_object(20000, -1));
	CU_ASSERT(many < 400 * (few + 1));
	arena_free(arena);
}

static void
bounds_the_nesting(void)
{
	char text[2 * (JSON_DEPTH_MAX + 1) + 1];
	arena = arena_new(CEILING);
	for (int depth = JSON_DEPTH_MAX; depth <= JSON_DEPTH_MAX + 1; depth++) {
		const char *error = "";
		memset(text, '[', (size_t)depth);
		memset(text + depth, ']', (size_t)depth);
		struct json *value = json_read(arena, text, (size_t)depth * 2, &error);
		CU_ASSERT_EQUAL(value != NULL, depth == JSON_DEPTH_MAX);
		CU_ASSERT_STRING_EQUAL(error,
				       value == NULL ? "The JSON is nested too deeply." : "");
	}
	arena_free(arena);
}

/* Whatever the ceiling, reading either works or is refused; sanitizers see to the rest. */
static void
survives_an_arena_that_is_full_at_any_point(void)
{
	static const char text[] =
		"{\"a\":[1,2.5,\"x\\ny\",{\"b\":null}],\"c\":\"\\u00e9\",\"a\":1}";
	bool refused_for_size = false, refused_for_name = false;
	for (size_t ceiling = 0; ceiling < 20000; ceiling += 13) {
		const char *error = "";
		arena = arena_new(ceiling);
		CU_ASSERT_PTR_NULL(json_read(arena, text, strlen(text), &error));
		refused_for_size |= strcmp(error, "The JSON is too large.") == 0;
		refused_for_name |= strstr(error, "\"a\" twice") != NULL;
		arena_free(arena);
	}
	CU_ASSERT_TRUE(refused_for_size);
	CU_ASSERT_TRUE(refused_for_name);
}

static const char *
number_written(double number)
{
	struct json_writer *writer = json_writer_new(arena);
	json_number(writer, number);
	return json_written(writer, NULL);
}

static void
writes_the_shortest_number_that_reads_back(void)
{
	arena = arena_new(CEILING);
	CU_ASSERT_STRING_EQUAL(number_written(0.1), "0.1");
	CU_ASSERT_STRING_EQUAL(number_written(12), "12");
	CU_ASSERT_STRING_EQUAL(number_written(-2.5), "-2.5");
	CU_ASSERT_STRING_EQUAL(number_written(1.0 / 3), "0.3333333333333333");
	CU_ASSERT_STRING_EQUAL(number_written(NAN), "null");
	CU_ASSERT_STRING_EQUAL(number_written(-INFINITY), "null");
	const double hard[] = { 5e-324, DBL_MAX, 9007199254740993.0, 123456.789e30, 0.1 + 0.2 };
	for (size_t i = 0; i < sizeof(hard) / sizeof(hard[0]); i++)
		CU_ASSERT_EQUAL(strtod(number_written(hard[i]), NULL), hard[i]);
	arena_free(arena);
}

static void
writes_a_document(void)
{
	arena = arena_new(CEILING);
	struct json_writer *writer = json_writer_new(arena);
	json_object_begin(writer);
	json_name(writer, "text");
	json_text(writer, "a\"b\\c/\n\x01\x1F\xC3\xA9\xE2\x80\xA8");
	json_name(writer, "absent");
	json_text(writer, NULL);
	json_name(writer, "list");
	json_array_begin(writer);
	json_integer(writer, LLONG_MIN);
	json_bool(writer, true);
	json_null(writer);
	json_document(writer, "{\"raw\":[1]}");
	json_array_end(writer);
	json_name(writer, "");
	json_object_begin(writer);
	json_object_end(writer);
	json_object_end(writer);
	static const char expected[] =
		"{\"text\":\"a\\\"b\\\\c/\\n\\u0001\\u001F\xC3\xA9\xE2\x80\xA8\",\"absent\":null,"
		"\"list\":[-9223372036854775808,true,null,{\"raw\":[1]}],\"\":{}}";
	size_t len = 0;
	CU_ASSERT_STRING_EQUAL(json_written(writer, &len), expected);
	CU_ASSERT_EQUAL(len, strlen(expected));
	CU_ASSERT_PTR_NOT_NULL(json_read(arena, expected, len, NULL));
	arena_free(arena);
}

static void
writes_valid_json_even_from_text_that_is_not_utf8(void)
{
	arena = arena_new(CEILING);
	struct json_writer *writer = json_writer_new(arena);
	json_text(writer, "a\xFF\xC3\xA9\xC0\x80z\xE2\x82");
	CU_ASSERT_STRING_EQUAL(
		json_written(writer, NULL),
		"\"a\xEF\xBF\xBD\xC3\xA9\xEF\xBF\xBD\xEF\xBF\xBDz\xEF\xBF\xBD\xEF\xBF\xBD\"");
	arena_free(arena);
}

static void
joins_documents_of_any_size(void)
{
	enum { NUMBERS = 30000 };
	arena = arena_new(CEILING);
	struct json_writer *writer = json_writer_new(arena);
	json_array_begin(writer);
	for (int i = 0; i < NUMBERS; i++)
		json_integer(writer, i);
	json_array_end(writer);
	size_t len = 0;
	const char *text = json_written(writer, &len);
	CU_ASSERT_PTR_NOT_NULL_FATAL(text);
	CU_ASSERT_EQUAL(strlen(text), len);
	const struct json *list = json_read(arena, text, len, NULL);
	CU_ASSERT_PTR_NOT_NULL_FATAL(list);
	CU_ASSERT_EQUAL(list->count, NUMBERS);
	int next = 0;
	for (const struct json *it = list->first; it != NULL && it->number == next; it = it->next)
		next++;
	CU_ASSERT_EQUAL(next, NUMBERS);
	arena_free(arena);
}

static void
write_nothing(struct json_writer *writer)
{
	(void)writer;
}

static void
write_open_object(struct json_writer *writer)
{
	json_object_begin(writer);
}

static void
write_value_without_name(struct json_writer *writer)
{
	json_object_begin(writer);
	json_integer(writer, 1);
	json_object_end(writer);
}

static void
write_name_without_value(struct json_writer *writer)
{
	json_object_begin(writer);
	json_name(writer, "a");
	json_object_end(writer);
}

static void
write_name_in_array(struct json_writer *writer)
{
	json_array_begin(writer);
	json_name(writer, "a");
	json_array_end(writer);
}

static void
write_two_names(struct json_writer *writer)
{
	json_object_begin(writer);
	json_name(writer, "a");
	json_name(writer, "b");
	json_object_end(writer);
}

static void
write_crossed_ends(struct json_writer *writer)
{
	json_array_begin(writer);
	json_object_end(writer);
}

static void
write_one_end_too_many(struct json_writer *writer)
{
	json_array_begin(writer);
	json_array_end(writer);
	json_array_end(writer);
}

static void
write_two_documents(struct json_writer *writer)
{
	json_null(writer);
	json_null(writer);
}

static void
write_too_deep(struct json_writer *writer)
{
	for (int i = 0; i <= JSON_DEPTH_MAX; i++)
		json_array_begin(writer);
	for (int i = 0; i <= JSON_DEPTH_MAX; i++)
		json_array_end(writer);
}

static void
writes_nothing_rather_than_something_malformed(void)
{
	static void (*const mistakes[])(struct json_writer * writer) = {
		write_nothing,
		write_open_object,
		write_value_without_name,
		write_name_without_value,
		write_name_in_array,
		write_two_names,
		write_crossed_ends,
		write_one_end_too_many,
		write_two_documents,
		write_too_deep,
	};
	for (size_t i = 0; i < sizeof(mistakes) / sizeof(mistakes[0]); i++) {
		arena = arena_new(CEILING);
		struct json_writer *writer = json_writer_new(arena);
		mistakes[i](writer);
		CU_ASSERT_PTR_NULL(json_written(writer, NULL));
		arena_free(arena);
	}
}

static void
writes_all_or_nothing_when_the_arena_is_small(void)
{
	bool failed = false, written = false;
	for (size_t ceiling = 0; ceiling < 24000; ceiling += 61) {
		arena = arena_new(ceiling);
		struct json_writer *writer = json_writer_new(arena);
		json_array_begin(writer);
		for (int i = 0; i < 300; i++)
			json_text(writer, i % 50 == 0 ? "text \xFF" : "text");
		json_number(writer, 1.5);
		json_array_end(writer);
		size_t len = 0;
		const char *text = json_written(writer, &len);
		failed |= text == NULL;
		written |= text != NULL;
		if (text != NULL)
			CU_ASSERT_STRING_EQUAL(text + len - strlen(",\"text\",1.5]"),
					       ",\"text\",1.5]");
		arena_free(arena);
	}
	CU_ASSERT_TRUE(failed);
	CU_ASSERT_TRUE(written);
}

static const struct unit_test tests[] = {
	TEST(knows_what_is_plain),
	TEST(reads_and_writes_every_kind_of_value),
	TEST(builds_a_tree_in_the_order_of_the_text),
	TEST(decodes_escapes),
	TEST(replaces_halves_of_surrogate_pairs),
	TEST(decodes_escapes_in_long_texts),
	TEST(reads_numbers_as_the_nearest_double),
	TEST(refuses_what_is_not_json_and_says_why),
	TEST(refuses_a_nul_byte_anywhere),
	TEST(allows_one_name_in_several_objects),
	TEST(finds_a_repeated_name_among_few_and_many),
	TEST(takes_no_square_of_the_time_for_many_names),
	TEST(bounds_the_nesting),
	TEST(survives_an_arena_that_is_full_at_any_point),
	TEST(writes_the_shortest_number_that_reads_back),
	TEST(writes_a_document),
	TEST(writes_valid_json_even_from_text_that_is_not_utf8),
	TEST(joins_documents_of_any_size),
	TEST(writes_nothing_rather_than_something_malformed),
	TEST(writes_all_or_nothing_when_the_arena_is_small),
};

UNIT_MAIN("json", tests)
