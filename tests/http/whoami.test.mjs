// GET /api/whoami: which address the server sees, which it believes, and what it advises.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ask, call, createWebsite, login, startServer } from '../support/server.mjs';
import { FIREFOX } from '../support/user_agents.mjs';

const SERVERS = {
  trusting: { TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8' },
  untrusting: { TRUSTED_PROXIES: '10.0.0.0/8' },
  choosing: { TRUSTED_PROXIES: '127.0.0.1', CLIENT_IP_HEADER: 'X-My-Client', SKIP_LOCATION_HEADERS: 'true' },
};

const servers = {};
let database;
let token;
before(async () => {
  database = await startServer();
  token = await login(database);
  for (const [name, settings] of Object.entries(SERVERS))
    servers[name] = await startServer({ database: database.database, settings });
});
after(async () => {
  for (const server of Object.values(servers)) await server.stop();
  await database?.stop();
});

const whoami = (name, headers = {}) =>
  ask(servers[name], 'GET', '/api/whoami', { token, headers: { 'user-agent': FIREFOX, ...headers } });

const CASES = [
  ['trusting', { 'x-forwarded-for': '203.0.113.9' }, '203.0.113.9', 'x-forwarded-for', 'fine'],
  ['trusting', { 'x-forwarded-for': '1.1.1.1, 203.0.113.9, 10.1.1.1' }, '203.0.113.9', 'x-forwarded-for', 'fine'],
  ['trusting', { 'x-real-ip': '203.0.113.9' }, '203.0.113.9', 'x-real-ip', 'fine'],
  ['trusting', { 'x-forwarded-for': '172.18.0.5' }, '172.18.0.5', 'x-forwarded-for', 'trust_address'],
  ['trusting', {}, '127.0.0.1', null, 'no_address_header'],
  ['trusting', { 'x-forwarded-for': 'unknown' }, '127.0.0.1', null, 'no_address_header'],
  ['untrusting', { 'x-forwarded-for': '203.0.113.9' }, '127.0.0.1', null, 'trust_peer'],
  ['untrusting', {}, '127.0.0.1', null, 'local'],
  ['choosing', { 'x-my-client': '203.0.113.9', 'x-forwarded-for': '1.1.1.1' }, '203.0.113.9', 'X-My-Client', 'fine'],
  ['choosing', { 'x-forwarded-for': '203.0.113.9' }, '127.0.0.1', null, 'no_address_header'],
];
for (const [name, headers, address, header, advice] of CASES) {
  test(`a ${name} server with ${JSON.stringify(headers)} sees ${address} and says ${advice}`, async () => {
    const seen = await whoami(name, headers);
    assert.deepEqual([seen.address, seen.addressHeader, seen.advice], [address, header, advice]);
    assert.deepEqual([seen.peer, seen.peerTrusted], ['127.0.0.1', name !== 'untrusting']);
    const shown = Object.fromEntries(seen.headers.map((one) => [one.name, one.value]));
    assert.deepEqual(shown, headers);
  });

  test(`and collects by the same address: ${name} with ${JSON.stringify(headers)}`, async () => {
    const { id } = await createWebsite(database, token);
    await ask(database, 'POST', `/api/websites/${id}/policy`, { token, body: { blockedAddresses: [address] } });
    const { body } = await call(servers[name], 'POST', '/api/send', {
      headers: { 'user-agent': FIREFOX, ...headers },
      body: { type: 'event', payload: { website: id, url: '/' } },
    });
    assert.equal(body.reason, 'shield_address', JSON.stringify(body));
  });
}

test('tells location, browser and wishes, from headers of trusted proxies only', async () => {
  const headers = { 'cf-ipcountry': 'FR', 'cf-region-code': 'IDF', 'cf-ipcity': 'Paris', dnt: '1' };
  const seen = await whoami('trusting', headers);
  assert.deepEqual([seen.country, seen.region, seen.city, seen.locationFrom], ['FR', 'FR-IDF', 'Paris', 'headers']);
  assert.deepEqual([seen.userAgent, seen.browser, seen.os, seen.bot], [FIREFOX, 'firefox', 'Linux', false]);
  assert.equal(seen.doNotTrack, true);
  for (const name of ['untrusting', 'choosing']) {
    const other = await whoami(name, headers);
    assert.deepEqual([other.country, other.locationFrom], [null, null], name);
    assert.ok(other.headers.some((one) => one.name === 'cf-ipcountry'), name);
  }
  assert.equal((await whoami('trusting', { 'user-agent': 'curl/8.0' })).bot, true);
  assert.equal((await whoami('trusting', { 'sec-gpc': '1' })).doNotTrack, true);
  assert.equal((await whoami('trusting')).doNotTrack, false);
});

test('is for administrators, and leaves no address in the log', async () => {
  assert.equal((await call(servers.trusting, 'GET', '/api/whoami')).status, 401);
  await whoami('trusting', { 'x-forwarded-for': '203.0.113.77' });
  assert.ok(!servers.trusting.log.includes('203.0.113.77'));
});
