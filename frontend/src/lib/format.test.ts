// Numbers, times and names in English and French.
// SPDX-License-Identifier: MIT
import { describe, expect, it } from 'vitest';
import {
  bucketLabel,
  change,
  clock,
  compact,
  countryName,
  daySpan,
  duration,
  flag,
  languageName,
  number,
  percent,
} from './format';

/** Intl uses several kinds of space. */
const plain = (text: string) => text.replace(/\s/g, ' ');
const wall = (text: string) => Date.parse(`${text}Z`);

describe('numbers', () => {
  it.each([
    [1234567, 'en', '1,234,567'],
    [1234567, 'fr', '1 234 567'],
  ])('%d in %s is %s', (value, locale, text) => {
    expect(plain(number(value, locale))).toBe(text);
  });

  it('are shortened only when they are long', () => {
    expect(compact(99_999, 'en')).toBe('99,999');
    expect(compact(1_234_567, 'en')).toBe('1.23M');
    expect(plain(compact(1_234_567, 'fr'))).toBe('1,23 M');
  });

  it.each([
    [0, '0%'],
    [0.004, '<1%'],
    [0.126, '13%'],
    [1, '100%'],
  ])('a share of %d is %s', (share, text) => {
    expect(percent(share, 'en')).toBe(text);
  });

  it.each([
    [0, '0s'],
    [59.6, '1m 0s'],
    [75, '1m 15s'],
    [3725, '1h 2m'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(duration(seconds, 'en')).toBe(text);
  });

  it('change by a share of what was before', () => {
    expect(change(150, 100)).toBe(0.5);
    expect(change(50, 100)).toBe(-0.5);
    expect(change(0, 0)).toBe(0);
    expect(change(5, 0)).toBeNull();
  });
});

describe('times', () => {
  it('are named by the unit', () => {
    expect(bucketLabel(wall('2026-03-29T14:00:00'), 'day', 'en-GB')).toBe('Sun, 29 Mar 2026');
    expect(bucketLabel(wall('2026-03-29T14:00:00'), 'month', 'fr')).toBe('mars 2026');
    expect(bucketLabel(wall('2026-03-01T00:00:00'), 'day', 'fr', 'short')).toBe('1 mars');
  });

  it('of the clock follow the language', () => {
    expect(clock(wall('2026-03-29T14:05:00'), 'fr')).toBe('14:05');
    expect(plain(clock(wall('2026-03-29T14:05:00'), 'en-US'))).toBe('2:05 PM');
  });

  it('name a range by its first and last day', () => {
    const span = daySpan(wall('2026-03-01T00:00:00'), wall('2026-03-08T00:00:00'), 'en-US');
    expect(plain(span)).toBe('Mar 1 – 7, 2026');
    const day = daySpan(wall('2026-03-01T00:00:00'), wall('2026-03-02T00:00:00'), 'en-US');
    expect(plain(day)).toBe('Mar 1, 2026');
  });
});

describe('names', () => {
  it('of countries and languages follow the language', () => {
    expect(countryName('DE', 'en')).toBe('Germany');
    expect(countryName('de', 'fr')).toBe('Allemagne');
    expect(languageName('fr', 'fr')).toBe('Français');
  });

  it('that are no codes are shown as they are', () => {
    expect(countryName('Atlantis', 'en')).toBe('Atlantis');
    expect(languageName('not a language', 'en')).toBe('Not a language');
    expect(flag('Atlantis')).toBe('');
  });

  it('have a flag', () => {
    expect(flag('fr')).toBe('🇫🇷');
  });
});
