// Fills a website with a realistic year of traffic, through the API as tags would send it.
//
//   script/demo [URL]         default http://localhost:3001
//
// ADMIN_PASSWORD (or TOKEN) signs in; EVENTS says about how many events (default 400000). Countries are told in headers,
// so the server must trust this machine as a proxy (script/server sets TRUSTED_PROXIES so). The same EVENTS on the same day
// makes the same traffic. A website called "Demo" that exists already is left as it is.
// SPDX-License-Identifier: MIT
import { Agent, request } from 'node:http';

const URL_BASE = new URL(process.argv[2] ?? 'http://localhost:3001');
const EVENTS = Number(process.env.EVENTS ?? 400_000);
const DAYS = 365;
const EVENTS_PER_VISIT = 2.7; // of the model below, measured
const CONNECTIONS = 200;
const DAY_MS = 86_400_000;

if (['-h', '--help'].includes(process.argv[2])) {
  console.log('usage: script/demo [URL]   (ADMIN_PASSWORD or TOKEN, EVENTS)');
  process.exit(0);
}

// A small generator with a seed (mulberry32): the same traffic every time.
let state = 20261123;
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const chance = (probability) => random() < probability;
const integer = (below) => Math.floor(random() * below);

/** Draws from [[weight, value], ...]; the table is summed once. */
function picker(table) {
  let sum = 0;
  const steps = table.map(([weight, value]) => [(sum += weight), value]);
  return () => {
    const at = random() * sum;
    return steps.find(([limit]) => at < limit)[1];
  };
}

