// What the overview of a website shows: range, comparison, unit, filters, tabs. The URL's query is the
// only place where this is kept, so that a reload, a bookmark and the back button all bring it back.
// SPDX-License-Identifier: MIT
import { filterText, parseFilter } from './filters';
import type { Dimension, Filter } from './filters';
import { COMPARISONS, PRESETS } from './range';
import type { Choice, Comparison, Preset } from './range';
import { dayWall, isZone } from './zone';
import type { Unit } from './zone';

/** The panels and what each can list; the first is what it lists unless told otherwise. */
export const PANELS = {
  pages: ['path', 'entry', 'exit', 'title', 'query', 'hostname'],
  sources: [
    'referrer',
    'channel',
    'utmSource',
    'utmMedium',
    'utmCampaign',
    'utmContent',
    'utmTerm',
  ],
  locations: ['country', 'region', 'city'],
  environment: ['browser', 'os', 'device', 'screen', 'language'],
  events: ['event'],
} as const;
export type PanelName = keyof typeof PANELS;
export type MetricType = (typeof PANELS)[PanelName][number];

export const PANEL_NAMES = Object.keys(PANELS) as PanelName[];

export interface View {
  choice: Choice;
  comparison: Comparison;
  /** Null: what suits the range. */
  unit: Unit | null;
  /** Null: the browser's. */
  zone: string | null;
  filters: Filter[];
  match: 'all' | 'any';
  /** Ids of what was saved; null: none. */
  segment: string | null;
  cohort: string | null;
  tabs: Record<PanelName, MetricType>;
  /** The panel of which all rows are shown. */
  more: PanelName | null;
  /** Show the table behind the chart. */
  table: boolean;
}

const UNITS: readonly string[] = ['minute', 'hour', 'day', 'month', 'year'];
const DEFAULT_CHOICE: Preset = '7d';

export function isPanel(name: string | null): name is PanelName {
  return name !== null && Object.hasOwn(PANELS, name);
}

/** The property that a click on a row of this kind filters by. */
export function filterOf(type: MetricType): Dimension {
  if (type === 'entry' || type === 'exit') return 'path';
  return type;
}

function oneOf<T extends string>(list: readonly T[], name: string | null): T | null {
  return list.find((item) => item === name) ?? null;
}

function readChoice(query: URLSearchParams): Choice {
  const from = query.get('from') ?? '';
  const to = query.get('to') ?? '';
  if (dayWall(from) !== null && dayWall(to) !== null) return { from, to };
  return oneOf(PRESETS, query.get('range')) ?? DEFAULT_CHOICE;
}

function readTabs(query: URLSearchParams): Record<PanelName, MetricType> {
  const tabs = {} as Record<PanelName, MetricType>;
  for (const panel of PANEL_NAMES) {
    const types: readonly MetricType[] = PANELS[panel];
    tabs[panel] = oneOf(types, query.get(panel)) ?? PANELS[panel][0];
  }
  return tabs;
}

/** Reads a query; whatever is not understood is left at its default. */
export function readView(query: URLSearchParams): View {
  const unit = query.get('unit');
  const zone = query.get('tz');
  const more = query.get('more');
  return {
    choice: readChoice(query),
    comparison: oneOf(COMPARISONS, query.get('compare')) ?? 'prev',
    unit: unit !== null && UNITS.includes(unit) ? (unit as Unit) : null,
    zone: zone !== null && isZone(zone) ? zone : null,
    filters: query
      .getAll('filter')
      .map(parseFilter)
      .filter((filter) => filter !== null),
    match: query.get('match') === 'any' ? 'any' : 'all',
    segment: query.get('segment') || null,
    cohort: query.get('cohort') || null,
    tabs: readTabs(query),
    more: isPanel(more) ? more : null,
    table: query.get('as') === 'table',
  };
}

/** Writes a query that `readView` turns into the same view; defaults are left out. */
export function writeView(view: View): URLSearchParams {
  const query = new URLSearchParams();
  if (typeof view.choice === 'object') {
    query.set('from', view.choice.from);
    query.set('to', view.choice.to);
  } else if (view.choice !== DEFAULT_CHOICE) {
    query.set('range', view.choice);
  }
  if (view.comparison !== 'prev') query.set('compare', view.comparison);
  if (view.unit) query.set('unit', view.unit);
  if (view.zone) query.set('tz', view.zone);
  for (const filter of view.filters) query.append('filter', filterText(filter));
  if (view.match === 'any' && view.filters.length > 1) query.set('match', 'any');
  if (view.segment) query.set('segment', view.segment);
  if (view.cohort) query.set('cohort', view.cohort);
  for (const panel of PANEL_NAMES) {
    if (view.tabs[panel] !== PANELS[panel][0]) query.set(panel, view.tabs[panel]);
  }
  if (view.more) query.set('more', view.more);
  if (view.table) query.set('as', 'table');
  return query;
}
