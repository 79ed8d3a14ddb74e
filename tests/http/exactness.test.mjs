// Every number of the reports against the slow computation of truth.mjs, over random traffic that is sent to a real server:
// random ranges, time zones, units and filters, and each property with each operator at least once.
//
// EXACTNESS_SEED repeats a run, EXACTNESS_QUESTIONS asks more of each kind.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ask, createWebsite, login, startServer } from '../support/server.mjs';
import {
  MOMENTS,
  WEBSITE_DOMAIN,
  makeMeasurements,
  makeRandom,
  makeRequests,
  makeTraffic,
  makeWaves,
} from '../support/traffic.mjs';
import * as truth from '../support/truth.mjs';
import * as lists from '../support/truth_lists.mjs';
import * as studies from '../support/truth_studies.mjs';

const SEED = Number(process.env.EXACTNESS_SEED ?? Date.now() % 2 ** 31);
const QUESTIONS = Number(process.env.EXACTNESS_QUESTIONS ?? 40);
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LENGTHS = [MINUTE, 30 * MINUTE, HOUR, 61 * MINUTE, 5 * HOUR, 23 * HOUR, 23.5 * HOUR, DAY, 24.5 * HOUR, 25 * HOUR]
  .concat([2, 7, 30, 31, 60, 200, 250, 400, 800, 1500].map((days) => days * DAY))
  .flatMap((length) => [length, length]);
