// The dashboard in a real browser against a real server: from the sign-in page to the pageview of a page that carries the
// tag, then filters, history, keyboard, themes, languages, a phone's width, and what is shown when things go wrong.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { launchBrowser, openDashboard } from '../support/browser.mjs';
import { ask, createWebsite, login, startServer } from '../support/server.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
// A browser that says it is headless is taken for a bot.
const PEOPLE = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const WAIT = 15_000; // milliseconds until something that must appear counts as missing
const PHONE = { width: 360, height: 740 };

let server;
let browser;
let token;
let site; // a website with the events of seed()
let link; // that somebody has clicked on

/** Three visitors of the last hours: two pages by /pricing, one bounce, one event. */
async function seed(website) {
  const now = Math.floor(Date.now() / 1000);
  const item = (minutes, payload) => ({
    type: 'event',
    payload: { website, hostname: 'example.com', screen: '1512x982', timestamp: now - minutes * 60, ...payload },
  });
  const visitors = [
    {
      headers: { 'x-forwarded-for': '203.0.113.7', 'cf-ipcountry': 'FR' },
      items: [
        item(90, { url: '/', title: 'Home', language: 'fr-FR', referrer: 'https://duckduckgo.com/' }),
        item(89, { url: '/pricing', title: 'Pricing', language: 'fr-FR' }),
        item(88, { url: '/pricing', title: 'Pricing', language: 'fr-FR', name: 'signup' }),
      ],
    },
    {
      headers: { 'x-forwarded-for': '203.0.113.8', 'cf-ipcountry': 'DE' },
      items: [
        item(80, { url: '/?utm_source=letter&utm_campaign=autumn', title: 'Home', language: 'de-DE' }),
        item(78, { url: '/pricing', title: 'Pricing', language: 'de-DE' }),
      ],
    },
    {
      headers: { 'x-forwarded-for': '203.0.113.9', 'cf-ipcountry': 'US' },
      items: [item(70, { url: '/docs/start', title: 'Start', language: 'en-US' })],
    },
  ];
  for (const { headers, items } of visitors) {
    const { errors } = await ask(server, 'POST', '/api/batch', { body: items, headers: { 'user-agent': PEOPLE, ...headers } });
    assert.equal(errors, 0);
  }
}

