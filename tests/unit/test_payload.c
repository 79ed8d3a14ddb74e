/*
 * From what a tag sends to an event: every member, what it becomes, and what is refused.
 * SPDX-License-Identifier: MIT
 */
#include "payload.h"

#include "asked.h"
#include "collect.h"
#include "forwarding.h"
#include "token.h"
#include "unit.h"
#include "visit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WEBSITE "00000000-0000-4000-8000-000000000001"
#define CHROME                                                                              \
	"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) " \
	"Chrome/140.0.0.0 "                                                                 \
	"Safari/537.36"

static const long long now = 1792065600000LL; /* 2026-10-15 12:00 */

static struct config config;
static struct collect_shared shared = { .config = &config };
static struct collect_context context = { .shared = &shared };

static void
load_once(void)
{
	char error[600] = "";
	config = (struct config){ .client_ip_header = "" };
	if (context.useragents != NULL)
		return;
	shared.useragents = useragents_load("/usr/share/uap-core/regexes.yaml",
					    SOURCE_DIR "/data/bots.txt", error, sizeof(error));
	shared.sources = sources_load(SOURCE_DIR "/data/sources.tsv", error, sizeof(error));
	shared.spam_referrers =
		spam_referrers_load(SOURCE_DIR "/data/spam-referrers.txt", error, sizeof(error));
	CU_ASSERT_TRUE_FATAL(shared.useragents != NULL && shared.sources != NULL &&
			     shared.spam_referrers != NULL);
	CU_ASSERT_TRUE_FATAL(
		address_list_parse("10.0.0.0/8", &shared.trusted_proxies, error, sizeof(error)));
	context.useragents = useragent_cache_new(shared.useragents, 64);
}

/* A request whose payload has these members besides the website, as JSON without braces. */
static struct request *
sending(const char *type, const char *members)
{
	load_once();
	struct request *req = asked(NULL, "");
	req->body = arena_format(req->arena,
				 "{\"type\":\"%s\",\"payload\":{\"website\":\"" WEBSITE "\"%s%s}}",
				 type, *members == '\0' ? "" : ",", members);
	req->body_len = strlen(req->body);
	req->received_at = now;
	req->peer = "10.0.0.1";
	req->headers.user_agent = CHROME;
	return req;
}

static enum event_result
reading(struct request *req, struct event *event)
{
	const struct json *sent = request_body(req);
	CU_ASSERT_PTR_NOT_NULL_FATAL(sent);
	payload_read(req, &context, sent, event);
	return event->result;
}

static void
forwarded(struct request *req, const char *name, const char *value)
{
	forwarding_keep(req, name, strlen(name), value, strlen(value), "");
}

/* Members, and one text of the event that they make. */
struct text_case {
	const char *members;
	enum event_text text;
	const char *wanted;
};

static void
check_texts(const struct text_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct event event;
		struct request *req = sending("event", cases[i].members);
		enum event_result verdict = reading(req, &event);
		if (verdict != EVENT_WAITING ||
		    strcmp(event.texts[cases[i].text], cases[i].wanted) != 0)
			fprintf(stderr, "\n%s: \"%s\" instead of \"%s\" %s\n", cases[i].members,
				event.texts[cases[i].text], cases[i].wanted, asked_problems(req));
		CU_ASSERT_EQUAL(verdict, EVENT_WAITING);
		CU_ASSERT_STRING_EQUAL(event.texts[cases[i].text], cases[i].wanted);
		asked_free(req);
	}
}
#define CHECK_TEXTS(cases) check_texts((cases), sizeof(cases) / sizeof((cases)[0]))

#define PAGE "\"hostname\":\"example.org\",\"url\":"