const WHOLE = { startAt: MOMENTS[0] - DAY, endAt: MOMENTS.at(-1) + DAY };
const ZONES = [undefined, 'utc', 'UTC', 'Europe/Paris', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe'];
const OPERATORS = ['eq', 'neq', 'c', 'dnc', 're', 'nre'];
const PATTERNS = ['^/', 'a$', '^$', '.', 's|x', '[a-d]', 'é', '^[^-]+$', '(sign|buy)', '\\.', 'o{2}', '^[a-z]+$'];
const ALIASES = ['url', 'host'];

const random = makeRandom(SEED);
let server;
let token;
let website; // with the traffic of the past
let undated; // with events that say nothing of their time
let history;
let measurements; // of how fast pages were
let arrivals;

const send = async ({ path, headers, sendings }) => {
  const bodies = sendings.map(({ body }) => body);
  const reply = await ask(server, 'POST', path, { headers, body: path === '/api/batch' ? bodies : bodies[0] });
  if (path === '/api/batch') {
    assert.deepEqual(
      [reply.size, reply.processed, reply.errors],
      [bodies.length, bodies.length, 0],
      JSON.stringify(reply),
    );
  } else if (sendings[0].means.anonymous) {
    const isRow = sendings[0].body.type === 'event';
    const nothing = { cache: '', sessionId: null, visitId: null };
    assert.deepEqual(reply, isRow ? nothing : { beep: 'boop', reason: 'do_not_track' });
  } else {
    assert.match(reply.sessionId, /^[0-9a-f-]{36}$/, JSON.stringify(reply));
    sendings[0].means.sessionId = reply.sessionId;
  }
};

const sendAll = async (requests) => {
  for (const wave of makeWaves(requests)) await Promise.all(wave.map(send));
  return requests.flatMap(({ sendings }) => sendings.map(({ means }) => means));
};

// Makes the website count those who ask not to be tracked without a visitor.
const countAnonymously = (id) =>
  ask(server, 'POST', `/api/websites/${id}/policy`, { token, body: { doNotTrack: 'anonymous' } });

// One pageview of each of some visitors, at the millisecond at which it happens to arrive.
const sendUndated = async () => {
  for (let i = 0; i < 20; i++) {
    const payload = { website: undated, hostname: 'example.com', url: '/' };
    const headers = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0' };
    await ask(server, 'POST', '/api/send', {
      headers: { ...headers, 'x-forwarded-for': `198.51.100.${i}` },
      body: { type: 'event', payload },
    });
  }
};

before(async () => {
  console.log(`EXACTNESS_SEED=${SEED}`);
  server = await startServer({ settings: { EVENTS_RATE: '0' } }); // the traffic of many comes from one address
  token = await login(server);
  undated = (await createWebsite(server, token)).id;
  await sendUndated();
  website = (await createWebsite(server, token, { domain: WEBSITE_DOMAIN })).id;
  await countAnonymously(website);
  const traffic = makeTraffic(random, website);
  arrivals = await sendAll(makeRequests(random, traffic));
  arrivals.push(...(await sendAll(makeRequests(random, makeMeasurements(random, traffic)))));
  history = truth.makeHistory(arrivals);
  await saveAll();
  measurements = truth.makeMeasurements(arrivals);
});

after(() => server?.stop());

// Questions ---------------------------------------------------------------------------------------------------------------

const makeRange = () => {
  if (random.chance(0.3)) {
    const [one, other] = [random.pick(history).at, random.pick(history).at].sort((a, b) => a - b);
    const startAt = one + random.below(3) - 1;
    return { startAt, endAt: Math.max(startAt, other + random.below(3)) };
  }
  const startAt = random.pick(MOMENTS) - random.pick([0, 0, HOUR, DAY, 3 * DAY]);
  return { startAt, endAt: startAt + random.pick(LENGTHS) - random.pick([1, 1, 0]) };
};

const valuesOf = (property) => {
  const known = truth.values(history, { startAt: 0, endAt: Infinity, type: property, eventType: 1 });
  return [...known.map(({ value }) => value), 'nothing'];
};

const respelled = (text) => random.pick([text, text.toUpperCase(), text.toLowerCase()]);

const part = (text) => {
  const letters = [...text];
  const from = random.below(letters.length);
  return letters.slice(from, from + 1 + random.below(4)).join('');
};

const makeFilter = (property, operator) => {
  const known = valuesOf(property);
  if (operator.endsWith('re')) return `${operator}.${random.pick(PATTERNS)}`;
  if (operator === 'c' || operator === 'dnc') return `${operator}.${respelled(part(random.pick(known)))}`;
  const list = Array.from({ length: 1 + random.below(3) }, () => random.pick([...known, '']));
  const plain = operator === 'eq' && list.join() !== '' && random.chance(0.5);
  return plain ? list.join() : `${operator}.${list.join()}`;
};

const makeFilters = (most) =>
  Array.from({ length: random.below(most + 1) }, (_, i) => {
    const property = random.pick(truth.FILTERS);
    const name = random.chance(0.1) && property === 'path' ? 'url' : property;
    return [i === 0 ? name : `${name}${i}`, makeFilter(property, random.pick(OPERATORS))];
  });

// Saved ones, by id: { id, filters, match } and of cohorts also action and range.
let segments;
let cohorts;

// As the API saves a filter that a query string would write like this.
const written = ([name, value]) => {
  const [, operator, text] = /^(?:(eq|neq|c|dnc|re|nre)\.)?(.*)$/su.exec(value);
  return { name, value: text, ...(operator ? { operator } : {}) };
};

const save = async (type, { filters, match, action, range }) => {
  const dateRange = range && `range:${range.startAt}:${range.endAt}`;
  const parameters = { filters: filters.map(written), match, action, dateRange };
  const body = { type, name: `${type} ${filters.length}`, parameters };
  const { id } = await ask(server, 'POST', `/api/websites/${website}/segments`, { token, body });
  return { id, filters, match, action, range };
};

const makeAction = () => {
  const type = random.pick(['path', 'event']);
  return random.chance(0.2) ? undefined : { type, value: random.pick(valuesOf(type)) || 'nothing' };
};

const saveAll = async () => {
  const makeSaved = (most) => ({ filters: makeFilters(most), match: random.pick([undefined, 'all', 'any']) });
  segments = await Promise.all(Array.from({ length: 20 }, () => save('segment', makeSaved(3))));
  cohorts = await Promise.all(
    Array.from({ length: 20 }, () =>
      save('cohort', {
        ...makeSaved(2),
        action: makeAction(),
        range: random.chance(0.3) ? WHOLE : makeRange(),
      }),
    ),
  );
};

const makeQuestion = (more = {}) => ({
  ...makeRange(),
  timezone: random.pick(ZONES),
  filters: makeFilters(random.pick([0, 1, 1, 2, 3])),
  ...(random.chance(0.3) ? { match: random.pick(['all', 'any']) } : {}),
  ...(random.chance(0.15) ? { excludeBounce: random.pick(['1', 'true']) } : {}),
  ...(random.chance(0.25) ? { eventType: random.pick([1, 2]) } : {}),
  ...(random.chance(0.2) ? { segment: random.pick(segments) } : {}),
  ...(random.chance(0.2) ? { cohort: random.pick(cohorts) } : {}),
  ...more,
});

const addressOf = (path, { filters = [], segment, cohort, ...rest }) => {
  const parameters = new URLSearchParams();
  const question = { ...rest, segment: segment?.id, cohort: cohort?.id };
  for (const [name, value] of [...Object.entries(question), ...filters])
    if (value !== undefined) parameters.append(name, value);
  return `${path}?${parameters}`;
};

// Comparing ---------------------------------------------------------------------------------------------------------------

// Where two documents first differ, as a path of members.
const difference = (expected, got, path = '') => {
  if (Object.is(expected, got)) return null;
  const nested = [expected, got].every((value) => typeof value === 'object' && value !== null);
  if (!nested || Array.isArray(expected) !== Array.isArray(got)) return { path, expected, got };
  const names = new Set([...Object.keys(expected), ...Object.keys(got)]);
  for (const name of names) {
    const found = difference(expected[name], got[name], `${path}.${name}`);
    if (found) return found;
  }
  return null;
};

const shortened = (value) => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 3000 ? `${text.slice(0, 3000)}… (${text.length} characters)` : text;
};

