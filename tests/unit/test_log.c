/*
 * The log: the form of a line, levels, quoting, many threads, and a stderr that nobody reads.
 * SPDX-License-Identifier: MIT
 */
#include "log.h"

#include "unit.h"

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { THREADS = 4, LINES_EACH = 200 };

static int real_stderr = -1;
static int reading_end = -1;

/* From here on stderr is a pipe that nobody reads. */
static void
stderr_capture(void)
{
	int ends[2];
	fflush(stderr);
	CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
	real_stderr = dup(STDERR_FILENO);
	dup2(ends[1], STDERR_FILENO);
	close(ends[1]);
	reading_end = ends[0];
}

/* Puts stderr back; what stderr_read() still reads ends here. */
static void
stderr_restore(void)
{
	dup2(real_stderr, STDERR_FILENO);
	close(real_stderr);
}

/* All that is written until the other end is closed. */
static char *
stderr_read(void)
{
	size_t size = 1 << 16, used = 0;
	char *text = malloc(size);
	for (ssize_t got;
	     text != NULL && (got = read(reading_end, text + used, size - used - 1)) > 0;) {
		used += (size_t)got;
		if (size - used < 1024)
			text = realloc(text, size *= 2);
	}
	CU_ASSERT_PTR_NOT_NULL_FATAL(text);
	text[used] = '\0';
	close(reading_end);
	return text;
}

static bool
matches(const char *text, const char *pattern)
{
	regex_t regex;
	CU_ASSERT_EQUAL_FATAL(regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB), 0);
	bool matched = regexec(&regex, text, 0, NULL, 0) == 0;
	regfree(&regex);
	return matched;
}

static void
writes_one_line_with_time_level_and_event(void)
{
	stderr_capture();
	log_line(LOG_WARNING, "visit", "count=%d name=%s", 3, log_quote("a \"b\"").text);
	stderr_restore();
	char *text = stderr_read();
	CU_ASSERT_TRUE(matches(text,
			       "^time=20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6]["
			       "0-9]\\.[0-9]{3}Z "
			       "level=warning event=visit count=3 name=\"a \\\\\"b\\\\\"\"\n$"));
	free(text);
}

static void
leaves_out_what_is_below_the_level(void)
{
	stderr_capture();
	log_line(LOG_DEBUG, "debug_hidden", "x=1");
	log_set_level(LOG_DEBUG);
	log_line(LOG_DEBUG, "debug_shown", "x=1");
	log_set_level(LOG_ERROR);
	log_line(LOG_WARNING, "warning_hidden", "x=1");
	log_line(LOG_ERROR, "error_shown", "x=1");
	log_set_level(LOG_INFO);
	stderr_restore();
	char *text = stderr_read();
	CU_ASSERT_PTR_NULL(strstr(text, "hidden"));
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "level=debug event=debug_shown"));
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "level=error event=error_shown"));
	free(text);
}

static void
keeps_an_event_on_one_line_of_bounded_length(void)
{
	static char long_text[3 * LOG_LINE_MAX];
	memset(long_text, 'a', sizeof(long_text) - 1);
	stderr_capture();
	log_line(LOG_INFO, "broken", "value=%s", "one\ntwo\rthree\x1b[0m");
	log_line(LOG_INFO, "long", "value=%s", long_text);
	log_line(LOG_INFO, "empty", "%s", "");
	stderr_restore();
	char *text = stderr_read();
	size_t lines = 0, longest = 0, len = 0;
	for (const char *at = text; *at != '\0'; at++) {
		len++;
		lines += *at == '\n';
		longest = len > longest ? len : longest;
		len = *at == '\n' ? 0 : len;
	}
	CU_ASSERT_EQUAL(lines, 3);
	CU_ASSERT_EQUAL(longest, LOG_LINE_MAX - 1);
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "value=one two three [0m\n"));
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "event=empty\n"));
	free(text);
}

static void
quotes_what_could_break_a_line(void)
{
	char long_text[1000], full[sizeof(struct log_quoted)];
	CU_ASSERT_STRING_EQUAL(log_quote("").text, "\"\"");
	CU_ASSERT_STRING_EQUAL(log_quote(NULL).text, "\"\"");
	CU_ASSERT_STRING_EQUAL(log_quote("a\"\\\n\t\x7f\xC3\xA9").text,
			       "\"a\\\"\\\\\\n\\x09\\x7f\xC3\xA9\"");
	memset(long_text, 'a', sizeof(long_text));
	long_text[sizeof(long_text) - 1] = '\0';
	struct log_quoted quoted = log_quote(long_text);
	CU_ASSERT_EQUAL(strlen(quoted.text), sizeof(quoted.text) - 1);
	CU_ASSERT_EQUAL(quoted.text[sizeof(quoted.text) - 2], '"');
	/* an escape that does not fit whole is left out */
	memset(full, 'a', sizeof(full));
	full[sizeof(full) - 4] = '\n';
	full[sizeof(full) - 3] = '\0';
	quoted = log_quote(full);
	CU_ASSERT_EQUAL(strlen(quoted.text), sizeof(quoted.text) - 2);
	CU_ASSERT_EQUAL(quoted.text[strlen(quoted.text) - 2], 'a');
}

