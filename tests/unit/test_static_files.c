/*
 * A folder of the test's own, and what a browser gets from it.
 * SPDX-License-Identifier: MIT
 */
#include "static_files.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit.h"

enum { NAME_SIZE = 300 };

static char folder[] = "/tmp/static_files_XXXXXX";

static void
put(const char *name, const char *contents)
{
	char path[NAME_SIZE];
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	FILE *file = fopen(path, "wb");
	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	fputs(contents, file);
	fclose(file);
}

static void
make_folder(void)
{
	char path[NAME_SIZE];
	memcpy(folder + sizeof(folder) - sizeof("XXXXXX"), "XXXXXX", sizeof("XXXXXX"));
	CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/assets", folder);
	mkdir(path, 0700);
	put("index.html", "<!doctype html>");
	put("script.js", "tracker");
	put("script.js.gz", "tracker, gzip");
	put("vitals.js", "vitals");
	put("robots.txt", "");
	put("lonely.gz", "an archive");
	put(".hidden", "secret");
	put("assets/app-1a2b3c4d.js", "plain");
	put("assets/app-1a2b3c4d.js.br", "brotli");
	put("assets/app-1a2b3c4d.js.gz", "gzip");
}

static int
remove_one(const char *path, const struct stat *status, int type, struct FTW *place)
{
	(void)status, (void)type, (void)place;
	return remove(path);
}

static void
remove_folder(void)
{
	nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static struct static_files *
load(const char *tracker_names)
{
	char error[200] = "";
	struct static_files *files = static_files_load(folder, tracker_names, error, sizeof(error));
	CU_ASSERT_PTR_NOT_NULL_FATAL(files);
	return files;
}

/* One request: set what it needs, then get(). */
static struct request
asking(const char *method, const char *path)
{
	return (struct request){ .arena = arena_new(1 << 20), .method = method, .path = path };
}

static const char *
header(const struct request *req, const char *name)
{
	for (size_t i = 0; i < req->reply.header_count; i++)
		if (strcmp(req->reply.headers[i].name, name) == 0)
			return req->reply.headers[i].value;
	return "";
}

static bool
body_is(const struct request *req, const char *wanted)
{
	return req->reply.body_len == strlen(wanted) &&
	       memcmp(req->reply.body, wanted, strlen(wanted)) == 0;
}

static void
sends_the_form_that_is_accepted(void)
{
	static const struct {
		const char *accepted, *body, *coding;
	} cases[] = {
		{ NULL, "plain", "" },
		{ "", "plain", "" },
		{ "identity", "plain", "" },
		{ "gzip", "gzip", "gzip" },
		{ "GZIP", "gzip", "gzip" },
		{ "gzip, deflate, br, zstd", "brotli", "br" },
		{ "br;q=0, gzip", "gzip", "gzip" },
		{ "br; q=0.0 , gzip;q=0.2", "gzip", "gzip" },
		{ "*", "brotli", "br" },
		{ "*;q=0", "plain", "" },
		{ "gzip;q=0, *", "brotli", "br" },
		{ "brotli, gzipped", "plain", "" },
		{ ",,;;, ,", "plain", "" },
	};
	make_folder();
	struct static_files *files = load("");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct request req = asking("GET", "/assets/app-1a2b3c4d.js");
		req.headers.accept_encoding = cases[i].accepted;
		CU_ASSERT_EQUAL(static_files_answer(files, &req), 200);
		CU_ASSERT_TRUE(body_is(&req, cases[i].body));
		CU_ASSERT_STRING_EQUAL(header(&req, "content-encoding"), cases[i].coding);
		CU_ASSERT_STRING_EQUAL(header(&req, "vary"), "accept-encoding");
		arena_free(req.arena);
	}
	static_files_free(files);
	remove_folder();
}

