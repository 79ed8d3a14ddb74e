// Visitors, events and properties as Umami's clients ask for them: by the official client of 3.3, by the paths of 3.1; and deleting
// a visitor.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { UmamiClient } from '@umami/api-client';
import { ask, call, createWebsite, login, PROGRAM, startServer } from '../support/server.mjs';
import { FIREFOX, IPHONE } from '../support/user_agents.mjs';

const UUID = /^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const NOON = Date.parse('2026-03-10T12:00:00Z'); // a Tuesday
const MINUTE = 60_000;
const RANGE = { startAt: NOON - 60 * MINUTE, endAt: NOON + 120 * MINUTE };

let server;
let token;
let umami;
before(async () => {
  server = await startServer();
  token = await login(server);
  umami = new UmamiClient({ baseUrl: `${server.url}/api`, token });
});
after(() => server?.stop());

const send = (website, minutes, payload, { agent = FIREFOX, type = 'event', headers = {} } = {}) =>
  ask(server, 'POST', '/api/send', {
    headers: { 'user-agent': agent, 'cf-ipcountry': 'FR', 'cf-ipcity': 'Lyon', ...headers },
    body: {
      type,
      payload: { website, hostname: 'example.com', url: '/', timestamp: (NOON + minutes * MINUTE) / 1000, ...payload },
    },
  });

/**
 * Two visitors: one reads two pages, buys, and is identified; the other signs up and is on a phone. Returns the website's id and
 * what the answers said.
 */
const tell = async () => {
  const { id } = await createWebsite(server, token);
  const first = await send(id, 0, { url: '/a?x=1', title: 'A', referrer: 'https://www.google.com/search?q=sillage', language: 'fr-FR' });
  await send(id, 5, { url: '/b', data: { theme: 'dark' } });
  await send(id, 10, { url: '/b', name: 'buy', data: { price: 12.5, colours: ['red', 'blue'], at: '2026-03-10T12:10:00Z', gift: true } });
  await send(id, 11, { data: { plan: 'pro', seats: 3 } }, { type: 'identify' });
  const other = await send(id, 20, { url: '/signup', name: 'signup', id: 'ada@example.org' }, { agent: IPHONE });
  return { id, first, other };
};

const at = (minutes) => new Date(NOON + minutes * MINUTE).toISOString();

