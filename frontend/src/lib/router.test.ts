// Paths, links and the query.
// SPDX-License-Identifier: MIT
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { go, pageOf, path, search, setQuery, startRouter } from './router.svelte';

describe('pageOf', () => {
  it.each([
    ['/', { name: 'websites' }],
    ['/websites', { name: 'websites' }],
    ['/whoami', { name: 'whoami' }],
    ['/whoami/x', { name: 'unknown' }],
    ['/login', { name: 'login' }],
    ['/websites/abc', { name: 'overview', id: 'abc' }],
    ['/websites/abc/', { name: 'overview', id: 'abc' }],
    ['/websites/abc/realtime', { name: 'realtime', id: 'abc' }],
    ['/websites/abc/settings', { name: 'settings', id: 'abc' }],
    ['/links', { name: 'links', kind: 'link' }],
    ['/pixels/', { name: 'links', kind: 'pixel' }],
    ['/links/abc', { name: 'link', kind: 'link', id: 'abc' }],
    ['/pixels/abc', { name: 'link', kind: 'pixel', id: 'abc' }],
    ['/links/abc/settings', { name: 'unknown' }],
    ['/toString', { name: 'unknown' }],
    ['/websites/abc/other', { name: 'unknown' }],
    ['/websites/abc/settings/more', { name: 'unknown' }],
    ['/login/now', { name: 'unknown' }],
    ['/elsewhere', { name: 'unknown' }],
  ])('%s', (pathname, page) => {
    expect(pageOf(pathname)).toEqual(page);
  });
});

describe('the address', () => {
  let stop: () => void;

  beforeEach(() => {
    go('/', { replace: true });
    stop = startRouter();
  });

  afterEach(() => {
    stop();
    document.body.replaceChildren();
  });

  /** Whether the router took the click over. */
  function click(html: string, init: MouseEventInit = {}): boolean {
    let taken = false;
    // Comes after the router's own listener, and keeps the test's page where it is.
    const last = (event: Event) => {
      taken = event.defaultPrevented;
      event.preventDefault();
    };
    window.addEventListener('click', last, { once: true });
    document.body.innerHTML = html;
    const event = new MouseEvent('click', { bubbles: true, cancelable: true, button: 0, ...init });
    document.querySelector('a')?.dispatchEvent(event);
    return taken;
  }

  it('follows links without loading the page', () => {
    expect(click('<a href="/websites/abc?range=30d">x</a>')).toBe(true);
    expect(path()).toBe('/websites/abc');
    expect(search()).toBe('?range=30d');
  });

  it.each([
    ['another host', '<a href="https://example.org/">x</a>', {}],
    ['a new tab', '<a href="/websites" target="_blank">x</a>', {}],
    ['a place in the page', '<a href="#content">x</a>', {}],
    ['a click with Ctrl', '<a href="/websites">x</a>', { ctrlKey: true }],
    ['a click with the middle button', '<a href="/websites">x</a>', { button: 1 }],
  ])('leaves %s to the browser', (_, html, init) => {
    expect(click(html, init)).toBe(false);
    expect(path()).toBe('/');
  });

  it('has a query that people can read', () => {
    setQuery(new URLSearchParams({ filter: 'path.eq./a,b:c' }));
    expect(search()).toBe('?filter=path.eq./a,b:c');
    setQuery(new URLSearchParams());
    expect(search()).toBe('');
  });
});
