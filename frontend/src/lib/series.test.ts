// The units of a range, on days of 23 to 25 hours and in zones that are off by half an hour.
// SPDX-License-Identifier: MIT
import { describe, expect, it } from 'vitest';
import { resolveRange } from './range';
import { bucketName, buckets, fill, fit, lastMinutes } from './series';

const NOW = Date.parse('2026-12-01T00:00:00Z');

function day(name: string, zone: string) {
  return resolveRange({ from: name, to: name }, { now: NOW, zone });
}

const hours = (name: string, zone: string) =>
  buckets(day(name, zone), 'hour').map((wall) => bucketName(wall).slice(11, 16));

describe('buckets', () => {
  it('are the 24 hours of a day', () => {
    expect(hours('2026-05-01', 'Europe/Paris')).toHaveLength(24);
  });

  it('leave out the hour that the clocks skip', () => {
    const list = hours('2026-03-29', 'Europe/Paris');
    expect(list).toHaveLength(23);
    expect(list).not.toContain('02:00');
  });

  it('have the hour that comes twice once, as the server names both alike', () => {
    const list = hours('2026-10-25', 'Europe/Paris');
    expect(list).toHaveLength(24);
    expect(new Set(list).size).toBe(24);
  });

  it('are whole hours of the clock where the zone is off by half an hour', () => {
    expect(hours('2026-05-01', 'Asia/Kolkata')[0]).toBe('00:00');
    expect(hours('2026-04-05', 'Australia/Lord_Howe')).toHaveLength(24);
  });

  it('are days and months of the calendar', () => {
    const year = resolveRange('year', { now: NOW, zone: 'America/New_York' });
    expect(buckets(year, 'month').map(bucketName)).toHaveLength(12);
    const march = resolveRange(
      { from: '2026-03-01', to: '2026-03-31' },
      { now: NOW, zone: 'Europe/Paris' },
    );
    expect(buckets(march, 'day')).toHaveLength(31);
  });
});

describe('fill', () => {
  it('puts zeros where the server has nothing and keeps the rest in place', () => {
    const points = [
      { x: '2026-05-01 03:00:00', y: 7 },
      { x: '2026-05-01T23:00:00Z', y: 2 },
    ];
    const values = fill(points, day('2026-05-01', 'UTC'), 'hour');
    expect(values[3]).toBe(7);
    expect(values[23]).toBe(2);
    expect(values.reduce<number>((sum, value) => sum + (value ?? 0), 0)).toBe(9);
  });

  it('leaves the future empty', () => {
    const now = Date.parse('2026-05-01T10:30:00Z');
    const today = resolveRange('today', { now, zone: 'UTC' });
    const values = fill([], today, 'hour');
    expect(values.slice(0, 11)).toEqual(Array(11).fill(0));
    expect(values.slice(11)).toEqual(Array(13).fill(null));
  });
});

it('fits a month of 28 days beside one of 31', () => {
  expect(fit([1, 2, 3], 5)).toEqual([1, 2, 3, null, null]);
  expect(fit([1, 2, 3], 2)).toEqual([1, 2]);
});

it('lists the last thirty minutes with the current one last', () => {
  const list = lastMinutes(Date.parse('2026-05-01T10:30:40Z'), 'Asia/Kathmandu').map(bucketName);
  expect(list).toHaveLength(30);
  expect(list.at(-1)).toBe('2026-05-01 16:15:00');
  expect(list[0]).toBe('2026-05-01 15:46:00');
});
