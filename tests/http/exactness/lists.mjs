// Visitors and rows one by one, exports, and what a site said of them.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask } from '../../support/server.mjs';
import * as truth from '../../support/truth.mjs';
import * as lists from '../../support/truth_lists.mjs';
import { parseCsv, unzip } from '../support/exported.mjs';
import { addressOf, check, compare, repeat, testAtRandom } from './asking.mjs';
import { FEWER, deal, makeCompare, makeQuestion, makeRange, makeUnit } from './questions.mjs';
import { QUESTIONS, WHOLE, ZONES, history, random, server, token, website } from './world.mjs';

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
  check('events/series', lists.eventsSeries, makeQuestion({ unit: makeUnit(), limit: deal('limit', [undefined, undefined, 1, 2]) })),
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
