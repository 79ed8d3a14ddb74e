// What a link and a pixel have: a slug, and for a link where it leads. The limits are the server's.
// SPDX-License-Identifier: MIT

export type LinkKind = 'link' | 'pixel';

export const SLUG_MAX = 100;
export const URL_MAX = 500;

const SLUG_LENGTH = 10;
// Without letters and digits that are taken for one another.
const SLUG_LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

/** A slug to begin with: short, and too many to be guessed. */
export function randomSlug(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(SLUG_LENGTH));
  return Array.from(bytes, (byte) => SLUG_LETTERS.charAt(byte % SLUG_LETTERS.length)).join('');
}

/** What people type is often a URL without its beginning. */
export function cleanUrl(text: string): string {
  const url = text.trim();
  return url === '' || /^[a-z][a-z\d+.-]*:/i.test(url) ? url : `https://${url.replace(/^\/+/, '')}`;
}
