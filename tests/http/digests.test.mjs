// Reports that take chunks of many blocks from digests and share the other blocks among threads, against the slow computation of
// truth.mjs: traffic of two months by a server whose blocks have eight visits each, with visitors who return, events that come late,
// ranges that begin and end anywhere, deleted visitors, and blocks that are written anew.
//
// EXACTNESS_SEED repeats a run.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import './support/small_blocks.mjs';
import { ask, createWebsite, login, run, startServer } from '../support/server.mjs';
import { makeRandom, makeRequests, makeTraffic, makeWaves, WEBSITE_DOMAIN } from '../support/traffic.mjs';
import * as truth from '../support/truth.mjs';
import * as lists from '../support/truth_lists.mjs';

const SEED = Number(process.env.EXACTNESS_SEED ?? Date.now() % 2 ** 31);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FROM = Date.parse('2025-09-20T00:00:00Z'); // both sides of the clocks' change in Europe
const DAYS = 60;
const ZONES = ['UTC', 'Europe/Paris', 'Australia/Lord_Howe', 'Asia/Kathmandu'];
const IDS = Array.from({ length: 40 }, (_, i) => `member ${(i * 17) % 40}`);
const TOGETHER = 80; // sendings whose order may be changed
const QUESTIONS = 12;

const random = makeRandom(SEED);
let server;
let token;
let website;
let arrivals = [];
let history;

const send = async ({ path, headers, sendings }) => {
  const bodies = sendings.map(({ body }) => body);
  const reply = await ask(server, 'POST', path, { headers, body: path === '/api/batch' ? bodies : bodies[0] });
  if (path === '/api/batch') assert.equal(reply.processed, bodies.length, JSON.stringify(reply));
  else sendings[0].means.sessionId = reply.sessionId;
};

// Mostly in the order of time: one in forty comes last.
const sendAll = async (traffic) => {
  const late = traffic.filter(() => random.chance(0.025));
  const sendings = [...traffic.filter((sending) => !late.includes(sending)), ...late];
  for (let i = 0; i < sendings.length; i += TOGETHER) {
    const requests = makeRequests(random, sendings.slice(i, i + TOGETHER));
    for (const wave of makeWaves(requests)) await Promise.all(wave.map(send));
    arrivals.push(...requests.flatMap((request) => request.sendings.map(({ means }) => means)));
  }
  history = truth.makeHistory(arrivals);
};

const fold = () => assert.equal(run(server, '--rebuild').status, 0);

let traffic;
before(async () => {
  console.log(`EXACTNESS_SEED=${SEED}`);
  server = await startServer({ settings: { EVENTS_RATE: '0' } });
  token = await login(server);
  website = (await createWebsite(server, token, { domain: WEBSITE_DOMAIN })).id;
  await ask(server, 'POST', `/api/websites/${website}/policy`, { token, body: { doNotTrack: 'anonymous' } });
  const moments = Array.from({ length: DAYS * 8 }, (_, i) => FROM + i * 3 * HOUR);
  traffic = makeTraffic(random, website, { visitors: 110, moments, ids: IDS }).sort((a, b) => a.means.at - b.means.at);
  await sendAll(traffic.slice(0, Math.floor(traffic.length * 0.9)));
  fold();
});

after(() => server?.stop());

// Questions ---------------------------------------------------------------------------------------------------------------

const WHOLE = { startAt: FROM - DAY, endAt: FROM + (DAYS + 1) * DAY };
const makeRange = () => {
  const startAt = FROM + random.below((DAYS / 2) * DAY);
  return { startAt, endAt: startAt + (DAYS / 4) * DAY + random.below((DAYS / 2) * DAY) };
};

const check = async (report, compute, question) => {
  const { filters = [], ...rest } = question;
  const address = `/api/websites/${website}/${report}?${new URLSearchParams([...Object.entries(rest), ...filters])}`;
  const got = await ask(server, 'GET', address, { token });
  assert.deepEqual(got, compute(history, question), `GET ${address} (EXACTNESS_SEED=${SEED})`);
};

