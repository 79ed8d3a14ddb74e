// Every number of the reports against the slow computation of truth.mjs, over random traffic that is sent to a real server and
// read from many small blocks and from what came after them: random ranges, time zones, units and filters. What questions are made of is
// dealt as cards are, so that each report gets all of it; the last test says which report lacks what.
//
// EXACTNESS_SEED repeats a run, EXACTNESS_QUESTIONS asks more of each kind.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import YAML from 'yaml';
import './support/small_blocks.mjs';
import { ask, createWebsite, login, run, startServer } from '../support/server.mjs';
import {
  CHANGES,
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
import { FIREFOX } from '../support/user_agents.mjs';
import { parseCsv, unzip } from './support/exported.mjs';

const SEED = Number(process.env.EXACTNESS_SEED ?? Date.now() % 2 ** 31);
const QUESTIONS = Number(process.env.EXACTNESS_QUESTIONS ?? 24);
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
let spans; // of visits, from the first row's time to the last one's: { start, end }
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
    const headers = { 'user-agent': FIREFOX };
    await ask(server, 'POST', '/api/send', {
      headers: { ...headers, 'x-forwarded-for': `198.51.100.${i}` },
      body: { type: 'event', payload },
    });
  }
};

// Half of the visits of which there is news are in a block; what is late and back-dated changes those.
const makeBlocks = () => assert.equal(run(server, '--rebuild', website).status, 0);

// Sends, and asks at once: each answer has everything, whatever the server remembers from the one before.
const addToHistory = async (requests) => {
  arrivals.push(...(await sendAll(requests)));
  history = truth.makeHistory(arrivals);
  spans = [...truth.groupBy(history.filter(({ visit }) => !visit.none), ({ visit }) => visit).values()].map((rows) => ({
    start: rows[0].at,
    end: rows.at(-1).at,
  }));
  await check('stats', truth.stats, WHOLE);
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
  const requests = makeRequests(random, traffic);
  const middle = Math.floor(requests.length / 2);
  arrivals = [];
  await addToHistory(requests.slice(0, middle));
  makeBlocks();
  await addToHistory(requests.slice(middle));
  await addToHistory(makeRequests(random, makeMeasurements(random, traffic)));
  await saveAll();
  measurements = truth.makeMeasurements(arrivals);
});

after(() => server?.stop());

// Questions ---------------------------------------------------------------------------------------------------------------

// Cards of a name come in random order, none for the second time before all have come; repeat() begins anew.
const decks = new Map();
const deal = (name, cards) => {
  if (!decks.get(name)?.length) decks.set(name, random.shuffled(cards));
  return decks.get(name).pop();
};

const rangeOfRows = () => {
  const [one, other] = [random.pick(history).at, random.pick(history).at].sort((a, b) => a - b);
  return { startAt: one + random.below(3) - 1, endAt: other + 1 + random.below(3) - 1 };
};

const rangeFromMoment = () => {
  const startAt = deal('moment', MOMENTS) - random.pick([0, 0, HOUR, DAY, 3 * DAY]);
  return { startAt, endAt: startAt + random.pick(LENGTHS) - random.pick([1, 1, 0]) };
};

const makeRange = () => (random.chance(0.3) ? rangeOfRows() : rangeFromMoment());

// From the middle of a visit to the middle of another.
const rangeWithinVisits = () => {
  const long = spans.filter(({ start, end }) => start < end);
  const [one, other] = [random.pick(long), random.pick(long)].sort((a, b) => a.start - b.start);
  return { startAt: one.start + 1, endAt: Math.max(other.end - 1, one.start + 1) };
};

const rangeOverChange = ({ at }) => ({ startAt: at - random.pick([HOUR, DAY, 40 * DAY]), endAt: at + random.pick([HOUR, DAY, 40 * DAY]) - 1 });

// When a question is about: as many as repeat() asks at least.
const TIMES = [
  ...CHANGES.map((change) => () => ({ ...rangeOverChange(change), timezone: change.timezone })),
  ...[rangeWithinVisits, rangeWithinVisits, rangeOfRows, rangeFromMoment, rangeFromMoment, () => WHOLE].map(
    (range) => () => ({ ...range(), timezone: deal('zone', ZONES) }),
  ),
];

