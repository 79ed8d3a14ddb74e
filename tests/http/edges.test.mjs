// Reports where their constants are: more values than are shown and all of them as frequent, pages that are longer than what is looked
// up together, and the newest event at the very beginning of a unit. Random traffic comes there too seldom.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import './support/small_blocks.mjs';
import { ask, createWebsite, login, run, startServer } from '../support/server.mjs';
import { FIREFOX } from '../support/user_agents.mjs';

const COUNT = 1500; // one event each of so many visitors: more than are looked up together
const SOURCES = 60; // more than utm lists show, with 25 events each
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const LAST = Date.parse('2026-03-10T00:00:00Z'); // the newest, in the first minute of a day
const RANGE = { startAt: LAST - 10 * DAY, endAt: LAST + 10 * DAY };
const BATCH = 250;

const numbers = Array.from({ length: COUNT }, (_, i) => i);
const pathOf = (i) => `/${String(i).padStart(4, '0')}`;
const sourceOf = (i) => `source ${String(i % SOURCES).padStart(2, '0')}`;

let server;
let token;
let website;
const read = (report, question = {}) =>
  ask(server, 'GET', `/api/websites/${website}/${report}?${new URLSearchParams({ ...RANGE, ...question })}`, { token });

before(async () => {
  server = await startServer({ settings: { EVENTS_RATE: '0' } });
  token = await login(server);
  website = (await createWebsite(server, token)).id;
  const sendings = numbers.map((i) => ({
    type: 'event',
    payload: {
      website,
      hostname: 'example.com',
      url: `${pathOf(i)}?utm_source=${encodeURIComponent(sourceOf(i))}`,
      ip: `10.0.${i >> 8}.${i & 255}`,
      timestamp: (LAST - i * MINUTE) / 1000,
    },
  }));
  for (let i = 0; i < COUNT; i += BATCH) {
    const { processed } = await ask(server, 'POST', '/api/batch', { headers: { 'user-agent': FIREFOX }, body: sendings.slice(i, i + BATCH) });
    assert.equal(processed, BATCH);
    if (i === COUNT / 2) assert.equal(run(server, '--rebuild').status, 0);
  }
});
after(() => server?.stop());

for (const [report, nameOf] of [
  ['events', ({ urlPath }) => urlPath],
  ['sessions', ({ firstAt }) => pathOf((LAST - Date.parse(firstAt)) / MINUTE)],
])
  test(`${report}: pages of any length have all rows once, the newest first`, async () => {
    for (const pageSize of [1100, 5000]) {
      const found = [];
      for (let page = 1; found.length < COUNT; page++) {
        const { data, count } = await read(report, { page, pageSize });
        assert.equal(count, COUNT);
        assert.equal(data.length, Math.min(pageSize, COUNT - found.length), `page ${page} of ${pageSize}`);
        found.push(...data.map(nameOf));
      }
      assert.deepEqual(found, numbers.map(pathOf));
    }
  });

test('of values that are as frequent those are shown that come first', async () => {
  const sources = numbers.slice(0, SOURCES).map(sourceOf);
  const views = COUNT / SOURCES;
  assert.deepEqual(await read('utm/metrics', { type: 'utm_source' }), sources.slice(0, 50).map((name) => ({ utm: name, views })));
  const paths = numbers.map(pathOf);
  const shown = (list) => list.map(({ x, y }) => [x, y]);
  assert.deepEqual(shown(await read('metrics', { type: 'path', limit: 500 })), paths.slice(0, 500).map((path) => [path, 1]));
  assert.deepEqual(shown(await read('metrics', { type: 'path', limit: 7, offset: COUNT - 5 })), paths.slice(-5).map((path) => [path, 1]));
  const broken = await read('breakdown', { fields: 'path' });
  assert.deepEqual(broken.map(({ path }) => path), paths.slice(0, broken.length));
  assert.equal(broken.length, 500);
});

test('what is newest is in its unit, also as the first of it', async () => {
  const lengths = { hour: 13, day: 10, month: 7 }; // of the text of a moment that names its unit
  for (const [unit, length] of Object.entries(lengths)) {
    for (const range of [RANGE, { startAt: LAST, endAt: LAST }, { startAt: LAST - DAY, endAt: LAST }]) {
      const within = numbers.map((i) => LAST - i * MINUTE).filter((at) => at >= range.startAt);
      const expected = new Map();
      for (const at of within.reverse()) {
        const name = new Date(at).toISOString().slice(0, length);
        expected.set(name, (expected.get(name) ?? 0) + 1);
      }
      const { pageviews, sessions } = await read('pageviews', { ...range, unit, timezone: 'UTC' });
      for (const points of [pageviews, sessions])
        assert.deepEqual(points.filter(({ y }) => y > 0).map(({ x, y }) => [x.slice(0, length).replace(' ', 'T'), y]), [...expected], unit);
    }
  }
  const weekly = await read('sessions/weekly', { timezone: 'UTC' });
  assert.equal(weekly[new Date(LAST).getUTCDay()][0], 1);
});
