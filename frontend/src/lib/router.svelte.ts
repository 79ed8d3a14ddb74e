// The address bar. Links are plain <a href>; clicks on them change the page without loading it anew.
// SPDX-License-Identifier: MIT
import type { LinkKind } from './links';

const state = $state({ path: location.pathname, search: location.search });

export function path(): string {
  return state.path;
}

export function search(): string {
  return state.search;
}

function read(): void {
  state.path = location.pathname;
  state.search = location.search;
}

export interface Going {
  /** Take the current entry's place in the history instead of adding one. */
  replace?: boolean;
}

export function go(href: string, { replace = false }: Going = {}): void {
  const before = location.pathname;
  if (replace) history.replaceState(null, '', href);
  else history.pushState(null, '', href);
  read();
  if (location.pathname !== before) window.scrollTo(0, 0);
}

/** Changes the query of the current page only. */
export function setQuery(query: URLSearchParams, going?: Going): void {
  // Slashes, commas and colons are allowed in a query; leaving them makes URLs people can read.
  const text = query
    .toString()
    .replaceAll('%2F', '/')
    .replaceAll('%2C', ',')
    .replaceAll('%3A', ':');
  go(text ? `${location.pathname}?${text}` : location.pathname, going);
}

function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element).closest?.('a[href]');
  if (!(link instanceof HTMLAnchorElement) || link.origin !== location.origin) return;
  if (link.target || link.hasAttribute('download') || link.getAttribute('href')?.startsWith('#')) {
    return;
  }
  event.preventDefault();
  go(link.pathname + link.search);
}

/** Begins to listen; gives the function that ends it. */
export function startRouter(): () => void {
  window.addEventListener('popstate', read);
  document.addEventListener('click', follow);
  return () => {
    window.removeEventListener('popstate', read);
    document.removeEventListener('click', follow);
  };
}

/** The pages of a website, by what follows its id in their paths. */
const WEBSITE_PAGES = ['visitors', 'events', 'realtime', 'settings'] as const;
export type WebsitePageName = 'overview' | (typeof WEBSITE_PAGES)[number];

export type Page =
  | { name: 'websites' }
  | { name: 'login' }
  | { name: 'whoami' }
  | { name: WebsitePageName; id: string }
  | { name: 'visitor'; id: string; visitor: string }
  | { name: 'links'; kind: LinkKind }
  | { name: 'link'; kind: LinkKind; id: string }
  | { name: 'unknown' };

/** Pages of links and of pixels, by what their paths begin with. */
const LINK_PATHS: Record<string, LinkKind> = { links: 'link', pixels: 'pixel' };

/** Which page a path is. */
export function pageOf(pathname: string): Page {
  const parts = pathname.split('/').filter(Boolean);
  const [first, id, rest, more, evenMore] = parts;
  if (first === undefined) return { name: 'websites' };
  if (first === 'login' && id === undefined) return { name: 'login' };
  if (first === 'whoami' && id === undefined) return { name: 'whoami' };
  const kind = Object.hasOwn(LINK_PATHS, first) ? LINK_PATHS[first] : undefined;
  if (kind && id === undefined) return { name: 'links', kind };
  if (kind && id !== undefined && rest === undefined) return { name: 'link', kind, id };
  if (first !== 'websites' || evenMore !== undefined) return { name: 'unknown' };
  if (id === undefined) return { name: 'websites' };
  if (rest === undefined) return { name: 'overview', id };
  if (rest === 'visitors' && more !== undefined) return { name: 'visitor', id, visitor: more };
  const name = WEBSITE_PAGES.find((page) => page === rest);
  return name !== undefined && more === undefined ? { name, id } : { name: 'unknown' };
}
