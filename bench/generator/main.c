/*
 * Makes a website's traffic from a seed, the same every time: into the database that libpq's variables name, as rows that the
 * collector would have written, or onto standard output, as the requests that tags would have sent.
 *
 *   bench_generator [--print] [--events N] [--days D] [--seed S] [--pages P] [--until MS] WEBSITE SHARE_DIR
 *
 * WEBSITE is the UUID of a website without events whose DO_NOT_TRACK policy is "anonymous". The traffic ends at --until
 * (milliseconds since 1970; default: now).
 * SPDX-License-Identifier: MIT
 */
#include "clock.h"
#include "model.h"
#include "sending.h"
#include "store.h"
#include "traffic.h"

#include <getopt.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { BAR = 30 };

static const long long DAY_MS = 86400000;

struct options {
	bool print;
	long long events, days, seed, until;
	int pages;
	const char *website, *share_dir;
};

/* A sending that waits for its time. */
struct waiting {
	long long order; /* of those at the same time */
	struct sending sending;
	struct person person;
	struct sending_numbers numbers;
};

struct generator {
	const struct options *options;
	struct model *model;
	struct traffic *traffic;
	struct store *store; /* NULL: what is sent is printed */
	long long order;
	struct waiting **heap; /* the earliest first */
	int heap_count, heap_size;
};

/* What waits ---------------------------------------------------------------------------------- */

static bool
is_before(const struct waiting *one, const struct waiting *other)
{
	if (one->sending.at != other->sending.at)
		return one->sending.at < other->sending.at;
	return one->order < other->order;
}

static void
heap_push(struct generator *generator, struct waiting *waiting)
{
	if (generator->heap_count == generator->heap_size) {
		generator->heap_size = generator->heap_size * 2 + 1024;
		generator->heap = realloc(generator->heap,
					  (size_t)generator->heap_size * sizeof(struct waiting *));
		if (generator->heap == NULL)
			abort();
	}
	int at = generator->heap_count++;
	for (; at > 0 && is_before(waiting, generator->heap[(at - 1) / 2]); at = (at - 1) / 2)
		generator->heap[at] = generator->heap[(at - 1) / 2];
	generator->heap[at] = waiting;
}

static struct waiting *
heap_pop(struct generator *generator)
{
	struct waiting *first = generator->heap[0],
		       *last = generator->heap[--generator->heap_count];
	int at = 0;
	while (true) {
		int child = 2 * at + 1;
		if (child + 1 < generator->heap_count &&
		    is_before(generator->heap[child + 1], generator->heap[child]))
			child++;
		if (child >= generator->heap_count || !is_before(generator->heap[child], last))
			break;
		generator->heap[at] = generator->heap[child];
		at = child;
	}
	generator->heap[at] = last;
	return first;
}

/* Visits -------------------------------------------------------------------------------------- */

static void
visit_take(struct generator *generator, const struct visit_sendings *sent)
{
	static struct sending_numbers numbers[SENDINGS_MAX];
	if (generator->store != NULL)
		store_visit(generator->store, sent, numbers);
	for (int i = 0; i < sent->count; i++) {
		struct waiting *waiting = memory(1, sizeof(*waiting));
		*waiting = (struct waiting){ ++generator->order, sent->sendings[i], *sent->person,
					     numbers[i] };
		heap_push(generator, waiting);
	}
}

/* Together ------------------------------------------------------------------------------------ */

/* Sends on what is due by then. */
static void
drain(struct generator *generator, long long until)
{
	while (generator->heap_count > 0 && generator->heap[0]->sending.at < until) {
		struct waiting *waiting = heap_pop(generator);
		if (generator->store != NULL)
			store_sending(generator->store, &waiting->person, &waiting->sending,
				      &waiting->numbers);
		else
			sending_print(generator->model, generator->options->website,
				      &waiting->person, &waiting->sending);
		free(waiting);
	}
}

