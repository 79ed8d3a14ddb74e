// Random traffic of one website, from a seed: what to send, and next to it what that means in the words of
// docs/numbers.md, written down by hand. Times crowd around what is easily got wrong: midnights of several zones,
// daylight-saving changes, months' ends, and gaps of about 30 minutes.
// SPDX-License-Identifier: MIT

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** A generator of numbers from 0 up to 1 (mulberry32), with the helpers that drawing needs. */
export const makeRandom = (seed) => {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit) => Math.floor(next() * limit);
  const pick = (list) => list[below(list.length)];
  const chance = (share) => next() < share;
  const shuffled = (list) => {
    const result = [...list];
    for (let i = result.length - 1; i > 0; i--) {
      const other = below(i + 1);
      [result[i], result[other]] = [result[other], result[i]];
    }
    return result;
  };
  return { next, below, pick, chance, shuffled };
};

export const WEBSITE_DOMAIN = 'example.com';

/** Moments around which something is easily got wrong. */
export const MOMENTS = [
  '2023-02-28T23:00:00Z', // a year before 29 February, in Paris
  '2023-03-01T00:00:00Z',
  '2024-02-29T00:00:00Z',
  '2024-02-29T23:00:00Z',
  '2024-03-30T23:00:00Z', // the day of Paris' change, midnight
  '2024-03-31T01:00:00Z', // Paris 2:00 -> 3:00
  '2024-06-15T12:00:00Z',
  '2025-03-09T05:30:00Z', // St. John's 2:00 -> 3:00
  '2025-03-29T23:00:00Z',
  '2025-03-30T01:00:00Z', // Paris 2:00 -> 3:00
  '2025-03-30T22:00:00Z',
  '2025-04-05T15:00:00Z', // Lord Howe 2:00 -> 1:30
  '2025-05-31T22:00:00Z', // a month's end in Paris
  '2025-06-01T00:00:00Z', // a month's end in UTC, and of a salt
  '2025-06-14T02:30:00Z', // midnight in St. John's
  '2025-06-14T18:15:00Z', // midnight in Kathmandu
  '2025-06-14T13:30:00Z', // midnight on Lord Howe
  '2025-06-15T00:00:00Z',
  '2025-10-04T15:30:00Z', // Lord Howe 2:00 -> 2:30
  '2025-10-25T22:00:00Z', // the day of Paris' change back, midnight
  '2025-10-26T01:00:00Z', // Paris 3:00 -> 2:00
  '2025-10-26T23:00:00Z',
  '2025-11-02T04:30:00Z', // St. John's 2:00 -> 1:00
  '2025-12-31T23:00:00Z', // a year's end in Paris
  '2026-01-01T00:00:00Z',
].map((text) => Date.parse(text));

/** When clocks are changed, all of them among the moments above. */
export const CHANGES = [
  { timezone: 'Europe/Paris', clock: 'put forward', at: Date.parse('2025-03-30T01:00:00Z') },
  { timezone: 'Europe/Paris', clock: 'put back', at: Date.parse('2025-10-26T01:00:00Z') },
  { timezone: 'America/St_Johns', clock: 'put forward', at: Date.parse('2025-03-09T05:30:00Z') },
  { timezone: 'America/St_Johns', clock: 'put back', at: Date.parse('2025-11-02T04:30:00Z') },
  { timezone: 'Australia/Lord_Howe', clock: 'put back', at: Date.parse('2025-04-05T15:00:00Z') },
  { timezone: 'Australia/Lord_Howe', clock: 'put forward', at: Date.parse('2025-10-04T15:30:00Z') },
];

