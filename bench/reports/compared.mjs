// What verify.mjs compares of each report: the plain statement, parameters of its own for random questions, and what of the answer
// is looked at, where that is not all of it.
// SPDX-License-Identifier: MIT
import * as plain from './plain.mjs';
import * as lists from './plain_lists.mjs';
import * as studies from './plain_studies.mjs';

const DAY = 86_400_000;

const nothing = () => ({});
const unit = (random, { startAt, endAt }) => ({ unit: random.pick(endAt - startAt < 29 * DAY ? ['hour', 'day'] : ['day', 'month']) });
const cut = (random) => (random.chance(0.5) ? { limit: 1 + random.below(50), offset: random.below(40) } : {});
const search = (random) => (random.chance(0.2) ? { search: random.pick(['a', 'É', '/', '%', '_', 'Ho']) } : {});
const ofType = (random, _, type) => ({ type, ...cut(random), ...search(random) });
const page = (random) => ({ page: 1 + random.below(4), pageSize: 1 + random.below(30), ...search(random) });

const FIELDS = ['path', 'path,browser', 'country,device,language', 'event,os', 'channel,entry', 'utmSource,utmMedium,path'];
const VITALS = ['lcp', 'inp', 'cls', 'fcp', 'ttfb'];
const NUMBERS = [
  { eventName: 'add-to-cart', propertyName: 'item.price' },
  { eventName: 'purchase', propertyName: 'revenue' },
  { eventName: 'search', propertyName: 'results' },
];
const TEXTS = [
  { eventName: 'signup', propertyName: 'plan' },
  { eventName: 'search', propertyName: 'query' },
];
const step = (random) =>
  random.pick([
    ...['/', '/shop', '/shop/*', '*', '/docs/*-1*', '/signup'].map((value) => ({ type: 'path', value })),
    ...['signup', 's*', 'purchase', '*'].map((value) => ({ type: 'event', value })),
  ]);
const currency = (random) => ({ currency: random.pick(['EUR', 'GBP', 'USD']) });
const names = (random) => ({
  ...(random.chance(0.5) ? { eventName: random.pick(['signup', 'search', 'purchase', 'nothing']) } : {}),
  ...(random.chance(0.5) ? { propertyName: random.pick(['plan', 'query', 'order', 'revenue', 'item.name', 'tries']) } : {}),
});
const name = (random) => (random.chance(0.5) ? { propertyName: random.pick(['plan', 'seats', 'since']) } : {});
const vital = (random, question) => ({ metric: random.pick(VITALS), ...unit(random, question) });

/** Of a list, its count and these members of its entries. */
const listOf = (...members) => ({ count, data }) =>
  ({ count, data: data.map((entry) => Object.fromEntries(members.map((member) => [member, entry[member]]))) });
const SESSION = listOf('firstAt', 'lastAt', 'visits', 'views', 'events', ...lists.OF_SESSION);

const funnel = {
  make: (random) => ({ window: random.pick([1, 10, 60, 1440]), steps: JSON.stringify([step(random), step(random), step(random)]) }),
  truth: studies.funnel,
  shown: (steps) => steps.map((reached) => reached.visitors ?? reached),
};
const goal = { make: step, truth: studies.goal };
const retention = { make: nothing, truth: studies.retention };
const journey = { make: (random) => ({ steps: 2 + random.below(6) }), truth: studies.journeys };
const breakdown = { make: (random) => ({ fields: random.pick(FIELDS) }), truth: studies.breakdown };
const attribution = {
  make: (random) => {
    const { type, value } = step(random);
    return { model: random.pick(['first-click', 'last-click']), type, step: value, ...(random.chance(0.4) ? currency(random) : {}) };
  },
  truth: studies.attribution,
};

