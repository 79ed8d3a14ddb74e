// What people type as a website’s name and domain.
// SPDX-License-Identifier: MIT
import { expect, it } from 'vitest';
import { cleanDomain, fromLines, hostAsSent, missingFields, toLines } from './website';

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

it('reads a list with a line an entry', () => {
  expect(fromLines(' 192.0.2.1 \r\n\n\n2001:db8::/32\n ')).toEqual(['192.0.2.1', '2001:db8::/32']);
  expect(fromLines(' \n')).toEqual([]);
  expect(fromLines(toLines(['/a', '/b c']))).toEqual(['/a', '/b c']);
});

it.each([
  ['example.org', 'example.org'],
  ['*.example.org', '*.example.org'],
  ['Bücher.example', 'xn--bcher-kva.example'],
  ['*.bücher.exämple', '*.xn--bcher-kva.xn--exmple-cua'],
  ['bü*.example', 'bü*.example'],
  ['https://bücher.example', 'https://bücher.example'],
  ['bücher.example/a', 'bücher.example/a'],
  ['bü cher', 'bü cher'],
])('%j is the host %j to a browser', (text, host) => {
  expect(hostAsSent(text)).toBe(host);
});
