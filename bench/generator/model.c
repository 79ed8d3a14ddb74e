/*
 * A shop with a blog and documentation: a few pages that most see, and a long tail.
 * SPDX-License-Identifier: MIT
 */
#include "model.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REFERRERS = 800, SITES_PATHS = 3, TEXT_SIZE = 512 };

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

static const char *
format(const char *pattern, ...)
{
	char *text;
	va_list values;
	va_start(values, pattern);
	if (vasprintf(&text, pattern, values) < 0)
		abort();
	va_end(values);
	return text;
}

/* Words --------------------------------------------------------------------------------------- */

static const char *const qualities[] = { "calm",  "grey",  "long",   "early", "late",  "quiet",
					 "high",  "low",   "bold",   "last",  "cold",  "warm",
					 "slow",  "first", "clear",  "deep",  "far",   "lost",
					 "small", "windy", "bright", "salty", "steep", "round",
					 "old",   "young", "open",   "blue" };
static const char *const things[] = { "harbour", "tide",    "watch",   "light",    "chart",
				      "anchor",  "channel", "swell",   "mooring",  "rope",
				      "lock",    "buoy",    "squall",  "landfall", "logbook",
				      "keel",    "sail",    "compass", "fog",      "mast",
				      "winch",   "deck",    "hull",    "rudder",   "crossing",
				      "beacon",  "pier",    "ferry",   "gull",     "oar" };

static const char *
quality(int number)
{
	return qualities[number % COUNT(qualities)];
}

static const char *
thing(int number)
{
	return things[number / COUNT(qualities) % COUNT(things)];
}

/* Pages --------------------------------------------------------------------------------------- */

static const struct page main_pages[] = {
	{ "/", "Home – Harbour" },
	{ "/pricing", "Pricing – Harbour" },
	{ "/features", "Features – Harbour" },
	{ "/shop", "Shop – Harbour" },
	{ "/shop/cart", "Your cart – Harbour" },
	{ "/shop/checkout", "Checkout – Harbour" },
	{ "/shop/thanks", "Thank you – Harbour" },
	{ "/signup", "Sign up – Harbour" },
	{ "/signin", "Sign in – Harbour" },
	{ "/blog", "Blog – Harbour" },
	{ "/docs", "Documentation – Harbour" },
	{ "/contact", "Contact – Harbour" },
	{ "/about", "About us – Harbour" },
	{ "/blog/%C3%A9t%C3%A9-au-port", "Été au port – Harbour" },
};

/* One page in twenty is a list or a search: a path with a query. */
static struct page
tail_page(int number)
{
	const char *first = quality(number), *second = thing(number);
	switch (number % 20) {
	case 0:
		return (struct page){ format("/search?q=%s+%s&n=%d", first, second, number),
				      "Search – Harbour" };
	case 1:
	case 2:
	case 3:
		return (struct page){ format("/docs/%s-%s-%d", second, first, number),
				      format("How to %s the %s – Documentation", first, second) };
	case 4:
	case 5:
	case 6:
	case 7:
	case 8:
		return (struct page){ format("/blog/%d/%s-%s-%d", 2015 + number % 12, first, second,
					     number),
				      format("The %s %s, part %d – Blog", first, second, number) };
	default:
		return (struct page){ format("/shop/%s/%s-%s-%d", second, first, second, number),
				      format("%c%s %s no. %d – Shop", first[0] - 'a' + 'A',
					     first + 1, second, number) };
	}
}

static void
make_pages(struct model *model)
{
	double *entry = memory((uint64_t)model->page_count, sizeof(*entry));
	double *next = memory((uint64_t)model->page_count, sizeof(*next));
	model->pages = memory((uint64_t)model->page_count, sizeof(*model->pages));
	for (int i = 0; i < model->page_count; i++) {
		bool is_main = i < COUNT(main_pages);
		int rank = i - COUNT(main_pages);
		model->pages[i] = is_main ? main_pages[i] : tail_page(rank);
		entry[i] = is_main ? 8.0 / (i + 1) : 1.5 / pow(rank + 4, 0.9);
		next[i] = is_main ? 10.0 / (i % 7 + 2) : 1.2 / pow(rank + 4, 0.9);
	}
	model->entry_page = picker_new(entry, model->page_count);
	model->next_page = picker_new(next, model->page_count);
	free(entry);
	free(next);
}

/* Sources ------------------------------------------------------------------------------------- */