// User agents, with the words that they mean; `desktop` is a laptop on a screen of at most 1920 pixels.
const CLIENTS = [
  {
    userAgent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
    browser: 'chrome',
    os: 'Windows 10',
    device: 'desktop',
    screens: ['2560x1440', '1920x1080', '1366x768', ''],
  },
  {
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
    browser: 'firefox',
    os: 'Linux',
    device: 'desktop',
    screens: ['1920x1200', '3840x2160'],
  },
  {
    userAgent:
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15',
    browser: 'safari',
    os: 'Mac OS',
    device: 'desktop',
    screens: ['1512x982', '2056x1329'],
  },
  {
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
    browser: 'ios',
    os: 'iOS',
    device: 'mobile',
    screens: ['390x844', '430x932'],
  },
  {
    userAgent:
      'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36',
    browser: 'chrome',
    os: 'Android OS',
    device: 'mobile',
    screens: ['412x915'],
  },
  {
    userAgent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0',
    browser: 'edge-chromium',
    os: 'Windows 10',
    device: 'desktop',
    screens: ['1920x1080', ''],
  },
];

const LANGUAGES = ['fr-FR', 'en-US', 'en-GB', 'en', 'de-DE', 'fil-PH', 'pt-BR', 'zh-Hans-CN', ''];

// Headers of a proxy and what they say.
const PLACES = [
  {
    country: 'FR',
    region: 'FR-IDF',
    city: 'Paris',
    headers: { 'cf-ipcountry': 'FR', 'cf-region-code': 'IDF', 'cf-ipcity': 'Paris' },
  },
  {
    country: 'US',
    region: 'US-TX',
    city: 'Paris',
    headers: { 'cf-ipcountry': 'US', 'cf-region-code': 'TX', 'cf-ipcity': 'Paris' },
  },
  {
    country: 'FR',
    region: 'FR-ARA',
    city: 'Lyon',
    headers: { 'cf-ipcountry': 'fr', 'cf-region-code': 'ARA', 'cf-ipcity': 'Lyon' },
  },
  {
    country: 'CH',
    region: 'CH-ZH',
    city: 'Zürich',
    headers: { 'cf-ipcountry': 'CH', 'cf-region-code': 'ZH', 'cf-ipcity': 'Z%C3%BCrich' },
  },
  { country: 'BR', region: '', city: 'São Paulo', headers: { 'cf-ipcountry': 'BR', 'cf-ipcity': 'S\u00e3o Paulo' } },
  { country: 'CA', region: 'CA-NL', city: '', headers: { 'cf-ipcountry': 'CA', 'cf-region-code': 'NL' } },
  { country: 'NP', region: '', city: '', headers: { 'cf-ipcountry': 'NP' } },
  { country: '', region: '', city: '', headers: {} },
];

const HOSTS = ['www.example.com', 'example.com', 'blog.example.org', 'localhost'];

// What goes into the URL, and the path it means.
const PATHS = [
  ['/', '/'],
  ['/pricing', '/pricing'],
  ['/Pricing', '/Pricing'],
  ['/docs/', '/docs/'],
  ['/docs#install', '/docs#install'],
  ['/blog/%C3%A9t%C3%A9', '/blog/été'],
  ['/blog/100%25_sure', '/blog/100%_sure'],
  ['/a_b', '/a_b'],
  ['/axb', '/axb'],
  ['/eq.c.d', '/eq.c.d'],
  ['/undefined', ''],
];

const TITLES = ['Home', 'home', 'Pricing – plans', 'Été', 'ÉTÉ', '50% off', ''];
const QUERIES = ['', '', 'a=1', 'a=1&b=2', 'A=1', 'page=10', 'q=caf%C3%A9'];
// What an event brought, in the text that is sent and as a decimal.
const AMOUNTS = [
  [19.99, '19.99'],
  ['5', '5'],
  [0.1, '0.1'],
  [1234.5678, '1234.5678'],
  [7, '7'],
];
const CURRENCIES = ['EUR', 'EUR', 'eur', 'USD'];
const PLANS = ['free', 'Pro', 'pro 50%', ''];

