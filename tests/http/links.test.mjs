// Links and pixels over HTTP: making them, clicking on them, what is counted, and what happens while the database is away.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { ask, call, createWebsite, login, startServer } from '../support/server.mjs';
import { CHROME } from '../support/user_agents.mjs';
import { startBetween } from './support/between.mjs';
import { metric, until } from './support/wire.mjs';

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const ADMIN_ID = '41e2b680-648e-4b09-bcd7-3e2b10c06264';
const KINDS = [
  { kind: 'link', list: '/api/links', at: '/q/', extra: { url: 'https://example.com/landing' }, type: 3 },
  { kind: 'pixel', list: '/api/pixels', at: '/p/', extra: {}, type: 4 },
];
const [LINK, PIXEL] = KINDS;

let server;
let admin;
before(async () => {
  server = await startServer();
  admin = await login(server);
});
after(() => server?.stop());

let made = 0;
const newSlug = () => `slug-${String(++made).padStart(4, '0')}`;
const post = (path, body, token = admin) => call(server, 'POST', path, { token, body });
const get = (path, token = admin) => call(server, 'GET', path, { token });
const create = async ({ list, extra }, body = {}) =>
  ask(server, 'POST', list, { token: admin, body: { name: 'Example', slug: newSlug(), ...extra, ...body } });

/** Asks for a link or pixel as a browser does, without following. */
function visit(path, { headers = {}, method = 'GET', at = server } = {}) {
  return fetch(at.url + path, {
    method,
    redirect: 'manual',
    headers: { 'user-agent': CHROME, 'x-forwarded-for': '203.0.113.7', ...headers },
  });
}

/** The rows of events of a website, link or pixel. */
const events = (id) =>
  server.psql(
    `SELECT coalesce(a.event_type, 1) AS type, paths.text AS path, queries.text AS query, hosts.text AS hostname,
            domains.text AS referrer, campaigns.text AS campaign, languages.text AS language
       FROM events e JOIN websites w USING (website_id)
       LEFT JOIN actions a ON a.website_id = e.website_id AND a.action_id = e.action_id
       JOIN pages p ON p.website_id = e.website_id AND p.page_id = e.page_id
       LEFT JOIN sources s ON s.website_id = e.website_id AND s.source_id = e.source_id
       JOIN visitors v ON v.website_id = e.website_id AND v.visitor_id = e.visitor_id
       LEFT JOIN clients c ON c.website_id = e.website_id AND c.client_id = v.client_id
       LEFT JOIN texts paths ON paths.website_id = e.website_id AND paths.text_id = p.path_id
       LEFT JOIN texts queries ON queries.website_id = e.website_id AND queries.text_id = p.query_id
       LEFT JOIN texts hosts ON hosts.website_id = e.website_id AND hosts.text_id = p.hostname_id
       LEFT JOIN texts domains ON domains.website_id = e.website_id AND domains.text_id = s.referrer_domain_id
       LEFT JOIN texts campaigns ON campaigns.website_id = e.website_id AND campaigns.text_id = s.utm_campaign_id
       LEFT JOIN texts languages ON languages.website_id = e.website_id AND languages.text_id = c.language_id
      WHERE w.website_uuid = $1 ORDER BY e.event_id`,
    [id],
  );

/** What the ledger says became of the events of one, or of those of nobody (null). */
async function booked(id) {
  const rows = await server.psql(
    `SELECT outcome, sum(events)::integer AS events FROM ledger LEFT JOIN websites USING (website_id)
      WHERE websites.website_uuid IS NOT DISTINCT FROM $1 GROUP BY outcome ORDER BY outcome`,
    [id],
  );
  return Object.fromEntries(rows.map(({ outcome, events: count }) => [outcome, count]));
}
const [RECEIVED, STORED, NO_WEBSITE, BOT] = [0, 1, 3, 5];

