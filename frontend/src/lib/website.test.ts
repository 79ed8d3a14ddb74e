// What people type as a website’s name and domain.
// SPDX-License-Identifier: MIT
import { expect, it } from 'vitest';
import { cleanDomain, missingFields } from './website';

it.each([
  ['example.org', 'example.org'],
  ['  Example.ORG ', 'example.org'],
  ['https://example.org', 'example.org'],
  ['HTTP://example.org/a?b#c', 'example.org'],
  ['example.org:8080/x', 'example.org:8080'],
  ['example.org?x', 'example.org'],
  ['', ''],
])('%j is the domain %j', (text, domain) => {
  expect(cleanDomain(text)).toBe(domain);
});

it('finds the fields that are empty', () => {
  expect(missingFields({ name: ' ', domain: 'x' }, 'Fill in')).toEqual({ name: 'Fill in' });
  expect(missingFields({ name: 'x', domain: 'x' }, 'Fill in')).toEqual({});
});
