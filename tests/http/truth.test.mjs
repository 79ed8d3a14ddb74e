// The slow computation itself, on cases that are small enough for checking by hand.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  expanded,
  makeHistory,
  metrics,
  otherRange,
  realtime,
  series,
  stats,
  unitOf,
  values,
} from '../support/truth.mjs';

const MINUTE = 60_000;
const NOON = Date.parse('2025-06-10T12:00:00Z');
const NO_SOURCE = {
  referrer: '',
  domain: '',
  channel: '',
  utmSource: '',
  utmMedium: '',
  utmCampaign: '',
  utmContent: '',
  utmTerm: '',
};
const CLIENT = {
  browser: 'firefox',
  os: 'Linux',
  device: 'laptop',
  screen: '',
  language: 'fr-FR',
  country: 'FR',
  region: '',
  city: '',
};

const view = (at, path, more = {}) => ({
  at,
  kind: 'pageview',
  address: '192.0.2.1',
  userAgent: 'one',
  distinctId: '',
  tag: '',
  name: '',
  source: NO_SOURCE,
  client: CLIENT,
  ...more,
  page: { path, title: '', query: '', hostname: 'example.org', ...more.page },
});
const event = (at, name, more = {}) => view(at, '/', { kind: 'event', name, ...more });
const engagement = (at, engagedTime) => view(at, '/', { kind: 'engagement', engagedTime });
const all = { startAt: 0, endAt: NOON * 2 };
const numbers = (arrivals, question = all) => {
  const { pageviews, visitors, visits, bounces, totaltime } = stats(makeHistory(arrivals), question);
  return [pageviews, visitors, visits, bounces, totaltime];
};

test('a gap of exactly 30 minutes does not end a visit, a millisecond more does', () => {
  assert.deepEqual(numbers([view(NOON, '/a'), view(NOON + 30 * MINUTE, '/b')]), [2, 1, 1, 0, 1800]);
  assert.deepEqual(numbers([view(NOON, '/a'), view(NOON + 30 * MINUTE + 1, '/b')]), [2, 1, 2, 2, 0]);
});

test('what arrives late joins two visits', () => {
  const late = [view(NOON, '/a'), view(NOON + 50 * MINUTE, '/c'), view(NOON + 25 * MINUTE, '/b')];
  assert.deepEqual(numbers(late), [3, 1, 1, 0, 3000]);
});

test('an event keeps a visit from being a bounce, and is no pageview', () => {
  assert.deepEqual(numbers([view(NOON, '/a'), event(NOON + 59_999, 'signup')]), [1, 1, 1, 0, 59]);
  assert.deepEqual(numbers([event(NOON, 'signup')]), [0, 0, 0, 0, 0]);
});

test('ten seconds in the foreground keep a visit from being a bounce', () => {
  assert.deepEqual(numbers([view(NOON, '/a'), engagement(NOON + 9999, 9999)]), [1, 1, 1, 1, 9]);
  assert.deepEqual(numbers([view(NOON, '/a'), engagement(NOON + 10_000, 10_000)]), [1, 1, 1, 0, 10]);
  assert.deepEqual(
    numbers([engagement(NOON + 9000, 5000), view(NOON, '/a'), engagement(NOON + 20_000, 5000)]),
    [1, 1, 1, 0, 20],
  );
});

test('time in the foreground is activity, and no visit by itself', () => {
  const read = engagement(NOON + 40 * MINUTE, 40 * MINUTE);
  assert.deepEqual(numbers([view(NOON, '/a'), read, view(NOON + 70 * MINUTE, '/b')]), [2, 1, 1, 0, 4200]);
  assert.deepEqual(numbers([view(NOON + 70 * MINUTE, '/b'), read]), [1, 1, 1, 0, 4200]);
  assert.deepEqual(numbers([read]), [0, 0, 0, 0, 0]);
});

test('bounce and duration are those of the whole visit, whatever the range', () => {
  const midnight = Date.parse('2025-06-11T00:00:00Z');
  const list = [view(midnight - 10 * MINUTE, '/a'), view(midnight + 10 * MINUTE, '/b')];
  assert.deepEqual(numbers(list, { startAt: midnight, endAt: midnight + 10 * MINUTE }), [1, 1, 1, 0, 1200]);
  assert.deepEqual(numbers(list, { startAt: midnight, endAt: midnight + 10 * MINUTE - 1 }), [0, 0, 0, 0, 0]);
});