struct weighted_text {
	double weight;
	const char *text;
};

static const struct weighted_text known_referrers[] = {
	{ 260, "https://www.google.com/" },
	{ 40, "https://www.google.fr/" },
	{ 30, "https://www.google.de/" },
	{ 24, "https://www.google.co.uk/" },
	{ 50, "https://duckduckgo.com/" },
	{ 44, "https://www.bing.com/" },
	{ 16, "https://www.ecosia.org/" },
	{ 9, "https://www.qwant.com/" },
	{ 12, "https://search.yahoo.com/" },
	{ 6, "https://yandex.ru/" },
	{ 5, "https://www.baidu.com/link?url=a" },
	{ 30, "https://news.ycombinator.com/item?id=41000000" },
	{ 10, "https://news.ycombinator.com/" },
	{ 28, "https://www.reddit.com/r/selfhosted/" },
	{ 12, "https://www.reddit.com/r/sailing/comments/1" },
	{ 26, "https://www.facebook.com/" },
	{ 14, "https://l.facebook.com/" },
	{ 16, "https://www.instagram.com/" },
	{ 18, "https://www.linkedin.com/feed/" },
	{ 22, "https://t.co/a1b2c3" },
	{ 9, "https://t.co/d4e5f6" },
	{ 12, "https://mastodon.social/@harbour" },
	{ 8, "https://bsky.app/" },
	{ 18, "https://www.youtube.com/watch?v=sea" },
	{ 20, "https://github.com/harbour/harbour" },
	{ 24, "https://chatgpt.com/" },
	{ 9, "https://www.perplexity.ai/" },
	{ 6, "https://claude.ai/" },
	{ 5, "https://gemini.google.com/" },
	{ 7, "https://stackoverflow.com/questions/1" },
	{ 8, "https://en.wikipedia.org/wiki/Harbour" },
	{ 6, "https://www.pinterest.com/" },
	{ 4, "https://www.tiktok.com/" },
	{ 6, "https://mail.google.com/" },
	{ 3, "android-app://com.google.android.gm/" },
};

static const struct {
	double weight;
	struct source source;
} campaigns[] = {
	{ 40, { "", "utm_source=newsletter&utm_medium=email&utm_campaign=monthly", false } },
	{ 22,
	  { "", "utm_source=newsletter&utm_medium=email&utm_campaign=welcome&utm_content=button",
	    false } },
	{ 14,
	  { "", "utm_source=newsletter&utm_medium=email&utm_campaign=welcome&utm_content=header",
	    false } },
	{ 36,
	  { "https://www.google.com/",
	    "utm_source=google&utm_medium=cpc&utm_campaign=brand&utm_term=harbour", true } },
	{ 20,
	  { "https://www.google.com/",
	    "utm_source=google&utm_medium=cpc&utm_campaign=generic&utm_term=analytics", true } },
	{ 10,
	  { "https://www.google.fr/",
	    "utm_source=google&utm_medium=cpc&utm_campaign=marque&utm_term=port", true } },
	{ 18,
	  { "https://www.facebook.com/",
	    "utm_source=facebook&utm_medium=paid_social&utm_campaign=spring&utm_content=blue",
	    false } },
	{ 12,
	  { "https://www.facebook.com/",
	    "utm_source=facebook&utm_medium=paid_social&utm_campaign=spring&utm_content=red",
	    false } },
	{ 9,
	  { "https://www.instagram.com/",
	    "utm_source=instagram&utm_medium=social&utm_campaign=stories", false } },
	{ 8,
	  { "https://www.linkedin.com/",
	    "utm_source=linkedin&utm_medium=paid_social&utm_campaign=teams", false } },
	{ 10, { "", "utm_source=podcast&utm_medium=audio&utm_campaign=harbour-talk", false } },
	{ 12,
	  { "https://partner.example/offers",
	    "utm_source=Partner&utm_medium=affiliate&utm_campaign=Summer+Sale", false } },
	{ 7,
	  { "https://partner.example/offers",
	    "utm_source=Partner&utm_medium=affiliate&utm_campaign=Winter+Sale", false } },
	{ 5,
	  { "https://www.bing.com/", "utm_source=bing&utm_medium=cpc&utm_campaign=brand", false } },
	{ 4, { "", "utm_source=flyer&utm_medium=qr&utm_campaign=fair&utm_content=hall-3", false } },
	{ 6,
	  { "https://t.co/x", "utm_source=twitter&utm_medium=social&utm_campaign=launch", false } },
};