static void
progress(const struct generator *generator, long long started_at)
{
	static int shown = -1;
	int step = isatty(2) ? 1 : 10;
	double share = traffic_share(generator->traffic);
	double seconds = (double)(clock_monotonic_us() - started_at) / 1e6;
	char bar[BAR + 1];
	if ((int)(share * 100) / step == shown || generator->store == NULL)
		return;
	shown = (int)(share * 100) / step;
	for (int i = 0; i < BAR; i++)
		bar[i] = i < share * BAR ? '#' : '.';
	bar[BAR] = '\0';
	fprintf(stderr, "%sgenerating [%s] %3d %%  %lld events  %.0f s left%s",
		isatty(2) ? "\r" : "", bar, shown * step, store_event_count(),
		share > 0.01 ? seconds / share - seconds : 0, isatty(2) ? "  " : "\n");
}

static void
generate(struct generator *generator)
{
	static struct visit_sendings sent;
	long long started_at = clock_monotonic_us();
	while (traffic_next(generator->traffic, &sent)) {
		if (sent.count == 0)
			continue;
		/* a later visit of the same guest comes before others that begin before it: nothing is due then */
		drain(generator, traffic_now(generator->traffic));
		visit_take(generator, &sent);
		progress(generator, started_at);
	}
	drain(generator, generator->options->until);
}

static long long
number_of(const char *text)
{
	char *end;
	long long number = strtoll(text, &end, 10);
	if (*text == '\0' || *end != '\0' || number < 0) {
		fprintf(stderr, "not a number: %s\n", text);
		exit(1);
	}
	return number;
}

static void
options_read(struct options *options, int argc, char **argv)
{
	enum { PRINT = 1, EVENTS, DAYS, SEED, PAGES, UNTIL };
	static const struct option known[] = { { "print", no_argument, NULL, PRINT },
					       { "events", required_argument, NULL, EVENTS },
					       { "days", required_argument, NULL, DAYS },
					       { "seed", required_argument, NULL, SEED },
					       { "pages", required_argument, NULL, PAGES },
					       { "until", required_argument, NULL, UNTIL },
					       { NULL, 0, NULL, 0 } };
	int option;
	*options = (struct options){
		.events = 1000000, .days = 90, .seed = 1, .pages = 20000, .until = clock_ms()
	};
	while ((option = getopt_long(argc, argv, "", known, NULL)) != -1) {
		long long number = optarg == NULL ? 0 : number_of(optarg);
		options->print = options->print || option == PRINT;
		options->events = option == EVENTS ? number : options->events;
		options->days = option == DAYS ? number : options->days;
		options->seed = option == SEED ? number : options->seed;
		options->pages = option == PAGES ? (int)number : options->pages;
		options->until = option == UNTIL ? number : options->until;
		if (option == '?')
			exit(1);
	}
	if (argc - optind != 2 || options->days == 0) {
		fprintf(stderr, "usage: bench_generator [--print] [--events N] [--days D] [--seed "
				"S] [--pages P] [--until MS] WEBSITE SHARE_DIR\n");
		exit(1);
	}
	options->website = argv[optind];
	options->share_dir = argv[optind + 1];
}

int
main(int argc, char **argv)
{
	struct options options;
	options_read(&options, argc, argv);
	long long since = options.until - options.days * DAY_MS;
	struct generator generator = { .options = &options };
	if (sodium_init() < 0 || !sending_load(options.share_dir))
		return 1;
	generator.model = model_new(options.pages);
	generator.traffic = traffic_new(generator.model, (uint64_t)options.seed, options.events,
					since, options.until);
	if (!options.print)
		generator.store = store_open(generator.model, options.website, since, options.until,
					     (uint64_t)options.seed);
	generate(&generator);
	if (generator.store != NULL) {
		if (isatty(2))
			fputc('\n', stderr);
		store_close(generator.store);
	}
	return 0;
}
