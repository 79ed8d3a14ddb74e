// The API’s values in the reader’s words.
// SPDX-License-Identifier: MIT
import { beforeEach, expect, it } from 'vitest';
import { setLanguage } from './i18n/index.svelte';
import { nameOf } from './names';

beforeEach(() => setLanguage('en'));

it.each([
  ['country', 'CH', undefined, { text: 'Switzerland', sign: '🇨🇭' }],
  ['region', 'FR-IDF', 'FR', { text: 'IDF', sign: '🇫🇷', context: 'France' }],
  ['region', 'FR-IDF', undefined, { text: 'IDF', sign: '🇫🇷', context: 'France' }],
  ['city', 'Lyon', 'FR', { text: 'Lyon', sign: '🇫🇷', context: 'France' }],
  ['city', 'Lyon', null, { text: 'Lyon' }],
  ['language', 'de', undefined, { text: 'German' }],
  ['browser', 'edge-chromium', undefined, { text: 'Edge' }],
  ['browser', 'Ladybird', undefined, { text: 'Ladybird' }],
  ['device', 'laptop', undefined, { text: 'Laptop' }],
  ['device', 'console', undefined, { text: 'console' }],
  ['channel', 'organicSearch', undefined, { text: 'Organic search' }],
  ['path', '/FR', undefined, { text: '/FR' }],
  ['title', null, undefined, { text: '(none)' }],
  ['query', '', undefined, { text: '(none)' }],
] as const)('%s %s', (type, value, country, name) => {
  expect(nameOf(type, value, country)).toEqual(name);
});

it('has a text for every channel and device in every language', () => {
  setLanguage('fr');
  expect(nameOf('channel', 'aiAssistant').text).toBe('Assistant IA');
  expect(nameOf('device', 'mobile').text).toBe('Mobile');
  expect(nameOf('country', 'DE').text).toBe('Allemagne');
});