/* Small sites link to a page of theirs or three. */
static const char *
site_referrer(int site, int path)
{
	const char *first = quality(site), *second = thing(site);
	const char *ends[] = { "example", "blog.example", "news.example" };
	const char *host =
		format("%s%s-%s.%s", site % 2 == 0 ? "www." : "", first, second, ends[site % 3]);
	return path == 0 ? format("https://%s/", host)
			 : format("https://%s/links/%d?from=%d", host, path, site);
}

static void
make_sources(struct model *model)
{
	int most = 1 + REFERRERS * SITES_PATHS + COUNT(campaigns);
	double *weights = memory((uint64_t)most, sizeof(*weights));
	model->sources = memory((uint64_t)most, sizeof(*model->sources));
	int count = 0;
	model->sources[count] = (struct source){ "", "", false };
	weights[count++] = 520;
	for (int i = 0; i < COUNT(known_referrers); i++) {
		model->sources[count] = (struct source){ known_referrers[i].text, "", false };
		weights[count++] = known_referrers[i].weight;
	}
	for (int site = 0; site < REFERRERS - COUNT(known_referrers); site++)
		for (int path = 0; path <= site % SITES_PATHS; path++) {
			model->sources[count] =
				(struct source){ site_referrer(site, path), "", false };
			weights[count++] = 30.0 / (site + 5) / (path + 1);
		}
	for (int i = 0; i < COUNT(campaigns); i++) {
		model->sources[count] = campaigns[i].source;
		weights[count++] = campaigns[i].weight;
	}
	model->source_count = count;
	model->source = picker_new(weights, count);
	free(weights);
}

/* Browsers ------------------------------------------------------------------------------------ */

#define WINDOWS "Mozilla/5.0 (Windows NT 10.0; Win64; x64"
#define MAC     "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"
#define KHTML   "AppleWebKit/537.36 (KHTML, like Gecko) "
#define WEBKIT  "AppleWebKit/605.1.15 (KHTML, like Gecko) "

static const struct agent agents[] = {
	{ WINDOWS ") " KHTML "Chrome/142.0.0.0 Safari/537.36",
	  { "1920x1080", "1536x864", "2560x1440", "1366x768" } },
	{ WINDOWS ") " KHTML "Chrome/141.0.0.0 Safari/537.36",
	  { "1920x1080", "1536x864", "3840x2160", "1280x720" } },
	{ WINDOWS ") " KHTML "Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
	  { "1920x1080", "1366x768", "1536x864", "2560x1440" } },
	{ WINDOWS "; rv:144.0) Gecko/20100101 Firefox/144.0",
	  { "1920x1080", "2560x1440", "1366x768", "1680x1050" } },
	{ WINDOWS ") " KHTML "Chrome/140.0.0.0 Safari/537.36 OPR/124.0.0.0",
	  { "1920x1080", "1600x900", "1366x768", "2560x1080" } },
	{ MAC " " KHTML "Chrome/142.0.0.0 Safari/537.36",
	  { "1440x900", "1728x1117", "1512x982", "2560x1440" } },
	{ MAC " " WEBKIT "Version/18.5 Safari/605.1.15",
	  { "1512x982", "1440x900", "1728x1117", "2056x1329" } },
	{ "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:144.0) Gecko/20100101 Firefox/144.0",
	  { "1440x900", "1680x1050", "2560x1440", "1512x982" } },
	{ "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
	  { "1920x1080", "3840x2160", "2560x1440", "1920x1200" } },
	{ "Mozilla/5.0 (X11; Linux x86_64) " KHTML "Chrome/142.0.0.0 Safari/537.36",
	  { "1920x1080", "2560x1440", "1366x768", "3440x1440" } },
	{ "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) " WEBKIT
	  "Version/18.5 Mobile/15E148 Safari/604.1",
	  { "390x844", "430x932", "393x852", "375x667" } },
	{ "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) " WEBKIT
	  "CriOS/142.0.0.0 Mobile/15E148 Safari/604.1",
	  { "390x844", "430x932", "393x852", "375x812" } },
	{ "Mozilla/5.0 (Linux; Android 10; K) " KHTML "Chrome/142.0.0.0 Mobile Safari/537.36",
	  { "412x915", "360x800", "384x832", "393x873" } },
	{ "Mozilla/5.0 (Linux; Android 14; SM-S921B) " KHTML
	  "SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
	  { "360x780", "412x915", "384x854", "360x800" } },
	{ "Mozilla/5.0 (Android 14; Mobile; rv:144.0) Gecko/144.0 Firefox/144.0",
	  { "412x915", "360x800", "393x851", "360x640" } },
	{ "Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) " WEBKIT
	  "Version/18.5 Mobile/15E148 Safari/604.1",
	  { "820x1180", "1024x1366", "768x1024", "834x1194" } },
	{ "Mozilla/5.0 (Linux; Android 13; SM-X200) " KHTML "Chrome/142.0.0.0 Safari/537.36",
	  { "800x1280", "1200x1920", "962x601", "753x1205" } },
	{ "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) " KHTML "Chrome/142.0.0.0 Safari/537.36",
	  { "1366x768", "1920x1080", "1536x864", "1280x800" } },
};
static const double agent_weights[] = { 22, 6, 9, 7, 2, 8, 8, 2, 3, 2, 15, 2, 14, 4, 1, 3, 1, 0.5 };
_Static_assert(COUNT(agent_weights) == COUNT(agents), "a weight for each");

