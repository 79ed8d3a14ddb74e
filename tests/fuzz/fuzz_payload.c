/*
 * Any body, user agent and headers make an event that the database can store, or a problem with a name; any click on a link
 * makes one without a problem. The input's lines are the body, the User-Agent, x-umami-cache, X-Forwarded-For, a provider's
 * country, region and city, and a click's Host, query, Referer and Accept-Language.
 * SPDX-License-Identifier: MIT
 */
#include "payload.h"

#include "collect.h"
#include "forwarding.h"
#include "fuzz.h"
#include "text.h"

#define CEILING        (8 << 20)
#define TEXT_BYTES_MAX 2000 /* the schema's */
#define NOW            1792065600000LL
#define DAY_MS         86400000LL
#define YEAR_2000_MS   946684800000LL
#define DATE_YEARS_MAX 10000LL

static struct config config = { .client_ip_header = "" };
static struct collect_shared shared = { .config = &config };
static struct collect_context context = { .shared = &shared };

static void
load_once(void)
{
	char error[600] = "";
	if (context.useragents != NULL)
		return;
	shared.useragents = useragents_load("/usr/share/uap-core/regexes.yaml",
					    SOURCE_DIR "/data/bots.txt", error, sizeof(error));
	shared.sources = sources_load(SOURCE_DIR "/data/sources.tsv", error, sizeof(error));
	shared.spam_referrers =
		spam_referrers_load(SOURCE_DIR "/data/spam-referrers.txt", error, sizeof(error));
	fprintf(stderr, "%s", error);
	MUST(shared.useragents != NULL && shared.sources != NULL && shared.spam_referrers != NULL);
	MUST(address_list_parse("127.0.0.0/8", &shared.trusted_proxies, error, sizeof(error)));
	context.useragents = useragent_cache_new(shared.useragents, 64);
	MUST(context.useragents != NULL);
}

static void
check_text(const char *text, size_t characters_max)
{
	size_t len = strlen(text);
	MUST(text_is_storable(text, len));
	MUST(len <= TEXT_BYTES_MAX);
	MUST(text_truncated_characters(text, len, characters_max) == len);
}

/* As numeric(19, 4) takes it. */
static void
check_number(const char *number)
{
	const char *digits = number + (number[0] == '-');
	size_t whole = strspn(digits, "0123456789");
	MUST(whole >= 1 && whole <= 15 && digits[whole] == '.');
	MUST(strspn(digits + whole + 1, "0123456789") == 4 && digits[whole + 5] == '\0');
}

static void
check_property(const struct property *property)
{
	MUST(property->name[0] != '\0');
	check_text(property->name, PROPERTY_TEXT_MAX);
	MUST(property->type >= PROPERTY_TEXT && property->type <= PROPERTY_OTHER);
	if (property->text != NULL)
		check_text(property->text, PROPERTY_TEXT_MAX);
	if (property->number != NULL)
		check_number(property->number);
	MUST(property->type != PROPERTY_NUMBER || property->number != NULL);
	MUST(property->date > -DATE_YEARS_MAX * 366 * DAY_MS &&
	     property->date < DATE_YEARS_MAX * 366 * DAY_MS);
}

static void
check_event(const struct event *event)
{
	struct address address;
	for (int t = 0; t < TEXT_COUNT; t++)
		check_text(event->texts[t], PAGE_TEXT_MAX);
	MUST(event->type >= EVENT_IDENTIFY && event->type <= EVENT_ENGAGEMENT);
	MUST(event->kind == KIND_WEBSITE || event->type != EVENT_CUSTOM);
	MUST(event->type != EVENT_CUSTOM || event->texts[TEXT_EVENT_NAME][0] != '\0');
	MUST(event->at >= YEAR_2000_MS && event->at <= NOW + DAY_MS);
	MUST(event->dated || event->at == NOW);
	MUST(address_parse(event->address, &address));
	MUST(event->user_agent != NULL);
	MUST(!event->visitor_known);
	MUST(event->property_count >= 0 && event->property_count <= EVENT_PROPERTIES_MAX);
	for (int p = 0; p < event->property_count; p++)
		check_property(&event->properties[p]);
	MUST((event->revenue == NULL) == (event->currency == NULL));
	if (event->revenue != NULL) {
		check_number(event->revenue);
		check_text(event->currency, 10);
		MUST(event->currency[0] != '\0');
	}
}

static void
keep(struct request *req, const char *name, const char *value)
{
	if (value != NULL)
		forwarding_keep(req, name, strlen(name), value, strlen(value), "");
}

static void
click(struct request *req, char **rest)
{
	struct slug_target target = { .slug = "some-slug" };
	struct event event;
	req->problems = NULL;
	req->method = "GET";
	req->host = strsep(rest, "\n");
	req->query = strsep(rest, "\n");
	if (req->query == NULL)
		req->query = "";
	req->headers.referer = strsep(rest, "\n");
	req->headers.accept_language = strsep(rest, "\n");
	payload_read_slug(req, &context, KIND_LINK, &target, &event);
	MUST(req->problems == NULL && event.result != EVENT_INVALID);
	MUST(event.type == EVENT_LINK && event.slug == &target);
	if (!arena_exhausted(req->arena)) {
		check_event(&event);
		MUST(strncmp(event.texts[TEXT_PATH], "/q/some-slug", 12) == 0);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_text(data, size);
	char *rest = text;
	struct arena *arena = arena_new(CEILING);
	struct request req = {
		.arena = arena, .id = "fuzz", .query = "", .peer = "127.0.0.1", .received_at = NOW
	};
	struct event event;
	load_once();
	config.remove_trailing_slash = size & 1;
	config.disable_bot_check = size & 2;
	req.body = strsep(&rest, "\n");
	req.body_len = strlen(req.body);
	req.headers.user_agent = strsep(&rest, "\n");
	req.headers.umami_cache = strsep(&rest, "\n");
	keep(&req, "x-forwarded-for", strsep(&rest, "\n"));
	keep(&req, "cf-ipcountry", strsep(&rest, "\n"));
	keep(&req, "cf-region-code", strsep(&rest, "\n"));
	keep(&req, "cf-ipcity", strsep(&rest, "\n"));
	const struct json *sent = request_body(&req);
	payload_read(&req, &context, sent, &event);
	MUST(event.at >= YEAR_2000_MS && event.at <= NOW + DAY_MS);
	if (event.result == EVENT_WAITING && !arena_exhausted(arena))
		check_event(&event);
	if (event.result == EVENT_INVALID) {
		MUST(req.problems != NULL);
		for (const struct problem *it = req.problems; it != NULL; it = it->next)
			MUST(it->field != NULL && it->message != NULL && it->message[0] != '\0');
	}
	click(&req, &rest);
	arena_free(arena);
	free(text);
	return 0;
}
