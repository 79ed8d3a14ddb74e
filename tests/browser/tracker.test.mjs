// The tracker in a real browser: every attribute, function and kind of navigation, by the requests that arrive.
// A small server of the test's own plays the website and, on another port, the collecting server.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { build } from '../../frontend/tracker/build.mjs';

const SIZE_LIMIT = 1600;
const WAIT = 10_000; // milliseconds until something that must happen counts as failed
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let script;
let browser;
let site; // the website that is measured
let other; // another website
let collector; // serves the tracker and records what it sends
const pages = new Map(); // path -> HTML or a function that gives it
const replies = new Map(); // website -> what the collector answers
const hits = []; // { path, website, type, payload, headers }
const waiting = new Set();
let asked = 0; // requests for permission (OPTIONS)

const listen = async (handler) => {
  const server = createServer(handler);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.url = `http://127.0.0.1:${server.address().port}`;
  return server;
};

const body = async (request) => {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
};

const servePage = (request, response) => {
  const { pathname } = new URL(request.url, 'http://host');
  const page = pages.get(pathname);
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.setHeader('Referrer-Policy', 'unsafe-url');
  if (page === undefined) response.statusCode = 404;
  response.end(page ?? '<title>Nothing</title>');
};

const collect = async (request, response) => {
  const { pathname } = new URL(request.url, 'http://host');
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Access-Control-Allow-Headers', '*');
  response.setHeader('Access-Control-Allow-Methods', 'GET, DELETE, POST, PUT');
  if (pathname.endsWith('/script.js')) {
    response.setHeader('Content-Type', 'application/javascript');
    response.end(script);
  } else if (request.method === 'OPTIONS') {
    asked++;
    response.writeHead(204).end();
  } else if (request.method === 'POST' && pathname.endsWith('/api/send')) {
    const { type, payload } = JSON.parse(await body(request));
    hits.push({ path: pathname, website: payload.website, type, payload, headers: request.headers });
    const reply = replies.get(payload.website) ?? { cache: 'first', sessionId: 's', visitId: 'v' };
    response.end(typeof reply === 'string' ? reply : JSON.stringify(reply));
    for (const check of waiting) check();
  } else {
    response.end('{}');
  }
};

before(async () => {
  script = await build();
  site = await listen(servePage);
  other = await listen(servePage);
  collector = await listen(collect);
  browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: FLAGS,
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
});

after(async () => {
  await browser?.close();
  for (const server of [site, other, collector]) {
    server?.closeAllConnections();
    server?.close();
  }
});

// One website with a browser of its own. `tag` is what the tag has beside its source and the website's id.
const open = async (t, { tag = '', src = '/script.js', website = randomUUID(), html = '', path = '/home' } = {}) => {
  const context = await browser.newContext({ locale: 'fr-FR', screen: { width: 1440, height: 900 } });
  t.after(() => context.close());
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error));
  t.after(() => assert.deepEqual(errors, [], 'the page has errors'));
  await page.clock.install();

  const running = new Set();
  const isHit = (request) => request.method() === 'POST' && request.url().includes('/api/send');
  context.on('request', (request) => isHit(request) && running.add(request));
  context.on('requestfinished', (request) => running.delete(request));
  context.on('requestfailed', (request) => running.delete(request));

  const id = website === null ? '' : `data-website-id="${website}"`;
  const head = `<script defer src="${collector.url}${src}" ${id} ${tag}></script>`;
  const visit = {
    context,
    page,
    website,
    own: () => hits.filter((hit) => hit.website === website),
    define: (where, title, content = '') => pages.set(where, `<!doctype html><title>${title}</title>${head}${content}`),
    // Waits until so many requests have come.
    arrived: (count) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(check);
          reject(new Error(`${visit.own().length} of ${count} requests came`));
        }, WAIT);
        const check = () => {
          if (visit.own().length < count) return;
          clearTimeout(timer);
          waiting.delete(check);
          resolve(visit.own());
        };
        waiting.add(check);
        check();
      }),
    // Lets all time that the tracker waits for pass, and what it sends arrive; then gives everything that came.
    settled: async () => {
      await page.clock.runFor(5000);
      await page.evaluate((url) => fetch(url).then((reply) => reply.text()), `${collector.url}/marker`);
      while (running.size > 0) await context.waitForEvent('requestfinished', { timeout: WAIT }).catch(() => {});
      return visit.own();
    },
  };
  visit.define(path, 'Home', html);
  visit.start = (where = path, options) => page.goto(site.url + where, options);
  return visit;
};

