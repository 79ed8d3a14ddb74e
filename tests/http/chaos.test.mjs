// Honest clients send events to two servers of one database while others do everything wrong, the database is restarted, crashed,
// locked and stopped, and the servers are killed. Afterwards every event that was answered is there exactly once, no event is there twice, the books
// balance, and nothing is kept. Every disaster comes once at least; CHAOS_SECONDS makes it longer. Meant for builds with a
// sanitizer too.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startCluster } from '../support/cluster.mjs';
import { ALL_WELL, createWebsite, login, run, startServer } from '../support/server.mjs';
import { disasters } from './support/disasters.mjs';
import { misbehave, sendingText } from './support/misdeeds.mjs';
import { askHttp2, makeCertificate, metric, openHttp2, until, Wire } from './support/wire.mjs';

const SECONDS = Number(process.env.CHAOS_SECONDS ?? 10);
const SENDERS = 16; // honest ones: each way to send, with sending again and without, twice
const CROOKS = 12;
const PAUSE_MS = 700; // between two disasters
const CALM_MS = 30_000; // for everything to be well again

let certificate;
let cluster;
const servers = [];
let token;
let website;
before(async () => {
  certificate = makeCertificate();
  cluster = await startCluster('chaos');
  const settings = {
    TLS_CERTIFICATE: certificate.certificate,
    TLS_KEY: certificate.key,
    LOOPS: '2',
    QUEUE_MAX: '32',
    LOG_REQUESTS: 'none',
  };
  while (servers.length < 2) servers.push(await startServer({ database: 'chaos', settings }));
  token = await login(servers[0]);
  website = await createWebsite(servers[0], token);
});
after(async () => {
  for (const server of servers) await server.stop();
  cluster?.stop();
  certificate?.remove();
});

// Every event has a path of its own; here is what its sender knows of it: true once it was answered with 200.
const sent = new Map();
function newEvent({ again = false } = {}) {
  const path = `/chaos/${sent.size}`;
  const payload = { website: website.id, hostname: 'example.com', url: path, ...(again ? { eventId: randomUUID() } : {}) };
  sent.set(path, false);
  return { path, again, body: JSON.stringify({ type: 'event', payload }) };
}

/** A connection to send events on: plain or with TLS, HTTP/1.1 or HTTP/2. */
async function openLine(server, secure, http2) {
  const { ca } = certificate;
  if (!http2) {
    const wire = await Wire.open(server.port, secure ? { ca } : {});
    return { send: async (body) => (await wire.send(sendingText(body)).answer()).status, close: () => wire.close() };
  }
  const session = await openHttp2(secure ? `https://localhost:${server.port}` : server.url, { ca });
  const headers = { ':method': 'POST', ':path': '/api/send', 'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0' };
  return { send: async (body) => (await askHttp2(session, headers, body)).status, close: () => session.destroy() };
}

const figures = { answered: 0, 'answered when sent again': 0, 'turned away': 0, unanswered: 0, misdeeds: 0 };
const statuses = new Set();

let over = false; // no more disasters, and time for everybody to end
let calmAt = Infinity; // when an event that is sent again must have been answered

/**
 * Sends event after event. Every second sender sends an event again until it is answered, as our tracker does. Whoever loses a
 * connection turns to the other server, as behind a balancer.
 */
async function sendHonestly(number) {
  const [secure, http2, again] = [number & 1, number & 2, number & 4];
  let line = null;
  let lines = number >> 3;
  while (!over) {
    const event = newEvent({ again });
    for (let tries = 1; !sent.get(event.path) && (tries === 1 || (again && Date.now() < calmAt)); tries++) {
      let status = null;
      try {
        line ??= await openLine(servers[lines++ % servers.length], secure, http2);
        status = await line.send(event.body);
      } catch {
        line?.close();
        line = null;
      }
      if (status === 200) {
        sent.set(event.path, true);
        figures[tries === 1 ? 'answered' : 'answered when sent again']++;
      } else {
        figures[status === null ? 'unanswered' : 'turned away']++;
        if (status !== null) statuses.add(status);
        await sleep(50);
      }
    }
    assert.ok(sent.get(event.path) || !again, `${event.path} was not answered in ${CALM_MS} ms of calm`);
  }
  line?.close();
}

async function misbehaveAlways() {
  const event = () => newEvent().body;
  for (let i = 0; !over; i++) {
    const server = servers[i % servers.length];
    await Promise.race([misbehave({ server, ca: certificate.ca, token, event }), sleep(5000)]);
    figures.misdeeds++;
  }
}

/** One disaster after the other, each kind once at least. Adds up how often each came. */
async function wreak() {
  const kinds = Object.entries(disasters(servers, cluster));
  const end = Date.now() + SECONDS * 1000;
  for (let i = 0; i < kinds.length || Date.now() < end; i++) {
    const [name, happen] = kinds[i % kinds.length];
    await happen();
    figures[name] = (figures[name] ?? 0) + 1;
    for (const { url } of servers)
      await until(async () => (await fetch(`${url}/readyz`).catch(() => null))?.status === 200, `ready after: ${name}`);
    await sleep(PAUSE_MS);
  }
}

/** How often each path is stored. */
async function storedPaths() {
  const rows = await servers[0].psql(`
    SELECT texts.text AS path, count(*) AS times
      FROM events
      JOIN pages USING (website_id, page_id)
      JOIN texts ON texts.website_id = pages.website_id AND texts.text_id = pages.path_id
     GROUP BY texts.text`);
  return new Map(rows.map(({ path, times }) => [path, times]));
}

test('what was answered is there exactly once, whatever happens', async (t) => {
  const clients = Promise.all([
    ...Array.from({ length: SENDERS }, (_, number) => sendHonestly(number)),
    ...Array.from({ length: CROOKS }, () => misbehaveAlways()),
  ]);
  try {
    await Promise.race([wreak(), clients]);
  } finally {
    over = true;
    calmAt = Date.now() + CALM_MS;
  }
  await clients;
  for (const { url } of servers) await until(async () => (await metric(url, 'sillage_requests_outstanding')) === 0, 'nothing left out');

  const stored = await storedPaths();
  const lost = [...sent].filter(([path, answered]) => answered && !stored.has(path)).map(([path]) => path);
  const duplicated = [...stored].filter(([, times]) => times > 1).map(([path]) => path);
  const unknown = [...stored.keys()].filter((path) => !sent.has(path));
  Object.assign(figures, { lost: lost.length, duplicated: duplicated.length });
  for (const [name, count] of Object.entries(figures)) t.diagnostic(`${name}: ${count}`);

  assert.deepEqual({ lost, duplicated, unknown }, { lost: [], duplicated: [], unknown: [] });
  assert.deepEqual([...statuses].filter((status) => status !== 503), [], 'an honest client is answered 200 or 503');
  assert.deepEqual(run(servers[0], '--check'), ALL_WELL, 'the books balance, and the blocks are as the rows');
  assert.ok(figures.answered > SENDERS && figures.misdeeds > CROOKS);
});

test('nothing is kept of it, and the servers end well', async () => {
  for (const server of servers) {
    await until(async () => (await metric(server.url, 'sillage_connections')) <= 8, 'only our own connections left');
    assert.equal(await server.stop(), 0, server.log.slice(-4000));
  }
});
