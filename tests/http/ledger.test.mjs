// The books of collecting over real sockets: every answer is counted under what it said, whatever was sent and however the
// server ended, and what is sent again is stored once.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { ALL_WELL, ask, call, createWebsite, login, run, startServer } from '../support/server.mjs';
import { CHROME } from '../support/user_agents.mjs';

const HOUR = 3_600_000;

let server;
let token;

before(async () => {
  server = await startServer();
  token = await login(server);
});
after(() => server.stop());

const fresh = () => createWebsite(server, token, { domain: 'example.org' });
const pageview = (website, payload = {}, type = 'event') => ({
  type,
  payload: { website: website.id, hostname: 'example.org', url: '/', ...payload },
});
const send = (body, headers = {}, on = server) =>
  call(on, 'POST', '/api/send', { body, headers: { 'user-agent': CHROME, 'x-forwarded-for': '192.0.2.1', ...headers } });
const sendAll = (body) => call(server, 'POST', '/api/batch', { body, headers: { 'user-agent': CHROME } });

/** The books of a website for the last day, the refusals as { reason: events }. */
async function books(website, query = { startAt: Date.now() - 24 * HOUR, endAt: Date.now() }) {
  const { startDate, endDate, refused, ...sums } = await ask(
    server, 'GET', `/api/websites/${website.id}/ledger?${new URLSearchParams(query)}`, { token },
  );
  assert.ok(startDate < endDate);
  return { ...sums, refused: Object.fromEntries(refused.map(({ reason, events }) => [reason, events])) };
}

test('books what was stored, attached and refused, each under its reason', async () => {
  const website = await fresh();
  assert.equal((await send(pageview(website))).status, 200);
  assert.equal((await send(pageview(website, { name: 'signup' }))).status, 200);
  assert.equal((await send(pageview(website, { id: 'user-7' }, 'identify'))).status, 200);
  assert.equal((await send(pageview(website), { 'user-agent': 'curl/8' })).body.reason, 'bot');
  assert.equal((await send(pageview(website, { name: 'x'.repeat(51) }))).body.error.reason, 'invalid');
  const batch = [pageview(website), pageview(website, { ip: 'x' }), pageview(website, { userAgent: 'curl/8' }), 7];
  assert.equal((await sendAll(batch)).body.errors, 2);
  assert.deepEqual(await books(website), {
    received: 8, stored: 3, attached: 1, deleted: 0, rows: 3, refused: { bot: 2, invalid: 2 },
  });
});

test('books what names no website, and what cannot be read, under none', async () => {
  const count = async () => {
    const rows = await server.psql('SELECT outcome, sum(events) AS events FROM ledger WHERE website_id = 0 GROUP BY outcome');
    return Object.fromEntries(rows.map(({ outcome, events }) => [outcome, Number(events)]));
  };
  const before = await count();
  const unknown = { id: '00000000-0000-4000-8000-000000000000' };
  assert.equal((await send(pageview(unknown))).body.error.reason, 'no_website');
  for (const body of ['{', '', '[]', '{"type":"event"}']) {
    const answer = await fetch(`${server.url}/api/send`, { method: 'POST', body, headers: { 'user-agent': CHROME } });
    assert.equal(answer.status, 400);
    assert.equal((await answer.json()).error.reason, 'invalid');
  }
  const answer = await fetch(`${server.url}/api/batch`, { method: 'POST', body: '{}', headers: { 'user-agent': CHROME } });
  assert.equal((await answer.json()).error.reason, 'invalid');
  const now = await count();
  assert.equal(now[0] - (before[0] ?? 0), 6);
  assert.equal(now[3] - (before[3] ?? 0), 1);
  assert.equal(now[4] - (before[4] ?? 0), 5);
});

test('books an event in the hour that it belongs to', async () => {
  const website = await fresh();
  const hour = Math.floor(Date.now() / HOUR) * HOUR - 5 * HOUR;
  await send(pageview(website, { timestamp: (hour + 1) / 1000 }));
  await send(pageview(website, { timestamp: hour / 1000, ip: 'nowhere' }));
  const refused = { invalid: 1 };
  assert.deepEqual(await books(website, { startAt: hour, endAt: hour }), { received: 2, stored: 1, attached: 0, deleted: 0, rows: 1, refused });
  assert.equal((await books(website, { startAt: hour + HOUR, endAt: hour + HOUR })).received, 0);
});

