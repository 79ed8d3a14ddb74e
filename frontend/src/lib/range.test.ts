// Ranges and what they are compared with, around the change of clocks in Paris.
// SPDX-License-Identifier: MIT
import { describe, expect, it } from 'vitest';
import {
  adjacentRange,
  allowedUnits,
  comparedRange,
  defaultUnit,
  PRESETS,
  resolveRange,
} from './range';
import type { Choice, Range } from './range';

const PARIS = 'Europe/Paris';
const at = (text: string) => Date.parse(text);
const iso = (instant: number) => new Date(instant).toISOString().slice(0, 16);
const spanOf = ({ start, end }: Range) => `${iso(start)} ${iso(end)}`;

/** 15:20 in Paris, two days after the clocks went forward. */
const NOW = at('2026-03-31T13:20:00Z');

function resolved(choice: Choice, now = NOW, zone = PARIS): Range {
  return resolveRange(choice, { now, zone, first: at('2025-11-05T10:00:00Z') });
}

describe('resolveRange', () => {
  it.each([
    ['today', '2026-03-30T22:00 2026-03-31T22:00'],
    ['24h', '2026-03-30T14:00 2026-03-31T14:00'],
    ['yesterday', '2026-03-29T22:00 2026-03-30T22:00'],
    ['7d', '2026-03-24T23:00 2026-03-31T22:00'],
    ['30d', '2026-03-01T23:00 2026-03-31T22:00'],
    ['90d', '2025-12-31T23:00 2026-03-31T22:00'],
    ['month', '2026-02-28T23:00 2026-03-31T22:00'],
    ['last-month', '2026-01-31T23:00 2026-02-28T23:00'],
    ['year', '2025-12-31T23:00 2026-12-31T23:00'],
    ['all', '2025-11-04T23:00 2026-03-31T22:00'],
  ] as const)('knows %s', (preset, span) => {
    expect(spanOf(resolved(preset))).toBe(span);
  });

  it('takes the days of a custom range in either order, the last one whole', () => {
    const span = '2026-03-27T23:00 2026-03-29T22:00';
    expect(spanOf(resolved({ from: '2026-03-28', to: '2026-03-29' }))).toBe(span);
    expect(spanOf(resolved({ from: '2026-03-29', to: '2026-03-28' }))).toBe(span);
  });

  it('has a day of 23 hours when the clocks go forward and of 25 when they go back', () => {
    const hours = ({ start, end }: Range) => (end - start) / 3_600_000;
    expect(hours(resolved({ from: '2026-03-29', to: '2026-03-29' }))).toBe(23);
    expect(hours(resolved({ from: '2026-10-25', to: '2026-10-25' }))).toBe(25);
  });

  it('ends at now while the range is not over', () => {
    expect(resolved('today').until).toBe(NOW);
    expect(resolved('yesterday').until).toBe(resolved('yesterday').end);
  });

  it('never begins after it ends', () => {
    for (const preset of PRESETS) {
      const { start, until, end } = resolved(preset);
      expect(start).toBeLessThan(end);
      expect(until).toBeGreaterThanOrEqual(start);
    }
  });
});

describe('comparedRange', () => {
  const before = (choice: Choice, comparison: 'prev' | 'year' | 'none' = 'prev') =>
    comparedRange(choice, resolved(choice), comparison);

  it.each([
    // The clocks changed in between: the same hours of the day all the same.
    ['today', '2026-03-29T22:00 2026-03-30T22:00'],
    ['yesterday', '2026-03-28T23:00 2026-03-29T22:00'],
    ['7d', '2026-03-17T23:00 2026-03-24T23:00'],
    ['month', '2026-01-31T23:00 2026-02-28T23:00'],
    ['last-month', '2025-12-31T23:00 2026-01-31T23:00'],
    ['year', '2024-12-31T23:00 2025-12-31T23:00'],
  ] as const)('puts the period before %s', (choice, span) => {
    const range = before(choice);
    expect(range && spanOf(range)).toBe(span);
  });

  it('is as far into its range as now is into the other', () => {
    expect(iso(before('today')?.until ?? 0)).toBe('2026-03-30T13:20');
    // The 31st of February is its last day.
    expect(iso(before('month')?.until ?? 0)).toBe('2026-02-28T14:20');
  });

  it('goes back a year by the calendar', () => {
    const range = before('7d', 'year');
    expect(range && spanOf(range)).toBe('2025-03-24T23:00 2025-03-31T22:00');
  });

  it('is nothing where there is nothing to compare with', () => {
    expect(before('7d', 'none')).toBeNull();
    expect(before('all')).toBeNull();
  });

  it('has as many days as a custom range', () => {
    const range = before({ from: '2026-03-28', to: '2026-03-30' });
    expect(range && spanOf(range)).toBe('2026-03-24T23:00 2026-03-27T23:00');
  });
});

describe('units', () => {
  it.each([
    ['today', 'hour', ['hour', 'day']],
    ['7d', 'day', ['hour', 'day']],
    ['90d', 'day', ['day', 'month']],
    ['year', 'month', ['month', 'year']],
    ['all', 'day', ['day', 'month']],
  ] as const)('fit the range: %s', (choice, best, allowed) => {
    expect(defaultUnit(resolved(choice))).toBe(best);
    expect(allowedUnits(resolved(choice))).toEqual(allowed);
  });

  it('are hours for a day of 25 hours', () => {
    expect(defaultUnit(resolved({ from: '2026-10-25', to: '2026-10-25' }))).toBe('hour');
  });

  it('are years beyond two years', () => {
    expect(defaultUnit(resolved({ from: '2020-01-01', to: '2026-03-31' }))).toBe('year');
  });
});

it('steps to the days before and after', () => {
  const range = resolved({ from: '2026-03-28', to: '2026-03-30' });
  expect(adjacentRange(range, -1)).toEqual({ from: '2026-03-25', to: '2026-03-27' });
  expect(adjacentRange(range, 1)).toEqual({ from: '2026-03-31', to: '2026-04-02' });
});
