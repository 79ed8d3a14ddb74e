// Funnels, journeys, revenue and the like, as their users ask for them: with the official client of Umami 3.3, with the
// documents of 3.1, and each example of docs/numbers.md. exactness.test.mjs compares their numbers.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { UmamiClient } from '@umami/api-client';
import { ask, call, createWebsite, login, startServer } from '../support/server.mjs';
import { CHROME, FIREFOX } from '../support/user_agents.mjs';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TEN = Date.parse('2026-03-02T10:00:00Z');
const RANGE = { startAt: TEN - 2 * DAY, endAt: TEN + 5 * DAY };
const ADA = '198.51.100.1';
const BOB = '198.51.100.2';
const CEM = '198.51.100.3';

let server;
let token;
let umami; // the official client
before(async () => {
  server = await startServer({ settings: { EVENTS_RATE: '0' } });
  token = await login(server);
  umami = new UmamiClient({ baseUrl: `${server.url}/api`, token });
});
after(() => server?.stop());

/** A website to which `sendings` ([who, when, payload, type, user agent]) have been sent, in that order. */
const websiteWith = async (sendings) => {
  const { id } = await createWebsite(server, token);
  for (const [who, at, payload, type = 'event', userAgent = FIREFOX] of sendings) {
    const body = { type, payload: { website: id, hostname: 'example.com', timestamp: at / 1000, ...payload } };
    await ask(server, 'POST', '/api/send', { headers: { 'user-agent': userAgent, 'x-forwarded-for': who }, body });
  }
  return id;
};

const get = (path, query) => ask(server, 'GET', `${path}?${new URLSearchParams(query)}`, { token });

/** The same question by POST, as Umami 3.1 asks. */
const post = (type, websiteId, parameters, filters = {}) => {
  const range = { startDate: new Date(RANGE.startAt).toISOString(), endDate: new Date(RANGE.endAt).toISOString() };
  const body = { websiteId, type, filters, parameters: { ...range, ...parameters } };
  return ask(server, 'POST', `/api/reports/${type}`, { token, body });
};

const bothWays = async (type, path, websiteId, parameters) => {
  const text = Object.entries(parameters).map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : value]);
  const got = await get(`/api/websites/${websiteId}/${path}`, { ...RANGE, ...Object.fromEntries(text) });
  assert.deepEqual(await post(type, websiteId, parameters), got);
  return got;
};

const STEPS = ['/a', '/b', '/c'].map((value) => ({ type: 'path', value }));

