// Wall times and instants in zones with whole, half and quarter hours, across changes of clocks.
// SPDX-License-Identifier: MIT
import { describe, expect, it } from 'vitest';
import { addWall, dayName, dayWall, floorWall, instantOf, isZone, wallTime, zones } from './zone';

const utc = (text: string) => Date.parse(`${text}Z`);
const shown = (wall: number) => new Date(wall).toISOString().slice(0, 19);

describe('wallTime', () => {
  it.each([
    ['2026-03-29T00:59:59', 'Europe/Paris', '2026-03-29T01:59:59'],
    ['2026-03-29T01:00:00', 'Europe/Paris', '2026-03-29T03:00:00'],
    ['2026-10-25T00:30:00', 'Europe/Paris', '2026-10-25T02:30:00'],
    ['2026-10-25T01:30:00', 'Europe/Paris', '2026-10-25T02:30:00'],
    ['2026-01-01T00:00:00', 'Asia/Kathmandu', '2026-01-01T05:45:00'],
    ['2026-01-01T00:00:00', 'America/St_Johns', '2025-12-31T20:30:00'],
    ['2026-04-04T15:30:00', 'Australia/Lord_Howe', '2026-04-05T02:00:00'],
  ])('%s UTC is in %s %s', (instant, zone, wall) => {
    expect(shown(wallTime(utc(instant), zone))).toBe(wall);
  });

  it('keeps the milliseconds', () => {
    expect(wallTime(utc('2026-01-01T00:00:00.123'), 'UTC')).toBe(utc('2026-01-01T00:00:00.123'));
  });
});

describe('instantOf', () => {
  it.each([
    ['2026-03-29T01:59:59', 'Europe/Paris', '2026-03-29T00:59:59'],
    ['2026-03-29T03:00:00', 'Europe/Paris', '2026-03-29T01:00:00'],
    ['2026-07-01T00:00:00', 'America/New_York', '2026-07-01T04:00:00'],
    ['2026-04-05T00:00:00', 'Australia/Lord_Howe', '2026-04-04T13:00:00'],
    ['2026-04-06T00:00:00', 'Australia/Lord_Howe', '2026-04-05T13:30:00'],
  ])('%s in %s is %s UTC', (wall, zone, instant) => {
    expect(shown(instantOf(utc(wall), zone))).toBe(instant);
  });

  it('takes the first of two times that look alike', () => {
    expect(shown(instantOf(utc('2026-10-25T02:30:00'), 'Europe/Paris'))).toBe(
      '2026-10-25T00:30:00',
    );
  });

  it('moves a time that the clocks skip to the other side of the jump', () => {
    const instant = instantOf(utc('2026-03-29T02:30:00'), 'Europe/Paris');
    expect(shown(wallTime(instant, 'Europe/Paris'))).toBe('2026-03-29T03:30:00');
  });

  it('undoes wallTime wherever a time is not ambiguous', () => {
    for (const zone of ['UTC', 'Europe/Paris', 'America/St_Johns', 'Asia/Kathmandu']) {
      for (let at = utc('2026-01-01T12:00:00'); at < utc('2027-01-01T00:00:00'); at += 86_400_000) {
        expect(instantOf(wallTime(at, zone), zone)).toBe(at);
      }
    }
  });
});

describe('calendar steps', () => {
  it.each([
    ['2026-01-31T00:00:00', 1, 'month', '2026-02-28T00:00:00'],
    ['2024-02-29T10:00:00', -1, 'year', '2023-02-28T10:00:00'],
    ['2026-03-31T23:30:00', -1, 'month', '2026-02-28T23:30:00'],
    ['2026-12-15T00:00:00', 1, 'month', '2027-01-15T00:00:00'],
    ['2026-12-31T00:00:00', 1, 'day', '2027-01-01T00:00:00'],
  ] as const)('%s %i %s later is %s', (from, count, unit, to) => {
    expect(shown(addWall(utc(from), count, unit))).toBe(to);
  });

  it.each([
    ['minute', '2026-05-17T13:45:00'],
    ['hour', '2026-05-17T13:00:00'],
    ['day', '2026-05-17T00:00:00'],
    ['month', '2026-05-01T00:00:00'],
    ['year', '2026-01-01T00:00:00'],
  ] as const)('goes back to the start of the %s', (unit, start) => {
    expect(shown(floorWall(utc('2026-05-17T13:45:59'), unit))).toBe(start);
  });

  it('reads only days that exist', () => {
    expect(dayName(dayWall('2024-02-29') ?? 0)).toBe('2024-02-29');
    for (const wrong of ['2026-02-29', '2026-13-01', '2026-1-1', 'today', '']) {
      expect(dayWall(wrong)).toBeNull();
    }
  });
});

it('knows zones by their names', () => {
  expect(isZone('Europe/Paris')).toBe(true);
  expect(isZone('Europe/Atlantis')).toBe(false);
  expect(zones()).toContain('UTC');
  expect(zones()).toContain('Asia/Tokyo');
});
