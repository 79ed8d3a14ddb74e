// The state of a website's overview: what the URL asks for, turned into questions for the server, and
// the answers that more than one part of the page needs.
// SPDX-License-Identifier: MIT
import { getContext, setContext } from 'svelte';
import * as api from './api';
import { filterText, sameFilter } from './filters';
import type { Filter } from './filters';
import { comparedRange, allowedUnits, defaultUnit, resolveRange } from './range';
import type { Range } from './range';
import { resource, whileVisible } from './resource.svelte';
import type { Resource } from './resource.svelte';
import { search, setQuery } from './router.svelte';
import { readView, writeView } from './view';
import type { View } from './view';
import { localZone } from './zone';
import type { Unit } from './zone';

const REFRESH_MS = 30_000;
/** While the first visit is waited for. */
const WATCH_MS = 4_000;

export interface StatsPair {
  now: api.Stats;
  before: api.Stats | null;
}

export interface SeriesPair {
  now: api.Series;
  before: api.Series | null;
  /** The ranges that the series are about. */
  range: Range;
  compared: Range | null;
  unit: Unit;
}

const KEY = Symbol('report');

export class Report {
  readonly id: string;
  #now = $state(Date.now());
  readonly first: Resource<number | null>;
  readonly stats: Resource<StatsPair>;
  readonly series: Resource<SeriesPair>;
  /** The website's saved segments and cohorts, by name. */
  readonly saved: Resource<api.Segment[]>;

  view = $derived(readView(new URLSearchParams(search())));
  zone = $derived(this.view.zone ?? localZone());

  range: Range = $derived.by(() =>
    resolveRange(this.view.choice, {
      now: this.#now,
      zone: this.zone,
      // Only where the answer matters, or all that was asked already would be asked again for it.
      first: this.view.choice === 'all' ? (this.first.value ?? null) : null,
    }),
  );
  compared: Range | null = $derived(
    comparedRange(this.view.choice, this.range, this.view.comparison),
  );
  units: Unit[] = $derived(allowedUnits(this.range));
  unit: Unit = $derived(
    this.view.unit && this.units.includes(this.view.unit)
      ? this.view.unit
      : defaultUnit(this.range),
  );
  question: api.Question = $derived(this.#questionOf(this.range));
  /** Says when the page asks for something else, other than for the newest numbers of the same. */
  key = $derived(
    JSON.stringify([
      this.view.choice,
      this.view.comparison,
      this.zone,
      this.view.match,
      this.view.filters.map(filterText),
      this.view.segment,
      this.view.cohort,
    ]),
  );

  constructor(id: string) {
    this.id = id;
    this.first = resource(
      () => id,
      (signal) => api.getFirstEvent(id, signal),
    );
    this.stats = resource(
      () => this.key,
      (signal) => this.#loadStats(signal),
    );
    this.series = resource(
      () => this.key + this.unit,
      (signal) => this.#loadSeries(signal),
    );
    this.saved = resource(
      () => id,
      (signal) => api.listSegments(id, signal),
    );
    setContext(KEY, this);
    let waited = false;
    $effect(() => {
      const waiting = this.waiting;
      // What was asked together with the last question for a first event may have come before it.
      if (waited && !waiting) this.#now = Date.now();
      waited = waiting;
      return whileVisible(() => this.tick(), waiting ? WATCH_MS : REFRESH_MS);
    });
  }

  /** The website has never had an event. */
  get waiting(): boolean {
    return this.first.value === null;
  }

  /** The range is known: all of it, once the first event is. */
  get ready(): boolean {
    return this.view.choice !== 'all' || this.first.value !== undefined;
  }

  #questionOf(range: Range): api.Question {
    const { filters, match, segment, cohort } = this.view;
    return { range, filters, match, segment, cohort };
  }

  async #pair<T>(load: (question: api.Question) => Promise<T>): Promise<[T, T | null]> {
    const compared = this.compared;
    return Promise.all([
      load(this.question),
      compared ? load(this.#questionOf(compared)) : Promise.resolve(null),
    ]);
  }

  #loadStats(signal: AbortSignal): Promise<StatsPair> | undefined {
    if (!this.ready) return undefined;
    const pair = this.#pair((question) => api.getStats(this.id, question, signal));
    return pair.then(([now, before]) => ({ now, before }));
  }

  #loadSeries(signal: AbortSignal): Promise<SeriesPair> | undefined {
    if (!this.ready) return undefined;
    const { range, compared, unit } = this;
    // The chart shows the compared range to its end, not only as far as now is.
    const whole = (question: api.Question): api.Question => ({
      ...question,
      range: {
        ...question.range,
        until: question.range === range ? range.until : question.range.end,
      },
    });
    const pair = this.#pair((question) => api.getSeries(this.id, whole(question), unit, signal));
    return pair.then(([now, before]) => ({ now, before, range, compared, unit }));
  }

  /** Brings what can still change up to date. */
  tick(): void {
    if (this.waiting) this.first.reload();
    if (this.range.until < this.range.end) this.#now = Date.now();
  }

  refresh(): void {
    this.first.reload();
    this.#now = Date.now();
  }

  /** Changes what is shown: a new entry in the browser's history. */
  show(change: Partial<View>): void {
    setQuery(writeView({ ...this.view, ...change }));
  }

  addFilter(filter: Filter): void {
    const others = this.view.filters.filter((other) => !sameFilter(other, filter));
    this.show({ filters: [...others, filter], more: null });
  }
}

/** The report of the page that a component belongs to. */
export function useReport(): Report {
  return getContext<Report>(KEY);
}
