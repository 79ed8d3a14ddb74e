// Links and pixels in the dashboard, in a real browser: made, copied, clicked on, counted, changed and deleted.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { launchBrowser, openDashboard } from '../support/browser.mjs';
import { ask, login, startServer } from '../support/server.mjs';

// A browser that says it is headless is taken for a bot.
const PEOPLE = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

let server;
let browser;
let token;
let shop; // somebody's pages: where links lead, and where pixels are loaded
let shown = ''; // what they show
before(async () => {
  server = await startServer();
  browser = await launchBrowser();
  token = await login(server);
  shop = createServer((request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><title>Shop</title><h1>Offers</h1>${shown}`);
  }).listen(0, '127.0.0.1');
  await once(shop, 'listening');
});
after(async () => {
  shop?.close();
  await browser?.close();
  await server?.stop();
});

const open = (t, path, options) => openDashboard(t, browser, server.url + path, { holder: token, ...options });
const shopUrl = () => `http://127.0.0.1:${shop.address().port}/offers`;
const row = (page, name) => page.getByRole('listitem').filter({ hasText: name });

/** A visitor's page. */
async function visitor(t) {
  const context = await browser.newContext({ userAgent: PEOPLE });
  t.after(() => context.close());
  return context.newPage();
}

test('makes a link whose address leads on, and counts the click', async (t) => {
  const page = await open(t, '/');
  await page.getByRole('navigation').getByRole('link', { name: 'Links' }).click();
  await page.getByRole('heading', { name: 'No links yet' }).waitFor();
  await page.getByRole('button', { name: 'Add link' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Create link' }).click();
  assert.equal(await dialog.getByText('Fill this in.').count(), 2);
  await dialog.getByLabel('Name').fill('Spring offers');
  await dialog.getByLabel('Leads to').fill('javascript:alert(1)');
  await dialog.getByLabel('Slug').fill('too');
  await dialog.getByRole('button', { name: 'Create link' }).click();
  await dialog.getByText('Must be a whole URL').waitFor();
  await dialog.getByText('At least 8 characters.').waitFor();
  await dialog.getByLabel('Leads to').fill(shopUrl());
  await dialog.getByLabel('Slug').fill('spring-offers');
  await dialog.getByRole('button', { name: 'Create link' }).click();
  const address = await dialog.getByRole('region', { name: 'The address' }).innerText();
  assert.equal(address, `${server.url}/q/spring-offers`);
  await dialog.getByRole('button', { name: 'Close' }).first().click();

  const guest = await visitor(t);
  await guest.goto(address);
  assert.equal(guest.url(), shopUrl());
  await guest.getByRole('heading', { name: 'Offers' }).waitFor();

  await page.reload();
  await row(page, 'Spring offers').getByText('1').first().waitFor();
  await row(page, 'Spring offers').getByText('visitor', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'Spring offers' }).click();
  await page.getByRole('heading', { name: 'Spring offers' }).waitFor();
  await page.getByRole('button', { name: 'Filter by /q/spring-offers', exact: true }).waitFor();
  assert.equal(await page.getByRole('heading', { name: 'Events', exact: true }).count(), 0);
  await page.locator('.metric .value').first().getByText('1', { exact: true }).waitFor();
});

test('proposes a slug that the server takes, and says when one is taken', async (t) => {
  await ask(server, 'POST', '/api/links', { token, body: { name: 'Taken', slug: 'is-taken-already', url: shopUrl() } });
  const page = await open(t, '/links');
  await page.getByRole('button', { name: 'Add link' }).first().click();
  const dialog = page.getByRole('dialog');
  const proposed = await dialog.getByLabel('Slug').inputValue();
  assert.match(proposed, /^[a-z2-9]{10}$/);
  await dialog.getByLabel('Name').fill('Second');
  await dialog.getByLabel('Leads to').fill('example.org/offer');
  await dialog.getByLabel('Slug').fill('is-taken-already');
  await dialog.getByRole('button', { name: 'Create link' }).click();
  await dialog.getByText('This slug is taken.').waitFor();
  await dialog.getByLabel('Slug').fill(proposed);
  await dialog.getByRole('button', { name: 'Create link' }).click();
  await dialog.getByRole('region', { name: 'The address' }).waitFor();
  const [stored] = await server.psql('SELECT name, url FROM websites WHERE slug = $1', [proposed]);
  assert.deepEqual(stored, { name: 'Second', url: 'https://example.org/offer' });
});

test('changes a link, and deletes it only when its name is typed', async (t) => {
  const made = await ask(server, 'POST', '/api/links', { token, body: { name: 'Old name', slug: 'to-be-changed', url: shopUrl() } });
  const page = await open(t, '/links?search=Old');
  await page.getByRole('button', { name: 'Change Old name' }).click();
  const dialog = page.getByRole('dialog');
  assert.equal(await dialog.getByLabel('Leads to').inputValue(), shopUrl());
  await dialog.getByLabel('Name').fill('Old and new');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Old and new' }).waitFor();

  await page.getByRole('button', { name: 'Delete Old and new?' }).click();
  const last = dialog.getByRole('button', { name: 'Delete for good' });
  await dialog.getByLabel(/Type Old and new/).fill('Old');
  assert.ok(await last.isDisabled());
  await dialog.getByLabel(/Type Old and new/).fill('Old and new');
  await last.click();
  await page.getByRole('heading', { name: 'Nothing matches' }).waitFor();
  const { status } = await fetch(`${server.url}/q/${made.slug}`, { redirect: 'manual' });
  assert.equal(status, 404);
  await page.goto(`${server.url}/links/${made.id}`);
  await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
});

test('makes a pixel that counts the mails and pages it is loaded in', async (t) => {
  const page = await open(t, '/pixels');
  await page.getByRole('button', { name: 'Add pixel' }).first().click();
  const dialog = page.getByRole('dialog');
  assert.equal(await dialog.getByLabel('Leads to').count(), 0);
  await dialog.getByLabel('Name').fill('Letter');
  await dialog.getByRole('button', { name: 'Create pixel' }).click();
  shown = await dialog.getByRole('region', { name: 'The image' }).innerText();
  const slug = /^<img src="http:[^"]+\/p\/([a-z2-9]{10})" alt="" width="1" height="1">$/.exec(shown)?.[1];
  assert.ok(slug, shown);

  const guest = await visitor(t);
  const loaded = guest.waitForResponse((response) => response.url().includes(`/p/${slug}`));
  await guest.goto(shopUrl());
  assert.equal((await loaded).status(), 200);
  assert.deepEqual(await guest.locator('img').evaluate((image) => [image.complete, image.naturalWidth]), [true, 1]);
  const [{ id }] = (await ask(server, 'GET', '/api/pixels', { token })).data;
  await page.goto(`${server.url}/pixels/${id}`);
  await page.getByRole('button', { name: `Filter by /p/${slug}`, exact: true }).waitFor();
});

test('waits for the first click with the address at hand', async (t) => {
  const made = await ask(server, 'POST', '/api/links', { token, body: { name: 'Fresh', slug: 'not-yet-clicked', url: shopUrl() } });
  const page = await open(t, `/links/${made.id}`);
  await page.getByRole('heading', { name: 'No events yet' }).waitFor();
  assert.equal(await page.getByRole('region', { name: 'The address' }).innerText(), `${server.url}/q/not-yet-clicked`);
  await (await visitor(t)).goto(`${server.url}/q/not-yet-clicked`);
  // nobody touches the dashboard
  await page.getByRole('button', { name: 'Filter by /q/not-yet-clicked', exact: true }).waitFor();
});