const TAGS = ['', '', '', 'variant-a', 'Variant-A', 'b'];
const NAMES = ['signup', 'Signup', 'buy', 'buy now', 'scroll_50%'];
const IDS = ['ada', 'bob@example.org', 'Čapek'];

// What a site may say: the data it sends, and the properties that are stored of it, with the elements of lists.
const moment = (text) => ({ type: 4, text, value: new Date(text).toISOString() });
const number = (value) => ({ type: 2, text: value.toFixed(4), value: String(value), number: value });
const list = (values) => ({
  type: 5,
  text: JSON.stringify(values),
  value: JSON.stringify(values),
  elements: values.filter((value) => value !== null).map(String),
});
const text = (value) => ({ type: 1, text: value, value });
const truth = (value) => ({ type: 3, text: String(value), value: String(value) });
const LONG = 'long '.repeat(120);
const SAYINGS = [
  ['plan', 'free', text('free')],
  ['plan', 'Pro', text('Pro')],
  ['plan', '', text('')],
  ['plan', 3, number(3)],
  ['seats', 5, number(5)],
  ['seats', 12.5, number(12.5)],
  ['seats', -0.25, number(-0.25)],
  ['seats', 1000000, number(1000000)],
  ['beta', true, truth(true)],
  ['beta', false, truth(false)],
  ['since', '2026-03-29T03:30:00+02:00', moment('2026-03-29T03:30:00+02:00')],
  ['since', '2025-06-14T18:15:00.500Z', moment('2025-06-14T18:15:00.500Z')],
  ['colours', ['red', 'été', 'red'], list(['red', 'été', 'red'])],
  ['colours', [1, null, true], list([1, null, true])],
  ['colours', [], list([])],
  ['colours', [LONG], { type: 5, text: JSON.stringify([LONG]).slice(0, 500), value: JSON.stringify([LONG]).slice(0, 500), elements: [] }],
  ['colours', null, { type: 5, text: null, value: null, elements: [] }],
  ['note', LONG, text(LONG.slice(0, 500))],
];

const none = {
  referrer: '',
  domain: '',
  channel: '',
  utmSource: '',
  utmMedium: '',
  utmCampaign: '',
  utmContent: '',
  utmTerm: '',
};

// Referrers and queries with the source they mean. `{host}` is the page's own.
const SOURCES = [
  { means: none },
  { means: none },
  { referrer: 'https://{host}/other', means: none },
  { referrer: 'https://www.example.com/', means: none }, // the website's own domain, also from its other hosts
  { referrer: '/elsewhere', means: none },
  {
    referrer: 'https://www.google.fr/',
    means: { ...none, referrer: 'google.fr', domain: 'Google', channel: 'organicSearch' },
  },
  {
    referrer: 'https://www.google.com/search?q=x',
    means: { ...none, referrer: 'google.com', domain: 'Google', channel: 'organicSearch' },
  },
  {
    referrer: 'https://duckduckgo.com/',
    means: { ...none, referrer: 'duckduckgo.com', domain: 'DuckDuckGo', channel: 'organicSearch' },
  },
  {
    referrer: 'https://microsoft.com/a',
    means: { ...none, referrer: 'microsoft.com', domain: 'microsoft.com', channel: 'referral' },
  },
  {
    referrer: 'https://t.co/abc',
    means: { ...none, referrer: 't.co', domain: 'X (Twitter)', channel: 'organicSocial' },
  },
  {
    referrer: 'https://news.example.net/a?b=c#d',
    means: { ...none, referrer: 'news.example.net', domain: 'news.example.net', channel: 'referral' },
  },
  {
    query: 'utm_source=letter&utm_medium=email&utm_campaign=summer%20sale',
    means: { ...none, channel: 'email', utmSource: 'letter', utmMedium: 'email', utmCampaign: 'summer sale' },
  },
  {
    referrer: 'https://www.google.com/',
    query: 'utm_source=google&utm_medium=cpc&utm_content=top&utm_term=stats',
    means: {
      ...none,
      referrer: 'google.com',
      domain: 'Google',
      channel: 'paidSearch',
      utmSource: 'google',
      utmMedium: 'cpc',
      utmContent: 'top',
      utmTerm: 'stats',
    },
  },
  {
    referrer: 'https://{host}/landing',
    query: 'utm_source=Partner&utm_medium=affiliate&utm_campaign=Summer+Sale&utm_content=side&utm_term=Stats',
    means: {
      ...none,
      channel: 'affiliate',
      utmSource: 'Partner',
      utmMedium: 'affiliate',
      utmCampaign: 'Summer Sale',
      utmContent: 'side',
      utmTerm: 'Stats',
    },
  },
  { query: 'gclid=abc', means: { ...none, channel: 'paidAds', click: 'gclid' } },
  {
    referrer: 'https://www.facebook.com/',
    query: 'fbclid=abc&utm_medium=paid',
    means: {
      ...none,
      referrer: 'facebook.com',
      domain: 'Facebook',
      channel: 'paidSocial',
      utmMedium: 'paid',
      click: 'fbclid',
    },
  },
  {
    referrer: 'https://www.facebook.com/',
    query: 'fbclid=abc',
    means: { ...none, referrer: 'facebook.com', domain: 'Facebook', channel: 'organicSocial', click: 'fbclid' },
  },
];