describe('the official client', () => {
  let website;
  let first;
  let other;
  let asked;
  before(async () => {
    ({ id: website, first, other } = await tell());
    asked = { websiteId: website, ...RANGE };
  });

  test('lists sessions, those seen last first', async () => {
    const { data, ...page } = await umami.getWebsiteSessions({ ...asked, pageSize: 10 });
    assert.deepEqual(page, { count: 2, page: 1, pageSize: 10 });
    assert.deepEqual(data[1], {
      id: first.sessionId, websiteId: website, firstAt: at(0), lastAt: at(10), createdAt: at(10), hostname: 'example.com',
      browser: 'firefox', os: 'Linux', device: 'desktop', screen: null, language: 'fr-FR', country: 'FR', region: null, city: 'Lyon',
      distinctId: null, visits: 1, views: 2, events: 1,
    });
    assert.deepEqual([data[0].id, data[0].distinctId, data[0].views, data[0].events], [other.sessionId, 'ada@example.org', 0, 1]);
    assert.equal((await umami.getWebsiteSessions({ ...asked, search: 'IOS' })).count, 1);
    assert.deepEqual((await umami.getWebsiteSessions({ ...asked, page: 9 })).data, []);
    assert.equal((await umami.getWebsiteSessions({ ...asked, page: 9 })).count, 2);
  });

  test('asks for their sums and for their week', async () => {
    const stats = await umami.getWebsiteSessionStats(asked);
    const value = (number) => ({ value: number });
    assert.deepEqual(stats, { pageviews: value(2), visitors: value(2), visits: value(2), countries: value(1), events: value(2) });
    const week = await umami.getWebsiteSessionsWeekly({ ...asked, timezone: 'Europe/Paris' });
    assert.deepEqual(week.map((day) => day.length), Array(7).fill(24));
    assert.deepEqual([week[2][13], week.flat().reduce((sum, count) => sum + count)], [2, 2]);
  });

  test('shows one session', async () => {
    const session = await umami.getWebsiteSession({ websiteId: website, sessionId: first.sessionId.toUpperCase() });
    assert.deepEqual(
      [session.id, session.views, session.events, session.visits, session.totaltime, session.stitchedSessionCount, session.canDelete],
      [first.sessionId, 2, 1, 1, 600, 1, true],
    );
    const activity = await umami.getWebsiteSessionActivity({ ...asked, sessionId: first.sessionId });
    assert.deepEqual(activity.map(({ createdAt, urlPath, eventName, hasData }) => [createdAt, urlPath, eventName, hasData]), [
      [at(10), '/b', 'buy', true],
      [at(5), '/b', null, true],
      [at(0), '/a', null, false],
    ]);
    assert.deepEqual([activity[2].referrerDomain, activity[2].urlQuery, activity[2].visitId], ['google.com', 'x=1', first.visitId]);
    const properties = await umami.getWebsiteSessionProperties({ websiteId: website, sessionId: first.sessionId });
    assert.deepEqual(properties.map(({ dataKey, dataType, stringValue, numberValue }) => [dataKey, dataType, stringValue, numberValue]), [
      ['plan', 1, 'pro', null],
      ['seats', 2, '3.0000', 3],
    ]);
  });

  test('lists events, newest first, with what they came with', async () => {
    const { data, count } = await umami.getWebsiteEvents(asked);
    assert.equal(count, 4);
    assert.deepEqual(data.map(({ createdAt }) => createdAt), [at(20), at(10), at(5), at(0)]);
    assert.match(data[3].id, UUID);
    const { id, ...row } = data[3];
    assert.deepEqual(row, {
      websiteId: website, sessionId: first.sessionId, visitId: first.visitId, createdAt: at(0), hostname: 'example.com', urlPath: '/a',
      urlQuery: 'x=1', referrerDomain: 'google.com', referrerPath: '/search', referrerQuery: 'q=sillage', country: 'FR', city: 'Lyon',
      device: 'desktop', os: 'Linux', browser: 'firefox', distinctId: null, pageTitle: 'A', eventType: 1, eventName: null, hasData: false,
    });
    const found = async (question) => (await umami.getWebsiteEvents({ ...asked, ...question })).data.map(({ eventName, urlPath }) => eventName ?? urlPath);
    assert.deepEqual(await found({ search: 'SIGN' }), ['signup']);
    assert.deepEqual(await found({ event: 'buy' }), ['buy']);
    assert.deepEqual(await found({ eventType: 1 }), ['/b', '/a']);
    assert.deepEqual(await found({ page: 2, pageSize: 3 }), ['/a']);
  });

  test('counts custom events', async () => {
    const series = await umami.getWebsiteEventSeries({ ...asked, timezone: 'Europe/Paris', unit: 'hour' });
    assert.deepEqual(series, [
      { x: 'buy', t: '2026-03-10 13:00:00', y: 1 },
      { x: 'signup', t: '2026-03-10 13:00:00', y: 1 },
    ]);
    assert.deepEqual(await umami.getWebsiteEventSeries({ ...asked, timezone: 'utc', unit: 'day', limit: 1 }), [
      { x: 'buy', t: '2026-03-10T00:00:00Z', y: 1 },
    ]);
    const { data } = await umami.getWebsiteEventStats(asked);
    const nothing = { events: 0, visitors: 0, visits: 0, uniqueEvents: 0 };
    assert.deepEqual(data, { events: 2, visitors: 2, visits: 2, uniqueEvents: 2, comparison: nothing });
  });

  test('reads event data', async () => {
    const { data, count } = await umami.getEventData(asked);
    assert.equal(count, 2);
    assert.deepEqual(data[0].eventProperties.map(({ dataKey, stringValue, numberValue, dateValue }) => [dataKey, stringValue, numberValue, dateValue]), [
      ['at', '2026-03-10T12:10:00Z', null, '2026-03-10T12:10:00.000Z'],
      ['colours', '["red","blue"]', null, null],
      ['gift', 'true', null, null],
      ['price', '12.5000', 12.5, null],
    ]);
    const properties = await umami.getEventDataById({ websiteId: website, eventId: data[0].eventId });
    assert.deepEqual(properties.map(({ websiteEventId, eventName, dataKey }) => [websiteEventId, eventName, dataKey]),
      ['at', 'colours', 'gift', 'price'].map((name) => [data[0].eventId, 'buy', name]));
    const again = await umami.getEventDataById({ websiteId: website, eventId: data[0].eventId });
    const ids = properties.map(({ id }) => id);
    assert.deepEqual(again.map(({ id }) => id), ids);
    assert.equal(new Set(ids.filter((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))).size, 4);
    assert.deepEqual(await umami.getEventDataById({ websiteId: website, eventId: randomUUID() }), []);
    assert.deepEqual(await umami.getEventDataStats(asked), { events: 2, properties: 5, records: 5 });
    assert.deepEqual((await umami.getEventDataProperties(asked))[0], { eventName: null, propertyName: 'theme', dataType: 1, total: 1 });
    assert.deepEqual(await umami.getEventDataFields({ ...asked, eventName: 'buy', propertyName: 'price' }), [
      { propertyName: 'price', dataType: 2, total: 1 },
    ]);
    assert.deepEqual(await umami.getEventDataEvents({ ...asked, event: 'buy', propertyName: 'gift' }), [
      { eventName: 'buy', propertyName: 'gift', dataType: 3, propertyValue: 'true', total: 1 },
    ]);
    assert.deepEqual(await umami.getEventDataValues({ ...asked, eventName: 'buy', propertyName: 'price' }), [{ value: '12.5', total: 1 }]);
    const pivot = await umami.getEventDataPivot({ ...asked, eventName: 'buy' });
    assert.deepEqual([pivot.count, pivot.data[0].propertyKeys, pivot.data[0].propertyValues], [
      1, ['at', 'colours', 'gift', 'price'], ['2026-03-10T12:10:00.000Z', '["red","blue"]', 'true', '12.5'],
    ]);
    assert.deepEqual([pivot.data[0].sessionId, pivot.data[0].urlPath], [first.sessionId, '/b']);
  });

  test('follows one property of events', async () => {
    const of = (propertyName, more = {}) => ({ ...asked, eventName: 'buy', propertyName, unit: 'day', ...more });
    const t = '2026-03-10T00:00:00Z';
    assert.deepEqual(await umami.getEventDataNumericStats(of('price')), { total: 12.5, average: 12.5, median: 12.5, max: 12.5, min: 12.5 });
    assert.deepEqual(await umami.getEventDataNumericSeries(of('price', { metric: 'avg' })), [{ t, y: 12.5 }]);
    assert.deepEqual(await umami.getEventDataArraySeries(of('colours')), [{ x: 'blue', t, y: 1 }, { x: 'red', t, y: 1 }]);
    assert.deepEqual(await umami.getEventDataPropertySeries(of('gift')), [{ x: 'true', t, y: 1 }]);
    assert.deepEqual(await umami.getEventDataDateSeries(of('at', { timezone: 'Europe/Paris' })), [{ t: '2026-03-10 13:10:00', y: 1 }]);
  });

  test('reads session data', async () => {
    assert.deepEqual(await umami.getSessionDataProperties(asked), [
      { propertyName: 'plan', dataType: 1, total: 1 },
      { propertyName: 'seats', dataType: 2, total: 1 },
    ]);
    assert.deepEqual(await umami.getSessionDataValues({ ...asked, propertyName: 'seats' }), [{ value: '3', total: 1 }]);
    assert.deepEqual(await umami.getSessionDataStats({ ...asked, propertyName: 'plan' }), [
      { label: 'pro', activity: 3, sessions: 1, visits: 1, views: 2, events: 1 },
    ]);
    const pivot = await umami.getSessionDataPivot({ ...asked, propertyName: 'plan' });
    assert.deepEqual([pivot.count, pivot.data[0].sessionId, pivot.data[0].propertyKeys, pivot.data[0].propertyValues], [
      1, first.sessionId, ['plan', 'seats'], ['pro', '3'],
    ]);
    const seats = { ...asked, propertyName: 'seats', unit: 'year' };
    assert.deepEqual(await umami.getSessionDataNumericStats(seats), { total: 3, average: 3, median: 3, max: 3, min: 3 });
    assert.deepEqual((await umami.getSessionDataNumericSeries(seats)).map(({ y }) => y), [3]);
    assert.deepEqual((await umami.getSessionDataPropertySeries({ ...asked, propertyName: 'plan' })).map(({ x, y }) => [x, y]), [['pro', 1]]);
    assert.deepEqual(await umami.getSessionDataArraySeries(seats), []);
    assert.deepEqual(await umami.getSessionDataDateSeries(seats), []);
  });
});