static void *
write_lines(void *number)
{
	for (int i = 0; i < LINES_EACH; i++)
		log_line(LOG_INFO, "line", "thread=%d line=%d.", *(int *)number, i);
	return NULL;
}

static void
loses_no_line_of_many_threads(void)
{
	pthread_t threads[THREADS];
	int numbers[THREADS];
	stderr_capture();
	fcntl(STDERR_FILENO, F_SETPIPE_SZ, 1 << 20); /* holds all of it: nobody reads yet */
	CU_ASSERT_TRUE(log_start());
	for (int i = 0; i < THREADS; i++) {
		numbers[i] = i;
		CU_ASSERT_EQUAL_FATAL(pthread_create(&threads[i], NULL, write_lines, &numbers[i]),
				      0);
	}
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	log_stop();
	log_line(LOG_INFO, "after", "stop=1");
	stderr_restore();
	char *text = stderr_read();
	for (int i = 0; i < THREADS; i++) {
		const char *at = text;
		for (int line = 0; line < LINES_EACH && at != NULL;
		     line++) { /* each thread's lines in order */
			char wanted[64];
			snprintf(wanted, sizeof(wanted), "thread=%d line=%d.\n", i, line);
			at = strstr(at, wanted);
		}
		CU_ASSERT_PTR_NOT_NULL(at);
	}
	CU_ASSERT_TRUE(matches(text, "event=after stop=1\n$"));
	CU_ASSERT_PTR_NULL(strstr(text, "log_lines_dropped"));
	free(text);
}

struct stuck {
	char *text; /* what was read at last */
};

static void *
read_at_last(void *context)
{
	struct stuck *stuck = context;
	stuck->text = stderr_read();
	return NULL;
}

static void
never_waits_for_a_stuck_stderr_and_counts_what_it_drops(void)
{
	enum { LINES = 20000 };
	stderr_capture();
	CU_ASSERT_TRUE(log_start());
	for (int i = 0; i < LINES; i++) /* some megabytes: would never return if it waited */
		log_line(LOG_INFO, "line", "number=%06d filling=%060d", i, 0);
	struct stuck stuck = { NULL };
	pthread_t reader;
	CU_ASSERT_EQUAL_FATAL(pthread_create(&reader, NULL, read_at_last, &stuck), 0);
	log_stop();
	stderr_restore();
	pthread_join(reader, NULL);
	long long written = 0, dropped = 0;
	for (const char *at = stuck.text; (at = strstr(at, "event=line ")) != NULL; at++)
		written++;
	for (const char *at = stuck.text;
	     (at = strstr(at, "event=log_lines_dropped count=")) != NULL; at++)
		dropped += strtoll(strchr(at, '=') + strlen("=log_lines_dropped count="), NULL, 10);
	CU_ASSERT(dropped > 0);
	CU_ASSERT(written > 1000);
	CU_ASSERT_EQUAL(written + dropped, LINES);
	free(stuck.text);
}

/* One line alone, and what fills the buffer so far that nothing more is waited for. */
static void
writes_what_has_gathered_without_another_line(void)
{
	for (int lines = 1; lines <= 2000; lines *= 2000) {
		stderr_capture();
		CU_ASSERT_TRUE(log_start());
		for (int i = 0; i < lines; i++)
			log_line(LOG_INFO, "line", "number=%06d filling=%060d", i, 0);
		struct pollfd pipe = { .fd = reading_end, .events = POLLIN };
		CU_ASSERT_EQUAL(poll(&pipe, 1, 10000), 1);
		struct stuck stuck = { NULL };
		pthread_t reader;
		CU_ASSERT_EQUAL_FATAL(pthread_create(&reader, NULL, read_at_last, &stuck), 0);
		log_stop();
		stderr_restore();
		pthread_join(reader, NULL);
		free(stuck.text);
	}
}

static void
starts_again_after_a_stop(void)
{
	stderr_capture();
	log_stop(); /* without a start: nothing to do */
	CU_ASSERT_TRUE(log_start());
	CU_ASSERT_TRUE(log_start()); /* twice is once */
	log_line(LOG_INFO, "again", "x=1");
	log_stop();
	stderr_restore();
	char *text = stderr_read();
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "event=again x=1\n"));
	free(text);
}

static const struct unit_test tests[] = {
	TEST(writes_one_line_with_time_level_and_event),
	TEST(leaves_out_what_is_below_the_level),
	TEST(keeps_an_event_on_one_line_of_bounded_length),
	TEST(quotes_what_could_break_a_line),
	TEST(loses_no_line_of_many_threads),
	TEST(never_waits_for_a_stuck_stderr_and_counts_what_it_drops),
	TEST(writes_what_has_gathered_without_another_line),
	TEST(starts_again_after_a_stop),
};

UNIT_MAIN("log", tests)
