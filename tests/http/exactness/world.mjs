// The traffic that the questions are about, and the server that it is sent to.
//
// EXACTNESS_SEED repeats a run, EXACTNESS_QUESTIONS asks more of each kind.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import '../support/small_blocks.mjs';
import { ask, createWebsite, login, run, startServer } from '../../support/server.mjs';
import {
  MOMENTS,
  WEBSITE_DOMAIN,
  makeMeasurements,
  makeRandom,
  makeRequests,
  makeTraffic,
  makeWaves,
} from '../../support/traffic.mjs';
import * as truth from '../../support/truth.mjs';
import { FIREFOX } from '../../support/user_agents.mjs';

export const SEED = Number(process.env.EXACTNESS_SEED ?? Date.now() % 2 ** 31);
export const QUESTIONS = Number(process.env.EXACTNESS_QUESTIONS ?? 24);
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const WHOLE = { startAt: MOMENTS[0] - DAY, endAt: MOMENTS.at(-1) + DAY };
export const ZONES = [undefined, 'utc', 'UTC', 'Europe/Paris', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe'];

export const random = makeRandom(SEED);
export let server;
export let token;
export let website; // with the traffic of the past
export let undated; // with events that say nothing of their time
export let history;
export let spans; // of visits, from the first row's time to the last one's: { start, end }
export let measurements; // of how fast pages were
export let arrivals;
export let isReset = false;

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

export const sendAll = async (requests) => {
  for (const wave of makeWaves(requests)) await Promise.all(wave.map(send));
  return requests.flatMap(({ sendings }) => sendings.map(({ means }) => means));
};

// Makes the website count those who ask not to be tracked without a visitor.
export const countAnonymously = (id) =>
  ask(server, 'POST', `/api/websites/${id}/policy`, { token, body: { doNotTrack: 'anonymous' } });

// One pageview of each of some visitors, at the millisecond at which it happens to arrive.
export const sendUndated = async () => {
  for (let i = 0; i < 20; i++) {
    const payload = { website: undated, hostname: 'example.com', url: '/' };
    const headers = { 'user-agent': FIREFOX };
    await ask(server, 'POST', '/api/send', {
      headers: { ...headers, 'x-forwarded-for': `198.51.100.${i}` },
      body: { type: 'event', payload },
    });
  }
};

// Whatever comes later, late and back-dated as it is, changes visits that are in blocks.
export const makeBlocks = () => assert.equal(run(server, '--rebuild', website).status, 0);

const addToHistory = async (requests) => {
  arrivals.push(...(await sendAll(requests)));
  history = truth.makeHistory(arrivals);
  spans = [...truth.groupBy(history.filter(({ visit }) => !visit.none), ({ visit }) => visit).values()].map((rows) => ({
    start: rows[0].at,
    end: rows.at(-1).at,
  }));
};

/** Starts the server and sends everything; `meanwhile` is what to do with what is there already. */
export const begin = async (meanwhile) => {
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
  await meanwhile();
  makeBlocks();
  await addToHistory(requests.slice(middle));
  await meanwhile();
  await addToHistory(makeRequests(random, makeMeasurements(random, traffic)));
  measurements = truth.makeMeasurements(arrivals);
};

export const end = () => server?.stop();

/** Does away with everything before a moment in the middle of a visit. */
export const reset = async () => {
  const around = spans.filter(({ start, end: last }) => start < last && start > MOMENTS[4] && last < MOMENTS.at(-4));
  const at = random.pick(around).start + 1;
  await server.psql('UPDATE websites SET reset_at = $2 WHERE website_uuid = $1', [website, new Date(at).toISOString()]);
  history = history.filter((row) => row.at >= at);
  measurements = measurements.filter((row) => row.at >= at);
  isReset = true;
};
