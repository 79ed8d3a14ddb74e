// What script/bench reports asks for: every report, by name, with the group that its target belongs to.
// SPDX-License-Identifier: MIT

/** Milliseconds that the median of a group's calls may take over 90 days of ten million events. */
export const TARGETS = { overview: 30, filter: 60, filters: 150, study: 250, list: 50, page: 150 };

const TYPES = ['path', 'title', 'query', 'hostname', 'tag', 'event', 'entry', 'exit', 'referrer', 'domain', 'channel'].concat(
  ['utmSource', 'utmMedium', 'utmCampaign', 'utmContent', 'utmTerm', 'browser', 'os', 'device', 'screen', 'language'],
  ['country', 'region', 'city', 'distinctId'],
);

const ONE_FILTER = {
  'path eq': { path: '/pricing' },
  'path c': { path: 'c.harbour' },
  'path dnc': { path: 'dnc.shop' },
  'path re': { path: 're.^/blog/20[12]' },
  'query nre': { query: 'nre.n=[0-9]+' },
  'title c': { title: 'c.CALM' },
  'referrer neq': { referrer: 'neq.google.com' },
  'channel eq': { channel: 'organicSearch,paidSearch' },
  'utmCampaign eq': { utmCampaign: 'monthly' },
  'browser eq': { browser: 'chrome' },
  'country neq': { country: 'neq.FR,US' },
  'city c': { city: 'c.par' },
  'event eq': { event: 'signup' },
  'event neq': { event: 'neq.purchase' },
};
const THREE_FILTERS = {
  'path c, browser eq, country eq': { path: 'c.blog', browser: 'chrome', country: 'FR,DE' },
  'path re, referrer nre, device neq': { path: 're.(calm|long)-[a-m]', referrer: 'nre.^(google|bing)', device: 'neq.mobile' },
  'title dnc, event eq, os c': { title: 'dnc.shop', event: 'video', os: 'c.win' },
  'any of path c, event eq, city re': { path: 'c.docs', event: 'signup', city: 're.^p', match: 'any' },
};

const path = (name, range, parameters = {}) => `/api/websites/:id/${name}?${new URLSearchParams({ ...range.query, ...parameters })}`;
const get = (group, name, report, parameters) => ({ group, name, ask: (range) => ({ path: path(report, range, parameters) }) });
const post = (type, name, parameters) => ({
  group: 'study',
  name: `reports/${name}`,
  ask: ({ startAt, endAt, timezone, website }) => ({
    path: `/api/reports/${type}`,
    body: {
      websiteId: website, type, filters: {},
      parameters: { startDate: new Date(startAt).toISOString(), endDate: new Date(endAt).toISOString(), timezone, ...parameters },
    },
  }),
});

const filtered = (group, filters) =>
  Object.entries(filters).flatMap(([name, parameters]) => [
    get(group, `stats, ${name}`, 'stats', parameters),
    get(group, `pageviews by day, ${name}`, 'pageviews', { unit: 'day', ...parameters }),
    get(group, `metrics path, ${name}`, 'metrics', { type: 'path', limit: 10, ...parameters }),
    get(group, `metrics browser, ${name}`, 'metrics', { type: 'browser', limit: 10, ...parameters }),
  ]);

const OVERVIEW = [
  get('overview', 'stats', 'stats'),
  ...['hour', 'day', 'month'].map((unit) => get('overview', `pageviews by ${unit}`, 'pageviews', { unit })),
  get('overview', 'pageviews, compared', 'pageviews', { unit: 'day', compare: 'prev' }),
  ...TYPES.map((type) => get('overview', `metrics ${type}`, 'metrics', { type, limit: 10 })),
  ...TYPES.map((type) => get('overview', `metrics/expanded ${type}`, 'metrics/expanded', { type, limit: 10 })),
  get('overview', 'metrics path, searched', 'metrics', { type: 'path', search: 'tide', limit: 10 }),
  get('overview', 'metrics path, page 50', 'metrics', { type: 'path', limit: 100, offset: 4900 }),
  ...['path', 'referrer', 'city', 'browser'].map((type) => get('overview', `values ${type}`, 'values', { type, search: 'a' })),
  get('overview', 'sessions/weekly', 'sessions/weekly'),
  get('overview', 'sessions/stats', 'sessions/stats'),
  get('overview', 'events/series', 'events/series', { unit: 'day' }),
  get('overview', 'events/stats', 'events/stats'),
  { group: 'overview', name: 'active', ask: () => ({ path: '/api/websites/:id/active' }) },
  { group: 'overview', name: 'daterange', ask: () => ({ path: '/api/websites/:id/daterange' }) },
];