before(async () => {
  server = await startServer();
  browser = await launchBrowser();
  token = await login(server);
  site = await createWebsite(server, token, { name: 'Atelier Nord', domain: 'example.com' });
  await seed(site.id);
  const body = { name: 'Autumn letter', slug: 'autumn-letter', url: `https://example.com/${'landing-'.repeat(20)}` };
  link = await ask(server, 'POST', '/api/links', { token, body });
  const long = { name: 'Offers of the autumn, for readers of the letter and their friends', slug: 'autumn-offers', url: 'https://example.com/' };
  await ask(server, 'POST', '/api/links', { token, body: long });
  await ask(server, 'POST', '/api/pixels', { token, body: { name: 'Mail', slug: 'mail-pixel' } });
  await fetch(`${server.url}/q/${link.slug}`, { redirect: 'manual', headers: { 'user-agent': PEOPLE } });
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** A page of the dashboard in a window of its own, signed in unless told otherwise. */
const open = (t, path, { signedIn = true, holder = token, ...options } = {}) =>
  openDashboard(t, browser, server.url + path, { holder: signedIn ? holder : null, ...options });

/** Waits until the overview shows its numbers and nothing is being loaded. */
async function loaded(page) {
  await page.getByRole('table').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"], .skeleton'));
}

/** The number of a metric card. */
function card(page, name) {
  return page.locator('.metric').filter({ has: page.locator('dt', { hasText: new RegExp(`^${name}$`) }) }).locator('.value');
}

async function waitValue(field, wanted) {
  await field.waitFor();
  assert.equal(await field.inputValue(), wanted);
}

async function waitText(locator, wanted) {
  const end = Date.now() + WAIT;
  let text;
  do {
    text = (await locator.innerText()).trim();
    if (text === wanted) return;
    await locator.page().waitForTimeout(50);
  } while (Date.now() < end);
  assert.equal(text, wanted);
}

const row = (page, value) => page.getByRole('button', { name: `Filter by ${value}`, exact: true });
const chips = (page) => page.getByRole('list', { name: 'Filters' }).getByRole('listitem');

test('signs in, says when the password is wrong, and goes where the link led', async (t) => {
  const page = await open(t, `/websites/${site.id}?range=today`, { signedIn: false });
  await page.waitForURL(/\/login\?to=/);
  await page.getByLabel('Name').fill('admin');
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').getByText('Name or password is wrong').waitFor();

  await page.getByLabel('Password').fill(server.adminPassword);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${server.url}/websites/${site.id}?range=today`);
  await page.getByRole('button', { name: 'Range: Today' }).waitFor();
});

test('signs out, and the token is worth nothing afterwards', async (t) => {
  const holder = await login(server);
  const page = await open(t, '/', { holder });
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL(`${server.url}/login`);
  assert.equal(await page.evaluate(() => localStorage.getItem('sillage.token')), null);
  await assert.rejects(ask(server, 'POST', '/api/auth/verify', { token: holder }), /401/);
});

test('creates a website, shows its tag, and shows the visit of a page with that tag as it happens', async (t) => {
  const page = await open(t, '/');
  await page.getByRole('button', { name: 'Add website' }).click();
  await page.getByRole('button', { name: 'Create website' }).click();
  await page.getByText('Fill this in.').first().waitFor();
  await page.getByLabel('Name').fill('Harbour');
  await page.getByLabel('Domain').fill('https://Harbour.example/start?x=1');
  await page.getByRole('button', { name: 'Create website' }).click();
  const tag = await page.getByRole('region', { name: 'The tag' }).innerText();
  assert.match(tag, /^<script defer src="http:[^"]+\/script\.js" data-website-id="[0-9a-f-]{36}"><\/script>$/);
  await page.getByRole('button', { name: 'Open the overview' }).click();
  await page.getByRole('heading', { name: 'No events yet' }).waitFor();
  const [stored] = await server.psql("SELECT name, domain FROM websites WHERE name = 'Harbour'");
  assert.deepEqual(stored, { name: 'Harbour', domain: 'harbour.example' });

  // Somebody's website, on another port, with exactly what was to be copied.
  const shop = createServer((request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(`<!doctype html><title>Tide tables</title>${tag}<h1>Tides</h1>`);
  }).listen(0, '127.0.0.1');
  await once(shop, 'listening');
  t.after(() => shop.close());
  const visitor = await browser.newContext({ userAgent: PEOPLE, locale: 'fr-FR' });
  t.after(() => visitor.close());
  const visit = await visitor.newPage();
  const sent = visit.waitForResponse((response) => response.url().endsWith('/api/send'));
  await visit.goto(`http://127.0.0.1:${shop.address().port}/tides`);
  assert.equal((await sent).status(), 200);

  // Nobody touches the dashboard.
  await row(page, '/tides').waitFor();
  await waitText(card(page, 'Visitors'), '1');
  await waitText(card(page, 'Views'), '1');
  await page.getByRole('link', { name: '1 visitor now' }).waitFor();
});

test('shows the numbers that the API gives', async (t) => {
  const page = await open(t, `/websites/${site.id}`);
  await loaded(page);
  await waitText(card(page, 'Visitors'), '3');
  await waitText(card(page, 'Visits'), '3');
  await waitText(card(page, 'Views'), '5');
  await waitText(card(page, 'Bounce rate'), '33%');
  await waitText(card(page, 'Visit duration'), '1m 20s');
  await waitText(card(page, 'Views per visit'), '1.7');
  for (const name of ['/', '/pricing', '/docs/start', 'duckduckgo.com', 'France', 'Germany', 'signup']) {
    await row(page, name).waitFor();
  }
});

test('asks each question once when it opens', async (t) => {
  const page = await open(t, `/websites`);
  await page.getByRole('link', { name: 'Atelier Nord' }).first().waitFor();
  const asked = [];
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (!/\/(stats|pageviews|metrics)$/.test(pathname)) return;
    // The range and the range that it is compared with differ in their beginning.
    asked.push([pathname, searchParams.get('type'), searchParams.get('startAt')].join(' '));
  });
  const first = page.waitForResponse((response) => response.url().endsWith('/daterange'));
  await page.goto(`${server.url}/websites/${site.id}`);
  await first;
  await loaded(page);
  assert.ok(asked.some((question) => question.includes('/stats')));
  assert.deepEqual(asked, [...new Set(asked)]);
});

