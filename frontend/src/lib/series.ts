// Time series as the chart wants them: one value for each unit of the range, with the zeros that
// the server leaves out and with nothing where the future begins.
// SPDX-License-Identifier: MIT
import type { Range } from './range';
import { addWall, floorWall, instantOf, MINUTE, wallTime } from './zone';
import type { Unit } from './zone';

export interface Point {
  x: string;
  y: number;
}

/** The wall times at which the range's units begin. */
export function buckets({ start, end, zone }: Range, unit: Unit): number[] {
  const last = wallTime(end - 1, zone);
  // An hour that the clocks skip has no bucket; only fine units can meet one.
  const fine = unit === 'hour' || unit === 'minute';
  const skips = fine && last - wallTime(start, zone) !== end - 1 - start;
  const list: number[] = [];
  for (let at = floorWall(wallTime(start, zone), unit); at <= last; at = addWall(at, 1, unit)) {
    if (skips && wallTime(instantOf(at, zone), zone) !== at) continue;
    list.push(at);
  }
  return list;
}

/** How the server names the unit that begins at a wall time: 2026-03-29 14:00:00. */
export function bucketName(wall: number): string {
  return new Date(wall).toISOString().slice(0, 19).replace('T', ' ');
}

/** The values of the range's units, null for those that have not begun. */
export function fill(points: Point[], shown: Range, unit: Unit): (number | null)[] {
  const values = new Map(points.map(({ x, y }) => [x.slice(0, 19).replace('T', ' '), y]));
  const reached = wallTime(shown.until, shown.zone);
  return buckets(shown, unit).map((wall) =>
    wall > reached ? null : (values.get(bucketName(wall)) ?? 0),
  );
}

/** The same number of values: what is missing is null, what is too much is cut. */
export function fit(values: (number | null)[], length: number): (number | null)[] {
  return Array.from({ length }, (_, index) => values[index] ?? null);
}

/** The wall times of the last thirty minutes, the current one included. */
export function lastMinutes(now: number, zone: string, count = 30): number[] {
  const last = floorWall(wallTime(now, zone), 'minute');
  return Array.from({ length: count }, (_, index) => last - (count - 1 - index) * MINUTE);
}