const FUNNEL = [{ type: 'path', value: '/shop' }, { type: 'path', value: '/shop/*' }, { type: 'event', value: 'purchase' }];
const STUDY_FILTERS = { country: 'FR,DE', device: 'neq.tablet' };
const STUDIES = [
  post('funnel', 'funnel', { window: 60, steps: FUNNEL }),
  post('journey', 'journey', { steps: 5 }),
  post('retention', 'retention', {}),
  post('goal', 'goal', { type: 'path', value: '/shop/thanks' }),
  post('goal', 'goal, event', { type: 'event', value: 'signup' }),
  post('utm', 'utm', {}),
  post('attribution', 'attribution', { model: 'first-click', type: 'path', step: '/signup' }),
  post('attribution', 'attribution, revenue', { model: 'last-click', type: 'event', step: 'purchase', currency: 'EUR' }),
  post('revenue', 'revenue', { unit: 'day', currency: 'EUR' }),
  post('breakdown', 'breakdown', { fields: ['path', 'country', 'browser'] }),
  post('performance', 'performance', { unit: 'day', metric: 'lcp' }),
  get('study', 'funnels/stats', 'funnels/stats', { steps: JSON.stringify(FUNNEL), window: 60 }),
  get('study', 'journeys', 'journeys', { steps: 5 }),
  get('study', 'retention', 'retention'),
  get('study', 'goals/stats', 'goals/stats', { type: 'path', value: '/shop/thanks' }),
  get('study', 'utm/metrics', 'utm/metrics', { type: 'utm_campaign' }),
  get('study', 'attribution', 'attribution', { model: 'first-click', type: 'path', step: '/signup' }),
  get('study', 'revenue/stats', 'revenue/stats', { currency: 'EUR' }),
  get('study', 'revenue/chart', 'revenue/chart', { currency: 'EUR', unit: 'day' }),
  get('study', 'revenue/metrics', 'revenue/metrics', { currency: 'EUR', type: 'country' }),
  get('list', 'revenue/sessions', 'revenue/sessions', { currency: 'EUR', pageSize: 20 }),
  get('study', 'breakdown', 'breakdown', { fields: 'path,country' }),
  get('study', 'funnels/stats, filtered', 'funnels/stats', { steps: JSON.stringify(FUNNEL), window: 60, ...STUDY_FILTERS }),
  get('study', 'journeys, filtered', 'journeys', { steps: 5, ...STUDY_FILTERS }),
  get('study', 'retention, filtered', 'retention', STUDY_FILTERS),
  get('study', 'goals/stats, filtered', 'goals/stats', { type: 'path', value: '/shop/*', ...STUDY_FILTERS }),
  get('study', 'attribution, filtered', 'attribution', { model: 'last-click', type: 'event', step: 'signup', ...STUDY_FILTERS }),
  get('study', 'breakdown, filtered', 'breakdown', { fields: 'path,browser', ...STUDY_FILTERS }),
  get('study', 'performance/stats', 'performance/stats'),
  get('study', 'performance/chart', 'performance/chart', { metric: 'lcp', unit: 'day' }),
  get('study', 'performance/metrics', 'performance/metrics', { metric: 'lcp', type: 'path' }),
];