// Of which rows: numbers of filters, and whether one of them is enough.
const CHOICES = [0, 1, 1, 1, 1, 2, 3].map((filters) => ({ filters })).concat(
  [1, 2, 3].map((filters) => ({ filters, match: 'all' })),
  [2, 3].map((filters) => ({ filters, match: 'any' })),
);

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

const makeFilters = (count) =>
  Array.from({ length: count }, (_, i) => {
    const property = deal('property', truth.FILTERS);
    const name = random.chance(0.1) && property === 'path' ? 'url' : property;
    return [i === 0 ? name : `${name}${i}`, makeFilter(property, deal('operator', OPERATORS))];
  });

// Saved ones, by id: { id, filters, match } and of cohorts also action and range.
let segments;
let cohorts;

// As the API saves a filter that a query string would write like this.
const written = ([name, value]) => {
  const [, operator, text] = /^(?:(eq|neq|c|dnc|re|nre)\.)?(.*)$/su.exec(value);
  return { name, value: text, ...(operator ? { operator } : {}) };
};

const save = async (type, { filters, match, action, range }, id = website) => {
  const dateRange = range && `range:${range.startAt}:${range.endAt}`;
  const parameters = { filters: filters.map(written), match, action, dateRange };
  const body = { type, name: `${type} ${filters.length}`, parameters };
  const saved = await ask(server, 'POST', `/api/websites/${id}/segments`, { token, body });
  return { id: saved.id, filters, match, action, range };
};

const makeAction = () => {
  const type = random.pick(['path', 'event']);
  return random.chance(0.2) ? undefined : { type, value: random.pick(valuesOf(type)) || 'nothing' };
};

const makeSaved = (most) => ({ filters: makeFilters(random.below(most + 1)), match: random.pick([undefined, 'all', 'any']) });
const makeCohort = () => ({ ...makeSaved(2), action: makeAction(), range: random.chance(0.3) ? WHOLE : makeRange() });

const saveAll = async () => {
  segments = await Promise.all(Array.from({ length: 20 }, () => save('segment', makeSaved(3))));
  cohorts = await Promise.all(Array.from({ length: 20 }, () => save('cohort', makeCohort())));
};

const rarely = (value, times = 5) => [value, ...Array(times).fill(undefined)];

const makeQuestion = (more = {}) => {
  const { filters, match } = deal('choice', CHOICES);
  return {
    ...deal('time', TIMES)(),
    filters: makeFilters(filters),
    match,
    excludeBounce: deal('bounce', rarely(random.pick(['1', 'true']))),
    eventType: deal('eventType', [1, 2, ...Array(6).fill(undefined)]),
    segment: deal('segment', rarely(random.pick(segments), 4)),
    cohort: deal('cohort', rarely(random.pick(cohorts), 4)),
    ...more,
  };
};

const iso = (at) => new Date(at).toISOString();

// A range in the other way of writing it.
const dated = ({ startAt, endAt, ...rest }) => ({ startDate: iso(startAt), endDate: iso(endAt), ...rest });

const addressOf = (path, { filters = [], segment, cohort, ...rest }) => {
  const parameters = new URLSearchParams();
  const isDated = rest.endAt !== undefined && deal('dated', rarely(true));
  const question = { ...(isDated ? dated(rest) : rest), segment: segment?.id, cohort: cohort?.id };
  note(path, { ...rest, filters, segment, cohort }, question);
  for (const [name, value] of [...Object.entries(question), ...filters])
    if (value !== undefined) parameters.append(name, value);
  return `${path}?${parameters}`;
};

// What each report was asked, in the words of FEATURES and as "name=value" of its parameters.
const asked = new Map();
const OF_RANGES = ['half-hour zone', 'clock put forward', 'clock put back', 'visit over the start', 'visit over the end', 'after a reset'];
const FEATURES = [...OPERATORS, 'several filters', 'match=all', 'match=any', 'segment', 'cohort', 'excludeBounce', 'eventType=1', 'eventType=2'];
let isReset = false;