export const REPORTS = {
  stats: { make: nothing, truth: plain.stats },
  pageviews: {
    make: (random, question) => ({ ...unit(random, question), ...(random.chance(0.3) ? { compare: 'prev' } : {}) }),
    truth: plain.pageviews,
  },
  metrics: { make: ofType, truth: plain.metrics },
  'metrics/expanded': { make: ofType, truth: plain.expanded },
  values: { make: (random, _, type) => ({ type, ...search(random) }), truth: plain.values },
  'sessions/weekly': { make: nothing, truth: plain.weekly },
  'sessions/stats': { make: nothing, truth: plain.sessionsStats },
  'events/series': { make: unit, truth: plain.eventsSeries },
  'events/stats': { make: nothing, truth: plain.eventsStats },
  active: { make: nothing, truth: plain.active },
  daterange: { make: nothing, truth: plain.dateRange },

  'goals/stats': goal,
  'reports/goal': goal,
  'funnels/stats': funnel,
  'reports/funnel': funnel,
  retention,
  'reports/retention': retention,
  journeys: journey,
  'reports/journey': journey,
  breakdown,
  'reports/breakdown': breakdown,
  attribution,
  'reports/attribution': attribution,
  'utm/metrics': {
    make: (random) => ({ type: `utm_${random.pick(['source', 'medium', 'campaign', 'term', 'content'])}` }),
    truth: studies.utmMetrics,
  },
  'reports/utm': { make: nothing, truth: studies.utm },
  'revenue/stats': { make: currency, truth: studies.revenueStats },
  'revenue/chart': { make: (random, question) => ({ ...currency(random), ...unit(random, question) }), truth: studies.revenueChart },
  'revenue/metrics': {
    make: (random) => ({ ...currency(random), type: random.pick(['country', 'region', 'channel', 'referrer']) }),
    truth: studies.revenueMetrics,
  },
  'reports/revenue': { make: (random, question) => ({ ...currency(random), ...unit(random, question) }), truth: studies.revenue },
  'performance/stats': { make: nothing, truth: studies.performanceStats },
  'performance/chart': { make: vital, truth: studies.performanceChart },
  'performance/metrics': {
    make: (random) => ({ metric: random.pick(VITALS), type: random.pick(['path', 'title', 'device', 'browser']) }),
    truth: studies.performanceMetrics,
  },
  'reports/performance': { make: vital, truth: studies.performance },

  sessions: { make: page, truth: lists.sessions, shown: SESSION },
  'revenue/sessions': { make: (random) => ({ ...currency(random), ...page(random) }), truth: lists.revenueSessions, shown: SESSION },
  events: { make: page, truth: lists.events, shown: listOf('createdAt', 'urlPath', 'eventType', 'eventName', ...lists.OF_EVENT) },
  'event-data': { make: page, truth: lists.eventData, shown: listOf('createdAt', 'eventName', 'eventProperties') },
  'event-data-pivot': {
    make: (random) => ({ ...page(random), eventName: random.pick(['signup', 'search', 'purchase']) }),
    truth: lists.eventDataPivot,
    shown: listOf('createdAt', 'eventName', 'urlPath', 'propertyKeys', 'propertyValues'),
  },
  'session-data-pivot': {
    make: (random) => ({ page: 1 + random.below(4), pageSize: 1 + random.below(30), propertyName: random.pick(['plan', 'seats', 'since']) }),
    truth: lists.sessionDataPivot,
    shown: listOf('createdAt', 'distinctId', 'propertyKeys', 'propertyValues'),
  },
  'event-data/properties': { make: names, truth: lists.eventDataProperties },
  'event-data/values': { make: names, truth: lists.eventDataValues },
  'event-data/fields': { make: names, truth: lists.eventDataFields },
  'event-data/events': { make: names, truth: lists.eventDataEvents },
  'event-data/stats': { make: names, truth: lists.eventDataStats },
  'event-data-pivot/property-series': {
    make: (random, question) => ({ ...unit(random, question), ...random.pick(TEXTS) }),
    truth: lists.propertySeries,
  },
  'event-data-pivot/numeric-series': {
    make: (random, question) => ({ ...unit(random, question), ...random.pick(NUMBERS) }),
    truth: lists.numericSeries,
  },
  'event-data-pivot/numeric-stats': { make: (random) => random.pick(NUMBERS), truth: lists.numericStats },
  'session-data/properties': { make: name, truth: lists.sessionDataProperties },
  'session-data/values': { make: name, truth: lists.sessionDataValues },
  'session-data/stats': { make: (random) => ({ propertyName: random.pick(['plan', 'seats', 'since']) }), truth: lists.sessionDataStats },
  'session-data/numeric-series': {
    make: (random, question) => ({ ...unit(random, question), propertyName: 'seats' }),
    truth: lists.sessionNumericSeries,
  },
};
