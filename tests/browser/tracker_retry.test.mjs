// What becomes of events that get no answer, in a real browser: kept, over a reload too, and sent again until they are stored,
// once. First against a server that only records, then against the real one behind a proxy that loses answers.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { after, before, test } from 'node:test';
import { LIMITS, build } from '../../frontend/tracker/build.mjs';
import { ask, createWebsite, login, startServer } from '../support/server.mjs';
import {
  WAIT,
  arrived,
  engagements,
  failures,
  open,
  pages,
  replies,
  startTracked,
  stopTracked,
  tracked,
} from '../support/tracked.mjs';

// A browser that says it is headless is taken for a bot.
const PEOPLE = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const HOUR = 3_600_000;
const BUSY = { status: 503 };

let script;
before(async () => {
  script = await build('script.js');
  await startTracked({ 'script.js': script });
});
after(stopTracked);

const track = (visit, ...names) =>
  visit.page.evaluate((all) => Promise.all(all.map((name) => window.umami.track(name))), names);
const nameOf = ({ payload }) => payload.name ?? 'view';
const ids = (list) => new Set(list.map(({ eventId }) => eventId));
// Each event once: the page that is left and the one that follows may both send what was kept, and the server stores it once.
const distinct = (list) => [...new Map(list.map((hit) => [hit.eventId, hit])).values()];
// [moment, id] of what the page keeps, the oldest first.
const kept = (visit) =>
  visit.page.evaluate((website) => {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(`sillage.${website}.`));
    return keys.sort().map((key) => key.split('.').slice(2));
  }, visit.website);

// A page whose own pageview has been answered.
const withTracker = async (t, options) => {
  const visit = await open(t, options);
  await visit.start();
  await visit.settled();
  return visit;
};

test('nothing is kept of what was answered', async (t) => {
  const visit = await withTracker(t);
  await track(visit, 'a', 'b');
  assert.equal((await visit.settled()).length, 3);
  assert.deepEqual(await visit.page.evaluate(() => ({ ...localStorage })), {});
});

test('sends again what was answered 429 or 5xx, or not at all, under its id and with its age', async (t) => {
  for (const failure of [BUSY, { status: 429, retryAfter: 1 }, { status: 502 }, 'cut']) {
    const visit = await withTracker(t);
    failures.set(visit.website, failure);
    await track(visit, 'signup');
    assert.equal((await kept(visit)).length, 1);
    failures.delete(visit.website);
    await visit.settled();
    const [, first, ...again] = await visit.settled();
    assert.ok(again.length >= 1, JSON.stringify(failure));
    assert.deepEqual(ids(again), ids([first]));
    assert.deepEqual(again.at(-1).payload, first.payload);
    assert.ok(first.age < 100);
    assert.ok(again.at(-1).age >= 2000 && again.at(-1).age <= 10_000, `${again.at(-1).age} ms`);
    assert.deepEqual(await kept(visit), []);
    const { length } = visit.own();
    await visit.page.clock.runFor(HOUR);
    assert.equal((await visit.settled()).length, length, 'sent again after it was answered');
  }
});

test('does not send again what was refused', async (t) => {
  for (const status of [400, 401, 403, 404, 413]) {
    const visit = await withTracker(t);
    failures.set(visit.website, { status });
    await track(visit, 'signup');
    assert.deepEqual(await kept(visit), []);
    await visit.page.clock.runFor(HOUR);
    await visit.start();
    assert.equal((await visit.settled()).filter(({ payload }) => payload.name).length, 1, status);
  }
});

test('waits for as long as Retry-After says, and longer each time', async (t) => {
  const visit = await withTracker(t);
  failures.set(visit.website, { status: 503, retryAfter: 60 });
  await track(visit, 'signup');
  await visit.page.clock.runFor(50_000);
  assert.equal((await visit.settled()).length, 2);
  failures.set(visit.website, { status: 503 });
  await visit.page.clock.runFor(75_000);
  assert.equal((await visit.settled()).length, 3);
  for (let turn = 4; turn < 10; turn++) {
    const { age } = (await visit.settled()).at(-1);
    await visit.page.clock.runFor(age * 2 + 4000);
    const again = await visit.arrived(turn);
    assert.equal(again.length, turn);
    assert.ok(again.at(-1).age >= age * 2 + 2000, `${age} ms, then ${again.at(-1).age} ms`);
  }
});