const compare = (address, expected, got) => {
  const found = difference(expected, got);
  if (!found) return;
  const { path, ...texts } = found;
  throw new Error(
    [
      `GET ${address} (EXACTNESS_SEED=${SEED})`,
      `differs at ${path || 'the top'}: expected ${shortened(texts.expected)}, got ${shortened(texts.got)}`,
      `expected ${shortened(expected)}`,
      `got ${shortened(got)}`,
    ].join('\n'),
  );
};

const check = async (report, compute, question) => {
  const address = addressOf(`/api/websites/${website}/${report}`, question);
  compare(address, compute(history, question), await ask(server, 'GET', address, { token }));
};

const repeat = async (work, times = QUESTIONS) => {
  for (let i = 0; i < times; i++) await work(i);
};

// Tests -------------------------------------------------------------------------------------------------------------------

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
  const headers = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0' };
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

test('stats', () =>
  repeat(() => check('stats', truth.stats, makeQuestion({ compare: random.pick([undefined, 'prev', 'yoy']) }))));

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

test('pageviews', () =>
  repeat(() => {
    const unit = random.pick([undefined, 'minute', 'hour', 'day', 'month', 'year']);
    return check(
      'pageviews',
      truth.series,
      makeQuestion({ unit, compare: random.pick([undefined, undefined, 'prev', 'yoy']) }),
    );
  }));

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

