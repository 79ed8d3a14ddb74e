/*
 * Lines gather in one buffer while a thread writes the other one: the two change places, and nobody
 * waits for stderr. The thread lets lines gather before it writes, because to wake it costs its
 * waker more than to write the line.
 * SPDX-License-Identifier: MIT
 */
#include "log.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "clock.h"

enum {
	BUFFER_SIZE = 256 * 1024,
	BUFFER_HALF = BUFFER_SIZE / 2, /* the thread gathers no longer */
	GATHER_MS = 20
};

struct log_buffer {
	size_t used;
	char bytes[BUFFER_SIZE];
};

static struct {
	pthread_mutex_t lock; /* for everything below */
	pthread_cond_t changed;
	pthread_t thread;
	bool running;
	bool stopping;
	struct log_buffer buffers[2];
	struct log_buffer *filling; /* the other one is the thread's */
	long long dropped;          /* lines, since the last swap */
} out = { .lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER };

static atomic_int lowest_level = LOG_INFO;

static const char *const level_names[] = {
	[LOG_ERROR] = "error",
	[LOG_WARNING] = "warning",
	[LOG_INFO] = "info",
	[LOG_DEBUG] = "debug",
};

void
log_set_level(enum log_level level)
{
	atomic_store(&lowest_level, (int)level);
}

bool
log_shows(enum log_level level)
{
	return (int)level <= atomic_load_explicit(&lowest_level, memory_order_relaxed);
}

/* Everything, however long stderr takes; gives up only when it is closed. */
static void
write_all(const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t written = write(STDERR_FILENO, bytes, len);
		if (written > 0) {
			bytes += written;
			len -= (size_t)written;
		} else if (written < 0 && errno == EAGAIN) {
			poll(&(struct pollfd){ .fd = STDERR_FILENO, .events = POLLOUT }, 1, -1);
		} else if (written == 0 || errno != EINTR) {
			return;
		}
	}
}

static int
line_begin(char line[LOG_LINE_MAX], enum log_level level, const char *event)
{
	long long now = clock_ms();
	time_t seconds = (time_t)(now / 1000);
	struct tm utc;
	gmtime_r(&seconds, &utc);
	return snprintf(line, LOG_LINE_MAX,
			"time=%04d-%02d-%02dT%02d:%02d:%02d.%03dZ level=%s event=%s",
			utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min,
			utc.tm_sec, (int)(now % 1000), level_names[level], event);
}

/* Ends the line of `len` characters, which snprintf() may have cut. One event stays one line,
 * whatever it holds. */
static size_t
line_end(char line[LOG_LINE_MAX], int len)
{
	size_t end = len < LOG_LINE_MAX - 1 ? (size_t)len : LOG_LINE_MAX - 2;
	for (size_t i = 0; i < end; i++)
		if ((unsigned char)line[i] < ' ')
			line[i] = ' ';
	while (end > 0 && line[end - 1] == ' ')
		end--;
	line[end] = '\n';
	return end + 1;
}

/* With the lock held. The thread is woken by the first line, and when there is no time to gather
 * more. */
static void
buffer_line(const char *line, size_t len)
{
	struct log_buffer *buffer = out.filling;
	if (len > BUFFER_SIZE - buffer->used) {
		out.dropped++;
		return;
	}
	size_t before = buffer->used;
	memcpy(buffer->bytes + before, line, len);
	buffer->used += len;
	if (before == 0 || (before < BUFFER_HALF && buffer->used >= BUFFER_HALF))
		pthread_cond_signal(&out.changed);
}

void
log_line(enum log_level level, const char *event, const char *pairs, ...)
{
	char line[LOG_LINE_MAX];
	if (!log_shows(level))
		return;
	int len = line_begin(line, level, event);
	if (len < LOG_LINE_MAX - 1) {
		line[len++] = ' ';
		va_list args;
		va_start(args, pairs);
		int more = vsnprintf(line + len, LOG_LINE_MAX - (size_t)len, pairs, args);
		va_end(args);
		len += more > 0 ? more : 0;
	}
	size_t size = line_end(line, len);

	pthread_mutex_lock(&out.lock);
	bool buffered = out.running;
	if (buffered)
		buffer_line(line, size);
	pthread_mutex_unlock(&out.lock);
	if (!buffered)
		write_all(line, size);
}