describe('what is asked wrongly', () => {
  let website;
  before(async () => {
    ({ id: website } = await tell());
  });
  const get = (path, query) => call(server, 'GET', `/api/websites/${website}/${path}?${new URLSearchParams(query)}`, { token });
  const faultsOf = async (path, query) => {
    const { status, body } = await get(path, query);
    assert.equal(status, 400, `${path}: ${JSON.stringify(body)}`);
    return Object.keys(body.error.properties);
  };

  test('is named, every fault of it', async () => {
    assert.deepEqual(await faultsOf('sessions', { page: 0, startAt: 'x', endAt: 1 }), ['page', 'startAt']);
    assert.deepEqual(await faultsOf('events', { ...RANGE, pageSize: 0 }), ['pageSize']);
    assert.deepEqual(await faultsOf('events/series', { ...RANGE, limit: 0 }), ['limit']);
    assert.deepEqual(await faultsOf('event-data-pivot', RANGE), ['eventName']);
    assert.deepEqual(await faultsOf('event-data-pivot/numeric-series', { ...RANGE, metric: 'max' }), ['eventName', 'propertyName', 'metric']);
    assert.deepEqual(await faultsOf('session-data/stats', RANGE), ['propertyName']);
    assert.deepEqual(await faultsOf('event-data/values', { ...RANGE, dataType: 6 }), ['dataType']);
    assert.deepEqual(await faultsOf('sessions/none', {}), ['sessionId']);
    assert.deepEqual(await faultsOf('event-data/none', {}), ['eventId']);
  });

  test('is a session that there is not', async () => {
    const id = randomUUID();
    assert.equal((await get(`sessions/${id}`, {})).status, 404);
    assert.deepEqual((await get(`sessions/${id}/activity`, RANGE)).body, []);
    assert.deepEqual((await get(`sessions/${id}/properties`, {})).body, []);
  });

  test('is a session of another website', async () => {
    const other = await tell();
    assert.equal((await get(`sessions/${other.first.sessionId}`, {})).status, 404);
    assert.deepEqual((await get(`sessions/${other.first.sessionId}/activity`, RANGE)).body, []);
    const { status } = await call(server, 'DELETE', `/api/websites/${website}/sessions/${other.first.sessionId}`, { token });
    assert.equal(status, 404);
    assert.equal((await umami.getWebsiteSession({ websiteId: other.id, sessionId: other.first.sessionId })).views, 2);
  });
});

