// script/server as somebody uses it who has just cloned Sillage: it starts, tells where, stops, and finds its data again.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ask, createWebsite, freePort, login } from '../support/server.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const START_TIMEOUT_MS = 600_000; // a first start builds
const STOP_TIMEOUT_MS = 60_000;

const folder = mkdtempSync(`${tmpdir()}/sillage-setup.`);
let port;
let running = null;

before(async () => {
  port = await freePort();
  chmodSync(folder, 0o755);
  // What the machine has downloaded already need not be downloaded again.
  for (const name of ['node', 'postgres-16']) {
    const there = `${process.env.SILLAGE_LOCAL ?? `${ROOT}.local`}/${name}`;
    if (existsSync(there)) symlinkSync(there, `${folder}/${name}`);
  }
});
after(async () => {
  if (running?.exitCode === null) await stop('SIGTERM');
  rmSync(folder, { recursive: true });
});

/** The environment without what script/test set for the other tests. */
function environment() {
  const { PATH, HOME, LANG, POSTGRES, CC, NODE_EXTRA_CA_CERTS } = process.env;
  const given = { PATH, HOME, LANG, POSTGRES, CC, NODE_EXTRA_CA_CERTS, PORT: String(port), HOST: '127.0.0.1', SILLAGE_LOCAL: folder };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** Runs script/server until it says that it is up, or ends. Returns { child, output }. */
async function start() {
  const child = spawn(`${ROOT}script/server`, [], { env: environment(), stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  running = child;
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (child.exitCode === null && !output.includes('Ctrl-C stops it.') && Date.now() < deadline) await sleep(20);
  return { child, output };
}

/** Ends the script and returns its exit status. */
async function stop(signal) {
  const closed = once(running, 'exit');
  running.kill(signal);
  const timer = setTimeout(() => running.kill('SIGKILL'), STOP_TIMEOUT_MS);
  const [code] = await closed;
  clearTimeout(timer);
  return code;
}

function passwordIn(output) {
  const [, password] = /^ +password +(\S+)/m.exec(output) ?? [];
  assert.ok(password, output);
  return password;
}

async function somebodyListens() {
  const socket = connect(port, '127.0.0.1');
  const answer = await Promise.race([once(socket, 'connect'), once(socket, 'error')]).catch(() => null);
  const open = socket.readyState === 'open';
  socket.destroy();
  return answer !== null && open;
}

/** Processes whose command line names the test's folder: PostgreSQL's. */
function processes() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(folder);
      } catch {
        return false;
      }
    });
}

async function goneWithin(milliseconds, what) {
  const deadline = Date.now() + milliseconds;
  while ((await what()) && Date.now() < deadline) await sleep(50);
  return !(await what());
}

test('starts, stops all it started, and finds its data again', async (context) => {
  const first = await start();
  const password = passwordIn(first.output);
  assert.match(first.output, new RegExp(`http://localhost:${port}\\b`));
  const server = { url: `http://127.0.0.1:${port}`, adminPassword: password };
  const website = await createWebsite(server, await login(server), { name: 'Kept' });
  assert.equal(await stop('SIGTERM'), 0);
  assert.equal(await somebodyListens(), false);
  assert.deepEqual(processes(), []);

  const begun = Date.now();
  const second = await start();
  context.diagnostic(`second start: ${Date.now() - begun} ms`);
  assert.equal(passwordIn(second.output), password);
  const { data } = await ask(server, 'GET', '/api/websites', { token: await login(server) });
  assert.deepEqual(data.map(({ id }) => id), [website.id]);
});

test('refuses to run twice on the same folder', async () => {
  const first = running;
  const { child, output } = await start();
  running = first;
  assert.equal(child.exitCode, 1);
  assert.match(output, /already running/);
});

test('takes its server along when it is killed, and cleans up at the next start', async () => {
  await stop('SIGKILL');
  assert.ok(await goneWithin(20_000, somebodyListens));
  const { output } = await start();
  const server = { url: `http://127.0.0.1:${port}`, adminPassword: passwordIn(output) };
  assert.ok(await login(server));
  assert.equal(await stop('SIGINT'), 0);
  assert.deepEqual(processes(), []);
});
