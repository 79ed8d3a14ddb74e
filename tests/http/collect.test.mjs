// POST /api/send and /api/batch over real sockets: what is stored, what is refused and why, and what survives.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { connect } from 'node:http2';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { ask, call, createWebsite, login, startServer } from '../support/server.mjs';
import { CHROME, IPHONE } from '../support/user_agents.mjs';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

let server;
let token;
let website;

before(async () => {
  server = await startServer();
  token = await login(server);
});
after(() => server.stop());

/** A website of its own for one test. */
async function fresh() {
  website = await createWebsite(server, token, { domain: 'example.org' });
  return website.id;
}

const pageview = (payload = {}, type = 'event') => ({
  type,
  payload: { website: website.id, hostname: 'example.org', url: '/', ...payload },
});
const send = (body, headers = {}, on = server) =>
  call(on, 'POST', '/api/send', { body, headers: { 'user-agent': CHROME, 'x-forwarded-for': '192.0.2.1', ...headers } });

/** The stored events of the website with their texts, oldest first. */
const events = (id = website.id, on = server) => {
  const texts = {
    name: 'a.name_id', tag: 'a.tag_id', hostname: 'p.hostname_id', path: 'p.path_id', title: 'p.title_id',
    query: 'p.query_id', domain: 's.referrer_domain_id', referrer_path: 's.referrer_path_id', source: 's.source_name_id',
    utm_source: 's.utm_source_id', utm_medium: 's.utm_medium_id', click_id: 's.click_id_id', channel: 's.channel_id',
    browser: 'c.browser_id', os: 'c.os_id', device: 'c.device_id', language: 'c.language_id', country: 'l.country_id',
    region: 'l.region_id', city: 'l.city_id', distinct_id: 'v.distinct_id_id',
  };
  const columns = Object.entries(texts).map(
    ([name, key]) => `(SELECT t.text FROM texts t WHERE t.website_id = e.website_id AND t.text_id = ${key}) AS ${name}`,
  );
  return on.psql(
    `SELECT event_at(e.event_id) AS at, e.visit_id, e.visitor_id, coalesce(a.event_type, 1) AS type, ${columns.join()}
       FROM events e
       JOIN websites w ON w.website_id = e.website_id AND w.website_uuid = $1
       JOIN visitors v ON v.website_id = e.website_id AND v.visitor_id = e.visitor_id
       LEFT JOIN pages p ON p.website_id = e.website_id AND p.page_id = e.page_id
       LEFT JOIN sources s ON s.website_id = e.website_id AND s.source_id = e.source_id
       LEFT JOIN actions a ON a.website_id = e.website_id AND a.action_id = e.action_id
       LEFT JOIN clients c ON c.website_id = e.website_id AND c.client_id = v.client_id
       LEFT JOIN locations l ON l.website_id = e.website_id AND l.location_id = v.location_id
      ORDER BY e.event_id`,
    [id],
  );
};

test('stores a pageview with everything that came with it', async () => {
  await fresh();
  const { status, body } = await send(
    pageview({
      url: '/caf%C3%A9?utm_source=news&utm_medium=email&gclid=x#menu',
      referrer: 'https://www.google.fr/search?q=sillage',
      title: 'Menu du jour',
      screen: '2560x1440',
      language: 'fr-fr',
      tag: 'a',
    }),
    { 'cf-ipcountry': 'FR', 'cf-region-code': 'IDF', 'cf-ipcity': 'Paris' },
  );
  assert.equal(status, 200, JSON.stringify(body));
  assert.match(body.sessionId, UUID);
  assert.match(body.visitId, UUID);
  const [row] = await events();
  assert.deepEqual(
    { ...row, at: undefined, visit_id: undefined, visitor_id: undefined },
    {
      at: undefined, visit_id: undefined, visitor_id: undefined, type: 1, name: null, tag: 'a', hostname: 'example.org',
      path: '/café#menu', title: 'Menu du jour', query: 'utm_source=news&utm_medium=email&gclid=x', domain: 'google.fr',
      referrer_path: '/search', source: 'Google', utm_source: 'news', utm_medium: 'email', click_id: 'gclid',
      channel: row.channel, browser: 'chrome', os: 'Windows 10', device: 'desktop', language: 'fr-FR', country: 'FR',
      region: 'FR-IDF', city: 'Paris', distinct_id: null,
    },
  );
  assert.ok(Math.abs(row.at - Date.now()) < 60_000);
});

