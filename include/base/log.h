/*
 * One line an event on stderr, key=value. Any thread. No personal data: no addresses, no user
 * agents, no query strings.
 * SPDX-License-Identifier: MIT
 */
#ifndef LOG_H
#define LOG_H

#include <stdbool.h>

enum log_level { LOG_ERROR, LOG_WARNING, LOG_INFO, LOG_DEBUG };

/* The longest line, its end included; what is longer is cut. */
enum { LOG_LINE_MAX = 2048 };

void log_set_level(enum log_level level);
/* Whether lines of `level` are written: where making their text would cost something. */
bool log_shows(enum log_level level);

/*
 * From here to log_stop() lines go through a buffer of 256 KiB that a thread of its own empties, so
 * that a slow stderr never stops the caller: when the buffer is full, lines are dropped and a later
 * line says how many. Before and afterwards lines are written at once. False when there is no
 * thread to be had: lines are still written at once.
 */
bool log_start(void);
/* Writes what the buffer holds, then ends the thread. */
void log_stop(void);

/*
 * Writes "time=… level=… event=<event> <pairs>". `pairs` is a printf format for key=value pairs; a
 * value that may hold blanks or quotes is written with %s through log_quote().
 */
void log_line(enum log_level level, const char *event, const char *pairs, ...)
	__attribute__((format(printf, 3, 4)));

/* `text` in double quotes, with control characters, quotes and backslashes escaped; cut to the
 * buffer. NULL reads as "". */
struct log_quoted {
	char text[512];
};
struct log_quoted log_quote(const char *text);

#endif
