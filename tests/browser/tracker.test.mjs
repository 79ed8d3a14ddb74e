// The tracker in a real browser: every attribute, function and kind of navigation, by the requests that arrive.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { LIMITS, build } from '../../frontend/tracker/build.mjs';
import {
  WAIT,
  arrived,
  engagements,
  hits,
  open,
  openAlone,
  pages,
  replies,
  startTracked,
  stopTracked,
  tracked,
} from '../support/tracked.mjs';

let script;

before(async () => {
  script = await build('script.js');
  await startTracked({ 'script.js': script });
});

after(stopTracked);

// The pageviews' addresses without the host, and the events' names, in the order they came.
const views = (list) =>
  list.filter(({ payload }) => !payload.name).map(({ payload }) => payload.url.slice(tracked.site.length));
const names = (list) => list.filter(({ payload }) => payload.name).map(({ payload }) => payload.name);

const withTracker = async (t, options) => {
  const visit = await open(t, options);
  await visit.start();
  return visit;
};

test('is small and carries no comment', () => {
  const size = brotliCompressSync(script).length;
  assert.ok(size <= LIMITS['script.js'], `${size} bytes by Brotli`);
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
    url: `${tracked.site}/home`,
    referrer: '',
    title: 'Home',
    screen: '1440x900',
    language: 'fr-FR',
  });
});

test('needs no permission of another origin for the first pageview', async (t) => {
  const visit = await open(t);
  const earlier = tracked.asked;
  await visit.start();
  await visit.settled();
  assert.equal(tracked.asked, earlier);
});

test('sends beside itself', async (t) => {
  const visit = await withTracker(t, { src: '/stats/js/script.js?v=1/2' });
  assert.equal((await visit.settled())[0].path, '/stats/js/api/send');
});

