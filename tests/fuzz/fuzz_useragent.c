/*
 * Any bytes are classified, in words that fit, the same with the cache as without.
 * SPDX-License-Identifier: MIT
 */
#include "fuzz.h"
#include "useragent.h"
#include "useragent_cache.h"

static struct useragents *useragents;
static struct useragent_cache *cache;

static void
load_once(void)
{
	char error[600] = "";
	if (useragents != NULL)
		return;
	useragents = useragents_load("/usr/share/uap-core/regexes.yaml",
				     SOURCE_DIR "/data/bots.txt", error, sizeof(error));
	fprintf(stderr, "%s", useragents == NULL ? error : "");
	MUST(useragents != NULL);
	cache = useragent_cache_new(useragents, 64);
	MUST(cache != NULL);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);
	struct useragent answer;
	char browser[USERAGENT_FAMILY_SIZE];
	char os[USERAGENT_FAMILY_SIZE];
	load_once();
	useragent_classify(useragents, text, text, &answer);
	const struct useragent *cached = useragent_cache_get(cache, text, text);
	MUST(memcmp(&answer, cached, sizeof(answer)) == 0);
	MUST(answer.device[0] != '\0');
	useragent_families(useragents, text, browser, os);
	MUST(strlen(browser) < sizeof(browser) && strlen(os) < sizeof(os));
	free(text);
	return 0;
}
