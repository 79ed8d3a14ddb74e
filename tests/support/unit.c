/*
 * Runs a table of tests with CUnit's basic interface.
 * SPDX-License-Identifier: MIT
 */
#include "unit.h"

#include <CUnit/Basic.h>
#include <stdio.h>

int
unit_run(const char *suite, const struct unit_test *tests, size_t count)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (CU_initialize_registry() != CUE_SUCCESS)
		return 2;
	CU_pSuite handle = CU_add_suite(suite, NULL, NULL);
	for (size_t i = 0; handle != NULL && i < count; i++)
		if (CU_add_test(handle, tests[i].name, tests[i].run) == NULL)
			return 2;
	CU_basic_set_mode(CU_BRM_VERBOSE);
	CU_ErrorCode ran = CU_basic_run_tests();
	unsigned failures = CU_get_number_of_failures() + CU_get_number_of_suites_failed();
	unsigned asserts = CU_get_number_of_asserts();
	CU_cleanup_registry();
	return ran == CUE_SUCCESS && failures == 0 && asserts > 0 ? 0 : 1;
}
