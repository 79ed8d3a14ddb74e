// The view of the overview, into its URL and back.
// SPDX-License-Identifier: MIT
import { describe, expect, it } from 'vitest';
import { filterOf, PANEL_NAMES, PANELS, readView, writeView } from './view';
import type { View } from './view';

const view = (query: string): View => readView(new URLSearchParams(query));

const full: View = {
  choice: { from: '2026-01-01', to: '2026-02-28' },
  comparison: 'year',
  unit: 'month',
  zone: 'America/St_Johns',
  filters: [
    { dimension: 'path', operator: 'c', value: '/a&b=c?#%' },
    { dimension: 'city', operator: 'eq', value: 'Sèvres, Île-de-France' },
  ],
  match: 'any',
  segment: 'a',
  cohort: 'b',
  tabs: {
    pages: 'exit',
    sources: 'utmCampaign',
    locations: 'city',
    environment: 'screen',
    events: 'event',
  },
  more: 'sources',
  table: true,
};

describe('a view', () => {
  it('comes back from its URL as it was', () => {
    expect(view(writeView(full).toString())).toEqual(full);
  });

  it('needs no query when everything is at its default', () => {
    expect(writeView(view('')).toString()).toBe('');
  });

  it('keeps a preset', () => {
    expect(view('range=90d').choice).toBe('90d');
    expect(writeView(view('range=90d')).toString()).toBe('range=90d');
  });

  it('leaves what makes no sense at its default', () => {
    const nonsense =
      'range=soon&from=2026-99-01&to=x&compare=me&unit=week&tz=Mars/Base&filter=a.b.c&match=some&pages=country&more=all';
    expect(view(nonsense)).toEqual(view(''));
  });

  it('has no use for "any" with a single filter', () => {
    const one = view('filter=path.eq./&match=any');
    expect(writeView(one).has('match')).toBe(false);
  });
});

it('filters by the page where a row is an entry or exit page', () => {
  expect(filterOf('entry')).toBe('path');
  expect(filterOf('exit')).toBe('path');
});

it('has a first tab in every panel', () => {
  for (const name of PANEL_NAMES) expect(view('').tabs[name]).toBe(PANELS[name][0]);
});
