/*
 * libh2o prints to stderr for frames and paths that anybody can send: a hundred megabytes in
 * seconds, and the paths hold what people sent. Only the stream is replaced: the descriptor stays,
 * for the log, for sanitizers, and for the message of a failed assertion.
 * SPDX-License-Identifier: MIT
 */
#include "library_output.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"
#include "log.h"

enum { QUIET_US = 1000 * 1000 };

/* Changed by write_message() only, which runs under the stream's lock. */
static struct {
	long long messages; /* since the last line of the log */
	long long logged_at;
} output;

static ssize_t
write_message(void *unused, const char *text, size_t len)
{
	(void)unused;
	if (memmem(text, len, "Assertion", strlen("Assertion")) != NULL)
		return write(STDERR_FILENO, text, len);
	long long now = clock_monotonic_us();
	if (log_shows(LOG_DEBUG)) {
		char start[200];
		snprintf(start, sizeof(start), "%.*s", (int)len, text);
		log_line(LOG_DEBUG, "library_message", "text=%s", log_quote(start).text);
	}
	output.messages++;
	if (output.logged_at == 0 || now - output.logged_at >= QUIET_US) {
		log_line(LOG_INFO, "library_messages", "count=%lld", output.messages);
		output.messages = 0;
		output.logged_at = now;
	}
	return (ssize_t)len;
}

bool
library_output_guard(void)
{
	cookie_io_functions_t functions = { .write = write_message };
	FILE *stream = fopencookie(NULL, "w", functions);
	if (stream == NULL)
		return false;
	setvbuf(stream, NULL, _IOLBF, BUFSIZ);
	stderr = stream;
	return true;
}