test('counts by the same words in /metrics', async () => {
  const website = await fresh();
  const count = async (outcome) => {
    const text = await (await fetch(`${server.url}/metrics`)).text();
    return Number(text.match(new RegExp(`^sillage_events_total\\{outcome="${outcome}"\\} (\\d+)$`, 'm'))[1]);
  };
  const [stored, bots] = [await count('stored'), await count('bot')];
  await send(pageview(website));
  await send(pageview(website), { 'user-agent': 'curl/8' });
  assert.equal((await count('stored')) - stored, 1);
  assert.equal((await count('bot')) - bots, 1);
});

test('shows the books to those who may see the website', async () => {
  const website = await fresh();
  const path = `/api/websites/${website.id}/ledger?startAt=0&endAt=1`;
  assert.equal((await call(server, 'GET', path)).status, 401);
  assert.equal((await call(server, 'GET', path, { token })).status, 200);
  const wrong = await call(server, 'GET', `/api/websites/${website.id}/ledger?startAt=x&endAt=y`, { token });
  assert.deepEqual(Object.keys(wrong.body.error.properties).sort(), ['endAt', 'startAt']);
});

test('stores an event once, however often it is sent under its id', async () => {
  const website = await fresh();
  const event = pageview(website, { eventId: randomUUID() });
  const first = await send(event);
  const again = await send({ ...event, payload: { ...event.payload, age: 5000 } });
  assert.equal(again.status, 200);
  assert.deepEqual(Object.keys(again.body), Object.keys(first.body));
  assert.equal(again.body.sessionId, first.body.sessionId);
  assert.deepEqual((await sendAll([event, pageview(website, { eventId: randomUUID() })])).body.processed, 2);
  assert.deepEqual(await books(website), { received: 4, stored: 2, attached: 0, deleted: 0, rows: 2, refused: { duplicate: 2 } });
});

test('places an event that comes late by its age', async () => {
  const website = await fresh();
  const age = 3 * HOUR;
  const since = Date.now();
  assert.equal((await send(pageview(website, { age, eventId: randomUUID() }))).status, 200);
  const [{ at }] = await server.psql(
    'SELECT event_at(event_id) AS at FROM events JOIN websites USING (website_id) WHERE website_uuid = $1', [website.id],
  );
  assert.ok(at >= since - age && at <= Date.now() - age, at.toISOString());
});

test('finds that books and rows agree, and what is missing when they do not', async () => {
  const website = await fresh();
  await send(pageview(website));
  assert.deepEqual(run(server, '--check'), ALL_WELL);
  await server.psql(`UPDATE ledger SET events = events + 1
    WHERE outcome = 1 AND website_id = (SELECT website_id FROM websites WHERE website_uuid = '${website.id}')`);
  const { status, stdout } = run(server, '--check');
  assert.equal(status, 1);
  assert.match(stdout, new RegExp(`^${website.id} \\S+: received 1, stored 2, .*: -1 unaccounted for; rows 1: 1 missing\n`));
  await server.psql(`UPDATE ledger SET events = 1
    WHERE outcome = 1 AND website_id = (SELECT website_id FROM websites WHERE website_uuid = '${website.id}')`);
});

test('stores each event once and balances when it is killed and everything is sent again', async () => {
  const victim = await startServer({ settings: { EVENTS_RATE: '0' } });
  try {
    const website = await createWebsite(victim, await login(victim));
    const answers = new Map();
    const sendUntilKilled = async (sender) => {
      for (let i = 0; ; i++) {
        const eventId = randomUUID();
        answers.set(eventId, null);
        const bot = i % 7 === sender % 7;
        const reply = await send(pageview(website, { eventId, url: `/${sender}` }), bot ? { 'user-agent': 'curl/8' } : {}, victim).catch(
          () => null,
        );
        if (bot) answers.delete(eventId);
        if (reply === null) return;
        if (!bot) answers.set(eventId, reply.status);
        if (answers.size > 250) killed ??= victim.kill9();
      }
    };
    let killed = null;
    await Promise.all(Array.from({ length: 12 }, (_, sender) => sendUntilKilled(sender)));
    await killed;
    await victim.restart();
    const answered = [...answers.values()].filter((status) => status === 200).length;
    assert.ok(answered > 100 && answers.size > answered, `${answered} of ${answers.size} were answered`);
    // Those that were answered, too: a tracker whose page was closed does not know that they were.
    for (const eventId of answers.keys()) {
      assert.equal((await send(pageview(website, { eventId, age: 1000 }), {}, victim)).status, 200);
    }
    const [{ rows }] = await victim.psql('SELECT count(*) AS rows FROM events');
    const [{ keys }] = await victim.psql('SELECT count(*) AS keys FROM event_keys');
    assert.equal(rows, answers.size);
    assert.equal(keys, answers.size);
    assert.deepEqual(run(victim, '--check'), ALL_WELL);
  } finally {
    await victim.stop();
  }
});