const byType = (report, compute) => async () => {
  for (const type of [...truth.TYPES, ...ALIASES]) {
    await check(report, compute, { ...WHOLE, type });
    await check(report, compute, { ...WHOLE, type, eventType: 2 });
    await check(report, compute, { ...WHOLE, type, search: random.pick(['a', 'É', '/', '%', '_']) });
    for (let i = 0; i < Math.ceil(QUESTIONS / 10); i++) await check(report, compute, makeQuestion({ type }));
  }
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

test('metrics', byType('metrics', truth.metrics));

test('metrics, cut by limit and offset', () =>
  repeat(() => {
    const cut = { limit: 1 + random.below(5), offset: random.below(6) };
    return check('metrics', truth.metrics, makeQuestion({ type: random.pick(truth.TYPES), ...cut }));
  }));

test('metrics/expanded', byType('metrics/expanded', truth.expanded));

test('values', byType('values', truth.values));

// Lists -------------------------------------------------------------------------------------------------------------------

const IDS = ['id', 'sessionId'];
const withoutIds = (row) => JSON.stringify(Object.entries(row).filter(([name]) => !IDS.includes(name)).sort(([a], [b]) => (a < b ? -1 : 1)));
const byContent = (rows) => [...rows].sort((a, b) => (withoutIds(a) < withoutIds(b) ? -1 : 1));

// The same rows in any order. Among rows that are alike but for their ids, each id that is known must be there.
const compareRows = (address, expected, got) => {
  const bare = (rows) => byContent(rows).map((row) => JSON.parse(withoutIds(row)));
  compare(address, bare(expected), bare(got));
  const groups = truth.groupBy(got, withoutIds);
  for (const row of expected)
    for (const name of IDS.filter((id) => row[id] !== undefined))
      assert.ok(groups.get(withoutIds(row)).some((other) => other[name] === row[name]), `${address}: ${name} of ${withoutIds(row)}`);
};

// Whole lists take their time.
const FEWER = Math.ceil(QUESTIONS / 5);

// All rows of a paged list, which come in the order of `time`, and its pages, which are parts of it.
const readList = async (report, question, time = 'createdAt') => {
  const page = (more) => ask(server, 'GET', addressOf(`/api/websites/${website}/${report}`, { ...question, ...more }), { token });
  const { data, count } = await page({ pageSize: 100_000 });
  assert.equal(data.length, count);
  for (let i = 1; i < data.length; i++) assert.ok(data[i - 1][time] >= data[i][time], `${report}: the newest come first`);
  const pageSize = 1 + random.below(60);
  for (const number of [1, 2, 1 + random.below(Math.ceil(count / pageSize) + 1), Math.ceil(count / pageSize) + 1]) {
    const part = await page({ page: number, pageSize });
    compare(report, data.slice((number - 1) * pageSize, number * pageSize), part.data);
    assert.deepEqual([part.count, part.page, part.pageSize], [count, number, pageSize]);
  }
  return data;
};

const SEARCHES = ['a', 'É', '/', '%', 'paris', 'sign', 'mobile', 'WIN', 'FIREFOX', 'ada', 'nothing'];

const checkList = async (report, compute, question, ignored = []) => {
  const got = await readList(report, question);
  const rows = got.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !ignored.includes(name))));
  compareRows(addressOf(report, question), compute(history, question, website), rows);
  return got;
};

test('sessions', async () => {
  for (const search of [undefined, ...SEARCHES]) await checkList('sessions', lists.sessions, { ...WHOLE, search });
  await repeat(() => checkList('sessions', lists.sessions, makeQuestion({ search: random.pick([undefined, ...SEARCHES]) })), FEWER);
});

test('revenue/sessions', async () => {
  for (const search of [undefined, ...SEARCHES])
    await checkList('revenue/sessions', lists.revenueSessions, { ...WHOLE, currency: 'eur', search });
  const found = await checkList('revenue/sessions', lists.revenueSessions, { ...WHOLE, currency: 'EUR' });
  assert.ok(found.length > 3);
  const makeAsked = () => makeQuestion({ currency: random.pick(['EUR', 'usd', 'CHF']), search: random.pick([undefined, ...SEARCHES]) });
  await repeat(() => checkList('revenue/sessions', lists.revenueSessions, makeAsked()), 2 * FEWER);
});

test('sessions/stats', () => repeat(() => check('sessions/stats', lists.sessionsStats, makeQuestion())));

test('sessions/weekly', async () => {
  for (const timezone of ZONES) await check('sessions/weekly', lists.weekly, { ...WHOLE, timezone });
  await repeat(() => check('sessions/weekly', lists.weekly, makeQuestion()));
});

const visitors = () => [...new Set(history.map(({ visitor }) => visitor))].filter(({ sessionId }) => sessionId);