test('takes the body as JSON whatever its content type says', async () => {
  await fresh();
  const answer = await fetch(`${server.url}/api/send`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain;charset=UTF-8', 'user-agent': CHROME },
    body: JSON.stringify(pageview()),
  });
  assert.equal(answer.status, 200);
  assert.equal((await events()).length, 1);
});

test('says so when the body is compressed', async () => {
  await fresh();
  const answer = await fetch(`${server.url}/api/send`, {
    method: 'POST',
    headers: { 'content-encoding': 'gzip', 'user-agent': CHROME },
    body: gzipSync(JSON.stringify(pageview())),
  });
  assert.equal(answer.status, 400);
  assert.match((await answer.json()).error.errors[0], /Content-Encoding/);
  assert.equal((await events()).length, 0);
});

test('takes an event at a path with a slash at its end', async () => {
  await fresh();
  const answer = await fetch(`${server.url}/api/send/`, {
    method: 'POST',
    headers: { 'user-agent': CHROME },
    body: JSON.stringify(pageview()),
    redirect: 'error',
  });
  assert.equal(answer.status, 200);
  assert.equal((await events()).length, 1);
});

test('names the field that is wrong, and stores nothing', async () => {
  await fresh();
  const wrong = [
    ['payload.website', { website: 'not a uuid' }],
    ['payload.website', { website: undefined }],
    ['payload.website', { website: '00000000-0000-4000-8000-000000000000' }],
    ['payload.hostname', { hostname: 'x'.repeat(101) }],
    ['payload.url', { url: 'http://[::1' }],
    ['payload.referrer', { referrer: 'https://exa mple.org:99999999/' }],
    ['payload.screen', { screen: '1920x1080x1080' }],
    ['payload.language', { language: 'x'.repeat(36) }],
    ['payload.name', { name: 'x'.repeat(51) }],
    ['payload.name', { name: { not: 'a text' } }],
    ['payload.tag', { tag: 'x'.repeat(51) }],
    ['payload.ip', { ip: '999.1.1.1' }],
    ['payload.timestamp', { timestamp: 'yesterday' }],
    ['payload.timestamp', { timestamp: 1 }],
    ['payload.timestamp', { timestamp: Date.now() / 1000 + 2 * 86400 }],
    ['payload.data', { name: 'e', data: [1, 2] }],
    ['payload.data', { name: 'e', data: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`p${i}`, i])) }],
  ];
  for (const [field, payload] of wrong) {
    const { status, body } = await send(pageview(payload));
    assert.equal(status, 400, `${field} ${JSON.stringify(payload)}: ${JSON.stringify(body)}`);
    const [outer, inner] = field.split('.');
    const named = body.error.properties?.[outer]?.properties?.[inner]?.errors;
    assert.ok(named?.length > 0, `${field}: ${JSON.stringify(body)}`);
  }
  for (const body of [{ type: 'click', payload: pageview().payload }, { payload: pageview().payload }]) {
    const answer = await send(body);
    assert.equal(answer.status, 400);
    assert.ok(answer.body.error.properties.type.errors.length > 0);
  }
  assert.deepEqual(await events(), []);
});

test('refuses bytes that are no text, and bodies that are no JSON', async () => {
  await fresh();
  const bad = [
    Buffer.concat([Buffer.from(JSON.stringify(pageview()).slice(0, -3)), Buffer.from([0xc0, 0x80]), Buffer.from('"}}')]),
    Buffer.from(JSON.stringify(pageview({ title: 'T' })).replace('"T"', '"\\u0000"')),
    Buffer.from(JSON.stringify(pageview()).replace('"url"', '"hostname"')),
    Buffer.from('{"type":'),
    Buffer.from(''),
    Buffer.from('['.repeat(100_0)),
  ];
  for (const body of bad) {
    const answer = await fetch(`${server.url}/api/send`, { method: 'POST', headers: { 'user-agent': CHROME }, body });
    assert.equal(answer.status, 400, body.toString('latin1'));
    assert.equal((await answer.json()).error.status, 400);
  }
  assert.deepEqual(await events(), []);
});

