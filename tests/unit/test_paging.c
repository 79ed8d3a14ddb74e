/*
 * Pages of lists: asked for and told.
 * SPDX-License-Identifier: MIT
 */
#include "paging.h"

#include "asked.h"
#include "unit.h"

#include <string.h>

static void
reads_which_page_is_asked_for(void)
{
	static const struct {
		const char *query;
		long long first;
		int page_size;
		const char *search;
	} cases[] = {
		{ "", 0, 20, "" },
		{ "page=3", 40, 20, "" },
		{ "page=3&pageSize=7&search=a%20b", 14, 7, "a b" },
		{ "page=2147483647&pageSize=2147483647", 4611686011984936962, 2147483647, "" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct request *req = asked(cases[i].query, NULL);
		struct paging paging;
		CU_ASSERT_TRUE(paging_read(req, &paging));
		CU_ASSERT_EQUAL(paging_first(&paging), cases[i].first);
		CU_ASSERT_EQUAL(paging.page_size, cases[i].page_size);
		CU_ASSERT_STRING_EQUAL(paging.search, cases[i].search);
		asked_free(req);
	}
}

static void
refuses_a_page_that_there_cannot_be(void)
{
	static const char *const queries[] = { "page=0", "pageSize=0", "page=-1", "pageSize=many",
					       "page=1.5" };
	for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		struct request *req = asked(queries[i], NULL);
		struct paging paging;
		CU_ASSERT_FALSE(paging_read(req, &paging));
		asked_free(req);
	}
}

static void
expect_written(const struct paging *paging, long long total, const char *expected)
{
	struct request *req = asked(NULL, NULL);
	struct json_writer *writer = json_writer_new(req->arena);
	size_t len;
	json_object_begin(writer);
	paging_write(writer, total, paging);
	json_object_end(writer);
	CU_ASSERT_STRING_EQUAL(json_written(writer, &len), expected);
	asked_free(req);
}

static void
tells_order_and_search_only_where_there_is_any(void)
{
	struct paging paging = { .page = 2, .page_size = 1, .search = "s", .order_by = "x" };
	expect_written(
		&paging, 7,
		"{\"count\":7,\"page\":2,\"pageSize\":1,\"orderBy\":\"x\",\"search\":\"s\"}");
	paging = (struct paging){ .page = 1, .page_size = 20, .search = "" };
	expect_written(&paging, 0, "{\"count\":0,\"page\":1,\"pageSize\":20}");
}

static const struct unit_test tests[] = {
	TEST(reads_which_page_is_asked_for),
	TEST(refuses_a_page_that_there_cannot_be),
	TEST(tells_order_and_search_only_where_there_is_any),
};

UNIT_MAIN("paging", tests)