test('one session, its activity and its properties', async () => {
  for (const visitor of random.shuffled(visitors()).slice(0, QUESTIONS)) {
    const path = `/api/websites/${website}/sessions/${visitor.sessionId}`;
    compare(path, lists.session(history, visitor, website), await ask(server, 'GET', path, { token }));
    for (const range of [WHOLE, makeRange()]) {
      const address = addressOf(`${path}/activity`, range);
      const got = await ask(server, 'GET', address, { token });
      compare(address, lists.activity(history, visitor, range), got.map(({ eventId, visitId, ...row }) => row));
      assert.equal(new Set(got.map(({ eventId }) => eventId)).size, got.length);
    }
    const said = await ask(server, 'GET', `${path}/properties`, { token });
    const expected = [...visitor.properties].sort((a, b) => truth.byText(a.name, b.name));
    compare(
      `${path}/properties`,
      expected.map(({ name, type, text, number, value, setAt }) => ({
        websiteId: website,
        sessionId: visitor.sessionId,
        dataKey: name,
        dataType: type,
        stringValue: text,
        numberValue: number ?? null,
        dateValue: type === 4 ? value : null,
        createdAt: truth.iso(setAt),
      })),
      said,
    );
  }
});

test('events', async () => {
  const ignored = ['id', 'visitId', 'referrerPath', 'referrerQuery'];
  const rows = await checkList('events', lists.events, WHOLE, ignored);
  assert.equal(new Set(rows.map(({ id }) => id)).size, rows.length);
  assert.equal(new Set(rows.map(({ visitId }) => visitId).filter((id) => id !== null)).size, lists.countVisits(history, WHOLE));
  for (const search of SEARCHES) await checkList('events', lists.events, { ...WHOLE, search }, ignored);
  await repeat(() => checkList('events', lists.events, makeRange(), ignored), FEWER);
  await repeat(() => checkList('events', lists.events, makeQuestion({ search: random.pick([undefined, ...SEARCHES]) }), ignored), FEWER);
});

test('events/series', () =>
  repeat(() => {
    const unit = random.pick([undefined, 'hour', 'day', 'month', 'year']);
    return check('events/series', lists.eventsSeries, makeQuestion({ unit, limit: random.pick([undefined, undefined, 1, 2]) }));
  }));

test('events/stats', () =>
  repeat(async () => {
    const question = makeQuestion({ compare: random.pick([undefined, 'prev', 'yoy']) });
    const address = addressOf(`/api/websites/${website}/events/stats`, question);
    const comparison = lists.eventsTotals(history, { ...question, ...truth.otherRange(question) });
    compare(address, { data: { ...lists.eventsTotals(history, question), comparison } }, await ask(server, 'GET', address, { token }));
  }));

const EVENTS = ['signup', 'Signup', 'buy', 'buy now', 'nothing'];
const PROPERTIES = ['plan', 'seats', 'beta', 'since', 'colours', 'note', 'deep.plan', 'deep.seats', 'deep.since', 'nothing'];

test('event data and session data by name and value', async () => {
  const reports = [
    ['event-data/properties', lists.eventDataProperties],
    ['event-data/values', lists.eventDataValues],
    ['event-data/fields', lists.eventDataFields],
    ['event-data/events', lists.eventDataEvents],
    ['event-data/stats', lists.eventDataStats],
    ['session-data/properties', lists.sessionDataProperties],
    ['session-data/values', lists.sessionDataValues],
  ];
  for (const [report, compute] of reports) {
    const eventName = () => (report.startsWith('event') ? random.pick([undefined, ...EVENTS]) : undefined);
    const propertyName = () => random.pick([undefined, ...PROPERTIES]);
    const dataType = () => (report.endsWith('stats') ? undefined : random.pick([undefined, undefined, 1, 2, 3, 4, 5]));
    await check(report, compute, WHOLE);
    const asked = () => ({ eventName: eventName(), propertyName: propertyName(), dataType: dataType() });
    await repeat(() => check(report, compute, makeQuestion(asked())), 2 * FEWER);
  }
  await repeat(() => check('session-data/stats', lists.sessionDataStats, makeQuestion({ propertyName: random.pick(PROPERTIES) })));
});