test('lets tags of every origin and of every version of Umami send', async () => {
  await fresh();
  const origin = 'https://www.example.org';
  // Umami 3.3's tracker adds these for its own servers' sake: they change nothing here
  const headers = { 'x-umami-website-id': website.id, 'x-umami-hostname': 'www.example.org' };
  const asked = ['content-type', 'x-umami-cache', ...Object.keys(headers)].join(',');
  for (const path of ['/api/send', '/api/batch', '/api/record']) {
    const preflight = await fetch(server.url + path, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': asked },
    });
    assert.equal(preflight.status, 204, path);
    assert.equal(preflight.headers.get('access-control-allow-origin'), '*');
    assert.match(preflight.headers.get('access-control-allow-headers'), /^\*/);
    assert.match(preflight.headers.get('access-control-allow-methods'), /\bPOST\b/);
    for (const body of ['{}', '', 'x'.repeat(2 << 20)]) {
      const answer = await fetch(server.url + path, { method: 'POST', headers: { origin }, body });
      assert.equal(answer.headers.get('access-control-allow-origin'), '*', `${path} ${answer.status}`);
    }
  }
  const one = await send(pageview(), { ...headers, origin });
  assert.equal(one.status, 200);
  assert.equal(one.headers.get('access-control-allow-origin'), '*');
  assert.equal((await send(pageview())).body.sessionId, one.body.sessionId);
});

const titlesOf = async (id) => (await server.psql(
  `SELECT t.text FROM events e JOIN websites w USING (website_id) JOIN pages p USING (website_id, page_id)
     JOIN texts t ON t.website_id = w.website_id AND t.text_id = p.title_id WHERE w.website_uuid = $1`, [id],
)).map(({ text }) => text);

test('counts revenue that a click attribute sends as text, and decodes titles of older trackers', async () => {
  const id = await fresh();
  await send(pageview({ name: 'buy', title: encodeURIComponent('Tarte & café'), data: { revenue: '19.99', currency: 'EUR' } }));
  const [revenue] = await server.psql('SELECT currency, amount FROM revenues JOIN websites USING (website_id) WHERE website_uuid = $1', [id]);
  assert.deepEqual(revenue, { currency: 'EUR', amount: 19.99 });
  assert.deepEqual(await titlesOf(id), ['Tarte & café']);
});

test('keeps an event whose title was cut within an emoji', async () => {
  const id = await fresh();
  assert.equal((await send(pageview({ title: 'Birthday 🎂'.slice(0, -1) }))).status, 200);
  assert.deepEqual(await titlesOf(id), ['Birthday \ufffd']);
});

test('answers bots politely and counts none of them', async () => {
  await fresh();
  for (const agent of ['curl/8.5.0', 'Mozilla/5.0', 'Googlebot/2.1 (+http://www.google.com/bot.html)', 'python-requests/2.31']) {
    const { status, body } = await send(pageview(), { 'user-agent': agent });
    assert.equal(status, 200);
    assert.deepEqual(body, { beep: 'boop', reason: 'bot' });
  }
  assert.deepEqual(await events(), []);
  assert.ok((await send(pageview(), { 'user-agent': 'Mozilla/5.0 Umami/0.4.0' })).body.sessionId);
  assert.ok((await send(pageview(), { 'user-agent': '' })).body.sessionId);
  assert.equal((await events()).length, 2);
});

test('takes a referrer on the own host for navigation', async () => {
  await fresh();
  await send(pageview({ referrer: 'https://www.example.org/before?x=1' }));
  await send(pageview({ referrer: '/before' }));
  for (const row of await events()) assert.equal(row.domain, null);
});

test('tells visitors apart by address and user agent', async () => {
  await fresh();
  const one = (await send(pageview())).body;
  assert.equal((await send(pageview())).body.sessionId, one.sessionId);
  assert.equal((await send(pageview())).body.visitId, one.visitId);
  assert.notEqual((await send(pageview(), { 'x-forwarded-for': '192.0.2.2' })).body.sessionId, one.sessionId);
  assert.notEqual((await send(pageview(), { 'user-agent': IPHONE })).body.sessionId, one.sessionId);
  assert.equal((await send(pageview({ ip: '192.0.2.1', userAgent: CHROME }), { 'user-agent': IPHONE })).body.sessionId, one.sessionId);
});