const ASKING = [{ dnt: '1' }, { 'sec-gpc': '1' }, { dnt: '0', 'sec-gpc': '1' }];

const GAPS = [
  ...[1, 2, 7, 40].map((seconds) => seconds * SECOND),
  ...[3, 11, 29].map((minutes) => minutes * MINUTE),
  30 * MINUTE - SECOND,
  30 * MINUTE,
  30 * MINUTE + SECOND,
  45 * MINUTE,
];

// How often each comes.
const KINDS = Object.entries({ pageview: 12, event: 4, engagement: 3, identify: 1 }).flatMap(([kind, share]) =>
  Array(share).fill(kind),
);
const TYPES = { pageview: 'event', event: 'event', engagement: 'engagement', identify: 'identify' };
const ENGAGED_TIMES = [0, 3000, 9999, 10_000, 5 * MINUTE, 31 * MINUTE, 100 * MINUTE];

const makeVisitor = (random, index, ids) => {
  const client = random.pick(CLIENTS);
  return {
    client,
    userAgent: client.userAgent,
    // Some share an address and differ by their user agent only, or the other way round.
    address: index % 5 === 4 ? '198.51.100.7' : `198.51.100.${10 + index}`,
    distinctId: random.chance(0.15) ? random.pick(ids) : '',
    screen: random.pick(client.screens),
    language: random.pick(LANGUAGES),
    place: random.pick(PLACES),
    // Sent by a server, which says in the payload whose it is; nothing says where then.
    byServer: random.chance(0.2),
    // Asks not to be tracked, by the one header or the other; the website's policy is to count without a visitor then.
    asks: random.chance(0.2) ? random.pick(ASKING) : {},
    inOrder: random.chance(0.5),
  };
};

// Times of one visitor: some groups, each near one of the moments; no two are the same.
const makeTimes = (random, moments, groups) => {
  const times = new Set();
  for (let group = 0; group < groups; group++) {
    let at = random.pick(moments) + (random.below(81 * 60) - 40 * 60) * SECOND;
    if (random.chance(0.2)) at = random.pick(moments);
    for (let count = 1 + random.below(7); count > 0; count--) {
      times.add(at);
      at += random.pick(GAPS);
    }
  }
  return [...times];
};

const wordsOf = (visitor) => {
  const { client, screen, language, place } = visitor;
  const [width] = screen.split('x').map(Number);
  const device = client.device === 'desktop' && screen !== '' && width <= 1920 ? 'laptop' : client.device;
  const where = visitor.byServer ? PLACES.at(-1) : place;
  const { country, region, city } = where;
  return { browser: client.browser, os: client.os, device, screen, language, country, region, city };
};