static void
splits_the_page_as_umami_does(void)
{
	static const struct text_case cases[] = {
		{ "", TEXT_PATH, "" },
		{ PAGE "\"/a/b?x=1\"", TEXT_PATH, "/a/b" },
		{ PAGE "\"/a/b?x=1\"", TEXT_QUERY, "x=1" },
		{ PAGE "\"/a/b?x=1\"", TEXT_HOSTNAME, "example.org" },
		{ PAGE "\"/a?x=1#part\"", TEXT_PATH, "/a#part" },
		{ PAGE "\"/caf%C3%A9\"", TEXT_PATH, "/café" },
		{ PAGE "\"/a/\"", TEXT_PATH, "/a/" },
		{ PAGE "\"/undefined\"", TEXT_PATH, "" },
		{ PAGE "\"/undefined/more\"", TEXT_PATH, "/undefined/more" },
		{ PAGE "\"\"", TEXT_PATH, "" },
		{ PAGE "\"https://other.example/b\"", TEXT_PATH, "/b" },
		{ PAGE "\"https://other.example/b\"", TEXT_HOSTNAME, "example.org" },
		{ "\"url\":\"https://www.other.example/b\"", TEXT_HOSTNAME, "other.example" },
		{ "\"url\":\"//other.example/b\"", TEXT_HOSTNAME, "other.example" },
		{ "\"url\":\"/b\"", TEXT_HOSTNAME, "" },
		{ "\"url\":\"/b?to=https://other.example\"", TEXT_HOSTNAME, "" },
		{ "\"hostname\":\"\",\"url\":\"https://other.example/b\"", TEXT_HOSTNAME,
		  "other.example" },
		{ "\"title\":\"A page\"", TEXT_TITLE, "A page" },
		{ "\"title\":null", TEXT_TITLE, "" },
		{ "\"title\":\"Caf%C3%A9%20%26%20more\"", TEXT_TITLE, "Café & more" },
		{ "\"title\":\"100%25\"", TEXT_TITLE, "100%" },
		{ "\"title\":\"50% off\"", TEXT_TITLE, "50% off" },
		{ "\"title\":\"5%20 and 5%\"", TEXT_TITLE, "5%20 and 5%" },
		{ "\"title\":\"%ff%00\"", TEXT_TITLE, "%ff%00" },
		{ "\"title\":\"%00\"", TEXT_TITLE, "%00" },
		{ "\"tag\":\"b\"", TEXT_TAG, "b" },
		{ "\"id\":\"user-7\"", TEXT_DISTINCT_ID, "user-7" },
		{ "\"id\":\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxy\"",
		  TEXT_DISTINCT_ID, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" },
		{ "\"name\":\"click\"", TEXT_EVENT_NAME, "click" },
		{ "\"name\":\"\"", TEXT_EVENT_NAME, "" },
	};
	CHECK_TEXTS(cases);
}

static void
leaves_the_trailing_slash_out_when_told_to(void)
{
	static const struct {
		const char *url, *path;
	} cases[] = { { "/a/", "/a" },
		      { "/", "/" },
		      { "/a/#x", "/a#x" },
		      { "/a#x/", "/a#x/" },
		      { "/a//", "/a/" } };
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct event event;
		char members[100];
		snprintf(members, sizeof(members), PAGE "\"%s\"", cases[i].url);
		struct request *req = sending("event", members);
		config.remove_trailing_slash = true;
		CU_ASSERT_EQUAL(reading(req, &event), EVENT_WAITING);
		CU_ASSERT_STRING_EQUAL(event.texts[TEXT_PATH], cases[i].path);
		asked_free(req);
	}
}

static void
takes_a_source_from_the_referrer_unless_it_is_the_own_host(void)
{
	static const struct text_case cases[] = {
		{ PAGE "\"/\",\"referrer\":\"https://www.google.fr/search?q=x\"",
		  TEXT_REFERRER_DOMAIN, "google.fr" },
		{ PAGE "\"/\",\"referrer\":\"https://www.google.fr/search?q=x\"",
		  TEXT_REFERRER_PATH, "/search" },
		{ PAGE "\"/\",\"referrer\":\"https://www.google.fr/search?q=x\"",
		  TEXT_REFERRER_QUERY, "q=x" },
		{ PAGE "\"/\",\"referrer\":\"https://www.google.fr/search?q=x\"", TEXT_SOURCE_NAME,
		  "Google" },
		{ PAGE "\"/\",\"referrer\":\"https://www.google.fr/search?q=x\"", TEXT_CHANNEL,
		  "organicSearch" },
		{ PAGE "\"/\",\"referrer\":\"https://unknown.example/\"", TEXT_SOURCE_NAME,
		  "unknown.example" },
		{ PAGE "\"/\",\"referrer\":\"https://unknown.example/\"", TEXT_CHANNEL,
		  "referral" },
		{ PAGE "\"/\",\"referrer\":\"https://example.org/b\"", TEXT_REFERRER_DOMAIN, "" },
		{ PAGE "\"/\",\"referrer\":\"https://example.org/b\"", TEXT_CHANNEL, "" },
		{ PAGE "\"/\",\"referrer\":\"https://www.example.org/b\"", TEXT_REFERRER_DOMAIN,
		  "" },
		{ PAGE "\"/\",\"referrer\":\"https://shop.example.org/\"", TEXT_REFERRER_DOMAIN,
		  "shop.example.org" },
		{ PAGE "\"/\",\"referrer\":\"/b\"", TEXT_REFERRER_DOMAIN, "" },
		{ PAGE "\"/\",\"referrer\":\"\"", TEXT_REFERRER_DOMAIN, "" },
		{ PAGE "\"/\",\"referrer\":\"mailto:a@b.example\"", TEXT_REFERRER_DOMAIN, "" },
		{ PAGE "\"/\",\"referrer\":\"mailto:a@b.example\"", TEXT_CHANNEL, "" },
		{ PAGE "\"/\",\"referrer\":\"android-app://com.google.android.gm/\"",
		  TEXT_REFERRER_DOMAIN, "com.google.android.gm" },
		{ "\"hostname\":\"www.example.org\",\"referrer\":\"https://example.org/\"",
		  TEXT_REFERRER_DOMAIN, "" },
		{ "\"hostname\":\"WWW.Example.Org:8080\",\"referrer\":\"https://example.org:8080/"
		  "\"",
		  TEXT_REFERRER_DOMAIN, "" },
		{ "\"referrer\":\"https://localhost/b\"", TEXT_REFERRER_DOMAIN, "" },
		{ "\"url\":\"https://a.example/\",\"referrer\":\"https://a.example/b\"",
		  TEXT_REFERRER_DOMAIN, "" },
	};
	CHECK_TEXTS(cases);
}