// The pageviews' addresses without the host, in the order they came.
const views = (list) => list.filter(({ payload }) => !payload.name).map(({ payload }) => payload.url.slice(site.url.length));
const names = (list) => list.filter(({ payload }) => payload.name).map(({ payload }) => payload.name);

const withTracker = async (t, options) => {
  const visit = await open(t, options);
  await visit.start();
  return visit;
};

test('is small and carries no comment', () => {
  const size = gzipSync(script, { level: 9 }).length;
  assert.ok(size <= SIZE_LIMIT, `${size} bytes after gzip`);
  assert.doesNotMatch(script, /\/\*|(^|[^:'"`])\/\/|SPDX|\n./);
});

test('sends one pageview with what it knows of the page', async (t) => {
  const visit = await withTracker(t, { path: '/home' });
  const list = await visit.settled();
  assert.equal(list.length, 1);
  assert.equal(list[0].path, '/api/send');
  assert.equal(list[0].type, 'event');
  assert.deepEqual(list[0].payload, {
    website: visit.website,
    hostname: '127.0.0.1',
    url: `${site.url}/home`,
    referrer: '',
    title: 'Home',
    screen: '1440x900',
    language: 'fr-FR',
  });
});

test('needs no permission of another origin for the first pageview', async (t) => {
  const visit = await open(t);
  const earlier = asked;
  await visit.start();
  await visit.settled();
  assert.equal(asked, earlier);
});

test('sends beside itself', async (t) => {
  const visit = await withTracker(t, { src: '/stats/js/script.js?v=1/2' });
  assert.equal((await visit.settled())[0].path, '/stats/js/api/send');
});

test('sends to data-host-url', async (t) => {
  for (const end of ['', '/']) {
    const visit = await withTracker(t, { src: '/stats/script.js', tag: `data-host-url="${collector.url}/elsewhere${end}"` });
    assert.equal((await visit.settled())[0].path, '/elsewhere/api/send');
  }
});

test('sends nothing without a website', async (t) => {
  const visit = await open(t, { website: null });
  const earlier = hits.length;
  await visit.start();
  await visit.page.evaluate(() => window.umami.track('event'));
  await visit.settled();
  assert.equal(hits.length, earlier);
});

test('data-tag is in every payload', async (t) => {
  const visit = await withTracker(t, { tag: 'data-tag="variant-b"' });
  await visit.page.evaluate(() => window.umami.track('event'));
  assert.deepEqual((await visit.settled()).map(({ payload }) => payload.tag), ['variant-b', 'variant-b']);
});

test('data-auto-track="false" leaves everything to the page', async (t) => {
  const visit = await withTracker(t, { tag: 'data-auto-track="false"', html: '<button data-umami-event="press">Press</button>' });
  await visit.page.evaluate(() => history.pushState(null, '', '/next'));
  await visit.page.click('button');
  assert.deepEqual(await visit.settled(), []);
  await visit.page.evaluate(() => window.umami.track());
  assert.deepEqual(views(await visit.settled()), ['/next']);
});

test('data-auto-pageview="false" leaves pageviews to the page, and sends clicks', async (t) => {
  const visit = await withTracker(t, { tag: 'data-auto-pageview="false"', html: '<button data-umami-event="press">Press</button>' });
  await visit.page.evaluate(() => history.pushState(null, '', '/next'));
  await visit.page.click('button');
  const list = await visit.settled();
  assert.deepEqual(names(list), ['press']);
  assert.deepEqual(views(list), []);
});

test('data-do-not-track="true" honours Do Not Track and Global Privacy Control', async (t) => {
  for (const [signal, value] of [['doNotTrack', '1'], ['doNotTrack', 'yes'], ['globalPrivacyControl', true]]) {
    for (const [tag, expected] of [['data-do-not-track="true"', 0], ['', 1], ['data-do-not-track="false"', 1]]) {
      const visit = await open(t, { tag });
      await visit.page.addInitScript(
        ([name, is]) => Object.defineProperty(Navigator.prototype, name, { get: () => is }),
        [signal, value],
      );
      await visit.start();
      assert.equal((await visit.settled()).length, expected, `${signal}=${value} ${tag}`);
    }
  }
  const without = await withTracker(t, { tag: 'data-do-not-track="true"' });
  assert.equal((await without.settled()).length, 1, 'no signal');
});

test('data-exclude-search leaves the query out of address and referrer', async (t) => {
  const visit = await open(t, { tag: 'data-exclude-search="true"' });
  pages.set('/from', `<a href="${site.url}/home?a=1#part">go</a>`);
  await visit.page.goto(`${other.url}/from?secret=1#top`);
  await visit.page.click('a');
  await visit.arrived(0);
  await visit.page.waitForURL('**/home**');
  let list = await visit.settled();
  assert.equal(list[0].payload.url, `${site.url}/home#part`);
  assert.equal(list[0].payload.referrer, `${other.url}/from`);
  await visit.page.evaluate(() => history.pushState(null, '', '/home?a=2#part'));
  list = await visit.settled();
  assert.equal(list.length, 1, 'another query is no other page');
});

test('data-exclude-hash leaves the fragment out', async (t) => {
  const visit = await open(t, { tag: 'data-exclude-hash="true"' });
  await visit.start('/home?a=1#/route');
  await visit.settled();
  await visit.page.evaluate(() => history.pushState(null, '', '/home?a=1#/elsewhere'));
  assert.deepEqual(views(await visit.settled()), ['/home?a=1']);
});

test('query and fragment are kept otherwise', async (t) => {
  const visit = await open(t);
  await visit.start('/home?a=1#part');
  assert.deepEqual(views(await visit.settled()), ['/home?a=1#part']);
});

test('data-domains limits the hosts', async (t) => {
  for (const [domains, expected] of [['example.org', 0], ['27.0.0.1', 0], ['example.org, 127.0.0.1', 1], ['127.0.0.1', 1]]) {
    const visit = await withTracker(t, { tag: `data-domains="${domains}"` });
    await visit.page.evaluate(() => window.umami.track('event'));
    assert.equal((await visit.settled()).length, expected * 2, domains);
  }
});

test('data-fetch-credentials decides whether cookies go along', async (t) => {
  for (const [tag, expected] of [['', undefined], ['data-fetch-credentials="include"', 'door=open']]) {
    const visit = await open(t, { tag });
    await visit.context.addCookies([{ name: 'door', value: 'open', url: collector.url }]);
    await visit.start();
    assert.equal((await visit.settled())[0].headers.cookie, expected);
  }
});

test('data-before-send can change a payload, wait, or keep it back', async (t) => {
  const change = `<script>window.look = (type, payload) => ({ ...payload, title: type + ':' + payload.title })</script>`;
  const changed = await withTracker(t, { tag: 'data-before-send="look"', html: change });
  assert.equal((await changed.settled())[0].payload.title, 'event:Home');

  const wait = `<script>window.look = async (type, payload) => ({ ...payload, title: 'late' })</script>`;
  const waited = await withTracker(t, { tag: 'data-before-send="look"', html: wait });
  assert.equal((await waited.arrived(1))[0].payload.title, 'late');

  const refuse = `<script>window.look = (type, payload) => payload.name === 'wanted' && payload</script>`;
  const refused = await withTracker(t, { tag: 'data-before-send="look"', html: refuse });
  await refused.settled();
  await refused.page.evaluate(() => window.umami.track('unwanted'));
  await refused.page.evaluate(() => window.umami.track('wanted'));
  const list = await refused.settled();
  assert.deepEqual([names(list), views(list)], [['wanted'], []]);

  const missing = await withTracker(t, { tag: 'data-before-send="look"' });
  assert.equal((await missing.settled()).length, 1, 'a function that does not exist');
});

test('localStorage umami.disabled turns it off', async (t) => {
  const visit = await open(t);
  await visit.page.addInitScript(() => localStorage.setItem('umami.disabled', '1'));
  await visit.start();
  await visit.page.evaluate(() => window.umami.track('event'));
  assert.deepEqual(await visit.settled(), []);
});

test('works where storage is forbidden', async (t) => {
  const visit = await open(t);
  pages.set('/frame', `<iframe sandbox="allow-scripts" src="${site.url}/home"></iframe>`);
  await visit.page.goto(`${site.url}/frame`);
  await visit.page.frames()[1].waitForFunction(() => window.umami);
  await visit.page.clock.runFor(5000);
  assert.equal((await visit.arrived(1)).length, 1);
});

test('track() sends names with properties, whole payloads, and what a function makes of the usual one', async (t) => {
  const visit = await withTracker(t);
  await visit.settled();
  await visit.page.evaluate(async (website) => {
    const { umami } = window;
    await umami.track('signup', { plan: 'small', seats: 3 });
    await umami.track({ website, url: '/virtual' });
    await umami.track((usual) => ({ ...usual, title: 'Made' }));
    await umami.track();
    await umami.track('n'.repeat(60));
  }, visit.website);
  const list = (await visit.settled()).slice(1).map(({ type, payload }) => ({ type, payload }));
  const usual = (await visit.own())[0].payload;
  assert.deepEqual(list, [
    { type: 'event', payload: { ...usual, name: 'signup', data: { plan: 'small', seats: 3 } } },
    { type: 'event', payload: { website: visit.website, url: '/virtual' } },
    { type: 'event', payload: { ...usual, title: 'Made' } },
    { type: 'event', payload: usual },
    { type: 'event', payload: { ...usual, name: 'n'.repeat(50) } },
  ]);
});

test('identify() sends an id, properties or both, and every later payload has the id', async (t) => {
  const visit = await withTracker(t);
  await visit.settled();
  await visit.page.evaluate(async () => {
    const { umami } = window;
    await umami.identify({ plan: 'small' });
    await umami.identify('ada');
    await umami.identify('bob', { plan: 'large' });
    await umami.track('signup');
  });
  const list = (await visit.settled()).slice(1);
  assert.deepEqual(
    list.map(({ type, payload: { id, data, name } }) => [type, id, data, name]),
    [
      ['identify', undefined, { plan: 'small' }, undefined],
      ['identify', 'ada', undefined, undefined],
      ['identify', 'bob', { plan: 'large' }, undefined],
      ['event', 'bob', undefined, 'signup'],
    ],
  );
});

test('gives back the cache of the latest reply, and drops it when the visitor is identified', async (t) => {
  const visit = await open(t);
  replies.set(visit.website, { cache: 'one' });
  await visit.start();
  await visit.settled();
  replies.set(visit.website, { cache: 'two' });
  await visit.page.evaluate(() => window.umami.track('a'));
  await visit.page.evaluate(() => window.umami.track('b'));
  await visit.page.evaluate(() => window.umami.identify('ada'));
  const list = await visit.settled();
  assert.deepEqual(list.map(({ headers }) => headers['x-umami-cache']), [undefined, 'one', 'two', undefined]);
});

test('a reply that was on its way when the visitor was identified does not bring the old cache back', async (t) => {
  const visit = await open(t);
  replies.set(visit.website, { cache: 'old' });
  await visit.start();
  await visit.settled();
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await visit.page.route('**/api/send', async (route) => {
    const { payload } = route.request().postDataJSON();
    if (payload.name === 'slow') await held;
    await route.fulfill({
      json: { cache: payload.name === 'slow' ? 'old' : 'new' },
      headers: { 'Access-Control-Allow-Origin': '*' },
    });
  });
  const session = await visit.page.evaluate(async () => {
    const slow = window.umami.track('slow');
    await window.umami.identify('ada');
    window.slow = slow;
    return window.umami.getSession();
  });
  assert.equal(session.cache, 'new');
  release();
  await visit.page.evaluate(() => window.slow);
  assert.equal(await visit.page.evaluate(() => window.umami.getSession().cache), 'new');
});

test('getSession() gives the cache and the website', async (t) => {
  const visit = await withTracker(t);
  await visit.settled();
  assert.deepEqual(await visit.page.evaluate(() => window.umami.getSession()), { cache: 'first', website: visit.website });
});

test('is there as window.sillage too, and does not take the place of another window.umami', async (t) => {
  const alone = await withTracker(t);
  assert.ok(await alone.page.evaluate(() => window.umami.track && window.umami === window.sillage));
  const beside = await withTracker(t, { html: '<script>window.umami = { mine: 1 }</script>' });
  assert.deepEqual(await beside.page.evaluate(() => [window.umami.mine, typeof window.sillage.track]), [1, 'function']);
});

test('a reply with disabled stops it', async (t) => {
  const visit = await open(t);
  replies.set(visit.website, { disabled: true });
  await visit.start();
  await visit.settled();
  await visit.page.evaluate(() => window.umami.track('event'));
  await visit.page.evaluate(() => history.pushState(null, '', '/next'));
  assert.equal((await visit.settled()).length, 1);
});

test('bears a reply that is no JSON, and a server that is away', async (t) => {
  const visit = await open(t);
  replies.set(visit.website, '<html>');
  await visit.start();
  await visit.settled();
  await visit.page.evaluate(() => window.umami.track('event'));
  assert.deepEqual(names(await visit.settled()), ['event']);
  await visit.page.route('**/api/send', (route) => route.abort());
  await visit.page.evaluate(() => window.umami.track('lost'));
  await visit.page.unroute('**/api/send');
  await visit.page.evaluate(() => window.umami.track('later'));
  assert.deepEqual(names(await visit.settled()), ['event', 'later']);
});

test('tells where the visitor came from, but not from the same website', async (t) => {
  const visit = await open(t);
  pages.set('/from', `<a href="${site.url}/home">go</a>`);
  await visit.page.goto(`${other.url}/from?a=1`);
  await visit.page.click('a');
  await visit.page.waitForURL('**/home');
  await visit.settled();
  await visit.page.goto(`${site.url}/from`);
  await visit.page.click('a');
  await visit.page.waitForURL('**/home');
  assert.deepEqual((await visit.settled()).map(({ payload }) => payload.referrer), [`${other.url}/from?a=1`, '']);
});

test('counts pushState, replaceState and going back, with the settled title and the previous address', async (t) => {
  const visit = await withTracker(t);
  await visit.settled();
  const go = async (method, to, title) => {
    await visit.page.evaluate(
      ([name, address, text]) => {
        history[name]({}, '', address);
        setTimeout(() => (document.title = text), 100);
      },
      [method, to, title],
    );
    await visit.settled();
  };
  await go('pushState', '/second', 'Second');
  await go('replaceState', '/third?x=1', 'Third');
  await visit.page.evaluate(() => {
    history.back();
    document.title = 'Back';
  });
  await visit.page.waitForURL('**/home');
  const list = await visit.settled();
  assert.deepEqual(
    list.map(({ payload: { url, referrer, title } }) => [url, referrer, title]),
    [
      [`${site.url}/home`, '', 'Home'],
      [`${site.url}/second`, `${site.url}/home`, 'Second'],
      [`${site.url}/third?x=1`, `${site.url}/second`, 'Third'],
      [`${site.url}/home`, `${site.url}/third?x=1`, 'Back'],
    ],
  );
});

test('does not count the same address twice, nor addresses that are only passed through', async (t) => {
  const visit = await withTracker(t, { html: `<script>history.replaceState({ started: 1 }, '')</script>` });
  await visit.settled();
  const steps = (list) => visit.page.evaluate((all) => all.forEach((to) => history.pushState({}, '', to)), list);
  await steps(['/home', '/home']);
  await visit.settled();
  await steps(['/guard', '/guarded']);
  await visit.settled();
  await steps(['/away', '/guarded']);
  const list = await visit.settled();
  assert.deepEqual(views(list), ['/home', '/guarded']);
  assert.equal(list[1].payload.referrer, `${site.url}/home`);
});

test('counts a page that notes its state in the history again and again', async (t) => {
  const visit = await withTracker(t);
  await visit.settled();
  await visit.page.evaluate(() => {
    history.pushState({}, '', '/map');
    window.noting = setInterval(() => history.replaceState({ at: Date.now() }, ''), 100);
  });
  await visit.page.clock.runFor(1000);
  assert.deepEqual(views(await visit.arrived(2)), ['/home', '/map']);
});

test('counts a page that is left before its title has settled', async (t) => {
  const visit = await open(t);
  await visit.page.clock.pauseAt(Date.now() + 60_000);
  await visit.start();
  await visit.page.goto(`${other.url}/nothing`);
  assert.deepEqual(views(await visit.arrived(1)), ['/home']);
});

test('a pageview that the page sends itself is not sent once more', async (t) => {
  const visit = await withTracker(t);
  await visit.settled();
  await visit.page.evaluate(() => {
    history.pushState({}, '', '/second');
    return window.umami.track();
  });
  assert.deepEqual(views(await visit.settled()), ['/home', '/second']);
});

test('a link to a place on the same page is no pageview, a fragment that is a route is one', async (t) => {
  const html = '<a id="place" href="#place">place</a><a id="route" href="#/route">route</a>';
  const visit = await withTracker(t, { html });
  await visit.settled();
  await visit.page.click('#place');
  await visit.page.evaluate(() => history.replaceState({ scroll: 1 }, ''));
  await visit.settled();
  await visit.page.click('#route');
  assert.deepEqual(views(await visit.settled()), ['/home', '/home#/route']);
});

test('a click sends the name and the properties of the element that was clicked', async (t) => {
  const html = `<button data-umami-event="buy" data-umami-event-plan="small" data-umami-event-list-price="9.50" class="x">
    <b>Buy</b></button><button id="none">Other</button>`;
  const visit = await withTracker(t, { html });
  await visit.settled();
  await visit.page.click('b');
  await visit.page.click('#none');
  const list = (await visit.settled()).slice(1);
  assert.equal(list.length, 1);
  assert.equal(list[0].payload.name, 'buy');
  assert.deepEqual(list[0].payload.data, { plan: 'small', 'list-price': '9.50' });
  assert.equal(list[0].payload.url, `${site.url}/home`);
});

test('a click arrives although its link leaves the page, and needs no permission', async (t) => {
  const visit = await open(t, { html: `<a href="${other.url}/nothing" data-umami-event="leave">go</a>` });
  for (let turn = 1; turn <= 5; turn++) {
    await visit.start();
    await visit.settled();
    const earlier = asked;
    await visit.page.click('a');
    await visit.page.waitForURL('**/nothing');
    const list = await visit.arrived(turn * 2);
    assert.deepEqual(names(list), Array(turn).fill('leave'));
    assert.equal(list.at(-1).headers['x-umami-cache'], undefined);
    assert.equal(asked, earlier);
  }
});

test('a click is left as it is: modified, to a new tab, or handled by the page', async (t) => {
  const html = `<a id="tab" target="_blank" href="/elsewhere" data-umami-event="tab">tab</a>
    <a id="plain" href="/elsewhere" data-umami-event="plain">plain</a>
    <script>document.addEventListener('click', (e) => {
      (window.seen ??= []).push(e.defaultPrevented);
      if (!e.ctrlKey && e.target.id === 'plain') { e.preventDefault(); history.pushState({}, '', '/routed'); }
    })</script>`;
  const visit = await withTracker(t, { html });
  await visit.settled();
  for (const options of [{ selector: '#tab' }, { selector: '#plain', modifiers: ['Control'] }]) {
    const opened = visit.context.waitForEvent('page', { timeout: WAIT });
    await visit.page.click(options.selector, { modifiers: options.modifiers });
    const page = await opened;
    await page.waitForURL('**/elsewhere');
    await page.close();
    assert.equal(visit.page.url(), `${site.url}/home`);
  }
  await visit.page.click('#plain');
  assert.equal(visit.page.url(), `${site.url}/routed`);
  assert.deepEqual(await visit.page.evaluate(() => window.seen), [false, false, false]);
  const list = await visit.settled();
  assert.deepEqual(names(list), ['tab', 'plain', 'plain']);
  assert.deepEqual(views(list), ['/home', '/routed']);
});

test('two tags on a page count for two websites', async (t) => {
  const second = randomUUID();
  const html = `<script defer src="${collector.url}/script.js" data-website-id="${second}"></script>`;
  const visit = await withTracker(t, { html });
  await visit.settled();
  await visit.page.evaluate(() => history.pushState({}, '', '/second'));
  assert.deepEqual(views(await visit.settled()), ['/home', '/second']);
  assert.deepEqual(views(hits.filter(({ website }) => website === second)), ['/home', '/second']);
});

test('a page that is rendered in advance counts when it is shown', async (t) => {
  const visit = await open(t);
  const rules = JSON.stringify({ prerender: [{ source: 'list', urls: ['/home'], eagerness: 'immediate' }] });
  pages.set('/before', `<title>Before</title><script type="speculationrules">${rules}</script><a href="/home">go</a>`);
  visit.define('/home', 'Home', '<script>document.prerendering && fetch("/prerendered")</script>');
  const prerendered = once(site, 'prerendered');
  site.on('request', ({ url }) => url === '/prerendered' && site.emit('prerendered'));
  await visit.page.goto(`${site.url}/before`);
  await prerendered;
  await visit.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1000)));
  assert.deepEqual(visit.own(), [], 'sent before it was shown');
  await visit.page.click('a');
  assert.deepEqual(views(await visit.arrived(1)), ['/home']);
});

test('a page that the browser kept counts again when it comes back', async (t) => {
  const visit = await withTracker(t);
  await visit.settled();
  await visit.page.evaluate(() => (window.kept = true));
  pages.set('/plain', '<title>Plain</title>');
  await visit.page.goto(`${site.url}/plain`);
  await visit.page.goBack();
  assert.equal(await visit.page.evaluate(() => window.kept), true, 'the browser did not keep the page');
  assert.deepEqual(views(await visit.settled()), ['/home', '/home']);
});