test('event data and session data one by one', async () => {
  await checkList('event-data', lists.eventData, WHOLE, ['eventId']);
  await repeat(() => checkList('event-data', lists.eventData, makeQuestion(), ['eventId']), FEWER);
  for (const eventName of EVENTS) {
    await checkList('event-data-pivot', lists.eventDataPivot, { ...WHOLE, eventName }, ['eventId']);
    await checkList('event-data-pivot', lists.eventDataPivot, makeQuestion({ eventName }), ['eventId']);
  }
  for (const propertyName of PROPERTIES) {
    await checkList('session-data-pivot', lists.sessionDataPivot, { ...WHOLE, propertyName });
    await checkList('session-data-pivot', lists.sessionDataPivot, makeQuestion({ propertyName }));
  }
});

// Averages may differ in the last of a double's digits.
const rounded = (value) => JSON.parse(JSON.stringify(value, (_, part) => (typeof part === 'number' ? Number(part.toPrecision(12)) : part)));

test('one property in numbers and over time', async () => {
  const reports = [
    ['numeric-stats', lists.numericStats, ['seats', 'deep.seats', 'plan', 'nothing']],
    ['numeric-series', lists.numericSeries, ['seats', 'deep.seats', 'plan', 'nothing']],
    ['property-series', lists.propertySeries, ['plan', 'beta', 'note', 'deep.plan']],
    ['array-series', lists.arraySeries, ['colours', 'deep.colours', 'plan']],
    ['date-series', lists.dateSeries, ['since', 'deep.since']],
  ];
  for (const [report, compute, properties] of reports) {
    for (const ofVisitors of [false, true]) {
      await repeat(async (i) => {
        const question = makeQuestion({
          propertyName: random.pick(properties),
          ...(ofVisitors ? {} : { eventName: random.pick(EVENTS) }),
          ...(report === 'numeric-series' ? { metric: random.pick([undefined, 'sum', 'avg', 'count']) } : {}),
          ...(report.endsWith('series') ? { unit: random.pick([undefined, 'hour', 'day', 'month', 'year']) } : {}),
          ...(i < 5 ? { ...WHOLE, filters: [] } : {}),
        });
        const address = addressOf(`/api/websites/${website}/${ofVisitors ? 'session-data' : 'event-data-pivot'}/${report}`, question);
        compare(address, rounded(compute(ofVisitors)(history, question)), rounded(await ask(server, 'GET', address, { token })));
      }, 2 * FEWER);
    }
  }
});

// Funnels, journeys and the like ------------------------------------------------------------------------------------------

// What a body has as "filters": all that is not among the parameters.
const postedFilters = ({ startAt, endAt, timezone, filters, segment, cohort, ...others }) => ({
  ...Object.fromEntries(filters),
  ...others,
  ...(segment ? { segment: segment.id } : {}),
  ...(cohort ? { cohort: cohort.id } : {}),
});

// Both ways of asking: by query string, and as Umami 3.1 does by a body.
const study = (name, report, compute, makeParameters, about = () => history) =>
  test(`${name}, asked in both ways`, () =>
    repeat(async (i) => {
      const parameters = makeParameters();
      const question = makeQuestion(i === 0 ? { ...WHOLE, filters: [] } : i % 3 === 1 ? WHOLE : {});
      const expected = compute(about(), { ...question, ...parameters });
      const address = addressOf(`/api/websites/${website}/${report}`, { ...question, ...inQuery(parameters) });
      compare(address, expected, await ask(server, 'GET', address, { token }));
      if (name.includes('/')) return;
      const { startAt, endAt, timezone } = question;
      const body = {
        websiteId: website,
        type: name,
        filters: postedFilters(question),
        parameters: { startDate: iso(startAt), endDate: iso(endAt), timezone, ...parameters },
      };
      compare(`${name} ${JSON.stringify(body)}`, expected, await ask(server, 'POST', `/api/reports/${name}`, { token, body }));
    }));

const iso = (at) => new Date(at).toISOString();

// Lists as the query string has them.
const inQuery = (parameters) =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => {
      if (!Array.isArray(value)) return [name, value];
      return [name, typeof value[0] === 'string' ? value.join() : JSON.stringify(value)];
    }),
  );

const makeWildcard = (value) => {
  const place = random.below(value.length);
  return random.pick([value, value, `${value.slice(0, place)}*`, `*${value.slice(place)}`, '*']);
};