const headersOf = (visitor) =>
  visitor.byServer
    ? { 'user-agent': 'a server of the website', 'x-forwarded-for': '203.0.113.99', ...visitor.asks }
    : { 'user-agent': visitor.userAgent, 'x-forwarded-for': visitor.address, ...visitor.place.headers, ...visitor.asks };

const present = (fields) => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));

// Up to three sayings of different names, one of them in an object, as { data, properties }; nothing of nothing.
const makeSayings = (random) => {
  const chosen = new Map(Array.from({ length: random.below(4) }, () => random.pick(SAYINGS)).map((saying) => [saying[0], saying]));
  const properties = [];
  const data = {};
  for (const [name, value, stored] of chosen.values()) {
    const deep = random.chance(0.2);
    if (deep) data.deep = { ...data.deep, [name]: value };
    else data[name] = value;
    properties.push({ name: deep ? `deep.${name}` : name, ...stored });
  }
  return { data: chosen.size > 0 ? data : '', properties };
};

// What a customer buys, with what that brought in as a decimal.
const makeSale = (random) => {
  const [amount, decimal] = random.pick(AMOUNTS);
  const currency = random.pick(CURRENCIES);
  const seats = random.below(3);
  const data = { plan: random.pick(PLANS), seats, trial: seats === 0, ...(random.chance(0.6) && { revenue: amount, currency }) };
  const stored = { string: text, number, boolean: truth };
  return {
    data,
    properties: Object.entries(data).map(([name, value]) => ({ name, ...stored[typeof value](value) })),
    paid: data.currency && { amount: decimal, currency: currency.toUpperCase() },
  };
};

const makeData = (random, kind) => {
  if (kind === 'engagement') return { data: '', properties: [] };
  return kind === 'event' && random.chance(0.5) ? makeSale(random) : makeSayings(random);
};

const makeSending = (random, website, visitor, at) => {
  const kind = random.pick(KINDS);
  const hostname = random.pick(HOSTS);
  const [path, shownPath] = random.pick(PATHS);
  const source = random.pick(SOURCES);
  const query = source.query ?? random.pick(QUERIES);
  const title = random.pick(TITLES);
  const tag = random.pick(TAGS);
  const name = kind === 'event' ? random.pick(NAMES) : '';
  const { data, properties, paid } = makeData(random, kind);
  const engagedTime = kind === 'engagement' ? random.pick(ENGAGED_TIMES) : '';
  const [before, fragment = ''] = path.split('#');
  const local = before + (query && `?${query}`) + (fragment && `#${fragment}`);
  const url = random.chance(0.5) ? local : `https://${hostname}${local}`;
  const referrer = (source.referrer ?? '').replace('{host}', hostname);
  const { userAgent, address, distinctId, screen, language, byServer } = visitor;
  const overrides = byServer ? { ip: address, userAgent } : {};
  return {
    headers: headersOf(visitor),
    body: {
      type: TYPES[kind],
      payload: {
        website,
        timestamp: at / SECOND,
        ...present({ hostname, url, referrer, title, tag, name, engagedTime, screen, language, id: distinctId, data }),
        ...overrides,
      },
    },
    means: {
      at,
      kind,
      anonymous: Object.keys(visitor.asks).length > 0,
      address,
      userAgent,
      distinctId,
      page: { path: shownPath, title, query, hostname },
      tag,
      name,
      ...paid,
      engagedTime: engagedTime || 0,
      properties,
      source: source.means,
      client: wordsOf(visitor),
    },
  };
};

// Now and then something about a visitor is another than at first.
const varied = (random, visitor) => {
  if (!random.chance(0.1)) return visitor;
  return {
    ...visitor,
    language: random.pick(LANGUAGES),
    place: random.pick(PLACES),
    screen: random.pick(visitor.client.screens),
    asks: random.chance(0.3) ? random.pick(ASKING) : {},
  };
};