// A filter that leaves out few rows, which are then subtracted from a digest.
const makeLittle = () => {
  for (;;) {
    const name = random.pick(truth.FILTERS);
    const value = truth.valueOf(random.pick(history), name);
    const filter = [name, `neq.${value}`];
    const left = value === '' || value.includes(',') ? 0 : history.filter((row) => truth.passes(row, filter, {})).length;
    if (left > history.length * 0.92) return filter;
  }
};
const checkFiltered = async (range) => {
  for (const type of ['path', 'title', 'query', 'hostname', 'tag']) {
    const few = [makeLittle(), ...(random.chance(0.3) ? [makeLittle()] : [])];
    const own = [[type, `${random.pick(['neq', 'dnc', 'c', 'eq'])}.${truth.valueOf(random.pick(history), type)}`]];
    if (random.chance(0.3)) own.push([`${type}2`, `c.${random.pick(['a', 'o', 'nothing'])}`]);
    const some = random.chance(0.3) ? { match: 'any' } : {};
    await check('metrics/expanded', truth.expanded, { ...range, type, filters: few });
    await check('metrics/expanded', truth.expanded, { ...range, type, filters: own, ...some });
    await check('metrics', truth.metrics, { ...range, type, filters: few, ...(random.chance(0.3) ? { excludeBounce: true } : {}) });
    for (const filters of [few, own]) await check('metrics', truth.metrics, { ...range, type, filters, limit: 1 + random.below(2) });
  }
};

// The first one makes the digests, the others find them.
const checkAll = async () => {
  for (let i = 0; i < QUESTIONS; i++) {
    const range = i === 0 ? WHOLE : makeRange();
    await check('stats', truth.stats, { ...range, compare: 'prev' });
    for (const unit of ['hour', 'day', 'month'])
      await check('pageviews', truth.series, { ...range, unit, timezone: i === 0 ? 'UTC' : random.pick(ZONES) });
    for (const unit of ['hour', 'day', 'month'])
      await check('events/series', lists.eventsSeries, { ...range, unit, timezone: random.pick(ZONES) });
    for (const type of truth.TYPES) {
      const [report, compute] = random.pick([['metrics', truth.metrics], ['metrics/expanded', truth.expanded], ['values', truth.values]]);
      // A digest is read as far as the values that are asked for.
      const cut = report === 'values' ? {} : random.pick([{}, { limit: 1 }, { limit: 2, offset: random.below(3) }]);
      await check(report, compute, { ...range, type, ...cut });
    }
    for (const type of ['path', 'entry', 'browser', 'channel', 'city'])
      await check('metrics/expanded', truth.expanded, { ...range, type, filters: [['path', `neq.${random.pick(['/', '/docs', 'nothing'])}`]] });
    await checkFiltered(range);
  }
};

const digestBytes = async () => {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  return Number(text.match(/^sillage_reports_memory_bytes\{of="digests"\} (\d+)/m)[1]);
};

test('there are many blocks, and digests of them are used', async () => {
  const [{ count }] = await server.psql('SELECT count(*) FROM blocks WHERE block_number >= 0');
  assert.ok(count > 60, `${count} blocks`);
  assert.equal(await digestBytes(), 0);
  await check('stats', truth.stats, WHOLE);
  assert.ok((await digestBytes()) > 0);
});

test('ranges that cut blocks, in every report', checkAll);

test('after more was collected, some of it about visits of old', async () => {
  await sendAll(traffic.slice(Math.floor(traffic.length * 0.9)));
  await checkAll();
});

test('after a visitor was deleted', async () => {
  const [gone] = arrivals.filter(({ sessionId, kind }) => sessionId && kind === 'pageview');
  await ask(server, 'DELETE', `/api/websites/${website}/sessions/${gone.sessionId}`, { token });
  arrivals = arrivals.filter((arrival) => arrival.anonymous || truth.visitorKey(arrival) !== truth.visitorKey(gone));
  history = truth.makeHistory(arrivals);
  await checkAll();
});

test('after the blocks were made anew', async () => {
  fold();
  await checkAll();
});
