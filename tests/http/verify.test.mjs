// script/bench reports --verify on a small website: all answers agree with plain SQL over the rows, and where one does not, it
// says so.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ask, createWebsite, login, startServer } from '../support/server.mjs';

const BUILT = dirname(process.env.SILLAGE);
const REPORTS = fileURLToPath(new URL('../../bench/reports/', import.meta.url));
const DAYS = '40';
const UNTIL = String(Date.parse('2026-04-05T12:00:00Z')); // both halves of a change of the clocks, and of a month
// What chooses rows: there is a question about each.
const CHOOSING = ['filters', 'several filters', 'match=any', 'excludeBounce', 'eventType', 'segment', 'cohort', 'half-hour zone', 'visit over an edge'].concat(
  ['after a reset', 'whole time'],
);

let server;
let website;

/** { status, output } of a program that works on the server's database. */
const run = (command, words, settings = {}) =>
  new Promise((resolve, reject) => {
    const env = { ...process.env, PGDATABASE: server.database, ADMIN_PASSWORD: server.adminPassword, ...settings };
    const child = spawn(command, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, output }));
  });

const verify = (settings) => run('node', [`${REPORTS}verify.mjs`, server.url, website, UNTIL, DAYS], { QUESTIONS: '1', ...settings });
const makeFlat = async () => {
  const { status, output } = await run('psql', ['-Xq', '-v', `uuid=${website}`, '-f', `${REPORTS}flat.sql`]);
  assert.equal(status, 0, output);
};

before(async () => {
  server = await startServer();
  const token = await login(server);
  website = (await createWebsite(server, token, { domain: 'harbour.example' })).id;
  await ask(server, 'POST', `/api/websites/${website}/policy`, { token, body: { doNotTrack: 'anonymous' } });
  const words = ['--events', '3000', '--days', DAYS, '--seed', '5', '--pages', '120', '--until', UNTIL];
  const made = await run(`${BUILT}/bench_generator`, [...words, website, `${BUILT}/share`]);
  assert.equal(made.status, 0, made.output);
  const rebuilt = await run(process.env.SILLAGE, ['--rebuild', website]);
  assert.equal(rebuilt.status, 0, rebuilt.output);
  await makeFlat();
});

after(() => server?.stop());

test('every answer agrees with plain SQL over all rows', async () => {
  const { status, output } = await verify({ SEED: String(Date.now() % 1_000_000), CALLS: '^(?!each filter)' });
  assert.equal(status, 0, output);
  assert.match(output, /\d{3} answers, 0 wrong, 0 questions unanswered; not as their rows say: 0 visits, 0 hours of the ledger/);
  for (const feature of CHOOSING) assert.match(output, new RegExp(`(with|,) ${feature} \\d+`));
});

test('a visit that is not what its events say is found', async () => {
  await server.psql('UPDATE visits SET pageviews = pageviews + 1 WHERE visit_id = 5');
  const { status, output } = await verify({ CALLS: 'none' });
  await server.psql('UPDATE visits SET pageviews = pageviews - 1 WHERE visit_id = 5');
  assert.equal(status, 1, output);
  assert.match(output, / 1 visits,/);
});

test('an answer that differs is found', async () => {
  await server.psql('DELETE FROM verify.rows WHERE visitor_id % 2 = 0');
  for (const report of ['^stats$', '^pageviews$', '^values$']) {
    const { status, output } = await verify({ CALLS: report });
    assert.equal(status, 1, output);
    assert.match(output, /expected .*\n.*got /);
  }
});
