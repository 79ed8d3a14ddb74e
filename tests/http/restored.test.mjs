// A backup that is restored under the running server: of what was stored since, under numbers that are given anew, reports must
// know nothing any more. The same holds for a standby that takes over and lacks the last commits.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { ALL_WELL, ask, call, createWebsite, login, run, startServer } from '../support/server.mjs';
import { FIREFOX } from '../support/user_agents.mjs';
import { until } from './support/wire.mjs';

const NOON = Date.parse('2026-03-10T12:00:00Z');
const DAY = 86_400_000;
const RANGE = { startAt: NOON - DAY, endAt: NOON + DAY };

let server;
let token;
let website;
before(async () => {
  server = await startServer();
  token = await login(server);
  website = (await createWebsite(server, token)).id;
});
after(() => server?.stop());

/** A report's answer; asked again while the server says that its database is away. */
const read = async (report, more = {}) => {
  const path = `/api/websites/${website}/${report}?${new URLSearchParams({ ...RANGE, ...more })}`;
  let answer;
  await until(async () => (answer = await call(server, 'GET', path, { token })).status !== 503, report);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body;
};

/** Runs statements beside the server's database, while nobody is connected with it. */
const alone = async (...statements) => {
  const client = new pg.Client({ database: 'postgres' });
  await client.connect();
  await client.query(`ALTER DATABASE ${server.database} ALLOW_CONNECTIONS false`);
  await client.query('SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1', [server.database]);
  for (const statement of statements) await client.query(statement);
  await client.query(`ALTER DATABASE ${server.database} ALLOW_CONNECTIONS true`);
  await client.end();
};

/** Each path by as many visitors as its place in the list says, how fast it was, and what they paid. */
const visit = async (...paths) => {
  for (const [i, url] of paths.entries()) {
    for (let visitor = 0; visitor <= i; visitor++) {
      const headers = { 'user-agent': FIREFOX, 'x-forwarded-for': `192.0.2.${visitor}` };
      const payload = { website, hostname: 'example.com', url, timestamp: NOON / 1000 + 60 * i };
      await ask(server, 'POST', '/api/send', { headers, body: { type: 'event', payload } });
      const paid = { ...payload, name: 'buy', data: { revenue: url.length, currency: 'EUR' } };
      await ask(server, 'POST', '/api/send', { headers, body: { type: 'event', payload: paid } });
      const measured = { ...payload, lcp: 100 * url.length };
      await ask(server, 'POST', '/api/send', { headers, body: { type: 'performance', payload: measured } });
    }
  }
};

/** Number of visitors by path, and those whose path contains a letter; each with how fast it was; and what was paid. */
const known = async () => {
  const found = { paid: (await read('revenue/stats', { currency: 'EUR' })).sum };
  for (const filter of [{}, { path: 'c.r' }]) {
    const rows = await read('metrics', { type: 'path', ...filter });
    const speed = await read('performance/metrics', { type: 'path', ...filter });
    found[filter.path ?? 'all'] = rows.map(({ x, y }) => [x, y, speed.find(({ name }) => name === x).p50]).sort();
  }
  return found;
};

test('reports are of the restored database, also when its numbers have come as far as those that they knew', async () => {
  const makeBlocks = () => assert.equal(run(server, '--rebuild', website).status, 0);
  await visit('/first', '/second');
  makeBlocks();
  await visit('/third');
  const restored = {
    paid: 26,
    all: [['/first', 1, 600], ['/second', 2, 700], ['/third', 1, 600]],
    'c.r': [['/first', 1, 600], ['/third', 1, 600]],
  };
  assert.deepEqual(await known(), restored);

  await alone(`CREATE DATABASE ${server.database}_backup TEMPLATE ${server.database}`);
  await visit('/lost', '/forlorn', '/gone');
  makeBlocks();
  await visit('/late');
  assert.equal((await known()).all.length, 7);

  await alone(
    `DROP DATABASE ${server.database}`,
    `ALTER DATABASE ${server.database}_backup RENAME TO ${server.database}`,
  );
  assert.deepEqual(await known(), restored);
  await visit('/other', '/another', '/more');
  makeBlocks();
  await visit('/newest');
  assert.deepEqual(await known(), {
    paid: 70,
    all: [['/another', 2, 800], ['/first', 1, 600], ['/more', 3, 500], ['/newest', 1, 700], ['/other', 1, 600], ['/second', 2, 700], ['/third', 1, 600]],
    'c.r': [['/another', 2, 800], ['/first', 1, 600], ['/more', 3, 500], ['/other', 1, 600], ['/third', 1, 600]],
  });
  assert.deepEqual(run(server, '--check'), ALL_WELL);
});
