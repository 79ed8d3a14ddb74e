/*
 * One line an event on stderr, key=value. Any thread. No personal data: no addresses, no user agents, no query strings.
 * SPDX-License-Identifier: MIT
 */
#ifndef LOG_H
#define LOG_H

enum log_level { LOG_ERROR, LOG_WARNING, LOG_INFO, LOG_DEBUG };

void log_set_level(enum log_level level);

/*
 * Writes "time=… level=… event=<event> <pairs>". `pairs` is a printf format for key=value pairs; a value that may hold
 * blanks or quotes is written with %s through log_quote().
 */
void log_line(enum log_level level, const char *event, const char *pairs, ...) __attribute__((format(printf, 3, 4)));

/* `text` in double quotes, with control characters, quotes and backslashes escaped; cut to the buffer. */
struct log_quoted {
	char text[512];
};
struct log_quoted log_quote(const char *text);

#endif