static void
write_dropped(long long dropped)
{
	char line[LOG_LINE_MAX];
	int len = line_begin(line, LOG_WARNING, "log_lines_dropped");
	len += snprintf(line + len, sizeof(line) - (size_t)len, " count=%lld", dropped);
	write_all(line, line_end(line, len));
}

/* With the lock held: lets lines gather for a moment. */
static void
gather(void)
{
	struct timespec until;
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_nsec += GATHER_MS * 1000000L;
	until.tv_sec += until.tv_nsec / 1000000000L;
	until.tv_nsec %= 1000000000L;
	int waited = 0;
	while (waited == 0 && out.filling->used < BUFFER_HALF && !out.stopping)
		waited = pthread_cond_clockwait(&out.changed, &out.lock, CLOCK_MONOTONIC, &until);
}

static void *
writer(void *unused)
{
	(void)unused;
	pthread_setname_np(pthread_self(), "log");
	pthread_mutex_lock(&out.lock);
	while (out.filling->used > 0 || !out.stopping) {
		if (out.filling->used == 0) {
			pthread_cond_wait(&out.changed, &out.lock);
			continue;
		}
		gather();
		struct log_buffer *full = out.filling;
		long long dropped = out.dropped;
		out.filling = full == &out.buffers[0] ? &out.buffers[1] : &out.buffers[0];
		out.dropped = 0;
		pthread_mutex_unlock(&out.lock);
		write_all(full->bytes, full->used);
		if (dropped > 0)
			write_dropped(dropped);
		full->used = 0;
		pthread_mutex_lock(&out.lock);
	}
	out.running = false;
	pthread_mutex_unlock(&out.lock);
	return NULL;
}

bool
log_start(void)
{
	sigset_t all, before;
	sigfillset(&all);
	pthread_mutex_lock(&out.lock);
	out.filling = &out.buffers[0];
	out.stopping = false;
	pthread_sigmask(SIG_SETMASK, &all, &before); /* signals are for the other threads */
	if (!out.running)
		out.running = pthread_create(&out.thread, NULL, writer, NULL) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	bool running = out.running;
	pthread_mutex_unlock(&out.lock);
	return running;
}

void
log_stop(void)
{
	pthread_mutex_lock(&out.lock);
	bool running = out.running;
	out.stopping = true;
	pthread_cond_signal(&out.changed);
	pthread_mutex_unlock(&out.lock);
	if (running)
		pthread_join(out.thread, NULL);
}

/* The escape of a character that may not stand between quotes as it is; its length, 0 for any
 * other. */
static size_t
escape(unsigned char character, char escaped[5])
{
	if (character == '"' || character == '\\')
		return (size_t)snprintf(escaped, 5, "\\%c", character);
	if (character == '\n')
		return (size_t)snprintf(escaped, 5, "\\n");
	if (character < ' ' || character == 0x7F)
		return (size_t)snprintf(escaped, 5, "\\x%02x", character);
	return 0;
}

struct log_quoted
log_quote(const char *text)
{
	struct log_quoted quoted;
	char *to = quoted.text;
	const char *end = quoted.text + sizeof(quoted.text) - 2; /* room for the closing quote */
	*to++ = '"';
	for (; text != NULL && *text != '\0'; text++) {
		char escaped[5];
		size_t len = escape((unsigned char)*text, escaped);
		if (to + (len == 0 ? 1 : len) > end)
			break;
		memcpy(to, len == 0 ? text : escaped, len == 0 ? 1 : len);
		to += len == 0 ? 1 : len;
	}
	*to++ = '"';
	*to = '\0';
	return quoted;
}