const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0';
const pickClient = picker([
  [26, { agent: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36`, screens: ['1920x1080', '1536x864', '2560x1440'] }],
  [9, { agent: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36 Edg/142.0.0.0`, screens: ['1920x1080', '1366x768'] }],
  [7, { agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0', screens: ['1920x1080', '2560x1440'] }],
  [9, { agent: `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${CHROME} Safari/537.36`, screens: ['1440x900', '1728x1117'] }],
  [9, { agent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605.1.15', screens: ['1512x982', '1440x900'] }],
  [3, { agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0', screens: ['1920x1080', '3840x2160'] }],
  [16, { agent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1', screens: ['390x844', '430x932', '393x852'] }],
  [14, { agent: `Mozilla/5.0 (Linux; Android 10; K) ${CHROME} Mobile Safari/537.36`, screens: ['412x915', '360x800', '384x832'] }],
  [3, { agent: `Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`, screens: ['360x780'] }],
  [3, { agent: 'Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1', screens: ['820x1180', '1024x1366'] }],
]);

const pickPlace = picker([
  [30, { country: 'FR', zone: 1, language: 'fr-FR', cities: [['IDF', 'Paris'], ['IDF', 'Paris'], ['ARA', 'Lyon'], ['PAC', 'Marseille'], ['NAQ', 'Bordeaux'], ['BRE', 'Rennes']] }],
  [17, { country: 'US', zone: -6, language: 'en-US', cities: [['NY', 'New York'], ['CA', 'San Francisco'], ['CA', 'Los Angeles'], ['TX', 'Austin'], ['IL', 'Chicago'], ['WA', 'Seattle']] }],
  [13, { country: 'DE', zone: 1, language: 'de-DE', cities: [['BE', 'Berlin'], ['BY', 'Munich'], ['HH', 'Hamburg'], ['NW', 'Cologne']] }],
  [9, { country: 'GB', zone: 0, language: 'en-GB', cities: [['ENG', 'London'], ['ENG', 'Manchester'], ['SCT', 'Edinburgh']] }],
  [6, { country: 'CA', zone: -5, language: 'fr-CA', cities: [['QC', 'Montreal'], ['ON', 'Toronto'], ['BC', 'Vancouver']] }],
  [5, { country: 'BE', zone: 1, language: 'fr-BE', cities: [['BRU', 'Brussels'], ['WAL', 'Liège']] }],
  [4, { country: 'CH', zone: 1, language: 'fr-CH', cities: [['GE', 'Geneva'], ['ZH', 'Zurich']] }],
  [4, { country: 'ES', zone: 1, language: 'es-ES', cities: [['MD', 'Madrid'], ['CT', 'Barcelona']] }],
  [3, { country: 'NL', zone: 1, language: 'nl-NL', cities: [['NH', 'Amsterdam'], ['ZH', 'Rotterdam']] }],
  [3, { country: 'IT', zone: 1, language: 'it-IT', cities: [['25', 'Milan'], ['62', 'Rome']] }],
  [2, { country: 'JP', zone: 9, language: 'ja-JP', cities: [['13', 'Tokyo'], ['27', 'Osaka']] }],
  [2, { country: 'IN', zone: 5, language: 'en-IN', cities: [['KA', 'Bengaluru'], ['MH', 'Mumbai']] }],
  [1, { country: 'BR', zone: -3, language: 'pt-BR', cities: [['SP', 'São Paulo']] }],
  [1, { country: 'AU', zone: 10, language: 'en-AU', cities: [['NSW', 'Sydney'], ['VIC', 'Melbourne']] }],
]);

const campaign = (source, medium, name, extra = '') =>
  `utm_source=${source}&utm_medium=${medium}&utm_campaign=${name}${extra}`;
const pickSource = picker([
  [31, {}],
  [27, { referrer: 'https://www.google.com/' }],
  [5, { referrer: 'https://duckduckgo.com/' }],
  [4, { referrer: 'https://www.bing.com/' }],
  [2, { referrer: 'https://www.ecosia.org/' }],
  [5, { referrer: 'https://news.ycombinator.com/item?id=41000000' }],
  [4, { referrer: 'https://www.reddit.com/r/selfhosted/' }],
  [3, { referrer: 'https://mastodon.social/@sillage' }],
  [3, { referrer: 'https://github.com/' }],
  [2, { referrer: 'https://t.co/a1b2c3' }],
  [2, { referrer: 'https://www.linkedin.com/' }],
  [3, { referrer: 'https://chatgpt.com/' }],
  [1, { referrer: 'https://www.perplexity.ai/' }],
  [1, { referrer: 'https://www.youtube.com/watch?v=sea' }],
  [4, { query: campaign('newsletter', 'email', 'monthly') }],
  [3, { referrer: 'https://www.google.com/', query: campaign('google', 'cpc', 'brand', '&utm_term=analytics&gclid=demo') }],
  [2, { query: campaign('podcast', 'audio', 'harbour-talk') }],
  [2, { referrer: 'https://www.facebook.com/', query: campaign('facebook', 'paid_social', 'spring', '&utm_content=blue&fbclid=demo') }],
]);

const POSTS = ['a-calmer-web', 'counting-without-cookies', 'postgres-at-sea', 'why-we-write-c', 'ten-years-of-logs', 'the-five-euro-server',
  'what-a-visit-is', 'daylight-saving', 'dark-mode-done-right', 'http2-in-practice', 'backups-that-restore', 'reading-a-funnel'];
const DOCS = ['install', 'tag', 'events', 'api', 'goals', 'import', 'proxy', 'upgrade'];
const title = (slug) => slug.replaceAll('-', ' ').replace(/^./, (first) => first.toUpperCase());
const page = (path, name) => ({ path, title: `${name} – Harbour` });
const PAGES = {
  home: page('/', 'Home'), pricing: page('/pricing', 'Pricing'), features: page('/features', 'Features'),
  signup: page('/signup', 'Sign up'), contact: page('/contact', 'Contact'), checkout: page('/checkout', 'Checkout'),
};
const pickPost = picker(POSTS.map((slug, i) => [40 / (i + 2), page(`/blog/${slug}`, title(slug))]));
const pickDoc = picker(DOCS.map((slug, i) => [20 / (i + 2), page(`/docs/${slug}`, title(slug))]));
const pickEntry = picker([[34, () => PAGES.home], [38, pickPost], [12, pickDoc], [9, () => PAGES.pricing], [7, () => PAGES.features]]);
const pickNext = picker([[10, () => PAGES.home], [16, pickPost], [22, pickDoc], [18, () => PAGES.pricing], [16, () => PAGES.features],
  [9, () => PAGES.signup], [5, () => PAGES.contact], [4, () => PAGES.checkout]]);

// Share of a day's visits by hour of the visitor's own clock, and by day of the week from Sunday.
const pickHour = picker([1, 0.6, 0.4, 0.3, 0.4, 0.8, 2, 4, 6.5, 7.5, 7.4, 6.8, 6, 6.6, 7, 6.8, 6.4, 6, 5.4, 5.2, 5.4, 5, 3.6, 2]
  .map((weight, hour) => [weight, hour]));
const WEEKDAYS = [0.62, 1.12, 1.18, 1.16, 1.1, 0.98, 0.6];

/** How lively a day is: growth over the year, the week, a summer dip, and two launches that fade. */
function dayWeight(day, at) {
  const growth = 0.7 + (0.9 * day) / DAYS;
  const summer = [6, 7].includes(at.getUTCMonth()) ? 0.8 : 1;
  const launch = [120, 290].reduce((sum, start) => sum + (day >= start && day < start + 6 ? 2.2 * 0.5 ** (day - start) : 0), 1);
  return growth * summer * launch * WEEKDAYS[at.getUTCDay()] * (0.8 + 0.4 * random());
}

/** Somebody new, or with luck somebody of the last weeks. */
const recent = [];
function visitor() {
  if (recent.length > 500 && chance(0.28)) return recent[integer(recent.length)];
  const place = pickPlace();
  const client = pickClient();
  const [region, city] = place.cities[integer(place.cities.length)];
  const fresh = {
    place, region, city, agent: client.agent, screen: client.screens[integer(client.screens.length)],
    address: `${20 + integer(180)}.${integer(256)}.${integer(256)}.${1 + integer(254)}`,
  };
  recent[recent.length < 6000 ? recent.length : integer(6000)] = fresh;
  return fresh;
}

/** One visit's sendings, first to last. */
function visit(website, day) {
  const who = visitor();
  const source = pickSource();
  let at = day / 1000 + ((pickHour() - who.place.zone + 24) % 24) * 3600 + integer(3600);
  let referrer = source.referrer ?? '';
  const sendings = [];
  const push = (shown, event = {}) =>
    sendings.push({
      type: 'event',
      payload: {
        website, hostname: 'harbour.example', url: shown.path + (sendings.length === 0 && source.query ? `?${source.query}` : ''),
        title: shown.title, referrer, screen: who.screen, language: who.place.language, timestamp: Math.floor(at), ...event,
      },
    });
  let shown = pickEntry()();
  let more = chance(0.52);
  for (;;) {
    push(shown);
    if (shown === PAGES.signup && chance(0.35)) push(shown, { name: 'signup', data: { plan: chance(0.3) ? 'team' : 'solo' } });
    if (shown === PAGES.checkout && chance(0.5)) {
      const amount = [9, 19, 49, 99][integer(4)];
      push(shown, { name: 'purchase', data: { revenue: amount, currency: who.place.country === 'US' ? 'USD' : 'EUR', items: 1 + integer(3) } });
    }
    if (shown.path.startsWith('/docs/install') && chance(0.3)) push(shown, { name: 'download', data: { file: 'harbour.tar.gz' } });
    if (shown.path.startsWith('/blog/') && chance(0.08)) push(shown, { name: 'newsletter' });
    if (!more || sendings.length > 25) break;
    referrer = `https://harbour.example${shown.path}`;
    at += 8 + Math.floor(-Math.log(1 - random()) * 70);
    shown = pickNext()();
    more = chance(0.66);
  }
  return { who, sendings };
}

// Sending ------------------------------------------------------------------------------------------------------------

const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

function call(method, path, { headers = {}, body } = {}) {
  const text = body === undefined ? '' : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request(
      new URL(path, URL_BASE),
      { method, agent, headers: { ...headers, 'content-length': Buffer.byteLength(text) } },
      (answer) => {
        let reply = '';
        answer.setEncoding('utf8').on('data', (part) => (reply += part));
        answer.on('end', () => resolve({ status: answer.statusCode, body: reply }));
      },
    );
    sent.on('error', reject);
    sent.end(text);
  });
}

async function ask(method, path, options) {
  const { status, body } = await call(method, path, options);
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${body}`);
  return JSON.parse(body);
}

async function sendVisit({ who, sendings }) {
  const headers = {
    'user-agent': who.agent, 'x-forwarded-for': who.address, 'cf-ipcountry': who.place.country, 'cf-region-code': who.region,
    'cf-ipcity': encodeURIComponent(who.city),
  };
  for (let pause = 100; ; pause = Math.min(pause * 2, 5000)) {
    const { status, body } = await call('POST', '/api/batch', { headers, body: sendings });
    if (status === 200 && JSON.parse(body).errors === 0) return;
    if (status !== 503) throw new Error(`POST /api/batch: ${status} ${body}`);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

const BAR = 30;
function progress(done, total, events, startedAt) {
  const share = done / total;
  const seconds = (Date.now() - startedAt) / 1000;
  const left = share > 0.02 ? `${Math.ceil(seconds / share - seconds)} s left` : '';
  const bar = '#'.repeat(Math.round(share * BAR)).padEnd(BAR, '.');
  return `demo [${bar}] ${Math.floor(share * 100)} %  ${events} events  ${left}`;
}

async function signIn() {
  if (process.env.TOKEN) return process.env.TOKEN;
  const { token } = await ask('POST', '/api/auth/login', {
    body: { username: 'admin', password: process.env.ADMIN_PASSWORD ?? '' },
  });
  return token;
}

async function main() {
  const authorization = `Bearer ${await signIn()}`;
  const { data } = await ask('GET', '/api/websites?search=Demo&pageSize=100', { headers: { authorization } });
  if (data.some((website) => website.name === 'Demo')) {
    console.log('demo: the website "Demo" is there already');
    return;
  }
  const website = await ask('POST', '/api/websites', { headers: { authorization }, body: { name: 'Demo', domain: 'harbour.example' } });

  const now = Date.now();
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const days = Array.from({ length: DAYS + 1 }, (_, i) => today - (DAYS - i) * DAY_MS);
  const weights = days.map((day, i) => dayWeight(i, new Date(day)));
  const scale = EVENTS / EVENTS_PER_VISIT / weights.reduce((sum, weight) => sum + weight, 0);

  const startedAt = Date.now();
  let events = 0;
  let shownAt = 0;
  let tenth = 0;
  const show = (done) => {
    if (process.stdout.isTTY && Date.now() - shownAt > 200) {
      process.stdout.write(`\r${progress(done, days.length, events, startedAt)}\x1b[K`);
      shownAt = Date.now();
    } else if (!process.stdout.isTTY && Math.floor((done / days.length) * 10) > tenth) {
      tenth = Math.floor((done / days.length) * 10);
      console.log(progress(done, days.length, events, startedAt));
    }
  };
  for (let i = 0; i < days.length; i++) {
    const visits = Array.from({ length: Math.round(weights[i] * scale) }, () => visit(website.id, days[i]))
      .filter(({ sendings }) => sendings.at(-1).payload.timestamp * 1000 <= now)
      .sort((one, other) => one.sendings[0].payload.timestamp - other.sendings[0].payload.timestamp);
    let next = 0;
    await Promise.all(
      Array.from({ length: CONNECTIONS }, async () => {
        while (next < visits.length) {
          const taken = visits[next++];
          await sendVisit(taken);
          events += taken.sendings.length;
          show(i + next / visits.length);
        }
      }),
    );
    show(i + 1);
  }
  const seconds = (Date.now() - startedAt) / 1000;
  if (process.stdout.isTTY) process.stdout.write('\r\x1b[K');
  console.log(`demo: ${events} events of a year in ${seconds.toFixed(0)} s; the website is called "Demo"`);
}

main().then(
  () => agent.destroy(),
  (error) => {
    console.error(`demo: ${error.message}`);
    process.exit(1);
  },
);
