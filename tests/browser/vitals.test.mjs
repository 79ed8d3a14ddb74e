// How fast a page was, measured in a real browser, and compared with what the definitions make of the same entries.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { LIMITS, build } from '../../frontend/tracker/build.mjs';
import { createWebsite, login, startServer } from '../support/server.mjs';
import { arrived, failures, measurements, open, startTracked, stopTracked, tracked } from '../support/tracked.mjs';

const PEOPLE = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const ASKS = 'data-performance="true"';

// Collects what the browser measures, as the tracker might. A click on the button, or a key, keeps the page busy for window.busy ms.
const PAGE = `<style>body { margin: 0 } p { margin: 0; height: 200px }</style>
<p id="text">Some words to be painted</p><button>Press</button><script>
  window.seen = [];
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  const note = (entries) => {
    for (const { entryType, startTime, duration, value, hadRecentInput, interactionId } of entries) {
      seen.push({ entryType, startTime, duration, value, hadRecentInput, interactionId });
    }
  };
  for (const type of ['layout-shift', 'event', 'first-input']) {
    observer.observe({ type, buffered: true, durationThreshold: 16 });
  }
  window.busy = 100;
  const work = () => {
    const end = performance.now() + busy;
    while (performance.now() < end);
  };
  document.querySelector('button').onclick = work;
  addEventListener('keydown', work);
  window.shift = () => new Promise((done) => {
    text.insertAdjacentHTML('beforebegin', '<p></p>');
    requestAnimationFrame(() => requestAnimationFrame(done));
  });
</script>`;

let code;
before(async () => {
  code = await build('vitals.js');
  await startTracked({ 'script.js': await build('script.js'), 'vitals.js': code });
});
after(stopTracked);

const measured = (visit) => measurements.filter(({ website }) => website === visit.website);
const vitals = ({ payload: { lcp, inp, cls, fcp, ttfb } }) => ({ lcp, inp, cls, fcp, ttfb });
const pathOf = ({ payload }) => payload.url.slice(tracked.site.length);

// A page that has sent its pageview and loaded the script that measures.
const withVitals = async (t, options) => {
  const visit = await open(t, { tag: ASKS, html: PAGE, real: true, ...options });
  const loaded = visit.page.waitForResponse('**/vitals.js');
  await visit.start();
  await (await loaded).finished();
  await visit.arrived(1);
  // What is loaded has been run when another module that was asked for later has been.
  await visit.page.evaluate((url) => import(url), `${visit.collector}/vitals.js`);
  return visit;
};
const leave = (visit) => visit.page.goto(`${tracked.other}/nothing`);
const hide = (visit) =>
  visit.page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  });
const entries = (visit, type) =>
  visit.page.evaluate((wanted) => {
    note(observer.takeRecords());
    return seen.filter(({ entryType }) => entryType === wanted);
  }, type);

// Presses the button; how long that took is known once the browser has painted what came of it.
const press = async (visit) => {
  await visit.page.click('button');
  await visit.page.waitForFunction(() => {
    note(observer.takeRecords());
    return seen.some(({ interactionId, duration }) => interactionId && duration >= busy);
  });
};