test('the next answer brings out all that waits, the oldest first', async (t) => {
  const visit = await withTracker(t);
  failures.set(visit.website, { status: 503, retryAfter: 600 });
  for (const name of ['a', 'b', 'c']) {
    await track(visit, name);
    await visit.page.clock.runFor(10);
  }
  failures.delete(visit.website);
  await track(visit, 'd');
  const list = await visit.arrived(8);
  assert.deepEqual(
    list.slice(4).map((hit) => [nameOf(hit), hit.headers['x-umami-cache']]),
    [
      ['d', 'first'],
      ['a', undefined], // the visit of then may be another
      ['b', undefined],
      ['c', undefined],
    ],
  );
  await visit.settled();
  assert.deepEqual(await kept(visit), []);
});

test('sends when the browser is back on the network', async (t) => {
  const visit = await withTracker(t);
  await visit.page.clock.pauseAt(Date.now() + HOUR); // no timer fires
  await visit.context.setOffline(true);
  await track(visit, 'tunnel');
  assert.equal((await kept(visit)).length, 1);
  await visit.context.setOffline(false);
  assert.deepEqual((await visit.arrived(2)).map(nameOf), ['view', 'tunnel']);
});

test('what is kept outlives the page, pageviews and identities included', async (t) => {
  const visit = await open(t);
  failures.set(visit.website, 'cut');
  await visit.start();
  await visit.page.clock.runFor(400);
  await visit.page.evaluate(() => Promise.all([window.umami.track('signup'), window.umami.identify('ada')]));
  const before = ids(visit.own());
  assert.equal(before.size, 3);
  await visit.page.goto(`${tracked.other}/nothing`);
  failures.delete(visit.website);
  const { length } = visit.own();
  await visit.page.clock.runFor(HOUR);
  await visit.start();
  const list = (await visit.settled()).slice(length);
  const again = list.filter(({ eventId }) => before.has(eventId));
  assert.deepEqual(again.map(nameOf).sort(), ['signup', 'view', 'view']);
  assert.deepEqual(again.map(({ type }) => type).sort(), ['event', 'event', 'identify']);
  for (const { age } of again) assert.ok(age >= HOUR && age < HOUR + 60_000, `${age} ms`);
  assert.equal(list.length, 4, 'and the new pageview');
  assert.deepEqual(await kept(visit), []);
});

test('what is on its way when the page is closed is sent again by the next one', async (t) => {
  const visit = await withTracker(t);
  replies.set(visit.website, new Promise(() => {}));
  await visit.page.evaluate(() => void window.umami.track('leave'));
  const [, first] = await visit.arrived(2);
  await visit.page.close();
  replies.delete(visit.website);
  const next = await visit.context.newPage();
  await next.goto(`${tracked.site}/home`);
  const list = await visit.arrived(4);
  assert.ok(list.slice(2).some(({ eventId }) => eventId === first.eventId));
});

test('keeps fifty events at most, the latest', async (t) => {
  const visit = await withTracker(t);
  await visit.context.setOffline(true);
  for (let i = 0; i < 60; i++) {
    await track(visit, `event ${i}`);
    await visit.page.clock.runFor(5);
  }
  assert.equal((await kept(visit)).length, 50);
  await visit.context.setOffline(false);
  const list = await visit.arrived(51);
  assert.deepEqual(list.slice(1).map(nameOf), Array.from({ length: 50 }, (_, i) => `event ${i + 10}`));
});

test('keeps nothing for longer than a day', async (t) => {
  const visit = await withTracker(t);
  await visit.context.setOffline(true);
  await track(visit, 'old', 'recent');
  const age = (name, by) =>
    visit.page.evaluate(
      ([wanted, ms]) => {
        for (const [key, body] of Object.entries(localStorage)) {
          if (!body.includes(`"${wanted}"`)) continue;
          localStorage[key.replace(/\.(\d+)\./, (_, at) => `.${at - ms}.`)] = body;
          delete localStorage[key];
        }
      },
      [name, by],
    );
  await age('old', 24 * HOUR + 1000);
  await age('recent', 23 * HOUR);
  await visit.context.setOffline(false);
  await visit.start();
  const list = await visit.settled();
  assert.deepEqual(distinct(list.filter(({ age: ms }) => ms > HOUR)).map(nameOf), ['recent']);
  assert.deepEqual(await kept(visit), []);
});

test('an event of a clock that was set back since is not lost', async (t) => {
  const visit = await withTracker(t);
  await visit.context.setOffline(true);
  await track(visit, 'signup');
  await visit.page.evaluate(() => {
    for (const [key, body] of Object.entries(localStorage)) {
      localStorage[key.replace(/\.(\d+)\./, (_, at) => `.${Number(at) + 1e9}.`)] = body;
      delete localStorage[key];
    }
  });
  await visit.context.setOffline(false);
  await visit.start();
  const named = (await visit.settled()).filter(({ payload }) => payload.name);
  assert.deepEqual([...new Set(named.map(({ age }) => age))], [0]);
  assert.deepEqual(distinct(named).map(nameOf), ['signup']);
});

