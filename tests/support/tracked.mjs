// A website with the tracker on it, in a real browser, for the tracker's tests: two small servers play websites, and one on
// another port serves the tracker and records what it sends.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { launchBrowser } from './browser.mjs';

export const WAIT = 10_000; // milliseconds until something that must happen counts as failed
const CHROMIUM = process.env.CHROMIUM || '/usr/bin/chromium';
const ALONE_FLAGS = [
  '--headless=new',
  ...(process.getuid() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const pages = new Map(); // path -> HTML
export const replies = new Map(); // website -> what the collector answers: an object, a text, or a promise of one
// { path, website, type, payload, eventId, age, headers, abandoned }; `abandoned` says, once it was to be answered, whether
// the browser had given the request up. The payload is without its eventId and age.
export const failures = new Map(); // website -> { status, retryAfter } that is answered instead; 'cut': no answer at all
export const hits = [];
export const engagements = []; // the same for how long a page was read,
export const measurements = []; // and how fast it was
export const tracked = { site: '', other: '', collector: '', asked: 0 }; // addresses; `asked` counts OPTIONS requests
const lists = { engagement: engagements, performance: measurements };
const arrivals = new EventEmitter().setMaxListeners(0);
const servers = [];
let scripts; // name -> code
let browser;

const listen = async (handler) => {
  const server = createServer(handler);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  servers.push(server);
  return `http://127.0.0.1:${server.address().port}`;
};

const pathOf = (request) => new URL(request.url, 'http://host').pathname;

const servePage = (request, response) => {
  const page = pages.get(pathOf(request));
  const status = page === undefined ? 404 : 200;
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', 'Referrer-Policy': 'unsafe-url' });
  response.end(page ?? '<title>Nothing</title>');
};

const fail = (response, { status, retryAfter }) => {
  response.setHeader('Access-Control-Expose-Headers', 'Retry-After');
  if (retryAfter !== undefined) response.setHeader('Retry-After', retryAfter);
  response.writeHead(status).end('{}');
};

const record = async (path, request, response) => {
  const sent = JSON.parse(await text(request));
  const { type } = sent;
  const { eventId, age, ...payload } = sent.payload ?? {};
  const hit = { path, website: payload.website, type, payload, eventId, age, headers: request.headers };
  (lists[type] ?? hits).push(hit);
  arrivals.emit('hit');
  const failure = failures.get(payload.website);
  if (failure === 'cut') return response.destroy();
  if (failure) return fail(response, failure);
  const reply = (await replies.get(payload.website)) ?? { cache: 'first', sessionId: 's', visitId: 'v' };
  hit.abandoned = response.destroyed;
  response.end(typeof reply === 'string' ? reply : JSON.stringify(reply));
  arrivals.emit('hit');
};

const collect = (request, response) => {
  const path = pathOf(request);
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Access-Control-Allow-Headers', '*');
  if (request.method === 'OPTIONS') {
    tracked.asked++;
    return response.writeHead(204).end();
  }
  if (request.method === 'POST' && path.endsWith('/api/send')) return record(path, request, response);
  response.setHeader('Content-Type', 'application/javascript');
  return response.end(scripts[path.split('/').at(-1)] ?? '');
};

export const startTracked = async (code) => {
  scripts = code;
  tracked.site = await listen(servePage);
  tracked.other = await listen(servePage);
  tracked.collector = await listen(collect);
  browser = await launchBrowser({ ignoreDefaultArgs: ['--disable-back-forward-cache'] });
};

export const stopTracked = async () => {
  await browser?.close();
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
};

// Waits until `own()` has so many requests.
export const arrived = async (own, count) => {
  const signal = AbortSignal.timeout(WAIT);
  while (own().length < count) {
    await once(arrivals, 'hit', { signal }).catch(() => {
      throw new Error(`${own().length} of ${count} requests came`);
    });
  }
  return own();
};

// Counts the context's requests to the collector that have no answer yet; the result waits until there is none.
const watchRequests = (context) => {
  const running = new Set();
  const ends = new EventEmitter();
  context.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('/api/send')) running.add(request);
  });
  const end = (request) => running.delete(request) && ends.emit('end');
  context.on('requestfinished', end);
  context.on('requestfailed', end);
  return async () => {
    const signal = AbortSignal.timeout(WAIT);
    while (running.size > 0) await once(ends, 'end', { signal });
  };
};

// One website in a browser window of its own. `tag` is what the tag has beside its source and the website's id, `html` the
// page's content, `collector` another place that has the script; `browserOptions` go to Playwright. The page must end without
// errors.
export const open = async (
  t,
  {
    tag = '',
    src = '/script.js',
    website = randomUUID(),
    html = '',
    path = '/home',
    collector = tracked.collector,
    still = false, // the page's clock moves only when the test moves it, however long the machine takes
    real = false, // the page keeps the browser's own clock, without which it measures nothing
    browserOptions = {},
  } = {},
) => {
  const context = await browser.newContext({
    locale: 'fr-FR',
    screen: { width: 1440, height: 900 },
    ...browserOptions,
  });
  t.after(() => context.close());
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error));
  t.after(() => assert.deepEqual(errors, [], 'the page has errors'));
  if (!real) await page.clock.install();
  if (still) await page.clock.pauseAt(Date.now() + 60_000);
  const answered = watchRequests(context);

  const id = website === null ? '' : `data-website-id="${website}"`;
  const head = `<script defer src="${collector}${src}" ${id} ${tag}></script>`;
  pages.set(path, `<!doctype html><title>Home</title>${head}${html}`);
  const own = () => hits.filter((hit) => hit.website === website);
  return {
    context,
    page,
    website,
    collector,
    own,
    start: (where = path) => page.goto(tracked.site + where),
    arrived: (count) => arrived(own, count),
    // Lets all the time pass that the tracker waits for, and what it sends arrive; then gives everything that came.
    settled: async () => {
      await page.clock.runFor(5000);
      await page.evaluate(async (url) => (await fetch(url)).text(), `${tracked.collector}/marker`);
      await answered();
      return own();
    },
  };
};

// A browser by itself: Chromium renders no page in advance while a debugger is attached. `shows` has the pages' content by
// path. A page that fetches /wait gets its answer after release(); what follows ? in the first /report is `reported`.
export const openAlone = async (t, path, shows) => {
  const events = new EventEmitter();
  const url = await listen((request, response) => {
    const { pathname, search } = new URL(request.url, 'http://host');
    response.setHeader('Content-Type', 'text/html');
    if (pathname === '/wait') return events.once('release', () => response.end());
    if (pathname === '/report') events.emit('report', search);
    return response.end(shows[pathname] ?? '');
  });
  const reported = once(events, 'report', { signal: AbortSignal.timeout(2 * WAIT) });
  const profile = await mkdtemp(join(tmpdir(), 'tracker-'));
  const alone = spawn(CHROMIUM, [...ALONE_FLAGS, `--user-data-dir=${profile}`, url + path], {
    stdio: 'ignore',
    detached: true,
  });
  t.after(async () => {
    const gone = once(alone, 'exit');
    process.kill(-alone.pid, 'SIGKILL');
    await gone;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  });
  return { url, release: () => events.emit('release'), reported: reported.then(([search]) => search) };
};