const featuresOf = ({ startAt, endAt, timezone, filters, match, excludeBounce, eventType, segment, cohort }) => {
  const zone = truth.zoneOf({ timezone });
  const offset = truth.shown(startAt ?? 0, zone) - (startAt ?? 0);
  const changes = CHANGES.filter((change) => change.timezone === timezone && startAt < change.at && change.at <= endAt);
  const features = {
    [`match=${match}`]: filters.length > 1,
    'several filters': filters.length > 1,
    segment,
    cohort,
    excludeBounce,
    [`eventType=${eventType}`]: true,
    'half-hour zone': offset % HOUR !== 0,
    'visit over the start': spans.some(({ start, end }) => start < startAt && startAt <= end),
    'visit over the end': spans.some(({ start, end }) => start <= endAt && endAt < end),
    'after a reset': isReset,
  };
  const operators = filters.map(([, value]) => OPERATORS.find((operator) => value.startsWith(`${operator}.`)) ?? 'eq');
  return [...operators, ...changes.map(({ clock }) => `clock ${clock}`), ...Object.keys(features).filter((name) => features[name])];
};

const note = (path, question, parameters) => {
  const report = path.replace(/^\/api\/(websites\/[^/]+\/)?/, '').replaceAll(/[\da-f-]{36}/g, '{}');
  const known = asked.get(report) ?? new Set();
  asked.set(report, known);
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
  for (const feature of [...featuresOf(question), ...given.flatMap(([name, value]) => [name, `${name}=${value}`])]) known.add(feature);
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
  decks.clear();
  for (let i = 0; i < times; i++) await work(i);
};

const atRandom = []; // a random question of each report, to be asked again after a reset

const testAtRandom = (name, work, times = QUESTIONS) => {
  atRandom.push(work);
  test(name, () => repeat(work, times));
};

const UNITS = ['minute', 'hour', 'day', 'month', 'year'];
const makeUnit = () => deal('unit', [undefined, ...UNITS]);
const makeCompare = () => deal('compare', [undefined, undefined, 'prev', 'yoy']);

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
const FEWER = Math.max(TIMES.length, Math.ceil(QUESTIONS / 5));

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

const makeSearch = () => deal('search', [undefined, ...SEARCHES]);

test('sessions, searched', async () => {
  for (const search of [undefined, ...SEARCHES]) await checkList('sessions', lists.sessions, { ...WHOLE, search });
});

testAtRandom('sessions', () => checkList('sessions', lists.sessions, makeQuestion({ search: makeSearch() })), FEWER);

test('revenue/sessions, searched', async () => {
  for (const search of [undefined, ...SEARCHES])
    await checkList('revenue/sessions', lists.revenueSessions, { ...WHOLE, currency: 'eur', search });
  const found = await checkList('revenue/sessions', lists.revenueSessions, { ...WHOLE, currency: 'EUR' });
  assert.ok(found.length > 3);
});

testAtRandom(
  'revenue/sessions',
  () =>
    checkList(
      'revenue/sessions',
      lists.revenueSessions,
      makeQuestion({ currency: random.pick(['EUR', 'usd', 'CHF']), search: makeSearch() }),
    ),
  2 * FEWER,
);

testAtRandom('sessions/stats', () => check('sessions/stats', lists.sessionsStats, makeQuestion()));

test('sessions/weekly in each zone', async () => {
  for (const timezone of ZONES) await check('sessions/weekly', lists.weekly, { ...WHOLE, timezone });
});

testAtRandom('sessions/weekly', () => check('sessions/weekly', lists.weekly, makeQuestion()));

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

const UNKNOWN = ['id', 'visitId', 'referrerPath', 'referrerQuery']; // what no answer to a sending told
const checkEvents = (question) => checkList('events', lists.events, question, UNKNOWN);

test('events of the whole time', async () => {
  const rows = await checkEvents(WHOLE);
  assert.equal(new Set(rows.map(({ id }) => id)).size, rows.length);
  assert.equal(new Set(rows.map(({ visitId }) => visitId).filter((id) => id !== null)).size, lists.countVisits(history, WHOLE));
  for (const search of SEARCHES) await checkEvents({ ...WHOLE, search });
  await repeat(() => checkEvents(makeRange()), FEWER);
});