/* Places -------------------------------------------------------------------------------------- */

/* "region:city,..." where the region may be empty. */
static const struct {
	double weight;
	const char *code;
	int zone;
	const char *languages[LANGUAGES];
	const char *places;
} countries[] = {
	{ 26,
	  "FR",
	  1,
	  { "fr-FR", "fr", "en-US" },
	  "IDF:Paris,IDF:Versailles,ARA:Lyon,ARA:Grenoble,PAC:Marseille,PAC:Nice,NAQ:Bordeaux,BRE:"
	  "Rennes,BRE:Brest,OCC:Toulouse,HDF:Lille,PDL:Nantes" },
	{ 18,
	  "US",
	  -6,
	  { "en-US", "en", "es-US" },
	  "NY:New York,NY:Buffalo,CA:San Francisco,CA:Los Angeles,CA:San "
	  "Diego,TX:Austin,TX:Houston,TX:Paris,IL:Chicago,WA:Seattle,MA:Boston,FL:Miami,CO:Denver,"
	  "GA:Atlanta" },
	{ 13,
	  "DE",
	  1,
	  { "de-DE", "de", "en-GB" },
	  "BE:Berlin,BY:Munich,BY:Nuremberg,HH:Hamburg,NW:Cologne,NW:Dortmund,HE:Frankfurt,SN:"
	  "Leipzig" },
	{ 9,
	  "GB",
	  0,
	  { "en-GB", "en", "cy" },
	  "ENG:London,ENG:Manchester,ENG:Bristol,SCT:Edinburgh,SCT:Glasgow,WLS:Cardiff" },
	{ 5,
	  "CA",
	  -5,
	  { "en-CA", "fr-CA", "en" },
	  "QC:Montreal,QC:Quebec,ON:Toronto,ON:London,BC:Vancouver,AB:Calgary" },
	{ 4, "BE", 1, { "fr-BE", "nl-BE", "en" }, "BRU:Brussels,WAL:Liège,VLG:Ghent,VLG:Antwerp" },
	{ 4, "CH", 1, { "de-CH", "fr-CH", "it-CH" }, "GE:Geneva,ZH:Zürich,VD:Lausanne,BS:Basel" },
	{ 4, "ES", 1, { "es-ES", "ca", "en" }, "MD:Madrid,CT:Barcelona,AN:Seville,VC:Valencia" },
	{ 4, "NL", 1, { "nl-NL", "en-GB", "nl" }, "NH:Amsterdam,ZH:Rotterdam,UT:Utrecht" },
	{ 3, "IT", 1, { "it-IT", "it", "en" }, "25:Milan,62:Rome,21:Turin" },
	{ 2, "JP", 9, { "ja-JP", "ja", "en-US" }, "13:Tokyo,27:Osaka,14:Yokohama" },
	{ 3, "IN", 5, { "en-IN", "hi-IN", "en-US" }, "KA:Bengaluru,MH:Mumbai,DL:Delhi,TN:Chennai" },
	{ 2,
	  "BR",
	  -3,
	  { "pt-BR", "pt", "en" },
	  "SP:São Paulo,RJ:Rio de Janeiro,MG:Belo Horizonte" },
	{ 1.5, "AU", 10, { "en-AU", "en", "en-GB" }, "NSW:Sydney,VIC:Melbourne,QLD:Brisbane" },
	{ 2, "PL", 1, { "pl-PL", "pl", "en" }, "14:Warsaw,12:Kraków" },
	{ 1.5, "SE", 1, { "sv-SE", "en", "sv" }, "AB:Stockholm,O:Gothenburg" },
	{ 1, "NO", 1, { "nb-NO", "no", "en" }, "03:Oslo,46:Bergen" },
	{ 1, "DK", 1, { "da-DK", "da", "en" }, "84:Copenhagen,82:Aarhus" },
	{ 1, "FI", 2, { "fi-FI", "sv-FI", "en" }, "18:Helsinki" },
	{ 1, "PT", 0, { "pt-PT", "pt", "en" }, "11:Lisbon,13:Porto" },
	{ 1.2, "AT", 1, { "de-AT", "de", "en" }, "9:Vienna,6:Graz" },
	{ 0.8, "IE", 0, { "en-IE", "en", "ga" }, "L:Dublin,M:Cork" },
	{ 0.8, "CZ", 1, { "cs-CZ", "cs", "en" }, "10:Prague,64:Brno" },
	{ 0.7, "RO", 2, { "ro-RO", "ro", "en" }, "B:Bucharest" },
	{ 0.6, "GR", 2, { "el-GR", "el", "en" }, "I:Athens" },
	{ 0.6, "HU", 1, { "hu-HU", "hu", "en" }, "BU:Budapest" },
	{ 0.8, "TR", 3, { "tr-TR", "tr", "en" }, "34:Istanbul,06:Ankara" },
	{ 0.8, "UA", 2, { "uk-UA", "uk", "ru" }, "30:Kyiv,46:Lviv" },
	{ 0.8, "MX", -6, { "es-MX", "es", "en" }, "CMX:Mexico City,JAL:Guadalajara" },
	{ 0.6, "AR", -3, { "es-AR", "es", "en" }, "C:Buenos Aires" },
	{ 0.4, "CL", -4, { "es-CL", "es", "en" }, "RM:Santiago" },
	{ 0.4, "CO", -5, { "es-CO", "es", "en" }, "DC:Bogotá" },
	{ 0.8, "CN", 8, { "zh-CN", "zh-Hans-CN", "en" }, "BJ:Beijing,SH:Shanghai" },
	{ 0.6, "KR", 9, { "ko-KR", "ko", "en" }, "11:Seoul" },
	{ 0.6, "SG", 8, { "en-SG", "zh-SG", "en" }, ":Singapore" },
	{ 0.5, "PH", 8, { "fil-PH", "en-PH", "en" }, "00:Manila" },
	{ 0.5, "ID", 7, { "id-ID", "id", "en" }, "JK:Jakarta" },
	{ 0.4, "ZA", 2, { "en-ZA", "af", "en" }, "WC:Cape Town,GP:Johannesburg" },
	{ 0.5, "NZ", 12, { "en-NZ", "en", "mi" }, "AUK:Auckland,WGN:Wellington" },
	{ 0.3, "MA", 1, { "fr-MA", "ar-MA", "fr" }, "06:Casablanca" },
};

