// Totals, series, and lists by value.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, createWebsite } from '../../support/server.mjs';
import { MOMENTS, WEBSITE_DOMAIN } from '../../support/traffic.mjs';
import * as truth from '../../support/truth.mjs';
import { FIREFOX } from '../../support/user_agents.mjs';
import { addressOf, check, compare, repeat, testAtRandom } from './asking.mjs';
import { OPERATORS, TIMES, cohorts, deal, makeCompare, makeFilter, makeFilters, makeQuestion, makeUnit, segments, valuesOf } from './questions.mjs';
import { DAY, HOUR, MINUTE, QUESTIONS, SECOND, WHOLE, ZONES, arrivals, history, random, server, token } from './world.mjs';


const ALIASES = ['url', 'host'];
test('the traffic has all that the questions are about', () => {
  const count = (what) => history.filter(what).length;
  const visits = new Set(history.map(({ visit }) => visit));
  assert.ok(count(({ kind }) => kind === 'event') > 100);
  assert.ok([...visits].filter(({ bounced }) => bounced).length > 20);
  assert.ok([...visits].filter(({ bounced }) => !bounced).length > 20);
  assert.ok(
    [...visits].some(({ entry }) => entry === ''),
    'a visit without a pageview',
  );
  for (const property of truth.FILTERS) assert.ok(valuesOf(property).length > 2, property);
});

test('a visitor has one id, and nobody else has it', () => {
  const ids = new Map();
  for (const arrival of arrivals.filter(({ sessionId }) => sessionId)) {
    const key = truth.visitorKey(arrival);
    assert.equal(arrival.sessionId, ids.get(key) ?? arrival.sessionId, key);
    ids.set(key, arrival.sessionId);
  }
  assert.equal(new Set(ids.values()).size, ids.size);
});

test('a visitor is as first sent, also within a batch and whatever the times', async () => {
  const { id } = await createWebsite(server, token, { domain: WEBSITE_DOMAIN });
  const headers = { 'user-agent': FIREFOX };
  const noon = Date.parse('2025-06-10T12:00:00Z');
  const item = (minutes, language) => {
    const payload = { website: id, url: '/', language, timestamp: noon / SECOND + minutes * 60 };
    return { type: 'event', payload };
  };
  await ask(server, 'POST', '/api/batch', { headers, body: [item(5, 'fr'), item(0, 'de'), item(10, 'en')] });
  const address = addressOf(`/api/websites/${id}/metrics`, { startAt: noon, endAt: noon + HOUR, type: 'language' });
  compare(address, [{ x: 'fr', y: 1 }], await ask(server, 'GET', address, { token }));
});

test('daterange', async () => {
  await check('daterange', truth.dateRange, {});
  const empty = await createWebsite(server, token, { domain: 'example.net' });
  const address = `/api/websites/${empty.id}/daterange`;
  compare(address, truth.dateRange([]), await ask(server, 'GET', address, { token }));
});

testAtRandom('stats', () => check('stats', truth.stats, makeQuestion({ compare: makeCompare() })));

test('stats of the whole time, with each filter by each operator', async () => {
  await check('stats', truth.stats, WHOLE);
  for (const property of truth.FILTERS) {
    for (const operator of OPERATORS) {
      for (const eventType of [undefined, 2]) {
        await check('stats', truth.stats, {
          ...WHOLE,
          eventType,
          filters: [[property, makeFilter(property, operator)]],
        });
      }
    }
  }
});

test('segments and cohorts, alone and together with filters', async () => {
  for (const segment of segments) {
    await check('stats', truth.stats, { ...WHOLE, segment });
    await check('stats', truth.stats, { ...WHOLE, segment, filters: makeFilters(3), match: 'any' });
    await check('metrics', truth.metrics, { ...WHOLE, segment, type: 'event' });
  }
  for (const cohort of cohorts) {
    await check('stats', truth.stats, { ...WHOLE, cohort });
    await check('stats', truth.stats, makeQuestion({ cohort, segment: random.pick(segments) }));
    await check('metrics', truth.metrics, { ...WHOLE, cohort, type: random.pick(truth.TYPES) });
  }
});

testAtRandom('pageviews', () => check('pageviews', truth.series, makeQuestion({ unit: makeUnit(), compare: makeCompare() })));

