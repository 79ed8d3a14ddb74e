// Clock and calendar of an IANA time zone. A wall time is a number of milliseconds that would be
// that time in UTC: calendar steps are plain arithmetic on it, and only the way to an instant and
// back asks Intl for the zone's offset.
// SPDX-License-Identifier: MIT

export type Unit = 'minute' | 'hour' | 'day' | 'month' | 'year';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const formats = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(zone, format);
  }
  return format;
}

export function isZone(name: string): boolean {
  try {
    clockOf(name);
    return true;
  } catch {
    return false;
  }
}

/** The browser's own zone. */
export function localZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

export function zones(): string[] {
  const all = Intl.supportedValuesOf('timeZone');
  return all.includes('UTC') ? all : ['UTC', ...all];
}

/** What the zone's clocks show at an instant. */
export function wallTime(instant: number, zone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of clockOf(zone).formatToParts(instant)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  const millisecond = ((instant % 1000) + 1000) % 1000;
  return Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
}

/**
 * The instant at which the zone's clocks show a wall time. Where they show it twice, the first; where
 * they skip it, the instant of the jump's other side (02:30 becomes 03:30).
 */
export function instantOf(wall: number, zone: string): number {
  // The two offsets in force around the change, when there is one within a day.
  const before = wallTime(wall - DAY, zone) - (wall - DAY);
  const after = wallTime(wall + DAY, zone) - (wall + DAY);
  const early = wall - Math.max(before, after);
  const late = wall - Math.min(before, after);
  if (wallTime(early, zone) === wall) return early;
  if (wallTime(late, zone) === wall) return late;
  return wall - before;
}

/** The start of the unit that a wall time lies in. */
export function floorWall(wall: number, unit: Unit): number {
  const date = new Date(wall);
  switch (unit) {
    case 'minute':
      return Math.floor(wall / MINUTE) * MINUTE;
    case 'hour':
      return Math.floor(wall / HOUR) * HOUR;
    case 'day':
      return Math.floor(wall / DAY) * DAY;
    case 'month':
      return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
    case 'year':
      return Date.UTC(date.getUTCFullYear(), 0, 1);
  }
}

/** A wall time some units later; a day that the month does not have becomes its last. */
export function addWall(wall: number, count: number, unit: Unit): number {
  if (unit === 'minute') return wall + count * MINUTE;
  if (unit === 'hour') return wall + count * HOUR;
  if (unit === 'day') return wall + count * DAY;
  const date = new Date(wall);
  const months = date.getUTCMonth() + count * (unit === 'year' ? 12 : 1);
  const first = Date.UTC(date.getUTCFullYear(), months, 1);
  const next = Date.UTC(date.getUTCFullYear(), months + 1, 1);
  const within = wall - floorWall(wall, 'month');
  return Math.min(first + within, next - DAY + (wall - floorWall(wall, 'day')));
}

/** The calendar day of a wall time: 2026-03-29. */
export function dayName(wall: number): string {
  return new Date(wall).toISOString().slice(0, 10);
}

/** The wall time at which a day such as 2026-03-29 begins, or null where it names none. */
export function dayWall(name: string): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(name)) return null;
  const wall = Date.parse(`${name}T00:00:00Z`);
  return Number.isNaN(wall) || dayName(wall) !== name ? null : wall;
}
