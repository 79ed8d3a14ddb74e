// Numbers, times and names as the reader's language writes them.
// SPDX-License-Identifier: MIT
import { HOUR } from './zone';
import type { Unit } from './zone';

const kept = new Map<string, unknown>();

// Intl's formatters are slow to make and quick to use.
function keep<T>(key: string, make: () => T): T {
  let value = kept.get(key) as T | undefined;
  if (value === undefined) {
    value = make();
    kept.set(key, value);
  }
  return value;
}

export function number(value: number, locale: string, digits = 0): string {
  return keep(
    `n ${locale} ${digits}`,
    () =>
      new Intl.NumberFormat(locale, {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }),
  ).format(value);
}

/** 12,345 as it is; 1.2M once it no longer fits. */
export function compact(value: number, locale: string, from = 100_000): string {
  if (Math.abs(value) < from) return number(value, locale);
  return keep(
    `c ${locale}`,
    () => new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 3 }),
  ).format(value);
}

/** 0.42 → 42 %; a share that is not nothing is never printed as nothing. */
export function percent(share: number, locale: string, digits = 0): string {
  const format = keep(
    `p ${locale} ${digits}`,
    () => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits }),
  );
  const least = 0.01 / 10 ** digits;
  if (share > 0 && share < least / 2) return `<${format.format(least)}`;
  return format.format(share);
}

function amount(value: number, unit: 'hour' | 'minute' | 'second', locale: string): string {
  return keep(
    `u ${locale} ${unit}`,
    () => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow' }),
  ).format(value);
}

/** 75 → 1m 15s */
export function duration(seconds: number, locale: string): string {
  const whole = Math.round(seconds);
  const h = Math.floor(whole / 3600);
  const m = Math.floor((whole % 3600) / 60);
  const s = whole % 60;
  if (h) return `${amount(h, 'hour', locale)} ${amount(m, 'minute', locale)}`;
  if (m) return `${amount(m, 'minute', locale)} ${amount(s, 'second', locale)}`;
  return amount(s, 'second', locale);
}

const SHAPES: Record<
  Unit,
  { short: Intl.DateTimeFormatOptions; long: Intl.DateTimeFormatOptions }
> = {
  minute: {
    short: { hour: 'numeric', minute: '2-digit' },
    long: { hour: 'numeric', minute: '2-digit' },
  },
  hour: {
    short: { hour: 'numeric' },
    long: { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' },
  },
  day: {
    short: { day: 'numeric', month: 'short' },
    long: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  },
  month: { short: { month: 'short' }, long: { month: 'long', year: 'numeric' } },
  year: { short: { year: 'numeric' }, long: { year: 'numeric' } },
};

/** The name of the unit that begins at a wall time (see zone.ts). */
export function bucketLabel(
  wall: number,
  unit: Unit,
  locale: string,
  length: 'short' | 'long' = 'long',
): string {
  return keep(
    `b ${locale} ${unit} ${length}`,
    () => new Intl.DateTimeFormat(locale, { ...SHAPES[unit][length], timeZone: 'UTC' }),
  ).format(wall);
}

/** "Mar 1 – 7, 2026": the days of a range, given as wall times; the end does not belong to it. */
export function daySpan(start: number, end: number, locale: string): string {
  const format = keep(
    `s ${locale}`,
    () => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }),
  );
  return format.formatRange(start, Math.max(start, end - HOUR));
}

/** "14 Nov 2026, 10:05": a wall time. */
export function dateTime(wall: number, locale: string): string {
  return keep(
    `m ${locale}`,
    () =>
      new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }),
  ).format(wall);
}

/** The name of a day of the week, 0 for Sunday. */
export function weekday(day: number, locale: string): string {
  return keep(
    `w ${locale}`,
    () => new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }),
  ).format(Date.UTC(2023, 0, 1 + day));
}

export function clock(wall: number, locale: string): string {
  return keep(
    `t ${locale}`,
    () => new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: 'UTC' }),
  ).format(wall);
}

function displayName(type: Intl.DisplayNamesType, code: string, locale: string): string {
  try {
    const names = keep(`d ${locale} ${type}`, () => new Intl.DisplayNames(locale, { type }));
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}

export function countryName(code: string, locale: string): string {
  return /^[A-Za-z]{2}$/.test(code) ? displayName('region', code.toUpperCase(), locale) : code;
}

export function languageName(code: string, locale: string): string {
  const name = displayName('language', code, locale);
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
}

/** A country's flag as the two letters that fonts draw as one: FR → 🇫🇷 */
export function flag(code: string): string {
  if (!/^[A-Za-z]{2}$/.test(code)) return '';
  const A = 0x1f1e6;
  return String.fromCodePoint(
    ...[...code.toUpperCase()].map((letter) => A + letter.charCodeAt(0) - 65),
  );
}

/** How much more (0.5) or less (-0.5) than before; null where there was nothing before. */
export function change(value: number, before: number): number | null {
  if (before === 0) return value === 0 ? 0 : null;
  return (value - before) / before;
}