describe('the examples of docs/numbers.md', () => {
  test('funnel', async () => {
    const website = await websiteWith([
      [ADA, TEN, { url: '/a' }],
      [ADA, TEN + 25 * MINUTE, { url: '/b' }],
      [ADA, TEN + 50 * MINUTE, { url: '/c' }],
      [BOB, TEN - HOUR, { url: '/b' }],
      [BOB, TEN - 50 * MINUTE, { url: '/a' }],
      [BOB, TEN - 40 * MINUTE, { url: '/c' }],
    ]);
    assert.deepEqual(await bothWays('funnel', 'funnels/stats', website, { window: 30, steps: STEPS }), [
      { type: 'path', value: '/a', visitors: 2, previous: 0, dropped: 0, dropoff: null, remaining: 1 },
      { type: 'path', value: '/b', visitors: 1, previous: 2, dropped: 1, dropoff: 0.5, remaining: 0.5 },
      { type: 'path', value: '/c', visitors: 1, previous: 1, dropped: 0, dropoff: 0, remaining: 0.5 },
    ]);
    const within = async (window) => {
      const steps = await bothWays('funnel', 'funnels/stats', website, { window, steps: STEPS });
      return steps.map(({ visitors }) => visitors);
    };
    assert.deepEqual(await within(25), [2, 1, 1]); // 25:00 minutes are within 25
    assert.deepEqual(await within(24), [2, 0, 0]);
  });

  test('goal', async () => {
    const people = Array.from({ length: 10 }, (_, i) => `198.51.100.${10 + i}`);
    const website = await websiteWith([
      ...people.map((who) => [who, TEN, { url: '/' }]),
      ...people.slice(0, 4).map((who) => [who, TEN + MINUTE, { url: '/thanks' }]),
      [people[0], TEN + 2 * MINUTE, { url: '/thanks' }],
    ]);
    assert.deepEqual(await bothWays('goal', 'goals/stats', website, { type: 'path', value: '/thanks' }), { num: 4, total: 10 });
    assert.deepEqual(await bothWays('goal', 'goals/stats', website, { type: 'path', value: '/th*' }), { num: 4, total: 10 });
    assert.deepEqual(await bothWays('goal', 'goals/stats', website, { type: 'event', value: '*' }), { num: 0, total: 10 });
  });

  test('retention', async () => {
    const website = await websiteWith([
      [ADA, TEN, { url: '/' }],
      [BOB, TEN + HOUR, { url: '/' }],
      [ADA, TEN + 2 * DAY, { url: '/' }],
    ]);
    const date = '2026-03-02T00:00:00Z';
    assert.deepEqual(await bothWays('retention', 'retention', website, {}), [
      { date, day: 0, visitors: 2, returnVisitors: 2, percentage: 100 },
      { date, day: 2, visitors: 2, returnVisitors: 1, percentage: 50 },
    ]);
  });

  test('journeys', async () => {
    const website = await websiteWith(['/', '/', '/pricing'].map((url, i) => [ADA, TEN + i * MINUTE, { url }]));
    const items = ['/', '/pricing', null];
    assert.deepEqual(await bothWays('journey', 'journeys', website, { steps: 3 }), [{ items, count: 1 }]);
  });

  test('attribution', async () => {
    const website = await websiteWith([
      [ADA, TEN, { url: '/', referrer: 'https://www.google.com/' }],
      [ADA, TEN + DAY, { url: '/?utm_source=letter' }],
      [ADA, TEN + DAY + MINUTE, { url: '/', name: 'signup' }],
    ]);
    const credited = (model) => bothWays('attribution', 'attribution', website, { model, type: 'event', step: 'signup' });
    const nothing = { paidAds: [], utm_medium: [], utm_campaign: [], utm_content: [], utm_term: [] };
    const total = { pageviews: 1, visitors: 1, visits: 1 };
    assert.deepEqual(await credited('first-click'), {
      ...nothing,
      referrer: [{ name: 'google.com', value: 1 }],
      utm_source: [],
      total,
    });
    assert.deepEqual(await credited('last-click'), {
      ...nothing,
      referrer: [],
      utm_source: [{ name: 'letter', value: 1 }],
      total,
    });
  });

  test('breakdown', async () => {
    const website = await websiteWith([
      [ADA, TEN, { url: '/a' }],
      [ADA, TEN + MINUTE, { url: '/b' }],
      [BOB, TEN, { url: '/a' }, 'event', CHROME],
    ]);
    const got = await get(`/api/websites/${website}/breakdown`, { ...RANGE, fields: 'path,browser' });
    assert.deepEqual(await post('breakdown', website, { fields: ['path', 'browser'] }), got);
    const row = (path, browser, bounces, totaltime) => ({ views: 1, visitors: 1, visits: 1, bounces, totaltime, path, browser });
    assert.deepEqual(got, [row('/a', 'chrome', 1, 0), row('/a', 'firefox', 0, 60), row('/b', 'firefox', 0, 60)]);
  });

  test('revenue', async () => {
    const paid = (revenue) => ({ url: '/', name: 'buy', data: { revenue, currency: 'eur' } });
    const website = await websiteWith([
      [ADA, TEN, paid(0.1)],
      [ADA, TEN + MINUTE, paid(0.2)],
      [BOB, TEN, { url: '/' }],
      [CEM, TEN, { url: '/' }],
    ]);
    const { comparison, ...total } = await get(`/api/websites/${website}/revenue/stats`, { ...RANGE, currency: 'EUR' });
    assert.deepEqual(total, { sum: 0.3, count: 2, unique_count: 1, total_sessions: 3, average: 0.15, arpu: 0.1 });
    assert.deepEqual(comparison, { sum: 0, count: 0, unique_count: 0, total_sessions: 0, average: 0, arpu: 0 });
    const answer = await fetch(`${server.url}/api/websites/${website}/revenue/stats?${new URLSearchParams({ ...RANGE, currency: 'EUR' })}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    assert.match(await answer.text(), /"sum":0\.3,/);
    assert.equal((await post('revenue', website, { currency: 'EUR' })).total.sum, 0.3);
  });

  test('speed', async () => {
    const measured = [100, 200, 300, 1000].map((lcp, i) => [ADA, TEN + i * MINUTE, { url: '/', lcp }, 'performance']);
    const website = await websiteWith([[ADA, TEN, { url: '/' }], ...measured]);
    const { lcp, inp, count } = await get(`/api/websites/${website}/performance/stats`, RANGE);
    assert.deepEqual([lcp, inp, count], [{ p50: 250, p75: 475, p95: 895 }, { p50: null, p75: null, p95: null }, 4]);
    const { pages, browsers } = await post('performance', website, { metric: 'lcp' });
    assert.deepEqual(pages, [{ name: '/', p50: 250, p75: 475, p95: 895, count: 4 }]);
    assert.deepEqual(browsers, [{ name: 'firefox', p50: 250, p75: 475, p95: 895, count: 4 }]);
  });
});

test("a step's filters look at the event's own properties", async () => {
  const event = (who, plan) => [who, TEN + MINUTE, { url: '/', name: 'signup', ...(plan ? { data: { plan, seats: 2.5 } } : {}) }];
  const website = await websiteWith([
    ...[ADA, BOB, CEM].map((who) => [who, TEN, { url: '/' }]),
    event(ADA, 'Pro 50%'),
    event(BOB, 'free'),
    event(CEM),
  ]);
  const count = async (property, operator, value) => {
    const steps = [STEPS[0], { type: 'event', value: 'signup', filters: [{ property, operator, value }] }];
    steps[0] = { type: 'path', value: '/' };
    return (await bothWays('funnel', 'funnels/stats', website, { window: 5, steps }))[1].visitors;
  };
  assert.equal(await count('plan', 'eq', 'Pro 50%'), 1);
  assert.equal(await count('plan', 'neq', 'free'), 2);
  assert.equal(await count('plan', 'c', 'pro'), 1);
  assert.equal(await count('plan', 'dnc', '%'), 2);
  assert.equal(await count('seats', 'eq', '2.5'), 2);
  assert.equal(await count('nothing', 'eq', ''), 3);
});

test('what happened before a reset is in no report', async () => {
  const website = await websiteWith([
    [ADA, TEN, { url: '/a?utm_source=x' }],
    [ADA, TEN + 1000, { url: '/b', name: 'buy', data: { revenue: 5, currency: 'EUR' } }],
    [ADA, TEN + 2000, { url: '/b', lcp: 5 }, 'performance'],
  ]);
  await server.psql('UPDATE websites SET reset_at = to_timestamp($1) WHERE website_uuid = $2', [TEN / 1000 + 60, website]);
  const at = (path, query) => get(`/api/websites/${website}/${path}`, { ...RANGE, ...query });
  assert.deepEqual(await at('goals/stats', { type: 'path', value: '*' }), { num: 0, total: 0 });
  for (const [path, query] of [
    ['retention', {}],
    ['journeys', { steps: 2 }],
    ['breakdown', { fields: 'path' }],
    ['utm/metrics', { type: 'utm_source' }],
    ['revenue/metrics', { type: 'country', currency: 'EUR' }],
    ['performance/metrics', { type: 'path' }],
  ])
    assert.deepEqual(await at(path, query), [], path);
  const before = { startAt: TEN - 2 * DAY, endAt: TEN - DAY }; // a range that ends before the day of the reset
  assert.deepEqual(await at('performance/chart', before), { chart: [] });
  assert.equal((await at('revenue/stats', { ...before, currency: 'EUR' })).count, 0);
  const steps = await at('funnels/stats', { window: 5, steps: JSON.stringify(STEPS) });
  assert.deepEqual([steps[0].visitors, steps[0].remaining, steps[1].dropoff], [0, null, null]);
});

test('the official client of Umami 3.3 asks for all of them', async () => {
  const websiteId = await websiteWith([
    [ADA, TEN, { url: '/?utm_source=letter' }],
    [ADA, TEN + MINUTE, { url: '/b', name: 'buy', data: { revenue: '19.99', currency: 'EUR' } }],
    [ADA, TEN + MINUTE, { url: '/b', lcp: 1200.5 }, 'performance'],
  ]);
  const asked = { websiteId, ...RANGE };
  const steps = JSON.stringify([{ type: 'path', value: '/' }, { type: 'event', value: 'buy' }]);
  const funnel = await umami.getWebsiteFunnelStats({ ...asked, window: 60, steps });
  assert.deepEqual(funnel.map(({ visitors }) => visitors), [1, 1]);
  assert.equal((await umami.getWebsiteRetention({ ...asked, timezone: 'Europe/Paris' }))[0].date, '2026-03-02 00:00:00');
  assert.deepEqual(await umami.getWebsiteJourneys({ ...asked, steps: 3, startStep: '/' }), [{ items: ['/', 'buy', null], count: 1 }]);
  assert.deepEqual(await umami.getWebsiteGoalStats({ ...asked, type: 'event', value: 'buy' }), { num: 1, total: 1 });
  assert.deepEqual(await umami.getWebsiteUtmMetrics({ ...asked, type: 'utm_source' }), [{ utm: 'letter', views: 1 }]);
  const money = { ...asked, currency: 'EUR', timezone: 'Europe/Paris' };
  assert.deepEqual(await umami.getWebsiteRevenueChart({ ...money, unit: 'day' }), {
    chart: [{ x: 'buy', t: '2026-03-02 00:00:00', y: 19.99, count: 1 }],
  });
  assert.deepEqual(await umami.getWebsiteRevenueMetrics({ ...money, type: 'channel' }), [{ name: 'referral', value: 19.99 }]);
  assert.equal((await umami.getWebsiteRevenueStats(money)).arpu, 19.99);
  const credited = await umami.getWebsiteAttribution({ ...asked, model: 'last-click', type: 'event', step: 'buy', currency: 'EUR' });
  assert.deepEqual(credited.utm_source, [{ name: 'letter', value: 19.99 }]);
  assert.equal((await umami.getWebsiteBreakdown({ ...asked, fields: 'country,path' }))[0].country, null);
  assert.equal((await umami.getWebsitePerformanceChart({ ...asked, metric: 'lcp' })).chart[0].p75, 1200.5);
  assert.equal((await umami.getWebsitePerformanceMetrics({ ...asked, type: 'title' }))[0].count, 1);
  assert.equal((await umami.getWebsitePerformanceStats(asked)).lcp.p95, 1200.5);
});

test('the official client of Umami 3.3 keeps funnels and goals', async () => {
  const websiteId = await websiteWith([[ADA, TEN, { url: '/' }], [ADA, TEN + MINUTE, { url: '/', name: 'buy' }]]);
  const steps = [{ type: 'path', value: '/' }, { type: 'event', value: 'buy' }];
  await umami.createWebsiteFunnel({ websiteId, name: 'Sale', description: 'From home', parameters: { window: 5, steps } });
  await umami.createWebsiteGoal({ websiteId, name: 'Buyers', parameters: { type: 'event', value: 'b*' } });
  const funnels = await umami.getWebsiteFunnels({ websiteId, search: 'HOME' });
  assert.equal(funnels.count, 1);
  const [{ id: funnelId, parameters, description }] = funnels.data;
  assert.deepEqual([parameters, description], [{ window: 5, steps }, 'From home']);
  const numbers = await umami.getWebsiteSavedFunnelStats({ websiteId, funnelId, ...RANGE });
  assert.deepEqual(numbers.map(({ visitors }) => visitors), [1, 1]);
  const [{ id: goalId }] = (await umami.getWebsiteGoals({ websiteId })).data;
  assert.deepEqual(await umami.getWebsiteSavedGoalStats({ websiteId, goalId, ...RANGE }), { num: 1, total: 1 });
  await umami.updateWebsiteGoal({ websiteId, goalId, name: 'Readers', parameters: { type: 'path', value: '/nowhere' } });
  assert.deepEqual(await umami.getWebsiteSavedGoalStats({ websiteId, goalId, ...RANGE }), { num: 0, total: 1 });
  assert.equal((await umami.getWebsiteGoal({ websiteId, goalId })).name, 'Readers');
  // A goal is no funnel, and nothing of another website's.
  await assert.rejects(umami.getWebsiteFunnel({ websiteId, funnelId: goalId }), { status: 404 });
  const { id: elsewhere } = await createWebsite(server, token);
  await assert.rejects(umami.getWebsiteGoal({ websiteId: elsewhere, goalId }), { status: 404 });
  await umami.deleteWebsiteGoal({ websiteId, goalId });
  await umami.deleteWebsiteFunnel({ websiteId, funnelId });
  assert.equal((await umami.getWebsiteGoals({ websiteId })).count, 0);
  await assert.rejects(umami.getWebsiteSavedFunnelStats({ websiteId, funnelId, ...RANGE }), { status: 404 });
});

test('reports are kept as Umami 3.1 keeps them', async () => {
  const { id: websiteId } = await createWebsite(server, token);
  const parameters = { dateRange: { value: '30day' }, fields: [{ name: 'path' }], text: 'é"\\' };
  const body = { websiteId, type: 'breakdown', name: 'Pages', description: '', parameters };
  const made = await ask(server, 'POST', '/api/reports', { token, body });
  assert.deepEqual([made.websiteId, made.type, made.name, made.parameters], [websiteId, 'breakdown', 'Pages', parameters]);
  assert.match(made.createdAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.deepEqual(await get(`/api/reports/${made.id}`), made);
  const { ok, ...listed } = made;
  assert.deepEqual(await get('/api/reports', { websiteId }), { data: [listed], count: 1, page: 1, pageSize: 20 });
  assert.deepEqual((await get(`/api/websites/${websiteId}/reports`, { type: 'breakdown' })).data, [listed]);
  assert.deepEqual((await get(`/api/websites/${websiteId}/reports`, { type: 'utm' })).data, []);
  const changed = await ask(server, 'POST', `/api/reports/${made.id}`, { token, body: { name: 'Sites', description: 'x' } });
  assert.deepEqual([changed.name, changed.description, changed.parameters], ['Sites', 'x', parameters]);
  assert.deepEqual(await ask(server, 'DELETE', `/api/reports/${made.id}`, { token }), { ok: true });
  assert.equal((await call(server, 'GET', `/api/reports/${made.id}`, { token })).status, 404);
});

test('a page of kept reports may be of any size', async () => {
  const { id: websiteId } = await createWebsite(server, token);
  const parameters = { type: 'path', value: '/' };
  for (let i = 0; i < 45; i++)
    await umami.createWebsiteGoal({ websiteId, name: `Goal ${String(i).padStart(2, '0')}`, parameters });
  const names = async (page, pageSize) => (await umami.getWebsiteGoals({ websiteId, page, pageSize })).data.map(({ name }) => name.slice(5));
  assert.deepEqual([(await names(1, 45)).length, await names(1, 2), await names(23, 2), await names(24, 2)], [45, ['00', '01'], ['44'], []]);
});

describe('what is wrong is named', () => {
  let website;
  before(async () => {
    website = (await createWebsite(server, token)).id;
  });

  const problems = async (method, path, options) => {
    const { status, body } = await call(server, method, path, { token, ...options });
    assert.equal(status, 400, JSON.stringify(body));
    return body.error;
  };

  for (const [path, query, field] of [
    ['funnels/stats', { window: 0, steps: JSON.stringify(STEPS) }, 'window'],
    ['funnels/stats', { window: 5 }, 'steps'],
    ['funnels/stats', { window: 5, steps: '[' }, 'steps'],
    ['funnels/stats', { window: 5, steps: JSON.stringify(STEPS.slice(0, 1)) }, 'steps'],
    ['funnels/stats', { window: 5, steps: JSON.stringify([...STEPS, { type: 'page', value: '/' }]) }, 'steps'],
    ['funnels/stats', { window: 5, steps: JSON.stringify([STEPS[0], { ...STEPS[1], filters: [{ property: 'a' }] }]) }, 'steps'],
    ['journeys', { steps: 8 }, 'steps'],
    ['goals/stats', { type: 'visit', value: '/' }, 'type'],
    ['utm/metrics', { type: 'source' }, 'type'],
    ['revenue/stats', {}, 'currency'],
    ['revenue/metrics', { currency: 'EUR', type: 'city' }, 'type'],
    ['attribution', { type: 'path', step: '/', model: 'linear' }, 'model'],
    ['breakdown', { fields: 'path,nothing' }, 'fields'],
    ['breakdown', { fields: 'path,url' }, 'fields'],
    ['performance/chart', { metric: 'fid' }, 'metric'],
    ['performance/metrics', { type: 'path', limit: 501 }, 'limit'],
  ])
    test(`${path} ${JSON.stringify(query)}`, async () => {
      const error = await problems('GET', `/api/websites/${website}/${path}?${new URLSearchParams({ ...RANGE, ...query })}`);
      assert.deepEqual(Object.keys(error.properties), [field]);
    });

  test('a body that is none, or names no website', async () => {
    assert.ok('websiteId' in (await problems('POST', '/api/reports/goal', { body: {} })).properties);
    assert.ok('websiteId' in (await problems('POST', '/api/reports/goal', { body: { websiteId: 'x' } })).properties);
    const { properties } = await problems('POST', '/api/reports/goal', { body: { websiteId: website, parameters: { timezone: 'UTC' } } });
    assert.deepEqual(Object.keys(properties).sort(), ['endAt', 'startAt', 'type', 'value']);
    const { status } = await call(server, 'POST', '/api/reports/goal', { token, body: { websiteId: randomUUID() } });
    assert.equal(status, 404);
  });

  test('funnels and goals that cannot be asked are not kept', async () => {
    const at = (name) => `/api/websites/${website}/${name}`;
    const wrong = await problems('POST', at('funnels'), { body: { name: '', parameters: { window: 'x', steps: [] } } });
    assert.deepEqual(Object.keys(wrong.properties).sort(), ['name', 'parameters', 'steps']);
    assert.ok('parameters' in (await problems('POST', at('goals'), { body: { name: 'x' } })).properties);
    const large = { type: 'path', value: '/', more: 'x'.repeat(20_000) };
    assert.ok('parameters' in (await problems('POST', at('goals'), { body: { name: 'x', parameters: large } })).properties);
  });
});