for (const sort of KINDS) {
  describe(`${sort.kind}s`, () => {
    test('are created, shown, changed, listed and deleted', async () => {
      const slug = newSlug();
      const { status, body } = await post(sort.list, { name: 'Autumn', slug, ...sort.extra });
      assert.equal(status, 200);
      assert.match(body.createdAt, ISO_TIME);
      assert.deepEqual(body, {
        id: body.id, name: 'Autumn', slug, ...sort.extra, userId: ADMIN_ID, teamId: null,
        createdAt: body.createdAt, updatedAt: body.updatedAt, deletedAt: null,
      });
      const path = `${sort.list}/${body.id}`;
      assert.deepEqual((await get(path)).body, body);

      const next = newSlug();
      const changed = (await post(path, { name: 'Winter', slug: next })).body;
      assert.deepEqual(changed, { ...body, name: 'Winter', slug: next, updatedAt: changed.updatedAt });
      assert.deepEqual((await get(`${sort.list}?search=inter`)).body.data, [changed]);

      assert.deepEqual((await call(server, 'DELETE', path, { token: admin })).body, { ok: true });
      assert.equal((await get(path)).status, 404);
      assert.equal((await visit(sort.at + next)).status, 404);
      // the slug is free again
      assert.equal((await post(sort.list, { name: 'Spring', slug: next, ...sort.extra })).status, 200);
    });

    test('are listed by pages, in the order that is asked for, apart from websites', async () => {
      const name = `Paged ${randomUUID()}`;
      await createWebsite(server, admin, { name });
      for (const letter of ['b', 'a', 'c']) await create(sort, { name: `${name} ${letter}` });
      const list = async (query) => (await get(`${sort.list}?search=${encodeURIComponent(name)}&${query}`)).body;
      const letters = async (query) => (await list(query)).data.map((one) => one.name.at(-1)).join('');
      assert.equal(await letters(''), 'abc');
      assert.equal(await letters('sortDescending=true'), 'cba');
      assert.equal(await letters('orderBy=createdAt'), 'bac');
      assert.equal(await letters('orderBy=slug&sortDescending=true'), 'cab');
      assert.equal(await letters('page=2&pageSize=2'), 'c');
      const { data, ...page } = await list('pageSize=1');
      assert.deepEqual({ ...page, data: data.length }, { count: 3, page: 1, pageSize: 1, orderBy: 'name', search: name, data: 1 });
      assert.equal((await get(`${sort.list}?orderBy=domain`)).status, 400);
      const websites = (await get(`/api/websites?search=${encodeURIComponent(name)}`)).body;
      assert.deepEqual(websites.data.map((one) => one.name), [name]);
      assert.equal(websites.count, 1);
    });

    test('have a slug that nobody else of their kind has, and the error says so', async () => {
      const one = await create(sort);
      const other = await create(sort);
      for (const answer of [
        await post(sort.list, { name: 'Again', ...sort.extra, slug: one.slug }),
        await post(`${sort.list}/${other.id}`, { slug: one.slug }),
      ]) {
        assert.equal(answer.status, 400);
        assert.deepEqual(answer.body.error.properties.slug.errors, ['This slug is taken.']);
      }
      const taken = await post(sort.list, { id: one.id, name: 'Again', ...sort.extra, slug: newSlug() });
      assert.deepEqual([taken.status, Object.keys(taken.body.error.properties)], [400, ['id']]);
      const elsewhere = KINDS.find((kind) => kind !== sort);
      assert.equal((await create(elsewhere, { slug: one.slug })).slug, one.slug);
      const race = newSlug();
      const answers = await Promise.all(Array.from({ length: 6 }, () => post(sort.list, { name: 'Race', ...sort.extra, slug: race })));
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 400, 400, 400, 400, 400]);
    });

    test('name everything that is wrong with them at once', async () => {
      const wrong = [
        [{}, ['name', 'slug', ...Object.keys(sort.extra)]],
        [{ name: '', slug: 'short12', ...sort.extra }, ['name', 'slug']],
        [{ name: 'x'.repeat(101), slug: 'x'.repeat(101), ...sort.extra }, ['name', 'slug']],
        ...['with space', 'slash/slash', 'größe-der', 'dot.dot.dot', '<script>x'].map((slug) => [{ name: 'a', slug, ...sort.extra }, ['slug']]),
        [{ name: 'a', slug: newSlug(), teamId: randomUUID(), ...sort.extra }, ['teamId']],
        [{ name: 'a', slug: newSlug(), id: 'x', ...sort.extra }, ['id']],
      ];
      for (const [body, fields] of wrong) {
        const answer = await post(sort.list, body);
        assert.equal(answer.status, 400, JSON.stringify(body));
        assert.deepEqual(Object.keys(answer.body.error.properties).sort(), fields.sort(), JSON.stringify(body));
      }
    });

    test('are counted where a visitor asks for them, before the answer', async () => {
      const one = await create(sort);
      const answer = await visit(`${sort.at}${one.slug}?utm_campaign=autumn&x=%C3%A9`, {
        headers: { referer: 'https://www.news.example/today?a=b', 'accept-language': 'fr-CH, fr;q=0.9, en;q=0.8' },
      });
      assert.equal(answer.status, sort === LINK ? 307 : 200);
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      const [row, ...more] = await events(one.id);
      assert.deepEqual(more, []);
      assert.deepEqual(row, {
        type: sort.type, path: sort.at + one.slug, query: 'utm_campaign=autumn&x=%C3%A9', hostname: '127.0.0.1',
        referrer: 'news.example', campaign: 'autumn', language: 'fr-CH',
      });
      assert.deepEqual(await booked(one.id), { [RECEIVED]: 1, [STORED]: 1 });
    });

    test('count as pageviews, visits and bounces in the reports of websites', async () => {
      const one = await create(sort);
      for (const address of ['192.0.2.1', '192.0.2.1', '192.0.2.2']) {
        await visit(sort.at + one.slug, { headers: { 'x-forwarded-for': address } });
      }
      const range = `startAt=${Date.now() - 3600_000}&endAt=${Date.now()}`;
      const { comparison, ...totals } = (await get(`/api/websites/${one.id}/stats?${range}`)).body;
      assert.ok(comparison);
      assert.deepEqual({ ...totals, totaltime: 0 }, { pageviews: 3, visitors: 2, visits: 2, bounces: 1, totaltime: 0 });
      assert.deepEqual((await get(`/api/websites/${one.id}/metrics?${range}&type=path`)).body, [{ x: sort.at + one.slug, y: 2 }]);
      assert.deepEqual((await get(`/api/websites/${one.id}/metrics?${range}&type=entry`)).body, [{ x: sort.at + one.slug, y: 2 }]);
      assert.deepEqual((await get(`/api/websites/${one.id}/active`)).body, { visitors: 2 });
    });

    test('are answered to bots and to HEAD, which the ledger has as bots', async () => {
      const one = await create(sort);
      const bot = await visit(sort.at + one.slug, { headers: { 'user-agent': 'curl/8.5.0' } });
      const head = await visit(sort.at + one.slug, { method: 'HEAD' });
      for (const { status } of [bot, head]) assert.equal(status, sort === LINK ? 307 : 200);
      assert.deepEqual(await events(one.id), []);
      assert.deepEqual(await booked(one.id), { [RECEIVED]: 2, [BOT]: 2 });
    });

    test('are 404 where nobody has made them, and booked as nobody’s', async () => {
      const before = await booked(null);
      for (const slug of ['never-made', 'short', 'x'.repeat(101), 'no%20blank', 'gr%C3%B6%C3%9Fe-der', `${newSlug()}/more`]) {
        const answer = await visit(sort.at + slug);
        assert.equal(answer.status, 404, slug);
        assert.equal((await answer.json()).error.code, 'not-found', slug);
      }
      assert.equal((await visit(`${sort.at}never-made`, { headers: { 'user-agent': 'curl/8.5.0' } })).status, 404);
      assert.equal((await visit(`${sort.at}%00%00%00%00%00%00%00%00`)).status, 400);
      const later = await booked(null);
      // the others cannot be a slug, and nothing was received
      assert.equal((later[NO_WEBSITE] ?? 0) - (before[NO_WEBSITE] ?? 0), 1);
    });

    test('are not kept from their visitors by what a request may hold', async () => {
      const one = await create(sort);
      const odd = [
        [`?${'x'.repeat(9000)}`, {}],
        ['?%ff%fe=%00', {}],
        ['/', {}],
        ['', { referer: 'http://[::1' }],
        ['', { referer: 'x'.repeat(2000) }],
        ['', { 'user-agent': '' }],
        ['', { 'accept-language': ',;q=,,*' }],
      ];
      for (const [rest, headers] of odd) {
        const { status } = await visit(`${sort.at}${one.slug}${rest}`, { headers });
        assert.equal(status, sort === LINK ? 307 : 200, rest.slice(0, 20) + JSON.stringify(headers).slice(0, 60));
      }
      assert.equal((await events(one.id)).length, odd.length);
    });

    test('take events from /api/send under their own id, and under no other', async () => {
      const one = await create(sort);
      const website = await createWebsite(server, admin);
      const send = (payload) =>
        call(server, 'POST', '/api/send', { body: { type: 'event', payload }, headers: { 'user-agent': CHROME } });
      assert.equal((await send({ [sort.kind]: one.id, url: '/here', name: 'named' })).status, 200);
      assert.deepEqual((await events(one.id)).map(({ type, path }) => [type, path]), [[sort.type, '/here']]);

      const other = KINDS.find((kind) => kind !== sort).kind;
      for (const [payload, fields] of [
        [{ website: one.id }, ['website']],
        [{ [other]: one.id }, [other]],
        [{ [sort.kind]: website.id }, [sort.kind]],
        [{ [sort.kind]: randomUUID() }, [sort.kind]],
        [{}, ['website']],
        [{ website: website.id, [sort.kind]: one.id }, ['website', sort.kind]],
        [{ website: website.id, link: one.id, pixel: one.id }, ['website', 'link', 'pixel']],
        [{ [sort.kind]: 'x' }, [sort.kind]],
      ]) {
        const { status, body } = await send({ url: '/', ...payload });
        assert.equal(status, 400, JSON.stringify(payload));
        assert.deepEqual(Object.keys(body.error.properties.payload.properties).sort(), fields.sort(), JSON.stringify(payload));
      }
      assert.equal((await events(one.id)).length, 1);
      assert.equal((await events(website.id)).length, 0);
    });

    test('have charts by half days, of those that the asker may see', async () => {
      const [one, other] = [await create(sort), await create(sort)];
      const noon = Date.UTC(2026, 2, 29, 10); // 12:00 in Paris, on the day that has 23 hours
      const send = (id, minutes, ip) => ({
        type: 'event',
        payload: { [sort.kind]: id, url: '/', timestamp: noon / 1000 + minutes * 60, ip, userAgent: CHROME },
      });
      await ask(server, 'POST', '/api/batch', {
        body: [send(one.id, -1, '192.0.2.1'), send(one.id, 0, '192.0.2.1'), send(one.id, 1, '192.0.2.2'), send(one.id, 12 * 60, '192.0.2.2')],
      });
      const range = `startAt=${noon - 11 * 3600_000}&endAt=${noon + 24 * 3600_000}&timezone=Europe/Paris`;
      const charts = async (ids, query = range, token = admin) => (await get(`${sort.list}/charts?ids=${ids}&${query}`, token)).body;
      assert.deepEqual(await charts(`${one.id}, ${other.id}`), {
        data: { [one.id]: { total: 2, values: [1, 2, 1, 0] }, [other.id]: { total: 0, values: [0, 0, 0, 0] } },
      });
      const website = await createWebsite(server, admin);
      assert.deepEqual(await charts(`${website.id},${randomUUID()}`), { data: {} });
      await server.psql(`INSERT INTO users (user_id, username, password_hash, role)
        SELECT gen_random_uuid(), 'onlooker ${sort.kind}', password_hash, 'user' FROM users WHERE username = 'admin'`);
      const onlooker = await login(server, `onlooker ${sort.kind}`, server.adminPassword);
      assert.deepEqual(await charts(one.id, range, onlooker), { data: {} });
      const week = (await charts(one.id, '')).data[one.id];
      assert.ok(week.values.length >= 14 && week.values.length <= 15, `${week.values.length} half days`);
      for (const query of ['ids=', 'ids=x', `ids=${Array(21).fill(one.id)}`, `ids=${one.id}&startAt=0&endAt=${500 * 86400_000}`, '']) {
        assert.equal((await get(`${sort.list}/charts?${query}`)).status, 400, query.slice(0, 60));
      }
    });

    test('go with everything that was counted for them when they are deleted', async () => {
      const one = await create(sort);
      await visit(sort.at + one.slug);
      assert.equal((await call(server, 'DELETE', `${sort.list}/${one.id}`, { token: admin })).status, 200);
      const [{ count }] = await server.psql('SELECT count(*) FROM websites WHERE website_uuid = $1', [one.id]);
      assert.equal(count, 0);
      const [{ left }] = await server.psql('SELECT count(*) AS left FROM events WHERE website_id NOT IN (SELECT website_id FROM websites)');
      assert.equal(left, 0);
    });
  });
}