static void
every_form_has_a_tag_of_its_own_that_makes_304(void)
{
	static const char *const accepted[] = { "br", "gzip", "identity" };
	char tags[3][80];
	make_folder();
	struct static_files *files = load("");
	for (int i = 0; i < 3; i++) {
		struct request req = asking("GET", "/assets/app-1a2b3c4d.js");
		req.headers.accept_encoding = accepted[i];
		CU_ASSERT_EQUAL(static_files_answer(files, &req), 200);
		snprintf(tags[i], sizeof(tags[i]), "%s", header(&req, "etag"));
		arena_free(req.arena);
	}
	for (int i = 0; i < 3; i++) {
		for (int j = 0; j < 3; j++) {
			char list[300];
			struct request req = asking("GET", "/assets/app-1a2b3c4d.js");
			snprintf(list, sizeof(list), "\"other\", W/%s", tags[j]);
			req.headers.accept_encoding = accepted[i];
			req.headers.if_none_match = list;
			CU_ASSERT_EQUAL(static_files_answer(files, &req), i == j ? 304 : 200);
			CU_ASSERT_STRING_EQUAL(header(&req, "etag"), tags[i]);
			CU_ASSERT_EQUAL(req.reply.body_len == 0, i == j);
			arena_free(req.arena);
		}
	}
	struct request any = asking("GET", "/");
	any.headers.if_none_match = " *";
	CU_ASSERT_EQUAL(static_files_answer(files, &any), 304);
	arena_free(any.arena);
	static_files_free(files);
	remove_folder();
}

static void
knows_types_and_how_long_they_may_be_kept(void)
{
	static const struct {
		const char *path, *type, *cache;
	} cases[] = {
		{ "/", "text/html; charset=utf-8", "no-cache" },
		{ "/index.html", "text/html; charset=utf-8", "no-cache" },
		{ "/robots.txt", "text/plain; charset=utf-8", "no-cache" },
		{ "/lonely.gz", "application/octet-stream", "no-cache" },
		{ "/script.js", "application/javascript; charset=utf-8", "public, max-age=86400" },
		{ "/vitals.js", "application/javascript; charset=utf-8", "public, max-age=86400" },
		{ "/assets/app-1a2b3c4d.js", "application/javascript; charset=utf-8",
		  "public, max-age=31536000, immutable" },
	};
	make_folder();
	struct static_files *files = load("");
	CU_ASSERT_EQUAL(static_files_count(files), 6);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct request req = asking("GET", cases[i].path);
		CU_ASSERT_EQUAL(static_files_answer(files, &req), 200);
		CU_ASSERT_STRING_EQUAL(req.reply.type, cases[i].type);
		CU_ASSERT_STRING_EQUAL(header(&req, "cache-control"), cases[i].cache);
		CU_ASSERT_STRING_EQUAL(header(&req, "x-content-type-options"), "nosniff");
		bool is_page = strstr(cases[i].type, "html") != NULL;
		CU_ASSERT_EQUAL(strlen(header(&req, "content-security-policy")) > 0, is_page);
		arena_free(req.arena);
	}
	static_files_free(files);
	remove_folder();
}

static void
the_tracker_is_for_every_origin_under_every_name(void)
{
	static const char *const names[] = { "/script.js", "/stats.js", "/deep/name.js",
					     "/robots.txt" };
	make_folder();
	struct static_files *files = load("stats.js, /deep/name.js,, robots.txt");
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct request req = asking("GET", names[i]);
		req.headers.accept_encoding = "gzip";
		CU_ASSERT_EQUAL(static_files_answer(files, &req), 200);
		CU_ASSERT_TRUE(body_is(&req, "tracker, gzip"));
		CU_ASSERT_STRING_EQUAL(req.reply.type, "application/javascript; charset=utf-8");
		CU_ASSERT_STRING_EQUAL(header(&req, "access-control-allow-origin"), "*");
		arena_free(req.arena);
	}
	struct request vitals = asking("GET", "/vitals.js");
	CU_ASSERT_EQUAL(static_files_answer(files, &vitals), 200);
	CU_ASSERT_TRUE(body_is(&vitals, "vitals"));
	CU_ASSERT_STRING_EQUAL(header(&vitals, "access-control-allow-origin"), "*");
	CU_ASSERT_STRING_EQUAL(header(&vitals, "cross-origin-resource-policy"), "cross-origin");
	arena_free(vitals.arena);
	struct request page = asking("GET", "/");
	CU_ASSERT_EQUAL(static_files_answer(files, &page), 200);
	CU_ASSERT_STRING_EQUAL(header(&page, "access-control-allow-origin"), "");
	arena_free(page.arena);
	static_files_free(files);
	remove_folder();
}