testAtRandom('events', () => checkEvents(makeQuestion({ search: makeSearch() })), FEWER);

testAtRandom('events/series', () =>
  check('events/series', lists.eventsSeries, makeQuestion({ unit: makeUnit(), limit: random.pick([undefined, undefined, 1, 2]) })),
);

testAtRandom('events/stats', () => check('events/stats', lists.eventsStats, makeQuestion({ compare: makeCompare() })));

const WITHOUT_IDS = ({ id, visitId, ...row }) => row;

// The oldest first, and of the same time in any order.
const checkExported = async (question) => {
  const read = async (format) => {
    const address = addressOf(`/api/websites/${website}/export`, { ...question, format });
    const answer = await fetch(server.url + address, { headers: { authorization: `Bearer ${token}` } });
    assert.equal(answer.status, 200, address);
    return { address, text: await answer.text() };
  };
  const { address, text } = await read('ndjson');
  const rows = text.split('\n').slice(0, -1).map((line) => JSON.parse(line));
  for (let i = 1; i < rows.length; i++) assert.ok(rows[i - 1].createdAt <= rows[i].createdAt, `${address}: the oldest come first`);
  assert.equal(new Set(rows.map(({ id }) => id)).size, rows.length, address);
  compareRows(address, lists.exported(history, question), rows.map(WITHOUT_IDS));
  const [names, ...fields] = parseCsv((await read('csv')).text);
  const asText = (name, value) => (typeof value === 'string' && /^[=+@\t\r-]/.test(value) && name !== 'id' ? `'${value}` : String(value ?? ''));
  assert.deepEqual(fields, rows.map((row) => names.map((name) => asText(name, row[name]))), address);
};

const ZIPPED = Object.entries({
  events: 'event', pages: 'path', referrers: 'referrer', browsers: 'browser', os: 'os', devices: 'device', countries: 'country',
});

const checkZip = async (question) => {
  const address = addressOf(`/api/websites/${website}/export`, { ...question, format: 'zip' });
  const { zip } = await ask(server, 'GET', address, { token });
  const files = unzip(Buffer.from(zip, 'base64'));
  for (const [name, type] of ZIPPED) {
    const expected = truth.metrics(history, { ...question, type, limit: Infinity }).map(({ x, y }) => [x ?? '', String(y)]);
    compare(`${address} ${name}`, [['x', 'y'], ...expected], parseCsv(files[`${name}.csv`]));
  }
};

testAtRandom('export', () => checkExported(makeQuestion()), FEWER);

testAtRandom("Umami's export", () => checkZip(makeQuestion()), FEWER);

const EVENTS = ['signup', 'Signup', 'buy', 'buy now', 'nothing'];
const PROPERTIES = ['plan', 'seats', 'beta', 'since', 'colours', 'note', 'deep.plan', 'deep.seats', 'deep.since', 'nothing'];

const BY_VALUE = [
  ['event-data/properties', lists.eventDataProperties],
  ['event-data/values', lists.eventDataValues],
  ['event-data/fields', lists.eventDataFields],
  ['event-data/events', lists.eventDataEvents],
  ['event-data/stats', lists.eventDataStats],
  ['session-data/properties', lists.sessionDataProperties],
  ['session-data/values', lists.sessionDataValues],
];
const makeEventName = () => deal('eventName', [undefined, ...EVENTS]);
const makePropertyName = () => deal('propertyName', [undefined, ...PROPERTIES]);
const makeDataType = () => deal('dataType', [undefined, undefined, 1, 2, 3, 4, 5]);

for (const [report, compute] of BY_VALUE) {
  test(`${report} of the whole time`, () => check(report, compute, WHOLE));
  testAtRandom(
    report,
    () => {
      const more = { propertyName: makePropertyName() };
      if (report.startsWith('event')) more.eventName = makeEventName();
      if (!report.endsWith('stats')) more.dataType = makeDataType();
      return check(report, compute, makeQuestion(more));
    },
    2 * FEWER,
  );
}

testAtRandom('session-data/stats', () =>
  check('session-data/stats', lists.sessionDataStats, makeQuestion({ propertyName: deal('ofVisitors', PROPERTIES) })),
);