test('pages that are open at the same time keep each its own and lose none of the other', async (t) => {
  const visit = await withTracker(t);
  const second = await visit.context.newPage();
  await second.goto(`${tracked.site}/home`);
  await visit.arrived(2);
  await visit.context.setOffline(true);
  const all = (page, prefix) =>
    page.evaluate(
      (start) => Promise.all(Array.from({ length: 20 }, (_, i) => window.umami.track(`${start}${i}`))),
      prefix,
    );
  await Promise.all([all(visit.page, 'first '), all(second, 'second ')]);
  await second.close();
  const deadline = Date.now() + WAIT;
  while ((await kept(visit)).length < 40) assert.ok(Date.now() < deadline, `${(await kept(visit)).length} of 40`);
  await visit.context.setOffline(false);
  const arrivedNames = () => [...new Set(visit.own().map(nameOf))].filter((name) => name !== 'view');
  await arrived(arrivedNames, 40);
});

test('an event at which the server fails does not hold up the others', async (t) => {
  const visit = await withTracker(t);
  failures.set(visit.website, { status: 500 });
  await track(visit, 'bad');
  failures.set(visit.website, { status: 503, retryAfter: 600 });
  await track(visit, 'good');
  failures.delete(visit.website);
  await track(visit, 'next');
  assert.deepEqual((await visit.arrived(5)).map(nameOf), ['view', 'bad', 'good', 'next', 'good']);
  assert.equal((await kept(visit)).length, 1);
  await visit.start();
  assert.ok((await visit.settled()).slice(5).map(nameOf).includes('bad'));
  assert.deepEqual(await kept(visit), []);
});

test('sends again from memory where storage is forbidden', async (t) => {
  const visit = await open(t);
  pages.set('/frame', `<iframe sandbox="allow-scripts" src="${tracked.site}/home"></iframe>`);
  failures.set(visit.website, BUSY);
  await visit.page.goto(`${tracked.site}/frame`);
  await visit.page.frames()[1].waitForFunction(() => window.umami);
  await visit.page.clock.runFor(400);
  const [{ eventId }] = await visit.arrived(1);
  failures.delete(visit.website);
  await visit.page.clock.runFor(10_000);
  assert.ok((await visit.arrived(2)).every((hit) => hit.eventId === eventId));
});

test('sends again from memory where storage is full', async (t) => {
  const visit = await withTracker(t);
  await visit.page.evaluate(() => {
    let filler = 'x'.repeat(2 ** 22);
    for (let i = 0; filler; i++) {
      try {
        localStorage[`filler ${i}`] = filler;
      } catch {
        filler = filler.slice(filler.length / 2 + 1);
      }
    }
  });
  failures.set(visit.website, BUSY);
  await track(visit, 'signup');
  assert.deepEqual(await kept(visit), []);
  failures.delete(visit.website);
  const list = await visit.settled();
  assert.deepEqual(list.slice(1).map(nameOf), ['signup', 'signup']);
  assert.equal(ids(list.slice(1)).size, 1);
});

test('an event too large to outlive its page is sent all the same', async (t) => {
  const visit = await withTracker(t);
  await visit.page.evaluate(() => window.umami.track('large', { text: 'x'.repeat(70_000) }));
  assert.equal((await kept(visit)).length, 1);
  await visit.page.clock.runFor(5000);
  assert.deepEqual((await visit.arrived(2)).map(nameOf), ['view', 'large']);
});

test('sends nothing again for somebody who has turned the tracker off since', async (t) => {
  const visit = await withTracker(t);
  await visit.context.setOffline(true);
  await track(visit, 'signup');
  await visit.page.evaluate(() => (localStorage['umami.disabled'] = 1));
  await visit.context.setOffline(false);
  await visit.page.clock.runFor(HOUR);
  await visit.start();
  assert.equal((await visit.settled()).length, 1);
});

test('does not keep how long a page was read', async (t) => {
  const visit = await withTracker(t);
  failures.set(visit.website, BUSY);
  await visit.page.goto(`${tracked.site}/nothing`);
  await arrived(() => engagements.filter(({ website }) => website === visit.website), 1);
  assert.deepEqual(await kept(visit), []);
});

// The real server -------------------------------------------------------------------------------------------------------