const makeStep = (withFilters) => {
  const type = random.pick(['path', 'path', 'event']);
  const value = makeWildcard(random.pick(valuesOf(type)) || '*');
  if (type === 'path' || !withFilters || random.chance(0.5)) return { type, value };
  const filter = () => ({
    property: random.pick(['plan', 'seats', 'trial', 'revenue', 'nothing']),
    operator: random.pick(['eq', 'neq', 'c', 'dnc']),
    value: random.pick(['free', 'pro', 'Pro', '1', '0', 'true', '19.99', '']),
  });
  return { type, value, filters: Array.from({ length: 1 + random.below(2) }, filter) };
};

study('funnel', 'funnels/stats', studies.funnel, () => ({
  window: random.pick([1, 5, 30, 60, 24 * 60, 400 * 24 * 60]),
  steps: Array.from({ length: 2 + random.below(3) }, () => makeStep(true)),
}));

study('goal', 'goals/stats', studies.goal, () => makeStep(false));

study('retention', 'retention', studies.retention, () => ({}));

study('journey', 'journeys', studies.journeys, () => ({
  steps: 2 + random.below(6),
  ...(random.chance(0.3) ? { startStep: random.pick(valuesOf(random.pick(['path', 'event']))) } : {}),
  ...(random.chance(0.3) ? { endStep: random.pick(valuesOf(random.pick(['path', 'event']))) } : {}),
}));

study('utm/metrics', 'utm/metrics', studies.utmMetrics, () => ({
  type: random.pick(['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content']),
}));

study('breakdown', 'breakdown', studies.breakdown, () => ({
  fields: random.shuffled([...truth.TYPES]).slice(0, 1 + random.below(4)),
}));

study('attribution', 'attribution', studies.attribution, () => {
  const { type, value } = makeStep(false);
  const currency = random.pick([undefined, 'EUR', 'usd']);
  return { model: random.pick(['first-click', 'last-click']), type, step: value, ...(currency ? { currency } : {}) };
});

const makeRevenue = () => ({
  currency: random.pick(['EUR', 'EUR', 'usd', 'CHF']),
  ...(random.chance(0.3) ? { compare: random.pick(['prev', 'yoy']) } : {}),
  ...(random.chance(0.5) ? { unit: random.pick(['hour', 'day', 'month', 'year']) } : {}),
});
study('revenue/chart', 'revenue/chart', studies.revenueChart, makeRevenue);
study('revenue/stats', 'revenue/stats', studies.revenueStats, makeRevenue);
study('revenue/metrics', 'revenue/metrics', studies.revenueMetrics, () => ({
  ...makeRevenue(),
  type: random.pick(['country', 'region', 'referrer', 'channel']),
}));

const makeMetric = () => (random.chance(0.2) ? {} : { metric: random.pick(['lcp', 'inp', 'cls', 'fcp', 'ttfb']) });
const speed = () => ({ measurements, history });
study('performance/chart', 'performance/chart', studies.performanceChart, makeMetric, speed);
study('performance/stats', 'performance/stats', studies.performanceStats, makeMetric, speed);
study(
  'performance/metrics',
  'performance/metrics',
  studies.performanceMetrics,
  () => ({
    ...makeMetric(),
    type: random.pick(['path', 'title', 'device', 'browser']),
    ...(random.chance(0.3) ? { limit: 1 + random.below(3) } : {}),
  }),
  speed,
);

// What 3.1 has in one document, 3.3 in several.
const whole = (name, compute, makeParameters, about) =>
  test(`${name} as Umami 3.1 has it`, () =>
    repeat(async () => {
      const parameters = makeParameters();
      const question = makeQuestion();
      const { startAt, endAt, timezone } = question;
      const body = {
        websiteId: website,
        filters: postedFilters(question),
        parameters: { startDate: iso(startAt), endDate: iso(endAt), timezone, ...parameters },
      };
      const got = await ask(server, 'POST', `/api/reports/${name}`, { token, body });
      compare(`${name} ${JSON.stringify(body)}`, compute(about(), { ...question, ...parameters }), got);
    }));