static void
add_places(struct model *model, int number, const char *places)
{
	struct country *country = &model->countries[number];
	country->first_place = model->place_count;
	while (*places != '\0') {
		size_t region = strcspn(places, ":"), city = strcspn(places + region + 1, ",");
		model->places[model->place_count++] =
			(struct place){ countries[number].code, format("%.*s", (int)region, places),
					format("%.*s", (int)city, places + region + 1) };
		places += region + 1 + city;
		places += *places == ',';
	}
	country->place_count = model->place_count - country->first_place;
}

/* The share of a day's visits by the hour of the visitor's own clock. */
static const double hours[HOURS] = { 1.0, 0.6, 0.4, 0.3, 0.4, 0.8, 2.0, 4.0, 6.5, 7.5, 7.4, 6.8,
				     6.0, 6.6, 7.0, 6.8, 6.4, 6.0, 5.4, 5.2, 5.4, 5.0, 3.6, 2.0 };
static const double weekdays[] = { 0.62, 1.12, 1.18, 1.16, 1.1, 0.98, 0.6 };

static void
make_places(struct model *model)
{
	enum { PLACES_MAX = 200 };
	model->country_count = COUNT(countries);
	model->countries = memory(COUNT(countries), sizeof(*model->countries));
	model->places = memory(PLACES_MAX, sizeof(*model->places));
	for (int i = 0; i < COUNT(countries); i++) {
		memcpy(model->countries[i].languages, countries[i].languages,
		       sizeof(countries[i].languages));
		model->countries[i].zone = countries[i].zone;
		add_places(model, i, countries[i].places);
	}
	for (int hour = 0; hour < HOURS; hour++) {
		double weights[COUNT(countries)];
		for (int i = 0; i < COUNT(countries); i++) {
			weights[i] = countries[i].weight *
				     hours[(hour + countries[i].zone + HOURS) % HOURS];
			model->hour_weight[hour] += weights[i];
		}
		model->country[hour] = picker_new(weights, COUNT(countries));
	}
	memcpy(model->weekday_weight, weekdays, sizeof(weekdays));
}

