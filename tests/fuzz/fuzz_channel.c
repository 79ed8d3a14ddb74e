/*
 * Any referrer and campaign (six lines) have a source and a channel.
 * SPDX-License-Identifier: MIT
 */
#include "channel.h"
#include "fuzz.h"
#include "referrer.h"

static struct sources *sources;

static void
load_once(void)
{
	char error[300];
	if (sources == NULL)
		sources = sources_load(SOURCE_DIR "/data/sources.tsv", error, sizeof(error));
	MUST(sources != NULL);
}

/* The next line, NULL behind the last. */
static const char *
line(char **rest)
{
	return *rest == NULL ? NULL : strsep(rest, "\n");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);
	char *rest = text;
	struct channel_input input = { .sources = NULL };
	load_once();
	input.sources = sources;
	input.referrer_host = line(&rest);
	input.hostname = line(&rest);
	input.utm_source = line(&rest);
	input.utm_medium = line(&rest);
	input.gclid = line(&rest);
	input.fbclid = line(&rest);
	enum channel channel = channel_of(&input);
	MUST(channel < CHANNEL_COUNT && channel_name(channel)[0] != '\0');
	const char *name = referrer_source(sources, input.referrer_host);
	MUST((name[0] == '\0') == (input.referrer_host[0] == '\0'));
	free(text);
	return 0;
}