test('what a website said before it was reset is not listed', async () => {
  const { id: website, first } = await tell();
  await server.psql(`UPDATE websites SET reset_at = $2 WHERE website_uuid = $1`, [website, at(15)]);
  const { data: [event] } = await umami.getWebsiteEvents({ websiteId: website, ...RANGE });
  assert.equal(event.eventName, 'signup');
  assert.equal((await umami.getWebsiteEvents({ websiteId: website, ...RANGE })).count, 1);
  assert.equal((await umami.getWebsiteSessions({ websiteId: website, ...RANGE })).count, 1);
  await assert.rejects(umami.getWebsiteSession({ websiteId: website, sessionId: first.sessionId }), { status: 404 });
  assert.deepEqual(await umami.getWebsiteSessionActivity({ websiteId: website, sessionId: first.sessionId, ...RANGE }), []);
  assert.deepEqual(await umami.getEventDataStats({ websiteId: website, ...RANGE }), { events: 0, properties: 0, records: 0 });
});

test('whoever may only look cannot delete, and is told so', async () => {
  const [{ user_id: userId }] = await server.psql(
    `INSERT INTO users (user_id, username, password_hash, role)
     SELECT gen_random_uuid(), 'looker', password_hash, 'view-only' FROM users WHERE username = 'admin' RETURNING user_id`,
  );
  const { id: website, first } = await tell();
  await server.psql('UPDATE websites SET user_id = $2 WHERE website_uuid = $1', [website, userId]);
  const looker = new UmamiClient({ baseUrl: `${server.url}/api`, token: await login(server, 'looker', server.adminPassword) });
  const { canDelete } = await looker.getWebsiteSession({ websiteId: website, sessionId: first.sessionId });
  assert.equal(canDelete, false);
  await assert.rejects(looker.deleteWebsiteSession({ websiteId: website, sessionId: first.sessionId }), { status: 401 });
});

