// Reports read from a streaming replica: an event that was answered is in the next report all the same, whatever the replica
// does meanwhile. The primary and the replica are this test's own, which stops, pauses and promotes them.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { startCluster } from '../support/cluster.mjs';
import { ask, call, createWebsite, login, startServer } from '../support/server.mjs';
import { makeRandom, makeRequests, makeTraffic, WEBSITE_DOMAIN } from '../support/traffic.mjs';
import { FIREFOX } from '../support/user_agents.mjs';
import { metric, until, within } from './support/wire.mjs';

const DAY = 86_400_000;

let cluster;
let replica;
let server;
let token;
let website;
let sent = 0;

const state = async () => (await (await fetch(`${server.url}/readyz`)).json()).replica;
const is = (wanted, patience) => until(async () => (await state()) === wanted, `a replica that is ${wanted}`, patience);
const answered = (by) => metric(server.url, 'sillage_replica_requests_total', `answered="${by}"`);

async function send(path = '/') {
  await ask(server, 'POST', '/api/send', {
    headers: { 'user-agent': FIREFOX },
    body: { type: 'event', payload: { website: website.id, hostname: 'example.com', url: path } },
  });
  sent++;
}

const statsPath = (id = website.id) => `/api/websites/${id}/stats?startAt=${Date.now() - DAY}&endAt=${Date.now() + DAY}`;
const pageviews = async () => (await ask(server, 'GET', statsPath(), { token })).pageviews;

/** Sends and asks, some times: every report has everything. Returns how many the replica has answered. */
async function sendAndAsk(times = 10) {
  const before = await answered('replica');
  for (let i = 0; i < times; i++) {
    await send();
    assert.equal(await pageviews(), sent);
  }
  return (await answered('replica')) - before;
}

/** How often blocks were looked at on a cluster, once it has told its statistics. */
const scansOfBlocks = ({ connected }) =>
  connected(async (client) => {
    const { rows } = await client.query("SELECT seq_scan + idx_scan AS scans FROM pg_stat_user_tables WHERE relname = 'blocks'");
    return Number(rows[0].scans);
  });

before(async () => {
  cluster = await startCluster('replicated');
  replica = await cluster.replicate();
  server = await startServer({
    database: 'replicated',
    settings: { DATABASE_REPLICA_URL: replica.url, EVENTS_RATE: '0', WORKERS: '2' },
  });
  token = await login(server);
  website = await createWebsite(server, token);
});
after(async () => {
  await server?.stop();
  replica?.stop();
  cluster?.stop();
});
beforeEach(() => is('ready'));

test('the replica answers reports, and has what was just collected', async () => {
  const [onPrimary, onReplica] = [await scansOfBlocks(cluster), await scansOfBlocks(replica)];
  assert.ok((await sendAndAsk()) >= 8, 'the replica answers nearly every report');
  await until(async () => (await scansOfBlocks(replica)) >= onReplica + 8, 'scans of blocks on the replica');
  assert.ok((await scansOfBlocks(cluster)) - onPrimary <= 2 + 2, 'hardly any on the primary');
  const { rows } = await replica.connected((client) =>
    client.query("SELECT 1 FROM pg_stat_activity WHERE application_name = 'sillage' AND datname = 'replicated'"));
  assert.ok(rows.length >= 1);
  assert.equal(await metric(server.url, 'sillage_replica_ready'), 1);
});

test('what is written at other places is there at once, too: a saved segment, and a website that was deleted', async () => {
  const id = website.id;
  for (let i = 0; i < 5; i++) {
    const body = { name: `Firefox ${i}`, type: 'segment', parameters: { filters: [{ name: 'browser', operator: 'eq', value: 'firefox' }] } };
    const segment = await ask(server, 'POST', `/api/websites/${id}/segments`, { token, body });
    const { pageviews: found } = await ask(server, 'GET', `${statsPath()}&segment=${segment.id}`, { token });
    assert.equal(found, sent);
  }
  const other = await createWebsite(server, token);
  assert.equal((await call(server, 'GET', statsPath(other.id), { token })).status, 200);
  await ask(server, 'DELETE', `/api/websites/${other.id}`, { token });
  assert.equal((await call(server, 'GET', statsPath(other.id), { token })).status, 404);
});