test('pageviews of the whole time in each unit and zone', async () => {
  for (const timezone of ZONES) {
    for (const moment of MOMENTS) {
      const startAt = moment - 12 * HOUR;
      for (const unit of [random.pick(['hour', 'day']), random.pick(['month', 'year'])]) {
        await check('pageviews', truth.series, { startAt, endAt: startAt + DAY - 1, timezone, unit });
      }
    }
  }
});

test('pageviews at the lengths where the finest unit changes', async () => {
  const lengths = [HOUR, 61 * MINUTE, 720 * HOUR, 721 * HOUR].flatMap((length) => [length, length - 1]);
  for (const timezone of ZONES) {
    const startAt = random.pick(MOMENTS) - 10 * MINUTE;
    for (const length of lengths)
      await check('pageviews', truth.series, { startAt, endAt: startAt + length, timezone });
    // A clock that is put back shows times that are before the range's first.
    for (const moment of MOMENTS)
      await check('pageviews', truth.series, { startAt: moment - 10 * MINUTE, endAt: moment + 50 * MINUTE, timezone });
    const month = (count) => Date.UTC(2023, 1 + count, 28, 23, 30);
    for (const [from, to] of [
      [0, 24],
      [0, 25],
      [24, 31],
      [24, 32],
      [12, 36],
    ]) {
      await check('pageviews', truth.series, { startAt: month(from), endAt: month(to), timezone });
    }
  }
});

// A year after times that a clock showed twice, or left out.
const LOOK_BACK = [
  ['Europe/Paris', '2026-10-26T01:30:00Z'],
  ['Europe/Paris', '2026-03-30T00:30:00Z'],
  ['America/St_Johns', '2026-11-02T05:00:00Z'],
  ['America/St_Johns', '2026-03-09T05:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-05T15:15:00Z'],
  ['Australia/Lord_Howe', '2026-10-04T15:15:00Z'],
  ['Europe/Paris', '2024-02-28T23:00:00Z'],
];

test('the year before, at times that the clock showed twice or not at all', async () => {
  for (const [timezone, text] of LOOK_BACK) {
    for (const [before, behind] of [
      [0, 3 * HOUR],
      [3 * HOUR, 0],
      [0, 25 * HOUR],
    ]) {
      const range = { startAt: Date.parse(text) - before, endAt: Date.parse(text) + behind - 1 };
      await check('stats', truth.stats, { ...range, timezone, compare: 'yoy' });
      await check('pageviews', truth.series, { ...range, timezone, compare: 'yoy' });
    }
  }
});

const testByType = (report, compute) => {
  test(`${report} of the whole time, by each type`, async () => {
    for (const type of [...truth.TYPES, ...ALIASES]) {
      await check(report, compute, { ...WHOLE, type });
      await check(report, compute, { ...WHOLE, type, eventType: 2 });
      await check(report, compute, { ...WHOLE, type, search: random.pick(['a', 'É', '/', '%', '_']) });
    }
  });
  testAtRandom(
    report,
    () => check(report, compute, makeQuestion({ type: deal('type', [...truth.TYPES, ...ALIASES]) })),
    Math.max(TIMES.length, 2 * QUESTIONS),
  );
};

test('events by name, with filters on the name', async () => {
  for (const operator of OPERATORS) {
    for (const match of ['all', 'any']) {
      const filters = [
        ['event', makeFilter('event', operator)],
        ['path', makeFilter('path', random.pick(OPERATORS))],
      ];
      const question = { ...WHOLE, type: 'event', filters, match };
      await check('metrics', truth.metrics, question);
      await check('metrics/expanded', truth.expanded, question);
      await check('values', truth.values, question);
    }
  }
});

testByType('metrics', truth.metrics);

test('metrics, cut by limit and offset', () =>
  repeat(async () => {
    const cut = { limit: 1 + random.below(5), offset: random.below(6) };
    await check('metrics', truth.metrics, makeQuestion({ type: random.pick(truth.TYPES), ...cut }));
    await check('metrics/expanded', truth.expanded, makeQuestion({ type: random.pick(truth.TYPES), ...cut }));
  }));

testByType('metrics/expanded', truth.expanded);

testByType('values', truth.values);