test('a visitor lasts a calendar month, one with an id for ever', () => {
  const july = Date.parse('2025-07-01T00:00:00Z');
  assert.deepEqual(numbers([view(july - MINUTE, '/a'), view(july, '/b')]), [2, 2, 2, 2, 0]);
  const ada = { distinctId: 'ada' };
  const other = { distinctId: 'ada', address: '192.0.2.2', userAgent: 'two' };
  assert.deepEqual(numbers([view(july - MINUTE, '/a', ada), view(july, '/b', other)]), [2, 1, 1, 0, 60]);
});

test('the source is that of the first event in time, the attributes are those of the first arrival', () => {
  const google = { ...NO_SOURCE, referrer: 'google.fr', domain: 'Google', channel: 'organicSearch' };
  const bing = { ...NO_SOURCE, referrer: 'bing.com', domain: 'Bing', channel: 'organicSearch' };
  const list = [
    view(NOON + MINUTE, '/b', { source: bing, client: { ...CLIENT, language: 'de-DE' } }),
    view(NOON, '/a', { source: google }),
  ];
  const history = makeHistory(list);
  assert.deepEqual(metrics(history, { ...all, type: 'domain' }), [{ x: 'Google', y: 1 }]);
  assert.deepEqual(metrics(history, { ...all, type: 'language' }), [{ x: 'de', y: 1 }]);
  assert.deepEqual(metrics(history, { ...all, type: 'channel' }), [{ x: 'organicSearch', y: 1 }]);
  assert.deepEqual(metrics(history, { ...all, type: 'entry' }), [{ x: '/a', y: 1 }]);
  assert.deepEqual(metrics(history, { ...all, type: 'exit' }), [{ x: '/b', y: 1 }]);
});

test('missing values are null or left out, and pass negations', () => {
  const history = makeHistory([view(NOON, '/a'), view(NOON, '/b', { userAgent: 'two', tag: 'x' })]);
  assert.deepEqual(metrics(history, { ...all, type: 'city' }), [{ x: null, y: 2, country: 'FR', region: null }]);
  assert.deepEqual(metrics(history, { ...all, type: 'tag' }), [{ x: 'x', y: 1 }]);
  assert.deepEqual(metrics(history, { ...all, type: 'channel' }), [{ x: 'direct', y: 2 }]);
  const ask = (value) => stats(history, { ...all, filters: [['tag', value]] }).pageviews;
  assert.deepEqual(
    ['x', 'neq.x', 'eq.', 'c.X', 'dnc.x', 're.^$', 'nre.x', 'x,y', ''].map(ask),
    [1, 1, 1, 1, 1, 1, 1, 1, 2],
  );
});

test('what is counted without a visitor has a page and a source, but no visitor, visit or bounce', () => {
  const google = { ...NO_SOURCE, referrer: 'google.fr', domain: 'Google', channel: 'organicSearch' };
  const history = makeHistory([
    view(NOON, '/a', { anonymous: true, source: google }),
    view(NOON + MINUTE, '/a', { anonymous: true }),
    event(NOON + MINUTE, 'signup', { anonymous: true, kind: 'identify' }),
    view(NOON, '/b'),
  ]);
  const { comparison, ...totals } = stats(history, all);
  assert.deepEqual(totals, { pageviews: 3, visitors: 1, visits: 1, bounces: 1, totaltime: 0 });
  assert.equal(comparison.pageviews, 0);
  assert.deepEqual(metrics(history, { ...all, type: 'path' }), [
    { x: '/b', y: 1 },
    { x: '/a', y: 0 },
  ]);
  assert.deepEqual(metrics(history, { ...all, type: 'domain' }), [{ x: 'Google', y: 0 }]);
  const [unknown] = expanded(history, { ...all, type: 'browser', filters: [['browser', 'neq.firefox']] });
  assert.deepEqual(unknown, { name: null, pageviews: 2, visitors: 0, visits: 0, bounces: 0, totaltime: 0 });
  assert.equal(stats(history, { ...all, excludeBounce: '1' }).pageviews, 2);
  assert.equal(stats(history, { ...all, filters: [['event', 'neq.signup']] }).pageviews, 3);
});