const EVENT = { eventName: 'search', propertyName: 'query' };
const NUMBER = { eventName: 'add-to-cart', propertyName: 'item.price' };
const FILTERED = { country: 'FR,DE', path: 'c.a' };
const DATA = [
  get('study', 'event-data/properties', 'event-data/properties'),
  get('study', 'event-data/values', 'event-data/values', { eventName: 'signup', propertyName: 'plan' }),
  get('study', 'event-data/values, of all', 'event-data/values'),
  get('study', 'event-data/stats', 'event-data/stats'),
  get('study', 'event-data/fields', 'event-data/fields'),
  get('study', 'event-data/events', 'event-data/events', { eventName: EVENT.eventName }),
  get('study', 'event-data-pivot/property-series', 'event-data-pivot/property-series', { unit: 'day', ...EVENT }),
  get('study', 'event-data-pivot/numeric-series', 'event-data-pivot/numeric-series', { unit: 'day', ...NUMBER }),
  get('study', 'event-data-pivot/numeric-stats', 'event-data-pivot/numeric-stats', NUMBER),
  get('study', 'event-data/properties, filtered', 'event-data/properties', FILTERED),
  get('study', 'event-data/values, filtered', 'event-data/values', { ...EVENT, ...FILTERED }),
  get('study', 'session-data/properties', 'session-data/properties'),
  get('study', 'session-data/values', 'session-data/values', { propertyName: 'plan' }),
  get('study', 'session-data/stats', 'session-data/stats', { propertyName: 'plan' }),
  get('study', 'session-data/numeric-series', 'session-data/numeric-series', { unit: 'day', propertyName: 'seats' }),
  get('study', 'session-data/properties, filtered', 'session-data/properties', FILTERED),
  get('list', 'session-data-pivot', 'session-data-pivot', { propertyName: 'plan', pageSize: 20 }),
];
const lists = (report, words) => [
  get('list', report, report, { pageSize: 20 }),
  get('list', `${report}, page 100`, report, { pageSize: 20, page: 100 }),
  get('list', `${report}, page 50000`, report, { pageSize: 20, page: 50_000 }),
  get('list', `${report}, searched`, report, { pageSize: 20, search: words }),
  get('list', `${report}, filtered`, report, { pageSize: 20, country: 'FR', path: 'c.docs' }),
];

export const CALLS = [
  ...OVERVIEW,
  ...filtered('filter', ONE_FILTER),
  ...filtered('filters', THREE_FILTERS),
  ...STUDIES,
  ...DATA,
  ...lists('sessions', 'paris'),
  ...lists('events', 'harbour'),
  get('list', 'event-data', 'event-data', { pageSize: 20 }),
  get('list', 'event-data, page 10000', 'event-data', { pageSize: 20, page: 10_000 }),
  get('list', 'event-data-pivot', 'event-data-pivot', { pageSize: 20, eventName: 'signup' }),
];

/** What the dashboard's overview asks at once, for a range and the one before it. */
export const wholeOverview = (range, before) => [
  { path: '/api/websites/:id/daterange' },
  { path: '/api/websites/:id/active' },
  ...[range, before].flatMap((one) => [{ path: path('stats', one) }, { path: path('pageviews', one, { unit: range.unit }) }]),
  ...['path', 'referrer', 'country', 'browser'].map((type) => ({ path: path('metrics', range, { type, limit: 10 }) })),
  { path: path('metrics', range, { type: 'event', limit: 500 }) },
];

/** Those that the peer answers too. */
export const PEER_CALLS = ['stats', 'pageviews by day', 'metrics path', 'metrics browser', 'metrics referrer'];

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** '24h' or '90d', ending where the traffic does. */
export function rangeOf(name, until, website) {
  const [, count, unit] = /^(\d+)(h|d)$/.exec(name) ?? [];
  if (!count) throw new Error(`no range: ${name}`);
  const length = Number(count) * (unit === 'h' ? HOUR : DAY);
  const make = (startAt) => {
    const query = { startAt, endAt: startAt + length - 1, timezone: 'Europe/Paris' };
    return { name, website, ...query, query, unit: length > 30 * DAY ? 'day' : 'hour' };
  };
  return { ...make(until - length), before: make(until - 2 * length) };
}