whole('utm', studies.utm, () => ({}), () => history);
whole('revenue', studies.revenue, makeRevenue, () => history);
whole('performance', studies.performance, makeMetric, speed);

test('funnels, goals and the like are about something', () => {
  const question = { ...WHOLE, window: 24 * 60, steps: [{ type: 'path', value: '*' }, { type: 'event', value: '*' }] };
  assert.ok(studies.funnel(history, question)[1].visitors > 5);
  assert.ok(studies.retention(history, question).some(({ day }) => day > 0));
  assert.ok(studies.journeys(history, { ...question, steps: 3 }).some(({ count }) => count > 1));
  assert.ok(studies.revenueStats(history, { ...question, currency: 'EUR' }).sum > 100);
  const advertisers = studies.attribution(history, { ...WHOLE, model: 'last-click', type: 'event', step: '*' }).paidAds;
  assert.deepEqual(advertisers.map(({ name }) => name).sort(), ['Facebook / Meta', 'Google Ads']);
  assert.ok(studies.performanceStats(speed(), question).count > 50);
  assert.ok(measurements.some(({ visit }) => visit.none) && measurements.some(({ visit }) => !visit.none));
});

// Of the last half hour ---------------------------------------------------------------------------------------------------

const makeLive = (id) => {
  const now = Math.floor(Date.now() / SECOND) * SECOND;
  // One a ten seconds, so that no two are at the same time; none near five minutes ago, where `active` ends.
  const times = Array.from({ length: 200 }, (_, i) => now - 5 * SECOND - i * 10 * SECOND);
  const moments = [...times.filter((at) => Math.abs(now - at - 5 * MINUTE) > 30 * SECOND), now + HOUR];
  const drawn = makeTraffic(random, id, { visitors: moments.length, groups: 1 }).filter(
    ({ means }) => ['pageview', 'event'].includes(means.kind),
  );
  return moments.map((at, i) => {
    const { headers, body, means } = drawn[i];
    return {
      headers,
      body: { ...body, payload: { ...body.payload, timestamp: at / SECOND } },
      means: { ...means, at },
    };
  });
};

test('active and realtime', async () => {
  const { id } = await createWebsite(server, token, { domain: WEBSITE_DOMAIN });
  await countAnonymously(id);
  const sendings = makeLive(id);
  const live = truth.makeHistory(
    await sendAll(sendings.map((sending) => ({ path: '/api/send', headers: sending.headers, sendings: [sending] }))),
  );
  const activeAddress = `/api/websites/${id}/active`;
  compare(activeAddress, truth.active(live, Date.now()), await ask(server, 'GET', activeAddress, { token }));

  for (let i = 0; i < QUESTIONS; i++) {
    const { timezone, filters, match, excludeBounce, eventType } = i === 0 ? {} : makeQuestion();
    const question = { timezone, filters, match, excludeBounce, eventType };
    const address = addressOf(`/api/realtime/${id}`, question);
    const { timestamp, ...got } = await ask(server, 'GET', address, { token });
    assert.ok(Math.abs(timestamp - Date.now()) < MINUTE, `timestamp ${timestamp}`);
    compare(address, truth.realtime(live, question, timestamp), got);
  }
});

test('milliseconds: duration is rounded down, and a range ends with its last one', async () => {
  await sendUndated();
  const { events } = await ask(server, 'GET', `/api/realtime/${undated}`, { token });
  const views = events
    .filter((entry) => entry.__type === 'pageview')
    .map(({ createdAt, sessionId }) => ({
      at: Date.parse(createdAt),
      kind: 'pageview',
      distinctId: sessionId,
      page: {},
      source: {},
      client: {},
    }));
  assert.equal(views.length, 40);
  const known = truth.makeHistory(views);
  for (const { at } of known) {
    for (const range of [
      { startAt: at, endAt: at },
      { startAt: at - DAY, endAt: at - 1 },
      { startAt: at + 1, endAt: at + DAY },
    ]) {
      const address = addressOf(`/api/websites/${undated}/stats`, range);
      compare(address, truth.stats(known, range), await ask(server, 'GET', address, { token }));
    }
  }
});
