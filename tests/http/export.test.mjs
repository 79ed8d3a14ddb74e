// The export: every row once and as it was sent, in any format; answers of any length with a reader of any speed.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import http2 from 'node:http2';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, call, createWebsite, login, startServer } from '../support/server.mjs';
import { FIREFOX } from '../support/user_agents.mjs';
import { parseCsv, unzip } from './support/exported.mjs';

const MINUTE = 60_000;
const START = Date.parse('2025-03-01T00:00:00Z');
const BATCHES = 60;
const BATCH = 500;

let server;
let token;
let large; // the id of a website with many rows
before(async () => {
  server = await startServer({ settings: { EVENTS_RATE: '0', WORKERS: '2' } });
  token = await login(server);
  large = (await createWebsite(server, token, { domain: 'example.org' })).id;
  for (let i = 0; i < BATCHES; i++) await send(large, Array.from({ length: BATCH }, (_, k) => rowOf(i * BATCH + k)));
});
after(() => server?.stop());

const rowOf = (number) => ({
  url: `/page/${number}?q=${'x'.repeat(100)}`,
  title: `Page ${number % 1000}`,
  timestamp: (START + number * 7 * MINUTE) / 1000,
});

const send = (website, payloads, headers = {}) =>
  ask(server, 'POST', '/api/batch', {
    headers: { 'user-agent': FIREFOX, 'x-forwarded-for': '192.0.2.1', 'accept-language': 'fr-FR', ...headers },
    body: payloads.map((payload) => ({ type: 'event', payload: { website, hostname: 'example.org', language: 'fr-FR', ...payload } })),
  });

const pathOf = (website, query = {}) =>
  `/api/websites/${website}/export?${new URLSearchParams({ startAt: START - 1, endAt: START + 1e12, ...query })}`;

const textOf = async (website, query) => {
  const answer = await fetch(`${server.url}${pathOf(website, query)}`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal(answer.status, 200);
  return { text: await answer.text(), headers: answer.headers };
};

const linesOf = async (website, query) => {
  const { text } = await textOf(website, { format: 'ndjson', ...query });
  assert.ok(text === '' || text.endsWith('\n'));
  return text.split('\n').slice(0, -1).map((line) => JSON.parse(line));
};

describe('a row', () => {
  test('has all that is known of it', async () => {
    const { id } = await createWebsite(server, token, { domain: 'example.org' });
    const url = '/a?utm_source=news&utm_campaign=may';
    await send(id, [{ url, title: 'A, "B"', referrer: 'https://www.google.fr/', timestamp: START / 1000, tag: 'x' }]);
    await send(id, [{ url: '/a', name: 'signup', timestamp: START / 1000 + 60 }]);
    const [view, event, ...none] = await linesOf(id);
    assert.deepEqual(none, []);
    assert.match(view.id, /^[0-9a-f-]{36}$/);
    assert.match(view.sessionId, /^[0-9a-f-]{36}$/);
    assert.deepEqual([view.sessionId, view.visitId], [event.sessionId, event.visitId]);
    const { id: viewId, sessionId, visitId, ...shown } = view;
    assert.deepEqual(shown, {
      createdAt: '2025-03-01T00:00:00.000Z',
      eventType: 1,
      eventName: null,
      tag: 'x',
      hostname: 'example.org',
      urlPath: '/a',
      urlQuery: 'utm_source=news&utm_campaign=may',
      pageTitle: 'A, "B"',
      referrerDomain: 'google.fr',
      referrerName: 'Google',
      channel: view.channel,
      utmSource: 'news',
      utmMedium: null,
      utmCampaign: 'may',
      utmContent: null,
      utmTerm: null,
      browser: 'firefox',
      os: 'Linux',
      device: view.device,
      screen: null,
      language: 'fr-FR',
      country: null,
      region: null,
      city: null,
      distinctId: null,
    });
    assert.deepEqual([event.eventType, event.eventName, event.createdAt], [2, 'signup', '2025-03-01T00:01:00.000Z']);

    const { text, headers } = await textOf(id, { format: 'csv' });
    assert.equal(headers.get('content-type'), 'text/csv; charset=utf-8; header=present');
    assert.equal(headers.get('content-disposition'), 'attachment; filename="events.csv"');
    const [names, ...rows] = parseCsv(text);
    const objects = rows.map((row) => Object.fromEntries(row.map((field, i) => [names[i], field])));
    const asText = (row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value ?? '')]));
    assert.deepEqual(objects, [view, event].map(asText));
  });

  test('that was counted without a visitor has none', async () => {
    const { id } = await createWebsite(server, token);
    await ask(server, 'POST', `/api/websites/${id}/policy`, { token, body: { doNotTrack: 'anonymous' } });
    await send(id, [{ url: '/', timestamp: START / 1000 }], { dnt: '1' });
    const [{ sessionId, visitId, browser, channel }] = await linesOf(id);
    assert.deepEqual([sessionId, visitId, browser, channel], [null, null, null, 'direct']);
  });

  test('runs no formula in a spreadsheet', async () => {
    const { id } = await createWebsite(server, token);
    const titles = ['=1+1', '+1', '-1', '@SUM(A1)', '=HYPERLINK("http://x","y")', 'a=b', '1-1'];
    await send(id, titles.map((title, i) => ({ url: '/', title, timestamp: START / 1000 + i })));
    const [names, ...rows] = parseCsv((await textOf(id, { format: 'csv' })).text);
    const shown = rows.map((row) => row[names.indexOf('pageTitle')]);
    assert.deepEqual(shown, titles.map((title) => (/^[=+@-]/.test(title) ? `'${title}` : title)));
    const { text } = await textOf(id, { format: 'csv' });
    assert.ok(text.includes(`,"'=HYPERLINK(""http://x"",""y"")",`));
  });
});