const checkEventData = (question) => checkList('event-data', lists.eventData, question, ['eventId']);
const checkEventPivot = (question) => checkList('event-data-pivot', lists.eventDataPivot, question, ['eventId']);
const checkSessionPivot = (question) => checkList('session-data-pivot', lists.sessionDataPivot, question);

test('event data and session data of the whole time, one by one', async () => {
  await checkEventData(WHOLE);
  for (const eventName of EVENTS) await checkEventPivot({ ...WHOLE, eventName });
  for (const propertyName of PROPERTIES) await checkSessionPivot({ ...WHOLE, propertyName });
});

testAtRandom('event-data', () => checkEventData(makeQuestion({ eventName: makeEventName(), search: makeSearch() })), FEWER);

testAtRandom(
  'event-data-pivot',
  () => checkEventPivot(makeQuestion({ eventName: deal('pivoted', EVENTS), search: makeSearch() })),
  FEWER,
);

testAtRandom('session-data-pivot', () => checkSessionPivot(makeQuestion({ propertyName: deal('pivoted', PROPERTIES) })), FEWER);

// Averages may differ in the last of a double's digits.
const rounded = (value) => JSON.parse(JSON.stringify(value, (_, part) => (typeof part === 'number' ? Number(part.toPrecision(12)) : part)));

const OF_PROPERTY = [
  ['numeric-stats', lists.numericStats, ['seats', 'deep.seats', 'plan', 'nothing']],
  ['numeric-series', lists.numericSeries, ['seats', 'deep.seats', 'plan', 'nothing']],
  ['property-series', lists.propertySeries, ['plan', 'beta', 'note', 'deep.plan']],
  ['array-series', lists.arraySeries, ['colours', 'deep.colours', 'plan']],
  ['date-series', lists.dateSeries, ['since', 'deep.since']],
];

for (const [name, compute, properties] of OF_PROPERTY) {
  for (const ofVisitors of [false, true]) {
    const report = `${ofVisitors ? 'session-data' : 'event-data-pivot'}/${name}`;
    const checkProperty = async (question) => {
      const address = addressOf(`/api/websites/${website}/${report}`, question);
      compare(address, rounded(compute(ofVisitors)(history, question)), rounded(await ask(server, 'GET', address, { token })));
    };
    const makeParameters = () => ({
      propertyName: deal('property in numbers', properties),
      ...(ofVisitors ? {} : { eventName: random.pick(EVENTS) }),
      ...(name === 'numeric-series' ? { metric: deal('metric', [undefined, 'sum', 'avg', 'count']) } : {}),
      ...(/numeric-series|property-series|array-series/.test(name) ? { unit: makeUnit() } : {}),
    });
    test(`${report} of the whole time`, () => repeat(() => checkProperty({ ...WHOLE, ...makeParameters() }), 5));
    testAtRandom(report, () => checkProperty(makeQuestion(makeParameters())), 2 * FEWER);
  }
}

// Funnels, journeys and the like ------------------------------------------------------------------------------------------

// What a body has as "filters": all that is not among the parameters.
const postedFilters = ({ startAt, endAt, timezone, filters, segment, cohort, ...others }) => ({
  ...Object.fromEntries(filters),
  ...others,
  ...(segment ? { segment: segment.id } : {}),
  ...(cohort ? { cohort: cohort.id } : {}),
});

// As Umami 3.1 asks.
const checkPosted = async (name, question, parameters, expected) => {
  const { startAt, endAt, timezone } = question;
  const body = {
    websiteId: website,
    type: name,
    filters: postedFilters(question),
    parameters: { startDate: iso(startAt), endDate: iso(endAt), timezone, ...parameters },
  };
  const got = await ask(server, 'POST', `/api/reports/${name}`, { token, body });
  compare(`${name} ${JSON.stringify(body)}`, expected, got);
  note(`/api/reports/${name}`, question, parameters);
};

const checkStudy = async (report, compute, question, parameters) => {
  const expected = compute({ ...question, ...parameters });
  const address = addressOf(`/api/websites/${website}/${report}`, { ...question, ...inQuery(parameters) });
  compare(address, expected, await ask(server, 'GET', address, { token }));
  return expected;
};