test('a link leads where its owner says, from the next click on', async () => {
  const one = await create(LINK);
  const location = async () => (await visit(`/q/${one.slug}?and=this`)).headers.get('location');
  assert.equal(await location(), 'https://example.com/landing');
  for (const [url, sent] of [
    ['http://example.org:8080/a?b=c#d', 'http://example.org:8080/a?b=c#d'],
    ['HTTPS://Example.org', 'HTTPS://Example.org'],
    ['https://example.org/café/日?q=ü', 'https://example.org/caf%C3%A9/%E6%97%A5?q=%C3%BC'],
    ['https://example.org/{a}|"b"', 'https://example.org/%7Ba%7D%7C%22b%22'],
  ]) {
    assert.equal((await post(`/api/links/${one.id}`, { url })).body.url, url);
    assert.equal(await location(), sent);
  }
});

test('a link leads to nothing but pages', async () => {
  const one = await create(LINK);
  for (const url of [
    'javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'data:text/html,x', 'ftp://example.org/', 'mailto:a@b.example', '//example.org/',
    '/path', 'example.org', '', 'https://', 'https:///path', 'https:example.org', 'https://exa mple.org/', 'https://example.org/\n',
    ' https://example.org/', 'https://example.org/\r\nSet-Cookie: a=b', 'https:\\\\example.org', 'http://[::1', `https://example.org/${'x'.repeat(481)}`,
  ]) {
    const answer = await post(`/api/links/${one.id}`, { url });
    assert.equal(answer.status, 400, url);
    assert.deepEqual(Object.keys(answer.body.error.properties), ['url'], url);
  }
  assert.equal((await get(`/api/links/${one.id}`)).body.url, LINK.extra.url);
});

