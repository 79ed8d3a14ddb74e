// Who may read /metrics: this machine, or who has the token.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, startServer } from '../support/server.mjs';

test('without a token /metrics answers this machine, and nothing that came through a proxy', async (t) => {
  const server = await startServer({ settings: { TRUSTED_PROXIES: '127.0.0.1' } });
  t.after(() => server.stop());
  const { status, headers, body } = await call(server, 'GET', '/metrics');
  assert.equal(status, 200);
  assert.match(headers.get('content-type'), /^text\/plain; version=0\.0\.4/);
  assert.match(body, /^sillage_database_up 1$/m);
  for (const sent of [{ 'x-forwarded-for': '192.0.2.1' }, { 'x-forwarded-for': '127.0.0.1' }, { 'x-real-ip': '::1' }]) {
    const refused = await call(server, 'GET', '/metrics', { headers: sent });
    assert.equal(refused.status, 401, JSON.stringify(sent));
    assert.equal(refused.headers.get('www-authenticate'), 'Bearer');
  }
});

test('with a token /metrics answers whoever sends it, and nobody else', async (t) => {
  const server = await startServer({ settings: { METRICS_TOKEN: 'a token for Prometheus' } });
  t.after(() => server.stop());
  const read = async (token, headers = {}) => (await call(server, 'GET', '/metrics', { token, headers })).status;
  assert.equal(await read('a token for Prometheus'), 200);
  assert.equal(await read('a token for Prometheus', { 'x-forwarded-for': '192.0.2.1' }), 200);
  assert.deepEqual([await read(), await read('a token'), await read('a token for Prometheus.')], [401, 401, 401]);
});