// By query string, and where Umami 3.1 asks by a body of this name, in that way too.
const study = (report, computeAbout, makeParameters, { posted, about = () => history } = {}) => {
  const compute = (question) => computeAbout(about(), question);
  test(`${report} of the whole time`, () =>
    repeat(() => checkStudy(report, compute, { ...WHOLE, filters: [] }, makeParameters()), Math.ceil(QUESTIONS / 4)));
  testAtRandom(report, async () => {
    const question = makeQuestion();
    const parameters = { unit: makeUnit(), ...makeParameters() };
    const expected = await checkStudy(report, compute, question, parameters);
    if (posted) await checkPosted(posted, question, parameters, expected);
  });
};

// Kept under a name, and asked by its id.
const keptStudy = (kind, compute, makeParameters) =>
  testAtRandom(
    `${kind}s that are kept`,
    async () => {
      const parameters = makeParameters();
      const body = { name: kind, parameters };
      const { id } = await ask(server, 'POST', `/api/websites/${website}/${kind}s`, { token, body });
      const computeKept = (question) => compute(history, { ...question, ...parameters });
      await checkStudy(`${kind}s/${id}/stats`, computeKept, makeQuestion(), { unit: makeUnit() });
    },
    FEWER,
  );

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

const makeFunnel = () => ({
  window: random.pick([1, 5, 30, 60, 24 * 60, 400 * 24 * 60]),
  steps: Array.from({ length: 2 + random.below(3) }, () => makeStep(true)),
});
study('funnels/stats', studies.funnel, makeFunnel, { posted: 'funnel' });
keptStudy('funnel', studies.funnel, makeFunnel);

study('goals/stats', studies.goal, () => makeStep(false), { posted: 'goal' });
keptStudy('goal', studies.goal, () => makeStep(false));

study('retention', studies.retention, () => ({}), { posted: 'retention' });

study(
  'journeys',
  studies.journeys,
  () => ({
    steps: 2 + random.below(6),
    ...(random.chance(0.3) ? { startStep: random.pick(valuesOf(random.pick(['path', 'event']))) } : {}),
    ...(random.chance(0.3) ? { endStep: random.pick(valuesOf(random.pick(['path', 'event']))) } : {}),
  }),
  { posted: 'journey' },
);