test('a pixel is an image of 43 bytes that any page may hold', async () => {
  const one = await create(PIXEL);
  const answer = await visit(`/p/${one.slug}`);
  const image = Buffer.from(await answer.arrayBuffer());
  assert.equal(answer.headers.get('content-type'), 'image/gif');
  assert.equal(answer.headers.get('cross-origin-resource-policy'), 'cross-origin');
  assert.equal(image.length, 43);
  assert.equal(image.subarray(0, 10).toString('latin1'), 'GIF89a\x01\0\x01\0');
  assert.equal(image.at(-1), 0x3b);
});

describe('while the database', () => {
  const stop = [];
  after(async () => {
    for (const end of stop.reverse()) await end();
  });

  /** A server of its own with a link that has been clicked on, one that has not, and a pixel. */
  async function start(options) {
    const own = await startServer(options);
    stop.push(() => own.stop());
    const token = await login(own);
    const add = (list, body) => ask(own, 'POST', list, { token, body: { name: 'Example', ...body } });
    const known = await add('/api/links', { slug: 'known-link', url: 'https://example.com/known' });
    await add('/api/links', { slug: 'fresh-link', url: 'https://example.com/fresh' });
    await add('/api/pixels', { slug: 'some-pixel' });
    assert.equal((await visit('/q/known-link', { at: own })).status, 307);
    return { own, known, token };
  }

  test('is away, whoever clicks is sent on from memory', async () => {
    const between = await startBetween();
    stop.push(() => between.close());
    const { own, known } = await start({ env: between.env });
    between.cut();
    const answer = await visit('/q/known-link', { at: own });
    assert.equal(answer.status, 307);
    assert.equal(answer.headers.get('location'), 'https://example.com/known');
    const strange = await visit('/q/fresh-link', { at: own });
    assert.equal(strange.status, 503);
    assert.equal(strange.headers.get('retry-after'), '1');
    assert.equal((await visit('/p/some-pixel', { at: own })).headers.get('content-type'), 'image/gif');
    assert.equal(await metric(own.url, 'sillage_events_total', '{outcome="busy"}'), 3);
    assert.equal(await metric(own.url, 'sillage_http_requests_total', 'route="/q/{slug}",status="307"'), 2);
    between.mend();
    await until(async () => (await visit('/q/fresh-link', { at: own })).status === 307, 'answers again');
    const [{ count }] = await own.psql(
      'SELECT count(*) FROM events JOIN websites USING (website_id) WHERE website_uuid = $1', [known.id],
    );
    assert.equal(count, 1, 'what was not stored is not counted');
  });

  test('only reads, links are read from it', async () => {
    const { own, known, token } = await start();
    await ask(own, 'POST', `/api/links/${known.id}`, { token, body: { url: 'https://example.com/changed' } });
    await own.psql(
      `ALTER DATABASE ${own.database} SET default_transaction_read_only = on;
       SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    for (const [slug, url] of [['known-link', 'https://example.com/changed'], ['fresh-link', 'https://example.com/fresh']]) {
      assert.equal((await visit(`/q/${slug}`, { at: own })).headers.get('location'), url);
    }
  });

  test('hangs, clicks do not wait for it for long, nor where the queue is full', async () => {
    const { own } = await start({ settings: { COLLECT_QUEUE_MAX: '2' } });
    const locker = new pg.Client({ database: own.database });
    await locker.connect();
    await locker.query('BEGIN');
    await locker.query('SELECT 1 FROM website_numbers FOR UPDATE');
    const click = () => visit('/q/known-link', { at: own });
    const waiting = [];
    // the first is being stored, two may wait, and the next finds the queue full or the writer hanging
    for (let answered = null; answered === null; ) {
      const one = click();
      waiting.push(one);
      answered = await Promise.race([one, sleep(300, null)]);
      if (answered !== null) assert.equal(answered.status, 307);
      assert.ok(waiting.length <= 4, 'the fourth is not waited for');
    }
    const bigger = await start();
    const other = new pg.Client({ database: bigger.own.database });
    await other.connect();
    await other.query('BEGIN');
    await other.query('SELECT 1 FROM website_numbers FOR UPDATE');
    waiting.push(visit('/q/known-link', { at: bigger.own }));
    await until(() => Promise.race([visit('/q/known-link', { at: bigger.own }).then(({ status }) => status === 307), sleep(300, false)]), 'is sent on');
    for (const client of [locker, other]) {
      await client.query('COMMIT');
      await client.end();
    }
    for (const one of waiting) assert.equal((await one).status, 307);
  });
});

test('what a recorder sends is refused as Umami refuses it where recordings are off', async () => {
  for (const body of [{ type: 'record', payload: { website: randomUUID(), events: [] } }, { type: 'heatmap' }]) {
    const answer = await call(server, 'POST', '/api/record', { body, headers: { origin: 'https://example.com' } });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('access-control-allow-origin'), '*');
    assert.deepEqual(answer.body, { ok: false, reason: 'replay_disabled' });
  }
});