static void
reads_campaigns_and_click_parameters(void)
{
	static const struct text_case cases[] = {
		{ PAGE "\"/?utm_source=news\"", TEXT_UTM_SOURCE, "news" },
		{ PAGE "\"/?utm_medium=e%2Dmail\"", TEXT_UTM_MEDIUM, "e-mail" },
		{ PAGE "\"/?utm_campaign=a+b\"", TEXT_UTM_CAMPAIGN, "a b" },
		{ PAGE "\"/?utm_content=c\"", TEXT_UTM_CONTENT, "c" },
		{ PAGE "\"/?utm_term=t\"", TEXT_UTM_TERM, "t" },
		{ PAGE "\"/?utm_term=t#utm_term=u\"", TEXT_UTM_TERM, "t" },
		{ PAGE "\"/?utm_source=news&utm_medium=email\"", TEXT_CHANNEL, "email" },
		{ PAGE "\"/?gclid=x\"", TEXT_CLICK_ID, "gclid" },
		{ PAGE "\"/?fbclid=x\"", TEXT_CLICK_ID, "fbclid" },
		{ PAGE "\"/?msclkid=x\"", TEXT_CLICK_ID, "msclkid" },
		{ PAGE "\"/?ttclid=x\"", TEXT_CLICK_ID, "ttclid" },
		{ PAGE "\"/?li_fat_id=x\"", TEXT_CLICK_ID, "li_fat_id" },
		{ PAGE "\"/?twclid=x\"", TEXT_CLICK_ID, "twclid" },
		{ PAGE "\"/?twclid=x&gclid=y\"", TEXT_CLICK_ID, "gclid" },
		{ PAGE "\"/?gclid=\"", TEXT_CLICK_ID, "" },
		{ PAGE "\"/?gclid=\"", TEXT_CHANNEL, "" },
		{ PAGE "\"/?gclid=x\"", TEXT_CHANNEL, "paidAds" },
		{ PAGE "\"/?fbclid=x\"", TEXT_CHANNEL, "organicSocial" },
		{ PAGE "\"/?other=x\"", TEXT_CHANNEL, "" },
		{ PAGE "\"/\"", TEXT_CHANNEL, "" },
	};
	CHECK_TEXTS(cases);
}

static void
reads_the_client_and_lets_senders_overrule_it(void)
{
	static const struct text_case cases[] = {
		{ "", TEXT_BROWSER, "chrome" },
		{ "", TEXT_OS, "Windows 10" },
		{ "\"screen\":\"2560x1440\"", TEXT_DEVICE, "desktop" },
		{ "\"screen\":\"1920x1080\"", TEXT_DEVICE, "laptop" },
		{ "\"screen\":\"1920x1080\"", TEXT_SCREEN, "1920x1080" },
		{ "\"language\":\"fr-fr\"", TEXT_LANGUAGE, "fr-FR" },
		{ "\"language\":\"!\"", TEXT_LANGUAGE, "" },
		{ "\"browser\":\"mine\"", TEXT_BROWSER, "mine" },
		{ "\"os\":\"mine\"", TEXT_OS, "mine" },
		{ "\"device\":\"mine\"", TEXT_DEVICE, "mine" },
		{ "\"browser\":\"abcdefghijklmnopqrstuvwxyz\"", TEXT_BROWSER,
		  "abcdefghijklmnopqrst" },
		{ "\"userAgent\":\"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 "
		  "Firefox/140.0\"",
		  TEXT_BROWSER, "firefox" },
		{ "\"userAgent\":\"\"", TEXT_BROWSER, "chrome" },
	};
	CHECK_TEXTS(cases);
}

/* 600 characters of one to four bytes; each text keeps its own number of them. */
static void
cuts_long_texts_at_a_character(void)
{
	static const struct {
		const char *before; /* what stands in the payload before the text */
		enum event_text text;
		size_t characters;
		const char *start;
	} cases[] = {
		{ "\"title\":\"", TEXT_TITLE, 500, "" },
		{ "\"url\":\"/", TEXT_PATH, 499, "/" },
		{ "\"url\":\"/#", TEXT_PATH, 498, "/#" },
		{ "\"url\":\"/?utm_source=", TEXT_UTM_SOURCE, 255, "" },
		{ "\"url\":\"/?utm_term=", TEXT_UTM_TERM, 255, "" },
		{ "\"referrer\":\"https://other.example/", TEXT_REFERRER_PATH, 499, "/" },
		{ "\"browser\":\"", TEXT_BROWSER, 20, "" },
		{ "\"os\":\"", TEXT_OS, 20, "" },
		{ "\"device\":\"", TEXT_DEVICE, 20, "" },
	};
	static const char *const characters[] = { "x", "é", "€", "🌊" };
	for (size_t c = 0; c < sizeof(characters) / sizeof(characters[0]); c++) {
		size_t bytes = strlen(characters[c]);
		char many[600 * 4 + 1], members[3000], wanted[600 * 4 + 3];
		for (size_t i = 0; i < 600; i++)
			memcpy(many + i * bytes, characters[c], bytes + 1);
		for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
			struct event event;
			snprintf(members, sizeof(members), "%s%s\"", cases[i].before, many);
			snprintf(wanted, sizeof(wanted), "%s%.*s", cases[i].start,
				 (int)(cases[i].characters * bytes), many);
			struct request *req = sending("event", members);
			CU_ASSERT_EQUAL(reading(req, &event), EVENT_WAITING);
			CU_ASSERT_STRING_EQUAL(event.texts[cases[i].text], wanted);
			asked_free(req);
		}
	}
}