describe('an export', () => {
  test('has every row once, in order, however many there are', async () => {
    const rows = await linesOf(large);
    assert.equal(rows.length, BATCHES * BATCH);
    rows.forEach(({ urlPath, createdAt }, i) => {
      assert.equal(urlPath, `/page/${i}`);
      assert.equal(Date.parse(createdAt), START + i * 7 * MINUTE);
    });
    const [names, ...fields] = parseCsv((await textOf(large, { format: 'csv' })).text);
    assert.deepEqual(fields.map((row) => row[0]), rows.map(({ id }) => id));
    assert.ok(fields.every((row) => row.length === names.length));
  });

  test('keeps to its range and its filters', async () => {
    const range = { startAt: START + 100 * 7 * MINUTE, endAt: START + 5000 * 7 * MINUTE - 1 };
    assert.deepEqual(
      (await linesOf(large, range)).map(({ urlPath }) => urlPath),
      Array.from({ length: 4900 }, (_, i) => `/page/${100 + i}`),
    );
    assert.equal((await linesOf(large, { title: 'Page 7' })).length, (BATCHES * BATCH) / 1000);
    assert.deepEqual(await linesOf(large, { startAt: 0, endAt: START - 1 }), []);
    assert.equal((await textOf(large, { format: 'csv', startAt: 0, endAt: 1 })).text.split('\r\n').length, 2);
  });

  test('wants a range and a format that there is', async () => {
    for (const query of ['format=csv', 'startAt=0&endAt=1&format=xls']) {
      assert.equal((await call(server, 'GET', `/api/websites/${large}/export?${query}`, { token })).status, 400, query);
    }
  });

  test('has no body for HEAD', async () => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${server.url}${pathOf(large, { format: 'csv' })}`, { method: 'HEAD', headers });
    assert.deepEqual([answer.status, await answer.text()], [200, '']);
  });
});

// Readers -----------------------------------------------------------------------------------------------------------------

const open = async (query) => {
  const request = http.get(`${server.url}${pathOf(large, query)}`, { headers: { authorization: `Bearer ${token}` } });
  const [answer] = await once(request, 'response');
  assert.equal(answer.statusCode, 200);
  return answer;
};

const openHttp2 = async (query) => {
  const session = http2.connect(server.url, { settings: { initialWindowSize: 65_535 } });
  session.on('error', () => {});
  const stream = session.request({ ':path': pathOf(large, query), authorization: `Bearer ${token}` });
  const [headers] = await once(stream, 'response');
  assert.equal(headers[':status'], 200);
  return { session, stream };
};

const lengthOf = async (stream) => {
  let length = 0;
  for await (const chunk of stream) length += chunk.length;
  return length;
};

/** Transactions of the server's workers that are open. */
const openTransactions = async () =>
  (
    await server.psql(
      `SELECT count(*) FROM pg_stat_activity
        WHERE datname = '${server.database}' AND application_name = 'sillage' AND xact_start IS NOT NULL`,
    )
  )[0].count;


const until = async (holds, what) => {
  for (let i = 0; i < 200; i++) {
    if (await holds()) return;
    await sleep(25);
  }
  assert.fail(what);
};

describe('a reader who is slow', () => {
  test('holds neither a worker nor a transaction, and gets everything in the end', async () => {
    const whole = Buffer.byteLength((await textOf(large, { format: 'csv' })).text);
    const readers = await Promise.all(Array.from({ length: 6 }, () => open({ format: 'csv' })));
    const others = await Promise.all(Array.from({ length: 2 }, () => openHttp2({ format: 'csv' })));
    for (const reader of readers) reader.pause();
    await until(async () => (await openTransactions()) === 0, 'a transaction stays open');
    // Six readers wait, and there are two workers.
    assert.equal((await call(server, 'GET', '/api/me', { token })).status, 200);
    const lengths = await Promise.all([...readers, ...others.map(({ stream }) => stream)].map(lengthOf));
    assert.deepEqual(lengths, Array(8).fill(whole));
    for (const { session } of others) session.close();
  });

  test('who leaves is not written for any more', async () => {
    const readers = await Promise.all(Array.from({ length: 4 }, () => open({ format: 'ndjson' })));
    const { session, stream } = await openHttp2({ format: 'ndjson' });
    for (const reader of readers) reader.destroy();
    stream.close();
    session.destroy();
    await until(async () => (await openTransactions()) === 0, 'a transaction stays open');
    await until(() => (server.log.match(/route=\/api\/websites\/{website_id}\/export status=499/g) ?? []).length >= 5, 'not noticed');
  });

  test('whose token is revoked meanwhile gets no end', async () => {
    const other = await login(server);
    const request = http.get(`${server.url}${pathOf(large, { format: 'csv' })}`, { headers: { authorization: `Bearer ${other}` } });
    const [answer] = await once(request, 'response');
    request.on('error', () => {}); // that there is no end is an error of the request, too
    answer.pause();
    await call(server, 'POST', '/api/auth/logout', { token: other });
    await assert.rejects(lengthOf(answer));
  });
});

// Umami's zip -------------------------------------------------------------------------------------------------------------

test("without a format it is Umami's zip, with the numbers of /metrics", async () => {
  const { id } = await createWebsite(server, token, { domain: 'example.org' });
  await send(id, [{ url: '/a,b', referrer: 'https://news.example/', timestamp: START / 1000 }, { url: '/', timestamp: START / 1000 + 1 }]);
  await send(id, [{ url: '/', timestamp: START / 1000 + 2 }], { 'x-forwarded-for': '192.0.2.2' });
  await send(id, [{ url: '/', name: '=signup', timestamp: START / 1000 + 3 }]);
  const { zip } = await ask(server, 'GET', pathOf(id), { token });
  const files = unzip(Buffer.from(zip, 'base64'));
  assert.deepEqual(files, {
    'events.csv': "x,y\r\n'=signup,1\r\n",
    'pages.csv': 'x,y\r\n/,2\r\n"/a,b",1\r\n',
    'referrers.csv': 'x,y\r\nnews.example,1\r\n',
    'browsers.csv': 'x,y\r\nfirefox,2\r\n',
    'os.csv': 'x,y\r\nLinux,2\r\n',
    'devices.csv': files['devices.csv'],
    'countries.csv': 'x,y\r\n,2\r\n',
  });
  assert.match(files['devices.csv'], /^x,y\r\n\w+,2\r\n$/);
});

test("Umami's zip holds more values than one block", async () => {
  const { zip } = await ask(server, 'GET', pathOf(large, { endAt: START + 2000 * 7 * MINUTE - 1 }), { token });
  assert.equal(unzip(Buffer.from(zip, 'base64'))['pages.csv'].split('\r\n').length, 2002);
});
