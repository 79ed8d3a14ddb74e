// What clients can make the server hold: each test has an upper bound on the process's memory, far below what the same
// requests took when nothing bounded them.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { afterEach, beforeEach, test } from 'node:test';
import pg from 'pg';
import { startServer } from '../support/server.mjs';
import { FIREFOX } from '../support/user_agents.mjs';
import { ALLOWANCE, MEASURED } from './support/sanitizer.mjs';
import { metric, until } from './support/wire.mjs';

const MB = 1 << 20;
// A body that is small on the wire, and forty times as large once it is read.
const MANY_VALUES = `{"type":"event","payload":{"website":"00000000-0000-4000-8000-000000000000"},"junk":[${'0,'.repeat(120_000)}0]}`;

let server;
beforeEach(async () => {
  server = await startServer({ env: MEASURED, settings: { LOOPS: '1', LOG_REQUESTS: 'none' } });
});
afterEach(() => server?.stop());

const memory = () => metric(server.url, 'process_resident_memory_bytes');

test('answers that a client does not take hold little more than themselves', async () => {
  const STREAMS = 48;
  const before = await memory();
  const session = connectHttp2(server.url, { settings: { initialWindowSize: 0 } });
  session.on('error', () => {});
  await once(session, 'remoteSettings');
  const invalid = MANY_VALUES.replace('"type":"event"', '"type":"nothing"');
  for (let i = 0; i < STREAMS; i++) {
    const stream = session.request({ ':method': 'POST', ':path': '/api/send' });
    stream.on('error', () => {});
    stream.end(invalid);
    // One by one: all of them at once would be more than may wait to be counted.
    const [headers] = await once(stream, 'response');
    assert.equal(headers[':status'], 400);
  }
  const held = (await memory()) - before;
  session.destroy();
  assert.ok(held < 100 * MB * ALLOWANCE, `${STREAMS} answers hold ${Math.round(held / MB)} MB`);
});

test('events that wait for the database are bounded by what they take', async () => {
  const SENDERS = 80;
  const before = await memory();
  const holder = new pg.Client({ database: server.database });
  await holder.connect();
  await holder.query('BEGIN; LOCK TABLE websites IN ACCESS EXCLUSIVE MODE');
  const headers = { 'user-agent': FIREFOX };
  const send = () => fetch(`${server.url}/api/send`, { method: 'POST', headers, body: MANY_VALUES });
  const answers = Array.from({ length: SENDERS }, send);
  const refused = () => metric(server.url, 'sillage_requests_refused_total');
  const waiting = () => metric(server.url, 'sillage_requests_outstanding');
  await until(async () => (await refused()) + (await waiting()) === SENDERS, 'every request being taken or refused');
  const held = (await memory()) - before;
  assert.ok((await refused()) > 0);
  assert.ok((await waiting()) > 1);
  await holder.end();
  const statuses = (await Promise.all(answers)).map(({ status }) => status);
  assert.deepEqual([...new Set(statuses)].sort(), [400, 503], 'an unknown website, or try again');
  assert.ok(held < 250 * MB * ALLOWANCE, `${SENDERS} events hold ${Math.round(held / MB)} MB`);
});
