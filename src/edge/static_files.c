/*
 * A sorted table of what stood in the folder at start. The dashboard is a few hundred kilobytes:
 * sent from memory, no file is opened or looked up while requests run.
 * SPDX-License-Identifier: MIT
 */
#include "static_files.h"

#include <dirent.h>
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum {
	FILE_MAX = 16 << 20,
	MEMORY_MAX = 128 << 20,
	DEPTH_MAX = 16,
	TAG_BYTES = 16,
	OK = 200,
	NOT_MODIFIED = 304,
	NOT_ALLOWED = 405
};

/* The forms a file is kept in, the one we like best first. */
enum form { BROTLI, GZIP, IDENTITY, FORMS };

static const struct {
	const char *suffix;
	const char *coding;
} forms[FORMS] = {
	[BROTLI] = { ".br", "br" },
	[GZIP] = { ".gz", "gzip" },
	[IDENTITY] = { "", "identity" },
};

struct content {
	const char *bytes; /* NULL: not in this form */
	size_t len;
	const char *etag;
};

struct file {
	const char *path; /* "/assets/app-5f3a.js" */
	const char *type;
	struct content contents[FORMS];
	bool is_tracker; /* for pages of other origins: the tracker, and the script it loads */
	bool is_joined;  /* became a form of another file */
};

struct static_files {
	struct arena *arena;
	struct file *files; /* in the order of their paths */
	size_t count, room;
	const struct file *index;
};

static const struct {
	const char *extension;
	const char *type;
} types[] = {
	{ ".html", "text/html; charset=utf-8" },
	{ ".js", "application/javascript; charset=utf-8" },
	{ ".mjs", "application/javascript; charset=utf-8" },
	{ ".css", "text/css; charset=utf-8" },
	{ ".json", "application/json" },
	{ ".map", "application/json" },
	{ ".webmanifest", "application/manifest+json" },
	{ ".svg", "image/svg+xml" },
	{ ".png", "image/png" },
	{ ".jpg", "image/jpeg" },
	{ ".webp", "image/webp" },
	{ ".ico", "image/x-icon" },
	{ ".woff2", "font/woff2" },
	{ ".wasm", "application/wasm" },
	{ ".txt", "text/plain; charset=utf-8" },
	{ ".xml", "application/xml" },
};

static bool
ends_with(const char *text, const char *end)
{
	size_t len = strlen(text), end_len = strlen(end);
	return len >= end_len && strcmp(text + len - end_len, end) == 0;
}

static bool
starts_with(const char *text, const char *start)
{
	return strncmp(text, start, strlen(start)) == 0;
}

static const char *
type_of(const char *path)
{
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (ends_with(path, types[i].extension))
			return types[i].type;
	return "application/octet-stream";
}

/* ---- reading the folder ---- */

static struct file *
find(const struct static_files *files, const char *path)
{
	size_t low = 0, high = files->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(path, files->files[middle].path);
		if (order == 0)
			return &files->files[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

static int
compare(const void *left, const void *right)
{
	return strcmp(((const struct file *)left)->path, ((const struct file *)right)->path);
}

static void
sort(struct static_files *files)
{
	if (files->count > 0)
		qsort(files->files, files->count, sizeof(*files->files), compare);
}

static struct file *
add(struct static_files *files, const char *path)
{
	if (files->count == files->room) {
		size_t room = files->room == 0 ? 64 : files->room * 2;
		struct file *more = reallocarray(files->files, room, sizeof(*more));
		if (more == NULL)
			return NULL;
		files->files = more;
		files->room = room;
	}
	struct file *file = &files->files[files->count];
	*file = (struct file){ .path = arena_copy(files->arena, path), .type = type_of(path) };
	if (file->path == NULL)
		return NULL;
	files->count++;
	return file;
}

/* A strong tag: the contents' hash, and the form, for its bytes are not those of another form. */
static const char *
new_etag(struct arena *arena, const struct content *content, enum form form)
{
	unsigned char hash[TAG_BYTES];
	char hex[TAG_BYTES * 2 + 1];
	crypto_generichash(hash, sizeof(hash), (const unsigned char *)content->bytes, content->len,
			   NULL, 0);
	sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash));
	return arena_format(arena, "\"%s-%s\"", hex, forms[form].coding);
}

