// Slugs and URLs as people type them.
// SPDX-License-Identifier: MIT
import { describe, expect, it } from 'vitest';
import { cleanUrl, randomSlug } from './links';

describe('randomSlug', () => {
  it('is what the server takes, and another one each time', () => {
    const slugs = Array.from({ length: 200 }, randomSlug);
    for (const slug of slugs) expect(slug).toMatch(/^[a-z2-9]{10}$/);
    expect(new Set(slugs).size).toBe(200);
  });
});

describe('cleanUrl', () => {
  it.each([
    ['  https://example.org/a  ', 'https://example.org/a'],
    ['HTTP://example.org', 'HTTP://example.org'],
    ['example.org/a?b', 'https://example.org/a?b'],
    ['//example.org', 'https://example.org'],
    ['javascript:alert(1)', 'javascript:alert(1)'],
    ['', ''],
    ['   ', ''],
  ])('%s', (typed, url) => {
    expect(cleanUrl(typed)).toBe(url);
  });
});
