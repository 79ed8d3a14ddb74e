// The sum, and what is missing from it.
// SPDX-License-Identifier: MIT
import { describe, expect, it } from 'vitest';
import type { Ledger } from './api';
import { differences, parts } from './ledger';

const ledger = (change: Partial<Ledger> = {}): Ledger => ({
  startDate: '2026-05-01T10:00:00.000Z',
  endDate: '2026-05-01T10:59:59.999Z',
  received: 40,
  stored: 30,
  attached: 2,
  deleted: 0,
  rows: 30,
  refused: [
    { reason: 'bot', events: 6 },
    { reason: 'invalid', events: 2 },
  ],
  ...change,
});

describe('the books', () => {
  it('are a sum whose terms have their share', () => {
    expect(parts(ledger())).toEqual([
      { outcome: 'stored', events: 30, share: 0.75, refused: false },
      { outcome: 'attached', events: 2, share: 0.05, refused: false },
      { outcome: 'bot', events: 6, share: 0.15, refused: true },
      { outcome: 'invalid', events: 2, share: 0.05, refused: true },
    ]);
  });

  it('say what was deleted since', () => {
    expect(parts(ledger({ stored: 27, deleted: 3, rows: 27 }))[2]).toEqual({
      outcome: 'deleted',
      events: 3,
      share: 0.075,
      refused: false,
    });
    expect(differences(ledger({ stored: 27, deleted: 3, rows: 27 }))).toEqual({
      events: 0,
      rows: 0,
    });
  });

  it('leave out what is nothing', () => {
    const nothing = { received: 0, stored: 0, attached: 0, deleted: 0, rows: 0, refused: [] };
    expect(parts(ledger(nothing))).toEqual([]);
    expect(parts(ledger({ attached: 0 })).map(({ outcome }) => outcome)).toEqual([
      'stored',
      'bot',
      'invalid',
    ]);
  });

  it('divide nothing by nothing', () => {
    expect(parts(ledger({ received: 0 })).every(({ share }) => share === 0)).toBe(true);
  });

  it('show what does not balance', () => {
    expect(differences(ledger())).toEqual({ events: 0, rows: 0 });
    expect(differences(ledger({ received: 41, rows: 27 }))).toEqual({ events: 1, rows: 3 });
  });
});
