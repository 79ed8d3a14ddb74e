/*
 * What every CUnit program here needs: a table of tests and a main() that runs it and exits non-zero on a failure.
 * SPDX-License-Identifier: MIT
 */
#ifndef TEST_UNIT_H
#define TEST_UNIT_H

#include <CUnit/CUnit.h>

/* Names are sentences: TEST(refuses_a_nul_byte) shows as "refuses_a_nul_byte". */
#define TEST(function)              \
	{                           \
#function, function \
	}

struct unit_test {
	const char *name;
	void (*run)(void);
};

/*
 * Runs the tests under one suite, prints CUnit's own summary and returns main()'s exit status: 0 only when tests ran
 * and every assertion held.
 */
int unit_run(const char *suite, const struct unit_test *tests, size_t count);

#define UNIT_MAIN(suite, tests)                                                    \
	int main(void)                                                             \
	{                                                                          \
		return unit_run(suite, tests, sizeof(tests) / sizeof((tests)[0])); \
	}

#endif
