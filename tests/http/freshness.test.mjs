// Speeds of pages and amounts that reports remember: whatever changes the rows shows in the next answer.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ask, createWebsite, login, startServer } from '../support/server.mjs';
import { FIREFOX } from '../support/user_agents.mjs';

const NOON = Date.parse('2026-03-10T12:00:00Z');
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const RANGE = { startAt: NOON - 2 * DAY, endAt: NOON + 2 * DAY };

let server;
let token;
let website;
before(async () => {
  server = await startServer();
  token = await login(server);
});
after(() => server?.stop());

const send = (minutes, payload, { type = 'event', address = '203.0.113.1' } = {}) =>
  ask(server, 'POST', '/api/send', {
    headers: { 'user-agent': FIREFOX, 'x-forwarded-for': address },
    body: { type, payload: { website, hostname: 'example.com', url: '/', timestamp: (NOON + minutes * MINUTE) / 1000, ...payload } },
  });
const measure = (minutes, vitals, more) => send(minutes, vitals, { type: 'performance', ...more });
const read = (report, parameters = {}) =>
  ask(server, 'GET', `/api/websites/${website}/${report}?${new URLSearchParams({ ...RANGE, ...parameters })}`, { token });

const pay = (minutes, revenue, currency, more) => send(minutes, { name: 'buy', data: { revenue, currency } }, more);
const readStats = (currency, parameters) => read('revenue/stats', { currency, ...parameters });

const begin = async () => {
  ({ id: website } = await createWebsite(server, token));
};

test('a measurement is in the next answer, on a day that was read and on one that was not', async () => {
  await begin();
  assert.equal((await read('performance/stats')).count, 0);
  for (const [i, minutes] of [0, 1, -24 * 60, 2, 24 * 60].entries()) {
    await measure(minutes, { lcp: 100 * (i + 1), url: `/${i}` });
    const { count, lcp } = await read('performance/stats');
    assert.deepEqual([count, lcp.p95], [i + 1, 100 + 95 * i]);
  }
  const list = await read('performance/metrics', { type: 'path' });
  assert.deepEqual(list.map(({ name }) => name), ['/0', '/1', '/2', '/3', '/4']);
});

test('a measurement goes over to the visit that takes in its own', async () => {
  await begin();
  await send(0, { referrer: 'https://www.google.com/' });
  await send(50, { url: '/b' });
  await measure(51, { lcp: 1200 });
  const counts = async () => (await read('performance/stats', { referrer: 'google.com' })).count;
  assert.equal(await counts(), 0);
  await send(25, { url: '/between' });
  assert.equal(await counts(), 1);
});

test('an amount is in the next answer, on a day that was read and on one that was not, in its currency', async () => {
  await begin();
  const read = async (currency) => (await readStats(currency)).sum;
  assert.deepEqual([await read('EUR'), await read('USD')], [0, 0]);
  let sum = 0;
  for (const [i, minutes] of [0, 1, -24 * 60, 2, 24 * 60].entries()) {
    await pay(minutes, 10 ** i, i % 2 === 0 ? 'eur' : 'EUR');
    sum += 10 ** i;
    assert.deepEqual([await read('EUR'), await read('eur'), await read('USD')], [sum, sum, 0]);
  }
  await pay(3, 7, 'USD');
  assert.deepEqual([await read('EUR'), await read('USD')], [sum, 7]);
});

test('an amount goes over to the visit that takes in its own', async () => {
  await begin();
  await send(0, { referrer: 'https://www.google.com/' });
  await pay(50, 12, 'EUR');
  const sums = async () => (await readStats('EUR', { referrer: 'google.com' })).sum;
  assert.equal(await sums(), 0);
  await send(25, { url: '/between' });
  assert.equal(await sums(), 12);
});

test('what a deleted visitor measured and paid is gone', async () => {
  await begin();
  const { sessionId } = await send(0, { name: 'buy', data: { revenue: 20, currency: 'EUR' } });
  await measure(1, { lcp: 1000 });
  await send(0, { name: 'buy', data: { revenue: 5, currency: 'EUR' } }, { address: '203.0.113.2' });
  await measure(1, { lcp: 3000 }, { address: '203.0.113.2' });
  assert.equal((await read('performance/stats')).lcp.p50, 2000);
  assert.equal((await read('revenue/stats', { currency: 'EUR' })).sum, 25);
  await ask(server, 'DELETE', `/api/websites/${website}/sessions/${sessionId}`, { token });
  const { count, lcp } = await read('performance/stats');
  assert.deepEqual([count, lcp.p50], [1, 3000]);
  assert.equal((await read('revenue/stats', { currency: 'EUR' })).sum, 5);
});

test('amounts of any size add up exactly', async () => {
  await begin();
  const amounts = ['0.1', '0.2', '99999999999999.9375', '99999999999999.9375'];
  for (const [i, revenue] of amounts.entries())
    await send(i, { name: 'buy', data: { revenue: Number(revenue), currency: 'eur' } });
  const [{ sum }] = await server.psql(
    'SELECT trim_scale(sum(amount))::text AS sum FROM revenues JOIN websites USING (website_id) WHERE website_uuid = $1', [website],
  );
  assert.equal(sum, '200000000000000.175');
  const reply = await fetch(
    `${server.url}/api/websites/${website}/revenue/stats?${new URLSearchParams({ ...RANGE, currency: 'EUR' })}`,
    { headers: { authorization: `Bearer ${token}` } },
  );
  assert.match(await reply.text(), /"sum":200000000000000\.175,/);
});