test('sends to data-host-url', async (t) => {
  for (const end of ['', '/']) {
    const visit = await withTracker(t, {
      src: '/stats/script.js',
      tag: `data-host-url="${tracked.collector}/elsewhere${end}"`,
    });
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
  assert.deepEqual(
    (await visit.settled()).map(({ payload }) => payload.tag),
    ['variant-b', 'variant-b'],
  );
});

test('data-auto-track="false" leaves everything to the page', async (t) => {
  const visit = await withTracker(t, {
    tag: 'data-auto-track="false"',
    html: '<button data-umami-event="press">Press</button>',
  });
  await visit.page.evaluate(() => history.pushState(null, '', '/next'));
  await visit.page.click('button');
  assert.deepEqual(await visit.settled(), []);
  await visit.page.evaluate(() => window.umami.track());
  assert.deepEqual(views(await visit.settled()), ['/next']);
});

test('data-auto-pageview="false" leaves pageviews to the page, and sends clicks', async (t) => {
  const visit = await withTracker(t, {
    tag: 'data-auto-pageview="false"',
    html: '<button data-umami-event="press">Press</button>',
  });
  await visit.page.evaluate(() => history.pushState(null, '', '/next'));
  await visit.page.click('button');
  const list = await visit.settled();
  assert.deepEqual(names(list), ['press']);
  assert.deepEqual(views(list), []);
});

test('data-do-not-track="true" honours Do Not Track and Global Privacy Control', async (t) => {
  for (const [signal, value] of [
    ['doNotTrack', '1'],
    ['globalPrivacyControl', true],
  ]) {
    for (const [tag, expected] of [
      ['data-do-not-track="true"', 0],
      ['', 1],
      ['data-do-not-track="false"', 1],
    ]) {
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
  pages.set('/from', `<a href="${tracked.site}/home?a=1#part">go</a>`);
  await visit.page.goto(`${tracked.other}/from?secret=1#top`);
  await visit.page.click('a');
  await visit.page.waitForURL('**/home**');
  let list = await visit.settled();
  assert.equal(list[0].payload.url, `${tracked.site}/home#part`);
  assert.equal(list[0].payload.referrer, `${tracked.other}/from`);
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
  for (const [domains, expected] of [
    ['example.org', 0],
    ['27.0.0.1', 0],
    ['127.0.0.10', 0],
    ['example.org, 127.0.0.1', 1],
    ['127.0.0.1', 1],
  ]) {
    const visit = await withTracker(t, { tag: `data-domains="${domains}"` });
    await visit.page.evaluate(() => window.umami.track('event'));
    assert.equal((await visit.settled()).length, expected * 2, domains);
  }
});

test('data-fetch-credentials decides whether cookies go along', async (t) => {
  for (const [tag, expected] of [
    ['', undefined],
    ['data-fetch-credentials="include"', 'door=open'],
  ]) {
    const visit = await open(t, { tag });
    await visit.context.addCookies([{ name: 'door', value: 'open', url: tracked.collector }]);
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
  assert.deepEqual(
    hits.filter(({ website }) => website === undefined),
    [],
    'sent something without a payload',
  );

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
  pages.set('/frame', `<iframe sandbox="allow-scripts" src="${tracked.site}/home"></iframe>`);
  await visit.page.goto(`${tracked.site}/frame`);
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
  assert.deepEqual(
    list.map(({ headers }) => headers['x-umami-cache']),
    [undefined, 'one', 'two', undefined],
  );
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
  assert.deepEqual(await visit.page.evaluate(() => window.umami.getSession()), {
    cache: 'first',
    website: visit.website,
  });
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

test('bears a reply that is no JSON, and a network that is away', async (t) => {
  const visit = await open(t);
  replies.set(visit.website, '<html>');
  await visit.start();
  await visit.settled();
  await visit.page.evaluate(() => window.umami.track('event'));
  assert.deepEqual(names(await visit.settled()), ['event']);
  await visit.page.route('**/api/send', (route) => route.abort());
  await visit.page.evaluate(() => window.umami.track('late'));
  await visit.page.unroute('**/api/send');
  await visit.page.evaluate(() => window.umami.track('next'));
  assert.deepEqual(names(await visit.settled()), ['event', 'next', 'late']);
});

test('tells where the visitor came from', async (t) => {
  const visit = await open(t);
  pages.set('/from', `<a href="${tracked.site}/home">go</a>`);
  await visit.page.goto(`${tracked.other}/from?a=1`);
  await visit.page.click('a');
  await visit.page.waitForURL('**/home');
  await visit.settled();
  await visit.page.goto(`${tracked.site}/from`);
  await visit.page.click('a');
  await visit.page.waitForURL('**/home');
  assert.deepEqual(
    (await visit.settled()).map(({ payload }) => payload.referrer),
    [`${tracked.other}/from?a=1`, `${tracked.site}/from`],
  );
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
      [`${tracked.site}/home`, '', 'Home'],
      [`${tracked.site}/second`, `${tracked.site}/home`, 'Second'],
      [`${tracked.site}/third?x=1`, `${tracked.site}/second`, 'Third'],
      [`${tracked.site}/home`, `${tracked.site}/third?x=1`, 'Back'],
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
  assert.equal(list[1].payload.referrer, `${tracked.site}/home`);
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
  await visit.page.goto(`${tracked.other}/nothing`);
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
  assert.equal(list[0].payload.url, `${tracked.site}/home`);
});

test('a click arrives although its link leaves the page, and needs no permission', async (t) => {
  const visit = await open(t, { html: `<a href="${tracked.other}/nothing" data-umami-event="leave">go</a>` });
  for (let turn = 1; turn <= 5; turn++) {
    await visit.start();
    await visit.settled();
    const earlier = tracked.asked;
    await visit.page.click('a');
    await visit.page.waitForURL('**/nothing');
    const list = await visit.arrived(turn * 2);
    assert.deepEqual(names(list), Array(turn).fill('leave'));
    assert.equal(list.at(-1).headers['x-umami-cache'], undefined);
    assert.equal(tracked.asked, earlier);
  }
});

test('the request of a click outlives its page', async (t) => {
  const visit = await withTracker(t, { html: `<a href="${tracked.other}/nothing" data-umami-event="leave">go</a>` });
  await visit.settled();
  let answer;
  replies.set(visit.website, new Promise((resolve) => (answer = resolve)));
  await visit.page.click('a');
  await visit.arrived(2);
  await visit.page.close();
  await (await visit.context.newPage()).goto(`${tracked.site}/home`);
  answer({});
  const [, click] = await arrived(() => visit.own().filter((hit) => 'abandoned' in hit), 2);
  assert.equal(click.abandoned, false);
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
    assert.equal(visit.page.url(), `${tracked.site}/home`);
  }
  await visit.page.click('#plain');
  assert.equal(visit.page.url(), `${tracked.site}/routed`);
  assert.deepEqual(await visit.page.evaluate(() => window.seen), [false, false, false]);
  const list = await visit.settled();
  assert.deepEqual(names(list), ['tab', 'plain', 'plain']);
  assert.deepEqual(views(list), ['/home', '/routed']);
});

// What was said of the time on each page: path, seconds in the foreground, percent seen.
const readings = async (visit, count) => {
  const own = () => engagements.filter(({ website }) => website === visit.website);
  const list = await arrived(own, count);
  return list.map(({ payload: { url, engagedTime, scrollDepth } }) => [
    url.slice(tracked.site.length),
    Math.round(engagedTime / 1000),
    scrollDepth,
  ]);
};

// A page of three screens.
const LONG = '<style>body { margin: 0; height: 300vh }</style>';
const scrollTo = (visit, screens) =>
  visit.page.evaluate(
    (y) =>
      new Promise((resolve) => {
        addEventListener('scroll', resolve, { once: true });
        scrollTo(0, y * innerHeight);
      }),
    screens,
  );

// Chromium without a screen has no tab in the background: what a page sees of that is set by hand.
const setVisible = (visit, visible) =>
  visit.page.evaluate((is) => {
    if (is) delete document.hidden;
    else Object.defineProperty(document, 'hidden', { configurable: true, value: true });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }, visible);

const setFocused = (visit, focused) =>
  visit.page.evaluate((is) => {
    document.hasFocus = () => is;
    window.dispatchEvent(new Event(is ? 'focus' : 'blur'));
  }, focused);

test('every event has a UUID of its own', async (t) => {
  const visit = await withTracker(t);
  await visit.page.evaluate(() => Promise.all(['a', 'b', 'c'].map((name) => window.umami.track(name))));
  const ids = (await visit.settled()).map(({ eventId }) => eventId);
  assert.equal(new Set(ids).size, 4);
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('says how long a page was read and how far, when it is left', async (t) => {
  const visit = await withTracker(t, { html: LONG, still: true });
  await visit.page.clock.runFor(7300);
  await scrollTo(visit, 1);
  await visit.page.clock.runFor(5000);
  await scrollTo(visit, 0);
  await visit.page.goto(`${tracked.other}/nothing`);
  assert.deepEqual(await readings(visit, 1), [['/home', 12, 67]]);
  const [{ payload }] = engagements.filter(({ website }) => website === visit.website);
  assert.deepEqual(
    Object.fromEntries(Object.entries(payload).filter(([name]) => !['engagedTime', 'scrollDepth'].includes(name))),
    (await visit.own())[0].payload,
  );
});

test('says it of each page of an application', async (t) => {
  const visit = await withTracker(t, { html: LONG, still: true });
  await visit.page.clock.runFor(4300);
  await scrollTo(visit, 2);
  await visit.page.evaluate(() => history.pushState(null, '', '/next'));
  await visit.page.evaluate(() => scrollTo(0, 0));
  await visit.page.clock.runFor(20_300);
  await visit.page.evaluate(() => history.pushState(null, '', '/last'));
  await visit.page.clock.runFor(300);
  const list = await readings(visit, 2);
  assert.deepEqual(
    list.map(([path, seconds]) => [path, seconds]),
    [
      ['/home', 4],
      ['/next', 20],
    ],
  );
  assert.equal(list[0][2], 100);
  assert.deepEqual(views(await visit.settled()), ['/home', '/next', '/last']);
});

test('counts only the time for which the page is visible and has the focus', async (t) => {
  const visit = await withTracker(t, { still: true });
  await visit.page.clock.runFor(5300);
  await setVisible(visit, false);
  await visit.page.clock.runFor(3_600_000);
  await setVisible(visit, true);
  await visit.page.clock.runFor(4000);
  await setFocused(visit, false);
  await visit.page.clock.runFor(60_000);
  await setFocused(visit, true);
  await visit.page.clock.runFor(2000);
  await setVisible(visit, false);
  await setVisible(visit, true);
  await visit.page.clock.runFor(2000);
  await visit.page.goto(`${tracked.other}/nothing`);
  assert.deepEqual(await readings(visit, 3), [
    ['/home', 5, 100],
    ['/home', 4, 100],
    ['/home', 4, 100],
  ]);
});

test('does not speak of less than three seconds without scrolling', async (t) => {
  const visit = await withTracker(t, { html: LONG, still: true });
  await visit.page.clock.runFor(2900);
  await setVisible(visit, false);
  await visit.page.clock.runFor(60_000);
  await setVisible(visit, true);
  assert.equal((await visit.settled()).length, 1);
  assert.deepEqual(await readings(visit, 0), []);
  await visit.page.clock.runFor(0);
  await scrollTo(visit, 1);
  await setVisible(visit, false);
  const [[path, , depth]] = await readings(visit, 1);
  assert.deepEqual([path, depth], ['/home', 67]);
});

test('two tags on a page count for two websites', async (t) => {
  const second = randomUUID();
  const html = `<script defer src="${tracked.collector}/script.js" data-website-id="${second}"></script>`;
  const visit = await withTracker(t, { html });
  await visit.settled();
  await visit.page.evaluate(() => history.pushState({}, '', '/second'));
  assert.deepEqual(views(await visit.settled()), ['/home', '/second']);
  assert.deepEqual(views(hits.filter(({ website }) => website === second)), ['/home', '/second']);
});

test('a page that is rendered in advance counts when it is shown', { timeout: 6 * WAIT }, async (t) => {
  const website = randomUUID();
  const own = () => hits.filter((hit) => hit.website === website);
  const rules = JSON.stringify({ prerender: [{ source: 'list', urls: ['/ahead'], eagerness: 'immediate' }] });
  const lone = await openAlone(t, '/before', {
    '/before': `<title>Before</title><script type="speculationrules">${rules}</script>
      <script>fetch('/wait').then(() => (location.href = '/ahead'))</script>`,
    '/ahead': `<title>Ahead</title><script defer src="${tracked.collector}/script.js" data-website-id="${website}"></script>
      <script>setTimeout(() => fetch('/report?' + document.prerendering), 3000)</script>`,
  });
  assert.equal(await lone.reported, '?true', 'the browser did not render in advance');
  assert.deepEqual(own(), [], 'sent before it was shown');
  lone.release();
  const list = await arrived(own, 1);
  assert.deepEqual(
    list.map(({ payload }) => payload.url),
    [`${lone.url}/ahead`],
  );
});

test('a page that the browser kept counts again when it comes back', async (t) => {
  const visit = await withTracker(t);
  await visit.settled();
  await visit.page.evaluate(() => (window.kept = true));
  pages.set('/plain', '<title>Plain</title>');
  await visit.page.goto(`${tracked.site}/plain`);
  await visit.page.goBack({ waitUntil: 'commit' });
  assert.equal(await visit.page.evaluate(() => window.kept), true, 'the browser did not keep the page');
  assert.deepEqual(views(await visit.settled()), ['/home', '/home']);
});
