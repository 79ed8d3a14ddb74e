// What a website does not want counted: shields, Do Not Track, ignored addresses and spam referrers, over real sockets and
// on two servers that share a database.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ask, call, createWebsite, login, startServer } from '../support/server.mjs';
import { CHROME } from '../support/user_agents.mjs';

const NOTHING = {
  doNotTrack: null,
  serverDoNotTrack: 'ignore',
  blockedAddresses: [],
  blockedCountries: [],
  blockedPaths: [],
  allowedHostnames: [],
};

let server; // counts everything unless told otherwise
let strict; // on the same database: ignores addresses, and drops who asks not to be tracked
let token;
before(async () => {
  server = await startServer();
  token = await login(server);
  const settings = { DO_NOT_TRACK: 'drop', IGNORE_IP: '198.51.100.0/24, 2001:db8::7' };
  strict = await startServer({ database: server.database, settings });
});
after(async () => {
  await strict?.stop();
  await server?.stop();
});

const fresh = async () => (await createWebsite(server, token, { domain: 'example.org' })).id;
const policyOf = (id) => ask(server, 'GET', `/api/websites/${id}/policy`, { token });
const setPolicy = (id, body, on = server) => call(on, 'POST', `/api/websites/${id}/policy`, { token, body });
const pageview = (id, payload = {}, type = 'event') => ({
  type,
  payload: { website: id, hostname: 'example.org', url: '/', ...payload },
});
const send = (body, headers = {}, on = server) =>
  call(on, 'POST', Array.isArray(body) ? '/api/batch' : '/api/send', {
    body,
    headers: { 'user-agent': CHROME, 'x-forwarded-for': '192.0.2.1', ...headers },
  });

/** What became of one sending: "stored" or the reason of the refusal. */
const resultOf = ({ status, body }) => {
  if (status !== 200) return `${status} ${body.error.reason}`;
  return body.reason ?? (body.sessionId === null ? 'anonymous' : 'stored');
};
const result = async (...sending) => resultOf(await send(...sending));

const numberOf = (id) => `(SELECT website_id FROM websites WHERE website_uuid = '${id}')`;
const texts = async (id) => {
  const rows = await server.psql(`SELECT text FROM texts WHERE website_id = ${numberOf(id)} ORDER BY text`);
  return rows.map(({ text }) => text);
};
const rowsOf = async (table, id) =>
  (await server.psql(`SELECT count(*) FROM ${table} WHERE website_id = ${numberOf(id)}`))[0].count;

describe('the policy of a website', () => {
  test('is empty at first, and keeps what it is told in its usual form', async () => {
    const id = await fresh();
    assert.deepEqual(await policyOf(id), NOTHING);
    const { status, body } = await setPolicy(id, {
      doNotTrack: 'anonymous',
      blockedAddresses: ['192.0.2.77/24', '2001:DB8::1', '192.0.2.0/24'],
      blockedCountries: ['fr', 'DE'],
      blockedPaths: ['/admin/*', '/b"\\,{}é'],
      allowedHostnames: ['Example.org', '*.example.org'],
    });
    const told = {
      doNotTrack: 'anonymous',
      serverDoNotTrack: 'ignore',
      blockedAddresses: ['192.0.2.0/24', '2001:db8::1'],
      blockedCountries: ['DE', 'FR'],
      blockedPaths: ['/admin/*', '/b"\\,{}é'],
      allowedHostnames: ['*.example.org', 'example.org'],
    };
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(body, told);
    assert.deepEqual(await policyOf(id), told);
    const changed = await setPolicy(id, { doNotTrack: null, blockedPaths: [] });
    assert.deepEqual(changed.body, { ...told, doNotTrack: null, blockedPaths: [] });
  });

  test('names every field that is wrong, and changes nothing then', async () => {
    const id = await fresh();
    await setPolicy(id, { blockedPaths: ['/kept'] });
    const { status, body } = await setPolicy(id, {
      doNotTrack: 'sometimes',
      blockedAddresses: ['192.0.2.1', '192.0.2.300', 'localhost'],
      blockedCountries: ['France'],
      blockedPaths: ['admin'],
      allowedHostnames: ['https://example.org/', 7],
    });
    assert.equal(status, 400);
    const { properties } = body.error;
    assert.deepEqual(Object.keys(properties).sort(), [
      'allowedHostnames', 'blockedAddresses', 'blockedCountries', 'blockedPaths', 'doNotTrack',
    ]);
    assert.match(properties.blockedAddresses.errors[0], /^192\.0\.2\.300: /);
    assert.match(properties.blockedAddresses.errors[1], /^localhost: /);
    assert.equal(properties.allowedHostnames.errors.length, 2);
    assert.deepEqual(await policyOf(id), { ...NOTHING, blockedPaths: ['/kept'] });
  });

  test('has bounded lists', async () => {
    const id = await fresh();
    const paths = (count) => Array.from({ length: count }, (_, i) => `/${i}`);
    assert.equal((await setPolicy(id, { blockedPaths: paths(100) })).status, 200);
    for (const wrong of [paths(101), '/a', {}, null, [`/${'x'.repeat(255)}`], [['/a']], ['']])
      assert.equal((await setPolicy(id, { blockedPaths: wrong })).status, 400, JSON.stringify(wrong));
    assert.equal((await policyOf(id)).blockedPaths.length, 100);
    assert.equal((await setPolicy(id, [])).status, 400);
  });

  test('goes with the website', async () => {
    const id = await fresh();
    const number = (await server.psql(`SELECT ${numberOf(id)} AS number`))[0].number;
    await setPolicy(id, { blockedPaths: ['/a'] });
    await ask(server, 'DELETE', `/api/websites/${id}`, { token });
    assert.deepEqual(await server.psql('SELECT shield FROM shields WHERE website_id = $1', [number]), []);
  });
});

