// The arithmetic of the chart: ticks, the height of the axis, the unit that is not over.
// SPDX-License-Identifier: MIT
import { describe, expect, it, vi } from 'vitest';

// uPlot asks the screen for its density when it is loaded; nothing is drawn here.
vi.mock('uplot', () => ({ default: () => undefined }));
const { ceiling, splitRunning, tickIndices } = await import('./chart');

describe('ticks', () => {
  it('are all there when there is room', () => {
    expect(tickIndices(7, 1000)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('are evenly spaced when there is not', () => {
    const ticks = tickIndices(31, 400);
    const steps = new Set(ticks.slice(1).map((tick, index) => tick - (ticks[index] ?? 0)));
    expect(steps.size).toBe(1);
    expect(ticks.length).toBeLessThanOrEqual(5);
  });

  it('are there for a single unit and for none', () => {
    expect(tickIndices(1, 300)).toEqual([0]);
    expect(tickIndices(0, 300)).toEqual([]);
  });
});

it('does not let ones and twos look like mountains', () => {
  const series = { label: '', color: '', shape: 'area' as const };
  expect(ceiling([{ ...series, values: [1, null, 2] }])).toBe(4);
  expect(ceiling([{ ...series, values: [1, 70] }])).toBe(70);
});

describe('the running unit', () => {
  it('is parted from those that are over and joined to the last of them', () => {
    expect(splitRunning([5, 6, 7, null], 2)).toEqual([
      [5, 6, null, null],
      [null, 6, 7, null],
    ]);
  });

  it('changes nothing when there is none or it is the first', () => {
    expect(splitRunning([5, 6], null)).toEqual([[5, 6], []]);
    expect(splitRunning([5, null], 0)).toEqual([[5, null], []]);
  });
});
