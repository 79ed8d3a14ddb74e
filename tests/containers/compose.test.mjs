// Builds the containers, starts them with compose and uses them over the published port, as a user would. Needs an
// engine; script/containers runs it. COMPOSE names another compose command, RUNTIME another base image.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ask, call, createWebsite, login } from '../support/server.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const COMPOSE = (process.env.COMPOSE ?? 'docker compose').split(' ');
const PROJECT = 'sillage_test';
const PORT = process.env.SILLAGE_PORT ?? '3001';
const RUNTIME = process.env.RUNTIME ?? 'alpine:3.20';
const SIZE_LIMIT_MB = RUNTIME === 'scratch' ? 20 : 30;
const HEALTH_TIMEOUT_MS = 120_000;
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

const secrets = { POSTGRES_PASSWORD: randomBytes(24).toString('hex'), ADMIN_PASSWORD: randomBytes(12).toString('hex') };
const server = { url: `http://localhost:${PORT}`, adminPassword: secrets.ADMIN_PASSWORD };

function run(command, words, env = {}) {
  return spawnSync(command, words, { cwd: ROOT, encoding: 'utf8', env: { ...process.env, SILLAGE_PORT: PORT, ...env } });
}

/** Runs compose and returns what it printed; throws when it fails. */
function compose(...words) {
  const ran = run(COMPOSE[0], [...COMPOSE.slice(1), '-p', PROJECT, ...words], secrets);
  if (ran.status !== 0) throw new Error(`compose ${words.join(' ')}: ${ran.stderr}${ran.stdout}`);
  return ran.stdout.trim();
}

const container = (service) => compose('ps', '-q', service).split('\n')[0];

function inspect(id) {
  const ran = run('docker', ['inspect', id]);
  if (ran.status !== 0) throw new Error(ran.stderr);
  return JSON.parse(ran.stdout)[0];
}

async function up() {
  compose('up', '-d', '--no-build');
  const deadline = Date.now() + HEALTH_TIMEOUT_MS;
  while (inspect(container('tp_api')).State.Health.Status !== 'healthy') {
    if (Date.now() > deadline) throw new Error(`tp_api is not healthy:\n${compose('logs', '--tail', '40')}`);
    await sleep(500);
  }
}

before(async () => {
  compose('build', '--build-arg', `RUNTIME=${RUNTIME}`);
  await up();
});
after(() => compose('down', '--volumes', '--remove-orphans'));

describe('without a secret, compose refuses and says which', () => {
  // Read instead of .env, which may have them.
  const folder = mkdtempSync(`${tmpdir()}/sillage-containers.`);
  const empty = `${folder}/env`;
  writeFileSync(empty, '');
  after(() => rmSync(folder, { recursive: true }));

  for (const name of Object.keys(secrets)) {
    test(name, () => {
      const env = { ...secrets, [name]: undefined };
      const ran = run(COMPOSE[0], [...COMPOSE.slice(1), '--env-file', empty, 'config'], env);
      assert.notEqual(ran.status, 0);
      assert.match(ran.stderr, new RegExp(name));
    });
  }
});

describe('tp_api', () => {
  test('is light', () => {
    const { Size: bytes } = inspect(inspect(container('tp_api')).Image);
    assert.ok(bytes <= SIZE_LIMIT_MB * 1e6, `${(bytes / 1e6).toFixed(1)} MB on ${RUNTIME}`);
  });

  test('runs as nobody in particular, without capabilities, on a file system it cannot write', () => {
    const { Config, HostConfig } = inspect(container('tp_api'));
    assert.match(Config.User, /^[1-9]\d*:[1-9]\d*$/);
    assert.equal(HostConfig.ReadonlyRootfs, true);
    assert.deepEqual(HostConfig.CapDrop, ['ALL']);
    assert.ok(HostConfig.SecurityOpt.some((option) => option.startsWith('no-new-privileges')));
  });

  test('serves the dashboard and the tracker', async () => {
    const page = await call(server, 'GET', '/');
    assert.equal(page.status, 200);
    assert.match(page.headers.get('content-type'), /^text\/html/);
    const script = await call(server, 'GET', '/script.js');
    assert.equal(script.status, 200);
    assert.match(script.headers.get('content-type'), /javascript/);
  });

  test('keeps what it was sent, over down and up', async () => {
    const token = await login(server);
    const website = await createWebsite(server, token, { name: 'Kept', domain: 'kept.example' });
    const payload = { website: website.id, hostname: 'kept.example', url: '/', title: 'Home', screen: '1920x1080', language: 'en' };
    await ask(server, 'POST', '/api/send', { headers: { 'user-agent': AGENT }, body: { type: 'event', payload } });

    compose('down');
    await up();

    const range = `startAt=${Date.now() - 3_600_000}&endAt=${Date.now() + 60_000}`;
    const stats = await ask(server, 'GET', `/api/websites/${website.id}/stats?${range}`, { token: await login(server) });
    assert.equal(stats.pageviews, 1);
    assert.equal(stats.visitors, 1);
  });
});

describe('tp_db', () => {
  test('is not published', () => {
    const bindings = inspect(container('tp_db')).HostConfig.PortBindings ?? {};
    assert.deepEqual(Object.keys(bindings), []);
  });

  test('is in a network without a way out, where its name is db', () => {
    const { Networks } = inspect(container('tp_db')).NetworkSettings;
    const [[name, network], ...others] = Object.entries(Networks);
    assert.deepEqual(others, []);
    assert.ok(network.Aliases.includes('db'));
    assert.equal(JSON.parse(run('docker', ['network', 'inspect', name]).stdout)[0].Internal, true);
  });
});

test('SIGTERM ends tp_api with status 0', () => {
  const id = container('tp_api');
  assert.equal(run('docker', ['stop', '-t', '30', id]).status, 0);
  assert.equal(inspect(id).State.ExitCode, 0);
});