test('of a visitor holds what was said last, whatever came last; of what was said at once, what came last', () => {
  const said = (at, ...pairs) =>
    event(at, '', { kind: 'identify', properties: pairs.map(([name, value]) => ({ name, type: 1, text: value, value })) });
  const [{ visitor }] = makeHistory([
    view(NOON, '/a'),
    said(NOON + MINUTE, ['plan', 'pro'], ['team', 'red']),
    said(NOON, ['plan', 'free'], ['city', 'Lyon']),
    said(NOON + MINUTE, ['team', 'blue']),
  ]);
  assert.deepEqual(
    visitor.properties.map(({ name, value, setAt }) => [name, value, setAt]),
    [['plan', 'pro', NOON + MINUTE], ['team', 'blue', NOON + MINUTE], ['city', 'Lyon', NOON]],
  );
});

test('all filters must hold, or any', () => {
  const history = makeHistory([
    view(NOON, '/a'),
    view(NOON, '/b', { userAgent: 'two' }),
    view(NOON, '/c', { userAgent: 'three' }),
  ]);
  const filters = [
    ['path', 'neq./a'],
    ['path1', 'neq./b'],
  ];
  assert.equal(stats(history, { ...all, filters }).pageviews, 1);
  assert.equal(stats(history, { ...all, filters, match: 'any' }).pageviews, 3);
  assert.equal(
    stats(history, {
      ...all,
      filters: [
        ['path', '/a'],
        ['url1', '/b'],
      ],
      match: 'any',
    }).pageviews,
    2,
  );
  assert.equal(stats(history, { ...all, filters: [['path', '/a']], excludeBounce: '1' }).pageviews, 0);
});

test('the event filter asks what the visit has, with type=event what the row is', () => {
  const history = makeHistory([
    view(NOON, '/a'),
    event(NOON + 1000, 'signup'),
    event(NOON + 2000, 'leave'),
    view(NOON, '/b', { userAgent: 'two' }),
  ]);
  const paths = (value) => metrics(history, { ...all, type: 'path', filters: [['event', value]] }).map(({ x }) => x);
  assert.deepEqual([paths('signup'), paths('neq.signup'), paths('dnc.sign')], [['/a'], ['/b'], ['/b']]);
  const names = (value) => metrics(history, { ...all, type: 'event', filters: [['event', value]] });
  assert.deepEqual(names('neq.signup'), [{ x: 'leave', y: 1 }]);
  assert.equal(stats(history, { ...all, eventType: 2 }).pageviews, 2);
});

test('rows come by number, then by the bytes of the value, null last', () => {
  const paths = ['/é', '/z', '/a', '', '/a'];
  const history = makeHistory(paths.map((path, i) => view(NOON, path, { userAgent: `${i}` })));
  const rows = metrics(history, { ...all, type: 'path' });
  assert.deepEqual(
    rows.map(({ x }) => x),
    ['/a', '/z', '/é', null],
  );
  assert.deepEqual(metrics(history, { ...all, type: 'path', limit: 1, offset: 1 }), [{ x: '/z', y: 1 }]);
  assert.deepEqual(values(history, { ...all, type: 'path', search: 'A' }), [{ value: '/a', count: 2 }]);
  const [first] = expanded(history, { ...all, type: 'path' });
  assert.deepEqual(first, { name: '/a', pageviews: 2, visitors: 2, visits: 2, bounces: 2, totaltime: 0 });
});

test('units are cut by the clock of the zone, on days of 23 and of 25 hours', () => {
  const at = (...times) => makeHistory(times.map((time) => view(Date.parse(time), '/')));
  const ask = (history, from, to, timezone, unit) =>
    series(history, { startAt: Date.parse(from), endAt: Date.parse(to) - 1, timezone, unit }).pageviews.map(
      ({ x, y }) => [x, y],
    );

  const spring = at('2025-03-29T22:59:59Z', '2025-03-29T23:00:00Z', '2025-03-30T21:59:59Z', '2025-03-30T22:00:00Z');
  assert.deepEqual(ask(spring, '2025-03-28T00:00Z', '2025-04-01T00:00Z', 'Europe/Paris', 'day'), [
    ['2025-03-29 00:00:00', 1],
    ['2025-03-30 00:00:00', 2],
    ['2025-03-31 00:00:00', 1],
  ]);
  const autumn = at('2025-10-26T00:30:00Z', '2025-10-26T01:30:00Z', '2025-10-26T02:30:00Z');
  assert.deepEqual(ask(autumn, '2025-10-26T00:00Z', '2025-10-27T00:00Z', 'Europe/Paris', 'hour'), [
    ['2025-10-26 02:00:00', 2],
    ['2025-10-26 03:00:00', 1],
  ]);
  const nepal = at('2025-06-10T18:14:59Z', '2025-06-10T18:15:00Z');
  assert.deepEqual(ask(nepal, '2025-06-10T18:00Z', '2025-06-10T20:00Z', 'Asia/Kathmandu', 'hour'), [
    ['2025-06-10 23:00:00', 1],
    ['2025-06-11 00:00:00', 1],
  ]);
  assert.deepEqual(ask(nepal, '2025-06-10T18:00Z', '2025-06-10T18:30Z', undefined, 'minute'), [
    ['2025-06-10T18:14:00Z', 1],
    ['2025-06-10T18:15:00Z', 1],
  ]);
});

