// Measures the colours of app.css against each other, as WCAG 2 counts contrast.
// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(join(process.cwd(), 'src/app.css'), 'utf8');
const colors = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(
    ([, name, light, dark]) => [name, { light, dark }] as const,
  ),
);

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function color(name: string, theme: 'light' | 'dark'): string {
  const found = colors.get(name)?.[theme];
  if (!found) throw new Error(`app.css has no colour --${name}`);
  return found;
}

const TEXT = 4.5;
const GRAPHIC = 3;
const SURFACES = ['page', 'surface', 'sunken', 'hover', 'accent-wash', 'accent-bar', 'bad-wash'];
const pairs: [string, string, number][] = [
  ...['ink', 'ink-soft'].flatMap((ink) =>
    SURFACES.map((on): [string, string, number] => [ink, on, TEXT]),
  ),
  ...['page', 'surface', 'sunken', 'accent-bar'].map((on): [string, string, number] => [
    'ink-faint',
    on,
    TEXT,
  ]),
  ...['page', 'surface'].flatMap((on): [string, string, number][] => [
    ['accent', on, TEXT],
    ['good', on, TEXT],
    ['bad', on, TEXT],
    ['visitors', on, GRAPHIC],
  ]),
  ['accent', 'accent-wash', TEXT],
  ['accent-ink', 'accent', TEXT],
  ['accent-ink', 'accent-hover', TEXT],
  ['surface', 'bad', TEXT],
  ['line-strong', 'surface', GRAPHIC],
  ['before', 'surface', GRAPHIC],
  ['buoy', 'surface', GRAPHIC],
];

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  it.each(pairs)('--%s on --%s reaches %d:1', (ink, on, least) => {
    expect(contrast(color(ink, theme), color(on, theme))).toBeGreaterThanOrEqual(least);
  });
});

it('measures as the standard does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});
