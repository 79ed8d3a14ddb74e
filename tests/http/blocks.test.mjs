// The blocks that reports read, as an administrator meets them: folded by the server itself, checked and rebuilt by commands
// while it runs, and made at the start where there are none yet.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ALL_WELL, call, createWebsite, login, run, startServer } from '../support/server.mjs';
import { CHROME } from '../support/user_agents.mjs';
import { until } from './support/wire.mjs';

const BATCH = 250;
const BATCHES = 24; // more than are left waiting
const MINUTE = 60_000;

let server;
let website;

before(async () => {
  server = await startServer({ settings: { EVENTS_RATE: '0', DO_NOT_TRACK: 'anonymous' } });
  website = await createWebsite(server, await login(server));
});
after(() => server.stop());

/** Pageviews and events of a few hours, in any order; one in ten without a visitor. */
async function sendMany(batches = BATCHES) {
  for (let sent = 0; sent < batches; sent++) {
    const events = Array.from({ length: BATCH }, (_, i) => ({
      type: 'event',
      payload: {
        website: website.id,
        hostname: 'example.com',
        url: `/${i % 40}`,
        ip: `192.0.2.${(i * 7 + sent) % 250}`,
        age: ((i * 37 + sent * 11) % 240) * MINUTE,
        ...(i % 9 === 0 ? { name: 'signup' } : {}),
      },
    }));
    const headers = { 'user-agent': CHROME, ...(sent % 10 === 0 ? { dnt: '1' } : {}) };
    const { body } = await call(server, 'POST', '/api/batch', { body: events, headers });
    assert.equal(body.errors, 0, JSON.stringify(body));
  }
}

const count = async (sql) => (await server.psql(`SELECT count(*) AS rows FROM ${sql}`))[0].rows;

test('folds by itself what has been collected, and says that all is as the rows', async () => {
  await sendMany();
  assert.equal(await count('events'), BATCH * BATCHES);
  await until(async () => (await count('blocks')) > 1 && (await count('changes')) < BATCHES, 'blocks');
  assert.deepEqual(run(server, '--check'), ALL_WELL);
  const [{ events }] = await server.psql('SELECT sum(event_count) AS events FROM blocks');
  assert.ok(events > 4000, `${events} events are in blocks`);
});

test('names what differs, and repairs it while the server runs', async () => {
  await server.psql('UPDATE visits SET pageviews = pageviews + 1 WHERE visit_id = (SELECT max(visit_id) FROM visits)');
  const { status, stdout } = run(server, '--check');
  assert.equal(status, 1);
  assert.match(stdout, new RegExp(`^the books balance\n${website.id} visit \\d+: pageviews \\d+ in the blocks, \\d+ in the rows\n`));
  assert.match(stdout, /\nthe blocks differ from the rows in [12] places\n$/);
  let sent = false;
  const sending = sendMany(8).finally(() => (sent = true));
  for (let rounds = 0; rounds === 0 || !sent; rounds++) {
    assert.equal(run(server, '--rebuild', website.id).status, 0);
    await sleep(100); // run() has kept the senders of this process waiting
  }
  await sending;
  assert.deepEqual(run(server, '--check'), ALL_WELL);
  await server.psql("UPDATE blocks SET minutes = ''");
  assert.equal(run(server, '--check').status, 1);
  assert.equal(run(server, '--rebuild').status, 0);
  assert.deepEqual(run(server, '--check'), ALL_WELL);
});

test('rebuilds nothing that there is not', () => {
  assert.equal(run(server, '--rebuild', '00000000-0000-4000-8000-00000000dead').status, 1);
  assert.equal(run(server, '--rebuild', website.id, 'more').status, 2);
  assert.equal(run(server, '--check', website.id).status, 2);
});

test('makes the blocks at the start where rows have none', async () => {
  await server.kill9();
  await server.psql('TRUNCATE blocks, block_heads, changes');
  assert.match(run(server, '--check').stdout, /has no blocks\n/);
  await server.restart();
  assert.match(server.log, /event=blocks_rebuilt website=\d+ blocks=(\d+) of=\1 events=8000 /);
  assert.deepEqual(run(server, '--check'), ALL_WELL);
});
