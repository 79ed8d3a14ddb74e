/*
 * Measures what classifying user agents costs: start to first answer, a first look-up, a look-up in
 * the cache, memory. Usage: bench_useragent REGEXES_YAML BOTS_FILE < user_agents, one a line
 * SPDX-License-Identifier: MIT
 */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "useragent.h"
#include "useragent_cache.h"

#define LINES_MAX 4096
#define ROUNDS    200

static double
now_us(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static long
anonymous_kb(void)
{
	char line[256];
	long kb = 0;
	FILE *status = fopen("/proc/self/status", "re");
	while (status != NULL && fgets(line, sizeof(line), status) != NULL)
		if (strncmp(line, "RssAnon:", 8) == 0)
			kb = strtol(line + 8, NULL, 10);
	if (status != NULL)
		fclose(status);
	return kb;
}

static size_t
lines_read(char *lines[LINES_MAX])
{
	size_t count = 0;
	char *line = NULL;
	size_t size = 0;
	while (count < LINES_MAX && getline(&line, &size, stdin) > 0) {
		line[strcspn(line, "\n")] = '\0';
		lines[count++] = strdup(line);
	}
	free(line);
	return count;
}

/* The best of ROUNDS for each line: what it costs when nobody else wants the processor. */
static void
measure_first(const struct useragents *useragents, char *lines[], size_t count)
{
	double sum = 0;
	double worst = 0;
	for (size_t i = 0; i < count; i++) {
		double best = 1e9;
		struct useragent answer;
		for (int round = 0; round < ROUNDS; round++) {
			double start = now_us();
			useragent_classify(useragents, lines[i], "1920x1080", &answer);
			double took = now_us() - start;
			best = took < best ? took : best;
		}
		sum += best;
		worst = best > worst ? best : worst;
	}
	printf("first look-up     mean %8.2f us, worst %8.2f us (%zu user agents)\n",
	       sum / (double)count, worst, count);
}

static void
measure_cached(const struct useragents *useragents, char *lines[], size_t count)
{
	struct useragent_cache *cache = useragent_cache_new(useragents, 2 * LINES_MAX);
	if (cache == NULL)
		exit(1);
	for (size_t i = 0; i < count; i++)
		useragent_cache_get(cache, lines[i], "1920x1080");
	double start = now_us();
	for (int round = 0; round < ROUNDS; round++)
		for (size_t i = 0; i < count; i++)
			useragent_cache_get(cache, lines[i], "1920x1080");
	printf("cached look-up    mean %8.3f us\n", (now_us() - start) / ROUNDS / (double)count);
	useragent_cache_free(cache);
}

int
main(int argc, char **argv)
{
	static char *lines[LINES_MAX];
	char error[512];
	struct useragent answer;
	if (argc != 3 || sodium_init() < 0) {
		fprintf(stderr, "usage: %s REGEXES_YAML BOTS_FILE < user_agents\n", argv[0]);
		return 2;
	}
	long before_kb = anonymous_kb();
	double start = now_us();
	struct useragents *useragents = useragents_load(argv[1], argv[2], error, sizeof(error));
	if (useragents == NULL) {
		fprintf(stderr, "%s\n", error);
		return 1;
	}
	double loaded = now_us();
	useragent_classify(useragents, "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", "",
			   &answer);
	printf("load              %8.2f ms\n", (loaded - start) / 1e3);
	printf("to first answer   %8.2f ms\n", (now_us() - start) / 1e3);
	printf("memory            %8ld kB\n", anonymous_kb() - before_kb);
	size_t count = lines_read(lines);
	if (count > 0) {
		measure_first(useragents, lines, count);
		measure_cached(useragents, lines, count);
	}
	useragents_free(useragents);
	return 0;
}