/* Events -------------------------------------------------------------------------------------- */

static const struct action actions[] = {
	{ "signup", true, 6, 6 },         { "purchase", true, DATA_MAX, 5 },
	{ "add-to-cart", true, 900, 16 }, { "download", true, 40, 8 },
	{ "newsletter", false, 1, 5 },    { "video", true, 360, 9 },
	{ "search", true, 800, 14 },      { "outbound-link", true, 120, 18 },
	{ "form-error", true, 30, 3 },    { "copy-code", false, 1, 10 },
	{ "subscription", true, 400, 1 }, { "thème sombre", false, 1, 2 },
};

static const char *const currencies[] = { "EUR", "EUR", "EUR", "USD", "USD", "GBP", "JPY" };

void
model_data(const struct action *action, int number, char *text, int size)
{
	const char *name = action->name, *first = quality(number), *second = thing(number);
	size_t room = (size_t)size;
	text[0] = '\0';
	if (strcmp(name, "signup") == 0)
		snprintf(text, room, "{\"plan\":\"%s\",\"trial\":%s}",
			 number % 3 == 0 ? "team" : "solo", number % 2 == 0 ? "true" : "false");
	else if (strcmp(name, "purchase") == 0)
		snprintf(text, room,
			 "{\"revenue\":%d.%02d,\"currency\":\"%s\",\"items\":%d,\"order\":\"H-%"
			 "05d\"}",
			 4 + number * 7 % 240, number * 13 % 100,
			 currencies[number % COUNT(currencies)], 1 + number % 5, number * 31);
	else if (strcmp(name, "subscription") == 0)
		snprintf(text, room,
			 "{\"revenue\":\"%d.90\",\"currency\":\"%s\",\"until\":\"2027-%02d-%02dT00:"
			 "00:00Z\"}",
			 9 + number % 4 * 10, currencies[number % 3 * 3], 1 + number % 12,
			 1 + number % 28);
	else if (strcmp(name, "add-to-cart") == 0)
		snprintf(text, room,
			 "{\"item\":{\"name\":\"%s %s\",\"price\":%d.5},\"quantity\":%d}", first,
			 second, 5 + number % 90, 1 + number % 4);
	else if (strcmp(name, "download") == 0)
		snprintf(text, room, "{\"file\":\"%s-%s.pdf\"}", first, second);
	else if (strcmp(name, "video") == 0)
		snprintf(text, room, "{\"seconds\":%d,\"muted\":%s}", number / 2,
			 number % 2 == 0 ? "true" : "false");
	else if (strcmp(name, "search") == 0)
		snprintf(text, room, "{\"query\":\"%s %s\",\"results\":%d}", first, second,
			 number % 40);
	else if (strcmp(name, "outbound-link") == 0)
		snprintf(text, room, "{\"url\":\"https://%s.example/%s\"}", first, second);
	else if (strcmp(name, "form-error") == 0)
		snprintf(text, room, "{\"field\":\"%s\",\"tries\":[1,%d]}", second, number);
}

/* All ----------------------------------------------------------------------------------------- */

struct model *
model_new(int page_count)
{
	double weights[COUNT(actions)];
	struct model *model = memory(1, sizeof(*model));
	model->page_count = page_count < COUNT(main_pages) ? COUNT(main_pages) : page_count;
	make_pages(model);
	make_sources(model);
	make_places(model);
	model->agents = agents;
	model->agent_count = COUNT(agents);
	model->agent = picker_new(agent_weights, COUNT(agents));
	for (int i = 0; i < COUNT(actions); i++)
		weights[i] = actions[i].weight;
	model->actions = actions;
	model->action_count = COUNT(actions);
	model->action = picker_new(weights, COUNT(actions));
	return model;
}