test('keeps neither address nor user agent', async () => {
  await fresh();
  await send(pageview({ title: 'kept' }), { 'x-forwarded-for': '203.0.113.77' });
  const tables = await server.psql(
    `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  );
  let seen = '';
  for (const { table_name: table } of tables) seen += JSON.stringify(await server.psql(`SELECT t::text FROM ${table} t`));
  assert.ok(seen.includes('kept'));
  assert.ok(!seen.includes('203.0.113.77'));
  assert.ok(!seen.includes('AppleWebKit'));
  assert.ok(!server.log.includes('203.0.113.77'));
  assert.ok(!server.log.includes('AppleWebKit'));
});

test('believes forwarding and location headers of trusted proxies only', async () => {
  const stranger = await startServer({ settings: { TRUSTED_PROXIES: '' }, database: server.database });
  try {
    await fresh();
    const headers = { 'cf-ipcountry': 'FR' };
    const one = (await send(pageview(), headers, stranger)).body;
    const two = (await send(pageview(), { ...headers, 'x-forwarded-for': '192.0.2.9' }, stranger)).body;
    assert.equal(one.sessionId, two.sessionId);
    assert.deepEqual((await events()).map((row) => row.country), [null, null]);
  } finally {
    await stranger.stop();
  }
});

test('keeps the visitor whose address changes in mid-visit, and believes no forged token', async () => {
  await fresh();
  const one = (await send(pageview())).body;
  const moved = (await send(pageview(), { 'x-forwarded-for': '198.51.100.1', 'x-umami-cache': one.cache })).body;
  assert.equal(moved.sessionId, one.sessionId);
  assert.equal(moved.visitId, one.visitId);
  const forged = one.cache.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
  const other = (await send(pageview(), { 'x-forwarded-for': '198.51.100.1', 'x-umami-cache': forged })).body;
  assert.notEqual(other.sessionId, one.sessionId);
  await fresh();
  const elsewhere = (await send(pageview(), { 'x-forwarded-for': '198.51.100.2', 'x-umami-cache': one.cache })).body;
  assert.notEqual(elsewhere.sessionId, one.sessionId);
});

test('stores events with their properties and revenue', async () => {
  const id = await fresh();
  await send(pageview({ name: 'buy', data: { revenue: 19.99, currency: 'eur', cart: { items: 2, gift: true }, list: [1, 'x'] } }));
  const [event] = await events();
  assert.equal(event.type, 2);
  assert.equal(event.name, 'buy');
  const rows = await server.psql(
    `SELECT t.text AS name, p.data_type AS type, p.text_value AS text, p.number_value AS number
       FROM event_properties p JOIN websites w USING (website_id) JOIN texts t ON t.text_id = p.name_id
      WHERE w.website_uuid = $1 ORDER BY 1`,
    [id],
  );
  assert.deepEqual(rows, [
    { name: 'cart.gift', type: 3, text: 'true', number: null },
    { name: 'cart.items', type: 2, text: '2.0000', number: 2 },
    { name: 'currency', type: 1, text: 'eur', number: null },
    { name: 'list', type: 5, text: '[1,"x"]', number: null },
    { name: 'revenue', type: 2, text: '19.9900', number: 19.99 },
  ]);
  const [revenue] = await server.psql(
    'SELECT currency, amount FROM revenues JOIN websites USING (website_id) WHERE website_uuid = $1', [id],
  );
  assert.deepEqual(revenue, { currency: 'EUR', amount: 19.99 });
});

test('identifies a visitor without counting an event', async () => {
  const id = await fresh();
  const { body } = await send(pageview({ id: 'user-7', data: { plan: 'pro' } }, 'identify'));
  assert.match(body.sessionId, UUID);
  assert.equal(body.visitId, null);
  await send(pageview({ id: 'user-7', data: { plan: 'free', seats: 3 } }, 'identify'), { 'x-forwarded-for': '192.0.2.200' });
  assert.deepEqual(await events(), []);
  const rows = await server.psql(
    `SELECT t.text AS name, p.text_value AS text FROM visitor_properties p JOIN websites w USING (website_id)
       JOIN texts t ON t.text_id = p.name_id WHERE w.website_uuid = $1 ORDER BY 1`,
    [id],
  );
  assert.deepEqual(rows, [{ name: 'plan', text: 'free' }, { name: 'seats', text: '3.0000' }]);
  assert.equal((await send(pageview({ id: 'user-7' }))).body.sessionId, body.sessionId);
});

test('knows how long a page was read, also when it says so before the pageview comes', async () => {
  await fresh();
  const noon = Date.UTC(2025, 5, 15, 12) / 1000;
  const stats = async () => {
    const range = `startAt=${noon * 1000}&endAt=${(noon + 86400) * 1000}`;
    const { visits, bounces, totaltime } = await ask(server, 'GET', `/api/websites/${website.id}/stats?${range}`, { token });
    return [visits, bounces, totaltime];
  };
  const engaged = (after, engagedTime) =>
    send(pageview({ timestamp: noon + after, engagedTime, scrollDepth: 60 }, 'engagement'));
  const { status, body } = await engaged(10, 9999);
  assert.equal(status, 200);
  assert.deepEqual(await stats(), [0, 0, 0]);
  const view = await send(pageview({ timestamp: noon }));
  assert.equal(view.body.visitId, body.visitId);
  assert.deepEqual(await stats(), [1, 1, 10]);
  await engaged(11, 1);
  assert.deepEqual(await stats(), [1, 0, 11]);
  const wrong = await engaged(12, -1);
  assert.equal(wrong.status, 400);
  assert.equal((await events()).length, 1);
});

test('stores how fast a page was', async () => {
  const id = await fresh();
  const { body } = await send(pageview());
  const { status, body: reply } = await send(pageview({ lcp: 1234.56, cls: 0.1 }, 'performance'));
  assert.equal(status, 200);
  assert.equal(reply.visitId, body.visitId);
  const rows = await server.psql(
    'SELECT lcp, inp, cls, fcp, ttfb FROM performances JOIN websites USING (website_id) WHERE website_uuid = $1',
    [id],
  );
  assert.deepEqual(rows, [{ lcp: 1234.6, inp: null, cls: 0.1, fcp: null, ttfb: null }]);
  assert.equal((await send(pageview({ url: '/' }, 'performance'))).status, 400);
  assert.equal((await events()).length, 1);
});

test('stores a dated event at its time, in the visit it belongs to', async () => {
  await fresh();
  const noon = Date.UTC(2025, 5, 15, 12) / 1000;
  const at = async (seconds) => (await send(pageview({ timestamp: noon + seconds }))).body.visitId;
  const late = await at(3000);
  const early = await at(0);
  assert.notEqual(late, early);
  const between = await at(1500);
  assert.equal(between, await at(2999));
  const [visit] = await server.psql('SELECT count(*) AS visits, sum(pageviews) AS pageviews FROM visits JOIN websites USING (website_id) WHERE website_uuid = $1', [website.id]);
  assert.deepEqual(visit, { visits: 1, pageviews: 4 });
  assert.equal((await events())[0].at.toISOString(), '2025-06-15T12:00:00.000Z');
});

test('stores the good items of a batch and says what is wrong with the others', async () => {
  await fresh();
  const items = [
    pageview({ url: '/1' }),
    pageview({ url: 'http://[::1' }),
    pageview({ url: '/2' }),
    { type: 'event', payload: { ...pageview().payload, website: '00000000-0000-4000-8000-000000000000' } },
    'not an object',
    pageview({ url: '/3', userAgent: 'curl/8' }),
  ];
  const { status, body } = await call(server, 'POST', '/api/batch', { body: items, headers: { 'user-agent': CHROME } });
  assert.equal(status, 200);
  assert.equal(body.size, 6);
  assert.equal(body.processed, 3);
  assert.equal(body.errors, 3);
  assert.deepEqual(body.details.map(({ index, response }) => [index, response.error.status]), [[1, 400], [3, 400], [4, 400]]);
  const errors = body.details.map(({ response }) => response.error);
  assert.deepEqual(errors.map(({ reason }) => reason), ['invalid', 'no_website', 'invalid']);
  assert.equal(errors[0].properties.payload.properties.url.errors.length, 1);
  assert.equal(errors[1].properties.payload.properties.website.errors.length, 1);
  assert.match(body.cache, /^[\w-]+$/);
  assert.deepEqual((await events()).map((row) => row.path).sort(), ['/1', '/2']);
});

test('limits a batch to 500 items, all of which it stores', async () => {
  await fresh();
  const items = Array.from({ length: 500 }, (_, i) => pageview({ url: `/${i}` }));
  const post = (body) => call(server, 'POST', '/api/batch', { body, headers: { 'user-agent': CHROME } });
  assert.equal((await post(items)).body.processed, 500);
  assert.equal((await events()).length, 500);
  assert.equal((await post([...items, items[0]])).status, 400);
  assert.equal((await post({ not: 'an array' })).status, 400);
  assert.deepEqual((await post([])).body, { details: [], size: 0, processed: 0, errors: 0 });
  assert.equal((await events()).length, 500);
});

test('collects over HTTP/2, many at a time on one connection', async () => {
  await fresh();
  const session = connect(server.url);
  const replies = await Promise.all(
    Array.from({ length: 80 }, async (_, i) => {
      const stream = session.request({ ':method': 'POST', ':path': '/api/send', 'user-agent': CHROME });
      stream.end(JSON.stringify(pageview({ url: `/${i}` })));
      const [headers] = await once(stream, 'response');
      stream.resume();
      return headers[':status'];
    }),
  );
  session.close();
  assert.deepEqual([...new Set(replies)], [200]);
  assert.equal((await events()).length, 80);
});

test('turns away what it cannot keep, and answers what it took once the database goes on', async () => {
  const small = await startServer({ settings: { COLLECT_QUEUE_MAX: '20', COLLECT_BATCH_MAX: '10' }, database: server.database });
  try {
    const id = await fresh();
    await send(pageview(), {}, small);
    const pg = (await import('pg')).default;
    const locker = new pg.Client({ database: server.database });
    await locker.connect();
    await locker.query('BEGIN');
    await locker.query('SELECT 1 FROM website_numbers FOR UPDATE');
    const answers = Array.from({ length: 60 }, () => send(pageview(), {}, small));
    assert.equal((await Promise.race(answers)).status, 503);
    await locker.query('COMMIT');
    await locker.end();
    const settled = await Promise.all(answers);
    const stored = settled.filter((answer) => answer.status === 200).length;
    const refused = settled.filter((answer) => answer.status === 503);
    assert.equal(stored + refused.length, 60);
    assert.ok(refused.length > 0);
    for (const { headers } of refused) {
      assert.equal(headers.get('retry-after'), '1');
      assert.equal(headers.get('access-control-allow-origin'), '*');
      assert.equal(headers.get('access-control-expose-headers'), 'retry-after');
    }
    assert.equal((await events(id)).length, stored + 1);
  } finally {
    await small.stop();
  }
});

test('has stored every event it answered when it is killed', async () => {
  const victim = await startServer();
  try {
    const other = await createWebsite(victim, await login(victim));
    let answered = 0;
    let killed = null;
    const senders = Array.from({ length: 16 }, async () => {
      for (;;) {
        const reply = await send(pageview({ website: other.id }), {}, victim).catch(() => null);
        if (reply === null) return;
        if (reply.status === 200) answered++;
        if (answered === 200) killed ??= victim.kill9();
      }
    });
    await Promise.all(senders);
    await killed;
    await victim.restart();
    const [{ count }] = await victim.psql('SELECT count(*) FROM events');
    const [{ sum }] = await victim.psql('SELECT sum(pageviews) FROM visits');
    assert.ok(answered >= 200, `only ${answered} were answered`);
    assert.ok(count >= answered && count <= answered + 16, `${answered} answered, ${count} stored`);
    assert.equal(sum, count);
    assert.equal((await send(pageview({ website: other.id }), {}, victim)).status, 200);
  } finally {
    await victim.stop();
  }
});

test('stores what it has when it is stopped', async () => {
  const victim = await startServer();
  let status;
  try {
    const other = await createWebsite(victim, await login(victim));
    const answers = Array.from({ length: 40 }, () => send(pageview({ website: other.id }), {}, victim).catch(() => null));
    await Promise.race(answers);
    await victim.restart();
    const stored = (await Promise.all(answers)).filter((answer) => answer?.status === 200).length;
    const [{ count }] = await victim.psql('SELECT count(*) FROM events');
    assert.equal(count, stored);
  } finally {
    status = await victim.stop();
  }
  assert.equal(status, 0);
});
