// Saved segments and cohorts: storing them, who may, and what a report does with one. Their numbers are exactness.test.mjs's.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { ask, call, createWebsite, login, startServer } from '../support/server.mjs';
import { FIREFOX } from '../support/user_agents.mjs';

const DAY = 86_400_000;

let server;
let token;
let website;
before(async () => {
  server = await startServer();
  token = await login(server);
  website = (await createWebsite(server, token, { domain: 'example.org' })).id;
});
after(() => server?.stop());

const pathOf = (id = '', of = website) => `/api/websites/${of}/segments${id && `/${id}`}`;
const post = (body, id) => call(server, 'POST', pathOf(id), { token, body });
const get = (id) => call(server, 'GET', pathOf(id), { token });
const list = (query, of) => ask(server, 'GET', `${pathOf('', of)}?${new URLSearchParams(query)}`, { token });
const BLOG = { filters: [{ name: 'path', operator: 'c', value: '/blog' }] };
const SIGNED_UP = { action: { type: 'event', value: 'signup' }, dateRange: '30day', filters: [] };

/** "field: message" of everything that is said to be wrong. */
const problems = ({ error }) => {
  const found = [];
  const walk = ({ errors = [], properties = {} }, path) => {
    for (const message of errors) found.push(`${path.join('.')}: ${message}`);
    for (const [name, value] of Object.entries(properties)) walk(value, [...path, name]);
  };
  walk(error, []);
  return found;
};