test('the replica answers what the primary does, for every kind of report', async (t) => {
  const alone = await startServer({ database: 'replicated' });
  t.after(() => alone.stop());
  const random = makeRandom(1);
  const { id } = await createWebsite(server, token, { domain: WEBSITE_DOMAIN });
  for (const { path, headers, sendings } of makeRequests(random, makeTraffic(random, id, { visitors: 12 }))) {
    const bodies = sendings.map(({ body }) => body);
    await ask(server, 'POST', path, { headers, body: path === '/api/batch' ? bodies : bodies[0] });
  }
  const range = `startAt=${Date.UTC(2023, 0, 1)}&endAt=${Date.UTC(2026, 5, 1)}&timezone=Asia/Kathmandu`;
  const before = await answered('replica');
  const asked = [
    ...['stats', 'pageviews', 'sessions', 'sessions/stats', 'sessions/weekly', 'events', 'events/series', 'retention', 'ledger', 'daterange'],
    ...['path', 'browser', 'channel', 'entry', 'exit', 'event'].flatMap((type) => [`metrics?type=${type}`, `metrics/expanded?type=${type}`]),
    ...['event-data/events', 'session-data/properties', 'journeys?steps=3', 'breakdown?fields=path,browser', 'export?format=csv'],
    ...['stats?path=c.a', 'stats?browser=neq.firefox&os=c.i&match=any', 'metrics?type=path&excludeBounce=true'],
  ];
  for (const report of asked) {
    const path = `/api/websites/${id}/${report}${report.includes('?') ? '&' : '?'}${range}`;
    const [one, other] = [await call(server, 'GET', path, { token }), await call(alone, 'GET', path, { token })];
    assert.equal(one.status, 200, `${report}: ${JSON.stringify(one.body)}`);
    assert.deepEqual(one.body, other.body, report);
  }
  assert.ok((await answered('replica')) - before >= asked.length - 3, 'by the replica');
});

test('a replica that lags is not asked', async (t) => {
  const set = (pause) => replica.connected((client) => client.query(`SELECT pg_wal_replay_${pause}()`));
  t.after(() => set('resume'));
  await set('pause');
  assert.equal(await sendAndAsk(), 0);
  await until(async () => (await metric(server.url, 'sillage_replica_lag_bytes')) > 0, 'bytes that it lacks');
  assert.equal(await state(), 'late');
  assert.ok((await answered('late')) >= 10);
  await set('resume');
  await is('ready');
  assert.ok((await sendAndAsk()) > 0);
});

test('a replica that applies everything later is not asked either', async (t) => {
  const set = (delay) =>
    replica.connected(async (client) => {
      await client.query(`ALTER SYSTEM SET recovery_min_apply_delay = '${delay}'`);
      await client.query('SELECT pg_reload_conf()');
    });
  t.after(() => set('0'));
  await set('1h');
  await until(async () => (await replica.connected((client) => client.query('SHOW recovery_min_apply_delay'))).rows[0].recovery_min_apply_delay === '1h', 'the delay');
  await sendAndAsk(5);
  await is('late');
  assert.equal(await sendAndAsk(5), 0);
  await set('0');
  await is('ready');
  assert.ok((await sendAndAsk()) > 0);
});

test('a replica that stops in the middle costs no answer, and is asked again when it is back', async () => {
  const answers = [];
  let asking = true;
  const asker = async () => {
    while (asking) answers.push((await call(server, 'GET', statsPath(), { token })).status);
  };
  const askers = [asker(), asker(), asker()];
  await until(() => answers.length > 20, 'answers');
  await replica.halt();
  await is('away');
  assert.equal(await sendAndAsk(), 0);
  await replica.restart('fast');
  await is('ready');
  assert.ok((await sendAndAsk()) > 0);
  await replica.restart('immediate');
  await is('ready');
  asking = false;
  await Promise.all(askers);
  assert.deepEqual([...new Set(answers)], [200]);
});

test('a report whose connection to the replica is cut is answered by the primary', async () => {
  const failed = await answered('failed');
  let cutting = true;
  const cutter = (async () => {
    while (cutting)
      await replica.connected((client) =>
        client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sillage'"));
  })();
  const statuses = new Set();
  await until(async () => {
    for (let i = 0; i < 20; i++) statuses.add((await call(server, 'GET', statsPath(), { token })).status);
    return (await answered('failed')) + (await answered('away')) > failed;
  }, 'a report that the replica failed');
  cutting = false;
  await cutter;
  assert.deepEqual([...statuses], [200]);
});

test('without the primary there are no reports: who may see them, and what is the newest, is known there', async () => {
  await cluster.halt();
  const { status, headers } = await within(call(server, 'GET', statsPath(), { token }), 'an answer without the primary');
  assert.equal(status, 503);
  assert.ok(headers.get('retry-after'));
  await cluster.restart('fast');
  await until(async () => (await call(server, 'GET', statsPath(), { token })).status === 200, 'reports again');
  await is('ready', 12_000); // sooner than the primary's background writer ends what restarting has begun to write
  assert.ok((await sendAndAsk()) > 0);
});

test('a replica that became a primary is not asked any more', async () => {
  await replica.connected((client) => client.query('SELECT pg_promote()'));
  await is('foreign');
  assert.equal(await sendAndAsk(), 0);
});