describe('a shield', () => {
  const CASES = [
    ['blockedAddresses', ['192.0.2.0/28'], {}, {}, { 'x-forwarded-for': '192.0.2.16' }, 'shield_address'],
    ['blockedAddresses', ['2001:db8::/32'], {}, { 'x-forwarded-for': '2001:db8::1' }, {}, 'shield_address'],
    ['blockedAddresses', ['203.0.113.5'], { ip: '203.0.113.5' }, {}, {}, 'shield_address'],
    ['blockedCountries', ['FR'], {}, { 'cf-ipcountry': 'FR' }, { 'cf-ipcountry': 'BE' }, 'shield_country'],
    ['blockedPaths', ['/admin/*'], { url: '/admin/users?a=1' }, {}, {}, 'shield_path'],
    ['blockedPaths', ['/caf%C3%A9*'], { url: '/café/menu' }, {}, {}, 'shield_path'],
    ['blockedPaths', ['/café*'], { url: '/caf%C3%A9/menu' }, {}, {}, 'shield_path'],
    ['blockedPaths', ['*.pdf'], { url: 'https://example.org/a/b.pdf' }, {}, {}, 'shield_path'],
    ['allowedHostnames', ['example.org'], { hostname: 'copy.example' }, {}, {}, 'shield_hostname'],
    ['allowedHostnames', ['example.org'], { hostname: undefined }, {}, {}, 'shield_hostname'],
  ];
  for (const [list, shields, payload, headers, otherHeaders, reason] of CASES) {
    test(`${list} ${shields} refuses ${JSON.stringify({ ...payload, ...headers })} and nothing else`, async () => {
      const id = await fresh();
      await setPolicy(id, { [list]: shields });
      const refused = await send(pageview(id, payload), headers);
      assert.deepEqual([refused.status, refused.body], [200, { beep: 'boop', reason }]);
      assert.equal(await result(pageview(id), otherHeaders), 'stored');
      assert.equal(await rowsOf('events', id), 1);
    });
  }

  test('counts from the next event on, in both directions, for a page that is known already', async () => {
    const id = await fresh();
    for (let round = 0; round < 3; round++) {
      assert.equal(await result(pageview(id)), 'stored');
      await setPolicy(id, { blockedPaths: ['/'] });
      assert.equal(await result(pageview(id)), 'shield_path');
      await setPolicy(id, { blockedPaths: ['/other'] });
    }
  });

  test('counts at once on a second server', async () => {
    const id = await fresh();
    for (const on of [server, strict]) assert.equal(await result(pageview(id), {}, on), 'stored');
    await setPolicy(id, { blockedPaths: ['/'] }, server);
    for (const on of [strict, server]) assert.equal(await result(pageview(id), {}, on), 'shield_path');
    await setPolicy(id, { blockedPaths: [], blockedAddresses: ['192.0.2.1'] }, strict);
    for (const on of [server, strict]) assert.equal(await result(pageview(id), {}, on), 'shield_address');
    await setPolicy(id, { blockedAddresses: [] }, strict);
    for (const on of [server, strict]) assert.equal(await result(pageview(id), {}, on), 'stored');
    assert.equal(await rowsOf('events', id), 4);
  });

  test('leaves no trace of what it refuses but a number', async () => {
    const id = await fresh();
    assert.equal(await result(pageview(id, { url: '/public' })), 'stored');
    const before = await texts(id);
    await setPolicy(id, { blockedPaths: ['/secret*'] });
    for (const on of [server, strict])
      assert.equal(await result(pageview(id, { url: '/secret/1', title: 'Private' }), {}, on), 'shield_path');
    assert.deepEqual(await texts(id), before);
    const booked = await server.psql(`SELECT outcome, sum(events) AS events FROM ledger
                                       WHERE website_id = ${numberOf(id)} GROUP BY outcome ORDER BY outcome`);
    assert.deepEqual(booked.map(({ events }) => events), [3, 1, 2]);
    assert.deepEqual(await server.psql('SELECT * FROM ledger_differences()'), []);
  });

  test('refuses one item of a batch and no other', async () => {
    const [id, free] = [await fresh(), await fresh()];
    await setPolicy(id, { blockedPaths: ['/admin'] });
    const { body } = await send([pageview(id, { url: '/admin' }), pageview(id), pageview(free, { url: '/admin' })]);
    assert.deepEqual([body.size, body.processed, body.errors, body.details], [3, 3, 0, []]);
    assert.deepEqual([await rowsOf('events', id), await rowsOf('events', free)], [1, 1]);
  });

  test('is found again after a restart and after a lost connection', async () => {
    const id = await fresh();
    await setPolicy(id, { blockedPaths: ['/admin'] });
    await strict.restart();
    assert.equal(await result(pageview(id, { url: '/admin' }), {}, strict), 'shield_path');
    await server.psql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()
                          AND pid <> pg_backend_pid() AND application_name LIKE '%collector%'`);
    const answers = [];
    for (let i = 0; i < 3; i++) answers.push(await result(pageview(id, { url: '/admin' }), {}, strict));
    assert.equal(answers.at(-1), 'shield_path');
    assert.ok(answers.every((answer) => ['shield_path', '503 busy'].includes(answer)), answers.join());
    assert.equal(await rowsOf('events', id), 0);
  });
});

describe('Do Not Track', () => {
  const ASKING = [{ dnt: '1' }, { 'sec-gpc': '1' }, { dnt: '0', 'sec-gpc': '1' }];
  const NOT_ASKING = [{}, { dnt: '0' }, { dnt: 'yes' }, { 'sec-gpc': '0' }];

  test('is ignored unless the website or the server says otherwise', async () => {
    const id = await fresh();
    for (const headers of ASKING) assert.equal(await result(pageview(id), headers), 'stored');
    for (const headers of ASKING) assert.equal(await result(pageview(id), headers, strict), 'do_not_track');
    await setPolicy(id, { doNotTrack: 'ignore' });
    for (const headers of ASKING) assert.equal(await result(pageview(id), headers, strict), 'stored');
    assert.equal((await ask(strict, 'GET', `/api/websites/${id}/policy`, { token })).serverDoNotTrack, 'drop');
  });

  test('refuses when the website drops who asks', async () => {
    const id = await fresh();
    await setPolicy(id, { doNotTrack: 'drop' });
    for (const headers of ASKING) assert.equal(await result(pageview(id), headers), 'do_not_track');
    assert.deepEqual(await texts(id), []);
    for (const headers of NOT_ASKING) assert.equal(await result(pageview(id), headers), 'stored');
  });

  test('counts without a visitor: a page and a source, and nothing about who it was', async () => {
    const id = await fresh();
    await setPolicy(id, { doNotTrack: 'anonymous' });
    const payload = {
      url: '/a', referrer: 'https://www.google.fr/', screen: '2560x1440', language: 'fr-FR', id: 'ada', title: 'A',
    };
    const headers = { dnt: '1', 'cf-ipcountry': 'FR' };
    const { body } = await send(pageview(id, payload), headers);
    assert.deepEqual(body, { cache: '', sessionId: null, visitId: null });
    assert.equal(await result(pageview(id, { ...payload, name: 'signup', data: { plan: 'pro' } }), headers), 'anonymous');
    assert.equal(await result(pageview(id, { id: 'ada', data: { email: 'a@b.c' } }, 'identify'), headers), 'do_not_track');
    assert.equal(await result([pageview(id, payload)], headers), 'anonymous');

    for (const table of ['visitors', 'visits', 'clients', 'locations', 'visitor_properties'])
      assert.equal(await rowsOf(table, id), 0, table);
    assert.equal(await rowsOf('event_properties', id), 1);
    assert.deepEqual(
      await server.psql(`SELECT DISTINCT visitor_id, visit_id FROM events WHERE website_id = ${numberOf(id)}`),
      [{ visitor_id: 0, visit_id: 0 }],
    );
    assert.deepEqual(
      (await texts(id)).sort(),
      ['/', '/a', 'A', 'Google', 'example.org', 'google.fr', 'organicSearch', 'plan', 'signup'].sort(),
    );
  });

  test('counts in reports as rows, and as neither visitor nor visit', async () => {
    const id = await fresh();
    await setPolicy(id, { doNotTrack: 'anonymous' });
    const referrer = 'https://news.example/';
    for (const headers of [{}, ...ASKING]) assert.notEqual(await result(pageview(id, { referrer }), headers), 'do_not_track');
    const range = `startAt=${Date.now() - 3_600_000}&endAt=${Date.now() + 60_000}`;
    const report = (path) => ask(server, 'GET', `/api/websites/${id}/${path}`, { token });
    const { comparison, ...totals } = await report(`stats?${range}`);
    assert.deepEqual(totals, { pageviews: 4, visitors: 1, visits: 1, bounces: 1, totaltime: 0 });
    assert.equal(comparison.pageviews, 0);
    const expanded = { pageviews: 4, visitors: 1, visits: 1, bounces: 1, totaltime: 0 };
    for (const [type, name] of [['path', '/'], ['domain', 'news.example'], ['channel', 'referral']])
      assert.deepEqual(await report(`metrics/expanded?type=${type}&${range}`), [{ name, ...expanded }], type);
    assert.deepEqual(await report('active'), { visitors: 1 });
  });

  test('cannot be got round with the token of an earlier answer', async () => {
    const id = await fresh();
    const { body } = await send(pageview(id));
    await setPolicy(id, { doNotTrack: 'anonymous' });
    const headers = { dnt: '1', 'x-umami-cache': body.cache };
    assert.equal(await result(pageview(id), headers), 'anonymous');
    assert.equal(await rowsOf('visits', id), 1);
    const [visit] = await server.psql(`SELECT pageviews FROM visits WHERE website_id = ${numberOf(id)}`);
    assert.equal(visit.pageviews, 1);
  });
});

describe('the server', () => {
  test('answers 403 to ignored addresses, as Umami does', async () => {
    const id = await fresh();
    for (const address of ['198.51.100.9', '2001:db8::7', '::ffff:198.51.100.1']) {
      const { status, body } = await send(pageview(id), { 'x-forwarded-for': address }, strict);
      assert.deepEqual([status, body.error.code, body.error.reason], [403, 'forbidden', 'ignored_address'], address);
      assert.equal(await result(pageview(id), { 'x-forwarded-for': address }), 'stored');
    }
    assert.equal(await result(pageview(id, { ip: '198.51.100.3' }), {}, strict), '403 ignored_address');
    for (const address of ['198.51.101.9', '2001:db8::8'])
      assert.equal(await result(pageview(id), { 'x-forwarded-for': address }, strict), 'stored');
    const { body } = await send([pageview(id, { ip: '198.51.100.3' }), pageview(id)], {}, strict);
    assert.deepEqual([body.processed, body.errors], [1, 1]);
    const [{ index, response }] = body.details;
    assert.deepEqual([index, response.error.status, response.error.reason], [0, 403, 'ignored_address']);
    assert.equal(await rowsOf('events', id), 6);
  });

  test('refuses referrers that are known for spam', async () => {
    const id = await fresh();
    for (const referrer of ['http://semalt.com/', 'https://www.darodar.com/a?b', 'http://x.buttons-for-website.com'])
      assert.equal(await result(pageview(id, { referrer })), 'spam_referrer');
    for (const referrer of ['https://notsemalt.com/', 'https://semalt.com.example/', 'https://example.net/semalt.com'])
      assert.equal(await result(pageview(id, { referrer })), 'stored');
    const { body } = await send(pageview(id, { referrer: 'http://semalt.com/' }));
    assert.deepEqual(body, { beep: 'boop', reason: 'spam_referrer' });
  });

  test('counts each reason in /metrics', async () => {
    const { body } = await call(strict, 'GET', '/metrics');
    const { body: own } = await call(server, 'GET', '/metrics');
    for (const reason of ['shield_path', 'do_not_track', 'ignored_address', 'spam_referrer']) {
      const counts = [body, own].map((text) => Number(new RegExp(`"${reason}"\\} (\\d+)`).exec(text)?.[1]));
      assert.ok(counts[0] > 0 || counts[1] > 0, `${reason}: ${counts}`);
    }
  });
});
