// PostgreSQL crashes while it stores a batch, before anything of it has reached the disk, and afterwards gives the id of that
// transaction to another server's batch. The first batch's COMMIT has had no answer: what is said of its event must be right.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startCluster } from '../support/cluster.mjs';
import { ALL_WELL, call, createWebsite, login, run, startServer } from '../support/server.mjs';
import { FIREFOX } from '../support/user_agents.mjs';
import { until } from './support/wire.mjs';

const ROUNDS = 2; // the first batch of a connection, and a later one

let cluster;
let unlucky;
let other;
let website;
before(async () => {
  cluster = await startCluster('crash');
  const settings = { LOG_REQUESTS: 'none' };
  unlucky = await startServer({ database: 'crash', settings });
  other = await startServer({ database: 'crash', settings });
  website = await createWebsite(other, await login(other));
});
after(async () => {
  await unlucky?.stop();
  await other?.stop();
  cluster?.stop();
});

const HEADERS = { 'user-agent': FIREFOX };
let stored = 0; // events that were answered 200
/** The answer is the status: 200, or 503 where the database is not back yet. */
async function send(server) {
  const payload = { website: website.id, hostname: 'example.com', url: '/' };
  const { status } = await call(server, 'POST', '/api/send', { headers: HEADERS, body: { type: 'event', payload } });
  assert.ok(status === 200 || status === 503, status);
  stored += status === 200;
  return status;
}

/** One value; with a connection of its own, which is lost in a crash. */
const value = (sql, values = []) =>
  cluster.connected(async (client) => Object.values((await client.query({ text: sql, values, rowMode: 'array' })).rows[0])[0]);

/** Everything that PostgreSQL writes to the disk by is stopped; `work` happens; then it crashes and comes back. */
async function crashWithoutTrace(work) {
  const pids = await cluster.connected(async (client) => {
    const { rows } = await client.query('SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()');
    return rows.map(({ pid }) => pid);
  });
  const writers = await value(
    `SELECT array_agg(pid) FROM pg_stat_activity WHERE backend_type IN ('walwriter', 'background writer', 'checkpointer')`,
  );
  for (const pid of writers) process.kill(pid, 'SIGSTOP');
  await work();
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if (error.code !== 'ESRCH') throw error; // the first that is killed takes the others along
    }
  }
}

for (let round = 1; round <= ROUNDS; round++)
  test(`a transaction's id that comes again does not pass for its batch, round ${round}`, async () => {
    await until(async () => (await send(unlucky)) === 200, 'the database');
    let answered;
    let transaction;
    await cluster.connected(async (locker) => {
      await locker.query('BEGIN; LOCK TABLE ledger IN SHARE MODE'); // the last table that a batch writes
      await crashWithoutTrace(async () => {
        answered = send(unlucky);
        const waiting = "FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%ledger%' AND backend_xid IS NOT NULL";
        await until(async () => (transaction = Number(await value(`SELECT max(backend_xid::text) ${waiting}`))) > 0, 'a batch that waits');
        process.kill(unlucky.pid, 'SIGSTOP'); // it asks when the id has been given again
      });
    });
    try {
      const next = async () => Number(await value('SELECT pg_snapshot_xmax(pg_current_snapshot())::text'));
      assert.ok((await next()) <= transaction, 'nothing of the transaction is left');
      await until(async () => (await send(other)) === 200 && (await next()) > transaction, 'the id to come again');
      assert.equal(await value('SELECT pg_xact_status($1::xid8)', [String(transaction)]), 'committed');
    } finally {
      process.kill(unlucky.pid, 'SIGCONT');
    }
    await answered;
    assert.equal(await value('SELECT count(*) FROM events'), stored);
    assert.deepEqual(run(other, '--check'), ALL_WELL);
  });