test('is small and carries no comment', () => {
  const size = brotliCompressSync(code).length;
  assert.ok(size <= LIMITS['vitals.js'], `${size} bytes by Brotli`);
  assert.doesNotMatch(code, /\/\*|(^|[^:'"`])\/\/|SPDX|\n./);
});

test('is loaded by tags that ask for it only', async (t) => {
  for (const tag of ['', 'data-performance="false"', `${ASKS} data-auto-track="false"`]) {
    const asked = [];
    const visit = await open(t, { tag, html: PAGE, real: true });
    visit.page.on('request', (request) => asked.push(request.url()));
    await visit.start();
    await visit.page.evaluate(() => window.umami.track());
    await visit.arrived(1);
    await leave(visit);
    assert.deepEqual(asked.filter((url) => url.includes('vitals')), []);
    assert.deepEqual(measured(visit), []);
  }
});

test('a page bears it that the script is not there', async (t) => {
  const visit = await open(t, { tag: ASKS, real: true });
  await visit.page.route('**/vitals.js', (route) => route.abort());
  await visit.start();
  await visit.arrived(1);
  await leave(visit);
  assert.deepEqual(measured(visit), []);
});

test('sends how fast the page was when it is left, once', async (t) => {
  const visit = await withVitals(t);
  await press(visit);
  const events = await entries(visit, 'event');
  await leave(visit);
  const [hit] = await arrived(() => measured(visit), 1);
  const { lcp, inp, cls, fcp, ttfb, ...page } = hit.payload;
  assert.deepEqual(page, visit.own()[0].payload);
  assert.ok(ttfb > 0 && ttfb <= fcp && fcp <= lcp && lcp < 10_000, JSON.stringify({ ttfb, fcp, lcp }));
  assert.equal(cls, 0);
  assert.equal(inp, Math.max(...events.filter(({ interactionId }) => interactionId).map(({ duration }) => duration)));
  assert.ok(inp >= 100);
  await visit.page.goto(`${tracked.site}/nothing`);
  assert.equal(measured(visit).length, 1);
});

test('a page that nobody touched has no INP', async (t) => {
  const visit = await withVitals(t);
  await leave(visit);
  const [hit] = await arrived(() => measured(visit), 1);
  assert.deepEqual(Object.keys(vitals(JSON.parse(JSON.stringify(hit)))).filter((name) => hit.payload[name] === undefined), ['inp']);
});

// The largest sum of shifts of which each is less than a second after the last, and less than five after the first.
const layoutShift = (shifts) => {
  let windows = [];
  for (const { startTime, value } of shifts.filter(({ hadRecentInput }) => !hadRecentInput)) {
    const latest = windows.at(-1);
    if (latest && startTime - latest.at(-1).startTime < 1000 && startTime - latest[0].startTime < 5000) {
      latest.push({ startTime, value });
    } else {
      windows.push([{ startTime, value }]);
    }
  }
  return windows.map((list) => list.reduce((sum, { value }) => sum + value, 0));
};

test('CLS is the worst burst of shifts', async (t) => {
  const visit = await withVitals(t);
  for (const pause of [0, 0, 1200, 0, 0, 1200]) {
    await visit.page.waitForTimeout(pause);
    await visit.page.evaluate(() => window.shift());
  }
  const sums = layoutShift(await entries(visit, 'layout-shift'));
  await leave(visit);
  const [hit] = await arrived(() => measured(visit), 1);
  assert.ok(sums.length > 1, 'no two bursts');
  assert.equal(hit.payload.cls, +Math.max(...sums).toFixed(4));
});

test('INP leaves out the slowest of fifty interactions', async (t) => {
  const visit = await withVitals(t);
  const press = async (busy) => {
    await visit.page.evaluate((ms) => (window.busy = ms), busy);
    await visit.page.keyboard.press('a');
  };
  await press(400);
  for (let i = 0; i < 54; i++) await press(i === 20 ? 200 : 0);
  await visit.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  const slowest = new Map();
  for (const { interactionId: id, duration } of await entries(visit, 'event')) {
    if (id) slowest.set(id, Math.max(slowest.get(id) ?? 0, duration));
  }
  const [first, second] = [...slowest.values()].sort((a, b) => b - a);
  await leave(visit);
  const [hit] = await arrived(() => measured(visit), 1);
  assert.ok(first > second);
  assert.equal(hit.payload.inp, second);
});

test('each page of an application has its own, the first that of loading', async (t) => {
  const visit = await withVitals(t);
  await visit.page.evaluate(() => history.pushState(null, '', '/next'));
  await visit.arrived(2);
  await press(visit);
  await leave(visit);
  const [first, second] = await arrived(() => measured(visit), 2);
  assert.deepEqual([first, second].map(pathOf), ['/home', '/next']);
  assert.ok(first.payload.lcp > 0 && first.payload.fcp > 0 && first.payload.ttfb > 0);
  assert.equal(first.payload.inp, undefined);
  assert.ok(second.payload.inp >= 100);
  assert.deepEqual({ ...vitals(second), inp: 0 }, { lcp: undefined, inp: 0, cls: 0, fcp: undefined, ttfb: undefined });
});

test('is sent when the page is hidden, and not again', async (t) => {
  const visit = await withVitals(t);
  await hide(visit);
  await arrived(() => measured(visit), 1);
  await hide(visit);
  await leave(visit);
  await visit.page.evaluate((url) => fetch(url, { mode: 'no-cors' }), `${visit.collector}/marker`);
  assert.equal(measured(visit).length, 1);
});

test('what was painted out of sight is not measured', async (t) => {
  const visit = await open(t, { tag: ASKS, html: PAGE, real: true });
  await visit.page.addInitScript(() => Object.defineProperty(document, 'hidden', { get: () => true }));
  await visit.start();
  await visit.arrived(1);
  await visit.page.evaluate((url) => import(url), `${visit.collector}/vitals.js`);
  await leave(visit);
  const [{ payload }] = await arrived(() => measured(visit), 1);
  assert.ok(payload.ttfb > 0);
  assert.deepEqual([payload.fcp, payload.lcp], [undefined, undefined]);
});

test('data-before-send gets it as performance, and it is not kept when the server is away', async (t) => {
  const visit = await withVitals(t, { tag: `${ASKS} data-before-send="hook"`, html: `<script>
    window.hook = (type, payload) => ({ ...payload, tag: type });
  </script>${PAGE}` });
  await visit.page.evaluate(() => new Promise((done) => setTimeout(done)));
  failures.set(visit.website, { status: 503 });
  await hide(visit);
  const [hit] = await arrived(() => measured(visit), 1);
  failures.delete(visit.website);
  assert.equal(hit.payload.tag, 'performance');
  const kept = await visit.page.evaluate(() => Object.values(localStorage));
  assert.deepEqual(kept.filter((body) => body.includes('performance')), []);
});

test('the server gives the script to pages of other origins, and stores what it measures', async (t) => {
  const server = await startServer();
  t.after(() => server.stop());
  const website = await createWebsite(server, await login(server));
  const visit = await open(t, {
    tag: ASKS,
    html: PAGE,
    real: true,
    website: website.id,
    collector: server.url,
    browserOptions: { userAgent: PEOPLE },
  });
  const loaded = visit.page.waitForResponse('**/vitals.js');
  const viewed = visit.page.waitForResponse('**/api/send');
  await visit.start();
  assert.equal((await loaded).headers()['access-control-allow-origin'], '*');
  assert.equal((await viewed).status(), 200);
  assert.equal(await visit.page.evaluate(async (url) => typeof (await import(url)).watch, `${server.url}/vitals.js`), 'function');
  await visit.page.evaluate(() => window.shift());
  await press(visit);
  const sent = visit.page.waitForResponse('**/api/send');
  await hide(visit);
  assert.equal((await sent).status(), 200);
  const rows = await server.psql(
    `SELECT path.text AS path, p.visitor_id > 0 AS known, lcp::float, inp::float, cls::float, fcp::float, ttfb::float
       FROM performances AS p
       JOIN websites AS w USING (website_id)
       JOIN pages AS g ON g.website_id = p.website_id AND g.page_id = p.page_id
       JOIN texts AS path ON path.website_id = p.website_id AND path.text_id = g.path_id
      WHERE w.website_uuid = $1`,
    [website.id],
  );
  assert.equal(rows.length, 1);
  const [{ path, known, lcp, inp, cls, fcp, ttfb }] = rows;
  assert.deepEqual({ path, known }, { path: '/home', known: true });
  assert.ok(ttfb > 0 && ttfb <= fcp && fcp <= lcp && lcp < 10_000, JSON.stringify({ ttfb, fcp, lcp }));
  assert.ok(inp >= 100 && inp < 10_000, `${inp}`);
  assert.ok(cls > 0 && cls < 1, `${cls}`);
});