// Draws from the lists by turns at random, each list in its own order.
const interleaved = (random, lists) => {
  const rest = lists.map((list) => [...list]).filter((list) => list.length > 0);
  const result = [];
  while (rest.length > 0) {
    const from = random.below(rest.length);
    result.push(rest[from].shift());
    if (rest[from].length === 0) rest.splice(from, 1);
  }
  return result;
};

/** Sendings of so many visitors, in the order in which they are to be sent: { headers, body, means }. */
export const makeTraffic = (random, website, { visitors = 60, groups = 8, moments = MOMENTS, ids = IDS } = {}) => {
  const lists = [];
  for (let index = 0; index < visitors; index++) {
    const visitor = makeVisitor(random, index, ids);
    const times = makeTimes(random, moments, groups);
    const ordered = visitor.inOrder ? times.sort((a, b) => a - b) : random.shuffled(times);
    lists.push(ordered.map((at) => makeSending(random, website, varied(random, visitor), at)));
  }
  return interleaved(random, lists);
};

const VITALS = { lcp: [1200.5, 2400, 3300.1, 800], inp: [40, 90.5, 200], cls: [0, 0.05, 0.1234], fcp: [900, 1500.5], ttfb: [80.1, 300] };

/** Measurements of how fast pages were, to be sent after everything else: near some of the sendings, by the same visitors. */
export const makeMeasurements = (random, sendings, count = 200) =>
  Array.from({ length: count }, () => {
    const { headers, body, means } = random.pick(sendings);
    const { name, tag, data, engagedTime, referrer, ...payload } = body.payload;
    const { sessionId, ...known } = means; // what the answer to that sending said
    const measured = Object.entries(VITALS).filter(() => random.chance(0.8));
    const vitals = Object.fromEntries(measured.map(([metric, numbers]) => [metric, random.pick(numbers)]));
    if (measured.length === 0) vitals.lcp = 1000;
    const at = means.at + random.pick([0, 5 * SECOND, 20 * MINUTE, 120 * MINUTE, -5 * SECOND]);
    return {
      headers,
      body: { type: 'performance', payload: { ...payload, ...vitals, timestamp: at / SECOND } },
      means: { ...known, kind: 'performance', at, name: '', tag: '', engagedTime: 0, properties: [], vitals },
    };
  });

/**
 * The same sendings as requests: some single, some in batches, and a batch has only what shares its headers. A sending
 * that is put into a batch moves ahead of others', never of its own visitor's.
 */
export const makeRequests = (random, sendings) => {
  const requests = [];
  const waiting = [...sendings];
  while (waiting.length > 0) {
    const [first] = waiting;
    const same = random.chance(0.3)
      ? waiting.filter(({ headers }) => JSON.stringify(headers) === JSON.stringify(first.headers))
      : [first];
    const chosen = new Set(same.slice(0, 1 + random.below(40)));
    requests.push({
      path: chosen.size > 1 ? '/api/batch' : '/api/send',
      headers: first.headers,
      sendings: [...chosen],
    });
    for (let i = waiting.length - 1; i >= 0; i--) if (chosen.has(waiting[i])) waiting.splice(i, 1);
  }
  return requests;
};

const identityOf = ({ means }) => means.distinctId || `${means.address} ${means.userAgent}`;

/** The requests in groups that may be sent at the same time: no visitor is in two requests of a group. */
export const makeWaves = (requests, most = 16) => {
  const waves = [];
  let taken = new Set();
  for (const request of requests) {
    const own = new Set(request.sendings.map(identityOf));
    const wave = waves.at(-1);
    if (wave === undefined || wave.length === most || [...own].some((identity) => taken.has(identity))) {
      waves.push([request]);
      taken = own;
    } else {
      wave.push(request);
      for (const identity of own) taken.add(identity);
    }
  }
  return waves;
};