study('utm/metrics', studies.utmMetrics, () => ({
  type: deal('campaign', ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content']),
}));

study('breakdown', studies.breakdown, () => ({ fields: random.shuffled([...truth.TYPES]).slice(0, 1 + random.below(4)) }), {
  posted: 'breakdown',
});

study(
  'attribution',
  studies.attribution,
  () => {
    const { type, value } = makeStep(false);
    const currency = random.pick([undefined, 'EUR', 'usd']);
    return { model: deal('model', ['first-click', 'last-click']), type, step: value, ...(currency ? { currency } : {}) };
  },
  { posted: 'attribution' },
);

const makeRevenue = () => ({ currency: random.pick(['EUR', 'EUR', 'usd', 'CHF']), compare: makeCompare() });
study('revenue/chart', studies.revenueChart, makeRevenue);
study('revenue/stats', studies.revenueStats, makeRevenue);
study('revenue/metrics', studies.revenueMetrics, () => ({
  ...makeRevenue(),
  type: deal('place', ['country', 'region', 'referrer', 'channel']),
}));

const makeMetric = () => ({ metric: deal('vital', [undefined, 'lcp', 'inp', 'cls', 'fcp', 'ttfb']) });
const speed = { about: () => ({ measurements, history }) };
study('performance/chart', studies.performanceChart, makeMetric, speed);
study('performance/stats', studies.performanceStats, makeMetric, speed);
study(
  'performance/metrics',
  studies.performanceMetrics,
  () => ({
    ...makeMetric(),
    type: deal('measured', ['path', 'title', 'device', 'browser']),
    ...(random.chance(0.3) ? { limit: 1 + random.below(3) } : {}),
  }),
  speed,
);

// What 3.1 has in one document, 3.3 in several.
const whole = (name, compute, makeParameters, { about = () => history } = {}) =>
  testAtRandom(`${name} as Umami 3.1 has it`, () => {
    const question = makeQuestion();
    const parameters = { unit: makeUnit(), ...makeParameters() };
    return checkPosted(name, question, parameters, compute(about(), { ...question, ...parameters }));
  });

whole('utm', studies.utm, () => ({}));
whole('revenue', studies.revenue, makeRevenue);
whole('performance', studies.performance, makeMetric, speed);

test('funnels, goals and the like are about something', () => {
  const question = { ...WHOLE, window: 24 * 60, steps: [{ type: 'path', value: '*' }, { type: 'event', value: '*' }] };
  assert.ok(studies.funnel(history, question)[1].visitors > 5);
  assert.ok(studies.retention(history, question).some(({ day }) => day > 0));
  assert.ok(studies.journeys(history, { ...question, steps: 3 }).some(({ count }) => count > 1));
  assert.ok(studies.revenueStats(history, { ...question, currency: 'EUR' }).sum > 100);
  const advertisers = studies.attribution(history, { ...WHOLE, model: 'last-click', type: 'event', step: '*' }).paidAds;
  assert.deepEqual(advertisers.map(({ name }) => name).sort(), ['Facebook / Meta', 'Google Ads']);
  assert.ok(studies.performanceStats(speed.about(), question).count > 50);
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

  const segment = await save('segment', makeSaved(3), id);
  const cohort = await save('cohort', { ...makeCohort(), range: { startAt: 0, endAt: Date.now() + DAY } }, id);
  for (let i = 0; i < QUESTIONS; i++) {
    const here = { segment: deal('segment here', rarely(segment)), cohort: deal('cohort here', rarely(cohort)) };
    const { startAt, endAt, ...question } = i === 0 ? {} : makeQuestion(here);
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

test('after a reset nothing that was before it is in any report', async () => {
  makeBlocks();
  const reset = random.pick(spans.filter(({ start, end }) => start < end && start > MOMENTS[4] && end < MOMENTS.at(-4))).start + 1;
  await server.psql('UPDATE websites SET reset_at = $2 WHERE website_uuid = $1', [website, iso(reset)]);
  history = history.filter(({ at }) => at >= reset);
  measurements = measurements.filter(({ at }) => at >= reset);
  isReset = true;
  await check('daterange', truth.dateRange, {});
  for (const askOne of atRandom) await repeat(askOne, Math.ceil(QUESTIONS / 10));
});

// What a report that takes these parameters is to be asked: each of them, each value of those that have a list, each property and
// operator of the filters.
const wantedOf = (parameters) => [
  ...FEATURES,
  ...(parameters.some(({ name }) => name === 'startAt') ? OF_RANGES : []),
  ...parameters
    .filter(({ name }) => name !== 'filters')
    .flatMap(({ name, schema }) => (schema.enum ? schema.enum.map((value) => `${name}=${value}`) : [name])),
];

test('every report of the documentation was asked everything that it takes', () => {
  const document = YAML.parse(readFileSync(new URL('../../docs/openapi.yaml', import.meta.url), 'utf8'));
  const resolve = (part) => (part.$ref ? part.$ref.slice(2).split('/').reduce((found, name) => found[name], document) : part);
  const lacking = {};
  for (const [path, { get, post }] of Object.entries(document.paths)) {
    const parameters = (get?.parameters ?? []).map(resolve).map((parameter) => ({ ...parameter, schema: resolve(parameter.schema) }));
    const isAsked = parameters.some(({ name }) => name === 'filters');
    const isPosted = post && /^\/api\/reports\/\w+$/.test(path);
    if (!isAsked && !isPosted) continue;
    const report = path.replace(/^\/api\/(websites\/[^/]+\/)?/, '').replaceAll(/\{\w+\}/g, '{}');
    const known = asked.get(report) ?? new Set();
    const wanted = isAsked ? wantedOf(parameters) : [...FEATURES, ...OF_RANGES];
    const missing = wanted.filter((feature) => !known.has(feature));
    if (missing.length > 0) lacking[report] = missing;
  }
  assert.deepEqual(lacking, {});
});