static bool
read_file(struct static_files *files, const char *name, struct content *content)
{
	struct stat status;
	FILE *stream = fopen(name, "rbe");
	if (stream == NULL)
		return false;
	char *bytes = NULL;
	if (fstat(fileno(stream), &status) == 0 && status.st_size <= FILE_MAX)
		bytes = arena_alloc(files->arena, (size_t)status.st_size + 1);
	bool whole = bytes != NULL &&
		     fread(bytes, 1, (size_t)status.st_size, stream) == (size_t)status.st_size;
	fclose(stream);
	content->bytes = bytes;
	content->len = whole ? (size_t)status.st_size : 0;
	return whole;
}

/* Adds the files of one folder and of those in it; false with errno when one cannot be read. */
static bool
read_folder(struct static_files *files, const char *folder, const char *prefix, int depth)
{
	DIR *stream = opendir(folder);
	bool fine = stream != NULL;
	const struct dirent *entry;
	while (fine && (entry = readdir(stream)) != NULL) {
		struct stat status;
		if (entry->d_name[0] == '.')
			continue;
		char *name = arena_format(files->arena, "%s/%s", folder, entry->d_name);
		char *path = arena_format(files->arena, "%s/%s", prefix, entry->d_name);
		if (name == NULL || path == NULL || stat(name, &status) != 0) {
			fine = false;
		} else if (S_ISDIR(status.st_mode)) {
			fine = depth < DEPTH_MAX && read_folder(files, name, path, depth + 1);
		} else if (S_ISREG(status.st_mode)) {
			struct file *file = add(files, path);
			fine = file != NULL && read_file(files, name, &file->contents[IDENTITY]);
		}
	}
	if (stream != NULL)
		closedir(stream);
	return fine;
}

/* "app.js.br" becomes a form of "app.js" where that exists, and is no file of its own then. */
static void
join_forms(struct static_files *files)
{
	size_t kept = 0;
	for (size_t i = 0; i < files->count; i++) {
		for (enum form form = 0; form < IDENTITY; form++) {
			const char *path = files->files[i].path;
			if (!ends_with(path, forms[form].suffix))
				continue;
			char *plain = arena_copy_bytes(files->arena, path,
						       strlen(path) - strlen(forms[form].suffix));
			struct file *file = plain == NULL ? NULL : find(files, plain);
			if (file == NULL)
				continue;
			file->contents[form] = files->files[i].contents[IDENTITY];
			files->files[i].is_joined = true;
		}
	}
	for (size_t i = 0; i < files->count; i++)
		if (!files->files[i].is_joined)
			files->files[kept++] = files->files[i];
	files->count = kept;
}

static void
add_etags(struct static_files *files)
{
	for (size_t i = 0; i < files->count; i++)
		for (enum form form = 0; form < FORMS; form++) {
			struct content *content = &files->files[i].contents[form];
			if (content->bytes != NULL)
				content->etag = new_etag(files->arena, content, form);
		}
}

static void
mark_trackers(struct static_files *files)
{
	for (size_t i = 0; i < files->count; i++) {
		const char *path = files->files[i].path;
		files->files[i].is_tracker =
			strcmp(path, "/script.js") == 0 || strcmp(path, "/vitals.js") == 0;
	}
}

/* Makes the other names of the tracker, which take the place of files of the same name. */
static bool
add_tracker_names(struct static_files *files, const char *names)
{
	struct file *tracker = find(files, "/script.js");
	if (tracker == NULL)
		return true;
	struct file original = *tracker;
	for (const char *at = names + strspn(names, ", /"); *at != '\0'; at += strspn(at, ", /")) {
		size_t len = strcspn(at, ", ");
		char *path = arena_format(files->arena, "/%.*s", (int)len, at);
		struct file *file = path == NULL ? NULL : find(files, path);
		if (path != NULL && file == NULL)
			file = add(files, path);
		if (file == NULL)
			return false;
		*file = original;
		file->path = path;
		sort(files);
		at += len;
	}
	return true;
}

static bool
load(struct static_files *files, const char *folder, const char *tracker_names)
{
	struct stat status;
	if (stat(folder, &status) != 0 && errno == ENOENT)
		return true;
	if (!read_folder(files, folder, "", 0))
		return false;
	sort(files);
	join_forms(files);
	add_etags(files);
	mark_trackers(files);
	return add_tracker_names(files, tracker_names);
}

struct static_files *
static_files_load(const char *folder, const char *tracker_names, char *error, size_t error_size)
{
	struct static_files *files = calloc(1, sizeof(*files));
	if (files != NULL)
		files->arena = arena_new(MEMORY_MAX);
	errno = 0;
	if (files == NULL || files->arena == NULL || !load(files, folder, tracker_names) ||
	    arena_exhausted(files->arena)) {
		snprintf(error, error_size, "cannot read %s: %s", folder,
			 errno != 0 ? strerror(errno) : "too many or too large files");
		static_files_free(files);
		return NULL;
	}
	files->index = find(files, "/index.html");
	return files;
}

