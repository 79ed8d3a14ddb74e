// Starts the Chromium that script/test found, without what Chromium wants to tell or fetch from elsewhere, and opens the
// dashboard in it.
// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const WAIT = 15_000; // milliseconds until something that must appear counts as missing

/** A headless browser; `options` as playwright's launch() takes them. */
export function launchBrowser(options = {}) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
    ...options,
  });
}

/**
 * A page of the dashboard in a window of its own, signed in with the token `holder` unless it is null, until the test `t`
 * ends. The page must not fail, nor break the Content-Security-Policy.
 */
export async function openDashboard(t, browser, url, { holder, ...options }) {
  const context = await browser.newContext({
    locale: 'en-GB',
    timezoneId: 'Europe/Paris',
    colorScheme: 'light',
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  t.after(() => context.close());
  context.setDefaultTimeout(WAIT);
  if (holder !== null) {
    await context.addInitScript((kept) => {
      if (!sessionStorage.getItem('begun')) localStorage.setItem('sillage.token', kept);
      sessionStorage.setItem('begun', 'yes');
    }, holder);
  }
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) faults.push(message.text());
  });
  t.after(() => assert.deepEqual(faults, [], 'the page has errors'));
  await page.goto(url);
  return page;
}
