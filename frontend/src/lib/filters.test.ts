// Filters in the dashboard’s URL and in the API’s.
// SPDX-License-Identifier: MIT
import { describe, expect, it } from 'vitest';
import { filterParams, filterText, parseFilter } from './filters';
import type { Filter } from './filters';

const filter = (dimension: Filter['dimension'], operator: Filter['operator'], value: string) => ({
  dimension,
  operator,
  value,
});

describe('filters in the URL', () => {
  it.each([
    filter('path', 'eq', '/blog/a.b.c'),
    filter('city', 'neq', 'St. John’s'),
    filter('query', 're', '^utm_.*=.$'),
    filter('title', 'c', 'eq.'),
  ])('come back as they were: $value', (one) => {
    expect(parseFilter(filterText(one))).toEqual(one);
  });

  it.each(['', 'path', 'path.eq', 'path.eq.', 'path.is./', 'shoe.eq.42', '.eq.x'])(
    'are dropped when they make no sense: %j',
    (text) => {
      expect(parseFilter(text)).toBeNull();
    },
  );
});

describe('filters in the API', () => {
  it('number a property that is filtered again', () => {
    const list = [
      filter('path', 'c', 'blog'),
      filter('os', 'eq', 'iOS'),
      filter('path', 'dnc', 'x'),
    ];
    expect(filterParams(list)).toEqual([
      ['path', 'c.blog'],
      ['os', 'eq.iOS'],
      ['path1', 'dnc.x'],
    ]);
  });

  it('ask for one text with a comma as an expression, as a comma parts a list', () => {
    expect(filterParams([filter('title', 'eq', 'Hello, world (1+1)?')])).toEqual([
      ['title', 're.^Hello, world \\(1\\+1\\)\\?$'],
    ]);
    expect(filterParams([filter('title', 'neq', 'a,b')])).toEqual([['title', 'nre.^a,b$']]);
    expect(filterParams([filter('title', 'c', 'a,b')])).toEqual([['title', 'c.a,b']]);
  });
});
