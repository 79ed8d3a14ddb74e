// Ranges of time: from what the reader chose ("last 30 days, compared with the year before") to the
// instants that are asked of the server. Ranges are half-open and count the days of one time zone.
// SPDX-License-Identifier: MIT
import { addWall, DAY, dayName, dayWall, floorWall, HOUR, instantOf, wallTime } from './zone';
import type { Unit } from './zone';

export const PRESETS = [
  'today',
  '24h',
  'yesterday',
  '7d',
  '30d',
  '90d',
  'month',
  'last-month',
  'year',
  'all',
] as const;
export type Preset = (typeof PRESETS)[number];

/** A preset, or the first and the last day of a custom range. */
export type Choice = Preset | { from: string; to: string };

export const COMPARISONS = ['prev', 'year', 'none'] as const;
export type Comparison = (typeof COMPARISONS)[number];

export interface Range {
  /** Instants; the end does not belong to the range and may lie in the future. */
  start: number;
  end: number;
  /** The end, or now when the range is not over. */
  until: number;
  zone: string;
}

/** What a range is computed from besides the choice itself. */
export interface Clock {
  now: number;
  zone: string;
  /** The website's first event; for the range `all`. */
  first?: number | null;
}

function range(start: number, end: number, { now, zone }: Clock): Range {
  return { start, end, until: Math.max(start, Math.min(end, now)), zone };
}

function calendarRange(from: number, to: number, clock: Clock): Range {
  return range(instantOf(from, clock.zone), instantOf(to, clock.zone), clock);
}

export function resolveRange(choice: Choice, clock: Clock): Range {
  const wall = wallTime(clock.now, clock.zone);
  const today = floorWall(wall, 'day');
  const tomorrow = addWall(today, 1, 'day');
  const month = floorWall(wall, 'month');
  const year = floorWall(wall, 'year');
  if (typeof choice === 'object') {
    const from = dayWall(choice.from) ?? today;
    const to = dayWall(choice.to) ?? today;
    return calendarRange(Math.min(from, to), addWall(Math.max(from, to), 1, 'day'), clock);
  }
  switch (choice) {
    case 'today':
      return calendarRange(today, tomorrow, clock);
    case '24h': {
      // Whole hours, so that the first bar of the chart is not a piece of one.
      const end = instantOf(floorWall(wall, 'hour') + HOUR, clock.zone);
      return range(end - DAY, end, clock);
    }
    case 'yesterday':
      return calendarRange(addWall(today, -1, 'day'), today, clock);
    case '7d':
    case '30d':
    case '90d':
      return calendarRange(addWall(today, 1 - parseInt(choice, 10), 'day'), tomorrow, clock);
    case 'month':
      return calendarRange(month, addWall(month, 1, 'month'), clock);
    case 'last-month':
      return calendarRange(addWall(month, -1, 'month'), month, clock);
    case 'year':
      return calendarRange(year, addWall(year, 1, 'year'), clock);
    case 'all': {
      const first = clock.first ?? clock.now;
      return calendarRange(floorWall(wallTime(first, clock.zone), 'day'), tomorrow, clock);
    }
  }
}

/** How far back the range before begins: calendar units where the choice is one. */
function stepBack(choice: Choice, { start, end, zone }: Range): [number, Unit] {
  if (typeof choice === 'object') {
    return [Math.round((wallTime(end, zone) - wallTime(start, zone)) / DAY), 'day'];
  }
  switch (choice) {
    case 'today':
    case 'yesterday':
    case '24h':
      return [1, 'day'];
    case 'month':
    case 'last-month':
      return [1, 'month'];
    case 'year':
      return [1, 'year'];
    default:
      return [parseInt(choice, 10), 'day'];
  }
}

/**
 * The range to compare with, or null. It is like for like: when the range is not over, its `until` is
 * as far into it as now is into the range ("today until 15:00" against "yesterday until 15:00").
 */
export function comparedRange(choice: Choice, shown: Range, comparison: Comparison): Range | null {
  if (comparison === 'none' || choice === 'all') return null;
  const [count, unit]: [number, Unit] =
    comparison === 'year' ? [1, 'year'] : stepBack(choice, shown);
  const { zone } = shown;
  const back = (instant: number) => instantOf(addWall(wallTime(instant, zone), -count, unit), zone);
  const start = back(shown.start);
  // The end is a boundary: a month's range must end where the next month begins, not on "the 31st".
  const end = Math.max(start, back(shown.end));
  return { start, end, until: Math.min(end, Math.max(start, back(shown.until))), zone };
}

/** The units that the server will not coarsen for this range, finest first. */
export function allowedUnits({ start, end, zone }: Range): Unit[] {
  const from = wallTime(start, zone);
  const to = wallTime(end, zone);
  if (end - start <= HOUR) return ['minute', 'hour'];
  if (end - start <= 30 * DAY) return ['hour', 'day'];
  if (to <= addWall(from, 7, 'month')) return ['day', 'month'];
  if (to <= addWall(from, 24, 'month')) return ['month', 'year'];
  return ['year'];
}

/** The unit that suits the range best. */
export function defaultUnit(shown: Range): Unit {
  const [finest = 'day', next = finest] = allowedUnits(shown);
  return finest === 'hour' && shown.end - shown.start > 2 * DAY + HOUR ? next : finest;
}

/** The custom range that lies just before (-1) or after (1) and is as long in days. */
export function adjacentRange(shown: Range, direction: -1 | 1): { from: string; to: string } {
  const from = floorWall(wallTime(shown.start, shown.zone), 'day');
  const to = floorWall(wallTime(shown.end - 1, shown.zone), 'day');
  const days = Math.round((to - from) / DAY) + 1;
  return {
    from: dayName(addWall(from, direction * days, 'day')),
    to: dayName(addWall(to, direction * days, 'day')),
  };
}