test('the unit is at least the finest that the range allows', () => {
  const unit = (length, wanted) => unitOf({ startAt: NOON, endAt: NOON + length, unit: wanted });
  assert.deepEqual(
    [unit(61 * MINUTE - 1), unit(61 * MINUTE), unit(721 * 60 * MINUTE - 1), unit(721 * 60 * MINUTE)],
    ['minute', 'hour', 'hour', 'day'],
  );
  assert.deepEqual([unit(MINUTE, 'day'), unit(MINUTE * 600, 'minute')], ['day', 'hour']);
  const months = (from, to) => unitOf({ startAt: Date.parse(from), endAt: Date.parse(to) });
  assert.equal(months('2025-01-31', '2025-08-01'), 'day');
  assert.equal(months('2025-01-31', '2025-09-01'), 'month');
  assert.equal(months('2023-01-31', '2025-01-01'), 'month');
  assert.equal(months('2023-01-31', '2025-02-01'), 'year');
});

test('the other range is the one before, or the one a year earlier by the clock', () => {
  const range = (from, to, more) => {
    const other = otherRange({ startAt: Date.parse(from), endAt: Date.parse(to) - 1, ...more });
    return [other.startAt, other.endAt + 1].map((at) => new Date(at).toISOString());
  };
  assert.deepEqual(range('2025-06-10T00:00Z', '2025-06-11T00:00Z'), [
    '2025-06-09T00:00:00.000Z',
    '2025-06-10T00:00:00.000Z',
  ]);
  const paris = { compare: 'yoy', timezone: 'Europe/Paris' };
  assert.deepEqual(range('2025-03-29T23:00Z', '2025-03-30T22:00Z', paris), [
    '2024-03-29T23:00:00.000Z',
    '2024-03-30T23:00:00.000Z',
  ]);
  assert.deepEqual(range('2024-02-29T00:00Z', '2024-03-01T00:00Z', { compare: 'yoy' }), [
    '2023-02-28T00:00:00.000Z',
    '2023-03-01T00:00:00.000Z',
  ]);
  // A year before 2:30 on 30 March 2026 would be 2:30 on 30 March 2025, which Paris did not show: 3:30 in summer time.
  assert.deepEqual(range('2026-03-30T00:30Z', '2026-03-30T01:00Z', paris)[0], '2025-03-30T01:30:00.000Z');
  // 2:30 on 26 October 2025 was shown twice: the second one.
  assert.deepEqual(range('2026-10-26T01:30Z', '2026-10-26T02:00Z', paris)[0], '2025-10-26T01:30:00.000Z');
});

test('realtime counts pageviews and events of 30 minutes', () => {
  const history = makeHistory([
    view(NOON - 31 * MINUTE, '/old'),
    view(NOON - 2 * MINUTE, '/a'),
    event(NOON - MINUTE, 'signup'),
  ]);
  const now = realtime(history, {}, NOON);
  assert.deepEqual(now.totals, { views: 1, visitors: 1, events: 1, countries: 1 });
  assert.deepEqual([now.urls, now.countries, now.referrers], [{ '/a': 1 }, { FR: 1 }, {}]);
  assert.deepEqual(
    now.events.map((entry) => entry.__type),
    ['event', 'pageview', 'session'],
  );
  assert.deepEqual(
    now.series.visitors.map(({ y }) => y),
    [1, 1],
  );
  assert.deepEqual(realtime(history, { eventType: 2 }, NOON).totals, {
    views: 0,
    visitors: 1,
    events: 1,
    countries: 1,
  });
});