static void
names_the_member_that_is_wrong(void)
{
	static const struct {
		const char *members, *field;
	} cases[] = {
		{ "\"hostname\":7", "payload.hostname" },
		{ "\"hostname\":\"exa mple\",\"url\":\"/\"", "payload.hostname" },
		{ "\"hostname\":\"a/b\"", "payload.hostname" },
		{ "\"url\":\"http://[::1\"", "payload.url" },
		{ "\"url\":7", "payload.url" },
		{ "\"referrer\":\"https://a:99999/\"", "payload.referrer" },
		{ "\"title\":true", "payload.title" },
		{ "\"screen\":\"1920x1080x10\"", "payload.screen" },
		{ "\"language\":\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"", "payload.language" },
		{ "\"name\":\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
		  "payload.name" },
		{ "\"tag\":\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
		  "payload.tag" },
		{ "\"ip\":\"999.1.1.1\"", "payload.ip" },
		{ "\"userAgent\":[]", "payload.userAgent" },
		{ "\"browser\":1", "payload.browser" },
		{ "\"os\":1", "payload.os" },
		{ "\"device\":1", "payload.device" },
		{ "\"timestamp\":\"now\"", "payload.timestamp" },
		{ "\"timestamp\":-1", "payload.timestamp" },
		{ "\"timestamp\":946684799", "payload.timestamp" },
		{ "\"timestamp\":1792152001", "payload.timestamp" },
		{ "\"timestamp\":1e300", "payload.timestamp" },
		{ "\"data\":[1]", "payload.data" },
		{ "\"data\":{\"n\":1e15}", "payload.data.n" },
		{ "\"eventId\":\"1\"", "payload.eventId" },
		{ "\"eventId\":7", "payload.eventId" },
		{ "\"age\":-1", "payload.age" },
		{ "\"age\":86400001", "payload.age" },
		{ "\"age\":\"1\"", "payload.age" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct event event;
		struct request *req = sending("event", cases[i].members);
		CU_ASSERT_EQUAL(reading(req, &event), EVENT_INVALID);
		CU_ASSERT_PTR_NOT_NULL_FATAL(req->problems);
		CU_ASSERT_STRING_EQUAL(req->problems->field, cases[i].field);
		CU_ASSERT_PTR_NULL(req->problems->next);
		asked_free(req);
	}
}

/* Whatever is wrong is said at once: members, type, page, client and properties alike. */
static void
names_everything_that_is_wrong(void)
{
	struct event event;
	struct request *req = sending(
		"click", "\"hostname\":7,\"tag\":[],\"timestamp\":1,\"url\":\"http://[::1\","
			 "\"referrer\":\"https://a:99999/\",\"ip\":\"x\",\"eventId\":\"x\","
			 "\"data\":{\"ok\":1,\"a\":{\"n\":1e15},\"m\":-1e15}");
	CU_ASSERT_EQUAL(reading(req, &event), EVENT_INVALID);
	CU_ASSERT_STRING_EQUAL(
		asked_problems(req),
		"payload.hostname: Must be text. | payload.tag: Must be text. | "
		"payload.eventId: Must be a UUID. | type: Must be event, identify, performance or "
		"engagement. | "
		"payload.timestamp: Must be in seconds since 1970, from the year 2000 to a day "
		"from now. | "
		"payload.url: Must be a URL or a path. | payload.referrer: Must be a URL or a "
		"path. | "
		"payload.ip: Must be an IPv4 or IPv6 address. | payload.data.a.n: Must be less "
		"than "
		"10^15. | "
		"payload.data.m: Must be less than 10^15.");
	asked_free(req);
}

/* The ledger books a refused event under its website and its time, as far as it says them. */
static void
knows_website_and_time_of_what_it_refuses(void)
{
	struct event event;
	struct request *req = sending("event", "\"name\":[],\"age\":5000");
	CU_ASSERT_EQUAL(reading(req, &event), EVENT_INVALID);
	CU_ASSERT_EQUAL(event.at, now - 5000);
	CU_ASSERT_FALSE(uuid_is_nil(&event.website));
	asked_free(req);
	req = sending("event", "\"timestamp\":1");
	CU_ASSERT_EQUAL(reading(req, &event), EVENT_INVALID);
	CU_ASSERT_EQUAL(event.at, now);
	asked_free(req);
	req = sending("event", "");
	payload_read(req, &context, NULL, &event);
	CU_ASSERT_EQUAL(event.result, EVENT_INVALID);
	CU_ASSERT_EQUAL(event.at, now);
	CU_ASSERT_TRUE(uuid_is_nil(&event.website));
	asked_free(req);
}

static void
takes_an_id_and_an_age(void)
{
	struct event event;
	struct request *req = sending(
		"event", "\"eventId\":\"ABCDEF00-0000-4000-8000-000000000001\",\"age\":86400000");
	CU_ASSERT_EQUAL(reading(req, &event), EVENT_WAITING);
	CU_ASSERT_EQUAL(event.key.bytes[0], 0xab);
	CU_ASSERT_EQUAL(event.at, now - 86400000);
	CU_ASSERT_FALSE(event.dated);
	asked_free(req);
	req = sending("event", "\"eventId\":null,\"age\":null");
	CU_ASSERT_EQUAL(reading(req, &event), EVENT_WAITING);
	CU_ASSERT_TRUE(uuid_is_nil(&event.key));
	CU_ASSERT_EQUAL(event.at, now);
	asked_free(req);
}

static void
refuses_what_is_no_sending(void)
{
	static const struct {
		const char *body, *problems;
	} cases[] = {
		{ "7", ": Must be an object with type and payload." },
		{ "{}", "payload: Must be an object." },
		{ "{\"type\":\"event\",\"payload\":[]}", "payload: Must be an object." },
		{ "{\"type\":\"event\",\"payload\":{}}",
		  "payload.website: Exactly one of website, link and pixel must be given." },
		{ "{\"type\":\"event\",\"payload\":{\"website\":\"x\"}}",
		  "payload.website: Must be a UUID." },
		{ "{\"payload\":{\"website\":\"" WEBSITE "\"}}",
		  "type: Must be event, identify, performance or engagement." },
		{ "{\"type\":7,\"payload\":{\"website\":\"" WEBSITE "\"}}",
		  "type: Must be event, identify, performance or engagement." },
		{ "{\"type\":\"click\",\"payload\":{\"website\":\"" WEBSITE "\"}}",
		  "type: Must be event, identify, performance or engagement." },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct event event;
		struct request *req = sending("event", "");
		req->body = cases[i].body;
		req->body_len = strlen(req->body);
		CU_ASSERT_EQUAL(reading(req, &event), EVENT_INVALID);
		CU_ASSERT_STRING_EQUAL(asked_problems(req), cases[i].problems);
		asked_free(req);
	}
}

static void
tells_types_and_times_apart(void)
{
	static const struct {
		const char *type, *members;
		enum event_type wanted;
		long long at;
		bool dated;
	} cases[] = {
		{ "event", "", EVENT_PAGEVIEW, 0, false },
		{ "event", "\"name\":\"e\"", EVENT_CUSTOM, 0, false },
		{ "event", "\"name\":\"\"", EVENT_PAGEVIEW, 0, false },
		{ "identify", "\"name\":\"e\"", EVENT_IDENTIFY, 0, false },
		{ "event", "\"timestamp\":0", EVENT_PAGEVIEW, 0, false },
		{ "event", "\"timestamp\":null", EVENT_PAGEVIEW, 0, false },
		{ "event", "\"timestamp\":946684800", EVENT_PAGEVIEW, 946684800000LL, true },
		{ "event", "\"timestamp\":1792152000", EVENT_PAGEVIEW, 1792152000000LL, true },
		{ "event", "\"timestamp\":1792065599.125", EVENT_PAGEVIEW, 1792065599125LL, true },
		{ "event", "\"age\":1,\"timestamp\":1792065599.125", EVENT_PAGEVIEW,
		  1792065599125LL, true },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct event event;
		struct request *req = sending(cases[i].type, cases[i].members);
		CU_ASSERT_EQUAL(reading(req, &event), EVENT_WAITING);
		CU_ASSERT_EQUAL(event.type, cases[i].wanted);
		CU_ASSERT_EQUAL(event.at, cases[i].dated ? cases[i].at : now);
		CU_ASSERT_EQUAL(event.dated, cases[i].dated);
		CU_ASSERT_STRING_EQUAL(event.texts[TEXT_EVENT_NAME],
				       event.type == EVENT_CUSTOM ? "e" : "");
		asked_free(req);
	}
}

static void
reads_time_in_the_foreground(void)
{
	static const struct {
		const char *members;
		int engaged_ms, scroll_depth;
	} cases[] = {
		{ "\"engagedTime\":0", 0, 0 },
		{ "\"engagedTime\":5000.6,\"scrollDepth\":null", 5001, 0 },
		{ "\"engagedTime\":86400000,\"scrollDepth\":100", 86400000, 100 },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct event event;
		struct request *req = sending("engagement", cases[i].members);
		CU_ASSERT_EQUAL(reading(req, &event), EVENT_WAITING);
		CU_ASSERT_EQUAL(event.type, EVENT_ENGAGEMENT);
		CU_ASSERT_EQUAL(event.engaged_ms, cases[i].engaged_ms);
		CU_ASSERT_EQUAL(event.scroll_depth, cases[i].scroll_depth);
		CU_ASSERT_EQUAL(event_began_at(&event), now - cases[i].engaged_ms);
		asked_free(req);
	}
}

/* Only what becomes a row has a source, a tag, a name, properties and revenue; only its own type has the measured numbers. */
static void
leaves_out_what_a_type_does_not_have(void)
{
	static const char *const members =
		PAGE "\"/a?utm_source=x\",\"referrer\":\"https://www.google.fr/\",\"tag\":\"t\","
		     "\"name\":\"e\",\"engagedTime\":7,\"scrollDepth\":8,\"lcp\":9,"
		     "\"data\":{\"revenue\":1,\"currency\":\"EUR\"}";
	static const struct {
		const char *type;
		bool row, engaged, measured, described;
	} cases[] = {
		{ "event", true, false, false, true },
		{ "identify", false, false, false, true },
		{ "engagement", false, true, false, false },
		{ "performance", false, false, true, false },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct event event;
		struct request *req = sending(cases[i].type, members);
		CU_ASSERT_EQUAL(reading(req, &event), EVENT_WAITING);
		CU_ASSERT_EQUAL(event_is_row(event.type), cases[i].row);
		CU_ASSERT_STRING_EQUAL(event.texts[TEXT_PATH], "/a");
		for (int t = TEXT_REFERRER_DOMAIN; t <= TEXT_TAG; t++)
			if (!cases[i].row)
				CU_ASSERT_STRING_EQUAL(event.texts[t], "");
		CU_ASSERT_EQUAL(event.texts[TEXT_TAG][0] != '\0', cases[i].row);
		CU_ASSERT_EQUAL(event.revenue != NULL, cases[i].row);
		CU_ASSERT_EQUAL(event.property_count, cases[i].described ? 2 : 0);
		CU_ASSERT_EQUAL(event.engaged_ms, cases[i].engaged ? 7 : 0);
		CU_ASSERT_EQUAL(event.vitals[VITAL_LCP] != NULL, cases[i].measured);
		asked_free(req);
	}
}

static void
reads_how_fast_a_page_was(void)
{
	struct event event;
	struct request *req = sending("performance", "\"lcp\":60000,\"cls\":0.12345678,\"inp\":0,"
						     "\"fcp\":null");
	CU_ASSERT_EQUAL(reading(req, &event), EVENT_WAITING);
	CU_ASSERT_STRING_EQUAL(event.vitals[VITAL_LCP], "60000.000000");
	CU_ASSERT_STRING_EQUAL(event.vitals[VITAL_CLS], "0.123457");
	CU_ASSERT_STRING_EQUAL(event.vitals[VITAL_INP], "0.000000");
	CU_ASSERT_PTR_NULL(event.vitals[VITAL_FCP]);
	CU_ASSERT_PTR_NULL(event.vitals[VITAL_TTFB]);
	asked_free(req);
}

static void
refuses_measured_numbers_that_cannot_be(void)
{
	static const struct {
		const char *type, *members, *field;
	} cases[] = {
		{ "engagement", "", "payload.engagedTime" },
		{ "engagement", "\"scrollDepth\":50", "payload.engagedTime" },
		{ "engagement", "\"engagedTime\":-1", "payload.engagedTime" },
		{ "engagement", "\"engagedTime\":86400001", "payload.engagedTime" },
		{ "engagement", "\"engagedTime\":\"5\"", "payload.engagedTime" },
		{ "engagement", "\"engagedTime\":5,\"scrollDepth\":101", "payload.scrollDepth" },
		{ "performance", "", "payload" },
		{ "performance", "\"lcp\":60000.1", "payload.lcp" },
		{ "performance", "\"inp\":-0.1", "payload.inp" },
		{ "performance", "\"cls\":100.1", "payload.cls" },
		{ "performance", "\"fcp\":1e9", "payload.fcp" },
		{ "performance", "\"ttfb\":true", "payload.ttfb" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct event event;
		struct request *req = sending(cases[i].type, cases[i].members);
		CU_ASSERT_EQUAL(reading(req, &event), EVENT_INVALID);
		CU_ASSERT_STRING_EQUAL(req->problems->field, cases[i].field);
		CU_ASSERT_PTR_NULL(req->problems->next);
		asked_free(req);
	}
}

static void
turns_bots_away_unless_told_otherwise(void)
{
	static const struct {
		const char *header, *members;
		bool bot;
	} cases[] = {
		{ CHROME, "", false },
		{ "curl/8.5.0", "", true },
		{ "", "", false },
		{ NULL, "", false },
		{ "curl/8.5.0", "\"userAgent\":\"" CHROME "\"", false },
		{ CHROME, "\"userAgent\":\"curl/8.5.0\"", true },
		{ "curl/8.5.0", "\"userAgent\":\"\"", true },
	};
	for (int disabled = 0; disabled < 2; disabled++)
		for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
			struct event event;
			struct request *req = sending("event", cases[i].members);
			req->headers.user_agent = cases[i].header;
			config.disable_bot_check = disabled;
			CU_ASSERT_EQUAL(reading(req, &event),
					cases[i].bot && !disabled ? EVENT_BOT : EVENT_WAITING);
			asked_free(req);
		}
}

static void
believes_the_payload_before_proxies_and_proxies_when_trusted(void)
{
	static const struct {
		const char *peer, *members, *setting, *address, *country;
		bool skip;
	} cases[] = {
		{ "10.0.0.1", "", "", "203.0.113.9", "FR", false },
		{ "10.0.0.1", "", "", "203.0.113.9", "", true },
		{ "10.0.0.1", "", "x-mine", "192.0.2.44", "FR", false },
		{ "192.0.2.1", "", "", "192.0.2.1", "", false },
		{ "192.0.2.1", "", "x-mine", "192.0.2.1", "", false },
		{ "10.0.0.1", "\"ip\":\"198.51.100.7\"", "", "198.51.100.7", "", false },
		{ "192.0.2.1", "\"ip\":\"2001:DB8::7\"", "", "2001:db8::7", "", false },
		{ "10.0.0.1", "\"ip\":\"\"", "", "203.0.113.9", "FR", false },
		{ NULL, "", "", "::", "", false },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct event event;
		struct request *req = sending("event", cases[i].members);
		req->peer = cases[i].peer;
		config.client_ip_header = cases[i].setting;
		config.skip_location_headers = cases[i].skip;
		forwarded(req, "x-forwarded-for", "203.0.113.9");
		forwarded(req, "cf-ipcountry", "FR");
		forwarding_keep(req, "x-mine", 6, "192.0.2.44", 10, "x-mine");
		CU_ASSERT_EQUAL(reading(req, &event), EVENT_WAITING);
		CU_ASSERT_STRING_EQUAL(event.address, cases[i].address);
		CU_ASSERT_STRING_EQUAL(event.texts[TEXT_COUNTRY], cases[i].country);
		asked_free(req);
	}
}

static void
knows_a_visitor_by_a_token_of_ours_only(void)
{
	enum { RIGHT, FORGED, OTHER_WEBSITE, OLD, JUST_YET };
	static const struct {
		int token;
		const char *members;
		bool known;
	} cases[] = {
		{ RIGHT, "", true },
		{ JUST_YET, "", true },
		{ OLD, "", false },
		{ FORGED, "", false },
		{ OTHER_WEBSITE, "", false },
		{ RIGHT, "\"ip\":\"192.0.2.1\"", false },
		{ RIGHT, "\"userAgent\":\"" CHROME "\"", false },
		{ RIGHT, "\"id\":\"user-7\"", false },
		{ RIGHT, "\"timestamp\":1792065000", false },
		{ RIGHT, "\"ip\":\"\",\"userAgent\":\"\",\"id\":\"\"", true },
	};
	memset(shared.secrets.cache_token, 7, SECRET_SIZE);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct event event;
		struct cache_token token;
		char text[TOKEN_SIGNED_TEXT_SIZE];
		memset(&token, 0, sizeof(token));
		uuid_parse(cases[i].token == OTHER_WEBSITE ? "00000000-0000-4000-8000-000000000002"
							   : WEBSITE,
			   &token.website);
		token.visitor_hash = 0xfedcba9876543210;
		token.issued_at = now - VISIT_GAP_MS - (cases[i].token == OLD);
		if (cases[i].token != OLD && cases[i].token != JUST_YET)
			token.issued_at = now - 1000;
		token_sign(shared.secrets.cache_token, &token, sizeof(token), text);
		if (cases[i].token == FORGED)
			text[3] = text[3] == 'A' ? 'B' : 'A';
		struct request *req = sending("event", cases[i].members);
		req->headers.umami_cache = text;
		CU_ASSERT_EQUAL(reading(req, &event), EVENT_WAITING);
		CU_ASSERT_EQUAL(event.visitor_known, cases[i].known);
		CU_ASSERT_EQUAL(event.visitor_hash, cases[i].known ? token.visitor_hash : 0);
		asked_free(req);
	}
}

static void
takes_revenue_of_events_but_not_of_identifications(void)
{
	static const char members[] =
		"\"name\":\"buy\",\"data\":{\"revenue\":19.99,\"currency\":\"eur\"}";
	struct event event;
	struct request *req = sending("event", members);
	CU_ASSERT_EQUAL(reading(req, &event), EVENT_WAITING);
	CU_ASSERT_EQUAL(event.property_count, 2);
	CU_ASSERT_STRING_EQUAL(event.revenue, "19.9900");
	CU_ASSERT_STRING_EQUAL(event.currency, "EUR");
	asked_free(req);
	req = sending("identify", members);
	CU_ASSERT_EQUAL(reading(req, &event), EVENT_WAITING);
	CU_ASSERT_EQUAL(event.property_count, 2);
	CU_ASSERT_PTR_NULL(event.revenue);
	asked_free(req);
	req = sending("event", "\"data\":null");
	CU_ASSERT_EQUAL(reading(req, &event), EVENT_WAITING);
	CU_ASSERT_EQUAL(event.property_count, 0);
	asked_free(req);
}

#define ID "\"00000000-0000-4000-8000-00000000000a\""

static void
takes_exactly_one_of_website_link_and_pixel(void)
{
	static const char ONE[] = "Exactly one of website, link and pixel must be given.";
	static const struct {
		const char *type, *members;
		enum website_kind kind;
		enum event_type wanted;
		const char *fields; /* at fault; NULL: none */
	} cases[] = {
		{ "event", "\"website\":" ID, KIND_WEBSITE, EVENT_PAGEVIEW, NULL },
		{ "event", "\"link\":" ID, KIND_LINK, EVENT_LINK, NULL },
		{ "event", "\"pixel\":" ID, KIND_PIXEL, EVENT_PIXEL, NULL },
		{ "event", "\"link\":" ID ",\"name\":\"e\"", KIND_LINK, EVENT_LINK, NULL },
		{ "event", "\"link\":" ID ",\"website\":null", KIND_LINK, EVENT_LINK, NULL },
		{ "identify", "\"link\":" ID, KIND_LINK, EVENT_IDENTIFY, NULL },
		{ "event", "", 0, 0, "website" },
		{ "event", "\"link\":null", 0, 0, "website" },
		{ "event", "\"website\":" ID ",\"link\":" ID, 0, 0, "website link" },
		{ "event", "\"pixel\":" ID ",\"link\":" ID, 0, 0, "link pixel" },
		{ "event", "\"website\":" ID ",\"pixel\":" ID ",\"link\":" ID, 0, 0,
		  "website link pixel" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct event event;
		char fields[100] = "";
		struct request *req = sending(cases[i].type, "");
		req->body = arena_format(req->arena, "{\"type\":\"%s\",\"payload\":{%s}}",
					 cases[i].type, cases[i].members);
		req->body_len = strlen(req->body);
		enum event_result result = reading(req, &event);
		for (const struct problem *p = req->problems; p != NULL; p = p->next) {
			CU_ASSERT_STRING_EQUAL(p->message, ONE);
			size_t len = strlen(fields);
			snprintf(fields + len, sizeof(fields) - len, "%s%s", len == 0 ? "" : " ",
				 p->field + strlen("payload."));
		}
		CU_ASSERT_STRING_EQUAL(fields, cases[i].fields == NULL ? "" : cases[i].fields);
		CU_ASSERT_EQUAL(result, cases[i].fields == NULL ? EVENT_WAITING : EVENT_INVALID);
		if (cases[i].fields == NULL) {
			CU_ASSERT_EQUAL(event.kind, cases[i].kind);
			CU_ASSERT_EQUAL(event.type, cases[i].wanted);
			CU_ASSERT_EQUAL(event.website.bytes[15], 10);
		}
		asked_free(req);
	}
}

/* A request for a link or a pixel tells what a tag would have told; what is no text or no URL is left out. */
static void
reads_a_click_from_the_request_itself(void)
{
	static const struct {
		const char *host, *query, *referer, *language;
		const char *hostname, *stored_query, *domain, *stored_language;
	} cases[] = {
		{ "go.example:3000", "", NULL, NULL, "go.example", "", "", "" },
		{ "www.go.example", "a=b&utm_source=x", "https://www.news.example/a?b",
		  "fr-CH, en;q=0.5", "go.example", "a=b&utm_source=x", "news.example", "fr-CH" },
		{ "go.example", "", "https://go.example/other", "*", "go.example", "", "", "" },
		{ "go.example", "\xff", "\xff", "\xff", "go.example", "", "", "" },
		{ "go example", "a=b", "http://[::1", NULL, "", "a=b", "", "" },
		{ NULL, "a=b", "/path", NULL, "", "a=b", "", "" },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct event event;
		struct slug_target target = { .slug = "some-slug" };
		struct request *req = sending("event", "");
		req->method = "GET";
		req->host = cases[i].host;
		req->query = cases[i].query;
		req->headers.referer = cases[i].referer;
		req->headers.accept_language = cases[i].language;
		payload_read_slug(req, &context, KIND_LINK, &target, &event);
		CU_ASSERT_EQUAL(event.result, EVENT_WAITING);
		CU_ASSERT_EQUAL(event.type, EVENT_LINK);
		CU_ASSERT_EQUAL(event.at, now);
		CU_ASSERT_PTR_EQUAL(event.slug, &target);
		CU_ASSERT_PTR_NULL(req->problems);
		CU_ASSERT_STRING_EQUAL(event.texts[TEXT_PATH], "/q/some-slug");
		CU_ASSERT_STRING_EQUAL(event.texts[TEXT_HOSTNAME], cases[i].hostname);
		CU_ASSERT_STRING_EQUAL(event.texts[TEXT_QUERY], cases[i].stored_query);
		CU_ASSERT_STRING_EQUAL(event.texts[TEXT_REFERRER_DOMAIN], cases[i].domain);
		CU_ASSERT_STRING_EQUAL(event.texts[TEXT_LANGUAGE], cases[i].stored_language);
		CU_ASSERT_STRING_EQUAL(event.texts[TEXT_BROWSER], "chrome");
		asked_free(req);
	}
}

static void
takes_programs_that_follow_links_for_bots(void)
{
	static const struct {
		const char *method, *user_agent;
		enum event_result wanted;
	} cases[] = {
		{ "GET", CHROME, EVENT_WAITING },
		{ "HEAD", CHROME, EVENT_BOT },
		{ "GET", "curl/8.5.0", EVENT_BOT },
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct event event;
		struct slug_target target = { .slug = "some-slug" };
		struct request *req = sending("event", "");
		req->method = cases[i].method;
		req->query = "";
		req->headers.user_agent = cases[i].user_agent;
		payload_read_slug(req, &context, KIND_PIXEL, &target, &event);
		CU_ASSERT_EQUAL(event.result, cases[i].wanted);
		CU_ASSERT_EQUAL(event.type, EVENT_PIXEL);
		CU_ASSERT_STRING_EQUAL(event.texts[TEXT_PATH], "/p/some-slug");
		asked_free(req);
	}
}

static const struct unit_test tests[] = {
	TEST(splits_the_page_as_umami_does),
	TEST(leaves_the_trailing_slash_out_when_told_to),
	TEST(takes_a_source_from_the_referrer_unless_it_is_the_own_host),
	TEST(reads_campaigns_and_click_parameters),
	TEST(reads_the_client_and_lets_senders_overrule_it),
	TEST(cuts_long_texts_at_a_character),
	TEST(names_the_member_that_is_wrong),
	TEST(names_everything_that_is_wrong),
	TEST(knows_website_and_time_of_what_it_refuses),
	TEST(takes_an_id_and_an_age),
	TEST(refuses_what_is_no_sending),
	TEST(tells_types_and_times_apart),
	TEST(reads_time_in_the_foreground),
	TEST(leaves_out_what_a_type_does_not_have),
	TEST(reads_how_fast_a_page_was),
	TEST(refuses_measured_numbers_that_cannot_be),
	TEST(turns_bots_away_unless_told_otherwise),
	TEST(believes_the_payload_before_proxies_and_proxies_when_trusted),
	TEST(knows_a_visitor_by_a_token_of_ours_only),
	TEST(takes_revenue_of_events_but_not_of_identifications),
	TEST(takes_exactly_one_of_website_link_and_pixel),
	TEST(reads_a_click_from_the_request_itself),
	TEST(takes_programs_that_follow_links_for_bots),
};

UNIT_MAIN("payload", tests)
