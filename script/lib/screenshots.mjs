// Takes the README's pictures of a running server's demo website: node script/lib/screenshots.mjs URL; ADMIN_PASSWORD signs in.
// SPDX-License-Identifier: MIT
import { launchBrowser } from '../../tests/support/browser.mjs';

const base = process.argv[2] ?? 'http://localhost:3001';
const browser = await launchBrowser({ chromiumSandbox: process.getuid() !== 0 });
for (const scheme of ['light', 'dark']) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, colorScheme: scheme, locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(base);
  await page.locator('input[name=username], input[autocomplete=username]').first().fill('admin');
  await page.locator('input[type=password]').fill(process.env.ADMIN_PASSWORD ?? '');
  await page.keyboard.press('Enter');
  await page.getByText('Demo').first().click();
  await page.waitForURL(/\/websites\//);
  await page.goto(`${page.url().split('?')[0]}?range=30d`);
  await page.waitForLoadState('networkidle').catch(() => {});
  await page.waitForTimeout(1500);
  await page.screenshot({ path: new URL(`../../docs/overview-${scheme}.png`, import.meta.url).pathname });
  await context.close();
}
await browser.close();