describe('deleting a visitor', () => {
  const TABLES = ['events', 'event_properties', 'engagements', 'performances', 'revenues', 'visits', 'visitors', 'visitor_properties'];
  const rowsOf = async (website) => {
    const counts = TABLES.map((table) => `(SELECT count(*) FROM ${table} JOIN websites USING (website_id) WHERE website_uuid = $1) AS ${table}`);
    const [row] = await server.psql(`SELECT ${counts.join(', ')}`, [website]);
    return row;
  };
  const books = async (website) => {
    const { startDate, endDate, ...sums } = await ask(server, 'GET', `/api/websites/${website}/ledger?${new URLSearchParams(RANGE)}`, { token });
    return sums;
  };
  const balance = () => spawnSync(PROGRAM, ['--check'], { env: { ...process.env, PGDATABASE: server.database }, encoding: 'utf8' });

  test('removes all of theirs, nothing of others, and the books balance', async () => {
    const { id: website, first, other } = await tell();
    await send(website, 12, { engagedTime: 5000, scrollDepth: 50 }, { type: 'engagement' });
    await send(website, 13, { lcp: 1200 }, { type: 'performance' });
    await send(website, 100, { lcp: 1300 }, { type: 'performance' }); // outside of any visit
    await send(website, 14, { name: 'pay', data: { revenue: 10, currency: 'EUR' } });
    await send(website, 70, { url: '/later' });
    assert.deepEqual(await rowsOf(website), {
      events: 6, event_properties: 7, engagements: 1, performances: 2, revenues: 1, visits: 3, visitors: 2, visitor_properties: 2,
    });

    assert.deepEqual(await umami.deleteWebsiteSession({ websiteId: website, sessionId: first.sessionId }), { ok: true });
    assert.deepEqual(await rowsOf(website), {
      events: 1, event_properties: 0, engagements: 0, performances: 0, revenues: 0, visits: 1, visitors: 1, visitor_properties: 0,
    });
    assert.deepEqual(await books(website), { received: 10, stored: 1, attached: 1, deleted: 8, rows: 1, refused: [] });
    assert.deepEqual(balance().stdout, 'the books balance\nthe blocks are as the rows\n');
    assert.equal((await umami.getWebsiteSessions({ websiteId: website, ...RANGE })).count, 1);
    assert.equal((await umami.getWebsiteEvents({ websiteId: website, ...RANGE })).count, 1);
    assert.equal((await umami.getWebsiteSession({ websiteId: website, sessionId: other.sessionId })).events, 1);
    await assert.rejects(umami.getWebsiteSession({ websiteId: website, sessionId: first.sessionId }), { status: 404 });
    await assert.rejects(umami.deleteWebsiteSession({ websiteId: website, sessionId: first.sessionId }), { status: 404 });
  });

  test('makes them somebody new, whom no memory leads back to what is gone', async () => {
    const { id: website, first } = await tell();
    await umami.deleteWebsiteSession({ websiteId: website, sessionId: first.sessionId });
    const again = await send(website, 15, { url: '/again' }, { headers: { 'x-umami-cache': first.cache } });
    assert.notEqual(again.sessionId, first.sessionId);
    const { data } = await umami.getWebsiteEvents({ websiteId: website, ...RANGE });
    assert.deepEqual(data.map(({ urlPath, sessionId }) => [urlPath, sessionId === again.sessionId]), [['/signup', false], ['/again', true]]);
    const { visits, firstAt } = await umami.getWebsiteSession({ websiteId: website, sessionId: again.sessionId });
    assert.deepEqual([visits, firstAt], [1, at(15)]);
    assert.equal(balance().status, 0);
  });

  test('goes on while others are collected', async () => {
    const { id: website, first } = await tell();
    const senders = Array.from({ length: 40 }, (_, i) =>
      send(website, 30 + i / 10, { url: `/${i}` }, { headers: { 'x-forwarded-for': `198.51.100.${i % 8}` } }),
    );
    await Promise.all([umami.deleteWebsiteSession({ websiteId: website, sessionId: first.sessionId }), ...senders]);
    assert.equal((await umami.getWebsiteEvents({ websiteId: website, ...RANGE })).count, 41);
    assert.equal(balance().stdout, 'the books balance\nthe blocks are as the rows\n');
  });
});
