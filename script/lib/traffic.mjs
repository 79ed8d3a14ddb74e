// A model of a website's traffic: who comes, from where, with what, and what they look at. Seeded: the same traffic every
// time. script/demo fills a website with it, script/bench loads servers with it.
// SPDX-License-Identifier: MIT

// A small generator with a seed (mulberry32): the same traffic every time.
let state = 20261123;
export function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}
const chance = (probability) => random() < probability;
export const integer = (below) => Math.floor(random() * below);

/** Draws from [[weight, value], ...]; the table is summed once. */
export function picker(table) {
  let sum = 0;
  const steps = table.map(([weight, value]) => [(sum += weight), value]);
  return () => {
    const at = random() * sum;
    return steps.find(([limit]) => at < limit)[1];
  };
}

const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0';
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64';
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)';
const WEBKIT = 'AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5';
const pickClient = picker([
  [26, { agent: `${WINDOWS}) ${CHROME} Safari/537.36`, newest: 142, screens: ['1920x1080', '1536x864', '2560x1440'] }],
  [9, { agent: `${WINDOWS}) ${CHROME} Safari/537.36 Edg/142.0.0.0`, newest: 142, screens: ['1920x1080', '1366x768'] }],
  [7, { agent: `${WINDOWS}; rv:144.0) Gecko/20100101 Firefox/144.0`, newest: 144, screens: ['1920x1080', '2560x1440'] }],
  [9, { agent: `${MAC} ${CHROME} Safari/537.36`, newest: 142, screens: ['1440x900', '1728x1117'] }],
  [9, { agent: `${MAC} ${WEBKIT} Safari/605.1.15`, newest: 18, screens: ['1512x982', '1440x900'] }],
  [3, { agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0', newest: 144, screens: ['1920x1080', '3840x2160'] }],
  [16, { agent: `Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) ${WEBKIT} Mobile/15E148 Safari/604.1`, newest: 18, screens: ['390x844', '430x932', '393x852'] }],
  [14, { agent: `Mozilla/5.0 (Linux; Android 10; K) ${CHROME} Mobile Safari/537.36`, newest: 142, screens: ['412x915', '360x800', '384x832'] }],
  [3, { agent: 'Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36', newest: 28, screens: ['360x780'] }],
  [3, { agent: `Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) ${WEBKIT} Mobile/15E148 Safari/604.1`, newest: 18, screens: ['820x1180', '1024x1366'] }],
]);
// Most browsers are up to date, and some never are; Apple's and Samsung's numbers go up once a year.
const pickLag = picker([[60, 0], [20, 1], [9, 2], [7, 4], [4, 11]]);
const agentOf = ({ agent, newest }) => agent.replaceAll(newest, newest - Math.min(pickLag(), newest < 100 ? 1 : 99));

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
  [3, { referrer: 'https://www.google.com/', query: campaign('google', 'cpc', 'brand', '&utm_term=analytics&gclid=@') }],
  [2, { query: campaign('podcast', 'audio', 'harbour-talk') }],
  [2, { referrer: 'https://www.facebook.com/', query: campaign('facebook', 'paid_social', 'spring', '&utm_content=blue&fbclid=@') }],
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
// The long tail of a blog: older entries, the older the less read.
const LOG = ['calm', 'grey', 'long', 'early', 'late', 'quiet', 'high', 'low', 'second', 'last', 'cold', 'warm', 'slow', 'first', 'clear', 'deep', 'far',
  'lost', 'small', 'windy'].flatMap((word) => ['harbour', 'tide', 'watch', 'light', 'chart', 'anchor', 'channel', 'swell', 'mooring', 'crossing', 'rope',
  'lock', 'buoy', 'squall', 'landfall', 'logbook', 'keel', 'sail', 'compass', 'fog'].map((noun) => `${word}-${noun}`));
const pickPost = picker([...POSTS.map((slug, i) => [40 / (i + 2), page(`/blog/${slug}`, title(slug))]),
  ...LOG.map((slug, i) => [20 / (i + 20), page(`/log/${2026 - Math.floor(i / 60)}/${slug}`, `${title(slug)} – Log of the Harbour`)])]);
const pickDoc = picker(DOCS.map((slug, i) => [20 / (i + 2), page(`/docs/${slug}`, title(slug))]));
const pickEntry = picker([[34, () => PAGES.home], [38, pickPost], [12, pickDoc], [9, () => PAGES.pricing], [7, () => PAGES.features]]);
const pickNext = picker([[10, () => PAGES.home], [16, pickPost], [22, pickDoc], [18, () => PAGES.pricing], [16, () => PAGES.features],
  [9, () => PAGES.signup], [5, () => PAGES.contact], [4, () => PAGES.checkout]]);

// Who came in the last weeks.
const recent = [];

/** Somebody new, or with luck somebody who has been here. */
export function visitor() {
  if (recent.length > 500 && chance(0.28)) return recent[integer(recent.length)];
  const place = pickPlace();
  const client = pickClient();
  const [region, city] = place.cities[integer(place.cities.length)];
  const fresh = {
    place, region, city, agent: agentOf(client), screen: client.screens[integer(client.screens.length)],
    address: `${20 + integer(180)}.${integer(256)}.${integer(256)}.${1 + integer(254)}`,
  };
  recent[recent.length < 6000 ? recent.length : integer(6000)] = fresh;
  return fresh;
}

/** Every advertising click has an id of its own. */
const clickId = () => Array.from({ length: 40 }, () => integer(36).toString(36)).join('');

/** One visit's sendings, first to last; it starts `at` seconds since 1970. */
export function visit(who, website, at) {
  const source = pickSource();
  const query = source.query?.replace('@', clickId);
  let referrer = source.referrer ?? '';
  const sendings = [];
  const push = (shown, event = {}) =>
    sendings.push({
      type: 'event',
      payload: {
        website, hostname: 'harbour.example', url: shown.path + (sendings.length === 0 && query ? `?${query}` : ''),
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
    if (shown.path.startsWith('/docs/') && chance(0.28)) push(shown, { name: 'copy', data: { block: integer(9), shell: chance(0.7) } });
    if (shown === PAGES.features && chance(0.2)) push(shown, { name: 'video', data: { seconds: integer(180), muted: chance(0.5) } });
    if (shown.path.startsWith('/blog/') && chance(0.08)) push(shown, { name: 'newsletter' });
    if (!more || sendings.length > 25) break;
    referrer = `https://harbour.example${shown.path}`;
    at += 8 + Math.floor(-Math.log(1 - random()) * 70);
    shown = pickNext()();
    more = chance(0.66);
  }
  return sendings;
}
