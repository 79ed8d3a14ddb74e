// Random questions. What they are made of is dealt as cards are, so that some dozen questions have all of it.
// SPDX-License-Identifier: MIT
import { ask } from '../../support/server.mjs';
import { CHANGES, MOMENTS } from '../../support/traffic.mjs';
import * as truth from '../../support/truth.mjs';
import { DAY, HOUR, MINUTE, QUESTIONS, WHOLE, ZONES, history, random, server, spans, token, website } from './world.mjs';

const LENGTHS = [MINUTE, 30 * MINUTE, HOUR, 61 * MINUTE, 5 * HOUR, 23 * HOUR, 23.5 * HOUR, DAY, 24.5 * HOUR, 25 * HOUR]
  .concat([2, 7, 30, 31, 60, 200, 250, 400, 800, 1500].map((days) => days * DAY))
  .flatMap((length) => [length, length]);
export const OPERATORS = ['eq', 'neq', 'c', 'dnc', 're', 'nre'];
const PATTERNS = ['^/', 'a$', '^$', '.', 's|x', '[a-d]', 'é', '^[^-]+$', '(sign|buy)', '\\.', 'o{2}', '^[a-z]+$'];

// Cards of a name come in random order, none for the second time before all have come.
const decks = new Map();
export const shuffleAll = () => decks.clear();
export const deal = (name, cards) => {
  if (!decks.get(name)?.length) decks.set(name, random.shuffled(cards));
  return decks.get(name).pop();
};

const rangeOfRows = () => {
  const [one, other] = [random.pick(history).at, random.pick(history).at].sort((a, b) => a - b);
  return { startAt: one + random.below(3) - 1, endAt: other + 1 + random.below(3) - 1 };
};

const rangeFromMoment = () => {
  const startAt = deal('moment', MOMENTS) - random.pick([0, 0, HOUR, DAY, 3 * DAY]);
  return { startAt, endAt: startAt + random.pick(LENGTHS) - random.pick([1, 1, 0]) };
};

export const makeRange = () => (random.chance(0.3) ? rangeOfRows() : rangeFromMoment());

// From the middle of a visit to the middle of another.
const rangeWithinVisits = () => {
  const long = spans.filter(({ start, end }) => start < end);
  const [one, other] = [random.pick(long), random.pick(long)].sort((a, b) => a.start - b.start);
  return { startAt: one.start + 1, endAt: Math.max(other.end - 1, one.start + 1) };
};

const rangeOverChange = ({ at }) => ({ startAt: at - random.pick([HOUR, DAY, 40 * DAY]), endAt: at + random.pick([HOUR, DAY, 40 * DAY]) - 1 });

// When a question is about: as many as repeat() asks at least.
export const TIMES = [
  ...CHANGES.map((change) => () => ({ ...rangeOverChange(change), timezone: change.timezone })),
  ...[rangeWithinVisits, rangeWithinVisits, rangeOfRows, rangeFromMoment, rangeFromMoment, () => WHOLE].map(
    (range) => () => ({ ...range(), timezone: deal('zone', ZONES) }),
  ),
];

// For questions that take their time.
export const FEWER = Math.max(TIMES.length, Math.ceil(QUESTIONS / 5));

// Of which rows: numbers of filters, and whether one of them is enough.
const CHOICES = [0, 1, 1, 1, 1, 2, 3].map((filters) => ({ filters })).concat(
  [1, 2, 3].map((filters) => ({ filters, match: 'all' })),
  [2, 3].map((filters) => ({ filters, match: 'any' })),
);

export const valuesOf = (property) => {
  const known = truth.values(history, { startAt: 0, endAt: Infinity, type: property, eventType: 1 });
  return [...known.map(({ value }) => value), 'nothing'];
};

const respelled = (text) => random.pick([text, text.toUpperCase(), text.toLowerCase()]);

const part = (text) => {
  const letters = [...text];
  const from = random.below(letters.length);
  return letters.slice(from, from + 1 + random.below(4)).join('');
};

export const makeFilter = (property, operator) => {
  const known = valuesOf(property);
  if (operator.endsWith('re')) return `${operator}.${random.pick(PATTERNS)}`;
  if (operator === 'c' || operator === 'dnc') return `${operator}.${respelled(part(random.pick(known)))}`;
  const list = Array.from({ length: 1 + random.below(3) }, () => random.pick([...known, '']));
  const plain = operator === 'eq' && list.join() !== '' && random.chance(0.5);
  return plain ? list.join() : `${operator}.${list.join()}`;
};

export const makeFilters = (count) =>
  Array.from({ length: count }, (_, i) => {
    const property = deal('property', truth.FILTERS);
    const name = random.chance(0.1) && property === 'path' ? 'url' : property;
    return [i === 0 ? name : `${name}${i}`, makeFilter(property, deal('operator', OPERATORS))];
  });

// Saved ones, by id: { id, filters, match } and of cohorts also action and range.
export let segments;
export let cohorts;

// As the API saves a filter that a query string would write like this.
const written = ([name, value]) => {
  const [, operator, text] = /^(?:(eq|neq|c|dnc|re|nre)\.)?(.*)$/su.exec(value);
  return { name, value: text, ...(operator ? { operator } : {}) };
};

export const save = async (type, { filters, match, action, range }, id = website) => {
  const dateRange = range && `range:${range.startAt}:${range.endAt}`;
  const parameters = { filters: filters.map(written), match, action, dateRange };
  const body = { type, name: `${type} ${filters.length}`, parameters };
  const saved = await ask(server, 'POST', `/api/websites/${id}/segments`, { token, body });
  return { id: saved.id, filters, match, action, range };
};

const makeAction = () => {
  const type = random.pick(['path', 'event']);
  return random.chance(0.2) ? undefined : { type, value: random.pick(valuesOf(type)) || 'nothing' };
};

export const makeSaved = (most) => ({ filters: makeFilters(random.below(most + 1)), match: random.pick([undefined, 'all', 'any']) });
export const makeCohort = () => ({ ...makeSaved(2), action: makeAction(), range: random.chance(0.3) ? WHOLE : makeRange() });

export const saveAll = async () => {
  segments = await Promise.all(Array.from({ length: 20 }, () => save('segment', makeSaved(3))));
  cohorts = await Promise.all(Array.from({ length: 20 }, () => save('cohort', makeCohort())));
};

export const rarely = (value, times = 5) => [value, ...Array(times).fill(undefined)];

export const makeQuestion = (more = {}) => {
  const { filters, match } = deal('choice', CHOICES);
  return {
    ...deal('time', TIMES)(),
    filters: makeFilters(filters),
    match,
    excludeBounce: deal('bounce', rarely(random.pick(['1', 'true']))),
    eventType: deal('eventType', [1, 2, ...Array(6).fill(undefined)]),
    segment: deal('segment', rarely(random.pick(segments), 4)),
    cohort: deal('cohort', rarely(random.pick(cohorts), 4)),
    ...more,
  };
};

const UNITS = ['minute', 'hour', 'day', 'month', 'year'];
export const makeUnit = () => deal('unit', [undefined, ...UNITS]);
export const makeCompare = () => deal('compare', [undefined, undefined, 'prev', 'yoy']);