test('gives no shares before it knows what they are shares of', async (t) => {
  const page = await open(t, '/');
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route('**/stats?*', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${server.url}/websites/${site.id}`);
  await row(page, '/pricing').waitFor();
  const shares = page.getByRole('region', { name: 'Pages' }).locator('.share');
  assert.deepEqual([...new Set(await shares.allInnerTexts())], ['']);
  release();
  await waitText(shares.first(), '67%');
});

test('filters by a click, keeps the filters in the URL, and goes back', async (t) => {
  const page = await open(t, `/websites/${site.id}`);
  await loaded(page);
  await row(page, 'Germany').click();
  await waitText(card(page, 'Visitors'), '1');
  await row(page, '/pricing').click();
  await waitText(card(page, 'Views'), '1');
  assert.equal(await chips(page).count(), 2);
  assert.match(page.url(), /filter=country\.eq\.DE&filter=path\.eq\./);

  await page.reload();
  await loaded(page);
  assert.equal(await chips(page).count(), 2);
  await waitText(card(page, 'Views'), '1');

  await page.getByRole('combobox', { name: /^Change the operator of Country is Germany/ }).click();
  await page.getByRole('option', { name: 'is not', exact: true }).click();
  // France saw /pricing too.
  await waitText(card(page, 'Visitors'), '1');
  await row(page, 'France').waitFor();
  await page.goBack();
  await row(page, 'Germany').waitFor();
  await page.goBack();
  await waitText(card(page, 'Views'), '2');
  await page.getByRole('button', { name: 'Remove the filter Country is Germany' }).click();
  await waitText(card(page, 'Visitors'), '3');
  await page.goBack();
  await waitText(card(page, 'Visitors'), '1');
});

test('saves the filters as a segment, chooses a cohort, and takes both away', async (t) => {
  const page = await open(t, `/websites/${site.id}?filter=country.eq.DE`);
  await loaded(page);
  const save = async (name, fill = async () => {}) => {
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('button', { name: 'Save as a segment or cohort' }).click();
    await page.getByLabel('Name').fill(name);
    await fill();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await chips(page).filter({ hasText: name }).waitFor();
  };
  await save('Germans');
  assert.equal(await chips(page).count(), 1);
  await waitText(card(page, 'Visitors'), '1');
  await page.getByRole('button', { name: 'No longer choose by Germans' }).click();
  await waitText(card(page, 'Visitors'), '3');

  await save('Prices', async () => {
    await page.getByRole('combobox', { name: 'Save as: Segment' }).click();
    await page.getByRole('option', { name: 'Cohort' }).click();
    await page.getByRole('combobox', { name: 'Who: sent the event' }).click();
    await page.getByRole('option', { name: 'viewed the page' }).click();
    await page.getByLabel('Page or event').fill('/pricing');
  });
  await waitText(card(page, 'Visitors'), '2');
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('combobox', { name: 'Segment: Everybody' }).click();
  await page.getByRole('option', { name: 'Germans' }).click();
  await waitText(card(page, 'Visitors'), '1');

  await page.reload();
  await loaded(page);
  assert.equal(await chips(page).count(), 2);
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('button', { name: 'Save as a segment or cohort' }).click();
  for (const name of ['Germans', 'Prices']) {
    await page.getByRole('button', { name: `Delete ${name}` }).click();
    const dialog = page.getByRole('dialog', { name: `Delete ${name}?` });
    await dialog.getByRole('textbox').fill(name);
    await dialog.getByRole('button', { name: 'Delete for good' }).click();
    await dialog.waitFor({ state: 'detached' });
  }
  await page.getByRole('button', { name: 'Cancel' }).click();
  await waitText(card(page, 'Visitors'), '3');
  assert.equal(await chips(page).count(), 0);
});

test('restores range, comparison, unit, tabs and table from the URL', async (t) => {
  const page = await open(t, `/websites/${site.id}`);
  await loaded(page);
  await page.getByRole('button', { name: 'Range: Last 7 days' }).click();
  await page.getByRole('button', { name: 'Today', exact: true }).click();
  await page.getByRole('combobox', { name: 'Compare: Previous period' }).click();
  await page.getByRole('option', { name: 'No comparison' }).click();
  await page.getByRole('tab', { name: 'Entry page' }).click();
  await page.getByRole('tab', { name: 'Channel' }).click();
  await page.getByRole('button', { name: 'Show as table' }).click();
  await page.getByRole('region', { name: 'Visitors and views over time' }).waitFor();

  const check = async () => {
    await page.getByRole('button', { name: 'Range: Today' }).waitFor();
    await page.getByRole('combobox', { name: 'Compare: No comparison' }).waitFor();
    await page.getByRole('tab', { name: 'Entry page', selected: true }).waitFor();
    await page.getByRole('tab', { name: 'Channel', selected: true }).waitFor();
    const rows = page.getByRole('region', { name: 'Visitors and views over time' }).getByRole('row');
    await rows.first().waitFor();
    // A heading and the day's hours.
    assert.ok([24, 25].includes(await rows.count()), `${await rows.count()} rows`);
  };
  await check();
  await page.reload();
  await check();
});

test('shows the table behind the chart with the chart’s numbers', async (t) => {
  const page = await open(t, `/websites/${site.id}?range=24h&as=table`);
  await loaded(page);
  const views = page.getByRole('region', { name: 'Visitors and views over time' }).locator('td:nth-of-type(2)');
  await views.first().waitFor();
  const cells = await views.allInnerTexts();
  const sum = cells.reduce((all, text) => all + (Number(text) || 0), 0);
  assert.equal(sum, 5, `views by hour: ${cells}`);
});

test('lists all rows in a dialog with a search, and filters from there', async (t) => {
  const page = await open(t, `/websites/${site.id}`);
  await loaded(page);
  await page.getByRole('button', { name: 'More: Pages' }).click();
  const dialog = page.getByRole('dialog', { name: 'Pages: Path' });
  await dialog.getByRole('row').nth(3).waitFor();
  await page.keyboard.type('docs');
  await page.waitForFunction(() => document.querySelectorAll('[role="dialog"] tbody tr').length === 1);
  await dialog.getByRole('button', { name: 'Filter by /docs/start' }).click();
  await dialog.waitFor({ state: 'detached' });
  await waitText(card(page, 'Visitors'), '1');
});

test('can be worked with the keyboard alone', async (t) => {
  const page = await open(t, `/websites/${site.id}`);
  await loaded(page);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to content');

  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  await page.keyboard.press('t');
  await page.getByRole('button', { name: 'Range: Today' }).waitFor();
  await page.keyboard.press('w');
  await page.getByRole('button', { name: 'Range: Last 7 days' }).waitFor();

  await page.keyboard.press('/');
  await page.getByRole('textbox', { name: 'Value' }).waitFor();
  await page.keyboard.type('/docs');
  await page.waitForFunction(() => document.querySelectorAll('[aria-label="Frequent values"] li').length === 1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await waitText(card(page, 'Visitors'), '1');

  const chart = page.getByRole('slider', { name: 'Visitors and views over time' });
  await chart.focus();
  await page.keyboard.press('End');
  assert.match(await chart.getAttribute('aria-valuetext'), /Visitors 1, Views 1/);
  await page.keyboard.press('ArrowLeft');
  assert.match(await chart.getAttribute('aria-valuetext'), /Visitors \d/);
});

test('follows the system’s theme until one is chosen, and keeps the choice', async (t) => {
  const page = await open(t, `/websites/${site.id}`, { colorScheme: 'dark' });
  await loaded(page);
  const lightness = () =>
    page.evaluate(() => {
      const [r, g, b] = getComputedStyle(document.documentElement).backgroundColor.match(/[\d.]+/g).map(Number);
      return (r + g + b) / 3;
    });
  assert.ok((await lightness()) < 60, 'dark as the system');
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menuitemradio', { name: 'Light' }).click();
  assert.ok((await lightness()) > 200, 'light as chosen');
  await page.reload();
  await loaded(page);
  assert.ok((await lightness()) > 200, 'light after a reload');
});

test('speaks French, and numbers follow', async (t) => {
  const page = await open(t, `/websites/${site.id}`, { locale: 'fr-FR' });
  await page.getByRole('link', { name: 'Vue d’ensemble' }).waitFor();
  await page.getByRole('table').first().waitFor();
  await waitText(card(page, 'Pages par visite'), '1,7');
  await page.getByRole('button', { name: 'Filtrer par Allemagne' }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'fr');
  await page.getByRole('button', { name: 'Compte' }).click();
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await page.getByRole('link', { name: 'Overview' }).waitFor();
});

test('shows what happens now', async (t) => {
  const page = await open(t, `/websites/${site.id}/realtime`);
  await page.getByRole('heading', { name: 'Realtime' }).waitFor();
  const headers = { 'user-agent': PEOPLE, 'x-forwarded-for': '203.0.113.10', 'cf-ipcountry': 'CH' };
  const payload = { website: site.id, hostname: 'example.com', url: '/just-now', language: 'de-CH' };
  await ask(server, 'POST', '/api/send', { body: { type: 'event', payload }, headers });
  await page.getByRole('list', { name: 'Activity' }).getByText('/just-now').first().waitFor();
  await page.getByRole('list', { name: 'Countries' }).getByText('Switzerland').waitFor();
  await page.getByRole('slider', { name: /by minute/ }).waitFor();
});

test('changes and deletes a website', async (t) => {
  const doomed = await createWebsite(server, token, { name: 'Passing', domain: 'passing.example' });
  const page = await open(t, `/websites/${doomed.id}/settings`);
  await page.getByLabel('Name').fill('Passing by');
  await page.getByRole('button', { name: 'Save' }).first().click();
  await page.getByRole('status').getByText('Saved').waitFor();
  await page.getByRole('button', { name: 'Websites: Passing by' }).waitFor();

  await page.getByRole('button', { name: 'Delete website…' }).click();
  const sure = page.getByRole('button', { name: 'Delete for good' });
  assert.ok(await sure.isDisabled());
  await page.getByLabel(/Type Passing by to confirm/).fill('Passing by');
  await sure.click();
  await page.waitForURL(`${server.url}/`);
  await page.getByRole('link', { name: /Atelier Nord/ }).first().waitFor();
  assert.equal(await page.getByText('Passing by').count(), 0);
});

test('shows what was received as a sum, and whether it balances', async (t) => {
  const website = await createWebsite(server, token, { name: 'Books', domain: 'books.example' });
  const send = (payload, agent = PEOPLE) =>
    fetch(`${server.url}/api/send`, {
      method: 'POST',
      headers: { 'user-agent': agent },
      body: JSON.stringify({ type: 'event', payload: { website: website.id, url: '/', ...payload } }),
    });
  for (const [payload, agent] of [[{}], [{}], [{ tag: 7 }], [{}, 'curl/8']]) await send(payload, agent);
  const page = await open(t, `/websites/${website.id}/settings`);
  const sum = page.locator('.sum');
  await sum.waitFor();
  assert.equal((await sum.innerText()).replace(/\s+/g, ' '), '4 received = 2 stored + 1 invalid + 1 from bots');
  await page.getByRole('status').getByText('The books balance: 2 rows are there').waitFor();

  await server.psql(`UPDATE ledger SET events = 5
    WHERE outcome = 0 AND website_id = (SELECT website_id FROM websites WHERE website_uuid = '${website.id}')`);
  await page.getByRole('combobox', { name: 'Range: Last 30 days' }).click();
  await page.getByRole('option', { name: 'Last 24 hours' }).click();
  await page.getByRole('status').getByText('Not accounted for: 1. Rows missing: 0.').waitFor();
});

test('finds websites by their names', async (t) => {
  const page = await open(t, '/');
  await page.getByRole('link', { name: /Atelier Nord/ }).first().waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('nothing like it');
  await page.getByRole('heading', { name: /Nothing matches/ }).waitFor();
  await page.getByRole('searchbox').fill('atelier');
  await page.getByRole('link', { name: /Atelier Nord/ }).first().waitFor();
});

test('says what to do when the server is busy, and recovers', async (t) => {
  const page = await open(t, '/');
  await page.getByRole('link', { name: /Atelier Nord/ }).first().waitFor();
  const busy = { error: { message: 'Service unavailable', code: 'unavailable', status: 503 } };
  await page.route('**/stats?*', (route) => route.fulfill({ status: 503, json: busy, headers: { 'Retry-After': '0' } }));
  await page.goto(`${server.url}/websites/${site.id}`);
  const alert = page.getByRole('alert');
  await alert.getByText('wait a few seconds, then try again').waitFor();
  await page.unroute('**/stats?*');
  await alert.getByRole('button', { name: 'Try again' }).click();
  await card(page, 'Visitors').filter({ hasNotText: '0000' }).waitFor();
  await alert.waitFor({ state: 'detached' });
});

test('tells a dead token from a website that one may not see', async (t) => {
  const page = await open(t, `/websites/${site.id}`, { holder: await login(server) });
  await loaded(page);
  const refused = { error: { message: 'Unauthorized', code: 'unauthorized', status: 401 } };
  await page.route(`**/api/websites/${site.id}`, (route) => route.fulfill({ status: 401, json: refused }));
  await page.reload();
  await page.getByRole('alert').getByText('You may not see this').waitFor();
  await page.unroute(`**/api/websites/${site.id}`);

  const holder = await page.evaluate(() => localStorage.getItem('sillage.token'));
  await ask(server, 'POST', '/api/auth/logout', { token: holder });
  await page.reload();
  await page.waitForURL(/\/login\?to=/);
  await page.getByText('You have been signed out').waitFor();
});

test('says so when there is no such page or website', async (t) => {
  const page = await open(t, '/nothing/here');
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  for (const id of ['00000000-0000-4000-8000-000000000000', 'not-an-id']) {
    await page.goto(`${server.url}/websites/${id}`);
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  }
});

test('does not move what is already there while it loads', async (t) => {
  const page = await open(t, '/');
  await page.addInitScript(() => {
    globalThis.shifts = [];
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries()) {
        if (!hadRecentInput) globalThis.shifts.push({ value, nodes: sources.map(({ node }) => node?.outerHTML?.slice(0, 120)) });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(`${server.url}/websites/${site.id}`);
  await loaded(page);
  const shifts = await page.evaluate(() => globalThis.shifts);
  const sum = shifts.reduce((all, { value }) => all + value, 0);
  assert.ok(sum < 0.01, JSON.stringify(shifts));
});

test('says what is not counted, names the line that is wrong, and it counts from then on', async (t) => {
  const { id } = await createWebsite(server, token, { name: 'Shielded', domain: 'example.com' });
  const page = await open(t, `/websites/${id}/settings`);
  const section = page.locator('section').filter({ has: page.getByRole('heading', { name: 'What is not counted' }) });
  const paths = section.getByLabel('Paths that are not counted');
  await paths.fill('/admin/*\n drafts ');
  await section.getByRole('radio', { name: 'Do not count them' }).check();
  await section.getByRole('button', { name: 'Save' }).click();
  await section.getByText('drafts: Must start with / or *').waitFor();
  assert.equal(await paths.getAttribute('aria-invalid'), 'true');

  await paths.fill('/admin/*\n\n/drafts\n');
  await section.getByLabel('Countries that are not counted').fill('fr');
  await section.getByLabel('The only hosts that are counted').fill('example.com\n*.bücher.example');
  await section.getByRole('button', { name: 'Save' }).click();
  await section.getByRole('status').getByText('Saved').waitFor();
  assert.equal(await section.getByLabel('Countries that are not counted').inputValue(), 'FR');
  const { doNotTrack, blockedPaths, allowedHostnames } = await ask(server, 'GET', `/api/websites/${id}/policy`, { token });
  assert.deepEqual([doNotTrack, blockedPaths], ['drop', ['/admin/*', '/drafts']]);
  assert.deepEqual(allowedHostnames, ['*.xn--bcher-kva.example', 'example.com']);

  await page.reload();
  await waitValue(paths, '/admin/*\n/drafts');
  assert.ok(await section.getByRole('radio', { name: 'Do not count them' }).isChecked());
});

test('shows an administrator how the server sees them, and what to set', async (t) => {
  const headers = { 'x-forwarded-for': '203.0.113.9', 'cf-ipcountry': 'FR', 'sec-gpc': '1' };
  const page = await open(t, '/', { extraHTTPHeaders: headers });
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menuitem', { name: 'How the server sees you' }).click();
  await page.waitForURL(/\/whoami$/);
  await page.getByText('All is well: the server sees 203.0.113.9.').waitFor();
  await page.getByText('from x-forwarded-for').waitFor();
  assert.equal(await page.locator('nav [aria-current]').count(), 0);
  await page.context().setExtraHTTPHeaders({ 'x-forwarded-for': '10.0.0.7' });
  await page.reload();
  await page.getByText('TRUSTED_PROXIES=10.0.0.7').waitFor();
});

/** What axe finds that keeps people from using the page. */
async function seriousViolations(page) {
  // Over the debugger's channel: the page's own policy refuses a script element.
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const result = await globalThis.axe.run(document, { resultTypes: ['violations'] });
    return result.violations.map(({ id, impact, nodes }) => ({ id, impact, where: nodes.map((node) => node.html) }));
  });
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
}

test('would notice what is not accessible', async (t) => {
  const page = await open(t, '/login', { signedIn: false });
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  await page.evaluate(() => document.querySelector('main').append(document.createElement('input')));
  assert.deepEqual((await seriousViolations(page)).map(({ id }) => id), ['label']);
});

const PAGES = {
  'sign-in': () => ({ path: '/login', signedIn: false, ready: 'button:has-text("Sign in")' }),
  websites: () => ({ path: '/', ready: '.cards strong' }),
  overview: () => ({ path: `/websites/${site.id}?filter=country.neq.US&filter=path.c./`, ready: '.rows tbody tr' }),
  table: () => ({ path: `/websites/${site.id}?range=24h&as=table`, ready: '.table tbody tr' }),
  'all rows': () => ({ path: `/websites/${site.id}?more=pages`, ready: '[role="dialog"] tbody tr' }),
  ranges: () => ({ path: `/websites/${site.id}`, ready: '.rows tbody tr', press: { name: /^Range/ } }),
  'a new filter': () => ({ path: `/websites/${site.id}`, ready: '.rows tbody tr', press: { name: 'Filter', exact: true } }),
  'what is saved': () => ({
    path: `/websites/${site.id}`, ready: '.rows tbody tr',
    press: [{ name: 'Filter', exact: true }, { name: /^Save as/ }],
  }),
  menu: () => ({ path: `/websites/${site.id}`, ready: '.rows tbody tr', press: { name: 'Account' } }),
  realtime: () => ({ path: `/websites/${site.id}/realtime`, ready: '.chart canvas' }),
  settings: () => ({ path: `/websites/${site.id}/settings`, ready: '.verdict' }),
  'how the server sees you': () => ({ path: '/whoami', ready: 'dl dd' }),
  links: () => ({ path: '/links', ready: '.numbers strong' }),
  pixels: () => ({ path: '/pixels', ready: '.numbers strong' }),
  'a new link': () => ({ path: '/links', ready: '.numbers strong', press: { name: 'Add link' } }),
  'a link': () => ({ path: `/links/${link.id}`, ready: '.rows tbody tr' }),
};

for (const [name, at] of Object.entries(PAGES)) {
  test(`fits on a phone: ${name}`, async (t) => {
    const { path, ready, signedIn = true, press } = at();
    const page = await open(t, path, { signedIn, viewport: PHONE, hasTouch: true, isMobile: true });
    await page.locator(ready).first().waitFor();
    for (const button of [press].flat().filter(Boolean)) await page.getByRole('button', button).click();
    const [content, width] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    assert.equal(width, PHONE.width);
    assert.ok(content <= width, `${content} pixels wide on ${width}`);
    // What floats above the page does not widen it, but its controls must stay inside of it.
    const outside = await page.locator('.popover').evaluateAll((boxes) =>
      boxes.flatMap((box) =>
        [...box.querySelectorAll('input, select, button')]
          .filter((control) => control.getBoundingClientRect().right > box.getBoundingClientRect().right)
          .map((control) => control.outerHTML),
      ),
    );
    assert.deepEqual(outside, []);
  });

  for (const colorScheme of ['light', 'dark']) {
    test(`is accessible: ${name}, ${colorScheme}`, async (t) => {
      const { path, ready, signedIn = true, press } = at();
      const page = await open(t, path, { signedIn, colorScheme, reducedMotion: 'reduce' });
      await page.locator(ready).first().waitFor();
      await page.waitForFunction(() => !document.querySelector('[aria-busy="true"], .skeleton'));
      for (const button of [press].flat().filter(Boolean)) await page.getByRole('button', button).click();
      assert.deepEqual(await seriousViolations(page), []);
    });
  }
}