static void
has_nothing_that_was_not_in_the_folder(void)
{
	static const char *const paths[] = {
		"/nothing",       "/assets",
		"/assets/",       "/.hidden",
		"/script.js.gz",  "/assets/app-1a2b3c4d.js.br",
		"/../etc/passwd", "/assets/../index.html",
		"//index.html",   "/index.html/",
		"index.html",     "",
		"/etc/passwd",    "/script.js\n",
		"/Index.html",
	};
	make_folder();
	struct static_files *files = load("");
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		struct request req = asking("GET", paths[i]);
		req.headers.accept = "*/*";
		CU_ASSERT_EQUAL(static_files_answer(files, &req), 0);
		CU_ASSERT_PTR_NULL(req.reply.body);
		arena_free(req.arena);
	}
	static_files_free(files);
	remove_folder();
}

static void
addresses_of_the_dashboard_get_its_page(void)
{
	static const struct {
		const char *method, *path, *accept;
		int status;
	} cases[] = {
		{ "GET", "/websites/5", "text/html,application/xhtml+xml", 200 },
		{ "HEAD", "/websites/5", "text/html", 200 },
		{ "GET", "/websites/5", "application/json", 0 },
		{ "GET", "/websites/5", NULL, 0 },
		{ "GET", "/assets/gone-1.js", "text/html", 0 },
		{ "POST", "/websites/5", "text/html", 0 },
		{ "POST", "/index.html", "text/html", 405 },
		{ "PUT", "/", "text/html", 405 },
	};
	make_folder();
	struct static_files *files = load("");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct request req = asking(cases[i].method, cases[i].path);
		req.headers.accept = cases[i].accept;
		CU_ASSERT_EQUAL(static_files_answer(files, &req), cases[i].status);
		if (cases[i].status == 200)
			CU_ASSERT_TRUE(body_is(&req, "<!doctype html>"));
		arena_free(req.arena);
	}
	static_files_free(files);
	remove_folder();
}

static void
an_empty_folder_answers_nothing(void)
{
	make_folder();
	remove_folder();
	CU_ASSERT_EQUAL_FATAL(mkdir(folder, 0700), 0);
	struct static_files *files = load("more.js");
	CU_ASSERT_EQUAL(static_files_count(files), 0);
	struct request req = asking("GET", "/more.js");
	req.headers.accept = "text/html";
	CU_ASSERT_EQUAL(static_files_answer(files, &req), 0);
	arena_free(req.arena);
	static_files_free(files);
	remove_folder();
}

static void
a_missing_folder_is_empty_and_an_unreadable_one_is_refused(void)
{
	char error[200] = "";
	struct static_files *files =
		static_files_load("/nonexistent/www", "", error, sizeof(error));
	CU_ASSERT_PTR_NOT_NULL_FATAL(files);
	CU_ASSERT_EQUAL(static_files_count(files), 0);
	struct request req = asking("GET", "/");
	CU_ASSERT_EQUAL(static_files_answer(files, &req), 0);
	arena_free(req.arena);
	static_files_free(files);
	CU_ASSERT_PTR_NULL(static_files_load("/dev/null", "", error, sizeof(error)));
	CU_ASSERT_PTR_NOT_NULL(strstr(error, "/dev/null"));
}

static const struct unit_test tests[] = {
	TEST(sends_the_form_that_is_accepted),
	TEST(every_form_has_a_tag_of_its_own_that_makes_304),
	TEST(knows_types_and_how_long_they_may_be_kept),
	TEST(the_tracker_is_for_every_origin_under_every_name),
	TEST(has_nothing_that_was_not_in_the_folder),
	TEST(addresses_of_the_dashboard_get_its_page),
	TEST(an_empty_folder_answers_nothing),
	TEST(a_missing_folder_is_empty_and_an_unreadable_one_is_refused),
};

UNIT_MAIN("static_files", tests)