describe('a saved segment', () => {
  test('is answered as it was sent, with an id', async () => {
    const { status, body } = await post({ type: 'segment', name: 'Blog', parameters: BLOG });
    assert.equal(status, 200);
    assert.match(body.id, /^[0-9a-f-]{36}$/);
    assert.deepEqual(Object.keys(body).sort(), ['createdAt', 'id', 'name', 'parameters', 'type', 'updatedAt', 'websiteId']);
    assert.deepEqual([body.websiteId, body.type, body.name, body.parameters], [website, 'segment', 'Blog', BLOG]);
    assert.match(body.createdAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.deepEqual((await get(body.id)).body, body);
  });

  test('can be changed, in part too, and deleted', async () => {
    const { body } = await post({ type: 'segment', name: 'Old', parameters: BLOG });
    assert.equal((await post({ name: 'New' }, body.id)).body.name, 'New');
    const parameters = { ...BLOG, match: 'any' };
    const changed = (await post({ type: 'segment', name: 'New', parameters }, body.id)).body;
    assert.deepEqual([changed.name, changed.parameters], ['New', parameters]);
    assert.deepEqual((await post({ type: 'cohort', parameters: SIGNED_UP }, body.id)).body.type, 'cohort');
    assert.deepEqual((await call(server, 'DELETE', pathOf(body.id), { token })).body, { ok: true });
    assert.equal((await get(body.id)).status, 404);
    assert.equal((await post({ name: 'Late' }, body.id)).status, 404);
    assert.equal((await call(server, 'DELETE', pathOf(body.id), { token })).status, 404);
  });

  test('is of its own website alone', async () => {
    const other = (await createWebsite(server, token)).id;
    const { body } = await post({ type: 'segment', name: 'Blog', parameters: BLOG });
    for (const method of ['GET', 'POST', 'DELETE']) {
      const answer = await call(server, method, pathOf(body.id, other), { token, ...(method === 'POST' && { body: { name: 'x' } }) });
      assert.equal(answer.status, 404, method);
    }
    assert.equal((await get(body.id)).body.name, 'Blog');
    const range = `startAt=0&endAt=${Date.now()}&segment=${body.id}`;
    assert.equal((await call(server, 'GET', `/api/websites/${other}/stats?${range}`, { token })).status, 400);
  });

  test('has an id that need not be one', async () => {
    for (const id of ['none', randomUUID()]) assert.equal((await get(id)).status, 404, id);
  });
});

describe('the list', () => {
  test('is of one type, by name, in pages', async () => {
    const of = (await createWebsite(server, token)).id;
    for (const [type, name] of [
      ['segment', 'b'],
      ['segment', 'A'],
      ['segment', 'c'],
      ['cohort', 'd'],
    ])
      await ask(server, 'POST', pathOf('', of), { token, body: { type, name, parameters: {} } });
    const names = ({ data }) => data.map(({ name }) => name);
    assert.deepEqual(names(await list({ type: 'segment' }, of)), ['A', 'b', 'c']);
    assert.deepEqual(names(await list({ type: 'cohort' }, of)), ['d']);
    assert.deepEqual(names(await list({ type: 'segment', search: 'B' }, of)), ['b']);
    const { data, ...page } = await list({ type: 'segment', page: 2, pageSize: 2 }, of);
    assert.deepEqual([names({ data }), page], [['c'], { count: 3, page: 2, pageSize: 2 }]);
  });

  test('is longer than one read', async () => {
    const of = (await createWebsite(server, token)).id;
    for (let i = 10; i < 31; i++)
      await ask(server, 'POST', pathOf('', of), { token, body: { type: 'segment', name: `${i}`, parameters: {} } });
    const { data, count } = await list({ type: 'segment', pageSize: 100 }, of);
    assert.deepEqual([data.length, count, data[20].name], [21, 21, '30']);
  });

  test('wants a type', async () => {
    const { status, body } = await call(server, 'GET', pathOf(), { token });
    assert.deepEqual([status, problems(body)], [400, ['type: Required.']]);
  });
});

const filters = (...list) => ({ filters: list });

test('what no report could use is refused, each problem by its field', async () => {
  const cases = [
    ['segment', undefined, 'parameters: Must be an object.'],
    ['segment', filters('path'), 'parameters.filters.0: Must be an object.'],
    ['segment', filters({ name: 'path' }), 'parameters.filters.0.value: Must be text, or a list of texts.'],
    ['segment', filters({ name: 'path', value: [1] }), 'parameters.filters.0.value: Must be text, or a list of texts.'],
    ['segment', filters({ name: 'pth', value: 'a' }), 'parameters.filters.0.value: There is no filter of this name.'],
    [
      'segment',
      filters({ name: 'path', operator: 'gt', value: 'a' }),
      'parameters.filters.0.value: The operator must be eq, neq, c, dnc, re or nre.',
    ],
    ['segment', filters({ name: 'path', operator: 're', value: '(' }), 'parameters.filters.0.value: Must be a regular expression.'],
    ['segment', { filters: {} }, 'parameters.filters: Must be a list of at most 50 filters.'],
    ['segment', { match: 'some' }, 'parameters.match: Must be one of: all, any.'],
    ['cohort', { action: 'signup' }, 'parameters.action: Must be an object.'],
    ['cohort', { action: { type: 'click', value: 'a' } }, 'parameters.action.type: Must be one of: path, event.'],
    ['cohort', { action: { type: 'event' } }, 'parameters.action.value: Required.'],
    ...['30', 'day', '-1day', '1001day', '5minute', 'range:2:1', 'range:1', 'range:a:b', 'range:1:2:3'].map((dateRange) => [
      'cohort',
      { dateRange },
      'parameters.dateRange: Must be all, a number of units like 30day, or range:<start>:<end> in milliseconds.',
    ]),
  ];
  for (const [type, parameters, problem] of cases) {
    const { status, body } = await post({ type, name: 'x', parameters });
    assert.deepEqual([status, problems(body)], [400, [problem]], JSON.stringify(parameters));
  }
  const long = filters({ name: 'path', value: 'x'.repeat(16_000) });
  assert.deepEqual(problems((await post({ type: 'segment', name: 'x', parameters: long })).body), ['parameters: Must be shorter.']);
});

test('a report wants one that exists, of the type it asks for', async () => {
  const { body: segment } = await post({ type: 'segment', name: 'Blog', parameters: BLOG });
  for (const [name, id] of [
    ['segment', 'none'],
    ['segment', randomUUID()],
    ['cohort', segment.id],
  ]) {
    const answer = await call(server, 'GET', `/api/websites/${website}/stats?startAt=0&endAt=1&${name}=${id}`, { token });
    assert.deepEqual([answer.status, problems(answer.body)], [400, [`${name}: Unknown ${name}.`]]);
  }
});

// What recent ranges hold ---------------------------------------------------------------------------------------------------

const iso = (at) => new Date(at).toISOString();

test('a recent range is so many whole units by the clock of the report', async () => {
  const cases = [
    ['2026-03-29T10:00:00Z', 'day', 1, 'Europe/Paris', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'],
    ['2026-03-29T22:30:00Z', 'day', 2, 'Europe/Paris', '2026-03-28T23:00:00Z', '2026-03-30T22:00:00Z'],
    ['2026-10-25T12:00:00Z', 'hour', 24, 'UTC', '2026-10-24T13:00:00Z', '2026-10-25T13:00:00Z'],
    ['2026-11-22T00:30:00Z', 'week', 1, 'UTC', '2026-11-22T00:00:00Z', '2026-11-29T00:00:00Z'],
    ['2026-11-21T23:30:00Z', 'week', 2, 'UTC', '2026-11-08T00:00:00Z', '2026-11-22T00:00:00Z'],
    ['2026-03-31T12:00:00Z', 'month', 2, 'Asia/Kathmandu', '2026-01-31T18:15:00Z', '2026-03-31T18:15:00Z'],
    ['2026-03-31T12:00:00Z', 'year', 1, 'UTC', '2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z'],
  ];
  for (const [now, unit, units, zone, start, limit] of cases) {
    const [{ start_ms: from, limit_ms: to }] = await server.psql(
      `SET TimeZone = '${zone}'; SELECT * FROM recent_range(${Date.parse(now)}, '${unit}', ${units})`,
    );
    assert.deepEqual([iso(from), iso(to)], [iso(Date.parse(start)), iso(Date.parse(limit))], `${now} ${units} ${unit} ${zone}`);
  }
});

test('who signed up lately is looked for in all that they did', async () => {
  const of = (await createWebsite(server, token)).id;
  const send = (address, at, payload) =>
    ask(server, 'POST', '/api/send', {
      headers: { 'user-agent': FIREFOX, 'x-forwarded-for': address },
      body: { type: 'event', payload: { website: of, hostname: 'example.org', url: '/', timestamp: Math.floor(at / 1000), ...payload } },
    });
  const now = Date.now();
  await send('192.0.2.1', now - 300_000, { url: '/pricing' });
  await send('192.0.2.1', now - 240_000, { name: 'signup' });
  await send('192.0.2.2', now - 300_000, { url: '/pricing' });
  await send('192.0.2.2', now - 3 * DAY, { name: 'signup' });
  await send('192.0.2.3', now - 300_000, { url: '/blog' });
  const saved = (parameters) =>
    ask(server, 'POST', pathOf('', of), { token, body: { type: 'cohort', name: 'Signed up', parameters } });
  const viewsOf = async (parameters, query = '') => {
    const { id } = await saved(parameters);
    const { visitors, pageviews } = await ask(
      server,
      'GET',
      `/api/websites/${of}/stats?startAt=${now - DAY}&endAt=${now}&cohort=${id}${query}`,
      { token },
    );
    return [visitors, pageviews];
  };
  const action = { type: 'event', value: 'signup' };
  // In the last two days there was one signup, unless this runs at midnight.
  assert.deepEqual(await viewsOf({ action, dateRange: '2day' }), [1, 1]);
  assert.deepEqual(await viewsOf({ action, dateRange: 'all' }), [2, 2]);
  assert.deepEqual(await viewsOf({ action, dateRange: `range:${now - 4 * DAY}:${now - 2 * DAY}` }), [1, 1]);
  assert.deepEqual(await viewsOf({ action: { type: 'path', value: '/pricing' } }), [2, 2]);
  assert.deepEqual(await viewsOf({}), [3, 3]);
  assert.deepEqual(await viewsOf({}, '&path=/blog'), [1, 1]);
  assert.deepEqual(await viewsOf({ action: { type: 'event', value: 'sign' }, dateRange: 'all' }), [0, 0]);
});
