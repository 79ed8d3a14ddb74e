// Starts the Chromium that script/test found, without what Chromium wants to tell or fetch from elsewhere.
// SPDX-License-Identifier: MIT
import { chromium } from 'playwright-core';

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
