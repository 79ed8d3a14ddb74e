/*
 * Every embedded statement is analysed by PostgreSQL against the migrated schema, with the types of
 * its C variables: a wrong column or type fails here as it would in a compiler. ecpg itself checks
 * grammar only.
 * SPDX-License-Identifier: MIT
 */
#include "statements.h"

#include "database.h"

#include <ftw.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TEXT_MAX = 16 << 20, FOLDERS_OPEN_MAX = 16 };

static struct statements_result total;

/* All that a stream holds; the caller frees it. */
static char *
stream_text(FILE *stream)
{
	char *text = calloc(1, TEXT_MAX);
	CU_ASSERT_PTR_NOT_NULL_FATAL(stream);
	CU_ASSERT_PTR_NOT_NULL_FATAL(text);
	CU_ASSERT_FATAL(fread(text, 1, TEXT_MAX - 1, stream) < TEXT_MAX - 1);
	return text;
}

/* A file of the build folder whose .pgc is gone says nothing about the program. */
static bool
is_stale(const char *generated)
{
	char source[1024] = "";
	const char *line = strstr(generated, "\n#line ");
	return line == NULL || sscanf(line, "\n#line %*d \"%1023[^\"]\"", source) != 1 ||
	       access(source, R_OK) != 0;
}

static int
check_file(const char *path, const struct stat *status, int kind, struct FTW *place)
{
	size_t len = strlen(path);
	(void)status, (void)place;
	if (kind != FTW_F || len < 2 || strcmp(path + len - 2, ".c") != 0)
		return 0;
	FILE *file = fopen(path, "r");
	char *generated = stream_text(file);
	fclose(file);
	if (!is_stale(generated)) {
		struct statements_result result =
			statements_check(test_connection(), generated, stdout);
		total.checked += result.checked;
		total.wrong += result.wrong;
	}
	free(generated);
	return 0;
}

static void
every_embedded_statement_fits_the_schema(void)
{
	printf("\n");
	CU_ASSERT_EQUAL(nftw(ECPG_DIR, check_file, FOLDERS_OPEN_MAX, FTW_PHYS), 0);
	printf("    %d statements, %d complaints ... ", total.checked, total.wrong);
	CU_ASSERT(total.checked > 0);
	CU_ASSERT_EQUAL(total.wrong, 0);
}

/* The complaints about a file beside this one, run through ecpg; the caller frees them. */
static char *
complaints_about(const char *name, struct statements_result *result)
{
	char command[1024];
	char *complaints = NULL;
	size_t len = 0;
	snprintf(command, sizeof(command), "'%s' -t -o - '%s/api/statements/%s'", ECPG_PROGRAM,
		 TESTS_DIR, name);
	FILE *pipe = popen(command, "r");
	char *generated = stream_text(pipe);
	CU_ASSERT_EQUAL(pclose(pipe), 0);
	FILE *stream = open_memstream(&complaints, &len);
	*result = statements_check(test_connection(), generated, stream);
	fclose(stream);
	free(generated);
	return complaints;
}

static void
make_things(void)
{
	test_sql("CREATE TABLE IF NOT EXISTS things (thing_id integer PRIMARY KEY, visits bigint, "
		 "share double precision, "
		 "name text, active boolean)");
}

static void
the_check_accepts_what_is_right(void)
{
	struct statements_result result;
	make_things();
	char *complaints = complaints_about("right.pgc", &result);
	CU_ASSERT_STRING_EQUAL(complaints, "");
	CU_ASSERT_EQUAL(result.checked, 4);
	CU_ASSERT_EQUAL(result.wrong, 0);
	free(complaints);
}

/* Each line of wrong.pgc that carries a comment must have come out with exactly those words. */
static void
the_check_finds_each_fault_on_its_line(void)
{
	char source[256], row[512], expected[1024];
	struct statements_result result;
	int faults = 0, line = 0;
	make_things();
	char *complaints = complaints_about("wrong.pgc", &result);
	snprintf(source, sizeof(source), "%s/api/statements/wrong.pgc", TESTS_DIR);
	FILE *file = fopen(source, "r");
	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	while (fgets(row, sizeof(row), file) != NULL) {
		char *words = strstr(row, "; /* ");
		char *end = words == NULL ? NULL : strstr(words, " */");
		line++;
		if (end == NULL)
			continue;
		*end = '\0';
		faults++;
		snprintf(expected, sizeof(expected), "%s:%d: %s\n", source, line,
			 words + strlen("; /* "));
		if (strstr(complaints, expected) == NULL)
			printf("\n    missing: %s", expected);
		CU_ASSERT_PTR_NOT_NULL(strstr(complaints, expected));
	}
	fclose(file);
	CU_ASSERT(faults > 15);
	CU_ASSERT_EQUAL(result.wrong, faults);
	if (result.wrong != faults)
		printf("\n%s", complaints);
	free(complaints);
}

static const struct unit_test tests[] = {
	TEST(the_check_accepts_what_is_right),
	TEST(the_check_finds_each_fault_on_its_line),
	TEST(every_embedded_statement_fits_the_schema),
};

DATABASE_MAIN("statements", tests)