void
static_files_free(struct static_files *files)
{
	if (files == NULL)
		return;
	arena_free(files->arena);
	free(files->files);
	free(files);
}

size_t
static_files_count(const struct static_files *files)
{
	return files->count;
}

/* ---- answering ---- */

static const char *
skip_blanks(const char *at)
{
	return at + strspn(at, " \t");
}

/* The weight of a content coding in Accept-Encoding: 0 when it is not accepted. */
static double
coding_weight(const char *accepted, const char *coding)
{
	double any = 0;
	for (const char *at = skip_blanks(accepted); *at != '\0';) {
		size_t len = strcspn(at, ",; \t");
		size_t whole = strcspn(at, ",");
		const char *weight = memmem(at, whole, "q=", 2);
		double value = weight == NULL ? 1 : strtod(weight + 2, NULL);
		if (len == strlen(coding) && strncasecmp(at, coding, len) == 0)
			return value;
		if (len == 1 && *at == '*')
			any = value;
		at += whole;
		at = skip_blanks(at + strspn(at, ","));
	}
	return any;
}

static const struct content *
choose(const struct file *file, const char *accepted, enum form *chosen)
{
	for (enum form form = 0; form < IDENTITY; form++) {
		if (file->contents[form].bytes == NULL || accepted == NULL ||
		    !(coding_weight(accepted, forms[form].coding) > 0))
			continue;
		*chosen = form;
		return &file->contents[form];
	}
	*chosen = IDENTITY;
	return &file->contents[IDENTITY];
}

/* If-None-Match: "*", or a list of tags, of which W/ makes no difference here. */
static bool
is_known_to_client(const char *tags, const char *etag)
{
	if (tags == NULL)
		return false;
	if (*skip_blanks(tags) == '*')
		return true;
	return strstr(tags, etag) != NULL; /* a tag has its quotation marks */
}

static bool
has_forms(const struct file *file)
{
	return file->contents[BROTLI].bytes != NULL || file->contents[GZIP].bytes != NULL;
}

static const char *
cache_policy(const struct file *file)
{
	if (file->is_tracker)
		return "public, max-age=86400";
	if (starts_with(file->path, "/assets/"))
		return "public, max-age=31536000, immutable";
	return "no-cache";
}

/* The tracker is for pages of other origins, whose modules need to be told; pages are for nobody else's frames. */
static void
add_policies(const struct file *file, struct request *req)
{
	reply_header(req, "cache-control", cache_policy(file));
	reply_header(req, "x-content-type-options", "nosniff");
	if (file->is_tracker) {
		reply_header(req, "access-control-allow-origin", "*");
		reply_header(req, "cross-origin-resource-policy", "cross-origin");
	} else if (ends_with(file->path, ".html")) {
		reply_header(req, "content-security-policy",
			     "default-src 'self'; style-src 'self' 'unsafe-inline'; "
			     "img-src 'self' data:; frame-ancestors 'self'; base-uri 'self'; "
			     "form-action 'self'");
		reply_header(req, "referrer-policy", "strict-origin-when-cross-origin");
	}
}

static int
answer(const struct file *file, struct request *req)
{
	enum form form;
	const struct content *content = choose(file, req->headers.accept_encoding, &form);
	req->reply.type = file->type;
	reply_header(req, "etag", content->etag);
	if (has_forms(file))
		reply_header(req, "vary", "accept-encoding");
	add_policies(file, req);
	if (is_known_to_client(req->headers.if_none_match, content->etag))
		return NOT_MODIFIED;
	if (form != IDENTITY)
		reply_header(req, "content-encoding", forms[form].coding);
	req->reply.body = content->bytes;
	req->reply.body_len = content->len;
	return OK;
}

/* A page of the dashboard: its addresses are made by the browser, and no file has them. */
static bool
wants_page(const struct request *req)
{
	return req->headers.accept != NULL && strstr(req->headers.accept, "text/html") != NULL &&
	       !starts_with(req->path, "/assets/");
}

int
static_files_answer(const struct static_files *files, struct request *req)
{
	bool reads = strcmp(req->method, "GET") == 0 || strcmp(req->method, "HEAD") == 0;
	bool is_root = strcmp(req->path, "/") == 0;
	const struct file *file = is_root ? files->index : find(files, req->path);
	if (file == NULL && reads && wants_page(req))
		file = files->index;
	if (file == NULL)
		return 0;
	return reads ? answer(file, req) : NOT_ALLOWED;
}