/** Stands between browser and server. While `lossy`, it passes events on and cuts the connection instead of the answer. */
async function startProxy(port) {
  const proxy = { lossy: false, lost: 0 };
  const listener = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    let method;
    client.on('data', (data) => (method = data.toString('latin1', 0, 4)));
    client.on('error', () => {}).on('close', () => upstream.destroy());
    upstream.on('error', () => {}).on('close', () => client.destroy());
    client.pipe(upstream);
    upstream.on('data', (data) => {
      if (!proxy.lossy || method !== 'POST') return client.write(data);
      proxy.lost++;
      return client.resetAndDestroy();
    });
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  proxy.url = `http://127.0.0.1:${listener.address().port}`;
  proxy.close = () => listener.close();
  return proxy;
}

/** A server with a website, and a page of that website in a browser. */
async function withServer(t) {
  const server = await startServer();
  t.after(() => server.stop());
  const proxy = await startProxy(server.port);
  t.after(() => proxy.close());
  const token = await login(server);
  const website = await createWebsite(server, token);
  const visit = await open(t, { website: website.id, collector: proxy.url, browserOptions: { userAgent: PEOPLE } });
  const stored = async () => {
    const rows = await server.psql(
      `SELECT coalesce(name.text, 'view') AS name, event_at(event_id) AS at
         FROM events AS e
         JOIN websites AS w USING (website_id)
         LEFT JOIN actions AS a ON a.website_id = e.website_id AND a.action_id = e.action_id
         LEFT JOIN texts AS name ON name.website_id = e.website_id AND name.text_id = a.name_id
        WHERE w.website_uuid = $1 ORDER BY event_id`,
      [website.id],
    );
    return rows;
  };
  const books = async () => {
    const { refused, received } = await ask(
      server,
      'GET',
      `/api/websites/${website.id}/ledger?startAt=${Date.now() - 24 * HOUR}&endAt=${Date.now() + HOUR}`,
      { token },
    );
    return { received, ...Object.fromEntries(refused.map(({ reason, events }) => [reason, events])) };
  };
  return { server, proxy, visit, stored, books };
}

test('an event whose answer is lost after it was stored is sent again, and stored once', async (t) => {
  const { proxy, visit, stored, books } = await withServer(t);
  await visit.start();
  await visit.settled();
  proxy.lossy = true;
  await track(visit, 'signup');
  assert.ok(proxy.lost > 0);
  assert.deepEqual((await stored()).map(({ name }) => name), ['view', 'signup']);
  const { received } = await books();
  assert.equal((await kept(visit)).length, 1);
  proxy.lossy = false;
  await visit.settled();
  assert.deepEqual(await kept(visit), []);
  assert.deepEqual((await stored()).map(({ name }) => name), ['view', 'signup']);
  assert.deepEqual(await books(), { received: received + 1, duplicate: received - 1 });
});

test('what was sent to a server that is away is kept over a reload, and stored once when it is back', async (t) => {
  const { server, visit, stored, books } = await withServer(t);
  await visit.start();
  await visit.settled();
  await server.kill9();
  await track(visit, 'signup');
  await visit.page.evaluate(() => history.pushState(null, '', '/second'));
  await visit.settled();
  assert.equal((await kept(visit)).length, 2);
  // The page comes from elsewhere, and the script from the browser's cache.
  await visit.start();
  await visit.settled();
  assert.equal((await kept(visit)).length, 3);
  await server.restart();
  await visit.page.clock.fastForward(HOUR);
  await visit.settled();
  await visit.settled();
  assert.deepEqual(await kept(visit), []);
  const rows = await stored();
  assert.deepEqual(rows.map(({ name }) => name).sort(), ['signup', 'view', 'view', 'view']);
  // An hour of the browser has passed since, and none of the server.
  for (const { at } of rows.slice(0, 3)) {
    const ago = Date.now() - at;
    assert.ok(ago > HOUR && ago < HOUR + 60_000, `${ago} ms`);
  }
  assert.deepEqual(await books(), { received: 4 });
});

test('browsers get the script with Brotli, no larger than the limit', async (t) => {
  const { visit, proxy } = await withServer(t);
  const arriving = visit.page.waitForResponse('**/script.js');
  await visit.start();
  const response = await arriving;
  assert.equal((await response.allHeaders())['content-encoding'], 'br');
  const answer = await fetch(`${proxy.url}/script.js`, { headers: { 'accept-encoding': 'br' } });
  const { responseBodySize } = await response.request().sizes();
  assert.equal(await response.text(), script);
  assert.equal(await answer.text(), script);
  assert.ok(responseBodySize <= LIMITS['script.js'], `${responseBodySize} bytes`);
});
